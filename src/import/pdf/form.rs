//! What is filled in on a page: fields of forms whose value nobody has drawn yet, as programs leave it to
//! the viewer, boxes that are ticked, and remarks beside the text, which are no text of the page.

use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, Rect, String as Text};
use hayro_interpret::hayro_syntax::page::Page;
use kurbo::{Affine, Point};

use super::place::{How, Place, Weight};
use crate::import::document::{Document, count};

/// Looks through what is attached to a page; `drawn` is what stands on it, values come to it.
pub(super) fn add(page: &Page<'_>, start: Affine, drawn: &mut Vec<Place>, document: &mut Document) {
    let Some(all) = page.raw().get::<Array<'_>>("Annots") else { return };
    for annotation in all.iter::<Dict<'_>>().take(MOST) {
        // Hidden: not shown and not printed.
        if annotation.get::<u32>("F").unwrap_or_default() & 2 != 0 {
            continue;
        }
        let kind = annotation.get::<Name<'_>>("Subtype");
        let kind = kind.as_ref().map(Name::as_str).unwrap_or_default().to_owned();
        let text = match kind.as_str() {
            "Widget" => value(&annotation),
            "FreeText" => text(annotation.get("Contents")),
            "Text" | "Highlight" | "Underline" | "StrikeOut" | "Squiggly" | "Caret" => {
                let remark = text(annotation.get("Contents")).unwrap_or_default();
                if !remark.trim().is_empty() {
                    count(&mut document.source, &remark);
                    document.ledger.left("批注", &remark);
                }
                continue;
            }
            _ => continue,
        };
        let Some(area) = annotation.get::<Rect>("Rect") else { continue };
        let corner = |x: f64, y: f64| start * Point::new(x, y);
        let (a, b) = (corner(area.x0, area.y0), corner(area.x1, area.y1));
        let area = kurbo::Rect::from_points(a, b);
        // What goes across the page is none of the field's.
        let inside = |place: &Place| {
            place.angle.abs() < 1.0
                && area.inflate(1.0, 1.0).contains(Point::new(place.x, place.y))
                && !place.text.trim().is_empty()
        };
        if let Some(text) = text.filter(|text| !text.trim().is_empty())
            && !drawn.iter().any(inside)
        {
            write(&text, area, drawn);
        }
    }
}

/// More are on no page of an office.
const MOST: usize = 2000;

/// What a field holds.
fn value(field: &Dict<'_>) -> Option<String> {
    let chain = chain(field);
    let kind = chain.iter().find_map(|field| field.get::<Name<'_>>("FT"))?;
    match kind.as_str() {
        "Tx" | "Ch" => {
            let value = chain.iter().find_map(|field| field.get::<Object<'_>>("V"))?;
            match value {
                Object::String(value) => Some(decoded(value.as_bytes())),
                Object::Array(all) => {
                    let all = all.iter::<Text<'_>>().map(|value| decoded(value.as_bytes()));
                    Some(all.collect::<Vec<_>>().join(" "))
                }
                _ => None,
            }
        }
        "Btn" => {
            let flags = chain.iter().find_map(|field| field.get::<u32>("Ff")).unwrap_or_default();
            // A push button does something, and says nothing.
            if flags & 0x1_0000 != 0 {
                return None;
            }
            let state = field.get::<Name<'_>>("AS");
            let on = state.is_some_and(|state| state.as_str() != "Off");
            Some(if on { "☑" } else { "□" }.to_owned())
        }
        _ => None,
    }
}

/// A field with those that it is part of.
fn chain<'a>(field: &Dict<'a>) -> Vec<Dict<'a>> {
    let mut chain = vec![field.clone()];
    while let Some(parent) = chain.last().and_then(|field| field.get::<Dict<'a>>("Parent"))
        && chain.len() < 16
    {
        chain.push(parent);
    }
    chain
}

fn text(text: Option<Text<'_>>) -> Option<String> {
    text.map(|text| decoded(text.as_bytes()))
}

/// Text that is none of a page's: in UTF-16 or UTF-8 with their marks, else Latin (ISO 32000-1, 7.9.2.2).
pub(super) fn decoded(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] | [0xEF, 0xBB, 0xBF, ..] => {
            crate::import::text::decode(bytes).unwrap_or_default()
        }
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// Puts a text into its field, line by line.
fn write(text: &str, area: kurbo::Rect, places: &mut Vec<Place>) {
    let lines: Vec<&str> = text.split(['\r', '\n']).filter(|line| !line.is_empty()).collect();
    let size = (0.7 * area.height() / lines.len().max(1) as f64).clamp(4.0, 12.0);
    // A single line stands in the middle, several begin at the top.
    let first = match lines.len() {
        1 => area.center().y - 0.38 * size,
        _ => area.y1 - 0.85 * size,
    };
    for (index, line) in lines.iter().enumerate() {
        let number = line.chars().count().max(1) as f64;
        let advance = size.min(area.width() / number);
        for (at, c) in line.chars().enumerate() {
            places.push(Place {
                text: c.to_string(),
                x: area.x0 + at as f64 * advance,
                y: first - index as f64 * size,
                size,
                advance,
                angle: 0.0,
                weight: Weight::Plain,
                how: How::Filled,
            });
        }
    }
}
