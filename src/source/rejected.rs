//! Keys that are written in a file and yet not in the value read from it.

use std::collections::BTreeSet;

use super::Span;

/// Keys whose value has a wrong type, whose name is misspelled or which stand in the wrong table.
///
/// Each of them has been reported, so nobody must report it once more as missing.
#[derive(Debug, Clone, Default)]
pub struct Rejected {
    keys: BTreeSet<(Span, String)>,
    /// Nothing of the file is in the value, as it cannot be taken apart.
    whole: bool,
}

impl Rejected {
    /// The top level of a file, which has no place of its own.
    pub const ROOT: Span = Span { start: 0, end: 0 };

    /// The whole file.
    pub fn whole() -> Self {
        Self { whole: true, ..Self::default() }
    }

    pub fn add(&mut self, table: Span, key: &str) {
        self.keys.insert((table, key.to_owned()));
    }

    /// Whether the table at this place was meant to have this key.
    pub fn has(&self, table: Span, key: &str) -> bool {
        self.whole || self.keys.contains(&(table, key.to_owned()))
    }
}
