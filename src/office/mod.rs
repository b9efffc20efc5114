//! What an office does with its workspace: opens it, starts an issue, files what units send in,
//! moves and removes, checks and mends, prints, releases, verifies.
//!
//! No terminal, standard input, wall clock or environment: days and texts come in as values, and what
//! was found, advised and done goes out as values ([`said`], [`advice`], [`Refusal`]). Faces (`cli`,
//! `desk`) make words of them. The only layer that writes files, and only by [`store`].
//!
//! | a face wants | here |
//! |---|---|
//! | the workspace, a draft by its file | [`Office::open`], [`Office::choose`], [`Office::entry`] |
//! | the next issue | [`next::next`], [`next::create`] |
//! | an issue's columns and items, with their size | [`outline::Outline::of`] |
//! | a draft's text with items put in, moved, taken out | [`edit::Edited`], [`moving`], [`held`] |
//! | a submission filed into a draft | [`filing::submit`] |
//! | a back issue made a draft | [`intake::issue`] |
//! | words, figures and counts over all issues | [`find::Finder`] |
//! | a proof that came back, read into its draft | [`back`] |
//! | findings of a draft | [`Office::check`] |
//! | fixes made | [`mend`] |
//! | pages, with their findings and advice | [`press::Press`] |
//! | files of pages | `print` |
//! | is program and machine sound | [`selftest`] |
//! | points of units, and the 通报 of them | [`score`] |
//! | a release, and whether releases are what they were | [`release`], [`verify`] |

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;

use store::{Held, Plan, Recovered, Store, Who};

use crate::draft::name::Name;
use crate::lint::{self, Subject};
use crate::source::{Findings, file};
use crate::typeset::Coverage;
use crate::workspace::files::Files;
use crate::workspace::{self, Entry, Workspace};

pub mod advice;
mod archived;
pub mod back;
pub mod changes;
pub mod count;
pub mod discard;
pub mod distribution;
pub mod divide;
pub mod edit;
pub mod filing;
pub mod find;
pub mod held;
pub mod inbox;
pub mod init;
pub mod insets;
pub mod intake;
pub mod log;
pub mod mend;
pub mod moving;
pub mod next;
mod number;
pub mod outline;
pub mod plan;
pub mod planned;
pub mod press;
pub mod print;
mod reason;
mod records;
mod refusal;
pub mod release;
pub mod rename;
pub mod roster;
pub mod rounds;
pub mod said;
pub mod sample;
pub mod score;
pub mod selftest;
pub mod sign;
pub mod since;
pub mod site;
pub mod store;
pub mod submit;
pub mod tables;
pub mod timings;
pub mod verify;
mod void;
pub mod watch;
pub mod workers;

pub use number::Number;
pub use reason::reason;
pub use refusal::Refusal;

/// A workspace at work, and the folder that paths are shown from.
#[derive(Debug)]
pub struct Office {
    pub workspace: Workspace,
    pub here: PathBuf,
    pub store: Store,
    /// What others had left half done, and was seen to on opening.
    pub recovered: Vec<Recovered>,
    /// The lock of the workspace, while this office alone may write.
    held: Option<Held>,
}

/// The lock for one job: that which the office has, or one for this job alone.
pub enum Lock<'a> {
    Kept(&'a Held),
    Own(Held),
}

impl Deref for Lock<'_> {
    type Target = Held;

    fn deref(&self) -> &Held {
        match self {
            Self::Kept(held) => held,
            Self::Own(held) => held,
        }
    }
}

/// A draft to work on: one of the workspace's own by its index, or one read for the purpose.
#[derive(Debug, Clone)]
pub enum Chosen {
    Own(usize),
    Other(Arc<Entry>),
}

impl Office {
    /// Opens the workspace at `root`, wherever its files are; paths are read and shown relative to
    /// `here`. `who` is what others read of whoever writes.
    ///
    /// # Errors
    /// There is no workspace at `root`, or it cannot be read.
    pub fn open(files: Arc<dyn Files>, root: &Path, here: &Path, who: Who) -> Result<Self> {
        Self::read(files, (root, here), who, Workspace::open_in)
    }

    /// The same with settings alone: for what asks an index of the drafts ([`find::Finder`]).
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_settings(
        files: Arc<dyn Files>,
        root: &Path,
        here: &Path,
        who: Who,
    ) -> Result<Self> {
        Self::read(files, (root, here), who, Workspace::settings_in)
    }

    /// The same to change something: takes the lock of the workspace before anything is read, and
    /// keeps it, so that what is decided by what was read holds until it is written.
    ///
    /// # Errors
    /// Somebody else writes, and has not come to an end in time; else as [`Self::open`].
    pub fn open_to_write(
        files: Arc<dyn Files>,
        root: &Path,
        here: &Path,
        who: Who,
    ) -> Result<Self> {
        is_workspace(&*files, root)?;
        let mut held = Store::new(files.clone(), root, who.clone()).lock()?;
        let recovered = std::mem::take(&mut held.recovered);
        let office = Self::open(files, root, here, who)?;
        Ok(Self { held: Some(held), recovered, ..office })
    }

    fn read(
        files: Arc<dyn Files>,
        (root, here): (&Path, &Path),
        who: Who,
        read: impl Fn(Arc<dyn Files>, &Path, &Path) -> Result<Workspace>,
    ) -> Result<Self> {
        is_workspace(&*files, root)?;
        let store = Store::new(files.clone(), root, who);
        let (workspace, recovered) = store.steadily(|| read(files.clone(), root, here))?;
        Ok(Self { workspace: workspace?, here: here.to_owned(), store, recovered, held: None })
    }

    /// The lock for a job: no other is taken in an office that was opened to write.
    ///
    /// # Errors
    /// Somebody else writes, and has not come to an end in time.
    pub fn lock(&self) -> Result<Lock<'_>> {
        Ok(match &self.held {
            Some(held) => Lock::Kept(held),
            None => Lock::Own(self.store.lock()?),
        })
    }

    /// Without a workspace: plain texts can be checked all the same.
    pub fn bare(here: &Path) -> Self {
        let workspace = Workspace::bare(here);
        let store = Store::new(workspace.files.clone(), here, Who::default());
        Self { workspace, here: here.to_owned(), store, recovered: vec![], held: None }
    }

    /// Whether there is no workspace, and nothing of it may be left where texts are.
    pub fn is_bare(&self) -> bool {
        self.workspace.config_source.path().as_os_str().is_empty()
    }

    /// Where the files are.
    pub fn files(&self) -> &dyn Files {
        &*self.workspace.files
    }

    /// The bytes that are saved where this text was read: it itself, unless it is one that is open
    /// over them.
    fn saved(&self, path: &Path, text: &str) -> Vec<u8> {
        let (files, most) = (self.files(), file::MAX_BYTES);
        let is_open = files.read(path, most).is_ok_and(|(bytes, _)| bytes == text.as_bytes());
        let saved = is_open.then(|| files.saved(path).ok()).flatten();
        saved.unwrap_or_else(|| text.as_bytes().to_owned())
    }

    /// Makes all changes of a plan, or none. `job` is what it is called when it is found half done.
    ///
    /// # Errors
    /// A file is not what the plan was made from, somebody else is writing, or it cannot be written.
    pub fn commit(&self, job: &str, plan: &Plan) -> Result<()> {
        if !plan.is_empty() {
            self.lock()?.commit(job, plan)?;
        }
        Ok(())
    }

    /// Reads drafts anew that have changed, come or gone. `false` when that is not all there is to
    /// read, as when settings have changed.
    pub fn refresh(&mut self, changed: &[PathBuf]) -> bool {
        self.workspace.refresh(changed)
    }

    /// The drafts that the paths name, files and folders; all of the workspace when there are none.
    /// An issue may be named by its name alone: `2023-43` for `drafts/2023-43.toml`, wherever the user
    /// stands.
    pub fn choose(&self, paths: &[PathBuf]) -> Result<Vec<Chosen>> {
        if paths.is_empty() {
            return Ok((0..self.workspace.draft_count).map(Chosen::Own).collect());
        }
        let mut chosen = vec![];
        for path in paths {
            let full = self.here.join(path);
            if self.files().is_folder(&full) {
                let files = workspace::drafts_in(self.files(), &full)?;
                if files.is_empty() {
                    return Err(Refusal::NoDraftsIn { folder: path.clone() }.into());
                }
                for file in files {
                    chosen.push(self.one_at(&file)?);
                }
            } else if self.files().exists(&full) {
                chosen.push(self.one_at(&full)?);
            } else if let Some(index) = self.named(path) {
                chosen.push(Chosen::Own(index));
            } else {
                return Err(Refusal::NoFile { path: path.clone(), near: self.near(path) }.into());
            }
        }
        Ok(chosen)
    }

    /// The one draft that a path names.
    pub fn one(&self, path: &Path) -> Result<Chosen> {
        let mut chosen = self.choose(&[path.to_owned()])?;
        match chosen.len() {
            1 => Ok(chosen.remove(0)),
            _ => Err(Refusal::Folder { path: path.to_owned() }.into()),
        }
    }

    fn one_at(&self, path: &Path) -> Result<Chosen> {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let settings = [
            workspace::CONFIG_FILE,
            workspace::UNITS_FILE,
            workspace::SCORING_FILE,
            workspace::ADOPTED_FILE,
            inbox::FILE,
        ];
        if settings.contains(&name) {
            return Err(Refusal::Settings { name: name.to_owned() }.into());
        }
        if path.extension().is_some_and(|extension| !extension.eq_ignore_ascii_case("toml")) {
            return Err(Refusal::NotADraft { path: path.to_owned() }.into());
        }
        let linked = || {
            let real = self.files().real(path).ok()?;
            self.own(|file| self.files().real(file).is_ok_and(|file| file == real))
        };
        match self.own(|file| file == path).or_else(linked) {
            Some(index) => Ok(Chosen::Own(index)),
            None => Ok(Chosen::Other(Arc::new(Entry::open(self.files(), path, &self.here)?))),
        }
    }

    /// The workspace's own draft of which this is true.
    fn own(&self, is: impl Fn(&Path) -> bool) -> Option<usize> {
        (0..self.workspace.draft_count).find(|index| is(self.workspace.file(*index)))
    }

    /// The draft that a name means which is no path: `2023-43`, with its ending or without.
    fn named(&self, name: &Path) -> Option<usize> {
        let is_name = name.components().count() == 1
            && name.extension().is_none_or(|ending| ending.eq_ignore_ascii_case("toml"));
        let exact = || self.own(|file| file.file_stem() == name.file_stem());
        is_name.then(|| exact().or_else(|| self.said(name)))?
    }

    /// The only draft that is meant by 第3期, 2024年第3期; where there are several of other years it is
    /// for the user to say which.
    fn said(&self, typed: &Path) -> Option<usize> {
        let typed = typed.to_str()?;
        let is_it = |index: &usize| {
            Name::of(self.workspace.file(*index)).is_some_and(|name| name.is_said(typed))
        };
        let mut found = (0..self.workspace.draft_count).filter(is_it);
        found.next().filter(|_| found.next().is_none())
    }

    /// The draft that a path without a file may mean, the newest: `2023-43` for
    /// `drafts/2023-43.toml`, or as [`Name::may_be`].
    fn near(&self, path: &Path) -> Option<PathBuf> {
        let stem = path.file_stem().unwrap_or_default();
        let typed = stem.to_string_lossy();
        let drafts = || self.workspace.drafts().iter().rev().map(|issue| &issue.path);
        let named = |path: &&PathBuf| path.file_stem() == Some(stem);
        let meant = |path: &&PathBuf| Name::of(path).is_some_and(|name| name.may_be(&typed));
        let held = held::path(self);
        let held = (held.file_stem() == Some(stem) && self.files().exists(&held)).then_some(held);
        let found = drafts().find(named).or_else(|| drafts().find(meant)).cloned();
        found.or_else(|| held.map(|held| self.shown(&held)))
    }

    /// The newest issue.
    pub fn latest(&self) -> Result<Chosen> {
        let drafts = self.workspace.drafts();
        let last = (0..drafts.len()).max_by_key(|index| (drafts[*index].date, *index));
        Ok(Chosen::Own(last.ok_or(Refusal::NoDrafts)?))
    }

    pub fn entry(&self, chosen: &Chosen) -> Result<Arc<Entry>> {
        match chosen {
            Chosen::Own(index) => self.workspace.whole(*index),
            Chosen::Other(entry) => Ok(entry.clone()),
        }
    }

    /// Puts another entry in the place of a chosen one, in memory.
    pub fn replace(&mut self, chosen: &mut Chosen, entry: Entry) {
        match chosen {
            Chosen::Own(index) => self.workspace.replace(*index, entry),
            Chosen::Other(other) => *other = Arc::new(entry),
        }
    }

    /// What the rules find in a draft, among the others of the workspace.
    pub fn check(&self, entry: &Entry, coverage: &Coverage) -> Findings {
        lint::check(&self.subject(entry, coverage))
    }

    pub fn subject<'a>(&'a self, entry: &'a Entry, coverage: &'a Coverage) -> Subject<'a> {
        Subject::new(entry, &self.workspace, coverage)
    }

    /// A path as it is shown.
    pub fn shown(&self, path: &Path) -> PathBuf {
        workspace::shown(path, &self.here)
    }
}

fn is_workspace(files: &dyn Files, root: &Path) -> Result<(), Refusal> {
    match files.is_file(&root.join(workspace::CONFIG_FILE)) {
        true => Ok(()),
        false => Err(Refusal::NoWorkspace { root: root.to_owned() }),
    }
}
