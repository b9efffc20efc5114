//! An item as its card shows it.

use super::api;
use crate::draft::Item;
use crate::source::Spanned;

pub(super) fn card(id: api::Id, item: &Item) -> api::Item {
    let small = |value: &Option<Spanned<i64>>| {
        value.as_ref().and_then(|value| u32::try_from(value.value).ok())
    };
    let credits = item.credits.iter().flat_map(|all| all.iter());
    let table = |table: &Spanned<crate::draft::Table>| api::Table {
        caption: text(&table.caption),
        rows: table
            .rows
            .iter()
            .flat_map(|rows| rows.iter())
            .map(|row| row.iter().map(|cell| cell.value.clone()).collect())
            .collect(),
        file: table.file.as_ref().map(|file| file.value.clone()),
        head: table.head() as u32,
        after: small(&table.after),
    };
    let figure = |figure: &Spanned<crate::draft::Figure>| api::Figure {
        file: text(&figure.file),
        caption: text(&figure.caption),
        alt: text(&figure.alt),
        width: small(&figure.width),
        after: small(&figure.after),
    };
    api::Item {
        id,
        headline: text(&item.headline),
        body: text(&item.body),
        credits: credits.map(|credit| credit.value.clone()).collect(),
        tables: item.table.iter().map(table).collect(),
        figures: item.figure.iter().map(figure).collect(),
    }
}

/// A text as a card shows it: without the line end before the closing quotes.
pub(super) fn text(written: &Option<Spanned<String>>) -> String {
    let Some(written) = written else { return String::new() };
    let plain = written.replace("\r\n", "\n");
    plain.strip_suffix('\n').map(str::to_owned).unwrap_or(plain)
}
