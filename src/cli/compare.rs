//! `kuaibao compare`: what changed in a draft since it was shown, signed or released.

use std::path::PathBuf;

use anyhow::{Context as _, Result};

use super::{Global, Outcome, output, session};
use crate::bulletin::compare::words::Stretch;
use crate::bulletin::compare::{Comparison, Fate, Field, ItemChange};
use crate::office::rounds::{Reference, changed_since};
use crate::report::inert;

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
        Format::Human => output::painted(&shown(&comparison))?,
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

fn shown(comparison: &Comparison) -> String {
    let mut text = String::new();
    for change in &comparison.texts {
        text.push_str(&format!("{}：{}\n", inert(&change.name), marked(&change.stretches)));
    }
    for change in &comparison.items {
        text.push_str(&format!("{}\n", headed(change)));
        for part in &change.parts {
            let name = match part.place {
                Field::Headline => "标题".to_owned(),
                Field::Body { part, .. } => format!("正文第 {part} 段"),
                Field::Credits => "供稿单位".to_owned(),
            };
            text.push_str(&format!("  {name}：{}\n", marked(&part.stretches)));
        }
    }
    text
}

fn headed(change: &ItemChange) -> String {
    let place =
        |at: Option<crate::bulletin::compare::At>| at.map(|at| at.to_string()).unwrap_or_default();
    let (old, new, headline) = (place(change.old), place(change.new), inert(&change.headline));
    match change.fate {
        Fate::New => format!("{new} 新加：{headline}"),
        Fate::Struck => format!("原 {old} 撤下：{headline}"),
        Fate::Moved => format!("{new} 移动（原 {old}）：{headline}"),
        Fate::Edited => format!("{new} 改动：{headline}"),
    }
}

/// A text with its changes marked; of what stayed only what stands around them.
fn marked(stretches: &[Stretch]) -> String {
    const AROUND: usize = 12;
    let last = stretches.len().saturating_sub(1);
    let mut text = String::new();
    for (index, stretch) in stretches.iter().enumerate() {
        match stretch {
            Stretch::Same { text: same } => {
                let same = &plain(same);
                let characters: Vec<char> = same.chars().collect();
                let room = if index == 0 || index == last { AROUND } else { 2 * AROUND };
                if characters.len() <= room + 1 {
                    text.push_str(same);
                    continue;
                }
                let (head, tail) =
                    (&characters[..AROUND], &characters[characters.len() - AROUND..]);
                if index > 0 {
                    text.extend(head);
                }
                text.push('…');
                if index < last {
                    text.extend(tail);
                }
            }
            Stretch::Changed { old, new } => {
                let (old, new) = (plain(old), plain(new));
                if !old.is_empty() {
                    text.push_str(&format!("\u{1b}[31m[-{old}-]\u{1b}[0m"));
                }
                if !new.is_empty() {
                    text.push_str(&format!("\u{1b}[32m{{+{new}+}}\u{1b}[0m"));
                }
            }
        }
    }
    text
}

/// Words of a draft on one line, in which nothing acts on the terminal.
fn plain(text: &str) -> String {
    inert(&text.replace(['\n', '\t'], " ")).into_owned()
}
