//! A proof that came back, in Word or as text: what each item says in it. In a Word file of ours items
//! are found by the bookmarks that they carry; without these, and in other files, by their text.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;

use super::docx::returned::{Body, Line, Piece};
use super::format::{self, Format};
use super::outline::{Expected, Outline, Reference};
use super::{docx, import};
use crate::bulletin::block;
use crate::bulletin::compare::{are_alike, matched};
use crate::bulletin::identity::{
    ColumnContent, Content, ItemContent, Line as ContentLine, Part, PartKind,
};
use crate::bulletin::words;
use crate::draft::ItemNumber;

mod split;

/// What every bookmark of ours begins with.
const MARK: &str = "_kuaibao_";

/// The bookmark that says which content a document shows.
pub const OF: &str = "_kuaibao_of_";

/// A file that came back, not yet compared with anything.
#[derive(Debug)]
pub enum File {
    Marked(Box<Marked>),
    Plain(Box<Outline>),
}

/// A Word document with our bookmarks.
#[derive(Debug)]
pub struct Marked(Body);

/// What a file says, by the items of what was sent out.
#[derive(Debug, Default)]
pub struct Returned {
    pub items: Vec<Item>,
    /// The paragraphs of the editor's note, where there are any.
    pub note: Vec<String>,
    /// Names of columns that are marked, by their index.
    pub columns: Vec<(usize, String)>,
    /// The items that are known, as they stand in the file.
    pub order: Vec<ItemNumber>,
    /// Whether captions stand among the lines of items.
    pub has_captions: bool,
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
    pub credits: Vec<String>,
}

/// A paragraph that belongs to no item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stray {
    pub text: String,
    /// The item that it stands behind.
    pub after: Option<ItemNumber>,
}

/// What somebody has written in the margin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    pub at: Option<ItemNumber>,
    pub author: String,
    pub text: String,
    /// The words that it is on; empty when it is on a place.
    pub on: String,
}

impl File {
    /// Reads a file of any format.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(path: &Path, bytes: &[u8], reference: Reference<'_>) -> Result<Self> {
        let plain = format::without_lead(bytes);
        if format::of(path, plain).is_ok_and(|format| format == Format::Pdf) {
            anyhow::bail!(
                "“{}”是 PDF，上面的改动认不准，不能读回\n请领导改 Word 的送审稿；改在纸上或 PDF 上的，照着在稿件里改",
                path.file_name().unwrap_or_default().to_string_lossy()
            );
        }
        if format::of(path, plain).is_ok_and(|format| format == Format::Docx) {
            let body = docx::returned::read(plain)?;
            let is_ours = body.pieces.iter().any(|piece| match piece {
                Piece::Paragraph(line) => line.begins.iter().any(|name| place(name).is_some()),
                Piece::Table(_) => false,
            });
            if is_ours {
                return Ok(Self::Marked(Box::new(Marked(body))));
            }
        }
        let imported = import(path, bytes, Expected::Issue, reference)?;
        Ok(Self::Plain(Box::new(imported.outline)))
    }

    /// The beginning of the fingerprint of what was sent out, where the file carries it.
    pub fn fingerprint(&self) -> Option<&str> {
        let Self::Marked(marked) = self else { return None };
        marked.0.pieces.iter().find_map(|piece| match piece {
            Piece::Paragraph(line) => line.begins.iter().find_map(|name| name.strip_prefix(OF)),
            Piece::Table(_) => None,
        })
    }

    /// What it says of the items that were sent out. `titles`: whether headlines stood on lines of
    /// their own; `signed`: the names that may stand at its foot.
    pub fn against(&self, sent: &Content, titles: bool, signed: &[String]) -> Returned {
        match self {
            Self::Marked(marked) => marked.against(sent, titles, signed),
            Self::Plain(outline) => of_outline(outline, sent, signed),
        }
    }
}

/// The item of a bookmark.
fn place(name: &str) -> Option<ItemNumber> {
    name.strip_prefix(MARK)?.replace('_', ".").parse().ok()
}

/// The column of a bookmark, from 0.
fn column_of(name: &str) -> Option<usize> {
    name.strip_prefix(MARK)?.parse::<usize>().ok()?.checked_sub(1)
}

/// What stands between an item's bookmark and the next.
#[derive(Default)]
struct Segment {
    lines: Vec<String>,
    tables: Vec<Vec<Vec<String>>>,
}

impl Marked {
    fn against(&self, sent: &Content, titles: bool, signed: &[String]) -> Returned {
        let mut found = Returned { has_captions: true, ..Returned::default() };
        let mut segments: BTreeMap<ItemNumber, Segment> = BTreeMap::new();
        let mut strays: Vec<Stray> = vec![];
        let (mut current, mut last): (Option<ItemNumber>, Option<ItemNumber>) = (None, None);
        for piece in &self.0.pieces {
            let line = match piece {
                Piece::Paragraph(line) => line,
                Piece::Table(rows) => {
                    if let Some(segment) = current.and_then(|at| segments.get_mut(&at)) {
                        segment.tables.push(rows.clone());
                    }
                    continue;
                }
            };
            let column = line.begins.iter().find_map(|name| column_of(name));
            if let Some(at) = line.begins.iter().find_map(|name| place(name)) {
                if !segments.contains_key(&at) {
                    found.order.push(at);
                }
                segments.entry(at).or_default();
                (current, last) = (Some(at), Some(at));
            } else if column.is_some() {
                current = None;
            }
            let text = line.text.trim();
            match (current, column) {
                (Some(at), _) => {
                    let segment = segments.entry(at).or_default();
                    segment.lines.extend((!text.is_empty()).then(|| text.to_owned()));
                }
                (None, Some(column)) => {
                    found.columns.push((column, text.trim_matches(['【', '】']).to_owned()));
                }
                (None, None) if !text.is_empty() => {
                    strays.push(Stray { text: text.to_owned(), after: last });
                }
                (None, None) => {}
            }
            self.comments_on(line, current.or(last), &mut found);
            if current.is_some_and(|at| line.ends.iter().any(|name| place(name) == Some(at))) {
                current = None;
            }
        }
        found.note = note(&mut strays, sent, &found);
        for (column, index, item) in sent.items() {
            let at = ItemNumber::of_indexes(column, index);
            let segment = segments.remove(&at).filter(|segment| !segment.is_empty());
            let segment = segment.or_else(|| lost(&mut strays, item));
            found.items.extend(segment.map(|segment| split::item(at, segment, item, titles)));
        }
        let known = fragments(sent, signed);
        strays.retain(|stray| !is_known(&stray.text, &known));
        // Bookmarks of items that were not sent out: copied from another issue.
        for (at, segment) in segments {
            let text = segment.lines.join("\n");
            strays.extend((!text.is_empty()).then_some(Stray { text, after: Some(at) }));
        }
        found.strays = strays;
        found
    }

    fn comments_on(&self, line: &Line, at: Option<ItemNumber>, found: &mut Returned) {
        for (id, on) in &line.comments {
            let Some(comment) = self.0.comments.get(id).filter(|c| !c.text.is_empty()) else {
                continue;
            };
            // One that goes over paragraphs belongs where it begins.
            let (author, text) = (comment.author.clone(), comment.text.clone());
            let known = |other: &&mut Comment| other.author == author && other.text == text;
            match found.comments.iter_mut().find(known) {
                Some(known) => {
                    if known.on.is_empty() {
                        known.on.clone_from(on);
                    }
                }
                None => found.comments.push(Comment { at, author, text, on: on.clone() }),
            }
        }
    }
}

impl Segment {
    fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.tables.is_empty()
    }
}

/// The paragraphs of the editor's note, taken out of what stands above the first column.
fn note(strays: &mut Vec<Stray>, sent: &Content, found: &Returned) -> Vec<String> {
    if sent.note.is_empty() || found.columns.is_empty() {
        return vec![];
    }
    let plain = |text: &str| text.strip_prefix(words::NOTE).unwrap_or(text).trim().to_owned();
    let sent: Vec<String> = sent.note.iter().map(|part| plain(&bare(&part.text))).collect();
    let is_note = |stray: &Stray| {
        stray.after.is_none() && sent.iter().any(|old| are_alike(old, &plain(&stray.text)))
    };
    let first = strays.iter().position(is_note);
    let last = strays.iter().rposition(is_note);
    let (Some(first), Some(last)) = (first, last) else { return vec![] };
    strays.drain(first..=last).map(|stray| plain(&stray.text)).collect()
}

/// An item whose bookmark is gone, by its text.
fn lost(strays: &mut Vec<Stray>, item: &ItemContent) -> Option<Segment> {
    let printed = printed(item);
    let at = strays.iter().position(|stray| are_alike(&printed, &stray.text))?;
    Some(Segment { lines: vec![strays.remove(at).text], tables: vec![] })
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

/// All that masthead, contents and end block may say.
fn fragments(sent: &Content, signed: &[String]) -> Vec<String> {
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

/// What a file without bookmarks says: its items are found by their text.
fn of_outline(outline: &Outline, sent: &Content, signed: &[String]) -> Returned {
    let mut items = vec![];
    let paragraph = |text: String| Part { kind: PartKind::Paragraph, text, more: String::new() };
    for column in &outline.columns {
        for item in &column.items {
            let lines = block::lower(&item.body).into_iter();
            let lines = lines.map(|runs| runs.into_iter().map(|run| run.text).collect());
            items.push(Item {
                was: None,
                column: column.name.clone(),
                headline: item.headline.clone(),
                lines: lines.collect(),
                tables: item.tables.iter().map(|table| table.rows.clone()).collect(),
                credits: item.credits.clone(),
            });
        }
    }
    let content = Content {
        lines: Vec::<ContentLine>::new(),
        note: vec![],
        columns: vec![ColumnContent {
            name: String::new(),
            items: items
                .iter()
                .map(|item| ItemContent {
                    headline: item.headline.clone(),
                    body: item.lines.iter().cloned().map(paragraph).collect(),
                    credits: item.credits.clone(),
                })
                .collect(),
        }],
    };
    for (was, is) in matched(sent, &content) {
        if let Some(is) = is {
            items[is.item - 1].was = was;
        }
    }
    // A masthead that was not told as such.
    let known = fragments(sent, signed);
    items.retain(|item| {
        let whole = format!("{}{}", item.headline, item.lines.concat());
        item.was.is_some() || !is_known(&whole, &known)
    });
    let note = outline.note.iter().flat_map(|note| block::lower(note));
    Returned {
        order: items.iter().filter_map(|item| item.was).collect(),
        items,
        note: note.map(|runs| runs.into_iter().map(|run| run.text).collect()).collect(),
        columns: vec![],
        has_captions: false,
        strays: outline
            .unplaced
            .iter()
            .filter(|left| !is_known(&left.text, &known))
            .map(|left| Stray { text: left.text.clone(), after: None })
            .collect(),
        comments: vec![],
    }
}
