//! How a spreadsheet shows a number: 0.815 with the format `0.0%` is 81.5%. Formats that are not
//! understood whole are left alone, and the number is written as it is.

/// A number as its format shows it; nothing for General and for what is not understood.
pub(super) fn number(value: f64, plain: &str, code: &str) -> Option<String> {
    let mut sections = code.split(';');
    let first = sections.next()?;
    // Another section for what is below zero: it says how the sign is shown.
    if value < 0.0 && sections.next().is_some_and(|section| !section.contains('-')) {
        return None;
    }
    let parts = parts(first)?;
    let pattern: String = parts.iter().filter_map(|part| part.pattern()).collect();
    let percent = pattern.matches('%').count();
    let digits: String = pattern.chars().filter(|c| *c != '%').collect();
    let (whole, places) = digits.split_once('.').unwrap_or((&digits, ""));
    let known =
        |text: &str, more: &str| text.chars().all(|c| "0#?".contains(c) || more.contains(c));
    // A comma at the end shows thousands as ones.
    if digits.is_empty()
        || percent > 1
        || !known(whole, ",")
        || !known(places, "")
        || whole.ends_with(',')
    {
        return None;
    }
    let least = whole.matches('0').count();
    let written = rounded(
        plain.trim_start_matches('-'),
        percent * 2,
        places.len(),
        places.matches('0').count(),
    )?;
    let (mut ones, rest) = match written.split_once('.') {
        Some((ones, rest)) => (ones.to_owned(), format!(".{rest}")),
        None => (written, String::new()),
    };
    while ones.len() < least {
        ones.insert(0, '0');
    }
    if least == 0 && ones == "0" && !rest.is_empty() {
        ones.clear();
    }
    if whole.contains(',') {
        let count = ones.len();
        let comma = |(at, c): (usize, char)| {
            let before = (at > 0 && (count - at) % 3 == 0).then_some(',');
            before.into_iter().chain([c])
        };
        ones = ones.chars().enumerate().flat_map(comma).collect();
    }
    let zero = ones.chars().chain(rest.chars()).all(|c| "0.,".contains(c));
    let sign = if value < 0.0 && !zero { "-" } else { "" };
    let mut out = String::from(sign);
    let mut put = false;
    for part in &parts {
        match part {
            Part::Literal(c) => out.push(*c),
            Part::Pattern('%') => out.push('%'),
            Part::Pattern(_) if !put => {
                put = true;
                out.push_str(&ones);
                out.push_str(&rest);
            }
            Part::Pattern(_) => {}
        }
    }
    Some(out.trim().to_owned())
}

/// A day as its format shows it: 2024年5月8日.
pub(super) fn day(year: u16, month: u8, of: u8, code: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = code.split(';').next()?.chars().peekable();
    let mut seen = 0;
    while let Some(c) = rest.next() {
        match c {
            '"' => out.extend(rest.by_ref().take_while(|c| *c != '"')),
            '\\' => out.extend(rest.next()),
            '[' => rest.by_ref().take_while(|c| *c != ']').for_each(drop),
            '@' | '_' | '*' => return None,
            'y' | 'm' | 'd' => {
                let mut count = 1;
                while rest.next_if_eq(&c).is_some() {
                    count += 1;
                }
                seen += 1;
                match (c, count) {
                    ('y', 3..) => out.push_str(&format!("{year}")),
                    ('m', 1) => out.push_str(&format!("{month}")),
                    ('m', 2) => out.push_str(&format!("{month:02}")),
                    ('d', 1) => out.push_str(&format!("{of}")),
                    ('d', 2) => out.push_str(&format!("{of:02}")),
                    _ => return None,
                }
            }
            '-' | '/' | '.' | ' ' | '年' | '月' | '日' => out.push(c),
            _ => return None,
        }
    }
    (seen > 1).then(|| out.trim().to_owned())
}

enum Part {
    Literal(char),
    Pattern(char),
}

impl Part {
    fn pattern(&self) -> Option<char> {
        match self {
            Self::Pattern(c) => Some(*c),
            Self::Literal(_) => None,
        }
    }
}

/// A format taken apart; nothing when there is something else in it.
fn parts(code: &str) -> Option<Vec<Part>> {
    let mut parts = vec![];
    let mut rest = code.chars();
    while let Some(c) = rest.next() {
        match c {
            '"' => parts.extend(rest.by_ref().take_while(|c| *c != '"').map(Part::Literal)),
            '\\' => parts.extend(rest.next().map(Part::Literal)),
            // Room as wide as a character, a character that fills the cell.
            '_' | '*' => drop(rest.next()),
            '[' => {
                let inside: String = rest.by_ref().take_while(|c| *c != ']').collect();
                // [$¥-804]: a currency; [Red] is a colour, and [>100] a condition.
                match inside.strip_prefix('$') {
                    Some(sign) => {
                        let sign = sign.split('-').next().unwrap_or_default();
                        parts.extend(sign.chars().map(Part::Literal));
                    }
                    None if inside.chars().all(char::is_alphabetic) => {}
                    None => return None,
                }
            }
            '0' | '#' | '?' | '.' | ',' | '%' => parts.push(Part::Pattern(c)),
            '¥' | '￥' | '$' | ' ' | '-' | '(' | ')' | '+' => parts.push(Part::Literal(c)),
            c if !c.is_ascii() => parts.push(Part::Literal(c)),
            _ => return None,
        }
    }
    Some(parts)
}

/// A decimal moved by some places, with no more than `most` and no fewer than `least` behind the point,
/// halves rounded up, as spreadsheets do.
fn rounded(plain: &str, by: usize, most: usize, least: usize) -> Option<String> {
    let (whole, places) = plain.split_once('.').unwrap_or((plain, ""));
    if !whole.bytes().chain(places.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut digits: Vec<u8> = whole.bytes().chain(places.bytes()).map(|b| b - b'0').collect();
    let mut point = whole.len() + by;
    while digits.len() < point + most + 1 {
        digits.push(0);
    }
    let up = digits[point + most] >= 5;
    digits.truncate(point + most);
    if up {
        let nine = digits.iter().rposition(|digit| *digit < 9);
        match nine {
            Some(at) => digits[at] += 1,
            None => {
                digits.insert(0, 1);
                point += 1;
            }
        }
        let from = nine.map_or(1, |at| at + 1);
        digits[from..].fill(0);
    }
    let text: String = digits.iter().map(|digit| char::from(b'0' + digit)).collect();
    let (ones, mut behind) = (text[..point].trim_start_matches('0'), text[point..].to_owned());
    while behind.len() > least && behind.ends_with('0') {
        behind.pop();
    }
    let ones = if ones.is_empty() { "0" } else { ones };
    Some(if behind.is_empty() { ones.to_owned() } else { format!("{ones}.{behind}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_sheet_shows_them() {
        for (value, plain, code, wanted) in [
            (0.815, "0.815", "0.0%", Some("81.5%")),
            (1.0, "1", "0%", Some("100%")),
            (0.125, "0.125", "0.00", Some("0.13")),
            (12.5, "12.5", "0.00", Some("12.50")),
            (1_234_567.0, "1234567", "#,##0", Some("1,234,567")),
            (1234.5, "1234.5", "#,##0.00_ ", Some("1,234.50")),
            (-3.2, "-3.2", "0.0", Some("-3.2")),
            (-0.04, "-0.04", "0.0", Some("0.0")),
            (9.996, "9.996", "0.00", Some("10.00")),
            (12.0, "12", "0\"户\"", Some("12户")),
            (7.0, "7", "000", Some("007")),
            (1200.0, "1200", "[$¥-804]#,##0.00", Some("¥1,200.00")),
            (0.5, "0.5", "0.###", Some("0.5")),
            (5.0, "5", "General", None),
            (5.0, "5", "0.00E+00", None),
            (5000.0, "5000", "0,", None),
            (-5.0, "-5", "0;(0)", None),
            (0.5, "0.5", "# ?/?", None),
        ] {
            assert_eq!(number(value, plain, code).as_deref(), wanted, "{plain} {code}");
        }
        for (code, wanted) in [
            ("yyyy\"年\"m\"月\"d\"日\"", Some("2024年5月8日")),
            ("m\"月\"d\"日\"", Some("5月8日")),
            ("yyyy/mm/dd", Some("2024/05/08")),
            ("[$-804]yyyy年m月d日;@", Some("2024年5月8日")),
            ("d-mmm-yy", None),
            ("yyyy-mm-dd hh:mm", None),
        ] {
            assert_eq!(day(2024, 5, 8, code).as_deref(), wanted, "{code}");
        }
    }
}
