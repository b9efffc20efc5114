//! Tables: what the program counts and lists, once as rows of cells of known kinds, drawn for a
//! terminal, as CSV or JSON. `export/xlsx.rs` makes workbooks of the same.

use chrono::NaiveDate;
use serde_json::{Map, Number, Value as Json, json};

use super::visible;
use crate::zh::fraction::Fraction;

/// Rows under columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// Stands above the table and names its sheet; empty where there is nothing to say.
    pub title: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// Stand below, a paragraph each: how it was counted.
    pub notes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its head; each name once in a table.
    pub name: String,
    pub kind: Kind,
}

/// What the cells of a column hold. A single one may hold words instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Integer,
    /// With so many places.
    Decimal(u8),
    /// Of the whole 1, shown with so many places.
    Percent(u8),
    Date,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub cells: Vec<Cell>,
    /// Whether it sums the others up (合计), and stands out.
    pub is_total: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Empty,
    Text(String),
    Number(Fraction),
    Date(NaiveDate),
    /// What a spreadsheet computes, as `SUM(B3:B9)`, and what comes out: elsewhere only that is
    /// shown. [`Table::name_of`] gives the names of cells.
    Formula(String, Fraction),
}

impl Column {
    pub fn new(name: impl Into<String>, kind: Kind) -> Self {
        Self { name: name.into(), kind }
    }

    pub fn text(name: impl Into<String>) -> Self {
        Self::new(name, Kind::Text)
    }

    pub fn integer(name: impl Into<String>) -> Self {
        Self::new(name, Kind::Integer)
    }
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    pub fn count(count: usize) -> Self {
        Self::Number(Fraction::of(count))
    }

    pub fn date(date: Option<NaiveDate>) -> Self {
        date.map_or(Self::Empty, Self::Date)
    }

    /// As it is shown in a column.
    pub fn shown(&self, kind: Kind) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => visible(&text.replace(['\n', '\r'], " ")),
            Self::Number(value) | Self::Formula(_, value) => match kind {
                Kind::Integer | Kind::Text | Kind::Date => match value.as_whole() {
                    Some(whole) => whole.to_string(),
                    None => value.rounded(2),
                },
                Kind::Decimal(places) => value.rounded(places),
                Kind::Percent(places) => {
                    format!("{}%", (*value * Fraction::whole(100)).rounded(places))
                }
            },
            Self::Date(date) => date.format("%Y-%m-%d").to_string(),
        }
    }

    fn json(&self) -> Json {
        match self {
            Self::Empty => Json::Null,
            Self::Text(text) => Json::String(text.clone()),
            Self::Number(value) | Self::Formula(_, value) => {
                let whole = value.as_whole().and_then(|whole| i64::try_from(whole).ok());
                match whole {
                    Some(whole) => json!(whole),
                    None => Number::from_f64(value.as_f64()).map_or(Json::Null, Json::Number),
                }
            }
            Self::Date(date) => json!(date.format("%Y-%m-%d").to_string()),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

impl From<Fraction> for Cell {
    fn from(value: Fraction) -> Self {
        Self::Number(value)
    }
}

impl Kind {
    fn is_number(self) -> bool {
        matches!(self, Self::Integer | Self::Decimal(_) | Self::Percent(_))
    }

    fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Decimal(_) => "decimal",
            Self::Percent(_) => "percent",
            Self::Date => "date",
        }
    }
}

impl Table {
    pub fn new(title: impl Into<String>, columns: Vec<Column>) -> Self {
        Self { title: title.into(), columns, ..Self::default() }
    }

    /// An empty table with such columns.
    pub fn of(title: impl Into<String>, columns: &[(&str, Kind)]) -> Self {
        Self::new(title, columns.iter().map(|(name, kind)| Column::new(*name, *kind)).collect())
    }

    pub fn push(&mut self, cells: Vec<Cell>) {
        self.rows.push(Row { cells, is_total: false });
    }

    /// A row that sums others up.
    pub fn push_total(&mut self, cells: Vec<Cell>) {
        self.rows.push(Row { cells, is_total: true });
    }

    pub fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    /// Rows of a sheet above the first of the table's own: its title, when it has one, and the head.
    pub fn head_rows(&self) -> usize {
        usize::from(!self.title.is_empty()) + 1
    }

    /// What a spreadsheet calls a cell of the table, by its row and column from 0: `C5`.
    pub fn name_of(&self, row: usize, column: usize) -> String {
        let mut letters = vec![];
        let mut rest = column + 1;
        while rest > 0 {
            letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
            rest = (rest - 1) / 26;
        }
        let letters: String = letters.into_iter().rev().collect();
        format!("{letters}{}", row + self.head_rows() + 1)
    }

    /// Each row's cells as they are shown.
    fn shown(&self) -> impl Iterator<Item = Vec<String>> {
        let kinds = || self.columns.iter().map(|column| column.kind);
        self.rows.iter().map(move |row| {
            row.cells.iter().zip(kinds()).map(|(cell, kind)| cell.shown(kind)).collect()
        })
    }

    /// For a terminal of that many half-widths, if there is one: where the table is wider, the
    /// widest columns of text are broken into lines.
    pub fn text(&self, most: Option<usize>) -> String {
        let rows: Vec<Vec<String>> = self.shown().collect();
        let mut widths: Vec<usize> =
            self.columns.iter().map(|column| width(&column.name)).collect();
        for row in &rows {
            for (wide, cell) in widths.iter_mut().zip(row) {
                *wide = (*wide).max(width(cell));
            }
        }
        if let Some(most) = most {
            self.narrow(&mut widths, most);
        }
        let mut text = String::new();
        if !self.title.is_empty() {
            text.push_str(&format!("{}\n", visible(&self.title)));
        }
        let heads: Vec<String> = self.columns.iter().map(|column| visible(&column.name)).collect();
        self.line(&mut text, &widths, &heads);
        let rule: Vec<String> = widths.iter().map(|wide| "-".repeat(*wide)).collect();
        self.line(&mut text, &widths, &rule);
        for (row, cells) in self.rows.iter().zip(&rows) {
            if row.is_total {
                self.line(&mut text, &widths, &rule);
            }
            self.line(&mut text, &widths, cells);
        }
        for note in &self.notes {
            text.push_str(&format!("{}\n", visible(note)));
        }
        text
    }

    /// Takes from the widest columns of text what does not fit.
    fn narrow(&self, widths: &mut [usize], most: usize) {
        const LEAST: usize = 10;
        let is_text = |at: usize| self.columns[at].kind == Kind::Text;
        loop {
            let all: usize = widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1);
            let widest = (0..widths.len())
                .filter(|at| is_text(*at) && widths[*at] > LEAST)
                .max_by_key(|at| widths[*at]);
            match widest {
                Some(at) if all > most => widths[at] -= (all - most).min(widths[at] - LEAST).min(2),
                _ => return,
            }
        }
    }

    fn line(&self, text: &mut String, widths: &[usize], cells: &[String]) {
        let broken: Vec<Vec<&str>> =
            cells.iter().zip(widths).map(|(cell, wide)| broken(cell, *wide)).collect();
        for line in 0..broken.iter().map(Vec::len).max().unwrap_or(1) {
            let mut out = String::new();
            for ((column, wide), cell) in self.columns.iter().zip(widths).zip(&broken) {
                let cell = cell.get(line).copied().unwrap_or_default();
                let gap = " ".repeat(wide.saturating_sub(width(cell)));
                match column.kind.is_number() {
                    true => out.push_str(&format!("{gap}{cell}  ")),
                    false => out.push_str(&format!("{cell}{gap}  ")),
                }
            }
            text.push_str(out.trim_end());
            text.push('\n');
        }
    }

    /// Head and rows, for a spreadsheet: UTF-8 with a mark by which Excel knows it.
    pub fn csv(&self) -> String {
        let mut text = String::from('\u{FEFF}');
        text.push_str(&self.bare_csv());
        text
    }

    /// The same without the mark.
    fn bare_csv(&self) -> String {
        let heads = self.columns.iter().map(|column| quoted(&column.name)).collect::<Vec<_>>();
        let mut text = format!("{}\r\n", heads.join(","));
        for row in &self.rows {
            let cells = row.cells.iter().zip(&self.columns).map(|(cell, column)| match cell {
                Cell::Text(text) => quoted(&harmless(text)),
                other => other.shown(column.kind),
            });
            text.push_str(&format!("{}\r\n", cells.collect::<Vec<_>>().join(",")));
        }
        text
    }

    /// For other programs: rows as objects by the names of columns; 合计 is marked by `total`.
    pub fn json(&self) -> Json {
        let row = |row: &Row| {
            let cells = row.cells.iter().zip(&self.columns);
            let cells: Map<String, Json> =
                cells.map(|(cell, column)| (column.name.clone(), cell.json())).collect();
            Json::Object(cells)
        };
        let of = |total: bool| {
            self.rows.iter().filter(|row| row.is_total == total).map(row).collect::<Vec<_>>()
        };
        json!({
            "title": self.title,
            "columns": self.columns.iter().map(|column| json!({
                "name": column.name,
                "kind": column.kind.name(),
            })).collect::<Vec<_>>(),
            "rows": of(false),
            "totals": of(true),
            "notes": self.notes,
        })
    }
}

/// Several tables one below the other, for a terminal.
pub fn text(tables: &[Table], most: Option<usize>) -> String {
    tables.iter().map(|table| table.text(most)).collect::<Vec<_>>().join("\n")
}

/// The same as one CSV: each after its title where there is more than one.
pub fn csv(tables: &[Table]) -> String {
    match tables {
        [table] => table.csv(),
        _ => {
            let part = |table: &Table| format!("{}\r\n{}", quoted(&table.title), table.bare_csv());
            format!("\u{FEFF}{}", tables.iter().map(part).collect::<Vec<_>>().join("\r\n"))
        }
    }
}

/// The same as one JSON object. The form is fixed; new keys may be added.
pub fn json(tables: &[Table]) -> String {
    let tables: Vec<Json> = tables.iter().map(Table::json).collect();
    format!("{:#}\n", json!({ "version": 1, "tables": tables }))
}

/// A text that a spreadsheet does not take for a formula.
fn harmless(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

fn quoted(text: &str) -> String {
    match text.contains(['"', ',', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    }
}

/// A text in lines that are no wider.
fn broken(text: &str, wide: usize) -> Vec<&str> {
    let mut lines = vec![];
    let (mut start, mut room) = (0, 0);
    for (at, c) in text.char_indices() {
        let own = columns(c);
        if room + own > wide && at > start {
            lines.push(&text[start..at]);
            (start, room) = (at, 0);
        }
        room += own;
    }
    lines.push(&text[start..]);
    lines
}

/// Columns of a terminal that a text takes.
pub fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

/// Han characters and full-width marks take two; what Unicode leaves open, as quotes and ①, one, as
/// nearly all terminals have it.
fn columns(c: char) -> usize {
    match u32::from(c) {
        0x0300..=0x036F | 0x200B..=0x200F | 0x2060 | 0xFE00..=0xFE0F | 0xE0100..=0xE01EF => 0,
        0..=0x10FF | 0x1160..=0x2E7F | 0xFF61..=0xFFDC | 0xFFE8..=0xFFEE => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests;
