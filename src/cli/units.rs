//! `kuaibao units`: the roster, from spreadsheets and into them.

use std::path::PathBuf;

use anyhow::Result;

use super::{Global, Outcome, output, session, table};
use crate::import::list::{Problem, units};
use crate::office::roster::{self, Proposal};
use crate::source::Level;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao units                        列出单位名录\n  kuaibao units --export 名录.xlsx      存成表格，用 Excel、WPS 改\n  kuaibao units --import 名录.xlsx      看看会改什么\n  kuaibao units --import 名录.xlsx --yes\n\n表格（.xlsx、.xls、.csv）按表头认：单位全称、署名（简称）、标题写法、别名、类别、起始日期、截止日期（或起止日期）、备注，次序、行数不限，合并的单元格、几张工作表都行。空着的格不改动原来的；要删去原来的，写“无”。"
)]
pub(super) struct Arguments {
    /// 从表格导入，先列出会改什么，不写入
    #[arg(long, value_name = "文件", conflicts_with_all = ["export", "output"])]
    import: Option<PathBuf>,
    /// 确认导入，写进 units.toml
    #[arg(long, requires = "import")]
    yes: bool,
    /// 存成表格，如 名录.xlsx；同 -o
    #[arg(long, value_name = "文件", conflicts_with = "output")]
    export: Option<PathBuf>,
    #[command(flatten)]
    table: table::Arguments,
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    if let Some(path) = &arguments.import {
        return take_over(global, arguments, path);
    }
    let office = session::open(global)?;
    let format = arguments.table.format;
    let output = arguments.export.clone().or(arguments.table.output.clone());
    table::Arguments { format, output }.give(&[roster::table(&office.workspace.roster)])?;
    Ok(Outcome::Clean)
}

fn take_over(global: &Global, arguments: &Arguments, path: &std::path::Path) -> Result<Outcome> {
    let office = match arguments.yes {
        true => session::open_to_write(global)?,
        false => session::open(global)?,
    };
    let bytes = session::read_file(&office.here, path)?;
    let list = match units::read(&bytes) {
        Ok(list) => list,
        Err(problem) => return Ok(refused(path, &[problem])),
    };
    let proposal = match Proposal::of(&office, &list)? {
        Ok(proposal) => proposal,
        Err(problems) => return Ok(refused(path, &problems)),
    };
    notes(global, &list.notes);
    if !proposal.changes.is_empty() {
        arguments.table.give(&[proposal.table()])?;
    }
    say(global, arguments, &proposal);
    if arguments.yes && !proposal.changes.is_empty() {
        proposal.write(&office)?;
        output::note("已写入 units.toml");
    }
    Ok(Outcome::Clean)
}

fn say(global: &Global, arguments: &Arguments, proposal: &Proposal) {
    let new = proposal.changes.iter().filter(|change| change.is_new).count();
    let changed = proposal.changes.len() - new;
    output::note(&format!("新加 {new} 个，改动 {changed} 个，相同 {} 个", proposal.same));
    if !proposal.absent.is_empty() && !global.quiet {
        output::note(&format!(
            "名录里另有 {} 个单位，表里没有，没有动：{}",
            proposal.absent.len(),
            few(&proposal.absent)
        ));
    }
    if !arguments.yes && !proposal.changes.is_empty() {
        output::note("还没有写入；看过没有问题，加 --yes 再来一次");
    }
}

/// The first of many.
fn few(names: &[String]) -> String {
    const MOST: usize = 10;
    let shown = names.iter().take(MOST).map(String::as_str).collect::<Vec<_>>().join("、");
    if names.len() > MOST { format!("{shown}……") } else { shown }
}

/// Tells what is wrong in a list, and that nothing was written.
pub(super) fn refused(path: &std::path::Path, problems: &[Problem]) -> Outcome {
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
