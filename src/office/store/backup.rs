//! What drafts were before the first fix of a day that may change their meaning, and the manifest
//! before the first release of a day: in `.kuaibao/backup`, the newest of them.

use std::path::{Path, PathBuf};

use super::{Held, Plan, Store};

const BACKUP_FOLDER: &str = "backup";

/// So many files are kept, and so many bytes in all.
const MOST_FILES: usize = 200;
const MOST_BYTES: u64 = 50 << 20;

impl Held {
    /// Plans to keep what a file is now, unless that of today is kept already. Without a date
    /// nothing is kept.
    pub fn back_up(&self, plan: &mut Plan, path: &Path, bytes: &[u8]) {
        let store = self.store();
        let today = store.who.today();
        let (Some(stem), false) = (path.file_stem(), today.is_empty()) else { return };
        let ending = path.extension().map(|ending| ending.to_string_lossy()).unwrap_or_default();
        let name = format!("{today} {}.{ending}", stem.to_string_lossy());
        let kept = store.own(BACKUP_FOLDER).join(name);
        let planned = plan.changes.iter().any(|change| change.path == kept);
        if !planned && !store.files.exists(&kept) {
            plan.create(kept, bytes);
        }
    }
}

impl Store {
    /// The backups, oldest first.
    pub fn backups(&self) -> Vec<PathBuf> {
        self.files.list(&self.own(BACKUP_FOLDER)).unwrap_or_default()
    }

    /// Removes the oldest of too many backups.
    pub(super) fn clean_backups(&self) {
        let mut room = (MOST_FILES, MOST_BYTES);
        for path in self.backups().into_iter().rev() {
            let length = self.files.look(&path).map_or(0, |look| look.length);
            match (room.0.checked_sub(1), room.1.checked_sub(length)) {
                (Some(files), Some(bytes)) => room = (files, bytes),
                // What cannot be removed now is tried again by the next job.
                _ => {
                    room = (0, 0);
                    let _ = self.files.remove(&path);
                }
            }
        }
    }
}
