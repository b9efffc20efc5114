//! Releasing: a bulletin goes into the archive, with fingerprints of all it was made from.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::log::{self, Event};
use super::press::{Edition, Press, Set, units};
use super::said::Said;
use super::store::Plan;
use super::{Office, Refusal, print, since};
use crate::bulletin::words;
use crate::draft::name::Name;
use crate::export::{File, Options};
use crate::source::hash::hash;
use crate::workspace::archive::{self, Fingerprints, Found, Manifest, Release};
use crate::workspace::{Entry, Workspace};

/// A bulletin that was released.
#[derive(Debug)]
pub struct Released {
    /// 《…快报》第…期.
    pub title: String,
    /// Where its PDF is.
    pub pdf: PathBuf,
    /// Where its other forms are, each with what is to be said of it.
    pub others: Vec<(PathBuf, Vec<String>)>,
    /// Files of an issue that was released again, made before: they do not say what is corrected.
    pub stale: Vec<PathBuf>,
    /// It says what was released before: nothing was corrected but the reason.
    pub is_unchanged: bool,
}

/// Where files go that nobody has named a place for.
const MADE: &str = "out";

/// Releases a draft; `None` when it has errors, which are among what is said. `reason` is why it is
/// released again.
///
/// # Errors
/// It was released already, or was not and a reason is given; its file is not named after it; a
/// file cannot be written.
pub fn release(
    press: &Press,
    entry: &Entry,
    reason: Option<&str>,
    said: &mut Vec<Said>,
) -> Result<Option<Released>> {
    let workspace = &press.office.workspace;
    let folder = workspace.root.join(archive::FOLDER);
    // Printed on the page: what cannot be, is told of the reason and not of the draft.
    if let Some(c) = reason.and_then(|reason| reason.chars().find(|c| c.is_control())) {
        return Err(Refusal::StrangeReason { c }.into());
    }
    let Found { mut manifest, saved, .. } = Manifest::find(press.office.files(), &workspace.root)?;
    // Where the manifest has lost a release, its file is there all the same.
    let is_there = |name: Name, times: usize| {
        let path = folder.join(archive::path_of(name, times, "pdf"));
        press.office.files().saved(&path).is_ok()
    };
    let times = |name: Name| {
        let known = manifest.times(&name.to_string());
        let free = (known..).find(|times| !is_there(name, *times));
        reason.and(free).unwrap_or(known)
    };
    let named = entry.name.map(|name| (name, times(name)));
    let stem = named.map(|(name, times)| archive::path_of(name, times, "toml").with_extension(""));
    let stem =
        stem.unwrap_or_default().file_name().unwrap_or_default().to_string_lossy().into_owned();
    let make = |set: &Set| Ok((set.fitted.pages.pdf()?, others(press, set, entry, &stem)?));
    let times = named.map_or(0, |(_, times)| times);
    let corrected = reason.filter(|_| times > 0).map(|reason| words::correction(reason, times));
    let edition = Edition { proof: false, correction: corrected.as_deref() };
    let Some((set, (pdf, others))) = press.set(entry, edition, said, make)? else {
        return Ok(None);
    };
    let name = entry.name.filter(|name| name.to_string() == print::stem(entry));
    let name = name.ok_or(Refusal::Misnamed)?;
    match (reason, times) {
        (None, 1..) => return Err(Refusal::Released { name: name.to_string() }.into()),
        (Some(_), 0) => return Err(Refusal::NotYetReleased { name: name.to_string() }.into()),
        (Some(reason), _) if reason.trim().is_empty() => return Err(Refusal::NoReason.into()),
        _ => {}
    }
    let is_unchanged = manifest.latest(&name.to_string()).is_some_and(|latest| {
        // A wrong reason may be all that was to be corrected.
        latest.reason.as_deref().is_none_or(|old| reason.is_some_and(|new| new.trim() == old))
            && since::prints_the_same(&press.office, latest, entry)
    });
    let pdf_path = archive::path_of(name, times, "pdf");
    let draft_path = archive::path_of(name, times, "toml");
    let files_path = archive::folder_of(name, times);
    let files = entry.attachments.files();
    let files: Vec<(PathBuf, &[u8])> =
        files.map(|(name, bytes)| (files_path.join(name), bytes)).collect();
    let place = |file: &File| archive::path_of(name, times, file.ending.trim_start_matches('.'));
    let told = others.iter().map(|file| (folder.join(place(file)), file.notes.clone())).collect();
    let others: Vec<(PathBuf, Vec<u8>)> =
        others.into_iter().map(|file| (place(&file), file.bytes)).collect();
    let on = log::today(&press.office);
    manifest.add(Release {
        name: name.to_string(),
        date: set.bulletin.date.to_string(),
        on: on.map(|day| day.to_string()),
        pdf: slashes(&pdf_path),
        draft: slashes(&draft_path),
        reason: reason.map(|reason| reason.trim().to_owned()),
        reissue: reason.map(|_| times),
        before: None,
        fingerprints: fingerprints(workspace, entry, press, &pdf),
        forms: others.iter().map(|(path, bytes)| (slashes(path), hash(&[bytes]))).collect(),
        files: files.iter().map(|(path, bytes)| (slashes(path), hash(&[bytes]))).collect(),
    });
    let text = manifest.text()?;
    let office = &press.office;
    let held = office.lock()?;
    let mut plan = Plan::default();
    // A file that no release names is of one that the manifest has lost, or that was interrupted.
    let mut keep = |path: &Path, bytes: &[u8]| match office.files().saved(&folder.join(path)) {
        Ok(old) if old == bytes => Ok(()),
        Ok(_) => {
            let on = log::released_on(office, &name.to_string());
            Err(Refusal::ArchiveTaken { path: Path::new(archive::FOLDER).join(path), on })
        }
        Err(_) => {
            plan.create(folder.join(path), bytes);
            Ok(())
        }
    };
    keep(&pdf_path, &pdf)?;
    keep(&draft_path, entry.source.text().as_bytes())?;
    for (path, bytes) in &others {
        keep(path, bytes)?;
    }
    for (path, bytes) in files {
        keep(&path, bytes)?;
    }
    let path = folder.join(archive::MANIFEST_FILE);
    match saved {
        // Emptied, as a power cut may leave it: there is nothing in it to keep.
        Some(saved) if saved.is_empty() => plan.set(path, text.as_bytes()),
        Some(saved) => {
            held.back_up(&mut plan, &path, &saved);
            plan.write(path, &saved, text.as_bytes());
        }
        None => plan.create(path, text.as_bytes()),
    }
    plan.set(folder.join(archive::BACKUP_FILE), text);
    let reason = reason.map(|reason| reason.trim().to_owned());
    let stale = if reason.is_some() { made(press, &name.to_string()) } else { vec![] };
    let event = Event::Released { pdf: slashes(&pdf_path), on, reason };
    log::add(office, &name.to_string(), &[event], &mut plan);
    held.commit("发布", &plan)?;
    Ok(Some(Released {
        title: set.bulletin.title(),
        pdf: folder.join(pdf_path),
        others: told,
        stale,
        is_unchanged,
    }))
}

/// Whether what a file holds has been released: what is changed in it changes nothing in the archive.
pub fn is_released(office: &Office, draft: &Path) -> bool {
    let name = draft.file_stem().unwrap_or_default().to_string_lossy();
    let manifest = Manifest::read(office.files(), &office.workspace.root);
    manifest.is_ok_and(|manifest| manifest.latest(&name).is_some())
}

/// The files that were made of an issue: not proofs or what changed, which say of themselves what
/// they are.
fn made(press: &Press, name: &str) -> Vec<PathBuf> {
    let files = press.office.files();
    let mut made = files.list(&press.office.workspace.root.join(MADE)).unwrap_or_default();
    made.retain(|path| {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let ending = file.strip_prefix(name).and_then(|rest| rest.strip_prefix(['.', '-']));
        ending.is_some_and(|ending| !["proof", "changes"].iter().any(|own| ending.starts_with(own)))
    });
    made.sort();
    made
}

/// The forms that the office keeps beside the PDF.
fn others(press: &Press, set: &Set, entry: &Entry, stem: &str) -> Result<Vec<File>> {
    let mut files = vec![];
    for form in &press.office.workspace.config.forms {
        files.extend(press.make(set, entry, *form, &Options::default(), stem, false)?);
    }
    Ok(files)
}

/// The fingerprints of a PDF and of everything it was made from.
pub(super) fn fingerprints(
    workspace: &Workspace,
    entry: &Entry,
    press: &Press,
    pdf: &[u8],
) -> Fingerprints {
    Fingerprints {
        pdf: hash(&[pdf]),
        draft: hash(&[entry.source.text().as_bytes()]),
        config: hash(&[archive::unix(workspace.config_source.text()).as_bytes()]),
        roster: hash(&[archive::unix(units(workspace)).as_bytes()]),
        template: press.template_fingerprint(),
        fonts: press.fonts_fingerprint(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

fn slashes(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
