//! `kuaibao build`: checks, typesets, writes.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use super::form;
use super::timings::Timings;
use super::{Global, Outcome, failure, output, session, usage, words};
use crate::office::advice::described;
use crate::office::press::Press;
use crate::office::print::{self, Job, Printed, Target, Written, WrittenForm};
use crate::office::store::Plan;
use crate::office::timings::step;
use crate::office::watch::{self, Watched};
use crate::office::{Office, Refusal, site};
use crate::source::parallel;
use crate::{typeset, workspace};

#[derive(Debug, clap::Args)]
#[command(after_help = help())]
pub(super) struct Arguments {
    /// 要印的稿件或文件夹，可写几个；- 从标准输入读；不写就印全部各期
    #[arg(value_name = "稿件")]
    paths: Vec<PathBuf>,
    /// 印送审稿：允许还没有签名，每页印“送审稿”，文件名带 .proof
    #[arg(long)]
    proof: bool,
    /// 写到哪里：文件、文件夹，或 -（标准输出）；不写就是工作文件夹的 out
    #[arg(short, long, value_name = "文件")]
    output: Option<PathBuf>,
    #[command(flatten)]
    form: form::Arguments,
    /// 把发布过的各期做成网站：按年、按栏目查，可以查文字，可以订阅；写到 out/site
    #[arg(long, conflicts_with_all = ["paths", "proof", "watch", "formats", "all_forms"])]
    site: bool,
    /// 印好后打开
    #[arg(long)]
    open: bool,
    /// 守着稿件和设置，一改就重印；按 Ctrl-C 结束
    #[arg(long, conflicts_with = "open")]
    watch: bool,
    /// 没有改动的也重印；不写时，已是最新的不再重印
    #[arg(long)]
    force: bool,
    /// 同时印几期；不写就用上电脑的全部核心，印出的文件都一样
    #[arg(long, value_name = "几", value_parser = usage::number_in(1..=256))]
    jobs: Option<u16>,
    /// 记下各步用的时间，供查哪里慢（Chrome 跟踪格式）
    #[arg(long, value_name = "文件", conflicts_with = "watch")]
    timings: Option<PathBuf>,
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
    if !arguments.watch {
        return once(global, arguments);
    }
    if arguments.paths.iter().any(|path| session::is_piped(path)) {
        bail!("--watch 不能从标准输入读，请写稿件的文件名");
    }
    let here = session::here()?;
    let root = session::root(global, &here)?;
    let watched = Watched { root: Some(&root), here: &here, paths: &arguments.paths };
    let mut press = None;
    watch::keep(&watched, |changed| {
        print_all(global, arguments, &mut press, changed);
        if changed.is_empty() {
            output::note("正在监视，改动存盘后自动重印；按 Ctrl-C 结束");
        }
    })?;
    Ok(Outcome::Clean)
}

fn threads(arguments: &Arguments) -> usize {
    arguments.jobs.map_or_else(parallel::all_cores, usize::from)
}

fn once(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    if arguments.site {
        return site(global, arguments);
    }
    let timings = Timings::begin(arguments.timings.clone());
    let office = step("read workspace", || session::open(global))?;
    let mut said = vec![];
    let mut press = step("read faces and template", || Press::new(office, &mut said))?;
    words::say(&said);
    if press.settings_are_broken {
        timings.end(|span| press.place_in_template(span))?;
        return Ok(Outcome::Problems);
    }
    let chosen = session::choose(&press.office, &arguments.paths)?;
    if chosen.is_empty() {
        return Err(Refusal::NoDrafts.into());
    }
    let job = job(&press.office, arguments, chosen.len())?;
    let here = press.office.here.clone();
    let mut progress = output::Progress::new("", MANY, global.quiet);
    progress.tell(0, chosen.len());
    let (mut done, mut failed, mut there, mut piped) = (0, 0, vec![], Ok(()));
    print::print(&mut press, &chosen, &job, |printed, said| {
        progress.aside(|| {
            if let Some(Printed::Written(written)) = &printed {
                let mut files = written.forms.iter().flat_map(|form| &form.files);
                if job.target == Target::Memory {
                    piped = files.try_for_each(|file| output::bytes(&file.bytes));
                }
            }
            words::say(&said);
            if let Some(line) = printed.as_ref().and_then(|p| line(p, &here))
                && !global.quiet
            {
                output::note(&line);
            }
        });
        match printed {
            Some(Printed::Written(written)) => {
                let first = |form: WrittenForm| form.paths.into_iter().next();
                there.extend(written.forms.into_iter().filter_map(first));
            }
            Some(Printed::Current { paths }) => there.extend(paths),
            Some(Printed::Refused { .. }) => failed += 1,
            None => {}
        }
        done += 1;
        progress.tell(done, chosen.len());
    })?;
    drop(progress);
    piped?;
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

/// Makes the web archive.
fn site(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let office = session::open(global)?;
    let files = site::files(&office)?;
    if files.is_empty() {
        bail!("还没有发布过任何一期\n先发布：kuaibao release");
    }
    let folder = match &arguments.output {
        Some(path) if path.is_file() || session::is_piped(path) => {
            bail!("网站是一个文件夹，-o 后面写文件夹")
        }
        Some(path) => office.here.join(path),
        None => office.workspace.root.join("out/site"),
    };
    let mut plan = Plan::default();
    for file in &files {
        plan.set(folder.join(&file.ending), file.bytes.as_slice());
    }
    office.commit("做网站", &plan)?;
    let index = folder.join("index.html");
    if !global.quiet {
        let shown = workspace::shown(&index, &office.here);
        output::note(&format!("已生成网站，{} 个文件，从 {} 看起", files.len(), shown.display()));
    }
    if arguments.open {
        opener::open(&index).with_context(|| format!("打不开 {}", index.display()))?;
    }
    Ok(Outcome::Clean)
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
            output::note(&format!("[{time}] 没有印成"));
            failure::show(&error);
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
    let refreshed = kept.as_mut().is_some_and(|press| press.office.refresh(changed));
    let mut press = match kept.take().filter(|_| refreshed) {
        Some(press) => press,
        None => {
            let mut said = vec![];
            let press = Press::new(session::open(global)?, &mut said);
            words::say(&said);
            press?
        }
    };
    if press.settings_are_broken {
        return Ok(vec!["设置有错误，没有印".to_owned()]);
    }
    let chosen = session::choose(&press.office, &arguments.paths)?;
    let job = job(&press.office, arguments, chosen.len())?;
    let here = press.office.here.clone();
    let (mut lines, mut current) = (vec![], vec![]);
    let printed = print::print(&mut press, &chosen, &job, |printed, said| {
        words::say(&said);
        match &printed {
            Some(Printed::Refused { draft, kept }) => {
                let draft = draft.display();
                let then = if *kept { "没有重印，原来印的没有动" } else { "没有印" };
                lines.push(format!("{draft} 有错误，{then}"));
            }
            Some(Printed::Current { .. }) => {
                current.extend(printed.as_ref().and_then(|printed| line(printed, &here)))
            }
            Some(Printed::Written(written)) => lines.push(done(written, &here)),
            None => {}
        }
    });
    *kept = Some(press);
    printed?;
    // Nobody wants to read at each save which others have not changed.
    Ok(if lines.is_empty() { current } else { lines })
}

/// What the arguments ask for.
fn job(office: &Office, arguments: &Arguments, drafts: usize) -> Result<Job> {
    let form::Wanted { forms, options } = arguments.form.wanted(arguments.output.as_deref())?;
    let target = Target::Folder(office.workspace.root.join("out"));
    let (proof, force, threads) = (arguments.proof, arguments.force, threads(arguments));
    let mut job = Job { proof, forms, options, target, force, threads };
    let Some(path) = &arguments.output else { return Ok(job) };
    let folder = path.is_dir() || path.to_string_lossy().ends_with(['/', '\\']);
    job.target = match () {
        () if session::is_piped(path) && drafts > 1 => bail!("一次只能有一期写到标准输出"),
        () if session::is_piped(path) && job.is_by_page() => {
            bail!("每页是一个文件，不能写到标准输出；-o 后面写文件夹")
        }
        () if session::is_piped(path) && job.forms.len() > 1 => {
            bail!("一次只能有一种文件写到标准输出；-o 后面写文件夹")
        }
        () if session::is_piped(path) => Target::Memory,
        () if folder => Target::Folder(office.here.join(path)),
        () if drafts > 1 => {
            bail!("要印 {drafts} 期，-o 后面要写文件夹（以 / 结尾），不能是一个文件")
        }
        () => Target::File(office.here.join(path)),
    };
    Ok(job)
}

/// How it went with a draft, when there is something to say of it.
fn line(printed: &Printed, here: &Path) -> Option<String> {
    match printed {
        Printed::Written(written) => Some(done(written, here)),
        Printed::Current { paths } => Some(format!("已是最新 {}", shown(paths, here))),
        Printed::Refused { .. } => None,
    }
}

/// “已生成 out/2023-43.pdf（4 页，标准版面，0.05 秒）”.
fn done(written: &Written, here: &Path) -> String {
    let shown = |path: &Path| workspace::shown(path, here).display().to_string();
    let of_form = |form: &WrittenForm| match form.paths.as_slice() {
        [] => None,
        [path] => Some(shown(path)),
        [first, .., last] => {
            let last = last.file_name().unwrap_or_default().to_string_lossy();
            Some(format!("{} 至 {last}", shown(first)))
        }
    };
    let names: Vec<String> = written.forms.iter().filter_map(of_form).collect();
    let done = match names.is_empty() {
        true => "已写到标准输出".to_owned(),
        false => format!("已生成 {}", names.join("、")),
    };
    let files = written.forms.iter().flat_map(|form| &form.files);
    let notes = files.flat_map(|file| &file.notes).map(|note| format!("\n  {note}"));
    let (pages, setting) = (written.pages, described(written.setting));
    let took = written.took.as_secs_f64();
    format!("{done}（{pages} 页，{setting}，{took:.2} 秒）{}", notes.collect::<String>())
}

fn shown(paths: &[PathBuf], here: &Path) -> String {
    let shown = |path: &PathBuf| workspace::shown(path, here).display().to_string();
    paths.iter().map(shown).collect::<Vec<_>>().join("、")
}
