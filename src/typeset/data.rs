//! What a template receives, as `/data.json` and `/page.json`. The contract is `templates/README.md`.

use std::ops::RangeFrom;

use chrono::{Datelike as _, NaiveDate};
use serde::Serialize;

use super::Setting;
use super::chain::{Link, Role};
use super::fonts::FontSet;
use super::phrase::phrases;
use super::tabular;
use crate::bulletin::block::SubheadLevel;
use crate::bulletin::{Block, Bulletin, Run, words};
use crate::config::Punctuation;
use crate::draft::Kind;
use crate::draft::attachment::{Picture, PictureFormat};
use crate::zh::date::written;

/// The bulletin as it is to be printed.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Data<'a> {
    name: &'a str,
    publisher: &'a str,
    number: i64,
    kind: Kind,
    total: Option<i64>,
    date: Date,
    title: String,
    subject: String,
    /// 第43期（总第512期）.
    issue: String,
    /// Whether 编者按： is to be put before the note.
    opens_note: bool,
    /// 共印50份, or nothing.
    printed: Option<String>,
    note: &'a [Vec<Run>],
    correction: Option<&'a str>,
    columns: Vec<Column<'a>>,
    distribution: &'a str,
    report_to: &'a str,
    send_to: &'a str,
    copies: Option<i64>,
    signoff: Signoff<'a>,
    contents: bool,
    #[serde(flatten)]
    pub(super) page: PageData<'a>,
}

/// What many issues agree in: what a template makes of this alone, the engine makes once for them.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct PageData<'a> {
    proof: bool,
    latin_spacing: bool,
    fonts: Chains<'a>,
    setting: Setting,
    words: Words,
    preprinted: bool,
    punctuation: Punctuation,
}

/// What a page adds to the text of a draft, for templates to put where they want it.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Words {
    note: &'static str,
    report: &'static str,
    send: &'static str,
    distribution: &'static str,
    distribution_short: &'static str,
    editor: &'static str,
    reviewer: &'static str,
    approver: &'static str,
    correction: &'static str,
    contents: &'static str,
    proof: &'static str,
}

const WORDS: Words = Words {
    note: words::NOTE,
    report: words::REPORT,
    send: words::SEND,
    distribution: words::DISTRIBUTION,
    distribution_short: words::DISTRIBUTION_SHORT,
    editor: words::ROLES[0],
    reviewer: words::ROLES[1],
    approver: words::ROLES[2],
    correction: words::CORRECTION,
    contents: words::CONTENTS,
    proof: words::PROOF,
};

#[derive(Serialize)]
pub(super) struct Date {
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
    /// The headline in pieces between which it may break.
    phrases: Vec<&'a str>,
    body: Vec<Piece<'a>>,
    credits: &'a [String],
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Piece<'a> {
    Paragraph {
        runs: &'a [Run],
    },
    Subhead {
        level: u8,
        text: &'a str,
    },
    Table {
        caption: &'a str,
        head: usize,
        columns: Vec<tabular::Column>,
        rows: &'a [Vec<String>],
    },
    Figure {
        /// Name of the file as the template sees it.
        file: String,
        format: PictureFormat,
        caption: &'a str,
        alt: &'a str,
        width: Option<u32>,
    },
}

#[derive(Serialize)]
struct Signoff<'a> {
    editor: &'a str,
    reviewer: &'a str,
    approver: &'a str,
}

/// The faces of each role, in order.
#[derive(Serialize)]
pub(super) struct Chains<'a> {
    title: &'a [Link],
    heading: &'a [Link],
    strong: &'a [Link],
    body: &'a [Link],
    kai: &'a [Link],
    folio: &'a [Link],
}

impl Date {
    pub(super) fn of(date: NaiveDate) -> Self {
        Self { year: date.year(), month: date.month(), day: date.day() }
    }
}

impl<'a> Chains<'a> {
    pub(super) fn of(fonts: &'a FontSet) -> Self {
        Self {
            title: fonts.chain(Role::Title),
            heading: fonts.chain(Role::Heading),
            strong: fonts.chain(Role::Strong),
            body: fonts.chain(Role::Body),
            kai: fonts.chain(Role::Kai),
            folio: fonts.chain(Role::Folio),
        }
    }
}

impl<'a> Data<'a> {
    pub(super) fn new(
        bulletin: &'a Bulletin,
        fonts: &'a FontSet,
        setting: Setting,
        proof: bool,
    ) -> Self {
        Self {
            name: &bulletin.name,
            publisher: &bulletin.publisher,
            number: bulletin.number,
            kind: bulletin.kind,
            total: bulletin.total,
            date: Date::of(bulletin.date),
            title: bulletin.title(),
            subject: subject(bulletin),
            issue: words::number(bulletin),
            opens_note: words::opens_note(bulletin),
            printed: bulletin.copies.map(words::copies),
            note: &bulletin.note,
            correction: bulletin.correction.as_deref(),
            columns: columns(bulletin, setting),
            distribution: &bulletin.distribution,
            report_to: &bulletin.report_to,
            send_to: &bulletin.send_to,
            copies: bulletin.copies,
            contents: bulletin.contents,
            signoff: Signoff {
                editor: &bulletin.signoff.editor,
                reviewer: &bulletin.signoff.reviewer,
                approver: &bulletin.signoff.approver,
            },
            page: PageData {
                proof,
                latin_spacing: bulletin.latin_spacing,
                fonts: Chains::of(fonts),
                setting,
                words: WORDS,
                preprinted: bulletin.preprinted,
                punctuation: bulletin.punctuation,
            },
        }
    }
}

/// What a PDF says it is about: publisher and date, and of a reissue what it corrects.
fn subject(bulletin: &Bulletin) -> String {
    let mut subject = format!("{} {}", bulletin.publisher, written(bulletin.date));
    if let Some(correction) = &bulletin.correction {
        subject.push_str(" 更正：");
        subject.push_str(correction);
    }
    subject
}

/// The name under which the template sees the picture of this index.
pub(super) fn picture_name(index: usize) -> String {
    format!("picture-{index}")
}

/// The pictures of a bulletin, in order; a picture's index is its name.
pub(super) fn pictures(bulletin: &Bulletin) -> impl Iterator<Item = &Picture> {
    let items = bulletin.columns.iter().flat_map(|column| &column.items);
    items.flat_map(|item| &item.body).filter_map(|block| match block {
        Block::Figure(figure) => Some(&figure.picture),
        Block::Paragraph(_) | Block::Subhead(_) | Block::Table(_) => None,
    })
}

fn columns(bulletin: &Bulletin, setting: Setting) -> Vec<Column<'_>> {
    let mut pictures = 0..;
    let mut columns = vec![];
    for column in &bulletin.columns {
        let mut items = vec![];
        for item in &column.items {
            let body = item.body.iter().map(|block| Piece::new(block, &mut pictures)).collect();
            let (headline, credits) = (&item.headline, &item.credits);
            items.push(Item {
                headline,
                phrases: phrases(headline, setting.characters),
                body,
                credits,
            });
        }
        columns.push(Column { name: &column.name, items });
    }
    columns
}

impl<'a> Piece<'a> {
    /// `pictures` counts the figures of the bulletin.
    fn new(block: &'a Block, pictures: &mut RangeFrom<usize>) -> Self {
        match block {
            Block::Paragraph(runs) => Self::Paragraph { runs },
            Block::Subhead(subhead) => Self::Subhead {
                level: match subhead.level {
                    SubheadLevel::First => 1,
                    SubheadLevel::Second => 2,
                },
                text: &subhead.text,
            },
            Block::Table(table) => Self::Table {
                caption: &table.caption,
                head: table.head,
                columns: tabular::columns(table),
                rows: &table.rows,
            },
            Block::Figure(figure) => Self::Figure {
                file: picture_name(pictures.next().unwrap_or_default()),
                format: figure.picture.format,
                caption: &figure.caption,
                alt: &figure.alt,
                width: figure.width,
            },
        }
    }
}
