//! Findings → text. The only place that draws diagnostics.

use crate::source::{Diagnostic, Findings, Level, Place, Position, Source};
use crate::zh::character::unprintable;

pub mod diff;
pub mod github;
pub mod human;
pub mod json;
pub mod sarif;

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

/// A path as every report writes it: `/` on every system.
fn path_text(path: &std::path::Path) -> String {
    path.to_string_lossy().replace('\\', "/")
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

fn each(all: &[Findings]) -> impl Iterator<Item = (&Source, &Diagnostic)> {
    all.iter().flat_map(|findings| {
        findings.diagnostics.iter().map(|diagnostic| (findings.source.as_ref(), diagnostic))
    })
}
