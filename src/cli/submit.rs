//! `kuaibao submit`: the papers of an issue for those who sign it.

use std::path::PathBuf;

use anyhow::Result;

use super::{Global, Outcome, output, session, words};
use crate::office::submit::submit;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao submit drafts/2024-03.toml\n\n放进 rounds/2024-03/1（第 1 轮）：送审稿、Word 文件、未改的问题、审签单，从第 2 轮起还有与上一轮的不同。\n有错误的一期不能送审；每一轮都留着。"
)]
pub(super) struct Arguments {
    /// 要送审的稿件
    #[arg(value_name = "稿件")]
    draft: PathBuf,
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let office = session::open_to_write(global)?;
    let chosen = session::one_to_change(&office, &arguments.draft)?;
    let entry = office.entry(&chosen)?;
    let Some(press) = session::press(office)? else { return Ok(Outcome::Problems) };
    let mut said = vec![];
    let submitted = submit(&press, &entry, &mut said);
    words::say(&said);
    let Some(submitted) = submitted? else {
        output::note("有错误，没有送审");
        return Ok(Outcome::Problems);
    };
    let folder = press.office.shown(&submitted.folder);
    output::data(&format!("{}\n", folder.display()))?;
    if !global.quiet {
        output::note(&format!(
            "第 {} 轮送审，内容指纹 {}：\n  {}",
            submitted.round,
            submitted.short,
            submitted.files.join("\n  ")
        ));
    }
    Ok(Outcome::Clean)
}
