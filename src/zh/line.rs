//! A text as the grammar of figures reads it, with the way back to its bytes.
//!
//! Spaces beside digits and Latin letters, marks of strong runs and line ends inside a paragraph
//! say nothing about figures and are left out; full-width digits and letters are read as
//! half-width ones.

use std::ops::Range;

use super::character::half_width;
use super::letters::Letters;

/// The characters that count, each with its bytes. Paragraphs are parted by `\n`.
#[derive(Debug, Default)]
pub struct Line {
    chars: Vec<char>,
    bytes: Vec<Range<usize>>,
    /// Whether a character stands between “ and ” or 《 and 》.
    quoted: Vec<bool>,
    /// Which characters there are, so that what is not there is not looked for.
    letters: Box<Letters>,
}

impl Line {
    pub fn new(text: &str) -> Self {
        let most = text.len() / 2;
        let mut line = Self {
            chars: Vec::with_capacity(most),
            bytes: Vec::with_capacity(most),
            quoted: Vec::with_capacity(most),
            letters: Box::default(),
        };
        let mut rest = text.char_indices().peekable();
        let mut depth = 0usize;
        while let Some((at, c)) = rest.next() {
            // Most are Han, and quickly told.
            if matches!(u32::from(c), 0x4E00..=0x9FFF) {
                line.push(c, at..at + 3, depth > 0);
                continue;
            }
            if c == '*' && rest.peek().is_some_and(|(_, next)| *next == '*') {
                rest.next();
                continue;
            }
            if c.is_whitespace() {
                let mut ends = usize::from(c == '\n');
                while let Some((_, space)) = rest.next_if(|(_, c)| c.is_whitespace()) {
                    ends += usize::from(space == '\n');
                }
                let next = rest.clone().map(|(_, c)| c).find(|c| *c != '*');
                if let Some(gap) = gap(line.chars.last().copied(), next, ends) {
                    // A mark that lacks its partner must not quote the next paragraph.
                    depth = if gap == '\n' { 0 } else { depth };
                    line.push(gap, at..at + c.len_utf8(), depth > 0);
                }
                continue;
            }
            if matches!(c, '”' | '》') {
                depth = depth.saturating_sub(1);
            }
            line.push(folded(c), at..at + c.len_utf8(), depth > 0);
            if matches!(c, '“' | '《') {
                depth += 1;
            }
        }
        line
    }

    fn push(&mut self, c: char, bytes: Range<usize>, quoted: bool) {
        self.chars.push(c);
        self.bytes.push(bytes);
        self.quoted.push(quoted);
        self.letters.add(c);
    }

    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    pub fn get(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    /// The character before a place.
    pub fn before(&self, at: usize) -> Option<char> {
        self.get(at.checked_sub(1)?)
    }

    pub fn starts_with(&self, at: usize, word: &str) -> bool {
        let mut at = at;
        word.chars().all(|c| {
            at += 1;
            self.get(at - 1) == Some(c)
        })
    }

    pub fn ends_with(&self, end: usize, word: &str) -> bool {
        // Mostly the last character tells.
        word.chars().next_back().is_none_or(|last| self.before(end) == Some(last))
            && end.checked_sub(word.chars().count()).is_some_and(|at| self.starts_with(at, word))
    }

    /// Whether a word stands anywhere in a range of characters.
    pub fn contains(&self, range: Range<usize>, word: &str) -> bool {
        self.find(range, word).is_some()
    }

    /// Where what stands behind the last of some marks in a range begins: its start where there is none.
    pub fn behind_last(&self, range: Range<usize>, marks: &str) -> usize {
        let is_mark = |at: &usize| self.get(*at).is_some_and(|c| marks.contains(c));
        let start = range.start;
        range.rev().find(is_mark).map_or(start, |at| at + 1)
    }

    /// Where a word first stands in a range of characters.
    pub fn find(&self, range: Range<usize>, word: &str) -> Option<usize> {
        /// Fewer characters are sooner looked through.
        const FEW: usize = 16;
        if range.len() > FEW && !self.letters.may_have_word(word) {
            return None;
        }
        let length = word.chars().count();
        let first = word.chars().next()?;
        (range.start..(range.end + 1).saturating_sub(length))
            .find(|at| self.chars[*at] == first && self.starts_with(*at, word))
    }

    pub fn contains_any(&self, range: Range<usize>, words: &[&str]) -> bool {
        words.iter().any(|word| self.contains(range.clone(), word))
    }

    /// The characters of a range as the grammar reads them.
    pub fn text(&self, range: Range<usize>) -> String {
        let chars = self.chars.get(range).unwrap_or_default();
        // Most are Han, of three bytes.
        let mut text = String::with_capacity(3 * chars.len());
        text.extend(chars);
        text
    }

    /// The bytes of the text that a range of characters came from; an empty range is the place
    /// behind the character before.
    pub fn bytes(&self, range: Range<usize>) -> Range<usize> {
        let before = range.start.checked_sub(1).filter(|_| range.is_empty());
        if let Some(before) = before.and_then(|at| self.bytes.get(at)) {
            return before.end..before.end;
        }
        let start = self.bytes.get(range.start).map_or_else(|| self.end(), |bytes| bytes.start);
        let last = range.end.checked_sub(1).filter(|last| *last >= range.start);
        let end = last.and_then(|last| self.bytes.get(last)).map_or(start, |bytes| bytes.end);
        start..end
    }

    pub fn is_quoted(&self, range: Range<usize>) -> bool {
        self.quoted.get(range).unwrap_or_default().contains(&true)
    }

    fn end(&self) -> usize {
        self.bytes.last().map_or(0, |bytes| bytes.end)
    }
}

/// What is left of white space with some line ends in it.
fn gap(before: Option<char>, after: Option<char>, line_ends: usize) -> Option<char> {
    let (before, after) = (before?, after?);
    if line_ends > 1 {
        return Some('\n');
    }
    let narrow = |c: char| folded(c).is_ascii_alphanumeric() || matches!(c, '%' | '％' | '.');
    let kept = if line_ends == 1 {
        narrow(before) && narrow(after)
    } else {
        narrow(before) == narrow(after)
    };
    kept.then_some(' ')
}

/// Full-width digits and letters, and the percent sign, as half-width ones.
fn folded(c: char) -> char {
    if c == '％' { '%' } else { half_width(c) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_counts_is_left() {
        let cases = [
            ("开工 3 个，总投资 2.5 亿元", "开工3个，总投资2.5亿元"),
            ("开展**县农业农村局**出动 50\n辆", "开展县农业农村局出动50辆"),
            ("第一段。\n\n第二段", "第一段。\n第二段"),
            ("加速度 通过", "加速度 通过"),
            ("版本 2 3", "版本2 3"),
            ("１２％", "12%"),
            ("一行\n又一行", "一行又一行"),
            (" 头尾 ", "头尾"),
        ];
        for (text, expected) in cases {
            let line = Line::new(text);
            assert_eq!(line.text(0..line.chars().len()), expected, "{text:?}");
        }
    }

    #[test]
    fn ranges_lead_back_to_the_text() {
        let text = "开工 **3** 个“项目”";
        let line = Line::new(text);
        assert_eq!(&text[line.bytes(2..4)], "3** 个");
        assert_eq!(line.bytes(9..9), text.len()..text.len());
        assert!(line.is_quoted(5..6) && !line.is_quoted(2..4));
    }
}
