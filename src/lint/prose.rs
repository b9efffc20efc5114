//! The printed texts of a draft, that know where in the file each character came from.

use std::cell::OnceCell;
use std::ops::Range;

use super::passage::{Passage, TextKind};
use crate::draft::Table;
use crate::draft::attachment::Content;
use crate::source::{Source, Span, Spanned, toml_string::StringMap};
use crate::workspace::{Entry, Paragraph};
use crate::zh::letters::Letters;
use crate::zh::reading::Reading;
use crate::zh::statement::Statements;

/// A printed text of a draft, or a paragraph of plain text, with its places in the file.
pub struct Prose<'a> {
    pub kind: TextKind,
    pub text: &'a str,
    map: Map<'a>,
    /// Whether the text after it begins with a quotation mark, as the next part of a quotation.
    goes_on: bool,
    letters: OnceCell<Box<Letters>>,
    passages: OnceCell<Vec<Passage>>,
    reading: OnceCell<Reading>,
    statements: OnceCell<Statements>,
}

/// From a text to its file.
enum Map<'a> {
    /// A string of a TOML file: its map is made when a place is first asked for.
    Toml {
        source: &'a Source,
        token: Span,
        map: OnceCell<StringMap>,
    },
    Plain(&'a Paragraph),
    /// The text stands in another file, which is named here.
    Elsewhere(Span),
}

impl<'a> Prose<'a> {
    pub fn new(kind: TextKind, source: &'a Source, text: &'a Spanned<String>) -> Self {
        Self::mapped(kind, text, Map::Toml { source, token: text.span, map: OnceCell::new() })
    }

    fn mapped(kind: TextKind, text: &'a str, map: Map<'a>) -> Self {
        Self {
            kind,
            text,
            map,
            goes_on: false,
            letters: OnceCell::new(),
            passages: OnceCell::new(),
            reading: OnceCell::new(),
            statements: OnceCell::new(),
        }
    }

    fn paragraph(paragraph: &'a Paragraph) -> Self {
        Self::mapped(TextKind::Body, &paragraph.text, Map::Plain(paragraph))
    }

    /// The characters of the text, for rules that look for some.
    pub fn letters(&self) -> &Letters {
        self.letters.get_or_init(|| Box::new(Letters::of(self.text)))
    }

    /// The figures of the text, read when a rule first asks.
    pub fn reading(&self) -> &Reading {
        self.reading.get_or_init(|| Reading::new(self.text))
    }

    /// What the figures of the text state together, found when a rule first asks.
    pub fn statements(&self) -> &Statements {
        self.statements.get_or_init(|| Statements::new(self.reading()))
    }

    /// The bytes of the file that a range of the reading's characters came from.
    pub fn place(&self, chars: Range<usize>) -> Span {
        self.span(self.reading().line.bytes(chars))
    }

    /// The bytes of the file that a byte range of the text came from.
    pub fn span(&self, range: Range<usize>) -> Span {
        match &self.map {
            Map::Toml { source, token, map } => {
                map.get_or_init(|| StringMap::new(source.text(), *token)).span(range)
            }
            Map::Plain(paragraph) => paragraph.span(range),
            Map::Elsewhere(span) => *span,
        }
    }

    /// The text as its file has it, quotation marks included, and where that begins; `None` for
    /// one that is not a string of the file.
    pub(super) fn token(&self) -> Option<(&'a str, usize)> {
        match &self.map {
            Map::Toml { source, token, .. } => {
                Some((source.text().get(token.range())?, token.start))
            }
            Map::Plain(_) | Map::Elsewhere(_) => None,
        }
    }

    /// Whether the text stands in another file, which is not for this draft's fixes to change.
    pub(super) fn is_elsewhere(&self) -> bool {
        matches!(self.map, Map::Elsewhere(_))
    }

    /// The paragraphs as they are printed.
    pub(super) fn passages(&self) -> &[Passage] {
        self.passages.get_or_init(|| Passage::all(self.kind, self.text, self.goes_on))
    }
}

/// Every printed text of a draft, in the order of the page; the paragraphs of a plain text.
pub fn prose<'a>(entry: &'a Entry) -> Vec<Prose<'a>> {
    let source = &entry.source;
    if entry.is_plain {
        let next = entry.paragraphs.iter().skip(1).map(Some).chain(std::iter::once(None));
        let pairs = entry.paragraphs.iter().zip(next);
        return pairs
            .map(|(paragraph, next)| Prose {
                goes_on: next.is_some_and(|next| next.text.starts_with('“')),
                ..Prose::paragraph(paragraph)
            })
            .collect();
    }
    let draft = &entry.draft;
    let mut all = Vec::with_capacity(64);
    let mut add = |kind, text: Option<&'a Spanned<String>>| {
        all.extend(text.map(|text| Prose::new(kind, source, text)));
    };
    add(TextKind::Note, draft.note.as_ref());
    for column in &draft.column {
        add(TextKind::Column, column.name.as_ref());
        for item in &column.item {
            add(TextKind::Headline, item.headline.as_ref());
            add(TextKind::Body, item.body.as_ref());
            for table in &item.table {
                add(TextKind::Caption, table.caption.as_ref());
                for (row, cells) in table.rows.iter().flat_map(|rows| rows.iter()).enumerate() {
                    let kind = cell_kind(table, row);
                    cells.iter().for_each(|cell| add(kind, Some(cell)));
                }
            }
            for figure in &item.figure {
                add(TextKind::Caption, figure.caption.as_ref());
            }
            for credit in item.credits.iter().flat_map(|credits| credits.iter()) {
                add(TextKind::Credit, Some(credit));
            }
        }
    }
    add(TextKind::Distribution, draft.distribution.as_ref());
    for (_, _, name) in draft.signoff.iter().flat_map(|signoff| signoff.roles()) {
        add(TextKind::Signature, name);
    }
    all.extend(filed_cells(entry));
    all
}

/// The cells of tables that lie in files beside the draft.
fn filed_cells(entry: &Entry) -> impl Iterator<Item = Prose<'_>> {
    let tables = entry.draft.items().flat_map(|(_, _, item)| &item.table);
    tables
        .filter_map(|table| {
            let file = table.file.as_ref()?;
            match entry.attachments.get(file)? {
                Content::Rows(rows) => Some((table, file.span, rows)),
                Content::Picture(_) | Content::Refused(..) => None,
            }
        })
        .flat_map(|(table, span, rows)| {
            rows.iter().enumerate().flat_map(move |(row, cells)| {
                let kind = cell_kind(table, row);
                cells.iter().map(move |text| Prose::mapped(kind, text, Map::Elsewhere(span)))
            })
        })
}

fn cell_kind(table: &Table, row: usize) -> TextKind {
    if row < table.head() { TextKind::Caption } else { TextKind::Cell }
}
