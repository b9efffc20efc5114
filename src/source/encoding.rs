//! Places counted otherwise than in bytes: editors and browsers count characters or UTF-16.

use super::Source;

/// In what a place is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Byte,
    /// Unicode scalar values, as [`super::Position`] counts.
    Character,
    /// As JavaScript, Java and the language servers' protocol count.
    Utf16,
}

impl Unit {
    /// How many of them a text has.
    pub fn count(self, text: &str) -> usize {
        match self {
            Self::Byte => text.len(),
            Self::Character => text.chars().count(),
            Self::Utf16 => text.chars().map(char::len_utf16).sum(),
        }
    }

    /// The byte at which the unit of that number begins, counted from 0; inside a character that of
    /// the character, past the end the end.
    pub fn byte(self, text: &str, number: usize) -> usize {
        if self == Self::Byte {
            return text.floor_char_boundary(number.min(text.len()));
        }
        let mut counted = 0;
        for (at, c) in text.char_indices() {
            counted += if self == Self::Utf16 { c.len_utf16() } else { 1 };
            if number < counted {
                return at;
            }
        }
        text.len()
    }
}

impl Source {
    /// Line and column of a byte offset, both from 1, the column in these units.
    pub fn line_column(&self, offset: usize, unit: Unit) -> (usize, usize) {
        let position = self.position(offset);
        let start = self.line_span(position.line).start;
        (position.line, unit.count(&self.text()[start..position.offset]) + 1)
    }

    /// The byte offset of a line and column, both from 1: the end of the line where that is shorter,
    /// the end of the text where there are fewer lines.
    pub fn offset(&self, line: usize, column: usize, unit: Unit) -> usize {
        if line > self.line_count() {
            return self.text().len();
        }
        let line = line.max(1);
        let start = self.line_span(line).start;
        // The line end is a place, too; what is behind it is the next line.
        let end = match line < self.line_count() {
            true => self.line_span(line + 1).start - 1,
            false => self.text().len(),
        };
        start + unit.byte(&self.text()[start..end], column.max(1) - 1)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_character_of_two_units_is_not_cut() {
        let text = "a\u{20000}字";
        assert_eq!(Unit::Utf16.count(text), 4);
        assert_eq!([0, 1, 2, 3, 4, 9].map(|at| Unit::Utf16.byte(text, at)), [0, 1, 1, 5, 8, 8]);
        assert_eq!([0, 1, 2, 3].map(|at| Unit::Character.byte(text, at)), [0, 1, 5, 8]);
        let source = Source::new("a", "一\u{1F600}\r\n二");
        assert_eq!(source.line_column(7, Unit::Utf16), (1, 4));
        assert_eq!(source.line_column(9, Unit::Byte), (2, 1));
        assert_eq!(source.offset(1, 99, Unit::Utf16), 8);
        assert_eq!(source.offset(9, 1, Unit::Utf16), source.text().len());
    }

    proptest! {
        #[test]
        fn every_place_comes_back(text in "[a一\u{20000}\r\n\u{301}]{0,40}") {
            let source = Source::new("a", text.as_str());
            for unit in [Unit::Byte, Unit::Character, Unit::Utf16] {
                for at in text.char_indices().map(|(at, _)| at).chain([text.len()]) {
                    let (line, column) = source.line_column(at, unit);
                    prop_assert_eq!(source.offset(line, column, unit), at);
                    prop_assert_eq!(unit.byte(&text, unit.count(&text[..at])), at);
                }
            }
        }

        #[test]
        fn no_place_is_out_of_the_text(text in "[a一\u{20000}\r\n]{0,12}", line in 0usize..9, column in 0usize..9) {
            let source = Source::new("a", text.as_str());
            for unit in [Unit::Byte, Unit::Character, Unit::Utf16] {
                let at = source.offset(line, column, unit);
                prop_assert!(text.is_char_boundary(at));
            }
        }
    }
}
