//! `kuaibao new`: the next bulletin's draft, ready to be filled in.

use anyhow::{Result, bail};
use chrono::{Datelike as _, NaiveDate};

use super::output::Existing;
use super::session::Session;
use super::{Global, Outcome, output};
use crate::draft::name::Name;
use crate::draft::{Kind, write};
use crate::workspace::{self, DRAFTS_FOLDER, Workspace};
use crate::zh::date::{next, weekday, written};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao new                                     接着上一期\n  kuaibao new --column 项目建设 --column 民生保障   先列好栏目\n  kuaibao new --date 2024-02-08 --number 6        指定日期和期号\n\n不会覆盖已有的稿件。审核、签发留空，签了再填。"
)]
pub(super) struct Arguments {
    /// 出刊日期，如 2024-01-19；不写就是上一期之后的下一个出刊日
    #[arg(long, value_name = "日期", value_parser = parse_date)]
    date: Option<NaiveDate>,
    /// 期号；不写就接着这一年的上一期
    #[arg(long, value_name = "期号", value_parser = parse_number)]
    number: Option<i64>,
    /// 先列好的栏目名，可写几次
    #[arg(long, value_name = "栏目名")]
    column: Vec<String>,
    /// 这一期是增刊（增刊的期号另编）
    #[arg(long)]
    supplement: bool,
}

fn parse_date(text: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .ok()
        .filter(|date| (1949..=2099).contains(&date.year()))
        .ok_or_else(|| "日期写成 2024-01-19 的样子，并且要确有这一天".to_owned())
}

fn parse_number(text: &str) -> Result<i64, String> {
    let number = text.parse().ok().filter(|number| (1..=9999).contains(number));
    number.ok_or_else(|| "期号是 1 到 9999 的整数".to_owned())
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let session = Session::open(global)?;
    let workspace = &session.workspace;
    let kind = if arguments.supplement { Kind::Supplement } else { Kind::Regular };
    let today = chrono::Local::now().date_naive();
    let name = next_name(workspace, kind, arguments, today);
    let (name, date) = name;
    let path = workspace.root.join(DRAFTS_FOLDER).join(name.file_name());
    let shown = workspace::shown(&path, &session.here);
    if path.exists() {
        bail!(
            "已经有 {} 了，没有改动它\n要另起一期，用 --number 指定期号、--date 指定日期",
            shown.display()
        );
    }
    let text = write::outline(&write::Outline {
        number: name.number,
        kind,
        date,
        columns: &arguments.column,
        editor: workspace.config.staff.editor.first().map_or("", String::as_str),
    });
    output::write_file(&path, text.as_bytes(), Existing::Keep)?;
    output::data(&format!("{}\n", shown.display()))?;
    if !global.quiet {
        output::note(&format!(
            "新建了{}第{}期（{}，{}）。接下来：\n  1. 用编辑器打开上面的文件，填栏目、标题、正文、供稿单位\n  2. kuaibao check {path}          检查\n  3. kuaibao build --proof {path}  印送审稿\n  4. 审核、签发后填上姓名，kuaibao build {path} 印正式稿",
            if kind == Kind::Supplement { "增刊" } else { "" },
            name.number,
            written(date),
            weekday(date.weekday()),
            path = shown.display(),
        ));
    }
    Ok(Outcome::Clean)
}

/// Number and date of the bulletin after the last one of its kind.
fn next_name(
    workspace: &Workspace,
    kind: Kind,
    arguments: &Arguments,
    today: NaiveDate,
) -> (Name, NaiveDate) {
    let published: Vec<(NaiveDate, i64)> = workspace
        .drafts()
        .iter()
        .filter(|issue| issue.kind == kind)
        .filter_map(|issue| Some((issue.date?, issue.number?)))
        .collect();
    let day = workspace.config.weekday.day();
    let date = arguments.date.unwrap_or_else(|| match published.iter().max() {
        Some((last, _)) => next(*last, day),
        // The first bulletin of all comes out on the next publishing day, today included.
        None => next(today.pred_opt().unwrap_or(today), day),
    });
    let number = arguments.number.unwrap_or_else(|| {
        let of_year = published.iter().filter(|(day, _)| day.year() == date.year());
        of_year.map(|(_, number)| *number).max().unwrap_or_default().saturating_add(1)
    });
    (Name { year: date.year(), kind, number }, date)
}
