//! Taking changes over: the draft's text with them in it, all else byte for byte as it was.

use std::collections::BTreeMap;

use anyhow::Result;

use super::parts::joined;
use super::rearranged::{add_items, rearrange, strike};
use super::remarks;
use super::rewritten::rewritten;
use super::{Change, Edit, Left, Proposed, Taken};
use crate::bulletin::block;
use crate::bulletin::compare::words::sides;
use crate::draft::ItemNumber;
use crate::draft::change::{self, Slot, Value};
use crate::draft::{self, Draft, arrange};
use crate::import;
use crate::import::outline::Unplaced;
use crate::import::returned::Inset;
use crate::office::edit::Edited;
use crate::office::store::Plan;
use crate::office::{Office, insets};
use crate::source::Spanned;

pub(super) fn apply(
    office: &Office,
    edited: &mut Edited,
    proposed: &Proposed,
    accepted: &[&Change],
    plan: &mut Plan,
) -> Result<Taken> {
    let (mut left, mut untaken, count) = (proposed.left.clone(), 0, accepted.len());
    let accepted = joined(accepted);
    let remarks = remarks::note_down(edited, &proposed.remarks);
    let mut bodies: BTreeMap<ItemNumber, Vec<&Change>> = BTreeMap::new();
    let mut notes: Vec<&Change> = vec![];
    let mut struck: Vec<ItemNumber> = vec![];
    let mut tables: BTreeMap<(ItemNumber, usize), Vec<&Change>> = BTreeMap::new();
    let top = |edited: &Edited, key: &'static str, value: Value| {
        change::set(&edited.text, Slot::Top(key), &value)
    };
    for change in &accepted {
        let text = match &change.edit {
            Edit::Number(number) => top(edited, "number", Value::Number(*number)),
            Edit::Total(number) => top(edited, "total", Value::Number(*number)),
            Edit::Copies(number) => top(edited, "copies", Value::Number(*number)),
            Edit::Day(day) => top(edited, "date", Value::Day(*day)),
            Edit::Distribution(list) => top(edited, "distribution", Value::Text(list.clone())),
            Edit::Note(..) | Edit::StruckNote(_) | Edit::NewNote(..) => {
                notes.push(change);
                continue;
            }
            Edit::StruckRow(at, table, _)
            | Edit::Rows(at, table, _)
            | Edit::NewRow(at, table, ..)
            | Edit::StruckTable(at, table) => {
                tables.entry((*at, *table)).or_default().push(change);
                continue;
            }
            Edit::Paragraph(at, ..)
            | Edit::StruckParagraph(at, _)
            | Edit::MovedParagraph(at, ..)
            | Edit::Together(at, ..)
            | Edit::NewParagraph(at, ..) => {
                bodies.entry(*at).or_default().push(change);
                continue;
            }
            Edit::Struck(at) => {
                struck.push(*at);
                continue;
            }
            Edit::New { .. } | Edit::MovedItem(..) | Edit::MovedColumn(..) => continue,
            Edit::ColumnName(column, name) => {
                change::set(&edited.text, Slot::Column(*column), &Value::Text(name.clone()))
            }
            Edit::Headline(at, headline) => {
                let slot = Slot::Item(zero(*at), "headline");
                change::set(&edited.text, slot, &Value::Text(headline.clone()))
            }
            Edit::Credits(at, credits) => {
                let slot = Slot::Item(zero(*at), "credits");
                change::set(&edited.text, slot, &Value::Texts(credits.clone()))
            }
            Edit::Caption(at, inset, text) => {
                let slot = match inset {
                    Inset::Table(index) => {
                        Slot::Table(zero(*at), table_index(edited, *at, *index), "caption")
                    }
                    Inset::Figure(index) => {
                        Slot::Figure(zero(*at), figure_index(edited, *at, *index), "caption")
                    }
                };
                change::set(&edited.text, slot, &Value::Text(text.clone()))
            }
            Edit::MovedTable(at, table, after) => {
                let slot = Slot::Table(zero(*at), table_index(edited, *at, *table), "after");
                change::set(&edited.text, slot, &Value::Number(*after as i64))
            }
            Edit::Cell(at, table, row, cell, text) => {
                match with_cell(edited, *at, *table, (*row, *cell), text) {
                    Some(set) => set,
                    None => {
                        left.push(elsewhere(edited, *at, *table, change, text));
                        untaken += 1;
                        continue;
                    }
                }
            }
        };
        edited.text = text?;
    }
    untaken += take_tables(edited, &tables, &mut left)?;
    if !notes.is_empty() {
        let draft = edited.draft();
        let raw = draft.note.as_ref().map(|note| note.value.clone()).unwrap_or_default();
        let (new, _) = rewritten(&raw, &notes);
        edited.text = change::set(&edited.text, Slot::Top("note"), &Value::Text(new))?;
    }
    for (at, changes) in &bodies {
        let draft = edited.draft();
        let raw = item_of(&draft, *at).and_then(|item| item.body.as_ref());
        let raw = raw.map(|body| body.value.clone()).unwrap_or_default();
        let (new, places) = rewritten(&raw, changes);
        // Nothing can stand before the first paragraph but behind none.
        let place = |after: usize| places.get(after).copied().unwrap_or(after).max(1);
        edited.text = insets::write_body_with(&edited.text, zero(*at), &new, place)?;
    }
    let layout = rearrange(edited, &accepted)?;
    add_items(edited, &accepted)?;
    strike(office, edited, &struck, &layout, plan)?;
    let kept = keep(edited, &left);
    let voids = proposed.voids.clone();
    Ok(Taken { changes: count - untaken, remarks, left: kept, voids })
}

/// As the draft counts, from 0.
fn zero(at: ItemNumber) -> draft::change::At {
    (at.column - 1, at.item - 1)
}

fn item_of(draft: &Draft, at: ItemNumber) -> Option<&draft::Item> {
    let (column, item) = zero(at);
    draft.column.get(column)?.item.get(item).map(|item| &item.value)
}

/// The tables or figures of an item in the order of the page, as indexes of the draft's.
fn in_order<T>(
    item: &draft::Item,
    all: &[Spanned<T>],
    after: impl Fn(&T) -> Option<i64>,
) -> Vec<usize> {
    let body = item.body.as_ref().map(|body| body.as_str()).unwrap_or_default();
    let count = block::paragraphs(body).len();
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|index| {
        let after = after(&all[*index].value).and_then(|after| usize::try_from(after).ok());
        after.unwrap_or(count).min(count)
    });
    order
}

fn table_index(edited: &Edited, at: ItemNumber, index: usize) -> usize {
    let draft = edited.draft();
    let Some(item) = item_of(&draft, at) else { return index };
    let order = in_order(item, &item.table, |table| table.after.as_ref().map(|after| after.value));
    order.get(index).copied().unwrap_or(index)
}

fn figure_index(edited: &Edited, at: ItemNumber, index: usize) -> usize {
    let draft = edited.draft();
    let Some(item) = item_of(&draft, at) else { return index };
    let order =
        in_order(item, &item.figure, |figure| figure.after.as_ref().map(|after| after.value));
    order.get(index).copied().unwrap_or(index)
}

/// The text with another cell; `None` when the table stands in another file.
fn with_cell(
    edited: &Edited,
    at: ItemNumber,
    table: usize,
    (row, cell): (usize, usize),
    text: &str,
) -> Option<Result<String, change::Refusal>> {
    let index = table_index(edited, at, table);
    let draft = edited.draft();
    let rows = item_of(&draft, at)?.table.get(index)?.rows.as_ref()?;
    let place = rows.get(row)?.get(cell)?.span;
    // The cell alone: the other rows stay as they are written.
    let mut out = edited.text.clone();
    out.replace_range(place.range(), &draft::write::quoted(text));
    let read = Draft::read(&crate::source::Source::new("", out.clone())).value;
    let now = item_of(&read, at)
        .and_then(|item| item.table.get(index)?.rows.as_ref()?.get(row)?.get(cell).cloned());
    Some(match now {
        Some(now) if now.value == text => Ok(out),
        _ => Err(change::Refusal::NotWritable),
    })
}

/// A change of a table that stands in another file: for the editor to make there.
fn elsewhere(edited: &Edited, at: ItemNumber, table: usize, change: &Change, text: &str) -> Left {
    let index = table_index(edited, at, table);
    let draft = edited.draft();
    let file = item_of(&draft, at).and_then(|item| item.table.get(index)?.file.clone());
    let file = file.map_or_else(|| "另一个文件".to_owned(), |file| file.value);
    let (place, was) = (&change.what, sides(&change.stretches).0);
    let told = match (was.as_str(), &change.edit) {
        ("", _) | (_, Edit::StruckRow(..)) => String::new(),
        (was, _) => format!("：“{was}”改成“{text}”"),
    };
    let from = format!("{at} {place}{told}，表在 {file} 里，请改那个文件");
    Left { text: text.to_owned(), from }
}

/// Rows put into tables and taken out, tables taken out; how many changes are for other files.
fn take_tables(
    edited: &mut Edited,
    tables: &BTreeMap<(ItemNumber, usize), Vec<&Change>>,
    left: &mut Vec<Left>,
) -> Result<usize> {
    let (mut untaken, mut struck) = (0, vec![]);
    for ((at, table), changes) in tables {
        let index = table_index(edited, *at, *table);
        if changes.iter().any(|change| matches!(change.edit, Edit::StruckTable(..))) {
            struck.push((*at, index));
            continue;
        }
        let draft = edited.draft();
        let rows = item_of(&draft, *at).and_then(|item| item.table.get(index)?.rows.as_ref());
        let Some(rows) = rows else {
            for change in changes {
                let (was, is) = sides(&change.stretches);
                let text = if is.is_empty() { was } else { is }.replace('\t', "　");
                left.push(elsewhere(edited, *at, *table, change, &text));
            }
            untaken += changes.len();
            continue;
        };
        let mut new: Vec<Vec<String>> = vec![];
        let behind = |row: Option<usize>, new: &mut Vec<Vec<String>>| {
            new.extend(changes.iter().filter_map(|change| match &change.edit {
                Edit::NewRow(_, _, after, cells) if *after == row => Some(cells.clone()),
                _ => None,
            }));
        };
        let anew = changes.iter().find_map(|change| match &change.edit {
            Edit::Rows(_, _, rows) => Some(rows),
            _ => None,
        });
        if let Some(rows) = anew {
            let slot = Slot::Table(zero(*at), index, "rows");
            edited.text = change::set(&edited.text, slot, &Value::Rows(rows.clone()))?;
            continue;
        }
        behind(None, &mut new);
        for (row, cells) in rows.iter().enumerate() {
            let is_gone = |change: &&Change| matches!(change.edit, Edit::StruckRow(_, _, gone) if gone == row);
            if !changes.iter().any(is_gone) {
                new.push(cells.iter().map(|cell| cell.value.clone()).collect());
            }
            behind(Some(row), &mut new);
        }
        let slot = Slot::Table(zero(*at), index, "rows");
        edited.text = change::set(&edited.text, slot, &Value::Rows(new))?;
    }
    // The last first: those before keep their places.
    struck.sort_unstable_by(|a, b| b.cmp(a));
    for (at, index) in struck {
        edited.text = change::drop_table(&edited.text, zero(at), index)?;
    }
    Ok(untaken)
}

/// Keeps what has no place at the end of the draft; how many are new there.
fn keep(edited: &mut Edited, left: &[Left]) -> usize {
    let mut kept = 0;
    for left in left {
        let known = edited.draft().unplaced.iter().any(|other| {
            let same = |a: &Option<Spanned<String>>, b: &str| {
                a.as_ref().is_some_and(|a| a.trim() == b.trim())
            };
            same(&other.text, &left.text) && same(&other.from, &left.from)
        });
        if known || left.text.trim().is_empty() {
            continue;
        }
        let piece = Unplaced { text: left.text.clone(), from: left.from.clone() };
        let piece = import::toml::unplaced(&piece);
        edited.text = arrange::insert(&edited.text, edited.text.len(), &piece);
        kept += 1;
    }
    kept
}
