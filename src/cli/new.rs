//! `kuaibao new`: the next bulletin's draft, ready to be filled in.

use anyhow::Result;
use chrono::{Datelike as _, NaiveDate};

use super::{Global, Outcome, output, session, words};
use crate::draft::Kind;
use crate::office::Refusal;
use crate::office::next::{self, Wanted};
use crate::office::sample;
use crate::zh::date::{weekday, written};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao new                                     接着上一期\n  kuaibao new --column 项目建设 --column 民生保障   先列好栏目\n  kuaibao new --date 2024-02-08 --number 6        指定日期和期号\n\n不会覆盖已有的稿件。审核、签发留空，签了再填。"
)]
pub(super) struct Arguments {
    /// 出刊日期，如 2024-01-19；不写就是上一期之后的下一个出刊日
    #[arg(long, value_name = "日期", value_parser = super::days::day)]
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

fn parse_number(text: &str) -> Result<i64, String> {
    let number = text.parse().ok().filter(|number| (1..=9999).contains(number));
    number.ok_or_else(|| "期号是 1 到 9999 的整数".to_owned())
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let office = session::open_to_write(global)?;
    let kind = if arguments.supplement { Kind::Supplement } else { Kind::Regular };
    let wanted = Wanted { kind, date: arguments.date, number: arguments.number };
    let next = next::next(&office.workspace, &wanted, chrono::Local::now().date_naive());
    let sample = sample::of(&office.workspace).is_some();
    let path = next::create(&office, next, &arguments.column).map_err(|error| {
        words::also(
            error,
            "要另起一期，用 --number 指定期号、--date 指定日期",
            |refusal| matches!(refusal, Refusal::Exists { .. }),
        )
    })?;
    let shown = office.shown(&path);
    output::data(&format!("{}\n", shown.display()))?;
    if !global.quiet {
        if sample {
            output::note("样稿收起来了，在编辑台“删去的稿件”里可以取回");
        }
        if let Some(last) = next.after {
            let number = next.name.number;
            output::note(&match (last, number - last) {
                (0, _) => format!("注意：{}年还没有别的期，这一期是第{number}期", next.name.year),
                (_, 2) => format!("注意：上一期是第{last}期，中间少了第{}期", last + 1),
                _ => format!(
                    "注意：上一期是第{last}期，中间少了第{}期至第{}期",
                    last + 1,
                    number - 1
                ),
            });
        }
        output::note(&format!(
            "新建了{}第{}期（{}，{}）。接下来：\n  1. 用编辑器打开上面的文件，填栏目、标题、正文、供稿单位\n  2. kuaibao check {path}          检查\n  3. kuaibao build --proof {path}  印送审稿\n  4. 审核、签发后填上姓名，kuaibao build {path} 印正式稿",
            if kind == Kind::Supplement { "增刊" } else { "" },
            next.name.number,
            written(next.date),
            weekday(next.date.weekday()),
            path = shown.display(),
        ));
    }
    Ok(Outcome::Clean)
}
