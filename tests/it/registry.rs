//! The list of rules, their documents, their fixtures and the codes in the sources agree.

use std::collections::BTreeSet;

use kuaibao::lint::{Check, RULES, Rule, rules};

use crate::support::{root, sources};

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
