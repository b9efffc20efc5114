//! Tables on paper, with a chart of bars above where there is one: a report that the office hands
//! out, such as who had how many items. `paper.typ` says how it looks; a file of that name in the
//! workspace's `templates/` takes its place.

use std::path::Path;
use std::sync::OnceLock;

use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;
use typst::foundations::Bytes;
use typst_layout::PagedDocument;

use super::data::{Chains, Date};
use super::fonts::FontSet;
use super::template::{BASE, FOLDER, MAIN, Template};
use super::world::{Files, TypstWorld};
use super::{Pages, explain, retouch};
use crate::report::table::{Kind, Table};
use crate::workspace::files::Place;

/// The file that says how it looks.
pub const FILE: &str = "paper.typ";

/// What is to be on paper.
#[derive(Debug, Clone)]
pub struct Paper<'a> {
    pub heading: &'a str,
    /// Below the heading: who says it, of what days.
    pub under: &'a str,
    /// The day of the document.
    pub date: NaiveDate,
    pub bars: Option<Bars>,
    /// Their titles stand above them, where there are several.
    pub tables: &'a [Table],
}

/// A chart: a bar a row, and a thin one for the time before.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Bars {
    /// What a full bar stands for, and a thin one; nothing where there are no thin ones.
    pub now: String,
    pub before: String,
    pub rows: Vec<Bar>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bar {
    pub name: String,
    /// As it is shown.
    pub value: String,
    /// Of the longest, 0 to 1.
    pub length: f64,
    pub before: Option<f64>,
}

#[derive(Serialize)]
struct Data<'a> {
    heading: &'a str,
    under: &'a str,
    date: Date,
    bars: Option<&'a Bars>,
    tables: Vec<TableData<'a>>,
    fonts: Chains<'a>,
}

#[derive(Serialize)]
struct TableData<'a> {
    title: &'a str,
    heads: Vec<&'a str>,
    /// Whether a column is of numbers.
    numbers: Vec<bool>,
    rows: Vec<RowData>,
    notes: &'a [String],
}

#[derive(Serialize)]
struct RowData {
    cells: Vec<String>,
    total: bool,
}

impl<'a> TableData<'a> {
    fn of(table: &'a Table, is_only: bool) -> Self {
        let columns = &table.columns;
        let kinds = || columns.iter().map(|column| column.kind);
        Self {
            title: if is_only { "" } else { &table.title },
            heads: columns.iter().map(|column| column.name.as_str()).collect(),
            numbers: kinds().map(|kind| !matches!(kind, Kind::Text | Kind::Date)).collect(),
            rows: table
                .rows
                .iter()
                .map(|row| RowData {
                    cells: row
                        .cells
                        .iter()
                        .zip(kinds())
                        .map(|(cell, kind)| cell.shown(kind))
                        .collect(),
                    total: row.is_total,
                })
                .collect(),
            notes: &table.notes,
        }
    }
}

/// Lays a paper out with the faces of the office, by the workspace's own `paper.typ` if it has one.
///
/// # Errors
/// The workspace's own `paper.typ` is wrong.
pub fn lay_out(fonts: &FontSet, place: Place<'_>, paper: &Paper<'_>) -> Result<Pages> {
    let own = place.read(Path::new(FOLDER).join(FILE))?;
    let text = own.unwrap_or_else(|| include_bytes!("paper.typ").to_vec());
    let files = [(MAIN, Bytes::new(text)), (BASE.0, Bytes::from_string(BASE.1))];
    let template = Template {
        files: files.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect(),
    };
    let files = Files::new(&template);
    let is_only = paper.tables.len() == 1;
    let data = Data {
        heading: paper.heading,
        under: paper.under,
        date: Date::of(paper.date),
        bars: paper.bars.as_ref(),
        tables: paper.tables.iter().map(|table| TableData::of(table, is_only)).collect(),
        fonts: Chains::of(fonts),
    };
    let world = TypstWorld::new(fonts, &files, serde_json::to_vec(&data)?);
    let document = typst::compile::<PagedDocument>(&world)
        .output
        .map_err(|errors| explain(&world, &errors))?;
    let document = retouch::without_joiners(document);
    Ok(Pages { document, content: OnceLock::new(), attached: false })
}
