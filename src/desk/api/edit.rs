//! What the editor does.

use serde::Deserialize;

use super::{Field, Id, Key};

/// What the editor does.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(tag = "do", rename_all = "kebab-case"))]
#[serde(tag = "do", rename_all = "kebab-case", deny_unknown_fields)]
pub(in crate::desk) enum Edit {
    /// Types into an item. `was` is what the text was before. What is pasted at once, with its tables and
    /// pictures, has one number: it is undone at once.
    Write {
        item: Id,
        field: Field,
        text: String,
        was: String,
        paste: Option<u32>,
    },
    Credit {
        item: Id,
        units: Vec<String>,
    },
    NameColumn {
        column: Id,
        text: String,
    },
    /// An empty text takes the key out.
    Set {
        key: Key,
        text: String,
    },
    AddItem {
        column: Id,
        index: u32,
        headline: String,
        body: String,
        credits: Vec<String>,
    },
    AddColumn {
        index: u32,
        name: String,
    },
    MoveItem {
        item: Id,
        column: Id,
        index: u32,
    },
    MoveColumn {
        column: Id,
        index: u32,
    },
    Duplicate {
        item: Id,
    },
    /// Characters of JavaScript before the place.
    Split {
        item: Id,
        at: u32,
    },
    /// With the item below.
    Join {
        item: Id,
    },
    /// To the items kept for later.
    Hold {
        item: Id,
    },
    HoldColumn {
        column: Id,
    },
    /// One of these back.
    Bring {
        held_column: u32,
        held_item: u32,
        column: Id,
        index: u32,
    },
    DropUnplaced {
        index: u32,
    },
    /// Behind the paragraph in which so many characters of JavaScript come before, or behind all.
    AddTable {
        item: Id,
        rows: Vec<Vec<String>>,
        at: Option<u32>,
        paste: Option<u32>,
    },
    SetTable {
        item: Id,
        index: u32,
        caption: String,
        rows: Vec<Vec<String>>,
        after: Option<u32>,
    },
    DropTable {
        item: Id,
        index: u32,
    },
    SetFigure {
        item: Id,
        index: u32,
        caption: String,
        alt: String,
        width: Option<u32>,
        after: Option<u32>,
    },
    DropFigure {
        item: Id,
        index: u32,
    },
    Undo,
    Redo,
    /// Of what was changed here and elsewhere, one stays.
    Settle {
        clash: String,
        theirs: bool,
    },
    /// The whole text, as it was changed in the raw view from `version` on.
    Raw {
        text: String,
    },
    /// A finding's fix, or the comment that allows it.
    Fix {
        finding: String,
    },
    Allow {
        finding: String,
    },
    /// A remark or a guess of an import has been looked at: its comment goes.
    Answer {
        finding: String,
    },
    FixAll,
}

impl Edit {
    /// The number of the paste that it is a part of.
    pub(in crate::desk) fn paste(&self) -> Option<u32> {
        match self {
            Self::Write { paste, .. } | Self::AddTable { paste, .. } => *paste,
            _ => None,
        }
    }
}
