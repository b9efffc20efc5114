//! `kuaibao count`: how much each unit, column or editor had in a period.

use std::path::Path;

use anyhow::{Result, anyhow, bail};
use chrono::NaiveDate;

use super::{Global, Outcome, output, session, table};
use crate::export::table::TableForm;
use crate::office::Office;
use crate::office::count::{self, Which};
use crate::office::find::{Care, Finder};
use crate::office::tables;
use crate::report::table::Table;
use crate::score::count::{By, Counted, Joint, Measure, Question};
use crate::score::period::Period;
use crate::source::Level;
use crate::typeset::FontSet;
use crate::typeset::paper::{self, Paper};
use crate::zh::date::written;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao count                                 最近一期那年，各单位的条数\n  kuaibao count --quarter 2024Q1 -o 统计.xlsx\n  kuaibao count --year 2024 --by group --joint shared\n  kuaibao count --month 2024-03 --by column --of characters\n  kuaibao count --year 2024 -o 统计.pdf            图和表，一份可以印的\n\n名录里的单位，一条没有的也列出来。"
)]
pub(super) struct Arguments {
    /// 从哪天起，如 2024-01-01
    #[arg(long, value_name = "日期", value_parser = super::days::first, conflicts_with_all = ["quarter", "year", "month"])]
    from: Option<NaiveDate>,
    /// 到哪天为止
    #[arg(long, value_name = "日期", value_parser = super::days::last, conflicts_with_all = ["quarter", "year", "month"])]
    to: Option<NaiveDate>,
    /// 哪个季度，如 2024Q1
    #[arg(long, value_name = "季度", conflicts_with_all = ["year", "month"])]
    quarter: Option<String>,
    /// 哪一年，如 2024
    #[arg(long, value_name = "年", conflicts_with = "month")]
    year: Option<String>,
    /// 哪个月，如 2024-03
    #[arg(long, value_name = "月")]
    month: Option<String>,
    /// 按什么列，不写就是 unit：unit（单位）、group（类别）、column（栏目）、month（月份）、editor（责任编辑）
    #[arg(long, value_name = "什么", default_value = "unit", hide_default_value = true, value_parser = by)]
    by: By,
    /// 数什么，不写就是 items：items（条数）、characters（字数）、credits（署名次数）
    #[arg(long, value_name = "什么", default_value = "items", hide_default_value = true, value_parser = measure)]
    of: Measure,
    /// 几个单位合送的一条：full（各算一条，不写就是它）、shared（平分）
    #[arg(long, value_name = "算法", default_value = "full", hide_default_value = true, value_parser = joint)]
    joint: Joint,
    /// 只数已发布的（发布时的内容）；不写就数全部稿件
    #[arg(long)]
    released: bool,
    #[command(flatten)]
    table: table::Arguments,
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let (office, finder) = session::open_finder(global, Care::default())?;
    let period = arguments.period(&finder)?;
    let which = if arguments.released { Which::Released } else { Which::All };
    let Arguments { by, of, joint, .. } = *arguments;
    let question = Question { by, measure: of, joint, period };
    let (counted, gathered) = count::count(&office, &finder, &question, which)?;
    let mut table = counted.table();
    let what = match which {
        Which::All => "按全部稿件统计",
        Which::Released => "按已发布的各期统计",
    };
    let issues: Vec<String> = gathered.issues.iter().map(ToString::to_string).collect();
    table.note(match issues.as_slice() {
        [now, before] if counted.compares => format!("{what}：本期 {now} 期，上期 {before} 期"),
        _ => format!("{what}：{} 期", issues[0]),
    });
    let file = arguments.table.output.as_deref().filter(|path| !session::is_piped(path));
    if let (None, Some(path)) = (arguments.table.format, file)
        && TableForm::of_file(path).is_none()
        && !tables::is_of_pages(path)
    {
        bail!(
            "看不出“{}”要做成哪种文件\n表格以 .xlsx、.csv、.json 或 .txt 结尾，图和表的页以 .pdf、.svg 或 .png 结尾",
            path.display()
        );
    }
    let is_of_pages = |path: &&Path| arguments.table.format.is_none() && tables::is_of_pages(path);
    match file.filter(is_of_pages) {
        Some(path) => print(&office, path, &counted, table)?,
        None => arguments.table.give(&[table])?,
    }
    let not_counted = gathered.not_counted();
    not_counted.iter().for_each(|line| output::alert(Level::Warning, line));
    Ok(if not_counted.is_empty() { Outcome::Clean } else { Outcome::Problems })
}

/// Chart and table on pages.
fn print(office: &Office, path: &Path, counted: &Counted, table: Table) -> Result<()> {
    let config = &office.workspace.config;
    let period = counted.question.period;
    let fonts = FontSet::load(Some(office.workspace.place()), &config.fonts)?;
    let paper = Paper {
        heading: &table.title.clone(),
        under: &format!("{}　{}", config.publisher.value, days(period)),
        date: period.to,
        bars: Some(count::bars(counted)),
        tables: &[table],
    };
    let pages = paper::lay_out(&fonts, office.workspace.place(), &paper)?;
    for path in tables::print(office, &office.here.join(path), &pages)? {
        output::note(&format!("已写到 {}", office.shown(&path).display()));
    }
    Ok(())
}

fn days(period: Period) -> String {
    format!("{}—{}", written(period.from), written(period.to))
}

impl Arguments {
    fn period(&self, finder: &Finder) -> Result<Period> {
        let no =
            |what: &str, text: &str, like: &str| anyhow!("看不懂{what}“{text}”，写成 {like} 这样");
        if let Some(text) = &self.quarter {
            return Period::quarter(text).ok_or_else(|| no("季度", text, "2024Q1"));
        }
        if let Some(text) = &self.year {
            return Period::year(text).ok_or_else(|| no("年份", text, "2024"));
        }
        if let Some(text) = &self.month {
            return Period::month(text).ok_or_else(|| no("月份", text, "2024-03"));
        }
        if let (None, None) = (self.from, self.to) {
            return count::usual(finder);
        }
        let all = count::days(finder);
        let from = self.from.or(all.map(|(oldest, _)| oldest)).unwrap_or_default();
        let newest = || all.map_or(from, |(_, newest)| newest.max(from));
        let to = self.to.unwrap_or_else(newest);
        Period::days(from, to).ok_or_else(|| anyhow!("截止日期 {to} 在起始日期 {from} 之前"))
    }
}

fn by(name: &str) -> Result<By, String> {
    Ok(match name {
        "unit" | "单位" => By::Unit,
        "group" | "类别" => By::Group,
        "column" | "栏目" => By::Column,
        "month" | "月份" => By::Month,
        "editor" | "责任编辑" => By::Editor,
        _ => return Err("可用的有：unit、group、column、month、editor".to_owned()),
    })
}

fn measure(name: &str) -> Result<Measure, String> {
    Ok(match name {
        "items" | "条数" => Measure::Items,
        "characters" | "字数" => Measure::Characters,
        "credits" | "署名次数" => Measure::Credits,
        _ => return Err("可用的有：items、characters、credits".to_owned()),
    })
}

fn joint(name: &str) -> Result<Joint, String> {
    Ok(match name {
        "full" => Joint::Full,
        "shared" => Joint::Shared,
        _ => return Err("可用的有：full（各算一条）、shared（平分）".to_owned()),
    })
}
