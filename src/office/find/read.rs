//! A draft read for nothing but its words.

use std::path::Path;

use crate::draft::Draft;
use crate::search::text::Issue;
use crate::source::{Diagnostic, file};

/// What the bytes of a file say; nothing when they are no draft.
pub(super) fn issue(path: &Path, bytes: Vec<u8>, length: u64) -> Issue {
    match file::decode(path, bytes, length) {
        (source, None) => {
            let read = Draft::read(&source);
            let is_readable = !read.found.iter().any(Diagnostic::is_unreadable);
            Issue { is_readable, ..Issue::of(&read.value) }
        }
        (_, Some(_)) => Issue::default(),
    }
}
