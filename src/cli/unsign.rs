//! `kuaibao unsign`: a signature withdrawn.

use std::path::PathBuf;

use anyhow::Result;

use super::{Global, Outcome, output, session, sign};
use crate::draft::Role;
use crate::office::sign::unsign;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao unsign drafts/2023-44.toml --as 审核\n\n在它之后的签名一并撤回：审核撤回了，签发也不能算数。"
)]
pub(super) struct Arguments {
    /// 稿件
    #[arg(value_name = "稿件")]
    draft: PathBuf,
    /// 撤回谁的：责任编辑、审核、签发
    #[arg(long = "as", value_name = "岗位", value_parser = sign::role)]
    role: Role,
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let office = session::open_to_write(global)?;
    let chosen = session::one_to_change(&office, &arguments.draft)?;
    let path = office.entry(&chosen)?.source.path().display().to_string();
    let gone = unsign(&office, &chosen, arguments.role)?;
    output::data(&format!("{path}\n"))?;
    if !global.quiet {
        let names: Vec<&str> = gone.iter().map(|role| role.name()).collect();
        output::note(&format!("撤回了{}的签名", names.join("、")));
    }
    Ok(Outcome::Clean)
}
