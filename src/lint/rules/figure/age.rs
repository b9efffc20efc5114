//! Ages, and years that something has lasted, against the years they are reckoned from.

use std::ops::Range;

use chrono::Datelike as _;

use crate::lint::rules::numeral::figures;
use crate::lint::{Check, Rule};
use crate::source::{Diagnostic, Level};
use crate::zh::moment::Moment;
use crate::zh::number;
use crate::zh::quantity::Quantity;
use crate::zh::reading::Reading;

pub(in crate::lint::rules) static AGE_MISMATCH: Rule = Rule {
    code: "age-mismatch",
    level: Level::Warning,
    locked: false,
    examples: &["2025年，出生于1953年的张桂兰已62岁", "大桥2024年4月开工，2026年4月竣工，工期三年"],
    summary: "年龄、年数与起止年份不符",
    docs: "“出生于1953年……2025年……72岁”“1995年参加工作，到2025年……30年”“建校于1956年……2026年迎来70周年”“2024年4月开工……2026年4月竣工……工期两年”，年数应与起止年份算得出来的一致。周岁、虚岁差一两岁的，头尾算不算的，都不报；句子里没有现在的年份的，按出刊日期算。\n\n例：2025年，出生于1953年的张桂兰已62岁，应是72岁；大桥2024年4月开工，2026年4月竣工，工期三年，应是两年。",
    check: Check::Prose(|subject, text, found| {
        let Some(reading) = figures(text) else { return };
        // Two digits of a year at least, and years said of them.
        if !reading.moments.iter().any(|moment| moment.year.is_some()) {
            return;
        }
        let issue = subject.date().map(|date| date.year());
        for sentence in &reading.sentences {
            for (place, from, message) in slips(reading, sentence, issue) {
                found.push(
                    Diagnostic::at(text.place(place), message)
                        .label(text.place(from), "从这一年算起")
                        .help("核对年份和年数"),
                );
            }
        }
    }),
};

/// Words of what began in a year: before it or behind it.
static BIRTHS: &[&str] = &["出生", "生于", "诞生", "生，", "生）", "生人"];
static STARTS: &[&str] = &[
    "参加工作",
    "入党",
    "加入中国共产党",
    "参军",
    "入伍",
    "从教",
    "从医",
    "从警",
    "任教",
    "创办",
    "创建",
    "成立",
    "设立",
    "组建",
    "建立",
    "创立",
    "开办",
    "兴建",
    "建场",
    "建园",
    "建社",
    "开馆",
    "建校",
    "建厂",
    "建院",
    "建成",
    "始建",
    "创刊",
    "建馆",
    "建县",
    "结婚",
    "开工",
    "动工",
    "启动",
    "担任",
    "上任",
    "任职",
    "投运",
];
/// Words before a number of years that has gone since.
static SPANS: &[&str] = &[
    "工龄", "党龄", "教龄", "军龄", "警龄", "坚守", "坚持", "工作", "迎来", "建校", "建院", "成立",
    "走过", "历经", "满", "扎根", "工期", "历时", "奋战", "服务", "守护", "从教", "从医", "从警",
    "创刊", "建厂", "岗位", "战线", "一线",
];

fn slips(
    reading: &Reading,
    sentence: &Range<usize>,
    issue: Option<i32>,
) -> Vec<(Range<usize>, Range<usize>, String)> {
    let line = &reading.line;
    let years: Vec<&Moment> = reading
        .moments
        .iter()
        .filter(|moment| sentence.contains(&moment.range.start) && moment.year.is_some())
        .collect();
    let said = |quantity: &&Quantity| {
        // 党龄满50年.
        let full = quantity.before.clone().is_some_and(|before| line.text(before) == "满")
            && quantity.after.is_none()
            && quantity.more.is_none()
            && !quantity.ranged;
        ["岁", "周岁", "年", "周年"].contains(&quantity.unit.name)
            && (quantity.is_precise() || full)
            && !quantity.rate
            && !line.is_quoted(quantity.range.clone())
    };
    let spans: Vec<&Quantity> =
        reading.quantities_in(sentence.clone()).iter().filter(said).collect();
    let mut found = vec![];
    if years.is_empty() || years.len() > 2 {
        return found;
    }
    // Of several ages or spans nobody knows whose each is.
    let ages: Vec<&Quantity> =
        spans.iter().copied().filter(|span| ["岁", "周岁"].contains(&span.unit.name)).collect();
    let mut lasts: Vec<(Range<usize>, i128)> = spans
        .iter()
        .filter(|span| !ages.iter().any(|age| age.range == span.range))
        .filter(|span| plain(reading, &span.range))
        .filter_map(|span| Some((span.range.clone(), span.value().whole()?)))
        .collect();
    lasts.extend(han_years(reading, sentence));
    let near = |moment: &Moment, words: &[&str]| {
        let before = moment.range.start.saturating_sub(4).max(sentence.start)..moment.range.start;
        let after = moment.range.end..(moment.range.end + 10).min(sentence.end);
        words
            .iter()
            .any(|word| line.contains(before.clone(), word) || line.contains(after.clone(), word))
    };
    let other = |start: &Moment| {
        years
            .iter()
            .find(|moment| moment.range != start.range)
            .map(|moment| (moment.year, moment.month))
    };
    let begun = |words: &[&str]| {
        let mut fits = years.iter().filter(|moment| near(moment, words));
        // The earlier one of two.
        let first = fits.next()?;
        let start = match fits.next() {
            Some(second) if second.year < first.year => second,
            _ => first,
        };
        let (end, month) = match other(start) {
            Some((Some(year), month)) => (year, month),
            _ => (issue?, None),
        };
        let begin = start.year?;
        (begin < end && end - begin < 130).then_some((*start, begin, end, month))
    };
    if let ([age], Some((start, begin, end, _))) = (&ages[..], begun(BIRTHS)) {
        let told = age.value().whole().unwrap_or_default();
        let gone = i128::from(end - begin);
        let apart = (start.range.end.max(age.range.end)) - start.range.start.min(age.range.start);
        // Who was born in December is a year less, and by the old way of counting a year more.
        if told > 0
            && !(gone - 1..=gone + 1).contains(&told)
            && apart < 60
            && plain(reading, &age.range)
        {
            let message =
                format!("{begin}年到{end}年是{gone}岁，与“{}”不符", line.text(age.range.clone()));
            found.push((age.range.clone(), start.range.clone(), message));
        }
    }
    if let ([(span, told)], Some((start, begin, end, month))) = (&lasts[..], begun(STARTS)) {
        let clause = line.text(span.start.saturating_sub(14).max(sentence.start)..span.start);
        let clause = clause.rsplit(['，', '。', '；']).next().unwrap_or_default().to_owned();
        let anniversary = line.starts_with(span.end, "周年")
            || line.ends_with(span.end, "周年")
            || line.get(span.end) == Some('年');
        let marked = SPANS.iter().any(|word| clause.contains(word)) || anniversary;
        let gone = i128::from(end - begin);
        // By months where both are told: 2024年4月 to 2026年4月.
        let exact = start.month.is_some() && month == start.month;
        let allowed = if exact { gone..=gone } else { gone - 1..=gone + 1 };
        let behind = span.start > start.range.start;
        let apart = span.end.max(start.range.end) - start.range.start.min(span.start);
        let plan =
            line.contains_any(sentence.clone(), &["计划", "预计", "拟", "质保", "任期", "连续"]);
        // 党龄满50年: the medal is for those above too.
        let medal = *told == 50 && i128::from(end - begin) > 50 && clause.ends_with('满');
        // 1999年新中国成立50周年: the year that celebrates.
        let between = line.text(start.range.end..span.start.max(start.range.end));
        let celebrates = anniversary && STARTS.iter().any(|word| between.ends_with(word));
        if *told > 0
            && !medal
            && !celebrates
            && marked
            && behind
            && !plan
            && !allowed.contains(told)
            && apart < 60
        {
            let shown = line.text(span.clone());
            let message = format!("{begin}年到{end}年是{gone}年，与“{shown}”不符");
            found.push((span.clone(), start.range.clone(), message));
        }
    }
    found
}

/// 工期三年: the reading takes single Han numbers before 年 for none.
fn han_years(reading: &Reading, sentence: &Range<usize>) -> Vec<(Range<usize>, i128)> {
    let line = &reading.line;
    let mut found = vec![];
    for at in sentence.clone().filter(|at| line.get(*at) == Some('年')) {
        let Some(value) = line.before(at).and_then(number::small) else { continue };
        let before = line.before(at - 1);
        let longer = before.is_some_and(|c| number::is_han_figure(c) || c.is_ascii_digit());
        let range = at - 1..at + 1;
        if !longer && value > 1 && plain(reading, &range) {
            found.push((range, i128::from(value)));
        }
    }
    found
}

/// Not an age limit, nor one of several: 16岁以上, 3年内, 第5年.
fn plain(reading: &Reading, range: &Range<usize>) -> bool {
    let line = &reading.line;
    let behind = line.get(range.end);
    !behind.is_some_and(|c| "以内前后级制起多来".contains(c))
        && !line.before(range.start).is_some_and(|c| "第近每前后头十".contains(c))
        && !line.ends_with(range.start, "连续")
}
