//! Paragraphs in lines: as they were laid out, and nearly, by the lengths of their texts.

use super::audit::Line;
use super::latin::{self, Face};
use crate::bulletin::{Block, Bulletin, Item, Run};
use crate::zh::character::{is_han, is_one_of};

/// What begins no line, and what ends none. GB/T 15834-2011 5.1
pub(super) const CLOSING: &str = "。，、；：？！）》”’】〉」』〕～·—…%％℃";
pub(super) const OPENING: &str = "（《“‘【〈「『〔";

/// A paragraph of a bulletin: indexes of column, item, and block of its body.
pub(super) type Place = (usize, usize, usize);

/// A paragraph in lines. With its last goes what of a credit stands below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) lines: u32,
    /// Rows of a credit below the last line, which are not parted from it.
    pub(super) rows: u32,
    /// Whether an item begins with it, and ends with it.
    pub(super) opens: bool,
    pub(super) closes: bool,
}

impl Paragraph {
    pub(super) fn plain(lines: u32) -> Self {
        Self { lines, rows: 0, opens: true, closes: true }
    }

    /// Height of a line, in lines.
    pub(super) fn height(self, line: u32) -> u32 {
        if line + 1 == self.lines { 1 + self.rows } else { 1 }
    }

    /// What must still be free on a page for a line to be set there: neither the first line nor the
    /// last is left alone, as typst has it.
    pub(super) fn need(self, line: u32) -> u32 {
        let until = match (line, self.lines) {
            (0, 3) => 3,
            (0, 2..) => 2,
            (2.., lines) if line + 2 == lines => lines,
            _ => line + 1,
        };
        (line..until).map(|line| self.height(line)).sum()
    }

    pub(super) fn all(self) -> u32 {
        self.lines + self.rows
    }
}

/// The paragraphs of an item in the lines that they take, found by their lengths. `None` when lines
/// and paragraphs do not agree.
pub(super) fn of_item(item: &Item, own: &[&Line]) -> Option<Vec<Paragraph>> {
    let rows = own_rows(item, own);
    let last = item.body.len().saturating_sub(1);
    let bodies = item.body.iter().enumerate().map(|(index, block)| {
        let Block::Paragraph(runs) = block else { return None };
        let headline = if index == 0 { count(&item.headline) } else { 0 };
        let credit = match item.credits.as_slice() {
            credits if index == last && !credits.is_empty() => {
                2 + credits.iter().map(|unit| count(unit)).sum::<usize>()
            }
            _ => 0,
        };
        Some(headline + length(runs) + credit)
    });
    let bodies: Vec<usize> = bodies.collect::<Option<_>>()?;
    let mut pieces = split(bodies.into_iter(), own, false)?;
    if let Some(last) = pieces.last_mut() {
        last.rows = rows.min(last.lines.saturating_sub(1));
        last.lines -= last.rows;
    }
    Some(pieces)
}

/// Lines parted into paragraphs of these lengths. The first may begin with a label (编者按：).
pub(super) fn split(
    lengths: impl ExactSizeIterator<Item = usize>,
    own: &[&Line],
    is_labelled: bool,
) -> Option<Vec<Paragraph>> {
    let paragraphs = lengths.len();
    let mut rest = own.chunk_by(|a, b| a.page == b.page && (a.y - b.y).abs() < 2.0).peekable();
    let mut pieces = vec![];
    for (index, wanted) in lengths.enumerate() {
        let (mut lines, mut length) = (0, 0);
        let slack = if is_labelled && index == 0 { 4 } else { 0 };
        while length < wanted {
            length += rest.next()?.iter().map(|line| count(&line.text)).sum::<usize>();
            lines += 1;
        }
        if length != wanted && length != wanted + slack {
            return None;
        }
        let (opens, closes) = (index == 0, index + 1 == paragraphs);
        pieces.push(Paragraph { lines, rows: 0, opens, closes });
    }
    rest.peek().is_none().then_some(pieces)
}

/// Characters but white space.
pub(super) fn count(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

pub(super) fn length(runs: &[Run]) -> usize {
    runs.iter().map(|run| count(&run.text)).sum()
}

pub(super) fn baselines(lines: &[&Line]) -> u32 {
    let mut all: Vec<(usize, f64)> = lines.iter().map(|line| (line.page, line.y)).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    all.dedup_by(|a, b| a.0 == b.0 && (a.1 - b.1).abs() < 2.0);
    all.len() as u32
}

/// How many rows of an item's credit stand below the last line of its text, when it did not fit
/// into that.
fn own_rows(item: &Item, own: &[&Line]) -> u32 {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let credit = bare(&format!("（{}）", item.credits.concat()));
    let mut rest = credit.as_str();
    let mut rows = 0;
    for line in own.iter().rev() {
        let text = bare(&line.text);
        match rest.strip_suffix(text.as_str()) {
            Some("") => return rows + 1,
            Some(before) => rest = before,
            // The credit begins here, after the text.
            None => return rows,
        }
        rows += 1;
    }
    rows
}

/// Whether a line may end between two characters.
pub(super) fn may_part(before: char, after: char) -> bool {
    if is_han(before) && is_han(after) {
        return true;
    }
    let is_word = |c: char| c.is_ascii_graphic();
    !(is_one_of(before, OPENING)
        || is_one_of(after, CLOSING)
        || is_one_of(before, "—～·") && after == before
        || is_word(before) && is_word(after)
        || after == ' ')
}

/// Marks that are half as wide beside one another.
pub(super) fn is_mark(c: char) -> bool {
    // Most are Han, which is cheap to tell.
    !is_han(c) && is_one_of(c, "，。、；：？！“”‘’（）《》〈〉【】")
}

/// Width in characters, nearly: the faces are not asked. Marks that meet share a room.
pub(super) fn width(text: &str) -> f64 {
    width_after(' ', text).0
}

/// Width of a text behind a character, and how many of its marks have a room of their own.
pub(super) fn width_after(mut before: char, text: &str) -> (f64, u32) {
    let (mut total, mut marks) = (0.0, 0);
    for c in text.chars() {
        let shares = is_mark(before) && is_mark(c);
        marks += u32::from(is_mark(c) && !shares);
        total += advance(c) - if shares { 0.5 } else { 0.0 };
        before = c;
    }
    (total, marks)
}

/// Of Latin letters and figures, what a face of the widths of Times New Roman has.
pub(super) fn advance(c: char) -> f64 {
    match c {
        c if is_han(c) => 1.0,
        '·' => 0.5,
        c if c.is_ascii() => latin::width(c, Face::Text).unwrap_or(0.5),
        _ => 1.0,
    }
}

/// Lines of the end block: the lists, whose later lines stand under the first character after the
/// colon, and the signatures.
pub(super) fn end_lines(bulletin: &Bulletin) -> u32 {
    const CHARACTERS: f64 = 30.0;
    let list = |label: f64, text: &str| match text {
        "" => 0,
        text => (width(text) / (CHARACTERS - label)).ceil() as u32,
    };
    list(2.0, &bulletin.report_to)
        + list(2.0, &bulletin.send_to)
        + list(4.0, &bulletin.distribution)
        + 1
        + u32::from(bulletin.copies.is_some())
}
