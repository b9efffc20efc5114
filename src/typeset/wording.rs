//! The words that a page adds to the text of a draft, as templates receive them.

use serde::Serialize;

use crate::bulletin::words;

/// What a page adds to the text of a draft, for templates to put where they want it.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Words {
    note: &'static str,
    report: &'static str,
    send: &'static str,
    distribution: &'static str,
    distribution_short: &'static str,
    editor: &'static str,
    reviewer: &'static str,
    approver: &'static str,
    correction: &'static str,
    contents: &'static str,
    proof: &'static str,
    marked: &'static str,
    fingerprint: &'static str,
}

pub(super) const WORDS: Words = Words {
    note: words::NOTE,
    report: words::REPORT,
    send: words::SEND,
    distribution: words::DISTRIBUTION,
    distribution_short: words::DISTRIBUTION_SHORT,
    editor: words::ROLES[0],
    reviewer: words::ROLES[1],
    approver: words::ROLES[2],
    correction: words::CORRECTION,
    contents: words::CONTENTS,
    proof: words::PROOF,
    marked: words::MARKED,
    fingerprint: words::FINGERPRINT,
};
