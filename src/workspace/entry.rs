//! A draft with its file, and what is known of an issue without its text.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use anyhow::{Context as _, Result};
use chrono::{Datelike as _, NaiveDate};

use super::files::{Files, folder_of, located};
use super::memory::{self, Said, Wording};
use super::rounds::{self, Logged};
use super::{Paragraph, shown};
use crate::config::units::Roster;
use crate::draft::attachment::{self, Attachments, Refusal};
use crate::draft::name::Name;
use crate::draft::{Draft, Item, Kind, Role, Signoff};
use crate::source::shape::Read;
use crate::source::{Diagnostic, Rejected, Source, Spanned, file};

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
    /// Whether it came without a file: then it is taken for the draft of its number.
    pub is_loose: bool,
    /// What was signed of it, as it was kept then, by its fingerprint.
    pub signed: BTreeMap<String, Arc<[u8]>>,
    /// When it was signed and withdrawn, by its log, the oldest first.
    pub signings: Vec<Logged>,
    /// What its items say, by column and item; made when first asked for.
    wordings: OnceLock<Vec<Vec<Option<Arc<Wording>>>>>,
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
            is_loose: false,
            signed: BTreeMap::new(),
            signings: vec![],
            wordings: OnceLock::new(),
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
            is_loose: false,
            signed: BTreeMap::new(),
            signings: vec![],
            wordings: OnceLock::new(),
        }
    }

    /// Reads one draft file, named or not, inside the workspace or out.
    pub fn open(files: &dyn Files, path: &Path, shown_from: &Path) -> Result<Self> {
        let (bytes, length) = read_bytes(files, path)?;
        let entry = Self::read(&shown(path, shown_from), bytes, length);
        Ok(entry.attach(files, folder_of(path)))
    }

    /// The same for one among many: where it cannot be read that is found in it, and the others
    /// are none the worse for it.
    pub fn open_or_unreadable(files: &dyn Files, path: &Path, shown_from: &Path) -> Self {
        match files.read(path, file::MAX_BYTES) {
            Ok((bytes, length)) => {
                let entry = Self::read(&shown(path, shown_from), bytes, length);
                entry.attach(files, folder_of(path))
            }
            Err(_) => Self::unreadable(&shown(path, shown_from)),
        }
    }

    /// A draft that the system does not let be read.
    pub fn unreadable(path: &Path) -> Self {
        let entry = Self::read(path, vec![], 0);
        Self { found: vec![file::unreadable()], ..entry }
    }

    /// Reads a file of plain text, which is no draft yet.
    pub fn open_plain(files: &dyn Files, path: &Path, shown_from: &Path) -> Result<Self> {
        let (bytes, length) = read_bytes(files, path)?;
        Ok(Self::plain(&shown(path, shown_from), bytes, length))
    }

    /// The same file with another text.
    pub fn with_text(&self, text: String) -> Self {
        let (path, length) = (self.source.path(), text.len() as u64);
        let read = if self.is_plain { Self::plain } else { Self::read };
        let (attachments, signed) = (self.attachments.clone(), self.signed.clone());
        let (is_loose, signings) = (self.is_loose, self.signings.clone());
        Self { attachments, signed, signings, is_loose, ..read(path, text.into_bytes(), length) }
    }

    /// What others may repeat or contradict.
    pub(super) fn said(&self, roster: &Roster) -> Said {
        memory::said(&self.draft, roster, |at| self.wording(at))
    }

    /// What the body of an item says, by the indexes of column and item: the same for all that
    /// compare it.
    pub fn wording(&self, (column, item): (usize, usize)) -> Option<Arc<Wording>> {
        let of = |item: &Spanned<Item>| Some(Arc::new(Wording::of(item.body.as_ref()?)));
        let all = self.wordings.get_or_init(|| {
            let columns = self.draft.column.iter();
            columns.map(|column| column.item.iter().map(of).collect()).collect()
        });
        all.get(column)?.get(item)?.clone()
    }

    /// One that is in no file; its path is only what it is called.
    pub fn loose(self) -> Self {
        Self { is_loose: true, ..self }
    }

    /// Reads the files that the draft names, from the folder it lies in.
    pub fn attach(mut self, files: &dyn Files, folder: &Path) -> Self {
        let root = OnceCell::new();
        let fetch = |name: &str| {
            let root = root.get_or_init(|| files.real(folder).ok());
            fetch(files, folder, root.as_deref(), name)
        };
        self.attachments = Attachments::read(&self.draft, &fetch);
        self.signed = signed(files, folder, &self);
        self.signings = signings(files, folder, &self);
        self
    }

    /// Whether the text could be taken apart at all, so that “missing” means missing.
    pub fn is_readable(&self) -> bool {
        !self.found.iter().any(Diagnostic::is_unreadable)
    }
}

/// What was signed of a draft, as far as it was kept in the workspace around its folder.
fn signed(files: &dyn Files, folder: &Path, entry: &Entry) -> BTreeMap<String, Arc<[u8]>> {
    let signatures = entry.draft.signoff.iter().flat_map(|signoff| &signoff.signed);
    let contents = signatures.filter_map(|signed| signed.content.as_ref());
    let kept = contents.filter_map(|content| {
        let stem = entry.source.path().file_stem()?;
        let path = folder_of(folder).join(rounds::path(stem.as_ref(), content));
        let (bytes, length) = files.read(&path, rounds::MAX_BYTES).ok()?;
        let whole = length <= rounds::MAX_BYTES as u64;
        whole.then(|| (content.value.clone(), bytes.into()))
    });
    kept.collect()
}

/// What the log tells of signatures and releases, where the draft is signed, bound or not.
fn signings(files: &dyn Files, folder: &Path, entry: &Entry) -> Vec<Logged> {
    let is_named = |signoff: &Signoff| {
        let names = Role::ALL.into_iter().filter_map(|role| signoff.name(role));
        names.into_iter().any(|name| !name.trim().is_empty())
    };
    let has_signed = |signoff: &Signoff| !signoff.signed.is_empty() || is_named(signoff);
    let has_signed = entry.draft.signoff.iter().any(|signoff| has_signed(signoff));
    let stem = entry.source.path().file_stem().filter(|_| has_signed);
    let log = stem.map(|stem| folder_of(folder).join(rounds::folder(stem.as_ref())));
    let log = log.and_then(|folder| files.read(&folder.join(rounds::LOG), rounds::MAX_BYTES).ok());
    let mut all = log.map(|(bytes, _)| rounds::logged(&bytes)).unwrap_or_default();
    all.retain(|event| event.what != rounds::ROUND);
    all
}

/// A file beside a draft or below it, links followed.
fn fetch(
    files: &dyn Files,
    folder: &Path,
    root: Option<&Path>,
    name: &str,
) -> Result<Arc<[u8]>, Refusal> {
    if !attachment::is_plain(name) {
        return Err(Refusal::OUTSIDE);
    }
    let path = located(files, folder, Path::new(name));
    let path = files.real(&path).map_err(|_| Refusal::MISSING)?;
    if !root.is_some_and(|root| path.starts_with(root)) {
        return Err(Refusal::OUTSIDE);
    }
    if !files.is_file(&path) {
        return Err(Refusal::MISSING);
    }
    match files.read(&path, attachment::MAX_BYTES) {
        Ok((_, length)) if length > attachment::MAX_BYTES as u64 => Err(Refusal::TOO_LARGE),
        Ok((bytes, _)) => Ok(bytes.into()),
        Err(_) => Err(Refusal::UNREADABLE),
    }
}

/// The bytes of a file of the workspace, and its length.
pub(super) fn read_bytes(files: &dyn Files, path: &Path) -> Result<(Vec<u8>, u64)> {
    let read = files.read(path, file::MAX_BYTES);
    read.with_context(|| format!("打不开文件 {}", path.display()))
}

/// What others ask of an issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// Its draft, as shown.
    pub path: PathBuf,
    /// The name the file has, when it is named as a draft should be.
    pub name: Option<Name>,
    /// What the draft says.
    pub date: Option<NaiveDate>,
    pub kind: Kind,
    pub number: Option<i64>,
}

impl Issue {
    pub fn of(entry: &Entry) -> Self {
        Self {
            path: entry.source.path().to_owned(),
            name: entry.name,
            date: entry.draft.date(),
            kind: entry.draft.kind(),
            number: entry.draft.number(),
        }
    }

    /// What makes two files drafts of the same issue.
    pub fn identity(&self) -> Option<Name> {
        Some(Name { year: self.date?.year(), kind: self.kind, number: self.number? })
    }
}
