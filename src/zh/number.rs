//! Numbers as Chinese prose writes them: 1,234.5, 45.19万, 5000余万, 三十二, 二〇二三, 十几.

use std::ops::Range;

use super::decimal::Decimal;
use super::line::Line;

/// A number in a line; ranges are of its characters.
#[derive(Debug, Clone)]
pub struct Number {
    /// Digits and scale.
    pub range: Range<usize>,
    /// The digits alone.
    pub digits: Range<usize>,
    pub value: Decimal,
    /// What one more in the last printed place would add.
    pub step: Decimal,
    pub style: Style,
    /// Whether the number says itself that it is not exact: 十几, 数百, 三五, 5000余万.
    pub vague: bool,
    /// Where 百 or 千 stands after Arabic digits.
    pub hundreds: Option<usize>,
    /// Whether digits follow a scale again: 3亿4千5百万.
    pub mixed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Arabic,
    Han,
}

impl Number {
    /// The scale word after the digits: 万, 亿, 百万; empty when there is none.
    pub fn scale(&self) -> Range<usize> {
        self.digits.end..self.range.end
    }
}

/// Numbers of more digits are telephone numbers and codes.
const MOST_DIGITS: usize = 12;

/// Reads a number in Arabic digits that begins at a place.
pub fn arabic(line: &Line, at: usize) -> Option<Number> {
    let (mut number, big) = part(line, at)?;
    // 3亿4千5百万: each part is counted in the next 万 or 亿 behind it.
    let mut total = if big > 0 { number.value.shifted(big)? } else { Decimal::ZERO };
    let mut section = if big > 0 { Decimal::ZERO } else { number.value };
    let mut step = number.step.shifted(big)?;
    while line.get(number.range.end).is_some_and(|c| c.is_ascii_digit()) {
        if number.scale().is_empty() {
            return None;
        }
        let (more, big) = part(line, number.range.end)?;
        section = section + more.value;
        step = more.step.shifted(big)?;
        if big > 0 {
            total = total + section.shifted(big)?;
            section = Decimal::ZERO;
        }
        number.range.end = more.range.end;
        number.vague |= more.vague;
        number.hundreds = number.hundreds.or(more.hundreds);
        number.mixed = true;
    }
    Some(Number { value: total + section, step, ..number })
}

/// The end of the Arabic digits that begin at a place, with thousands marks and decimals.
pub fn digits_end(line: &Line, at: usize) -> usize {
    let digit = |at: usize| line.get(at).is_some_and(|c| c.is_ascii_digit());
    let mut end = at;
    while digit(end) {
        end += 1;
    }
    let group = |end: usize| {
        line.get(end) == Some(',') && (1..=3).all(|n| digit(end + n)) && !digit(end + 4)
    };
    while end - at <= 3 && group(end)
        || end - at > 3 && line.before(end - 3) == Some(',') && group(end)
    {
        end += 4;
    }
    if line.get(end) == Some('.') && digit(end + 1) {
        end += 1;
        while digit(end) {
            end += 1;
        }
    }
    end
}

/// One run of digits with its scale, as a number without 万 and 亿, and the power of those.
fn part(line: &Line, at: usize) -> Option<(Number, u32)> {
    let end = digits_end(line, at);
    let written = line.text(at..end).replace(',', "");
    let (whole, decimals) = written.split_once('.').unwrap_or((&written, ""));
    if whole.is_empty() || whole.len() > MOST_DIGITS || decimals.len() > 6 {
        return None;
    }
    let places = u32::try_from(decimals.len()).ok()?;
    let value = Decimal::read(&written)?;
    let step = Decimal::new(1, places)?;
    let vague = line.get(end).is_some_and(|c| "余多来几".contains(c))
        && line.get(end + 1).is_some_and(|c| "万亿".contains(c));
    let scale = scale(line, end + usize::from(vague));
    let hundreds =
        scale.clone().next().filter(|at| line.get(*at).is_some_and(|c| "百千".contains(c)));
    let (small, big) = powers(line, scale.clone());
    let number = Number {
        range: at..if scale.is_empty() { end } else { scale.end },
        digits: at..end,
        value: value.shifted(small)?,
        step: step.shifted(small)?,
        style: Style::Arabic,
        vague,
        hundreds,
        mixed: false,
    };
    Some((number, big))
}

/// The scale word at a place, empty when there is none.
fn scale(line: &Line, at: usize) -> Range<usize> {
    let mut end = at;
    if let Some(c @ ('百' | '千')) = line.get(at) {
        // 5千瓦, 3千克, 2百分点: the unit begins here.
        let barred =
            if c == '千' { "克米瓦伏卡帕兆焦赫安字斤" } else { "分货姓合" };
        if line.get(at + 1).is_none_or(|next| barred.contains(next)) {
            return at..at;
        }
        end += 1;
    }
    while line.get(end).is_some_and(|c| "万亿".contains(c)) && end - at < 3 {
        end += 1;
    }
    at..end
}

/// The powers of ten of 百 and 千, and of 万 and 亿.
fn powers(line: &Line, scale: Range<usize>) -> (u32, u32) {
    let powers = scale.filter_map(|at| line.get(at)).map(power_of);
    powers.fold((0, 0), |(small, big), power| match power {
        ..4 => (small + power, big),
        _ => (small, big + power),
    })
}

fn power_of(c: char) -> u32 {
    match c {
        '十' => 1,
        '百' => 2,
        '千' => 3,
        '万' => 4,
        '亿' => 8,
        _ => 0,
    }
}

/// The value of a Han digit.
pub fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The value of a single Han digit or 十.
pub fn small(c: char) -> Option<u32> {
    if c == '十' { Some(10) } else { digit(c) }
}

/// Whether a Han number below 万 may have a character.
pub fn is_han_figure(c: char) -> bool {
    small(c).is_some() || "百千".contains(c)
}

/// Whether headings are numbered with a character: 一 to 十.
pub fn is_one_to_ten(c: char) -> bool {
    c != '两' && small(c).is_some_and(|value| value > 0)
}

/// Reads a number in Han digits that begins at a place. Whether it is meant as one, only what
/// follows can tell: 三农, 十分 and 百姓 begin with one too.
pub fn han(line: &Line, at: usize) -> Option<Number> {
    let numeral = |c: char| digit(c).is_some() || "十百千万亿几数".contains(c);
    let mut end = at;
    while line.get(end).is_some_and(numeral) {
        end += 1;
    }
    let chars = line.chars().get(at..end)?;
    if chars.is_empty() || chars.len() > 16 {
        return None;
    }
    let counted = chars.iter().filter(|c| digit(**c).is_some()).count();
    let vague = chars.iter().any(|c| "几数".contains(*c));
    if counted == 0 && !vague && chars[0] != '十' {
        return None;
    }
    let only_digits = counted == chars.len();
    // 三五, 七八: two digits side by side are about so many; three and more are a row of digits.
    let pair = chars.windows(2).any(|two| two.iter().all(|c| digit(*c).is_some_and(|d| d > 0)));
    let vague = vague || (pair && !(only_digits && chars.len() > 2));
    let (value, step) = if only_digits && chars.len() > 2 {
        let value =
            chars.iter().filter_map(|c| digit(*c)).fold(0, |sum, d| sum * 10 + i128::from(d));
        (Decimal::new(value, 0)?, Decimal::integer(1))
    } else {
        positional(chars)?
    };
    Some(Number {
        range: at..end,
        digits: at..end,
        value,
        step,
        style: Style::Han,
        vague,
        hundreds: None,
        mixed: false,
    })
}

/// 一万二千三百四十五, with the weight of its last place.
fn positional(chars: &[char]) -> Option<(Decimal, Decimal)> {
    let (mut total, mut section, mut last) = (0i128, 0i128, None::<i128>);
    let mut step = 1i128;
    for c in chars {
        match power_of(*c) {
            0 => {
                last = Some(digit(*c).map_or(0, i128::from));
                step = 1;
            }
            power @ 1..=3 => {
                let weight = 10i128.pow(power);
                section += last.take().unwrap_or(1).max(1) * weight;
                step = weight;
            }
            power => {
                section += last.take().unwrap_or(0);
                let weight = 10i128.pow(power);
                total = (total + section.max(1)).checked_mul(weight)?;
                section = 0;
                step = step.checked_mul(weight)?;
            }
        }
    }
    let value = total.checked_add(section)?.checked_add(last.unwrap_or(0))?;
    Some((Decimal::new(value, 0)?, Decimal::new(step, 0)?))
}

/// Where the first figure stands.
#[cfg(test)]
pub(super) fn first(line: &Line) -> Option<usize> {
    line.chars().iter().position(|c| c.is_ascii_digit() || small(*c).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_numbers_with_scales() {
        let cases = [
            ("23户", "23", "1"),
            ("1,234,567元", "1234567", "1"),
            ("45.19万张", "451900", "100"),
            ("3亿4千5百万元", "345000000", "1000000"),
            ("5千人", "5000", "1000"),
            ("5千瓦时", "5", "1"),
            ("2百万元", "2000000", "1000000"),
            ("1.2万亿元", "1200000000000", "100000000000"),
            ("5000余万元", "50000000", "10000"),
            ("12.50元", "12.5", "0.01"),
            ("3,5", "3", "1"),
        ];
        for (text, value, step) in cases {
            let number = arabic(&Line::new(text), 0).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (&*number.value.to_string(), &*number.step.to_string()),
                (value, step),
                "{text}"
            );
        }
        for text in ["1234567890123", "户", "1.1234567"] {
            assert!(arabic(&Line::new(text), 0).is_none(), "{text}");
        }
    }

    #[test]
    fn han_numbers() {
        let cases = [
            ("两个", "2", false),
            ("十二户", "12", false),
            ("三十二户", "32", false),
            ("一百零五人", "105", false),
            ("一万二千三百人", "12300", false),
            ("二〇二三年", "2023", false),
            ("三亿元", "300000000", false),
            ("十几户", "10", true),
            ("三五天", "5", true),
            ("七八十人", "80", true),
        ];
        for (text, value, vague) in cases {
            let number = han(&Line::new(text), 0).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((&*number.value.to_string(), number.vague), (value, vague), "{text}");
        }
        for text in ["百姓", "千家", "万众", "项目"] {
            assert!(han(&Line::new(text), 0).is_none(), "{text}");
        }
    }
}
