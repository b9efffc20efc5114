//! Taking changes over: the draft's text with them in it, all else byte for byte as it was.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

use super::replay::replay;
use super::{Change, Edit, Inset, Left, Proposed, Remark, Taken};
use crate::bulletin::block;
use crate::bulletin::compare::words::{Stretch, sides};
use crate::draft::ItemNumber;
use crate::draft::change::{self, Slot, Value};
use crate::draft::{self, Draft, arrange};
use crate::import;
use crate::import::outline::Unplaced;
use crate::office::edit::Edited;
use crate::office::store::Plan;
use crate::office::{Number, Office, Refusal, held};
use crate::source::Spanned;

/// What a remark begins with in a draft.
const MARK: &str = "# 批注：";

pub(super) fn apply(
    office: &Office,
    edited: &mut Edited,
    proposed: &Proposed,
    accepted: &[&Change],
    plan: &mut Plan,
) -> Result<Taken> {
    let (mut left, mut untaken) = (proposed.left.clone(), 0);
    let mut bodies: BTreeMap<ItemNumber, Vec<&Change>> = BTreeMap::new();
    let mut notes: Vec<&Change> = vec![];
    let mut struck: Vec<ItemNumber> = vec![];
    for change in accepted {
        let text = match &change.edit {
            Edit::Note(_) => {
                notes.push(change);
                continue;
            }
            Edit::Paragraph(at, _) | Edit::StruckParagraph(at, _) | Edit::NewParagraph(at, ..) => {
                bodies.entry(*at).or_default().push(change);
                continue;
            }
            Edit::Struck(at) => {
                struck.push(*at);
                continue;
            }
            Edit::New { .. } => continue,
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
            Edit::Cell(at, table, row, cell, text) => {
                match with_cell(edited, *at, *table, (*row, *cell), text) {
                    Some(set) => set,
                    None => {
                        let (place, was) = (&change.what, sides(&change.stretches).0);
                        let from = format!(
                            "{at} {place}：“{was}”改成“{text}”，表在另一个文件里，请改那个文件"
                        );
                        left.push(Left { text: text.clone(), from });
                        untaken += 1;
                        continue;
                    }
                }
            }
        };
        edited.text = text?;
    }
    if !notes.is_empty() {
        let draft = edited.draft();
        let raw = draft.note.as_ref().map(|note| note.value.clone()).unwrap_or_default();
        let new = rewritten(&raw, &notes);
        edited.text = change::set(&edited.text, Slot::Top("note"), &Value::Text(new))?;
    }
    for (at, changes) in &bodies {
        let draft = edited.draft();
        let raw = item_of(&draft, *at).and_then(|item| item.body.as_ref());
        let raw = raw.map(|body| body.value.clone()).unwrap_or_default();
        let new = rewritten(&raw, changes);
        edited.text = change::set(&edited.text, Slot::Item(zero(*at), "body"), &Value::Text(new))?;
    }
    let mut remarks = 0;
    for remark in &proposed.remarks {
        remarks += usize::from(note_down(edited, remark));
    }
    add_items(edited, accepted)?;
    strike(office, edited, &struck, plan)?;
    let kept = keep(edited, &left);
    Ok(Taken { changes: accepted.len() - untaken, remarks, left: kept })
}

/// As the draft counts, from 0.
fn zero(at: ItemNumber) -> draft::change::At {
    (at.column - 1, at.item - 1)
}

fn item_of(draft: &Draft, at: ItemNumber) -> Option<&draft::Item> {
    let (column, item) = zero(at);
    draft.column.get(column)?.item.get(item).map(|item| &item.value)
}

/// A text with its paragraphs changed.
fn rewritten(raw: &str, changes: &[&Change]) -> String {
    let ranges = block::paragraphs(raw);
    let newline = if raw.contains("\r\n") { "\r\n\r\n" } else { "\n\n" };
    let mut words: BTreeMap<usize, &[Stretch]> = BTreeMap::new();
    let mut gone: BTreeSet<usize> = BTreeSet::new();
    let mut added: BTreeMap<Option<usize>, Vec<&str>> = BTreeMap::new();
    for change in changes {
        match &change.edit {
            Edit::Paragraph(_, place) | Edit::Note(place) => {
                words.insert(*place, &change.stretches);
            }
            Edit::StruckParagraph(_, place) => {
                gone.insert(*place);
            }
            Edit::NewParagraph(_, after, text) => added.entry(*after).or_default().push(text),
            _ => {}
        }
    }
    // Paragraphs, each with the white space before it.
    let mut pieces: Vec<(&str, String)> = vec![];
    let mut end = ranges.first().map_or(0, |range| range.start);
    let lead = &raw[..end];
    pieces.extend(added.remove(&None).into_iter().flatten().map(|text| ("", text.to_owned())));
    for (index, range) in ranges.iter().enumerate() {
        let before = &raw[end..range.start];
        end = range.end;
        if !gone.contains(&index) {
            let written = &raw[range.clone()];
            let new = words
                .get(&index)
                .map(|stretches| replay(written, stretches).unwrap_or_else(|| sides(stretches).1));
            pieces.push((before, new.unwrap_or_else(|| written.to_owned())));
        }
        let more = added.remove(&Some(index)).into_iter().flatten();
        pieces.extend(more.map(|text| ("", text.to_owned())));
    }
    let mut out = lead.to_owned();
    for (index, (before, text)) in pieces.iter().enumerate() {
        match (index, before.is_empty()) {
            (0, _) => {}
            (_, true) => out.push_str(newline),
            (_, false) => out.push_str(before),
        }
        out.push_str(text);
    }
    let tail = &raw[end..];
    // A text between three quotes that was empty ends with its line.
    out + if tail.is_empty() && ranges.is_empty() { "\n" } else { tail }
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

/// Writes a remark above what it is about; whether it was not there.
fn note_down(edited: &mut Edited, Remark { at, comment }: &Remark) -> bool {
    let plain = |text: &str| {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        line.chars().filter(|c| !c.is_control()).collect::<String>()
    };
    let (author, on) = (plain(&comment.author), plain(&comment.on));
    let by = match (author.as_str(), on.as_str()) {
        ("", "") => String::new(),
        ("", on) => format!("（于“{on}”）"),
        (author, "") => format!("（{author}）"),
        (author, on) => format!("（{author}，于“{on}”）"),
    };
    let line = format!("{MARK}{}{by}", plain(&comment.text));
    if edited.text.lines().any(|other| other.trim() == line) {
        return false;
    }
    let draft = edited.draft();
    let place = at.and_then(|at| {
        let item = item_of(&draft, at)?;
        let key = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.span.start);
        let headline = item.headline.as_ref();
        let is_on = |text: &str| !comment.on.is_empty() && text.contains(comment.on.trim());
        let in_credits = item.credits.as_ref().filter(|credits| credits.iter().any(|c| is_on(c)));
        let cells = item.table.iter().filter_map(|table| table.rows.as_ref());
        let mut cells = cells.flat_map(|rows| rows.iter().flatten());
        let in_table = cells
            .find(|cell| !comment.on.trim().is_empty() && cell.value.trim() == comment.on.trim());
        match headline {
            Some(headline) if is_on(headline) => Some(headline.span.start),
            _ => in_credits
                .map(|credits| credits.span.start)
                .or_else(|| in_table.map(|cell| cell.span.start))
                .or_else(|| key(&item.body))
                .or_else(|| key(&item.headline)),
        }
    });
    let top = || draft.number.as_ref().map(|number| number.span.start);
    let at = place.or_else(top).unwrap_or(edited.text.len());
    let start = edited.text[..at].rfind('\n').map_or(0, |at| at + 1);
    let newline = if edited.text.contains("\r\n") { "\r\n" } else { "\n" };
    edited.text.insert_str(start, &format!("{line}{newline}"));
    true
}

fn add_items(edited: &mut Edited, accepted: &[&Change]) -> Result<()> {
    for change in accepted {
        let Edit::New { column, headline, body, credits } = &change.edit else { continue };
        let draft = edited.draft();
        let named = draft.column.iter().position(|other| held::named(other) == column);
        let Some(last) = draft.column.len().checked_sub(1) else {
            return Err(Refusal::NotArranged { path: edited.path().to_owned() }.into());
        };
        let at = (named.unwrap_or(last), usize::MAX);
        edited.text = change::add_item(&edited.text, at, headline, body, credits)?;
    }
    Ok(())
}

/// Takes items out; they are kept for later.
fn strike(
    office: &Office,
    edited: &mut Edited,
    struck: &[ItemNumber],
    plan: &mut Plan,
) -> Result<()> {
    if struck.is_empty() {
        return Ok(());
    }
    let number = |at: &ItemNumber| Number { column: at.column, item: Some(at.item) };
    let numbers: Vec<Number> = struck.iter().map(number).collect();
    held::take(office, edited, &numbers)?.held.plan(office, plan)
}

/// Keeps what has no place at the end of the draft; how many are new there.
fn keep(edited: &mut Edited, left: &[Left]) -> usize {
    let mut kept = 0;
    for left in left {
        let known =
            edited.draft().unplaced.iter().any(|other| {
                other.text.as_ref().is_some_and(|text| text.trim() == left.text.trim())
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
