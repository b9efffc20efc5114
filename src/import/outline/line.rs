//! A paragraph as the rest of the outline sees it, or what stands between paragraphs.

use crate::import::document::{Paragraph, Rich, Table, Told, plain};
use crate::zh::space;

/// A paragraph, or what stands between paragraphs.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    pub(super) text: Rich,
    pub(super) heading: u8,
    pub(super) centred: bool,
    pub(super) right: bool,
    pub(super) indented: bool,
    /// A blank line stands above it.
    pub(super) gap: bool,
    /// The page's width ends it, by where its characters stand.
    pub(super) full: bool,
    pub(super) note: bool,
    /// In a box beside the text.
    pub(super) boxed: bool,
    /// About the submission, by the form it was in.
    pub(super) aside: bool,
    /// A page ends above it, by a number that stood there.
    pub(super) over_page: bool,
    /// Nothing but a link.
    pub(super) link: bool,
    /// Who speaks, before a message of a chat.
    pub(super) speaker: bool,
    pub(super) place: String,
    pub(super) other: Option<Other>,
    /// Characters of its first line on the page, when it was joined from several.
    pub(super) first: Option<usize>,
    /// What it is by its style, in a document of ours; whether a credit set as such ends its item.
    pub(super) told: Option<Told>,
    pub(super) signed: bool,
}

#[derive(Debug, Clone)]
pub(super) enum Other {
    Table(Table),
    /// Index into the document's pictures.
    Picture(usize),
    /// What stood here and cannot be had.
    Absent(String),
}

impl Line {
    pub(super) fn plain(&self) -> String {
        plain(&self.text)
    }

    pub(super) fn squeezed(&self) -> String {
        space::squeezed(&self.plain())
    }

    pub(super) fn is_strong(&self) -> bool {
        let mut seen = self.text.iter().filter(|glyph| !glyph.c.is_whitespace()).peekable();
        seen.peek().is_some() && seen.all(|glyph| glyph.strong)
    }
}

impl From<Paragraph> for Line {
    fn from(paragraph: Paragraph) -> Self {
        let Paragraph {
            text,
            heading,
            centred,
            right,
            indented,
            gap,
            full,
            note,
            boxed,
            link,
            place,
            told,
        } = paragraph;
        let line = Self { text, heading, centred, right, indented, gap, ..Self::default() };
        Self { full, note, boxed, link, place, told, ..line }
    }
}
