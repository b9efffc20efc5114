//! Numbers by which items and columns of a draft are named by people: `2.1` is the
//! first item of the second column, `2` the second column.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Refusal;
use crate::draft::{Draft, ItemNumber};

/// A column, or an item of one; both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Number {
    pub column: usize,
    pub item: Option<usize>,
}

impl Number {
    /// The item at these indexes.
    pub fn item(column: usize, item: usize) -> Self {
        Self { column: column + 1, item: Some(item + 1) }
    }

    /// Whether a draft has it.
    ///
    /// # Errors
    /// It has not; the refusal says what it has instead.
    pub fn check(self, draft: &Draft, path: &Path) -> Result<(), Refusal> {
        let (path, columns) = (path.to_owned(), draft.column.len());
        let Some(column) = draft.column.get(self.column.wrapping_sub(1)) else {
            return Err(Refusal::NoSuchColumn { path, column: self.column, columns });
        };
        let items = column.item.len();
        match self.item {
            Some(item) if item == 0 || item > items => {
                Err(Refusal::NoSuchItem { path, column: self.column, item, items })
            }
            _ => Ok(()),
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.item {
            Some(item) => ItemNumber { column: self.column, item }.fmt(f),
            None => self.column.fmt(f),
        }
    }
}

impl FromStr for Number {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Ok(ItemNumber { column, item }) = text.parse() {
            return Ok(Self { column, item: Some(item) });
        }
        let column = text.parse().ok().filter(|column| *column > 0);
        column
            .map(|column| Self { column, item: None })
            .ok_or_else(|| "编号写成 2.1（第 2 个栏目第 1 条）或 2（第 2 个栏目）".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn numbers_are_read_as_list_shows_them() {
        for text in ["2.1", "12", "1.10"] {
            assert_eq!(text.parse::<Number>().map(|n| n.to_string()).as_deref(), Ok(text));
        }
        assert_eq!("2．1".parse::<Number>().map(|n| n.to_string()).as_deref(), Ok("2.1"));
        for text in ["0", "2.0", "", ".1", "2.", "2.1.1", "-1", "甲"] {
            assert!(text.parse::<Number>().is_err(), "{text}");
        }
    }
}
