//! Remarks in the margin: `{\*\atrfstart 0}…{\*\atrfend 0}{\*\atnauthor …}\chatn{\*\annotation …}`.

use std::collections::BTreeMap;

use super::{Aside, Walk};
use crate::import::remark::Remark;

/// What of a remark stands in a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Text,
    Author,
    /// The words that it is on begin, and end, here.
    From,
    To,
    /// Which words the remark is on.
    Reference,
}

/// The part that a destination holds.
pub(super) fn part(word: &str) -> Option<Part> {
    Some(match word {
        "annotation" => Part::Text,
        "atnauthor" => Part::Author,
        "atrfstart" => Part::From,
        "atrfend" => Part::To,
        "atnref" => Part::Reference,
        _ => return None,
    })
}

/// Whether a control word in a remark stands for text of it.
pub(super) fn is_text(word: &str) -> bool {
    let decoded = ["u", "uc", "f", "fcharset", "ud"];
    let shown = ["par", "line", "tab", "emdash", "endash", "bullet"];
    let quotes = ["lquote", "rquote", "ldblquote", "rdblquote"];
    decoded.iter().chain(&shown).chain(&quotes).any(|known| *known == word)
}

#[derive(Default)]
pub(super) struct Remarks {
    /// The texts of the parts that are open, the innermost last.
    parts: Vec<String>,
    author: String,
    reference: String,
    /// Words that remarks are on, by their names: open ones, and whole ones.
    open: BTreeMap<String, String>,
    words: BTreeMap<String, String>,
    found: Vec<Remark>,
    /// As many have their paragraph.
    placed: usize,
}

impl Remarks {
    /// Text of the part that is open.
    pub(super) fn put(&mut self, text: &str) {
        if let Some(part) = self.parts.last_mut() {
            part.push_str(text);
        }
    }

    /// Text of the document.
    pub(super) fn pass(&mut self, text: &str) {
        self.open.values_mut().for_each(|words| words.push_str(text));
    }

    pub(super) fn end_paragraph(&mut self, text: &str) {
        for remark in &mut self.found[self.placed..] {
            remark.near = text.to_owned();
        }
        self.placed = self.found.len();
    }

    pub(super) fn all(self) -> Vec<Remark> {
        self.found
    }
}

impl Walk {
    pub(super) fn begin_remark(&mut self, part: Part) {
        self.state.aside = Aside::Remark(part);
        self.remarks.parts.push(String::new());
    }

    pub(super) fn end_remark(&mut self, part: Part) {
        let all = &mut self.remarks;
        let text = all.parts.pop().unwrap_or_default();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match part {
            Part::Author => all.author = text,
            Part::Reference => all.reference = text,
            Part::From => {
                all.open.insert(text, String::new());
            }
            Part::To => {
                let words = all.open.remove(&text);
                all.words.extend(words.map(|words| (text, words)));
            }
            Part::Text => {
                let on = all.words.remove(&std::mem::take(&mut all.reference));
                let author = std::mem::take(&mut all.author);
                if !text.is_empty() {
                    let on = on.unwrap_or_default();
                    all.found.push(Remark { author, text, on, near: String::new() });
                }
            }
        }
    }
}
