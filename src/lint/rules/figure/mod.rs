//! Figures that contradict each other, the calendar, or what they count.
//!
//! Only what must agree is compared: figures that are exact as written, of one unit, in one
//! sentence, under words that say how they belong together. Rounding is never reported, and
//! where any reading of the sentence makes the figures agree, nothing is.

use std::ops::Range;

use crate::zh::decimal::Decimal;
use crate::zh::line::Line;
use crate::zh::quantity::Quantity;
use crate::zh::reading::Reading;

pub(super) mod count;
pub(super) mod day;
pub(super) mod growth;
pub(super) mod headline;
pub(super) mod share;
pub(super) mod span;
pub(super) mod sum;
pub(super) mod unit;

/// A quantity as it is written.
fn shown(line: &Line, quantity: &Quantity) -> String {
    line.text(quantity.range.clone())
}

/// A value in the scale that a quantity is written in, with that scale.
fn in_scale_of(line: &Line, quantity: &Quantity, value: Decimal) -> String {
    let scale = line.text(quantity.number.scale());
    let power = if scale.ends_with('亿') {
        8
    } else if scale.ends_with('万') {
        4
    } else {
        return value.to_string();
    };
    match Decimal::new(1, power).and_then(|one| value.times(one)) {
        Some(value) => format!("{value}{}", if power == 8 { "亿" } else { "万" }),
        None => value.to_string(),
    }
}

/// The innermost （…） round a place in a sentence.
fn bracket(line: &Line, sentence: Range<usize>, at: usize) -> Option<Range<usize>> {
    let mut depth = 0usize;
    let open = (sentence.start..at).rev().find(|place| match line.get(*place) {
        Some('）') => {
            depth += 1;
            false
        }
        Some('（') if depth == 0 => true,
        Some('（') => {
            depth -= 1;
            false
        }
        _ => false,
    })?;
    let mut depth = 0usize;
    let close = (open + 1..sentence.end).find(|place| match line.get(*place) {
        Some('（') => {
            depth += 1;
            false
        }
        Some('）') if depth == 0 => true,
        Some('）') => {
            depth -= 1;
            false
        }
        _ => false,
    });
    Some(open..close.map_or(sentence.end, |close| close + 1))
}

/// The text of a range without what stands in brackets.
fn unbracketed(line: &Line, range: Range<usize>) -> String {
    let mut depth = 0i32;
    let mut text = String::new();
    for c in line.chars().get(range).unwrap_or_default() {
        match c {
            '（' => depth += 1,
            '）' => depth -= 1,
            _ if depth == 0 => text.push(*c),
            _ => {}
        }
    }
    text
}

/// Whether two quantities in a sentence can be compared at all.
fn comparable(one: &Quantity, other: &Quantity) -> bool {
    one.has_unit() && one.unit == other.unit && one.is_exact() && other.is_exact()
}

/// The quantities of a sentence that end before a place.
fn before(reading: &Reading, sentence: Range<usize>, at: usize) -> &[Quantity] {
    reading.quantities_in(sentence.start..at.max(sentence.start))
}
