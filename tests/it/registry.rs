//! The list of rules, their documents, their fixtures and the codes in the sources agree.

use std::collections::BTreeSet;

use kuaibao::draft::write::{self, ItemText};
use kuaibao::lint::{Check, RULES, Rule, rules};

use crate::support::{YANJIN, check_text, root, sources};

#[test]
fn rules_are_sorted_by_code_and_unique() {
    let codes: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
    let sorted: BTreeSet<&str> = codes.iter().copied().collect();
    assert_eq!(codes, sorted.into_iter().collect::<Vec<_>>());
}

#[test]
fn codes_are_kebab_case_and_name_the_bad_pattern() {
    for rule in RULES {
        let plain = rule.code.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        });
        assert!(plain, "{}", rule.code);
        let judging = ["check-", "no-", "invalid-"];
        assert!(!judging.iter().any(|start| rule.code.starts_with(start)), "{}", rule.code);
    }
}

#[test]
fn every_rule_is_documented() {
    for rule in RULES {
        assert!(!rule.summary.trim().is_empty(), "{}", rule.code);
        assert!(!rule.summary.ends_with('。'), "{}: a summary is a phrase", rule.code);
        assert!(rule.docs.trim().chars().count() >= 15, "{}", rule.code);
        assert!(rule.docs.ends_with('。') || rule.docs.ends_with('）'), "{}", rule.code);
    }
}

/// The text of a draft with a text in one of its places.
fn draft_with(headline: &str, body: &str, credit: &str) -> String {
    let item = write::item(&ItemText {
        headline,
        body,
        credits: &[credit.to_owned()],
        ..ItemText::default()
    });
    format!(
        "number = 99\ndate = 2023-09-22\n\n[[column]]\nname = \"民生保障\"\n\n{item}\n[signoff]\neditor = \"李勉\"\n"
    )
}

#[test]
fn each_example_is_found_by_its_rule_and_shown() {
    let mut missed = vec![];
    for rule in RULES {
        for example in rule.examples {
            assert!(rule.docs.contains(example), "{}: “{example}” is not shown", rule.code);
            let others = ("县财政局工作有序推进", "各项工作有序推进。", "财政局");
            let places = [
                draft_with(others.0, example, others.2),
                draft_with(others.0, &format!("{example}。"), others.2),
                draft_with(example, others.1, others.2),
                draft_with(others.0, others.1, example),
            ];
            let found = places.iter().any(|text| {
                let findings = check_text(&YANJIN, "drafts/2023-99.toml", text);
                findings.diagnostics.iter().any(|found| found.code == rule.code)
            });
            if !found {
                missed.push(format!("{}: “{example}”", rule.code));
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// Rules on pages are tried on templates with a fault, in `layout.rs`.
#[test]
fn every_rule_has_a_fixture_and_every_fixture_a_rule() {
    let fixtures = |extension: &str| -> BTreeSet<String> {
        std::fs::read_dir(root().join("tests/rules"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|found| found == extension))
            .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
            .collect()
    };
    let (on_pages, on_drafts): (Vec<&Rule>, Vec<&Rule>) =
        RULES.iter().partition(|rule| matches!(rule.check, Check::Pages(_)));
    let codes: BTreeSet<String> = on_drafts.iter().map(|rule| rule.code.to_owned()).collect();
    assert_eq!(fixtures("toml"), codes);
    assert_eq!(fixtures("snap"), codes);
    let layout = include_str!("layout.rs");
    for rule in on_pages {
        assert!(layout.contains(&format!("\"{}\"", rule.code)), "{} in layout.rs", rule.code);
    }
}

#[test]
fn every_code_in_the_sources_is_a_rule() {
    let mut used = BTreeSet::new();
    for (path, text) in sources() {
        for call in ["Diagnostic::error(", "Diagnostic::new("] {
            for (at, _) in text.match_indices(call) {
                let argument = text[at + call.len()..].trim_start();
                let Some(code) = argument.strip_prefix('"').and_then(|a| a.split('"').next())
                else {
                    continue;
                };
                // `Diagnostic::at` leaves code and level to the rule's sink.
                if !code.is_empty() {
                    assert!(rules::find(code).is_some(), "{path}: “{code}” is no rule");
                    used.insert(code.to_owned());
                }
            }
        }
    }
    // The search finds something: what is found while reading is named by such strings only.
    for rule in RULES.iter().filter(|rule| matches!(rule.check, Check::Reading)) {
        let by_rule = ["unknown-rule"].contains(&rule.code);
        assert!(by_rule || used.contains(rule.code), "{} is never reported", rule.code);
    }
}
