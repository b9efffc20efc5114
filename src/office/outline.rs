//! An issue's columns and items with the numbers that name them and the room they take.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::{Number, Refusal};
use crate::bulletin::block;
use crate::draft::{self, Draft};
use crate::source::Spanned;
use crate::workspace::Entry;
use crate::zh::character::halves;

/// Characters of a standard line (GB/T 9704-2012, 5.2.3).
const LINE: usize = 28;

/// What stands in a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    pub draft: PathBuf,
    pub number: Option<i64>,
    pub date: Option<NaiveDate>,
    pub columns: Vec<Column>,
    /// Texts that have found no place.
    pub unplaced: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub number: Number,
    /// `None` when it has no name.
    pub name: Option<String>,
    pub items: Vec<Item>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub number: Number,
    pub headline: Option<String>,
    pub credits: Vec<String>,
    pub size: Size,
}

/// How much room a text takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Size {
    pub characters: usize,
    /// Of the standard page; how they are in the end is seen on pages.
    pub lines: usize,
}

impl std::ops::AddAssign for Size {
    fn add_assign(&mut self, other: Self) {
        self.characters += other.characters;
        self.lines += other.lines;
    }
}

impl Outline {
    /// # Errors
    /// The draft cannot be taken apart.
    pub fn of(entry: &Entry) -> Result<Self, Refusal> {
        let path = entry.source.path();
        if !entry.is_readable() {
            return Err(Refusal::Unreadable { path: path.to_owned(), consequence: "" });
        }
        Ok(Self::of_draft(&entry.draft, path))
    }

    fn of_draft(draft: &Draft, path: &Path) -> Self {
        let columns = draft.column.iter().enumerate().map(|(index, column)| Column {
            number: Number { column: index + 1, item: None },
            name: shown(column.name.as_ref()),
            items: (column.item.iter().enumerate())
                .map(|(at, item)| Item {
                    number: Number { column: index + 1, item: Some(at + 1) },
                    headline: shown(item.headline.as_ref()),
                    credits: credits(item),
                    size: Size::of(item),
                })
                .collect(),
        });
        Self {
            draft: path.to_owned(),
            number: draft.number(),
            date: draft.date(),
            columns: columns.collect(),
            unplaced: draft.unplaced.len(),
        }
    }

    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.columns.iter().flat_map(|column| &column.items)
    }

    /// All items and the names of columns.
    pub fn size(&self) -> Size {
        let mut size = Size { characters: 0, lines: self.columns.len() };
        self.items().for_each(|item| size += item.size);
        size
    }
}

fn shown(text: Option<&Spanned<String>>) -> Option<String> {
    text.map(|text| block::joined(text.trim())).filter(|text| !text.is_empty())
}

fn credits(item: &draft::Item) -> Vec<String> {
    let credits = item.credits.iter().flat_map(|credits| credits.iter());
    credits.map(|credit| credit.trim().to_owned()).collect()
}

impl Size {
    pub fn of(item: &draft::Item) -> Self {
        let headline = item.headline.as_ref().map(|text| text.trim()).unwrap_or_default();
        let credits = credits(item).join(" ");
        let body = item.body.as_ref().map(|body| body.as_str()).unwrap_or_default();
        let bare = headline.chars().filter(|c| !c.is_whitespace()).count();
        let characters = bare + block::characters(body);
        let mut size = Size { characters, lines: 0 };
        let mut room = width(headline) + 1;
        let body = block::lower(body);
        let count = body.len();
        for (index, runs) in body.iter().enumerate() {
            let text: String = runs.iter().map(|run| run.text.as_str()).collect();
            room += width(&text);
            if index + 1 == count && !credits.is_empty() {
                room += width(&credits) + 4;
            }
            // Half-widths, two characters' indent first.
            size.lines += (room + 4).div_ceil(2 * LINE);
            room = 0;
        }
        size
    }
}

/// Half-widths that a text takes.
fn width(text: &str) -> usize {
    text.chars().map(halves).sum()
}
