//! The parts of a whole in a bracket right behind it.

use std::ops::Range;

use super::group::Group;
use super::parts::parts;
use super::{Text, alike};
use crate::zh::needles::Has as _;

/// What a bracket behind a figure may begin with that is no part of it.
static ASIDE: &[&str] = &[
    "其中", "含", "包括", "不含", "另", "全市", "全省", "全国", "上年", "去年", "同期", "规划",
    "最", "国家", "计划", "目标", "平均", "约", "即", "合", "折", "每", "人均", "户均", "较", "比",
    "同比",
];

/// 1273件（咨询类486件、投诉类539件、其他248件）.
pub(super) fn bracketed(text: &Text<'_>, bracket: &Range<usize>) -> Option<Group> {
    let whole = text.within(0..bracket.start).next_back()?;
    let quantity = text.quantity(whole);
    // 全县23所养老机构（公办9所、民办14所）.
    let noun = quantity.range.end..bracket.start;
    let close = noun.len() <= 8
        && noun.clone().all(|at| text.line.get(at).is_some_and(char::is_alphabetic));
    if !close || !quantity.is_exact() || !text.is_level(whole) {
        return None;
    }
    let inside = text.line.text(bracket.start + 1..bracket.end - 1);
    if ASIDE.iter().any(|word| inside.starts_with(word)) || inside.has("其中") {
        return None;
    }
    let (parts, nouns) = parts(text, bracket.start + 1..bracket.end, Some(bracket))?;
    let named = nouns.iter().all(|noun| noun.trim_matches(['、', '，', '；']).chars().count() > 0);
    let fits = parts.len() > 1 && named && alike(quantity, text.quantity(parts[0]));
    let mut group =
        Group { whole, parts, nouns, exhaustive: false, divided: true, ..Group::default() };
    fits.then(|| {
        group.judge(text);
        group
    })
}
