//! Shares and changes whose figures stand apart: 发放问卷2000份，收回有效问卷1936份，有效回收率96.8%;
//! 去年为18万吨，增产5%.
//!
//! What [`super::share`] and [`super::change`] read by the form of the words is not read again. Here
//! the figures of a sentence are tried: where any two of them give the share, it is right; where just
//! two can be meant and one slip explains why they do not, it is told.

use std::ops::Range;

use super::change::{Change, Stated, is_difference, is_other_base};
use super::parts::shares_word;
use super::share::{Portion, is_of_several};
use super::slip::{self, float};
use super::{Role, Text, Way, alike};
use crate::zh::needles::Has as _;
use crate::zh::unit::Measure;

/// Rates of what does not stand in the text, or not as a part of a whole.
static ALONE: &[&str] = &[
    "增长率",
    "毛入园率",
    "毛入学率",
    "净入学率",
    "城镇化率",
    "失业率",
    "绿化率",
    "出生率",
    "死亡率",
    "自然增长率",
    "税率",
    "利率",
    "汇率",
    "贡献率",
    "不良率",
    "负债率",
    "折旧率",
    "成活率",
    "保险费率",
    "含水率",
    "概率",
    "湿度",
    "利用率",
    "优良率",
    "增速",
    "增幅",
    "涨幅",
    "降幅",
    "贷款率",
    "就业率",
];

/// Bases that are not of this text.
static ELSEWHERE: &[&str] =
    &["全市", "全省", "全国", "全州", "预算", "应", "限额", "比上年", "同期"];

/// Shares that no other reading has judged.
pub(super) fn shares(text: &Text<'_>, known: &[Portion]) -> Vec<Portion> {
    let judged = |share: &usize| known.iter().any(|portion| portion.share == *share);
    (0..text.figures.len())
        .filter(|share| !judged(share))
        .filter_map(|share| portion(text, share))
        .collect()
}

fn portion(text: &Text<'_>, share: usize) -> Option<Portion> {
    let quantity = text.quantity(share);
    // 收割进度八成.
    let tenths = quantity.unit.name == "成";
    let scale = match quantity.unit.name {
        "%" => 100.0,
        "‰" => 1000.0,
        "成" => 10.0,
        _ => return None,
    };
    let lead = text.lead(share);
    let plain = lead.trim_end_matches(['达', '到', '为', '是', '了', '已', '约']);
    let named = plain.ends_with('率') || plain.ends_with("进度") || plain.ends_with("占比");
    let of = lead.contains('占') || plain.ends_with("比重");
    let done = lead.starts_with("完成") || lead.starts_with('为') || lead.starts_with("达");
    let due =
        done && lead.ends_with('的') && ["计划", "任务", "目标", "总"].iter().any(|w| lead.has(w));
    let other = matches!(text.figures[share].role, Role::Growth(_) | Role::Delta(_) | Role::Base);
    if other
        || !(named || of || due)
        || !quantity.is_precise()
        || is_of_several(lead)
        || ALONE.iter().any(|word| plain.ends_with(word))
        || ELSEWHERE.iter().any(|word| lead.has(word))
    {
        return None;
    }
    let sentence = text.within(text.sentence(share));
    let bracket = text.figures[share].bracket.as_ref();
    let level = |index: &usize| {
        let figure = &text.figures[*index];
        let counted = !matches!(
            text.quantity(*index).unit.measure,
            Measure::Share | Measure::Points | Measure::Multiple | Measure::Time
        );
        let here = figure.bracket.is_none() || figure.bracket.as_ref() == bracket;
        counted
            && here
            && text.is_level(*index)
            && text.is_exact(*index)
            && text.quantity(*index).has_unit()
    };
    let before: Vec<usize> = (sentence.start..share).rev().filter(level).take(5).collect();
    let after: Vec<usize> = (share + 1..sentence.end).filter(level).take(2).collect();
    let all: Vec<usize> = before.iter().chain(&after).copied().collect();
    let step = float(quantity.number.step) * if tenths { 0.5 } else { 1.0 };
    let holds = |part: f64, whole: f64, slacks: f64, stated: f64| {
        (part * scale - stated * whole).abs() <= step * whole + scale * slacks
    };
    let slacks = |part: usize, whole: usize| {
        float(text.quantity(part).slack()) + float(text.quantity(whole).slack())
    };
    let stated = float(quantity.value());
    let value = |index: usize| float(text.quantity(index).value());
    let pairs = all.iter().flat_map(|part| all.iter().map(move |whole| (*part, *whole)));
    let fits = |(part, whole): (usize, usize)| {
        part != whole
            && alike(text.quantity(part), text.quantity(whole))
            && holds(value(part), value(whole), slacks(part, whole), stated)
    };
    if pairs.clone().any(fits) {
        return None;
    }
    let (part, whole) = meant(text, share, &before, &after, (named, of || due))?;
    let whole_value = value(whole);
    if value(part) > whole_value && stated <= scale || whole_value <= 0.0 {
        return None;
    }
    let reading = text.reading;
    let slack = slacks(part, whole);
    slip::explains(reading, &[part, whole, share], |values| {
        values[1] > 0.0
            && (values[0] * scale - values[2] * values[1]).abs()
                <= step * 0.6 * values[1] + scale * slack
    })
    .then_some(Portion { part, whole, share, rest: false, agrees: false })
}

/// The two figures that a share must be of.
fn meant(
    text: &Text<'_>,
    share: usize,
    before: &[usize],
    after: &[usize],
    (named, of): (bool, bool),
) -> Option<(usize, usize)> {
    let lead = text.lead(share);
    let commas = |gap: &str| gap.chars().filter(|c| "，、（：".contains(*c)).count();
    let far = |gap: &str| gap.contains(['；', '。']);
    // 就诊率92.5%，县域内就诊37万人次，总就诊40万人次.
    if let ([part, whole, ..], true) = (after, named)
        && before.iter().all(|index| !alike(text.quantity(*index), text.quantity(*part)))
    {
        let root: String =
            lead.trim_end_matches(['达', '到', '为']).chars().rev().skip(1).take(2).collect();
        let root: String = root.chars().rev().collect();
        let own = root.chars().count() == 2 && text.lead(*part).contains(&root);
        let next = *part == share + 1 && *whole == share + 2;
        return (own && next && alike(text.quantity(*part), text.quantity(*whole)))
            .then_some((*part, *whole));
    }
    let part = *before.first()?;
    let between = text.gap(part, share);
    let direct = (part + 1..share)
        .all(|index| matches!(text.figures[index].role, Role::Growth(_) | Role::Share));
    // 其中12条重点产业链项目占比…: of what is counted nobody says.
    let joined = between.chars().count() > 4 && !between.contains(['，', '、', '（']);
    if joined || commas(&between) > 1 || far(&between) || !direct || between.chars().count() > 30 {
        return None;
    }
    let same = |index: &&usize| alike(text.quantity(**index), text.quantity(part));
    // 占年度计划的63%，年度计划投资50亿元.
    let named_after = after.iter().find(|index| {
        let base =
            lead.trim_start_matches("完成").trim_start_matches(['占', '为']).trim_end_matches('的');
        same(index) && **index == share + 1 && shares_word(base, text.lead(**index))
    });
    if let Some(whole) = named_after {
        return Some((part, *whole));
    }
    let mut others = before[1..].iter().filter(same);
    let whole = *others.next()?;
    // 通公交的179个，占95.7%，未通的8个，占…: two parts of one whole.
    if text.figures.get(whole + 1).is_some_and(|next| next.role == Role::Share) && whole + 1 < part
    {
        return None;
    }
    // Of three figures of one kind nobody knows which is meant.
    if others.next().is_some() {
        return None;
    }
    let gap = text.gap(whole, part);
    let near = commas(&gap) <= 2 && !far(&gap) && gap.chars().count() <= 34;
    // 占…的: the base has a name, and the whole must have it.
    let noun = text.words(
        text.figures[whole].lead.start
            ..(text.quantity(whole).range.end + 10).min(text.line.chars().len()),
    );
    let base = lead.rsplit_once('占').map_or("", |(_, base)| base);
    let base = base.trim_end_matches(['的', '比', '达', '到', '为', '了', '总', '其']);
    // 计划新建60座，建成42座，占任务的70%.
    let due = ["任务", "计划", "目标", "任务数", "计划数"].iter().any(|word| base.ends_with(word))
        && ["任务", "计划", "目标", "拟", "应", "需"].iter().any(|word| noun.has(word));
    let called = !of
        || due
        || base.is_empty()
        || shares_word(base, &noun)
        || ["总", "被", "受"].iter().any(|word| base.starts_with(word));
    (near && called).then_some((part, whole))
}

/// Words of a time that something is compared with.
static THEN: &[&str] = &[
    "上年",
    "去年",
    "前年",
    "同期",
    "上月",
    "上季",
    "年初",
    "月初",
    "上期",
    "上次",
    "原来",
    "原有",
    "原先",
    "年前",
    "此前",
    "之前",
    "由",
    "从",
    "整治前",
    "改革前",
];
static NOW: &[&str] = &["今年", "本年", "本月", "目前", "现", "当前", "如今", "这次"];

/// Changes that no other reading has judged, in sentences that have just one figure of then and one
/// of now.
pub(super) fn changes(text: &Text<'_>, known: &[Change]) -> Vec<Change> {
    let mut found = vec![];
    for sentence in &text.reading.sentences {
        let within = text.within(sentence.clone());
        if within.len() < 3 {
            continue;
        }
        let changed = |index: &usize| {
            matches!(text.figures[*index].role, Role::Growth(_) | Role::Delta(_) | Role::Times)
                && text.quantity(*index).is_precise()
        };
        let open: Vec<usize> = within
            .clone()
            .filter(changed)
            .filter(|index| !known.iter().any(|change| change.is_of(*index)))
            .collect();
        if open.is_empty() && !text.line.contains(sentence.clone(), "翻") {
            continue;
        }
        if is_other_base(text, sentence) {
            continue;
        }
        found.extend(open.iter().filter_map(|index| change(text, within.clone(), *index)));
    }
    found
}

/// The words of the clause that a figure is in, up to it, from some place on.
fn clause(text: &Text<'_>, index: usize, floor: usize) -> String {
    let start = text.quantity(index).range.start;
    let edge = (start.saturating_sub(20)..start)
        .rev()
        .find(|at| text.line.get(*at).is_some_and(|c| "，；。：（）、\n".contains(c)));
    text.words(edge.map_or(start.saturating_sub(20), |at| at + 1).max(floor)..start)
}

fn change(text: &Text<'_>, within: Range<usize>, stated: usize) -> Option<Change> {
    let lead = text.lead(stated);
    if ["环比", "年均", "累计", "平均", "分别", "比全", "高于", "低于", "其中"]
        .iter()
        .any(|word| lead.has(word))
    {
        return None;
    }
    let points = text.quantity(stated).unit.measure == Measure::Points;
    let kind = |index: &usize| {
        let quantity = text.quantity(*index);
        let role = text.figures[*index].role;
        let level = matches!(
            role,
            Role::Amount | Role::Reached | Role::Base | Role::Other | Role::Rate | Role::Each
        ) || role == Role::Share && points;
        let share = quantity.unit.measure == Measure::Share;
        level && quantity.has_unit() && quantity.is_precise() && share == points && *index != stated
    };
    let unit = match text.figures[stated].role {
        Role::Delta(_) if !points => Some(text.quantity(stated).unit),
        _ => None,
    };
    let levels: Vec<usize> = within
        .filter(kind)
        .filter(|index| unit.is_none_or(|unit| text.quantity(*index).unit == unit))
        .collect();
    let then = |index: &usize, floor: usize| {
        let words = ["从业", "从事", "从而", "自由", "由于", "理由", "从教", "从严"]
            .iter()
            .fold(clause(text, *index, floor), |words, other| words.replace(other, ""));
        !NOW.iter().any(|word| words.starts_with(word))
            && THEN.iter().any(|word| words.has(word))
            && !words.has("同比")
            && !words.has("由于")
    };
    // Those of the unit of the one that stands nearest before.
    let nearest = levels.iter().rev().find(|index| **index < stated).or(levels.first())?;
    let same = |index: &&usize| text.quantity(**index).unit == text.quantity(*nearest).unit;
    let all: Vec<usize> = levels.iter().filter(same).copied().collect();
    let [one, other] = all[..] else { return None };
    // 较上年增加420人次，由840人次增加到1260人次.
    let led = ["，由", "，从", "，即由", "，即从"].contains(&&*text.gap(stated, one));
    if stated < one && !(stated + 1 == one && led) {
        return None;
    }
    let (from, to) = match (then(&one, 0), then(&other, text.quantity(one).range.end)) {
        (true, false) => (one, other),
        (false, true) => (other, one),
        _ => return None,
    };
    let span = text.quantity(one.max(other).max(stated)).range.end
        - text.quantity(one.min(other).min(stated)).range.start;
    if span > 64 {
        return None;
    }
    let what = match text.figures[stated].role {
        Role::Delta(way) if is_difference(text.quantity(stated), text.quantity(from)) => {
            Stated::Delta(stated, way)
        }
        Role::Growth(way) => Stated::Growth(stated, way),
        Role::Times if text.quantity(stated).unit.name == "倍" && lead_is_times(text, stated) => {
            Stated::Times(stated)
        }
        _ => return None,
    };
    let change = Change { from: Some(from), to, delta: None, stated: what };
    change.contradiction(text.reading)?;
    let step = float(text.quantity(stated).number.step);
    let slack = float(text.quantity(from).slack()) + float(text.quantity(to).slack());
    let sure = slip::explains(text.reading, &[from, to, stated], |values| {
        let by = values[1] - values[0];
        match what {
            Stated::Delta(_, way) => {
                let told = if way == Way::Up { values[2] } else { -values[2] };
                (by - told).abs() <= slack + step * 0.5 + 1e-6
            }
            Stated::Growth(_, way) => {
                let told = if way == Way::Up { values[2] } else { -values[2] };
                values[0] > 0.0
                    && (by * 100.0 - told * values[0]).abs()
                        <= step * 0.6 * values[0] + slack * 100.0
            }
            Stated::Times(_) => {
                (values[1] - values[2] * values[0]).abs() <= step * 0.5 * values[0] + slack
            }
            Stated::More(_) | Stated::Doubled { .. } => false,
        }
    });
    sure.then_some(change)
}

/// 是…的4倍, and not 增长1.5倍 or 4倍于.
fn lead_is_times(text: &Text<'_>, stated: usize) -> bool {
    let start = text.quantity(stated).range.start;
    text.line.before(start) == Some('的')
}
