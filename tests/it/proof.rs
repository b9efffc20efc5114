//! The rules on texts, on sentences. `tests/proof/wrong.tsv` says what is to be found where, and in
//! `tests/proof/right.txt` nothing is. `seen.tsv` and `unseen.tsv` are two halves of one collection
//! of sentences on figures; the rules were made with one of them, and the other says how good they
//! are.

#![expect(clippy::print_stdout, reason = "how many are found is what docs/proofreading.md shows")]

use kuaibao::lint::{self, Check, RULES, Rule, Subject};
use kuaibao::source::{Diagnostic, Findings, Level};
use kuaibao::workspace::Entry;

use crate::support::{COVERAGE, YANJIN, entry, root};

#[test]
fn correct_sentences_are_left_alone() {
    let mut shown = vec![];
    for line in lines("right.txt") {
        let (headline, body) = line.split_once(" | ").unwrap_or(("", &line));
        // Some speak of days that an issue of September 2023 cannot know.
        let dated = ["date-after-issue", "wrong-weekday"];
        let findings = findings(&draft(headline, body), &texts());
        let strong = findings.diagnostics.iter();
        let strong = strong.filter(|d| d.level != Level::Hint && !dated.contains(&d.code));
        shown.extend(strong.map(|d| {
            format!("{} {}: {}\n    {line}", d.code, findings.source.slice(d.span), d.message)
        }));
    }
    assert!(shown.is_empty(), "{}", shown.join("\n"));
}

#[test]
fn slips_are_found_at_their_place() {
    let mut wrong = vec![];
    for line in lines("wrong.tsv") {
        let (codes, marked) = line.split_once('\t').expect("codes and a sentence");
        let expected: Vec<&str> =
            marked.split('⟦').skip(1).map(|part| part.split('⟧').next().expect("an end")).collect();
        let plain = marked.replace(['⟦', '⟧'], "");
        let (headline, body) = plain.split_once(" | ").unwrap_or(("", &plain));
        for code in codes.split(' ') {
            let rule = lint::rules::find(code).expect("a rule");
            let findings = findings(&draft(headline, body), &[rule]);
            let found: Vec<&str> =
                findings.diagnostics.iter().map(|d| findings.source.slice(d.span)).collect();
            if found != expected {
                wrong.push(format!("{code}: {marked}: {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is found of the sentences to report, of how many, and the silent ones that are reported.
fn tried(name: &str) -> (usize, usize, Vec<String>) {
    let (mut found, mut all, mut alarms) = (0, 0, vec![]);
    for line in lines(name) {
        let parts: Vec<&str> = line.split('\t').collect();
        let [_, expected, stretch, text] = parts[..] else { panic!("{line}") };
        let entry = draft("", text);
        let findings = findings(&entry, &texts());
        let source = findings.source.text();
        let dated = |d: &&Diagnostic| d.code == "date-after-issue" || d.message.contains("2023年");
        let all_found = findings.diagnostics.iter();
        let strong = || all_found.clone().filter(|d| d.level != Level::Hint && !dated(d));
        if expected == "silent" {
            alarms.extend(strong().map(|d| format!("{} {}\n    {text}", d.code, d.message)));
            continue;
        }
        let start = source.find(text).expect("the sentence")
            + text.find(stretch).expect("a part of the sentence");
        let touches = |d: &&Diagnostic| {
            d.span.start < start + stretch.len() && start < d.span.end.max(d.span.start + 1)
        };
        all += 1;
        found += usize::from(strong().any(|d| touches(&d)));
    }
    (found, all, alarms)
}

#[test]
fn statements_that_contradict_themselves_are_found_and_others_are_not_reported() {
    for (name, least) in [
        ("seen.tsv", 95),
        ("unseen.tsv", 80),
        ("officials.tsv", 75),
        ("papers.tsv", 75),
        ("sectors.tsv", 80),
        ("counties.tsv", 80),
        ("offices.tsv", 85),
    ] {
        let (found, all, alarms) = tried(name);
        println!("{name}: {found} of {all} found, {} false", alarms.len());
        assert!(alarms.is_empty(), "{name}: {}", alarms.join("\n"));
        assert!(found * 100 >= all * least, "{name}: {found} of {all}");
    }
}

/// Every rule that looks at printed texts, and the one that compares headline and body.
fn texts() -> Vec<&'static Rule> {
    let of_text = |rule: &&&Rule| {
        matches!(rule.check, Check::Prose(_)) || rule.code == "headline-figure-mismatch"
    };
    RULES.iter().filter(of_text).copied().collect()
}

/// The lines of a file of sentences that are not comments.
fn lines(name: &str) -> Vec<String> {
    let path = root().join("tests/proof").join(name);
    let text = std::fs::read_to_string(path).expect("a file of sentences");
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(str::to_owned).collect()
}

/// An item of an issue of 22 September 2023; nothing in the texts needs escapes.
fn draft(headline: &str, body: &str) -> Entry {
    assert!(!body.contains(['\\']) && !body.contains("\'\'\'"), "{body}");
    let text = format!(
        "number = 43\ndate = 2023-09-22\n[[column]]\nname = \"栏目\"\n[[column.item]]\n\
         headline = '{headline}'\nbody = '''\n{body}\n'''\ncredits = [\"供销社\"]\n"
    );
    entry("drafts/2023-43.toml", &text)
}

fn findings(entry: &Entry, rules: &[&'static Rule]) -> Findings {
    lint::check_with(&Subject::new(entry, &YANJIN, &COVERAGE), rules)
}
