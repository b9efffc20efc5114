//! A stated number of days against the days named.

use std::ops::Range;

use chrono::{Datelike as _, NaiveDate, Weekday};

use super::daily;
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
    docs: "“8月28日至8月31日，为期5天”，首尾都算是4天；“11月1日至12月31日，为期三个月”是两个月；“2021年至2025年，连续六年”是五年。“历时”“用时”只算首尾之一的，和只算工作日的，都不报。",
    check: Check::Prose(|around, text, found| {
        let Some(reading) = figures(text) else { return };
        for (place, other, message) in daily::overfull(reading) {
            found.push(
                Diagnostic::at(text.place(place), message)
                    .label(text.place(other), "这一段时间")
                    .help("核对天数"),
            );
        }
        for two in reading.moments.windows(2) {
            let (from, to) = (&two[0], &two[1]);
            let moved = || apart(reading, from, to, around.date());
            if let Some((place, message)) = longer(reading, from, to, around.date()).or_else(moved)
            {
                found.push(
                    Diagnostic::at(text.place(place), message)
                        .label(text.place(from.range.start..to.range.end), "起止日期在这里")
                        .help("核对起止日期和时间长短"),
                );
                continue;
            }
            let Some((first, last)) = ends(reading, from, to, around.date()) else { continue };
            let Some((stated, strict)) = stated(reading, from, to) else { continue };
            let Some(count) = stated.value().whole() else { continue };
            let days = i128::from((last - first).num_days()) + 1;
            // Holidays make working days fewer, and nothing makes them more than there are days.
            if stated.unit.name == "个工作日" && count <= days {
                continue;
            }
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

/// The first figure behind a moment in its sentence, and the words that lead to it.
fn told_of<'r>(reading: &'r Reading, to: &Moment) -> Option<(&'r Quantity, String)> {
    let sentence = reading.sentence_at(to.range.start);
    let behind = reading.quantities_in(to.range.end..sentence.end).first()?;
    let gap = reading.line.text(to.range.end..behind.range.start);
    let close = gap.chars().count() <= 16 && !gap.contains(['。', '；']);
    close.then_some((behind, gap))
}

/// 11月1日至12月31日，为期三个月; 2021年至2025年，连续六年: whole months and years.
fn longer(
    reading: &Reading,
    from: &Moment,
    to: &Moment,
    issue: Option<NaiveDate>,
) -> Option<(Range<usize>, String)> {
    let line = &reading.line;
    let (behind, gap) = told_of(reading, to)?;
    let told = ["为期", "历时", "共", "连续", "长达", "前后", "工期"];
    let marked = told.iter().any(|word| gap.ends_with(word));
    // 自7月1日起至9月30日止.
    let course = line.text(from.range.end..to.range.start.max(from.range.end)) == "起至";
    let range = course || moment::is_range(line, from.range.end..to.range.start);
    if !marked || !behind.is_precise() || !range && !is_course(line, from, to) {
        return None;
    }
    let stated = behind.value().whole()?;
    let between = line.text(from.range.start..to.range.end);
    let shown = line.text(behind.range.clone());
    match behind.unit.name {
        "个月" => {
            let (first, last) = match (from.day, to.day) {
                (Some(_), Some(_)) => ends(reading, from, to, issue)?,
                (None, None) => {
                    let year = from.year.or(issue.map(|issue| issue.year())).unwrap_or(2001);
                    from.month?;
                    to.month?;
                    (from.days(year)?.0, to.days(to.year.unwrap_or(year))?.1)
                }
                _ => return None,
            };
            let next = last.succ_opt()?;
            let months = i128::from((next.year() - first.year()) * 12) + i128::from(next.month())
                - i128::from(first.month());
            let whole = next.day() == first.day() && months > 0;
            // 5月10日至7月10日 are two months as well; 3月开工，9月竣工 may leave either out.
            let same = from.day.is_some() && last.day() == first.day() && months > 0;
            let loose = !range && stated == months - 1;
            ((whole || same) && months != stated && !loose).then(|| {
                (behind.range.clone(), format!("“{between}”是{months}个月，与“{shown}”不符"))
            })
        }
        "年" if from.month.is_none() && to.month.is_none() => {
            let years = i128::from(to.year? - from.year?) + 1;
            // 从2021年到2025年 may be counted from one to the other.
            let fits = stated == years || stated == years - 1 || years < 2;
            (!fits).then(|| {
                (behind.range.clone(), format!("“{between}”首尾都算是{years}年，与“{shown}”不符"))
            })
        }
        _ => None,
    }
}

/// 计划8月31日竣工，实际8月1日竣工，提前30天; 6月8日开镰，较去年的6月3日推迟5天: days between two days.
fn apart(
    reading: &Reading,
    from: &Moment,
    to: &Moment,
    issue: Option<NaiveDate>,
) -> Option<(Range<usize>, String)> {
    let line = &reading.line;
    let (stated, behind) = told_of(reading, to)?;
    let words = ["提前", "推迟", "延后", "提早", "早", "晚", "推后", "延期", "缩短工期"];
    let behind = behind.trim_end_matches('了');
    let marked = words.iter().any(|word| behind.ends_with(word));
    let between = line.text(from.range.end..to.range.start);
    let compared = ["计划", "原定", "预计", "去年", "上年", "常年", "往年", "实际"];
    let leads = line.text(reading.sentence_at(from.range.start).start..from.range.start);
    let told = compared.iter().any(|word| between.contains(word) || leads.contains(word));
    if !marked
        || !told
        || !["天", "日"].contains(&stated.unit.name)
        || !stated.is_exact()
        || between.chars().count() > 20
        || between.contains(['。', '；'])
    {
        return None;
    }
    let year = issue.map_or(2001, |issue| issue.year());
    let day = |moment: &Moment| NaiveDate::from_ymd_opt(year, moment.month?, moment.day?);
    let days = (day(to)? - day(from)?).num_days().abs();
    let count = i64::try_from(stated.value().whole()?).ok()?;
    // Either end may be counted, and a leap year has one more; over the turn of the year anything.
    let fits = (count - days).abs() <= 1 || days == 0 || days > 180;
    let years = from.year.is_some() && to.year.is_some() && from.year != to.year;
    let wrong = !fits && !years;
    wrong.then(|| {
        let shown = line.text(stated.range.clone());
        let [one, other] = [from, to].map(|moment| line.text(moment.range.clone()));
        (stated.range.clone(), format!("“{one}”与“{other}”相差{days}天，与“{shown}”不符"))
    })
}

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
    let between = line.text(from.range.end..to.range.start.max(from.range.end));
    let lasts =
        ["持续到", "持续至", "延续到", "延续至", "一直到", "一直持续到"].contains(&&*between);
    if !lasts
        && !moment::is_range(line, from.range.end..to.range.start)
        && !is_course(line, from, to)
    {
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
    let begins = [
        "开始", "起", "入", "启动", "开幕", "开工", "进场", "开班", "开训", "开课", "开营", "开赛",
        "开馆", "开镰", "开展", "报到",
    ];
    let over = [
        "结束", "止", "出", "闭幕", "落幕", "完工", "收官", "竣工", "退场", "结业", "结营", "闭营",
        "闭馆", "结训", "结课", "收镰",
    ];
    // 5月18日启动、5月24日落幕.
    let words = between.strip_suffix('、').unwrap_or(&between);
    // 自11月3日在县委党校开班，至11月7日结束.
    let most = if words.ends_with(['至', '到']) { 18 } else { 10 };
    let short = between.chars().count() <= most && !words.contains(['。', '；', '、']);
    short
        && begins.iter().any(|word| between.contains(word))
        && over.iter().any(|word| line.starts_with(to.range.end, word))
}

/// The number of days that is said of a range, and whether both ends must be counted.
fn stated<'r>(reading: &'r Reading, from: &Moment, to: &Moment) -> Option<(&'r Quantity, bool)> {
    let line = &reading.line;
    let sentence = reading.sentence_at(from.range.start);
    let is_days = |quantity: &&Quantity| {
        ["天", "日", "个工作日"].contains(&quantity.unit.name) && quantity.is_exact()
    };
    let behind = reading.quantities_in(to.range.end..sentence.end).first().filter(is_days);
    if let Some(quantity) = behind
        && let Some(strict) = marked(line, to.range.end..quantity.range.start)
    {
        // 3月5日至9日，县气象局连续3天发布预警: three of the days.
        let words = line.text(to.range.end..quantity.range.start);
        let some = words.ends_with("连续") && words.chars().count() > 3;
        let days = ends(reading, from, to, None).map(|(first, last)| (last - first).num_days() + 1);
        let fewer = days.is_some_and(|days| {
            quantity.value().whole().is_some_and(|stated| stated < i128::from(days))
        });
        return (!some || !fewer).then_some((quantity, strict));
    }
    if let Some(quantity) = lasting(reading, to, sentence.end) {
        return Some((quantity, true));
    }
    // 为期3天（9月18日至20日）, 为期10天的大检查自3月11日开始，至3月20日结束.
    let ahead = reading.quantities_in(sentence.start..from.range.start).last().filter(is_days)?;
    let between = line.text(ahead.range.end..from.range.start);
    let bracket = between.ends_with('（') && between.chars().count() <= 8;
    let whole = ["为期", "历时", "连续"].iter().any(|word| line.ends_with(ahead.range.start, word));
    let of = between.starts_with('的')
        && between.ends_with(['自', '从', '于'])
        && between.chars().count() <= 24
        && !between.contains(['。', '；', '、']);
    let closed = bracket && line.get(to.range.end) == Some('）');
    (whole && (closed || of)).then_some((ahead, true))
}

/// 12月4日至8日，县委党校举办培训班，为期5天: the length of what went on, with something between.
fn lasting<'r>(reading: &'r Reading, to: &Moment, end: usize) -> Option<&'r Quantity> {
    let line = &reading.line;
    let behind = reading.quantities_in(to.range.end..end);
    let stated = behind.iter().take(3).find(|quantity| {
        ["为期", "会期"].iter().any(|word| line.ends_with(quantity.range.start, word))
    })?;
    let gap = line.text(to.range.end..stated.range.start);
    // Another time, or one of several.
    let parted = [
        "其间", "期间", "每", "分批", "首批", "两批", "首轮", "两轮", "次为", "场为", "期为",
        "先后", "陆续", "随后", "此后", "之后", "后，", "前，", "阶段", "分期", "计划", "将", "另",
        "第", "；", "。", "：", "再",
    ];
    let moved = reading
        .moments
        .iter()
        .any(|moment| moment.range.start >= to.range.end && moment.range.end < stated.range.start);
    let one = gap.chars().count() <= 45
        && gap.matches('，').count() <= 3
        && !parted.iter().any(|word| gap.contains(word))
        && !moved;
    (one && ["天", "日"].contains(&stated.unit.name) && stated.is_exact()).then_some(stated)
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
        && held.chars().count() <= 10
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
    let loose = ["历时", "用时", "耗时", "前后历时", "前后用时", "持续", "仅用", "只用"];
    // 我县连续4天出现降雨.
    let short = words.chars().count() <= 8 && !words.contains(['，', '、', '；', '。']);
    if short && (words.ends_with("连续") || words.ends_with("为期")) {
        return Some(true);
    }
    if strict.contains(&words) || words.is_empty() {
        return Some(true);
    }
    let period = words.ends_with('期') && words.chars().count() <= 4 && !words.starts_with('工');
    (period || loose.contains(&words) || words.ends_with("开展为期")).then_some(false)
}
