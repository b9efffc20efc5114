//! Each rule on its fixture, with only that rule on.
//!
//! A fixture is `tests/rules/<code>.toml`, bad and good cases together. It is one draft, or
//! several files of a small workspace, each under a line `#@ drafts/2024-07.toml`; a number after
//! the name is the size that the file claims to have. What is not in the fixture is as below.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use kuaibao::config::Config;
use kuaibao::config::lexicon::{self, Lexicon};
use kuaibao::config::units::Roster;
use kuaibao::lint::fix::{self, Trust};
use kuaibao::lint::{self, Check, RULES, Rule};
use kuaibao::report::human;
use kuaibao::score::adopted::Beside;
use kuaibao::score::{Adopted, Issue, Scheme};
use kuaibao::source::{Findings, Source};
use kuaibao::workspace::files::Disk;
use kuaibao::workspace::{
    ADOPTED_FILE, CONFIG_FILE, Entry, LEXICON_FILE, SCORING_FILE, Shelf, UNITS_FILE, Workspace,
};

use crate::support::{COVERAGE, check_one, drafts, root};

const DRAFT: &str = "drafts/2024-07.toml";

const SETTINGS: &str = r#"name = "封丘政务快报"
publisher = "封丘县人民政府办公室"
distribution = "县委常委，县人大正副主任，副县长，县政协正副主席。"
[staff]
editor = ["李勉"]
reviewer = ["原超俊"]
approver = ["麻彦伟"]
"#;

const UNITS: &str = r#"
[[unit]]
name = "县发展和改革委员会"
credit = "发改委"
headline = "县发改委"
[[unit]]
name = "县医疗保障局"
credit = "医疗保障局"
headline = "县医疗保障局"
aliases = ["医保局", "县医保局"]
[[unit]]
name = "县人力资源和社会保障局"
credit = "人社局"
headline = "县人社局"
[[unit]]
credit = "潭龙街道"
from = 2016-01-01
[[unit]]
credit = "小潭乡"
until = 2015-12-31
"#;

#[test]
fn each_rule_reports_what_its_fixture_shows() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../rules");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for rule in rules() {
            insta::assert_snapshot!(rule.code, report(rule));
        }
    });
}

/// Fixtures that trip other rules show mostly those.
#[test]
fn each_fixture_trips_its_own_rule_only_at_the_levels_listed() {
    for rule in rules() {
        let found = findings(rule, &files(rule));
        let all = found.iter().flat_map(|findings| &findings.diagnostics);
        let mut count = 0;
        for diagnostic in all {
            assert_eq!(diagnostic.code, rule.code, "{}", diagnostic.message);
            assert_eq!(diagnostic.level, rule.level, "{}", diagnostic.message);
            count += 1;
        }
        assert!(count > 0, "{}", rule.code);
    }
}

#[test]
fn messages_stand_alone_and_tell_what_to_do() {
    for rule in rules() {
        for findings in findings(rule, &files(rule)) {
            for diagnostic in &findings.diagnostics {
                let message = &diagnostic.message;
                assert!(!message.ends_with(['。', '.']), "{}: {message}", rule.code);
                assert!(diagnostic.help.is_some(), "{}: {message}", rule.code);
                let text = findings.source.text();
                assert!(text.get(diagnostic.span.range()).is_some(), "{}: {message}", rule.code);
            }
        }
    }
}

/// Applied, a fix leaves a file that still reads, without the finding and without another to fix.
#[test]
fn each_fix_mends_its_finding() {
    let mut fixed = 0;
    // With one fault of syntax mended, others come to light.
    for rule in rules().filter(|rule| rule.code != "toml-syntax") {
        let before = files(rule);
        let found = findings(rule, &before);
        let unfixable = |found: &[Findings]| {
            let all = found.iter().flat_map(|findings| &findings.diagnostics);
            let mut left: Vec<String> = all
                .filter(|diagnostic| diagnostic.fix.is_none())
                .map(|diagnostic| diagnostic.message.clone())
                .collect();
            left.sort();
            left
        };
        let after = mended(rule, &before);
        let again = findings(rule, &after);
        let fixes = again.iter().flat_map(|f| &f.diagnostics).filter(|d| d.fix.is_some()).count();
        assert_eq!(fixes, 0, "{}", rule.code);
        assert_eq!(unfixable(&again), unfixable(&found), "{}", rule.code);
        let twice = mended(rule, &after);
        assert!(twice.iter().zip(&after).all(|(a, b)| a.bytes == b.bytes), "{}", rule.code);
        fixed += usize::from(after.iter().zip(&before).any(|(a, b)| a.bytes != b.bytes));
    }
    assert!(fixed >= 4, "the rules with fixes have findings with fixes");
}

/// The rules on drafts; those on pages need templates with faults (`layout.rs`).
fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().copied().filter(|rule| !matches!(rule.check, Check::Pages(_)))
}

/// The length of a file that cannot be read.
const UNREADABLE: u64 = u64::MAX;

/// One file of a fixture.
#[derive(Clone)]
struct File {
    path: String,
    bytes: Vec<u8>,
    length: u64,
}

fn files(rule: &Rule) -> Vec<File> {
    let path = root().join(format!("tests/rules/{}.toml", rule.code));
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let one = |path: &str, bytes: Vec<u8>, claimed: Option<u64>| {
        let length = claimed.unwrap_or(bytes.len() as u64);
        File { path: path.to_owned(), bytes, length }
    };
    let Ok(text) = std::str::from_utf8(&bytes) else { return vec![one(DRAFT, bytes, None)] };
    let Some(start) = text.find("#@ ").filter(|at| *at == 0 || text[..*at].ends_with('\n')) else {
        return vec![one(DRAFT, bytes, None)];
    };
    assert_eq!(text[..start].trim(), "", "{}: text before the first file", rule.code);
    let parts = format!("\n{}", &text[start..]);
    parts
        .split("\n#@ ")
        .skip(1)
        .map(|part| {
            let (head, body) = part.split_once('\n').unwrap_or((part, ""));
            let (path, claimed) = head.split_once(' ').unwrap_or((head, ""));
            let claimed =
                if claimed == "unreadable" { Some(UNREADABLE) } else { claimed.parse().ok() };
            one(path, format!("{body}\n").into_bytes(), claimed)
        })
        .collect()
}

/// The findings on all files of a fixture, drafts and settings alike.
fn findings(rule: &'static Rule, files: &[File]) -> Vec<Findings> {
    let workspace = workspace(files);
    let mut all = lint::check_settings(&workspace, &COVERAGE);
    all.extend(drafts(&workspace).iter().map(|entry| check_one(&workspace, entry, rule)));
    all.extend(scoring(&workspace, files));
    all
}

/// What is found in `scoring.toml` and `adopted.toml`, and of credits when points are reckoned.
fn scoring(workspace: &Workspace, files: &[File]) -> Vec<Findings> {
    let text = |path: &str| {
        let file = files.iter().find(|file| file.path == path)?;
        Some(Arc::new(Source::new(path, String::from_utf8(file.bytes.clone()).unwrap())))
    };
    let Some(source) = text(SCORING_FILE) else { return vec![] };
    let roster = &workspace.roster;
    let (scheme, found) = Scheme::read(&source, roster);
    let mut all = vec![Findings::new(source, found)];
    let mut issues = vec![];
    for entry in drafts(workspace) {
        let name = entry.name.unwrap().to_string();
        let (issue, found) = Issue::of(name, &entry.draft, roster).unwrap();
        issues.push(issue);
        all.push(lint::settle(&entry.source, found, &workspace.config));
    }
    if let Some(source) = text(ADOPTED_FILE) {
        let names: Vec<String> = issues.iter().map(|issue| issue.name.clone()).collect();
        let beside = Beside { scheme: &scheme, roster, issues: &issues, names: &names };
        let (_, found) = Adopted::read(&source, beside);
        all.push(Findings::new(source, found));
    }
    all
}

fn workspace(files: &[File]) -> Workspace {
    let text = |path: &str, default: &str| {
        let file = files.iter().find(|file| file.path == path);
        let text = file.map_or(default.to_owned(), |f| String::from_utf8(f.bytes.clone()).unwrap());
        Arc::new(Source::new(path, text))
    };
    let config_source = text(CONFIG_FILE, SETTINGS);
    let (config, in_config) = Config::read(&config_source);
    let units_source = text(UNITS_FILE, UNITS);
    let (roster, in_units) = Roster::read(&units_source);
    let lexicon_source = text(LEXICON_FILE, "");
    let (own, in_lexicon) = lexicon::read(lexicon_source.text());
    let off = config.words_off.iter().map(|id| id.value.clone()).collect();
    let drafts = files
        .iter()
        .filter(|file| file.path.starts_with("drafts/"))
        .map(|file| match file.length {
            UNREADABLE => Entry::unreadable(Path::new(&file.path)),
            length => Entry::read(Path::new(&file.path), file.bytes.clone(), length),
        })
        .map(|entry| entry.attach(&Disk, &root().join("tests/files")));
    let shelf = Shelf::unsaved(drafts);
    Workspace {
        files: kuaibao::workspace::files::disk(),
        root: root().to_owned(),
        config,
        config_source: config_source.clone(),
        roster,
        lexicon: Lexicon::new(own, off),
        draft_count: shelf.issues().len(),
        shelf,
        settings_look: vec![],
        memory: OnceLock::new(),
        names: OnceLock::new(),
        kept: Default::default(),
        findings: vec![
            Findings::new(config_source, in_config),
            Findings::new(units_source, in_units),
            Findings::new(lexicon_source, in_lexicon),
        ],
    }
}

/// What a user sees, and the files that a fix changed.
fn report(rule: &'static Rule) -> String {
    let before = files(rule);
    let found = findings(rule, &before);
    let shown = human::each(&found, human::Look { width: 80, coloured: false });
    let mut text = anstream::adapter::strip_str(&shown).to_string();
    for (after, before) in mended(rule, &before).iter().zip(&before) {
        if after.bytes != before.bytes {
            text.push_str(&format!("---- 修正后 {}\n", after.path));
            text.push_str(&String::from_utf8_lossy(&after.bytes));
        }
    }
    // Snapshots are kept without spaces at line ends.
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// The files with all fixes applied; they still read.
fn mended(rule: &'static Rule, files: &[File]) -> Vec<File> {
    let workspace = workspace(files);
    let mut mended = files.to_vec();
    let drafts = drafts(&workspace);
    let drafts = drafts.iter().map(|entry| {
        let after = fix::mend(&entry.source, Trust::All, |text| {
            check_one(&workspace, &entry.with_text(text.to_owned()), rule)
        });
        (entry.source.clone(), after)
    });
    for (source, after) in fix::mend_settings(&workspace, Trust::All).into_iter().chain(drafts) {
        let path = source.path();
        let file = mended.iter_mut().find(|file| Path::new(&file.path) == path).unwrap();
        if after.count > 0 {
            file.length = after.text.len() as u64;
            file.bytes = after.text.into_bytes();
            // A file that could not be read may be mended in part.
            let read = kuaibao::source::syntax::parse(&source).1.is_empty();
            let (_, syntax) = kuaibao::source::syntax::parse(&Source::new("x", text_of(file)));
            assert!(!read || syntax.is_empty(), "{}: {syntax:?}", file.path);
        }
    }
    mended
}

fn text_of(file: &File) -> &str {
    std::str::from_utf8(&file.bytes).unwrap()
}
