//! `kuaibao compare`: what changed in a draft since it was shown, signed or released.

use std::path::PathBuf;

use anyhow::{Context as _, Result};

use super::{Global, Outcome, output, session};
use crate::office::changes;
use crate::office::rounds::{Reference, changed_since};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao compare drafts/2023-44.toml              送审过的与上一次送审稿比，没有的与签过、发布的比\n  kuaibao compare drafts/2023-44.toml last-proof   与上一次送审稿比\n  kuaibao compare drafts/2023-44.toml 旧稿.toml     与另一份稿件比\n\n删去的字写成 [-原字-]，加上的写成 {+新字+}；终端上分别是红色和绿色。"
)]
pub(super) struct Arguments {
    /// 现在的稿件
    #[arg(value_name = "稿件")]
    draft: PathBuf,
    /// 与什么比：last-proof（送审稿）、signed（签过的）、released（发布的），或另一份稿件
    #[arg(value_name = "从前")]
    before: Option<PathBuf>,
    /// 结果的格式：human（给人看）、json
    #[arg(
        long,
        value_name = "格式",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Human,
    Json,
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let office = session::open(global)?;
    let chosen = session::choose(&office, std::slice::from_ref(&arguments.draft))?;
    let [chosen] = chosen.as_slice() else {
        anyhow::bail!("一次比一期，请写一份稿件");
    };
    let before = arguments.before.as_ref().map(|before| match before.to_str() {
        Some("last-proof") => Reference::LastProof,
        Some("signed") => Reference::Signed,
        Some("released") => Reference::Released,
        _ => Reference::Draft(before.clone()),
    });
    let (reference, comparison) = changed_since(&office, chosen, before.as_ref())?;
    match arguments.format {
        Format::Json => {
            let text = serde_json::to_string_pretty(&comparison).context("写不出 JSON")?;
            output::data(&format!("{text}\n"))?;
        }
        Format::Human => output::painted(&changes::told(&comparison, true))?,
    }
    if !global.quiet {
        let count = comparison.texts.len() + comparison.items.len();
        let name = match &reference {
            Reference::LastProof => "上一次送审稿".to_owned(),
            Reference::Signed => "签过的内容".to_owned(),
            Reference::Released => "发布的内容".to_owned(),
            Reference::Draft(path) => path.display().to_string(),
        };
        output::note(&match count {
            0 => format!("与{name}相同"),
            _ => format!("与{name}比，改动了 {count} 处"),
        });
    }
    Ok(Outcome::Clean)
}
