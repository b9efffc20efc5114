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
    Table(Vec<Vec<String>>),
}

/// A paragraph, or one of the lines of one.
#[derive(Debug, Default)]
pub(in crate::import) struct Line {
    pub(in crate::import) text: String,
    /// Names of bookmarks that begin in it or right before it.
    pub(in crate::import) begins: Vec<String>,
    /// Names of bookmarks that end in it or right behind it.
    pub(in crate::import) ends: Vec<String>,
    /// Ids of comments on it, with the words that they are on.
    pub(in crate::import) comments: Vec<(String, String)>,
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
    open: Vec<(String, String)>,
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
                "tbl" => {
                    let mut comments = vec![];
                    let rows = child.nodes().filter(|row| row.name == "tr" && !is_gone(row));
                    let rows = rows.map(|row| {
                        let cells = row.nodes().filter(|cell| cell.name == "tc");
                        cells.map(|node| cell(node, &mut comments)).collect()
                    });
                    let rows = rows.collect();
                    self.pieces.push(Piece::Table(rows));
                    if !comments.is_empty() {
                        self.pieces.push(Piece::Paragraph(Line { comments, ..Line::default() }));
                    }
                }
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
        for (id, words) in &mut self.open {
            line.comments.push((id.clone(), std::mem::take(words)));
        }
        let mark = node.child("pPr").and_then(|p| p.child("rPr"));
        if mark.is_some_and(|mark| mark.child("del").is_some()) {
            self.held = Some(line);
        } else {
            self.push(line);
        }
    }

    fn push(&mut self, mut line: Line) {
        let mut parts = line.text.split('\n').map(str::to_owned).collect::<Vec<_>>().into_iter();
        line.text = parts.next().unwrap_or_default();
        let more: Vec<String> = parts.collect();
        let ends = if more.is_empty() { vec![] } else { std::mem::take(&mut line.ends) };
        self.pieces.push(Piece::Paragraph(line));
        let last = more.len();
        for (index, text) in more.into_iter().enumerate() {
            let ends = if index + 1 == last { ends.clone() } else { vec![] };
            self.pieces.push(Piece::Paragraph(Line { text, ends, ..Line::default() }));
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
                    self.open.extend(child.get("id").map(|id| (id.to_owned(), String::new())));
                }
                "commentRangeEnd" => {
                    let at = self.open.iter().position(|(id, _)| child.get("id") == Some(id));
                    line.comments.extend(at.map(|at| self.open.remove(at)));
                }
                "commentReference" => {
                    let Some(id) = child.get("id") else { continue };
                    if !line.comments.iter().any(|(known, _)| known == id) {
                        line.comments.push((id.to_owned(), String::new()));
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
                "del" | "moveFrom" | "delText" | "instrText" | "drawing" | "pict" | "object" => {}
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
        self.open.iter_mut().for_each(|(_, words)| words.push_str(text));
    }
}

/// Whether a row was taken out by a tracked change.
fn is_gone(row: &Node) -> bool {
    row.child("trPr").is_some_and(|properties| properties.child("del").is_some())
}

/// The text of a cell, its paragraphs joined; the comments on it go to the others of its table.
fn cell(node: &Node, comments: &mut Vec<(String, String)>) -> String {
    let mut inside = Walk::default();
    inside.blocks(node);
    for piece in &mut inside.pieces {
        if let Piece::Paragraph(line) = piece {
            comments.append(&mut line.comments);
        }
    }
    let lines = inside.pieces.iter().map(|piece| match piece {
        Piece::Paragraph(line) => line.text.trim().to_owned(),
        Piece::Table(rows) => rows.iter().flatten().cloned().collect::<Vec<_>>().join(" "),
    });
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("")
}
