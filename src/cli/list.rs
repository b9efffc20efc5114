//! `kuaibao list`: an issue's outline, with the numbers that `move` and `remove` take.

use std::path::PathBuf;

use anyhow::Result;

use super::{Global, Outcome, output, session};
use crate::office::outline::Outline;
use crate::zh::date::written;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao list                       最近一期\n  kuaibao list drafts/2023-43.toml   第43期\n  kuaibao list drafts/held.toml      留用稿\n\n行数按每行 28 字估计，以排好的版面为准。"
)]
pub(super) struct Arguments {
    /// 要看的稿件；不写就是最近一期
    #[arg(value_name = "稿件")]
    draft: Option<PathBuf>,
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let office = session::open(global)?;
    let chosen = match &arguments.draft {
        Some(path) => session::one_to_change(&office, path)?,
        None => office.latest()?,
    };
    output::data(&text(&Outline::of(&*office.entry(&chosen)?)?))?;
    Ok(Outcome::Clean)
}

/// The outline as it is shown.
fn text(outline: &Outline) -> String {
    let number = outline.number.map(|number| format!("第{number}期　")).unwrap_or_default();
    let date = outline.date.map(|date| format!("{}　", written(date))).unwrap_or_default();
    let mut text = format!("{number}{date}{}\n", outline.draft.display());
    for column in &outline.columns {
        let name = column.name.as_deref().unwrap_or("（没有名称）");
        text.push_str(&format!("{} 【{name}】\n", column.number));
        for item in &column.items {
            let credits = match item.credits.is_empty() {
                true => "没有供稿单位".to_owned(),
                false => item.credits.join(" "),
            };
            text.push_str(&format!(
                "  {} {}（{credits}）{} 字，约 {} 行\n",
                item.number,
                item.headline.as_deref().unwrap_or("（没有标题）"),
                item.size.characters,
                item.size.lines,
            ));
        }
    }
    let size = outline.size();
    text.push_str(&format!(
        "共 {} 个栏目、{} 条，{} 字，约 {} 行\n",
        outline.columns.len(),
        outline.items().count(),
        size.characters,
        size.lines
    ));
    if outline.unplaced > 0 {
        text.push_str(&format!("另有 {} 段没有归好的文字（[[unplaced]]）\n", outline.unplaced));
    }
    text
}
