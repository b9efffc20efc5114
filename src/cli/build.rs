//! `kuaibao build`: checks, typesets, writes.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use chrono::Datelike as _;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::form::{self, Wanted};
use super::output::Existing;
use super::press::{self, Press, Set};
use super::records::{Record, Records};
use super::session::{self, Chosen, Session};
use super::timings::{Timings, step};
use super::watch::{self, Watched};
use super::{Global, Outcome, output, usage, workers};
use crate::archive;
use crate::draft::name::Name;
use crate::export::{File, Form};
use crate::source::parallel;
use crate::typeset;
use crate::workspace::{self, Entry};

#[derive(Debug, clap::Args)]
#[command(after_help = help())]
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
    #[command(flatten)]
    form: form::Arguments,
    /// 印好后打开
    #[arg(long)]
    pub(super) open: bool,
    /// 守着稿件和设置，一改就重印；按 Ctrl-C 结束
    #[arg(long, conflicts_with = "open")]
    pub(super) watch: bool,
    /// 没有改动的也重印；不写时，已是最新的不再重印
    #[arg(long)]
    pub(super) force: bool,
    /// 同时印几期；不写就用上电脑的全部核心，印出的文件都一样
    #[arg(long, value_name = "几", value_parser = usage::number_in(1..=256))]
    pub(super) jobs: Option<u16>,
    /// 记下各步用的时间，供查哪里慢（Chrome 跟踪格式）
    #[arg(long, value_name = "文件", conflicts_with = "watch")]
    pub(super) timings: Option<PathBuf>,
}

fn help() -> String {
    format!(
        "格式：\n{}\n例：\n  kuaibao build                                        印全部各期\n  kuaibao build drafts/2023-43.toml                    印第43期，写到 out/2023-43.pdf\n  kuaibao build --proof drafts/2023-43.toml            没签全也能印，每页有“送审稿”字样\n  kuaibao build --format booklet drafts/2023-43.toml   排成 A3 小册子，对折即成\n  kuaibao build --format text,png drafts/2023-43.toml  做一份纯文本，每页画一张图片\n  kuaibao build --watch drafts/2023-43.toml            边改边看，存盘就重印\n\n有错误的一期不会写出，已有的文件不动。",
        form::table()
    )
}

/// Progress is shown from this many drafts on.
const MANY: usize = 6;

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    if threads(arguments) > 1 {
        typeset::read_ahead();
    }
    if arguments.watch {
        let here = std::env::current_dir().context("找不到当前文件夹")?;
        let root = session::root(global, &here)?;
        let watched = Watched { root: Some(&root), here: &here, paths: &arguments.paths };
        let saying = "正在监视，改动存盘后自动重印；按 Ctrl-C 结束";
        let mut press = None;
        watch::keep(&watched, saying, |changed| print_all(global, arguments, &mut press, changed))?;
        return Ok(Outcome::Clean);
    }
    once(global, arguments)
}

fn threads(arguments: &Arguments) -> usize {
    arguments.jobs.map_or_else(parallel::all_cores, usize::from)
}

fn once(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let timings = Timings::begin(arguments.timings.clone());
    let session = step("read workspace", || Session::open(global))?;
    let mut press = step("read faces and template", || Press::new(session))?;
    if press.settings_are_broken {
        timings.end(|span| press.place_in_template(span))?;
        return Ok(Outcome::Problems);
    }
    let chosen = press.session.choose(&arguments.paths)?;
    if chosen.is_empty() {
        bail!("drafts 文件夹里还没有稿件\n起一期新稿：kuaibao new");
    }
    let progress = progress(chosen.len(), global.quiet);
    let mut failed = 0;
    let mut there = vec![];
    print_many(&mut press, &chosen, arguments, |printed, said| {
        progress.suspend(|| {
            output::aside(said);
            match printed {
                Printed::Written { line, .. } | Printed::Current { line, .. } if !global.quiet => {
                    output::note(line);
                }
                _ => {}
            }
        });
        match printed {
            Printed::Written { files, .. } => {
                there.extend(files.iter().map(|(path, _)| path.clone()))
            }
            Printed::Current { paths, .. } => there.extend(paths.iter().cloned()),
            Printed::Refused { .. } => failed += 1,
        }
        progress.inc(1);
    })?;
    progress.finish_and_clear();
    timings.end(|span| press.place_in_template(span))?;
    if failed > 0 {
        output::note(&format!("{failed} 期有错误，没有写出"));
    }
    if arguments.open {
        for path in &there {
            opener::open(path).with_context(|| format!("打不开 {}", path.display()))?;
        }
    }
    Ok(if failed == 0 { Outcome::Clean } else { Outcome::Problems })
}

/// Prints what is there now; whatever goes wrong is said, and watching goes on.
fn print_all(
    global: &Global,
    arguments: &Arguments,
    press: &mut Option<Press>,
    changed: &[PathBuf],
) {
    let time = chrono::Local::now().format("%H:%M:%S");
    match print_anew(global, arguments, press, changed) {
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

/// Reads what has changed, everything unless it is drafts alone, and prints.
fn print_anew(
    global: &Global,
    arguments: &Arguments,
    kept: &mut Option<Press>,
    changed: &[PathBuf],
) -> Result<Vec<String>> {
    let refreshed = kept.as_mut().is_some_and(|press| press.session.refresh(changed));
    let mut press = match kept.take().filter(|_| refreshed) {
        Some(press) => press,
        None => Press::new(Session::open(global)?)?,
    };
    if press.settings_are_broken {
        return Ok(vec!["设置有错误，没有重印，原来的 PDF 没有动".to_owned()]);
    }
    let chosen = press.session.choose(&arguments.paths)?;
    let (mut lines, mut current) = (vec![], vec![]);
    let printed = print_many(&mut press, &chosen, arguments, |printed, said| {
        output::aside(said);
        match printed {
            Printed::Written { line, .. } => lines.push(line.clone()),
            Printed::Current { line, .. } => current.push(line.clone()),
            Printed::Refused { draft } => {
                lines.push(format!("{draft} 有错误，没有重印，原来的 PDF 没有动"));
            }
        }
    });
    *kept = Some(press);
    printed?;
    // Nobody wants to read at each save which others have not changed.
    Ok(if lines.is_empty() { current } else { lines })
}

/// Prints drafts that are chosen, and tells of each in their order: how it went, and what is to be
/// said of it.
fn print_many(
    press: &mut Press,
    chosen: &[Chosen],
    arguments: &Arguments,
    mut tell: impl FnMut(&Printed, &str),
) -> Result<()> {
    let threads = threads(arguments);
    press.share(chosen.len(), threads);
    let (press, session) = (&*press, &press.session);
    let wanted = arguments.form.wanted(arguments.output.as_deref())?;
    let target = Target::new(session, arguments, &wanted, chosen.len())?;
    let mut records = match &target {
        Target::Folder(folder) => Some(Records::of(folder)),
        Target::Stdout | Target::File(_) => None,
    };
    let old = records.clone();
    let old = old.as_ref().filter(|_| !arguments.force);
    let print = |chosen: &Chosen| {
        let entry = session.entry(chosen);
        let printed =
            entry.and_then(|entry| print(press, &entry, arguments.proof, &wanted, &target, old));
        press.end();
        printed
    };
    let result = workers::in_order(threads, chosen, print, |printed, said| {
        if let (Printed::Written { files, .. }, Some(records)) = (&printed, &mut records) {
            for (path, record) in files {
                records.insert(path, record.clone());
            }
        }
        tell(&printed, said);
    });
    if let Some(records) = records {
        records.save()?;
    }
    result
}

/// Where the pages go.
pub(super) enum Target {
    Stdout,
    File(PathBuf),
    Folder(PathBuf),
}

impl Target {
    fn new(
        session: &Session,
        arguments: &Arguments,
        wanted: &Wanted,
        drafts: usize,
    ) -> Result<Self> {
        let Some(path) = &arguments.output else {
            return Ok(Self::Folder(session.workspace.root.join("out")));
        };
        let folder = path.is_dir() || path.to_string_lossy().ends_with(['/', '\\']);
        match () {
            () if path.as_os_str() == "-" && drafts > 1 => bail!("一次只能有一期写到标准输出"),
            () if path.as_os_str() == "-" && wanted.is_by_page() => {
                bail!("每页是一个文件，不能写到标准输出；-o 后面写文件夹")
            }
            () if path.as_os_str() == "-" && wanted.forms.len() > 1 => {
                bail!("一次只能有一种文件写到标准输出；-o 后面写文件夹")
            }
            () if path.as_os_str() == "-" => Ok(Self::Stdout),
            () if folder => Ok(Self::Folder(session.here.join(path))),
            () if drafts > 1 => {
                bail!("要印 {drafts} 期，-o 后面要写文件夹（以 / 结尾），不能是一个文件")
            }
            () => Ok(Self::File(session.here.join(path))),
        }
    }
}

enum Printed {
    Written {
        /// The first file of each form.
        files: Vec<(PathBuf, Record)>,
        line: String,
    },
    /// It is there, and is what would be written.
    Current { paths: Vec<PathBuf>, line: String },
    /// The draft, which has errors, reported already.
    Refused { draft: String },
}

/// Checks one draft and writes it in the forms that are wanted: all of them or none.
fn print(
    press: &Press,
    entry: &Entry,
    proof: bool,
    wanted: &Wanted,
    target: &Target,
    records: Option<&Records>,
) -> Result<Printed> {
    let started = Instant::now();
    let mark = if proof { ".proof" } else { "" };
    let refused = || Printed::Refused { draft: entry.source.path().display().to_string() };
    let shown = |path: &Path| workspace::shown(path, &press.session.here).display().to_string();
    let inputs = press.inputs(entry);
    let inputs = |form: Form| format!("{inputs}{}", form.variant(&wanted.options));
    let stem = stem(entry);
    if let (Some(records), Target::Folder(folder)) = (records, target)
        && !wanted.is_by_page()
    {
        let path = |form: &Form| folder.join(format!("{stem}{mark}{}", form.row().ending));
        let paths: Vec<PathBuf> = wanted.forms.iter().map(path).collect();
        let current = |(path, form): (&PathBuf, &Form)| records.current(path, &inputs(*form));
        let current: Option<Vec<&Record>> = paths.iter().zip(&wanted.forms).map(current).collect();
        if let Some(current) = current {
            // What others have printed meanwhile may matter to it.
            if !press.check(entry, proof) {
                return Ok(refused());
            }
            output::aside(current.first().map_or("", |record| &record.said));
            let names: Vec<String> = paths.iter().map(|path| shown(path)).collect();
            let line = format!("已是最新 {}", names.join("、"));
            return Ok(Printed::Current { line, paths });
        }
    }
    let make = |set: &Set| -> Result<Vec<(Form, Vec<File>)>> {
        let make = |form: &Form| {
            Ok((*form, press.make(set, entry, *form, &wanted.options, &stem, proof)?))
        };
        wanted.forms.iter().map(make).collect()
    };
    let Some((set, made)) = press.set(entry, proof, make)? else { return Ok(refused()) };
    let pages = set.fitted.pages.count();
    let (mut written, mut done, mut notes) = (vec![], vec![], vec![]);
    for (form, files) in made {
        let mut paths = vec![];
        for file in &files {
            let deliver = || deliver(&stem, mark, form, file, target);
            paths.extend(step("write file", deliver)?);
            notes.extend(file.notes.iter().map(|note| format!("\n  {note}")));
        }
        if let (true, Target::Folder(folder)) = (form.row().by_page, target) {
            clear_pages(folder, &format!("{stem}{mark}"), files.len(), form.row().ending)?;
        }
        match paths.as_slice() {
            [] => {}
            [path] => done.push(shown(path)),
            [first, .., last] => {
                let last = last.file_name().unwrap_or_default().to_string_lossy();
                done.push(format!("{} 至 {last}", shown(first)));
            }
        }
        let bytes: Vec<&[u8]> = files.iter().map(|file| file.bytes.as_slice()).collect();
        let (output, said) = (archive::hash(&bytes), set.said.clone());
        let record = Record { inputs: inputs(form), output, said };
        written.extend(paths.into_iter().next().map(|path| (path, record)));
    }
    press.forget();
    let done = match done.is_empty() {
        true => "已写到标准输出".to_owned(),
        false => format!("已生成 {}", done.join("、")),
    };
    let line = format!(
        "{done}（{pages} 页，{}，{:.2} 秒）{}",
        press::describe(set.fitted.setting),
        started.elapsed().as_secs_f64(),
        notes.concat()
    );
    Ok(Printed::Written { files: written, line })
}

/// Removes the pictures of pages that an earlier, longer print had: they would be taken for pages
/// of this one.
fn clear_pages(folder: &Path, stem: &str, pages: usize, ending: &str) -> Result<()> {
    let name = |page: usize| folder.join(format!("{stem}.{page}{ending}"));
    let first = if pages == 1 { 1 } else { pages + 1 };
    for path in (first..).map(name).take_while(|path| path.is_file()) {
        std::fs::remove_file(&path).with_context(|| format!("删不掉 {}", path.display()))?;
    }
    Ok(())
}

/// Writes a file that is called after its draft, with an ending such as `.proof.pdf`.
fn deliver(
    stem: &str,
    mark: &str,
    form: Form,
    file: &File,
    target: &Target,
) -> Result<Option<PathBuf>> {
    let File { ending, bytes, .. } = file;
    let path = match target {
        Target::Stdout => {
            output::bytes(bytes)?;
            return Ok(None);
        }
        Target::File(path) => called(path, form, ending),
        Target::Folder(folder) => folder.join(format!("{stem}{mark}{ending}")),
    };
    let is_record = mark.is_empty() && form == Form::Pdf;
    if !is_record && is_plain_pdf_of_issue(&path) {
        let what = if mark.is_empty() { "这种文件" } else { "送审稿" };
        bail!("{what}不能写成 {}：这个名字是给正式稿的，请以 {mark}{ending} 结尾", path.display());
    }
    if !is_replaceable(&path, bytes) {
        bail!(
            "{} 已经有了，并且不是以前印出来的，没有覆盖它\n-o 后面要写新的文件名，或文件夹",
            path.display()
        );
    }
    output::write_file(&path, bytes, Existing::Remake)?;
    Ok(Some(path))
}

/// What a file of a form is called when the form is to be written to `path`: that, or `x.2.png` for
/// the second page of `x.png`.
fn called(path: &Path, form: Form, ending: &str) -> PathBuf {
    let row = form.row();
    if ending == row.ending {
        return path.to_owned();
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.strip_suffix(row.ending).or_else(|| name.strip_suffix(row.extension()));
    path.with_file_name(format!("{}{ending}", stem.unwrap_or(&name)))
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
