//! Characters → lines of a page, cut where there is room for a column or a cell.

use super::place::{Place, Weight};
use crate::import::document::{Glyph, Rich};
use crate::import::ledger::{Fate, Ledger};
use crate::import::notation;

/// What stands above its line as a power or the mark of a note is at most so large beside the line.
pub(super) const RAISED: f64 = 0.88;

/// Characters on one baseline, from left to right.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    pub(super) places: Vec<Place>,
    pub(super) y: f64,
}

impl Row {
    pub(super) fn left(&self) -> f64 {
        self.places.first().map_or(0.0, |place| place.x)
    }

    pub(super) fn right(&self) -> f64 {
        self.places.iter().map(end).fold(f64::NEG_INFINITY, f64::max)
    }

    /// The size of most of its characters.
    pub(super) fn size(&self) -> f64 {
        let mut sizes: Vec<f64> = self.places.iter().map(|place| place.size).collect();
        sizes.sort_by(f64::total_cmp);
        sizes.get(sizes.len() / 2).copied().unwrap_or(1.0).max(1.0)
    }

    /// Cut where there is room for so many characters.
    pub(super) fn pieces(&self, room: f64) -> Vec<Row> {
        let size = self.size();
        let mut pieces: Vec<Row> = vec![];
        let mut until = f64::NEG_INFINITY;
        for place in &self.places {
            if place.text.trim().is_empty() {
                continue;
            }
            match pieces.last_mut().filter(|_| place.x - until <= room * size) {
                Some(piece) => piece.places.push(place.clone()),
                None => pieces.push(Row { places: vec![place.clone()], y: self.y }),
            }
            until = until.max(end(place));
        }
        pieces
    }

    /// How wide its first word is, with the mark that may not begin a line: a figure, a character of Han.
    pub(super) fn word(&self) -> f64 {
        let mut places = self.places.iter().skip_while(|place| place.text.trim().is_empty());
        let Some(first) = places.next() else { return 0.0 };
        let is_latin = |place: &Place| place.text.chars().all(|c| c.is_ascii_graphic());
        let is_mark = |place: &Place| "，。、；：！？）”》】％".contains(&*place.text);
        let mut latin = is_latin(first);
        let rest = places.take_while(|place| {
            latin &= is_latin(place);
            latin || is_mark(place)
        });
        rest.last().map_or(end(first), end) - first.x
    }

    pub(super) fn plain(&self) -> String {
        self.places.iter().map(|place| place.text.as_str()).collect()
    }
}

/// Where a character ends; a face that does not say is as wide as high.
pub(super) fn end(place: &Place) -> f64 {
    let advance = if place.advance > 0.0 {
        place.advance
    } else if place.text.is_ascii() {
        0.5 * place.size
    } else {
        place.size
    };
    place.x + advance
}

/// The characters of a page put together to lines, from the top.
pub(super) fn rows(places: Vec<Place>) -> Vec<Row> {
    let mut rows: Vec<Row> = vec![];
    let mut small = vec![];
    let mut sizes: Vec<f64> = places.iter().map(|place| place.size).collect();
    sizes.sort_by(f64::total_cmp);
    let common = sizes.get(sizes.len() / 2).copied().unwrap_or_default();
    for place in places {
        // Powers and marks of notes stand higher; they join the line they belong to afterwards.
        // Figures of a browser's powers are not much smaller.
        let figure = place.text.chars().all(|c| c.is_ascii_digit());
        if place.size < if figure { RAISED } else { 0.72 } * common {
            small.push(place);
            continue;
        }
        add(&mut rows, place, 0.4);
    }
    for place in small {
        let beside = rows.iter_mut().find(|row| {
            let size = row.size();
            let above = place.y - row.y;
            let touches = row.places.iter().any(|other| (end(other) - place.x).abs() < 0.6 * size);
            place.size < RAISED * size && above > -0.35 * size && above < 0.7 * size && touches
        });
        match beside {
            Some(row) => row.places.push(place),
            None => add(&mut rows, place, 0.4),
        }
    }
    for row in &mut rows {
        row.places.sort_by(|a, b| a.x.total_cmp(&b.x));
    }
    rows.retain(|row| !row.plain().trim().is_empty());
    rows.sort_by(|a, b| b.y.total_cmp(&a.y));
    rows
}

fn add(rows: &mut Vec<Row>, place: Place, tolerance: f64) {
    let near = |row: &&mut Row| {
        let first = row.places.first().map_or(place.size, |first| first.size);
        (row.y - place.y).abs() < tolerance * place.size.min(first).max(1.0)
    };
    match rows.iter_mut().rev().take(64).find(near) {
        Some(row) => row.places.push(place),
        None => rows.push(Row { y: place.y, places: vec![place] }),
    }
}

/// A line's text; where there is room for a character, white space.
pub(super) fn text(row: &Row, heavy: Weight, ledger: &mut Ledger) -> Rich {
    let mut text = Rich::new();
    let mut until: Option<f64> = None;
    let size = row.size();
    for place in &row.places {
        let gap = until.map_or(0.0, |until| place.x - until);
        let blank = place.text.trim().is_empty();
        if gap > 0.3 * place.size.max(0.7 * size) && !blank {
            let wide = gap > 1.5 * place.size;
            text.push(Glyph::new(if wide { '\u{3000}' } else { ' ' }, false));
        }
        // Digits have a face of their own, and say nothing.
        let before = text.last().is_some_and(|glyph| glyph.strong);
        let strong = match place.text.is_ascii() && place.weight != Weight::Bold {
            true => before && !blank,
            false => place.weight == Weight::Bold || place.weight == heavy,
        };
        let raised = place.size < RAISED * size && place.y - row.y > 0.12 * size;
        let figure = place.text.chars().all(|c| c.is_ascii_digit());
        if raised && figure {
            let shown = notation::raised(&place.text);
            ledger.note(Fate::Made, "上标", place.text.chars(), shown.chars());
            text.extend(shown.chars().map(|c| Glyph::new(c, strong)));
        } else {
            text.extend(place.text.chars().map(|c| Glyph::new(c, strong)));
        }
        until = Some(until.unwrap_or(f64::NEG_INFINITY).max(end(place)));
    }
    text
}
