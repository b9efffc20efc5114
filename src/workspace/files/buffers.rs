//! Texts that nobody has saved yet, over the files that they will be saved to.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use super::{Care, Files, Glance, Guard, Kind, Look, Put, Staged};

/// Files as they would be if all that is open were saved. Jobs write what is saved: when one has
/// written a file, the text that was open over it is closed.
#[derive(Debug)]
pub struct Buffers {
    under: Arc<dyn Files>,
    texts: RwLock<Texts>,
}

#[derive(Debug, Default)]
struct Texts {
    open: BTreeMap<PathBuf, (Arc<[u8]>, u64)>,
    count: u64,
}

/// Numbers of texts begin here, so that none is a file's.
const UNSAVED: u64 = 1 << 63;

impl Buffers {
    pub fn over(under: Arc<dyn Files>) -> Self {
        Self { under, texts: RwLock::default() }
    }

    /// Opens a text, or puts another in its place.
    pub fn set(&self, path: impl Into<PathBuf>, text: impl Into<Arc<[u8]>>) {
        let mut texts = self.texts.write().unwrap_or_else(PoisonError::into_inner);
        texts.count += 1;
        let number = UNSAVED | texts.count;
        texts.open.insert(path.into(), (text.into(), number));
    }

    /// Closes a text; the file is seen again.
    pub fn close(&self, path: &Path) {
        self.texts.write().unwrap_or_else(PoisonError::into_inner).open.remove(path);
    }

    /// Whether a text is open for this path.
    pub fn is_open(&self, path: &Path) -> bool {
        self.text(path).is_some()
    }

    fn text(&self, path: &Path) -> Option<(Arc<[u8]>, u64)> {
        let texts = self.texts.read().unwrap_or_else(PoisonError::into_inner);
        texts.open.get(path).cloned()
    }
}

impl Files for Buffers {
    fn read(&self, path: &Path, most: usize) -> io::Result<(Vec<u8>, u64)> {
        match self.text(path) {
            Some((text, _)) if text.len() > most => Ok((vec![], text.len() as u64)),
            Some((text, _)) => Ok((text.to_vec(), text.len() as u64)),
            None => self.under.read(path, most),
        }
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let texts = self.texts.read().unwrap_or_else(PoisonError::into_inner);
        let open = texts.open.keys().filter(|path| path.parent() == Some(folder)).cloned();
        let mut paths: Vec<PathBuf> = open.collect();
        match self.under.list(folder) {
            Ok(under) => paths.extend(under),
            Err(error) if paths.is_empty() => return Err(error),
            Err(_) => {}
        }
        paths.sort();
        paths.dedup();
        Ok(paths)
    }

    fn look(&self, path: &Path) -> io::Result<Look> {
        let under = self.under.look(path);
        match self.text(path) {
            Some((text, number)) => Ok(Look {
                kind: Kind::File,
                length: text.len() as u64,
                read_only: under.is_ok_and(|look| look.read_only),
                modified: None,
                number,
            }),
            None => under,
        }
    }

    fn glance(&self, path: &Path) -> io::Result<Glance> {
        match self.is_open(path) {
            true => self.look(path).map(Glance::of),
            false => self.under.glance(path),
        }
    }

    fn glances(&self, folder: &Path) -> io::Result<Vec<(PathBuf, Glance)>> {
        let texts = self.texts.read().unwrap_or_else(PoisonError::into_inner);
        let open = texts.open.keys().filter(|path| path.parent() == Some(folder)).cloned();
        let open: Vec<PathBuf> = open.collect();
        drop(texts);
        let mut all = match self.under.glances(folder) {
            Err(error) if open.is_empty() => return Err(error),
            under => under.unwrap_or_default(),
        };
        all.retain(|(path, _)| !open.contains(path));
        for path in open {
            all.push((path.clone(), self.glance(&path)?));
        }
        all.sort_by(|one, other| one.0.cmp(&other.0));
        Ok(all)
    }

    fn is_disk(&self) -> bool {
        self.under.is_disk()
    }

    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        match self.under.real(path) {
            Err(_) if self.is_open(path) => Ok(path.to_owned()),
            real => real,
        }
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.under.make_folder(folder)
    }

    fn stage(
        &self,
        folder: &Path,
        like: Option<&Path>,
        bytes: &[u8],
        care: Care,
    ) -> io::Result<Staged> {
        self.under.stage(folder, like, bytes, care)
    }

    fn put(&self, staged: &Path, target: &Path, how: Put) -> io::Result<()> {
        self.under.put(staged, target, how)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.under.remove(path)
    }

    fn sweep(&self, staged: &Path) -> io::Result<()> {
        self.under.sweep(staged)
    }

    fn saved(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.under.saved(path)
    }

    fn written(&self, path: &Path) {
        self.under.written(path);
        self.close(path);
    }

    fn settle(&self, folder: &Path) -> io::Result<()> {
        self.under.settle(folder)
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Guard>> {
        self.under.lock(path)
    }

    fn pour(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.under.pour(path, bytes)
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.under.append(path, bytes)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        self.under.remove_folder(folder)
    }
}
