//! How a spreadsheet shows a day, a time and how long something takes: 2024年5月8日, 9:30, 36:00 with the format
//! `[h]:mm` (ECMA-376, part 1, 18.8.31). Formats that are not understood whole are left alone.

/// A day and a time of it, as a spreadsheet's reader gives them.
type Moment = (u16, u8, u8, u8, u8, u8, u16);

/// A moment as its format shows it.
pub(super) fn shown(
    (year, month, day, hour, minute, second, milli): Moment,
    code: &str,
) -> Option<String> {
    let tokens = tokens(code)?;
    // What is left of a second by rounding is one more; that of a day's end is left alone.
    let rest = u32::from(milli >= 500);
    let time = u32::from(hour) * 3600 + u32::from(minute) * 60 + u32::from(second) + rest;
    if time >= 24 * 3600 {
        return None;
    }
    let halved = tokens.iter().any(|token| matches!(token, Token::Half(_)));
    let mut out = String::new();
    for token in &tokens {
        match token {
            Token::Literal(c) => out.push(*c),
            Token::Half(words) => out.push_str(words[usize::from(time >= 12 * 3600)]),
            Token::Field('y', 3..) => out.push_str(&year.to_string()),
            Token::Field('y', _) => return None,
            Token::Field('m', count @ 1..=2) => put(u32::from(month), *count, &mut out),
            Token::Field('d', count @ 1..=2) => put(u32::from(day), *count, &mut out),
            Token::Field('h', count) => {
                let hour = time / 3600;
                let hour = if halved { (hour + 11) % 12 + 1 } else { hour };
                put(hour, *count, &mut out);
            }
            Token::Field('n', count) => put(time / 60 % 60, *count, &mut out),
            Token::Field('s', count) => put(time % 60, *count, &mut out),
            Token::Field(..) | Token::All(..) => return None,
        }
    }
    let any = tokens.iter().any(|token| matches!(token, Token::Field(..)));
    any.then(|| out.trim().to_owned())
}

/// How long something takes, given in days, as its format shows it.
pub(super) fn long(days: f64, code: &str) -> Option<String> {
    let tokens = tokens(code)?;
    let whole = (days * 86_400.0).round();
    if !(0.0..1e12).contains(&whole) {
        return None;
    }
    let seconds = whole as u64;
    let mut out = String::new();
    for token in &tokens {
        let (number, count) = match token {
            Token::Literal(c) => {
                out.push(*c);
                continue;
            }
            Token::All('h', count) => (seconds / 3600, count),
            Token::All('m', count) => (seconds / 60, count),
            Token::All('s', count) => (seconds, count),
            Token::Field('h', count) => (seconds / 3600 % 24, count),
            Token::Field('m' | 'n', count) => (seconds / 60 % 60, count),
            Token::Field('s', count) => (seconds % 60, count),
            Token::All(..) | Token::Field(..) | Token::Half(_) => return None,
        };
        put(number, *count, &mut out);
    }
    Some(out.trim().to_owned()).filter(|out| !out.is_empty())
}

fn put(number: impl Into<u64>, wide: usize, out: &mut String) {
    out.push_str(&format!("{:0wide$}", number.into()));
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Token {
    Literal(char),
    /// y m d h n (minutes) s, and how many.
    Field(char, usize),
    /// [h]: all hours, more than a day's.
    All(char, usize),
    /// Before and after noon.
    Half([&'static str; 2]),
}

/// A format taken apart; nothing when there is something else in it.
fn tokens(code: &str) -> Option<Vec<Token>> {
    let section = code.split(';').next()?;
    let mut tokens: Vec<Token> = vec![];
    let mut rest = section.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' => tokens.extend(rest.by_ref().take_while(|c| *c != '"').map(Token::Literal)),
            '\\' | '!' => tokens.extend(rest.next().map(Token::Literal)),
            '[' => {
                let inside: String = rest.by_ref().take_while(|c| *c != ']').collect();
                let inside = inside.to_ascii_lowercase();
                let first = inside.chars().next();
                if let Some(first) = first
                    .filter(|first| "hms".contains(*first) && inside.chars().all(|c| c == *first))
                {
                    tokens.push(Token::All(first, inside.len()));
                }
            }
            '上' | 'A' | 'a' => {
                let words: String = rest.clone().take(4).collect();
                let half = match (c, words.as_str()) {
                    ('上', "午/下午") => ["上午", "下午"],
                    ('A' | 'a', "M/PM" | "m/pm") => ["AM", "PM"],
                    _ => return None,
                };
                rest.by_ref().take(4).for_each(drop);
                tokens.push(Token::Half(half));
            }
            'y' | 'm' | 'd' | 'h' | 's' | 'Y' | 'M' | 'D' | 'H' | 'S' => {
                let mut count = 1;
                while rest.next_if(|next| next.eq_ignore_ascii_case(&c)).is_some() {
                    count += 1;
                }
                tokens.push(Token::Field(c.to_ascii_lowercase(), count));
            }
            '-' | '/' | '.' | ' ' | ':' => tokens.push(Token::Literal(c)),
            c if !c.is_ascii() => tokens.push(Token::Literal(c)),
            _ => return None,
        }
    }
    // m stands for minutes behind hours, and before seconds.
    let fields: Vec<usize> = (0..tokens.len())
        .filter(|at| matches!(tokens[*at], Token::Field(..) | Token::All(..)))
        .collect();
    for (index, at) in fields.iter().enumerate() {
        let kind = |index: usize| match fields.get(index).map(|at| tokens[*at]) {
            Some(Token::Field(c, _) | Token::All(c, _)) => Some(c),
            _ => None,
        };
        let behind = index.checked_sub(1).and_then(kind) == Some('h');
        if let Token::Field('m', count) = tokens[*at]
            && (behind || kind(index + 1) == Some('s'))
        {
            tokens[*at] = Token::Field('n', count);
        }
    }
    Some(tokens)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times_are_written_as_the_sheet_shows_them() {
        for (code, wanted) in [
            ("yyyy\"年\"m\"月\"d\"日\"", Some("2024年5月8日")),
            ("m\"月\"d\"日\"", Some("5月8日")),
            ("yyyy/mm/dd", Some("2024/05/08")),
            ("[$-804]yyyy年m月d日;@", Some("2024年5月8日")),
            ("yyyy-mm-dd hh:mm", Some("2024-05-08 14:07")),
            ("m/d h:mm:ss", Some("5/8 14:07:30")),
            ("h:mm AM/PM", Some("2:07 PM")),
            ("上午/下午h\"时\"mm\"分\"", Some("下午2时07分")),
            ("mm:ss", Some("07:30")),
            ("yyyy\"年\"", Some("2024年")),
            ("d-mmm-yy", None),
            ("mm-dd-yy", None),
        ] {
            assert_eq!(shown((2024, 5, 8, 14, 7, 29, 900), code).as_deref(), wanted, "{code}");
        }
        assert_eq!(shown((2024, 5, 8, 23, 59, 59, 999), "h:mm"), None);
        for (days, code, wanted) in [
            (1.5, "[h]:mm", Some("36:00")),
            (1.25, "[hh]\"时\"mm\"分\"", Some("30时00分")),
            (2.0, "[m]", Some("2880")),
            (0.0104282, "[mm]:ss", Some("15:01")),
            (0.5, "[h]:mm:ss", Some("12:00:00")),
            (-1.0, "[h]:mm", None),
        ] {
            assert_eq!(long(days, code).as_deref(), wanted, "{code}");
        }
    }
}
