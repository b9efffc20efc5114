//! How the PDF has each paragraph: in how many lines, and whether the credit stands on lines of its own.
//! A word processor breaks lines in its own way; told how many there should be, a paragraph takes as
//! many there.

use std::cell::Cell;

use super::reckon;
use crate::bulletin::words;
use crate::typeset::{JOINER, Line, Pages, Setting};

/// The lines of the type area, in reading order.
#[derive(Debug, Default)]
pub struct Printed {
    lines: Vec<Vec<char>>,
    /// The first that has not been asked for.
    next: Cell<usize>,
}

/// A paragraph as it is printed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Taken {
    pub(super) lines: usize,
    /// How many of them the credit has for itself.
    pub(super) credit: usize,
    /// How wide the widest of them is, in ems.
    pub(super) width: f64,
}

impl Printed {
    pub fn of(pages: &Pages) -> Self {
        let lines = pages.lines().iter().filter(|line| is_text(line));
        let lines = lines.map(|line| squeezed(&line.text).collect()).collect();
        Self { lines, next: Cell::default() }
    }

    /// From the first line again.
    pub(super) fn again(&self) {
        self.next.set(0);
    }

    /// Finds the next paragraph of this text; nothing where it cannot be told.
    pub(super) fn take(&self, text: &str, credit: &str) -> Option<Taken> {
        let text: Vec<char> = squeezed(text).chain(squeezed(credit)).collect();
        let credit = squeezed(credit).count();
        let begins = (self.next.get()..self.lines.len()).find_map(|at| {
            let count = self.run(at, &text)?;
            Some((at, count))
        });
        let (at, lines) = begins?;
        self.next.set(at + lines);
        let alone = (1..=lines).find(|count| {
            let last = &self.lines[at + lines - count..at + lines];
            last.iter().map(Vec::len).sum::<usize>() == credit
        });
        let width = |line: &Vec<char>| reckon::width(&line.iter().collect::<String>());
        let width = self.lines[at..at + lines].iter().map(width).fold(0.0, f64::max);
        Some(Taken { lines, credit: alone.unwrap_or_default(), width })
    }

    /// How many lines from this one on make the text.
    fn run(&self, start: usize, text: &[char]) -> Option<usize> {
        let mut left = text;
        for (index, line) in self.lines[start..].iter().enumerate() {
            left = left.strip_prefix(line.as_slice())?;
            if left.is_empty() {
                return Some(index + 1);
            }
        }
        None
    }
}

/// Not a page number, nor what a proof has beside and above its text.
fn is_text(line: &Line) -> bool {
    let left = if line.page % 2 == 1 { Setting::INNER } else { Setting::OUTER };
    let inside = line.right > left && line.left < left + Setting::AREA_WIDTH;
    let below = line.y > Setting::AREA_TOP;
    inside && below && !line.is_folio() && line.text != words::PROOF && !line.text.trim().is_empty()
}

/// Without white space, and without what templates put between characters that stay together.
fn squeezed(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_whitespace() && *c != JOINER)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(lines: &[&str]) -> Printed {
        let lines = lines.iter().map(|line| squeezed(line).collect()).collect();
        Printed { lines, next: Cell::default() }
    }

    #[test]
    fn paragraphs_are_found_in_their_order() {
        let pages = printed(&[
            "刊名",
            "【栏目】",
            "一条　开头",
            "接着。（甲局）",
            "又一条　",
            "开头。",
            "（甲局 乙局）",
            "开头。",
        ]);
        let taken =
            |text, credit| pages.take(text, credit).map(|taken| (taken.lines, taken.credit));
        assert_eq!(taken("一条　开头接着。", "（甲局）"), Some((2, 0)));
        assert_eq!(taken("又一条　开头。", "（甲局 乙局）"), Some((3, 1)));
        assert_eq!(taken("没有的", ""), None);
        assert_eq!(taken("开头。", ""), Some((1, 0)));
        pages.again();
        assert_eq!(taken("一条　开头接着。", "（甲局）"), Some((2, 0)));
    }
}
