//! An issue that was begun by mistake is put away with all that is kept of it, in a folder of its own
//! below `.kuaibao/discarded`, and can be brought back. Files that the draft names stay beside the
//! drafts: another one may name them, too.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::rename::{shift, shift_all, stem};
use super::store::{FOLDER, Plan};
use super::{Chosen, Office, Refusal};
use crate::draft::Draft;
use crate::source::Source;
use crate::workspace::archive::Manifest;
use crate::workspace::{DRAFTS_FOLDER, rounds};

/// In the program's own folder.
const DISCARDED: &str = "discarded";

/// The folder of its rounds beside a draft that was put away.
const ROUNDS: &str = "rounds";

/// A draft that was put away.
#[derive(Debug, Clone)]
pub struct Discarded {
    /// The number of its folder: the later, the higher.
    pub place: u32,
    /// `2024-03`.
    pub name: String,
    pub draft: Draft,
    /// Its file.
    path: PathBuf,
}

/// Puts a draft away; its file, as it is shown.
///
/// # Errors
/// It has been released or signed, or is no draft of the workspace.
pub fn discard(office: &Office, chosen: &Chosen) -> Result<PathBuf> {
    let entry = office.entry(chosen)?;
    let shown = entry.source.path().to_owned();
    let path = office.here.join(&shown);
    let root = &office.workspace.root;
    if path.parent() != Some(&root.join(DRAFTS_FOLDER)) || super::held::is_held(&path) {
        return Err(Refusal::NotOfTheDrafts { path: shown }.into());
    }
    let name = stem(&path);
    if Manifest::read(office.files(), root)?.latest(&name).is_some() {
        return Err(Refusal::ReleasedStays { name }.into());
    }
    if entry.draft.signoff.as_ref().is_some_and(|signoff| !signoff.signed.is_empty()) {
        return Err(Refusal::SignedStays { name }.into());
    }
    let place = places(office).last().map_or(1, |(place, _)| place + 1);
    let folder = folder(office).join(place.to_string());
    let mut plan = Plan::default();
    shift(office, &path, &folder.join(format!("{name}.toml")), &mut plan)?;
    let undo = format!("{name}.undo");
    shift(office, &root.join(FOLDER).join(&undo), &folder.join(&undo), &mut plan)?;
    let of_rounds = root.join(rounds::folder(Path::new(&name)));
    shift_all(office, &of_rounds, &folder.join(ROUNDS), &mut plan)?;
    office.commit("删去一期", &plan)?;
    Ok(shown)
}

/// What was put away, the latest first.
#[must_use]
pub fn discarded(office: &Office) -> Vec<Discarded> {
    let files = office.files();
    let of = |(place, folder): (u32, PathBuf)| {
        let mut inside = files.list(&folder).unwrap_or_default();
        inside.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
        let path = inside.into_iter().next()?;
        let bytes = files.saved(&path).ok()?;
        let draft = Draft::read(&Source::new("", String::from_utf8_lossy(&bytes))).value;
        Some(Discarded { place, name: stem(&path), draft, path })
    };
    places(office).into_iter().rev().filter_map(of).collect()
}

/// Brings a draft back; its file, as it is shown.
///
/// # Errors
/// There is another draft of its name now.
pub fn bring_back(office: &Office, what: &Discarded) -> Result<PathBuf> {
    let root = &office.workspace.root;
    let target = root.join(DRAFTS_FOLDER).join(format!("{}.toml", what.name));
    if office.files().exists(&target) {
        return Err(Refusal::Exists { path: office.shown(&target) }.into());
    }
    let folder = folder(office).join(what.place.to_string());
    let mut plan = Plan::default();
    shift(office, &what.path, &target, &mut plan)?;
    let undo = format!("{}.undo", what.name);
    shift(office, &folder.join(&undo), &root.join(FOLDER).join(&undo), &mut plan)?;
    let of_rounds = root.join(rounds::folder(Path::new(&what.name)));
    shift_all(office, &folder.join(ROUNDS), &of_rounds, &mut plan)?;
    office.commit("取回一期", &plan)?;
    Ok(office.shown(&target))
}

fn folder(office: &Office) -> PathBuf {
    office.workspace.root.join(FOLDER).join(DISCARDED)
}

/// The folders of what was put away, by their numbers.
fn places(office: &Office) -> Vec<(u32, PathBuf)> {
    let listed = office.files().list(&folder(office)).unwrap_or_default();
    let place = |path: PathBuf| Some((path.file_name()?.to_str()?.parse().ok()?, path));
    let mut places: Vec<(u32, PathBuf)> = listed.into_iter().filter_map(place).collect();
    places.sort();
    places
}
