//! What a draft says, item by item, as it is searched.

use super::fold::{self, Folded};
use crate::bulletin::block;
use crate::draft::{self, Draft, Kind};
use crate::source::Spanned;
use crate::workspace::memory::credits;

/// An issue without its items' places in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Issue {
    pub date: Option<chrono::NaiveDate>,
    pub number: Option<i64>,
    pub kind: Kind,
    /// Who edited it.
    pub editor: String,
    /// Whether its file could be taken apart.
    pub is_readable: bool,
    pub items: Vec<Item>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// Column and item, counted from 1; `None` is the editor's note (编者按) of the issue.
    pub number: Option<(u16, u16)>,
    pub column: String,
    pub headline: String,
    pub credits: Vec<String>,
    /// The body, then the captions and cells of tables and the captions of pictures.
    pub body: String,
    /// Characters of headline and body, white space not counted.
    pub characters: u32,
}

/// Where words may stand in an item, the weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Headline,
    /// The column's name and the credits.
    Label,
    Body,
}

impl Place {
    pub const ALL: [Self; 3] = [Self::Headline, Self::Label, Self::Body];

    pub fn weight(self) -> u8 {
        match self {
            Self::Headline => 4,
            Self::Label => 2,
            Self::Body => 1,
        }
    }
}

impl Issue {
    pub fn of(draft: &Draft) -> Self {
        let text = |text: Option<&Spanned<String>>| text.map(|text| text.trim().to_owned());
        let note = text(draft.note.as_ref()).filter(|note| !note.is_empty());
        let note = note.map(|body| Item { characters: count(&body), body, ..Item::default() });
        let items = draft.items().map(|(column, at, item)| {
            let name = text(draft.column[column].name.as_ref()).unwrap_or_default();
            let number = u16::try_from(column + 1).ok().zip(u16::try_from(at + 1).ok());
            Item { number, column: name, ..Item::of(item) }
        });
        let signed = draft.signoff.as_ref().and_then(|signoff| signoff.editor.as_ref());
        Self {
            date: draft.date(),
            number: draft.number(),
            kind: draft.kind(),
            editor: text(signed).unwrap_or_default(),
            is_readable: true,
            items: note.into_iter().chain(items).collect(),
        }
    }
}

impl Item {
    fn of(item: &draft::Item) -> Self {
        let text = |text: &Option<Spanned<String>>| {
            text.as_ref().map(|text| text.trim().to_owned()).unwrap_or_default()
        };
        let mut body = text(&item.body);
        let headline = text(&item.headline);
        let bare = headline.chars().filter(|c| !c.is_whitespace()).count();
        let characters = bare as u32 + count(&body);
        let mut add = |text: &str| {
            if !text.trim().is_empty() {
                body.push_str("\n\n");
                body.push_str(text.trim());
            }
        };
        for table in &item.table {
            add(&text(&table.caption));
            let cells = table.rows.iter().flat_map(|rows| rows.iter().flatten());
            cells.for_each(|cell| add(cell));
        }
        item.figure.iter().for_each(|figure| add(&text(&figure.caption)));
        Self {
            headline,
            credits: credits(item).map(str::to_owned).collect(),
            body,
            characters,
            ..Self::default()
        }
    }

    /// Whether another item has the same words, wherever it stands in its issue.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let Self { number: _, column, headline, credits, body, characters: _ } = self;
        (column, headline, credits, body)
            == (&other.column, &other.headline, &other.credits, &other.body)
    }

    pub fn folded(&self, place: Place) -> Folded {
        match place {
            Place::Headline => fold::fold(&self.headline),
            Place::Label => fold::fold(&self.label()),
            Place::Body => fold::fold(&self.body),
        }
    }

    /// The column's name and the credits, nothing of which is found across two.
    fn label(&self) -> String {
        let parts = std::iter::once(&self.column).chain(&self.credits);
        parts.map(String::as_str).collect::<Vec<_>>().join("\n\n")
    }
}

fn count(text: &str) -> u32 {
    block::characters(text) as u32
}
