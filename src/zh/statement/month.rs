//! What is paid by the month and what that is by the year: 每人每月720元，即每人每年8640元.

use super::product::Conversion;
use super::{Text, slip};
use crate::zh::decimal::Decimal;
use crate::zh::needles::Has as _;

/// How many months one figure of money is for.
fn months(text: &Text<'_>, index: usize) -> Option<u32> {
    let lead = text
        .lead(index)
        .trim_start_matches(['即', '合', '折'])
        .trim_end_matches(['为', '达', '到', '计', '即']);
    let end = text.quantity(index).range.end;
    let rows: [(u32, &[&str], &[&str]); 2] = [
        (
            1,
            &["每月", "每人月", "月人均", "按月", "月"],
            &["/月", "／月", "/人/月", "/人·月", "/人月", "每月"],
        ),
        (
            12,
            &["每年", "全年", "一年", "年人均", "人均年", "每人年", "年"],
            &["/年", "／年", "/人/年", "/人·年", "/人年", "每年"],
        ),
    ];
    rows.into_iter().find_map(|(months, before, behind)| {
        let told = before.iter().any(|word| lead.ends_with(word))
            || behind.iter().any(|word| text.line.starts_with(end, word));
        told.then_some(months)
    })
}

pub(super) fn conversions(text: &Text<'_>) -> Vec<Conversion> {
    (1..text.figures.len()).filter_map(|second| conversion(text, second)).collect()
}

fn conversion(text: &Text<'_>, second: usize) -> Option<Conversion> {
    let first = second - 1;
    let (one, other) = (text.quantity(first), text.quantity(second));
    let precise = [one, other].iter().all(|q| q.unit.name == "元" && q.is_precise());
    if !precise {
        return None;
    }
    let (from, to) = (months(text, first)?, months(text, second)?);
    let gap = text.words(one.range.end..other.range.start);
    let said = gap.chars().count() <= 12
        && ["即", "折合", "，合", "（", "相当于", "也就是"].iter().any(|word| gap.has(word))
        && !["上年", "去年", "提高", "增加", "其中", "另"].iter().any(|word| gap.has(word));
    if !said || from == to {
        return None;
    }
    let scaled = |value: Decimal, by: u32| value.times(Decimal::integer(by));
    let (stated, made) = (scaled(other.value(), from)?, scaled(one.value(), to)?);
    let rounding = scaled(other.slack(), from)? + scaled(one.slack(), to)?;
    let wrong = (stated - made).abs() > rounding;
    let actual = match from < to {
        true => Some(made),
        false => one
            .value()
            .percent_of(Decimal::integer(from), 2)
            .and_then(|v| v.times(Decimal::new(1, 2)?)),
    };
    // Eleven months paid or a grant beside it is no slip.
    let near = slip::explains(text.reading, &[first, second], |values| {
        (values[1] * f64::from(from) - values[0] * f64::from(to)).abs() < 1e-6
    });
    Some(Conversion { first, second, actual: actual.filter(|_| wrong && near) })
}
