//! The characters of a page that are to be read: each once, upright, and seen.

use std::collections::BTreeMap;

use super::place::{How, Place, UNKNOWN, Weight};
use super::ruled::Grid;
use crate::import::ledger::Ledger;
use crate::zh::script;

/// A page's characters, turned so that its lines run from left to right.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) places: Vec<Place>,
    /// Its text was recognized on a picture.
    pub(super) recognized: bool,
    /// The tables that are drawn with lines, from the top.
    pub(super) grids: Vec<Grid>,
}

/// Text that runs in a direction of its own by more than this, in degrees, is set across the page.
const STEEP: f64 = 8.0;

impl Page {
    pub(super) fn sorted(places: Vec<Place>, grids: Vec<Grid>, ledger: &mut Ledger) -> Self {
        let usable = |place: &Place| {
            place.size > 0.0 && [place.x, place.y, place.angle].iter().all(|n| n.is_finite())
        };
        let (places, strange): (Vec<Place>, Vec<Place>) = places.into_iter().partition(usable);
        note(ledger, "大小为零的字", &strange);
        // The lines of a page that is turned stand otherwise than its text.
        let (places, grids): (Vec<Place>, Vec<Grid>) = if runs_down(&places) {
            (places.into_iter().map(upended).collect(), vec![])
        } else {
            let turn = main_direction(&places);
            let places = places.into_iter().map(|place| turned(place, turn)).collect();
            (places, if turn == 0 { grids } else { vec![] })
        };
        let (places, across): (Vec<Place>, Vec<Place>) =
            places.into_iter().partition(|place| place.angle.abs() <= STEEP);
        for (what, group) in groups(across) {
            note(ledger, what, &group);
        }
        let places = once(places, ledger);
        let places = shown(places, ledger);
        let (unseen, seen): (Vec<Place>, Vec<Place>) =
            places.into_iter().partition(|place| place.how == How::Unseen);
        // A page with text of its own needs no recognized one.
        let recognized = !unseen.is_empty() && seen.len() * 5 < unseen.len();
        let mut places = seen;
        if recognized {
            places.extend(unseen);
        } else {
            note(ledger, "看不见的文字（识别用的一层）", &unseen);
        }
        for place in &mut places {
            fold(place, ledger);
        }
        Self { places, recognized, grids }
    }
}

/// What is seen, or was recognized on a picture; the rest is named.
fn shown(places: Vec<Place>, ledger: &mut Ledger) -> Vec<Place> {
    let mut hidden: BTreeMap<&'static str, Vec<Place>> = BTreeMap::new();
    let mut shown = Vec::with_capacity(places.len());
    for place in places {
        match place.how {
            How::Hidden(why) => hidden.entry(why).or_default().push(place),
            _ => shown.push(place),
        }
    }
    hidden.into_iter().for_each(|(why, places)| note(ledger, why, &places));
    shown
}

fn note(ledger: &mut Ledger, what: &'static str, places: &[Place]) {
    let text: String = places.iter().map(|place| place.text.as_str()).collect();
    if !text.trim().is_empty() {
        ledger.left(what, &text);
    }
}

/// The direction in which most lines run: a multiple of 90 degrees.
fn main_direction(places: &[Place]) -> i32 {
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for place in places {
        let quarter = (place.angle / 90.0).round();
        if (place.angle - 90.0 * quarter).abs() <= STEEP {
            *counts.entry((quarter as i32).rem_euclid(4)).or_default() += 1;
        }
    }
    // Upright, where as many run so as otherwise.
    counts.into_iter().max_by_key(|(quarter, count)| (*count, -quarter)).map_or(0, |(q, _)| q)
}

/// Whether most characters stand upright below the one before: text in columns from the right (竖排).
fn runs_down(places: &[Place]) -> bool {
    let mut counts = [0, 0];
    for two in places.windows(2) {
        let (a, b) = (&two[0], &two[1]);
        let (right, down) = (b.x - a.x, a.y - b.y);
        let near = |n: f64| (0.4 * a.size..2.0 * a.size).contains(&n);
        let upright = a.angle.abs() <= STEEP && b.angle.abs() <= STEEP;
        counts[0] += usize::from(upright && near(right) && down.abs() < 0.2 * a.size);
        counts[1] += usize::from(upright && near(down) && right.abs() < 0.2 * a.size);
    }
    counts[1] >= 8 && counts[1] > 2 * counts[0]
}

/// A page of such columns as lines from left to right; what lies on its side among them is upright.
fn upended(place: Place) -> Place {
    let upright = place.angle.abs() <= STEEP;
    let angle = if upright { 0.0 } else { place.angle + 90.0 };
    let advance = if upright { place.size } else { place.advance };
    let angle = (angle + 180.0).rem_euclid(360.0) - 180.0;
    Place { x: -place.y, y: place.x, angle, advance, ..place }
}

fn turned(place: Place, quarters: i32) -> Place {
    let (x, y) = match quarters {
        1 => (place.y, -place.x),
        2 => (-place.x, -place.y),
        3 => (-place.y, place.x),
        _ => (place.x, place.y),
    };
    let angle = place.angle - 90.0 * f64::from(quarters);
    let angle = (angle + 180.0).rem_euclid(360.0) - 180.0;
    Place { x, y, angle, ..place }
}

/// What runs across the page, by what it is.
fn groups(across: Vec<Place>) -> Vec<(&'static str, Vec<Place>)> {
    let straight = |place: &Place| (place.angle.abs() - 90.0).abs() <= STEEP;
    let (upright, slanted): (Vec<Place>, Vec<Place>) = across.into_iter().partition(straight);
    vec![("转了方向的文字", upright), ("斜排的文字（水印等）", slanted)]
}

/// Each character once: bold is also made by drawing the outline, or the character twice; shadows
/// are drawn before the text. What was drawn so stands out.
fn once(places: Vec<Place>, ledger: &mut Ledger) -> Vec<Place> {
    let mut kept: Vec<Place> = Vec::with_capacity(places.len());
    let mut near: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
    const CELL: f64 = 4.0;
    for place in places {
        // Two that are not known need not be the same.
        if place.text.trim().is_empty() || place.text == UNKNOWN {
            kept.push(place);
            continue;
        }
        let cell = |n: f64| (n / CELL).floor() as i64;
        let (column, row) = (cell(place.x), cell(place.y));
        let neighbours = (column - 1..=column + 1)
            .flat_map(|column| (row - 1..=row + 1).map(move |row| (column, row)));
        let twin = neighbours.filter_map(|key| near.get(&key)).flatten().copied().find(|at| {
            let other = &kept[*at];
            let far = (other.x - place.x).abs().max((other.y - place.y).abs());
            other.text == place.text
                && (other.size - place.size).abs() < 0.1 * place.size
                && far < (0.2 * place.size).min(CELL)
                // Narrow letters stand close to each other by themselves.
                && far < 0.6 * place.advance.max(0.3 * place.size)
        });
        match twin {
            Some(at) => {
                ledger.add("重复叠印的字", place.text.chars());
                let other = &mut kept[at];
                let unseen = |how: How| matches!(how, How::Unseen | How::Hidden(_));
                if unseen(other.how) {
                    other.how = place.how;
                } else if !unseen(place.how) {
                    other.weight = Weight::Bold;
                }
            }
            None => {
                near.entry((column, row)).or_default().push(kept.len());
                kept.push(place);
            }
        }
    }
    kept
}

/// The letters of a ligature that has a character of its own.
pub(super) fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{FB00}' => "ff",
        '\u{FB01}' => "fi",
        '\u{FB02}' => "fl",
        '\u{FB03}' => "ffi",
        '\u{FB04}' => "ffl",
        '\u{FB05}' | '\u{FB06}' => "st",
        _ => return None,
    })
}

/// Radicals and compatibility forms, which some programs put out for the characters they look like.
fn fold(place: &mut Place, ledger: &mut Ledger) {
    if place.text.is_ascii() {
        return;
    }
    let mut folded = String::new();
    for c in place.text.chars() {
        match ligature(c) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(script::unified(c).unwrap_or(c)),
        }
    }
    if folded != place.text {
        ledger.changed("部首、兼容写法的字改成通用的字", &place.text, &folded);
        place.text = folded;
    }
}
