//! A draft's file named after its number and day: `2024-03.toml` that has become issue 44 of 2023 is
//! `2023-44.toml`, with all that is kept of it under its name.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::inbox::Register;
use super::store::{FOLDER, Plan};
use super::{Chosen, Office, Refusal};
use crate::workspace::archive::Manifest;
use crate::workspace::files::folder_of;
use crate::workspace::{Entry, Issue, rounds};

/// What was renamed, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    pub from: PathBuf,
    /// The same where the name was right already.
    pub to: PathBuf,
}

/// Renames a draft after what it says; what was kept of it moves along.
///
/// # Errors
/// It says neither number nor day, has been released under its name, or there is another of that name.
pub fn rename(office: &Office, chosen: &Chosen) -> Result<Renamed> {
    let entry = office.entry(chosen)?;
    let shown = entry.source.path().to_owned();
    let plan = plan(office, &entry)?;
    let Some((target, plan)) = plan else {
        return Ok(Renamed { from: shown.clone(), to: shown });
    };
    office.commit("改稿件的文件名", &plan)?;
    Ok(Renamed { from: shown, to: office.shown(&target) })
}

/// Where it goes and what has to be written; nothing where the name is right.
fn plan(office: &Office, entry: &Entry) -> Result<Option<(PathBuf, Plan)>> {
    let shown = entry.source.path();
    let path = office.here.join(shown);
    let identity = Issue::of(entry).identity();
    let name = identity.filter(|name| (1..=9999).contains(&name.number) && name.year > 0);
    let name = name.ok_or_else(|| Refusal::Nameless { path: shown.to_owned() })?;
    if entry.name == Some(name) {
        return Ok(None);
    }
    let target = folder_of(&path).join(name.file_name());
    let files = office.files();
    if files.exists(&target) {
        return Err(Refusal::Exists { path: office.shown(&target) }.into());
    }
    let stem = stem(&path);
    let root = &office.workspace.root;
    if Manifest::read(files, root)?.latest(&stem).is_some() {
        return Err(Refusal::ReleasedAs { name: stem }.into());
    }
    let mut plan = Plan::default();
    shift(office, &path, &target, &mut plan)?;
    let (old, new) = (Path::new(&stem), name.to_string());
    let own = root.join(FOLDER);
    shift(office, &own.join(format!("{stem}.undo")), &own.join(format!("{new}.undo")), &mut plan)?;
    let (from, to) = (root.join(rounds::folder(old)), root.join(rounds::folder(Path::new(&new))));
    shift_all(office, &from, &to, &mut plan)?;
    let mut register = Register::read(office)?;
    if register.is_sound().is_ok() {
        register.renamed(&stem, &new);
        register.plan(&mut plan);
    }
    Ok(Some((target, plan)))
}

/// All files of a folder and the folders in it.
pub(super) fn shift_all(office: &Office, from: &Path, to: &Path, plan: &mut Plan) -> Result<()> {
    for path in office.files().list(from).unwrap_or_default() {
        let to = to.join(path.file_name().unwrap_or_default());
        match office.files().is_folder(&path) {
            true => shift_all(office, &path, &to, plan)?,
            false => shift(office, &path, &to, plan)?,
        }
    }
    Ok(())
}

/// One file, where there is one.
pub(super) fn shift(office: &Office, from: &Path, to: &Path, plan: &mut Plan) -> Result<()> {
    match office.files().saved(from) {
        Ok(bytes) => {
            plan.create(to, bytes.clone());
            plan.remove(from, &bytes);
            Ok(())
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error.into()),
    }
}

pub(super) fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
