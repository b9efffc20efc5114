//! Signing, what changed, and proofs that came back.

use serde::Serialize;

/// Words with what became of them.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(in crate::desk) struct Stretch {
    pub(in crate::desk) old: String,
    pub(in crate::desk) new: String,
}

/// A change that a proof asks for that came back.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(in crate::desk) struct Proposal {
    pub(in crate::desk) number: String,
    pub(in crate::desk) what: String,
    pub(in crate::desk) headline: String,
    /// In both where they are the same.
    pub(in crate::desk) stretches: Vec<Stretch>,
}

/// A proof that came back.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(in crate::desk) struct Returned {
    /// Of all this: to be given back with what is accepted.
    pub(in crate::desk) shown: String,
    pub(in crate::desk) changes: Vec<Proposal>,
    pub(in crate::desk) remarks: Vec<String>,
    /// What has no place in the draft.
    pub(in crate::desk) left: Vec<Stray>,
    /// What is to be said of signatures, once a change is taken over.
    pub(in crate::desk) voids: Option<String>,
}

/// Something of a proof that has no place in the draft.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(in crate::desk) struct Stray {
    pub(in crate::desk) text: String,
    /// Where it stood, and why it has none.
    pub(in crate::desk) from: String,
}

/// A change in words.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(in crate::desk) struct Told {
    pub(in crate::desk) head: String,
    pub(in crate::desk) lines: Vec<String>,
}

/// What was done with an issue so far.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(in crate::desk) struct Story {
    pub(in crate::desk) events: Vec<String>,
    /// Of what it now says; nothing without a date.
    pub(in crate::desk) fingerprint: Option<String>,
    /// Who has signed as each of the three, bound to what it said.
    pub(in crate::desk) signed: [Option<String>; 3],
    /// Whose signatures are of something else than what it now says.
    pub(in crate::desk) void: [bool; 3],
    /// What it is compared with; nothing when there is nothing.
    pub(in crate::desk) against: Option<String>,
    pub(in crate::desk) changes: Vec<Told>,
}
