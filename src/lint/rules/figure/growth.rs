//! Growth against the two figures that it is made of.

use super::shown;
use crate::lint::rules::numeral::figures;
use crate::lint::{Check, Rule};
use crate::source::{Diagnostic, Level};
use crate::zh::decimal::Decimal;
use crate::zh::line::Line;
use crate::zh::quantity::Quantity;
use crate::zh::reading::Reading;
use crate::zh::unit::Measure;

pub(in crate::lint::rules) static GROWTH_MISMATCH: Rule = Rule {
    code: "growth-mismatch",
    level: Level::Warning,
    locked: false,
    examples: &["从12家增加到18家，增长40%"],
    summary: "增减的数与前后两个数不符",
    docs: "“由甲增加到乙，增长……%”“由甲增加到乙，增加……”里的增减，应与甲乙两个数算得出来的一致。四舍五入的差不报，同比、年均等另有基数的不算。\n\n例：从12家增加到18家，增长40%，(18 − 12) ÷ 12 = 50%。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        for index in 2..reading.quantities.len() {
            let Some((from, to, stated)) = change(reading, index) else { continue };
            let Some(actual) = contradiction(from, to, stated) else { continue };
            let line = &reading.line;
            let digits = |quantity: &Quantity| line.text(quantity.number.range.clone());
            let (large, small) = if to.value() >= from.value() { (to, from) } else { (from, to) };
            let sum = match stated.unit.measure {
                Measure::Share => format!(
                    "({} − {}) ÷ {} = {actual}%",
                    digits(large),
                    digits(small),
                    digits(from)
                ),
                _ => format!("{} − {} = {actual}", digits(large), digits(small)),
            };
            found.push(
                Diagnostic::at(
                    text.place(stated.range.clone()),
                    format!("{sum}，与“{}”不符", shown(line, stated)),
                )
                .label(text.place(from.range.start..to.range.end), "前后两个数在这里")
                .help("核对这三个数"),
            );
        }
    }),
};

static VERBS: &[&str] = &[
    "提高", "提升", "上升", "增长", "增加", "扩大", "上涨", "扩面", "增至", "升至", "涨到", "下降",
    "降低", "减少", "缩短", "缩小", "压缩", "压减", "降至", "减至", "增幅", "降幅", "涨幅", "净增",
    "增", "降", "减", "升",
];

/// The change that a figure states: from, to, and the figure.
fn change(reading: &Reading, index: usize) -> Option<(&Quantity, &Quantity, &Quantity)> {
    let line = &reading.line;
    let stated = &reading.quantities[index];
    let sentence = reading.sentence_at(stated.range.start);
    let all = &reading.quantities[..index];
    // Behind the two figures may stand the difference and then the percentage.
    let skipped = [0, 1].into_iter().find(|skip| {
        let Some([from, to]) = all.len().checked_sub(skip + 2).map(|at| &all[at..at + 2]) else {
            return false;
        };
        from.range.start >= sentence.start && is_step(line, from, to)
    })?;
    let at = all.len() - skipped - 2;
    let (from, to) = (&all[at], &all[at + 1]);
    let last = if skipped == 0 { to } else { &all[at + 2] };
    let gap = last.range.end..stated.range.start;
    let other =
        ["同比", "环比", "年均", "其中", "平均", "累计", "分别", "到", "至", "。", "较", "比"];
    let plain = gap.len() <= 8 && !line.contains_any(gap.clone(), &other);
    let exact = [from, to, stated].iter().all(|quantity| quantity.is_precise());
    (plain && exact && line.contains_any(gap, VERBS)).then_some((from, to, stated))
}

/// 由30种扩大至35种.
fn is_step(line: &Line, from: &Quantity, to: &Quantity) -> bool {
    let gap = from.range.end..to.range.start;
    let start = (from.range.start.saturating_sub(8)..from.range.start)
        .rev()
        .take_while(|at| line.get(*at).is_some_and(|c| c.is_alphabetic()))
        .last()
        .unwrap_or(from.range.start);
    let origin = line.contains_any(start..from.range.start, &["由", "从"]);
    let reaches = line.contains_any(gap.clone(), &["到", "至", "为"]);
    origin && reaches && gap.len() <= 6 && from.unit == to.unit && line.contains_any(gap, VERBS)
}

/// The right figure, when the stated one cannot be.
fn contradiction(from: &Quantity, to: &Quantity, stated: &Quantity) -> Option<Decimal> {
    let difference = (to.value() - from.value()).abs();
    let slack = from.slack() + to.slack();
    match stated.unit.measure {
        Measure::Share if from.unit.measure != Measure::Share && stated.unit.name == "%" => {
            let hundred = Decimal::integer(100);
            let gap = (difference.times(hundred)? - stated.value().times(from.value())?).abs();
            let allowed = stated.number.step.times(from.value())?
                + slack.times(hundred)?
                + stated.value().times(from.slack())?;
            let places = stated.number.step.to_string();
            let places = places.split_once('.').map_or(0, |(_, places)| places.len());
            let actual = difference.percent_of(from.value(), u32::try_from(places).ok()?)?;
            (gap > allowed).then_some(actual)
        }
        Measure::Points if from.unit.measure == Measure::Share => {
            ((difference - stated.value()).abs() > stated.number.step.half()).then_some(difference)
        }
        _ if stated.unit == from.unit && stated.unit.measure != Measure::Share => {
            let allowed = slack + stated.slack();
            ((difference - stated.value()).abs() > allowed).then_some(difference)
        }
        _ => None,
    }
}
