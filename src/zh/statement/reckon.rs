//! Averages, prices and stocks told in any order: 35个村共筹资1750万元，平均每村50万元; 年初有规上企业
//! 92家，年内升规9家、退库4家，现有97家.
//!
//! Only where the figures that can be meant are one each, no choice of others agrees, and one slip
//! explains why they do not.

use std::ops::Range;

use super::product::{Product, short, size};
use super::slip::{self, float};
use super::stock::{Balance, CLOSING, IN, LEFT, OPENING, OUT};
use super::{Role, Text, alike};
use crate::zh::decimal::Decimal;
use crate::zh::needles::Has as _;
use crate::zh::number::Style;
use crate::zh::unit::Measure;

/// What an average is by, with the units that can be counted for it.
static PER: &[(&str, &[&str])] = &[
    ("人均", &["人", "名", "人次", "位"]),
    ("户均", &["户"]),
    ("亩均", &["亩"]),
    ("村均", &["个", "村"]),
    ("亩产", &["亩"]),
    ("单产", &["亩"]),
    ("日均", &["天", "日", "周"]),
    ("月均", &["个月", "月"]),
    ("年均", &["年"]),
    ("平均单体", &["个"]),
    ("单价", &["辆", "台", "套", "件", "个", "份", "张", "只", "株", "本"]),
    ("平均每", &[]),
    ("每", &[]),
];

/// Averages and prices that no other reading has judged.
pub(super) fn products(text: &Text<'_>, known: &[Product]) -> Vec<Product> {
    let each = |index: &usize| {
        let role = text.figures[*index].role;
        (role == Role::Each || ["平均", "单价"].iter().any(|word| text.lead(*index).has(word)))
            && text.quantity(*index).is_precise()
    };
    (0..text.figures.len())
        .filter(each)
        .filter(|index| !known.iter().any(|product| product.each == *index))
        .filter_map(|each| product(text, each))
        .collect()
}

/// A value in the smallest unit of its kind, with the kind; what has no other unit is its own.
fn plain(text: &Text<'_>, index: usize) -> (&'static str, f64, f64) {
    let quantity = text.quantity(index);
    let (value, slack) = (float(quantity.value()), float(quantity.number.step) / 2.0);
    let exact = quantity.slack().is_zero();
    let slack = if exact { 0.0 } else { slack };
    match size(quantity.unit.name) {
        Some((kind, times, places)) => {
            let factor = times as f64 / 10f64.powi(places.try_into().unwrap_or(0));
            (kind, value * factor, slack * factor)
        }
        None if ["名", "位"].contains(&quantity.unit.name) => ("人", value, slack),
        None => (quantity.unit.name, value, slack),
    }
}

/// The unit behind 每: 每公斤, 每村.
fn unit_behind(rest: &str) -> Option<&'static str> {
    [
        "平方米",
        "公斤",
        "公里",
        "公顷",
        "立方米",
        "斤",
        "吨",
        "亩",
        "米",
        "人",
        "名",
        "户",
        "村",
        "座",
        "辆",
        "台",
        "套",
        "个",
        "家",
        "期",
        "组",
        "件",
        "只",
        "头",
        "株",
        "棵",
        "间",
        "条",
        "处",
    ]
    .into_iter()
    .find(|unit| rest.starts_with(unit))
}

fn product(text: &Text<'_>, each: usize) -> Option<Product> {
    let lead = text.lead(each);
    if ["最高", "最低", "至少", "不低于", "标准", "上限", "全市", "全省", "比", "较", "GDP"]
        .iter()
        .any(|word| lead.has(word) && !(*word == "标准" && lead.contains('每')))
    {
        return None;
    }
    let (word, units) = PER.iter().find(|(word, _)| lead.has(word))?;
    let behind = lead.split_once('每').map(|(_, rest)| rest).unwrap_or_default();
    let per = if behind.is_empty() { None } else { Some(unit_behind(behind)?) };
    // 每人每月: two things to multiply by.
    if behind.contains('每') || ["月", "年", "天", "日", "次"].iter().any(|w| behind.starts_with(w))
    {
        return None;
    }
    let sentence = text.within(text.sentence(each));
    let (kind, ..) = plain(text, each);
    let free = |index: &usize| {
        *index != each && text.figures[*index].bracket == text.figures[each].bracket
    };
    let level = |index: &usize| {
        let role = text.figures[*index].role;
        let time = role == Role::Other && text.quantity(*index).unit.measure == Measure::Time;
        // 增收52万元，亩均增收260元: so much more of both.
        let more = ["增收", "节约", "节支", "增效"]
            .iter()
            .any(|word| text.lead(*index).ends_with(word) && lead.ends_with(word));
        free(index)
            && (text.is_level(*index) || time || more)
            && text.is_exact(*index)
            && text.quantity(*index).has_unit()
    };
    let near = sentence.start.max(each.saturating_sub(4))..sentence.end.min(each + 4);
    let totals: Vec<usize> =
        near.clone().filter(level).filter(|i| plain(text, *i).0 == kind).collect();
    let counted = |index: &usize| {
        let unit = text.quantity(*index).unit.name;
        let fits = match per {
            Some(per) => {
                unit == per
                    || size(per)
                        .is_some_and(|(kind, ..)| size(unit).is_some_and(|(own, ..)| own == kind))
                    || per == "亩" && unit == "亩"
                    || per == "村"
                        && unit == "个"
                        && text.line.starts_with(text.quantity(*index).range.end, "村")
                    || matches!(
                        (per, unit),
                        ("名" | "人", "人" | "名") | ("座", "个") | ("组", "个")
                    )
                    || unit == "份" && matches!(per, "名" | "人")
            }
            None => units.contains(&unit),
        };
        fits && plain(text, *index).0 != kind
    };
    let counts: Vec<usize> = near.filter(level).filter(counted).collect();
    // A price may be for another unit than what is weighed: 每公斤 and 吨.
    let factor = |count: usize| -> f64 {
        let of = |unit: &str| {
            size(unit)
                .map(|(_, times, places)| times as f64 / 10f64.powi(places.try_into().unwrap_or(0)))
        };
        match (per.and_then(of), of(text.quantity(count).unit.name)) {
            (Some(per), Some(own)) if per > 0.0 => own / per,
            _ if text.quantity(count).unit.name == "周" => 7.0,
            _ => 1.0,
        }
    };
    let (_, each_value, each_slack) = plain(text, each);
    let holds = |count: f64, count_slack: f64, each: f64, total: f64, slack: f64, times: f64| {
        let allowed = slack + times * (count_slack * each + each_slack * 1.02 * count);
        (count * times * each - total).abs() <= allowed + 1e-9 * total
    };
    let value = |index: usize| plain(text, index);
    let any = counts.iter().any(|count| {
        totals.iter().any(|total| {
            let (_, c, cs) = value(*count);
            let (_, t, ts) = value(*total);
            let own = float(text.quantity(*count).value());
            let own_slack = if cs > 0.0 { own * cs / c } else { 0.0 };
            holds(own, own_slack, each_value, t, ts, factor(*count))
        })
    });
    let ([count], [total]) = (&counts[..], &totals[..]) else { return None };
    let gap = |one: usize, other: usize| {
        text.words(
            text.quantity(one.min(other)).range.end..text.quantity(one.max(other)).range.start,
        )
    };
    let far = |words: &str| words.contains(['；', '。', '：']) || words.chars().count() > 40;
    let of_total = text.lead(*total);
    let other =
        ["其中", "另", "已", "比", "较", "净增", "人均", "平均"].iter().any(|w| of_total.has(w));
    if any || far(&gap(*count, each)) || far(&gap(*total, each)) || other && *word != "每" {
        return None;
    }
    let (_, t, ts) = value(*total);
    let own = float(text.quantity(*count).value());
    let own_slack = float(text.quantity(*count).slack());
    let times = factor(*count);
    // All in the units they are printed in.
    let scale_total = t / float(text.quantity(*total).value());
    let scale_each = each_value / float(text.quantity(each).value());
    let sure = slip::explains(text.reading, &[*count, each, *total], |values| {
        holds(values[0], own_slack, values[1] * scale_each, values[2] * scale_total, ts, times)
    });
    // Far off, another thing is meant.
    let ratio = own * times * each_value / t;
    let right = Decimal::read(&format!("{:.4}", own * times * each_value / scale_total))?;
    (sure && (0.05..20.0).contains(&ratio)).then(|| Product {
        count: *count,
        each,
        total: *total,
        actual: Some(short(right)),
    })
}

/// Words of stocks that are enough here, beside those of [`super::stock`], as a slip must explain the rest.
static ALSO_OPENING: &[&str] =
    &["去年底", "原有", "原来有", "上季", "此前", "6月底", "去年末", "原共有"];
static ALSO_CLOSING: &[&str] =
    &["现有", "目前", "现存", "调整后", "在岗", "剩余", "尚有", "增至", "降至", "达到", "现为"];
static ALSO_IN: &[&str] = &[
    "接收",
    "纳入",
    "招录",
    "招聘",
    "升规",
    "补栏",
    "新设",
    "新建",
    "引进",
    "吸纳",
    "入统",
    "补充",
    "入住",
    "新办",
    "登记",
    "入职",
    "新认定",
    "新发展",
    "发展",
    "吸收",
];
static ALSO_OUT: &[&str] = &[
    "退休", "离岗", "退库", "撤并", "撤销", "淘汰", "关停", "关闭", "销号", "调离", "离职", "死亡",
    "拆除", "吊销", "退网", "毕业", "取消",
];

/// Stocks that no other reading has judged: one opening, one closing, at least one in or out.
pub(super) fn balances(text: &Text<'_>, known: &[Balance]) -> Vec<Balance> {
    let mut found = vec![];
    for sentence in &text.reading.sentences {
        let within = text.within(sentence.clone());
        if within.len() < 3 || known.iter().any(|balance| within.contains(&balance.closing)) {
            continue;
        }
        let mut opening = OPENING.iter().chain(ALSO_OPENING);
        if !opening.any(|word| text.line.contains(sentence.clone(), word)) {
            continue;
        }
        found.extend(balance(text, within));
    }
    found
}

fn balance(text: &Text<'_>, within: Range<usize>) -> Option<Balance> {
    let has =
        |lists: &[&[&str]], lead: &str| lists.iter().copied().flatten().any(|word| lead.has(word));
    // With moments: 9月底存栏.
    let clause = |index: usize| {
        let start = text.quantity(index).range.start;
        let edge = (start.saturating_sub(16)..start)
            .rev()
            .find(|at| text.line.get(*at).is_some_and(|c| "，；。：（）、\n".contains(c)));
        text.words(edge.map_or(start.saturating_sub(16), |at| at + 1)..start)
    };
    let first = within
        .clone()
        .find(|index| has(&[OPENING, ALSO_OPENING], &clause(*index)) && text.is_exact(*index))?;
    let unit = text.quantity(first);
    let same: Vec<usize> = (first..within.end)
        .filter(|index| {
            let quantity = text.quantity(*index);
            alike(quantity, unit) && quantity.number.style == Style::Arabic
        })
        .collect();
    let (closing, moved) = same.get(1..)?.split_last()?;
    let lead = clause(*closing);
    if !has(&[CLOSING, LEFT, ALSO_CLOSING], &lead) && !lead.contains(['月', '底'])
        || moved.is_empty()
        || moved.len() > 4
    {
        return None;
    }
    if !text.quantity(*closing).is_exact() || lead.has("同比") || lead.contains('比') {
        return None;
    }
    let mut figures = vec![(first, true)];
    for index in moved {
        let words = clause(*index);
        let (comes, goes) = (has(&[IN, ALSO_IN], &words), has(&[OUT, ALSO_OUT], &words));
        if comes == goes || !text.quantity(*index).is_exact() {
            return None;
        }
        figures.push((*index, comes));
    }
    // Both ways, or it may be a comparison.
    let both = figures[1..].iter().any(|(_, comes)| *comes)
        && figures[1..].iter().any(|(_, comes)| !*comes);
    let value = |index: usize| float(text.quantity(index).value());
    let slack: f64 =
        same.iter().map(|index| float(text.quantity(*index).slack())).sum::<f64>() + 1e-6;
    let signs: Vec<f64> =
        figures.iter().map(|(_, comes)| if *comes { 1.0 } else { -1.0 }).collect();
    let made: f64 = figures.iter().zip(&signs).map(|((index, _), sign)| sign * value(*index)).sum();
    if !both || (made - value(*closing)).abs() <= slack {
        return None;
    }
    let all: Vec<usize> = figures.iter().map(|(index, _)| *index).chain([*closing]).collect();
    let sure = slip::explains(text.reading, &all, |values| {
        let made: f64 = values.iter().zip(&signs).map(|(value, sign)| value * sign).sum();
        (made - values[values.len() - 1]).abs() <= slack
    });
    let actual = figures.iter().fold(Decimal::ZERO, |sum, (index, comes)| {
        let value = text.quantity(*index).value();
        if *comes { sum + value } else { sum - value }
    });
    // All four are named: nothing else can be meant.
    let ratio = made / value(*closing);
    let named = has(&[CLOSING, LEFT, ALSO_CLOSING], &lead) && (0.8..1.25).contains(&ratio);
    (sure || named).then_some(Balance { figures, closing: *closing, actual: Some(actual) })
}
