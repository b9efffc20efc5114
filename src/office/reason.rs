//! Why the system did not let a file be read or written, in words.

use std::io::ErrorKind;

/// The system's reason in words that say what to do.
pub fn reason(error: &std::io::Error) -> String {
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
