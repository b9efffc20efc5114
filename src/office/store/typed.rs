//! What somebody has typed or pasted is kept until it stands in a draft, whatever goes wrong on
//! the way: it is in no other file.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::{Doing, Refused, Store};
use crate::workspace::files::{Care, Put};

const TYPED_FOLDER: &str = "typed";

impl Store {
    /// Keeps a text in a file of its own, for an editor to open when it is empty.
    pub fn keep_typed(&self, text: &[u8]) -> Result<PathBuf, Refused> {
        let folder = self.own(TYPED_FOLDER);
        let files = &*self.files;
        files.make_folder(&folder).map_err(Refused::failed(Doing::MakeFolder, &folder))?;
        let failed = Refused::failed(Doing::Write, &folder);
        let staged = files.stage(&folder, None, text, Care::Durable).map_err(&failed)?;
        let mut number = 1;
        loop {
            let path = folder.join(format!("来稿-{number}.txt"));
            match files.put(&staged.path, &path, Put::New) {
                Ok(()) => {
                    let _ = files.settle(&folder);
                    return Ok(path);
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => number += 1,
                Err(error) => {
                    let _ = files.remove(&staged.path);
                    return Err(failed(error));
                }
            }
        }
    }

    /// What was typed earlier and stands in no draft.
    pub fn typed(&self) -> Vec<PathBuf> {
        let listed = self.files.list(&self.own(TYPED_FOLDER)).unwrap_or_default();
        let is_text = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "txt");
        listed.into_iter().filter(is_text).collect()
    }

    /// Forgets a text that nobody wants, such as an empty one.
    pub fn forget_typed(&self, path: &Path) {
        let _ = self.files.remove(path);
    }
}
