//! A stated number of hours against the times of day named.

use std::ops::Range;

use crate::lint::rules::numeral::figures;
use crate::lint::{Check, Rule};
use crate::source::{Diagnostic, Level};
use crate::zh::clock::{self, Time};
use crate::zh::decimal::Decimal;
use crate::zh::line::Line;
use crate::zh::{moment, number};

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
            let Some([from, to]) = course(line, &times) else { continue };
            let dated = reading.moments.iter().any(|moment| {
                moment.range.start > from.range.start && moment.range.start < sentence.end
            });
            // 历时2小时，从9时至11时.
            let ahead = || {
                length(line, sentence.start..from.range.start).filter(|(stated, _)| {
                    let gap = line.text(stated.end..from.range.start);
                    ["，从", "，自", "（", "（从", "（自", "，"].contains(&&*gap)
                        && moment::is_range(line, from.range.end..to.range.start)
                })
            };
            let behind = length(line, to.range.end..sentence.end);
            let Some((stated, minutes)) = behind.or_else(ahead) else { continue };
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

/// The two times of a sentence; of more the two that are the ends of the one range.
fn course<'t>(line: &Line, times: &'t [Time]) -> Option<[&'t Time; 2]> {
    if let [from, to] = times {
        return Some([from, to]);
    }
    let is_range = |two: &&[Time]| moment::is_range(line, two[0].range.end..two[1].range.start);
    let mut ranges = times.windows(2).filter(is_range);
    let [from, to] = ranges.next()? else { return None };
    ranges.next().is_none().then_some([from, to])
}

/// 历时2小时30分钟, 持续3个半小时, 每晚7小时: where it stands, and how many minutes it is.
fn length(line: &Line, range: Range<usize>) -> Option<(Range<usize>, u32)> {
    let words = [
        "历时",
        "用时",
        "耗时",
        "持续",
        "时长",
        "共",
        "每晚",
        "每天",
        "每夜",
        "每班",
        "每日",
        "连续作战",
        "连续奋战",
        "连续",
        "奋战",
        "检修",
        "停电",
        "停水",
        "停气",
        "长达",
    ];
    let mut at = words.iter().filter_map(|word| {
        let at = line.find(range.clone(), word)?;
        Some(at + word.chars().count())
    });
    let start = at.find(|at| {
        line.get(*at).is_some_and(|c| c.is_ascii_digit() || number::small(c).is_some())
    })?;
    let (value, mut end) = amount(line, start)?;
    let mut half = false;
    if line.get(end) == Some('个') {
        end += 1;
    }
    if line.get(end) == Some('半') {
        half = true;
        end += 1;
    }
    if line.starts_with(end, "分钟") {
        return Some((start..end + 2, value.whole().and_then(|whole| u32::try_from(whole).ok())?));
    }
    if !line.starts_with(end, "小时") {
        return None;
    }
    end += 2;
    let hours = u32::try_from(value.times(Decimal::integer(60))?.whole()?).ok()?;
    let mut minutes = hours + if half { 30 } else { 0 };
    if line.get(end).is_some_and(|c| "多余左以".contains(c)) {
        return None;
    }
    if let Some((more, after)) = amount(line, end)
        && line.get(after) == Some('分')
    {
        minutes += u32::try_from(more.whole()?).ok()?;
        end = after + 1 + usize::from(line.get(after + 1) == Some('钟'));
    }
    Some((start..end, minutes))
}

/// A number at a place, and its end.
fn amount(line: &Line, at: usize) -> Option<(Decimal, usize)> {
    let number = match line.get(at)? {
        c if c.is_ascii_digit() => number::arabic(line, at)?,
        _ => number::han(line, at)?,
    };
    (!number.vague).then_some((number.value, number.range.end))
}
