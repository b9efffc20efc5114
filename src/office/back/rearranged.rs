//! Items and columns of a draft put where they stand in a file that came back; items that are new in it,
//! and those that are struck.

use anyhow::Result;

use super::{Change, Edit};
use crate::draft::change;
use crate::draft::{Draft, ItemNumber};
use crate::office::edit::Edited;
use crate::office::store::Plan;
use crate::office::{Number, Office, Refusal, held, moving};

/// Where the items of a draft stand after some have moved, by the numbers that they had.
pub(super) struct Layout {
    /// Each column with the index that it had.
    columns: Vec<(usize, Vec<ItemNumber>)>,
}

impl Layout {
    fn of(draft: &Draft) -> Self {
        let items = |column: usize, count: usize| {
            (0..count).map(|item| ItemNumber::of_indexes(column, item)).collect()
        };
        let columns = draft.column.iter().enumerate();
        let columns = columns.map(|(at, column)| (at, items(at, column.item.len())));
        Self { columns: columns.collect() }
    }

    /// The number that an item has now.
    pub(super) fn now(&self, was: ItemNumber) -> Option<ItemNumber> {
        self.columns.iter().enumerate().find_map(|(column, (_, items))| {
            let item = items.iter().position(|item| *item == was)?;
            Some(ItemNumber::of_indexes(column, item))
        })
    }

    fn column(&self, was: usize) -> Option<usize> {
        self.columns.iter().position(|(index, _)| *index == was)
    }
}

/// Moves what is accepted, in its order: what one stands behind may have moved before it.
///
/// # Errors
/// The draft is not written as tables of its own.
pub(super) fn rearrange(edited: &mut Edited, accepted: &[Change]) -> Result<Layout> {
    let mut layout = Layout::of(&edited.draft());
    for change in accepted {
        let Edit::MovedItem(was, column, behind) = change.edit else { continue };
        let (Some(from), Some(column)) = (layout.now(was), layout.column(column)) else { continue };
        layout.columns[from.column - 1].1.remove(from.item - 1);
        let items = &mut layout.columns[column].1;
        let place = match behind {
            None => 0,
            Some(behind) => {
                items.iter().position(|item| *item == behind).map_or(items.len(), |at| at + 1)
            }
        };
        items.insert(place, was);
        let to = ItemNumber::of_indexes(column, place);
        let number = |at: ItemNumber| Number { column: at.column, item: Some(at.item) };
        if from != to {
            moving::within(edited, number(from), number(to))?;
        }
    }
    for change in accepted {
        let Edit::MovedColumn(was, behind) = change.edit else { continue };
        let Some(from) = layout.column(was) else { continue };
        let moved = layout.columns.remove(from);
        let place = behind.and_then(|behind| layout.column(behind)).map_or(0, |at| at + 1);
        layout.columns.insert(place, moved);
        if from != place {
            let number = |at: usize| Number { column: at + 1, item: None };
            moving::within(edited, number(from), number(place))?;
        }
    }
    Ok(layout)
}

/// Adds new items behind those of their columns.
pub(super) fn add_items(edited: &mut Edited, accepted: &[Change]) -> Result<()> {
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
pub(super) fn strike(
    office: &Office,
    edited: &mut Edited,
    struck: &[ItemNumber],
    layout: &Layout,
    plan: &mut Plan,
) -> Result<()> {
    if struck.is_empty() {
        return Ok(());
    }
    let number = |at: &ItemNumber| Number { column: at.column, item: Some(at.item) };
    let now = struck.iter().filter_map(|at| layout.now(*at));
    let numbers: Vec<Number> = now.map(|at| number(&at)).collect();
    held::take(office, edited, &numbers)?.held.plan(office, plan)
}
