//! Numbers in the formats of lists (ECMA-376-1, 17.18.59), those of Chinese offices first.

use crate::zh::numeral;

/// The number a list begins with, as files write it: of 32 bits (ECMA-376-1, 17.18.10), so that
/// counting on from it never overflows.
pub(in crate::import) fn read(text: &str) -> Option<i64> {
    text.trim().parse::<i32>().ok().map(i64::from)
}

/// A number as a list of this format shows it.
pub(in crate::import) fn written(value: i64, format: &str, custom: &str) -> String {
    let at = |symbols: &str| -> Option<String> {
        let index = usize::try_from(value - 1).ok()?;
        symbols.chars().nth(index).map(String::from)
    };
    let decimal = || value.to_string();
    match format {
        "none" => String::new(),
        "custom" => padded(value, custom),
        "decimalZero" => format!("{value:02}"),
        "decimalFullWidth" | "decimalFullWidth2" => full_width(value),
        "upperRoman" => roman(value),
        "lowerRoman" => roman(value).to_lowercase(),
        "upperLetter" => letters(value, 'A'),
        "lowerLetter" => letters(value, 'a'),
        "ordinal" => ordinal(value),
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting" => numeral::counted(value),
        "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => {
            numeral::legal(value, format == "chineseLegalSimplified")
        }
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => digits(value),
        "ideographTraditional" => at(STEMS).unwrap_or_else(decimal),
        "ideographZodiac" => at(BRANCHES).unwrap_or_else(decimal),
        "ideographZodiacTraditional" => {
            let index = usize::try_from(value - 1).unwrap_or_default();
            let of = |symbols: &str| symbols.chars().nth(index % symbols.chars().count());
            [of(STEMS), of(BRANCHES)].into_iter().flatten().collect()
        }
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => circled(value),
        "decimalEnclosedParen" => match value {
            1..=20 => {
                char::from_u32(0x2474 + value as u32 - 1).map(String::from).unwrap_or_default()
            }
            _ => format!("({value})"),
        },
        "decimalEnclosedFullstop" => match value {
            1..=20 => {
                char::from_u32(0x2488 + value as u32 - 1).map(String::from).unwrap_or_default()
            }
            _ => format!("{value}."),
        },
        "ideographEnclosedCircle" => at("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉").unwrap_or_else(decimal),
        "numberInDash" => format!("- {value} -"),
        "hex" => format!("{value:X}"),
        _ => decimal(),
    }
}

const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// 一〇五.
fn digits(value: i64) -> String {
    let digit = |c: char| c.to_digit(10).map_or(c, |digit| numeral::HAN[digit as usize]);
    value.to_string().chars().map(digit).collect()
}

fn full_width(value: i64) -> String {
    let digit =
        |c: char| c.to_digit(10).and_then(|digit| char::from_u32(0xFF10 + digit)).unwrap_or(c);
    value.to_string().chars().map(digit).collect()
}

fn circled(value: i64) -> String {
    let code = match value {
        0 => 0x24EA,
        1..=20 => 0x2460 + value - 1,
        21..=35 => 0x3251 + value - 21,
        36..=50 => 0x32B1 + value - 36,
        _ => return value.to_string(),
    };
    u32::try_from(code).ok().and_then(char::from_u32).map(String::from).unwrap_or_default()
}

fn roman(value: i64) -> String {
    const PARTS: &[(i64, &str)] = &[
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&value) {
        return value.to_string();
    }
    let mut rest = value;
    let mut text = String::new();
    for (part, letters) in PARTS {
        while rest >= *part {
            text.push_str(letters);
            rest -= part;
        }
    }
    text
}

/// A … Z, AA, BB …: Word repeats the letter.
fn letters(value: i64, first: char) -> String {
    let Ok(index) = u32::try_from(value - 1) else { return value.to_string() };
    let letter = char::from_u32(u32::from(first) + index % 26).unwrap_or(first);
    std::iter::repeat_n(letter, (index / 26 + 1).min(30) as usize).collect()
}

fn ordinal(value: i64) -> String {
    let ending = match (value % 10, value % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{value}{ending}")
}

/// More digits than a number has are not from an office.
const MOST_DIGITS: usize = 20;

/// `001, 002, 003, ...`: as many digits as the first has.
fn padded(value: i64, custom: &str) -> String {
    let width = custom.chars().take_while(char::is_ascii_digit).take(MOST_DIGITS).count();
    format!("{value:0width$}")
}

#[cfg(test)]
mod tests {
    use super::{read, written};

    #[test]
    fn formats_of_chinese_offices() {
        let cases = [
            (1, "chineseCounting", "一"),
            (10, "chineseCountingThousand", "十"),
            (11, "japaneseCounting", "十一"),
            (20, "chineseCounting", "二十"),
            (21, "chineseCountingThousand", "二十一"),
            (105, "chineseCounting", "一百〇五"),
            (110, "chineseCounting", "一百一十"),
            (3, "ideographTraditional", "丙"),
            (12, "ideographZodiac", "亥"),
            (3, "decimalEnclosedCircleChinese", "③"),
            (21, "decimalEnclosedCircle", "㉑"),
            (11, "chineseLegalSimplified", "壹拾壹"),
            (205, "ideographDigital", "二〇五"),
            (7, "decimalFullWidth", "７"),
            (4, "decimalEnclosedParen", "⑷"),
            (2, "ideographEnclosedCircle", "㊁"),
            (28, "upperLetter", "BB"),
            (14, "lowerRoman", "xiv"),
            (5, "decimalZero", "05"),
            (5, "unheardOf", "5"),
            (0, "chineseCounting", "〇"),
            (10001, "chineseCountingThousand", "一万〇一"),
        ];
        for (value, format, text) in cases {
            assert_eq!(written(value, format, ""), text, "{value} {format}");
        }
        assert_eq!(written(7, "custom", "001, 002, 003, ..."), "007");
    }

    #[test]
    fn numbers_that_no_office_counts_to() {
        let long = format!("{}1", "0".repeat(70_000));
        assert_eq!(written(7, "custom", &long), format!("{:020}", 7));
        let formats = [
            "chineseCounting",
            "upperLetter",
            "decimalEnclosedParen",
            "ideographZodiacTraditional",
            "lowerRoman",
            "ordinal",
            "ideographTraditional",
            "decimalEnclosedCircle",
            "hex",
        ];
        for value in ["-2147483648", "2147483647", "0"] {
            let value = read(value).expect("a number");
            for format in formats {
                assert!(written(value, format, "").len() < 40, "{value} {format}");
            }
        }
        assert_eq!(read("-9223372036854775808"), None);
    }
}
