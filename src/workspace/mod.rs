//! The folder of a periodical: `bulletin.toml`, `units.toml`, `drafts/`, and what may override
//! the program's own `templates/` and `fonts/`. Reads only; writing files is for the commands.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, OnceLock};

use anyhow::{Context as _, Result};

use crate::config::lexicon::{self, Lexicon, Word};
use crate::config::units::Roster;
use crate::config::{Config, distribution};
use crate::draft::name::Name;
use crate::source::{Diagnostic, Findings, Source, file, parallel};
use crate::zh::near::{Names, Tolerance};

mod entry;
pub mod memory;
mod paragraph;
mod shelf;
pub mod twin;

use entry::read_bytes;
pub use entry::{Entry, Issue};
use memory::Memory;
pub use paragraph::Paragraph;
pub use shelf::Shelf;

/// File that makes a folder a workspace.
pub const CONFIG_FILE: &str = "bulletin.toml";
pub const UNITS_FILE: &str = "units.toml";
pub const LEXICON_FILE: &str = "lexicon.tsv";
pub const DRAFTS_FOLDER: &str = "drafts";
/// Where `release` keeps the issues.
const ARCHIVE_FOLDER: &str = "archive";
/// The file in `drafts/` for items that were taken out of an issue and kept (留用稿). It is no
/// issue itself.
pub const HELD_FILE: &str = "held.toml";

/// Drafts that are read before they are put away.
const AT_ONCE: usize = 256;

#[derive(Debug)]
pub struct Workspace {
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
    /// Made when first asked for; see [`Workspace::memory`].
    pub memory: OnceLock<Memory>,
    /// Made when first asked for; see [`Workspace::names`].
    pub names: OnceLock<Names>,
}

impl Workspace {
    /// The nearest folder at or above `from` that holds a `bulletin.toml`.
    pub fn find(from: &Path) -> Option<PathBuf> {
        from.ancestors().find(|folder| folder.join(CONFIG_FILE).is_file()).map(Path::to_owned)
    }

    /// A workspace without settings and drafts, for texts that belong to none.
    pub fn bare(root: &Path) -> Self {
        let config_source = Arc::new(Source::new("", ""));
        Self {
            root: root.to_owned(),
            config: Config::read(&config_source).0,
            config_source,
            roster: Roster::default(),
            lexicon: Lexicon::default(),
            shelf: Shelf::new(root),
            draft_count: 0,
            findings: vec![],
            memory: OnceLock::new(),
            names: OnceLock::new(),
        }
    }

    /// Reads the workspace at `root`; paths in findings are relative to `shown_from`.
    pub fn open(root: &Path, shown_from: &Path) -> Result<Self> {
        let mut findings = vec![];
        let config_source = read_source(&root.join(CONFIG_FILE), shown_from)?;
        let (config, found) = match config_source.1 {
            Some(diagnostic) => (Config::read(&Source::new("", "")).0, vec![diagnostic]),
            None => Config::read(&config_source.0),
        };
        let config_source = Arc::new(config_source.0);
        findings.push(Findings::new(config_source.clone(), found));
        let units = root.join(UNITS_FILE);
        let mut roster = Roster::default();
        if units.is_file() {
            let (source, unreadable) = read_source(&units, shown_from)?;
            let (read, found) = match unreadable {
                Some(diagnostic) => (Roster::default(), vec![diagnostic]),
                None => Roster::read(&source),
            };
            roster = read;
            findings.push(Findings::new(Arc::new(source), found));
        }
        let own = root.join(LEXICON_FILE);
        let own = match own.is_file() {
            true => {
                let (source, unreadable) = read_source(&own, shown_from)?;
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
        let mut shelf = Shelf::new(shown_from);
        let mut memory = Memory::default();
        let mut read = |paths: &[PathBuf], shelf: &mut Shelf| -> Result<()> {
            for paths in paths.chunks(AT_ONCE) {
                let read = parallel::map(paths, &|path| {
                    let entry = Entry::open(path, shown_from);
                    entry.map(|entry| (memory::said(&entry.draft, &roster), entry))
                });
                for (path, read) in paths.iter().zip(read) {
                    let (said, entry) = read?;
                    memory.add(shelf.issues().len(), said);
                    shelf.push(path, entry);
                }
            }
            Ok(())
        };
        read(&drafts_in(&root.join(DRAFTS_FOLDER))?, &mut shelf)?;
        let draft_count = shelf.issues().len();
        read(&released_in(root, shelf.issues()), &mut shelf)?;
        memory.settle();
        Ok(Self {
            root: root.to_owned(),
            config,
            config_source,
            roster,
            lexicon,
            shelf,
            draft_count,
            findings,
            memory: OnceLock::from(memory),
            names: OnceLock::new(),
        })
    }

    /// The names to be spelt right: of units, of those who get the bulletin, and set names.
    pub fn names(&self) -> &Names {
        self.names.get_or_init(|| {
            let units = self.roster.units.iter().flat_map(|unit| {
                // Of two towns of one kind nobody knows which is meant.
                let town = ["乡", "镇", "街道"].iter().any(|end| unit.credit.ends_with(end));
                let tolerance = if town { Tolerance::Doubled } else { Tolerance::AnySlip };
                unit.forms().map(move |form| (form, tolerance))
            });
            let set = self.lexicon.set_names().flat_map(Word::right);
            let set = set.map(|name| (name, Tolerance::AnySlip));
            let titles = distribution::parts(&self.config.distribution).into_iter();
            let titles = titles.map(|title| (title, Tolerance::Doubled));
            Names::new(units.chain(set).chain(titles))
        })
    }

    /// What all issues have said so far.
    pub fn memory(&self) -> &Memory {
        self.memory.get_or_init(|| {
            let mut memory = Memory::default();
            let all: Vec<usize> = (0..self.issues().len()).collect();
            for some in all.chunks(AT_ONCE) {
                let said = parallel::map(some, &|index| {
                    let entry = self.whole(*index).ok()?;
                    Some((*index, memory::said(&entry.draft, &self.roster)))
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

    /// Reads some drafts anew. `false` when other issues have come or gone, or one cannot be read.
    pub fn refresh(&mut self, drafts: &[usize]) -> bool {
        let released = released_in(&self.root, self.drafts());
        let known = (self.draft_count..self.issues().len()).map(|index| self.file(index));
        if !released.iter().map(PathBuf::as_path).eq(known) {
            return false;
        }
        for index in drafts {
            let Ok(entry) = self.shelf.open(*index) else { return false };
            self.replace(*index, entry);
        }
        true
    }

    /// Puts another text in the place of a draft's.
    pub fn replace(&mut self, index: usize, entry: Entry) {
        self.shelf.replace(index, entry);
        self.memory = OnceLock::new();
    }
}

fn read_source(path: &Path, shown_from: &Path) -> Result<(Source, Option<Diagnostic>)> {
    let (bytes, length) = read_bytes(path)?;
    Ok(file::decode(&shown(path, shown_from), bytes, length))
}

/// The draft files of a folder by name: every `.toml` there, whether well named or not.
pub fn drafts_in(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(vec![]);
    }
    let mut paths = vec![];
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("打不开文件夹 {}", folder.display()))?;
    for entry in entries {
        let path = entry.with_context(|| format!("读不出文件夹 {}", folder.display()))?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let held = path.file_name().is_some_and(|name| name == HELD_FILE);
        if path.extension().is_some_and(|ext| ext == "toml") && path.is_file() && !hidden && !held {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// The drafts in the archive of issues that are not among the drafts; of one released several
/// times, the last. An archive that cannot be read is for `verify` to tell.
fn released_in(root: &Path, drafts: &[Issue]) -> Vec<PathBuf> {
    let listed = |path: &Path| std::fs::read_dir(path).into_iter().flatten().flatten();
    let years = listed(&root.join(ARCHIVE_FOLDER)).map(|entry| entry.path());
    let mut latest: BTreeMap<Name, (u32, PathBuf)> = BTreeMap::new();
    for path in years.flat_map(|year| listed(&year).map(|entry| entry.path()).collect::<Vec<_>>()) {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        // The second release of 2023-43 is 2023-43.2.
        let (name, times) = stem.split_once('.').unwrap_or((&stem, "1"));
        let name = Name::of(Path::new(&format!("{name}.toml")));
        let (Some(name), Ok(times), true) =
            (name, times.parse(), path.extension().is_some_and(|extension| extension == "toml"))
        else {
            continue;
        };
        let known = latest.get(&name).is_some_and(|(last, _)| *last > times);
        if !known && !drafts.iter().any(|draft| draft.name == Some(name)) {
            latest.insert(name, (times, path));
        }
    }
    latest.into_values().map(|(_, path)| path).collect()
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
