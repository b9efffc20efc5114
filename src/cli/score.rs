//! `kuaibao score`: points of units for what they sent in, why, and the 通报 of them.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use chrono::NaiveDate;

use super::{Global, Outcome, days, output, session, table, words};
use crate::export::table::TableForm;
use crate::export::{Form, table as tables};
use crate::office::said::Said;
use crate::office::score::{self, EXAMPLES, Scored};
use crate::office::{Office, Refusal, print};
use crate::report::{self, Summary};
use crate::score::Period;
use crate::score::scheme::Issues;
use crate::source::Level;
use crate::workspace::archive;

#[derive(Debug, clap::Args)]
#[command(after_help = help())]
pub(super) struct Arguments {
    /// 哪个月，如 2024-01；四种时间都不写就是上个月
    #[arg(long, value_name = "月", value_parser = month, group = "period")]
    month: Option<Period>,
    /// 哪个季度，如 2024-Q1
    #[arg(long, value_name = "季", value_parser = quarter, group = "period")]
    quarter: Option<Period>,
    /// 哪一年，如 2024
    #[arg(long, value_name = "年", value_parser = year, group = "period")]
    year: Option<Period>,
    /// 从哪天起，如 2024-01-01
    #[arg(long, value_name = "日期", value_parser = days::first, requires = "to", conflicts_with = "period")]
    from: Option<NaiveDate>,
    /// 到哪天为止
    #[arg(long, value_name = "日期", value_parser = days::last, requires = "from")]
    to: Option<NaiveDate>,
    /// 看什么：unit（各单位，分类排名）或 group（各类合计）
    #[arg(
        long,
        value_name = "什么",
        default_value = "unit",
        hide_default_value = true,
        hide_possible_values = true,
        conflicts_with_all = ["why", "details"]
    )]
    by: By,
    /// 一个单位的分是怎么来的，一条条列出
    #[arg(long, value_name = "单位")]
    why: Option<String>,
    /// 全部单位的分是怎么来的，一条条列出
    #[arg(long, conflicts_with = "why")]
    details: bool,
    /// 只检查 scoring.toml 和 adopted.toml，不计分
    #[arg(long, conflicts_with_all = ["why", "details", "format", "output"])]
    check: bool,
    /// 写一份 scoring.toml，再按本地的办法改。有哪几套见下，不写名称就是通用
    #[arg(
        long,
        value_name = "名称",
        num_args = 0..=1,
        default_missing_value = EXAMPLES[0].0,
        conflicts_with_all = ["why", "details", "check", "format", "output"]
    )]
    init: Option<String>,
    /// 只算发布了的各期，不管 scoring.toml 怎样写
    #[arg(long)]
    released: bool,
    /// 在哪天计的分：约稿、任务到这天还没有到期的不算迟，通报也印这一天；不写就是今天
    #[arg(long, value_name = "日期", value_parser = days::day)]
    date: Option<NaiveDate>,
    /// 做成什么：text（直接看）、csv、json、xlsx（带公式），或通报：pdf、docx、html、ofd、png；不写就看 -o 的结尾，再就是 text
    #[arg(long, value_name = "格式", value_parser = form)]
    format: Option<Wanted>,
    /// 写到哪个文件；xlsx 和通报不写就是 out/score-2024-01.xlsx 这样的名字
    #[arg(short, long, value_name = "文件")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum By {
    Unit,
    Group,
}

/// A table, or the 通报.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Table(TableForm),
    Notice(Form),
}

/// What a 通报 can be made into.
const NOTICES: [Form; 5] = [Form::Pdf, Form::Docx, Form::Html, Form::Ofd, Form::Png];

fn help() -> String {
    let wide = EXAMPLES.iter().map(|(name, ..)| report::table::width(name)).max().unwrap_or(0);
    let example = |(name, about, _): &(&str, &str, &str)| {
        let gap = " ".repeat(wide - report::table::width(name));
        format!("  {name}{gap}  {about}\n")
    };
    format!(
        "例：\n  kuaibao score --init                       写一份计分办法，改好再用\n  kuaibao score --month 2024-01              一月的得分和名次\n  kuaibao score --month 2024-01 --why 东屯镇  东屯镇的分是怎么来的\n  kuaibao score --quarter 2024-Q1 --format xlsx -o 一季度.xlsx\n  kuaibao score --month 2024-01 --format pdf 印通报\n  kuaibao score --check                      检查计分办法和采用记录\n\n自带的计分办法：\n{}\n上级采用、领导批示、约稿、报送条数、其他加减分记在 adopted.toml 里。",
        EXAMPLES.iter().map(example).collect::<String>()
    )
}

fn month(text: &str) -> Result<Period, String> {
    Period::month(text).ok_or_else(|| "写成 2024-01 的样子".to_owned())
}

fn quarter(text: &str) -> Result<Period, String> {
    Period::quarter(text).ok_or_else(|| "写成 2024-Q1 的样子，Q1 到 Q4".to_owned())
}

fn year(text: &str) -> Result<Period, String> {
    Period::year(text).ok_or_else(|| "写成 2024 的样子".to_owned())
}

fn form(name: &str) -> Result<Wanted, String> {
    let name = name.trim();
    let notice = || Form::named(name).filter(|form| NOTICES.contains(form)).map(Wanted::Notice);
    TableForm::named(name).map(Wanted::Table).or_else(notice).ok_or_else(|| {
        let notices = NOTICES.map(|form| form.name()).join("、");
        format!("可用的有：{}、{notices}", tables::names())
    })
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    if let Some(name) = &arguments.init {
        return init(global, name);
    }
    let office = session::open(global)?;
    if arguments.check {
        return check(global, &office);
    }
    let today = chrono::Local::now().date_naive();
    let date = arguments.date.unwrap_or(today);
    let period = arguments.period(date)?;
    let wanted = arguments.wanted()?;
    let issues = arguments.released.then_some(Issues::Released);
    let scored = score::score(&office, period, date, issues)?;
    words::say(&[Said::Settings(scored.findings.clone())]);
    tell_left_out(&scored);
    if scored.unreleased > 0 && !global.quiet && has_released(&office) {
        output::note(&format!(
            "其中 {} 期还没有发布；只算发布了的，加 --released",
            scored.unreleased
        ));
    }
    if scored.board.issues == 0 {
        output::note(&format!(
            "注意：{}一期也没有，名次只看采用记录；算哪一段，用 --month、--quarter 或 --year 写明",
            period.title()
        ));
    }
    let failed = scored.has_errors();
    match wanted {
        Wanted::Table(form) => {
            let tables = arguments.tables(&office, &scored, form)?;
            let file = arguments.output.clone().filter(|path| !session::is_piped(path));
            let file = file.or_else(|| {
                let is_seen = form == TableForm::Xlsx && std::io::stdout().is_terminal();
                is_seen.then(|| usual(&office, period, "xlsx"))
            });
            if failed && file.is_some() {
                return refused();
            }
            let give = table::Arguments { format: Some(form), output: file };
            give.give(&tables)?;
        }
        Wanted::Notice(_) if failed => return refused(),
        Wanted::Notice(form) => {
            return notice(global, arguments, &office, &scored, date, form);
        }
    }
    Ok(if failed { Outcome::Problems } else { Outcome::Clean })
}

fn refused() -> Result<Outcome> {
    output::note("有错误，得分可能不对，没有写出");
    Ok(Outcome::Problems)
}

impl Arguments {
    fn period(&self, today: NaiveDate) -> Result<Period> {
        if let (Some(from), Some(to)) = (self.from, self.to) {
            return match Period::days(from, to) {
                Some(period) => Ok(period),
                None => bail!("--from（{from}）比 --to（{to}）还晚"),
            };
        }
        let named = self.month.or(self.quarter).or(self.year);
        match named.or_else(|| Period::month_before(today)) {
            Some(period) => Ok(period),
            None => bail!("写上要计哪个月：--month 2024-01"),
        }
    }

    fn wanted(&self) -> Result<Wanted> {
        let file = self.output.as_deref().filter(|path| !session::is_piped(path));
        let wanted = match (self.format, file) {
            (Some(wanted), _) => wanted,
            (None, Some(path)) => by_ending(path)?,
            (None, None) => Wanted::Table(TableForm::Text),
        };
        if let (Wanted::Notice(form), true) = (wanted, self.why.is_some() || self.details) {
            bail!("{} 是通报，不能与 --why、--details 一起用", form.name());
        }
        Ok(wanted)
    }

    fn tables(
        &self,
        office: &Office,
        scored: &Scored,
        form: TableForm,
    ) -> Result<Vec<report::table::Table>> {
        let roster = &office.workspace.roster;
        let shown = scored.shown(roster);
        if let Some(name) = &self.why {
            return Ok(vec![shown.why(scored.unit(roster, name)?)]);
        }
        Ok(match self.by {
            _ if self.details => vec![shown.traces()],
            By::Group => vec![shown.by_class()],
            By::Unit => shown.boards(form == TableForm::Xlsx),
        })
    }
}

/// What a file's ending asks for.
fn by_ending(path: &Path) -> Result<Wanted> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let notice = || Form::of_file(&name).filter(|form| NOTICES.contains(form));
    match TableForm::of_file(path) {
        Some(form) => Ok(Wanted::Table(form)),
        None => match notice() {
            Some(form) => Ok(Wanted::Notice(form)),
            None => bail!(
                "看不出“{}”要做成哪种文件\n表格以 .xlsx、.csv、.json 或 .txt 结尾，通报以 .pdf、.docx、.html 或 .ofd 结尾",
                path.display()
            ),
        },
    }
}

fn usual(office: &Office, period: Period, ending: &str) -> PathBuf {
    office.workspace.root.join("out").join(format!("{}.{ending}", score::stem(period)))
}

/// Makes the 通报.
fn notice(
    global: &Global,
    arguments: &Arguments,
    office: &Office,
    scored: &Scored,
    date: NaiveDate,
    form: Form,
) -> Result<Outcome> {
    let (files, findings) = score::notice(office, scored, date, form)?;
    words::say(&[Said::Settings(vec![findings])]);
    let Some(files) = files else {
        output::note("通报的版面有问题，没有写出");
        return Ok(Outcome::Problems);
    };
    let piped = arguments.output.as_deref().is_some_and(session::is_piped);
    if piped {
        if files.len() > 1 {
            bail!("每页是一个文件，不能写到标准输出；-o 后面写文件名");
        }
        files.iter().try_for_each(|file| output::bytes(&file.bytes))?;
        return Ok(Outcome::Clean);
    }
    let row = form.row();
    let path = match &arguments.output {
        Some(path) => office.here.join(path),
        None => usual(office, scored.board.period, row.ending.trim_start_matches('.')),
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let Some(stem) = name.strip_suffix(row.ending) else {
        bail!("{} 做出的文件以 {} 结尾，不能叫“{name}”", row.form.name(), row.ending);
    };
    let made: Vec<(PathBuf, &[u8])> = (files.iter())
        .map(|file| (path.with_file_name(format!("{stem}{}", file.ending)), file.bytes.as_slice()))
        .collect();
    print::deliver(office, &made, &format!(".score{}", row.ending))?;
    if !global.quiet {
        let written: Vec<String> =
            made.iter().map(|(path, _)| office.shown(path).display().to_string()).collect();
        output::note(&format!("已生成 {}", written.join("、")));
        for note in files.iter().flat_map(|file| &file.notes) {
            output::note(&format!("  {note}"));
        }
    }
    Ok(Outcome::Clean)
}

/// Says which drafts could not be counted.
fn tell_left_out(scored: &Scored) {
    scored.not_counted().for_each(|line| output::alert(Level::Error, &line));
    if let Some(first) = scored.left_out.first() {
        output::note(&format!("先改好：kuaibao check {}", first.display()));
    }
}

fn has_released(office: &Office) -> bool {
    office.workspace.root.join(archive::FOLDER).is_dir()
}

fn check(global: &Global, office: &Office) -> Result<Outcome> {
    let found = score::check(office)?;
    if found.is_empty() {
        return Err(Refusal::NoScoring.into());
    }
    output::painted(&report::human::render(&found, output::look()))?;
    if !global.quiet {
        output::painted(&format!(
            "检查了计分办法和采用记录：{}\n",
            report::human::summary(&found)
        ))?;
    }
    Ok(if Summary::of(&found).is_clean() { Outcome::Clean } else { Outcome::Problems })
}

fn init(global: &Global, name: &str) -> Result<Outcome> {
    let office = session::open_to_write(global)?;
    let files = score::init(&office, name)?;
    let list: String =
        files.iter().map(|path| format!("{}\n", office.shown(path).display())).collect();
    output::data(&list)?;
    if !global.quiet {
        output::note(
            "接下来：\n  1. 打开 scoring.toml，按本地文件改分值和单位类别\n  2. 上级采用、批示、约稿记到 adopted.toml\n  3. kuaibao score --check 检查，kuaibao score 看得分",
        );
    }
    Ok(Outcome::Clean)
}
