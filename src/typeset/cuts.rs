//! What would bring a bulletin that is too long to the pages wanted.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Setting;
use super::audit::{Mark, Text};

/// Characters to take out of an item, both indexes from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    pub column: usize,
    pub item: usize,
    pub characters: u32,
}

/// An item to leave for another issue, both indexes from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    pub column: usize,
    pub item: usize,
    pub lines: u32,
}

/// For each item long enough: how many characters less would save that many lines.
pub(super) fn cuts(texts: &[Text], marks: &[Mark], setting: Setting, lines: u32) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = marks
        .iter()
        .enumerate()
        .filter(|(_, mark)| !mark.is_inset())
        .filter_map(|(index, mark)| {
            let (column, item) = (mark.column?, mark.item?);
            let own = between(texts, mark, marks.get(index + 1));
            let last = own
                .iter()
                .map(|text| (text.page, text.y))
                .reduce(|a, b| if before(a, b) { b } else { a })?;
            let on_last = own
                .iter()
                .filter(|text| (text.page, text.y) == last)
                .map(|text| text.x + text.width)
                .fold(0.0, f64::max)
                - own.iter().map(|text| text.x).fold(f64::MAX, f64::min);
            let characters = (on_last / setting.size()).ceil() as u32
                + lines.saturating_sub(1) * setting.characters;
            let length: f64 = own.iter().map(|text| text.width).sum::<f64>() / setting.size();
            // Nobody cuts an item down to its headline.
            (f64::from(characters) < length / 2.0).then_some(Cut { column, item, characters })
        })
        .collect();
    cuts.sort_by_key(|cut| (cut.characters, cut.column, cut.item));
    cuts
}

/// The fewest items that together have that many lines, in the order of the page: the longest, and
/// instead of the last of them the shortest that is enough.
pub(super) fn moves(texts: &[Text], marks: &[Mark], lines: u32) -> Vec<Move> {
    let mut left = items(texts, marks);
    left.sort_by_key(|item| (Reverse(item.lines), item.column, item.item));
    let mut missing = lines;
    let mut chosen = vec![];
    while missing > 0 && !left.is_empty() {
        let enough = left.iter().rposition(|item| item.lines >= missing);
        let next = left.remove(enough.unwrap_or(0));
        missing = missing.saturating_sub(next.lines);
        chosen.push(next);
    }
    // A bulletin of nothing is no advice.
    if left.is_empty() {
        return vec![];
    }
    chosen.sort_by_key(|item| (item.column, item.item));
    chosen
}

/// The items with the lines that they take, tables and figures not counted.
fn items(texts: &[Text], marks: &[Mark]) -> Vec<Move> {
    let mut found: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for (index, mark) in marks.iter().enumerate().filter(|(_, mark)| !mark.is_inset()) {
        let (Some(column), Some(item)) = (mark.column, mark.item) else { continue };
        let mut baselines: Vec<(usize, i64)> = between(texts, mark, marks.get(index + 1))
            .iter()
            .map(|text| (text.page, text.y.round() as i64))
            .collect();
        baselines.sort_unstable();
        baselines.dedup();
        *found.entry((column, item)).or_default() += baselines.len() as u32;
    }
    found.into_iter().map(|((column, item), lines)| Move { column, item, lines }).collect()
}

/// The texts from a mark to the next.
fn between<'a>(texts: &'a [Text], mark: &Mark, next: Option<&Mark>) -> Vec<&'a Text> {
    let next = next.map_or((usize::MAX, 0.0), |next| (next.page, next.y));
    texts
        .iter()
        .filter(|text| {
            let place = (text.page, text.y + 1.0);
            !before(place, (mark.page, mark.y)) && before(place, next)
        })
        .filter(|text| text.y > Setting::AREA_TOP)
        .collect()
}

fn before(a: (usize, f64), b: (usize, f64)) -> bool {
    a.0 < b.0 || (a.0 == b.0 && a.1 < b.1)
}
