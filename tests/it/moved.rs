//! A workspace that was moved between systems: line ends, letters of names, accents taken apart. It
//! prints and verifies as before.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{root, run, workspace_copy};

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path());
    let all = entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] });
    all.collect()
}

/// Gives all texts of a workspace the line ends of Windows, or of Unix.
fn with_ends(folder: &Path, ends: &str) {
    for path in files(folder) {
        let is_text = path.extension().is_some_and(|e| e == "toml" || e == "csv" || e == "json");
        if is_text && !path.components().any(|part| part.as_os_str() == ".kuaibao") {
            let text = fs::read_to_string(&path).expect("text").replace("\r\n", "\n");
            fs::write(&path, text.replace('\n', ends)).expect("written");
        }
    }
}

/// A workspace with an issue that has a picture and a table from a file, released.
fn released(picture: &str) -> tempfile::TempDir {
    let at = workspace_copy();
    let drafts = at.path().join("drafts");
    let text = fs::read_to_string(root().join("tests/files/2024-z03.toml")).expect("a draft");
    let table = "rows = [[\"乡镇\", \"个数\", \"投资（亿元）\"], [\"东屯镇\", \"12\", \"18.20\"], [\"榆林乡\", \"7\", \"9.15\"]]";
    assert!(text.contains(table));
    let text = text.replace(table, "file = \"表.csv\"").replace("现场.png", picture);
    let text = text.replace("width = 50", "width = 50\nalt = \"塔吊正在吊装\"");
    fs::write(drafts.join("2024-z03.toml"), text).expect("written");
    fs::write(drafts.join("表.csv"), "乡镇,个数,投资（亿元）\n东屯镇,12,18.20\n榆林乡,7,9.15\n")
        .expect("written");
    fs::copy(root().join("tests/files/现场.png"), drafts.join(picture)).expect("a copy");
    for draft in ["drafts/2024-z03.toml", "drafts/2023-43.toml"] {
        let ran = run(at.path(), &["release", draft]);
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    at
}

fn assert_verified(at: &Path) {
    let ran = run(at, &["verify"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(ran.stdout.matches("：相符").count(), 2, "{ran:?}");
}

#[test]
fn other_line_ends_print_and_verify_the_same() {
    let at = released("现场.png");
    let said = |at: &Path| {
        let ran = run(at, &["check"]);
        assert_eq!(run(at, &["build", "--force", "--quiet"]).code, 0);
        let mut printed: Vec<_> = files(&at.join("out"));
        printed.retain(|path| path.extension().is_some_and(|ending| ending == "pdf"));
        printed.sort();
        let bytes: Vec<_> = printed.iter().map(|path| fs::read(path).expect("a file")).collect();
        (ran.stdout, ran.stderr, bytes)
    };
    assert_verified(at.path());
    let before = said(at.path());
    with_ends(at.path(), "\r\n");
    assert_verified(at.path());
    let moved = said(at.path());
    assert_eq!((before.0, before.1), (moved.0, moved.1));
    assert!(before.2 == moved.2, "other pages");
    // What is released there is released for both.
    let ran = run(at.path(), &["release", "drafts/2023-43.toml", "--reissue", "试试"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    with_ends(at.path(), "\n");
    let ran = run(at.path(), &["verify"]);
    assert_eq!((ran.code, ran.stdout.matches("：相符").count()), (0, 3), "{ran:?}");
}

#[test]
fn signatures_hold_with_other_line_ends() {
    let at = workspace_copy();
    for (role, name) in [("editor", "李勉"), ("reviewer", "原超俊"), ("approver", "麻彦伟")]
    {
        let ran = run(at.path(), &["sign", "drafts/2023-43.toml", "--as", role, "--name", name]);
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    let clean = run(at.path(), &["check", "drafts/2023-43.toml"]);
    with_ends(at.path(), "\r\n");
    let moved = run(at.path(), &["check", "drafts/2023-43.toml"]);
    assert_eq!((clean.stdout, clean.stderr), (moved.stdout, moved.stderr));
}

#[test]
fn a_text_that_was_changed_is_told_whatever_its_line_ends() {
    let at = released("现场.png");
    with_ends(at.path(), "\r\n");
    let kept = at.path().join("archive/2023/2023-43.toml");
    let text = fs::read_to_string(&kept).expect("text");
    fs::write(&kept, text.replacen('，', "。", 1)).expect("written");
    let ran = run(at.path(), &["verify", "2023-43"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.stdout.contains("存档的稿件 archive/2023/2023-43.toml 被改动过"), "{ran:?}");
}

#[test]
fn names_in_other_letters_and_forms_are_found() {
    // As written, as another system has it.
    for (name, moved) in [("现场.png", "现场.PNG"), ("Café.png", "Cafe\u{301}.png")] {
        let at = released(name);
        assert_eq!(run(at.path(), &["build", "drafts/2024-z03.toml"]).code, 0);
        let printed = fs::read(at.path().join("out/2024-z03.pdf")).expect("a PDF");
        for folder in ["drafts", "archive/2024/2024-z03"] {
            let folder = at.path().join(folder);
            fs::rename(folder.join(name), folder.join(moved)).expect("renamed");
        }
        assert_verified(at.path());
        let ran = run(at.path(), &["build", "--force", "drafts/2024-z03.toml"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(fs::read(at.path().join("out/2024-z03.pdf")).expect("a PDF") == printed);
    }
}

#[test]
fn the_manifest_has_one_kind_of_separator() {
    let at = released("现场.png");
    let text = fs::read_to_string(at.path().join("archive/manifest.toml")).expect("text");
    assert!(text.contains("\"2024/2024-z03/现场.png\""), "{text}");
    assert!(!text.contains('\\'), "{text}");
}
