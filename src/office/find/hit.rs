//! What was found.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::shown::Piece;
use crate::draft::Kind;
use crate::search::text::Item;

/// What an item stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    Draft,
    Held,
    Released,
}

/// What was found: how much in all, and the best of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    pub items: usize,
    pub issues: usize,
    pub hits: Vec<Hit>,
}

/// An item that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Its draft, as shown.
    pub draft: PathBuf,
    pub standing: Standing,
    /// It was released so; its draft has been changed since.
    pub is_former: bool,
    /// As the file is named: 2023-43.
    pub name: String,
    pub date: Option<NaiveDate>,
    pub issue: Option<i64>,
    pub kind: Kind,
    /// Column and item; `None` for the editor's note.
    pub number: Option<(u16, u16)>,
    pub column: Vec<Piece>,
    pub headline: Vec<Piece>,
    pub credits: Vec<Vec<Piece>>,
    pub passages: Vec<Vec<Piece>>,
    /// How well it matches.
    pub weight: u8,
    pub item: Item,
}

impl Hit {
    /// 2023-09-22 第43期, “（发布时）” behind it where the draft has been changed since.
    pub fn place(&self) -> String {
        let kind = if self.kind == Kind::Supplement { "增刊" } else { "" };
        let issue = match (self.standing, self.issue) {
            (Standing::Held, _) => "留用稿".to_owned(),
            (_, Some(number)) => format!("{kind}第{number}期"),
            (_, None) => self.name.clone(),
        };
        let former = if self.is_former { "（发布时）" } else { "" };
        let date = self.date.map(|date| format!("{date} ")).unwrap_or_default();
        format!("{date}{issue}{former}")
    }

    /// 2.1.
    pub fn number_words(&self) -> String {
        let number = self.number.map(|(column, item)| format!("{column}.{item}"));
        number.unwrap_or_else(|| "编者按".to_owned())
    }
}
