//! Two versions of something, side by side.

use serde::Serialize;

use super::{Figure, Table};

/// What was changed here and elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(in crate::desk) struct Clash {
    pub(in crate::desk) key: String,
    /// 2.1 正文.
    pub(in crate::desk) title: String,
    pub(in crate::desk) here: Side,
    pub(in crate::desk) there: Side,
}

/// One version of it: a text, or tables and pictures.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(in crate::desk) struct Side {
    pub(in crate::desk) text: String,
    pub(in crate::desk) tables: Vec<Table>,
    pub(in crate::desk) figures: Vec<Figure>,
}
