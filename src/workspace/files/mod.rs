//! Where the texts of a workspace are: on a disk, in memory, or on a disk with texts over it that
//! nobody has saved yet.
//!
//! All reading and writing below the faces of the program goes through [`Files`], so that a test
//! can let any single step fail, and the desk can check what stands in its windows. The steps of
//! writing are apart (a whole text beside its target, then one step that puts it there), because
//! between them is where power fails; `office/store` joins them.

use std::fmt::Debug;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use anyhow::{Context as _, Result};

mod alike;
mod buffers;
mod disk;
mod memory;
mod windows;

pub use alike::located;
pub use buffers::Buffers;
pub use disk::Disk;
pub use memory::InMemory;

/// What the names of files that are being written begin with. One that is found later was left by
/// a program that was killed.
pub const SCRATCH: &str = ".kuaibao-";

/// A place where files are.
pub trait Files: Debug + Send + Sync {
    /// The bytes of a file and its length; one longer than `most` is not read to its end.
    fn read(&self, path: &Path, most: usize) -> io::Result<(Vec<u8>, u64)>;

    /// The paths in a folder, sorted.
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;

    /// What is at a path, links followed.
    fn look(&self, path: &Path) -> io::Result<Look>;

    /// What tells of a path whether it was written since, links followed.
    fn glance(&self, path: &Path) -> io::Result<Glance> {
        self.look(path).map(Glance::of)
    }

    /// The same of all that is in a folder, sorted by path.
    fn glances(&self, folder: &Path) -> io::Result<Vec<(PathBuf, Glance)>> {
        let glance = |path: PathBuf| Some((self.glance(&path).ok()?, path));
        Ok(self.list(folder)?.into_iter().filter_map(glance).map(|(at, path)| (path, at)).collect())
    }

    /// Whether other libraries find the files of these paths on a disk.
    fn is_disk(&self) -> bool {
        false
    }

    /// A path without links.
    fn real(&self, path: &Path) -> io::Result<PathBuf>;

    /// Makes a folder and those above it.
    fn make_folder(&self, folder: &Path) -> io::Result<()>;

    /// Writes a whole file into a folder, under a name of its own that begins with [`SCRATCH`],
    /// with the permissions of another where that exists.
    fn stage(
        &self,
        folder: &Path,
        like: Option<&Path>,
        bytes: &[u8],
        care: Care,
    ) -> io::Result<Staged>;

    /// Puts a file that was staged in its place, in one step.
    fn put(&self, staged: &Path, target: &Path, how: Put) -> io::Result<()>;

    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Returns when the names in a folder are on the disk.
    fn settle(&self, folder: &Path) -> io::Result<()>;

    /// Takes the lock that a file stands for; `None` when somebody has it. It is given back when
    /// the guard is dropped, and by the system when the program ends in whatever way.
    fn lock(&self, path: &Path) -> io::Result<Option<Guard>>;

    /// Writes into what is at a path, such as a pipe or a device, which a file in its place would
    /// destroy.
    fn pour(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Adds to the end of a file, which is made where there is none.
    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Removes a folder with all that is in it.
    fn remove_folder(&self, folder: &Path) -> io::Result<()>;

    /// Removes a staged file, unless whoever staged it is still there.
    fn sweep(&self, staged: &Path) -> io::Result<()>;

    /// The bytes that are saved at a path, whatever is open over them.
    fn saved(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.read(path, usize::MAX).map(|(bytes, _)| bytes)
    }

    /// Is told that a job has written a file, or removed it.
    fn written(&self, _path: &Path) {}

    /// What is at a path, and no more than that.
    fn kind(&self, path: &Path) -> io::Result<Kind> {
        self.look(path).map(|look| look.kind)
    }

    fn is_file(&self, path: &Path) -> bool {
        self.look(path).is_ok_and(|look| look.kind == Kind::File)
    }

    fn is_folder(&self, path: &Path) -> bool {
        self.look(path).is_ok_and(|look| look.kind == Kind::Folder)
    }

    fn exists(&self, path: &Path) -> bool {
        self.look(path).is_ok()
    }
}

/// A folder, and what the files in it are read through.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    pub files: &'a dyn Files,
    pub root: &'a Path,
}

impl<'a> Place<'a> {
    /// A folder of this machine.
    pub fn on_disk(root: &'a Path) -> Self {
        Self { files: &Disk, root }
    }

    /// A file by its path in the folder; `None` where there is none.
    ///
    /// # Errors
    /// It cannot be read.
    pub(crate) fn read(self, path: impl AsRef<Path>) -> Result<Option<Vec<u8>>> {
        let path = self.root.join(path);
        if !self.files.is_file(&path) {
            return Ok(None);
        }
        let read = self.files.read(&path, usize::MAX);
        Ok(Some(read.with_context(|| format!("读不出文件 {}", path.display()))?.0))
    }

    /// The paths of the files of a folder in it, sorted; none where there is no such folder.
    ///
    /// # Errors
    /// It cannot be opened.
    pub(crate) fn files_of(self, folder: impl AsRef<Path>) -> Result<Vec<PathBuf>> {
        let folder = self.root.join(folder);
        if !self.files.is_folder(&folder) {
            return Ok(vec![]);
        }
        let listed = self.files.list(&folder);
        let mut paths = listed.with_context(|| format!("打不开文件夹 {}", folder.display()))?;
        paths.retain(|path| self.files.is_file(path));
        Ok(paths)
    }
}

/// The files of this machine.
pub fn disk() -> Arc<dyn Files> {
    Arc::new(Disk)
}

/// What is known of a path without reading it. Two equal ones at different times mean, but for
/// two writes within one tick of the file system's clock, that nobody has written meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    pub kind: Kind,
    pub length: u64,
    /// Nobody is to write it.
    pub read_only: bool,
    pub modified: Option<SystemTime>,
    /// Which file it is, where the system tells.
    pub number: u64,
}

/// The same for many files, with less to ask the system for and more to tell by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glance {
    pub kind: Kind,
    pub length: u64,
    /// Nanoseconds since 1970; `None` for what is in no file.
    pub modified: Option<i64>,
    /// When anything of it was last changed, the time above included; 0 where the system does not
    /// tell.
    pub changed: i64,
    pub number: u64,
}

impl Glance {
    fn of(look: Look) -> Self {
        let since = |time: SystemTime| time.duration_since(SystemTime::UNIX_EPOCH).ok();
        let modified = look.modified.and_then(since);
        let modified = modified.and_then(|since| i64::try_from(since.as_nanos()).ok());
        let Look { kind, length, number, .. } = look;
        Self { kind, length, modified, changed: 0, number }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    File,
    Folder,
    /// A device or a pipe.
    Other,
}

/// How much a file is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// It is on the disk before anything else is done.
    Durable,
    /// It can be made again.
    Remake,
}

/// How a file takes its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// Whatever is there is lost.
    Replace,
    /// Nothing may be there.
    New,
    /// What is there takes the other's name. Not every system can.
    Exchange,
}

/// Held until it is dropped.
pub type Guard = Box<dyn Send + Sync>;

/// A file that waits for its place; whoever made it is still there as long as this is.
pub struct Staged {
    pub path: PathBuf,
    _held: Option<Guard>,
}

impl Staged {
    pub fn new(path: PathBuf, held: Option<Guard>) -> Self {
        Self { path, _held: held }
    }
}

/// Whether a path is one of those that are being written, or were left by a program that was
/// killed.
pub fn is_scratch(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(SCRATCH))
}

/// The folder that a path is in.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
