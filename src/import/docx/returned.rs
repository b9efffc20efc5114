//! A Word document that came back, read for its bookmarks and comments: paragraphs as they are when
//! all tracked changes are accepted, tables as rows. What `body.rs` does for strange files (fields,
//! numbering, boxes) is not wanted here, as we wrote the document.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow};

use super::BROKEN;
use super::package::{Package, path};
use super::xml::{Child, Node};

/// What a document holds, in order.
#[derive(Debug, Default)]
pub(in crate::import) struct Body {
    pub(in crate::import) pieces: Vec<Piece>,
    /// By their ids, as the text refers to them.
    pub(in crate::import) comments: BTreeMap<String, Comment>,
}

#[derive(Debug)]
pub(in crate::import) enum Piece {
    Paragraph(Line),
    Table(Table),
}

#[derive(Debug, Default)]
pub(in crate::import) struct Table {
    pub(in crate::import) rows: Vec<Vec<String>>,
    /// Comments in it, each with its row and cell.
    pub(in crate::import) comments: Vec<(usize, usize, Mark)>,
}

/// Where a comment is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct Mark {
    pub(in crate::import) id: String,
    /// The words that it is on; none when it is on a place.
    pub(in crate::import) words: String,
    /// Where in the text of its paragraph it begins.
    pub(in crate::import) start: usize,
}

/// A paragraph, or one of the lines of one.
#[derive(Debug, Default)]
pub(in crate::import) struct Line {
    pub(in crate::import) text: String,
    /// Names of bookmarks that begin in it or right before it.
    pub(in crate::import) begins: Vec<String>,
    /// Names of bookmarks that end in it or right behind it.
    pub(in crate::import) ends: Vec<String>,
    pub(in crate::import) comments: Vec<Mark>,
    /// How many pictures stand in it.
    pub(in crate::import) pictures: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct Comment {
    pub(in crate::import) author: String,
    pub(in crate::import) text: String,
}

/// Reads the bytes of a DOCX.
pub(in crate::import) fn read(bytes: &[u8]) -> Result<Body> {
    let mut package = Package::zip(bytes)?;
    let main = package.main()?;
    let root = package.content(&main)?.ok_or_else(|| anyhow!(BROKEN))?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let relations = package.relations(&main)?;
    let mut walk = Walk::default();
    walk.blocks(&root);
    if let Some(line) = walk.held.take() {
        walk.push(line);
    }
    let mut comments = BTreeMap::new();
    for relation in relations.values().filter(|relation| relation.kind.ends_with("/comments")) {
        let Some(root) = package.content(&path(&folder, &relation.target))? else { continue };
        root.each(&mut |node| {
            if node.name != "comment" {
                return;
            }
            let (Some(id), author) = (node.get("id"), node.get("author").unwrap_or_default())
            else {
                return;
            };
            let mut inside = Walk::default();
            inside.blocks(node);
            let lines = inside.pieces.iter().filter_map(|piece| match piece {
                Piece::Paragraph(line) => Some(line.text.trim()),
                Piece::Table(_) => None,
            });
            let text = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
            let author = author.trim().to_owned();
            comments.insert(id.to_owned(), Comment { author, text });
        });
    }
    Ok(Body { pieces: walk.pieces, comments })
}

#[derive(Default)]
struct Walk {
    pieces: Vec<Piece>,
    /// Bookmarks that are open, by their ids.
    names: BTreeMap<String, String>,
    /// Bookmarks that began between paragraphs.
    waiting: Vec<String>,
    /// Comments that are open, with the words so far.
    open: Vec<Mark>,
    /// Whether the code of a field is being read, for each that is open.
    codes: Vec<bool>,
    /// A paragraph that a tracked change has joined with the next.
    held: Option<Line>,
}

impl Walk {
    fn blocks(&mut self, node: &Node) {
        for child in node.nodes() {
            match child.name.as_str() {
                "p" => self.paragraph(child),
                "tbl" => self.pieces.extend(table(child).map(Piece::Table)),
                "bookmarkStart" => self.begin(child),
                "bookmarkEnd" => {
                    if let (Some(name), Some(Piece::Paragraph(line))) =
                        (self.end(child), self.pieces.last_mut())
                    {
                        line.ends.push(name);
                    }
                }
                name if name.ends_with("Pr") => {}
                "del" | "moveFrom" => {}
                _ => self.blocks(child),
            }
        }
    }

    fn begin(&mut self, node: &Node) {
        if let (Some(id), Some(name)) = (node.get("id"), node.get("name")) {
            self.names.insert(id.to_owned(), name.to_owned());
            self.waiting.push(name.to_owned());
        }
    }

    fn end(&mut self, node: &Node) -> Option<String> {
        self.names.remove(node.get("id")?)
    }

    fn paragraph(&mut self, node: &Node) {
        let mut line = self.held.take().unwrap_or_default();
        line.begins.append(&mut self.waiting);
        self.inside(node, &mut line);
        // One that goes on belongs to the next paragraph from its beginning.
        for mark in &mut self.open {
            let Mark { id, words, start } = mark;
            let (words, start) = (std::mem::take(words), std::mem::take(start));
            line.comments.push(Mark { id: id.clone(), words, start });
        }
        let mark = node.child("pPr").and_then(|p| p.child("rPr"));
        if mark.is_some_and(|mark| mark.child("del").is_some()) {
            self.held = Some(line);
        } else {
            self.push(line);
        }
    }

    /// A paragraph, parted where lines were ended in it by hand.
    fn push(&mut self, line: Line) {
        let Line { text, begins, ends, comments, pictures } = line;
        let count = text.split('\n').count();
        let (mut at, mut begins) = (0, Some(begins));
        for (index, text) in text.split('\n').enumerate() {
            let end = at + text.len();
            let is_last = index + 1 == count;
            let inside = |mark: &&Mark| mark.start >= at && (mark.start <= end || is_last);
            let comments = comments.iter().filter(inside).cloned();
            let comments = comments.map(|mark| Mark { start: mark.start - at, ..mark }).collect();
            self.pieces.push(Piece::Paragraph(Line {
                text: text.to_owned(),
                begins: begins.take().unwrap_or_default(),
                ends: if is_last { ends.clone() } else { vec![] },
                comments,
                pictures: if index == 0 { pictures } else { 0 },
            }));
            at = end + 1;
        }
    }

    fn inside(&mut self, node: &Node, line: &mut Line) {
        for child in &node.children {
            let Child::Node(child) = child else { continue };
            match child.name.as_str() {
                "t" => self.text(&child.text(), line),
                "tab" | "ptab" => self.text("\t", line),
                "br" | "cr" => self.text("\n", line),
                "noBreakHyphen" => self.text("-", line),
                "sym" => {
                    let symbol = child.symbol().map(String::from).unwrap_or_default();
                    self.text(&symbol, line);
                }
                "bookmarkStart" => {
                    self.begin(child);
                    line.begins.append(&mut self.waiting);
                }
                "bookmarkEnd" => line.ends.extend(self.end(child)),
                "commentRangeStart" => {
                    let id = child.get("id").map(str::to_owned);
                    let start = line.text.len();
                    self.open.extend(id.map(|id| Mark { id, words: String::new(), start }));
                }
                "commentRangeEnd" => {
                    let at = self.open.iter().position(|mark| child.get("id") == Some(&mark.id));
                    line.comments.extend(at.map(|at| self.open.remove(at)));
                }
                "commentReference" => {
                    let Some(id) = child.get("id") else { continue };
                    if !line.comments.iter().any(|mark| mark.id == id) {
                        let (id, start) = (id.to_owned(), line.text.len());
                        line.comments.push(Mark { id, words: String::new(), start });
                    }
                }
                "fldChar" => match child.get("fldCharType") {
                    Some("begin") => self.codes.push(true),
                    Some("separate") => {
                        self.codes.iter_mut().rev().take(1).for_each(|c| *c = false)
                    }
                    Some("end") => {
                        self.codes.pop();
                    }
                    _ => {}
                },
                "drawing" | "pict" | "object" => line.pictures += 1,
                "del" | "moveFrom" | "delText" | "instrText" => {}
                "AlternateContent" => {
                    if let Some(chosen) = child.child("Choice").or_else(|| child.child("Fallback"))
                    {
                        self.inside(chosen, line);
                    }
                }
                name if name.ends_with("Pr") => {}
                _ => self.inside(child, line),
            }
        }
    }

    fn text(&mut self, text: &str, line: &mut Line) {
        if self.codes.last() == Some(&true) {
            return;
        }
        line.text.push_str(text);
        self.open.iter_mut().for_each(|mark| mark.words.push_str(text));
    }
}

/// Whether a row was taken out by a tracked change.
fn is_gone(row: &Node) -> bool {
    row.child("trPr").is_some_and(|properties| properties.child("del").is_some())
}

/// A table as it is when all tracked changes are accepted; none when nothing of it is left.
fn table(node: &Node) -> Option<Table> {
    let mut table = Table::default();
    for row in node.nodes().filter(|row| row.name == "tr" && !is_gone(row)) {
        let at = table.rows.len();
        let mut cells = vec![];
        for node in row.nodes().filter(|cell| cell.name == "tc") {
            let (text, comments) = cell(node);
            table.comments.extend(comments.into_iter().map(|mark| (at, cells.len(), mark)));
            cells.push(text);
        }
        table.rows.push(cells);
    }
    (!table.rows.is_empty()).then_some(table)
}

/// The text of a cell, its paragraphs joined, and the comments on it.
fn cell(node: &Node) -> (String, Vec<Mark>) {
    let mut inside = Walk::default();
    inside.blocks(node);
    let mut comments = vec![];
    let lines = inside.pieces.into_iter().map(|piece| match piece {
        Piece::Paragraph(mut line) => {
            comments.append(&mut line.comments);
            line.text.trim().to_owned()
        }
        Piece::Table(table) => table.rows.concat().join(" "),
    });
    let text = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().concat();
    (text, comments)
}
