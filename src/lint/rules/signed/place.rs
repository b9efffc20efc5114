//! Where a changed part of the printed text stands in the file.

use std::ops::Range;

use crate::bulletin::block;
use crate::bulletin::compare::Field;
use crate::bulletin::compare::words::Stretch;
use crate::bulletin::identity::{ItemContent, Part, PartKind};
use crate::draft::ItemNumber;
use crate::draft::{Draft, Item};
use crate::source::toml_string::StringMap;
use crate::source::{Source, Span, Spanned};

/// The item of a draft at a place.
pub(super) fn item(draft: &Draft, at: ItemNumber) -> Option<&Spanned<Item>> {
    draft.column.get(at.column.checked_sub(1)?)?.item.get(at.item.checked_sub(1)?)
}

/// The places of the changed stretches of a field: one each, in their order. Where a stretch cannot
/// be told apart in the file it is the whole field.
pub(super) fn places(
    source: &Source,
    item: &Spanned<Item>,
    content: &ItemContent,
    field: Field,
    stretches: &[Stretch],
) -> Vec<Span> {
    let changed = stretches.iter().filter(|stretch| !matches!(stretch, Stretch::Same { .. }));
    let whole = |span: Span| changed.clone().map(|_| span).collect();
    match field {
        Field::Headline => match &item.headline {
            Some(headline) => narrowed(source, headline, &[all(headline)], 0, stretches),
            None => whole(item.span),
        },
        Field::Credits => whole(item.credits.as_ref().map_or(item.span, |credits| credits.span)),
        Field::Body { part, kind: PartKind::Paragraph | PartKind::Subhead } => {
            let Some(body) = &item.body else { return whole(item.span) };
            let is_text =
                |part: &&Part| matches!(part.kind, PartKind::Paragraph | PartKind::Subhead);
            let before = content.body.iter().take(part.saturating_sub(1)).filter(is_text);
            let before = before.map(|part| printed(&bare(&part.text)).count()).sum();
            let parsed = block::parse(body);
            let pieces = parsed.paragraphs.iter().flatten().map(|piece| piece.range.clone());
            narrowed(source, body, &pieces.collect::<Vec<_>>(), before, stretches)
        }
        Field::Body { part, kind: PartKind::Figure } => {
            let figure = item.figure.get(nth(content, part, PartKind::Figure));
            whole(figure.map_or(item.span, |figure| figure.span))
        }
        Field::Body { part, kind: PartKind::Table }
        | Field::Caption { part }
        | Field::Column { part, .. } => whole(table(item, content, part)),
        Field::Row { part, row } => whole(cell(item, content, part, (row, 1))),
        Field::Cell { part, row, column } => whole(cell(item, content, part, (row, column))),
    }
}

/// Which one of its kind a part of a body is, from 0.
fn nth(content: &ItemContent, part: usize, kind: PartKind) -> usize {
    let before = content.body.iter().take(part.saturating_sub(1));
    before.filter(|part| part.kind == kind).count()
}

/// The table that is a part of a body. Those of one place stand in the order of the draft; where
/// that is not the order of the page, it is another one of the item's.
fn table(item: &Spanned<Item>, content: &ItemContent, part: usize) -> Span {
    let table = item.table.get(nth(content, part, PartKind::Table));
    table.map_or(item.span, |table| table.span)
}

/// A cell of it, where it is written in the draft.
fn cell(
    item: &Spanned<Item>,
    content: &ItemContent,
    part: usize,
    (row, column): (usize, usize),
) -> Span {
    let rows = item.table.get(nth(content, part, PartKind::Table));
    let rows = rows.and_then(|table| table.rows.as_ref());
    let written = rows.and_then(|rows| rows.get(row.checked_sub(1)?)?.get(column.checked_sub(1)?));
    written.map_or_else(|| table(item, content, part), |cell| cell.span)
}

/// A text without its `**`.
fn bare(text: &str) -> String {
    block::lower(text).into_iter().flatten().map(|run| run.text).collect()
}

/// All of a text, where it is printed as it stands.
fn all(text: &str) -> Range<usize> {
    let from = text.len() - text.trim_start().len();
    from..from + text.trim().len()
}

/// The places of changed stretches in the printed pieces of a text, which begin behind so many
/// printed characters.
fn narrowed(
    source: &Source,
    value: &Spanned<String>,
    pieces: &[Range<usize>],
    before: usize,
    stretches: &[Stretch],
) -> Vec<Span> {
    let map = StringMap::new(source.text(), value.span);
    // The offsets of the printed characters in the decoded text.
    let shown = pieces.iter().flat_map(|piece| {
        let inside = value.value.get(piece.clone()).unwrap_or_default().char_indices();
        inside.filter(|(_, c)| !c.is_whitespace()).map(|(at, _)| piece.start + at)
    });
    let offsets: Vec<usize> = shown.collect();
    let end = value.value.trim_end().len();
    let offset = |index: usize| offsets.get(index).copied().unwrap_or(end);
    let mut at = before;
    let mut places = vec![];
    for stretch in stretches {
        match stretch {
            Stretch::Same { text } => at += printed(text).count(),
            Stretch::Changed { new, .. } | Stretch::Look { text: new, .. } => {
                let from = at;
                at += printed(&bare(new)).count();
                // Where words were struck, what follows is shown.
                let until = at.max(from + 1);
                places.push(map.span(offset(from)..offset(until).max(offset(from))));
            }
        }
    }
    places
}

/// The characters that are compared: none of white space, which lines are broken with.
fn printed(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_whitespace())
}
