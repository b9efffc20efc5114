//! `kuaibao build --watch`: print again whenever a draft, a setting, a template or a font changes.
//! A broken draft shows its problems and the last good PDF stays.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use notify::{Event, EventKind, RecursiveMode, Watcher as _};

use super::build::{self, Arguments, Printed, Target};
use super::press::Press;
use super::session::{self, Session};
use super::{Global, Outcome, output};

/// Editors save in several steps; wait until they have been quiet for this long,
const QUIET: Duration = Duration::from_millis(100);
/// but not for longer than this.
const PATIENCE: Duration = Duration::from_millis(500);

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    if arguments.paths.iter().any(|path| path.as_os_str() == "-") {
        bail!("--watch 不能从标准输入读，请写稿件的文件名");
    }
    let here = std::env::current_dir().context("找不到当前文件夹")?;
    let root = session::root(global, &here)?;
    let (sender, events) = channel();
    let mut watcher = notify::recommended_watcher(move |event| drop(sender.send(event)))
        .context("监视不了文件")?;
    let mut watched = vec![];
    watch(&mut watcher, &mut watched, folders(&root, &here, arguments))?;
    print_all(global, arguments);
    output::note("正在监视，改动存盘后自动重印；按 Ctrl-C 结束");
    let templates = root.join("templates");
    while let Some(changed) = wait(&events) {
        // A folder that was not there at first (templates, fonts) may be by now.
        watch(&mut watcher, &mut watched, folders(&root, &here, arguments))?;
        if changed.iter().any(|path| matters(path, &templates)) {
            print_all(global, arguments);
        }
    }
    Ok(Outcome::Clean)
}

/// What may change a page. Folders are watched, not files: editors save by renaming, which a
/// watched file would miss.
fn folders(root: &Path, here: &Path, arguments: &Arguments) -> Vec<PathBuf> {
    let mut folders = vec![root.to_owned()];
    folders.extend(["drafts", "fonts", "templates"].map(|name| root.join(name)));
    if let Ok(entries) = std::fs::read_dir(root.join("templates")) {
        folders.extend(entries.flatten().map(|entry| entry.path()));
    }
    folders.extend(arguments.paths.iter().filter_map(|path| {
        let path = here.join(path);
        if path.is_dir() { Some(path) } else { path.parent().map(Path::to_owned) }
    }));
    folders
}

fn watch(
    watcher: &mut notify::RecommendedWatcher,
    watched: &mut Vec<PathBuf>,
    folders: Vec<PathBuf>,
) -> Result<()> {
    for folder in folders {
        if folder.is_dir() && !watched.contains(&folder) {
            watcher
                .watch(&folder, RecursiveMode::NonRecursive)
                .with_context(|| format!("监视不了 {}", folder.display()))?;
            watched.push(folder);
        }
    }
    Ok(())
}

/// Reads everything anew and prints; whatever goes wrong is said, and watching goes on.
fn print_all(global: &Global, arguments: &Arguments) {
    let time = chrono::Local::now().format("%H:%M:%S");
    match print(global, arguments) {
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

fn print(global: &Global, arguments: &Arguments) -> Result<Vec<String>> {
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
        lines.push(match build::print(&session, &press, entry, arguments, &target)? {
            Printed::Written { line, .. } => line,
            Printed::Refused => {
                format!("{} 有错误，没有重印，原来的 PDF 没有动", entry.source.path().display())
            }
        });
    }
    Ok(lines)
}

/// Waits for changes and gathers those that come close together; `None` when watching ends.
fn wait(events: &Receiver<notify::Result<Event>>) -> Option<Vec<PathBuf>> {
    let mut changed = paths(events.recv().ok()?);
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        match events.recv_timeout(QUIET) {
            Ok(event) => changed.extend(paths(event)),
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
    Some(changed)
}

fn paths(event: notify::Result<Event>) -> Vec<PathBuf> {
    match event {
        Ok(event) if !matches!(event.kind, EventKind::Access(_)) => event.paths,
        _ => vec![],
    }
}

/// Whether a changed file can change a page: not our own output, not an editor's scratch file.
fn matters(path: &Path, templates: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    // A new folder may have brought files with it before it was watched.
    let wanted = path.is_dir() && name != "out"
        || path.starts_with(templates)
        || ["toml", "typ", "ttf", "otf", "ttc", "otc"].contains(&extension.as_str());
    wanted && !name.starts_with('.')
}
