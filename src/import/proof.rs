//! What became of a file's text, from its bytes to the draft: every character, white space aside, is
//! in the draft, in what the page adds by itself, or in the list of what was left out, by name.
//!
//! The file is counted by its reader apart from the reading; the draft is counted after it was
//! written. Figures are compared once more, as figures and in order.

use std::collections::BTreeMap;

use super::document::{BOX, Block, Census, Document, Fate, count as count_text, plain};
use super::ledger::Line;
use super::outline::{ITEM_MARKS, Item, Outline};
use crate::draft::Draft;

/// The count of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proof {
    /// Characters of the file, without white space.
    pub read: usize,
    /// Of these, in texts of the draft.
    pub placed: usize,
    /// Of these, in comments of the draft.
    pub remarks: usize,
    /// Of these, under `[[unplaced]]`.
    pub unplaced: usize,
    /// Of these, what the page prints by itself.
    pub frame: usize,
    /// What else became of text, by kind.
    pub ledger: Vec<Line>,
    /// Characters that are missing, or there too often: nothing accounts for them.
    pub difference: String,
    /// Figures that are not in the draft as they are in the file, if any.
    pub figures: Option<String>,
}

/// A file counted before it is taken apart.
#[derive(Debug)]
pub(super) struct Counted {
    source: Census,
    figures: Vec<String>,
}

impl Proof {
    /// Whether every character is in the draft as it was: nothing left out, joined or changed.
    pub fn is_exact(&self) -> bool {
        let changed = |line: &Line| matches!(line.fate, Fate::Left | Fate::Changed | Fate::Joined);
        self.difference.is_empty() && self.figures.is_none() && !self.ledger.iter().any(changed)
    }
}

/// Compares a draft as it was written with what was to be written, by its texts before and after;
/// what is there too often, or missing.
pub fn filed(outlines: &[Outline], before: &Draft, after: &Draft, with_columns: bool) -> String {
    let mut counts = Census::default();
    for text in texts(after, with_columns) {
        count_text(&mut counts, &text);
    }
    let mut take = |text: &str| {
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            *counts.entry(c).or_default() -= 1;
        }
    };
    texts(before, with_columns).iter().for_each(|text| take(text));
    for outline in outlines {
        for column in &outline.columns {
            if with_columns {
                take(&column.name);
            }
            column.items.iter().flat_map(of_item).for_each(|text| take(&text));
        }
        if with_columns {
            take(outline.note.as_deref().unwrap_or_default());
            take(outline.distribution.as_deref().unwrap_or_default());
            outline.signoff.iter().flatten().for_each(|name| take(name));
        }
        outline.unplaced.iter().for_each(|unplaced| take(&unplaced.text));
    }
    shown(counts)
}

/// The characters and figures of a file before it is taken apart.
pub(super) fn count(document: &Document) -> Counted {
    let mut figures = vec![];
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => add_figures(&plain(&paragraph.text), &mut figures),
            Block::Table(table) => {
                add_figures(&table.caption, &mut figures);
                for paragraph in table.rows.iter().flatten().flatten() {
                    add_figures(&plain(&paragraph.text), &mut figures);
                }
            }
            Block::Picture(_) | Block::Absent(_) => {}
        }
    }
    // What stands in boxes of old documents goes into the draft.
    for edge in document.edges.iter().filter(|edge| edge.what == BOX) {
        add_figures(&plain(&edge.paragraph.text), &mut figures);
    }
    Counted { source: document.source.clone(), figures }
}

/// Compares an outline with what was counted in its file.
pub(super) fn prove(counted: Counted, outline: &Outline) -> Proof {
    let mut counts = counted.source;
    let read = counts.values().sum::<i64>();
    for c in outline.ledger.put().filter(|c| !c.is_whitespace()) {
        *counts.entry(c).or_default() += 1;
    }
    // Marks of strong runs were put in, two asterisks each.
    let marks = 2 * outline.strong_marks;
    *counts.entry('*').or_default() += i64::try_from(marks).unwrap_or_default();
    let mut take = |text: &str| -> usize {
        let mut number = 0;
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            *counts.entry(c).or_default() -= 1;
            number += 1;
        }
        number
    };
    let mut placed = 0;
    let mut remarks = 0;
    for column in &outline.columns {
        placed += take(&column.name);
        for item in &column.items {
            placed += of_item(item).map(|text| take(&text)).sum::<usize>();
            remarks += item.remarks.iter().map(|text| take(text)).sum::<usize>();
        }
    }
    remarks += outline.corrections.iter().map(|text| take(text)).sum::<usize>();
    placed += take(outline.note.as_deref().unwrap_or_default());
    placed += take(outline.distribution.as_deref().unwrap_or_default());
    placed += outline.signoff.iter().flatten().map(|name| take(name)).sum::<usize>();
    let unplaced = outline.unplaced.iter().map(|unplaced| take(&unplaced.text)).sum();
    let placed = placed.saturating_sub(marks);
    let frame = outline.frame.iter().map(|text| take(text)).sum();
    take(&outline.ledger.out().collect::<String>());
    Proof {
        read: usize::try_from(read).unwrap_or_default(),
        placed,
        remarks,
        unplaced,
        frame,
        ledger: outline.ledger.lines(),
        difference: shown(counts),
        figures: compare_figures(counted.figures, outline),
    }
}

fn shown(counts: BTreeMap<char, i64>) -> String {
    let different = counts.into_iter().filter(|(_, count)| *count != 0);
    different.map(|(c, count)| format!("{c}{count:+}")).collect::<Vec<_>>().join(" ")
}

/// The texts of an item as they stand in a draft.
fn of_item(item: &Item) -> impl Iterator<Item = String> {
    let tables = item.tables.iter();
    let cells =
        tables.flat_map(|table| std::iter::once(&table.caption).chain(table.rows.iter().flatten()));
    let captions = item.figures.iter().map(|figure| &figure.caption);
    [&item.headline, &item.body]
        .into_iter()
        .chain(cells)
        .chain(captions)
        .chain(&item.credits)
        .cloned()
}

/// All texts of a draft that an import writes.
fn texts(draft: &Draft, with_columns: bool) -> Vec<String> {
    let mut all: Vec<String> = vec![];
    let mut add = |text: Option<&String>| all.extend(text.cloned());
    for column in &draft.column {
        if with_columns {
            add(column.name.as_deref());
        }
        for item in &column.item {
            add(item.headline.as_deref());
            add(item.body.as_deref());
            for table in &item.table {
                add(table.caption.as_deref());
                table
                    .rows
                    .iter()
                    .flat_map(|rows| rows.iter().flatten())
                    .for_each(|cell| add(Some(cell)));
            }
            item.figure.iter().for_each(|figure| add(figure.caption.as_deref()));
            item.credits.iter().flat_map(|credits| credits.iter()).for_each(|c| add(Some(c)));
        }
    }
    if with_columns {
        add(draft.note.as_deref());
        add(draft.distribution.as_deref());
        if let Some(signoff) = &draft.signoff {
            signoff.roles().iter().for_each(|(_, _, name)| add(name.map(|name| &**name)));
        }
    }
    draft.unplaced.iter().for_each(|unplaced| add(unplaced.text.as_deref()));
    all
}

/// Runs of digits, as they are read: white space ends one.
fn add_figures(text: &str, all: &mut Vec<String>) {
    let digits = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    all.extend(digits.map(str::to_owned));
}

/// Every figure of the file must be in the outline or in what was left out, and those of an item
/// in the order they had.
fn compare_figures(source: Vec<String>, outline: &Outline) -> Option<String> {
    let mut placed = vec![];
    let mut rest: BTreeMap<&str, i64> = BTreeMap::new();
    source.iter().for_each(|figure| *rest.entry(figure).or_default() += 1);
    let mut aside = vec![];
    for item in outline.items() {
        let mut own = vec![];
        add_figures(&item.headline, &mut own);
        add_figures(&item.body, &mut own);
        for text in of_item(item).skip(2).chain(item.remarks.iter().cloned()) {
            add_figures(&text, &mut aside);
        }
        placed.push(own);
    }
    for column in &outline.columns {
        add_figures(&column.name, &mut aside);
    }
    for unplaced in &outline.unplaced {
        add_figures(&unplaced.text, &mut aside);
    }
    for text in [&outline.note, &outline.distribution].into_iter().flatten() {
        add_figures(text, &mut aside);
    }
    for name in outline.signoff.iter().flatten() {
        add_figures(name, &mut aside);
    }
    let others = outline.frame.iter().chain(&outline.corrections);
    others.for_each(|text| add_figures(text, &mut aside));
    for figure in placed.iter().flatten().chain(&aside) {
        *rest.entry(figure).or_default() -= 1;
    }
    // Numbers of pages that were typed in the text; those of a PDF were never in it.
    for page in outline.ledger.marks("页码").split(|c: char| !c.is_ascii_digit()) {
        if let Some(count) = rest.get_mut(page).filter(|count| **count > 0) {
            *count -= 1;
        }
    }
    // A figure of what was left out by name is not missing, nor are the numbers before items.
    let marks = outline.ledger.marks(ITEM_MARKS);
    let left = |figure: &str| {
        outline.ledger.left_out().any(|text| text.contains(figure)) || marks.contains(figure)
    };
    let wrong = rest.iter().filter(|(figure, count)| **count < 0 || **count > 0 && !left(figure));
    let wrong: Vec<&str> = wrong.map(|(figure, _)| *figure).collect();
    if !wrong.is_empty() {
        return Some(wrong[..wrong.len().min(6)].join("、"));
    }
    placed.iter().find_map(|own| {
        let mut from = source.iter();
        let missing = own.iter().find(|figure| !from.any(|other| other == *figure));
        missing.cloned()
    })
}
