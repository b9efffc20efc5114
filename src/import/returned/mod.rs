//! A proof that came back, in Word or as text: what each item says in it. In a Word file of ours items
//! are found by the bookmarks that they carry; without these, and in other files, by their text.

use std::path::Path;

use anyhow::Result;

use super::docx::returned::{Body, Piece};
use super::format::{self, Format};
use super::outline::{Expected, Outline, Reference};
use super::remark::Remark;
use super::{docx, import, text};
use crate::bulletin::block;
use crate::bulletin::identity::{Content, ItemContent};
use crate::bulletin::words;
use crate::draft::ItemNumber;

mod edges;
mod loose;
mod marked;
mod plain;
mod split;

pub use edges::Edge;
use marked::Marked;
pub use split::whole;

/// What every bookmark of ours begins with.
const MARK: &str = "_kuaibao_";

/// The bookmark that says which content a document shows.
pub const OF: &str = "_kuaibao_of_";

/// A file that came back, not yet compared with anything.
#[derive(Debug)]
pub enum File {
    Marked(Box<Marked>),
    Plain(Box<Outline>, Vec<Remark>),
    /// Its tables may have come apart: they are put together by what was sent out.
    Text(Box<str>),
}

/// What a file says, by the items of what was sent out.
#[derive(Debug, Default)]
pub struct Returned {
    pub items: Vec<Item>,
    /// The paragraphs of the editor's note, where there are any.
    pub note: Vec<String>,
    /// There were some, and none is there.
    pub is_note_gone: bool,
    /// Names of columns that are marked, by their index.
    pub columns: Vec<(usize, String)>,
    /// The items that are known, as they stand in the file.
    pub order: Vec<ItemNumber>,
    /// Items that stand under another column, by its index.
    pub moved: Vec<(ItemNumber, usize)>,
    /// The columns as they stand in the file, by their index; nothing where it does not show them.
    pub column_order: Vec<usize>,
    /// Whether captions stand among the lines of items.
    pub has_captions: bool,
    /// What masthead and end block say otherwise.
    pub edges: Vec<Edge>,
    pub strays: Vec<Stray>,
    pub comments: Vec<Comment>,
}

#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Item {
    /// Which one it was; nothing when it is none of those that were sent out.
    pub was: Option<ItemNumber>,
    /// The name of its column, where the file says it.
    pub column: String,
    pub headline: String,
    /// Paragraphs, subheads and captions.
    pub lines: Vec<String>,
    pub tables: Vec<Vec<Vec<String>>>,
    /// How many, where the file has pictures at all.
    pub pictures: Option<usize>,
    /// Of each table and picture, how many lines stand before it, where the file says so.
    pub insets: Vec<usize>,
    /// The same of tables alone.
    pub tables_at: Vec<usize>,
    pub credits: Vec<String>,
}

/// Words that belong to no item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stray {
    pub text: String,
    /// The item that they stand behind, or in.
    pub after: Option<ItemNumber>,
    /// What they stand in, where that is no paragraph: 脚注, 文本框 …
    pub what: &'static str,
}

/// What somebody has written in the margin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    pub spot: Option<Spot>,
    pub author: String,
    pub text: String,
    pub is_settled: bool,
    /// The words that it is on; empty when it is on a place.
    pub on: String,
}

/// What a remark is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// A line of masthead or end block, by its name in a content, or that of a role.
    Line(&'static str),
    Note,
    /// By its index.
    Column(usize),
    Item(ItemNumber, Of),
}

/// A part of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    Headline,
    Body,
    Credits,
    Caption(Inset),
    /// Of which table, row and cell.
    Cell(usize, usize, usize),
}

/// A table or figure of an item, by its place among those.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inset {
    Table(usize),
    Figure(usize),
}

impl File {
    /// Reads a file of any format.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(path: &Path, bytes: &[u8], reference: Reference<'_>) -> Result<Self> {
        let plain = format::without_lead(bytes);
        match format::of(path, plain).ok() {
            Some(Format::Pdf) => anyhow::bail!(
                "“{}”是 PDF，上面的改动认不准，不能读回\n请领导改 Word 的送审稿；改在纸上或 PDF 上的，照着在稿件里改",
                path.file_name().unwrap_or_default().to_string_lossy()
            ),
            Some(Format::Docx) => {
                let body = docx::returned::read(plain)?;
                let is_ours = body.pieces.iter().any(|piece| match piece {
                    Piece::Paragraph(line) => line.begins.iter().any(|name| place(name).is_some()),
                    Piece::Table(_) => false,
                });
                if is_ours {
                    return Ok(Self::Marked(Box::new(Marked(body))));
                }
                let outline = import(path, bytes, Expected::Issue, reference)?.outline;
                Ok(Self::Plain(Box::new(outline), plain::remarks(body)))
            }
            Some(Format::Text) => Ok(Self::Text(text::decode_or_cut(plain)?.0.into())),
            _ => {
                let imported = import(path, bytes, Expected::Issue, reference)?;
                Ok(Self::Plain(Box::new(imported.outline), imported.remarks))
            }
        }
    }

    fn body(&self) -> Option<&Body> {
        match self {
            Self::Marked(marked) => Some(&marked.0),
            Self::Plain(..) | Self::Text(_) => None,
        }
    }

    /// The beginning of the fingerprint of what was sent out, where the file carries it.
    pub fn fingerprint(&self) -> Option<&str> {
        self.body()?.pieces.iter().find_map(|piece| match piece {
            Piece::Paragraph(line) => line.begins.iter().find_map(|name| name.strip_prefix(OF)),
            Piece::Table(_) => None,
        })
    }

    /// What it says of the items that were sent out. `titles`: whether headlines stood on lines of
    /// their own; `signed`: the names that may stand at its foot, by role.
    ///
    /// # Errors
    /// It is a text that cannot be taken apart.
    pub fn against(
        &self,
        sent: &Content,
        titles: bool,
        signed: &[String; 3],
        reference: Reference<'_>,
    ) -> Result<Returned> {
        Ok(match self {
            Self::Marked(marked) => marked.against(sent, titles, signed),
            Self::Plain(outline, remarks) => plain::of_outline(outline, remarks, sent, signed),
            Self::Text(text) => {
                let text = plain::with_tables(text, sent);
                let path = Path::new("text.txt");
                let imported = import(path, text.as_bytes(), Expected::Issue, reference)?;
                plain::of_outline(&imported.outline, &[], sent, signed)
            }
        })
    }
}

/// The item of a bookmark.
fn place(name: &str) -> Option<ItemNumber> {
    name.strip_prefix(MARK)?.replace('_', ".").parse().ok()
}

/// An item as one text.
fn printed(item: &ItemContent) -> String {
    let body: String = item.body.iter().map(|part| bare(&part.text)).collect();
    format!("{}{}{body}{}", item.headline, words::AFTER_HEADLINE, words::credit(&item.credits))
}

/// A paragraph without its `**`.
pub fn bare(text: &str) -> String {
    block::lower(text).into_iter().flatten().map(|run| run.text).collect()
}

/// A paragraph of the editor's note, without what the page puts before it.
fn plain_note(text: &str) -> String {
    text.strip_prefix(words::NOTE).unwrap_or(text).trim().to_owned()
}

/// All that masthead, contents and end block may say.
fn fragments(sent: &Content, signed: &[String; 3]) -> Vec<String> {
    let squeezed = |text: &str| crate::zh::space::squeezed(text);
    let mut all: Vec<String> = sent.lines.iter().map(|line| squeezed(&line.text)).collect();
    all.extend(signed.iter().map(|name| squeezed(name)));
    for column in &sent.columns {
        all.push(squeezed(&column.name));
        all.extend(column.items.iter().map(|item| squeezed(&item.headline)));
    }
    all.extend(sent.note.iter().map(|part| squeezed(&bare(&part.text))));
    let fixed = [words::NOTE, words::REPORT, words::SEND, words::DISTRIBUTION, words::CONTENTS];
    all.extend(fixed.iter().map(|word| squeezed(word)));
    all.extend(words::ROLES.map(str::to_owned));
    all.extend(["总第", "期", "共印", "份", "发", "增刊"].map(str::to_owned));
    all.retain(|text| !text.is_empty());
    all.sort_by_key(|text| std::cmp::Reverse(text.len()));
    all
}

fn is_known(text: &str, fragments: &[String]) -> bool {
    let mut text = crate::zh::space::squeezed(text);
    for fragment in fragments {
        text = text.replace(fragment.as_str(), "");
    }
    !text.chars().any(|c| c.is_alphabetic())
}
