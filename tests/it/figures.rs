//! The rules on figures and numerals, on sentences that are right and on sentences that are not.
//!
//! `tests/proof/clean.txt` holds sentences in the manner of bulletins of many places, one a line;
//! none of them may be reported. `tests/proof/wrong.txt` holds slips: codes, a tab, the sentence
//! with ⟦⟧ round what must be reported.

use std::collections::BTreeSet;

use kuaibao::lint::{self, RULES, Rule, Subject};
use kuaibao::source::Findings;

use crate::support::{COVERAGE, ISSUES, YANJIN, entry, issue, root};

/// The rules that these sentences try.
const CODES: &[&str] = &[
    "backward-range",
    "date-after-issue",
    "day-count-mismatch",
    "decrease-in-times",
    "digit-with-thousand",
    "doubled-approximation",
    "growth-mismatch",
    "headline-figure-mismatch",
    "hyphen-range",
    "impossible-date",
    "list-count-mismatch",
    "missing-area-unit",
    "missing-leading-zero",
    "missing-money-unit",
    "mixed-numerals",
    "mixed-scale",
    "one-sided-range",
    "part-exceeds-whole",
    "percent-for-points",
    "share-mismatch",
    "sum-mismatch",
    "sum-shortfall",
    "two-digit-year",
    "unround-approximation",
    "wrong-cutoff",
    "wrong-weekday",
    "wrong-zero",
];

#[test]
fn right_sentences_are_left_alone() {
    let mut false_alarms = vec![];
    for line in lines("clean.txt") {
        let (headline, body) = line.split_once(" | ").unwrap_or(("", &line));
        for (code, part, message) in reported(headline, body) {
            false_alarms.push(format!("{code} “{part}” {message}\n    {line}"));
        }
    }
    assert!(
        false_alarms.is_empty(),
        "{} false alarms\n{}",
        false_alarms.len(),
        false_alarms.join("\n")
    );
}

#[test]
fn slips_are_reported_at_their_place() {
    let mut wrong = vec![];
    for line in lines("wrong.txt") {
        let (codes, marked) = line.split_once('\t').unwrap();
        let expected: BTreeSet<&str> = codes.split(' ').collect();
        let (before, rest) = marked.split_once('⟦').unwrap();
        let (slip, after) = rest.split_once('⟧').unwrap();
        let plain = format!("{before}{slip}{after}");
        let (headline, body) = plain.split_once(" | ").unwrap_or(("", &plain));
        let found = reported(headline, body);
        let found_codes: BTreeSet<&str> = found.iter().map(|(code, ..)| *code).collect();
        let placed = found.iter().all(|(_, part, _)| part == slip);
        if found_codes != expected || !placed {
            let found: Vec<_> =
                found.iter().map(|(code, part, _)| format!("{code}“{part}”")).collect();
            wrong.push(format!("{marked}\n    expected {codes}, found {}", found.join(" ")));
        }
    }
    assert!(wrong.is_empty(), "{} slips\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_rule_on_figures_is_tried_by_several_slips() {
    let slips = lines("wrong.txt");
    for code in CODES {
        let tried = slips.iter().filter(|line| line.split(['\t', ' ']).any(|word| word == *code));
        assert!(tried.count() >= 3, "{code}");
    }
}

/// What the rules say on the five real issues, as the drafts have them.
#[test]
fn the_five_issues_have_only_the_slips_that_were_printed() {
    let mut found = vec![];
    for name in ISSUES {
        let entry = issue(name);
        let findings = lint::check_with(&subject(entry), &rules());
        found.extend(findings.diagnostics.iter().map(|diagnostic| {
            let part = findings.source.slice(diagnostic.span);
            format!("{name} {} {part}", diagnostic.code)
        }));
    }
    assert_eq!(
        found,
        [
            "2023-13 unround-approximation 13余场",
            "2023-13 missing-area-unit 221970平方",
            "2023-13 mixed-numerals 两个",
            "2023-13 hyphen-range 4万-5万亩",
            "2023-41 missing-money-unit 21.4亿",
        ]
    );
}

fn rules() -> Vec<&'static Rule> {
    RULES.iter().copied().filter(|rule| CODES.contains(&rule.code)).collect()
}

fn subject(entry: &'static kuaibao::workspace::Entry) -> Subject<'static> {
    Subject::new(entry, &YANJIN, &COVERAGE)
}

/// The lines of a file of sentences that are not comments.
fn lines(name: &str) -> Vec<String> {
    let path = root().join("tests/proof").join(name);
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(str::to_owned).collect()
}

/// Code, reported text and message of all findings on an item of an issue of 22 September 2023.
fn reported(headline: &str, body: &str) -> Vec<(&'static str, String, String)> {
    let text = format!(
        "number = 43\ndate = 2023-09-22\n[[column]]\nname = \"栏目\"\n[[column.item]]\n\
         headline = '{headline}'\nbody = '{body}'\ncredits = [\"供销社\"]\n"
    );
    let entry = entry("drafts/2023-43.toml", &text);
    let subject = Subject::new(&entry, &YANJIN, &COVERAGE);
    let findings: Findings = lint::check_with(&subject, &rules());
    assert!(entry.found.is_empty(), "{body}: {:?}", entry.found);
    let slice = |span| findings.source.slice(span).to_owned();
    findings.diagnostics.iter().map(|d| (d.code, slice(d.span), d.message.clone())).collect()
}
