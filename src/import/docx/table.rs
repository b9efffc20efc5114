//! Tables, with every cell in its own column: merged cells leave empty ones.

use super::body::{FoundBlock, Walk};
use super::styles::is_shaded;
use super::xml::Node;
use crate::bulletin::styles;
use crate::import::document::{Block, Paragraph, Table, Told};
use crate::import::nested::{self, Cell};

type Rows = Vec<Vec<Vec<FoundBlock>>>;

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
    let mut cells: Rows = vec![];
    let style = node.child("tblPr").and_then(|p| p.child("tblStyle")).and_then(Node::val);
    let (around, in_parts) = walk.styles.of_table(style);
    if in_parts {
        walk.found.ledger.left("表格样式里的删除线、隐藏（是哪几格，请对照原件）", "");
    }
    walk.around.push(around);
    rows(walk, node, &mut cells);
    walk.around.pop();
    let seen: Vec<Vec<Cell>> = cells.iter().map(|row| row.iter().map(seen).collect()).collect();
    if nested::is_frame(&seen) {
        let all = cells.into_iter().flatten().flatten();
        out.extend(all.filter(|block| !is_empty(block)));
        return;
    }
    let mut after = vec![];
    for row in cells {
        let paragraphs = |cell| take(walk, cell, &mut table.doubt, &mut after);
        table.rows.push(row.into_iter().map(paragraphs).collect());
    }
    let width = table.rows.iter().map(Vec::len).max().unwrap_or_default();
    table.rows.iter_mut().for_each(|row| row.resize(width, vec![]));
    own(walk, node, &mut table);
    if !table.rows.is_empty() {
        out.push(FoundBlock::Block(Block::Table(table)));
    }
    out.append(&mut after);
}

fn is_empty(block: &FoundBlock) -> bool {
    matches!(block, FoundBlock::Block(Block::Paragraph(paragraph)) if paragraph.text.is_empty())
}

/// What stands in a cell, as far as it tells a frame from a table of data.
fn seen(cell: &Vec<FoundBlock>) -> Cell {
    let mut seen = Cell::default();
    for block in cell {
        match block {
            FoundBlock::Block(Block::Paragraph(paragraph)) => seen.add(paragraph),
            FoundBlock::Block(Block::Table(_)) => seen.holds = true,
            _ => {}
        }
    }
    seen
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
    } else if let Some(head) = merged_head(node).filter(|head| *head < table.rows.len()) {
        table.head = Some(head);
    }
}

/// A head of two or three rows: one of its cells goes over several columns, and others beside it over several rows.
fn merged_head(node: &Node) -> Option<usize> {
    let rows: Vec<&Node> = node.nodes().filter(|node| node.name == "tr").collect();
    let merged = |row: &Node| -> Vec<Option<bool>> {
        // For each column whether it goes on from above.
        let mut all = vec![];
        for cell in row.nodes().filter(|node| node.name == "tc") {
            let properties = cell.child("tcPr");
            let span = properties.and_then(|p| p.child("gridSpan")).and_then(Node::val);
            let span = span.and_then(|span| span.parse::<usize>().ok()).unwrap_or(1);
            let merge = properties.and_then(|p| p.child("vMerge"));
            let goes_on = merge.map(|merge| merge.val() != Some("restart"));
            all.extend(std::iter::repeat_n(goes_on, span.clamp(1, MOST_COLUMNS)));
        }
        all
    };
    let spans = |cell: &Node| {
        let span = cell.child("tcPr").and_then(|p| p.child("gridSpan")).and_then(Node::val);
        span.is_some_and(|span| span != "1")
    };
    let first = rows.first()?;
    let columns: Vec<usize> = merged(first)
        .iter()
        .enumerate()
        .filter(|(_, merge)| **merge == Some(false))
        .map(|(at, _)| at)
        .collect();
    let more = rows[1..].iter().take(4).take_while(|row| {
        let row = merged(row);
        !columns.is_empty() && columns.iter().all(|at| row.get(*at) == Some(&Some(true)))
    });
    let head = 1 + more.count();
    let wide = first.nodes().filter(|node| node.name == "tc").any(spans);
    (wide && (2..=3).contains(&head)).then_some(head)
}

fn rows(walk: &mut Walk<'_>, node: &Node, all: &mut Rows) {
    for child in node.nodes() {
        match child.name.as_str() {
            "tr" => row(walk, child, all),
            "sdt" => {
                if let Some(content) = child.child("sdtContent") {
                    rows(walk, content, all);
                }
            }
            "AlternateContent" => {
                if let Some(chosen) = walk.chosen(child) {
                    rows(walk, chosen, all);
                }
            }
            name if name.ends_with("Pr") || name == "tblGrid" => {}
            _ => rows(walk, child, all),
        }
    }
}

fn row(walk: &mut Walk<'_>, node: &Node, all: &mut Rows) {
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
    let mut cells: Vec<Vec<FoundBlock>> = vec![];
    cells.resize_with(number("gridBefore").min(MOST_COLUMNS), Vec::new);
    of_row(walk, node, &mut cells);
    cells.resize_with(cells.len() + number("gridAfter").min(MOST_COLUMNS), Vec::new);
    cells.truncate(MOST_COLUMNS.max(1));
    all.push(cells);
}

fn of_row(walk: &mut Walk<'_>, node: &Node, cells: &mut Vec<Vec<FoundBlock>>) {
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
                let inside = unframed(inside);
                let full = cells.len() >= MOST_COLUMNS;
                // Beyond what fits the last cell takes the rest: nothing is lost.
                match cells.last_mut() {
                    Some(last) if full => last.extend(inside),
                    _ => cells.push(inside),
                }
                let more = span.unwrap_or(1).saturating_sub(1);
                let room = MOST_COLUMNS.saturating_sub(cells.len());
                cells.resize_with(cells.len() + more.min(room), Vec::new);
            }
            name if name.ends_with("Pr") || name == "tblPrEx" => {}
            "sdt" => {
                if let Some(content) = child.child("sdtContent") {
                    of_row(walk, content, cells);
                }
            }
            _ => of_row(walk, child, cells),
        }
    }
}

/// What stands in a cell; a table that only puts texts beside each other is these texts.
fn unframed(inside: Vec<FoundBlock>) -> Vec<FoundBlock> {
    let mut all = vec![];
    for block in inside {
        match block {
            FoundBlock::Block(Block::Table(table)) if !nested::is_data(&table) => {
                let texts = table.rows.into_iter().flatten().flatten();
                all.extend(texts.map(|paragraph| FoundBlock::Block(Block::Paragraph(paragraph))));
            }
            block => all.push(block),
        }
    }
    all
}

/// The paragraphs of a cell in a table of data; what is no text comes behind the table.
fn take(
    walk: &mut Walk<'_>,
    inside: Vec<FoundBlock>,
    doubt: &mut Option<String>,
    after: &mut Vec<FoundBlock>,
) -> Vec<Paragraph> {
    let mut paragraphs = vec![];
    for block in inside {
        match block {
            FoundBlock::Block(Block::Paragraph(paragraph)) => {
                if !paragraph.text.is_empty() {
                    paragraphs.push(paragraph);
                }
            }
            FoundBlock::Block(Block::Table(table)) => {
                *doubt = Some(nested::DOUBT.to_owned());
                walk.found.ledger.joined(nested::JOINED);
                paragraphs.extend(table.rows.into_iter().flatten().flatten());
            }
            other => after.push(other),
        }
    }
    paragraphs
}
