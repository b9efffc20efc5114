//! Why the program could not run, in words that say what to do.

use std::io::ErrorKind;

use super::{output, session, words};
use crate::office::Refusal;
use crate::office::store::Refused;
use crate::source::Level;
use crate::workspace;
use crate::zh::character::is_han;

/// Says why the program could not run.
pub(super) fn show(error: &anyhow::Error) {
    output::alert(Level::Error, &words(error));
}

/// What went wrong, and why.
pub(super) fn words(error: &anyhow::Error) -> String {
    let mut causes = error.chain();
    let first = causes.next().map(worded).unwrap_or_default();
    let mut text = first;
    for cause in causes {
        let reason = match cause.downcast_ref::<std::io::Error>() {
            Some(error) => io_reason(error),
            // A library's English helps nobody here.
            None if cause.to_string().chars().any(is_han) => worded(cause),
            None => continue,
        };
        text.push_str(&format!("\n  原因：{reason}"));
    }
    text
}

/// What is wrong, and what to do on a command line where the office has not said it.
fn worded(error: &(dyn std::error::Error + 'static)) -> String {
    if let Some(refusal) = error.downcast_ref::<Refusal>() {
        return words::refusal(refusal);
    }
    match error.downcast_ref::<Refused>() {
        Some(refused) => {
            let here = session::here().unwrap_or_default();
            refused.words(|path| workspace::shown(path, &here).display().to_string())
        }
        None => error.to_string(),
    }
}

/// The system's reason in words that say what to do.
fn io_reason(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "没有这个文件或文件夹".to_owned(),
        ErrorKind::PermissionDenied => "没有写入或读取的权限".to_owned(),
        ErrorKind::StorageFull => "磁盘已满".to_owned(),
        ErrorKind::QuotaExceeded => "磁盘配额已用完".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "这里只能读，不能写".to_owned(),
        ErrorKind::AlreadyExists => "已经有同名的文件".to_owned(),
        ErrorKind::NotADirectory => "路径中间有一段不是文件夹".to_owned(),
        ErrorKind::IsADirectory => "这是文件夹，不是文件".to_owned(),
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => {
            "文件正被别的程序打开，关上再试".to_owned()
        }
        ErrorKind::InvalidFilename => "文件名太长，或者有不能用的字符".to_owned(),
        ErrorKind::InvalidData => "不是 UTF-8 文本".to_owned(),
        _ => match error.raw_os_error() {
            Some(code) => format!("系统错误（编号 {code}）"),
            None => "系统错误".to_owned(),
        },
    }
}
