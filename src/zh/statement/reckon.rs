//! Averages and prices told in any order: 35个村共筹资1750万元，平均每村50万元.
//!
//! Only where the figures that can be meant are one each, no choice of others agrees, and one slip
//! explains why they do not.

use super::product::{Product, short, size};
use super::slip::{self, float};
use super::{Role, Text};
use crate::zh::decimal::Decimal;
use crate::zh::needles::Has as _;
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
    ("笔均", &["笔"]),
    ("场均", &["场", "场次"]),
    ("次均", &["次", "人次"]),
    ("件均", &["件"]),
    ("单均", &["单"]),
    ("企均", &["家", "户", "个"]),
    ("校均", &["所", "个"]),
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
        "月",
        "天",
        "次",
        "场",
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
    let own_unit = || {
        let near = text.within(text.sentence(each));
        near.map(|index| text.quantity(index).unit.name)
            .find(|name| !name.is_empty() && behind.starts_with(name))
    };
    let per = match behind.is_empty() {
        true => None,
        false => Some(unit_behind(behind).or_else(own_unit)?),
    };
    // 每人每月: two things to multiply by, unless the total is of a month as well.
    let period = behind.split_once('每').and_then(|(_, rest)| rest.chars().next());
    let timed = ["月", "年", "天", "日", "次"].iter().any(|word| behind.starts_with(word));
    if period.is_some_and(|period| !"月年天日".contains(period)) || timed && !lead.has("平均每")
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
        let more = ["增收", "节约", "节支", "增效", "增产", "节水", "节电", "增加"]
            .iter()
            .any(|word| text.lead(*index).ends_with(word) && lead.ends_with(word));
        let own = text.lead(*index);
        let of_period = period.is_some_and(|period| own.starts_with(&format!("每{period}")));
        if period.is_some() && plain(text, *index).0 == kind && !of_period {
            return false;
        }
        free(index)
            && (text.is_level(*index) || time || more || of_period)
            && text.is_exact(*index)
            && text.quantity(*index).has_unit()
    };
    let near = sentence.start.max(each.saturating_sub(4))..sentence.end.min(each + 4);
    let mut totals: Vec<usize> =
        near.clone().filter(level).filter(|i| plain(text, *i).0 == kind).collect();
    // 15个乡镇、45个村，平均每组4个村: the one of the very noun.
    let noun = |index: usize| text.line.get(text.quantity(index).range.end);
    let same = totals.iter().copied().filter(|index| noun(*index) == noun(each));
    let same: Vec<usize> = same.collect();
    if totals.len() > 1 && same.len() == 1 {
        totals = same;
    }
    let per_item = behind.starts_with('个');
    totals.retain(|total| !per_item || kind != "个" || text.lead(*total).has("共"));
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
                    || per == "月" && unit == "个月"
                    || per == "天" && unit == "日"
                    || matches!(
                        (per, unit),
                        ("名" | "人", "人" | "名") | ("座", "个") | ("组", "个")
                    )
                    || unit == "份" && matches!(per, "名" | "人")
            }
            None => units.contains(&unit),
        };
        // 12个乡镇，每个乡镇抽取5个村: what stands behind tells them apart.
        let end = text.quantity(*index).range.end;
        let noun = text.words(end..(end + 2).min(text.line.chars().len()));
        let named = per == Some("个")
            && unit == "个"
            && behind.strip_prefix('个').is_some_and(|rest| rest.starts_with(&noun));
        if per == Some("个") && unit == "个" && kind == "个" {
            named
        } else {
            fits && plain(text, *index).0 != kind
        }
    };
    let mut counts: Vec<usize> = near.filter(level).filter(counted).collect();
    // 36公里的公路，宽12米，平均每公里: the one of the very unit.
    let exact = counts.iter().copied().filter(|index| Some(text.quantity(*index).unit.name) == per);
    let exact: Vec<usize> = exact.collect();
    if counts.len() > 1 && exact.len() == 1 {
        counts = exact;
    }
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
    // 粮食96万亩，总产42.3万吨，其中小麦亩产512公斤: of something else.
    let subject = ["平均亩产", "亩产", "平均单产", "单产"]
        .iter()
        .find_map(|word| lead.trim_end_matches(['达', '到', '为']).strip_suffix(word));
    let named = |index: &usize, subject: &str| text.lead(*index).has(subject);
    let foreign = subject.is_some_and(|subject| {
        !subject.is_empty() && !counts.iter().chain(&totals).any(|index| named(index, subject))
    });
    if foreign || lead.has("其中") {
        return None;
    }
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
