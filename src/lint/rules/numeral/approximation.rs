//! 余, 多, 约, 左右: words that make a number vague.

use super::{figures, replacement};
use crate::lint::{Check, Rule};
use crate::source::{Diagnostic, Level};
use crate::zh::decimal::Decimal;
use crate::zh::line::Line;
use crate::zh::number::Style;
use crate::zh::quantity::Quantity;
use crate::zh::unit::{self, Measure};

pub(in crate::lint::rules) static UNROUND_APPROXIMATION: Rule = Rule {
    code: "unround-approximation",
    level: Level::Warning,
    locked: false,
    examples: &["活动13余场"],
    summary: "“余”“多”跟在不是整十、整百的数后面",
    docs: "“余”“多”“来”表示整数之外还有零头，前面应是整十、整百、整千的数。“13余场”已经数到个位，“余”字落空：要么是13场，要么是十余场。“5年多”“3公里余”是单位之后的零头，“12万余元”是万以下的零头，都可以用。\n\n例：活动13余场 应为 活动13场 或 活动10余场。\n\n依据：GB/T 15835-2011，4.2.2。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        for quantity in &reading.quantities {
            let Some(more) = quantity.more.filter(|_| is_unround(&reading.line, quantity)) else {
                continue;
            };
            let line = &reading.line;
            let shown = line.text(quantity.range.clone());
            let digits = line.text(quantity.number.digits.clone());
            let unit = line.text(more + 1..quantity.range.end);
            let word = line.text(more..more + 1);
            let mut help = format!("数目确切写“{digits}{unit}”");
            if let Some(round) = rounded_down(quantity) {
                help.push_str(&format!("，只知大概写“{round}{word}{unit}”"));
            }
            found.push(
                Diagnostic::at(
                    text.place(quantity.range.clone()),
                    format!("“{shown}”里“{digits}”不是整十、整百的数，后面不能用“{word}”"),
                )
                .help(help),
            );
        }
    }),
};

pub(in crate::lint::rules) static DOUBLED_APPROXIMATION: Rule = Rule {
    code: "doubled-approximation",
    level: Level::Warning,
    locked: false,
    examples: &["约500余人", "近500人左右"],
    summary: "一个数用了两个表示大概的词",
    docs: "“约”“近”“余”“多”“左右”“上下”各自都表示大概，一个数用一个就够。\n\n例：约500余人 应为 约500人 或 500余人；500人左右 不能写成 近500人左右。“超过5000余万元”“达3000余人”习用已久，不报；“数十余家”“几百多户”也是重复。\n\n依据：GB/T 15835-2011，4.2.2。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        for (whole, more) in vague_twice(&reading.line) {
            let line = &reading.line;
            let word = line.text(more.clone());
            let message = format!("“{}”已是大概的数，“{word}”重复", line.text(whole.clone()));
            found.push(
                Diagnostic::at(text.place(whole.start..more.end), message)
                    .help(format!("删去“{word}”"))
                    .fix(replacement(text, format!("删去“{word}”"), false, more, "")),
            );
        }
        for quantity in &reading.quantities {
            let line = &reading.line;
            let Some((first, second)) = doubled(line, quantity) else { continue };
            let start = first.start.min(quantity.range.start);
            let end = second.end.max(quantity.range.end);
            let (one, other) = (line.text(first.clone()), line.text(second.clone()));
            let shown = line.text(start..end);
            let message = format!("“{shown}”里“{one}”和“{other}”重复");
            // The word outside of number and unit goes.
            let extra = if first.start < quantity.range.start { first } else { second };
            let word = line.text(extra.clone());
            found.push(
                Diagnostic::at(text.place(start..end), message)
                    .help(format!("留一个，删去“{one}”或“{other}”"))
                    .fix(replacement(text, format!("删去“{word}”"), false, extra, "")),
            );
        }
    }),
};

/// 数十余家, 几百多户: a number that is vague by itself, and the word behind it.
fn vague_twice(line: &Line) -> Vec<(Place, Place)> {
    let mut found = vec![];
    for (at, c) in line.chars().iter().enumerate() {
        if !matches!(c, '数' | '几')
            || line.before(at).is_some_and(|c| "无倍指总人基次件户分参岁级代系好十".contains(c))
        {
            continue;
        }
        let power = |at: &usize| line.get(*at).is_some_and(|c| "十百千万亿".contains(c));
        let end = (at + 1..).take_while(power).last().map_or(at + 1, |last| last + 1);
        let behind = end + 1;
        let counted = unit::at(line, behind).is_some()
            || line.get(behind).is_some_and(|c| "万亿".contains(c));
        // 数百多功能座椅: 多 may begin a word.
        let more = match line.get(end) {
            Some('余') => true,
            Some('多') => !line.get(behind).is_some_and(|c| "种层样元次方级点头项部".contains(c)),
            _ => false,
        };
        if end > at + 1 && more && counted {
            found.push((at..end, end..behind));
        }
    }
    found
}

/// Whether 余 stands right behind a number that is exact to its last digit.
fn is_unround(line: &Line, quantity: &Quantity) -> bool {
    let number = &quantity.number;
    let behind = quantity.more == Some(number.range.end) && number.scale().is_empty();
    let word = quantity.more.and_then(|at| line.get(at));
    if !behind || !quantity.has_unit() || !word.is_some_and(|c| "余多来".contains(c)) {
        return false;
    }
    // 12多部门 is 12 with 多部门.
    let own = ["部门", "方面", "层次", "样化", "元化"];
    let own = own.iter().any(|word| line.starts_with(number.range.end + 1, word));
    // Han digits below ten make words with 多 and 来: 三来一补.
    let small = number.style == Style::Han && number.value <= Decimal::integer(10);
    let zero = line.before(number.digits.end).is_none_or(|c| "0十百千万亿".contains(c));
    !small && !zero && !own && !number.vague
}

/// 13 → 10, 1365 → 1300: what could stand before 余.
fn rounded_down(quantity: &Quantity) -> Option<Decimal> {
    let value = quantity.value().whole().filter(|value| *value > 10)?;
    let weight = if value < 100 { 10 } else { 10i128.pow(value.ilog10() - 1) };
    Decimal::new(value / weight * weight, 0)
}

type Place = std::ops::Range<usize>;

/// Two words that both make the number vague.
fn doubled(line: &Line, quantity: &Quantity) -> Option<(Place, Place)> {
    let more = quantity.more.map(|at| at..at + 1).filter(|at| line.text(at.clone()) != "几");
    let before = quantity.before.clone().filter(|before| {
        let word = line.text(before.clone());
        // 近三年多 speaks of the last years, not of about three.
        let recent = word == "近" && quantity.unit.measure == Measure::Time;
        !recent
            && [
                "约", "近", "大约", "大概", "将近", "接近", "不足", "不到", "至少", "至多", "最多",
                "最少",
            ]
            .contains(&&*word)
    });
    let after = quantity.after.clone().filter(|after| {
        let word = line.text(after.clone());
        let next = line.get(after.end);
        let place = next.is_some_and(|c| "两岸侧手边邻互游班级下".contains(c));
        // 60余岁以上: a bound is exact.
        let bound = more.is_some() && ["以上", "以下", "及以上", "及以下"].contains(&&*word);
        (["左右", "上下"].contains(&&*word) || bound) && !place
    });
    match (before, more, after) {
        (Some(before), Some(more), _) => Some((before, more)),
        (Some(before), None, Some(after)) => Some((before, after)),
        (None, Some(more), Some(after)) => Some((more, after)),
        _ => None,
    }
}
