//! Years cut short, and 截止 for 截至.

use std::ops::Range;

use super::{figures, replacement};
use crate::lint::{Check, Rule};
use crate::source::{Diagnostic, Level};
use crate::zh::line::Line;
use crate::zh::number;
use crate::zh::quantity::is_range_sign;

pub(in crate::lint::rules) static TWO_DIGIT_YEAR: Rule = Rule {
    code: "two-digit-year",
    level: Level::Warning,
    locked: false,
    examples: &["23年3月", "2021—23年"],
    summary: "年份只写了两位",
    docs: "公历年份写四位数字，不能简写。\n\n例：23年3月 应为 2023年3月；2021—23年 应为 2021—2023年。\n\n依据：GB/T 15835-2011，5.1.4。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        for year in short_years(&reading.line) {
            if reading.line.is_quoted(year.clone()) {
                continue;
            }
            let digits = reading.line.text(year.start..year.start + 2);
            let century = if digits.as_str() < "50" { "20" } else { "19" };
            let shown = reading.line.text(year.clone());
            let at = year.start;
            found.push(
                Diagnostic::at(text.place(year), format!("“{shown}”的年份只写了两位"))
                    .help(format!("写作“{century}{shown}”"))
                    .fix(replacement(text, "写全年份".to_owned(), false, at..at, century)),
            );
        }
    }),
};

pub(in crate::lint::rules) static WRONG_CUTOFF: Rule = Rule {
    code: "wrong-cutoff",
    level: Level::Warning,
    locked: false,
    examples: &["截止目前", "截止8月底"],
    summary: "“截至”误作“截止”",
    docs: "“截止”是停止，如“报名已于9月5日截止”；说到某个时候为止，用“截至”。\n\n例：截止目前 应为 截至目前；截止8月底 应为 截至8月底。\n\n依据：《现代汉语词典》“截止”“截至”两条。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        for cutoff in cutoffs(&reading.line) {
            let shown = reading.line.text(cutoff.clone());
            let right = shown.replace("截止到", "截止").replace("截止", "截至");
            let more = usize::from(reading.line.get(cutoff.start + 2) == Some('到'));
            let word = cutoff.start + 1..cutoff.start + 2 + more;
            found.push(
                Diagnostic::at(text.place(cutoff), format!("“{shown}”应为“{right}”"))
                    .help("到某个时候为止用“截至”，“截止”是停止")
                    .fix(replacement(text, "改为“截至”".to_owned(), true, word, "至")),
            );
        }
    }),
};

/// Words before two digits and 年 that make it a length of time.
static SPANS: &str = "第近历时共满整达期刑龄超约逾约长过来经作教从业年役军任过户在续效个每";

/// Years of two digits: 23年3月, 23年底, and 2021—23年.
fn short_years(line: &Line) -> Vec<Range<usize>> {
    let digit = |at: usize| line.get(at).is_some_and(|c| c.is_ascii_digit());
    let mut found = vec![];
    for (at, _) in line.chars().iter().enumerate().filter(|(_, c)| **c == '年') {
        let Some(start) = at.checked_sub(2).filter(|start| digit(*start) && digit(start + 1))
        else {
            continue;
        };
        let before = line.before(start);
        let long = before.is_some_and(|c| c.is_ascii_alphanumeric() || ".,:∶/·+".contains(c));
        if long || before.is_some_and(|c| SPANS.contains(c)) {
            continue;
        }
        let year = line.text(start..at);
        let end = if before.is_some_and(is_range_sign) {
            // 2021—23年, but not 15—20年.
            let from = start.checked_sub(5).filter(|from| (*from..from + 4).all(digit));
            let century = from.map(|from| line.text(from..from + 2));
            century.filter(|century| ["19", "20"].contains(&&**century)).map(|_| at + 1)
        } else {
            month_end(line, at + 1).or_else(|| recent_end(line, at + 1, &year))
        };
        found.extend(end.map(|end| start..end));
    }
    found
}

/// 3月 behind 年, where it cannot be 3个月.
fn month_end(line: &Line, at: usize) -> Option<usize> {
    let mut end = at;
    while line.get(end).is_some_and(|c| c.is_ascii_digit()) {
        end += 1;
    }
    let month: u32 = line.text(at..end).parse().ok().filter(|month| (1..=12).contains(month))?;
    (line.get(end) == Some('月') && month > 0).then_some(end + 1)
}

/// 底 or 初 behind a year of our days; 20年初心 and 20年底蕴 are something else.
fn recent_end(line: &Line, at: usize, year: &str) -> Option<usize> {
    let recent = ("17".."36").contains(&year);
    let word = line.get(at).is_some_and(|c| "底初".contains(c));
    let free = line.get(at + 1).is_none_or(|c| !"心衷蕴气色线子层稿版".contains(c));
    (recent && word && free).then_some(at + 1)
}

/// 截止 before a point of time, with that.
fn cutoffs(line: &Line) -> Vec<Range<usize>> {
    let times = [
        "目前",
        "今日",
        "今天",
        "今年",
        "现在",
        "当前",
        "本月",
        "上月",
        "去年",
        "昨日",
        "本周",
        "上周",
        "昨晚",
        "今晚",
        "发稿",
        "上旬",
        "中旬",
        "下旬",
        "年底",
        "月底",
        "年末",
        "上半年",
        "前三季度",
        "一季度",
        "三季度",
        "上季度",
        "日前",
    ];
    let applied = ["报名", "申报", "征集", "日期", "时间", "受理", "缴费", "投标", "招标", "申请"];
    let mut found = vec![];
    let mut from = 0;
    while let Some(at) = line.find(from..line.chars().len(), "截止") {
        from = at + 2;
        let from = from + usize::from(line.get(from) == Some('到'));
        let named = times.iter().find(|time| line.starts_with(from, time));
        let end = named.map(|time| from + time.chars().count()).or_else(|| date_end(line, from));
        let deadline = applied.iter().any(|word| line.ends_with(at, word));
        if let Some(end) = end.filter(|_| !deadline && !line.is_quoted(at..at + 2)) {
            found.push(at..end);
        }
    }
    found
}

/// The end of 8月, 8月底, 2023年.
fn date_end(line: &Line, at: usize) -> Option<usize> {
    let digit = |c: char| c.is_ascii_digit() || number::small(c).is_some();
    let mut end = at;
    while line.get(end).is_some_and(digit) {
        end += 1;
    }
    let day = line.get(end).is_some_and(|c| "日时".contains(c))
        && !line.get(end + 1).is_some_and(|c| "内前限".contains(c));
    let unit = (day || line.get(end).is_some_and(|c| "年月".contains(c))) && end > at;
    let end = unit.then_some(end + 1)?;
    Some(end + usize::from(line.get(end).is_some_and(|c| "底末初".contains(c))))
}
