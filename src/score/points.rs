//! Points as TOML writes them, and points shared out, both exact: what is printed for each unit is
//! what was counted, so that a township can add its points up by hand.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use crate::zh::decimal::Decimal;

/// The finest that points may be written: 0.0001.
pub(super) const FINEST: u32 = 4;

/// More points are not given at once.
pub(super) const MOST: u32 = 10_000;

/// A number of `scoring.toml`; nothing where it is one that nobody means, such as `nan` or 1e300.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Points(pub(super) Option<Decimal>);

impl<'de> Deserialize<'de> for Points {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl serde::de::Visitor<'_> for Visitor {
            type Value = Points;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a number")
            }

            fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Points, E> {
                Ok(Points(Decimal::new(value.into(), 0)))
            }

            fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Points, E> {
                // The shortest text that reads as this number is what was written, up to 15 digits.
                Ok(Points(read(&value.to_string())))
            }
        }

        deserializer.deserialize_any(Visitor)
    }
}

impl JsonSchema for Points {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Points".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number", "minimum": 0, "maximum": 10000 })
    }
}

/// `2.5` or `-3` as a number, no finer than points are.
fn read(text: &str) -> Option<Decimal> {
    let (sign, text) = match text.strip_prefix('-') {
        Some(text) => (-1, text),
        None => (1, text),
    };
    let (digits, places) = Decimal::read(text)?.parts();
    Decimal::new(sign * digits, places).filter(|_| places <= FINEST)
}

/// Points in equal shares that sum to exactly these: what cannot be divided at so many places goes
/// to the first ones, a step each. 2 for three: 0.67, 0.67, 0.66.
pub(super) fn shares(points: Decimal, count: usize, places: u32) -> Vec<Decimal> {
    let steps = |places: u32| points.shifted(places).and_then(Decimal::whole);
    // Points that are finer than the office shows are not made coarser.
    let found = (places..=12).find_map(|places| Some((places, steps(places)?)));
    let (Some((places, steps)), Ok(parts)) = (found, i128::try_from(count)) else { return vec![] };
    if parts == 0 {
        return vec![];
    }
    let (each, rest) = (steps.div_euclid(parts), steps.rem_euclid(parts));
    (0..parts)
        .map(|at| Decimal::new(each + i128::from(at < rest), places).unwrap_or(Decimal::ZERO))
        .collect()
}

/// Points times a count.
pub(super) fn times(points: Decimal, count: usize) -> Decimal {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    points.times(Decimal::integer(count)).unwrap_or(points)
}

pub(super) fn sum(points: impl IntoIterator<Item = Decimal>) -> Decimal {
    points.into_iter().fold(Decimal::ZERO, |sum, points| sum + points)
}

/// Less than nothing of these.
pub(super) fn minus(points: Decimal) -> Decimal {
    Decimal::ZERO - points
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_what_was_written() {
        for (text, expected) in
            [("5", "5"), ("0.5", "0.5"), ("1.25", "1.25"), ("-3", "-3"), ("0.1", "0.1")]
        {
            assert_eq!(read(text).map(|points| points.to_string()).as_deref(), Some(expected));
        }
        for text in ["NaN", "inf", "0.00001", "1e5", "", "."] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_divided_goes_to_the_first() {
        let shown = |points: &str, count, places| {
            let points = read(points).expect("a number");
            shares(points, count, places).iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(shown("2", 3, 2), ["0.67", "0.67", "0.66"]);
        assert_eq!(shown("5", 2, 0), ["3", "2"]);
        assert_eq!(shown("0.125", 1, 2), ["0.125"], "finer than shown, and not rounded");
        assert_eq!(shown("-1", 3, 1), ["-0.3", "-0.3", "-0.4"]);
        assert!(shown("1", 0, 2).is_empty());
    }

    proptest! {
        #[test]
        fn shares_sum_to_the_whole(digits in -1_000_000i128..1_000_000, at in 0u32..5, count in 1usize..40, places in 0u32..5) {
            let points = Decimal::new(digits, at).expect("small");
            let all = shares(points, count, places);
            prop_assert_eq!(all.len(), count);
            prop_assert_eq!(sum(all.iter().copied()), points);
            let (first, last) = (all[0], all[count - 1]);
            prop_assert!(first - last <= Decimal::new(1, places).expect("a step"));
        }
    }
}
