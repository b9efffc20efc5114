//! A draft read for nothing but its words.

use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::there::Pair;
use crate::draft::Draft;
use crate::search::text::Issue;
use crate::source::{Diagnostic, file};
use crate::workspace::files::Files;

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

/// What a file says; `None` when it cannot be read.
pub(super) fn from(files: &dyn Files, path: &Path) -> Option<Issue> {
    let (bytes, length) = files.read(path, file::MAX_BYTES).ok()?;
    Some(issue(path, bytes, length))
}

/// What a file says, with the hash of its bytes, by which an index knows it.
pub(super) fn hashed(files: &dyn Files, path: &Path) -> Option<([u8; 16], Issue)> {
    let (bytes, length) = files.read(path, file::MAX_BYTES).ok()?;
    Some((short(&bytes), issue(path, bytes, length)))
}

/// A hash that no two drafts of an office have in common.
pub(super) fn short(bytes: &[u8]) -> [u8; 16] {
    let mut short = [0; 16];
    short.copy_from_slice(&Sha256::digest(bytes)[..16]);
    short
}

/// The items of an issue that were released otherwise than its draft has them now; `None` when there
/// are none.
pub(super) fn former(files: &dyn Files, root: &Path, pair: &Pair) -> Option<Issue> {
    let (released, draft) = (root.join(&pair.released), root.join(&pair.draft));
    let (old, length) = files.read(&released, file::MAX_BYTES).ok()?;
    let (new, new_length) = files.read(&draft, file::MAX_BYTES).ok()?;
    if old == new {
        return None;
    }
    let now = issue(&draft, new, new_length);
    let mut then = issue(&released, old, length);
    // An item that was moved says what it said.
    then.items.retain(|old| !now.items.iter().any(|item| item.says_the_same(old)));
    (!then.items.is_empty()).then_some(then)
}
