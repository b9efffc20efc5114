//! White space in Chinese text, where it mostly has no meaning: conversion puts it round digits and
//! Latin letters, typists use it for layout.

/// What a piece of white space between two characters amounts to: nothing, or one space that
/// separates words (Latin ones, or Chinese ones that no punctuation divides).
pub fn between(left: char, right: char) -> &'static str {
    let latin = |c: char| c.is_alphabetic() && u32::from(c) < 0x0250;
    let word = |c: char| c.is_ascii_digit() || latin(c);
    let mark = |c: char| ",.;:!?)".contains(c);
    let divides = |c: char| !c.is_alphanumeric();
    match (left, right) {
        (l, r) if word(l) && word(r) => " ",
        // “Smart, City”, and “1. 5亿元”, which is no 1.5.
        (l, r) if mark(l) && word(r) => " ",
        (l, r) if word(l) || word(r) => "",
        // A Latin mark next to a Latin mark: “Vol. (2)”.
        (l, r) if l.is_ascii() && r.is_ascii() => " ",
        (l, r) if divides(l) || divides(r) => "",
        _ => " ",
    }
}

/// Whether white space between two characters can only come from conversion.
pub fn is_of_conversion(left: char, right: char) -> bool {
    left.is_ascii_alphanumeric() || right.is_ascii_alphanumeric()
}

/// All white space taken out, to compare texts that were laid out differently.
pub fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_divides_words_only() {
        let cases = [
            ('达', '1', ""),
            ('0', '平', ""),
            ('e', '贷', ""),
            ('”', '1', ""),
            ('，', '一', ""),
            ('d', 'R', " "),
            ('街', '魏', " "),
            (')', '平', ""),
            (',', 'C', " "),
            ('.', '5', " "),
            ('ō', 'Y', " "),
        ];
        for (left, right, kept) in cases {
            assert_eq!(between(left, right), kept, "{left} {right}");
        }
        assert_eq!(squeezed("延　津 政\t务"), "延津政务");
    }
}
