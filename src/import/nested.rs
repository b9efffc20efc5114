//! A table in a cell of another. What only frames a text is taken apart, so that the table inside stays one; a
//! cell of a table of data takes what is in it as its text, which is told.

use super::document::{Paragraph, Table};

/// Why a table is to be looked at whose cells held another.
pub(super) const DOUBT: &str = "这张表的格子里还有表格，里面的字放在了一格里，请对照原件核对";
/// What the ledger calls it.
pub(super) const JOINED: &str = "格子里的表格（里面的字放在了一格里）";

/// A cell, as far as it tells a frame from a table of data.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cell {
    /// A table of data or a picture stands in it.
    pub(super) holds: bool,
    pub(super) paragraphs: usize,
    pub(super) characters: usize,
}

impl Cell {
    pub(super) fn add(&mut self, paragraph: &Paragraph) {
        self.paragraphs += usize::from(!paragraph.text.is_empty());
        self.characters += paragraph.text.len();
    }
}

/// Whether a table only puts things beside and under each other, of which some are tables: no more than one of its
/// rows has several cells with one short text each, as a menu has, and no more than one a name beside a table.
pub(super) fn is_frame(rows: &[Vec<Cell>]) -> bool {
    let short = |cell: &&Cell| !cell.holds && cell.paragraphs == 1 && cell.characters <= 30;
    let of_data = rows.iter().filter(|row| row.iter().filter(short).count() >= 2).count();
    let named =
        |row: &&Vec<Cell>| row.iter().any(|cell| short(&cell)) && row.iter().any(|c| c.holds);
    rows.iter().flatten().any(|cell| cell.holds)
        && of_data <= 1
        && rows.iter().filter(named).count() <= 1
}

/// Whether a table has rows and columns of its own: several of both, and no cell is an article.
pub(super) fn is_data(table: &Table) -> bool {
    let filled = |row: &&Vec<Vec<Paragraph>>| {
        row.iter().filter(|cell| cell.iter().any(|p| !p.text.is_empty())).count() >= 2
    };
    let article = |cell: &Vec<Paragraph>| cell.len() > 3;
    table.rows.iter().filter(filled).count() >= 2 && !table.rows.iter().flatten().any(article)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_told_from_tables_of_data() {
        let short = Cell { paragraphs: 1, characters: 4, ..Cell::default() };
        let table = Cell { holds: true, paragraphs: 2, characters: 60 };
        let none = Cell::default();
        for (rows, wanted) in [
            (vec![vec![short, table]], true),
            (vec![vec![short, short], vec![short, table]], true),
            (vec![vec![table], vec![short]], true),
            (vec![vec![short, short], vec![short, short], vec![short, table]], false),
            (vec![vec![short, short, none], vec![short, short, table]], false),
            (vec![vec![short, short], vec![short, table], vec![short, table]], false),
            (vec![vec![short], vec![short, none]], false),
        ] {
            assert_eq!(is_frame(&rows), wanted, "{rows:?}");
        }
    }
}
