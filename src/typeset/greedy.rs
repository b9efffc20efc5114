//! Where the lines of a paragraph will end, nearly: filled first come, first served, as the engine
//! fills them where marks keep their width, but without asking the faces.

use super::paragraph::{CLOSING, OPENING, advance, is_mark, may_part, width, width_after};
use super::phrase::phrases;
use super::squeezed::may_take_fewer;
use crate::bulletin::{Item, Run};
use crate::zh::character::{is_han, is_one_of};

/// The room of the indent of a paragraph, in characters.
const INDENT: f64 = 2.0;

/// How a paragraph takes its lines.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Filled {
    pub(super) lines: u32,
    /// Width of the last, in characters.
    pub(super) last: f64,
    /// Marks that may be squeezed by half a character each, if any are.
    marks: u32,
}

/// A paragraph of an item, with its headline run in where that is asked for, and the width of the
/// credit where it is the last.
pub(super) fn filled(
    item: &Item,
    index: usize,
    runs: &[Run],
    is_run_in: bool,
    characters: u32,
) -> (Filled, Option<f64>) {
    let (pieces, text) = parts(item, index, runs, is_run_in, characters);
    let credit = credit(item, index);
    let filled = Filled::of((&pieces, &text, credit.is_some()), f64::from(characters), Marks::Full);
    (filled, credit)
}

/// What must stay whole at the beginning of a paragraph, and the text behind it.
fn parts<'a>(
    item: &'a Item,
    index: usize,
    runs: &[Run],
    is_run_in: bool,
    characters: u32,
) -> (Vec<&'a str>, String) {
    let mut text = String::new();
    let mut pieces = vec![];
    if is_run_in && index == 0 && !item.headline.is_empty() {
        // As the template has it: what fits the first line is not kept together.
        match width(&item.headline) + INDENT <= f64::from(characters) {
            true => text.push_str(&item.headline),
            false => pieces = phrases(&item.headline, characters),
        }
        text.push('\u{3000}');
    }
    text.extend(runs.iter().map(|run| run.text.as_str()));
    (pieces, text)
}

/// Width of the credit behind a paragraph, if there is one.
fn credit(item: &Item, index: usize) -> Option<f64> {
    let is_last = index + 1 == item.body.len() && !item.credits.is_empty();
    let units = item.credits.iter().map(|unit| width(unit) + 0.5);
    // With its brackets, half as wide at both ends, but for the gap that is counted once too often.
    is_last.then(|| units.sum::<f64>() + 0.5)
}

/// Whether a paragraph may take a line less when its marks are squeezed, be the headline run in
/// with it or stand above.
pub(super) fn may_win(item: &Item, index: usize, runs: &[Run], characters: u32) -> bool {
    let ways = [true, false].into_iter().take(if index == 0 { 2 } else { 1 });
    ways.into_iter().any(|is_run_in| may_win_as(item, index, runs, is_run_in, characters))
}

/// The same with the headline run in, or not.
pub(super) fn may_win_as(
    item: &Item,
    index: usize,
    runs: &[Run],
    is_run_in: bool,
    characters: u32,
) -> bool {
    let credit = credit(item, index);
    let (pieces, text) = parts(item, index, runs, is_run_in, characters);
    // One text in faces that are known: those of figures in headlines are others.
    let is_simple = pieces.is_empty()
        && runs.len() == 1
        && (!is_run_in || index > 0 || !item.headline.bytes().any(|byte| byte.is_ascii()));
    may_fall_short(&pieces, &text, credit, characters)
        && (!is_simple
            || may_take_fewer(&text, credit, characters, usual(&text, credit, characters)))
}

/// Whether a paragraph with all its marks squeezed takes fewer lines: none that the engine squeezes takes
/// fewer still. Lines are reckoned longer for the one and shorter for the other than they
/// are, since what is found is compared.
fn may_fall_short(pieces: &[&str], text: &str, credit: Option<f64>, characters: u32) -> bool {
    const DOUBT: f64 = 0.5;
    let all = |room: f64, marks| {
        let filled = Filled::of((pieces, text, credit.is_some()), room, marks);
        filled.lines + u32::from(credit.is_some_and(|credit| filled.last + credit > room))
    };
    let room = f64::from(characters);
    all(room + DOUBT, Marks::Squeezed) < all(room - DOUBT, Marks::Full)
}

/// The lines of a paragraph as it is usually set, with that of the credit where it has one of its own.
fn usual(text: &str, credit: Option<f64>, characters: u32) -> u32 {
    let room = f64::from(characters);
    let filled = Filled::of((&[], text, credit.is_some()), room, Marks::Full);
    filled.lines + u32::from(credit.is_some_and(|credit| filled.last + credit > room))
}

/// How wide marks are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marks {
    Full,
    /// Half a character each.
    Squeezed,
}

impl Filled {
    /// A paragraph of a text that may break within itself, behind pieces that may not, and whether a credit
    /// stands behind it.
    fn of((pieces, text, has_credit): (&[&str], &str, bool), room: f64, wide: Marks) -> Self {
        let filled = Self { lines: 1, last: INDENT, marks: 0 };
        let mut line = Line { filled, room, before: ' ', wide, ends: true };
        for piece in pieces {
            line.take(piece);
        }
        // What must not be parted, character by character.
        let mut start = 0;
        let mut before = None;
        for (at, c) in text.char_indices() {
            if before.is_some_and(|before| may_part(before, c)) {
                line.take(&text[start..at]);
                start = at;
            }
            before = Some(c);
        }
        // With a credit on its line a mark keeps its width.
        line.ends = !has_credit;
        line.take(&text[start..]);
        line.filled
    }

    /// Whether they probably will.
    pub(super) fn will_win(self, credit: Option<f64>, characters: u32) -> bool {
        const MOST: f64 = 2.5;
        let over = self.over(credit, characters);
        over.is_some_and(|over| over <= MOST && over <= f64::from(self.marks) / 4.0)
    }

    /// By how much it is too long for one line less, where there is one to win.
    fn over(self, credit: Option<f64>, characters: u32) -> Option<f64> {
        let room = f64::from(characters);
        match credit.map(|credit| self.last + credit - room) {
            Some(over) if over > 0.0 && self.last < room => Some(over),
            _ if self.lines > 1 => Some(self.last),
            _ => None,
        }
    }
}

struct Line {
    filled: Filled,
    room: f64,
    before: char,
    wide: Marks,
    /// Whether a line may end with what is taken.
    ends: bool,
}

impl Line {
    /// What stays together goes on the line, or begins the next one.
    fn take(&mut self, piece: &str) {
        let Some(last) = piece.chars().next_back() else { return };
        // Mostly it is one character of Han, of which all is known.
        let is_plain = is_han(last) && last.len_utf8() == piece.len();
        let (wide, marks) = if is_plain { (1.0, 0) } else { self.width_of(self.before, piece) };
        // A mark at the end of a line is half as wide; a space there has no width.
        let trimmed = match last {
            _ if is_plain || !self.ends => 0.0,
            '\u{3000}' => 1.0,
            ' ' | '\'' | '%' | '℃' | '—' | '…' | '～' | '·' => 0.0,
            last if is_one_of(last, CLOSING) && self.wide == Marks::Full => 0.5,
            _ => 0.0,
        };
        let is_next = self.filled.last + wide - trimmed > self.room + 1e-6;
        let anew = match is_next && !is_plain {
            true => self.width_of(' ', piece).0,
            false => wide,
        };
        let filled = &mut self.filled;
        if is_next {
            filled.lines += 1;
            let opens = !is_plain && piece.starts_with(|c| is_one_of(c, OPENING));
            filled.last = anew - if opens && self.wide == Marks::Full { 0.5 } else { 0.0 };
        } else {
            filled.last += wide;
        }
        filled.marks += marks;
        self.before = last;
    }

    fn width_of(&self, before: char, piece: &str) -> (f64, u32) {
        match self.wide {
            Marks::Full => width_after(before, piece),
            // Those that share a room have half of it as it is.
            Marks::Squeezed => {
                let wide = |c: char| if is_mark(c) { 0.5 } else { advance(c) };
                (piece.chars().map(wide).sum(), 0)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str, characters: u32) -> (u32, f64) {
        let filled = Filled::of((&[], text, false), f64::from(characters), Marks::Full);
        (filled.lines, filled.last)
    }

    #[test]
    fn lines_are_filled_one_after_another() {
        assert_eq!(filled("一二三四五六七八", 10), (1, 10.0), "an indent of two");
        assert_eq!(filled("一二三四五六七八九", 10), (2, 1.0));
        assert_eq!(filled("一二三四五六七八。", 10), (2, 2.0), "a point takes its character along");
        assert_eq!(filled("一二三四五六七，九", 10), (2, 1.0), "a mark ends a line");
        assert_eq!(filled("一二三四五六七（八九", 10), (2, 2.5), "a mark begins a line");
        assert_eq!(filled("一二三四五六七2024年", 10), (2, 3.0), "a figure stays whole");
        assert_eq!(filled("一二三四五六。”", 10), (1, 9.5), "marks that meet share a room");
        let pieces = ["一二三四五", "六七八九"];
        let filled = Filled::of((&pieces, "　一二三", false), 10.0, Marks::Full);
        assert_eq!((filled.lines, filled.last), (2, 8.0), "a phrase stays whole");
        let filled = Filled::of((&[], "一二三四五六七。", true), 10.0, Marks::Full);
        assert_eq!((filled.lines, filled.last), (1, 10.0), "room for all but the credit");
        let filled = Filled::of((&[], "一二三四五六七八。", true), 10.0, Marks::Full);
        assert_eq!((filled.lines, filled.last), (2, 2.0), "no mark is trimmed before a credit");
    }

    #[test]
    fn a_line_may_be_won_where_little_is_over_and_marks_have_room() {
        let won = |text: &str, credit| may_fall_short(&[], text, credit, 10);
        assert!(won("一，二，三，四。五六", None));
        assert!(!won("一二三四五六七八九十一二三四五六七八九十", None), "no marks");
        assert!(!won("一二三四五六，七八九十一二三四", None), "too much is over for one mark");
        assert!(!won("一，二。", None), "there is no line to win");
        assert!(won("一，二，三，四。", Some(1.5)), "the credit would have a line of its own");
        assert!(!won("一，二。", Some(1.5)));
    }
}
