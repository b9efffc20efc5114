//! Figures that contradict each other, the calendar, or what they count.
//!
//! How figures belong together is read once for a text (`zh/statement`); the rules ask whether they
//! agree. Rounding is never reported, and where any reading of the words makes the figures agree,
//! nothing is.

use crate::zh::decimal::Decimal;
use crate::zh::line::Line;
use crate::zh::quantity::Quantity;

pub(super) mod age;
pub(super) mod column;
pub(super) mod count;
mod daily;
pub(super) mod day;
pub(super) mod growth;
pub(super) mod headline;
pub(super) mod hour;
pub(super) mod listing;
pub(super) mod product;
pub(super) mod rank;
mod respective;
mod roll;
mod series;
pub(super) mod share;
pub(super) mod span;
pub(super) mod sum;
pub(super) mod table;
pub(super) mod told;
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
