//! Files that nobody would write: real ones with bytes changed, cut, doubled and moved, into
//! everything that reads. Nothing may panic, hang or take all memory.
//!
//! A few cases here; `tests/stress/fuzz` lets it run for as long as one likes, and then looks at the
//! clock as well. What once went wrong is in `tests/hostile/`, and is tried first.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use kuaibao::config::Config;
use kuaibao::config::units::Roster;
use kuaibao::import::outline::{Expected, Reference};
use kuaibao::import::{self};
use kuaibao::office::store::{Plan, Store, Who};
use kuaibao::source::Source;
use kuaibao::workspace::files::InMemory;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config as Settings, FileFailurePersistence, TestRunner};

use crate::faults::{contents, sealed};
use crate::support::{self, root};

/// How many cases each test tries; `tests/stress/fuzz` sets more.
const CASES: &str = "KUAIBAO_HOSTILE_CASES";
const FEW: u32 = 40;
/// How long one may take where that is looked at.
const LONGEST: Duration = Duration::from_secs(10);

/// What is done to a file.
#[derive(Debug, Clone)]
enum Change {
    Byte(Index, u8),
    Cut(Index, usize),
    Repeat(Index, usize, usize),
    Move(Index, usize, Index),
    Put(Index, &'static str),
    End(Index),
}

/// What formats make something of.
const TOKENS: &[&str] = &[
    "\0",
    "\u{feff}",
    "\r",
    "\"",
    "\"\"\"",
    "[[column]]\n",
    "[[column.item]]\n",
    "body = \"",
    "}",
    "[",
    "]]",
    "<p>",
    "</p>",
    "<table><tr><td>",
    "<!--",
    "&#x110000;",
    "&lt;",
    "<b>",
    "</",
    "PK\u{3}\u{4}",
    "%PDF-1.7",
    "endobj",
    "stream\n",
    "{\\rtf1",
    "\\'b0",
    "{\\*\\",
    "﹏",
    "𠮷",
    "\u{202e}",
    "\u{1b}[2J",
    "９９９９９９",
    "1e999",
    "99999999999999999999",
    "2024-13-45",
    ",,,,,,",
    "\t",
    "=?utf-8?B?",
    "Content-Type: multipart/mixed; boundary=x\n",
    "--x\n",
    "第二季度",
    "（",
    "）",
    "“",
    "”",
    "〔2024〕",
    "同比增长",
    "%",
    "至",
    "~",
];

fn change() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    prop_oneof![
        (at(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
        (at(), 1..200usize).prop_map(|(at, length)| Change::Cut(at, length)),
        (at(), 1..200usize, 1..40usize).prop_map(|(at, length, n)| Change::Repeat(at, length, n)),
        (at(), 1..200usize, at()).prop_map(|(at, length, to)| Change::Move(at, length, to)),
        (at(), prop::sample::select(TOKENS)).prop_map(|(at, token)| Change::Put(at, token)),
        at().prop_map(Change::End),
    ]
}

fn apply(bytes: &mut Vec<u8>, change: &Change) {
    let length = bytes.len();
    let place = |at: &Index| if length == 0 { 0 } else { at.index(length) };
    let part = |at: &Index, wanted: usize| place(at)..(place(at) + wanted).min(length);
    match change {
        Change::Byte(at, byte) => {
            if let Some(old) = bytes.get_mut(place(at)) {
                *old = *byte;
            }
        }
        Change::Cut(at, wanted) => drop(bytes.drain(part(at, *wanted))),
        Change::Repeat(at, wanted, times) => {
            let piece = bytes[part(at, *wanted)].repeat(*times);
            bytes.splice(place(at)..place(at), piece);
        }
        Change::Move(at, wanted, to) => {
            let piece: Vec<u8> = bytes.drain(part(at, *wanted)).collect();
            let to = if bytes.is_empty() { 0 } else { to.index(bytes.len()) };
            bytes.splice(to..to, piece);
        }
        Change::Put(at, token) => drop(bytes.splice(place(at)..place(at), token.bytes())),
        Change::End(at) => bytes.truncate(place(at)),
    }
}

/// Tries changed copies of some files.
fn attack(name: &str, seeds: &[(PathBuf, Vec<u8>)], attempt: impl Fn(&Path, &[u8])) {
    assert!(!seeds.is_empty(), "{name}");
    let long = std::env::var(CASES).ok().and_then(|cases| cases.parse().ok());
    let path = root().join(format!("tests/hostile/{name}.txt"));
    let settings = Settings {
        cases: long.unwrap_or(FEW),
        // The same ones each time, but where somebody looks for new ones.
        rng_seed: match long {
            Some(_) => proptest::test_runner::RngSeed::Random,
            None => proptest::test_runner::RngSeed::Fixed(7),
        },
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(Box::leak(
            path.to_string_lossy().into_owned().into_boxed_str(),
        )))),
        ..Settings::default()
    };
    let seed = (0..seeds.len(), prop::collection::vec(change(), 1..12));
    let result = TestRunner::new(settings).run(&seed, |(seed, changes)| {
        let (path, mut bytes) = seeds[seed].clone();
        for change in &changes {
            apply(&mut bytes, change);
        }
        let began = Instant::now();
        attempt(&path, &bytes);
        if long.is_some() {
            prop_assert!(began.elapsed() < LONGEST, "{:?}", began.elapsed());
        }
        Ok(())
    });
    result.unwrap_or_else(|failed| panic!("{name}: {failed}"));
}

/// The files of a folder of the repository with one of these endings.
fn seeds(folder: &str, endings: &[&str]) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = vec![];
    for path in std::fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path()) {
        let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        if endings.contains(&ending.as_str()) && path.is_file() {
            found.push((path.clone(), std::fs::read(path).unwrap()));
        }
    }
    found.sort();
    found
}

fn import(path: &Path, bytes: &[u8]) {
    let config_source = Arc::new(Source::new("", ""));
    let (config, roster) = (Config::read(&config_source).0, Roster::default());
    let reference = Reference { config: &config, roster: &roster, date: None };
    for expected in [Expected::Issue, Expected::Submission] {
        if let Ok(imported) = import::import(path, bytes, expected, reference) {
            let text = import::toml::issue(&imported.outline, None, &[], reference);
            let draft = support::entry("drafts/2024-07.toml", &text);
            assert!(draft.is_readable(), "{text}");
        }
    }
}

#[test]
fn drafts_are_checked_whatever_is_in_them() {
    let mut all = seeds("drafts", &["toml"]);
    all.extend(seeds("tests/rules", &["toml"]));
    attack("check", &all, |_, bytes| {
        let path = Path::new("drafts/2024-07.toml");
        let entry = kuaibao::workspace::Entry::read(path, bytes.to_vec(), bytes.len() as u64);
        let findings = support::check(&entry);
        let look = kuaibao::report::human::Look { width: 80, coloured: true };
        kuaibao::report::human::render(&[findings], look);
    });
}

#[test]
fn submissions_are_read_whatever_is_in_them() {
    for endings in [&["txt", "md"][..], &["html"], &["docx"], &["csv"], &["rtf"], &["eml", "mhtml"]]
    {
        let mut all = seeds("tests/import", endings);
        all.extend(seeds("tests/files", endings));
        if !all.is_empty() {
            attack(&format!("import-{}", endings[0]), &all, import);
        }
    }
}

#[test]
fn pdfs_are_read_whatever_is_in_them() {
    let typesetter = support::typesetter();
    let issue = support::issue("2023-13");
    let bulletin = support::lower(issue, &support::YANJIN.config);
    let setting = kuaibao::typeset::Setting::STANDARD;
    let pdf = typesetter.lay_out(&bulletin, setting, false).unwrap().pdf().unwrap();
    attack("import-pdf", &[(PathBuf::from("a.pdf"), pdf)], import);
}

#[test]
fn a_journal_is_undone_or_put_aside_whatever_is_in_it() {
    let root = Path::new("/刊");
    let who = || Who { name: "小李".to_owned(), now: "2026-11-27 17:20:05".to_owned() };
    let hash = |text: &str| kuaibao::source::hash::hash(&[text.as_bytes()]);
    let journal = format!(
        "serial = 4\njob = \"移动条目\"\n[[step]]\npath = \"drafts/a.toml\"\nstaged = \"drafts/.kuaibao-1\"\nbefore = \"{}\"\nafter = \"{}\"\n[[step]]\npath = \"drafts/b.toml\"\nstaged = \"drafts/.kuaibao-2\"\nbefore = \"{}\"\n",
        hash("旧"),
        hash("甲"),
        hash("乙")
    );
    let attempt = |bytes: &[u8], forged: bool| {
        let files = InMemory::new();
        for (path, text) in
            [("drafts/a.toml", "甲"), ("drafts/b.toml", "乙"), ("drafts/.kuaibao-1", "旧")]
        {
            files.insert(root.join(path), text);
        }
        files.insert(root.join(".kuaibao/journal.toml"), bytes);
        files.insert("/家/秘密", "甲");
        let store = Store::new(Arc::new(files.clone()), root, who()).with_patience(0);
        let held = store.lock().unwrap();
        let now = contents(&files);
        assert_eq!(now[Path::new("/家/秘密")], "甲".as_bytes());
        let mut plan = Plan::default();
        // Somebody who writes a whole journal of their own can undo what was never done.
        if !forged {
            let a = &now[&root.join("drafts/a.toml")];
            assert!(*a == "甲".as_bytes() || *a == "旧".as_bytes());
            assert_eq!(now[&root.join("drafts/b.toml")], "乙".as_bytes());
            plan.write(root.join("drafts/a.toml"), a, "新");
        }
        plan.set(root.join("drafts/c.toml"), "新");
        held.commit("试写", &plan).unwrap();
    };
    let damaged = [(PathBuf::new(), sealed(&journal).into_bytes())];
    attack("journal", &damaged, |_, bytes| attempt(bytes, false));
    let forged = [(PathBuf::new(), journal.into_bytes())];
    attack("journal-forged", &forged, |_, bytes| {
        if let Ok(text) = std::str::from_utf8(bytes) {
            attempt(sealed(text).as_bytes(), true);
        }
    });
}
