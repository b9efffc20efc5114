//! The limits that `docs/limits.md` tells: what lies past them is refused with words that name the
//! limit, and nothing is changed.

use crate::support::{run, workspace_copy};

/// What the program says of a file that is imported into a draft.
fn import(name: &str, bytes: &[u8]) -> (i32, String) {
    let folder = workspace_copy();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    let path = folder.path().join("drafts/2024-02.toml");
    let before = std::fs::read(&path).unwrap();
    let arguments = ["import", "--into", "drafts/2024-02.toml", "--column", "来稿汇总", name];
    let run = run(folder.path(), &arguments);
    if run.code > 1 {
        assert_eq!(std::fs::read(&path).unwrap(), before, "{}", run.stderr);
    }
    (run.code, run.stderr)
}

#[test]
fn what_is_past_a_limit_is_refused_by_name() {
    let item = |number: usize| {
        format!("第{number}项工作\n第{number}项工作的情况，有关部门已办理。\n（人社局）\n\n")
    };
    let items = |count: usize| (0..count).map(item).collect::<String>();
    let cases: [(&str, Vec<u8>, &str); 3] = [
        ("多.txt", items(1500).into_bytes(), "超过 1000 条"),
        ("大.txt", vec![b'x'; 65 << 20], "超过"),
        ("长.txt", "字".repeat(300_001).into_bytes(), "三十万字"),
    ];
    for (name, bytes, limit) in cases {
        let (code, said) = import(name, &bytes);
        assert!(code == 2 && said.contains(limit), "{name}: {code} {said}");
    }
}

#[test]
fn a_table_of_more_rows_than_anybody_prints_is_refused() {
    let folder = workspace_copy();
    let path = folder.path().join("drafts/2024-02.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let at = text.find("\n[[column.item]]").unwrap();
    for (rows, refused) in [(8000, false), (8001, true)] {
        let table = "甲,乙\n".repeat(rows);
        std::fs::write(folder.path().join("drafts/表.csv"), table).unwrap();
        let item = "\n[[column.item]]\nheadline = \"各乡镇进展情况见下表\"\nbody = \"近日，各乡镇推进有关工作，进展情况见下表。\"\ncredits = [\"发改委\"]\n[[column.item.table]]\nfile = \"表.csv\"\n";
        std::fs::write(&path, format!("{}{item}{}", &text[..at], &text[at..])).unwrap();
        let run = run(folder.path(), &["check", "-q", "drafts/2024-02.toml"]);
        assert_eq!(run.stdout.contains("超过 8000 行"), refused, "{rows}: {}", run.stdout);
        assert!(run.code == 1 || !refused, "{}", run.stdout);
    }
}

#[test]
fn one_draft_that_cannot_be_read_stops_no_command_on_others() {
    let folder = workspace_copy();
    let path = folder.path().join("drafts/2023-13.toml");
    std::fs::write(&path, [0xFF, 0xFE, 0, 0]).unwrap();
    // A pipe that nobody writes to, a file without permission for those who are not root, a folder.
    std::fs::create_dir(folder.path().join("drafts/2023-14.toml")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", folder.path().join("drafts/2023-15.toml")).unwrap();
    for arguments in [
        &["list", "drafts/2024-02.toml"][..],
        &["check", "-q", "drafts/2024-02.toml"],
        &["move", "drafts/2024-02.toml", "1.1", "1.1"],
        &["remove", "drafts/2024-02.toml", "1.1"],
        &["new"],
    ] {
        let run = run(folder.path(), arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}{}", run.stdout, run.stderr);
    }
}

#[test]
fn nothing_of_a_draft_or_a_name_acts_on_a_terminal() {
    let folder = workspace_copy();
    let drafts = folder.path().join("drafts");
    let text = std::fs::read_to_string(drafts.join("2024-02.toml")).unwrap();
    let at = text.find("headline = \"").unwrap() + "headline = \"".len();
    let hostile = "\\u001B]0;题\\u0007\\u001B[31m\\u009B2J\\u202E";
    let text = format!("{}{hostile}{}", &text[..at], &text[at..]);
    let name = "drafts/坏\u{1b}[31m名.toml";
    std::fs::write(folder.path().join(name), &text).unwrap();
    std::fs::write(drafts.join("2024-02.toml"), &text).unwrap();
    let acts = |text: &str| text.contains(['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}']);
    for arguments in [
        &["list", "drafts/2024-02.toml"][..],
        &["list", name],
        &["check"],
        &["check", "--format", "concise"],
        &["check", "--format", "github"],
        &["check", "--diff"],
        &["build", name],
        &["move", "drafts/2024-02.toml", "1.1", "1.1"],
        &["remove", "drafts/2024-02.toml", "1.1"],
        &["list", "无\u{1b}[31m此.toml"],
    ] {
        let run = run(folder.path(), arguments);
        assert!(!acts(&run.stdout) && !acts(&run.stderr), "{arguments:?}: {run:?}");
    }
    // Our own colours stay, and nothing else.
    let run = run(folder.path(), &["--color", "always", "check", name]);
    assert!(run.stdout.contains("\u{1b}["));
    let plain = anstream::adapter::strip_str(&run.stdout).to_string();
    assert!(!acts(&plain) && !run.stdout.contains("\u{1b}]"), "{plain}");
}
