//! Draft → bulletin.

use chrono::NaiveDate;

use super::{Bulletin, Column, Item, Signoff, block};
use crate::config::Config;
use crate::draft::Draft;
use crate::source::Spanned;
use crate::zh::person;

/// Lowers a draft. What is missing becomes empty; whether that may be printed is for the rules
/// to say. `None` without a date: no page can be headed without one.
pub fn build(draft: &Draft, config: &Config) -> Option<Bulletin> {
    let date: NaiveDate = draft.date()?;
    let signoff = draft.signoff.as_deref();
    let signer =
        |name: Option<&Spanned<String>>| name.map(|name| person::plain(name)).unwrap_or_default();
    Some(Bulletin {
        name: config.name.value.clone(),
        publisher: config.publisher.value.clone(),
        number: draft.number().unwrap_or_default(),
        kind: draft.kind(),
        total: draft.total.as_ref().map(|total| total.value),
        date,
        note: draft.note.as_ref().map(|note| block::lower(note)).unwrap_or_default(),
        columns: draft.column.iter().map(|column| lower_column(column)).collect(),
        distribution: distribution(draft.distribution.as_ref())
            .or_else(|| distribution(Some(&config.distribution)))
            .unwrap_or_default(),
        signoff: Signoff {
            editor: signer(signoff.and_then(|signoff| signoff.editor.as_ref())),
            reviewer: signer(signoff.and_then(|signoff| signoff.reviewer.as_ref())),
            approver: signer(signoff.and_then(|signoff| signoff.approver.as_ref())),
        },
    })
}

fn lower_column(column: &crate::draft::Column) -> Column {
    Column {
        name: line(column.name.as_ref()).unwrap_or_default(),
        items: column.item.iter().map(|item| lower_item(item)).collect(),
    }
}

fn lower_item(item: &crate::draft::Item) -> Item {
    let credits = item.credits.iter().flat_map(|credits| credits.iter());
    Item {
        headline: line(item.headline.as_ref()).unwrap_or_default(),
        body: item.body.as_ref().map(|body| block::lower(body)).unwrap_or_default(),
        credits: credits
            .map(|credit| credit.trim().to_owned())
            .filter(|credit| !credit.is_empty())
            .collect(),
    }
}

fn line(text: Option<&Spanned<String>>) -> Option<String> {
    text.map(|text| block::joined(text.trim()))
}

/// A distribution list on one line; who writes the label as well gets it once.
fn distribution(list: Option<&Spanned<String>>) -> Option<String> {
    line(list)
        .map(|list| list.trim_start_matches("本期发：").to_owned())
        .filter(|list| !list.is_empty())
}
