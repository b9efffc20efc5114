//! Changes: what there was, what there is, by how much and by what part it changed.

use std::ops::Range;

use super::beside::{compares_once, is_bare_change};
use super::{Role, Text, Way};
use crate::zh::decimal::Decimal;
use crate::zh::needles::Has as _;
use crate::zh::quantity::Quantity;
use crate::zh::reading::Reading;
use crate::zh::unit::Measure;

/// What a sentence says of a change.
#[derive(Debug, Clone)]
pub struct Change {
    /// Before and after, as indexes of quantities; of one of them the difference may tell.
    pub from: Option<usize>,
    pub to: usize,
    pub delta: Option<(usize, Way)>,
    /// What is judged.
    pub stated: Stated,
}

/// The figure that must follow from the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stated {
    Delta(usize, Way),
    Growth(usize, Way),
    /// 是…的4倍.
    Times(usize),
    /// 增长3倍: four times as much.
    More(usize),
    /// 翻了一番: where the word stands, in characters of the line.
    Doubled {
        start: usize,
        end: usize,
        times: u32,
    },
}

/// Words with which growth is reckoned on another base than the figures printed.
static OTHER_BASES: &[&str] =
    &["不变价", "可比", "同口径", "实际增长", "名义", "剔除", "扣除", "口径", "年均", "折合年"];

pub(super) fn all(text: &Text<'_>) -> Vec<Change> {
    let mut found = vec![];
    for sentence in &text.reading.sentences {
        let within = text.within(sentence.clone());
        let real = is_other_base(text, sentence);
        for index in within.clone() {
            found.extend(from_base(text, within.end, index, real));
            found.extend(to_base(text, within.start, index, real));
            found.extend(from_delta(text, within.clone(), index, real));
        }
    }
    found
}

/// Whether a sentence tells of growth on a base that is not printed.
pub(super) fn is_other_base(text: &Text<'_>, sentence: &Range<usize>) -> bool {
    text.line.contains_any(sentence.clone(), OTHER_BASES)
}

/// Whether two figures are of one thing at two times.
pub(super) fn comparable(one: &Quantity, other: &Quantity) -> bool {
    one.has_unit() && one.unit == other.unit && one.is_precise() && other.is_precise()
}

/// The two ends when one of them is told to be what there was: 比上年的B, 由B增至C, C（去年同期B）.
fn from_base(text: &Text<'_>, last: usize, base: usize, real: bool) -> Vec<Change> {
    if text.figures[base].role != Role::Base {
        return vec![];
    }
    let Some((to, next)) = other_end(text, last, base) else { return vec![] };
    if !comparable(text.quantity(base), text.quantity(to)) {
        return vec![];
    }
    let mut found = vec![];
    let change = |stated, delta| Change { from: Some(base), to, delta, stated };
    let end = text.quantity(base.max(to)).range.end;
    let mut delta = None;
    for index in next..(next + 3).min(last) {
        let gap = text.words(end..text.quantity(index).range.start);
        let gap = gap.trim_start_matches('）');
        let of = gap.starts_with('的') && text.figures[index].role != Role::Times;
        if of
            || gap.chars().count() > 24
            || gap.contains(['；', '。', '：'])
            || !text.quantity(index).is_precise()
        {
            break;
        }
        if text.figures[index].bracket != text.figures[to].bracket {
            break;
        }
        let lead = text.lead(index);
        let other = ["环比", "年均", "其中", "累计", "分别", "较", "年初", "比"];
        let own =
            ["比上年", "比去年", "较上年", "较去年"].iter().any(|word| lead.starts_with(word));
        let plain = lead.replace("同比", "");
        if other.iter().any(|word| plain.has(word)) && !own {
            break;
        }
        // 去年同期 and 同比 are of one base; 年初 and 同比 are not, nor 由甲增加到乙 and 同比.
        let then = ["上年", "去年", "同期"];
        let of_then = then.iter().any(|word| text.lead(base).has(word));
        if lead.has("同比") && !of_then {
            break;
        }
        match text.figures[index].role {
            Role::Delta(way) if is_difference(text.quantity(index), text.quantity(base)) => {
                found.push(change(Stated::Delta(index, way), None));
                delta = Some((index, way));
            }
            Role::Growth(way) if !real && text.quantity(base).unit.measure != Measure::Share => {
                found.push(change(Stated::Growth(index, way), delta));
            }
            Role::Times if is_multiple(text, base, index) => {
                found.push(change(Stated::Times(index), None));
            }
            Role::Times if !real && is_more(text, index) => {
                found.push(change(Stated::More(index), None));
            }
            _ => break,
        }
    }
    if let Some((start, word, times)) = doubled(text, end) {
        let to_end = text.figures[to].role == Role::Reached;
        if to_end {
            found.push(change(Stated::Doubled { start, end: start + word, times }, None));
        }
    }
    found
}

/// 3.46亿千瓦时，同比增长9.5%，上年同期为3.16亿千瓦时: the base stands behind.
fn to_base(text: &Text<'_>, first: usize, base: usize, real: bool) -> Vec<Change> {
    let lead = text.lead(base);
    if text.figures[base].role != Role::Base || !lead.has("同期") {
        return vec![];
    }
    let bracket = &text.figures[base].bracket;
    let between = (first..base).rev().take_while(|index| {
        let figure = &text.figures[*index];
        let change = matches!(figure.role, Role::Delta(_) | Role::Growth(_) | Role::Share);
        change && figure.bracket == *bracket && text.quantity(*index).is_precise()
    });
    let changes: Vec<usize> = between.collect();
    let Some(to) = changes.last().and_then(|last| last.checked_sub(1)) else { return vec![] };
    let level = matches!(text.figures[to].role, Role::Amount | Role::Reached | Role::Other);
    let words = text.words(text.quantity(to).range.end..text.quantity(base).range.start);
    let other = ["环比", "年均", "其中", "累计", "；", "年初"];
    if to < first
        || !level
        || !comparable(text.quantity(base), text.quantity(to))
        || other.iter().any(|word| words.has(word))
    {
        return vec![];
    }
    let stated = changes.into_iter().filter_map(|index| match text.figures[index].role {
        Role::Delta(way) if is_difference(text.quantity(index), text.quantity(base)) => {
            Some(Stated::Delta(index, way))
        }
        Role::Growth(way) if !real => Some(Stated::Growth(index, way)),
        _ => None,
    });
    stated.map(|stated| Change { from: Some(base), to, delta: None, stated }).collect()
}

/// The figure that is compared with a base, and the one that follows both.
fn other_end(text: &Text<'_>, last: usize, base: usize) -> Option<(usize, usize)> {
    let unit = text.quantity(base).unit;
    // 由B增至C.
    if base + 1 < last && text.figures[base + 1].role == Role::Reached {
        return (text.quantity(base + 1).unit == unit).then_some((base + 1, base + 2));
    }
    // C，比上年的B; C（去年同期B）.
    let to = base.checked_sub(1)?;
    let gap = text.words(text.quantity(to).range.end..text.figures[base].lead.start);
    // C，较上月（B）.
    let told = gap.strip_prefix('，').and_then(|gap| gap.strip_suffix('（'));
    let told = told
        .is_some_and(|words| words.chars().count() <= 12 && words.chars().all(char::is_alphabetic));
    let close = (["，", "（", "", "，同期"].contains(&&*gap) || told)
        && !text.words(text.figures[base].lead.clone()).contains(['由', '从']);
    let level = matches!(
        text.figures[to].role,
        Role::Amount | Role::Reached | Role::Rate | Role::Share | Role::Each | Role::Other
    );
    (close && level && text.quantity(to).unit == unit).then_some((to, base + 1))
}

/// Whether a figure can be the difference of two of another.
pub(super) fn is_difference(delta: &Quantity, base: &Quantity) -> bool {
    match delta.unit.measure {
        Measure::Points => base.unit.measure == Measure::Share,
        Measure::Share => false,
        _ => delta.unit == base.unit,
    }
}

/// 是2020年同期12万人次的4倍.
fn is_multiple(text: &Text<'_>, base: usize, times: usize) -> bool {
    let gap = text.words(text.quantity(base).range.end..text.quantity(times).range.start);
    let gap = gap.trim_start_matches('）');
    let unit = text.quantity(times).unit.name == "倍";
    let lead = match &text.figures[base].bracket {
        Some(bracket) => text.words(bracket.start.saturating_sub(8)..bracket.start),
        None => text.words(text.figures[base].lead.clone()),
    };
    unit && gap == "的" && ["是", "为", "达", "相当于"].iter().any(|word| lead.has(word))
}

/// 增长3倍, 增加了两倍, and not 是…的3倍.
pub(super) fn is_more(text: &Text<'_>, times: usize) -> bool {
    let lead = text.lead(times);
    let verbs = ["增长", "增加", "提高", "扩大", "上涨", "提升", "增长了", "增加了", "提高了"];
    text.quantity(times).unit.name == "倍" && verbs.contains(&lead)
}

/// 翻了一番, 翻了两番 right behind two figures: where it stands, how long it is, and how many times.
fn doubled(text: &Text<'_>, end: usize) -> Option<(usize, usize, u32)> {
    let start = end + usize::from(text.line.get(end) == Some('，'));
    // 五年翻了一番.
    let spans = ["年", "年间", "年来", "年时间"];
    let span = spans.iter().find_map(|span| {
        let counted =
            text.line.get(start).is_some_and(|c| "两二三四五六七八九十0123456789".contains(c));
        let length = 1 + span.chars().count();
        let told = counted
            && text.line.starts_with(start + 1, span)
            && text.line.starts_with(start + length, "翻");
        told.then_some(length)
    });
    let start = start + span.unwrap_or(0);
    [
        ("翻了一番", 2),
        ("翻一番", 2),
        ("实现翻番", 2),
        ("实现翻一番", 2),
        ("实现了翻番", 2),
        ("增长一倍", 2),
        ("增加一倍", 2),
        ("翻了两番", 4),
        ("翻两番", 4),
        ("实现翻两番", 4),
        ("增长两倍", 3),
        ("增加两倍", 3),
    ]
    .iter()
    .find(|(word, _)| text.line.starts_with(start, word))
    .map(|(word, times)| (start, word.chars().count(), *times))
}

/// 126件次，比去年同期减少18件次，下降12.5%: the difference tells what there was.
fn from_delta(
    text: &Text<'_>,
    within: std::ops::Range<usize>,
    growth: usize,
    real: bool,
) -> Option<Change> {
    let Role::Growth(way) = text.figures[growth].role else { return None };
    let delta = growth.checked_sub(1).filter(|delta| *delta > within.start)?;
    let Role::Delta(delta_way) = text.figures[delta].role else { return None };
    let to = delta - 1;
    let level = matches!(text.figures[to].role, Role::Amount | Role::Reached | Role::Each);
    let (now, by) = (text.quantity(to), text.quantity(delta));
    let same = level
        && comparable(now, by)
        && text.figures[to].bracket == text.figures[delta].bracket
        && !real
        && way == delta_way
        && text.quantity(growth).is_precise()
        && text.quantity(growth).unit.name == "%";
    let (first, second) = (text.lead(delta), text.lead(growth));
    let gap = text.gap(delta, growth);
    let plain = gap.starts_with(['，', '、'])
        && gap.chars().count() <= 8
        && text.gap(to, delta).starts_with('，');
    let one_base = is_bare_change(second)
        && !["同比", "环比", "比", "较", "年均"].iter().any(|word| second.has(word))
        || second.has("同比") && first.has("同比");
    (same && plain && one_base && compares_once(first)).then_some(Change {
        from: None,
        to,
        delta: Some((delta, delta_way)),
        stated: Stated::Growth(growth, way),
    })
}

impl Change {
    /// Whether a figure is what the change is stated to be.
    pub(super) fn is_of(&self, index: usize) -> bool {
        match self.stated {
            Stated::Delta(stated, _)
            | Stated::Growth(stated, _)
            | Stated::Times(stated)
            | Stated::More(stated) => stated == index,
            Stated::Doubled { .. } => false,
        }
    }

    /// What is stated and what it should be, when it cannot be.
    pub fn contradiction(&self, reading: &Reading) -> Option<Decimal> {
        let all = &reading.quantities;
        let to = &all[self.to];
        let (from, from_slack) = match (self.from, self.delta) {
            (Some(from), _) => (all[from].value(), all[from].slack()),
            (None, Some((delta, Way::Up))) => {
                (to.value() - all[delta].value(), to.slack() + all[delta].slack())
            }
            (None, Some((delta, Way::Down))) => {
                (to.value() + all[delta].value(), to.slack() + all[delta].slack())
            }
            (None, None) => return None,
        };
        if from <= Decimal::ZERO {
            return None;
        }
        let difference = to.value() - from;
        let slack = from_slack + to.slack();
        match self.stated {
            Stated::Delta(index, way) => {
                let stated = &all[index];
                let told =
                    if way == Way::Up { stated.value() } else { Decimal::ZERO - stated.value() };
                let allowed = match stated.unit.measure {
                    Measure::Points => stated.number.step.half(),
                    _ => slack + stated.slack(),
                };
                ((difference - told).abs() > allowed).then(|| difference.abs())
            }
            Stated::Growth(index, way) => {
                let stated = &all[index];
                let told =
                    if way == Way::Up { stated.value() } else { Decimal::ZERO - stated.value() };
                let hundred = Decimal::integer(100);
                // What was compared may itself be off by its rounding, either way.
                let by = match (self.from, self.delta) {
                    (None, Some((delta, way))) => {
                        let value = all[delta].value();
                        if way == Way::Up { value } else { Decimal::ZERO - value }
                    }
                    _ => difference,
                };
                let slack = if self.from.is_none() {
                    self.delta.map_or(slack, |(delta, _)| all[delta].slack())
                } else {
                    slack
                };
                let gap = (by.times(hundred)? - told.times(from)?).abs();
                let allowed = stated.number.step.times(from)?
                    + slack.times(hundred)?
                    + stated.value().times(from_slack)?;
                let step = stated.number.step.to_string();
                let places = step.split_once('.').map_or(0, |(_, places)| places.len());
                let actual = by.abs().percent_of(from, u32::try_from(places).ok()?)?;
                (gap > allowed).then_some(actual)
            }
            Stated::Times(index) => {
                let stated = &all[index];
                let made = stated.value().times(from)?;
                let allowed = stated.number.step.times(from)?.half()
                    + stated.value().times(from_slack)?
                    + to.slack();
                let actual = to.value().percent_of(from, 0)?.times(Decimal::new(1, 2)?)?;
                ((to.value() - made).abs() > allowed).then_some(actual)
            }
            Stated::More(index) => {
                let stated = &all[index];
                let step = stated.number.step;
                // Rounded, or what is beyond the last place cut off.
                let least = (stated.value() - step.half()).times(from)?;
                let most = (stated.value() + step).times(from)?;
                let allowed = slack + stated.value().times(from_slack)?;
                let actual = difference.percent_of(from, 0)?.times(Decimal::new(1, 2)?)?;
                (difference + allowed < least || difference > most + allowed).then_some(actual)
            }
            Stated::Doubled { times, .. } => {
                // 翻一番 is often said of what is a little more or less than twice.
                let twice = from.times(Decimal::integer(times))?;
                let tenth = twice.times(Decimal::new(5, 2)?)?;
                let actual = to.value().percent_of(from, 0)?.times(Decimal::new(1, 2)?)?;
                ((to.value() - twice).abs() > tenth + slack).then_some(actual)
            }
        }
    }
}
