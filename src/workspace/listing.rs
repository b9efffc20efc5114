//! Which files are drafts, and which released issues have no draft any more.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::entry::Issue;
use super::files::{Files, Kind};
use super::{HELD_FILE, archive};
use crate::draft::name::Name;

/// The draft files of a folder by name: every `.toml` there, whether well named or not.
pub fn drafts_in(files: &dyn Files, folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = match files.list(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(vec![]),
        listed => listed.with_context(|| format!("打不开文件夹 {}", folder.display()))?,
    };
    paths.retain(|path| is_draft_file(files, path));
    Ok(paths)
}

/// Whether there is a file; that it cannot be looked at does not mean that there is none.
pub(super) fn is_there(files: &dyn Files, path: &Path) -> Result<bool> {
    match files.kind(path) {
        Ok(kind) => Ok(kind == Kind::File),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error).with_context(|| format!("打不开文件 {}", path.display())),
    }
}

/// Whether a file is a draft; so is one that cannot be looked at, which must not just be missing.
pub(super) fn is_draft_file(files: &dyn Files, path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    let named = !name.to_string_lossy().starts_with('.')
        && name != HELD_FILE
        && path.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("toml"));
    named
        && match files.kind(path) {
            Ok(kind) => kind == Kind::File,
            Err(error) => error.kind() != ErrorKind::NotFound,
        }
}

/// The drafts in the archive of issues that are not among the drafts; of one released several
/// times, the last. An archive that cannot be read is for `verify` to tell.
pub(super) fn released_in(files: &dyn Files, root: &Path, drafts: &[Issue]) -> Vec<PathBuf> {
    let years = files.list(&root.join(archive::FOLDER)).unwrap_or_default();
    let mut latest: BTreeMap<Name, (u32, PathBuf)> = BTreeMap::new();
    for path in years.iter().flat_map(|year| files.list(year).unwrap_or_default()) {
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
