//! What a template receives, as `/data.json` and `/page.json`. The contract is `templates/README.md`.

use std::ops::RangeFrom;

use chrono::{Datelike as _, NaiveDate};
use serde::Serialize;

use super::Setting;
use super::chain::{Link, Role};
use super::fonts::FontSet;
use super::phrase::{Room, after_short_lines, cells, phrases};
use super::picture::picture_name;
use super::tabular::{self, Columns};
use super::wins::{Manner, Wins};
use super::wording::{WORDS, Words};
use crate::bulletin::block::SubheadLevel;
use crate::bulletin::compare::marked::{ColumnMarks, ItemMarks, Marks, PartMarks};
use crate::bulletin::compare::passage::Passage;
use crate::bulletin::identity::Content;
use crate::bulletin::{Block, Bulletin, Run, words};
use crate::config::Punctuation;
use crate::draft::Kind;
use crate::draft::attachment::PictureFormat;
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
    /// The short form of what a proof says, to be compared on paper.
    fingerprint: Option<String>,
    note: Vec<Runs<'a>>,
    correction: Option<&'a str>,
    columns: Vec<Column<'a>>,
    distribution: &'a str,
    report_to: &'a str,
    send_to: &'a str,
    copies: Option<i64>,
    signoff: Signoff<'a>,
    contents: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    list_marks: Option<ListMarks<'a>>,
    #[serde(flatten)]
    pub(super) page: PageData<'a>,
}

/// What many issues agree in: what a template makes of this alone, the engine makes once for them.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct PageData<'a> {
    proof: bool,
    /// Whether what changed is marked.
    marked: bool,
    latin_spacing: bool,
    fonts: Chains<'a>,
    setting: Setting,
    words: Words,
    preprinted: bool,
    punctuation: Punctuation,
}

#[derive(Serialize)]
pub(super) struct Date {
    year: i32,
    month: u32,
    day: u32,
}

/// Words with what became of them, where anything did.
type Marked<'a> = Option<&'a [Passage]>;

/// The lists of the end block, where they changed.
#[derive(Serialize)]
struct ListMarks<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Marked<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    send: Marked<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    distribution: Marked<'a>,
}

#[derive(Serialize)]
struct Column<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    marks: Marked<'a>,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Item<'a> {
    headline: &'a str,
    /// That of the headline in characters, nearly.
    width: f64,
    /// The headline in pieces between which it may break.
    phrases: Vec<&'a str>,
    /// Those of them, from 0, before which a line is left short when it is run in; the number of them all
    /// where it is left so before the text.
    breaks: Vec<usize>,
    body: Vec<Piece<'a>>,
    credits: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    marks: Marked<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credit_marks: Marked<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    told: Option<bool>,
}

/// The runs of a paragraph.
#[derive(Serialize)]
#[serde(untagged)]
enum Runs<'a> {
    Plain(&'a [Run]),
    Marked(&'a [Passage]),
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase", rename_all_fields = "kebab-case")]
enum Piece<'a> {
    Paragraph {
        runs: Runs<'a>,
        /// Whether its marks are squeezed, as that wins a line back.
        squeezed: bool,
        /// Whether that might, rather once too often: the template finds out.
        may_win: bool,
    },
    Subhead {
        level: u8,
        text: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        marks: Marked<'a>,
    },
    Table {
        caption: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        marks: Marked<'a>,
        head: usize,
        columns: Vec<tabular::Column>,
        inset: f64,
        wide: bool,
        /// How many each row takes, where texts have to be broken.
        lines: Vec<usize>,
        rows: &'a [Vec<String>],
        #[serde(skip_serializing_if = "Option::is_none")]
        row_marks: Option<&'a [Vec<Vec<Passage>>]>,
    },
    Figure {
        /// Name of the file as the template sees it.
        file: String,
        format: PictureFormat,
        caption: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        marks: Marked<'a>,
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
        wins: &Wins,
        marks: Option<&'a Marks>,
    ) -> Self {
        let note = bulletin.note.iter().enumerate().map(|(index, runs)| {
            let marked = marks.and_then(|marks| marks.note.get(index));
            marked.map_or(Runs::Plain(runs), |marked| Runs::Marked(marked))
        });
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
            fingerprint: proof.then(|| Content::of(bulletin).identity().short()),
            note: note.collect(),
            correction: bulletin.correction.as_deref(),
            columns: columns(bulletin, setting, wins, marks),
            distribution: &bulletin.distribution,
            report_to: &bulletin.report_to,
            send_to: &bulletin.send_to,
            copies: bulletin.copies,
            contents: bulletin.contents,
            list_marks: marks.map(|marks| ListMarks {
                report: some(&marks.report_to),
                send: some(&marks.send_to),
                distribution: some(&marks.distribution),
            }),
            signoff: Signoff {
                editor: &bulletin.signoff.editor,
                reviewer: &bulletin.signoff.reviewer,
                approver: &bulletin.signoff.approver,
            },
            page: PageData {
                proof,
                marked: marks.is_some(),
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

fn columns<'a>(
    bulletin: &'a Bulletin,
    setting: Setting,
    wins: &Wins,
    marks: Option<&'a Marks>,
) -> Vec<Column<'a>> {
    let mut pictures = 0..;
    let mut columns = vec![];
    for (c, column) in bulletin.columns.iter().enumerate() {
        let marked: Option<&ColumnMarks> = marks.and_then(|marks| marks.columns.get(c));
        let mut items = vec![];
        for (i, item) in column.items.iter().enumerate() {
            let marked: Option<&ItemMarks> = marked.and_then(|column| column.items.get(i));
            let part = |index: usize| marked.and_then(|item| item.body.get(index));
            let body = item.body.iter().enumerate();
            let body = body.map(|(index, block)| {
                let manner = wins.manner(item, (c, i, index), setting);
                Piece::new(block, &mut pictures, part(index), manner)
            });
            let headline = &item.headline;
            let phrases = phrases(headline, setting.characters);
            let breaks = match bulletin.punctuation {
                Punctuation::Full => {
                    let behind = match item.body.first() {
                        Some(Block::Paragraph(runs)) => runs.first().map_or("", |run| &run.text),
                        Some(Block::Subhead(_) | Block::Table(_) | Block::Figure(_)) | None => "",
                    };
                    let room =
                        Room { characters: setting.characters, spaced: bulletin.latin_spacing };
                    after_short_lines(&phrases, behind, room)
                }
                Punctuation::Squeezed => vec![],
            };
            items.push(Item {
                headline,
                width: cells(headline),
                phrases,
                breaks,
                body: body.collect(),
                credits: &item.credits,
                marks: marked.and_then(|item| some(&item.headline)),
                credit_marks: marked.and_then(|item| some(&item.credits)),
                label: marked.map(|item| item.label.as_str()),
                told: marked.map(|item| item.is_told),
            });
        }
        let marks = marked.and_then(|column| some(&column.name));
        columns.push(Column { name: &column.name, marks, items });
    }
    columns
}

/// Nothing where there is nothing to mark.
fn some(passages: &[Passage]) -> Marked<'_> {
    (!passages.is_empty()).then_some(passages)
}

impl<'a> Piece<'a> {
    /// `pictures` counts the figures of the bulletin.
    fn new(
        block: &'a Block,
        pictures: &mut RangeFrom<usize>,
        marked: Option<&'a PartMarks>,
        Manner { may_win, squeezed }: Manner,
    ) -> Self {
        let (marks, row_marks) = match marked {
            Some(PartMarks::Text(text)) => (some(text), None),
            Some(PartMarks::Table { caption, rows }) => (some(caption), Some(rows.as_slice())),
            None => (None, None),
        };
        match block {
            Block::Paragraph(runs) => Self::Paragraph {
                squeezed,
                may_win,
                runs: marks.map_or(Runs::Plain(runs), Runs::Marked),
            },
            Block::Subhead(subhead) => Self::Subhead {
                level: match subhead.level {
                    SubheadLevel::First => 1,
                    SubheadLevel::Second => 2,
                },
                text: &subhead.text,
                marks,
            },
            Block::Table(table) => {
                let columns = tabular::columns(table);
                let lines = if columns.is_wide { tabular::lines(table, &columns) } else { vec![] };
                let Columns { columns, inset, is_wide, .. } = columns;
                Self::Table {
                    caption: &table.caption,
                    marks,
                    head: table.head,
                    columns,
                    inset,
                    wide: is_wide,
                    lines,
                    rows: &table.rows,
                    row_marks,
                }
            }
            Block::Figure(figure) => Self::Figure {
                file: picture_name(pictures.next().unwrap_or_default()),
                format: figure.picture.format,
                caption: &figure.caption,
                marks,
                alt: &figure.alt,
                width: figure.width,
            },
        }
    }
}
