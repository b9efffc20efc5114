//! What is found in all issues.

use serde::Serialize;

/// What was found in all issues: how much in all, and the best of it.
#[derive(Debug, Clone, Default, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(in crate::desk) struct Hits {
    pub(in crate::desk) items: u32,
    pub(in crate::desk) issues: u32,
    pub(in crate::desk) hits: Vec<Hit>,
    /// Other forms in which words were looked for.
    pub(in crate::desk) near: Vec<String>,
}

/// An item that was found.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(in crate::desk) struct Hit {
    /// 2023-09-22 第43期.
    pub(in crate::desk) place: String,
    /// The issue to be opened, where there is a draft of it.
    pub(in crate::desk) issue: Option<String>,
    /// 2.1.
    pub(in crate::desk) number: String,
    pub(in crate::desk) column: Vec<Piece>,
    pub(in crate::desk) headline: Vec<Piece>,
    pub(in crate::desk) credits: Vec<Vec<Piece>>,
    /// The words around.
    pub(in crate::desk) passages: Vec<Vec<Piece>>,
}

/// Part of a text; whether it was looked for.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(in crate::desk) struct Piece {
    pub(in crate::desk) text: String,
    pub(in crate::desk) hit: bool,
}
