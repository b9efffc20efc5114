//! `kuaibao import`: back issues and submissions become drafts.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use chrono::Datelike as _;

use super::output::Existing;
use super::session::Session;
use super::submission::{self, Edited, Filing};
use super::{Global, Outcome, output};
use crate::draft::guess::{self, MARK};
use crate::draft::name::Name;
use crate::import::outline::{Expected, Outline, Reference};
use crate::import::proof::Proof;
use crate::import::{self, Imported, limits};
use crate::source;
use crate::workspace::{self, DRAFTS_FOLDER};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao import 第38期.txt            把往期变成稿件，写到 drafts\n  kuaibao import 往期/*.docx           一次导入几期\n  kuaibao import -o - 第38期.txt       只看结果，不写文件\n  kuaibao import --into drafts/2023-44.toml --column 民生保障 县林业局.docx\n                                       把来稿加到一期的一个栏目里\n\n不会覆盖已有的稿件。拿不准的地方写有“# 待核：”，归不好的文字留在 [[unplaced]]，一个字也不会丢。"
)]
pub(super) struct Arguments {
    /// 要导入的文件，可写几个；- 从标准输入读
    #[arg(value_name = "文件", required = true)]
    files: Vec<PathBuf>,
    /// 写到哪里：文件、文件夹，或 -（标准输出）；不写就是 drafts
    #[arg(short, long, value_name = "文件", conflicts_with = "into")]
    output: Option<PathBuf>,
    /// 当作来稿，加到这份稿件里
    #[arg(long, value_name = "稿件", requires = "column")]
    into: Option<PathBuf>,
    /// 来稿加到哪个栏目；稿件里没有的栏目会新加
    #[arg(long, value_name = "栏目名", requires = "into")]
    column: Option<String>,
    /// 供稿单位，来稿里没有时用；可写几次
    #[arg(long, value_name = "单位", requires = "into")]
    credit: Vec<String>,
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let session = Session::open(global)?;
    match (&arguments.into, &arguments.column) {
        (Some(into), Some(column)) => submissions(global, arguments, &session, into, column),
        _ => issues(global, arguments, &session),
    }
}

/// All files go into one draft, or none does.
fn submissions(
    global: &Global,
    arguments: &Arguments,
    session: &Session,
    into: &Path,
    column: &str,
) -> Result<Outcome> {
    let chosen = submission::one(session, into)?;
    let mut edited = Edited::open(session, &chosen)?;
    let mut said = vec![];
    let mut complete = true;
    for file in &arguments.files {
        let bytes = read_file(&session.here, file)?;
        let stem = file.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
        let filing = Filing { column, credits: &arguments.credit, stem: &stem };
        let (lines, placed) = submit(session, &mut edited, file, &bytes, &filing)
            .with_context(|| format!("{} 没有导入，稿件没有改动", file.display()))?;
        if arguments.files.len() > 1 {
            said.push(format!("{}：", file.display()));
        }
        said.extend(lines);
        complete &= placed;
    }
    edited.save(session)?;
    say_filed(global, session, &edited, &said)?;
    Ok(if complete { Outcome::Clean } else { Outcome::Problems })
}

/// Reads one submission and appends it to a draft in memory; what there is to say, and whether
/// everything has found its place.
pub(super) fn submit(
    session: &Session,
    edited: &mut Edited,
    file: &Path,
    bytes: &[u8],
    filing: &Filing<'_>,
) -> Result<(Vec<String>, bool)> {
    let workspace = &session.workspace;
    let date = edited.entry.draft.date();
    let reference = Reference { config: &workspace.config, roster: &workspace.roster, date };
    let Imported { mut outline, proof } =
        import::import(file, bytes, Expected::Submission, reference)?;
    if outline.items().next().is_none() {
        bail!("“{}”里没有找到一条信息，没有改动稿件", file.display());
    }
    let before = guess::comments(&edited.text).len();
    let mut said = submission::file(session, edited, &mut outline, filing)?;
    said.push(format!("{}{}", balance(&proof).trim_start(), changes(&outline)));
    said.extend(outline.notes.iter().map(|note| format!("注意：{note}")));
    let guesses = guess::comments(&edited.text).len().saturating_sub(before);
    said.extend(left_to_do(guesses, outline.unplaced.len()));
    Ok((said, outline.unplaced.is_empty()))
}

/// The path of the changed draft as data, everything else beside it.
pub(super) fn say_filed(
    global: &Global,
    session: &Session,
    edited: &Edited,
    said: &[String],
) -> Result<()> {
    output::data(&format!("{}\n", submission::shown(session, edited.entry.source.path())))?;
    if !global.quiet {
        output::note(&said.join("\n"));
    }
    Ok(())
}

/// Each file is an issue.
fn issues(global: &Global, arguments: &Arguments, session: &Session) -> Result<Outcome> {
    let mut failed = 0;
    let mut problems = false;
    for file in &arguments.files {
        match issue(global, arguments, session, file) {
            Ok(complete) => problems |= !complete,
            Err(error) if arguments.files.len() == 1 => return Err(error),
            Err(error) => {
                output::failure(&error.context(format!("{} 没有导入", file.display())));
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
fn issue(global: &Global, arguments: &Arguments, session: &Session, file: &Path) -> Result<bool> {
    let bytes = read_file(&session.here, file)?;
    let workspace = &session.workspace;
    let reference = Reference { config: &workspace.config, roster: &workspace.roster, date: None };
    let Imported { outline, proof } = import::import(file, &bytes, Expected::Issue, reference)?;
    if outline.items().next().is_none() {
        bail!(
            "“{}”里没有找到一条信息，没有写出\n要加到某一期里的来稿，用 --into 稿件 --column 栏目名",
            file.display()
        );
    }
    let named = Name::of(file);
    let name = outline.date.zip(outline.number.or(named.map(|name| name.number)));
    let name = name.map(|(date, number)| Name { year: date.year(), kind: outline.kind, number });
    let stem = match name {
        Some(name) => name.to_string(),
        None => file.file_stem().map_or("导入".to_owned(), |stem| stem.to_string_lossy().into()),
    };
    let target = target(session, arguments, &stem)?;
    let text = match &target {
        None => {
            let text = import::toml::issue(&outline, named, &[], reference);
            output::data(&text)?;
            text
        }
        Some(path) => {
            let shown = workspace::shown(path, &session.here);
            if path.exists() {
                bail!("已经有 {} 了，没有改动它\n要另存一份，用 -o 指定文件名", shown.display());
            }
            let pictures = submission::write_pictures(path, &outline)?;
            let text = import::toml::issue(&outline, named, &pictures, reference);
            output::write_file(path, text.as_bytes(), Existing::Keep)?;
            output::data(&format!("{}\n", shown.display()))?;
            text
        }
    };
    if !global.quiet {
        tell(&outline, &proof, guess::comments(&text).len());
    }
    Ok(outline.unplaced.is_empty())
}

/// Where the draft goes; `None` is standard output.
fn target(session: &Session, arguments: &Arguments, stem: &str) -> Result<Option<PathBuf>> {
    let file = format!("{stem}.toml");
    let Some(path) = &arguments.output else {
        return Ok(Some(session.workspace.root.join(DRAFTS_FOLDER).join(file)));
    };
    if path.as_os_str() == "-" {
        return Ok(None);
    }
    let full = session.here.join(path);
    if full.is_dir() || path.to_string_lossy().ends_with(['/', '\\']) {
        return Ok(Some(full.join(file)));
    }
    if arguments.files.len() > 1 {
        bail!("要导入几个文件，-o 后面要写文件夹（以 / 结尾），不能是一个文件");
    }
    Ok(Some(full))
}

/// The bytes of a file, not more than an import may have.
pub(super) fn read_file(here: &Path, file: &Path) -> Result<Vec<u8>> {
    let most = limits::FILE_BYTES;
    if file.as_os_str() == "-" {
        return source::file::bounded(std::io::stdin().lock(), most).context("读不出标准输入");
    }
    let full = here.join(file);
    if full.is_dir() {
        bail!("“{}”是文件夹，请写里面的文件，如 {0}/*.docx", file.display());
    }
    let (bytes, length) = source::file::read(&full, most)
        .with_context(|| format!("打不开文件 {}", file.display()))?;
    if length > most as u64 {
        return limits::too_large(usize::try_from(length).unwrap_or(usize::MAX), most);
    }
    Ok(bytes)
}

/// What was read, what was changed, what is left to do.
fn tell(outline: &Outline, proof: &Proof, guesses: usize) {
    let items = outline.items().count();
    let columns = outline.columns.iter().filter(|column| !column.name.is_empty()).count();
    let mut text = format!("导入了 {columns} 个栏目、{items} 条信息");
    text.push_str(&balance(proof));
    text.push_str(&changes(outline));
    for note in &outline.notes {
        text.push_str(&format!("\n注意：{note}"));
    }
    for line in left_to_do(guesses, outline.unplaced.len()) {
        text.push_str(&format!("\n{line}"));
    }
    output::note(&text);
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

/// The proof that nothing was lost, in one line.
pub(super) fn balance(proof: &Proof) -> String {
    let mut parts = vec![format!("进入稿件 {} 字", proof.placed)];
    if proof.frame > 0 {
        parts.push(format!("印时自动加上 {} 字（【】、（）、期号等）", proof.frame));
    }
    if proof.removed > 0 {
        parts.push(format!("整理掉 {} 个符号", proof.removed));
    }
    if proof.unplaced > 0 {
        parts.push(format!("没有归好 {} 字", proof.unplaced));
    }
    format!("\n原件 {} 字（不计空白）：{}，一字不差", proof.read, parts.join("，"))
}

/// What was normalised.
pub(super) fn changes(outline: &Outline) -> String {
    let changes: Vec<String> =
        outline.removed.times().map(|(what, times)| format!("{what} {times} 处")).collect();
    if changes.is_empty() {
        String::new()
    } else {
        format!("\n整理了：{}", changes.join("，"))
    }
}
