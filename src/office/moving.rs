//! Items and columns to another place, in the same draft or another one.

use anyhow::Result;

use super::edit::Edited;
use super::held::{self, named};
use super::{Number, Refusal};
use crate::draft::{Draft, arrange, write};

/// What was moved, and where it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    pub what: What,
    pub from: Number,
    pub to: Number,
}

/// An item by its headline, or a column by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    Item(String),
    Column(String),
}

/// Moves within a draft; the place is the number that it has afterwards.
///
/// # Errors
/// There is no such item, column or place.
pub fn within(edited: &mut Edited, number: Number, place: Number) -> Result<Moved> {
    Number { item: None, ..place }.check(&edited.draft(), edited.path())?;
    let Cut { piece, name, what } = cut(edited, number)?;
    let to = put(edited, &piece, &name, number, Some(place))?;
    Ok(Moved { what, from: number, to })
}

/// Moves from one draft to another, under the column of the same name where no place is told.
///
/// # Errors
/// There is no such item, column or place, or both are the same draft.
pub fn across(
    from: &mut Edited,
    target: &mut Edited,
    number: Number,
    place: Option<Number>,
) -> Result<Moved> {
    if target.path() == from.path() {
        return Err(Refusal::SameDraft { path: from.path().to_owned() }.into());
    }
    let Cut { piece, name, what } = cut(from, number)?;
    let to = put(target, &held::without_origin(&piece), &name, number, place)?;
    drop_empty_column(from, number)?;
    Ok(Moved { what, from: number, to })
}

/// Names of columns without items.
pub fn empty_columns(draft: &Draft) -> Vec<String> {
    let empty = draft.column.iter().filter(|column| column.item.is_empty());
    empty.map(|column| named(column).to_owned()).collect()
}

/// What has been taken out of a draft.
struct Cut {
    piece: String,
    /// The column's name.
    name: String,
    what: What,
}

fn cut(edited: &mut Edited, number: Number) -> Result<Cut> {
    let draft = edited.draft();
    number.check(&draft, edited.path())?;
    let arrangement = edited.arrangement()?;
    let place = &arrangement.columns[number.column - 1];
    let column = &draft.column[number.column - 1];
    let name = named(column).to_owned();
    let (range, what) = match number.item {
        Some(item) => {
            let headline = column.item[item - 1].headline.as_ref().map_or("", |text| text.trim());
            (place.items[item - 1].clone(), What::Item(headline.to_owned()))
        }
        None => (place.whole.clone(), What::Column(name.clone())),
    };
    let (rest, piece) = arrange::cut(&edited.text, range);
    edited.text = rest;
    Ok(Cut { piece, name, what })
}

/// Puts a piece in; the number it has then.
fn put(
    edited: &mut Edited,
    piece: &str,
    name: &str,
    number: Number,
    place: Option<Number>,
) -> Result<Number> {
    let path = edited.path().to_owned();
    let draft = edited.draft();
    let arrangement = edited.arrangement()?;
    let columns = arrangement.columns.len();
    if number.item.is_none() {
        if place.is_some_and(|place| place.item.is_some()) {
            return Err(Refusal::PlaceOfItem { path, column: number.column }.into());
        }
        if let Some(Number { column, .. }) = place.filter(|place| place.column > columns + 1) {
            return Err(Refusal::NoSuchColumn { path, column, columns }.into());
        }
        let at = place.map_or(columns, |place| place.column - 1);
        edited.text = arrange::insert(&edited.text, arrangement.column_at(at), piece);
        return Ok(Number { column: at + 1, item: None });
    }
    let column = match place {
        Some(place) => {
            place.check(&draft, &path).or_else(|error| match place.item {
                // One past the last is the end.
                Some(item) if (1..=columns).contains(&place.column) => {
                    let last = arrangement.columns[place.column - 1].items.len();
                    if item == last + 1 { Ok(()) } else { Err(error) }
                }
                _ => Err(error),
            })?;
            place.column - 1
        }
        None => match draft.column.iter().position(|column| named(column) == name) {
            Some(index) => index,
            None => {
                let end = arrangement.column_at(usize::MAX);
                edited.text = arrange::insert(&edited.text, end, &write::column(name, &[]));
                columns
            }
        },
    };
    let arrangement = edited.arrangement()?;
    let last = arrangement.columns[column].items.len();
    let index = place.and_then(|place| place.item).map_or(last, |item| item - 1);
    if let Some(at) = arrangement.item_at(column, index) {
        edited.text = arrange::insert(&edited.text, at, piece);
    }
    Ok(Number::item(column, index))
}

/// A held column whose last item has gone is of no use.
fn drop_empty_column(edited: &mut Edited, number: Number) -> Result<()> {
    let arrangement = edited.arrangement()?;
    if let Some(column) = arrangement.columns.get(number.column - 1)
        && held::is_held(edited.path())
        && column.items.is_empty()
        && number.item.is_some()
    {
        edited.text = arrange::cut(&edited.text, column.whole.clone()).0;
    }
    Ok(())
}
