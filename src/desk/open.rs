//! An issue that somebody has open: its text as it is now, and how it stands on the disk.

use std::path::{Path, PathBuf};

use super::api::{self, Issue};
use super::card::{card, text};
use super::clash::Clash;
use super::history::{History, Texts};
use super::ids::Ids;
use crate::draft::change;
use crate::draft::name::Name;
use crate::draft::{Draft, Item, Kind};
use crate::source::{Diagnostic, Source, Spanned};
use crate::workspace::Entry;

/// What filing a submission is called; where it was is the submission's key.
pub(super) const FILED: &str = "收入来稿";

pub(super) struct Open {
    pub(super) name: String,
    pub(super) path: PathBuf,
    /// As it is shown.
    pub(super) shown: PathBuf,
    pub(super) text: String,
    pub(super) draft: Draft,
    pub(super) version: u64,
    pub(super) ids: Ids,
    pub(super) history: History,
    /// The text that the file had when it was last read or written.
    pub(super) saved: String,
    pub(super) failed: Option<String>,
    /// Whether its file is gone, with all that is here saved in it.
    pub(super) is_gone: bool,
    /// When somebody last typed: what comes much later is a step of its own.
    pub(super) typed: Option<std::time::Instant>,
    /// When somebody last asked for it.
    pub(super) seen: Option<std::time::Instant>,
    pub(super) clashes: Vec<Clash>,
    /// Whether its pages are shown as those of a proof.
    pub(super) proof: bool,
    pub(super) released: bool,
    /// What was found in the text of that version, by the keys that the page knows.
    pub(super) found: (u64, Vec<(String, Diagnostic)>),
}

impl Open {
    /// Opens a draft, with the lines of what was done to it.
    pub(super) fn new(path: &Path, shown: &Path, text: String, journal: &str) -> Self {
        let draft = read(&text);
        let mut ids = Ids::default();
        ids.follow(&Draft::default(), &draft);
        Self {
            name: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            path: path.to_owned(),
            shown: shown.to_owned(),
            history: History::read(journal, &text).0,
            saved: text.clone(),
            text,
            draft,
            version: 1,
            ids,
            failed: None,
            is_gone: false,
            typed: None,
            seen: None,
            clashes: vec![],
            proof: false,
            released: false,
            found: (0, vec![]),
        }
    }

    pub(super) fn is_saved(&self) -> bool {
        self.text == self.saved
    }

    /// Another text of which it is known what became of each column and item.
    pub(super) fn set(&mut self, text: String) {
        if text != self.text {
            self.draft = read(&text);
            self.text = text;
            self.version += 1;
        }
    }

    /// Another text that came from somewhere.
    pub(super) fn take(&mut self, text: String) {
        let old = std::mem::take(&mut self.draft);
        self.draft = read(&text);
        self.ids.follow(&old, &self.draft);
        if text != self.text {
            self.text = text;
            self.version += 1;
        }
    }

    /// Notes what was changed here and elsewhere, in the place of what was told of it before.
    pub(super) fn clash(&mut self, clash: Clash) {
        self.clashes.retain(|other| other.what != clash.what);
        self.clashes.push(clash);
    }

    /// The draft as it is here, without the files that it names.
    pub(super) fn entry(&self) -> Entry {
        Entry::read(&self.shown, self.text.clone().into_bytes(), self.text.len() as u64)
    }

    pub(super) fn texts(&self, held: &str) -> Texts {
        Texts { draft: self.text.clone(), held: held.to_owned() }
    }

    pub(super) fn item(&self, at: change::At) -> Option<&Spanned<Item>> {
        self.draft.column.get(at.0)?.item.get(at.1)
    }

    /// The cards.
    pub(super) fn issue(&self) -> Issue {
        let draft = &self.draft;
        let closed = change::arrangement(&self.text).err().map(|refusal| refusal.to_string());
        let columns = self.ids.columns.iter().zip(&draft.column).map(|((id, ids), column)| {
            let items = ids.iter().zip(&column.item).map(|(id, item)| card(*id, item)).collect();
            api::Column { id: *id, name: text(&column.name), items }
        });
        let number = |value: &Option<Spanned<i64>>| {
            value.as_ref().and_then(|value| i32::try_from(value.value).ok())
        };
        let signoff =
            draft.signoff.as_ref().map(|signoff| signoff.value.clone()).unwrap_or_default();
        Issue {
            name: self.name.clone(),
            title: title(draft, &self.name),
            path: self.shown.display().to_string(),
            version: self.version,
            number: number(&draft.number),
            date: draft.date().map(|date| date.to_string()),
            total: number(&draft.total),
            copies: number(&draft.copies),
            note: text(&draft.note),
            distribution: text(&draft.distribution),
            distribution_reason: text(&draft.distribution_reason),
            columns: if closed.is_some() { vec![] } else { columns.collect() },
            signoff: signoff
                .roles()
                .map(|(_, _, name)| name.map(|name| name.value.clone()).unwrap_or_default()),
            unplaced: draft.unplaced.iter().map(|left| text(&left.text)).collect(),
            undo: self.history.next_undo().map(str::to_owned),
            redo: self.history.next_redo().map(str::to_owned),
            filed: self.history.done_last(FILED).map(str::to_owned),
            unfiled: self.history.undone(FILED).map(str::to_owned).collect(),
            closed,
            released: self.released,
        }
    }
}

fn read(text: &str) -> Draft {
    Draft::read(&Source::new("", text)).value
}

/// 第43期.
pub(super) fn title(draft: &Draft, name: &str) -> String {
    match draft.number() {
        Some(number) => {
            let kind = if draft.kind() == Kind::Supplement { "增刊" } else { "" };
            format!("{kind}第{number}期")
        }
        None => Name::of(Path::new(&format!("{name}.toml")))
            .map_or(name.to_owned(), |name| name.to_string()),
    }
}
