//! Paragraphs → masthead, columns, items, credits, distribution, signatures.
//!
//! One reading for every format. What is there is found by its own marks (【】, （…局）, 第N期, bold);
//! where a mark is missing the likeliest place is taken and a [`Guess`] says so; what fits nowhere
//! is [`Unplaced`]. Nothing is made up and nothing is left out: `proof.rs` counts.

use chrono::NaiveDate;

use super::document::{Document, Picture, plain};
use super::ledger::Ledger;
use crate::config::Config;
use crate::config::units::Roster;
use crate::draft::Kind;

mod around;
mod aside;
mod chat;
mod columns;
mod contents;
mod credit;
mod facts;
mod foot;
mod form;
mod furniture;
mod headline;
mod items;
mod joint;
mod labels;
mod later;
mod lead;
mod letter;
mod line;
mod lines;
mod masthead;
mod open;
mod page;
mod prose;
mod rest;
mod sentence;
mod several;
mod style;
mod talk;
mod told;
pub(in crate::import) mod unit;

use lines::Line;

/// What an outline is compared with.
#[derive(Debug, Clone, Copy)]
pub struct Reference<'a> {
    pub config: &'a Config,
    pub roster: &'a Roster,
    /// The day by which names of units are judged when the file has none.
    pub date: Option<NaiveDate>,
}

/// A file taken apart.
#[derive(Debug, Default)]
pub struct Outline {
    pub number: Option<i64>,
    pub kind: Kind,
    pub total: Option<i64>,
    pub date: Option<NaiveDate>,
    /// Editor's note, paragraphs parted by a blank line.
    pub note: Option<String>,
    pub columns: Vec<Column>,
    pub distribution: Option<String>,
    pub copies: Option<i64>,
    /// Editor, reviewer, approver.
    pub signoff: [Option<String>; 3],
    pub unplaced: Vec<Unplaced>,
    /// What a reissue says that it corrects: printed, but none of the draft's.
    pub corrections: Vec<String>,
    /// Guesses about the issue as a whole.
    pub guesses: Vec<String>,
    /// What the page adds by itself: 第…期, 【】, 责任编辑：, and what stands in `bulletin.toml`.
    pub frame: Vec<String>,
    pub ledger: Ledger,
    /// How many `**` stand in the texts that were not in the file.
    pub strong_marks: usize,
    pub notes: Vec<String>,
    pub pictures: Vec<Picture>,
}

#[derive(Debug, Default)]
pub struct Column {
    /// Empty when the file names none.
    pub name: String,
    pub guesses: Vec<String>,
    pub items: Vec<Item>,
}

#[derive(Debug, Default)]
pub struct Item {
    pub headline: String,
    /// With `**` round strong runs, paragraphs parted by a blank line.
    pub body: String,
    pub credits: Vec<String>,
    pub guesses: Vec<Guess>,
    pub tables: Vec<TableText>,
    pub figures: Vec<Figure>,
    /// Lines of a submission that are about it, not of it: a date, a telephone number.
    pub remarks: Vec<String>,
}

/// A table of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableText {
    pub caption: String,
    /// Rows that name the columns, when the file says how many.
    pub head: Option<usize>,
    pub rows: Vec<Vec<String>>,
    /// Paragraphs of the body that stand before it.
    pub after: usize,
}

/// A picture of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Index into [`Outline::pictures`].
    pub picture: usize,
    pub caption: String,
    /// What it shows, in words, and its width, where the file says so.
    pub alt: String,
    pub width: Option<u32>,
    /// Paragraphs of the body that stand before it.
    pub after: usize,
}

/// Something that the file does not say for certain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    pub field: Field,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Headline,
    Body,
    Credits,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplaced {
    pub text: String,
    pub from: String,
}

/// What stands before items of a list, which the page does without.
pub const ITEM_MARKS: &str = "条目前面的符号、序号";

/// What kind of file is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A whole issue, with masthead and signatures.
    Issue,
    /// Some items that a unit sends in.
    Submission,
}

/// Takes a file apart.
pub fn outline(mut document: Document, expected: Expected, reference: Reference<'_>) -> Outline {
    let mut outline = Outline {
        ledger: document.ledger.clone(),
        notes: document.notes.clone(),
        ..Outline::default()
    };
    let may_be_cut = document.lines_may_be_cut;
    let lines = lines::of(&document, &mut outline, expected, reference);
    let mut lines = several::parted(lines, reference);
    told::mark_signed(&mut lines);
    outline.pictures = std::mem::take(&mut document.pictures);
    let mut end = vec![];
    let start = match expected {
        Expected::Issue => {
            end = lines.split_off(foot::begins_at(&lines));
            masthead::read(&lines, &mut outline, reference)
        }
        Expected::Submission => {
            let start = masthead::of_submission(&lines, reference);
            start + letter::length(&lines[start..], reference)
        }
    };
    let rest = lines.split_off(start);
    let head: Vec<String> = match expected {
        Expected::Issue => vec![],
        Expected::Submission => lines.iter().map(Line::plain).collect(),
    };
    if expected == Expected::Issue {
        end.extend(foot::in_boxes(&mut document.edges));
        masthead::read_edges(&mut document.edges, &mut outline, reference);
    }
    document.edges.iter().for_each(|edge| masthead::leave_edge(edge, &mut outline));
    let reference = Reference { date: outline.date.or(reference.date), ..reference };
    items::read(rest, head, may_be_cut, &mut outline, expected, reference);
    foot::read(&end, &mut outline, expected, reference);
    if let Some(doubt) = document.doubt {
        for item in outline.columns.iter_mut().flat_map(|column| &mut column.items) {
            item.guesses.push(Guess { field: Field::Body, text: doubt.clone() });
        }
    }
    outline
}

impl Outline {
    fn unplaced(&mut self, line: &Line) {
        self.unplaced_text(&plain(&line.text), &line.place);
    }

    fn unplaced_text(&mut self, text: &str, from: &str) {
        self.unplaced.push(Unplaced { text: text.trim().to_owned(), from: from.to_owned() });
    }

    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.columns.iter().flat_map(|column| &column.items)
    }
}
