//! `kuaibao distribution`: who gets the bulletin, from spreadsheets and into them.

use std::path::PathBuf;

use anyhow::Result;

use super::{Global, Outcome, output, session, table, units};
use crate::import::list::receivers;
use crate::office::distribution::{self, Proposal};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao distribution                          列出发送名单\n  kuaibao distribution --export 发送名单.xlsx\n  kuaibao distribution --import 发送名单.xlsx        看看会改什么\n  kuaibao distribution --import 发送名单.xlsx --yes  写进 bulletin.toml\n\n表格一行一个单位（人），按表头认：发送单位、份数、方式（报、送、发；没有这一列都算发）。份数加起来写进 copies。"
)]
pub(super) struct Arguments {
    /// 从表格导入，先列出会改什么，不写入
    #[arg(long, value_name = "文件", conflicts_with_all = ["export", "output"])]
    import: Option<PathBuf>,
    /// 确认导入，写进 bulletin.toml
    #[arg(long, requires = "import")]
    yes: bool,
    /// 存成表格，如 发送名单.xlsx；同 -o
    #[arg(long, value_name = "文件", conflicts_with = "output")]
    export: Option<PathBuf>,
    #[command(flatten)]
    table: table::Arguments,
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let Some(path) = &arguments.import else {
        let office = session::open(global)?;
        let format = arguments.table.format;
        let output = arguments.export.clone().or(arguments.table.output.clone());
        let table = distribution::table(&office.workspace.config);
        table::Arguments { format, output }.give(&[table])?;
        return Ok(Outcome::Clean);
    };
    let office = match arguments.yes {
        true => session::open_to_write(global)?,
        false => session::open(global)?,
    };
    let bytes = session::read_file(&office.here, path)?;
    let list = match receivers::read(&bytes) {
        Ok(list) => list,
        Err(problem) => return Ok(units::refused(path, &[problem])),
    };
    let proposal = match Proposal::of(&office, &list)? {
        Ok(proposal) => proposal,
        Err(problems) => return Ok(units::refused(path, &problems)),
    };
    units::notes(global, &list.notes);
    arguments.table.give(&[distribution::listed(&list)])?;
    for (words, was, becomes) in &proposal.changes {
        let was = if was.is_empty() { "（没有）" } else { was };
        output::note(&format!("{words}：{was} → {becomes}"));
    }
    match proposal.changes.is_empty() {
        true => output::note("与 bulletin.toml 里的相同，没有要改的"),
        false if arguments.yes => {
            proposal.write(&office)?;
            output::note("已写入 bulletin.toml");
        }
        false => output::note("还没有写入；看过没有问题，加 --yes 再来一次"),
    }
    Ok(Outcome::Clean)
}
