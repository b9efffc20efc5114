//! Numbers as documents write them.

use super::character::half_width;
use super::number;

/// A number in Arabic digits (half-width or full-width) or in Han numerals, of which a date's are
/// one digit each (二〇二三) and others have 十 and 百 (二十三).
pub fn number(text: &str) -> Option<i64> {
    let text: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    if text.is_empty() || text.len() > 9 {
        return None;
    }
    let digits: Option<Vec<i64>> = text.iter().map(|c| digit(*c)).collect();
    if let Some(digits) = digits {
        return Some(digits.into_iter().fold(0, |sum, digit| sum * 10 + digit));
    }
    let (mut sum, mut pending) = (0, None);
    for c in text {
        let unit = match c {
            '十' => 10,
            '百' => 100,
            _ => {
                pending = Some(digit(c).filter(|_| pending.is_none() || pending == Some(0))?);
                continue;
            }
        };
        sum += pending.take().unwrap_or(1) * unit;
    }
    Some(sum + pending.unwrap_or_default())
}

fn digit(c: char) -> Option<i64> {
    half_width(c).to_digit(10).or_else(|| number::digit(c)).map(i64::from)
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_read_in_every_way_they_are_written() {
        let cases = [
            ("43", Some(43)),
            ("４３", Some(43)),
            ("4 3", Some(43)),
            ("四十三", Some(43)),
            ("十", Some(10)),
            ("十二", Some(12)),
            ("二十", Some(20)),
            ("一百零五", Some(105)),
            ("二〇二三", Some(2023)),
            ("二○二三", Some(2023)),
            ("九", Some(9)),
            ("", None),
            ("四三百x", None),
            ("12345678901", None),
        ];
        for (text, value) in cases {
            assert_eq!(number(text), value, "{text}");
        }
    }
}
