//! Where the steps that can be undone are kept: in the program's own folder of the workspace.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::office::store::{FOLDER, Store, deliver};

fn file(name: &str) -> String {
    format!("{name}.undo")
}

pub(super) fn path(root: &Path, name: &str) -> PathBuf {
    root.join(FOLDER).join(file(name))
}

/// Puts lines in the place of an issue's file.
pub(super) fn replace(store: &Store, name: &str, lines: &str) -> Result<()> {
    Ok(deliver(&**store.files(), &store.own(&file(name)), lines.as_bytes())?)
}

/// Adds lines to an issue's file.
pub(super) fn append(store: &Store, name: &str, lines: &str) -> Result<()> {
    if lines.is_empty() { Ok(()) } else { Ok(store.append(&file(name), lines)?) }
}
