//! What was found in an issue.

use serde::Serialize;

use super::{Field, Id, Key};

/// Where a finding stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(in crate::desk) struct Finding {
    /// The same as long as the finding is.
    pub(in crate::desk) key: String,
    pub(in crate::desk) code: String,
    pub(in crate::desk) level: Level,
    pub(in crate::desk) message: String,
    pub(in crate::desk) help: Option<String>,
    pub(in crate::desk) item: Option<Id>,
    pub(in crate::desk) column: Option<Id>,
    /// 2.5 for people.
    pub(in crate::desk) number: Option<String>,
    pub(in crate::desk) field: Option<Field>,
    /// Of the issue itself: where it is changed.
    pub(in crate::desk) entry: Option<Key>,
    /// Whether it is about the item's units,
    pub(in crate::desk) credits: bool,
    /// and the one that the roster does not have.
    pub(in crate::desk) unknown: Option<String>,
    /// In the field's text, in characters of JavaScript.
    pub(in crate::desk) start: u32,
    pub(in crate::desk) end: u32,
    /// In the file, from 1.
    pub(in crate::desk) line: u32,
    pub(in crate::desk) character: u32,
    /// In the file, in characters of JavaScript.
    pub(in crate::desk) file_start: u32,
    pub(in crate::desk) file_end: u32,
    pub(in crate::desk) fix: Option<String>,
    pub(in crate::desk) safe: bool,
    /// Whether a comment can allow it.
    pub(in crate::desk) allowable: bool,
    pub(in crate::desk) labels: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "lowercase"))]
#[serde(rename_all = "lowercase")]
pub(in crate::desk) enum Level {
    Error,
    Warning,
    Hint,
}

/// What was found in an issue.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(in crate::desk) struct Found {
    #[cfg_attr(test, ts(type = "number"))]
    pub(in crate::desk) version: u64,
    pub(in crate::desk) findings: Vec<Finding>,
    /// What must be done before the issue can be printed, in one line; empty when nothing.
    pub(in crate::desk) before_printing: String,
    /// And before the proof.
    pub(in crate::desk) before_proof: String,
}
