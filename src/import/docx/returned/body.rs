//! What a Word document that came back holds.

use std::collections::BTreeMap;

use super::comments::Comment;

/// What a document holds, in order.
#[derive(Debug, Default)]
pub(in crate::import) struct Body {
    pub(in crate::import) pieces: Vec<Piece>,
    /// By their ids, as the text refers to them.
    pub(in crate::import) comments: BTreeMap<String, Comment>,
    /// What heads and ends the pages says, line by line.
    pub(in crate::import) edges: Vec<Aside>,
}

impl Body {
    /// All that it says, without white space.
    pub(in crate::import) fn all(&self) -> String {
        let mut all = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Paragraph(line) => {
                    all.push_str(&line.text);
                    line.asides.iter().for_each(|aside| all.push_str(&aside.text));
                }
                Piece::Table(table) => {
                    table.rows.iter().flatten().for_each(|cell| all.push_str(cell));
                    table.asides.iter().for_each(|aside| all.push_str(&aside.text));
                }
            }
        }
        self.edges.iter().for_each(|aside| all.push_str(&aside.text));
        all.retain(|c| !c.is_whitespace());
        all
    }
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
    /// Places that a merged cell covers, by row and cell.
    pub(in crate::import) covered: Vec<(usize, usize)>,
    pub(in crate::import) asides: Vec<Aside>,
}

/// Words that stand beside the text: a proof of ours is sent out without any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct Aside {
    /// 脚注, 尾注, 文本框, 页眉, 页脚.
    pub(in crate::import) what: &'static str,
    pub(in crate::import) text: String,
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
    pub(in crate::import) asides: Vec<Aside>,
}

impl Line {
    /// Ends a bookmark here; one round which nothing is left, as all of it was taken out, is none.
    pub(super) fn end(&mut self, name: String) {
        let began = self.begins.iter().position(|own| *own == name);
        match began.filter(|_| self.text.trim().is_empty() && self.pictures == 0) {
            Some(at) => drop(self.begins.remove(at)),
            None => self.ends.push(name),
        }
    }
}
