//! How a spreadsheet shows a number: 0.815 with the format `0.0%` is 81.5%, -35.5 with `0.00;(0.00)` is
//! (35.50), 123456 with `0.0,` is 123.5 (ECMA-376, part 1, 18.8.31). Formats that are not understood whole are
//! left alone, and the number is written as it is.

use calamine::Data;

use super::moment;

/// A cell as its format shows it, where that is understood; `plain` is the number in it.
pub(super) fn cell(value: &Data, plain: impl Fn(f64) -> String, code: &str) -> Option<String> {
    match value {
        Data::Float(value) => number(*value, &plain(*value), code),
        Data::DateTime(at) if at.is_datetime() => moment::shown(at.to_ymd_hms_milli(), code),
        Data::DateTime(at) => moment::long(at.as_f64(), code),
        _ => None,
    }
}

/// A number as its format shows it; nothing for General and for what is not understood.
fn number(value: f64, plain: &str, code: &str) -> Option<String> {
    let sections = sections(code);
    // One for what is below zero and one for zero: they say themselves how a sign is shown.
    let which = match value {
        _ if value < 0.0 && sections.len() > 1 => 1,
        _ if value == 0.0 && sections.len() > 2 => 2,
        _ => 0,
    };
    let section = sections.get(which)?;
    let bare = plain.trim_start_matches('-');
    let sign = if value < 0.0 && which == 0 { "-" } else { "" };
    if section.trim() == "General" {
        return (which > 0).then(|| bare.to_owned());
    }
    let parts = parts(section)?;
    let out = match parts.iter().any(|part| matches!(part, Part::Slash | Part::Power(_))) {
        true => format!("{sign}{}", uncommon(value.abs(), &parts)?),
        false => {
            let (shown, zero) = common(bare, &parts)?;
            format!("{}{shown}", if zero { "" } else { sign })
        }
    };
    // A figure that is shown as nothing is in the sheet all the same.
    Some(out.trim().to_owned()).filter(|out| !out.is_empty())
}

/// The sections of a format.
fn sections(code: &str) -> Vec<&str> {
    let mut sections = vec![];
    let (mut from, mut quoted, mut escaped) = (0, false, false);
    for (at, c) in code.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' | '!' if !quoted => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => {
                sections.push(&code[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    sections.push(&code[from..]);
    sections
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Part {
    Literal(char),
    /// Room for a figure: 0 # ?
    Digit(char),
    Point,
    Comma,
    Percent,
    /// Of a fraction.
    Slash,
    /// E+ or E-.
    Power(char),
    /// The number as it is.
    Plain,
}

/// A format taken apart; nothing when there is something else in it.
fn parts(code: &str) -> Option<Vec<Part>> {
    let mut parts = vec![];
    let mut rest = code.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' => parts.extend(rest.by_ref().take_while(|c| *c != '"').map(Part::Literal)),
            '\\' | '!' => parts.extend(rest.next().map(Part::Literal)),
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
            '0' | '#' | '?' => parts.push(Part::Digit(c)),
            '.' => parts.push(Part::Point),
            ',' => parts.push(Part::Comma),
            '%' => parts.push(Part::Percent),
            '/' => parts.push(Part::Slash),
            'E' => parts.push(Part::Power(rest.next().filter(|c| "+-".contains(*c))?)),
            'G' => {
                let word: String = rest.by_ref().take("eneral".len()).collect();
                if word != "eneral" {
                    return None;
                }
                parts.push(Part::Plain);
            }
            '¥' | '￥' | '$' | ' ' | '-' | '(' | ')' | '+' => parts.push(Part::Literal(c)),
            c if !c.is_ascii() => parts.push(Part::Literal(c)),
            _ => return None,
        }
    }
    Some(parts)
}

/// A number without sign, figure by figure, and whether nothing but zeros is shown.
fn common(plain: &str, parts: &[Part]) -> Option<(String, bool)> {
    if parts.contains(&Part::Plain) {
        let put = |part: &Part| match part {
            Part::Literal(c) => Some(c.to_string()),
            Part::Plain => Some(plain.to_owned()),
            _ => None,
        };
        return Some((parts.iter().map(put).collect::<Option<String>>()?, plain == "0"));
    }
    let point = parts.iter().position(|part| *part == Part::Point).unwrap_or(parts.len());
    let digit = |part: &&Part| matches!(part, Part::Digit(_));
    let zero = |part: &&Part| **part == Part::Digit('0');
    let (before, behind) = (&parts[..point], &parts[point.min(parts.len())..]);
    let wide = before.iter().filter(digit).count();
    let percent = parts.iter().filter(|part| **part == Part::Percent).count();
    let points = behind.iter().filter(|part| **part == Part::Point).count();
    if percent > 1 || points > 1 {
        return None;
    }
    let Some(last) = parts.iter().rposition(|part| digit(&part)) else {
        // Words in place of a number.
        let word = |part: &Part| if let Part::Literal(c) = part { Some(*c) } else { None };
        return Some((parts.iter().map(word).collect::<Option<String>>()?, false));
    };
    let is_comma = |part: &&Part| **part == Part::Comma;
    // A comma behind all figures shows thousands as ones, one between them parts every three.
    let thousands = parts[last..].iter().filter(is_comma).count();
    let first = before.iter().position(|part| digit(&part));
    let last_before = before.iter().rposition(|part| digit(&part));
    let grouped = first
        .zip(last_before)
        .is_some_and(|(first, last)| before[first..last].iter().any(|part| is_comma(&part)));
    let inside = before.iter().chain(behind).filter(is_comma).count();
    let between = first
        .zip(last_before)
        .map_or(0, |(first, last)| before[first..last].iter().filter(is_comma).count());
    if inside != between + thousands {
        return None;
    }
    let least = before.iter().filter(zero).count();
    let most = behind.iter().filter(digit).count();
    let by = 2 * percent as isize - 3 * thousands as isize;
    let written = rounded(plain, by, most, behind.iter().filter(zero).count())?;
    let (ones, places) = written.split_once('.').unwrap_or((&written, ""));
    let ones = if ones == "0" && least == 0 { "" } else { ones };
    let ones: Vec<char> = ones.chars().collect();
    let mut places = places.chars();
    let mut out = String::new();
    let mut left = wide;
    let put = |at: usize, c: char, out: &mut String| {
        out.push(c);
        if grouped && at > 0 && at.is_multiple_of(3) {
            out.push(',');
        }
    };
    for part in before {
        match part {
            Part::Literal(c) => out.push(*c),
            Part::Percent => out.push('%'),
            Part::Digit(kind) => {
                // The first has room for all that stand before it.
                let most = if left == wide { ones.len().max(left) } else { left };
                left -= 1;
                for at in (left..most).rev() {
                    match ones.len().checked_sub(at + 1).map(|from| ones[from]) {
                        Some(c) => put(at, c, &mut out),
                        None if *kind == '0' => put(at, '0', &mut out),
                        None => {}
                    }
                }
            }
            _ => {}
        }
    }
    for part in behind {
        match part {
            Part::Literal(c) => out.push(*c),
            Part::Percent => out.push('%'),
            Part::Point if !places.as_str().is_empty() => out.push('.'),
            Part::Digit(_) => out.extend(places.next()),
            _ => {}
        }
    }
    let nothing = written.chars().all(|c| "0.".contains(c));
    Some((out, nothing))
}

/// A fraction or a power of ten: 3/4, 1.23E+04.
fn uncommon(value: f64, parts: &[Part]) -> Option<String> {
    let of = |part: &Part| match part {
        Part::Digit(c) | Part::Literal(c) => Some(*c),
        Part::Point => Some('.'),
        Part::Slash => Some('/'),
        Part::Power('+') => Some('E'),
        _ => None,
    };
    let pattern: String = parts.iter().map(of).collect::<Option<String>>()?;
    if let Some((front, power)) = pattern.split_once('E') {
        let (whole, places) = front.split_once('.').unwrap_or((front, ""));
        let zeros = |text: &str| !text.is_empty() && text.chars().all(|c| c == '0');
        if whole != "0" || !zeros(power) || !(places.is_empty() || zeros(places)) {
            return None;
        }
        let text = format!("{value:.*e}", places.len());
        let (front, ten) = text.split_once('e')?;
        let ten: i32 = ten.parse().ok()?;
        let sign = if ten < 0 { '-' } else { '+' };
        return Some(format!("{front}E{sign}{:0wide$}", ten.abs(), wide = power.len()));
    }
    // 1 1/2 is not to be read as 11/2, and is left as 1.5.
    let (_, below) = pattern.split_once('/')?;
    if !(1..=2).contains(&below.len()) || !below.trim_matches(['?', '#']).is_empty() {
        return None;
    }
    let mut all = 2..10_u32.pow(below.len() as u32);
    let below = all.find(|below| {
        let above = value * f64::from(*below);
        (above - above.round()).abs() < 1e-9 && above.round() >= 1.0
    })?;
    (value < 1.0).then(|| format!("{}/{below}", (value * f64::from(below)).round()))
}

/// A decimal moved by some places, with no more than `most` and no fewer than `least` behind the point,
/// halves rounded up, as spreadsheets do.
fn rounded(plain: &str, by: isize, most: usize, least: usize) -> Option<String> {
    let (whole, places) = plain.split_once('.').unwrap_or((plain, ""));
    if !whole.bytes().chain(places.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut digits: Vec<u8> = whole.bytes().chain(places.bytes()).map(|b| b - b'0').collect();
    let point = whole.len() as isize + by;
    digits.splice(..0, vec![0; usize::try_from(-point).unwrap_or_default()]);
    let mut point = usize::try_from(point).unwrap_or_default();
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
        for (plain, code, wanted) in [
            ("0.815", "0.0%", Some("81.5%")),
            ("1", "0%", Some("100%")),
            ("0.125", "0.00", Some("0.13")),
            ("12.5", "0.00", Some("12.50")),
            ("1234567", "#,##0", Some("1,234,567")),
            ("1234.5", "#,##0.00_ ", Some("1,234.50")),
            ("-3.2", "0.0", Some("-3.2")),
            ("-0.04", "0.0", Some("0.0")),
            ("9.996", "0.00", Some("10.00")),
            ("12", "0\"户\"", Some("12户")),
            ("7", "000", Some("007")),
            ("1200", "[$¥-804]#,##0.00", Some("¥1,200.00")),
            ("0.5", "0.###", Some("0.5")),
            ("0.5", ".00", Some(".50")),
            ("5", "General", None),
            ("5", "General\"元\"", Some("5元")),
            // Below zero and zero have a say of their own.
            ("-5", "0;(0)", Some("(5)")),
            ("-35.5", "#,##0.00_);(#,##0.00)", Some("(35.50)")),
            ("35.5", "#,##0.00_);(#,##0.00)", Some("35.50")),
            ("-1250.5", "#,##0.0_);[Red]\\(#,##0.0\\)", Some("(1,250.5)")),
            ("-0.1", "0%;[Red]-0%", Some("-10%")),
            ("-5", "0\"件\";[红色]-0\"件\"", Some("-5件")),
            ("0", "#,##0.0;-#,##0.0;\"—\"", Some("—")),
            ("0", "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", Some("-")),
            ("-8", "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", Some("-8.00")),
            ("3", "\"a;b\"0", Some("a;b3")),
            ("0", "#,###", None),
            ("5", ";;;", None),
            ("5", "[>=10000]0!.0,;0", None),
            // Thousands, and tens of thousands by a point that is put in.
            ("1234567", "0.0,", Some("1234.6")),
            ("98765432", "#,##0,,", Some("99")),
            ("1234567", "#,##0.00,", Some("1,234.57")),
            ("123456", "0!.0,", Some("12.3")),
            ("123456", "0\\.0,\"万\"", Some("12.3万")),
            ("450", "0.00,", Some("0.45")),
            ("5", "0.0,", Some("0.0")),
            ("3737654321", "0000-0000000", Some("0373-7654321")),
            ("75", "00-00", Some("00-75")),
            ("12345", "0.00E+00", Some("1.23E+04")),
            ("0.00052", "0.0E+00", Some("5.2E-04")),
            ("0.75", "# ?/?", Some("3/4")),
            ("0.5", "# ??/??", Some("1/2")),
            ("1.5", "# ?/?", None),
            ("0.123", "# ?/?", None),
            ("7", "[DBNum1]General", None),
        ] {
            let value = plain.parse().expect("a number");
            assert_eq!(number(value, plain, code).as_deref(), wanted, "{plain} {code}");
        }
    }
}
