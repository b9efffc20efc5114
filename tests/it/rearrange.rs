//! Rearranging drafts from the command line: what moves is moved whole, and nothing else changes.

use std::fmt::Write as _;
use std::path::Path;

use crate::support::{leftovers, run, workspace_copy};

const DRAFT: &str = "drafts/2023-43.toml";

/// Whatever is moved there and back, or removed and brought back, the draft is as it was to the
/// byte; in between nothing is lost.
#[test]
fn what_comes_back_leaves_the_draft_as_it_was() {
    let folder = workspace_copy();
    let read = |path: &str| std::fs::read_to_string(folder.path().join(path)).unwrap();
    let before = read(DRAFT);
    let done = |arguments: &[&str]| {
        let run = run(folder.path(), arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.stderr);
    };
    for [there, back] in [["2.3", "2.1"], ["4.2", "1.1"], ["1.1", "3.1"], ["2.1", "2.3"]] {
        done(&["move", DRAFT, there, back]);
        assert_eq!(sorted(&read(DRAFT)), sorted(&before), "{there} {back}");
        done(&["move", DRAFT, back, there]);
        assert_eq!(read(DRAFT), before, "{there} {back}");
    }
    done(&["move", DRAFT, "4", "1"]);
    done(&["move", DRAFT, "1", "4"]);
    assert_eq!(read(DRAFT), before);
    done(&["remove", DRAFT, "2.2", "4.1"]);
    let held = read("drafts/held.toml");
    for word in ["县交通运输局多管齐下", "县供销社备播先备种"] {
        assert!(held.contains(word) && !read(DRAFT).contains(word), "{word}");
    }
    done(&["move", "drafts/held.toml", "1.1", "2.2", "--to", DRAFT]);
    done(&["move", "drafts/held.toml", "1.1", "4.1", "--to", DRAFT]);
    assert_eq!(read(DRAFT), before);
    assert!(!read("drafts/held.toml").contains("[[column"));
    assert_eq!(run(folder.path(), &["check"]).code, 0, "held.toml is no issue");
    assert!(leftovers(folder.path()).is_empty());
}

#[test]
fn comments_go_with_their_items() {
    let folder = workspace_copy();
    let path = folder.path().join("drafts/2024-02.toml");
    let comment = "# 原件作“B00”，字母O误作数字0";
    assert_eq!(run(folder.path(), &["remove", "drafts/2024-02.toml", "1.2"]).code, 0);
    assert!(!std::fs::read_to_string(&path).unwrap().contains(comment));
    let held = std::fs::read_to_string(folder.path().join("drafts/held.toml")).unwrap();
    assert!(held.contains(comment) && held.contains("撤自 2024-02“奋战一季度”第2条"), "{held}");
}

/// Files that are no submission leave the draft and the folder alone, and say why.
#[test]
fn hostile_files_change_nothing() {
    let folder = workspace_copy();
    let write = |name: &str, bytes: &[u8]| {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    };
    // Sparse, so that it takes no room on the disk.
    let large = std::fs::File::create(folder.path().join("大.txt")).unwrap();
    large.set_len(100 << 20).unwrap();
    let mut long = String::new();
    while long.len() < 3 << 20 {
        let _ = write!(long, "县审计局强化审计监督{}。", long.len());
    }
    write("长.txt", long.as_bytes());
    write("空.txt", b"");
    write("图.docx", b"\x89PNG\r\n\x1a\n");
    write("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    write("旧.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    write("包.docx", b"PK\x03\x04broken");
    write("坏.pdf", b"%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 1 0 R/Kids[1 0 R 1 0 R]>>");
    write("乱.txt", b"\xff\xff\xff\x81\x20\x00\xff");
    write("假.pdf", "县审计局".as_bytes());
    let before = files(folder.path());
    for (name, words) in [
        ("大.txt", "不像是一期快报"),
        ("长.txt", "不像是一期快报"),
        ("空.txt", "空的"),
        ("图.docx", "图片"),
        ("旧.doc", "另存为"),
        ("旧.wps", "另存为"),
        ("包.docx", "没有传完整"),
        ("坏.pdf", "PDF"),
        ("乱.txt", "认不出文字编码"),
        ("假.pdf", "没有传完整"),
        ("无.txt", "没有这个文件"),
        ("drafts", "文件夹"),
    ] {
        for arguments in
            [vec!["import", name], vec!["import", name, "--into", DRAFT, "--column", "民生保障"]]
        {
            let run = run(folder.path(), &arguments);
            assert_eq!(run.code, 2, "{arguments:?}: {}", run.stderr);
            assert!(run.stderr.contains(words), "{arguments:?}: {}", run.stderr);
            assert!(run.stdout.is_empty(), "{arguments:?}");
        }
    }
    assert_eq!(files(folder.path()), before);
}

/// The lines of a text in any order, blank ones aside.
fn sorted(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    lines.sort_unstable();
    lines
}

/// All files of an office with their bytes; the large one by its name.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = vec![];
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // The program's own.
        if path.ends_with(".kuaibao") {
            continue;
        }
        if path.is_dir() {
            all.extend(files(&path));
        } else {
            let small = path.metadata().unwrap().len() < 10 << 20;
            let bytes = if small { std::fs::read(&path).unwrap() } else { vec![] };
            all.push((path.display().to_string(), bytes));
        }
    }
    all.sort();
    all
}
