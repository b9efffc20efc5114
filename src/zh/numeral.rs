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

pub const HAN: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// 一, 十一, 二十, 一百〇五.
pub fn counted(value: i64) -> String {
    with_places(value, &HAN, &["", "十", "百", "千"], "万", true)
}

/// 壹, 壹拾壹: as on cheques.
pub fn legal(value: i64, simplified: bool) -> String {
    let han: [char; 10] = match simplified {
        true => ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'],
        false => ['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖'],
    };
    let ten_thousand = if simplified { "万" } else { "萬" };
    with_places(value, &han, &["", "拾", "佰", "仟"], ten_thousand, false)
}

fn with_places(
    value: i64,
    han: &[char; 10],
    places: &[&str; 4],
    ten_thousand: &str,
    short_ten: bool,
) -> String {
    if !(0..100_000_000).contains(&value) {
        return value.to_string();
    }
    if value == 0 {
        return han[0].to_string();
    }
    if value >= 10_000 {
        let (high, low) = (value / 10_000, value % 10_000);
        let high = with_places(high, han, places, ten_thousand, short_ten);
        let gap = if low > 0 && low < 1000 { han[0].to_string() } else { String::new() };
        let low = if low > 0 {
            with_places(low, han, places, ten_thousand, false)
        } else {
            String::new()
        };
        return format!("{high}{ten_thousand}{gap}{low}");
    }
    let mut text = String::new();
    let mut gap = false;
    for place in (0..4).rev() {
        let digit = (value / 10_i64.pow(place)) % 10;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push(han[0]);
            gap = false;
        }
        // 十一, not 一十一.
        let bare = short_ten && place == 1 && digit == 1 && text.is_empty();
        if !bare {
            text.push(han[digit as usize]);
        }
        text.push_str(places[place as usize]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{counted, number};

    #[test]
    fn numbers_are_counted_as_they_are_read() {
        for value in 0..1000 {
            assert_eq!(number(&counted(value)), Some(value));
        }
        assert_eq!(counted(10_001), "一万〇一");
        assert_eq!((counted(-1), counted(100_000_000)), ("-1".to_owned(), "100000000".to_owned()));
    }

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
