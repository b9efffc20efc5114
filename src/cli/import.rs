//! `kuaibao import`: back issues and submissions become drafts.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use super::{Global, Outcome, back, balance, failure, output, session, words};
use crate::draft::guess::MARK;
use crate::office::edit::Edited;
use crate::office::filing::{self, Filed, Filing, Repeat};
use crate::office::store::Plan;
use crate::office::{Office, Refusal, inbox, intake};
use crate::workspace::DRAFTS_FOLDER;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao import 第38期.txt            把往期变成稿件，写到 drafts\n  kuaibao import 往期/*.docx           一次导入几期\n  kuaibao import -o - 第38期.txt       只看结果，不写文件\n  kuaibao import --into drafts/2023-44.toml --column 民生保障 县林业局.docx\n                                       把来稿加到一期的一个栏目里\n  kuaibao import --back 审过的送审稿.docx --into drafts/2023-44.toml\n                                       读回领导改过的送审稿，逐处接受\n\n不会覆盖已有的稿件。拿不准的地方写有“# 待核：”，归不好的文字留在 [[unplaced]]，一个字也不会丢。"
)]
pub(super) struct Arguments {
    /// 要导入的文件，可写几个；- 从标准输入读
    #[arg(value_name = "文件", required = true)]
    files: Vec<PathBuf>,
    /// 写到哪里：文件、文件夹，或 -（标准输出）；不写就是 drafts
    #[arg(short, long, value_name = "文件", conflicts_with = "into")]
    output: Option<PathBuf>,
    /// 当作来稿，加到这份稿件里
    #[arg(long, value_name = "稿件", required_if_eq("back", "true"))]
    into: Option<PathBuf>,
    /// 来稿加到哪个栏目；稿件里没有的栏目会新加
    #[arg(long, value_name = "栏目名", requires = "into")]
    column: Option<String>,
    /// 供稿单位，来稿里没有时用；可写几次
    #[arg(long, value_name = "单位", requires = "into")]
    credit: Vec<String>,
    /// 文件是改回来的送审稿（Word 或文字）：列出与稿件不同的地方，一处一处接受
    #[arg(long, conflicts_with_all = ["column", "credit"])]
    back: bool,
    /// 接受哪些改动：all（全部）、none（都不接受，只记批注），或编号，如 2.4,3.1.2
    #[arg(long, value_name = "编号", requires = "back")]
    accept: Option<String>,
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    if let (true, Some(into)) = (arguments.back, &arguments.into) {
        let [file] = arguments.files.as_slice() else {
            bail!("一次读回一份，请写一个文件");
        };
        return back::run(global, file, into, arguments.accept.as_deref());
    }
    if arguments.into.is_some() && arguments.column.is_none() {
        bail!("加到哪个栏目？写上 --column 栏目名；改回来的送审稿，加上 --back");
    }
    let to_stdout = arguments.output.as_ref().is_some_and(|path| path.as_os_str() == "-");
    let office = match to_stdout {
        true => session::open(global)?,
        false => session::open_to_write(global)?,
    };
    match (&arguments.into, &arguments.column) {
        (Some(into), Some(column)) => submissions(global, arguments, &office, into, column),
        _ => issues(global, arguments, &office),
    }
}

/// All files go into one draft, or none does.
fn submissions(
    global: &Global,
    arguments: &Arguments,
    office: &Office,
    into: &Path,
    column: &str,
) -> Result<Outcome> {
    let chosen = session::one_to_change(office, into)?;
    let mut edited = Edited::open(office, &chosen)?;
    let mut read = vec![];
    let mut all_bytes = vec![];
    for file in &arguments.files {
        let bytes = session::read_file(&office.here, file)?;
        let stem = file.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
        let imported = filing::read(office, &edited, file, &bytes)
            .with_context(|| format!("{} 没有导入，稿件没有改动", file.display()))?;
        read.push((imported, stem.into_owned()));
        all_bytes.push(bytes);
    }
    let filing = Filing { column, credits: &arguments.credit, stem: "" };
    let filed = filing::append(office, &mut edited, read, &filing).map_err(|error| {
        match &*arguments.files {
            [file] => error.context(format!("{} 没有导入，稿件没有改动", file.display())),
            _ => error,
        }
    })?;
    let several = arguments.files.len() > 1;
    let names = arguments.files.iter().map(|file| several.then_some(file.as_path()));
    let all: Vec<_> = names.zip(filed).collect();
    let mut plan = Plan::default();
    edited.plan(office, &mut plan)?;
    let arrived = arguments.files.iter().zip(&all_bytes).zip(&all);
    let arrived: Vec<_> = arrived
        .map(|((file, bytes), (_, filed))| (registered_as(file), bytes.as_slice(), filed))
        .collect();
    note_filed(office, &edited, &arrived, &mut plan)?;
    office.commit("加来稿", &plan)?;
    say_filed(global, office, &edited, &all)
}

/// The name by which a submission is registered.
fn registered_as(file: &Path) -> String {
    match file.file_name() {
        Some(name) if file.as_os_str() != "-" => name.to_string_lossy().into_owned(),
        _ => inbox::PASTED.to_owned(),
    }
}

/// Plans to note what was filed in the register of submissions.
pub(super) fn note_filed(
    office: &Office,
    edited: &Edited,
    arrived: &[inbox::Arrived<'_>],
    plan: &mut Plan,
) -> Result<()> {
    let who = session::who();
    if !inbox::note_filed(office, edited, arrived, who.today(), plan)? {
        output::note("注意：inbox.toml 里有错，这次没有登记来稿；看看哪里错：kuaibao inbox");
    }
    Ok(())
}

/// The path of the changed draft as data, everything else beside it; whether all has found its
/// place.
pub(super) fn say_filed(
    global: &Global,
    office: &Office,
    edited: &Edited,
    all: &[(Option<&Path>, Filed)],
) -> Result<Outcome> {
    output::data(&format!("{}\n", edited.path().display()))?;
    let complete = all.iter().all(|(_, filed)| filed.unplaced == 0);
    if !global.quiet {
        let mut said = vec![];
        for (file, filed) in all {
            said.extend(file.map(|file| format!("{}：", file.display())));
            said.extend(lines(filed));
        }
        output::note(&said.join("\n"));
        words::released(office, edited.path());
    }
    Ok(if complete { Outcome::Clean } else { Outcome::Problems })
}

/// What a submission has become.
fn lines(filed: &Filed) -> Vec<String> {
    let mut lines = vec![format!("加入“{}”{} 条：", filed.column, filed.items.len())];
    for item in &filed.items {
        let headline = if item.headline.is_empty() { "（没有标题）" } else { &item.headline };
        let by = match item.credits.is_empty() {
            true => "没有供稿单位".to_owned(),
            false => item.credits.join(" "),
        };
        lines.push(format!("  {} {headline}（{by}）", item.number));
    }
    if filed.is_new {
        lines.push(format!("新加了栏目“{}”", filed.column));
    }
    for item in &filed.items {
        lines.extend(item.repeats.as_ref().map(|repeat| repeated(&item.headline, repeat)));
    }
    for unknown in filed.items.iter().flat_map(|item| &item.unknown) {
        let near = unknown.near.as_ref().map(|near| format!("，您是不是要写“{near}”？"));
        let near = near.unwrap_or_default();
        lines.push(format!("注意：供稿单位“{}”不在单位名录里{near}", unknown.credit));
    }
    lines.extend(balance::said(&filed.proof));
    lines.extend(filed.notes.iter().map(|note| format!("注意：{note}")));
    lines.extend(left_to_do(filed.guesses, filed.unplaced));
    lines
}

fn repeated(headline: &str, repeat: &Repeat) -> String {
    format!(
        "注意：“{headline}”与 {} 第 {} 条“{}”{}",
        repeat.draft.display(),
        repeat.number,
        repeat.headline,
        repeat.likeness.words(),
    )
}

/// Each file is an issue.
fn issues(global: &Global, arguments: &Arguments, office: &Office) -> Result<Outcome> {
    let mut failed = 0;
    let mut problems = false;
    for file in &arguments.files {
        match issue(global, arguments, office, file) {
            Ok(complete) => problems |= !complete,
            Err(error) if arguments.files.len() == 1 => return Err(error),
            Err(error) => {
                failure::show(&error.context(format!("{} 没有导入", file.display())));
                failed += 1;
            }
        }
    }
    if failed > 0 {
        bail!("{failed} 个文件没有导入");
    }
    Ok(if problems { Outcome::Problems } else { Outcome::Clean })
}

/// Imports one issue; whether everything in it has found its place.
fn issue(global: &Global, arguments: &Arguments, office: &Office, file: &Path) -> Result<bool> {
    let bytes = session::read_file(&office.here, file)?;
    let read = intake::issue(office, file, &bytes)?;
    let mut unsaved = 0;
    let text = match target(office, arguments, &read.stem)? {
        None => {
            unsaved = read.outline.pictures.len();
            let text = read.text(office);
            output::exact(&text)?;
            text
        }
        Some(path) => {
            let text = read.create(office, &path).map_err(|error| {
                words::also(error, "要另存一份，用 -o 指定文件名", |refusal| {
                    matches!(refusal, Refusal::Exists { .. })
                })
            })?;
            output::data(&format!("{}\n", office.shown(&path).display()))?;
            text
        }
    };
    let unplaced = read.outline.unplaced.len();
    if !global.quiet {
        let outline = &read.outline;
        let columns = outline.columns.iter().filter(|column| !column.name.is_empty()).count();
        let items = outline.items().count();
        let mut said = format!("导入了 {columns} 个栏目、{items} 条信息");
        let balance = balance::said(&read.proof_of(&text));
        let notes = outline.notes.iter().map(|note| format!("注意：{note}"));
        let repeats = read.repeats(office);
        let repeats = repeats.iter().map(|(headline, repeat)| repeated(headline, repeat));
        let left = left_to_do(intake::guesses(&text), unplaced);
        let unsaved = (unsaved > 0)
            .then(|| format!("注意：{unsaved} 张图片没有另存；要图片，用 -o 指定稿件的文件名"));
        let notes = notes.chain(unsaved);
        for line in balance.into_iter().chain(notes).chain(repeats).chain(left) {
            said.push_str(&format!("\n{line}"));
        }
        output::note(&said);
    }
    Ok(unplaced == 0)
}

/// Where the draft goes; `None` is standard output.
fn target(office: &Office, arguments: &Arguments, stem: &str) -> Result<Option<PathBuf>> {
    let file = format!("{stem}.toml");
    let Some(path) = &arguments.output else {
        return Ok(Some(office.workspace.root.join(DRAFTS_FOLDER).join(file)));
    };
    if path.as_os_str() == "-" {
        return Ok(None);
    }
    let full = office.here.join(path);
    if full.is_dir() || path.to_string_lossy().ends_with(['/', '\\']) {
        return Ok(Some(full.join(file)));
    }
    if arguments.files.len() > 1 {
        bail!("要导入几个文件，-o 后面要写文件夹（以 / 结尾），不能是一个文件");
    }
    Ok(Some(full))
}

/// What is left for a person to do.
fn left_to_do(guesses: usize, unplaced: usize) -> Vec<String> {
    let mut lines = vec![];
    if guesses > 0 {
        lines.push(format!("{guesses} 处拿不准，写有“# {MARK}”，请对照原件核对"));
    }
    if unplaced > 0 {
        lines.push(format!("{unplaced} 段文字没有归好，在稿件末尾的 [[unplaced]] 里，归好才能印"));
    }
    lines
}
