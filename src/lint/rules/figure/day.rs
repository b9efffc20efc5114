//! Days against the calendar and against the issue.

use std::ops::Range;

use chrono::{Datelike as _, NaiveDate};

use crate::lint::rules::identity::is_plausible;
use crate::lint::rules::numeral::figures;
use crate::lint::{Check, Rule};
use crate::source::{Diagnostic, Level};
use crate::zh::date::{weekday, written};
use crate::zh::moment::{self, Moment};
use crate::zh::reading::Reading;

pub(in crate::lint::rules) static IMPOSSIBLE_DATE: Rule = Rule {
    code: "impossible-date",
    level: Level::Error,
    locked: false,
    examples: &["9月31日", "2023年2月29日"],
    summary: "日历上没有这一天",
    docs: "月份在1至12之间，日子不超过当月的天数；2月只有闰年有29日。农历日期（前面写有“农历”）不在此列。\n\n例：9月31日、2023年2月29日。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        for found_moment in &reading.moments {
            // 18月 alone may be an age or a length of time.
            let dated = found_moment.day.is_some() || found_moment.year.is_some();
            if found_moment.exists() || !dated || reading.line.is_quoted(found_moment.range.clone())
            {
                continue;
            }
            let shown = reading.line.text(found_moment.range.clone());
            found.push(
                Diagnostic::at(
                    text.place(found_moment.range.clone()),
                    format!("日历上没有“{shown}”"),
                )
                .help("核对月份和日子"),
            );
        }
    }),
};

pub(in crate::lint::rules) static WRONG_WEEKDAY: Rule = Rule {
    code: "wrong-weekday",
    level: Level::Warning,
    locked: false,
    examples: &["2023年9月22日（星期四）"],
    summary: "日期与星期不符",
    docs: "日期后面写的星期与日历不一致，不是日期错了就是星期错了。没有写年份的，按离出刊日期最近的一年算。\n\n例：2023年9月22日（星期四），那天是星期五。",
    check: Check::Prose(|around, text, found| {
        let Some(reading) = figures(text) else { return };
        for (index, day) in reading.moments.iter().enumerate() {
            let Some((stated, place)) = &day.weekday else { continue };
            let dates = dates_of(reading, index, around.date());
            let Some(date) = dates.last() else { continue };
            if dates.iter().any(|date| date.weekday() == *stated) {
                continue;
            }
            let shown = reading.line.text(place.clone());
            let whole = day.range.start..place.end;
            found.push(
                Diagnostic::at(
                    text.place(whole),
                    format!("{}是{}，不是“{shown}”", written(*date), weekday(date.weekday())),
                )
                .help("核对日期和星期"),
            );
        }
    }),
};

pub(in crate::lint::rules) static DATE_AFTER_ISSUE: Rule = Rule {
    code: "date-after-issue",
    level: Level::Warning,
    locked: false,
    examples: &["截至10月底，已完成投资2亿元"],
    summary: "已经发生的事，日期晚于出刊日期",
    docs: "句中说的是已经完成的事（截至、已、完成、召开……），日期却在出刊之后，多半是月份或日子写错了。有“将”“计划”“预计”“拟”“力争”等字样的句子不检查；没有写年份又晚得多的，当作往年的日期。\n\n例：截至10月底，已完成投资2亿元，而出刊是9月22日。",
    check: Check::Prose(|around, text, found| {
        let Some(reading) = figures(text).filter(|reading| !reading.moments.is_empty()) else {
            return;
        };
        let issue = around.date().filter(|issue| is_plausible(*issue));
        let Some(issue) = issue else { return };
        for (index, day) in reading.moments.iter().enumerate() {
            let line = &reading.line;
            if line.is_quoted(day.range.clone()) || !is_past(reading, day) {
                continue;
            }
            let Some(first) = first_day(reading, index, issue) else { continue };
            if first <= issue || is_about_now(day, first, issue) {
                continue;
            }
            let shown = line.text(day.range.clone());
            found.push(
                Diagnostic::at(
                    text.place(day.range.clone()),
                    format!("“{shown}”晚于出刊日期{}，说的却是已经发生的事", written(issue)),
                )
                .help("核对日期；若是打算做的事，写明“计划”“预计”"),
            );
        }
    }),
};

/// The days that a moment may name: of its own year, or else of the one said before and of the
/// one that brings it nearest to the issue.
fn dates_of(reading: &Reading, index: usize, issue: Option<NaiveDate>) -> Vec<NaiveDate> {
    let day = &reading.moments[index];
    let (Some(month), Some(number)) = (day.month, day.day) else { return vec![] };
    let nearest = issue.and_then(|issue| moment::nearest_year(month, number, issue));
    let years = match day.year {
        Some(year) => [None, Some(year)],
        None => [year_of(reading, index), nearest],
    };
    let dates = years.into_iter().flatten();
    dates.filter_map(|year| NaiveDate::from_ymd_opt(year, month, number)).collect()
}

/// The year written with a moment, or with the last one before it in the text.
fn year_of(reading: &Reading, index: usize) -> Option<i32> {
    reading.moments[..=index].iter().rev().find_map(|moment| moment.year)
}

/// The first day of a moment that could be after the issue.
fn first_day(reading: &Reading, index: usize, issue: NaiveDate) -> Option<NaiveDate> {
    let day = &reading.moments[index];
    day.month?;
    if let Some(year) = day.year {
        return Some(day.days(year)?.0);
    }
    // 去年12月, and what follows a year in the text, is of that year.
    let before = day.range.start;
    let sentence = reading.sentence_at(before);
    let other = ["去年", "上年", "前年", "次年", "明年", "翌年", "往年", "每年", "历年"];
    if reading.line.contains_any(sentence.start..before, &other)
        || year_of(reading, index).is_some()
    {
        return None;
    }
    let first = day.days(issue.year())?.0;
    ((first - issue).num_days() <= 92).then_some(first)
}

/// The end of a month that an issue of its last days speaks of.
fn is_about_now(day: &Moment, first: NaiveDate, issue: NaiveDate) -> bool {
    day.at_end && (first - issue).num_days() <= 6
}

static PLANS: &[&str] = &[
    "将",
    "计划",
    "预计",
    "拟",
    "力争",
    "定于",
    "即将",
    "准备",
    "确保",
    "争取",
    "目标",
    "预期",
    "截止",
    "报名",
    "有效",
    "前",
    "起",
    "以后",
    "之后",
    "届时",
    "下一步",
    "今后",
    "未来",
    "后续",
    "规划",
    "部署",
    "要求",
    "通知",
    "方案",
    "任务",
    "时限",
    "期限",
    "安排",
    "开幕",
    "倒计时",
    "预",
    "待",
    "可",
    "拟定",
    "约定",
    "协议",
    "合同",
    "到期",
    "开始",
    "试行",
    "施行",
    "生效",
    "至",
];

/// Whether a sentence says of a moment that it is over.
fn is_past(reading: &Reading, day: &Moment) -> bool {
    let line = &reading.line;
    let sentence = reading.sentence_at(day.range.start);
    let clause = clause_with_next(reading, sentence.clone(), day.range.end);
    let since = day.range.start.saturating_sub(2);
    if line.ends_with(day.range.start, "截至") || line.ends_with(day.range.start, "截止") {
        let plans = ["计划", "预计", "力争", "将", "拟", "确保", "前"];
        return !line.contains_any(clause, &plans);
    }
    let plan = |range: Range<usize>| line.contains_any(range, PLANS);
    let evidence = [
        "已",
        "完成了",
        "召开了",
        "举办了",
        "开展了",
        "组织了",
        "共完成",
        "累计",
        "召开",
        "举行",
        "举办",
        "印发",
        "实现",
        "组织",
        "开展",
        "完成",
    ];
    // A month alone may be one that works are meant to end in.
    let ended = [
        "建成", "投产", "竣工", "完工", "通车", "启用", "揭牌", "挂牌", "落成", "发生", "成立",
        "出台", "下发",
    ];
    let over = line.contains_any(clause.clone(), &evidence)
        || (day.day.is_some() && line.contains_any(clause, &ended));
    !line.starts_with(since, "截至")
        && over
        && !plan(sentence.start..day.range.start)
        && !plan(day.range.end..sentence.end)
}

/// From the beginning of a moment's clause to the end of the clause after it.
fn clause_with_next(reading: &Reading, sentence: Range<usize>, at: usize) -> Range<usize> {
    let clauses = reading.clauses(sentence.clone());
    let index = clauses.iter().position(|clause| clause.end >= at).unwrap_or(0);
    let last = clauses.get(index + 1).or_else(|| clauses.get(index));
    let start = clauses.get(index).map_or(sentence.start, |clause| clause.start);
    start..last.map_or(sentence.end, |clause| clause.end)
}
