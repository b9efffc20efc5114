//! What `kuaibao units` and `kuaibao distribution` share: a list is shown, written to a spreadsheet, or
//! taken from one, which shows first what would change.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::{Global, Outcome, output, session, table};
use crate::import::list::Problem;
use crate::office::Office;
use crate::source::Level;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// 从表格导入，先列出会改什么，不写入
    #[arg(long, value_name = "文件", conflicts_with_all = ["export", "output"])]
    pub import: Option<PathBuf>,
    /// 看过了，确认导入
    #[arg(long, requires = "import")]
    pub yes: bool,
    /// 存成表格，如 名单.xlsx；同 -o
    #[arg(long, value_name = "文件", conflicts_with = "output")]
    export: Option<PathBuf>,
    #[command(flatten)]
    pub table: table::Arguments,
}

impl Arguments {
    /// How the list itself is given out.
    pub(super) fn shown(&self) -> table::Arguments {
        let output = self.export.clone().or(self.table.output.clone());
        table::Arguments { format: self.table.format, output }
    }

    /// The office, to be written to only when what would change was confirmed.
    pub(super) fn open(&self, global: &Global) -> Result<Office> {
        if self.yes { session::open_to_write(global) } else { session::open(global) }
    }

    /// What is said behind the changes: written by `write` to `file`, or not yet.
    pub(super) fn end(&self, file: &str, write: impl FnOnce() -> Result<()>) -> Result<()> {
        if self.yes {
            write()?;
            output::note(&format!("已写入 {file}"));
        } else {
            output::note("还没有写入；看过没有问题，加 --yes 再来一次");
        }
        Ok(())
    }
}

/// Tells what is wrong in a list, and that nothing was written.
pub(super) fn refused(path: &Path, problems: &[Problem]) -> Outcome {
    const MOST: usize = 30;
    for problem in problems.iter().take(MOST) {
        output::alert(Level::Error, &format!("{}：{}", path.display(), problem.shown()));
        if let Some(help) = &problem.help {
            output::note(&format!("  {help}"));
        }
    }
    if problems.len() > MOST {
        output::note(&format!("另有 {} 处", problems.len() - MOST));
    }
    output::note("没有写入");
    Outcome::Problems
}

/// Tells what was passed over in a list.
pub(super) fn notes(global: &Global, notes: &[Problem]) {
    if !global.quiet {
        notes.iter().for_each(|note| output::note(&format!("注意：{}", note.shown())));
    }
}
