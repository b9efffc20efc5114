//! Text files as people see them: lines, characters, places, and what is wrong there.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

mod date;
mod diagnostic;
mod edit;
mod encoding;
pub mod expression;
pub mod file;
pub mod hash;
pub mod nearest;
pub mod parallel;
mod rejected;
pub mod shape;
mod span;
pub mod syntax;
pub mod toml_string;

pub use date::Date;
pub use diagnostic::{Diagnostic, Findings, Label, Level, Place};
pub use edit::{Edit, Fix, applied};
pub use encoding::Unit;
pub use rejected::Rejected;
pub use span::{Span, Spanned};

/// A text file: its path as shown to the user, its text, and where its lines begin.
#[derive(Debug, Clone)]
pub struct Source {
    path: PathBuf,
    text: String,
    line_starts: Vec<usize>,
    /// Characters before each whole [`STRIDE`] of bytes. A body is one line, and counting from its
    /// beginning for every finding in it would be slow.
    characters_before: Vec<usize>,
}

const STRIDE: usize = 1024;

/// Line and character of a place, both from 1; characters are Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    pub line: usize,
    pub character: usize,
    /// Bytes from the beginning of the file, from 0.
    pub offset: usize,
}

impl Source {
    pub fn new(path: impl Into<PathBuf>, text: impl Into<String>) -> Self {
        let mut text: String = text.into();
        let mut line_starts: Vec<usize> =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        // What is read has up to twice the room it needs, and thousands of drafts may be held.
        text.shrink_to_fit();
        line_starts.shrink_to_fit();
        let characters_before = text
            .as_bytes()
            .chunks(STRIDE)
            .scan(0, |count, chunk| {
                let before = *count;
                *count += characters(chunk);
                Some(before)
            })
            .collect();
        Self { path: path.into(), text, line_starts, characters_before }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// The position of a byte offset; an offset past the end is the end.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.line_starts.partition_point(|&start| start <= offset);
        let start = self.line_starts[line - 1];
        let character = self.characters_before(offset) - self.characters_before(start) + 1;
        Position { line, character, offset }
    }

    /// The line, counted from 1, that a byte offset is in; an offset past the end is in the last.
    pub fn line_of(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= offset)
    }

    /// Characters in the text before a byte offset.
    fn characters_before(&self, offset: usize) -> usize {
        let stride = offset / STRIDE;
        let before = self.characters_before.get(stride).copied();
        let rest = &self.text.as_bytes()[(stride * STRIDE).min(offset)..offset];
        match before {
            Some(before) => before + characters(rest),
            // The text ends where a stride would begin.
            None => characters(self.text.as_bytes()),
        }
    }

    /// The span of the line (counted from 1) without its line end.
    pub fn line_span(&self, line: usize) -> Span {
        let start = self.line_starts[line - 1];
        let end = self.line_starts.get(line).map_or(self.text.len(), |&next| next - 1);
        let end = if self.text[start..end].ends_with('\r') { end - 1 } else { end };
        Span::new(start, end)
    }

    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }

    /// The text at a span; empty when the span is not one of this file.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }
}

/// Characters that begin in these bytes of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    let begins = |byte: &u8| u8::from(*byte & 0b1100_0000 != 0b1000_0000);
    // In sums of one byte, which are reckoned many at once.
    bytes.chunks(128).map(|few| usize::from(few.iter().map(begins).sum::<u8>())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_counted_across_strides() {
        for text in ["一二三\n".repeat(600), "字".repeat(1024), "ab一".repeat(2048), String::new()]
        {
            let source = Source::new("a", text.as_str());
            for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let line_start = text[..at].rfind('\n').map_or(0, |line_end| line_end + 1);
                let expected = text[line_start..at].chars().count() + 1;
                assert_eq!(source.position(at).character, expected, "{at} of {}", text.len());
            }
        }
    }

    #[test]
    fn positions_count_characters_from_one() {
        let source = Source::new("a", "一二\n三x\r\n\n末");
        let at = |offset| {
            let position = source.position(offset);
            (position.line, position.character)
        };
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(3), (1, 2));
        assert_eq!(at(6), (1, 3), "the line end belongs to its line");
        assert_eq!(at(7), (2, 1));
        assert_eq!(at(10), (2, 2));
        assert_eq!(at(14), (4, 1));
        assert_eq!(at(99), (4, 2), "past the end is the end");
        assert_eq!(source.slice(source.line_span(2)), "三x");
        assert_eq!(source.slice(source.line_span(3)), "");
        assert_eq!(source.slice(source.line_span(4)), "末");
    }
}
