//! Why nothing was written.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::Holder;

#[derive(Debug)]
pub enum Refused {
    /// Somebody else writes in this workspace, who did not tell in time.
    Busy(Option<Holder>),
    /// Another program has changed it since it was read.
    Changed(PathBuf),
    /// It is there already.
    Exists(PathBuf),
    /// Nothing is in it: it was read while another program was saving it, or is a file to delete.
    Emptied(PathBuf),
    /// It has been removed since it was read.
    Gone(PathBuf),
    ReadOnly(PathBuf),
    /// It would stand among released issues.
    Archived(PathBuf),
    /// A folder is where a file should be.
    Folder(PathBuf),
    /// Its name cannot be written down.
    Name(PathBuf),
    /// The system did not let something be done; everything is as it was.
    Failed {
        doing: Doing,
        path: PathBuf,
        error: io::Error,
    },
    /// That, and what had been done could not be undone: the next job will see to it.
    Halfway {
        doing: Doing,
        path: PathBuf,
        error: io::Error,
    },
}

/// What was being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    Read,
    Write,
    Remove,
    MakeFolder,
    Lock,
}

impl Refused {
    pub(super) fn failed(doing: Doing, path: &Path) -> impl Fn(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::Failed { doing, path: path.clone(), error }
    }

    /// The file that it is about.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Busy(_) => None,
            Self::Changed(path)
            | Self::Emptied(path)
            | Self::Exists(path)
            | Self::Gone(path)
            | Self::ReadOnly(path)
            | Self::Archived(path)
            | Self::Folder(path)
            | Self::Name(path)
            | Self::Failed { path, .. }
            | Self::Halfway { path, .. } => Some(path),
        }
    }

    /// In words for the editor, paths shown as they should be.
    pub fn words(&self, shown: impl Fn(&Path) -> String) -> String {
        let path = self.path().map(shown).unwrap_or_default();
        match self {
            Self::Busy(holder) => match holder {
                Some(Holder { who, since }) => {
                    format!("{who}从 {since} 起正在改这个工作文件夹里的稿件，等了一会儿还没有改完\n请过一会儿再运行一次")
                }
                None => "别的程序正在改这个工作文件夹里的稿件，等了一会儿还没有改完\n请过一会儿再运行一次".to_owned(),
            },
            Self::Changed(_) => format!("{path} 刚才被别的程序改过，没有覆盖它\n请再运行一次"),
            Self::Emptied(_) => format!("{path} 是空的，没有改动它：可能正在被别的程序保存\n请过一会儿再运行一次；不要这个文件了，就删去它"),
            Self::Gone(_) => format!("{path} 刚才被删去或改名了，什么也没有改\n请再运行一次"),
            Self::Exists(_) => format!("已经有 {path} 了，没有改动它"),
            Self::ReadOnly(_) => format!("{path} 是只读的，没有写；先去掉只读属性"),
            Self::Archived(_) => format!("{path} 在存档里，那里只有发布过的，不能写\n换一个文件夹；要存档，用 kuaibao release"),
            Self::Folder(_) => format!("{path} 是文件夹，不能当文件写"),
            Self::Name(_) => format!("{path} 的文件名里有不能用的字符"),
            Self::Failed { doing, .. } => doing.words(&path),
            Self::Halfway { doing, .. } => format!(
                "{}，已经写的也没能撤回\n下一次运行 kuaibao 时会先撤回",
                doing.words(&path)
            ),
        }
    }
}

impl Doing {
    fn words(self, path: &str) -> String {
        match self {
            Self::Read => format!("读不出文件 {path}"),
            Self::Write => format!("写不出文件 {path}"),
            Self::Remove => format!("删不掉 {path}"),
            Self::MakeFolder => format!("建不了文件夹 {path}"),
            Self::Lock => format!("不能给 {path} 加锁"),
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(|path| path.display().to_string()))
    }
}

impl std::error::Error for Refused {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Failed { error, .. } | Self::Halfway { error, .. } => Some(error),
            _ => None,
        }
    }
}
