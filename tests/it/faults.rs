//! Files that fail: the n-th thing that is done to them goes wrong, or is the last one that is
//! done, as when the program is killed or the power fails.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use kuaibao::workspace::files::{Care, Files, Guard, InMemory, Look, Put, Staged, is_scratch};

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The system refuses one thing, for this reason.
    Error(ErrorKind),
    /// The program ends before the thing is done,
    DieBefore,
    /// or just after.
    DieAfter,
}

/// Everything that can go wrong.
pub(crate) const FAULTS: [Fault; 6] = [
    Fault::Error(ErrorKind::StorageFull),
    Fault::Error(ErrorKind::PermissionDenied),
    Fault::Error(ErrorKind::NotFound),
    Fault::Error(ErrorKind::Interrupted),
    Fault::DieBefore,
    Fault::DieAfter,
];

#[derive(Debug)]
pub(crate) struct Faulty {
    pub(crate) inner: InMemory,
    done: AtomicUsize,
    at: AtomicUsize,
    fault: Fault,
    /// Whether two files can be swapped.
    can_swap: bool,
}

impl Faulty {
    /// Fails at the thing of that index.
    pub(crate) fn new(inner: InMemory, at: usize, fault: Fault, can_swap: bool) -> Self {
        Self { inner, done: AtomicUsize::new(0), at: AtomicUsize::new(at), fault, can_swap }
    }

    /// Fails at the thing of that index from now on, whatever was done before: for tests of the desk.
    #[allow(dead_code)]
    pub(crate) fn arm(&self, at: usize) {
        self.at.store(at.saturating_add(self.done()), Ordering::Relaxed);
    }

    fn at(&self) -> usize {
        self.at.load(Ordering::Relaxed)
    }

    /// How many things have been done, or tried.
    pub(crate) fn done(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }

    fn step<R>(&self, act: impl FnOnce() -> io::Result<R>) -> io::Result<R> {
        let (index, at) = (self.done.fetch_add(1, Ordering::Relaxed), self.at());
        let dead = || io::Error::other("dead");
        match self.fault {
            Fault::Error(kind) if index == at => Err(kind.into()),
            Fault::DieBefore if index >= at => Err(dead()),
            Fault::DieAfter if index > at => Err(dead()),
            Fault::DieAfter if index == at => act().and(Err(dead())),
            _ => act(),
        }
    }
}

impl Files for Faulty {
    fn read(&self, path: &Path, most: usize) -> io::Result<(Vec<u8>, u64)> {
        self.step(|| self.inner.read(path, most))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.step(|| self.inner.list(folder))
    }

    fn look(&self, path: &Path) -> io::Result<Look> {
        self.step(|| self.inner.look(path))
    }

    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        self.step(|| self.inner.real(path))
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.step(|| self.inner.make_folder(folder))
    }

    fn stage(
        &self,
        folder: &Path,
        like: Option<&Path>,
        bytes: &[u8],
        care: Care,
    ) -> io::Result<Staged> {
        if self.fault == Fault::DieBefore && self.done() == self.at() {
            // Half of it is on the disk.
            let _ = self.inner.stage(folder, like, &bytes[..bytes.len() / 2], care);
        }
        self.step(|| self.inner.stage(folder, like, bytes, care))
    }

    fn put(&self, staged: &Path, target: &Path, how: Put) -> io::Result<()> {
        if how == Put::Exchange && !self.can_swap {
            return Err(ErrorKind::Unsupported.into());
        }
        self.step(|| self.inner.put(staged, target, how))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step(|| self.inner.remove(path))
    }

    fn settle(&self, folder: &Path) -> io::Result<()> {
        self.step(|| self.inner.settle(folder))
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Guard>> {
        self.step(|| self.inner.lock(path))
    }

    fn pour(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.step(|| self.inner.pour(path, bytes))
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.step(|| self.inner.append(path, bytes))
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        self.step(|| self.inner.remove_folder(folder))
    }

    fn sweep(&self, staged: &Path) -> io::Result<()> {
        self.step(|| self.inner.sweep(staged))
    }
}

/// What an office has in its folder, without the program's own.
pub(crate) fn contents(files: &InMemory) -> BTreeMap<PathBuf, Vec<u8>> {
    let own = |path: &Path| path.iter().any(|part| part == ".kuaibao");
    files.all().into_iter().filter(|(path, _)| !own(path)).collect()
}

/// What programs that were killed have left.
pub(crate) fn scratch(files: &InMemory) -> Vec<PathBuf> {
    files.all().into_keys().filter(|path| is_scratch(path)).collect()
}

/// A journal as the program writes it, with its hash in the first line.
pub(crate) fn sealed(journal: &str) -> String {
    format!("# {}\n{journal}", kuaibao::source::hash::hash(&[journal.as_bytes()]))
}
