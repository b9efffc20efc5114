//! The files of this machine.

use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::{Care, Files, Glance, Guard, Kind, Look, Put, SCRATCH, Staged, windows};
use crate::source::file;
#[cfg(unix)]
use crate::source::parallel;

#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

impl Files for Disk {
    fn read(&self, path: &Path, most: usize) -> io::Result<(Vec<u8>, u64)> {
        file::read(path, most).map_err(windows::told)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let mut paths: Vec<PathBuf> =
            fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
        paths.sort();
        Ok(paths)
    }

    fn look(&self, path: &Path) -> io::Result<Look> {
        let meta = fs::metadata(path)?;
        Ok(Look {
            kind: kind(&meta),
            length: meta.len(),
            read_only: is_read_only(path, &meta),
            modified: meta.modified().ok(),
            number: number(&meta),
        })
    }

    fn glance(&self, path: &Path) -> io::Result<Glance> {
        fs::metadata(path).map(|meta| glance(&meta))
    }

    #[cfg(unix)]
    fn glances(&self, folder: &Path) -> io::Result<Vec<(PathBuf, Glance)>> {
        use rustix::fs::{AtFlags, statat};
        // By name in a folder that is open: a third of the time that whole paths take.
        let opened = File::open(folder)?;
        let names = fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name()));
        let mut names: Vec<_> = names.collect::<io::Result<_>>()?;
        names.sort();
        let all = parallel::map(&names, &|name| {
            let stat = statat(&opened, name, AtFlags::empty()).ok()?;
            Some((folder.join(name), glance_of(&stat)))
        });
        Ok(all.into_iter().flatten().collect())
    }

    fn kind(&self, path: &Path) -> io::Result<Kind> {
        fs::metadata(path).map(|meta| kind(&meta))
    }

    fn is_file(&self, path: &Path) -> bool {
        path.is_file()
    }

    fn is_folder(&self, path: &Path) -> bool {
        path.is_dir()
    }

    fn exists(&self, path: &Path) -> bool {
        path.exists()
    }

    fn is_disk(&self) -> bool {
        true
    }

    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        path.canonicalize().map(windows::plain)
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        let is_new = cfg!(windows) && !folder.exists();
        fs::create_dir_all(folder)?;
        if is_new {
            windows::hide(folder);
        }
        Ok(())
    }

    fn stage(
        &self,
        folder: &Path,
        like: Option<&Path>,
        bytes: &[u8],
        care: Care,
    ) -> io::Result<Staged> {
        let (mut file, path) = scratch(folder)?;
        let mut write = || -> io::Result<()> {
            // Whoever finds the file unlocked knows that nobody will put it in its place any more. On
            // Windows a lock would keep it from being read, and how it was opened says the same.
            if cfg!(not(windows)) {
                let _ = file.try_lock();
            }
            // Attributes there are shown, too: they come when it takes its place.
            if let Some(Ok(old)) = like.filter(|_| cfg!(not(windows))).map(fs::metadata) {
                keep_owner(&file, &old);
                file.set_permissions(old.permissions())?;
            }
            file.write_all(bytes)?;
            if care == Care::Durable { file.sync_all() } else { Ok(()) }
        };
        match write() {
            Ok(()) => Ok(Staged::new(path, Some(Box::new(file)))),
            Err(error) => {
                drop(file);
                let _ = fs::remove_file(&path);
                Err(error)
            }
        }
    }

    fn put(&self, staged: &Path, target: &Path, how: Put) -> io::Result<()> {
        match how {
            Put::Replace => replace(staged, target),
            Put::New => {
                let staged = tempfile::TempPath::try_from_path(staged)?;
                staged.persist_noclobber(target).map_err(|failed| {
                    // Whoever staged it takes it away.
                    let _ = failed.path.keep();
                    failed.error
                })
            }
            Put::Exchange => exchange(staged, target),
        }
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path).map_err(windows::told)
    }

    fn settle(&self, folder: &Path) -> io::Result<()> {
        // A folder cannot be opened on Windows, where names are written with what they name.
        if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Guard>> {
        let opened = OpenOptions::new().write(true).create(true).truncate(false).open(path);
        let file = match opened {
            // It is somebody else's, and may be locked all the same.
            Err(error) if error.kind() == ErrorKind::PermissionDenied => File::open(path)?,
            opened => opened?,
        };
        match file.try_lock() {
            Ok(()) => Ok(Some(Box::new(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    fn sweep(&self, staged: &Path) -> io::Result<()> {
        let file = OpenOptions::new().write(true).open(staged)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => Ok(()),
            // A disk that knows no locks: it may be in use.
            Err(TryLockError::Error(_)) => Ok(()),
            Ok(()) => fs::remove_file(staged),
        }
    }

    fn pour(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        OpenOptions::new().write(true).open(path)?.write_all(bytes)
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        OpenOptions::new().create(true).append(true).open(path)?.write_all(bytes)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        fs::remove_dir_all(folder).map_err(windows::told)
    }
}

fn kind(meta: &Metadata) -> Kind {
    match () {
        () if meta.is_file() => Kind::File,
        () if meta.is_dir() => Kind::Folder,
        () => Kind::Other,
    }
}

#[cfg(unix)]
fn glance(meta: &Metadata) -> Glance {
    use std::os::unix::fs::MetadataExt as _;
    let nanos =
        |seconds: i64, nanos: i64| seconds.saturating_mul(1_000_000_000).saturating_add(nanos);
    Glance {
        kind: kind(meta),
        length: meta.len(),
        modified: Some(nanos(meta.mtime(), meta.mtime_nsec())),
        changed: nanos(meta.ctime(), meta.ctime_nsec()),
        number: number(meta),
    }
}

#[cfg(not(unix))]
fn glance(meta: &Metadata) -> Glance {
    let (kind, length, modified) = (kind(meta), meta.len(), meta.modified().ok());
    Glance::of(Look { kind, length, read_only: false, modified, number: 0 })
}

#[cfg(unix)]
#[expect(clippy::useless_conversion, reason = "of other types on other systems")]
fn glance_of(stat: &rustix::fs::Stat) -> Glance {
    use rustix::fs::FileType;
    let nanos =
        |seconds: i64, nanos: i64| seconds.saturating_mul(1_000_000_000).saturating_add(nanos);
    Glance {
        kind: match FileType::from_raw_mode(stat.st_mode) {
            FileType::RegularFile => Kind::File,
            FileType::Directory => Kind::Folder,
            _ => Kind::Other,
        },
        length: u64::try_from(stat.st_size).unwrap_or_default(),
        modified: Some(nanos(
            stat.st_mtime.into(),
            i64::try_from(stat.st_mtime_nsec).unwrap_or_default(),
        )),
        changed: nanos(stat.st_ctime.into(), i64::try_from(stat.st_ctime_nsec).unwrap_or_default()),
        number: stat.st_ino.into(),
    }
}

/// A new file under a name that no other program takes.
fn scratch(folder: &Path) -> io::Result<(File, PathBuf)> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    loop {
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = folder.join(format!("{SCRATCH}{}-{count}", std::process::id()));
        match new_file(&path) {
            // Another machine's program, or one that had this number before.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            opened => return Ok((opened?, path)),
        }
    }
}

#[cfg(not(windows))]
fn new_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// Hidden, and nobody else may write it or take it for one that was left behind.
#[cfg(windows)]
fn new_file(path: &Path) -> io::Result<File> {
    use std::os::windows::fs::OpenOptionsExt as _;
    const SHARE_READ_AND_DELETE: u32 = 1 | 4;
    const HIDDEN: u32 = 2;
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .share_mode(SHARE_READ_AND_DELETE)
        .attributes(HIDDEN)
        .open(path)
}

#[cfg(not(windows))]
fn replace(staged: &Path, target: &Path) -> io::Result<()> {
    fs::rename(staged, target)
}

#[cfg(windows)]
fn replace(staged: &Path, target: &Path) -> io::Result<()> {
    windows::replace(staged, target)
}

/// Two files swap their names in one step.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(staged: &Path, target: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    let flags = RenameFlags::EXCHANGE;
    renameat_with(CWD, staged, CWD, target, flags).map_err(|error| match error {
        Errno::INVAL | Errno::NOSYS | Errno::NOTSUP | Errno::PERM => ErrorKind::Unsupported.into(),
        other => other.into(),
    })
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Who wrote a file and who shares it stays as it is, where that is allowed.
#[cfg(unix)]
fn keep_owner(file: &File, old: &Metadata) {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    if let Ok(new) = file.metadata()
        && (new.uid(), new.gid()) != (old.uid(), old.gid())
        && fchown(file, Some(old.uid()), Some(old.gid())).is_err()
    {
        let _ = fchown(file, None, Some(old.gid()));
    }
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata) {}

/// A folder that may be written would let a file be replaced that may not.
#[cfg(unix)]
fn is_read_only(path: &Path, meta: &Metadata) -> bool {
    use rustix::fs::{Access, access};
    let denied =
        || access(path, Access::WRITE_OK).is_err_and(|error| error == rustix::io::Errno::ACCESS);
    meta.is_file() && (meta.permissions().readonly() || denied())
}

#[cfg(not(unix))]
fn is_read_only(_: &Path, meta: &Metadata) -> bool {
    meta.is_file() && meta.permissions().readonly()
}

#[cfg(unix)]
fn number(meta: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(meta)
}

#[cfg(not(unix))]
fn number(_: &Metadata) -> u64 {
    0
}
