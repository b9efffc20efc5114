//! The folder of a periodical: `bulletin.toml`, `units.toml`, `drafts/`, and what may override
//! the program's own `templates/` and `fonts/`. Reads only; writing files is for the commands.

use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, OnceLock};

use anyhow::Result;

use crate::config::Config;
use crate::config::lexicon::{self, Lexicon};
use crate::config::units::Roster;
use crate::source::{Diagnostic, Findings, Source, file, parallel};
use crate::zh::near::Names;

pub mod archive;
mod entry;
pub mod files;
mod kept;
mod listing;
pub mod memory;
mod names;
mod paragraph;
pub mod rounds;
mod shelf;
pub(crate) mod template;
pub mod twin;

use entry::read_bytes;
pub use entry::{Entry, Issue};
use files::{Files, Look, Place};
pub use kept::{Kept, Key};
pub use listing::drafts_in;
use listing::{is_draft_file, is_there, released_in};
use memory::Memory;
pub use paragraph::Paragraph;
pub use shelf::Shelf;

/// File that makes a folder a workspace.
pub const CONFIG_FILE: &str = "bulletin.toml";
pub const UNITS_FILE: &str = "units.toml";
pub const LEXICON_FILE: &str = "lexicon.tsv";
/// How points are given, and what others have adopted.
pub const SCORING_FILE: &str = "scoring.toml";
pub const ADOPTED_FILE: &str = "adopted.toml";
pub const DRAFTS_FOLDER: &str = "drafts";
/// The file in `drafts/` for items that were taken out of an issue and kept (留用稿). It is no
/// issue itself.
pub const HELD_FILE: &str = "held.toml";

/// Drafts that are read before they are put away.
const AT_ONCE: usize = 256;

#[derive(Debug)]
pub struct Workspace {
    /// Where its files are.
    pub files: Arc<dyn Files>,
    pub root: PathBuf,
    pub config: Config,
    pub config_source: Arc<Source>,
    pub roster: Roster,
    pub lexicon: Lexicon,
    /// All drafts of `drafts/`, by file name, then the released issues whose drafts are gone from
    /// there, as they were released.
    pub shelf: Shelf,
    /// How many of them are drafts.
    pub draft_count: usize,
    /// What is wrong with `bulletin.toml` and `units.toml`.
    pub findings: Vec<Findings>,
    /// What the files of the settings looked like before they were read.
    pub settings_look: Vec<Option<Look>>,
    /// Made when first asked for; see [`Workspace::memory`].
    pub memory: OnceLock<Memory>,
    /// Made when first asked for; see [`Workspace::names`].
    pub names: OnceLock<Names>,
    /// What was found in texts, under these settings.
    pub kept: Kept,
}

impl Workspace {
    /// Where its own templates and faces are looked for.
    pub fn place(&self) -> Place<'_> {
        Place { files: &*self.files, root: &self.root }
    }

    /// The nearest folder at or above `from` that holds a `bulletin.toml`.
    pub fn find(from: &Path) -> Option<PathBuf> {
        from.ancestors().find(|folder| folder.join(CONFIG_FILE).is_file()).map(Path::to_owned)
    }

    /// A workspace without settings and drafts, for texts that belong to none.
    pub fn bare(root: &Path) -> Self {
        let config_source = Arc::new(Source::new("", ""));
        Self {
            files: files::disk(),
            root: root.to_owned(),
            config: Config::read(&config_source).0,
            config_source,
            roster: Roster::default(),
            lexicon: Lexicon::default(),
            shelf: Shelf::new(files::disk(), root),
            draft_count: 0,
            findings: vec![],
            settings_look: vec![],
            memory: OnceLock::new(),
            names: OnceLock::new(),
            kept: Kept::default(),
        }
    }

    /// Reads the workspace at `root`; paths in findings are relative to `shown_from`.
    pub fn open(root: &Path, shown_from: &Path) -> Result<Self> {
        Self::open_in(files::disk(), root, shown_from)
    }

    /// The same, wherever the files are.
    pub fn open_in(all: Arc<dyn Files>, root: &Path, shown_from: &Path) -> Result<Self> {
        let mut workspace = Self::settings_in(all.clone(), root, shown_from)?;
        let (files, roster) = (&*all, &workspace.roster);
        let mut shelf = Shelf::new(all.clone(), shown_from);
        let mut memory = Memory::default();
        let mut read = |paths: &[PathBuf], shelf: &mut Shelf| {
            for paths in paths.chunks(AT_ONCE) {
                let read = parallel::map(paths, &|path| {
                    let look = files.look(path).ok();
                    let entry = Entry::open_or_unreadable(files, path, shown_from);
                    (look, entry.said(roster), entry)
                });
                for (path, read) in paths.iter().zip(read) {
                    let (look, said, entry) = read;
                    memory.add(shelf.issues().len(), said);
                    shelf.push(path, look, entry);
                }
            }
        };
        read(&drafts_in(files, &root.join(DRAFTS_FOLDER))?, &mut shelf);
        let draft_count = shelf.issues().len();
        read(&released_in(files, root, shelf.issues()), &mut shelf);
        memory.settle();
        workspace.shelf = shelf;
        workspace.draft_count = draft_count;
        workspace.memory = OnceLock::from(memory);
        Ok(workspace)
    }

    /// The settings alone, as if there were no drafts: for what asks an index of them.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn settings_in(all: Arc<dyn Files>, root: &Path, shown_from: &Path) -> Result<Self> {
        let files = &*all;
        let settings_look = settings_look(files, root);
        let mut findings = vec![];
        let config_source = read_source(files, &root.join(CONFIG_FILE), shown_from)?;
        let (mut config, found) = match config_source.1 {
            Some(diagnostic) => (Config::read(&Source::new("", "")).0, vec![diagnostic]),
            None => Config::read(&config_source.0),
        };
        config.printed = template::printed(Place { files, root }, &config.template.value);
        let config_source = Arc::new(config_source.0);
        findings.push(Findings::new(config_source.clone(), found));
        let units = root.join(UNITS_FILE);
        let mut roster = Roster::default();
        if is_there(files, &units)? {
            let (source, unreadable) = read_source(files, &units, shown_from)?;
            let (read, found) = match unreadable {
                Some(diagnostic) => (Roster::default(), vec![diagnostic]),
                None => Roster::read(&source),
            };
            roster = read;
            findings.push(Findings::new(Arc::new(source), found));
        }
        let own = root.join(LEXICON_FILE);
        let own = match is_there(files, &own)? {
            true => {
                let (source, unreadable) = read_source(files, &own, shown_from)?;
                let (words, found) = match unreadable {
                    Some(diagnostic) => (vec![], vec![diagnostic]),
                    None => lexicon::read(source.text()),
                };
                findings.push(Findings::new(Arc::new(source), found));
                words
            }
            false => vec![],
        };
        let off = config.words_off.iter().map(|id| id.value.clone()).collect();
        let lexicon = Lexicon::new(own, off);
        Ok(Self {
            files: all.clone(),
            root: root.to_owned(),
            config,
            config_source,
            roster,
            lexicon,
            shelf: Shelf::new(all.clone(), shown_from),
            draft_count: 0,
            findings,
            settings_look,
            memory: OnceLock::new(),
            names: OnceLock::new(),
            kept: Kept::default(),
        })
    }

    /// The roster alone, without reading any draft.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn roster_in(files: &dyn Files, root: &Path) -> Result<Roster> {
        let units = root.join(UNITS_FILE);
        if !is_there(files, &units)? {
            return Ok(Roster::default());
        }
        let (source, unreadable) = read_source(files, &units, root)?;
        Ok(if unreadable.is_some() { Roster::default() } else { Roster::read(&source).0 })
    }

    /// What all issues have said so far.
    pub fn memory(&self) -> &Memory {
        self.memory.get_or_init(|| {
            let mut memory = Memory::default();
            let all: Vec<usize> = (0..self.issues().len()).collect();
            for some in all.chunks(AT_ONCE) {
                let said = parallel::map(some, &|index| {
                    let entry = self.whole(*index).ok()?;
                    Some((*index, entry.said(&self.roster)))
                });
                // One that has gone from its folder meanwhile says nothing any more.
                for (index, said) in said.into_iter().flatten() {
                    memory.add(index, said);
                }
            }
            memory.settle();
            memory
        })
    }

    /// All drafts of `drafts/`, by file name.
    pub fn drafts(&self) -> &[Issue] {
        &self.issues()[..self.draft_count]
    }

    /// All drafts, then the released issues that are no drafts any more.
    pub fn issues(&self) -> &[Issue] {
        self.shelf.issues()
    }

    /// The file of one of [`Workspace::issues`].
    pub fn file(&self, index: usize) -> &Path {
        self.shelf.file(index)
    }

    /// The whole draft of one of [`Workspace::issues`].
    ///
    /// # Errors
    /// Its file is gone since, or has another text.
    pub fn whole(&self, index: usize) -> Result<Arc<Entry>> {
        self.shelf.whole(index)
    }

    /// Takes in what has changed of these files: drafts that have another text, have come or gone.
    /// Each costs what it says itself, however many others there are. `false` when something else
    /// has changed, such as settings: then all has to be opened anew.
    pub fn refresh(&mut self, changed: &[PathBuf]) -> bool {
        let drafts = self.root.join(DRAFTS_FOLDER);
        let is_draft = |path: &PathBuf| {
            path.parent() == Some(&drafts)
                && path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
        };
        if !changed.iter().all(is_draft) {
            return false;
        }
        let known: Vec<PathBuf> =
            (0..self.draft_count).map(|index| self.file(index).to_owned()).collect();
        let mut all = known.clone();
        let wanted = |path: &PathBuf| is_draft_file(&*self.files, path);
        let come = changed.iter().filter(|path| known.binary_search(path).is_err() && wanted(path));
        all.extend(come.cloned());
        all.retain(|path| !changed.contains(path) || wanted(path));
        all.sort();
        all.dedup();
        self.draft_count = self.match_files(0..self.draft_count, &all, changed);
        let released = released_in(&*self.files, &self.root, self.drafts());
        self.match_files(self.draft_count..self.issues().len(), &released, changed);
        true
    }

    /// Takes in whatever others have written since, as [`Self::refresh`]: drafts are looked at, and
    /// read where they look different.
    pub fn catch_up(&mut self) -> bool {
        if self.settings_look != settings_look(&*self.files, &self.root) {
            return false;
        }
        let folder = self.root.join(DRAFTS_FOLDER);
        let Ok(mut changed) = drafts_in(&*self.files, &folder) else { return false };
        let known: Vec<PathBuf> =
            (0..self.draft_count).map(|index| self.file(index).to_owned()).collect();
        let looks_the_same = |path: &PathBuf| {
            let index = known.binary_search(path).ok();
            let look = index.and_then(|index| self.shelf.look(index));
            look.is_some() && look == self.files.look(path).ok()
        };
        let gone = known.iter().filter(|path| changed.binary_search(path).is_err());
        let gone: Vec<PathBuf> = gone.cloned().collect();
        changed.retain(|path| !looks_the_same(path));
        changed.extend(gone);
        self.refresh(&changed)
    }

    /// Makes a part of the issues those of some files, sorted in the same way; how many they are.
    fn match_files(&mut self, part: Range<usize>, files: &[PathBuf], changed: &[PathBuf]) -> usize {
        let (mut index, mut left) = (part.start, part.len());
        for path in files {
            while left > 0 && self.file(index) != path && !files.contains(&self.file(index).into())
            {
                self.remove(index);
                left -= 1;
            }
            if left > 0 && self.file(index) == path {
                if changed.contains(path) {
                    let look = self.files.look(path).ok();
                    let entry = self.shelf.open_or_unreadable(path);
                    self.put(index, look, entry);
                }
                left -= 1;
            } else {
                let look = self.files.look(path).ok();
                let entry = self.shelf.open_or_unreadable(path);
                self.insert(index, path, look, entry);
            }
            index += 1;
        }
        for _ in 0..left {
            self.remove(index);
        }
        files.len()
    }

    /// Puts another text in the place of a draft's.
    pub fn replace(&mut self, index: usize, entry: Entry) {
        self.put(index, None, entry);
    }

    fn put(&mut self, index: usize, look: Option<Look>, entry: Entry) {
        if let Some(memory) = self.memory.get_mut() {
            memory.replace(index, entry.said(&self.roster));
        }
        self.shelf.replace(index, look, entry);
    }

    fn insert(&mut self, index: usize, path: &Path, look: Option<Look>, entry: Entry) {
        if let Some(memory) = self.memory.get_mut() {
            memory.insert(index, entry.said(&self.roster));
        }
        self.shelf.insert(index, path, look, entry);
    }

    fn remove(&mut self, index: usize) {
        if let Some(memory) = self.memory.get_mut() {
            memory.remove(index);
        }
        self.shelf.remove(index);
    }
}

fn settings_look(files: &dyn Files, root: &Path) -> Vec<Option<Look>> {
    let names = [CONFIG_FILE, UNITS_FILE, LEXICON_FILE];
    let settings = names.iter().map(|name| files.look(&root.join(name)).ok());
    settings.chain(template::looks(files, root)).collect()
}

fn read_source(
    files: &dyn Files,
    path: &Path,
    shown_from: &Path,
) -> Result<(Source, Option<Diagnostic>)> {
    let (bytes, length) = read_bytes(files, path)?;
    Ok(file::decode(&shown(path, shown_from), bytes, length))
}

/// A path as it is shown: relative to where the user stands, with `/` on every system.
pub fn shown(path: &Path, from: &Path) -> PathBuf {
    let relative = match path.strip_prefix(from) {
        Ok(relative) => relative,
        Err(_) => path,
    };
    let parts: Vec<_> = relative
        .components()
        .filter(|component| *component != Component::CurDir)
        .map(|component| component.as_os_str().to_string_lossy())
        .collect();
    if relative.is_absolute() { relative.to_owned() } else { PathBuf::from(parts.join("/")) }
}
