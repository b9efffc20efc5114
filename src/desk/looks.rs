//! Whether others have written settings, templates or faces meanwhile.

use std::path::{Path, PathBuf};

use crate::workspace::files::{Files, Look};
use crate::workspace::{CONFIG_FILE, LEXICON_FILE, UNITS_FILE};

/// What the files of the settings look like, those of templates and faces as well.
pub(super) fn looks(files: &dyn Files, root: &Path) -> Vec<(PathBuf, Option<Look>)> {
    let listed = |folder: &Path| files.list(folder).unwrap_or_default();
    let templates = listed(&root.join("templates"));
    let mut paths: Vec<PathBuf> =
        [CONFIG_FILE, UNITS_FILE, LEXICON_FILE].map(|name| root.join(name)).to_vec();
    paths.extend(templates.iter().flat_map(|template| listed(template)));
    paths.extend(templates);
    paths.extend(listed(&root.join("fonts")));
    paths.into_iter().map(|path| (path.clone(), files.look(&path).ok())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_that_is_edited_is_noticed() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        let looks = |root: &Path| looks(&*crate::workspace::files::disk(), root);
        std::fs::create_dir_all(root.join("templates/x")).expect("made");
        for name in [CONFIG_FILE, UNITS_FILE, "templates/x/main.typ", LEXICON_FILE] {
            let before = looks(root);
            std::fs::write(root.join(name), name).expect("written");
            assert_ne!(looks(root), before, "{name} has come");
            let before = looks(root);
            std::fs::write(root.join(name), format!("{name}.")).expect("written");
            assert!(looks(root) != before, "{name} is another");
        }
    }
}
