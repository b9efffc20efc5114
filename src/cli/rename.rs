//! `kuaibao rename`: a draft's file named after its number and day.

use std::path::PathBuf;

use anyhow::Result;

use super::{Global, Outcome, output, session};
use crate::office::rename::rename;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao rename drafts/2024-03.toml   稿件里改成了2023年第44期，文件就改名为 2023-44.toml\n\n送审、签名的记录和来稿登记跟着一起改名。发布过的不能改名。"
)]
pub(super) struct Arguments {
    /// 稿件
    #[arg(value_name = "稿件")]
    draft: PathBuf,
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let office = session::open_to_write(global)?;
    let chosen = session::one_to_change(&office, &arguments.draft)?;
    let renamed = rename(&office, &chosen)?;
    output::data(&format!("{}\n", renamed.to.display()))?;
    if !global.quiet {
        let (from, to) = (renamed.from.display(), renamed.to.display());
        output::note(&match renamed.from == renamed.to {
            true => format!("{to} 本来就是这个名字"),
            false => format!("{from} 改名为 {to}"),
        });
    }
    Ok(Outcome::Clean)
}
