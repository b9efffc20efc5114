//! Lists that no word marks: the parts right behind a whole (处置线索126件，谈话函询38件、初步核实42件、
//! 予以了结46件), or right before a total.
//!
//! Figures of one unit often follow each other and have nothing to do with each other. So the parts
//! must miss the whole by what one slip makes of them, and either words say that they are all of it,
//! or that is hardly chance.

use std::ops::Range;

use super::group::Group;
use super::slip::{self, float};
use super::total::ends;
use super::{Role, Text, alike, slack};
use crate::zh::needles::Has as _;
use crate::zh::unit::Measure;

/// Words in the lead of a total.
static TOTALS: &[&str] =
    &["合计", "共", "总", "全县", "全市", "全镇", "全乡", "全区", "达", "计划"];

/// Such a list, as figures of the reading, with the mark before each but the first.
struct Run {
    figures: Vec<usize>,
    marks: Vec<char>,
}

/// All of a sentence that no other reading has found.
pub(super) fn lists(text: &Text<'_>, sentence: &Range<usize>, known: &[Group]) -> Vec<Group> {
    let mut found = vec![];
    let within = text.within(sentence.clone());
    if within.len() < 3 {
        return found;
    }
    let mut from = within.start;
    while from < within.end {
        let run = run(text, from, within.end);
        let last = *run.figures.last().unwrap_or(&from);
        let next = last.max(from + 1);
        if run.figures.len() > 2 {
            let seen = |group: &Group| {
                run.figures.contains(&group.whole)
                    && group.parts.iter().any(|part| run.figures.contains(part))
            };
            if !known.iter().any(seen) {
                found.extend(judge(text, &run));
            }
        }
        from = next;
    }
    found
}

/// What may be added: so much of what is counted or measured.
fn is_part(text: &Text<'_>, index: usize) -> bool {
    let quantity = text.quantity(index);
    let counts = !matches!(
        quantity.unit.measure,
        Measure::Share | Measure::Points | Measure::Time | Measure::Multiple
    );
    counts
        && quantity.has_unit()
        && quantity.is_exact()
        && text.is_level(index)
        && text.figures[index].bracket.is_none()
}

/// The figures of one unit that follow each other, with growth between.
fn run(text: &Text<'_>, first: usize, end: usize) -> Run {
    let mut run = Run { figures: vec![], marks: vec![] };
    if !is_part(text, first) {
        return run;
    }
    run.figures.push(first);
    let mut last = first;
    for index in first + 1..end {
        let figure = &text.figures[index];
        if figure.bracket.is_some() {
            continue;
        }
        let gap = text.gap(last, index);
        if matches!(figure.role, Role::Growth(_) | Role::Share | Role::Rate)
            && !gap.contains(['；', '：'])
        {
            continue;
        }
        if !is_part(text, index) || !alike(text.quantity(first), text.quantity(index)) {
            break;
        }
        let joined = run.figures.len() > 1 && (gap.starts_with('和') || gap.starts_with('及'));
        let mark = gap.chars().find(|c| "，、：；".contains(*c)).or(joined.then_some('、'));
        let lead = text.lead(index);
        let Some(mark) = mark else { break };
        let behind = gap.split(['，', '、', '：', '；', '和', '及']).next().unwrap_or_default();
        let several = gap.chars().filter(|c| "，；：".contains(*c)).count() > 1
            && figure.role != Role::Reached
            && last + 1 == index;
        if lead.chars().count() > 16 || behind.chars().count() > 8 || several {
            break;
        }
        run.figures.push(index);
        run.marks.push(mark);
        last = index;
    }
    run
}

fn judge(text: &Text<'_>, run: &Run) -> Option<Group> {
    if fits(text, run) {
        return None;
    }
    ahead(text, run).or_else(|| behind(text, run))
}

/// Whether any of the figures is the sum of others that stand right beside it.
fn fits(text: &Text<'_>, run: &Run) -> bool {
    let all = &run.figures;
    let sums = |whole: usize, parts: &[usize], exact: bool| {
        let figures: Vec<usize> = [whole].iter().chain(parts).copied().collect();
        let slack = float(slack(figures.iter().map(|index| text.quantity(*index)))) + 1e-6;
        let made: f64 = parts.iter().map(|part| float(text.quantity(*part).value())).sum();
        (made - float(text.quantity(whole).value())).abs() <= if exact { 1e-6 } else { slack }
    };
    (0..all.len()).any(|at| {
        // In the middle of the list, roundly equal is chance.
        let exact = at > 0 && at + 1 < all.len();
        (2..all.len()).any(|count| {
            let after =
                all.get(at + 1..at + 1 + count).is_some_and(|parts| sums(all[at], parts, exact));
            let before =
                at.checked_sub(count).is_some_and(|from| sums(all[at], &all[from..at], exact));
            after || before
        })
    })
}

fn group(text: &Text<'_>, whole: usize, parts: &[usize], marks: &[char]) -> Group {
    let nouns = parts.iter().enumerate().map(|(nth, part)| {
        let mark = nth.checked_sub(1).and_then(|nth| marks.get(nth));
        mark.into_iter().copied().chain(text.lead(*part).chars()).collect()
    });
    let mut group =
        Group { whole, parts: parts.to_vec(), nouns: nouns.collect(), ..Group::default() };
    group.judge(text);
    group
}

/// The parts behind their whole.
fn ahead(text: &Text<'_>, run: &Run) -> Option<Group> {
    let whole = run.figures[0];
    let mark = run.marks[0];
    let listed = run.marks[1..].first()?;
    let count = 1 + run.marks[1..].iter().take_while(|other| *other == listed).count();
    let parts = &run.figures[1..=count];
    let plain = parts.iter().all(|part| {
        let lead = text.lead(*part);
        // 任务18个，目前已完工11个: now, of the same.
        let lead = if *part == parts[0] { lead.trim_start_matches("目前") } else { lead };
        (1..=10).contains(&lead.chars().count()) && !ends(lead) && !lead.has("其中")
    });
    let less = |part: &usize| text.quantity(*part).value() < text.quantity(whole).value();
    // What there was at first, came and went is a stock.
    let stock = ["年初", "月初", "期初", "库存", "结转", "原有", "去年", "上年"];
    let moved = ["月末", "年末", "期末", "调入", "调出", "销售", "支出", "退出", "出库"];
    if stock.iter().any(|word| text.lead(whole).has(word))
        || parts.iter().any(|part| moved.iter().any(|word| text.lead(*part).has(word)))
    {
        return None;
    }
    if mark == '、' || parts.len() < 2 || !plain || !parts.iter().all(less) {
        return None;
    }
    let mut group = group(text, whole, parts, &run.marks[1..]);
    if group.settled || group.parts.len() < 2 {
        return None;
    }
    let figures: Vec<usize> = [whole].iter().chain(&group.parts).copied().collect();
    let slack = float(slack(figures.iter().map(|index| text.quantity(*index)))) + 1e-6;
    let chance = slip::chance(text.reading, &figures, whole, slack);
    let told = group.is_row() || mark == '：';
    let near = float(group.sum(text)) >= 0.65 * float(text.quantity(whole).value());
    let row = *listed == '、' && group.parts.len() > 2 && mark == '，';
    let likely = group.exhaustive
        || if told && near {
            chance < 3.0
        } else {
            chance
                < if row || told {
                    1.0
                } else if group.parts.len() > 2 {
                    0.3
                } else {
                    0.12
                }
        };
    group.exhaustive = false;
    group.sure = likely
        && slip::explains(text.reading, &figures, |values| {
            (values[1..].iter().sum::<f64>() - values[0]).abs() <= slack
        });
    group.sure.then_some(group)
}

/// The parts before their total.
fn behind(text: &Text<'_>, run: &Run) -> Option<Group> {
    let (whole, rest) = run.figures.split_last()?;
    let (mark, marks) = run.marks.split_last()?;
    let lead = text.lead(*whole);
    if *mark != '，' || !TOTALS.iter().any(|word| lead.has(word)) {
        return None;
    }
    let count =
        1 + marks.iter().rev().take_while(|other| **other == marks[marks.len() - 1]).count();
    let parts = &rest[rest.len() - count..];
    // 分别为X、Y和Z: the names stand before all.
    let row = ["分别", "依次"].iter().any(|word| text.lead(parts[0]).has(word));
    let plain = parts[1..].iter().all(|part| {
        let lead = text.lead(*part);
        (row || (1..=14).contains(&lead.chars().count())) && !ends(lead)
    });
    let less = |part: &usize| text.quantity(*part).value() < text.quantity(*whole).value();
    if parts.len() < 2 || !plain || !parts.iter().all(less) {
        return None;
    }
    let mut group = group(text, *whole, parts, &marks[marks.len() - (count - 1)..]);
    let figures: Vec<usize> = [*whole].iter().chain(&group.parts).copied().collect();
    let slack = float(slack(figures.iter().map(|index| text.quantity(*index)))) + 1e-6;
    let chance = slip::chance(text.reading, &figures, *whole, slack);
    let told = group.is_row()
        || ["合计", "共", "总"].iter().any(|word| lead.has(word))
            && text.figures[*whole].role != Role::Reached;
    group.exhaustive = false;
    group.sure = (if told { chance < 3.0 } else { chance < 0.15 })
        && slip::explains(text.reading, &figures, |values| {
            (values[1..].iter().sum::<f64>() - values[0]).abs() <= slack
        });
    (group.sure && group.parts.len() > 1).then_some(group)
}
