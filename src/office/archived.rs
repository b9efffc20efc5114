//! The draft of a release, as it was released.

use std::path::Path;

use super::Office;
use crate::workspace::Entry;
use crate::workspace::archive::{self, Release, is_unchanged};
use crate::workspace::files::located;

/// What was kept of a release is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lost {
    /// Its draft, so that nothing can be compared.
    Draft {
        gone: bool,
    },
    FileChanged(String),
    FileGone(String),
}

/// The text of a release's draft, without the files that it names.
pub(super) fn text(office: &Office, release: &Release) -> Result<Entry, Lost> {
    let path = office.workspace.root.join(archive::FOLDER).join(&release.draft);
    let kept = office.files().saved(&path).map_err(|_| Lost::Draft { gone: true })?;
    if !is_unchanged(&release.draft, &kept, &release.fingerprints.draft) {
        return Err(Lost::Draft { gone: false });
    }
    let length = kept.len() as u64;
    Ok(Entry::read(&office.shown(&path), kept, length))
}

/// The same with these files.
pub(super) fn entry(office: &Office, release: &Release) -> Result<Entry, Vec<Lost>> {
    let entry = text(office, release).map_err(|lost| vec![lost])?;
    match lost(office, &release.files).as_slice() {
        [] => {
            let draft = office.workspace.root.join(archive::FOLDER).join(&release.draft);
            Ok(entry.attach(office.files(), &draft.with_extension("")))
        }
        lost => Err(lost.to_vec()),
    }
}

/// Which of the files of a release, with their hashes, are not what they were.
pub(super) fn lost<'a>(
    office: &Office,
    kept: impl IntoIterator<Item = (&'a String, &'a String)>,
) -> Vec<Lost> {
    let (files, folder) = (office.files(), office.workspace.root.join(archive::FOLDER));
    let lost = |(path, then): (&String, &String)| match files.saved(&located(
        files,
        &folder,
        Path::new(path),
    )) {
        Ok(bytes) if is_unchanged(path, &bytes, then) => None,
        Ok(_) => Some(Lost::FileChanged(path.clone())),
        Err(_) => Some(Lost::FileGone(path.clone())),
    };
    kept.into_iter().filter_map(lost).collect()
}
