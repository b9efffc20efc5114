//! Are the released bulletins still what they were?

use std::fmt;
use std::path::Path;

use anyhow::Result;

use super::archived::{self, Lost};
use super::press::{Edition, Press};
use super::since::{correction, signatures};
use super::{Office, Refusal, release, rounds};
use crate::bulletin::compare::compare;
use crate::bulletin::compare::told::{Told, told};
use crate::draft::Role;
use crate::draft::name::Name;
use crate::source::Spanned;
use crate::source::hash::hash;
use crate::workspace::archive::{self, Found, Manifest, Release, first_changed_line, is_unchanged};
use crate::workspace::files::located;
use crate::workspace::{DRAFTS_FOLDER, Entry};
use crate::zh::date;

/// What was found of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Its PDF, relative to `archive/`.
    pub pdf: String,
    /// What does not agree with the manifest any more.
    pub faults: Vec<Fault>,
    /// What went into it has changed since, so that it would be another one today: settings, faces.
    pub changed: Vec<&'static str>,
}

/// What does not agree with the manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    PdfChanged,
    PdfGone,
    /// The draft that was kept is not what it was, so that nothing can be compared.
    DraftLost {
        path: String,
        gone: bool,
        /// The draft of the workspace is what was kept: where it is.
        same: Option<String>,
    },
    FileChanged(String),
    FileGone(String),
    /// The draft in the workspace has changed since.
    Edited {
        draft: String,
        /// From this line on; `None` where only what stands beside it has changed.
        line: Option<usize>,
        /// What of it is printed; `None` when it is no issue any more.
        changes: Option<Vec<Told>>,
    },
    /// Printed again from the same it is another one.
    Unlike,
    /// Its line in the manifest was altered, or lines beside it were taken out.
    Altered,
}

/// In words that all faces share.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PdfChanged => f.write_str("PDF 被改动过"),
            Self::PdfGone => f.write_str("PDF 不见了"),
            Self::DraftLost { path, gone, same } => {
                let what = if *gone { "不见了" } else { "被改动过" };
                write!(f, "存档的稿件 {path} {what}，无法重排核对")?;
                match same {
                    Some(same) => write!(f, "；{same} 与发布时一样，可以复制过去"),
                    None => Ok(()),
                }
            }
            Self::FileChanged(path) => write!(f, "存档的 {path} 被改动过"),
            Self::FileGone(path) => write!(f, "存档的 {path} 不见了"),
            Self::Edited { draft, line, changes } => {
                match line {
                    Some(line) => {
                        write!(f, "稿件 {draft} 发布以后改过，从第 {line} 行起不同")?;
                    }
                    None => write!(f, "稿件 {draft} 用的图片或表格文件发布以后换过")?,
                }
                match changes.as_ref().map(Vec::len) {
                    None => f.write_str("，现在读不成一期快报"),
                    Some(0) => f.write_str("，印出来的没有变"),
                    Some(_) => f.write_str("，改动如下"),
                }
            }
            Self::Altered => {
                f.write_str("manifest.toml 里这一期的登记被改动过，或者它前后的登记被删去了")
            }
            Self::Unlike => f.write_str("用存档的稿件重排，与发布的 PDF 不一样，原因不明"),
        }
    }
}

impl Fault {
    /// What exactly, a line each.
    pub fn lines(&self) -> Vec<String> {
        let Self::Edited { changes: Some(changes), .. } = self else { return vec![] };
        let lines = changes.iter().flat_map(|change| {
            let inside = change.lines.iter().map(|line| format!("  {line}"));
            std::iter::once(change.head.clone()).chain(inside)
        });
        lines.collect()
    }
}

/// Which releases to look at, and files that no release names.
#[derive(Debug, Default)]
pub struct Chosen {
    pub releases: Vec<Release>,
    pub strays: Vec<String>,
    /// The manifest is damaged, and is read from its backup: what is said of it.
    pub from_backup: Option<String>,
    /// The backup is damaged or gone.
    pub backup_lost: bool,
    manifest: Manifest,
}

/// What is said where [`Chosen::backup_lost`] is so: no fault of what was released.
pub const BACKUP_LOST: &str = "manifest.backup.toml：坏了或不见了，下次发布时重写";

/// The releases of some names; all of them, and what strays, when there is none.
///
/// # Errors
/// One of them has not been released, or the manifest cannot be read.
pub fn choose(office: &Office, names: &[String]) -> Result<Chosen> {
    let root = &office.workspace.root;
    let Found { manifest, saved, from_backup, altered, backup_lost } =
        Manifest::find(office.files(), root)?;
    let from_backup = from_backup.then(|| {
        let what = if saved.is_some() { "被改动过" } else { "不见了" };
        let which = match altered.as_slice() {
            [] => String::new(),
            _ if altered.len() == manifest.release.len() => "，各期的登记都没有了".to_owned(),
            names => format!("，登记与备份不同的是 {}", names.join("、")),
        };
        format!("manifest.toml：{what}{which}；以下按备份 manifest.backup.toml 核对")
    });
    let backup_lost = backup_lost && !manifest.release.is_empty();
    let all = manifest.strays(office.files(), &root.join(archive::FOLDER));
    let stem =
        |name: &str| Path::new(name).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let wanted: Vec<String> = names.iter().map(|name| stem(name)).collect();
    // An issue's files, those of `2024-03.2.pdf` too.
    let is_of = |stray: &String, name: &String| {
        let file = stray.rsplit('/').next().unwrap_or_default();
        file.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with('.'))
    };
    for name in &wanted {
        if manifest.latest(name).is_none() && !all.iter().any(|stray| is_of(stray, name)) {
            let near = near(&manifest, name);
            return Err(Refusal::NeverReleased { name: name.clone(), near }.into());
        }
    }
    let releases = manifest.release.iter();
    let releases = releases.filter(|release| wanted.is_empty() || wanted.contains(&release.name));
    let releases: Vec<Release> = releases.cloned().collect();
    let mut strays = all;
    strays.retain(|stray| wanted.is_empty() || wanted.iter().any(|name| is_of(stray, name)));
    Ok(Chosen { releases, strays, from_backup, backup_lost, manifest })
}

/// The newest release that a name may mean: `44` or `第44期` for `2023-44`.
fn near(manifest: &Manifest, typed: &str) -> Option<String> {
    let mut names = manifest.release.iter().rev().map(|release| &release.name);
    let meant = |name: &&String| Name::of(name.as_ref()).is_some_and(|name| name.may_be(typed));
    names.find(meant).cloned()
}

/// What the record of a signature says otherwise: who, when, the content.
fn records(role: Role, then: &Entry, now: &Entry) -> Option<Told> {
    let of = |entry: &Entry| -> Option<[String; 4]> {
        let signed = entry.draft.signoff.as_ref()?.signed(role)?.value.clone();
        let text = |value: Option<Spanned<String>>| value.map(|v| v.value).unwrap_or_default();
        let day = signed.on.map(|day| date::written(day.0)).unwrap_or_default();
        Some([text(signed.by), day, text(signed.content), text(signed.short)])
    };
    let (was, is) = (of(then), of(now));
    let head = match (&was, &is) {
        (Some(_), None) => format!("{}：签名的记录删去了", role.name()),
        (None, Some(_)) => format!("{}：加了签名的记录", role.name()),
        (None, None) => return None,
        (Some(was), Some(is)) => {
            // The short form says it where it goes with the fingerprint.
            let names = ["签名的人", "签名的日期", "指纹", "所签内容的指纹"];
            let is_told = |index: usize| was[index] != is[index] && (index != 2 || was[3] == is[3]);
            let pairs = names.iter().zip(was.iter().zip(is)).enumerate();
            let other = pairs.filter(|(index, _)| is_told(*index)).map(|(_, pair)| pair);
            let told = other.map(|(name, (was, is))| format!("{name}“{was}”改成“{is}”"));
            let told: Vec<String> = told.collect();
            if told.is_empty() {
                return None;
            }
            format!("{}：{}", role.name(), told.join("，"))
        }
    };
    Some(Told { head, lines: vec![] })
}

/// Compares a release with what the manifest says of it.
pub fn examine(press: &Press, chosen: &Chosen, release: &Release) -> Result<Verified> {
    let office = &press.office;
    let root = &office.workspace.root;
    let folder = root.join(archive::FOLDER);
    let then = &release.fingerprints;
    let mut verified = Verified { pdf: release.pdf.clone(), faults: vec![], changed: vec![] };
    let faults = &mut verified.faults;
    let altered = chosen.manifest.altered();
    if altered.iter().any(|index| chosen.manifest.release.get(*index) == Some(release)) {
        faults.push(Fault::Altered);
    }
    let files = office.files();
    let saved = |path: &str| files.saved(&located(files, &folder, Path::new(path)));
    match saved(&release.pdf) {
        Ok(bytes) if hash(&[&bytes]) == then.pdf => {}
        Ok(_) => faults.push(Fault::PdfChanged),
        Err(_) => faults.push(Fault::PdfGone),
    }
    let name = format!("{}.toml", release.name);
    let current = root.join(DRAFTS_FOLDER).join(&name);
    let forms = archived::lost(office, &release.forms);
    let entry = match (archived::entry(office, release), forms.as_slice()) {
        (Ok(entry), []) => entry,
        (entry, _) => {
            let fault = |lost: Lost| match lost {
                Lost::Draft { gone } => {
                    let now = files.saved(&current).ok();
                    let is_same = now.is_some_and(|now| is_unchanged(&name, &now, &then.draft));
                    Fault::DraftLost {
                        path: format!("{}/{}", archive::FOLDER, release.draft),
                        gone,
                        same: is_same.then(|| format!("{DRAFTS_FOLDER}/{name}")),
                    }
                }
                Lost::FileChanged(path) => Fault::FileChanged(path),
                Lost::FileGone(path) => Fault::FileGone(path),
            };
            let lost = entry.err().unwrap_or_default().into_iter().chain(forms);
            faults.extend(lost.map(fault));
            return Ok(verified);
        }
    };
    // What was released again may differ from its draft by then; only the newest is compared.
    let latest = chosen.manifest.latest(&release.name) == Some(release);
    if latest
        && let Ok(now) = files.saved(&current)
        && let length = now.len() as u64
        && let now = Entry::read(Path::new(&name), now, length)
    {
        let now = now.attach(files, &root.join(DRAFTS_FOLDER));
        let line = first_changed_line(entry.source.text(), now.source.text());
        // A file that is gone is kept with the release; one that is another would be printed.
        let beside: Vec<(&str, &[u8])> = now.attachments.files().collect();
        let was = |name: &str| entry.attachments.files().find(|(kept, _)| *kept == name);
        let other = |(name, bytes): &(&str, &[u8])| was(name).is_some_and(|(_, old)| old != *bytes);
        if line.is_some() || beside.iter().any(other) {
            let content = |entry| rounds::content_of(&press.office, entry);
            let both = content(&entry).zip(content(&now));
            let mut changes = both.map(|(then, now)| told(&compare(&then, &now)));
            changes.iter_mut().for_each(|changes| {
                changes.extend(signatures(&entry, &now));
                // What the records of signatures say is not printed.
                changes
                    .extend(Role::ALL.into_iter().filter_map(|role| records(role, &entry, &now)));
            });
            faults.push(Fault::Edited { draft: name, line, changes });
        }
    }
    let corrected = correction(release);
    let edition = Edition { proof: false, correction: corrected.as_deref() };
    let again = press.fit(&entry, edition)?.1.pages.pdf()?;
    press.forget();
    if hash(&[&again]) != then.pdf {
        let now = release::fingerprints(&press.office.workspace, &entry, press, &again);
        verified.changed = then.changed_inputs(&now);
        if verified.changed.is_empty() {
            verified.faults.push(Fault::Unlike);
        }
    }
    Ok(verified)
}
