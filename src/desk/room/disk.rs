//! What a room reads of its workspace.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, anyhow};

use super::Room;
use crate::office::Office;
use crate::office::press::Press;
use crate::office::store::Who;
use crate::workspace::files::Files;
use crate::workspace::{DRAFTS_FOLDER, HELD_FILE};

impl Room {
    /// The file of an issue's draft. A name is never a path.
    pub(in crate::desk) fn path(&self, name: &str) -> Result<PathBuf> {
        let plain = !name.is_empty()
            && !name.starts_with('.')
            && name.chars().all(|c| c.is_alphanumeric() || "-_（）() ".contains(c) || c == '.')
            && format!("{name}.toml") != HELD_FILE;
        let path = self.root.join(DRAFTS_FOLDER).join(format!("{name}.toml"));
        if plain && self.files.is_file(&path) {
            Ok(path)
        } else {
            Err(anyhow!("没有“{name}”这一期"))
        }
    }
}

pub(super) fn open_press(files: &Arc<dyn Files>, root: &Path, who: Who) -> Result<Press> {
    let office = Office::open(files.clone(), root, root, who)?;
    Press::new(office, &mut vec![])
}

pub(super) fn read_text(files: &dyn Files, path: &Path) -> Result<String> {
    let bytes = files.saved(path).with_context(|| format!("打不开 {}", path.display()))?;
    String::from_utf8(bytes).map_err(|_| {
        let path = path.display();
        anyhow!("{path} 不是 UTF-8 编码，用记事本打开，另存为 UTF-8 编码的")
    })
}

pub(super) fn read_or_empty(files: &dyn Files, path: &Path) -> Result<String> {
    if files.exists(path) { read_text(files, path) } else { Ok(String::new()) }
}
