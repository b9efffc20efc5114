//! A stated percentage against the figures that it is made of.

use std::ops::Range;

use super::{before, comparable, shown};
use crate::lint::rules::numeral::figures;
use crate::lint::{Check, Rule};
use crate::source::{Diagnostic, Level};
use crate::zh::decimal::Decimal;
use crate::zh::quantity::Quantity;
use crate::zh::reading::Reading;

pub(in crate::lint::rules) static SHARE_MISMATCH: Rule = Rule {
    code: "share-mismatch",
    level: Level::Warning,
    locked: false,
    examples: &["抽检120批次，合格118批次，合格率96.3%"],
    summary: "百分比与前面两个数相除的结果不符",
    docs: "“其中……占……%”“抽检……合格……合格率……%”里的百分比，应等于前面两个数相除。四舍五入和舍去末位的差不报；句中任何两个同类的数相除能得出这个百分比的，也不报。\n\n例：抽检120批次，合格118批次，合格率96.3%，118 ÷ 120 = 98.3%。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        for (index, share) in reading.quantities.iter().enumerate() {
            if share.unit.name != "%" || !share.is_exact() || index < 2 {
                continue;
            }
            let sentence = reading.sentence_at(share.range.start);
            let Some((part, whole)) = pair(reading, sentence.clone(), share) else { continue };
            let all = before(reading, sentence, share.range.start);
            let differ = |one: &Quantity, other: &Quantity| one.range != other.range;
            let fits = |one, other| differ(one, other) && fits(one, other, share);
            if all.iter().any(|one| all.iter().any(|other| fits(one, other))) {
                continue;
            }
            let places = decimals(share);
            let Some(actual) = part.value().percent_of(whole.value(), places) else { continue };
            let line = &reading.line;
            let message = format!(
                "{} ÷ {} = {actual}%，与“{}”不符",
                line.text(part.number.range.clone()),
                line.text(whole.number.range.clone()),
                shown(line, share)
            );
            found.push(
                Diagnostic::at(text.place(share.range.clone()), message)
                    .label(text.place(part.range.clone()), "部分在这里")
                    .label(text.place(whole.range.clone()), "总数在这里")
                    .help("核对这三个数"),
            );
        }
    }),
};

/// The part and the whole that a percentage is said to be of.
fn pair<'r>(
    reading: &'r Reading,
    sentence: Range<usize>,
    share: &Quantity,
) -> Option<(&'r Quantity, &'r Quantity)> {
    let line = &reading.line;
    let mut end = share.range.start;
    for word in ["达到", "达", "为", "是"] {
        if line.ends_with(end, word) {
            end -= word.chars().count();
            break;
        }
    }
    if line.ends_with(end, "率") {
        return rate(reading, sentence, end - 1);
    }
    portion(reading, sentence, share)
}

/// 抽检120批次，合格118批次，合格率…: what the rate is called after is the part.
fn rate(reading: &Reading, sentence: Range<usize>, end: usize) -> Option<(&Quantity, &Quantity)> {
    let line = &reading.line;
    let root = line.text(end.checked_sub(2)?..end);
    let all = before(reading, sentence.clone(), end);
    let [.., whole, part] = all else { return None };
    let clauses = reading.clauses(sentence);
    let clause = |at: usize| clauses.iter().position(|clause| clause.contains(&at));
    let (of_part, of_whole, of_rate) =
        (clause(part.range.start)?, clause(whole.range.start)?, clause(end)?);
    let close = of_rate - of_part == 1 && of_part - of_whole == 1;
    let words = |index: usize| line.text(clauses[index].clone());
    let due = ["应", "需", "拟", "计划", "目标"];
    let named = words(of_part).contains(&root);
    let apart = !words(of_whole).contains(&root)
        || due.iter().any(|due| words(of_whole).contains(&format!("{due}{root}")));
    // 立即整改…，限期整改… are two parts of one whole.
    let alike = ["其中", "累计", "新增"].iter().any(|word| words(of_part).contains(word));
    (close && named && apart && !alike && comparable(whole, part)).then_some((part, whole))
}

/// 共50家，其中规上企业20家，占40%.
fn portion<'r>(
    reading: &'r Reading,
    sentence: Range<usize>,
    share: &Quantity,
) -> Option<(&'r Quantity, &'r Quantity)> {
    let line = &reading.line;
    let (part, all) = before(reading, sentence, share.range.start).split_last()?;
    let whole = all.iter().rev().find(|whole| whole.unit == part.unit)?;
    let words = line.text(part.range.end..share.range.start);
    let words = words.trim_start_matches('，');
    let of = words.strip_prefix('占')?.trim_end_matches(['为', '达']);
    let general = of.is_empty()
        || ["比", "其"].contains(&of)
        || (of.starts_with('总') && of.ends_with('的') && of.chars().count() <= 5);
    let between = whole.range.end..part.range.start;
    let within = line.contains(between.clone(), "其中") && !line.contains(between, "；");
    (general && within && comparable(whole, part)).then_some((part, whole))
}

/// Whether one ÷ other is the share, as far as rounding and cutting off go.
fn fits(one: &Quantity, other: &Quantity, share: &Quantity) -> bool {
    if one.unit != other.unit || other.value().is_zero() {
        return false;
    }
    let hundred = |value: Decimal| value.times(Decimal::integer(100));
    let judge = || {
        let stated = share.value().times(other.value())?;
        let gap = (hundred(one.value())? - stated).abs();
        let slack = share.number.step.times(other.value())?
            + hundred(one.slack())?
            + share.value().times(other.slack())?;
        Some(gap <= slack)
    };
    judge().unwrap_or(true)
}

/// The places behind the point of a printed percentage.
fn decimals(share: &Quantity) -> u32 {
    let step = share.number.step.to_string();
    step.split_once('.').map_or(0, |(_, places)| u32::try_from(places.len()).unwrap_or(0))
}
