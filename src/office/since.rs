//! What has become of a draft since it was released.

use super::archived;
use super::{Office, rounds};
use crate::bulletin::compare::told::Told;
use crate::bulletin::words;
use crate::draft::Role;
use crate::workspace::Entry;
use crate::workspace::archive::{Manifest, Release, is_unchanged};
use crate::zh::person;

/// What is to be known of a draft that has been released.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Since {
    /// What the page corrects, where what was released again is printed.
    pub correction: Option<String>,
    /// What would be printed is not what was released.
    pub is_edited: bool,
}

/// Compares a draft with what was released of it last.
pub fn since(office: &Office, manifest: &Manifest, entry: &Entry) -> Since {
    let latest = entry.name.and_then(|name| manifest.latest(&name.to_string()));
    let Some(latest) = latest else { return Since::default() };
    match prints_the_same(office, latest, entry) {
        true => Since { correction: correction(latest), is_edited: false },
        false => Since { correction: None, is_edited: true },
    }
}

/// What the page of a release says it corrects; those of older versions say nothing.
pub(super) fn correction(release: &Release) -> Option<String> {
    Some(words::correction(release.reason.as_ref()?, release.reissue?))
}

/// Whether a draft says what a release says: its text alone where what was kept of that is lost.
pub(super) fn prints_the_same(office: &Office, release: &Release, entry: &Entry) -> bool {
    let text = entry.source.text().as_bytes();
    let same = is_unchanged(&release.draft, text, &release.fingerprints.draft);
    if same && entry.attachments.files().next().is_none() {
        return true;
    }
    let Ok(then) = archived::entry(office, release) else { return same };
    let content = |entry: &Entry| rounds::content_of(office, entry);
    let (Some(was), Some(is)) = (content(&then), content(entry)) else { return same };
    was.identity() == is.identity() && signatures(&then, entry).is_empty()
}

/// The names of the sign-off line that are others now. They are printed, though no part of what is signed.
pub(super) fn signatures(then: &Entry, now: &Entry) -> Vec<Told> {
    let name = |entry: &Entry, role: Role| {
        let name = entry.draft.signoff.as_ref().and_then(|signoff| signoff.name(role));
        name.map(|name| person::plain(name)).unwrap_or_default()
    };
    let changed = |role: Role| {
        let (then, now) = (name(then, role), name(now, role));
        let what = match (then.as_str(), now.as_str()) {
            (then, now) if then == now => return None,
            (then, "") => format!("删了“{then}”"),
            ("", now) => format!("加了“{now}”"),
            (then, now) => format!("“{then}”改成“{now}”"),
        };
        Some(Told { head: format!("{}：{what}", role.name()), lines: vec![] })
    };
    Role::ALL.into_iter().filter_map(changed).collect()
}
