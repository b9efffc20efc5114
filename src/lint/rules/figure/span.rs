//! A stated number of days against the days named.

use std::ops::Range;

use chrono::{Datelike as _, NaiveDate, Weekday};

use crate::lint::rules::numeral::figures;
use crate::lint::{Check, Rule};
use crate::source::{Diagnostic, Level};
use crate::zh::line::Line;
use crate::zh::moment::{self, Moment};
use crate::zh::quantity::Quantity;
use crate::zh::reading::Reading;

pub(in crate::lint::rules) static DAY_COUNT_MISMATCH: Rule = Rule {
    code: "day-count-mismatch",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "起止日期与天数不符",
    docs: "“8月28日至8月31日，为期5天”，首尾都算是4天。“历时”“用时”只算首尾之一的，和只算工作日的，都不报。",
    check: Check::Prose(|subject, text, found| {
        let Some(reading) = figures(text) else { return };
        for two in reading.moments.windows(2) {
            let (from, to) = (&two[0], &two[1]);
            let Some((first, last)) = ends(reading, from, to, subject.date()) else { continue };
            let Some((stated, strict)) = stated(reading, from, to) else { continue };
            let Some(count) = stated.value().whole() else { continue };
            let days = i128::from((last - first).num_days()) + 1;
            let working =
                first.iter_days().take_while(|day| *day <= last).filter(is_working).count();
            // Without a year nobody knows which days were working days.
            let dated = from.year.is_some() || subject.date().is_some();
            let worked = match dated {
                true => usize::try_from(count) == Ok(working),
                false => count < days && count * 7 >= days * 5 - 7,
            };
            let fits = count == days || (!strict && count == days - 1) || (days > 5 && worked);
            if fits {
                continue;
            }
            let line = &reading.line;
            let message = format!(
                "“{}”首尾都算是{days}天，与“{}”不符",
                line.text(from.range.start..to.range.end),
                line.text(stated.range.clone())
            );
            found.push(
                Diagnostic::at(text.place(stated.range.clone()), message)
                    .label(text.place(from.range.start..to.range.end), "起止日期在这里")
                    .help("核对起止日期和天数"),
            );
        }
    }),
};

fn is_working(day: &NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The first and the last day of a range of two moments.
fn ends(
    reading: &Reading,
    from: &Moment,
    to: &Moment,
    issue: Option<NaiveDate>,
) -> Option<(NaiveDate, NaiveDate)> {
    if !moment::is_range(&reading.line, from.range.end..to.range.start) {
        return None;
    }
    // 2月 to 3月 depends on the year; elsewhere any year does.
    let year = from.year.or(issue.map(|issue| issue.year()));
    let spring = from.month? <= 2 && to.month? >= 2;
    let year = year.or((!spring).then_some(2001))?;
    let first = NaiveDate::from_ymd_opt(year, from.month?, from.day?)?;
    let last = NaiveDate::from_ymd_opt(to.year.unwrap_or(year), to.month?, to.day?)?;
    (first < last && (last - first).num_days() < 366).then_some((first, last))
}

/// The number of days that is said of a range, and whether both ends must be counted.
fn stated<'r>(reading: &'r Reading, from: &Moment, to: &Moment) -> Option<(&'r Quantity, bool)> {
    let line = &reading.line;
    let sentence = reading.sentence_at(from.range.start);
    let is_days =
        |quantity: &&Quantity| ["天", "日"].contains(&quantity.unit.name) && quantity.is_exact();
    let behind = reading.quantities_in(to.range.end..sentence.end).first().filter(is_days);
    if let Some(quantity) = behind
        && let Some(strict) = marked(line, to.range.end..quantity.range.start)
    {
        return Some((quantity, strict));
    }
    // 为期3天（9月18日至20日）.
    let ahead = reading.quantities_in(sentence.start..from.range.start).last().filter(is_days)?;
    let between = line.text(ahead.range.end..from.range.start);
    let bracket = between.ends_with('（') && between.chars().count() <= 8;
    let whole = ["为期", "历时", "连续"].iter().any(|word| line.ends_with(ahead.range.start, word));
    (bracket && whole && line.get(to.range.end) == Some('）')).then_some((ahead, true))
}

/// Whether the words between a range of days and a number of days join them.
fn marked(line: &Line, gap: Range<usize>) -> Option<bool> {
    if gap.len() > 9 {
        return None;
    }
    let words = line.text(gap);
    let words = words.trim_start_matches(['，', '（']).trim_end_matches(['了', '的']);
    let strict = [
        "为期",
        "共",
        "共计",
        "连续",
        "一连",
        "开展为期",
        "举办为期",
        "进行为期",
        "组织为期",
        "连续开展",
    ];
    let loose = ["历时", "用时", "耗时", "前后历时", "持续"];
    if strict.contains(&words) || words.is_empty() {
        return Some(true);
    }
    loose.contains(&words).then_some(false)
}
