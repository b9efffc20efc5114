//! The rules on texts, on sentences: `tests/proof/wrong.tsv` says what is to be found where, and
//! in `tests/proof/right.txt` nothing is.

use kuaibao::lint::{self, Check, RULES, Rule, Subject};
use kuaibao::source::Findings;
use kuaibao::workspace::Entry;

use crate::support::{COVERAGE, YANJIN, entry, root};

#[test]
fn correct_sentences_are_left_alone() {
    let text = read("right.txt");
    let sentences: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(sentences.len() >= 150);
    let body = sentences.join("\n\n");
    let findings = findings(&draft(&body), &texts());
    let shown: Vec<String> = findings
        .diagnostics
        .iter()
        .map(|d| format!("{} {}: {}", d.code, findings.source.slice(d.span), d.message))
        .collect();
    assert!(shown.is_empty(), "{}", shown.join("\n"));
}

#[test]
fn slips_are_found_at_their_place() {
    let text = read("wrong.tsv");
    let cases: Vec<(&str, &str)> = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_once('\t').expect("a code and a sentence"))
        .collect();
    assert!(cases.len() >= 120);
    let mut wrong = vec![];
    for (code, marked) in cases {
        let rule = lint::rules::find(code).expect("a rule");
        let expected: Vec<&str> =
            marked.split('⟦').skip(1).map(|part| part.split('⟧').next().expect("an end")).collect();
        let entry = draft(&marked.replace(['⟦', '⟧'], ""));
        let findings = findings(&entry, &[rule]);
        let found: Vec<&str> =
            findings.diagnostics.iter().map(|d| findings.source.slice(d.span)).collect();
        if found != expected {
            wrong.push(format!("{code}: {marked}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every rule that looks at printed texts one by one, without those on settings.
fn texts() -> Vec<&'static Rule> {
    RULES.iter().copied().filter(|rule| matches!(rule.check, Check::Prose(_))).collect()
}

fn read(name: &str) -> String {
    std::fs::read_to_string(root().join("tests/proof").join(name)).expect("a file of sentences")
}

/// A draft with the text as its one body; nothing in the text needs escapes.
fn draft(body: &str) -> Entry {
    assert!(!body.contains(['\\']) && !body.contains("'''"), "{body}");
    entry("drafts/2024-09.toml", &format!("[[column]]\n[[column.item]]\nbody = '''\n{body}\n'''\n"))
}

fn findings(entry: &Entry, rules: &[&'static Rule]) -> Findings {
    lint::check_with(&Subject::new(entry, &YANJIN, &COVERAGE), rules)
}
