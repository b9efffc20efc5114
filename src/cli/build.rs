//! `kuaibao build`: checks, typesets, writes.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use chrono::Datelike as _;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::output::Existing;
use super::press::{self, Press};
use super::session::{self, Session};
use super::watch::{self, Watched};
use super::{Global, Outcome, output};
use crate::draft::name::Name;
use crate::typeset::impose::{Imposition, impose};
use crate::workspace::{self, Entry};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao build                                印全部各期\n  kuaibao build drafts/2023-43.toml            印第43期，写到 out/2023-43.pdf\n  kuaibao build --proof drafts/2023-43.toml    没签全也能印，每页有“送审稿”字样\n  kuaibao build --booklet drafts/2023-43.toml  排成 A3 小册子，对折即成\n  kuaibao build --watch drafts/2023-43.toml    边改边看，存盘就重印\n\n有错误的一期不会写出，已有的 PDF 不动。"
)]
pub(super) struct Arguments {
    /// 要印的稿件或文件夹，可写几个；- 从标准输入读；不写就印全部各期
    #[arg(value_name = "稿件")]
    pub(super) paths: Vec<PathBuf>,
    /// 印送审稿：允许还没有签名，每页印“送审稿”，文件名带 .proof
    #[arg(long)]
    pub(super) proof: bool,
    /// 写到哪里：文件、文件夹，或 -（标准输出）；不写就是工作文件夹的 out
    #[arg(short, long, value_name = "文件")]
    pub(super) output: Option<PathBuf>,
    /// 改排成 A3 小册子：双面印、居中对折就是顺序的（.booklet.pdf）
    #[arg(long, conflicts_with_all = ["two_up", "data"])]
    pub(super) booklet: bool,
    /// 改排成 A3，每面并排两页，供校对（.two-up.pdf）
    #[arg(long, conflicts_with = "data")]
    pub(super) two_up: bool,
    /// 不印 PDF，写出版式收到的数据（.data.json），供做版式的人用
    #[arg(long)]
    pub(super) data: bool,
    /// 印好后打开
    #[arg(long)]
    pub(super) open: bool,
    /// 守着稿件和设置，一改就重印；按 Ctrl-C 结束
    #[arg(long, conflicts_with = "open")]
    pub(super) watch: bool,
}

/// Progress is shown from this many drafts on.
const MANY: usize = 6;

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    if arguments.watch {
        let here = std::env::current_dir().context("找不到当前文件夹")?;
        let root = session::root(global, &here)?;
        let watched = Watched { root: Some(&root), here: &here, paths: &arguments.paths };
        let saying = "正在监视，改动存盘后自动重印；按 Ctrl-C 结束";
        watch::keep(&watched, saying, || print_all(global, arguments))?;
        return Ok(Outcome::Clean);
    }
    let session = Session::open(global)?;
    let press = Press::new(&session)?;
    if press.settings_are_broken {
        return Ok(Outcome::Problems);
    }
    let chosen = session.choose(&arguments.paths)?;
    if chosen.is_empty() {
        bail!("drafts 文件夹里还没有稿件\n起一期新稿：kuaibao new");
    }
    let target = Target::new(&session, arguments, chosen.len())?;
    let progress = progress(chosen.len(), global.quiet);
    let mut failed = 0;
    let mut written = vec![];
    for chosen in &chosen {
        let entry = session.entry(chosen);
        match print(&session, &press, entry, arguments, &target)? {
            Printed::Written { path, line } => {
                progress.suspend(|| {
                    if !global.quiet {
                        output::note(&line);
                    }
                });
                written.extend(path);
            }
            Printed::Refused => failed += 1,
        }
        progress.inc(1);
    }
    progress.finish_and_clear();
    if failed > 0 {
        output::note(&format!("{failed} 期有错误，没有写出"));
    }
    if arguments.open {
        for path in &written {
            opener::open(path).with_context(|| format!("打不开 {}", path.display()))?;
        }
    }
    Ok(if failed == 0 { Outcome::Clean } else { Outcome::Problems })
}

/// Reads everything anew and prints; whatever goes wrong is said, and watching goes on.
fn print_all(global: &Global, arguments: &Arguments) {
    let time = chrono::Local::now().format("%H:%M:%S");
    match print_anew(global, arguments) {
        Ok(lines) => {
            for line in lines {
                output::note(&format!("[{time}] {line}"));
            }
        }
        Err(error) => {
            output::note(&format!("[{time}] 没有印成，原来的 PDF 没有动"));
            output::failure(&error);
        }
    }
}

fn print_anew(global: &Global, arguments: &Arguments) -> Result<Vec<String>> {
    let session = Session::open(global)?;
    let press = Press::new(&session)?;
    if press.settings_are_broken {
        return Ok(vec!["设置有错误，没有重印，原来的 PDF 没有动".to_owned()]);
    }
    let chosen = session.choose(&arguments.paths)?;
    let target = Target::new(&session, arguments, chosen.len())?;
    let mut lines = vec![];
    for chosen in &chosen {
        let entry = session.entry(chosen);
        lines.push(match print(&session, &press, entry, arguments, &target)? {
            Printed::Written { line, .. } => line,
            Printed::Refused => {
                format!("{} 有错误，没有重印，原来的 PDF 没有动", entry.source.path().display())
            }
        });
    }
    Ok(lines)
}

/// Where the pages go.
pub(super) enum Target {
    Stdout,
    File(PathBuf),
    Folder(PathBuf),
}

impl Target {
    pub(super) fn new(session: &Session, arguments: &Arguments, drafts: usize) -> Result<Self> {
        let Some(path) = &arguments.output else {
            return Ok(Self::Folder(session.workspace.root.join("out")));
        };
        let folder = path.is_dir() || path.to_string_lossy().ends_with(['/', '\\']);
        match () {
            () if path.as_os_str() == "-" && drafts > 1 => bail!("一次只能有一期写到标准输出"),
            () if path.as_os_str() == "-" => Ok(Self::Stdout),
            () if folder => Ok(Self::Folder(session.here.join(path))),
            () if drafts > 1 => {
                bail!("要印 {drafts} 期，-o 后面要写文件夹（以 / 结尾），不能是一个文件")
            }
            () => Ok(Self::File(session.here.join(path))),
        }
    }
}

pub(super) enum Printed {
    Written {
        path: Option<PathBuf>,
        line: String,
    },
    /// The draft has errors, reported already.
    Refused,
}

/// Checks one draft and writes its pages.
pub(super) fn print(
    session: &Session,
    press: &Press<'_>,
    entry: &Entry,
    arguments: &Arguments,
    target: &Target,
) -> Result<Printed> {
    let started = Instant::now();
    let proof = arguments.proof;
    let Some(set) = press.set(entry, proof)? else { return Ok(Printed::Refused) };
    let pages = set.fitted.pages.count();
    let impose = |imposition| impose(set.fitted.pages.pdf()?, pages, &set.bulletin, imposition);
    let (bytes, kind) = match arguments {
        Arguments { data: true, .. } => (press.data(&set, proof)?, ".data.json"),
        Arguments { booklet: true, .. } => (impose(Imposition::Booklet)?, ".booklet.pdf"),
        Arguments { two_up: true, .. } => (impose(Imposition::TwoUp)?, ".two-up.pdf"),
        _ => (set.fitted.pages.pdf()?, ".pdf"),
    };
    let proof_mark = if proof { ".proof" } else { "" };
    let ending = format!("{proof_mark}{kind}");
    let path = deliver(&stem(entry), &ending, target, &bytes)?;
    let done = match &path {
        Some(path) => format!("已生成 {}", workspace::shown(path, &session.here).display()),
        None => "已写到标准输出".to_owned(),
    };
    let line = format!(
        "{done}（{pages} 页，{}，{:.2} 秒）",
        press::describe(set.fitted.setting),
        started.elapsed().as_secs_f64()
    );
    Ok(Printed::Written { path, line })
}

/// Writes a file that is called after its draft, with an ending such as `.proof.pdf`.
fn deliver(stem: &str, ending: &str, target: &Target, bytes: &[u8]) -> Result<Option<PathBuf>> {
    let path = match target {
        Target::Stdout => {
            output::bytes(bytes)?;
            return Ok(None);
        }
        Target::File(path) => path.clone(),
        Target::Folder(folder) => folder.join(format!("{stem}{ending}")),
    };
    if ending != ".pdf" && is_plain_pdf_of_issue(&path) {
        let what = if ending.starts_with(".proof") { "送审稿" } else { "这种文件" };
        bail!("{what}不能写成 {}：这个名字是给正式稿的，请以 {ending} 结尾", path.display());
    }
    if !is_replaceable(&path, bytes) {
        bail!(
            "{} 已经有了，并且不是以前印出来的，没有覆盖它\n-o 后面要写 PDF 的文件名，或文件夹",
            path.display()
        );
    }
    output::write_file(&path, bytes, Existing::Replace)?;
    Ok(Some(path))
}

/// `2023-43`: what the files made from a draft are called.
pub(super) fn stem(entry: &Entry) -> String {
    let draft = &entry.draft;
    let name = draft
        .date()
        .zip(draft.number())
        .map(|(date, number)| Name { year: date.year(), kind: draft.kind(), number }.to_string());
    name.unwrap_or_else(|| "draft".to_owned())
}

/// Whether what is at a path may be lost: nothing, an empty file or device, or one of the same
/// kind. `-o drafts/2023-43.toml` must not turn the draft into a PDF.
fn is_replaceable(path: &Path, bytes: &[u8]) -> bool {
    use std::io::Read as _;
    const KIND: usize = 5;
    if !path.is_file() {
        return true;
    }
    let mut old = [0; KIND];
    match std::fs::File::open(path).and_then(|mut file| file.read(&mut old)) {
        Ok(length) => bytes.starts_with(&old[..length]),
        Err(_) => true,
    }
}

/// Whether a path carries the name that a finished bulletin has.
fn is_plain_pdf_of_issue(path: &Path) -> bool {
    let pdf = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf"));
    pdf && Name::of(path).is_some()
}

fn progress(drafts: usize, quiet: bool) -> ProgressBar {
    if drafts < MANY || quiet {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} 期，还需 {eta}");
    ProgressBar::with_draw_target(Some(drafts as u64), ProgressDrawTarget::stderr())
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
