//! Draft → bulletin.

use chrono::NaiveDate;

use super::block::{Block, Figure, Table};
use super::words::Manner;
use super::{Bulletin, Column, Item, Signoff, block, subhead};
use crate::config::Config;
use crate::config::distribution::unlabelled;
use crate::draft::attachment::{Attachments, Content};
use crate::draft::{self, Draft};
use crate::source::Spanned;
use crate::zh::person;

/// Lowers a draft. What is missing becomes empty; whether that may be printed is for the rules
/// to say. `None` without a date: no page can be headed without one.
pub fn build(draft: &Draft, files: &Attachments, config: &Config) -> Option<Bulletin> {
    let date: NaiveDate = draft.date()?;
    let signoff = draft.signoff.as_deref();
    let signer =
        |name: Option<&Spanned<String>>| name.map(|name| person::plain(name)).unwrap_or_default();
    Some(Bulletin {
        name: config.name.value.clone(),
        publisher: config.publisher.value.clone(),
        number: draft.number().unwrap_or_default(),
        heading: None,
        kind: draft.kind(),
        total: draft.total.as_ref().map(|total| total.value),
        date,
        note: draft.note.as_ref().map(|note| block::lower(note)).unwrap_or_default(),
        columns: draft.column.iter().map(|column| lower_column(column, files)).collect(),
        distribution: distribution(draft.distribution.as_ref())
            .or_else(|| distribution(Some(&config.distribution)))
            .unwrap_or_default(),
        report_to: line(config.report_to.as_ref()).unwrap_or_default(),
        send_to: line(config.send_to.as_ref()).unwrap_or_default(),
        copies: draft.copies.as_ref().map(|copies| copies.value).or(config.copies),
        contents: config.contents.is_some_and(|most| draft.items().count() > most),
        latin_spacing: config.latin_spacing,
        punctuation: config.punctuation,
        preprinted: config.preprinted,
        creep: config.creep,
        manner: Manner::of(&config.template.value),
        printed: config.printed.clone(),
        correction: None,
        signoff: Signoff {
            editor: signer(signoff.and_then(|signoff| signoff.editor.as_ref())),
            reviewer: signer(signoff.and_then(|signoff| signoff.reviewer.as_ref())),
            approver: signer(signoff.and_then(|signoff| signoff.approver.as_ref())),
        },
    })
}

fn lower_column(column: &draft::Column, files: &Attachments) -> Column {
    Column {
        name: line(column.name.as_ref()).unwrap_or_default(),
        items: column.item.iter().map(|item| lower_item(item, files)).collect(),
    }
}

fn lower_item(item: &draft::Item, files: &Attachments) -> Item {
    let credits = item.credits.iter().flat_map(|credits| credits.iter());
    let paragraphs = item.body.as_ref().map(|body| block::lower(body)).unwrap_or_default();
    Item {
        headline: line(item.headline.as_ref()).unwrap_or_default(),
        body: with_insets(subhead::found_in(paragraphs), item, files),
        credits: credits
            .map(|credit| credit.trim().to_owned())
            .filter(|credit| !credit.is_empty())
            .collect(),
    }
}

/// Puts tables and figures between the paragraphs: those of one place in the order of the draft,
/// tables first.
fn with_insets(paragraphs: Vec<Block>, item: &draft::Item, files: &Attachments) -> Vec<Block> {
    let tables = item.table.iter().map(|table| (&table.after, lower_table(table, files)));
    let figures = item.figure.iter().map(|figure| (&figure.after, lower_figure(figure, files)));
    let count = paragraphs.len();
    let place = |after: &Option<Spanned<i64>>| {
        let after = after.as_ref().and_then(|after| usize::try_from(**after).ok());
        after.unwrap_or(count).min(count)
    };
    let mut insets: Vec<(usize, Block)> =
        tables.chain(figures).filter_map(|(after, block)| Some((place(after), block?))).collect();
    insets.sort_by_key(|(place, _)| *place);
    let mut insets = insets.into_iter().peekable();
    let mut body = vec![];
    for (index, paragraph) in paragraphs.into_iter().map(Some).chain([None]).enumerate() {
        while let Some((_, inset)) = insets.next_if(|(place, _)| *place <= index) {
            body.push(inset);
        }
        body.extend(paragraph);
    }
    body
}

/// A table with all rows of one length; `None` when it has none.
fn lower_table(table: &draft::Table, files: &Attachments) -> Option<Block> {
    let written = table.rows.as_ref().map(|rows| {
        let row = |row: &Vec<Spanned<String>>| row.iter().map(|cell| cell.value.clone()).collect();
        rows.iter().map(row).collect::<Vec<Vec<String>>>()
    });
    let filed = || match files.get(table.file.as_ref()?) {
        Some(Content::Rows(rows)) => Some(rows.clone()),
        _ => None,
    };
    let mut rows = written.or_else(filed)?;
    let width = rows.iter().map(Vec::len).max().filter(|width| *width > 0)?;
    for row in &mut rows {
        row.iter_mut().for_each(|cell| *cell = block::joined(cell.trim()));
        row.resize(width, String::new());
    }
    Some(Block::Table(Table {
        caption: line(table.caption.as_ref()).unwrap_or_default(),
        head: table.head().min(rows.len()),
        rows,
    }))
}

fn lower_figure(figure: &draft::Figure, files: &Attachments) -> Option<Block> {
    let Some(Content::Picture(picture)) = files.get(figure.file.as_ref()?) else { return None };
    let caption = line(figure.caption.as_ref()).unwrap_or_default();
    let alt = line(figure.alt.as_ref()).filter(|alt| !alt.is_empty());
    Some(Block::Figure(Figure {
        picture: picture.clone(),
        alt: alt.unwrap_or_else(|| caption.clone()),
        caption,
        width: figure.width.as_ref().and_then(|width| u32::try_from(**width).ok()),
    }))
}

fn line(text: Option<&Spanned<String>>) -> Option<String> {
    text.map(|text| block::joined(text.trim()))
}

/// A distribution list on one line, without its label.
fn distribution(list: Option<&Spanned<String>>) -> Option<String> {
    line(list).map(|list| unlabelled(&list).to_owned()).filter(|list| !list.is_empty())
}
