//! The number of an item, as the office says it: 2.4 is the fourth item of the second column.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Column and item, both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ItemNumber {
    pub column: usize,
    pub item: usize,
}

impl ItemNumber {
    /// Of the indexes of column and item, from 0.
    pub fn of_indexes(column: usize, item: usize) -> Self {
        Self { column: column + 1, item: item + 1 }
    }
}

impl fmt::Display for ItemNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}", self.column, self.item)
    }
}

impl FromStr for ItemNumber {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (column, item) = text.split_once(['.', '．', '。']).ok_or(())?;
        let number = |text: &str| text.parse().ok().filter(|number| *number > 0).ok_or(());
        Ok(Self { column: number(column)?, item: number(item)? })
    }
}
