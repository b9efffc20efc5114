//! A draft's file named after what the draft says, with all that is kept under its name.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use kuaibao::office::rename::{Renamed, rename};
use kuaibao::office::store::Who;
use kuaibao::office::{Office, Refusal};
use kuaibao::workspace::files::InMemory;

use crate::support::root;

const ROOT: &str = "/快报";
const DRAFT: &str = "number = 44\ndate = 2023-09-29 # 改过\n";

fn files(all: &[(&str, &str)]) -> InMemory {
    let files = InMemory::new();
    files.insert(at("bulletin.toml"), std::fs::read(root().join("bulletin.toml")).unwrap());
    for (name, text) in all {
        files.insert(at(name), text.as_bytes());
    }
    files
}

fn at(name: &str) -> PathBuf {
    Path::new(ROOT).join(name)
}

fn renamed(files: &InMemory, draft: &str) -> anyhow::Result<Renamed> {
    let (all, root) = (Arc::new(files.clone()), Path::new(ROOT));
    let office = Office::open_to_write(all, root, root, Who::default())?;
    let chosen = office.one(Path::new(draft))?;
    rename(&office, &chosen)
}

#[test]
fn all_that_is_kept_of_a_draft_moves_with_its_name() {
    let inbox = |name: &str| {
        format!(
            "# 登记\n[[submission]]\nfile = \"a.docx\"\nhash = \"1\"\nfiled = \"{name}\" # 收了\n\n[[submission]]\nfile = \"b.docx\"\nhash = \"2\"\nfiled = \"2023-43\"\n"
        )
    };
    let kept = [".kuaibao/NAME.undo", "rounds/NAME/log.toml", "rounds/NAME/1/content.json"];
    let of = |name: &str| kept.map(|path| path.replace("NAME", name));
    let files = files(&[("drafts/2024-03.toml", DRAFT), ("inbox.toml", &inbox("2024-03"))]);
    for path in of("2024-03") {
        files.insert(at(&path), path.as_bytes());
    }
    files.insert(at("rounds/2024-02/log.toml"), "别的");
    let renamed = renamed(&files, "drafts/2024-03.toml").unwrap();
    assert_eq!(renamed.to, Path::new("drafts/2023-44.toml"));
    let now = files.all();
    let text = |name: &str| now.get(&at(name)).map(|bytes| String::from_utf8_lossy(bytes));
    assert_eq!(text("drafts/2023-44.toml").as_deref(), Some(DRAFT));
    assert_eq!(text("inbox.toml").as_deref(), Some(inbox("2023-44").as_str()));
    for (old, new) in of("2024-03").iter().zip(of("2023-44")) {
        assert_eq!(text(&new).as_deref(), Some(old.as_str()));
        assert!(text(old).is_none());
    }
    assert!(text("rounds/2024-02/log.toml").is_some() && text("drafts/2024-03.toml").is_none());
}

#[test]
fn what_must_keep_its_name_keeps_it() {
    let refused = |all: &[(&str, &str)], draft: &str| {
        let files = files(all);
        let before = files.all();
        let refusal = renamed(&files, draft).unwrap_err();
        let same = |name: &PathBuf| files.all().get(name) == before.get(name);
        assert!(before.keys().all(|name| name.starts_with(at(".kuaibao")) || same(name)));
        refusal.downcast::<Refusal>().unwrap()
    };
    let there = [("drafts/2024-03.toml", DRAFT), ("drafts/2023-44.toml", "number = 44\n")];
    assert!(matches!(refused(&there, "drafts/2024-03.toml"), Refusal::Exists { .. }));
    for text in ["number = 44\n", "date = 2023-09-29\n", "number = 0\ndate = 2023-09-29\n"] {
        let refusal = refused(&[("drafts/2024-03.toml", text)], "drafts/2024-03.toml");
        assert!(matches!(refusal, Refusal::Nameless { .. }), "{text}");
    }
    let manifest = "[[release]]\nname = \"2024-03\"\nnumber = 3\ndate = 2024-01-19\nfile = \"2024/2024-03.pdf\"\nsha256 = \"0\"\nbytes = 1\npages = 4\ndraft = \"2024/2024-03.toml\"\nprogram = \"0\"\n";
    let released = [("drafts/2024-03.toml", DRAFT), ("archive/manifest.toml", manifest)];
    let files = files(&released);
    renamed(&files, "drafts/2024-03.toml").unwrap_err();
    assert!(files.all().contains_key(&at("drafts/2024-03.toml")));
}

#[test]
fn a_name_that_is_right_stays() {
    let files = files(&[("drafts/2023-44.toml", DRAFT)]);
    let renamed = renamed(&files, "2023-44").unwrap();
    assert_eq!(renamed.from, renamed.to);
}
