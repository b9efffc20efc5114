//! What stands outside the bookmarks of a Word document of ours: items that have lost theirs, paragraphs
//! that were moved behind their item's end; and cells that were merged.

use std::collections::BTreeMap;

use super::split::Segment;
use super::{Stray, bare, printed};
use crate::bulletin::compare::are_alike;
use crate::bulletin::identity::{Content, ItemContent, Part, PartKind};
use crate::bulletin::words;
use crate::draft::ItemNumber;
use crate::import::docx::returned::Table;
use crate::zh::space::squeezed;

/// A stray with the piece of the file that it is.
pub(super) type Loose = (usize, Stray);

/// What of an item a piece of the file is that stood outside its bookmark.
#[derive(Clone, Copy)]
pub(super) enum Place {
    Line(usize),
    Table(usize),
}

/// Such pieces by where they stand in the file, each with its item.
pub(super) type Placed = BTreeMap<usize, (ItemNumber, Place)>;

/// What a table is called that stands in no item.
pub(super) const TABLE: &str = "表";
/// What a line is called that somebody has typed over a headline.
pub(super) const ABOVE: &str = "标题上面的一行";
/// The same of a picture.
pub(super) const PICTURE: &str = "图片";

/// The rows of a table in which cells may be merged. Those that a merged cell covers say what it says
/// where we have sent out the same text side by side, or one above the other; else nothing.
pub(super) fn uncovered(table: &Table, sent: &Content, at: ItemNumber) -> Vec<Vec<String>> {
    let mut rows = table.rows.clone();
    let item = sent.columns.get(at.column - 1).and_then(|column| column.items.get(at.item - 1));
    let parts = item.into_iter().flat_map(|item| &item.body);
    let tables = parts.filter(|part| part.kind == PartKind::Table).map(Part::table);
    let was: Vec<Vec<Vec<String>>> = tables.map(|table| table.rows).collect();
    for &(row, cell) in &table.covered {
        let left = cell.checked_sub(1).map(|left| rows[row][left].clone()).unwrap_or_default();
        let above = row.checked_sub(1).and_then(|above| rows[above].get(cell)).cloned();
        let twice_in_row = |was: &Vec<String>| {
            cell > 0 && was.get(cell) == Some(&left) && was.get(cell - 1) == Some(&left)
        };
        let twice_in_column = |was: &[Vec<String>]| {
            above.is_some() && was.iter().all(|row| row.get(cell) == above.as_ref())
        };
        let text = if was.iter().flatten().any(twice_in_row) {
            Some(left)
        } else if was.iter().any(|rows| rows.windows(2).any(twice_in_column)) {
            above
        } else {
            None
        };
        rows[row][cell] = text.unwrap_or_default();
    }
    rows
}

/// Paragraphs of an item that stand behind its end now: moved there, behind its units.
pub(super) fn adopt(
    segment: &mut Segment,
    strays: &mut Vec<Loose>,
    at: ItemNumber,
    item: &ItemContent,
    placed: &mut Placed,
) {
    let sent: Vec<String> = item.body.iter().map(|part| squeezed(&bare(&part.text))).collect();
    let is_there = |lines: &[String], text: &str| lines.iter().any(|line| squeezed(line) == text);
    let credit = words::credit(&item.credits);
    let mut adopted = vec![];
    strays.retain(|(index, stray)| {
        let text = squeezed(&stray.text);
        let goes = stray.after == Some(at)
            && stray.what.is_empty()
            && sent.contains(&text)
            && !is_there(&segment.lines, &text);
        if goes {
            placed.insert(*index, (at, Place::Line(segment.lines.len() + adopted.len())));
            adopted.push(stray.text.clone());
        }
        !goes
    });
    if adopted.is_empty() {
        return;
    }
    if let Some(last) = segment.lines.last_mut()
        && let Some(rest) = last.strip_suffix(credit.as_str()).map(str::to_owned)
    {
        *last = rest;
        adopted.last_mut().into_iter().for_each(|last| last.push_str(&credit));
    }
    segment.lines.append(&mut adopted);
}

/// An item whose bookmark is gone, by its text: from what it opens with, or the first of its paragraphs
/// that is there, to the last; what was put between is its own. `is_parted` tells whether another item or
/// a column begins between two pieces. With the piece that it begins at.
pub(super) fn lost(
    strays: &mut Vec<Loose>,
    at: ItemNumber,
    sent: &Content,
    is_parted: impl Fn(usize, usize) -> bool,
    placed: &mut Placed,
) -> Option<(usize, Segment)> {
    let item = &sent.columns[at.column - 1].items[at.item - 1];
    let first = first(strays, item)?;
    let place = strays[first].0;
    let opens_other = |text: &str| {
        let others =
            sent.items().filter(|(column, index, _)| ItemNumber::of_indexes(*column, *index) != at);
        others.into_iter().any(|(.., other)| opens(other, text))
    };
    let next = (first + 1..strays.len()).find(|next| {
        let (index, stray) = &strays[*next];
        is_parted(strays[*next - 1].0, *index) || stray.what.is_empty() && opens_other(&stray.text)
    });
    let end = next.unwrap_or(strays.len());
    let last = strays[first..end].iter().rposition(|(_, stray)| is_own(stray, item));
    let end = first + last.unwrap_or_default() + 1;
    let mut segment = Segment::default();
    for (index, stray) in strays.drain(first..end) {
        if stray.what == PICTURE {
            segment.pictures += 1;
            segment.insets.push(segment.lines.len());
        } else if stray.what == TABLE {
            placed.insert(index, (at, Place::Table(segment.tables.len())));
            let rows = stray.text.split('\n');
            let rows = rows.map(|row| row.split('\t').map(str::to_owned).collect());
            segment.tables.push(rows.collect());
            segment.tables_at.push(segment.lines.len());
            segment.insets.push(segment.lines.len());
        } else {
            placed.insert(index, (at, Place::Line(segment.lines.len())));
            segment.lines.push(stray.text);
        }
    }
    Some((place, segment))
}

/// A paragraph of so many characters tells the item that it is of.
const LEAST_TOLD: usize = 12;

/// Where an item begins whose bookmark is gone.
fn first(strays: &[Loose], item: &ItemContent) -> Option<usize> {
    let find = |is_it: &dyn Fn(&str) -> bool| {
        strays.iter().position(|(_, stray)| stray.what.is_empty() && is_it(&stray.text))
    };
    // Short ones may be another item's as well.
    let is_told =
        |part: &&Part| part.kind == PartKind::Paragraph && part.text.chars().count() >= LEAST_TOLD;
    let body = item.body.iter().filter(is_told);
    let body: Vec<String> = body.map(|part| squeezed(&bare(&part.text))).collect();
    let opening = format!(
        "{}{}{}",
        item.headline,
        words::AFTER_HEADLINE,
        item.body.first().map(|part| bare(&part.text)).unwrap_or_default()
    );
    let printed = printed(item);
    find(&|text| opens(item, text))
        .or_else(|| find(&|text| are_alike(&printed, text)))
        // Another headline, or none any more.
        .or_else(|| find(&|text| are_alike(&opening, text)))
        .or_else(|| find(&|text| body.contains(&squeezed(text))))
}

/// Whether a text begins with the headline of an item.
fn opens(item: &ItemContent, text: &str) -> bool {
    !item.headline.is_empty() && text.starts_with(item.headline.as_str())
}

/// The paragraphs and captions of an item.
fn lines(item: &ItemContent) -> Vec<String> {
    let line = |part: &Part| match part.kind {
        PartKind::Table => part.table().caption,
        PartKind::Paragraph | PartKind::Subhead | PartKind::Figure => bare(&part.text),
    };
    item.body.iter().map(line).filter(|line| !line.is_empty()).collect()
}

/// Whether what stands in no item is of this one.
fn is_own(Stray { text, what, .. }: &Stray, item: &ItemContent) -> bool {
    let is_of = |line: &String| {
        line.contains(text.as_str()) || text.starts_with(line.as_str()) || are_alike(line, text)
    };
    *what == PICTURE
        || *what == TABLE
        || *text == words::credit(&item.credits)
        || lines(item).iter().any(is_of)
}
