//! The folder of a periodical: `bulletin.toml`, `units.toml`, `drafts/`, and what may override
//! the program's own `templates/` and `fonts/`. Reads only; writing files is for the commands.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, OnceLock};

use anyhow::{Context as _, Result};

use crate::config::lexicon::{self, Lexicon, Word};
use crate::config::units::Roster;
use crate::config::{Config, distribution};
use crate::draft::Draft;
use crate::draft::attachment::Attachments;
use crate::draft::name::Name;
use crate::source::shape::Read;
use crate::source::{Diagnostic, Findings, Rejected, Source, file, parallel};

pub mod memory;
mod paragraph;
pub mod twin;

use crate::zh::near::{Names, Tolerance};
use memory::Memory;
pub use paragraph::Paragraph;

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

#[derive(Debug)]
pub struct Workspace {
    pub root: PathBuf,
    pub config: Config,
    pub config_source: Arc<Source>,
    pub roster: Roster,
    pub lexicon: Lexicon,
    /// All drafts of `drafts/`, by file name.
    pub drafts: Vec<Entry>,
    /// Released issues whose drafts are gone from `drafts/`, as they were released.
    pub released: Vec<Entry>,
    /// What is wrong with `bulletin.toml` and `units.toml`.
    pub findings: Vec<Findings>,
    /// Made when first asked for; see [`Workspace::memory`].
    pub memory: OnceLock<Memory>,
    /// Made when first asked for; see [`Workspace::names`].
    pub names: OnceLock<Names>,
}

/// A draft with its file.
#[derive(Debug)]
pub struct Entry {
    pub source: Arc<Source>,
    pub draft: Draft,
    /// The pictures and tables that it names.
    pub attachments: Attachments,
    /// What was found while reading it.
    pub found: Vec<Diagnostic>,
    /// What is written in the file but not in the draft, and has been found.
    pub rejected: Rejected,
    /// The name the file has, when it is named as a draft should be.
    pub name: Option<Name>,
    /// Whether the file is plain text, of which the draft holds nothing,
    pub is_plain: bool,
    /// and its paragraphs then.
    pub paragraphs: Vec<Paragraph>,
}

impl Entry {
    /// Reads a draft from the bytes of a file; never fails, findings are kept. What it names
    /// is not read: see [`Self::attach`].
    pub fn read(path: &Path, bytes: Vec<u8>, length: u64) -> Self {
        let (source, unreadable) = file::decode(path, bytes, length);
        let Read { value: draft, found, rejected } = match unreadable {
            Some(diagnostic) => Read { found: vec![diagnostic], ..Read::default() },
            None => Draft::read(&source),
        };
        let name = Name::of(path);
        Self {
            source: Arc::new(source),
            draft,
            attachments: Attachments::default(),
            found,
            rejected,
            name,
            is_plain: false,
            paragraphs: vec![],
        }
    }

    /// Reads plain text, which is no draft yet, from the bytes of a file.
    pub fn plain(path: &Path, bytes: Vec<u8>, length: u64) -> Self {
        let (source, unreadable) = file::decode(path, bytes, length);
        Self {
            paragraphs: Paragraph::all(&source),
            source: Arc::new(source),
            draft: Draft::default(),
            attachments: Attachments::default(),
            found: unreadable.into_iter().collect(),
            rejected: Rejected::default(),
            name: None,
            is_plain: true,
        }
    }

    /// The same file with another text.
    pub fn with_text(&self, text: String) -> Self {
        let (path, length) = (self.source.path(), text.len() as u64);
        let read = if self.is_plain { Self::plain } else { Self::read };
        let attachments = self.attachments.clone();
        Self { attachments, ..read(path, text.into_bytes(), length) }
    }

    /// Reads the files that the draft names, from the folder it lies in.
    pub fn attach(mut self, folder: &Path) -> Self {
        self.attachments = Attachments::read(&self.draft, folder);
        self
    }

    /// Whether the text could be taken apart at all, so that “missing” means missing.
    pub fn is_readable(&self) -> bool {
        let unreadable = ["toml-syntax", "file-encoding", "file-too-large"];
        !self.found.iter().any(|diagnostic| unreadable.contains(&diagnostic.code))
    }
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
            drafts: vec![],
            released: vec![],
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
        let read = |paths: &[PathBuf]| -> Result<Vec<Entry>> {
            parallel::map(paths, &|path| read_entry(path, shown_from)).into_iter().collect()
        };
        let drafts = read(&drafts_in(&root.join(DRAFTS_FOLDER))?)?;
        let released = read(&released_in(root, &drafts))?;
        let (root, memory) = (root.to_owned(), OnceLock::new());
        Ok(Self {
            root,
            config,
            config_source,
            roster,
            lexicon,
            drafts,
            released,
            findings,
            memory,
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
        self.memory.get_or_init(|| Memory::new(self.issues(), &self.roster))
    }

    /// All drafts, then the released issues that are no drafts any more.
    pub fn issues(&self) -> impl Iterator<Item = &Entry> {
        self.drafts.iter().chain(&self.released)
    }

    /// One of [`Workspace::issues`].
    pub fn issue(&self, index: usize) -> &Entry {
        match index.checked_sub(self.drafts.len()) {
            None => &self.drafts[index],
            Some(released) => &self.released[released],
        }
    }

    /// Puts another text in the place of a draft's.
    pub fn replace(&mut self, index: usize, entry: Entry) {
        self.drafts[index] = entry;
        self.memory = OnceLock::new();
    }
}

/// Reads one draft file, named or not, inside the workspace or out.
pub fn read_entry(path: &Path, shown_from: &Path) -> Result<Entry> {
    let (bytes, length) = read_bytes(path)?;
    let entry = Entry::read(&shown(path, shown_from), bytes, length);
    Ok(entry.attach(path.parent().unwrap_or(Path::new("."))))
}

/// Reads a file of plain text, which is no draft yet.
pub fn read_plain(path: &Path, shown_from: &Path) -> Result<Entry> {
    let (bytes, length) = read_bytes(path)?;
    Ok(Entry::plain(&shown(path, shown_from), bytes, length))
}

fn read_source(path: &Path, shown_from: &Path) -> Result<(Source, Option<Diagnostic>)> {
    let (bytes, length) = read_bytes(path)?;
    Ok(file::decode(&shown(path, shown_from), bytes, length))
}

fn read_bytes(path: &Path) -> Result<(Vec<u8>, u64)> {
    file::read(path, file::MAX_BYTES).with_context(|| format!("打不开文件 {}", path.display()))
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
fn released_in(root: &Path, drafts: &[Entry]) -> Vec<PathBuf> {
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
        if !known && !drafts.iter().any(|entry| entry.name == Some(name)) {
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
