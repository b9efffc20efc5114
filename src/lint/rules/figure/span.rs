//! A stated number of days against the days named.

use std::ops::Range;

use chrono::{Datelike as _, NaiveDate, Weekday};

use crate::lint::rules::numeral::figures;
use crate::lint::{Check, Rule};
use crate::source::{Diagnostic, Level};
use crate::zh::clock;
use crate::zh::decimal::Decimal;
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
    check: Check::Prose(|around, text, found| {
        let Some(reading) = figures(text) else { return };
        for two in reading.moments.windows(2) {
            let (from, to) = (&two[0], &two[1]);
            let Some((first, last)) = ends(reading, from, to, around.date()) else { continue };
            let Some((stated, strict)) = stated(reading, from, to) else { continue };
            let Some(count) = stated.value().whole() else { continue };
            let days = i128::from((last - first).num_days()) + 1;
            let working =
                first.iter_days().take_while(|day| *day <= last).filter(is_working).count();
            // Without a year nobody knows which days were working days.
            let dated = from.year.is_some() || around.date().is_some();
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
    let line = &reading.line;
    if !moment::is_range(line, from.range.end..to.range.start) && !is_course(line, from, to) {
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

/// 6月11日入梅，7月4日出梅; 从5月28日开始，6月12日结束.
fn is_course(line: &Line, from: &Moment, to: &Moment) -> bool {
    let between = line.text(from.range.end..to.range.start.max(from.range.end));
    let begins = ["开始", "起", "入", "启动", "开幕", "开工", "进场"];
    let over = ["结束", "止", "出", "闭幕", "完工", "收官", "竣工", "退场"];
    let short = between.chars().count() <= 10 && !between.contains(['。', '；', '、']);
    short
        && begins.iter().any(|word| between.contains(word))
        && over.iter().any(|word| line.starts_with(to.range.end, word))
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

/// Whether the words between a range of days and a number of days join them, and whether both
/// ends are counted.
fn marked(line: &Line, gap: Range<usize>) -> Option<bool> {
    if gap.len() > 14 {
        return None;
    }
    let words = line.text(gap);
    let mut words = words.trim_start_matches(['，', '（']).trim_end_matches(['了', '的']);
    // 15日至19日举办，为期5天; 7月4日出梅，梅雨期24天.
    if let Some((held, rest)) = words.split_once('，')
        && held.chars().count() <= 5
        && !held.contains(['日', '月'])
    {
        words = rest;
    }
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
        "会期",
        "假期",
    ];
    let loose = ["历时", "用时", "耗时", "前后历时", "持续"];
    if strict.contains(&words) || words.is_empty() {
        return Some(true);
    }
    let period = words.ends_with('期') && words.chars().count() <= 4 && !words.starts_with('工');
    (period || loose.contains(&words) || words.ends_with("开展为期")).then_some(false)
}

pub(in crate::lint::rules) static HOUR_COUNT_MISMATCH: Rule = Rule {
    code: "hour-count-mismatch",
    level: Level::Warning,
    locked: false,
    examples: &["9时开始，11时30分结束，历时3小时30分钟"],
    summary: "起止时刻与时长不符",
    docs: "“9时开始，11时30分结束，历时3小时30分钟”，起止之间是2小时30分钟。跨日的（中间写有日期）不检查。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        let line = &reading.line;
        for sentence in &reading.sentences {
            let times = clock::times(line, sentence.clone());
            let [from, to] = &times[..] else { continue };
            let dated = reading.moments.iter().any(|moment| {
                moment.range.start > from.range.start && moment.range.start < sentence.end
            });
            let Some((stated, minutes)) = length(reading, to.range.end..sentence.end) else {
                continue;
            };
            let between = line.text(from.range.end..to.range.start);
            let course = ["开始", "起", "至", "到", "，"].iter().any(|word| between.contains(word));
            let whole = (to.minutes + 24 * 60 - from.minutes) % (24 * 60);
            // 下午5时 may be written 5时.
            let fits = whole == minutes || (whole + 12 * 60) % (24 * 60) == minutes;
            if dated || !course || fits || between.chars().count() > 12 {
                continue;
            }
            let (hours, rest) = (whole / 60, whole % 60);
            let right = match rest {
                0 => format!("{hours}小时"),
                _ => format!("{hours}小时{rest}分钟"),
            };
            let message = format!(
                "“{}”是{right}，与“{}”不符",
                line.text(from.range.start..to.range.end),
                line.text(stated.clone())
            );
            found.push(
                Diagnostic::at(text.place(stated), message)
                    .label(text.place(from.range.start..to.range.end), "起止时刻在这里")
                    .help("核对起止时刻和时长"),
            );
        }
    }),
};

/// 历时2小时30分钟: where it stands, and how many minutes it is.
fn length(reading: &Reading, range: Range<usize>) -> Option<(Range<usize>, u32)> {
    let all = reading.quantities_in(range);
    let at = all.iter().position(|q| ["小时", "个小时", "分钟"].contains(&q.unit.name))?;
    let first = &all[at];
    let told = ["历时", "用时", "耗时", "持续", "时长", "共"]
        .iter()
        .any(|word| reading.line.ends_with(first.range.start, word));
    let minutes = |q: &Quantity| {
        let value = u32::try_from(q.value().times(Decimal::integer(60))?.whole()?).ok()?;
        Some(if q.unit.name == "分钟" { value / 60 } else { value })
    };
    let mut sum = minutes(first)?;
    let mut end = first.range.end;
    if let Some(next) = all.get(at + 1)
        && next.range.start == end
        && next.unit.name == "分钟"
    {
        sum += minutes(next)?;
        end = next.range.end;
    }
    (told && first.is_exact()).then_some((first.range.start..end, sum))
}
