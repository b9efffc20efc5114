//! Periods that make a longer one: 1—8月7.42亿元，9月0.86亿元，1—9月累计8.28亿元.

use std::ops::Range;

use super::group::Group;
use super::slip::{self, float};
use super::{Text, slack, sum};
use crate::zh::needles::Has as _;

/// The months of a period, a bit each; none where the words name no such.
fn months(words: &str) -> u16 {
    let bits = |from: u32, to: u32| (from..=to).fold(0u16, |bits, month| bits | 1 << (month - 1));
    let named: [(&str, u16); 8] = [
        ("前三季度", bits(1, 9)),
        ("上半年", bits(1, 6)),
        ("下半年", bits(7, 12)),
        ("一季度", bits(1, 3)),
        ("二季度", bits(4, 6)),
        ("三季度", bits(7, 9)),
        ("四季度", bits(10, 12)),
        ("全年", bits(1, 12)),
    ];
    if let Some((_, months)) = named.iter().find(|(word, _)| words.has(word)) {
        return *months;
    }
    let Some((before, _)) = words.split_once('月') else { return 0 };
    let digit = |c: char| c.is_ascii_digit();
    let last: String = before.chars().rev().take_while(|c| digit(*c)).collect();
    let last: String = last.chars().rev().collect();
    let Ok(last_month) = last.parse::<u32>() else { return 0 };
    let rest = &before[..before.len() - last.len()];
    let joined = rest.trim_end_matches(['—', '–', '-', '～', '至', '到']);
    let first: String = joined.chars().rev().take_while(|c| digit(*c)).collect();
    let first: String = first.chars().rev().collect();
    let first = if joined.len() < rest.len() { first.parse().unwrap_or(0) } else { last_month };
    if !(1..=12).contains(&first) || !(first..=12).contains(&last_month) {
        return 0;
    }
    bits(first, last_month)
}

/// The periods of a sentence that two others of it make, when the figures do not and one slip is why.
pub(super) fn groups(text: &Text<'_>, sentence: &Range<usize>, known: &[Group]) -> Vec<Group> {
    let within = text.within(sentence.clone());
    if within.len() < 3 || !text.line.contains_any(sentence.clone(), &["月", "季度", "半年"]) {
        return vec![];
    }
    let clause = |index: usize| {
        let start = text.quantity(index).range.start;
        let floor = start.saturating_sub(16).max(sentence.start);
        let edge = (floor..start)
            .rev()
            .find(|at| text.line.get(*at).is_some_and(|c| "，；：（、".contains(c)));
        text.words(edge.map_or(floor, |at| at + 1)..start)
    };
    let told: Vec<(usize, u16)> = within
        .filter(|index| text.is_level(*index) && text.quantity(*index).is_exact())
        .filter(|index| text.quantity(*index).has_unit())
        .map(|index| (index, clause(index)))
        .filter(|(_, words)| !["同期", "去年", "上年", "比"].iter().any(|word| words.has(word)))
        .map(|(index, words)| (index, months(&words)))
        .filter(|(_, months)| *months != 0)
        .collect();
    let mut found = vec![];
    for (whole, all) in &told {
        let unit = text.quantity(*whole).unit;
        let parts: Vec<(usize, u16)> = told
            .iter()
            .filter(|(index, months)| {
                text.quantity(*index).unit == unit && months & all == *months && months != all
            })
            .copied()
            .collect();
        let made = parts.iter().fold(0, |made, (_, months)| made | months);
        let apart =
            parts.iter().map(|(_, months)| months.count_ones()).sum::<u32>() == all.count_ones();
        let seen = known.iter().any(|group| group.whole == *whole);
        if parts.len() < 2 || made != *all || !apart || seen {
            continue;
        }
        let parts: Vec<usize> = parts.into_iter().map(|(index, _)| index).collect();
        let figures: Vec<usize> = [*whole].iter().chain(&parts).copied().collect();
        let rounding = float(slack(figures.iter().map(|index| text.quantity(*index)))) + 1e-6;
        let gap = float(sum(parts.iter().map(|part| text.quantity(*part))))
            - float(text.quantity(*whole).value());
        let slip = slip::explains(text.reading, &figures, |values| {
            (values[1..].iter().sum::<f64>() - values[0]).abs() <= rounding
        });
        let nouns = parts.iter().map(|part| text.lead(*part).to_owned()).collect();
        if gap.abs() > rounding && slip {
            found.push(Group {
                whole: *whole,
                parts,
                nouns,
                exhaustive: true,
                divided: true,
                ..Group::default()
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::months;

    #[test]
    fn periods_are_months() {
        for (words, months_of) in [
            ("1—8月完成", 0xFF),
            ("9月份实现税收", 0x100),
            ("前三季度完成", 0x1FF),
            ("全年预计", 0xFFF),
            ("上半年", 0x3F),
            ("2026年10月", 0x200),
            ("完成投资", 0),
            ("13月", 0),
        ] {
            assert_eq!(months(words), months_of, "{words}");
        }
    }
}
