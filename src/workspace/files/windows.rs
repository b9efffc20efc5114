//! What Windows has otherwise: who has a file open may forbid others to touch it, names that begin
//! with a point are seen by everybody, and paths without links begin with `\\?\`.
//!
//! Read on every system, and tested on each; used on Windows only.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// `ERROR_SHARING_VIOLATION` and `ERROR_LOCK_VIOLATION`.
const IN_USE: [i32; 2] = [32, 33];

/// An error by what it means, where the library has no name for it.
pub(super) fn told(error: io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(code) if cfg!(windows) && IN_USE.contains(&code) => ErrorKind::ResourceBusy.into(),
        _ => error,
    }
}

/// A path as people know it: `C:\刊` for `\\?\C:\刊`, `\\server\share` for `\\?\UNC\server\share`.
/// One that is too long for that stays as it is.
pub(super) fn plain(path: PathBuf) -> PathBuf {
    match path.to_str().and_then(plain_text) {
        Some(text) if cfg!(windows) => text.into(),
        _ => path,
    }
}

fn plain_text(path: &str) -> Option<String> {
    const LONGEST: usize = 240;
    let rest = path.strip_prefix(r"\\?\")?;
    let plain = match rest.strip_prefix(r"UNC\") {
        Some(share) => format!(r"\\{share}"),
        None if rest.as_bytes().get(1) == Some(&b':') => rest.to_owned(),
        None => return None,
    };
    (plain.encode_utf16().count() <= LONGEST).then_some(plain)
}

/// Hides a folder of the program's own, which on other systems its name does. That it is seen does
/// no harm.
pub(super) fn hide(folder: &Path) {
    let named = folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    if cfg!(windows) && named {
        // It takes no separator at the end.
        let folder: PathBuf = folder.components().collect();
        let _ = std::process::Command::new("attrib").arg("+h").arg(folder).output();
    }
}

/// Puts a staged file in its place and shows it, whatever is there: tried again for a while, since
/// programs that look for viruses have new files open for a moment.
#[cfg(windows)]
pub(super) fn replace(staged: &Path, target: &Path) -> io::Result<()> {
    const TRIES: u32 = 10;
    const PAUSE: std::time::Duration = std::time::Duration::from_millis(30);
    let mut tries = 0;
    loop {
        let shown = tempfile::TempPath::try_from_path(staged)?;
        let error = match shown.persist(target) {
            Ok(()) => return Ok(()),
            Err(failed) => {
                // Whoever staged it takes it away.
                let _ = failed.path.keep();
                failed.error
            }
        };
        // Replaces a file that others have open and let be replaced.
        if error.kind() == ErrorKind::NotFound || std::fs::rename(staged, target).is_ok() {
            return if error.kind() == ErrorKind::NotFound { Err(error) } else { Ok(()) };
        }
        let busy = told_of(error, target);
        if busy.kind() != ErrorKind::ResourceBusy || tries == TRIES {
            return Err(busy);
        }
        tries += 1;
        std::thread::sleep(PAUSE);
    }
}

/// “Access denied” is also said of a file that another program has open.
#[cfg(windows)]
pub(super) fn told_of(error: io::Error, path: &Path) -> io::Error {
    use std::os::windows::fs::OpenOptionsExt as _;
    let alone = || std::fs::OpenOptions::new().read(true).share_mode(0).open(path);
    match error.kind() {
        ErrorKind::PermissionDenied if path.is_file() => match alone().map_err(told) {
            Err(in_use) if in_use.kind() == ErrorKind::ResourceBusy => in_use,
            _ => error,
        },
        _ => told(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_as_people_know_them() {
        for (path, plain) in [
            (r"\\?\C:\快报\drafts", Some(r"C:\快报\drafts")),
            (r"\\?\UNC\server\共享\快报", Some(r"\\server\共享\快报")),
            (r"C:\快报", None),
            (r"\\server\share", None),
            (r"\\?\Volume{0}\x", None),
            (r"\\.\pipe\x", None),
            ("/刊/drafts", None),
        ] {
            assert_eq!(plain_text(path).as_deref(), plain, "{path}");
        }
        let long = format!(r"\\?\C:\{}", "长".repeat(300));
        assert_eq!(plain_text(&long), None);
    }
}
