//! `kuaibao distribution`: who gets the bulletin, from spreadsheets and into them.

use anyhow::Result;

use super::{Global, Outcome, lists, output, session};
use crate::import::list::receivers;
use crate::office::distribution::{self, Proposal};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao distribution                          列出发送名单\n  kuaibao distribution --export 发送名单.xlsx\n  kuaibao distribution --import 发送名单.xlsx        看看会改什么\n  kuaibao distribution --import 发送名单.xlsx --yes  写进 bulletin.toml\n\n表格一行一个单位（人），按表头认：发送单位、份数、方式（报、送、发；没有这一列都算发）。份数加起来写进 copies。"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    list: lists::Arguments,
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let arguments = &arguments.list;
    let Some(path) = &arguments.import else {
        let office = session::open(global)?;
        arguments.shown().give(&[distribution::table(&office.workspace.config)])?;
        return Ok(Outcome::Clean);
    };
    let office = arguments.open(global)?;
    let bytes = session::read_file(&office.here, path)?;
    let list = match receivers::read(&bytes) {
        Ok(list) => list,
        Err(problem) => return Ok(lists::refused(path, &[problem])),
    };
    let proposal = match Proposal::of(&office, &list)? {
        Ok(proposal) => proposal,
        Err(problems) => return Ok(lists::refused(path, &problems)),
    };
    lists::notes(global, &list.notes);
    arguments.table.give(&[distribution::listed(&list)])?;
    for (words, was, becomes) in &proposal.changes {
        let was = if was.is_empty() { "（没有）" } else { was };
        output::note(&format!("{words}：{was} → {becomes}"));
    }
    match proposal.changes.is_empty() {
        true => output::note("与 bulletin.toml 里的相同，没有要改的"),
        false => arguments.end("bulletin.toml", || proposal.write(&office))?,
    }
    Ok(Outcome::Clean)
}
