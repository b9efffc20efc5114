//! What ends a paragraph, a cell, a table, a header.

use super::{Aside, Walk};
use crate::import::document::{Block, Edge, Glyph, Paragraph, rich, trim};

impl Walk {
    pub(super) fn end_edge(&mut self, what: &'static str) {
        let text = trim(&std::mem::take(&mut self.edge)).to_vec();
        if !text.is_empty() {
            let paragraph = Paragraph { text, place: what.to_owned(), ..Paragraph::default() };
            self.document.edges.push(Edge { what, paragraph });
        }
    }

    pub(super) fn end_paragraph(&mut self) {
        match self.state.aside {
            Aside::Edge(what) => return self.end_edge(what),
            Aside::Note => return self.note.push(Glyph::new(' ', false)),
            _ => {}
        }
        let raw = std::mem::take(&mut self.text);
        let blank = raw.iter().take_while(|glyph| glyph.c.is_whitespace()).count();
        let text = trim(&raw).to_vec();
        if !self.in_table {
            self.end_table();
        }
        if !text.is_empty() {
            self.count += 1;
            let paragraph = Paragraph {
                text,
                heading: self.heading,
                centred: self.centred,
                right: self.right,
                indented: self.indented || blank > 1,
                place: format!("第{}段", self.count),
                ..Paragraph::default()
            };
            match self.in_table {
                true => self.cell.push(paragraph),
                false => self.document.blocks.push(Block::Paragraph(paragraph)),
            }
        }
        let first = self.note_count - self.notes.len();
        for (index, note) in std::mem::take(&mut self.notes).into_iter().enumerate() {
            let lead = format!("注{}：", first + index + 1);
            self.document.ledger.made("脚注、尾注的号", &lead);
            let mut text = rich(&lead, false);
            text.extend(note);
            let paragraph =
                Paragraph { text, note: true, place: "脚注".to_owned(), ..Paragraph::default() };
            self.document.blocks.push(Block::Paragraph(paragraph));
        }
    }

    pub(super) fn end_table(&mut self) {
        let mut rest = std::mem::take(&mut self.row);
        if !self.cell.is_empty() {
            rest.push(std::mem::take(&mut self.cell));
        }
        if !rest.is_empty() {
            self.table.get_or_insert_default().rows.push(rest);
        }
        let Some(mut table) = self.table.take() else { return };
        let width = table.rows.iter().map(Vec::len).max().unwrap_or_default();
        table.rows.iter_mut().for_each(|row| row.resize(width, vec![]));
        self.document.blocks.push(Block::Table(table));
    }
}
