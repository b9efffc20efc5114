//! `kuaibao log`: rounds, signatures, releases and reissues of an issue.

use std::path::PathBuf;

use anyhow::{Result, bail};

use super::{Global, Outcome, output, session};
use crate::office::rounds::{Event, history};
use crate::zh::date;

#[derive(Debug, clap::Args)]
#[command(after_help = "例：\n  kuaibao log drafts/2024-03.toml")]
pub(super) struct Arguments {
    /// 稿件
    #[arg(value_name = "稿件")]
    draft: PathBuf,
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let office = session::open(global)?;
    let chosen = session::choose(&office, std::slice::from_ref(&arguments.draft))?;
    let [chosen] = chosen.as_slice() else { bail!("一次看一期，请写一份稿件") };
    let events = history(&office, chosen)?;
    let mut text = String::new();
    for event in &events {
        text.push_str(&match event {
            Event::Round { number, short } => format!("第 {number} 轮送审　内容指纹 {short}\n"),
            Event::Signed { role, by, on, short, current } => {
                let day = on.map(date::written).unwrap_or_default();
                let state = if *current { "" } else { "　之后改动过" };
                format!("{}　{by}　{day}　内容指纹 {short}{state}\n", role.name())
            }
            Event::Released { pdf, reason: None } => format!("发布　{pdf}\n"),
            Event::Released { pdf, reason: Some(reason) } => {
                format!("重新发布　{pdf}　{reason}\n")
            }
        });
    }
    output::data(&text)?;
    if events.is_empty() && !global.quiet {
        output::note("还没有送审、签过或发布过");
    }
    Ok(Outcome::Clean)
}
