//! Ranges: the sign between, and what must stand on both sides.

use std::ops::Range;

use super::{figures, replacement};
use crate::lint::{Check, Rule};
use crate::source::{Diagnostic, Level};
use crate::zh::line::Line;
use crate::zh::moment::{self, Moment};
use crate::zh::quantity::{Quantity, is_range_sign};
use crate::zh::reading::Reading;
use crate::zh::unit::Measure;

pub(in crate::lint::rules) static HYPHEN_RANGE: Rule = Rule {
    code: "hyphen-range",
    level: Level::Warning,
    locked: false,
    examples: &["4万-5万亩", "1-6月"],
    summary: "数的起止之间用了短横线",
    docs: "“4万-5万亩”“1-6月”里的短横线应改为连接号：数量的起止用浪纹线“～”，时间的起止用一字线“—”。电话号码、型号、文号、房号和 2023-09-22 这样的日期不在此列。\n\n例：4万-5万亩 应为 4万～5万亩；1-6月 应为 1—6月。\n\n依据：GB/T 15834-2011，4.13.3。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        for (sign, new, whole) in hyphens(reading) {
            if reading.line.is_quoted(sign..sign + 1) {
                continue;
            }
            let shown = reading.line.text(whole.clone());
            let right: String = [whole.start..sign, sign + 1..whole.end]
                .map(|part| reading.line.text(part))
                .join(new);
            found.push(
                Diagnostic::at(text.place(whole), format!("“{shown}”的起止之间用了短横线"))
                    .help(format!("写作“{right}”"))
                    .fix(replacement(text, format!("改为“{new}”"), true, sign..sign + 1, new)),
            );
        }
    }),
};

pub(in crate::lint::rules) static ONE_SIDED_RANGE: Rule = Rule {
    code: "one-sided-range",
    level: Level::Warning,
    locked: false,
    examples: &["15～30%", "9～16亿元"],
    summary: "起止两个数只有后一个带%、万或亿",
    docs: "数的起止两边都要写“%”“万”“亿”，不然前一个数会被看成另一个数量级：“4～5万亩”可以读成4亩至5万亩。\n\n例：15～30% 应为 15%～30%；9～16亿元 应为 9亿～16亿元。其他单位相同时，前一个可以省去，如 100～150吨。\n\n依据：GB/T 15835-2011，5.1.3。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        for two in reading.quantities.windows(2) {
            let (from, to) = (&two[0], &two[1]);
            let Some(mark) = missing_mark(&reading.line, from, to) else { continue };
            let whole = from.range.start..to.range.end;
            let shown = reading.line.text(whole.clone());
            let split = from.number.digits.end - whole.start;
            let right: String = shown.chars().take(split).collect::<String>()
                + &mark
                + &shown.chars().skip(split).collect::<String>();
            let at = from.number.digits.end;
            found.push(
                Diagnostic::at(
                    text.place(whole),
                    format!("“{shown}”里只有后一个数带“{mark}”，前一个数会被看成另一个数"),
                )
                .help(format!("写作“{right}”"))
                .fix(replacement(
                    text,
                    format!("补上“{mark}”"),
                    false,
                    at..at,
                    &mark,
                )),
            );
        }
    }),
};

pub(in crate::lint::rules) static BACKWARD_RANGE: Rule = Rule {
    code: "backward-range",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "起止日期先后颠倒",
    docs: "“8月31日至8月28日”结束早于开始，多半是月份或日子写错了。跨年的写法（如“11月至次年3月”“11月15日至3月15日”）不在此列。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        for two in reading.moments.windows(2) {
            let (from, to) = (&two[0], &two[1]);
            if !is_backward(reading, from, to) {
                continue;
            }
            let whole = from.range.start..to.range.end;
            let shown = reading.line.text(whole.clone());
            found.push(
                Diagnostic::at(text.place(whole), format!("“{shown}”结束早于开始"))
                    .help("核对起止日期"),
            );
        }
    }),
};

/// Places of short hyphens that stand for “to”: the sign, what it should be, the whole range.
fn hyphens(reading: &Reading) -> Vec<(usize, &'static str, Range<usize>)> {
    let line = &reading.line;
    let hyphen = |end: usize, start: usize| {
        (start == end + 1 && line.get(end).is_some_and(|c| matches!(c, '-' | '－'))).then_some(end)
    };
    let mut found = vec![];
    for two in reading.quantities.windows(2) {
        let (from, to) = (&two[0], &two[1]);
        if let Some(sign) = hyphen(from.range.end, to.range.start)
            && is_measured_range(line, from, to)
        {
            found.push((sign, "～", from.range.start..to.range.end));
        }
    }
    for two in reading.moments.windows(2) {
        if let Some(sign) = hyphen(two[0].range.end, two[1].range.start) {
            found.push((sign, "—", two[0].range.start..two[1].range.end));
        }
    }
    found.sort_by_key(|(sign, ..)| *sign);
    found
}

/// Whether two numbers are the ends of a range, and not a score, a room or a part of a code.
fn is_measured_range(line: &Line, from: &Quantity, to: &Quantity) -> bool {
    let chained = line.before(from.range.start).is_some_and(is_range_sign)
        || line.get(to.range.end).is_some_and(is_range_sign);
    let named = ["单元", "栋", "幢", "间", "门", "口", "组", "期", "班", "级", "点", "分"];
    let measured = to.has_unit() || !to.number.scale().is_empty();
    let from_value = if is_bare(from) { Some(from.value()) } else { None };
    let rising = match (from_value, to.number.scale().is_empty()) {
        // 4-5万: the first lacks its 万.
        (Some(_), false) => true,
        (Some(value), true) => value < to.value(),
        (None, _) => from.unit != to.unit || !from.has_unit() || from.value() < to.value(),
    };
    measured && rising && !chained && !named.contains(&to.unit.name)
}

/// A number without scale and unit.
fn is_bare(quantity: &Quantity) -> bool {
    !quantity.has_unit() && quantity.number.scale().is_empty()
}

/// The % or 万 that only the second end of a range has.
fn missing_mark(line: &Line, from: &Quantity, to: &Quantity) -> Option<String> {
    let between = from.range.end..to.range.start;
    let sign = between.len() == 1 && line.get(between.start).is_some_and(is_range_sign);
    if !sign || !is_bare(from) || from.more.is_some() || line.is_quoted(between) {
        return None;
    }
    let scale = line.text(to.number.scale());
    let digits = |quantity: &Quantity| line.text(quantity.number.digits.clone()).len();
    if scale.starts_with(['万', '亿']) && digits(from) <= digits(to) + 1 {
        return Some(scale);
    }
    (to.unit.measure == Measure::Share && scale.is_empty()).then(|| to.unit.name.to_owned())
}

fn is_backward(reading: &Reading, from: &Moment, to: &Moment) -> bool {
    let between = from.range.end..to.range.start;
    if !moment::is_range(&reading.line, between) || !from.exists() || !to.exists() {
        return false;
    }
    let same_year = to.inherits || to.year.is_none() || from.year == to.year;
    match (from.year, to.year) {
        (Some(first), Some(last)) if first > last => return true,
        (None, Some(_)) => return false,
        _ => {}
    }
    // Without years, only days of one month cannot lie on two sides of a new year.
    same_year
        && from.month == to.month
        && from.month.is_some()
        && matches!((from.day, to.day), (Some(first), Some(last)) if first > last)
}
