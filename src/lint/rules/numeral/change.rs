//! 倍 with a decrease, and % where percentage points are meant.

use std::ops::Range;

use super::{figures, replacement};
use crate::lint::{Check, Rule};
use crate::source::{Diagnostic, Level};
use crate::zh::line::Line;
use crate::zh::quantity::Quantity;
use crate::zh::reading::Reading;
use crate::zh::unit::Measure;

pub(in crate::lint::rules) static DECREASE_IN_TIMES: Rule = Rule {
    code: "decrease-in-times",
    level: Level::Warning,
    locked: false,
    examples: &["成本下降2倍"],
    summary: "减少、下降用了“倍”",
    docs: "增加可以说几倍，减少最多减到零，只能说百分之几或几分之几。\n\n例：成本下降2倍，若是降到原来的三分之一，应写 成本下降66.7%。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        for quantity in &reading.quantities {
            if quantity.unit.name != "倍" {
                continue;
            }
            let Some(verb) = falling(&reading.line, quantity) else { continue };
            let whole = verb.start..quantity.range.end;
            let shown = reading.line.text(whole.clone());
            found.push(
                Diagnostic::at(text.place(whole), format!("“{shown}”：减少不能论“倍”"))
                    .help("改用百分数或几分之几，如“下降50%”“减少三分之二”"),
            );
        }
    }),
};

pub(in crate::lint::rules) static PERCENT_FOR_POINTS: Rule = Rule {
    code: "percent-for-points",
    level: Level::Warning,
    locked: false,
    examples: &["由5%提高到8%，提高3%"],
    summary: "两个百分数的差写成了百分之几",
    docs: "两个百分数相减，差是“百分点”。由5%提高到8%，是提高3个百分点；说提高3%，意思是提高到5.15%。\n\n例：由5%提高到8%，提高3% 应为 提高3个百分点。\n\n依据：统计用语惯例。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        for three in reading.quantities.windows(3) {
            if !is_difference(reading, three) {
                continue;
            }
            let line = &reading.line;
            let shown = |quantity: &Quantity| line.text(quantity.range.clone());
            let stated = &three[2];
            let right = format!("{}个百分点", stated.value());
            let sign = stated.unit_range();
            found.push(
                Diagnostic::at(
                    text.place(stated.range.clone()),
                    format!(
                        "“{}”与“{}”相差{right}，写成了“{}”",
                        shown(&three[0]),
                        shown(&three[1]),
                        shown(stated)
                    ),
                )
                .help(format!("写作“{right}”"))
                .fix(replacement(
                    text,
                    format!("改为“{right}”"),
                    false,
                    sign,
                    "个百分点",
                )),
            );
        }
    }),
};

/// The verb of decrease right before a quantity.
fn falling(line: &Line, quantity: &Quantity) -> Option<Range<usize>> {
    let mut end = quantity.before.as_ref().map_or(quantity.range.start, |before| before.start);
    if line.before(end) == Some('了') {
        end -= 1;
    }
    let verbs =
        ["下降", "减少", "降低", "缩短", "缩小", "减小", "下跌", "跌幅达", "降幅达", "减轻"];
    let verb = verbs.iter().find(|verb| line.ends_with(end, verb))?;
    Some(end - verb.chars().count()..end)
}

/// 由5%提高到8%，提高3%.
fn is_difference(reading: &Reading, three: &[Quantity]) -> bool {
    let [from, to, stated] = three else { return false };
    let line = &reading.line;
    let shares = three.iter().all(|q| q.unit.measure == Measure::Share && q.is_exact());
    let same_unit = from.unit == to.unit && to.unit == stated.unit;
    let difference = (to.value() - from.value()).abs();
    let (first, second) = (from.range.end..to.range.start, to.range.end..stated.range.start);
    let verbs =
        ["提高", "提升", "上升", "增长", "增加", "下降", "降低", "降", "升", "扩大", "上涨"];
    let reaches = first.len() <= 6 && line.contains_any(first.clone(), &["到", "至", "为"]);
    shares
        && same_unit
        && reaches
        && line.contains_any(first, &verbs)
        && second.len() <= 8
        && line.contains_any(second.clone(), &verbs)
        && !line.contains_any(second, &["到", "至", "。", "；", "比", "较"])
        && difference == stated.value()
        && !difference.is_zero()
}
