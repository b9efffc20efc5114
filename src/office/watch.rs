//! Doing something again whenever a draft, a setting, a template or a font changes: what
//! `build --watch` and `check --watch` share.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{Event, EventKind, RecursiveMode, Watcher as _};

/// Editors save in several steps, which follow each other closely; wait until they have been quiet
/// for this long,
const QUIET: Duration = Duration::from_millis(10);
/// or only for this long when the last step was one that leaves a whole file,
const QUIET_WHEN_WHOLE: Duration = Duration::from_micros(200);
/// or for this long when a file is empty, as its text is then still to come,
const QUIET_WHEN_EMPTY: Duration = Duration::from_millis(100);
/// but not for longer than this.
const PATIENCE: Duration = Duration::from_millis(500);

/// What is watched.
pub struct Watched<'a> {
    /// The workspace, where there is one.
    pub root: Option<&'a Path>,
    pub here: &'a Path,
    /// What the arguments name.
    pub paths: &'a [PathBuf],
}

/// Does the work now, told that nothing has changed, and after every change, told which files have,
/// until the watching ends.
pub fn keep(watched: &Watched<'_>, mut work: impl FnMut(&[PathBuf])) -> Result<()> {
    let (sender, events) = channel();
    let mut watcher = notify::recommended_watcher(move |event| drop(sender.send(event)))
        .context("监视不了文件")?;
    let mut folders = vec![];
    watch(&mut watcher, &mut folders, watched.folders())?;
    work(&[]);
    while let Some(mut changed) = wait(watched, &events) {
        // A folder that was not there at first (templates, fonts) may be by now, and one that was
        // may be another.
        if changed.iter().any(|path| path.is_dir()) {
            let (others, gone) = folders
                .into_iter()
                .partition(|folder: &PathBuf| !changed.iter().any(|path| folder.starts_with(path)));
            folders = others;
            for folder in gone {
                // What is not there is not watched any more.
                let _ = watcher.unwatch(&folder);
            }
            watch(&mut watcher, &mut folders, watched.folders())?;
        }
        changed.retain(|path| watched.matters(path));
        if !changed.is_empty() {
            work(&changed);
        }
    }
    Ok(())
}

impl Watched<'_> {
    /// What may change the outcome. Folders are watched, not files: editors save by renaming,
    /// which a watched file would miss.
    fn folders(&self) -> Vec<PathBuf> {
        let mut folders = vec![];
        if let Some(root) = self.root {
            folders.push(root.to_owned());
            folders.extend(["drafts", "fonts", "templates"].map(|name| root.join(name)));
            if let Ok(entries) = std::fs::read_dir(root.join("templates")) {
                folders.extend(entries.flatten().map(|entry| entry.path()));
            }
        }
        folders.extend(self.paths.iter().filter_map(|path| {
            let path = self.here.join(path);
            if path.is_dir() { Some(path) } else { path.parent().map(Path::to_owned) }
        }));
        folders
    }

    /// Whether a changed file can change the outcome: not our own output, not an editor's scratch
    /// file.
    fn matters(&self, path: &Path) -> bool {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let kinds = ["toml", "tsv", "typ", "ttf", "otf", "ttc", "otc"];
        // A new folder may have brought files with it before it was watched.
        let wanted = path.is_dir() && name != "out"
            || self.root.is_some_and(|root| path.starts_with(root.join("templates")))
            || self.paths.iter().any(|named| self.here.join(named) == path)
            || kinds.contains(&extension.as_str());
        wanted && !name.starts_with('.')
    }
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

/// Waits for changes and gathers those that come close together; `None` when watching ends.
fn wait(watched: &Watched<'_>, events: &Receiver<notify::Result<Event>>) -> Option<Vec<PathBuf>> {
    let mut last = events.recv().ok()?;
    let mut changed = paths(&last);
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        let empty = |path: &PathBuf| std::fs::metadata(path).is_ok_and(|meta| meta.len() == 0);
        // Some editors move the old text away before they write the new one.
        let missing = |path: &PathBuf| watched.matters(path) && !path.exists();
        let quiet = match () {
            () if changed.iter().any(empty) => QUIET_WHEN_EMPTY,
            () if is_whole(&last) && !changed.iter().any(missing) => QUIET_WHEN_WHOLE,
            () => QUIET,
        };
        match events.recv_timeout(quiet) {
            Ok(event) => {
                changed.extend(paths(&event));
                last = event;
            }
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
    Some(changed)
}

/// What an event says to have changed; that somebody reads a file changes nothing.
fn paths(event: &notify::Result<Event>) -> Vec<PathBuf> {
    match event {
        Ok(known) if is_whole(event) || !known.kind.is_access() => known.paths.clone(),
        _ => vec![],
    }
}

/// Whether a file has just been closed by its writer, or come under its name when it was written.
/// Not every system tells.
fn is_whole(event: &notify::Result<Event>) -> bool {
    let kind = event.as_ref().map(|event| &event.kind);
    matches!(
        kind,
        Ok(EventKind::Access(AccessKind::Close(AccessMode::Write))
            | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both)))
    )
}
