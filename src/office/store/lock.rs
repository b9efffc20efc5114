//! One writer at a time.
//!
//! The lock is the system's lock on an empty file, which network shares pass on and which ends
//! with the program that holds it, however that ends. Who holds it stands in a file beside it, as
//! a locked file cannot be read on every system.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Doing, Recovered, Refused, Store, clean, deliver, journal};
use crate::workspace::files::Guard;

const LOCK_FILE: &str = "lock";
const HOLDER_FILE: &str = "holder.json";
const PAUSE: Duration = Duration::from_millis(100);

/// Who holds the lock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    pub who: String,
    pub since: String,
}

/// The lock of a workspace, until it is dropped.
pub struct Held {
    pub(super) store: Store,
    /// What earlier jobs had left half done.
    pub recovered: Vec<Recovered>,
    _guard: Option<Guard>,
}

impl Store {
    /// Takes the lock, sees to what a program that was killed has left, and takes away its
    /// unfinished files.
    pub fn lock(&self) -> Result<Held, Refused> {
        let guard = self.guard()?;
        let holder = Holder { who: self.who.name.clone(), since: self.who.now.clone() };
        // That nobody can read who holds it must not stop the work.
        if let Ok(text) = serde_json::to_vec(&holder) {
            let _ = deliver(&*self.files, &self.own(HOLDER_FILE), &text);
        }
        // Dropped, and the lock with it, when there is something that cannot be seen to.
        let mut held = Held { store: self.clone(), recovered: vec![], _guard: guard };
        held.recovered.extend(journal::recover(self)?);
        clean::workspace(self);
        Ok(held)
    }

    /// Sees to what a program that was killed has left, before somebody reads. While another one
    /// is writing that waits for it. Where nothing can be written, all is read as it is.
    pub fn settle(&self) -> Result<Vec<Recovered>, Refused> {
        match journal::is_there(self) {
            false => Ok(vec![]),
            true => match self.lock() {
                Ok(mut held) => Ok(std::mem::take(&mut held.recovered)),
                Err(Refused::Failed { .. }) => Ok(vec![]),
                Err(refused) => Err(refused),
            },
        }
    }

    fn guard(&self) -> Result<Option<Guard>, Refused> {
        let path = self.own(LOCK_FILE);
        let folder = self.own("");
        self.files.make_folder(&folder).map_err(Refused::failed(Doing::MakeFolder, &folder))?;
        let mut tries = 0;
        loop {
            match self.files.lock(&path) {
                Ok(Some(guard)) => return Ok(Some(guard)),
                Ok(None) if tries < self.patience => {
                    tries += 1;
                    std::thread::sleep(PAUSE);
                }
                Ok(None) => return Err(Refused::Busy(self.holder())),
                // A disk that knows no locks: what is compared at each change has to do.
                Err(error) if error.kind() == std::io::ErrorKind::Unsupported => return Ok(None),
                Err(error) => return Err(Refused::failed(Doing::Lock, &path)(error)),
            }
        }
    }

    /// Who holds the lock; `None` when that cannot be told.
    pub fn holder(&self) -> Option<Holder> {
        const MOST: usize = 4096;
        let (bytes, _) = self.files.read(&self.own(HOLDER_FILE), MOST).ok()?;
        serde_json::from_slice(&bytes).ok()
    }
}

impl Held {
    pub fn store(&self) -> &Store {
        &self.store
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.store.own(name)
    }
}

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Held").field("root", &self.store.root).finish_non_exhaustive()
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // Whoever finds it after that will find it unlocked.
        let _ = self.store.files.remove(&self.path(HOLDER_FILE));
    }
}
