//! Files of the program's own to which lines are only ever added, such as what can be undone: what is
//! half a line at the end, as after a kill, is for the reader to leave out.

use super::{Doing, Refused, Store};

impl Store {
    /// Adds lines to a file of the program's own folder.
    pub fn append(&self, name: &str, lines: &str) -> Result<(), Refused> {
        let path = self.own(name);
        let folder = self.own("");
        self.files.make_folder(&folder).map_err(Refused::failed(Doing::MakeFolder, &folder))?;
        let added = self.files.append(&path, lines.as_bytes());
        added.map_err(Refused::failed(Doing::Write, &path))
    }
}
