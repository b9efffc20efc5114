//! Searching all issues: an index, or none, or a damaged one makes no difference to what is found.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use kuaibao::office::find::{Care, Filter, Finder, Found};
use kuaibao::search::query::Query;
use kuaibao::workspace::files::{self, Files, InMemory};
use proptest::prelude::*;
use tempfile::TempDir;

use crate::support::{run, workspace_copy};

const EAGER: Care = Care { eager: true, thorough: false, frugal: false };
const FRUGAL: Care = Care { eager: false, thorough: false, frugal: true };

fn open(root: &Path, care: Care) -> Finder {
    Finder::open(files::disk(), root, root, care, &mut |_, _| {}).expect("a workspace")
}

/// Opens until the index has all, which it takes only when nobody can have written again unseen.
fn indexed(root: &Path) -> Finder {
    for _ in 0..500 {
        let finder = open(root, EAGER);
        if finder.unindexed() == 0 {
            return finder;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("no index comes about");
}

fn all(finder: &mut Finder, words: &str, filter: &Filter) -> Found {
    match finder.query(words) {
        Some(query) => finder.find(&query, filter, usize::MAX).expect("a search"),
        None => Found::default(),
    }
}

/// What is found, in its order.
fn told(found: &Found) -> Vec<String> {
    let hit = |hit: &kuaibao::office::find::Hit| {
        format!("{} {:?} {}", hit.draft.display(), hit.number, hit.weight)
    };
    found.hits.iter().map(hit).collect()
}

fn found(finder: &mut Finder, words: &str) -> Vec<String> {
    told(&all(finder, words, &Filter::default()))
}

/// The same files without a disk, where no index can be.
fn in_memory(root: &Path) -> Finder {
    fn copy(from: &Path, root: &Path, to: &InMemory) {
        for entry in fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                copy(&path, root, to);
            } else {
                let name = path.strip_prefix(root).unwrap();
                to.insert(Path::new("/刊").join(name), fs::read(&path).unwrap());
            }
        }
    }
    let memory = InMemory::new();
    copy(root, root, &memory);
    let (files, root): (Arc<dyn Files>, _) = (Arc::new(memory), Path::new("/刊"));
    Finder::open(files, root, root, Care::default(), &mut |_, _| {}).expect("a workspace")
}

const WORDS: [&str; 12] = [
    "秸秆禁烧",
    "县",
    "医保局",
    "小麦 播种",
    "项目 -开工",
    "3",
    "“三秋”",
    "EPC",
    "民生保障",
    "余",
    "，",
    "金融",
];

/// With an index, without one, and in memory all is found alike.
fn same_everywhere(root: &Path) {
    let (mut with, mut without, mut memory) = (indexed(root), open(root, FRUGAL), in_memory(root));
    for words in WORDS {
        let expected = found(&mut memory, words);
        assert_eq!(found(&mut with, words), expected, "{words}");
        assert_eq!(found(&mut without, words), expected, "{words}");
    }
    let day = |month, day| NaiveDate::from_ymd_opt(2023, month, day);
    for filter in [
        Filter { unit: Some("农业农村局".to_owned()), ..Filter::default() },
        Filter { column: Some("民生".to_owned()), ..Filter::default() },
        Filter { from: day(9, 1), to: day(10, 1), ..Filter::default() },
    ] {
        let expected = told(&all(&mut memory, "工作", &filter));
        assert!(!expected.is_empty(), "{filter:?}");
        assert_eq!(told(&all(&mut with, "工作", &filter)), expected, "{filter:?}");
    }
}

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn issue(number: u32, headline: &str, body: &str) -> String {
    format!(
        "number = {number}\ndate = 2024-01-{:02}\n[[column]]\nname = \"民生\"\n[[column.item]]\nheadline = \"{headline}\"\nbody = \"{body}\"\ncredits = [\"人社局\"]\n",
        number % 28 + 1
    )
}

#[test]
fn an_index_finds_what_reading_all_finds() {
    let folder = workspace_copy();
    same_everywhere(folder.path());
    let mut finder = indexed(folder.path());
    let hits = all(&mut finder, "秸秆禁烧", &Filter::default());
    assert!(hits.items >= 1 && hits.issues >= 1, "{hits:?}");
    let first = &hits.hits[0];
    assert!(first.weight >= 4 && first.headline.iter().any(|piece| piece.is_hit), "{first:?}");
    assert!(hits.hits.iter().all(|hit| {
        let pieces = hit.headline.iter().chain(hit.passages.iter().flatten()).chain(&hit.column);
        pieces.filter(|piece| piece.is_hit).all(|piece| piece.text.contains("禁烧"))
    }));
}

#[test]
fn whatever_changes_is_found_at_once() {
    let folder = workspace_copy();
    let root = folder.path();
    drop(indexed(root));
    // Changed in its place, to a text as long.
    let path = root.join("drafts/2023-43.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("危房改造", "旧房改造", 1)).unwrap();
    assert!(found(&mut open(root, EAGER), "旧房改造").len() == 1);
    // Come, renamed, gone; held.
    put(root, "drafts/2024-03.toml", &issue(3, "甲村修路", "修了三里"));
    put(root, "drafts/held.toml", &issue(9, "乙村修路", "修了五里"));
    assert_eq!(found(&mut open(root, EAGER), "村修路").len(), 2);
    fs::rename(root.join("drafts/2024-03.toml"), root.join("drafts/2024-04.toml")).unwrap();
    let hits = found(&mut indexed(root), "村修路");
    assert!(hits.iter().any(|hit| hit.starts_with("drafts/2024-04.toml")), "{hits:?}");
    fs::remove_file(root.join("drafts/held.toml")).unwrap();
    assert_eq!(found(&mut open(root, EAGER), "村修路").len(), 1);
    put(root, "drafts/2024-04.toml", &issue(4, "甲村修路", "修了三里"));
    // Released: the last release, once while its draft has the same words,
    put(root, "archive/2024/2024-04.toml", &issue(4, "甲村修路旧", "修了三里"));
    put(root, "archive/2024/2024-04.2.toml", &issue(4, "甲村修路", "修了三里"));
    assert_eq!(found(&mut indexed(root), "村修路").len(), 1);
    // as it was released as well when the draft has others,
    put(root, "archive/2024/2024-04.2.toml", &issue(4, "甲村修路新", "修了三里"));
    for finder in [&mut indexed(root), &mut open(root, FRUGAL), &mut in_memory(root)] {
        let hits = all(finder, "村修路", &Filter::default());
        let former: Vec<bool> = hits.hits.iter().map(|hit| hit.is_former).collect();
        assert_eq!((hits.issues, former), (1, vec![false, true]));
        assert_eq!(hits.hits[1].place(), "2024-01-05 第4期（发布时）");
        let mut counted = 0;
        finder.each(|issue| counted += usize::from(issue.number == Some(4)));
        assert_eq!(counted, 1);
    }
    // and alone when that is gone.
    fs::remove_file(root.join("drafts/2024-04.toml")).unwrap();
    for _ in 0..2 {
        let hits = found(&mut indexed(root), "村修路");
        assert_eq!(hits, ["archive/2024/2024-04.2.toml Some((1, 1)) 4"]);
    }
    // An archived draft that somebody has altered in its place.
    put(root, "archive/2024/2024-04.2.toml", &issue(4, "丙村修路新", "修了三里"));
    assert_eq!(found(&mut open(root, EAGER), "丙村").len(), 1);
    same_everywhere(root);
}

#[test]
fn an_open_finder_catches_up() {
    let folder = workspace_copy();
    let root = folder.path();
    let mut finder = indexed(root);
    put(root, "drafts/2024-03.toml", &issue(3, "甲村修路", "修了三里"));
    fs::remove_file(root.join("drafts/2023-43.toml")).unwrap();
    finder.catch_up().unwrap();
    assert_eq!(found(&mut finder, "甲村").len(), 1);
    // A draft that changes between looking and reading is noticed, too.
    put(root, "drafts/2024-02.toml", &issue(2, "别的", "没有什么"));
    let hits = found(&mut finder, "县");
    assert!(!hits.iter().any(|hit| hit.contains("2023-43")), "{hits:?}");
}

/// All files of the index.
fn index(root: &Path) -> Vec<PathBuf> {
    fn inside(folder: &Path, all: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.path() {
                path if path.is_dir() => inside(&path, all),
                path => all.push(path),
            }
        }
    }
    let mut all = vec![];
    inside(&root.join(".kuaibao/index"), &mut all);
    all.sort();
    all
}

#[test]
fn a_damaged_index_is_made_anew() {
    let folder = workspace_copy();
    let root = folder.path();
    let expected = found(&mut in_memory(root), "工作");
    drop(indexed(root));
    for damage in 0..3 {
        // One after the other: how many there are may differ each time it is made.
        let mut at = 0;
        loop {
            drop(indexed(root));
            let files = index(root);
            let Some(path) = files.get(at) else { break };
            at += 1;
            let mut bytes = fs::read(path).unwrap();
            match damage {
                0 => bytes.truncate(bytes.len() / 2),
                1 => bytes.iter_mut().step_by(7).for_each(|byte| *byte ^= 0x55),
                _ => {}
            }
            match damage {
                2 => fs::remove_file(path).unwrap(),
                _ => fs::write(path, bytes).unwrap(),
            }
            let mut finder = open(root, EAGER);
            assert_eq!(found(&mut finder, "工作"), expected, "{} {damage}", path.display());
        }
        assert!(at > 5, "{damage}: {:?}", index(root));
    }
    fs::remove_dir_all(root.join(".kuaibao/index")).unwrap();
    assert_eq!(found(&mut open(root, EAGER), "工作"), expected);
}

#[test]
fn where_nothing_can_be_written_all_is_read() {
    let folder = workspace_copy();
    let root = folder.path();
    let expected = found(&mut in_memory(root), "工作");
    // A file stands where the folder should be: nobody may write there, whoever he is.
    fs::create_dir_all(root.join(".kuaibao")).unwrap();
    fs::write(root.join(".kuaibao/index"), "").unwrap();
    let mut finder = open(root, EAGER);
    assert_eq!(finder.unindexed(), 5);
    assert_eq!(found(&mut finder, "工作"), expected);
}

#[test]
fn several_at_once_do_no_harm() {
    let folder = workspace_copy();
    let root = folder.path();
    let expected = found(&mut in_memory(root), "工作");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..5 {
                    assert_eq!(found(&mut open(root, EAGER), "工作"), expected);
                }
            });
        }
    });
    assert_eq!(found(&mut indexed(root), "工作"), expected);
}

/// A draft of few words, so that they meet.
fn text() -> impl Strategy<Value = String> {
    "[甲乙丙辦办　Ａa5\\.]{0,12}"
}

/// A change to the folder of drafts.
#[derive(Debug, Clone)]
enum Step {
    Write(u32, String, String),
    Remove(u32),
    Release(u32, String),
    Index,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (1..9u32, text(), text()).prop_map(|(number, headline, body)| Step::Write(number, headline, body)),
        1 => (1..9u32).prop_map(Step::Remove),
        1 => (1..9u32, text()).prop_map(|(number, headline)| Step::Release(number, headline)),
        1 => Just(Step::Index),
    ]
}

/// What a word is found in, by other means: without white space, in one form, within one run.
fn naive(root: &Path, word: &str) -> Vec<String> {
    let plain = |text: &str| -> Vec<String> {
        // Each with whether white space stands before it.
        let mut runs: Vec<(String, bool)> = vec![];
        let mut apart = true;
        for c in text.chars() {
            if c.is_whitespace() {
                apart = true;
                continue;
            }
            let c = match c {
                'Ａ' => 'a',
                '辦' => '办',
                c => c,
            };
            match runs.last_mut() {
                Some((run, _)) if c.is_ascii_alphanumeric() && !apart && same_run(run, c) => {
                    run.push(c);
                }
                _ => runs.push((c.to_string(), apart)),
            }
            apart = false;
        }
        join_points(runs)
    };
    let wanted = plain(word);
    let mut found = vec![];
    let drafts: Vec<_> = fs::read_dir(root.join("drafts")).unwrap().flatten().collect();
    let released = fs::read_dir(root.join("archive/2024")).into_iter().flatten().flatten();
    let columns = |path: &Path| {
        let table: toml::Table = fs::read_to_string(path).unwrap().parse().unwrap();
        table["column"].clone()
    };
    let own = |file: &fs::DirEntry| {
        let same = drafts.iter().filter(|draft| draft.file_name() == file.file_name());
        let mut same = same.filter(|draft| columns(&draft.path()) == columns(&file.path()));
        same.next().is_some()
    };
    let released: Vec<_> = released.filter(|file| !own(file)).collect();
    for path in drafts.iter().chain(&released).map(|entry| entry.path()) {
        let table: toml::Table = fs::read_to_string(&path).unwrap().parse().unwrap();
        let item = &table["column"][0]["item"][0];
        let texts = [&item["headline"], &item["body"]].map(|text| plain(text.as_str().unwrap()));
        if texts.iter().any(|text| text.windows(wanted.len()).any(|part| part == wanted)) {
            found.push(path.strip_prefix(root).unwrap().display().to_string());
        }
    }
    found.sort();
    found
}

fn same_run(run: &str, c: char) -> bool {
    run.chars().all(|other| other.is_ascii_digit()) == c.is_ascii_digit()
        && run.chars().all(|other| other.is_ascii_alphanumeric())
}

/// 5.5 is one number, 5. 5 is two.
fn join_points(runs: Vec<(String, bool)>) -> Vec<String> {
    let digits = |run: &String| run.ends_with(|c: char| c.is_ascii_digit());
    let mut joined: Vec<String> = vec![];
    let mut rest = runs.into_iter().peekable();
    while let Some((run, _)) = rest.next() {
        let next = rest.peek().is_some_and(|(next, apart)| digits(next) && !apart);
        match joined.last_mut().filter(|last| digits(last)) {
            Some(last) if run == "." && next => {
                last.push('.');
                last.push_str(&rest.next().unwrap_or_default().0);
            }
            _ => joined.push(run),
        }
    }
    joined
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// After any changes, with whatever is indexed at that time, what is found is what is there.
    #[test]
    fn after_any_changes_all_that_is_there_is_found(
        steps in prop::collection::vec(step(), 1..24),
        words in prop::collection::vec("[甲乙丙办a5]{1,3}", 3),
    ) {
        let folder: TempDir = tempfile::tempdir().unwrap();
        let root = folder.path();
        put(root, "bulletin.toml", "name = \"测试\"\n");
        fs::create_dir_all(root.join("drafts")).unwrap();
        for step in &steps {
            match step {
                Step::Write(number, headline, body) => {
                    put(root, &format!("drafts/2024-{number:02}.toml"), &issue(*number, headline, body));
                }
                Step::Remove(number) => {
                    let _ = fs::remove_file(root.join(format!("drafts/2024-{number:02}.toml")));
                }
                Step::Release(number, headline) => {
                    put(root, &format!("archive/2024/2024-{number:02}.toml"), &issue(*number, headline, "丙"));
                }
                Step::Index => drop(indexed(root)),
            }
            let mut finder = open(root, EAGER);
            for word in &words {
                let mut hits: Vec<String> = found(&mut finder, word)
                    .iter()
                    .filter_map(|hit| hit.split(' ').next().map(str::to_owned))
                    .collect();
                hits.sort();
                prop_assert_eq!(hits, naive(root, word), "{} after {:?}", word, step);
            }
        }
    }
}

#[test]
fn the_command_shows_where_and_in_which_words() {
    let folder = workspace_copy();
    let root = folder.path();
    put(
        root,
        "drafts/2024-03.toml",
        &issue(3, "秸秆\\u001b]0;x禁烧", "今年秸秆禁烧巡查 120 次\\u001b[2J"),
    );
    let found = run(root, &["find", "禁烧"]);
    assert_eq!(found.code, 0, "{found:?}");
    let first = found.stdout.lines().next().unwrap();
    assert!(first.starts_with("2024-01-04 第3期　1.1　【民生】"), "{first}");
    assert!(first.contains("[禁烧]") && !found.stdout.contains('\u{1b}'), "{}", found.stdout);
    assert!(found.stdout.contains("drafts/2024-03.toml"));
    let none = run(root, &["find", "没有这样的词"]);
    assert_eq!((none.code, none.stdout.as_str()), (1, "没有找到“没有这样的词”\n"));
    let nothing = run(root, &["find", "“”"]);
    assert_eq!(nothing.code, 2);
    let figures = run(root, &["find", "秸秆禁烧", "--figures", "--format", "csv"]);
    assert!(
        figures.stdout.contains("2024-01-04,2024-03,1.1,人社局,秸秆禁烧巡查,120,次"),
        "{}",
        figures.stdout
    );
    let json = run(root, &["find", "禁烧", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(json["version"], 1);
    let xlsx = run(root, &["find", "禁烧", "-o", "禁烧.xlsx"]);
    assert!(xlsx.code == 0 && root.join("禁烧.xlsx").exists(), "{xlsx:?}");
}

#[test]
fn a_unit_a_column_or_a_time_is_enough_to_look_for() {
    let folder = workspace_copy();
    let root = folder.path();
    put(root, "drafts/2024-03.toml", &issue(3, "秸秆禁烧", "巡查 120 次。"));
    put(root, "drafts/held.toml", &issue(3, "留着的", "走访40户。"));
    let list = |arguments: &[&str]| {
        let run = run(root, &[&["find", "--most", "0", "--format", "csv"], arguments].concat());
        run.stdout.lines().skip(1).map(str::to_owned).collect::<Vec<String>>()
    };
    let all = list(&["--from", "2000"]);
    let of_unit = list(&["--unit", "人社局"]);
    assert!(!of_unit.is_empty() && of_unit.len() < all.len());
    assert!(of_unit.iter().all(|row| row.contains("人社局")), "{of_unit:?}");
    // Those that have a word, and those that have not, are all.
    let with = list(&["巡查", "--unit", "人社局"]);
    let without = list(&["--without", "巡查", "--unit", "人社局"]);
    assert_eq!(with.len() + without.len(), of_unit.len());
    assert!(!with.is_empty() && without.iter().all(|row| !row.contains("巡查")), "{without:?}");
    assert!(of_unit.iter().any(|row| row.contains("留用稿")), "{of_unit:?}");
    assert!(of_unit.iter().all(|row| !row.contains(",held,")), "{of_unit:?}");
    let january = list(&["--from", "2024-01", "--to", "2024-01", "--column", "民生"]);
    assert!(!january.is_empty() && january.iter().all(|row| row.starts_with("2024-01")));
    let shown = run(root, &["find", "--unit", "没有的单位"]);
    assert_eq!((shown.code, shown.stdout.as_str()), (1, "没有找到“没有的单位”\n"));
    assert_eq!(run(root, &["find"]).code, 2);
    assert_eq!(run(root, &["find", "--unit", "人社局", "--figures"]).code, 2, "of what?");
    let mut with = indexed(root);
    let mut without = open(root, FRUGAL);
    let unit = Filter { unit: Some("人社局".to_owned()), ..Filter::default() };
    let everything = |finder: &mut Finder| {
        told(&finder.find(&Query::everything(), &unit, usize::MAX).expect("found"))
    };
    assert_eq!(everything(&mut with), everything(&mut without));
}
