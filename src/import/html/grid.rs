//! A table while it is read: every cell in the column where a browser puts it.

use crate::import::document::{Paragraph, Table};

/// More columns, or rows that one cell goes over, are not in a table that is printed.
const MOST: usize = 128;

#[derive(Debug, Default)]
pub(super) struct Grid {
    pub(super) table: Table,
    /// For each column, how many more rows the cell above takes.
    held: Vec<usize>,
    /// Where the open cell stands in its row.
    at: usize,
    /// Columns the open cell takes.
    columns: usize,
    open: bool,
    /// Rows that stand under all others wherever they are written, and whether such are open.
    feet: Vec<usize>,
    in_foot: bool,
}

impl Grid {
    pub(super) fn new(place: String) -> Self {
        Self { table: Table { place, ..Table::default() }, ..Self::default() }
    }

    pub(super) fn row(&mut self) {
        self.end_row();
        if self.in_foot {
            self.feet.push(self.table.rows.len());
        }
        self.table.rows.push(vec![]);
        self.open = true;
    }

    /// A group of rows begins; no cell goes on from another group.
    pub(super) fn section(&mut self, foot: bool) {
        self.end_row();
        self.held.clear();
        self.in_foot = foot;
    }

    pub(super) fn end_row(&mut self) {
        if std::mem::take(&mut self.open) {
            self.skip_held();
        }
    }

    pub(super) fn cell(&mut self, columns: usize, rows: usize) {
        if !self.open {
            self.row();
        }
        self.skip_held();
        let Some(row) = self.table.rows.last_mut() else { return };
        if row.len() >= MOST {
            // What comes more goes into the last cell.
            return;
        }
        self.at = row.len();
        let columns = columns.clamp(1, MOST - row.len());
        self.columns = columns;
        row.extend(std::iter::repeat_n(vec![], columns));
        self.held.resize(self.held.len().max(row.len()), 0);
        for held in &mut self.held[self.at..self.at + columns] {
            // 0 stands for all that follow; nobody means so many.
            *held = rows.clamp(1, MOST) - 1;
        }
    }

    /// Empty cells under those that go over several rows.
    fn skip_held(&mut self) {
        let Some(row) = self.table.rows.last_mut() else { return };
        while let Some(held) = self.held.get_mut(row.len()).filter(|held| **held > 0) {
            *held -= 1;
            row.push(vec![]);
        }
    }

    /// The cell that is open.
    pub(super) fn inside(&mut self) -> Option<&mut Vec<Paragraph>> {
        self.table.rows.last_mut()?.get_mut(self.at)
    }

    pub(super) fn finish(mut self) -> Table {
        self.end_row();
        for at in self.feet.iter().rev() {
            let row = self.table.rows.remove(*at);
            self.table.rows.push(row);
        }
        let feet = self.table.rows.len() - self.feet.len();
        self.table.rows[feet..].reverse();
        self.table.rows.retain(|row| !row.is_empty());
        let width = self.table.rows.iter().map(Vec::len).max().unwrap_or_default();
        self.table.rows.iter_mut().for_each(|row| row.resize(width, vec![]));
        self.table
    }
}
