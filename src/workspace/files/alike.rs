//! Files whose names came from another system: `现场.PNG` is `现场.png` on Windows and macOS, and
//! macOS may have taken `é` apart on the way.

use std::path::{Component, Path, PathBuf};

use unicode_normalization::UnicodeNormalization as _;

use super::Files;

/// The file of this name in a folder or below it; where there is none, the only one whose name is the
/// same but for case and normal form. Where there is none either, or several, the name as it is.
pub fn located(files: &dyn Files, folder: &Path, name: &Path) -> PathBuf {
    let exact = folder.join(name);
    if files.exists(&exact) {
        return exact;
    }
    let mut path = folder.to_owned();
    for part in name.components() {
        let Component::Normal(part) = part else { return exact };
        let next = path.join(part);
        if files.exists(&next) {
            path = next;
            continue;
        }
        let wanted = folded(&part.to_string_lossy());
        let listed = files.list(&path).unwrap_or_default();
        let mut alike = listed.into_iter().filter(|path| {
            path.file_name().is_some_and(|name| folded(&name.to_string_lossy()) == wanted)
        });
        match (alike.next(), alike.next()) {
            (Some(only), None) => path = only,
            _ => return exact,
        }
    }
    path
}

fn folded(name: &str) -> String {
    name.nfc().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::super::InMemory;
    use super::*;

    #[test]
    fn a_name_from_another_system_finds_its_file() {
        let files = InMemory::new();
        for path in ["图/现场.PNG", "图/cafe\u{301}.png", "a.csv", "B.csv", "b.CSV"] {
            files.insert(Path::new("/刊").join(path), "x");
        }
        for (name, found) in [
            ("图/现场.PNG", "图/现场.PNG"),
            ("图/现场.png", "图/现场.PNG"),
            ("图/caf\u{e9}.png", "图/cafe\u{301}.png"),
            ("图/CAF\u{c9}.PNG", "图/cafe\u{301}.png"),
            ("A.CSV", "a.csv"),
            // Either may be meant.
            ("b.csv", "b.csv"),
            ("没有.png", "没有.png"),
            ("../a.csv", "../a.csv"),
        ] {
            let at = located(&files, Path::new("/刊"), Path::new(name));
            assert_eq!(at, Path::new("/刊").join(found), "{name}");
        }
    }
}
