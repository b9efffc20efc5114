//! `kuaibao log`: rounds, signatures, releases and reissues of an issue.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use chrono::NaiveDate;

use super::{Global, Outcome, output, session, table};
use crate::office::log::{Event, history};
use crate::report::table::{Cell, Column, Kind, Table};

#[derive(Debug, clap::Args)]
#[command(after_help = "例：\n  kuaibao log drafts/2024-03.toml")]
pub(super) struct Arguments {
    /// 稿件
    #[arg(value_name = "稿件")]
    draft: PathBuf,
    #[command(flatten)]
    table: table::Arguments,
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let office = session::open(global)?;
    let chosen = session::choose(&office, std::slice::from_ref(&arguments.draft))?;
    let [chosen] = chosen.as_slice() else { bail!("一次看一期，请写一份稿件") };
    let events = history(&office, chosen)?;
    let entry = office.entry(chosen)?;
    arguments.table.give_or(&[table(entry.source.path(), &events)], || text(&events))?;
    if events.is_empty() && !global.quiet {
        output::note("还没有送审、签过或发布过");
    }
    Ok(Outcome::Clean)
}

/// What happened as a table, a row an event.
fn table(draft: &Path, events: &[Event]) -> Table {
    let mut table = Table::new(
        draft.display().to_string(),
        vec![
            Column::text("事项"),
            Column::text("姓名"),
            Column::new("日期", Kind::Date),
            Column::text("内容指纹"),
            Column::text("说明"),
        ],
    );
    for event in events {
        let day = |on: &Option<NaiveDate>| Cell::date(*on);
        table.push(match event {
            Event::Round { number, on, short } => vec![
                format!("第 {number} 轮送审").into(),
                Cell::Empty,
                day(on),
                short.as_str().into(),
                Cell::Empty,
            ],
            Event::Signed { role, by, on, short, standing } => vec![
                role.name().into(),
                by.as_str().into(),
                day(on),
                short.as_str().into(),
                match standing.name() {
                    "" => Cell::Empty,
                    told => told.into(),
                },
            ],
            Event::Withdrawn { role, by, on } => vec![
                format!("撤回{}", role.name()).into(),
                by.as_str().into(),
                day(on),
                Cell::Empty,
                Cell::Empty,
            ],
            Event::Released { pdf, on, reason } => vec![
                if reason.is_some() { "重新发布" } else { "发布" }.into(),
                Cell::Empty,
                day(on),
                Cell::Empty,
                match reason {
                    Some(reason) => format!("{pdf}　{reason}").into(),
                    None => pdf.as_str().into(),
                },
            ],
        });
    }
    table
}

fn text(events: &[Event]) -> String {
    events.iter().map(|event| format!("{event}\n")).collect()
}
