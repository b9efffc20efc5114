//! What a template receives, as `/data.json`. The contract is `templates/README.md`.

use chrono::Datelike as _;
use serde::Serialize;

use super::Setting;
use super::chain::{Link, Role};
use super::fonts::FontSet;
use crate::bulletin::{Block, Bulletin, Run};
use crate::draft::Kind;
use crate::zh::date::written;

#[derive(Serialize)]
pub(super) struct Data<'a> {
    name: &'a str,
    publisher: &'a str,
    number: i64,
    kind: Kind,
    total: Option<i64>,
    date: Date,
    title: String,
    subject: String,
    proof: bool,
    note: Vec<&'a [Run]>,
    columns: Vec<Column<'a>>,
    distribution: &'a str,
    signoff: Signoff<'a>,
    fonts: Chains<'a>,
    setting: Setting,
}

#[derive(Serialize)]
struct Date {
    year: i32,
    month: u32,
    day: u32,
}

#[derive(Serialize)]
struct Column<'a> {
    name: &'a str,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    headline: &'a str,
    body: Vec<Piece<'a>>,
    credits: &'a [String],
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Piece<'a> {
    Paragraph { runs: &'a [Run] },
}

#[derive(Serialize)]
struct Signoff<'a> {
    editor: &'a str,
    reviewer: &'a str,
    approver: &'a str,
}

#[derive(Serialize)]
struct Chains<'a> {
    title: &'a [Link],
    heading: &'a [Link],
    strong: &'a [Link],
    body: &'a [Link],
    kai: &'a [Link],
    folio: &'a [Link],
}

impl<'a> Data<'a> {
    pub(super) fn new(
        bulletin: &'a Bulletin,
        fonts: &'a FontSet,
        setting: Setting,
        proof: bool,
    ) -> Self {
        let date = bulletin.date;
        Self {
            name: &bulletin.name,
            publisher: &bulletin.publisher,
            number: bulletin.number,
            kind: bulletin.kind,
            total: bulletin.total,
            date: Date { year: date.year(), month: date.month(), day: date.day() },
            title: bulletin.title(),
            subject: format!("{} {}", bulletin.publisher, written(date)),
            proof,
            note: bulletin.note.iter().map(|Block::Paragraph(runs)| runs.as_slice()).collect(),
            columns: bulletin.columns.iter().map(Column::new).collect(),
            distribution: &bulletin.distribution,
            signoff: Signoff {
                editor: &bulletin.signoff.editor,
                reviewer: &bulletin.signoff.reviewer,
                approver: &bulletin.signoff.approver,
            },
            fonts: Chains {
                title: fonts.chain(Role::Title),
                heading: fonts.chain(Role::Heading),
                strong: fonts.chain(Role::Strong),
                body: fonts.chain(Role::Body),
                kai: fonts.chain(Role::Kai),
                folio: fonts.chain(Role::Folio),
            },
            setting,
        }
    }
}

impl<'a> Column<'a> {
    fn new(column: &'a crate::bulletin::Column) -> Self {
        let items = column.items.iter().map(|item| Item {
            headline: &item.headline,
            body: item
                .body
                .iter()
                .map(|Block::Paragraph(runs)| Piece::Paragraph { runs })
                .collect(),
            credits: &item.credits,
        });
        Self { name: &column.name, items: items.collect() }
    }
}
