//! Several shares told one after the other for several figures before: 分别占50%、29%、21%;
//! 开工率、纳统率分别为86%、82.6%.

use super::share::{Portion, fits};
use super::{Group, Text, alike};
use crate::zh::needles::Has as _;

/// Shares of what is not in the text.
static ELSEWHERE: &[&str] =
    &["全市", "全省", "全国", "全州", "计划", "任务", "目标", "去年", "上年", "同期", "预算"];

pub(super) fn all(text: &Text<'_>, groups: &[Group]) -> Vec<Portion> {
    (1..text.figures.len()).flat_map(|share| respective(text, groups, share)).collect()
}

/// The shares that begin with one and are told for as many figures before.
fn respective(text: &Text<'_>, groups: &[Group], first: usize) -> Vec<Portion> {
    let lead = text.lead(first);
    if text.quantity(first).unit.name != "%" || !lead.has("分别") {
        return vec![];
    }
    let sentence = text.within(text.sentence(first));
    let next = |index: &usize| {
        *index == first
            || text.quantity(*index).unit.name == "%"
                && ["、", "和", "以及", "，", "与"].contains(&&*text.gap(*index - 1, *index))
    };
    let shares: Vec<usize> = (first..sentence.end).take_while(next).collect();
    let elsewhere = ELSEWHERE.iter().any(|word| lead.has(word));
    if shares.len() < 2 || elsewhere || !shares.iter().all(|share| text.is_exact(*share)) {
        return vec![];
    }
    let of = ["分别占", "占比分别", "比重分别"].iter().any(|word| lead.has(word));
    let told = match of {
        true => of_parts(text, groups, &shares).or_else(|| of_pairs(text, sentence.start, &shares)),
        false => named(text, sentence.start, &shares),
    };
    let portion = |(part, whole, share)| Portion {
        part,
        whole,
        share,
        rest: false,
        agrees: fits(text, part, whole, share),
    };
    told.unwrap_or_default().into_iter().map(portion).collect()
}

/// Part, whole and share.
type Told = Vec<(usize, usize, usize)>;

/// 3800万元，其中中央1900万元、省级1100万元、县级800万元，分别占50%、28.9%、21.1%.
fn of_parts(text: &Text<'_>, groups: &[Group], shares: &[usize]) -> Option<Told> {
    let first = shares[0];
    let last = |group: &&Group| group.parts.last().is_some_and(|last| last + 1 == first);
    let group = groups.iter().filter(last).find(|group| group.parts.len() == shares.len())?;
    let between = text.gap(first - 1, first);
    let near = between.starts_with('，') && !between.contains(['；', '。']);
    let whole = text.quantity(group.whole);
    let exact = |part: &usize| text.is_exact(*part) && alike(text.quantity(*part), whole);
    let sure = near && text.is_exact(group.whole) && group.parts.iter().all(exact);
    let parts = group.parts.iter().zip(shares);
    (sure && !whole.value().is_zero())
        .then(|| parts.map(|(part, share)| (*part, group.whole, *share)).collect())
}

/// 46处，21.8万平方米，已盘活29处，13.6万平方米，分别占63.0%和62.4%.
fn of_pairs(text: &Text<'_>, start: usize, shares: &[usize]) -> Option<Told> {
    let count = shares.len();
    let from = shares[0].checked_sub(2 * count).filter(|from| *from >= start)?;
    let pairs = (0..count).map(|nth| (from + nth, from + count + nth, shares[nth]));
    let fit = |(whole, part, _): (usize, usize, usize)| {
        [whole, part].iter().all(|index| text.is_level(*index) && text.is_exact(*index))
            && text.quantity(whole).unit == text.quantity(part).unit
            && !text.quantity(whole).value().is_zero()
    };
    pairs.clone().all(fit).then(|| pairs.map(|(whole, part, share)| (part, whole, share)).collect())
}

/// 入库项目86个，开工74个、纳统71个，开工率、纳统率分别为86%、82.6%: each rate is named after its part, and
/// the whole is the figure before the first of them.
fn named(text: &Text<'_>, start: usize, shares: &[usize]) -> Option<Told> {
    let line = text.line;
    let lead = &text.figures[shares[0]].lead;
    let head = lead.start + text.lead(shares[0]).split("分别").next()?.chars().count();
    let edge = |at: &usize| line.get(*at).is_some_and(|c| "，；。：（\n".contains(c));
    let from = (head.saturating_sub(30)..head).rev().find(edge)? + 1;
    let names = line.text(from..head);
    let names: Vec<&str> = names.split(['、', '和', '与']).collect();
    if names.len() != shares.len() {
        return None;
    }
    let before = text.within(text.sentence(shares[0]).start..from);
    let level = |index: &usize| text.is_level(*index) && text.is_exact(*index);
    let mut told: Told = vec![];
    for (name, share) in names.iter().zip(shares) {
        let root = name.strip_suffix('率').filter(|root| root.chars().count() >= 2)?;
        let tail = root.char_indices().rev().nth(1).map_or(root, |(at, _)| &root[at..]);
        let denied =
            |lead: &str| ["不", "未", "无"].iter().any(|no| lead.has(&format!("{no}{tail}")));
        let mut called = before
            .clone()
            .filter(level)
            .filter(|index| text.lead(*index).has(tail) && !denied(text.lead(*index)));
        let part = called.next().filter(|_| called.next().is_none())?;
        told.push((part, 0, *share));
    }
    let first = told.iter().map(|(part, ..)| *part).min()?;
    let whole = first.checked_sub(1).filter(|whole| *whole >= start && level(whole))?;
    let of = text.quantity(whole);
    let less = told.iter().all(|(part, ..)| {
        let part = text.quantity(*part);
        alike(part, of) && part.value() <= of.value()
    });
    (less && !of.value().is_zero())
        .then(|| told.into_iter().map(|(part, _, share)| (part, whole, share)).collect())
}
