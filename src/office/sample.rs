//! The sample that a new workspace has: an issue to print and to try things on, which counts for
//! nothing and gives way to the first real one, whose number it has.

use std::path::PathBuf;

use anyhow::Result;

use super::{Office, discard, init};
use crate::draft::Kind;
use crate::workspace::Workspace;
use crate::workspace::archive::Manifest;

/// Which of the issues is still the sample: a draft that nobody has made an issue of or released.
#[must_use]
pub fn of(workspace: &Workspace) -> Option<usize> {
    let is_first = |at: &usize| {
        let issue = &workspace.issues()[*at];
        issue.kind == Kind::Regular && issue.number == Some(1)
    };
    let is_sample =
        |at: &usize| workspace.whole(*at).is_ok_and(|entry| init::is_sample(entry.source.text()));
    let at = (0..workspace.draft_count).filter(is_first).find(is_sample)?;
    let name = workspace.issues()[at].name?.to_string();
    let manifest = Manifest::read(&*workspace.files, &workspace.root).ok()?;
    manifest.latest(&name).is_none().then_some(at)
}

/// Its file.
pub(super) fn path(office: &Office) -> Option<PathBuf> {
    let at = of(&office.workspace)?;
    let path = office.here.join(&office.workspace.issues()[at].path);
    office.files().exists(&path).then_some(path)
}

/// Puts it away, where it can be brought back from.
///
/// # Errors
/// It cannot be moved.
pub(super) fn give_way(office: &Office) -> Result<()> {
    match path(office) {
        Some(path) => discard::discard(office, &office.one(&path)?).map(drop),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::super::next::{self, Wanted};
    use super::super::store::{Store, Who};
    use super::*;
    use crate::workspace::files::disk;

    #[test]
    fn the_first_issue_takes_the_place_of_the_sample() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        let today = NaiveDate::from_ymd_opt(2026, 11, 26).expect("a day");
        let store = Store::new(disk(), root, Who::default());
        init::create(&store, root, "快报", "办公室", false, today).expect("a workspace");
        let open = || Office::open(disk(), root, root, Who::default()).expect("an office");
        let office = open();
        let begun = next::next(&office.workspace, &Wanted::default(), today);
        assert_eq!((begun.name.number, begun.date.to_string()), (1, "2026-11-27".to_owned()));
        let path = next::create(&office, begun, &[]).expect("begun");
        let text = std::fs::read_to_string(&path).expect("its draft");
        assert!(!init::is_sample(&text) && text.contains("number = 1\n"), "{text}");
        assert_eq!(discard::discarded(&open()).len(), 1);
        // It counts, as what somebody has begun.
        assert_eq!(next::next(&open().workspace, &Wanted::default(), today).name.number, 2);
        let again = next::create(&open(), begun, &[]);
        assert!(again.is_err(), "{again:?}");
    }

    #[test]
    fn what_somebody_has_made_of_the_sample_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        let today = NaiveDate::from_ymd_opt(2026, 11, 26).expect("a day");
        let store = Store::new(disk(), root, Who::default());
        init::create(&store, root, "快报", "办公室", false, today).expect("a workspace");
        let path = root.join("drafts/2026-01.toml");
        let text = std::fs::read_to_string(&path).expect("the sample");
        std::fs::write(&path, text.replace("这里写正文", "今年以来")).expect("written");
        let office = Office::open(disk(), root, root, Who::default()).expect("an office");
        assert_eq!(of(&office.workspace), None);
        assert_eq!(next::next(&office.workspace, &Wanted::default(), today).name.number, 2);
    }
}
