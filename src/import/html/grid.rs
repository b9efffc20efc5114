//! A table while it is read: every cell in the column where a browser puts it.

use super::elements::MENU;
use crate::import::document::{Block, Ledger, Paragraph, Table, plain};
use crate::import::nested::{self, Cell};

/// More columns, or rows that one cell goes over, are not in a table that is printed.
const MOST: usize = 128;

#[derive(Debug, Default)]
pub(super) struct Grid {
    pub(super) caption: String,
    place: String,
    rows: Vec<Vec<Vec<Block>>>,
    /// Rows that name the columns: those over the first, when one of its cells is divided under it.
    head: usize,
    divided: bool,
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
        Self { place, ..Self::default() }
    }

    pub(super) fn row(&mut self) {
        self.end_row();
        if self.in_foot {
            self.feet.push(self.rows.len());
        }
        self.rows.push(vec![]);
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
        let first = self.rows.len() == 1;
        let Some(row) = self.rows.last_mut() else { return };
        if row.len() >= MOST {
            // What comes more goes into the last cell.
            return;
        }
        self.at = row.len();
        let columns = columns.clamp(1, MOST - row.len());
        self.columns = columns;
        if first {
            self.divided |= columns > 1;
            self.head = self.head.max(rows);
        }
        row.extend(std::iter::repeat_n(vec![], columns));
        self.held.resize(self.held.len().max(row.len()), 0);
        for held in &mut self.held[self.at..self.at + columns] {
            // 0 stands for all that follow; nobody means so many.
            *held = rows.clamp(1, MOST) - 1;
        }
    }

    /// Empty cells under those that go over several rows.
    fn skip_held(&mut self) {
        let Some(row) = self.rows.last_mut() else { return };
        while let Some(held) = self.held.get_mut(row.len()).filter(|held| **held > 0) {
            *held -= 1;
            row.push(vec![]);
        }
    }

    /// The cell that is open.
    pub(super) fn inside(&mut self) -> Option<&mut Vec<Block>> {
        self.rows.last_mut()?.get_mut(self.at)
    }

    /// What was read: a table, with what is no text in it behind it; or, where it only frames others, what stands
    /// in it, one behind the other.
    pub(super) fn finish(mut self, ledger: &mut Ledger) -> Vec<Block> {
        self.end_row();
        for at in self.feet.iter().rev() {
            let row = self.rows.remove(*at);
            self.rows.push(row);
        }
        let feet = self.rows.len() - self.feet.len();
        self.rows[feet..].reverse();
        self.rows.retain(|row| !row.is_empty());
        if self.rows.is_empty() && self.caption.is_empty() {
            return vec![];
        }
        let seen: Vec<Vec<Cell>> =
            self.rows.iter().map(|row| row.iter().map(seen).collect()).collect();
        // One column with pictures between its texts is no table.
        let single = self.rows.iter().all(|row| row.len() <= 1);
        let thing = |block: &Block| matches!(block, Block::Picture(_) | Block::Absent(_));
        let pictured = self.rows.iter().flatten().flatten().any(thing);
        if single && pictured || nested::is_frame(&seen) {
            let mut all = vec![];
            if !self.caption.is_empty() {
                all.push(Block::Paragraph(Paragraph::plain(&self.caption, &*self.place)));
            }
            all.extend(without_menus(self.rows, ledger).into_iter().flatten().flatten());
            return all;
        }
        let mut table = Table { caption: self.caption, place: self.place, ..Table::default() };
        let mut after = vec![];
        for row in self.rows {
            let cells =
                row.into_iter().map(|cell| texts(cell, &mut table.doubt, &mut after, ledger));
            let cells = cells.collect();
            table.rows.push(cells);
        }
        let width = table.rows.iter().map(Vec::len).max().unwrap_or_default();
        table.rows.iter_mut().for_each(|row| row.resize(width, vec![]));
        let head = self.divided && (2..=3).contains(&self.head) && self.head < table.rows.len();
        table.head = head.then_some(self.head);
        after.insert(0, Block::Table(table));
        after
    }
}

/// What stands in a cell, as far as it tells a frame from a table of data.
fn seen(cell: &Vec<Block>) -> Cell {
    let mut seen = Cell::default();
    for block in cell {
        match block {
            Block::Paragraph(paragraph) => seen.add(paragraph),
            Block::Table(_) => seen.holds = true,
            Block::Picture(_) | Block::Absent(_) => {}
        }
    }
    seen
}

/// What a cell of another table takes over; a table that only puts texts beside each other is these texts.
pub(super) fn unframed(blocks: Vec<Block>) -> Vec<Block> {
    let mut all = vec![];
    for block in blocks {
        match block {
            Block::Table(table) if !nested::is_data(&table) => {
                if !table.caption.is_empty() {
                    let caption = Paragraph::plain(&table.caption, table.place.clone());
                    all.push(Block::Paragraph(caption));
                }
                all.extend(table.rows.into_iter().flatten().flatten().map(Block::Paragraph));
            }
            block => all.push(block),
        }
    }
    all
}

/// The paragraphs of a cell in a table of data; what is no text comes behind the table.
fn texts(
    cell: Vec<Block>,
    doubt: &mut Option<String>,
    after: &mut Vec<Block>,
    ledger: &mut Ledger,
) -> Vec<Paragraph> {
    let mut texts = vec![];
    for block in cell {
        match block {
            Block::Paragraph(paragraph) => texts.push(paragraph),
            Block::Table(table) => {
                *doubt = Some(nested::DOUBT.to_owned());
                ledger.joined(nested::JOINED);
                if !table.caption.is_empty() {
                    texts.push(Paragraph::plain(&table.caption, table.place.clone()));
                }
                texts.extend(table.rows.into_iter().flatten().flatten());
            }
            other => after.push(other),
        }
    }
    texts
}

/// Without cells of nothing but short links, where others have text.
fn without_menus(mut rows: Vec<Vec<Vec<Block>>>, ledger: &mut Ledger) -> Vec<Vec<Vec<Block>>> {
    let link = |paragraph: &Paragraph| {
        let text = plain(&paragraph.text);
        paragraph.link
            && paragraph.heading == 0
            && text.chars().count() <= 12
            && !text.contains(['.', '．'])
            && !text.contains("附件")
    };
    let links = |cell: &Vec<Block>| -> Option<usize> {
        cell.iter().try_fold(0, |count, block| match block {
            Block::Paragraph(paragraph) => link(paragraph).then_some(count + 1),
            Block::Table(table) => {
                let mut all = table.rows.iter().flatten().flatten();
                all.try_fold(count, |count, paragraph| link(paragraph).then_some(count + 1))
            }
            Block::Picture(_) | Block::Absent(_) => None,
        })
    };
    let text = rows.iter().flatten().any(|cell| links(cell).is_none());
    for row in rows.iter_mut().filter(|_| text) {
        if row.iter().filter_map(links).sum::<usize>() < 2 {
            continue;
        }
        for cell in row.iter_mut().filter(|cell| links(cell).is_some()) {
            for block in std::mem::take(cell) {
                let all = match block {
                    Block::Table(table) => table.rows.into_iter().flatten().flatten().collect(),
                    Block::Paragraph(paragraph) => vec![paragraph],
                    Block::Picture(_) | Block::Absent(_) => vec![],
                };
                all.iter().for_each(|paragraph| ledger.left(MENU, &plain(&paragraph.text)));
            }
        }
    }
    rows
}
