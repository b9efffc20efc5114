//! What stands round a figure and says what it is: a bracket behind what it is compared with, the words
//! before a bracket, a class that is numbered.

use std::ops::Range;

use crate::zh::needles::Has as _;
use crate::zh::number::{self, Style};
use crate::zh::reading::Reading;
use crate::zh::unit::Measure;

/// What the words before a figure begin behind.
pub(super) const EDGES: &str = "，；。：、（）！？\n ,;:“”";

/// Words of time and measure that a figure is compared with.
pub(super) static BASES: &[&str] = &[
    "上年", "去年", "前年", "同期", "上月", "上季", "年初", "月初", "年末", "年底", "月末", "常年",
    "季度", "上期", "上次", "昨日", "前一", "汛限", "计划", "年", "月", "期", "初",
];

/// 占总人口比重（常住人口城镇化率）为51.0%: the words before a bracket without figures, when only a link
/// stands behind it.
pub(super) fn over_bracket(
    reading: &Reading,
    index: usize,
    lead: Range<usize>,
    brackets: &[Range<usize>],
) -> Option<(Range<usize>, String)> {
    let line = &reading.line;
    let quantity = &reading.quantities[index];
    let bracket = brackets.iter().find(|bracket| bracket.end == lead.start)?;
    let last = index.checked_sub(1).map_or(0, |last| reading.quantities[last].range.end);
    let link = line.text(lead.clone());
    let share = quantity.unit.measure == Measure::Share;
    if !share || !link.chars().all(|c| "为达到是至".contains(c)) || last > bracket.start {
        return None;
    }
    let edge = |at: &usize| line.get(*at).is_some_and(|c| EDGES.contains(c));
    let start = (last..bracket.start).rev().find(edge).map_or(last, |at| at + 1);
    let words = line.text(start..bracket.start);
    (!words.is_empty()).then(|| (start..lead.end, format!("{words}{link}")))
}

/// 较上月（265例）, 增速比上半年（7.9%）: all of a bracket behind what is compared with.
pub(super) fn is_compared(
    reading: &Reading,
    index: usize,
    bracket: &Range<usize>,
    words: &str,
) -> bool {
    let line = &reading.line;
    let quantity = &reading.quantities[index];
    let all = words.is_empty()
        && quantity.range.start == bracket.start + 1
        && quantity.range.end + 1 == bracket.end;
    if !all {
        return false;
    }
    let edge = |at: &usize| line.get(*at).is_some_and(|c| EDGES.contains(c));
    let floor = bracket.start.saturating_sub(14);
    let start = (floor..bracket.start).rev().find(edge).map_or(floor, |at| at + 1);
    let clause = line.text(start..bracket.start);
    let time = |rest: &str| BASES.iter().any(|base| rest.ends_with(base));
    // 是上年（840人次）的1.5倍.
    let multiple = line.get(bracket.end) == Some('的');
    let words: &[&str] = if multiple { &["是", "为", "比", "较"] } else { &["比", "较"] };
    words.iter().any(|word| {
        clause.rfind(word).is_some_and(|at| {
            let rest = &clause[at + word.len()..];
            !clause[..at].ends_with(['占', '同', '环']) && time(rest) && rest.chars().count() <= 8
        })
    })
}

/// 一类单位8个、二类单位14个: a class that another of the sentence follows or comes before.
pub(super) fn is_class(reading: &Reading, index: usize) -> bool {
    let quantity = &reading.quantities[index];
    let line = &reading.line;
    let classes = ["类", "级", "期", "批", "档", "组", "队"];
    let (start, end) = (quantity.number.range.start, quantity.range.end);
    if quantity.number.style != Style::Han
        || quantity.number.range.len() != 1
        || !classes.contains(&quantity.unit.name)
        || !line.get(end).is_some_and(char::is_alphabetic)
    {
        return false;
    }
    let Some(value) = line.get(start).and_then(number::small) else { return false };
    let sentence = reading.sentence_at(start);
    [value.checked_sub(1), Some(value + 1)].into_iter().flatten().any(|other| {
        let name = "零一二三四五六七八九".chars().nth(other as usize);
        name.is_some_and(|name| {
            line.contains(sentence.clone(), &format!("{name}{}", quantity.unit.name))
        })
    })
}

/// Whether the words of a growth name nothing that grows: 同比增长, 增幅为, and not 民生支出增长.
pub(super) fn is_bare_change(lead: &str) -> bool {
    let words = [
        "增长", "下降", "增加", "减少", "上升", "提高", "提升", "降低", "上涨", "下跌", "回升",
        "回落", "扩大", "缩小", "压减", "压缩", "增产", "减产", "增收", "减收", "增速", "增幅",
        "降幅", "涨幅", "跌幅", "同比", "环比", "幅度", "比例", "率", "比", "较", "上年", "去年",
        "同期", "均", "各", "净", "增", "减", "降", "升", "了", "达", "到", "为", "是", "的",
    ];
    let mut rest = lead.to_owned();
    for word in words {
        rest = rest.replace(word, "");
    }
    rest.is_empty()
}

/// Whether a change is told against one base.
pub(super) fn compares_once(lead: &str) -> bool {
    ["比", "较", "同比"].iter().any(|word| lead.has(word))
}
