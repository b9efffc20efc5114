//! Submissions, items kept for later, and what came of longer jobs.

use serde::Serialize;

/// A submission as it was recognized.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(in crate::desk) struct Submission {
    /// By which it is filed.
    pub(in crate::desk) key: String,
    pub(in crate::desk) file: String,
    pub(in crate::desk) items: Vec<Recognized>,
    /// What is left out, with its text.
    pub(in crate::desk) left_out: Vec<String>,
    /// What has no place.
    pub(in crate::desk) unplaced: Vec<String>,
    /// What should be looked at.
    pub(in crate::desk) doubts: Vec<String>,
    pub(in crate::desk) pictures: u32,
    /// Why nothing can be filed.
    pub(in crate::desk) failed: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(in crate::desk) struct Recognized {
    pub(in crate::desk) headline: String,
    pub(in crate::desk) body: String,
    pub(in crate::desk) credits: Vec<String>,
    pub(in crate::desk) tables: u32,
    pub(in crate::desk) doubts: Vec<String>,
}

/// What came of a longer job.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(in crate::desk) struct Done {
    pub(in crate::desk) well: bool,
    /// In words.
    pub(in crate::desk) said: Vec<String>,
    /// Files that were made, relative to the workspace.
    pub(in crate::desk) files: Vec<String>,
}

/// What an issue of the list would be as it is now.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(in crate::desk) struct Glance {
    /// `None` when it cannot be set.
    pub(in crate::desk) pages: Option<u32>,
    /// What must be mended before it is printed; not signatures, which come last.
    pub(in crate::desk) errors: u32,
    /// What should be looked at.
    pub(in crate::desk) warnings: u32,
}

/// An item that is kept for later.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(in crate::desk) struct Held {
    pub(in crate::desk) column: u32,
    pub(in crate::desk) item: u32,
    pub(in crate::desk) name: String,
    pub(in crate::desk) headline: String,
    pub(in crate::desk) body: String,
    pub(in crate::desk) credits: Vec<String>,
    /// Where it was taken from.
    pub(in crate::desk) from: String,
}

/// An issue that was put away.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(in crate::desk) struct Discarded {
    /// By which it is brought back.
    pub(in crate::desk) place: u32,
    pub(in crate::desk) title: String,
    pub(in crate::desk) date: Option<String>,
    pub(in crate::desk) items: u32,
    /// First headlines.
    pub(in crate::desk) about: Vec<String>,
}
