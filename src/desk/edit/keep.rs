//! Items kept for later, and brought back.

use crate::desk::open::Open;
use crate::draft::change::{self, At, Refusal};
use crate::draft::name::Name;
use crate::draft::{Draft, write};
use crate::source::Source;

/// Moves an item to those kept for later, under the name of its column.
pub(super) fn keep(open: &mut Open, held: &mut String, at: At) -> Result<(), String> {
    const HEAD: &str =
        "#:schema ../schema/draft.json\n# 留用稿：撤下的条目都在这里，可以放回任何一期。\n";
    let name = open.draft.column.get(at.0).and_then(|column| column.name.as_ref());
    let name = name.map(|name| name.trim().to_owned()).unwrap_or_default();
    let (rest, piece) = change::take(&open.text, at).map_err(|refusal| refusal.to_string())?;
    if held.trim().is_empty() {
        *held = HEAD.to_owned();
    }
    let kept = Draft::read(&Source::new("", held.as_str())).value;
    let named = |column: &crate::draft::Column| {
        column.name.as_ref().is_some_and(|other| other.trim() == name)
    };
    let column = match kept.column.iter().position(|column| named(column)) {
        Some(column) => column,
        None => {
            *held = change::add_column(held, kept.column.len(), &name)
                .map_err(|refusal| refusal.to_string())?;
            kept.column.len()
        }
    };
    let issue = Name::of(&open.path).map_or(open.name.clone(), |name| name.to_string());
    let from = format!("{TAKEN_FROM}{issue}“{name}”第{}条", at.1 + 1);
    let piece = format!("{}{piece}", write::commented(&[from]));
    *held =
        change::put(held, (column, usize::MAX), &piece).map_err(|refusal| refusal.to_string())?;
    open.ids.columns[at.0].1.remove(at.1);
    open.set(rest);
    Ok(())
}

/// What the comment above a held item begins with.
pub(in crate::desk) const TAKEN_FROM: &str = "撤自 ";

pub(super) fn without_origin(piece: &str) -> String {
    let is_origin = |line: &str| {
        line.trim_start()
            .strip_prefix('#')
            .is_some_and(|rest| rest.trim_start().starts_with(TAKEN_FROM))
    };
    piece.split_inclusive('\n').filter(|line| !is_origin(line)).collect()
}

pub(super) fn without_empty_column(held: &str, column: usize) -> Result<String, Refusal> {
    let empty = change::arrangement(held)?
        .columns
        .get(column)
        .is_some_and(|column| column.items.is_empty());
    if empty { Ok(change::take_column(held, column)?.0) } else { Ok(held.to_owned()) }
}
