//! A place inside a TOML string: range of the decoded text ↔ range of the file.
//!
//! The TOML decoder itself reports which decoded piece came from which bytes, so nothing here (or
//! anywhere else) knows about quotes and escapes.

use std::ops::Range;

use toml_parser::decoder::{Encoding, StringBuilder};

use super::Span;

/// The map of one string token.
#[derive(Debug)]
pub struct StringMap {
    pieces: Vec<Piece>,
    token: Span,
}

/// Decoded text at `decoded` that stands at `raw` in the file. In a verbatim piece both have the
/// same length; otherwise it is one escaped character.
#[derive(Debug)]
struct Piece {
    decoded: Range<usize>,
    raw: Range<usize>,
}

impl StringMap {
    /// The map of the string token at `token` in `file`.
    pub fn new(file: &str, token: Span) -> Self {
        let mut recorder = Recorder { base: file.as_ptr() as usize, pieces: vec![], length: 0 };
        if let Some(text) = file.get(token.range()) {
            // As the lexer has it, which would look for the end once more.
            let kind = match text.as_bytes() {
                [b'"', b'"', b'"', ..] => Some(Encoding::MlBasicString),
                [b'"', ..] => Some(Encoding::BasicString),
                [b'\'', b'\'', b'\'', ..] => Some(Encoding::MlLiteralString),
                [b'\'', ..] => Some(Encoding::LiteralString),
                _ => None,
            };
            let span = toml_parser::Span::new_unchecked(0, text.len());
            // What kind of scalar it is, the parser has found out before.
            let _ = toml_parser::Raw::new_unchecked(text, kind, span)
                .decode_scalar(&mut recorder, &mut ());
        }
        Self { pieces: recorder.finish(token.end), token }
    }

    /// The bytes of the file that the decoded range came from.
    pub fn span(&self, decoded: Range<usize>) -> Span {
        Span::new(self.raw(decoded.start, true), self.raw(decoded.end, decoded.is_empty()))
    }

    /// The decoded offset that a place of the file stands for: the nearest one behind it where none
    /// does, as in quotes.
    pub fn decoded(&self, raw: usize) -> usize {
        for piece in &self.pieces {
            if raw <= piece.raw.start {
                return piece.decoded.start;
            }
            if raw < piece.raw.end {
                return match piece.raw.len() == piece.decoded.len() {
                    true => piece.decoded.start + (raw - piece.raw.start),
                    false => piece.decoded.start,
                };
            }
        }
        self.pieces.last().map_or(0, |piece| piece.decoded.end)
    }

    /// Where a decoded offset stands in the file. Between two pieces it is the beginning of the
    /// next for the start of a range, the end of the former for the end of one.
    fn raw(&self, offset: usize, start: bool) -> usize {
        for piece in &self.pieces {
            let inside = piece.decoded.start <= offset
                && (offset < piece.decoded.end || (!start && offset == piece.decoded.end));
            if inside {
                if piece.raw.len() == piece.decoded.len() {
                    return piece.raw.start + (offset - piece.decoded.start);
                }
                let whole = offset == piece.decoded.end;
                return if whole { piece.raw.end } else { piece.raw.start };
            }
        }
        self.pieces.last().map_or(self.token.start, |piece| piece.raw.end)
    }
}

/// Listens to the decoder.
struct Recorder {
    /// Address of the file's first byte: pieces are slices of the file.
    base: usize,
    pieces: Vec<Piece>,
    length: usize,
}

impl Recorder {
    /// An escape ends where the piece after it begins.
    fn close(&mut self, at: usize) {
        if let Some(piece) = self.pieces.last_mut()
            && piece.raw.end == usize::MAX
        {
            piece.raw.end = at;
        }
    }

    fn finish(mut self, end: usize) -> Vec<Piece> {
        self.close(end);
        self.pieces.retain(|piece| !piece.decoded.is_empty());
        self.pieces
    }
}

impl<'s> StringBuilder<'s> for Recorder {
    fn clear(&mut self) {
        self.pieces.clear();
        self.length = 0;
    }

    fn push_str(&mut self, append: &'s str) -> bool {
        let start = append.as_ptr() as usize - self.base;
        self.close(start);
        self.pieces.push(Piece {
            decoded: self.length..self.length + append.len(),
            raw: start..start + append.len(),
        });
        self.length += append.len();
        true
    }

    fn push_char(&mut self, append: char) -> bool {
        let start = self.pieces.last().map_or(0, |piece| piece.raw.end);
        self.close(start);
        self.pieces.push(Piece {
            decoded: self.length..self.length + append.len_utf8(),
            raw: start..usize::MAX,
        });
        self.length += append.len_utf8();
        true
    }
}

#[cfg(test)]
mod tests {
    use toml_writer::ToTomlValue as _;

    use super::*;

    /// The raw text that each decoded character came from.
    fn pieces(file: &str) -> Vec<(char, &str)> {
        let table = toml::de::DeTable::parse(file).expect("valid TOML in the test");
        let value = table.get_ref().get("a").expect("key a");
        let map = StringMap::new(file, value.span().into());
        let text = value.get_ref().as_str().expect("a string");
        text.char_indices()
            .map(|(at, c)| (c, &file[map.span(at..at + c.len_utf8()).range()]))
            .collect()
    }

    #[test]
    fn every_character_is_found_in_the_file() {
        assert_eq!(pieces("a = \"中x\""), [('中', "中"), ('x', "x")]);
        assert_eq!(pieces("a = '中\\'"), [('中', "中"), ('\\', "\\")]);
        assert_eq!(
            pieces(r#"a = "\u4e2d\n文\"""#),
            [('中', r"\u4e2d"), ('\n', r"\n"), ('文', "文"), ('"', "\\\"")]
        );
        assert_eq!(
            pieces("a = \"\"\"\n中\\\n   文\n\"\"\""),
            [('中', "中"), ('文', "文"), ('\n', "\n")]
        );
        assert_eq!(pieces("a = '''\n中'文'''"), [('中', "中"), ('\'', "'"), ('文', "文")]);
    }

    #[test]
    fn ranges_and_empty_ranges_have_a_place() {
        let file = "a = \"一二三\"";
        let map = StringMap::new(file, Span::new(4, file.len()));
        assert_eq!(&file[map.span(3..9).range()], "二三");
        assert_eq!(map.span(9..9), Span::new(file.len() - 1, file.len() - 1));
        assert_eq!(map.span(0..0), Span::new(5, 5));
    }

    proptest::proptest! {
        #[test]
        fn decoded_text_stands_where_the_map_says(text in "[中文a“”\\\\\"'\n\t#*]{0,20}") {
            let file = format!("a = {}", toml_writer::TomlStringBuilder::new(&text).as_default().to_toml_value());
            let written = pieces(&file);
            proptest::prop_assert_eq!(written.iter().map(|p| p.0).collect::<String>(), &*text);
            let table = toml::de::DeTable::parse(&file).expect("valid TOML");
            let value = table.get_ref().get("a").expect("key a");
            let map = StringMap::new(&file, value.span().into());
            for (at, c) in text.char_indices() {
                let span = map.span(at..at + c.len_utf8());
                proptest::prop_assert_eq!(map.decoded(span.start), at);
                proptest::prop_assert_eq!(map.decoded(span.end), at + c.len_utf8());
            }
            for (c, raw) in written {
                proptest::prop_assert!(raw.contains(c) || raw.starts_with('\\'));
            }
        }
    }
}
