//! What is about to be done to several files, written down before the first is touched, so that
//! whoever comes after a program that was killed can undo it.
//!
//! Undo rather than finish: an editor whose command has not come to its end runs it again, and
//! numbers such as 2.3 name the same items only in the drafts as they were. What has been done to
//! the last step stays done.

use std::io;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Doing, Refused, Store};
use crate::source::hash::hash;
use crate::workspace::files::{Care, Files, Kind, Put, folder_of, is_scratch};
use crate::workspace::shown;

const JOURNAL_FILE: &str = "journal.toml";
/// The journal of the last job that has come to its end. Readers tell by it that nobody has
/// written several files while they read.
const LAST_FILE: &str = "last.toml";
/// A journal that could not be read.
const DAMAGED_FILE: &str = "journal-damaged.toml";

/// The largest journal; a release of an issue with hundreds of pictures has less.
const MOST: usize = 4 << 20;

/// What was found half done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovered {
    /// What was being done, in words.
    pub job: String,
    pub how: How,
    /// Files that somebody has changed since, and that were left as they are.
    pub left: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Only the end of the journal was missing.
    Finished,
    Undone,
    /// What was being done cannot be told.
    Unknown,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Journal {
    serial: u64,
    job: String,
    #[serde(default)]
    pub(super) step: Vec<Step>,
}

/// One file that changes. Paths in the text are relative to the workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    pub(super) path: PathBuf,
    /// Where the new text lies before, and the old one after.
    pub(super) staged: PathBuf,
    /// Hashes of the two; no hash for no file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) before: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) after: Option<String>,
}

/// How far a step has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Todo,
    Done,
    /// The file is another program's by now.
    Foreign,
    /// What another program has saved was swapped out.
    SwappedOut,
}

impl Step {
    /// Where the old text is kept on systems that cannot swap.
    pub(super) fn kept(&self) -> PathBuf {
        let mut name = self.staged.as_os_str().to_owned();
        name.push("-old");
        name.into()
    }

    fn state(&self, files: &dyn Files) -> io::Result<State> {
        let now = hash_of(files, &self.path)?;
        let aside = hash_of(files, &self.staged)?;
        Ok(match () {
            () if now == self.after => match aside {
                Some(_) if aside != self.before && aside != self.after && self.before.is_some() => {
                    State::SwappedOut
                }
                _ => State::Done,
            },
            () if now == self.before => State::Todo,
            () => State::Foreign,
        })
    }

    /// Does it; `false` when something else was there than should be, which is there again.
    pub(super) fn make(&self, files: &dyn Files) -> io::Result<bool> {
        let (path, staged) = (&*self.path, &*self.staged);
        match (&self.before, &self.after) {
            (None, _) => match files.put(staged, path, Put::New) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
                put => put.map(|()| true),
            },
            (Some(_), Some(_)) => match files.put(staged, path, Put::Exchange) {
                Ok(()) if hash_of(files, staged)? == self.before => Ok(true),
                Ok(()) => self.swap_back(files).map(|()| false),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
                Err(error) if error.kind() == io::ErrorKind::Unsupported => self.replace(files),
                Err(error) => Err(error),
            },
            (Some(_), None) => {
                match files.put(path, staged, Put::Replace) {
                    Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
                    put => put?,
                }
                if hash_of(files, staged)? == self.before {
                    return Ok(true);
                }
                match files.put(staged, path, Put::New) {
                    // Something newer is there already.
                    Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
                    put => put.map(|()| false),
                }
            }
        }
    }

    /// Puts back what another program has saved, the newest of it.
    fn swap_back(&self, files: &dyn Files) -> io::Result<()> {
        const TRIES: usize = 8;
        for _ in 0..TRIES {
            files.put(&self.staged, &self.path, Put::Exchange)?;
            if hash_of(files, &self.staged)? == self.after {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Where files cannot be swapped: compared, and replaced at once. What another program saves
    /// between the two is lost.
    fn replace(&self, files: &dyn Files) -> io::Result<bool> {
        let old = files.saved(&self.path)?;
        let kept = files.stage(folder_of(&self.staged), None, &old, Care::Durable)?;
        files.put(&kept.path, &self.kept(), Put::Replace)?;
        if hash_of(files, &self.path)? != self.before {
            return Ok(false);
        }
        files.put(&self.staged, &self.path, Put::Replace)?;
        Ok(true)
    }

    /// Where the old text lies.
    fn old(&self, files: &dyn Files) -> io::Result<Option<PathBuf>> {
        for place in [self.staged.clone(), self.kept()] {
            if hash_of(files, &place)? == self.before {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }

    /// Whether the old file is still as it was: a program that had it open may have written it
    /// after it was swapped out.
    pub(super) fn is_unharmed(&self, files: &dyn Files) -> io::Result<bool> {
        match hash_of(files, &self.staged)? {
            Some(aside) if self.before.is_some() => Ok(Some(aside) == self.before),
            _ => Ok(true),
        }
    }

    /// Undoes it as far as it has come; `false` when another program has changed the file, or the
    /// old text is nowhere any more: the file is left as it is.
    pub(super) fn undo(&self, files: &dyn Files) -> io::Result<bool> {
        match self.state(files)? {
            State::Todo => Ok(true),
            State::Foreign => Ok(false),
            State::SwappedOut => {
                files.put(&self.staged, &self.path, Put::Replace)?;
                Ok(false)
            }
            State::Done if self.before == self.after => Ok(true),
            State::Done => {
                if self.before.is_none() {
                    return files.remove(&self.path).map(|()| true);
                }
                let Some(old) = self.old(files)? else { return Ok(false) };
                let how = if self.after.is_some() { Put::Replace } else { Put::New };
                files.put(&old, &self.path, how).map(|()| true)
            }
        }
    }
}

impl Journal {
    pub(super) fn new(store: &Store, job: &str, step: Vec<Step>) -> Self {
        let last = read(store, LAST_FILE).ok().flatten();
        Self { serial: last.map_or(1, |last| last.serial + 1), job: job.to_owned(), step }
    }

    /// Writes it down, before anything is done.
    pub(super) fn begin(&self, store: &Store) -> Result<(), Refused> {
        let path = store.own(JOURNAL_FILE);
        // With `/`, as the workspace may be moved to another system before somebody undoes it.
        let relative = |path: &Path| match path.strip_prefix(&store.root) {
            Ok(inside) => shown(inside, Path::new("")),
            Err(_) => path.to_owned(),
        };
        let step = |step: &Step| Step {
            path: relative(&step.path),
            staged: relative(&step.staged),
            ..step.clone()
        };
        let written = Self { step: self.step.iter().map(step).collect(), ..self.clone() };
        let named = |path: &Path| path.to_str().is_none();
        if let Some(step) = written.step.iter().find(|step| named(&step.path)) {
            return Err(Refused::Name(step.path.clone()));
        }
        let failed = Refused::failed(Doing::Write, &path);
        let text = toml::to_string(&written).map_err(|_| Refused::Name(path.clone()))?;
        let text = sealed(&text);
        let folder = store.own("");
        let files = &*store.files;
        let staged = files.stage(&folder, None, text.as_bytes(), Care::Durable).map_err(&failed)?;
        if let Err(error) = files.put(&staged.path, &path, Put::Replace) {
            super::discard(files, &[staged]);
            return Err(failed(error));
        }
        files.settle(&folder).map_err(failed)
    }

    /// Ends it: from here on all is done, or nothing is.
    pub(super) fn end(store: &Store) -> io::Result<()> {
        store.files.put(&store.own(JOURNAL_FILE), &store.own(LAST_FILE), Put::Replace)?;
        // If it comes back after a power cut, all is found done, or undone.
        let _ = store.files.settle(&store.own(""));
        Ok(())
    }

    /// Undoes all steps, the last first; the files that were left as they are.
    pub(super) fn undo(&self, files: &dyn Files) -> Result<Vec<PathBuf>, (PathBuf, io::Error)> {
        let mut left = vec![];
        for step in self.step.iter().rev() {
            match step.undo(files) {
                Ok(true) => {}
                Ok(false) => left.push(step.path.clone()),
                Err(error) => return Err((step.path.clone(), error)),
            }
        }
        Ok(left)
    }

    /// A journal may come with a folder from who knows where: it can name files of the workspace
    /// and staged ones, and nothing else.
    fn is_sane(&self, store: &Store) -> bool {
        let plain = |path: &Path| {
            path.components().all(|part| matches!(part, Component::Normal(_)))
                && path.components().next().is_some()
        };
        let Ok(root) = store.files.real(&store.root) else { return false };
        let inside = |path: &Path| {
            let path = store.root.join(path);
            let real = store.files.real(&path).or_else(|_| store.files.real(folder_of(&path)));
            real.is_ok_and(|real| real.starts_with(&root))
        };
        let file = |path: &Path| match store.files.kind(&store.root.join(path)) {
            Ok(kind) => kind == Kind::File,
            Err(error) => error.kind() == io::ErrorKind::NotFound,
        };
        self.step.iter().all(|step| {
            [&step.path, &step.staged].iter().all(|path| plain(path) && inside(path) && file(path))
                && is_scratch(&step.staged)
        })
    }
}

/// Whether somebody is writing several files, or was killed while doing so.
pub(super) fn is_there(store: &Store) -> bool {
    store.files.exists(&store.own(JOURNAL_FILE))
}

/// What changes with each job that has written several files.
pub(super) fn generation(store: &Store) -> Option<Vec<u8>> {
    store.files.read(&store.own(LAST_FILE), MOST).ok().map(|(bytes, _)| bytes)
}

/// Undoes what a program that was killed has left half done.
pub(super) fn recover(store: &Store) -> Result<Option<Recovered>, Refused> {
    let files = &*store.files;
    let path = store.own(JOURNAL_FILE);
    let failed = Refused::failed(Doing::Write, &path);
    if !is_there(store) {
        return Ok(None);
    }
    let journal = read(store, JOURNAL_FILE).map_err(Refused::failed(Doing::Read, &path))?;
    let Some(mut journal) = journal.filter(|journal| journal.is_sane(store)) else {
        files.put(&path, &store.own(DAMAGED_FILE), Put::Replace).map_err(failed)?;
        let left = vec![store.own(DAMAGED_FILE)];
        return Ok(Some(Recovered { job: String::new(), how: How::Unknown, left }));
    };
    for step in &mut journal.step {
        step.path = store.root.join(&step.path);
        step.staged = store.root.join(&step.staged);
    }
    let mut how = How::Finished;
    for step in &journal.step {
        let state = step.state(files).map_err(Refused::failed(Doing::Read, &step.path))?;
        if state != State::Done {
            how = How::Undone;
        }
    }
    let mut left = vec![];
    if how == How::Undone {
        left = journal.undo(files).map_err(|(path, error)| Refused::Failed {
            doing: Doing::Write,
            path,
            error,
        })?;
        for step in &journal.step {
            // Older systems: the disk may not have the names yet.
            let _ = files.settle(folder_of(&step.path));
        }
    }
    Journal::end(store).map_err(failed)?;
    for step in &journal.step {
        for scratch in [step.staged.clone(), step.kept()] {
            let _ = files.remove(&scratch);
        }
    }
    Ok(Some(Recovered { job: journal.job, how, left }))
}

/// A journal; `None` when it is not one.
fn read(store: &Store, name: &str) -> io::Result<Option<Journal>> {
    let (bytes, _) = store.files.read(&store.own(name), MOST)?;
    Ok(parse(&bytes))
}

/// With its hash in the first line: a journal that lost some of its bytes could name a new file
/// where it meant a changed one, and undoing would remove it.
fn sealed(text: &str) -> String {
    format!("# {}\n{text}", hash(&[text.as_bytes()]))
}

fn parse(bytes: &[u8]) -> Option<Journal> {
    let (_, text) = std::str::from_utf8(bytes).ok()?.split_once('\n')?;
    if sealed(text).as_bytes() != bytes {
        return None;
    }
    toml::from_str(text).ok()
}

/// The hash of a file; `None` when there is none.
pub(super) fn hash_of(files: &dyn Files, path: &Path) -> io::Result<Option<String>> {
    match files.saved(path) {
        Ok(bytes) => Ok(Some(hash(&[&bytes]))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
