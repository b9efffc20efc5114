//! The only way in which a workspace's files are written: a job makes a [`Plan`] of all changes,
//! and [`Held::commit`] makes all of them or none, under the one lock of the workspace.
//!
//! What every job relies on:
//! - One writer at a time ([`lock`]). A job reads what it decides by after it has the lock.
//! - Each change says what it expects to find. What is there is compared with that at the last
//!   moment, and where the system can swap two files in one step, once more after it: what
//!   another program has saved meanwhile is put back.
//! - Several changes are written down first ([`journal`]); whoever comes after a program that was
//!   killed undoes them, unless all were made.
//! - What is read-only stays as it is.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::workspace::archive;
use crate::workspace::files::{Care, Files, Kind, Put, Staged, folder_of};

pub mod backup;
mod clean;
mod commit;
pub mod journal;
pub mod lock;
mod refused;
mod trail;
pub mod typed;

pub use clean::clean;
pub use journal::{How, Recovered};
pub use lock::{Held, Holder};
pub use refused::{Doing, Refused};

/// The folder in a workspace that is the program's own.
pub const FOLDER: &str = ".kuaibao";

/// The files of one workspace, to be written.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) files: Arc<dyn Files>,
    pub(crate) root: PathBuf,
    pub(crate) who: Who,
    /// How often the lock is tried, a tenth of a second apart.
    pub(crate) patience: u32,
}

/// Who works here, as others will read it, and when: nothing below asks for a name or the time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Who {
    pub name: String,
    /// `2026-11-27 17:20:05`.
    pub now: String,
}

impl Who {
    /// `2026-11-27`; empty when nobody has told the time.
    pub fn today(&self) -> &str {
        self.now.split_once(' ').map_or(self.now.as_str(), |(day, _)| day)
    }
}

impl Store {
    pub fn new(files: Arc<dyn Files>, root: &Path, who: Who) -> Self {
        const TRIES: u32 = 100;
        Self { files, root: root.to_owned(), who, patience: TRIES }
    }

    /// The same store, which gives up when it has tried the lock so often.
    pub fn with_patience(self, tries: u32) -> Self {
        Self { patience: tries, ..self }
    }

    pub fn files(&self) -> &Arc<dyn Files> {
        &self.files
    }

    /// A path in the program's own folder.
    pub(crate) fn own(&self, name: &str) -> PathBuf {
        self.root.join(FOLDER).join(name)
    }
}

/// Changes that belong together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    pub changes: Vec<Change>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub path: PathBuf,
    pub expected: Expected,
    /// What is to be there; `None` removes it.
    pub after: Option<Vec<u8>>,
}

/// What has to be there before a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// The bytes that the change was made from.
    Exactly(Vec<u8>),
    Absent,
    Anything,
}

impl Plan {
    /// Another text in the place of the one that was read.
    pub fn write(&mut self, path: impl Into<PathBuf>, before: &[u8], after: impl Into<Vec<u8>>) {
        self.add(path.into(), Expected::Exactly(before.to_owned()), Some(after.into()));
    }

    /// A new file where there is none.
    pub fn create(&mut self, path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>) {
        self.add(path.into(), Expected::Absent, Some(bytes.into()));
    }

    /// A file that takes the place of any other.
    pub fn set(&mut self, path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>) {
        self.add(path.into(), Expected::Anything, Some(bytes.into()));
    }

    /// Removes a file that was read.
    pub fn remove(&mut self, path: impl Into<PathBuf>, before: &[u8]) {
        self.add(path.into(), Expected::Exactly(before.to_owned()), None);
    }

    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    fn add(&mut self, path: PathBuf, expected: Expected, after: Option<Vec<u8>>) {
        if let Some(known) = self.changes.iter_mut().find(|change| change.path == path) {
            // What is expected is what was read first.
            known.after = after;
            return;
        }
        self.changes.push(Change { path, expected, after });
    }
}

/// Refuses what would be written among released issues: these are written by releasing alone.
///
/// # Errors
/// The path is in the archive of a workspace.
pub fn outside_archive(files: &dyn Files, path: &Path) -> Result<(), Refused> {
    let folder = folder_of(path);
    let real = files.real(folder).unwrap_or_else(|_| folder.to_owned());
    let is_archive = |folder: &Path| {
        folder.file_name().is_some_and(|name| name == archive::FOLDER)
            && files.is_file(&folder.join(archive::MANIFEST_FILE))
    };
    match real.ancestors().any(is_archive) {
        true => Err(Refused::Archived(path.to_owned())),
        false => Ok(()),
    }
}

/// Writes a file that can be made again, such as a PDF, as a whole: without the lock, as nobody
/// decides by it.
pub fn deliver(files: &dyn Files, path: &Path, bytes: &[u8]) -> Result<(), Refused> {
    outside_archive(files, path)?;
    let failed = |doing| Refused::failed(doing, path);
    let path = &files.real(path).unwrap_or_else(|_| path.to_owned());
    match files.look(path) {
        Ok(look) if look.kind == Kind::Other => {
            return files.pour(path, bytes).map_err(failed(Doing::Write));
        }
        Ok(look) if look.kind == Kind::Folder => return Err(Refused::Folder(path.clone())),
        Ok(look) if look.read_only => return Err(Refused::ReadOnly(path.clone())),
        _ => {}
    }
    let folder = folder_of(path);
    files.make_folder(folder).map_err(Refused::failed(Doing::MakeFolder, folder))?;
    // Somebody who takes away what killed programs have left may take a file that is being made.
    const TRIES: usize = 3;
    let mut result = Ok(());
    for _ in 0..TRIES {
        result = files.stage(folder, Some(path), bytes, Care::Remake).and_then(|staged| {
            let put = files.put(&staged.path, path, Put::Replace);
            if put.is_err() {
                let _ = files.remove(&staged.path);
            }
            put
        });
        if !matches!(&result, Err(error) if error.kind() == std::io::ErrorKind::NotFound) {
            break;
        }
    }
    result.map_err(failed(Doing::Write))
}

/// Takes away what was staged and is of no use.
fn discard(files: &dyn Files, staged: &[Staged]) {
    for staged in staged {
        // What cannot be removed now the next job removes.
        let _ = files.remove(&staged.path);
    }
}
