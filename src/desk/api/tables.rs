//! What is counted over all issues.

use serde::Serialize;

/// Tables, and what was not counted in them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(in crate::desk) struct Tables {
    pub(in crate::desk) tables: Vec<Board>,
    /// Why a figure may be wrong, in words.
    pub(in crate::desk) problems: Vec<String>,
}

/// A table as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(in crate::desk) struct Board {
    pub(in crate::desk) title: String,
    pub(in crate::desk) heads: Vec<Head>,
    pub(in crate::desk) lines: Vec<Line>,
    /// Below it: how it was counted.
    pub(in crate::desk) notes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(in crate::desk) struct Head {
    pub(in crate::desk) name: String,
    /// Whether what stands below are numbers.
    pub(in crate::desk) counts: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(in crate::desk) struct Line {
    pub(in crate::desk) cells: Vec<String>,
    pub(in crate::desk) is_total: bool,
}
