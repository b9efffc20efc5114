//! `kuaibao find`: where something stands in all issues, and which figures were given of it.

use std::collections::BTreeMap;
use std::io::IsTerminal as _;

use anyhow::{Result, bail};
use chrono::NaiveDate;

use super::table::Arguments as TableArguments;
use super::{Global, Outcome, days, output, session};
use crate::export::table::TableForm;
use crate::office::find::{Care, Filter, Found, Hit, Piece, Standing};
use crate::report::inert;
use crate::report::table::{self, Cell, Kind, Table};
use crate::search::figures::{self, Figure};
use crate::search::query::Query;
use crate::source::nearest::meant;
use crate::zh::decimal::Decimal;
use crate::zh::fraction::Fraction;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao find 秸秆禁烧                  哪几期说过，最近的在前\n  kuaibao find 秸秆 禁烧 --unit 司寨乡    两个词都有的，只看一个单位的\n  kuaibao find 秸秆禁烧 --figures        历次说的数\n  kuaibao find --unit 司寨乡 --from 2023  一个单位2023年以来的全部条目\n  kuaibao find 小麦 --without 播种 --from 2023\n                                       有小麦、没有播种的，2023年以来\n\n全角半角、繁简、空格、引号的不同不算；单位的全称、简称、别名和更名前后的名称算一个，加引号就只找这一种写法。"
)]
pub(super) struct Arguments {
    /// 要找的词，几个词都要有；写明单位、栏目或日期的可以不写词
    #[arg(value_name = "词", required_unless_present_any = ["unit", "column", "from", "to"])]
    words: Vec<String>,
    /// 没有这个词的；可写几次
    #[arg(long, value_name = "词")]
    without: Vec<String>,
    /// 只看这个单位的条目，写哪个名称都行
    #[arg(long, value_name = "单位")]
    unit: Option<String>,
    /// 只看名称里有这几个字的栏目
    #[arg(long, value_name = "栏目")]
    column: Option<String>,
    /// 从哪天起，如 2023、2023-09、2023-09-22
    #[arg(long, value_name = "日期", value_parser = days::first)]
    from: Option<NaiveDate>,
    /// 到哪天止，写法同上
    #[arg(long, value_name = "日期", value_parser = days::last)]
    to: Option<NaiveDate>,
    /// 列出历次说的数，一行一个
    #[arg(long, requires = "words")]
    figures: bool,
    /// 最多列几条，0 是全部
    #[arg(long, value_name = "条数", default_value_t = 20, hide_default_value = true)]
    most: usize,
    /// 输出 JSON，同 --format json
    #[arg(long)]
    json: bool,
    /// 逐个查看归档的文件有没有改过（归档上万期时，平常只看文件夹）
    #[arg(long)]
    thorough: bool,
    #[command(flatten)]
    table: TableArguments,
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let care = Care { thorough: arguments.thorough, ..Care::default() };
    let (_, mut finder) = session::open_finder(global, care)?;
    let words = arguments.words.join(" ");
    let without: String =
        arguments.without.iter().map(|word| format!(" -{}", word.trim())).collect();
    let query = match arguments.words.is_empty() && without.is_empty() {
        true => Some(Query::everything()),
        false => finder.query(&format!("{words}{without}")),
    };
    let Some(query) = query else { bail!("“{words}”里没有可以找的字") };
    super::days::in_order(arguments.from, arguments.to)?;
    let filter = Filter {
        unit: arguments.unit.clone(),
        column: arguments.column.clone(),
        from: arguments.from,
        to: arguments.to,
    };
    let most = match arguments.most {
        0 => usize::MAX,
        _ if arguments.figures => usize::MAX,
        most => most,
    };
    let found = finder.find(&query, &filter, most)?;
    let words = match arguments.words.is_empty() {
        true => wanted(arguments),
        false => words,
    };
    let table = TableArguments {
        format: arguments.table.format.or(arguments.json.then_some(TableForm::Json)),
        output: arguments.table.output.clone(),
    };
    match arguments.figures {
        true => give_figures(&table, &words, &query, &found)?,
        false if is_for_reading(&table) => output::painted(&text(&words, &found))?,
        false => table.give(&[hits(&words, &found)])?,
    }
    if let Some(unit) = arguments.unit.as_deref().map(str::trim).filter(|_| found.items == 0)
        && finder.roster.find(unit, None).is_none()
    {
        let near = finder.roster.nearest(unit, None).map(meant).unwrap_or_default();
        output::note(&format!(
            "注意：单位名录里没有“{unit}”{}{near}",
            if near.is_empty() { "" } else { "，" }
        ));
    }
    if let Some(column) = arguments.column.as_deref().map(str::trim).filter(|_| found.items == 0)
        && let Some(near) = finder.missing_column(column)
    {
        let near = near.as_deref().map(meant).unwrap_or_default();
        let comma = if near.is_empty() { "" } else { "，" };
        output::note(&format!("注意：没有名称里有“{column}”的栏目{comma}{near}"));
    }
    if !global.quiet {
        words_of_near_forms(&query).iter().for_each(|line| output::note(line));
    }
    Ok(if found.items == 0 { Outcome::Problems } else { Outcome::Clean })
}

/// What was asked for without words: a unit, a column, days.
fn wanted(arguments: &Arguments) -> String {
    let days = [(arguments.from, "起"), (arguments.to, "止")];
    let days = days.into_iter().filter_map(|(day, word)| Some(format!("{}{word}", day?)));
    let names = [arguments.unit.clone(), arguments.column.clone()];
    names.into_iter().flatten().chain(days).collect::<Vec<_>>().join(" ")
}

/// Whether somebody will look at it here, or where it is sent on as text.
fn is_for_reading(table: &TableArguments) -> bool {
    table.output.is_none() && matches!(table.format, None | Some(TableForm::Text))
}

/// Says in which other forms a word was looked for.
fn words_of_near_forms(query: &Query) -> Vec<String> {
    let near = query.words.iter().filter(|word| word.phrases.len() > 1);
    near.map(|word| {
        let others: Vec<&str> = word.phrases.iter().skip(1).map(|phrase| phrase.text()).collect();
        format!("“{}”也找了：{}", word.shown, others.join("、"))
    })
    .collect()
}

/// The hits as they are read on a terminal.
fn text(words: &str, found: &Found) -> String {
    if found.items == 0 {
        return inert(&format!("没有找到“{words}”\n")).into_owned();
    }
    let mut text = String::new();
    for hit in &found.hits {
        text.push_str(&inert(&format!("{}　{}　", hit.place(), hit.number_words())));
        let column = painted(&hit.column);
        if !column.is_empty() {
            text.push_str(&format!("【{column}】"));
        }
        text.push_str(&painted(&hit.headline));
        if !hit.credits.is_empty() {
            let credits: Vec<String> = hit.credits.iter().map(|credit| painted(credit)).collect();
            text.push_str(&format!("（{}）", credits.join(" ")));
        }
        text.push('\n');
        for passage in &hit.passages {
            text.push_str(&format!("    {}\n", painted(passage)));
        }
        text.push_str(&inert(&format!("    {}\n", hit.draft.display())));
    }
    let shown = match found.hits.len() < found.items {
        true => format!("，这里列出 {} 条，全部列出用 --most 0", found.hits.len()),
        false => String::new(),
    };
    text.push_str(&format!("共 {} 期 {} 条{shown}\n", found.issues, found.items));
    text
}

/// Pieces in which nothing is left that a terminal obeys, what was found in colour and in brackets,
/// so that it is seen without colours, too.
fn painted(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| {
            let text = inert(&piece.text).replace(['\n', '\t'], " ");
            match piece.is_hit {
                true => format!("\u{1b}[1m\u{1b}[31m[{text}]\u{1b}[0m"),
                false => text,
            }
        })
        .collect()
}

fn plain(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

fn marked(pieces: &[Piece]) -> String {
    let piece = |piece: &Piece| match piece.is_hit {
        true => format!("[{}]", piece.text),
        false => piece.text.clone(),
    };
    pieces.iter().map(piece).collect()
}

fn standing(hit: &Hit) -> &'static str {
    match hit.standing {
        Standing::Draft => "稿件",
        Standing::Held => "留用",
        Standing::Released if hit.is_former => "已发布（稿件后来改过）",
        Standing::Released => "已发布",
    }
}

/// As its file is named; what is held back has no number.
fn issue(hit: &Hit) -> &str {
    if hit.standing == Standing::Held { "留用稿" } else { &hit.name }
}

/// The hits as a table.
fn hits(words: &str, found: &Found) -> Table {
    let mut table = Table::of(
        format!("“{words}”"),
        &[
            ("日期", Kind::Date),
            ("期", Kind::Text),
            ("在哪里", Kind::Text),
            ("条目", Kind::Text),
            ("栏目", Kind::Text),
            ("标题", Kind::Text),
            ("供稿单位", Kind::Text),
            ("上下文", Kind::Text),
            ("稿件", Kind::Text),
        ],
    );
    for hit in &found.hits {
        let credits: Vec<String> = hit.credits.iter().map(|credit| plain(credit)).collect();
        let passages: Vec<String> = hit.passages.iter().map(|passage| marked(passage)).collect();
        table.push(vec![
            Cell::date(hit.date),
            issue(hit).into(),
            standing(hit).into(),
            hit.number_words().into(),
            plain(&hit.column).into(),
            plain(&hit.headline).into(),
            credits.join(" ").into(),
            passages.join("　").into(),
            hit.draft.display().to_string().into(),
        ]);
    }
    table.note(format!("共 {} 期 {} 条", found.issues, found.items));
    table
}

/// What stands last in the list of figures.
const SENTENCE: &str = "句子";

/// Figures in the order of time, and what was given more than once as a line of values.
fn give_figures(given: &TableArguments, words: &str, query: &Query, found: &Found) -> Result<()> {
    let mut all: Vec<(&Hit, Figure)> = found
        .hits
        .iter()
        .flat_map(|hit| {
            figures::about(query, &hit.item).into_iter().map(move |figure| (hit, figure))
        })
        .collect();
    all.sort_by(|(one, _), (other, _)| {
        (one.date, &one.name, one.number).cmp(&(other.date, &other.name, other.number))
    });
    let mut list = Table::of(
        format!("“{words}”历次的数"),
        &[
            ("日期", Kind::Date),
            ("期", Kind::Text),
            ("条目", Kind::Text),
            ("供稿单位", Kind::Text),
            ("事项", Kind::Text),
            ("数值", Kind::Integer),
            ("单位", Kind::Text),
            ("原文", Kind::Text),
            (SENTENCE, Kind::Text),
        ],
    );
    let mut series: BTreeMap<(&str, &str), Vec<(&Hit, &Figure)>> = BTreeMap::new();
    for (hit, figure) in &all {
        let credits: Vec<String> = hit.credits.iter().map(|credit| plain(credit)).collect();
        list.push(vec![
            Cell::date(hit.date),
            issue(hit).into(),
            hit.number_words().into(),
            credits.join(" ").into(),
            figure.subject.clone().into(),
            // What is about so much, or a range, is no number to reckon with.
            match figure.is_exact {
                true => value(figure.value),
                false => figure.written.clone().into(),
            },
            figure.unit.clone().into(),
            figure.shown.clone().into(),
            figure.sentence.clone().into(),
        ]);
        if figure.is_exact {
            series.entry((&figure.subject, &figure.unit)).or_default().push((hit, figure));
        }
    }
    list.note(format!("{} 期 {} 条里有 {} 个数", found.issues, found.items, all.len()));
    let mut lines = Table::of(
        format!("“{words}”说过不止一次的数"),
        &[
            ("事项", Kind::Text),
            ("单位", Kind::Text),
            ("次数", Kind::Integer),
            ("首次", Kind::Date),
            ("首次数值", Kind::Integer),
            ("末次", Kind::Date),
            ("末次数值", Kind::Integer),
            ("走势", Kind::Text),
        ],
    );
    let mut series: Vec<_> = series.into_iter().filter(|(_, values)| values.len() > 1).collect();
    series.sort_by_key(|(name, values)| (std::cmp::Reverse(values.len()), *name));
    for ((subject, unit), values) in series {
        let (Some(first), Some(last)) = (values.first(), values.last()) else { continue };
        let numbers: Vec<Decimal> = values.iter().map(|(_, figure)| figure.value).collect();
        lines.push(vec![
            subject.into(),
            unit.into(),
            Cell::count(values.len()),
            Cell::date(first.0.date),
            value(first.1.value),
            Cell::date(last.0.date),
            value(last.1.value),
            figures::line(&numbers).into(),
        ]);
    }
    let tables = if lines.rows.is_empty() { vec![list] } else { vec![list, lines] };
    given.give_or(&tables, || {
        // Sentences make rows that nobody can follow on a terminal.
        let mut short = tables.clone();
        for table in &mut short {
            if table.columns.pop_if(|last| last.name == SENTENCE).is_some() {
                table.rows.iter_mut().for_each(|row| drop(row.cells.pop()));
            }
        }
        let most = std::io::stdout().is_terminal().then(output::width);
        table::text(&short, most)
    })
}

fn value(value: Decimal) -> Cell {
    Cell::Number(Fraction::from(value))
}
