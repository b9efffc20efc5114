//! What stands round the columns and items of a draft: the keys above, the sign-off and records below, with
//! their comments. The keys themselves are merged one by one afterwards.

use std::ops::Range;

use super::lines;
use crate::draft::arrange::{self, Arrangement};
use crate::draft::change;

/// Tables behind the columns that are records: none of them is lost.
const RECORDS: [&str; 2] = ["unplaced", "signoff.signed"];

/// `to` with what `from` has changed of `base` outside of columns; as it is where that cannot be told.
pub(super) fn merged(base: &str, to: &str, from: &str) -> String {
    let parts = |text: &str| change::arrangement(text).ok().map(|all| parted(&all, text.len()));
    let (Some(was), Some(own), Some(other)) = (parts(base), parts(to), parts(from)) else {
        return to.to_owned();
    };
    let part = |index: usize| {
        let (was, own, other) =
            (&base[was[index].clone()], &to[own[index].clone()], &from[other[index].clone()]);
        lines::merged(was, own, other).unwrap_or_else(|| {
            let own = with_records(was, own, other);
            lines::new_comments(was, other, &own) + &own
        })
    };
    let columns = own[0].end..own[1].start;
    let out = [&part(0), &to[columns], &part(1)].concat();
    let counts = |all: &Arrangement| all.columns.iter().map(|c| c.items.len()).collect::<Vec<_>>();
    let whole = |text: &str| change::arrangement(text).ok().map(|all| counts(&all));
    match whole(&out) == whole(to) {
        true => out,
        false => to.to_owned(),
    }
}

/// What stands above the columns, and below.
fn parted(all: &Arrangement, len: usize) -> [Range<usize>; 2] {
    let start = all.columns.first().map_or(all.end, |column| column.whole.start);
    [0..start, all.end..len]
}

/// A part with the records of the other one that are new.
fn with_records(was: &str, own: &str, other: &str) -> String {
    let mut out = own.to_owned();
    for key in RECORDS {
        for range in arrange::tables(other, key) {
            let record = other[range].trim_end();
            if !was.contains(record) && !out.contains(record) {
                out = format!("{}\n\n{record}\n", out.trim_end());
            }
        }
    }
    out
}
