//! `kuaibao list`: an issue's outline, with the numbers that `move` and `remove` take.

use std::path::PathBuf;

use anyhow::Result;

use super::{Global, Outcome, session, table};
use crate::office::outline::Outline;
use crate::report::table::{Cell, Column, Table};
use crate::zh::date::written;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao list                       最近一期\n  kuaibao list drafts/2023-43.toml   第43期\n  kuaibao list drafts/held.toml      留用稿\n  kuaibao list drafts/2023-43.toml -o 目录.xlsx\n\n行数按每行 28 字估计，以排好的版面为准。"
)]
pub(super) struct Arguments {
    /// 要看的稿件；不写就是最近一期
    #[arg(value_name = "稿件")]
    draft: Option<PathBuf>,
    #[command(flatten)]
    table: table::Arguments,
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let office = session::open(global)?;
    let chosen = match &arguments.draft {
        Some(path) => session::one_to_change(&office, path)?,
        None => office.latest()?,
    };
    let outline = Outline::of(&*office.entry(&chosen)?)?;
    arguments.table.give_or(&[items(&outline)], || text(&outline))?;
    Ok(Outcome::Clean)
}

/// The outline as a table, a row an item.
fn items(outline: &Outline) -> Table {
    let mut table = Table::new(
        title(outline),
        vec![
            Column::text("编号"),
            Column::text("栏目"),
            Column::text("标题"),
            Column::text("供稿单位"),
            Column::integer("字数"),
            Column::integer("行数"),
        ],
    );
    for column in &outline.columns {
        for item in &column.items {
            table.push(vec![
                item.number.to_string().into(),
                column.name.clone().unwrap_or_default().into(),
                item.headline.clone().unwrap_or_default().into(),
                item.credits.join(" ").into(),
                Cell::count(item.size.characters),
                Cell::count(item.size.lines),
            ]);
        }
    }
    let size = outline.size();
    table.push_total(vec![
        "合计".into(),
        Cell::Empty,
        format!("{} 条", outline.items().count()).into(),
        Cell::Empty,
        Cell::count(size.characters),
        Cell::count(size.lines),
    ]);
    table.note("行数按每行 28 字估计，以排好的版面为准；合计含栏目名称所占的行");
    table
}

/// `第43期　2023年10月27日　drafts/2023-43.toml`.
fn title(outline: &Outline) -> String {
    let number = outline.number.map(|number| format!("第{number}期　")).unwrap_or_default();
    let date = outline.date.map(|date| format!("{}　", written(date))).unwrap_or_default();
    format!("{number}{date}{}", outline.draft.display())
}

/// The outline as it is shown.
fn text(outline: &Outline) -> String {
    let mut text = format!("{}\n", title(outline));
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
