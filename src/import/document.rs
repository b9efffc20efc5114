//! What a file says, whatever its format: paragraphs with strong runs, tables, pictures.

use std::collections::BTreeMap;

pub(super) use super::ledger::{Fate, Ledger};
use super::remark::Remark;

/// A character and whether it is set in bold. Texts are lists of these while they are taken
/// apart, so that a cut anywhere keeps what is strong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    pub c: char,
    pub strong: bool,
    pub part: Part,
}

impl Glyph {
    pub(super) const fn new(c: char, strong: bool) -> Self {
        Self { c, strong, part: Part::Text }
    }
}

/// What a run is by its style in a document of ours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Part {
    #[default]
    Text,
    Headline,
    /// What the page puts before a text: 编者按：.
    Label,
    Credit,
}

/// What a paragraph is by its style in a document of ours. Others say nothing of the kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    Name,
    Number,
    Publisher,
    Correction,
    Note,
    Contents,
    Column,
    Title,
    Body,
    Subhead,
    TableCaption,
    FigureCaption,
    Cell,
    HeadCell,
    CreditLine,
    List,
    Signed,
}

pub(super) type Rich = Vec<Glyph>;

/// How often each character stands in a file, white space aside.
pub(super) type Census = BTreeMap<char, i64>;

/// A file read.
#[derive(Debug, Default)]
pub struct Document {
    pub blocks: Vec<Block>,
    /// Headers and footers: facts of a masthead may stand there, never text of an item.
    pub edges: Vec<Edge>,
    /// What the editor should know about the file, one sentence each.
    pub notes: Vec<String>,
    /// What became of characters that are no text of a block.
    pub ledger: Ledger,
    /// Every character of every text node of the file, counted apart from the reading.
    pub(super) source: Census,
    /// Files to be written beside the draft.
    pub pictures: Vec<Picture>,
    /// What stands in the margins; the ledger has it as left out.
    pub remarks: Vec<Remark>,
    /// Whether lines end where the page does, so that a line is not a paragraph.
    pub lines_may_be_cut: bool,
    /// Why all of it should be looked at: it was recognized from a picture.
    pub doubt: Option<String>,
}

#[derive(Debug, Clone)]
pub enum Block {
    Paragraph(Paragraph),
    Table(Table),
    /// Index into [`Document::pictures`].
    Picture(usize),
    /// Something that cannot be had stood here; what, for people.
    Absent(String),
}

/// What a text box is called where it is not known whose paragraph it stands at.
pub(super) const BOX: &str = "文本框";

/// A line of a header or footer, with what it is called: 页眉, 页脚.
#[derive(Debug, Clone)]
pub struct Edge {
    pub what: &'static str,
    pub paragraph: Paragraph,
}

#[derive(Debug, Clone, Default)]
pub struct Paragraph {
    /// With white space inside as it stands in the file, without any at the ends.
    pub text: Rich,
    /// The heading's level, from 1; 0 for ordinary text.
    pub heading: u8,
    pub centred: bool,
    /// Whether it stands at the right, as a signature does.
    pub right: bool,
    /// Whether it begins with an indent, as a paragraph of running text does.
    pub indented: bool,
    /// Whether a blank line, or the room of one, stands above it.
    pub gap: bool,
    /// Whether it is a line that goes to the end of the page's width.
    pub full: bool,
    /// Whether it is a foot- or endnote of what stands before.
    pub note: bool,
    /// Whether it stands in a box beside the text.
    pub boxed: bool,
    /// Whether it is nothing but a link of a page.
    pub link: bool,
    /// Where it stands, for people: “第12行”.
    pub place: String,
    pub told: Option<Told>,
}

#[derive(Debug, Clone, Default)]
pub struct Table {
    pub caption: String,
    /// Rows that name the columns, when the file says how many.
    pub head: Option<usize>,
    /// Rows of cells, of which each holds paragraphs.
    pub rows: Vec<Vec<Vec<Paragraph>>>,
    pub place: String,
    /// Why it should be looked at, when the reader had to guess.
    pub doubt: Option<String>,
    /// Whether it is one of ours, in which every cell is as it was.
    pub told: bool,
}

#[derive(Debug, Clone)]
pub struct Picture {
    /// The ending of the file's name, lower case, without the dot.
    pub extension: String,
    pub bytes: Vec<u8>,
    /// What it shows, in words, where a document of ours says so.
    pub alt: String,
    /// Per cent of the type area, likewise.
    pub width: Option<u32>,
}

impl Picture {
    /// By its first bytes, else by the name it had.
    pub(super) fn new(bytes: Vec<u8>, name: &str) -> Self {
        let extension = match bytes.as_slice() {
            [0x89, b'P', b'N', b'G', ..] => "png".to_owned(),
            [0xFF, 0xD8, 0xFF, ..] => "jpg".to_owned(),
            [b'G', b'I', b'F', b'8', ..] => "gif".to_owned(),
            [b'B', b'M', ..] => "bmp".to_owned(),
            _ => {
                let ending = name.rsplit(['.', '/']).next().unwrap_or_default();
                let ending: String =
                    ending.chars().filter(char::is_ascii_alphanumeric).take(5).collect();
                if ending.is_empty() { "bin".to_owned() } else { ending.to_ascii_lowercase() }
            }
        };
        Self { extension, bytes, alt: String::new(), width: None }
    }
}

impl Paragraph {
    pub fn plain(text: &str, place: impl Into<String>) -> Self {
        Self { text: rich(text, false), place: place.into(), ..Self::default() }
    }
}

impl Document {
    /// All paragraphs, those in tables included.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.blocks.iter().flat_map(|block| -> Box<dyn Iterator<Item = &Paragraph>> {
            match block {
                Block::Paragraph(paragraph) => Box::new(std::iter::once(paragraph)),
                Block::Table(table) => Box::new(table.rows.iter().flatten().flatten()),
                Block::Picture(..) | Block::Absent(_) => Box::new(std::iter::empty()),
            }
        })
    }

    /// The characters of the text as it was read, without white space.
    pub fn characters(&self) -> impl Iterator<Item = char> {
        let captions = self.blocks.iter().flat_map(|block| match block {
            Block::Table(table) => table.caption.chars(),
            Block::Paragraph(_) | Block::Picture(_) | Block::Absent(_) => "".chars(),
        });
        self.paragraphs()
            .chain(self.edges.iter().map(|edge| &edge.paragraph))
            .flat_map(|paragraph| paragraph.text.iter().map(|glyph| glyph.c))
            .chain(captions)
            .filter(|c| !c.is_whitespace())
    }

    /// Takes over what another reader found inside this file: a message's page, a part of another
    /// format.
    pub(super) fn absorb(&mut self, other: Document) {
        let offset = self.pictures.len();
        self.pictures.extend(other.pictures);
        self.blocks.extend(other.blocks.into_iter().map(|block| match block {
            Block::Picture(index) => Block::Picture(index + offset),
            block => block,
        }));
        self.edges.extend(other.edges);
        self.notes.extend(other.notes);
        self.ledger.absorb(other.ledger);
        for (c, count) in other.source {
            *self.source.entry(c).or_default() += count;
        }
        self.lines_may_be_cut |= other.lines_may_be_cut;
        self.doubt = self.doubt.take().or(other.doubt);
    }
}

/// Counts the characters of a text.
pub(super) fn count(census: &mut Census, text: &str) {
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        *census.entry(c).or_default() += 1;
    }
}

pub(super) fn rich(text: &str, strong: bool) -> Rich {
    text.chars().map(|c| Glyph::new(c, strong)).collect()
}

pub(super) fn plain(text: &[Glyph]) -> String {
    text.iter().map(|glyph| glyph.c).collect()
}

/// Without white space at the ends.
pub(super) fn trim(text: &[Glyph]) -> &[Glyph] {
    let start = text.iter().position(|glyph| !glyph.c.is_whitespace()).unwrap_or(text.len());
    let end = text.iter().rposition(|glyph| !glyph.c.is_whitespace()).map_or(start, |at| at + 1);
    &text[start..end]
}
