//! Taking away what programs that were killed have left.

use std::path::Path;

use super::{FOLDER, Store};
use crate::workspace::files::{Files, is_scratch};

/// Where files are staged; see [`super::commit`].
const FOLDERS: [&str; 10] = [
    "",
    FOLDER,
    ".kuaibao/typed",
    ".kuaibao/backup",
    ".kuaibao/index",
    "drafts",
    "schema",
    "out",
    "out/site",
    "archive",
];

/// Takes away unfinished files of a folder whose makers are gone.
pub fn clean(files: &dyn Files, folder: &Path) {
    let listed = files.list(folder).unwrap_or_default();
    for path in listed.iter().filter(|path| is_scratch(path)) {
        // What cannot be removed now is tried again by the next job.
        let _ = files.sweep(path);
    }
}

/// The same for all folders of a workspace.
pub(super) fn workspace(store: &Store) {
    let files = &*store.files;
    for folder in FOLDERS {
        clean(files, &store.root.join(folder));
    }
    store.clean_backups();
    let folders = |folder: &Path| {
        let mut inside = files.list(folder).unwrap_or_default();
        inside.retain(|path| files.is_folder(path));
        inside
    };
    for year in folders(&store.root.join("archive")) {
        clean(files, &year);
    }
    let discarded = folders(&store.own("discarded"));
    discarded.iter().for_each(|issue| clean(files, issue));
    let put_away = discarded.iter().map(|issue| issue.join("rounds"));
    for issue in folders(&store.root.join("rounds")).into_iter().chain(put_away) {
        clean(files, &issue);
        folders(&issue).iter().for_each(|round| clean(files, round));
    }
}
