//! Totals that stand behind their parts, and what is left of a whole.

use std::ops::Range;

use super::group::Group;
use super::{Role, Text, slack, sum};
use crate::zh::decimal::Decimal;
use crate::zh::needles::Has as _;
use crate::zh::number::Style;

/// Words that end a list: what follows them is another matter.
static ENDS: &[&str] = &[
    "累计",
    "合计",
    "共计",
    "总计",
    "预计",
    "计划",
    "力争",
    "将",
    "达到",
    "同时",
    "目前",
    "截至",
    "现已",
    "还",
    "另",
    "包括",
    "其中",
    "今年",
    "去年",
    "本月",
    "涉及",
    "带动",
    "用于",
    "惠及",
    "分别",
    "较",
    "总投资",
    "总额",
    "总产",
    "总量",
    "总面积",
    "平均",
];

/// Words before a sum of what was listed.
static TOTALS: &[&str] = &["共计", "合计", "总计", "总共", "一共", "，共"];

/// 东屯镇20户、丰庄镇35户，合计55户.
pub(super) fn totals(text: &Text<'_>, sentence: &Range<usize>) -> Vec<Group> {
    let within = text.within(sentence.clone());
    let is_total = |index: &usize| {
        let quantity = text.quantity(*index);
        let start = quantity.range.start;
        quantity.is_exact()
            && quantity.has_unit()
            && (TOTALS.iter().any(|word| text.line.ends_with(start, word))
                || is_named_total(text, within.start, *index)
                || is_of_periods(text, *index)
                || years(text, *index).is_some())
    };
    within.clone().filter(is_total).filter_map(|whole| total(text, within.start, whole)).collect()
}

/// 分别融资3.2亿元、2.7亿元和1.8亿元，合计融资7.7亿元: the total names what the parts are of.
fn is_named_total(text: &Text<'_>, first: usize, whole: usize) -> bool {
    let lead = text.lead(whole);
    let sums = ["合计", "共计", "总计", "总共", "累计", "共"];
    let Some(noun) = sums.iter().find_map(|word| lead.strip_prefix(word)) else { return false };
    let respective = (first..whole).rev().find(|index| text.lead(*index).has("分别"));
    let named = respective.is_some_and(|index| {
        let own = text.lead(index).split_once("分别").map(|(_, own)| own).unwrap_or_default();
        (2..=8).contains(&noun.chars().count()) && own.ends_with(noun)
    });
    named && text.line.before(text.figures[whole].lead.start).is_some_and(|c| c == '，')
}

/// 一季度完成12.6亿元，二季度完成15.8亿元，上半年累计完成28.4亿元: the periods that make the longer one.
fn is_of_periods(text: &Text<'_>, whole: usize) -> bool {
    let rows: &[(&str, &[&str])] = &[
        ("上半年", &["一季度", "二季度"]),
        ("下半年", &["三季度", "四季度"]),
        ("前三季度", &["一季度", "二季度", "三季度"]),
        ("全年", &["一季度", "二季度", "三季度", "四季度"]),
        ("全年", &["上半年", "下半年"]),
    ];
    let begins = |index: usize, clause: usize, word: &str| {
        text.lead(index).starts_with(word) || text.line.starts_with(clause, word)
    };
    let clause = clause(text, whole);
    let told = rows.iter().filter(|(long, _)| begins(whole, clause, long));
    told.filter_map(|(_, row)| Some((whole.checked_sub(row.len())?, row))).any(|(first, row)| {
        row.iter().zip(first..).all(|(word, index)| {
            text.lead(index).ends_with(word) || begins(index, self::clause(text, index), word)
        })
    })
}

/// 两年累计完成27.9亿元: of how many years it is the total.
fn years(text: &Text<'_>, whole: usize) -> Option<usize> {
    let lead = text.lead(whole);
    let told = [("两年", 2), ("三年", 3), ("四年", 4), ("五年", 5)];
    told.into_iter().find_map(|(word, count)| {
        let rest = lead.strip_prefix(word)?;
        ["累计", "合计", "共", "总计"].iter().any(|sum| rest.starts_with(sum)).then_some(count)
    })
}

/// Where the clause of a figure, dates and all, begins.
fn clause(text: &Text<'_>, index: usize) -> usize {
    let start = text.quantity(index).range.start;
    text.line.behind_last(start.saturating_sub(16)..start, "，；。：（\n")
}

fn total(text: &Text<'_>, first: usize, whole: usize) -> Option<Group> {
    let quantity = text.quantity(whole);
    let mut group = Group {
        whole,
        parts: vec![],
        nouns: vec![],
        exhaustive: true,
        divided: true,
        ..Group::default()
    };
    let mut next = text.figures[whole].lead.start;
    for index in (first..whole).rev() {
        let part = text.quantity(index);
        let gap = text.line.text(part.range.end..next.max(part.range.end));
        // 三项合计: the number of parts is none of them.
        let counts =
            part.number.style == Style::Han && part.range.end == text.figures[whole].lead.start;
        if counts {
            next = part.range.start;
            continue;
        }
        let aside = !matches!(text.figures[index].role, Role::Amount | Role::Reached);
        if aside && !gap.contains(['；', '。', '：']) {
            continue;
        }
        let joined = match group.parts.len() {
            0 => gap.is_empty() || gap == "，" || ["参加，", "参会，", "到会，"].contains(&&*gap),
            _ => gap.starts_with(['、', '，', '和', '；']) && !ends(&gap),
        };
        if !joined || part.unit != quantity.unit || !part.is_exact() || !text.is_level(index) {
            break;
        }
        group.parts.insert(0, index);
        group.nouns.insert(0, text.lead(index).to_owned());
        next = part.range.start;
    }
    // What opens the list may carry a total of its own.
    let open = text.lead(*group.parts.first()?);
    let all = group.sum(text);
    // 甲6个、乙28个、丙13个，共47个: a list that is plainly one may be off by any digit.
    let plain = group.nouns.len() > 2
        && group.parts.windows(2).all(|two| text.gap(two[0], two[1]).starts_with('、'));
    let plausible =
        plain || all + all >= quantity.value() && quantity.value() + quantity.value() >= all;
    group.settled = (2..=group.parts.len()).any(|n| {
        let tail = &group.parts[group.parts.len() - n..];
        let parts = || tail.iter().map(|part| text.quantity(*part));
        let gap = (sum(parts()) - quantity.value()).abs();
        gap <= slack(parts()) + quantity.slack()
    });
    if years(text, whole).is_some_and(|count| count != group.parts.len()) {
        return None;
    }
    // 三家公司分别融资: respectively, not again.
    let open = open.replace("分别", "");
    (group.parts.len() > 1 && !ends(&open) && plausible).then_some(group)
}

/// 甲镇流转土地1.2万亩、涉及860户，乙镇流转土地0.9万亩、涉及640户，两镇共流转2.1万亩、涉及1500户:
/// as many figures of each unit before the total as places are told, and the same of all units.
pub(super) fn parallel(text: &Text<'_>, sentence: &Range<usize>) -> Vec<Group> {
    let within = text.within(sentence.clone());
    // 两镇: the number is read as a figure of its own.
    let count = within.clone().rev().find(|index| {
        let quantity = text.quantity(*index);
        quantity.number.style == Style::Han
            && quantity.is_precise()
            && *index > within.start
            && text
                .words(quantity.range.end..sentence.end)
                .trim_start_matches([
                    '镇', '乡', '县', '村', '区', '地', '家', '者', '项', '处', '期', '类',
                ])
                .starts_with(['共', '合'])
    });
    let Some(count) = count else { return vec![] };
    let places = text.quantity(count).value();
    let (before, after) = (within.start..count, count + 1..within.end);
    let mut found = vec![];
    for whole in after {
        let unit = text.quantity(whole).unit;
        let exact = |index: &usize| text.quantity(*index).is_exact() && text.is_level(*index);
        let parts: Vec<usize> =
            before.clone().filter(|index| text.quantity(*index).unit == unit).collect();
        let all = parts.iter().chain([&whole]).all(exact);
        if !all || Decimal::integer(parts.len() as u32) != places || unit.name.is_empty() {
            return vec![];
        }
        let nouns = parts.iter().map(|part| text.lead(*part).to_owned()).collect();
        found.push(Group {
            whole,
            parts,
            nouns,
            exhaustive: true,
            divided: true,
            ..Group::default()
        });
    }
    found
}

/// 共24个，已完工17个，其余7个正在施工.
pub(super) fn rests(text: &Text<'_>, sentence: &Range<usize>) -> Option<Group> {
    let within = text.within(sentence.clone());
    if text.line.contains(sentence.clone(), "其中") {
        return None;
    }
    let rest = within.clone().find(|index| {
        let lead = text.lead(*index);
        ["其余", "剩余", "余下", "还剩", "尚余"].iter().any(|word| lead.ends_with(word))
    })?;
    let unit = text.quantity(rest).unit;
    let same: Vec<usize> = (within.start..rest)
        .filter(|index| text.quantity(*index).unit == unit && text.is_level(*index))
        .collect();
    let (whole, done) = same.split_first()?;
    let mut parts = done.to_vec();
    parts.push(rest);
    let exact = same.iter().chain([&rest]).all(|index| text.quantity(*index).is_exact());
    let nouns = parts.iter().map(|index| text.lead(*index).to_owned()).collect();
    let group =
        Group { whole: *whole, parts, nouns, exhaustive: true, divided: true, ..Group::default() };
    // 计划改造24个，已完工17个: any later figure may be the whole of the rest.
    let other = done.iter().any(|whole| {
        let later = group.parts.iter().filter(|part| *part > whole);
        sum(later.map(|part| text.quantity(*part))) == text.quantity(*whole).value()
    });
    (exact && !done.is_empty() && done.len() < 3 && !other && !group.exceeds_any(text))
        .then_some(group)
}

/// 县道3条42.6公里、乡道7条58.3公里，共10条100.9公里: a total of each of two units.
pub(super) fn paired(text: &Text<'_>, sentence: &Range<usize>) -> Vec<Group> {
    let within = text.within(sentence.clone());
    let exact = |index: usize| {
        let quantity = text.quantity(index);
        text.is_level(index) && quantity.is_exact() && quantity.has_unit()
    };
    let pair = |index: usize| {
        let joined = index + 1 < within.end
            && text.quantity(index).range.end == text.quantity(index + 1).range.start;
        (joined && exact(index) && exact(index + 1))
            .then(|| (text.quantity(index).unit, text.quantity(index + 1).unit))
            .filter(|(one, other)| one != other)
    };
    let mut found = vec![];
    for whole in within.clone() {
        let told = ["共", "合计", "共计", "总计"].contains(&text.lead(whole));
        let Some(units) = pair(whole).filter(|_| told) else { continue };
        let mut parts = vec![];
        let mut next = whole;
        while let Some(part) = next.checked_sub(2).filter(|part| *part >= within.start) {
            let gap = text.gap(part + 1, next);
            let joined = gap.starts_with(['、', '，', '和', '；']) && gap.chars().count() <= 14;
            if pair(part) != Some(units) || !joined || ends(text.lead(part)) {
                break;
            }
            parts.insert(0, part);
            next = part;
        }
        // What stands before the list may be a whole of its own.
        if parts.len() < 2 || next > within.start && text.gap(next - 1, next).starts_with('，') {
            continue;
        }
        let nouns: Vec<String> = parts.iter().map(|part| text.lead(*part).to_owned()).collect();
        found.extend((0..2).map(|nth| Group {
            whole: whole + nth,
            parts: parts.iter().map(|part| part + nth).collect(),
            nouns: nouns.clone(),
            exhaustive: true,
            divided: true,
            ..Group::default()
        }));
    }
    found
}

/// Whether a part cannot begin with this, so that the list has ended before it.
pub(super) fn ends(words: &str) -> bool {
    ENDS.iter().any(|word| words.has(word))
}
