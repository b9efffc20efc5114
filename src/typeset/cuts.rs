//! What would bring a bulletin that is too long to the pages wanted.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Setting;
use super::audit::{Mark, Text};
use super::tally::Tally;

/// Characters to take out of an item, both indexes from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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

/// How much too long a bulletin is, and what would mend it, cheapest first.
#[derive(Debug)]
pub(super) struct Excess {
    pub(super) lines: u32,
    pub(super) cuts: Vec<Cut>,
    pub(super) moves: Vec<Move>,
}

/// Counts what has to go for a setting to give few enough pages: what is named is enough.
pub(super) fn counted(
    tally: &Tally,
    setting: Setting,
    wanted: usize,
    (texts, marks): (&[Text], &[Mark]),
) -> Option<Excess> {
    let fits = |tally: Tally| {
        let outlook = tally.outlook(setting);
        outlook.count <= wanted && !outlook.end_is_alone
    };
    let items = tally.items();
    let all: u32 = items.iter().map(|(_, lines)| lines).sum();
    let less = |item, most| (1..most).find(|lines| tally.shorter(item, *lines).is_some_and(fits));
    let cut = |((column, item), lines): &((usize, usize), u32)| {
        let lines = less(Some((*column, *item)), *lines)?;
        cut(texts, marks, setting, (*column, *item), lines)
    };
    let cuts = cheapest(items.iter().filter_map(cut));
    let mut moves = vec![];
    if cuts.is_empty() {
        let mut left = items.clone();
        left.sort_by_key(|(place, lines)| (Reverse(*lines), *place));
        let mut gone: Vec<(usize, usize)> = vec![];
        // The longest, and instead of the last of them the shortest that is enough.
        while !left.is_empty() {
            let with = |place: (usize, usize)| [gone.as_slice(), &[place]].concat();
            let enough = left.iter().rposition(|(place, _)| fits(tally.without(&with(*place))));
            let (place, lines) = left.remove(enough.unwrap_or(0));
            moves.push(Move { column: place.0, item: place.1, lines });
            gone.push(place);
            if enough.is_some() {
                break;
            }
        }
        moves.sort_by_key(|item| (item.column, item.item));
        // A bulletin of nothing is no advice.
        if left.is_empty() {
            moves.clear();
        }
    }
    let lines = less(None, all).or_else(|| Some(moves.iter().map(|item| item.lines).sum()))?;
    Some(Excess { lines, cuts, moves })
}

/// For each item long enough: how many characters less would save that many lines.
pub(super) fn cuts(texts: &[Text], marks: &[Mark], setting: Setting, lines: u32) -> Vec<Cut> {
    let places = marks.iter().filter(|mark| !mark.is_inset());
    let places = places.filter_map(|mark| Some((mark.column?, mark.item?)));
    cheapest(places.filter_map(|place| cut(texts, marks, setting, place, lines)))
}

fn cheapest(cuts: impl Iterator<Item = (u32, Cut)>) -> Vec<Cut> {
    let mut cuts: Vec<(u32, Cut)> = cuts.collect();
    cuts.sort_by_key(|(least, cut)| (*least, cut.column, cut.item));
    cuts.dedup();
    cuts.into_iter().map(|(_, cut)| cut).collect()
}

/// How many characters less save an item that many lines, without and with some to spare. `None`
/// where that is half of it: nobody cuts an item down to its headline.
fn cut(
    texts: &[Text],
    marks: &[Mark],
    setting: Setting,
    (column, item): (usize, usize),
    lines: u32,
) -> Option<(u32, Cut)> {
    let is_its =
        |mark: &Mark| (mark.column, mark.item) == (Some(column), Some(item)) && !mark.is_inset();
    let index = marks.iter().rposition(is_its)?;
    let own = between(texts, &marks[index], marks.get(index + 1));
    let left = own.iter().map(|text| text.x).fold(f64::MAX, f64::min);
    let mut rows: Vec<&[&Text]> = own.chunk_by(|a, b| (a.page, a.y) == (b.page, b.y)).collect();
    let count = rows.len() as u32;
    // A credit on a row of its own, to the right, goes up with the text.
    let own_row = |row: &&[&Text]| row.first().is_some_and(|t| t.x > left + 2.5 * setting.size());
    while rows.len() > 1 && rows.last().is_some_and(own_row) {
        rows.pop();
    }
    // In whichever paragraph the cut is made: from the one whose last line is the longest.
    let begins = |row: &[&Text]| row.first().is_some_and(|t| t.x > left + 1.5 * setting.size());
    let ends = rows.windows(2).filter(|two| begins(two[1])).map(|two| two[0]);
    let ends = ends.chain(rows.last().copied());
    let right = ends.flatten().map(|text| text.x + text.width).fold(0.0, f64::max);
    let on_last = right - left;
    // Squeezed lines hold a character or two more.
    let line = setting.characters + if setting.won { 2 } else { 0 };
    // What is left breaks anew, and a line may come to hold a character less.
    let spare = count.min(setting.characters);
    let least = (on_last / setting.size()).ceil() as u32 + lines.saturating_sub(1) * line;
    let characters = least + spare;
    let length: f64 = own.iter().map(|text| text.width).sum::<f64>() / setting.size();
    let cut = Cut { column, item, characters };
    (f64::from(characters) < length / 2.0).then_some((least, cut))
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
    let bottom = Setting::AREA_TOP + Setting::AREA_HEIGHT;
    texts
        .iter()
        .filter(|text| {
            let place = (text.page, text.y + 1.0);
            !before(place, (mark.page, mark.y)) && before(place, next)
        })
        .filter(|text| text.y > Setting::AREA_TOP && text.y < bottom)
        .collect()
}

fn before(a: (usize, f64), b: (usize, f64)) -> bool {
    a.0 < b.0 || (a.0 == b.0 && a.1 < b.1)
}
