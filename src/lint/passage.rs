//! A paragraph as it is printed: without `**` and line ends, and without the spaces that stand
//! beside figures and marks, so that a rule sees real neighbours. Knows where each character came
//! from.

use std::cell::OnceCell;
use std::ops::Range;

use crate::bulletin::block;
use crate::config::lexicon::{Found, Hit, Lexicon};
use crate::zh::pairing::{self, Fault};
use crate::zh::{character, latin};

pub(super) struct Passage {
    /// The characters as printed, and each one's byte offset in the text it is from.
    pub(super) chars: Vec<char>,
    offsets: Vec<usize>,
    /// Where each one ends there: a space may stand for several, or for a wider one.
    ends: Vec<usize>,
    /// The same as a string, and each character's byte offset in it.
    pub(super) text: String,
    starts: Vec<usize>,
    /// Which characters stand between quotation or title marks.
    quoted: Vec<bool>,
    /// Which characters belong to an address on the web and keep their own marks.
    address: Vec<bool>,
    /// Spaces that are none of the text, by the character they stand before.
    pub(super) gaps: Vec<(usize, Range<usize>)>,
    /// Whether the next paragraph begins with a quotation mark.
    goes_on: bool,
    faults: OnceCell<Vec<Fault>>,
    words: OnceCell<Vec<Found>>,
}

impl Passage {
    /// The paragraphs of a printed text.
    pub(super) fn all(kind: TextKind, text: &str, goes_on: bool) -> Vec<Self> {
        let mut passages: Vec<Self> = match kind {
            TextKind::Body | TextKind::Note => block::parse(text)
                .paragraphs
                .into_iter()
                .map(|pieces| Self::new(printed(text, pieces.into_iter().map(|p| p.range))))
                .collect(),
            _ => vec![Self::new(printed(text, std::iter::once(0..text.len())))],
        };
        for index in 1..passages.len() {
            passages[index - 1].goes_on = passages[index].chars.first() == Some(&'“');
        }
        if let Some(last) = passages.last_mut() {
            last.goes_on = goes_on;
        }
        passages
    }

    fn new(printed: Vec<(usize, char)>) -> Self {
        let most = printed.len();
        let mut passage = Self {
            chars: Vec::with_capacity(most),
            offsets: Vec::with_capacity(most),
            ends: Vec::with_capacity(most),
            text: String::with_capacity(3 * most),
            starts: Vec::with_capacity(most),
            quoted: vec![],
            address: vec![],
            gaps: vec![],
            goes_on: false,
            faults: OnceCell::new(),
            words: OnceCell::new(),
        };
        let mut index = 0;
        while let Some(&(at, c)) = printed.get(index) {
            if !is_space(c) {
                passage.add(at..at + c.len_utf8(), c);
                index += 1;
                continue;
            }
            let length = printed[index..].iter().take_while(|(_, c)| is_space(*c)).count();
            let before = passage.chars.last().copied();
            let after = printed.get(index + length).map(|(_, c)| *c);
            if let (Some(before), Some(after)) = (before, after) {
                let last = printed[index + length - 1];
                let range = at..last.0 + last.1.len_utf8();
                if is_gap(before, after) {
                    passage.gaps.push((passage.chars.len(), range));
                } else {
                    passage.add(range, ' ');
                }
            }
            index += length;
        }
        passage.quoted = pairing::quoted(&passage.chars);
        passage.address = latin::addresses(&passage.chars);
        passage
    }

    fn add(&mut self, from: Range<usize>, c: char) {
        self.starts.push(self.text.len());
        self.text.push(c);
        self.chars.push(c);
        self.offsets.push(from.start);
        self.ends.push(from.end);
    }

    /// The character at a place, which may lie outside.
    pub(super) fn at(&self, index: Option<usize>) -> Option<char> {
        self.chars.get(index?).copied()
    }

    pub(super) fn before(&self, index: usize) -> Option<char> {
        self.at(index.checked_sub(1))
    }

    /// The byte range of the whole text that some characters came from.
    pub(super) fn range(&self, chars: Range<usize>) -> Range<usize> {
        let start = self.offsets.get(chars.start).copied().unwrap_or_default();
        match chars.end.checked_sub(1).filter(|last| chars.start <= *last) {
            Some(last) => start..self.ends[last],
            None => start..start,
        }
    }

    /// Whether nothing but these characters stands in their range, so that it can be replaced.
    pub(super) fn is_whole(&self, chars: Range<usize>) -> bool {
        let range = self.range(chars.clone());
        range.len() == self.chars[chars].iter().map(|c| c.len_utf8()).sum::<usize>()
    }

    pub(super) fn is_quoted(&self, chars: Range<usize>) -> bool {
        self.quoted[chars].iter().any(|quoted| *quoted)
    }

    pub(super) fn is_address(&self, index: usize) -> bool {
        self.address[index]
    }

    /// The character that a byte offset of [`Self::text`] belongs to.
    pub(super) fn index(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start < offset)
    }

    /// What is wrong with the marks in pairs; several rules ask.
    pub(super) fn faults(&self) -> &[Fault] {
        self.faults.get_or_init(|| pairing::faults(&self.chars, self.goes_on))
    }

    /// The words of the lexicon that stand there; several rules ask.
    pub(super) fn words<'l>(&self, lexicon: &'l Lexicon) -> impl Iterator<Item = Hit<'l>> {
        let found = self.words.get_or_init(|| lexicon.find(&self.text));
        found.iter().map(|found| lexicon.hit(*found))
    }

    pub(super) fn slice(&self, chars: Range<usize>) -> &str {
        let at = |index: usize| self.starts.get(index).copied().unwrap_or(self.text.len());
        &self.text[at(chars.start)..at(chars.end)]
    }
}

/// What a text is for. Each is set in a face of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextKind {
    Column,
    Headline,
    Body,
    Credit,
    /// Above a table or below a figure, and the head of a table.
    Caption,
    Cell,
    Note,
    Distribution,
    Signature,
}

/// The characters of some pieces of a text, with their offsets; line ends go as in `block::joined`.
fn printed(text: &str, pieces: impl Iterator<Item = Range<usize>>) -> Vec<(usize, char)> {
    let mut out: Vec<(usize, char)> = Vec::with_capacity(text.len() / 2);
    for piece in pieces {
        let mut line_end: Option<usize> = None;
        for (at, c) in text[piece.clone()].char_indices().map(|(at, c)| (piece.start + at, c)) {
            if c == '\n' {
                line_end = Some(at);
                while out.last().is_some_and(|(_, c)| c.is_whitespace()) {
                    out.pop();
                }
            } else if line_end.is_none() || !c.is_whitespace() {
                let latin = |c: char| c.is_ascii_alphanumeric();
                let joins = line_end.take().filter(|_| latin(c));
                if let Some(end) = joins.filter(|_| out.last().is_some_and(|(_, c)| latin(*c))) {
                    out.push((end, ' '));
                }
                out.push((at, c));
            }
        }
    }
    out
}

fn is_space(c: char) -> bool {
    c.is_whitespace() && c != '\n'
}

/// Whether a space between two characters is none of the text: it stands beside a Chinese mark,
/// or between Han and a figure or letter. Between Han characters it may part a headline from its
/// text or pad a name; between Latin words it is their own.
fn is_gap(before: char, after: char) -> bool {
    let mark = character::is_chinese_mark;
    let both = |test: fn(char) -> bool| test(before) && test(after);
    mark(before) || mark(after) || !(both(character::is_han) || both(|c| !character::is_han(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        Passage::all(TextKind::Body, text, false).into_iter().map(|passage| passage.text).collect()
    }

    #[test]
    fn what_is_printed_is_seen() {
        let cases: [(&str, &[&str]); 7] = [
            ("甲\n\n　　乙", &["甲", "乙"]),
            ("截至目前，**县农业农村局**出动", &["截至目前，县农业农村局出动"]),
            ("一行\n  又一行", &["一行又一行"]),
            ("use\nRust 语言", &["use Rust语言"]),
            ("共 146 家， 其中", &["共146家，其中"]),
            ("李 勉", &["李 勉"]),
            ("PM 2.5 约 35", &["PM 2.5约35"]),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text:?}");
        }
    }

    #[test]
    fn places_lead_back_to_the_text() {
        let text = "共 146 家，**县\n局**办 BOO";
        let passage = &Passage::all(TextKind::Body, text, false)[0];
        for (index, c) in passage.chars.iter().enumerate() {
            assert!(text[passage.range(index..index + 1)].starts_with(*c), "{index}");
        }
        assert_eq!(&text[passage.range(1..5)], "146 家");
        assert!(!passage.is_whole(1..5) && passage.is_whole(1..4));
        assert_eq!(passage.slice(6..8), "县局");
        let gaps: Vec<&str> = passage.gaps.iter().map(|(_, range)| &text[range.clone()]).collect();
        assert_eq!(gaps, [" ", " ", " "]);
    }
}
