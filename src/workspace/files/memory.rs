//! A workspace without a disk.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Care, Files, Guard, Kind, Look, Put, SCRATCH, Staged, folder_of};

/// Files in memory. Copies share them.
#[derive(Debug, Clone, Default)]
pub struct InMemory(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    files: BTreeMap<PathBuf, Node>,
    folders: BTreeSet<PathBuf>,
    locks: BTreeSet<PathBuf>,
    count: u64,
}

#[derive(Debug, Clone)]
struct Node {
    bytes: Vec<u8>,
    read_only: bool,
    /// Another one each time that it is written.
    number: u64,
}

impl InMemory {
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a text there as another program would: no question asked.
    pub fn insert(&self, path: impl AsRef<Path>, bytes: impl Into<Vec<u8>>) {
        let mut state = self.state();
        let path = plain(path.as_ref());
        state.add_folders(folder_of(&path));
        let number = state.next();
        state.files.insert(path, Node { bytes: bytes.into(), read_only: false, number });
    }

    /// Forbids to write a file, or allows it again.
    pub fn set_read_only(&self, path: impl AsRef<Path>, read_only: bool) {
        if let Some(node) = self.state().files.get_mut(&plain(path.as_ref())) {
            node.read_only = read_only;
        }
    }

    /// All files with what is in them.
    pub fn all(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let state = self.state();
        state.files.iter().map(|(path, node)| (path.clone(), node.bytes.clone())).collect()
    }

    /// The same files again, which go their own way from here on.
    pub fn copied(&self) -> Self {
        let state = self.state();
        let (files, folders) = (state.files.clone(), state.folders.clone());
        let count = state.count;
        Self(Arc::new(Mutex::new(State { files, folders, locks: BTreeSet::new(), count })))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No step leaves the state half changed, so one that has panicked does no harm.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn next(&mut self) -> u64 {
        self.count += 1;
        self.count
    }

    fn add_folders(&mut self, folder: &Path) {
        self.folders.extend(folder.ancestors().map(Path::to_owned));
    }
}

impl Files for InMemory {
    fn read(&self, path: &Path, most: usize) -> io::Result<(Vec<u8>, u64)> {
        let state = self.state();
        let node = state.files.get(&plain(path)).ok_or(ErrorKind::NotFound)?;
        let bytes = if node.bytes.len() > most { vec![] } else { node.bytes.clone() };
        Ok((bytes, node.bytes.len() as u64))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let state = self.state();
        let folder = plain(folder);
        if !state.folders.contains(&folder) {
            return Err(ErrorKind::NotFound.into());
        }
        let all = state.files.keys().chain(&state.folders);
        let mut inside: Vec<PathBuf> =
            all.filter(|path| path.parent() == Some(&folder)).cloned().collect();
        inside.sort();
        Ok(inside)
    }

    fn look(&self, path: &Path) -> io::Result<Look> {
        let state = self.state();
        let path = plain(path);
        let look = |kind, length, read_only, number| Look {
            kind,
            length,
            read_only,
            modified: None,
            number,
        };
        if let Some(node) = state.files.get(&path) {
            return Ok(look(Kind::File, node.bytes.len() as u64, node.read_only, node.number));
        }
        match state.folders.contains(&path) {
            true => Ok(look(Kind::Folder, 0, false, 0)),
            false => Err(ErrorKind::NotFound.into()),
        }
    }

    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        self.look(path).map(|_| plain(path))
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.state().add_folders(&plain(folder));
        Ok(())
    }

    fn stage(&self, folder: &Path, _: Option<&Path>, bytes: &[u8], _: Care) -> io::Result<Staged> {
        let mut state = self.state();
        let folder = plain(folder);
        if !state.folders.contains(&folder) {
            return Err(ErrorKind::NotFound.into());
        }
        let number = state.next();
        let path = folder.join(format!("{SCRATCH}{number}"));
        state
            .files
            .insert(path.clone(), Node { bytes: bytes.to_owned(), read_only: false, number });
        Ok(Staged::new(path, None))
    }

    fn put(&self, staged: &Path, target: &Path, how: Put) -> io::Result<()> {
        let mut state = self.state();
        let (staged, target) = (plain(staged), plain(target));
        let new = state.files.get(&staged).cloned().ok_or(ErrorKind::NotFound)?;
        if state.folders.contains(&target) {
            return Err(ErrorKind::IsADirectory.into());
        }
        match (how, state.files.get(&target).cloned()) {
            (Put::New, Some(_)) => return Err(ErrorKind::AlreadyExists.into()),
            (Put::Exchange, None) => return Err(ErrorKind::NotFound.into()),
            (Put::Exchange, Some(old)) => drop(state.files.insert(staged, old)),
            _ => drop(state.files.remove(&staged)),
        }
        state.files.insert(target, new);
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let gone = self.state().files.remove(&plain(path));
        gone.map(drop).ok_or(ErrorKind::NotFound.into())
    }

    fn settle(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Guard>> {
        struct Locked(InMemory, PathBuf);
        impl Drop for Locked {
            fn drop(&mut self) {
                self.0.state().locks.remove(&self.1);
            }
        }
        let path = plain(path);
        let taken = self.state().locks.insert(path.clone());
        Ok(taken.then(|| Box::new(Locked(self.clone(), path)) as Guard))
    }

    fn sweep(&self, staged: &Path) -> io::Result<()> {
        self.remove(staged)
    }

    fn pour(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.insert(path, bytes);
        Ok(())
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let old = self.state().files.get(&plain(path)).map(|node| node.bytes.clone());
        self.insert(path, [old.unwrap_or_default().as_slice(), bytes].concat());
        Ok(())
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        let folder = plain(folder);
        let mut state = self.state();
        state.files.retain(|path, _| !path.starts_with(&folder));
        state.folders.retain(|path| !path.starts_with(&folder));
        Ok(())
    }
}

/// A path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(out.pop()),
            other => out.push(other),
        }
    }
    out
}
