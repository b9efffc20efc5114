//! Names of people.

use super::character::is_han;

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
    use super::{leading, plain};

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
