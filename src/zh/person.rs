//! Names of people.

use super::character::SURNAMES;
use super::character::is_han;
use super::words;

/// Surnames of two characters that are met in offices.
const LONG_SURNAMES: &[&str] =
    &["欧阳", "上官", "司马", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐"];
/// Surnames that stand for nothing else where a name is looked for, beside the commonest.
const MORE_SURNAMES: &str = "麻原申卜葛阎翟聂岳耿鲍齐司常乔武关樊裴尚柴邢路温庞毕康贺龚钱汤尹黎易";

/// Whether a text is a surname.
pub fn is_surname(text: &str) -> bool {
    let mut chars = text.chars();
    let one = chars.next().is_some_and(|c| SURNAMES.contains(c) || MORE_SURNAMES.contains(c));
    one && chars.next().is_none() || LONG_SURNAMES.contains(&text)
}

/// Whether a text is the name of a person as they are: a surname and one or two characters, which are
/// no word together.
pub fn is_name(text: &str) -> bool {
    let long = LONG_SURNAMES.iter().find_map(|surname| text.strip_prefix(surname));
    let given = long.or_else(|| {
        let first =
            text.chars().next().filter(|c| SURNAMES.contains(*c) || MORE_SURNAMES.contains(*c))?;
        Some(&text[first.len_utf8()..])
    });
    given.is_some_and(|given| {
        (1..=2).contains(&given.chars().count())
            && given.chars().all(is_han)
            && !words::is_common(text)
    })
}

/// A name as it is compared: typists pad two-character names (李　勉) to align them with longer
/// ones, so spaces between single Han characters are no part of the name.
pub fn plain(name: &str) -> String {
    let name = name.trim();
    let parts: Vec<&str> = name.split_whitespace().collect();
    if parts.iter().all(|part| part.chars().count() == 1) {
        parts.concat()
    } else {
        name.to_owned()
    }
}

/// The length in bytes of the name that a text begins with. It ends where something divides, or
/// goes on behind padding: 李　勉.
pub fn leading(text: &str, divides: impl Fn(char) -> bool) -> usize {
    let word = |from: usize| text[from..].find(&divides).map_or(text.len(), |at| from + at);
    let end = word(0);
    let second = text.len() - text[end..].trim_start().len();
    let single = |part: &str| {
        let mut part = part.chars();
        part.next().is_some_and(is_han) && part.next().is_none()
    };
    let padded = second > end && single(&text[..end]) && single(&text[second..word(second)]);
    if padded { word(second) } else { end }
}

#[cfg(test)]
mod tests {
    use super::{is_name, leading, plain};

    #[test]
    fn names_are_told_from_words() {
        for name in ["王芳", "李强", "欧阳明", "麻彦伟", "张华", "陈丽"] {
            assert!(is_name(name), "{name}");
        }
        for other in ["高度", "方法", "成效", "时间", "张", "王晓明同志", "东岗镇", "Li", "高质量"]
        {
            assert!(!is_name(other), "{other}");
        }
    }

    #[test]
    fn a_name_goes_on_behind_padding() {
        let divides = |c: char| c.is_whitespace() || c == '、';
        for (text, name) in [
            ("李　勉　审核", "李　勉"),
            ("李 勉", "李 勉"),
            ("原超俊 李 勉", "原超俊"),
            ("甲、乙", "甲"),
            ("甲 乙丙", "甲"),
            ("甲 ", "甲"),
            ("甲 1", "甲"),
            ("", ""),
        ] {
            assert_eq!(&text[..leading(text, divides)], name, "{text}");
        }
    }

    #[test]
    fn padding_is_no_part_of_a_name() {
        assert_eq!(plain("李 勉"), "李勉");
        assert_eq!(plain(" 李　勉 "), "李勉");
        assert_eq!(plain("原超俊"), "原超俊");
        assert_eq!(plain("Anna Li"), "Anna Li");
    }
}
