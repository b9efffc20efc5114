//! What is otherwise on Windows. Run there, or under wine by `.ci/dist windows-x86_64`.
#![cfg(windows)]

use std::fs::{self, OpenOptions};
use std::os::windows::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::{leftovers, run, workspace_copy};

const HIDDEN: u32 = 2;

fn attributes(path: &Path) -> u32 {
    fs::metadata(path).expect("is there").file_attributes()
}

#[test]
fn patterns_are_expanded_by_the_program() {
    let at = workspace_copy();
    let old = at.path().join("往期 快报");
    fs::create_dir(&old).unwrap();
    for (name, text) in [("甲.txt", "甲，乙."), ("乙.TXT", "丙，丁。"), ("丙.md", "戊,己")]
    {
        fs::write(old.join(name), text).unwrap();
    }
    for pattern in [r"往期 快报\*.txt", "往期 快报/*.txt", r"往期*\?.txt", r".\往期 快报\*.TXT"]
    {
        let ran = run(at.path(), &["check", "--text", pattern]);
        assert!(ran.stderr.contains("检查了 2 ") || ran.stdout.contains("检查了 2 "), "{ran:?}");
    }
    let none = run(at.path(), &["check", "--text", r"往期 快报\*.docx"]);
    assert!(none.stderr.contains(r"没有“往期 快报\*.docx”"), "{none:?}");
}

#[test]
fn paths_have_drives_and_backslashes() {
    let at = workspace_copy();
    let full = fs::canonicalize(at.path().join("drafts/2023-43.toml")).unwrap();
    let full = full.display().to_string();
    let plain = full.strip_prefix(r"\\?\").unwrap_or(&full);
    assert_eq!(plain.as_bytes()[1], b':', "{plain}");
    let small = plain.replacen(&plain[..1], &plain[..1].to_lowercase(), 1);
    for path in [r"drafts\2023-43.toml", r".\drafts\..\drafts\2023-43.toml", plain, &small, &full] {
        let ran = run(at.path(), &["check", path]);
        assert_eq!(ran.code, 0, "{path}: {ran:?}");
        assert!(!ran.stderr.contains(r"\\?\") && !ran.stdout.contains(r"\\?\"), "{ran:?}");
    }
    // The draft of the workspace, whatever it is called: its own number is no duplicate.
    let ran = run(at.path(), &["check", "--deny-warnings", r"Drafts\2023-43.TOML"]);
    assert!(!format!("{ran:?}").contains("duplicate-number"), "{ran:?}");
    let out = plain.replace(r"drafts\2023-43.toml", r"印 好\43.pdf");
    let ran = run(at.path(), &["build", "drafts/2023-43.toml", "-o", &out]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(Path::new(&out).is_file());
}

#[test]
fn nobody_at_the_end_of_the_pipe_is_no_failure() {
    let at = workspace_copy();
    for arguments in [&["rules"][..], &["schema", "draft"], &["manual", "-o", "-"], &["--help"]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_kuaibao"))
            .args(arguments)
            .current_dir(at.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        drop(child.stdout.take());
        let ended = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(!said.contains("写不到标准输出"), "{arguments:?}: {said}");
    }
}

#[test]
fn a_pdf_that_a_viewer_has_open_is_said_so_and_stays() {
    let at = workspace_copy();
    let draft = "drafts/2023-43.toml";
    assert_eq!(run(at.path(), &["build", draft]).code, 0);
    let pdf = at.path().join("out/2023-43.pdf");
    let before = fs::read(&pdf).unwrap();
    const SHARE_READ: u32 = 1;
    let viewer = OpenOptions::new().read(true).share_mode(SHARE_READ).open(&pdf).unwrap();
    let ran = run(at.path(), &["build", "--force", "--proof", draft]);
    assert_eq!(ran.code, 0, "another file can be written: {ran:?}");
    let ran = run(at.path(), &["build", "--force", draft]);
    assert_ne!(ran.code, 0, "{ran:?}");
    assert!(ran.stderr.contains("文件正被别的程序打开，关上再试"), "{ran:?}");
    assert!(ran.stderr.contains("2023-43.pdf") && !ran.stderr.contains(r"\\?\"), "{ran:?}");
    drop(viewer);
    assert_eq!(fs::read(&pdf).unwrap(), before);
    assert_eq!(leftovers(at.path()), Vec::<std::path::PathBuf>::new());
    assert_eq!(run(at.path(), &["build", "--force", draft]).code, 0);
}

#[test]
fn what_is_read_only_stays() {
    let at = workspace_copy();
    let draft = at.path().join("drafts/2023-43.toml");
    let before = fs::read(&draft).unwrap();
    let mut permissions = fs::metadata(&draft).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&draft, permissions.clone()).unwrap();
    let ran = run(at.path(), &["move", r"drafts\2023-43.toml", "2.1", "1.1"]);
    assert_ne!(ran.code, 0);
    assert!(ran.stderr.contains("是只读的"), "{ran:?}");
    assert_eq!(fs::read(&draft).unwrap(), before);
    #[expect(clippy::permissions_set_readonly_false, reason = "an attribute here, no mode")]
    permissions.set_readonly(false);
    fs::set_permissions(&draft, permissions).unwrap();
}

#[test]
fn what_is_the_program_s_own_is_hidden_and_nothing_else() {
    let at = workspace_copy();
    for arguments in [
        &["move", "drafts/2023-43.toml", "2.1", "1.1"][..],
        &["new"],
        &["build", "drafts/2023-44.toml"],
        &["release", "drafts/2023-44.toml"],
    ] {
        let _ = run(at.path(), arguments);
    }
    assert_ne!(attributes(&at.path().join(".kuaibao")) & HIDDEN, 0);
    let mut folders = vec![at.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            assert_eq!(attributes(&path) & HIDDEN, 0, "{}", path.display());
            if path.is_dir() {
                folders.push(path);
            }
        }
    }
}
