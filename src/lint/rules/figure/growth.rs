//! Changes against what there was and what there is.

use super::shown;
use crate::lint::rules::numeral::figures;
use crate::lint::{Check, Rule};
use crate::source::{Diagnostic, Level};
use crate::zh::decimal::Decimal;
use crate::zh::reading::Reading;
use crate::zh::statement::{Change, Stated, Way};
use crate::zh::unit::Measure;

pub(in crate::lint::rules) static GROWTH_MISMATCH: Rule = Rule {
    code: "growth-mismatch",
    level: Level::Warning,
    locked: false,
    examples: &["从12家增加到18家，增长40%"],
    summary: "增减的数与前后两个数不符",
    docs: "“比上年的甲增加……，增长……%”“由甲增加到乙，增长……%”“乙（去年同期甲），同比增加……”“比去年同期减少……，下降……%”“是去年同期的……倍”“翻了一番”里的增减，应与算得出来的一致。四舍五入的差不报；按可比价格、同口径、名义或实际增长、年均的，另有基数，不算。\n\n例：从12家增加到18家，增长40%，(18 − 12) ÷ 12 = 50%。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        for change in &text.statements().changes {
            let Some(actual) = change.contradiction(reading) else { continue };
            let line = &reading.line;
            let stated = match change.stated {
                Stated::Delta(index, _)
                | Stated::Growth(index, _)
                | Stated::Times(index)
                | Stated::More(index) => reading.quantities[index].range.clone(),
                Stated::Doubled { start, end, .. } => start..end,
            };
            let message =
                format!("{}，与“{}”不符", sum(reading, change, actual), line.text(stated.clone()));
            let (first, last) = ends(reading, change);
            found.push(
                Diagnostic::at(text.place(stated), message)
                    .label(text.place(first..last), "前后两个数在这里")
                    .help("核对这几个数"),
            );
        }
        for contrary in &text.statements().contraries {
            let (line, all) = (&reading.line, &reading.quantities);
            let (figure, other) = (&all[contrary.figure], &all[contrary.other]);
            let (own, beside) = (shown(line, figure), shown(line, other));
            let word = &contrary.word;
            let message = match &**word {
                "实到" => format!("实到“{own}”比应到“{beside}”还多"),
                "超额" => format!("“{own}”不到100%，不是“超额”"),
                "高于" | "低于" | "快于" | "慢于" => format!("“{beside}”不{word}“{own}”"),
                _ => format!("“{own}”与“{beside}”，不是“{word}”"),
            };
            let first = figure.range.start.min(other.range.start);
            let last = figure.range.end.max(other.range.end);
            found.push(
                Diagnostic::at(text.place(figure.range.clone()), message)
                    .label(text.place(first..last), "这两个数在这里")
                    .help("核对这两个数，和说增减的词"),
            );
        }
    }),
};

pub(in crate::lint::rules) static NEGATIVE_GROWTH: Rule = Rule {
    code: "negative-growth",
    level: Level::Warning,
    locked: false,
    examples: &["同比增长-3.2%"],
    summary: "“增长”“下降”后面写了负数",
    docs: "减少的写“下降”，不写“增长”负数，也不写“下降”负数；“涨幅为”“增速为”后面可以是负数。\n\n例：同比增长-3.2% 应为 同比下降3.2%。\n\n依据：统计用语惯例。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        let line = &reading.line;
        for quantity in &reading.quantities {
            let start = quantity.range.start;
            let minus = line.before(start).is_some_and(|c| "-－−–".contains(c));
            let share = quantity.unit.measure == Measure::Share;
            if !minus || !share {
                continue;
            }
            let done = usize::from(line.before(start - 1) == Some('了'));
            let ends = |verb: &&&str| line.ends_with(start - 1 - done, verb);
            let (up, down) = (UP.iter().find(ends), DOWN.iter().find(ends));
            let Some(verb) = up.or(down) else { continue };
            let figure = shown(line, quantity);
            let place = start - 1 - done - verb.chars().count()..quantity.range.end;
            let wrong = line.text(place.clone());
            let (told, right) = match (up, *verb) {
                (None, verb) => ("下降", verb),
                (_, "增加") => ("增长", "减少"),
                _ => ("增长", "下降"),
            };
            let spare = if up.is_some() {
                "若负号多余，删去"
            } else {
                "若其实是增长，改用“增长”"
            };
            found.push(
                Diagnostic::at(text.place(place), format!("“{wrong}”用负数说{told}"))
                    .help(format!("写作“{right}{figure}”；{spare}")),
            );
        }
    }),
};

static UP: &[&str] = &["增长", "增加", "上涨", "提高", "上升", "增产", "增收"];
static DOWN: &[&str] = &["下降", "减少", "下跌", "回落", "降低", "下滑", "减产", "减收"];

/// The reckoning as it is shown.
fn sum(reading: &Reading, change: &Change, actual: Decimal) -> String {
    let all = &reading.quantities;
    let digits = |index: usize| reading.line.text(all[index].number.range.clone());
    let to = digits(change.to);
    let from = match (change.from, change.delta) {
        (Some(from), _) => digits(from),
        (None, Some((delta, Way::Up))) => format!("({to} − {})", digits(delta)),
        (None, Some((delta, Way::Down))) => format!("({to} + {})", digits(delta)),
        (None, None) => String::new(),
    };
    let fell = change.from.is_some_and(|from| all[from].value() > all[change.to].value());
    let difference = if fell { format!("{from} − {to}") } else { format!("{to} − {from}") };
    match change.stated {
        Stated::Delta(_, way) => {
            let word = if fell && way == Way::Up { "，是减少" } else { "" };
            format!("{difference} = {}{word}", in_scale(reading, change.to, actual))
        }
        Stated::Growth(_, way) => match (change.from, change.delta) {
            (None, Some((delta, _))) => format!("{} ÷ {from} = {actual}%", digits(delta)),
            _ => {
                let word = if fell && way == Way::Up { "，是下降" } else { "" };
                format!("({difference}) ÷ {from} = {actual}%{word}")
            }
        },
        Stated::More(_) => format!(
            "({difference}) ÷ {from} = {actual}倍，是原来的{}倍",
            actual + Decimal::integer(1)
        ),
        Stated::Times(_) | Stated::Doubled { .. } => format!("{to} ÷ {from} = {actual}倍"),
    }
}

fn in_scale(reading: &Reading, index: usize, value: Decimal) -> String {
    super::in_scale_of(&reading.line, &reading.quantities[index], value)
}

/// Where the figures begin and end that a change is reckoned from.
fn ends(reading: &Reading, change: &Change) -> (usize, usize) {
    let other = change.from.or(change.delta.map(|(delta, _)| delta)).unwrap_or(change.to);
    let (first, last) = (change.to.min(other), change.to.max(other));
    (reading.quantities[first].range.start, reading.quantities[last].range.end)
}
