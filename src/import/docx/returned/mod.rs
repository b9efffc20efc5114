//! A Word document that came back, read for its bookmarks and comments: paragraphs as they are when
//! all tracked changes are accepted, tables as rows. What `body.rs` does for strange files (fields,
//! numbering, boxes) is not wanted here, as we wrote the document.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow};

use super::BROKEN;
use super::package::{Package, path};
use super::table::MOST_COLUMNS;
use super::xml::{Child, Node};

mod body;
mod comments;

pub(in crate::import) use body::{Aside, Body, Line, Mark, Piece, Table};

/// Reads the bytes of a DOCX.
pub(in crate::import) fn read(bytes: &[u8]) -> Result<Body> {
    let mut package = Package::zip(bytes)?;
    let main = package.main()?;
    let root = package.content(&main)?.ok_or_else(|| anyhow!(BROKEN))?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let relations = package.relations(&main)?;
    let mut notes = BTreeMap::new();
    let mut edges = vec![];
    for relation in relations.values() {
        let Some(what) = aside_of(&relation.kind) else { continue };
        let Some(root) = package.content(&path(&folder, &relation.target))? else { continue };
        match what {
            "脚注" | "尾注" => root.each(&mut |node| {
                if let ("footnote" | "endnote", Some(id)) = (node.name.as_str(), node.get("id")) {
                    notes.insert((what, id.to_owned()), said(node).join(" "));
                }
            }),
            _ => edges.extend(said(&root).into_iter().map(|text| Aside { what, text })),
        }
    }
    let mut walk = Walk { notes: Some(&notes), ..Walk::default() };
    walk.blocks(&root);
    if let Some(line) = walk.held.take() {
        walk.push(line);
    }
    let pieces = walk.pieces;
    let comments = comments::all(&mut package, &folder, &relations)?;
    Ok(Body { pieces, comments, edges })
}

/// What the part of a relation holds, where it is beside the text.
fn aside_of(kind: &str) -> Option<&'static str> {
    Some(match kind.rsplit('/').next()? {
        "footnotes" => "脚注",
        "endnotes" => "尾注",
        "header" => "页眉",
        "footer" => "页脚",
        _ => return None,
    })
}

/// The lines of a part, without those that are empty.
fn said(node: &Node) -> Vec<String> {
    let mut inside = Walk::default();
    inside.blocks(node);
    let lines = inside.pieces.into_iter().flat_map(|piece| match piece {
        Piece::Paragraph(line) => vec![line.text],
        Piece::Table(table) => table.rows.concat(),
    });
    lines.map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// The texts of foot- and endnotes, by what they are and their ids.
type Notes = BTreeMap<(&'static str, String), String>;

#[derive(Default)]
struct Walk<'n> {
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
    /// In a run that is struck through.
    struck: bool,
    /// None in what is beside the text itself.
    notes: Option<&'n Notes>,
    /// Comments on the number in the margin, which are on what stands beside it.
    beside: Vec<Mark>,
}

impl Walk<'_> {
    fn blocks(&mut self, node: &Node) {
        for child in node.nodes() {
            match child.name.as_str() {
                "p" => self.paragraph(child),
                "tbl" => {
                    let mut table = table(child, self.notes);
                    // Comments that go round it are on its first cell.
                    for mark in &self.open {
                        let mark = Mark { id: mark.id.clone(), words: String::new(), start: 0 };
                        table.iter_mut().for_each(|t| t.comments.push((0, 0, mark.clone())));
                    }
                    self.pieces.extend(table.map(Piece::Table));
                }
                "commentRangeStart" => {
                    let id = child.get("id").map(str::to_owned);
                    self.open.extend(id.map(|id| Mark { id, words: String::new(), start: 0 }));
                }
                "commentRangeEnd" => {
                    self.open.retain(|mark| child.get("id") != Some(&mark.id));
                }
                "bookmarkStart" => self.begin(child),
                "bookmarkEnd" => {
                    let last = match (&mut self.held, self.pieces.last_mut()) {
                        (Some(line), _) | (None, Some(Piece::Paragraph(line))) => Some(line),
                        _ => None,
                    };
                    if let (Some(line), Some(name)) = (last, end(&mut self.names, child)) {
                        line.end(name);
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

    fn paragraph(&mut self, node: &Node) {
        if node.is_margin_number() {
            return self.beside(node);
        }
        let mut line = self.held.take().unwrap_or_default();
        line.begins.append(&mut self.waiting);
        line.comments.append(&mut self.beside);
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

    /// The number in the margin beside what follows.
    fn beside(&mut self, node: &Node) {
        let mut line = Line::default();
        self.inside(node, &mut line);
        self.waiting.append(&mut line.begins);
        if let Some(Piece::Paragraph(last)) = self.pieces.last_mut() {
            last.ends.append(&mut line.ends);
        }
        for mark in self.open.iter_mut().chain(&mut line.comments) {
            (mark.words, mark.start) = (String::new(), 0);
        }
        self.beside.append(&mut line.comments);
    }

    /// A paragraph, parted where lines were ended in it by hand.
    fn push(&mut self, line: Line) {
        let Line { text, begins, ends, comments, pictures, mut asides } = line;
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
                asides: std::mem::take(&mut asides),
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
                "bookmarkEnd" => {
                    if let Some(name) = end(&mut self.names, child) {
                        line.end(name);
                    }
                }
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
                "footnoteReference" => self.note("脚注", child, line),
                "endnoteReference" => self.note("尾注", child, line),
                "drawing" | "pict" if child.is_margin_box() => child.each(&mut |inside| {
                    if let ("commentReference", Some(id)) = (inside.name.as_str(), inside.get("id"))
                    {
                        let (id, start) = (id.to_owned(), line.text.len());
                        line.comments.push(Mark { id, words: String::new(), start });
                    }
                }),
                "drawing" | "pict" | "object" => {
                    let texts = boxed(child);
                    let is_picture = ["blip", "imagedata"].iter().any(|n| child.find(n).is_some());
                    line.pictures += usize::from(is_picture || texts.is_empty());
                    let texts = texts.into_iter().map(|text| Aside { what: "文本框", text });
                    line.asides.extend(texts);
                }
                "del" | "moveFrom" | "delText" | "instrText" => {}
                // Struck through by hand: no proof of ours is sent out so.
                "r" if is_struck(child) => {
                    self.struck = true;
                    self.inside(child, line);
                    self.struck = false;
                }
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

    fn note(&self, what: &'static str, node: &Node, line: &mut Line) {
        let id = node.get("id").unwrap_or_default().to_owned();
        let text = self.notes.and_then(|notes| notes.get(&(what, id))).cloned();
        line.asides.extend(text.map(|text| Aside { what, text }));
    }

    fn text(&mut self, text: &str, line: &mut Line) {
        if self.codes.last() == Some(&true) || self.struck {
            return;
        }
        line.text.push_str(text);
        self.open.iter_mut().for_each(|mark| mark.words.push_str(text));
    }
}

/// The bookmark that ends here, of those that are open.
fn end(names: &mut BTreeMap<String, String>, node: &Node) -> Option<String> {
    names.remove(node.get("id")?)
}

/// Whether a run is struck through.
fn is_struck(run: &Node) -> bool {
    let looks = run.child("rPr");
    ["strike", "dstrike"]
        .iter()
        .any(|name| looks.and_then(|looks| looks.child(name)).is_some_and(Node::on))
}

/// The words of the boxes in a drawing, one text each.
fn boxed(node: &Node) -> Vec<String> {
    let mut texts = vec![];
    node.each(&mut |inside| {
        // Word writes each box twice, for old programs too.
        let text = (inside.name == "txbxContent").then(|| said(inside).join(" "));
        let text = text.filter(|text| !text.is_empty() && !texts.contains(text));
        texts.extend(text);
    });
    texts
}

/// The parts of a table of a name, also those that stand in content controls.
fn parts<'a>(node: &'a Node, name: &str, found: &mut Vec<&'a Node>) {
    for child in node.nodes() {
        match child.name.as_str() {
            own if own == name => found.push(child),
            "tbl" | "p" => {}
            own if own.ends_with("Pr") => {}
            _ => parts(child, name, found),
        }
    }
}

/// Whether a row or cell was taken out by a tracked change.
fn is_gone(node: &Node) -> bool {
    let has = |properties: &str, mark: &str| {
        node.child(properties).is_some_and(|properties| properties.child(mark).is_some())
    };
    has("trPr", "del") || has("tcPr", "cellDel")
}

/// A table as it is when all tracked changes are accepted; none when nothing of it is left.
fn table(node: &Node, notes: Option<&Notes>) -> Option<Table> {
    let mut table = Table::default();
    let mut rows = vec![];
    parts(node, "tr", &mut rows);
    for row in rows.into_iter().filter(|row| !is_gone(row)) {
        let at = table.rows.len();
        let (mut cells, mut nodes) = (vec![], vec![]);
        parts(row, "tc", &mut nodes);
        for node in nodes.into_iter().filter(|cell| !is_gone(cell)) {
            let place = cells.len();
            let (text, comments, mut asides) = cell(node, notes);
            table.comments.extend(comments.into_iter().map(|mark| (at, place, mark)));
            table.asides.append(&mut asides);
            let look = |name: &str| node.child("tcPr").and_then(|p| p.child(name));
            // One that goes on from the row above.
            let goes_on = look("vMerge").is_some_and(|merge| merge.val() != Some("restart"));
            if goes_on && text.is_empty() {
                table.covered.push((at, place));
            }
            cells.push(text);
            let span = look("gridSpan").and_then(Node::val).and_then(|span| span.parse().ok());
            for _ in 1..span.unwrap_or(1usize).min(MOST_COLUMNS) {
                table.covered.push((at, cells.len()));
                cells.push(String::new());
            }
        }
        table.rows.push(cells);
    }
    (!table.rows.is_empty()).then_some(table)
}

/// The text of a cell, its paragraphs joined, with the comments on it and what stands beside it.
fn cell(node: &Node, notes: Option<&Notes>) -> (String, Vec<Mark>, Vec<Aside>) {
    let mut inside = Walk { notes, ..Walk::default() };
    inside.blocks(node);
    let (mut comments, mut asides) = (vec![], vec![]);
    let lines = inside.pieces.into_iter().map(|piece| match piece {
        Piece::Paragraph(mut line) => {
            comments.append(&mut line.comments);
            asides.append(&mut line.asides);
            line.text.trim().to_owned()
        }
        Piece::Table(table) => table.rows.concat().join(" "),
    });
    let text = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().concat();
    (text, comments, asides)
}
