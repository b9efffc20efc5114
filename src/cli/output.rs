//! What leaves the program: data on stdout, everything said beside it on stderr, and files that
//! are whole or not there at all.

use std::cell::RefCell;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result, anyhow};

/// Writes data to stdout. A reader that has gone away (`| head`) is no failure.
pub(super) fn data(text: &str) -> Result<()> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other.context("写不到标准输出"),
    }
}

/// Writes bytes to stdout as they are.
pub(super) fn bytes(bytes: &[u8]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other.context("写不到标准输出"),
    }
}

/// Says something on stderr.
pub(super) fn note(text: &str) {
    aside(&format!("{text}\n"));
}

/// Writes text to stderr as it is. That nobody hears it must not stop the work.
pub(super) fn aside(text: &str) {
    let kept = SAID.with_borrow_mut(|said| said.as_mut().map(|said| said.push_str(text)));
    if kept.is_none() {
        let mut out = anstream::stderr().lock();
        let _ = out.write_all(text.as_bytes());
    }
}

thread_local! {
    /// What this thread has said since somebody began to keep it.
    static SAID: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Does something, and keeps what it says on stderr; for [`aside`] to say later.
pub(super) fn captured<R>(work: impl FnOnce() -> R) -> (R, String) {
    let before = SAID.replace(Some(String::new()));
    let result = work();
    (result, SAID.replace(before).unwrap_or_default())
}

/// Empties the screen, when stdout is one.
pub(super) fn clear() {
    use std::io::IsTerminal as _;
    if std::io::stdout().is_terminal() {
        let _ = data("\u{1b}[2J\u{1b}[H");
    }
}

/// Says why the program could not run.
pub(super) fn failure(error: &anyhow::Error) {
    let mut text = format!("\u{1b}[1m\u{1b}[31m错误\u{1b}[0m: {error}");
    for cause in error.chain().skip(1) {
        let reason = match cause.downcast_ref::<std::io::Error>() {
            Some(error) => io_reason(error),
            // A library's English helps nobody here.
            None if cause.to_string().chars().any(|c| ('一'..='鿿').contains(&c)) => {
                cause.to_string()
            }
            None => continue,
        };
        text.push_str(&format!("\n  原因：{reason}"));
    }
    note(&text);
}

/// Columns of the terminal that stdout or stderr is; 80 when neither is one.
pub(super) fn width() -> usize {
    terminal_size::terminal_size_of(std::io::stdout())
        .or_else(|| terminal_size::terminal_size_of(std::io::stderr()))
        .map_or(80, |(width, _)| width.0.into())
}

/// Whether a file may take the place of one that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Existing {
    Replace,
    Keep,
    /// It may, and can be made again: no waiting until the disk has it.
    Remake,
}

/// Writes a file as a whole: to a temporary file in the same folder, then renamed, so that a
/// reader never sees half of it and a failure leaves the old one.
pub(super) fn write_file(path: &Path, bytes: &[u8], existing: Existing) -> Result<()> {
    let failed = || format!("写不出文件 {}", path.display());
    // A link stays a link, and what it leads to is replaced.
    let target = if path.is_symlink() { path.canonicalize().ok() } else { None };
    let path = target.as_deref().unwrap_or(path);
    if std::fs::metadata(path).is_ok_and(|meta| !meta.is_file() && !meta.is_dir()) {
        // A pipe or a device such as /dev/null takes bytes; a file in its place would destroy it.
        return std::fs::write(path, bytes).with_context(failed);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)
        .with_context(|| format!("建不了文件夹 {}", folder.display()))?;
    if path.is_dir() {
        return Err(anyhow!("{} 是文件夹，不能当文件写", path.display()));
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".kuaibao-");
    // A temporary file is the owner's alone; a bulletin is for the office, as its umask says.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder).with_context(failed)?;
    // What is replaced keeps who may read it.
    if let Ok(old) = std::fs::metadata(path) {
        file.as_file().set_permissions(old.permissions()).with_context(failed)?;
    }
    file.write_all(bytes).with_context(failed)?;
    if existing != Existing::Remake {
        file.as_file().sync_all().with_context(failed)?;
    }
    match existing {
        Existing::Replace | Existing::Remake => {
            file.persist(path).map_err(|error| error.error).with_context(failed)?;
        }
        Existing::Keep => {
            file.persist_noclobber(path).map_err(|error| error.error).with_context(failed)?;
        }
    }
    Ok(())
}

/// The system's reason in words that say what to do.
fn io_reason(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "没有这个文件或文件夹".to_owned(),
        ErrorKind::PermissionDenied => {
            "没有写入或读取的权限；若是 PDF，可能正被别的程序打开，请先关闭".to_owned()
        }
        ErrorKind::StorageFull => "磁盘已满".to_owned(),
        ErrorKind::QuotaExceeded => "磁盘配额已用完".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "这里只能读，不能写".to_owned(),
        ErrorKind::AlreadyExists => "已经有同名的文件".to_owned(),
        ErrorKind::NotADirectory => "路径中间有一段不是文件夹".to_owned(),
        ErrorKind::IsADirectory => "这是文件夹，不是文件".to_owned(),
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => {
            "文件正被别的程序使用，请先关闭".to_owned()
        }
        ErrorKind::InvalidFilename => "文件名太长，或者有不能用的字符".to_owned(),
        ErrorKind::InvalidData => "不是 UTF-8 文本".to_owned(),
        _ => match error.raw_os_error() {
            Some(code) => format!("系统错误（编号 {code}）"),
            None => "系统错误".to_owned(),
        },
    }
}
