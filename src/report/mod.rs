//! Findings → text. The only place that draws diagnostics.

use std::borrow::Cow;

use crate::source::{Diagnostic, Findings, Level, Place, Position, Source};
use crate::zh::character::unprintable;

pub mod diff;
pub mod github;
pub mod human;
pub mod json;
pub mod sarif;
pub mod table;

/// How many findings of each level.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    pub files: usize,
    pub errors: usize,
    pub warnings: usize,
    pub hints: usize,
}

impl Summary {
    pub fn of(all: &[Findings]) -> Self {
        let count = |level| all.iter().map(|findings| findings.count(level)).sum();
        Self {
            files: all.len(),
            errors: count(Level::Error),
            warnings: count(Level::Warning),
            hints: count(Level::Hint),
        }
    }

    pub fn is_clean(self) -> bool {
        self.errors == 0
    }
}

/// A path as every report writes it: `/` on every system, on one line.
fn path_text(path: &std::path::Path) -> String {
    visible(&path.to_string_lossy().replace('\\', "/"))
}

/// Path, start and end of a label.
fn place_of(place: &Place, source: &Source) -> (String, Position, Position) {
    match place {
        Place::Here(span) => {
            (path_text(source.path()), source.position(span.start), source.position(span.end))
        }
        Place::Elsewhere(path, start, end) => (path_text(path), *start, *end),
    }
}

/// One line a finding, in the form that editors can jump to: `file:line:character: …`.
pub fn concise(all: &[Findings]) -> String {
    let mut text = String::new();
    for (source, diagnostic) in each(all) {
        let at = source.position(diagnostic.span.start);
        text.push_str(&format!(
            "{}:{}:{}: {}[{}] {}\n",
            path_text(source.path()),
            at.line,
            at.character,
            diagnostic.level.name(),
            diagnostic.code,
            visible(&diagnostic.message),
        ));
    }
    text
}

/// Words of a message as they may be shown: one line, and nothing in it that a terminal obeys or
/// that reorders what stands beside it.
fn visible(text: &str) -> String {
    let is_safe = |c: char| c != '\n' && c != '\r' && unprintable(c).is_none();
    text.chars().map(|c| if is_safe(c) { c } else { char::REPLACEMENT_CHARACTER }).collect()
}

/// Words of several lines in which nothing is left that a terminal obeys, or that moves what stands
/// beside it: drafts, names of files and what units send in may hold anything.
pub fn inert(text: &str) -> Cow<'_, str> {
    let acts = |c: char| match u32::from(c) {
        0x0A | 0x09 => false,
        0x00..=0x1F | 0x7F..=0x9F | 0x200E..=0x200F | 0x2028..=0x202E | 0x2066..=0x2069 => true,
        0x061C | 0xE0000..=0xE007F => true,
        _ => false,
    };
    let text = match text.contains("\r\n") {
        true => Cow::Owned(text.replace("\r\n", "\n")),
        false => Cow::Borrowed(text),
    };
    match text.contains(acts) {
        true => Cow::Owned(text.replace(acts, "\u{FFFD}")),
        false => text,
    }
}

fn each(all: &[Findings]) -> impl Iterator<Item = (&Source, &Diagnostic)> {
    all.iter().flat_map(|findings| {
        findings.diagnostics.iter().map(|diagnostic| (findings.source.as_ref(), diagnostic))
    })
}

#[cfg(test)]
mod tests {
    use super::inert;

    #[test]
    fn nothing_is_left_that_a_terminal_obeys() {
        assert_eq!(inert("标题\u{1b}]0;x\u{7}\u{9b}2J\r隐藏"), "标题�]0;x��2J�隐藏");
        assert_eq!(inert("甲\u{202E}乙\u{2066}"), "甲�乙�");
        for plain in ["两行\n\t字，𠮷、\u{E000}、葛\u{E0100}", ""] {
            assert_eq!(inert(plain), plain);
        }
        assert_eq!(inert("一\r\n二"), "一\n二");
    }
}
