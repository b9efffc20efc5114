//! What a file says, whatever its format: paragraphs with strong runs, tables, pictures.

use std::collections::BTreeMap;

/// A character and whether it is set in bold. Texts are lists of these while they are taken
/// apart, so that a cut anywhere keeps what is strong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    pub c: char,
    pub strong: bool,
}

pub(super) type Rich = Vec<Glyph>;

/// A file read.
#[derive(Debug, Default)]
pub struct Document {
    pub blocks: Vec<Block>,
    /// What the editor should know about the file, one sentence each.
    pub notes: Vec<String>,
    /// Characters of the file that are no text, by what they were.
    pub removed: Ledger,
    /// Files to be written beside the draft.
    pub pictures: Vec<Picture>,
    /// Whether lines end where the page does, so that a line is not a paragraph.
    pub lines_may_be_cut: bool,
}

#[derive(Debug, Clone)]
pub enum Block {
    Paragraph(Paragraph),
    Table(Table),
    /// Index into [`Document::pictures`].
    Picture(usize),
}

#[derive(Debug, Clone, Default)]
pub struct Paragraph {
    /// With white space inside as it stands in the file, without any at the ends.
    pub text: Rich,
    /// The heading's level, from 1; 0 for ordinary text.
    pub heading: u8,
    pub centred: bool,
    /// Whether it begins with an indent, as a paragraph of running text does.
    pub indented: bool,
    /// Where it stands, for people: “第12行”.
    pub place: String,
}

#[derive(Debug, Clone, Default)]
pub struct Table {
    pub caption: String,
    /// Rows that name the columns, when the file says how many.
    pub head: Option<usize>,
    /// Rows of cells, of which each holds paragraphs.
    pub rows: Vec<Vec<Vec<Paragraph>>>,
    pub place: String,
}

#[derive(Debug, Clone)]
pub struct Picture {
    /// The ending of the file's name, lower case, without the dot.
    pub extension: String,
    pub bytes: Vec<u8>,
}

/// What was left out or changed in reading, counted by kind.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    entries: BTreeMap<&'static str, Entry>,
}

#[derive(Debug, Clone, Default)]
struct Entry {
    times: usize,
    characters: String,
}

impl Ledger {
    /// Notes one case; `characters` are those that left the text with it.
    pub fn add(&mut self, what: &'static str, characters: impl IntoIterator<Item = char>) {
        let entry = self.entries.entry(what).or_default();
        entry.times += 1;
        entry.characters.extend(characters);
    }

    /// Each kind with the number of cases.
    pub fn times(&self) -> impl Iterator<Item = (&'static str, usize)> {
        self.entries.iter().map(|(what, entry)| (*what, entry.times))
    }

    /// All characters that left the text.
    pub fn characters(&self) -> impl Iterator<Item = char> {
        self.entries.values().flat_map(|entry| entry.characters.chars())
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
                Block::Picture(..) => Box::new(std::iter::empty()),
            }
        })
    }

    fn captions(&self) -> impl Iterator<Item = char> {
        self.blocks.iter().flat_map(|block| match block {
            Block::Table(table) => table.caption.chars(),
            Block::Paragraph(_) | Block::Picture(_) => "".chars(),
        })
    }

    /// The characters of the whole text and of what was taken out of it, without white space.
    pub fn characters(&self) -> impl Iterator<Item = char> {
        self.paragraphs()
            .flat_map(|paragraph| paragraph.text.iter().map(|glyph| glyph.c))
            .chain(self.captions())
            .chain(self.removed.characters())
            .filter(|c| !c.is_whitespace())
    }
}

pub(super) fn rich(text: &str, strong: bool) -> Rich {
    text.chars().map(|c| Glyph { c, strong }).collect()
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
