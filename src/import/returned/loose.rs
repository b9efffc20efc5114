//! What stands outside the bookmarks of a Word document of ours: items that have lost theirs, paragraphs
//! that were moved behind their item's end; and cells that were merged.

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
) {
    let sent: Vec<String> = item.body.iter().map(|part| squeezed(&bare(&part.text))).collect();
    let is_there = |lines: &[String], text: &str| lines.iter().any(|line| squeezed(line) == text);
    let credit = words::credit(&item.credits);
    let mut adopted = vec![];
    strays.retain(|(_, stray)| {
        let text = squeezed(&stray.text);
        let goes = stray.after == Some(at)
            && stray.what.is_empty()
            && sent.contains(&text)
            && !is_there(&segment.lines, &text);
        adopted.extend(goes.then(|| stray.text.clone()));
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

/// An item whose bookmark is gone, by its text: one paragraph, or its headline with what follows as
/// far as that is its own. With the piece that it begins at.
pub(super) fn lost(strays: &mut Vec<Loose>, item: &ItemContent) -> Option<(usize, Segment)> {
    let printed = printed(item);
    let whole = strays.iter().position(|(_, stray)| are_alike(&printed, &stray.text));
    let opens = |(_, stray): &Loose| {
        !item.headline.is_empty() && stray.text.starts_with(item.headline.as_str())
    };
    let first = strays.iter().position(opens).or(whole)?;
    let place = strays[first].0;
    let lines: Vec<String> = item.body.iter().map(|part| bare(&part.text)).collect();
    let credit = words::credit(&item.credits);
    let is_own = |(index, Stray { text, what, .. }): &Loose, before: usize| {
        let is_of = |line: &String| {
            line.contains(text.as_str()) || text.starts_with(line.as_str()) || are_alike(line, text)
        };
        *index <= before + 1 && (*what == PICTURE || *text == credit || lines.iter().any(is_of))
    };
    let mut end = first + 1;
    while end < strays.len() && is_own(&strays[end], strays[end - 1].0) {
        end += 1;
    }
    let mut segment = Segment::default();
    for (_, stray) in strays.drain(first..end) {
        if stray.what == PICTURE {
            segment.pictures += 1;
            segment.insets.push(segment.lines.len());
        } else if stray.what == TABLE {
            let rows = stray.text.split('\n');
            let rows = rows.map(|row| row.split('\t').map(str::to_owned).collect());
            segment.tables.push(rows.collect());
            segment.tables_at.push(segment.lines.len());
            segment.insets.push(segment.lines.len());
        } else {
            segment.lines.push(stray.text);
        }
    }
    Some((place, segment))
}
