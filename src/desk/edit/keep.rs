//! Items kept for later, and brought back.

use crate::desk::open::Open;
use crate::draft::change::{self, At, Refusal};
use crate::office::held;

/// Moves an item to those kept for later, under the name of its column; one in which nothing stands goes
/// for good. Whether it was kept.
pub(super) fn keep(open: &mut Open, held: &mut String, at: At) -> Result<bool, Refusal> {
    let name = open.draft.column.get(at.0).map_or("", |column| held::named(column));
    let (rest, piece) = change::take(&open.text, at)?;
    let kept = !open.item(at).is_some_and(|item| held::is_nothing(item, &piece));
    if kept {
        *held = held::keep(held, &open.path, name, at.1, &piece)?;
    }
    open.ids.columns[at.0].1.remove(at.1);
    open.set(rest);
    Ok(kept)
}

pub(super) fn without_empty_column(held: &str, column: usize) -> Result<String, Refusal> {
    let empty = change::arrangement(held)?
        .columns
        .get(column)
        .is_some_and(|column| column.items.is_empty());
    if empty { Ok(change::take_column(held, column)?.0) } else { Ok(held.to_owned()) }
}
