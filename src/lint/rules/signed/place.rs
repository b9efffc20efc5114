//! Where a changed part of the printed text stands in the file.

use crate::bulletin::compare::words::Stretch;
use crate::bulletin::compare::{At, Field};
use crate::bulletin::identity::{ItemContent, PartKind};
use crate::draft::{Draft, Item};
use crate::source::toml_string::StringMap;
use crate::source::{Source, Span, Spanned};

/// The item of a draft at a place.
pub(super) fn item(draft: &Draft, at: At) -> Option<&Spanned<Item>> {
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
    let changed = stretches.iter().filter(|stretch| matches!(stretch, Stretch::Changed { .. }));
    let whole = |span: Span| changed.clone().map(|_| span).collect();
    match field {
        Field::Headline => match &item.headline {
            Some(headline) => narrowed(source, headline, headline.trim(), 0, stretches),
            None => whole(item.span),
        },
        Field::Credits => whole(item.credits.as_ref().map_or(item.span, |credits| credits.span)),
        Field::Body { part, kind: PartKind::Paragraph | PartKind::Subhead } => {
            let Some(body) = &item.body else { return whole(item.span) };
            let texts: Vec<&str> = content
                .body
                .iter()
                .map(|part| match part.kind {
                    PartKind::Paragraph | PartKind::Subhead => part.text.as_str(),
                    PartKind::Table | PartKind::Figure => "",
                })
                .collect();
            let before: usize =
                texts.iter().take(part.saturating_sub(1)).map(|text| printed(text).count()).sum();
            narrowed(source, body, body, before, stretches)
        }
        Field::Body { kind: PartKind::Table, .. } => {
            whole(item.table.first().map_or(item.span, |table| table.span))
        }
        Field::Body { kind: PartKind::Figure, .. } => {
            whole(item.figure.first().map_or(item.span, |figure| figure.span))
        }
    }
}

/// The places of changed stretches in a text, which begin behind so many printed characters.
fn narrowed(
    source: &Source,
    value: &Spanned<String>,
    text: &str,
    before: usize,
    stretches: &[Stretch],
) -> Vec<Span> {
    let map = StringMap::new(source.text(), value.span);
    let start = text.as_ptr() as usize - value.value.as_ptr() as usize;
    // The offsets of the printed characters in the decoded text.
    let shown = text.char_indices().filter(|(_, c)| !c.is_whitespace());
    let offsets: Vec<usize> = shown.map(|(at, _)| start + at).collect();
    let end = value.value.trim_end().len();
    let offset = |index: usize| offsets.get(index).copied().unwrap_or(end);
    let mut at = before;
    let mut places = vec![];
    for stretch in stretches {
        match stretch {
            Stretch::Same { text } => at += printed(text).count(),
            Stretch::Changed { new, .. } => {
                let from = at;
                at += printed(new).count();
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
