//! `kuaibao plan`: what to think of for the coming issue.

use anyhow::Result;
use chrono::{Local, NaiveDate};

use super::table::Arguments as TableArguments;
use super::{Global, Outcome, output, session, words};
use crate::export::table::TableForm;
use crate::office::find::Care;
use crate::office::plan::{self, Outlook, Silence, Suggestion, What};
use crate::office::planned;
use crate::report::table::{Kind, Table};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao plan               最近 8 周：谁没有上过，哪些栏目空着，留着什么，来了什么\n  kuaibao plan --weeks 13    往前看一个季度\n  kuaibao plan -o 选题.xlsx  存成 Excel 表格\n\n这些只供选题时参考，不算问题。最后列出的命令可以照着用，一条一条从上往下用，编号不会乱。"
)]
pub(super) struct Arguments {
    /// 往前看几周，不写就是 8
    #[arg(long, value_name = "周数", default_value_t = 8, hide_default_value = true)]
    weeks: u64,
    /// 按哪天算；不写就是正在编的一期的日期，没有在编的就是今天
    #[arg(long, value_name = "日期", value_parser = super::days::last)]
    on: Option<NaiveDate>,
    /// 全部单位和栏目都列出来，不只是最近没有的
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    table: TableArguments,
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let office = session::open(global)?;
    let finder = session::finder(global, &office, Care::default())?;
    let today = Local::now().date_naive();
    let outlook = plan::outlook(&office, &finder, (arguments.on, today), arguments.weeks)?;
    let is_read = outlook.unread.diagnostics.is_empty();
    if !is_read {
        words::findings(std::slice::from_ref(&outlook.unread));
        output::note("注意：来稿登记里有读不出的地方，下面少了读不出的来稿");
    }
    let mut tables = planned::tables(&outlook, arguments.all);
    let reading = arguments.table.output.is_none()
        && matches!(arguments.table.format, None | Some(TableForm::Text));
    if !reading {
        tables.extend(Some(suggested(&outlook)).filter(|table| !table.rows.is_empty()));
    }
    arguments.table.give(&tables)?;
    if reading {
        output::data(&advice(&outlook))?;
    }
    Ok(if is_read { Outcome::Clean } else { Outcome::Problems })
}

fn suggested(outlook: &Outlook) -> Table {
    let columns =
        [("标题", Kind::Text), ("单位", Kind::Text), ("为什么", Kind::Text), ("命令", Kind::Text)];
    let mut table = Table::of("可以考虑", &columns);
    for suggestion in &outlook.suggestions {
        table.push(vec![
            suggestion.headline.as_str().into(),
            suggestion.credits.join(" ").into(),
            why(suggestion).into(),
            command(&suggestion.what).into(),
        ]);
    }
    table
}

/// What could be done, each with the very command.
fn advice(outlook: &Outlook) -> String {
    let Some(coming) = &outlook.coming else {
        return "没有在编的一期；起新一期：kuaibao new\n".to_owned();
    };
    if outlook.suggestions.is_empty() && !outlook.unread.diagnostics.is_empty() {
        return format!("在编 {}\n", coming.draft.display());
    }
    if outlook.suggestions.is_empty() {
        return format!("在编 {}，留用稿和来稿里没有要特别考虑的\n", coming.draft.display());
    }
    let mut text = format!("在编 {}，可以考虑：\n", coming.draft.display());
    for suggestion in &outlook.suggestions {
        let headline = match suggestion.headline.as_str() {
            "" => "（没有标题）",
            headline => headline,
        };
        text.push_str(&format!(
            "  {headline}（{}），{}\n    {}\n",
            suggestion.credits.join(" "),
            why(suggestion),
            command(&suggestion.what)
        ));
    }
    text
}

fn why(suggestion: &Suggestion) -> String {
    match suggestion.silence {
        Silence::Days(days) => format!("单位 {} 天没有上过", days.0),
        Silence::Never => "单位还没有上过".to_owned(),
        Silence::Unknown => "单位不在名录里".to_owned(),
    }
}

fn command(what: &What) -> String {
    match what {
        What::Move { from, number, to } => format!(
            "kuaibao move {} {number} --to {}",
            word(&from.display().to_string()),
            word(&to.display().to_string())
        ),
        What::Import { file, to, column } => format!(
            "kuaibao import --into {} --column {} {}",
            word(&to.display().to_string()),
            word(column),
            word(&file.display().to_string())
        ),
    }
}

/// A word of a command line as it can be typed.
fn word(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./\\:".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    if cfg!(windows) { format!("\"{text}\"") } else { format!("'{}'", text.replace('\'', "'\\''")) }
}
