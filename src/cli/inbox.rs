//! `kuaibao inbox`: what units have sent in, and what became of it.

use std::path::PathBuf;

use anyhow::{Result, bail};
use chrono::{Local, NaiveDate};

use super::table::Arguments as TableArguments;
use super::{Global, Outcome, output, session, words};
use crate::office::Office;
use crate::office::inbox::{self, Fate, Letter, Register};
use crate::office::store::Plan;
use crate::report::table::{Cell, Kind, Table};
use crate::zh::fraction::Fraction;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao inbox                    登记新来的，列出各份来稿的去向\n  kuaibao inbox --waiting          只看还没有处理的\n  kuaibao inbox --rates --from 2024-01 --to 2024-03\n                                   各单位报了几条、用了几条、采用率\n  kuaibao inbox --unused 县林业局.docx --reason 与上月重复\n                                   定为不用，写明原因\n\n来稿放在工作文件夹的 inbox（或 来稿）里；用 import --into、add 直接加进稿件的也会登记。登记在 inbox.toml 里，可以看，可以改。"
)]
pub(super) struct Arguments {
    /// 只列还没有处理的
    #[arg(long)]
    waiting: bool,
    /// 各单位的采用率
    #[arg(long, conflicts_with = "waiting")]
    rates: bool,
    /// 从哪天收到的起，如 2024、2024-03
    #[arg(long, value_name = "日期", value_parser = super::days::first)]
    from: Option<NaiveDate>,
    /// 到哪天收到的止，写法同上
    #[arg(long, value_name = "日期", value_parser = super::days::last)]
    to: Option<NaiveDate>,
    /// 这份来稿不用
    #[arg(long, value_name = "文件", requires = "reason")]
    unused: Option<PathBuf>,
    /// 不用的原因
    #[arg(long, value_name = "原因", requires = "unused")]
    reason: Option<String>,
    #[command(flatten)]
    table: TableArguments,
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    super::days::in_order(arguments.from, arguments.to)?;
    let (office, mut register) = registered(global, arguments.unused.is_some())?;
    if !register.findings.diagnostics.is_empty() {
        words::findings(std::slice::from_ref(&register.findings));
        register.is_sound()?;
    }
    if let (Some(file), Some(reason)) = (&arguments.unused, &arguments.reason) {
        let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
        if reason.trim().is_empty() {
            bail!("--reason 后面写不用的原因");
        }
        let at = register.submissions.iter().rposition(|known| known.file == name);
        let Some(at) = at else {
            bail!("登记里没有“{name}”这份来稿\n文件名见 kuaibao inbox")
        };
        let letter = inbox::letters(&office, &register).swap_remove(at);
        let taken = |(_, fate): &(String, Fate)| {
            matches!(fate, Fate::Adopted { .. } | Fate::Held(_)).then(|| became(fate))
        };
        let stand: Option<Vec<String>> = letter.fates.iter().map(taken).collect();
        if let Some(stand) = stand.filter(|stand| !stand.is_empty()) {
            bail!("“{name}”里的都已经用上了（{}），没有可以定为不用的", stand.join("、"))
        }
        register.drop(at, reason.trim());
        let mut plan = Plan::default();
        register.plan(&mut plan);
        office.commit("登记来稿", &plan)?;
        if !global.quiet {
            output::note(&format!("“{name}”定为不用：{}", reason.trim()));
        }
        return Ok(Outcome::Clean);
    }
    let mut letters = inbox::letters(&office, &register);
    letters.retain(|letter| {
        let received = letter.submission.received;
        let waits = letter.fates.iter().any(|(_, fate)| *fate == Fate::Waiting);
        arguments.from.is_none_or(|from| received.is_some_and(|day| from <= day))
            && arguments.to.is_none_or(|to| received.is_some_and(|day| day <= to))
            && (waits || !arguments.waiting)
    });
    let table = if arguments.rates {
        let day = arguments.to.unwrap_or_else(|| Local::now().date_naive());
        rates(&office, &letters, day)
    } else {
        list(&letters)
    };
    arguments.table.give(&[table])?;
    Ok(Outcome::Clean)
}

/// The register with all that lies in the inbox; what is new in it is written, where that can be.
fn registered(global: &Global, must_write: bool) -> Result<(Office, Register)> {
    let reading = session::open(global)?;
    let today = NaiveDate::parse_from_str(session::who().today(), "%Y-%m-%d").ok();
    let mut register = Register::read(&reading)?;
    let known = register.submissions.len();
    let sound = register.is_sound().is_ok();
    let failed = if sound { inbox::arrivals(&reading, &mut register, today) } else { vec![] };
    for (path, why) in failed {
        output::note(&format!("注意：{} {why}", path.display()));
    }
    if !sound || register.submissions.len() == known && !must_write {
        return Ok((reading, register));
    }
    // Read again under the lock: somebody may have registered the same meanwhile.
    drop(reading);
    let writing = match session::open_to_write(global) {
        Ok(office) => office,
        Err(error) if must_write => return Err(error),
        Err(_) => {
            output::note("注意：这里不能写，新来的没有登记下来");
            return Ok((session::open(global)?, register));
        }
    };
    let mut register = Register::read(&writing)?;
    register.is_sound()?;
    inbox::arrivals(&writing, &mut register, today);
    let mut plan = Plan::default();
    register.plan(&mut plan);
    writing.commit("登记来稿", &plan)?;
    let new = register.submissions.len().saturating_sub(known);
    if new > 0 && !global.quiet {
        output::note(&format!("新登记 {new} 份来稿"));
    }
    Ok((writing, register))
}

fn list(letters: &[Letter]) -> Table {
    let columns = [
        ("收到", Kind::Date),
        ("文件", Kind::Text),
        ("单位", Kind::Text),
        ("标题", Kind::Text),
        ("去向", Kind::Text),
    ];
    let mut table = Table::of("来稿", &columns);
    for letter in letters {
        for (at, (headline, fate)) in letter.fates.iter().enumerate() {
            let first = at == 0;
            let submission = &letter.submission;
            table.push(vec![
                if first { Cell::date(submission.received) } else { Cell::Empty },
                if first { submission.file.as_str() } else { "" }.into(),
                if first { submission.units.join(" ") } else { String::new() }.into(),
                headline.as_str().into(),
                became(fate).into(),
            ]);
        }
    }
    let waiting = letters.iter().flat_map(|letter| &letter.fates);
    let waiting = waiting.filter(|(_, fate)| *fate == Fate::Waiting).count();
    table.note(format!("共 {} 份，待处理 {waiting} 条", letters.len()));
    table
}

fn became(fate: &Fate) -> String {
    match fate {
        Fate::Adopted { issue, number, released: true } => format!("采用 {issue} {number}"),
        Fate::Adopted { issue, number, released: false } => format!("编入 {issue} {number}"),
        Fate::Held(number) => format!("留用 {number}"),
        Fate::Unused(reason) => format!("不用：{reason}"),
        Fate::Gone(issue) => format!("编入 {issue} 后又撤下"),
        Fate::Waiting => "待处理".to_owned(),
    }
}

fn rates(office: &Office, letters: &[Letter], day: NaiveDate) -> Table {
    let columns = [
        ("单位", Kind::Text),
        ("报送", Kind::Integer),
        ("采用", Kind::Integer),
        ("留用", Kind::Integer),
        ("不用", Kind::Integer),
        ("待处理", Kind::Integer),
        ("采用率", Kind::Percent(1)),
    ];
    let mut table = Table::of("来稿采用率", &columns);
    let share = |adopted: usize, sent: usize| {
        Fraction::of(adopted).over(Fraction::of(sent)).map_or(Cell::Empty, Cell::Number)
    };
    for rate in inbox::rates(office, letters, day) {
        table.push(vec![
            rate.unit.as_str().into(),
            Cell::count(rate.sent),
            Cell::count(rate.adopted),
            Cell::count(rate.held),
            Cell::count(rate.unused),
            Cell::count(rate.waiting),
            share(rate.adopted, rate.sent),
        ]);
    }
    // An item of several units is one of each, and one in all.
    let fates: Vec<&Fate> =
        letters.iter().flat_map(|letter| &letter.fates).map(|(_, fate)| fate).collect();
    let count = |is: fn(&Fate) -> bool| fates.iter().filter(|fate| is(fate)).count();
    let adopted = count(|fate| matches!(fate, Fate::Adopted { .. }));
    table.push_total(vec![
        "合计".into(),
        Cell::count(fates.len()),
        Cell::count(adopted),
        Cell::count(count(|fate| matches!(fate, Fate::Held(_)))),
        Cell::count(count(|fate| matches!(fate, Fate::Unused(_) | Fate::Gone(_)))),
        Cell::count(count(|fate| matches!(fate, Fate::Waiting))),
        share(adopted, fates.len()),
    ]);
    table.note("编入或已发布的算采用；几个单位联合报的，各算一条，合计里算一条");
    table
}
