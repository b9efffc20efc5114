//! What was shown and signed of an issue, kept so that it can be compared with.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::store::Plan;
use super::{Office, Refusal, archived, held};
use crate::bulletin::compare::{Comparison, compare_with};
use crate::bulletin::identity::{Content, ItemContent};
use crate::bulletin::{self, block};
use crate::draft::Role;
use crate::workspace::archive::Manifest;
use crate::workspace::{Entry, rounds};

/// What a draft is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference {
    /// What the last proof showed.
    LastProof,
    /// What was signed last.
    Signed,
    /// What was released last.
    Released,
    /// What a round showed, from 1.
    Round(usize),
    /// Another draft.
    Draft(PathBuf),
}

/// What a draft says now; `None` without a date.
pub fn content_of(office: &Office, entry: &Entry) -> Option<Content> {
    let config = &office.workspace.config;
    bulletin::build(&entry.draft, &entry.attachments, config).map(|bulletin| Content::of(&bulletin))
}

/// Plans to keep a content under its fingerprint.
pub(super) fn keep(office: &Office, entry: &Entry, content: &Content, plan: &mut Plan) {
    let Some(stem) = entry.source.path().file_stem() else { return };
    let path = office.workspace.root.join(rounds::path(stem.as_ref(), content.identity().as_str()));
    plan.set(path, content.bytes());
}

/// Remembers what a proof shows. Of a draft in no file nothing is kept.
pub fn shown(office: &Office, entry: &Entry) -> Result<()> {
    let content = content_of(office, entry).filter(|_| !entry.is_loose);
    let (Some(content), Some(stem)) = (content, entry.source.path().file_stem()) else {
        return Ok(());
    };
    let folder = office.workspace.root.join(rounds::folder(stem.as_ref()));
    let (path, bytes) = (folder.join(rounds::LAST_PROOF), content.bytes());
    if office.files().saved(&path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    let mut plan = Plan::default();
    plan.set(path, bytes);
    office.commit("记下送审稿", &plan)
}

/// All contents that were kept of an issue: the last proof, then what was sent round, the newest first,
/// and signed.
pub(super) fn kept_contents(office: &Office, entry: &Entry) -> Vec<Content> {
    let stem = entry.source.path().file_stem().unwrap_or_default();
    let issue = office.workspace.root.join(rounds::folder(stem.as_ref()));
    let inside = office.files().list(&issue).unwrap_or_default();
    let number = |path: &Path| path.file_name()?.to_str()?.parse::<usize>().ok();
    let mut numbers: Vec<(usize, &PathBuf)> =
        inside.iter().filter_map(|path| Some((number(path)?, path))).collect();
    numbers.sort_unstable_by(|a, b| b.cmp(a));
    let mut paths = vec![issue.join(rounds::LAST_PROOF)];
    paths.extend(numbers.into_iter().map(|(_, folder)| folder.join(rounds::CONTENT)));
    let is_content = |path: &&PathBuf| path.extension().is_some_and(|end| end == "json");
    paths.extend(inside.iter().filter(is_content).cloned());
    let read = |path: &PathBuf| Content::read(&office.files().saved(path).ok()?);
    paths.iter().filter_map(read).collect()
}

/// What a draft was, and what it was then.
#[derive(Debug)]
pub struct Before {
    pub reference: Reference,
    pub content: Content,
}

impl Before {
    /// What it is called.
    pub fn name(&self) -> String {
        match &self.reference {
            Reference::LastProof => "上一次送审稿".to_owned(),
            Reference::Signed => "签过的内容".to_owned(),
            Reference::Released => "发布的内容".to_owned(),
            Reference::Round(number) => format!("第 {number} 轮送审稿"),
            // On a page nobody wants a path.
            Reference::Draft(path) => {
                format!("“{}”", path.file_stem().unwrap_or_default().to_string_lossy())
            }
        }
    }
}

/// What a draft is to be compared with; the newest of a proof, a signature and a release when `None`
/// is named.
///
/// # Errors
/// There is nothing to compare with.
pub fn before(office: &Office, entry: &Entry, named: Option<&Reference>) -> Result<Before> {
    let usual = [Reference::LastProof, Reference::Signed, Reference::Released];
    let found = match named {
        Some(named) => content(office, entry, named)?.map(|content| (named.clone(), content)),
        None => usual.into_iter().find_map(|reference| {
            let content = content(office, entry, &reference).ok().flatten()?;
            Some((reference, content))
        }),
    };
    let nothing = || {
        let path = entry.source.path().to_owned();
        Refusal::NothingToCompare { path, with: named.cloned() }
    };
    let (reference, content) = found.ok_or_else(nothing)?;
    Ok(Before { reference, content })
}

/// What changed in a draft since then.
///
/// # Errors
/// It has no date.
pub fn changed_since(office: &Office, entry: &Entry, before: &Before) -> Result<Comparison> {
    let path = || entry.source.path().to_owned();
    let now = content_of(office, entry).ok_or_else(|| Refusal::Dateless { path: path() })?;
    Ok(compare_with(&before.content, &now, &kept(office)))
}

/// Whether an item is among those that are kept for later: by its headline, or without one by its
/// text.
pub fn kept(office: &Office) -> impl Fn(&ItemContent) -> bool + use<> {
    let path = held::path(office);
    let read =
        office.files().exists(&path).then(|| Entry::open(office.files(), &path, &office.here));
    let entry = read.and_then(Result::ok);
    let mut headlines = vec![];
    let mut bodies = vec![];
    for (_, _, item) in entry.iter().flat_map(|entry| entry.draft.items()) {
        let plain = |text: &str| block::joined(text.trim());
        match item.headline.as_ref().map(|text| plain(text)).filter(|text| !text.is_empty()) {
            Some(headline) => headlines.push(headline),
            None => bodies.extend(item.body.as_ref().map(|text| plain(text))),
        }
    }
    move |item| match item.headline.as_str() {
        "" => item.body.first().is_some_and(|part| bodies.contains(&part.text)),
        headline => headlines.iter().any(|other| other == headline),
    }
}

fn content(office: &Office, entry: &Entry, reference: &Reference) -> Result<Option<Content>> {
    let stem = entry.source.path().file_stem().unwrap_or_default();
    let read = |path: &Path| {
        let bytes = office.files().saved(&office.workspace.root.join(path)).ok()?;
        Content::read(&bytes)
    };
    Ok(match reference {
        Reference::LastProof => read(&rounds::folder(stem.as_ref()).join(rounds::LAST_PROOF)),
        Reference::Round(number) => {
            read(&rounds::folder(stem.as_ref()).join(number.to_string()).join(rounds::CONTENT))
        }
        Reference::Signed => {
            let signoff = entry.draft.signoff.as_ref();
            let last = Role::ALL.into_iter().rev().find_map(|role| signoff?.signed(role));
            let fingerprint = last.and_then(|signed| signed.content.as_ref());
            fingerprint
                .and_then(|fingerprint| entry.signed.get(fingerprint.as_str()))
                .and_then(|bytes| Content::read(bytes))
        }
        Reference::Released => {
            let manifest = Manifest::read(office.files(), &office.workspace.root)?;
            match manifest.latest(&stem.to_string_lossy()) {
                Some(release) => {
                    let (name, consequence) = (release.name.clone(), "，没有可比的");
                    let changed = |_| Refusal::ArchiveChanged { name, consequence };
                    let released = archived::entry(office, release).map_err(changed)?;
                    content_of(office, &released)
                }
                None => None,
            }
        }
        Reference::Draft(path) => {
            let other = office.entry(&office.one(path)?)?;
            content_of(office, &other)
        }
    })
}
