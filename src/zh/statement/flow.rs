//! Stocks told in any words: 年初有规上企业92家，年内升规9家、退库4家，现有97家.
//!
//! Only where one figure is what there was and one what there is, and one slip explains why what came
//! and went between does not lead from one to the other.

use std::ops::Range;

use super::slip::{self, float};
use super::stock::{Balance, CLOSING, IN, LEFT, OPENING, OUT};
use super::{Text, alike};
use crate::zh::decimal::Decimal;
use crate::zh::needles::Has as _;
use crate::zh::number::Style;

/// Words of stocks that are enough here, beside those of [`super::stock`], as a slip must explain the rest.
static ALSO_OPENING: &[&str] =
    &["去年底", "原有", "原来有", "上季", "此前", "6月底", "去年末", "原共有"];
static ALSO_CLOSING: &[&str] = &[
    "现有",
    "目前",
    "现存",
    "调整后",
    "在岗",
    "剩余",
    "尚有",
    "增至",
    "降至",
    "达到",
    "尚余",
    "仍在",
    "仍有",
    "存案",
    "结转下",
    "现为",
    "余额",
    "至今",
    "期末",
];
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
    "识别",
    "审批",
    "投放",
    "安排",
    "追加",
    "下达",
    "排查出",
    "新认定",
    "新发展",
    "发展",
    "吸收",
    "新开工",
    "新签",
    "新招",
];
static ALSO_OUT: &[&str] = &[
    "退休", "离岗", "退库", "撤并", "撤销", "淘汰", "关停", "关闭", "销号", "调离", "离职", "死亡",
    "拆除", "吊销", "退网", "毕业", "取消", "出列", "收回", "支付", "脱贫", "消除", "解除", "处置",
    "整改", "执结", "拨付", "兑付", "去世", "迁出", "偿还", "流失", "摘帽", "竣工", "完工", "交付",
    "结项",
];

/// Stocks that no other reading has judged: one opening, one closing, at least one in or out.
pub(super) fn balances(text: &Text<'_>, known: &[Balance]) -> Vec<Balance> {
    let mut found = vec![];
    for sentence in &text.reading.sentences {
        let within = text.within(sentence.clone());
        if within.len() < 3 || known.iter().any(|balance| within.contains(&balance.closing)) {
            continue;
        }
        let mut opening = OPENING.iter().chain(ALSO_OPENING).chain(&["月末", "月底", "季末"]);
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
    // 8月末在库4.2万吨，……9月末在库4.9万吨: of two such the first is the opening one.
    let stands = |index: usize| {
        let words = clause(index);
        ["月末", "月底", "季末", "年末", "年底"].iter().any(|end| words.has(end))
            && has(&[LEFT], &words)
    };
    let twice = within.clone().filter(|index| stands(*index)).count() == 2;
    let opens =
        |index: usize| has(&[OPENING, ALSO_OPENING], &clause(index)) || twice && stands(index);
    let first = within.clone().find(|index| opens(*index) && text.is_exact(*index))?;
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
    let (mut figures, mut unknown) = (vec![(first, true)], vec![]);
    for index in moved {
        let words = clause(*index);
        let (comes, goes) = (has(&[IN, ALSO_IN], &words), has(&[OUT, ALSO_OUT], &words));
        if comes && goes || !text.quantity(*index).is_exact() {
            return None;
        }
        figures.push((*index, comes));
        unknown.extend((!comes && !goes).then_some(figures.len() - 1));
    }
    // 新增11人，出列18人: of two that moved, one came when the other went.
    if let [open] = unknown[..] {
        let other = figures[1..].iter().position(|(index, _)| *index != figures[open].0)?;
        if figures.len() != 3 {
            return None;
        }
        figures[open].1 = !figures[1 + other].1;
    } else if !unknown.is_empty() {
        return None;
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
    let named = unknown.is_empty()
        && has(&[CLOSING, LEFT, ALSO_CLOSING], &lead)
        && (0.8..1.25).contains(&ratio);
    (sure || named).then_some(Balance { figures, closing: *closing, actual: Some(actual) })
}
