//! How far the checker can be trusted: single slips of each kind, by the thousand, and the part of
//! them that is reported; harmless edits, and the alarms they raise. The tables are in
//! `docs/proofreading.md`:
//!
//! ```sh
//! SLIPS=150 cargo test --release --test it trust -- --nocapture
//! ```

#![expect(clippy::print_stdout, reason = "the tables are what docs/proofreading.md shows")]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use kuaibao::lint::{self, Subject};
use kuaibao::source::Level;
use kuaibao::workspace::{Entry, Workspace};

use crate::slips::{HARMLESS, Kind, Piece, SLIPS};
use crate::support::{COVERAGE, Chance, drafts, workspace};

/// Slips of each kind, unless the environment wants more.
const EACH: usize = 20;

/// What is told of the five issues as they are, and rightly so: see the table in
/// `docs/proofreading.md`.
const DESERVED: &[(&str, &str)] = &[
    ("hyphen-range", "4万-5万亩"),
    ("missing-area-unit", "221970平方"),
    ("missing-money-unit", "21.4亿"),
    ("unround-approximation", "13余场"),
    ("doubtful-word", "乡镇（镇"),
    ("mixed-numerals", "“两个村”与"),
];

/// A finding without its place.
type Told = (&'static str, Level, String);

fn pieces(workspace: &Workspace) -> Vec<Piece> {
    let mut all = vec![];
    for entry in drafts(workspace) {
        for column in &entry.draft.column {
            for item in &column.item {
                let text = |text: &Option<kuaibao::source::Spanned<String>>| {
                    text.as_ref().unwrap().trim().to_owned()
                };
                let credits = item.credits.as_ref().unwrap().iter().map(|c| c.value.clone());
                all.push(Piece {
                    path: entry.source.path().to_string_lossy().into_owned(),
                    number: entry.draft.number().unwrap(),
                    date: entry.draft.date().unwrap().to_string(),
                    column: text(&column.name),
                    headline: text(&item.headline),
                    body: text(&item.body),
                    credits: credits.collect(),
                    distribution: None,
                });
            }
        }
    }
    assert_eq!(all.len(), 39);
    all
}

fn told(workspace: &Workspace, piece: &Piece) -> Vec<Told> {
    let text = piece.draft();
    let entry = Entry::read(piece.path.as_ref(), text.clone().into_bytes(), text.len() as u64);
    let findings = lint::check(&Subject::new(&entry, workspace, &COVERAGE));
    findings.diagnostics.into_iter().map(|d| (d.code, d.level, d.message)).collect()
}

/// What is told of a piece that was not told of the one it was made from.
fn news(workspace: &Workspace, before: &[Told], piece: &Piece) -> Vec<Told> {
    let mut known = before.to_vec();
    let mut new = vec![];
    for finding in told(workspace, piece) {
        match known.iter().position(|other| *other == finding) {
            Some(at) => drop(known.swap_remove(at)),
            None => new.push(finding),
        }
    }
    new
}

/// So many of all the ways to make this kind of edit, chosen by chance; each with the index of the
/// piece it was made from.
fn sample(kind: &Kind, pieces: &[Piece], count: usize) -> Vec<(usize, Piece)> {
    let seed = kind.name.bytes().fold(2024, |seed, b| seed * 31 % 1_000_003 + u64::from(b));
    let mut chance = Chance::new(seed);
    let mut all: Vec<(usize, Piece)> = vec![];
    // Kinds with a chance of their own make others each time.
    for _ in 0..count.div_ceil(pieces.len()) {
        for (index, piece) in pieces.iter().enumerate() {
            all.extend((kind.make)(piece, &mut chance).into_iter().map(|made| (index, made)));
        }
        let few = all.len() >= count;
        if few {
            break;
        }
    }
    for at in 0..all.len() {
        let other = at + chance.below(all.len() - at);
        all.swap(at, other);
    }
    all.dedup();
    all.truncate(count);
    all
}

fn count() -> usize {
    std::env::var("SLIPS").ok().and_then(|count| count.parse().ok()).unwrap_or(EACH)
}

#[test]
fn slips_of_the_sure_kinds_are_reported() {
    let workspace = workspace();
    let pieces = pieces(&workspace);
    let before: Vec<Vec<Told>> = pieces.iter().map(|piece| told(&workspace, piece)).collect();
    let mut table = "| 差错 | 试了 | 查出 | | 规则 |\n|---|--:|--:|--:|---|\n".to_owned();
    let (mut low, mut misses) = (vec![], String::new());
    for kind in SLIPS {
        let made = sample(kind, &pieces, count());
        let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
        let (mut found, mut missed) = (0, None);
        for (origin, piece) in &made {
            let new = news(&workspace, &before[*origin], piece);
            match new.first() {
                Some(_) => found += 1,
                None => missed = missed.or(Some((origin, piece))),
            }
            let mut of_piece: Vec<&str> = new.iter().map(|(code, ..)| *code).collect();
            of_piece.sort_unstable();
            of_piece.dedup();
            of_piece.into_iter().for_each(|code| *codes.entry(code).or_default() += 1);
        }
        let mut codes: Vec<(&str, usize)> = codes.into_iter().collect();
        codes.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        let codes: Vec<String> =
            codes.iter().take(3).map(|(code, _)| format!("`{code}`")).collect();
        let part = found * 100 / made.len().max(1);
        let sure = if kind.floor.is_some() { "" } else { "（不保证）" };
        let row = (kind.name, made.len(), found, part, codes.join("、"));
        writeln!(table, "| {}{sure} | {} | {} | {}% | {} |", row.0, row.1, row.2, row.3, row.4)
            .unwrap();
        assert!(!made.is_empty(), "{}", kind.name);
        if let Some((origin, piece)) = missed {
            let difference = difference(&pieces[*origin], piece);
            writeln!(misses, "{}: {difference}", kind.name).unwrap();
        }
        if kind.floor.is_some_and(|floor| (part as u32) < floor) {
            low.push(kind.name);
        }
    }
    println!("{table}\nNot reported, for example:\n{misses}");
    assert!(low.is_empty(), "{}", low.join("\n"));
}

/// What was changed, with a little around it.
fn difference(before: &Piece, after: &Piece) -> String {
    let (old, new): (Vec<char>, Vec<char>) =
        (before.draft().chars().collect(), after.draft().chars().collect());
    let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let around =
        |text: &[char]| text.iter().skip(same.saturating_sub(12)).take(40).collect::<String>();
    format!("“{}” → “{}”", around(&old), around(&new))
}

#[test]
fn harmless_edits_raise_hardly_any_alarm() {
    let workspace = workspace();
    let pieces = pieces(&workspace);
    let before: Vec<Vec<Told>> = pieces.iter().map(|piece| told(&workspace, piece)).collect();
    let mut table =
        "| 改动 | 试了 | 字数 | 错误、警告 | 提示 |\n|---|--:|--:|--:|--:|\n".to_owned();
    let (mut characters, mut alarms, mut seen) = (0, 0, vec![]);
    for kind in HARMLESS {
        let made = sample(kind, &pieces, count());
        let (mut length, mut grave, mut hints) = (0, 0, 0);
        for (origin, piece) in &made {
            length += piece.body.chars().count();
            // Unchanged text is measured by all that is told of it.
            let known: &[Told] = if kind.name == "原样" { &[] } else { &before[*origin] };
            for (code, level, message) in news(&workspace, known, piece) {
                if DESERVED.iter().any(|(known, part)| *known == code && message.contains(part)) {
                    continue;
                }
                let alarm = level != Level::Hint;
                (grave, hints) = (grave + usize::from(alarm), hints + usize::from(!alarm));
                if alarm || !known.is_empty() {
                    seen.push(format!("{}: {code} {message} in {}", kind.name, piece.body));
                }
            }
        }
        let row = (kind.name, made.len(), length, grave, hints);
        writeln!(table, "| {} | {} | {} | {} | {} |", row.0, row.1, row.2, row.3, row.4).unwrap();
        characters += length;
        alarms += grave;
    }
    println!("{table}\n{alarms} alarms in {characters} characters\n{}", seen.join("\n"));
    assert!(alarms * 10_000 <= characters, "{alarms} in {characters}\n{}", seen.join("\n"));
}
