//! What ends a paragraph, a cell, a table, a header.

use super::{Aside, Walk};
use crate::import::document::{Block, Edge, Glyph, Paragraph, Rich, Table, plain, rich, trim};

/// What stands around a text box: it stands in the middle of a paragraph and is put before it.
pub(super) struct Around {
    /// How deep in groups the box is.
    pub(super) depth: usize,
    text: Rich,
    notes: Vec<Rich>,
    table: Option<Table>,
    row: Vec<Vec<Paragraph>>,
    cell: Vec<Paragraph>,
    in_table: bool,
    aligned: [bool; 3],
    heading: u8,
}

impl Walk {
    pub(super) fn begin_box(&mut self) {
        self.around.push(Around {
            depth: self.stack.len(),
            text: std::mem::take(&mut self.text),
            notes: std::mem::take(&mut self.notes),
            table: self.table.take(),
            row: std::mem::take(&mut self.row),
            cell: std::mem::take(&mut self.cell),
            in_table: std::mem::take(&mut self.in_table),
            aligned: [self.centred, self.right, self.indented],
            heading: std::mem::take(&mut self.heading),
        });
        (self.centred, self.right, self.indented) = (false, false, false);
    }

    pub(super) fn end_box(&mut self) {
        self.end_paragraph();
        self.end_table();
        let Some(around) = self.around.pop() else { return };
        (self.text, self.notes, self.table) = (around.text, around.notes, around.table);
        (self.row, self.cell, self.in_table) = (around.row, around.cell, around.in_table);
        [self.centred, self.right, self.indented] = around.aligned;
        self.heading = around.heading;
    }

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
            Aside::Remark(_) => return self.remarks.put(" "),
            _ => {}
        }
        let raw = std::mem::take(&mut self.text);
        let blank = raw.iter().take_while(|glyph| glyph.c.is_whitespace()).count();
        let text = trim(&raw).to_vec();
        if std::mem::take(&mut self.dropped) && (1..=4).contains(&text.len()) {
            self.document.ledger.joined("首字下沉的字（已接上）");
            self.text = text;
            return;
        }
        if !self.in_table {
            self.end_table();
        }
        self.remarks.end_paragraph(&plain(&text));
        if !text.is_empty() {
            self.count += 1;
            let paragraph = Paragraph {
                text,
                heading: self.heading,
                centred: self.centred,
                right: self.right,
                indented: self.indented || blank > 1,
                boxed: !self.around.is_empty(),
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
