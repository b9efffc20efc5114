//! `kuaibao units`: the roster, from spreadsheets and into them.

use std::path::Path;

use anyhow::Result;

use super::lists::{self, notes, refused};
use super::{Global, Outcome, output, session};
use crate::import::list::units;
use crate::office::roster::{self, Proposal};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao units                        列出单位名录\n  kuaibao units --export 名录.xlsx      存成表格，用 Excel、WPS 改\n  kuaibao units --import 名录.xlsx      看看会改什么\n  kuaibao units --import 名录.xlsx --yes\n\n表格（.xlsx、.xls、.csv）按表头认：单位全称、署名（简称）、标题写法、别名、类别、起始日期、截止日期（或起止日期）、备注，次序、行数不限，合并的单元格、几张工作表都行。空着的格不改动原来的；要删去原来的，写“无”。"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    list: lists::Arguments,
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let arguments = &arguments.list;
    if let Some(path) = &arguments.import {
        return take_over(global, arguments, path);
    }
    let office = session::open(global)?;
    arguments.shown().give(&[roster::table(&office.workspace.roster)])?;
    Ok(Outcome::Clean)
}

fn take_over(global: &Global, arguments: &lists::Arguments, path: &Path) -> Result<Outcome> {
    let office = arguments.open(global)?;
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
    say(global, &proposal);
    if !proposal.changes.is_empty() {
        arguments.end("units.toml", || proposal.write(&office))?;
    }
    Ok(Outcome::Clean)
}

fn say(global: &Global, proposal: &Proposal) {
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
}

/// The first of many.
fn few(names: &[String]) -> String {
    const MOST: usize = 10;
    let shown = names.iter().take(MOST).map(String::as_str).collect::<Vec<_>>().join("、");
    if names.len() > MOST { format!("{shown}……") } else { shown }
}
