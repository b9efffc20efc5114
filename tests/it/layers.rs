//! The folders of `src/` are layers: each uses folders of lower rank only.

use crate::circles;
use crate::support::{root, sources};

/// The folders by rank; `src/lib.rs` shows the same table.
const RANKS: &[(u8, &[&str])] = &[
    (9, &["cli"]),
    (8, &["desk"]),
    (7, &["office"]),
    (6, &["export"]),
    (5, &["lint", "import"]),
    (4, &["typeset", "score", "search"]),
    (3, &["bulletin", "workspace"]),
    (2, &["draft", "report", "config"]),
    (1, &["source", "zh"]),
];

/// A longer file is split by topic.
const MOST_LINES: usize = 400;

#[test]
fn folders_use_folders_of_lower_rank_only() {
    let mut wrong = vec![];
    for (path, text) in sources() {
        // `lib.rs` and `main.rs` stand above the layers.
        let Some(folder) = folder_of(&path) else { continue };
        for (line, used) in uses(&code(&text), module_depth(&path)) {
            if used != folder && rank(&used) >= rank(folder) {
                wrong.push(format!("{path}:{line}: {folder} uses {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_folder_has_a_rank_and_the_crate_shows_it() {
    let mut folders: Vec<String> =
        sources().iter().filter_map(|(path, _)| folder_of(path)).map(str::to_owned).collect();
    folders.dedup();
    let mut ranked: Vec<&str> = RANKS.iter().flat_map(|(_, folders)| *folders).copied().collect();
    ranked.sort_unstable();
    assert_eq!(folders, ranked);

    // Right of the folders, in a column of its own, stands what they are for.
    let shown = std::fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let purposes = shown.lines().find_map(|line| line.find("commands:")).unwrap();
    for (rank, folders) in RANKS {
        let row = shown.lines().find(|line| line.starts_with(&format!("//! {rank}  ")));
        let row = row.unwrap_or_else(|| panic!("src/lib.rs shows no rank {rank}"));
        let names: Vec<&str> = row[6..purposes].split_whitespace().collect();
        assert_eq!(names, *folders, "rank {rank} in src/lib.rs");
    }
}

#[test]
fn only_the_output_module_prints() {
    let macros = ["println!", "print!", "eprintln!", "eprint!", "dbg!"];
    let wrong = places(&macros, |code| code);
    assert!(wrong.is_empty(), "write by cli/output.rs instead:\n{}", wrong.join("\n"));
}

/// What only a face may know: that there is a terminal, an environment, a clock on the wall.
#[test]
fn no_face_shows_below_the_faces() {
    let words = [
        "println!",
        "print!",
        "stderr",
        "stdout",
        "stdin",
        "anstream",
        "indicatif",
        "terminal_size",
        "std::env",
        "Local::now",
        "Utc::now",
        "SystemTime::now",
        "clap",
    ];
    let faces = RANKS[0].1;
    let wrong: Vec<String> = places(&words, without_tests)
        .into_iter()
        .filter(|place| folder_of(place).is_some_and(|folder| !faces.contains(&folder)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_of_a_folder_use_each_other_in_one_direction() {
    let circles = circles::of(&sources());
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

#[test]
fn nothing_is_unwrapped_outside_of_tests() {
    let wrong = places(&[".unwrap()"], without_tests);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_file_is_longer_than_a_sitting() {
    let long: Vec<String> = sources()
        .iter()
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > MOST_LINES)
        .map(|(path, lines)| format!("{path}: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

/// The scanner itself, on what it must and must not see.
#[test]
fn uses_are_seen_wherever_they_stand() {
    let cases: [(&str, &[&str]); 9] = [
        ("use crate::source::Span;", &["source"]),
        ("pub use crate :: source;", &["source"]),
        ("use crate::{lint, report::{self, json}};", &["lint", "report"]),
        ("fn f() { crate::zh::date::written(d) }", &["zh"]),
        ("pub(crate) fn f() {}", &[]),
        ("// crate::lint\nlet a = \"crate::lint\";", &[]),
        ("let q = '\"'; crate::zh::x(); let r = '\"';", &["zh"]),
        ("use super::super::typeset;", &["typeset"]),
        ("use super::rules;", &[]),
    ];
    for (text, expected) in cases {
        let found: Vec<String> = uses(&code(text), 2).into_iter().map(|(_, used)| used).collect();
        assert_eq!(found, expected, "{text}");
    }
}

fn rank(folder: &str) -> u8 {
    let row = RANKS.iter().find(|(_, folders)| folders.contains(&folder));
    row.unwrap_or_else(|| panic!("“{folder}” has no rank")).0
}

/// The folder of `src/` that a file is in.
fn folder_of(path: &str) -> Option<&str> {
    path.strip_prefix("src/")?.split_once('/').map(|(folder, _)| folder)
}

/// How many modules deep a file is: 1 for `src/lint/mod.rs`, 2 for `src/lint/suppress.rs`.
pub(crate) fn module_depth(path: &str) -> usize {
    path.matches('/').count() - usize::from(path.ends_with("/mod.rs"))
}

/// The modules at the root of the crate that code names, with the line; `depth` is that of the
/// file, so that a chain of `super` that leads up to the root is seen as well.
fn uses(code: &str, depth: usize) -> Vec<(usize, String)> {
    let tokens = tokens(code);
    let word = |at: usize| tokens.get(at).map_or("", |(_, token)| *token);
    let tests = tokens.iter().position(|(_, token)| *token == "tests").unwrap_or(tokens.len());
    let mut found = vec![];
    let mut at = 0;
    while at < tokens.len() {
        let start = at;
        let mut supers = 0;
        while word(at) == "super" && word(at + 1) == "::" {
            supers += 1;
            at += 2;
        }
        // A module of tests at the foot of the file is one deeper.
        let to_root = depth + usize::from(start > tests);
        let from_root = supers > 0 && supers == to_root;
        if word(at) == "crate" && word(at + 1) == "::" {
            at += 2;
        } else if !from_root {
            at = at.max(start + 1);
            continue;
        }
        if word(at) != "{" {
            found.push((tokens[start].0, word(at).to_owned()));
            continue;
        }
        let mut nested = 0;
        while at < tokens.len() {
            match word(at) {
                "{" => nested += 1,
                "}" => nested -= 1,
                _ => {}
            }
            if nested == 0 {
                break;
            }
            if nested == 1 && matches!(word(at), "{" | ",") && word(at + 1) != "}" {
                found.push((tokens[at + 1].0, word(at + 1).to_owned()));
            }
            at += 1;
        }
    }
    found
}

/// Words, `::` and single marks, with their lines.
pub(crate) fn tokens(code: &str) -> Vec<(usize, &str)> {
    let mut found = vec![];
    let mut line = 1;
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let in_word = |c: char| c.is_alphanumeric() || c == '_';
        let length = match c {
            _ if in_word(c) => rest.find(|c| !in_word(c)).unwrap_or(rest.len()),
            ':' if rest.starts_with("::") => 2,
            _ => c.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        if !c.is_whitespace() {
            found.push((line, token));
        }
        line += usize::from(c == '\n');
        rest = after;
    }
    found
}

/// Places of some words in the code of all files.
fn places(words: &[&str], part: fn(&str) -> &str) -> Vec<String> {
    let mut found = vec![];
    for (path, text) in sources() {
        let code = code(&text);
        for (index, line) in part(&code).lines().enumerate() {
            if let Some(word) = words.iter().find(|word| line.contains(**word)) {
                found.push(format!("{path}:{}: {word}", index + 1));
            }
        }
    }
    found
}

/// The part of a file before its tests, which stand at its foot.
pub(crate) fn without_tests(code: &str) -> &str {
    code.split_once("cfg(test)]").map_or(code, |(before, _)| before)
}

/// Rust text with comments and the insides of strings blanked; lines stay where they are.
pub(crate) fn code(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = blank_length(rest, out.chars().last());
        if length > 0 {
            out.extend(rest[..length].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            rest = &rest[length..];
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// Bytes of the comment, string or character that text begins with; 0 when it begins with none.
fn blank_length(text: &str, before: Option<char>) -> usize {
    let until = |end: &str| text.find(end).unwrap_or(text.len());
    if text.starts_with("//") {
        return until("\n");
    }
    if text.starts_with("/*") {
        return (until("*/") + 2).min(text.len());
    }
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let hashes = text[1.min(text.len())..].bytes().take_while(|byte| *byte == b'#').count();
    if text.starts_with('r') && !in_word && text[1 + hashes..].starts_with('"') {
        let end = format!("\"{}", "#".repeat(hashes));
        let body = &text[2 + hashes..];
        return 2 + hashes + body.find(&end).map_or(body.len(), |at| at + end.len());
    }
    let quote = match text.chars().next() {
        Some('"') => '"',
        // A character, not a lifetime: 'a' or '\n'.
        Some('\'') if text[1..].starts_with('\\') => '\'',
        Some('\'') if text[1..].chars().nth(1) == Some('\'') => '\'',
        _ => return 0,
    };
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}
