//! Tables, with every cell in its own column: merged cells leave empty ones.

use super::body::{FoundBlock, Walk};
use super::styles::is_shaded;
use super::xml::Node;
use crate::bulletin::styles;
use crate::import::document::{Block, Paragraph, Table, Told};

/// More columns are not in a table that is printed.
pub(super) const MOST_COLUMNS: usize = 128;

impl Walk<'_> {
    /// Reads a table; pictures and notes in it come behind.
    pub(super) fn table(&mut self, node: &Node, out: &mut Vec<FoundBlock>) {
        read(self, node, out);
    }
}

fn read(walk: &mut Walk<'_>, node: &Node, out: &mut Vec<FoundBlock>) {
    let mut table = Table { place: walk.place_of("表格"), ..Table::default() };
    let mut after = vec![];
    let style = node.child("tblPr").and_then(|p| p.child("tblStyle")).and_then(Node::val);
    let (around, in_parts) = walk.styles.of_table(style);
    if in_parts {
        walk.found.ledger.left("表格样式里的删除线、隐藏（是哪几格，请对照原件）", "");
    }
    walk.around.push(around);
    rows(walk, node, &mut table, &mut after);
    walk.around.pop();
    let width = table.rows.iter().map(Vec::len).max().unwrap_or_default();
    table.rows.iter_mut().for_each(|row| row.resize(width, vec![]));
    own(walk, node, &mut table);
    if !table.rows.is_empty() {
        out.push(FoundBlock::Block(Block::Table(table)));
    }
    out.append(&mut after);
}

/// How many rows name the columns: those that Word repeats on each page. In a table of ours that is
/// certain.
fn own(walk: &Walk<'_>, node: &Node, table: &mut Table) {
    let style = node.child("tblPr").and_then(|p| p.child("tblStyle")).and_then(Node::val);
    let in_cell = |told: Option<Told>| matches!(told, Some(Told::Cell | Told::HeadCell));
    table.told = walk.styles.is_named(style, styles::TABLE)
        || table.rows.iter().flatten().flatten().any(|paragraph| in_cell(paragraph.told));
    let repeated =
        |row: &&Node| row.child("trPr").and_then(|p| p.child("tblHeader")).is_some_and(Node::on);
    let head = node.nodes().filter(|node| node.name == "tr").take_while(repeated).count();
    if table.told || head > 1 {
        table.head = Some(head.min(table.rows.len()));
    }
}

fn rows(walk: &mut Walk<'_>, node: &Node, table: &mut Table, after: &mut Vec<FoundBlock>) {
    for child in node.nodes() {
        match child.name.as_str() {
            "tr" => row(walk, child, table, after),
            "sdt" => {
                if let Some(content) = child.child("sdtContent") {
                    rows(walk, content, table, after);
                }
            }
            "AlternateContent" => {
                if let Some(chosen) = walk.chosen(child) {
                    rows(walk, chosen, table, after);
                }
            }
            name if name.ends_with("Pr") || name == "tblGrid" => {}
            _ => rows(walk, child, table, after),
        }
    }
}

fn row(walk: &mut Walk<'_>, node: &Node, table: &mut Table, after: &mut Vec<FoundBlock>) {
    let properties = node.child("trPr");
    if properties.is_some_and(|p| p.child("del").is_some()) {
        walk.found.tracked = true;
        walk.left("修订中删去的文字", node);
        return;
    }
    if properties.and_then(|p| p.child("hidden")).is_some_and(Node::on) {
        walk.left("隐藏的文字", node);
        return;
    }
    let number = |name: &str| -> usize {
        let value = properties.and_then(|p| p.child(name)).and_then(Node::val);
        value.and_then(|value| value.parse().ok()).unwrap_or_default()
    };
    let mut cells: Vec<Vec<Paragraph>> = vec![vec![]; number("gridBefore").min(MOST_COLUMNS)];
    of_row(walk, node, &mut cells, after);
    let behind = number("gridAfter").min(MOST_COLUMNS);
    cells.extend(std::iter::repeat_n(vec![], behind));
    cells.truncate(MOST_COLUMNS.max(1));
    table.rows.push(cells);
}

fn of_row(
    walk: &mut Walk<'_>,
    node: &Node,
    cells: &mut Vec<Vec<Paragraph>>,
    after: &mut Vec<FoundBlock>,
) {
    for child in node.nodes() {
        match child.name.as_str() {
            "tc" => {
                let span = child.child("tcPr").and_then(|p| p.child("gridSpan"));
                let span = span.and_then(Node::val).and_then(|span| span.parse::<usize>().ok());
                if child.child("tcPr").is_some_and(|p| p.child("cellDel").is_some()) {
                    walk.found.tracked = true;
                    walk.left("修订中删去的文字", child);
                    cells.push(vec![]);
                    continue;
                }
                let mut inside = vec![];
                let shading = child.child("tcPr").and_then(|p| p.child("shd"));
                let coloured = usize::from(shading.is_some_and(is_shaded));
                walk.in_cell += 1;
                walk.coloured += coloured;
                walk.blocks(child, &mut inside);
                walk.coloured -= coloured;
                walk.in_cell -= 1;
                let mut paragraphs = vec![];
                take(inside, &mut paragraphs, after);
                let full = cells.len() >= MOST_COLUMNS;
                // Beyond what fits the last cell takes the rest: nothing is lost.
                match cells.last_mut() {
                    Some(last) if full => last.extend(paragraphs),
                    _ => cells.push(paragraphs),
                }
                let more = span.unwrap_or(1).saturating_sub(1);
                let room = MOST_COLUMNS.saturating_sub(cells.len());
                cells.extend(std::iter::repeat_n(vec![], more.min(room)));
            }
            name if name.ends_with("Pr") || name == "tblPrEx" => {}
            "sdt" => {
                if let Some(content) = child.child("sdtContent") {
                    of_row(walk, content, cells, after);
                }
            }
            _ => of_row(walk, child, cells, after),
        }
    }
}

/// The paragraphs of a cell. A table in a cell is read as the cell's text; what is no text comes
/// behind the table.
fn take(inside: Vec<FoundBlock>, paragraphs: &mut Vec<Paragraph>, after: &mut Vec<FoundBlock>) {
    for block in inside {
        match block {
            FoundBlock::Block(Block::Paragraph(paragraph)) => {
                if !paragraph.text.is_empty() {
                    paragraphs.push(paragraph);
                }
            }
            FoundBlock::Block(Block::Table(table)) => {
                paragraphs.extend(table.rows.into_iter().flatten().flatten());
            }
            other => after.push(other),
        }
    }
}
