//! Words that make a whole together, so that their figures need no 其中: 城镇 and 乡村, 男 and 女.

use std::ops::Range;

use super::group::Group;
use super::parts::parts;
use super::{Text, complements};
use crate::zh::needles::Has as _;
use crate::zh::unit::Measure;

/// 全县常住人口412680人。城镇人口198912人，乡村人口213768人: words that make a whole need no
/// 其中.
pub(super) fn unmarked(text: &Text<'_>, sentence: &Range<usize>) -> Vec<Group> {
    let within = text.within(sentence.clone());
    let mut found = vec![];
    for row in complements::unmarked() {
        let begins = |index: &usize| names(text, *index, row[0]);
        for first in within.clone().filter(begins) {
            found.extend(row_from(text, sentence, row, first));
        }
    }
    found
}

/// Whether a figure is so much of what a word names.
fn names(text: &Text<'_>, index: usize, word: &str) -> bool {
    let lead = text.lead(index);
    text.is_level(index)
        && text.figures[index].bracket.is_none()
        && lead.has(word)
        && lead.chars().count() <= 12
}

fn row_from(text: &Text<'_>, sentence: &Range<usize>, row: &[&str], first: usize) -> Option<Group> {
    let within = text.within(sentence.clone());
    let unit = text.quantity(first).unit;
    let levels = |range: Range<usize>| {
        range.filter(|index| {
            text.is_level(*index)
                && text.quantity(*index).unit == unit
                && text.figures[*index].bracket.is_none()
        })
    };
    let parts: Vec<usize> = levels(first..within.end).take(row.len()).collect();
    let complete = parts.len() == row.len()
        && row
            .iter()
            .zip(&parts)
            .all(|(word, part)| names(text, *part, word) && text.quantity(*part).is_exact());
    let opened = text.words(sentence.start..text.quantity(first).range.start);
    if !complete || opened.has("其中") || !unit_counts(text, first) {
        return None;
    }
    let before = text.sentence_before(sentence).map_or(sentence.start, |before| before.start);
    let from = text.within(before..sentence.start + 1).start;
    let whole = levels(from..first).next_back()?;
    let is_part = row.iter().any(|word| names(text, whole, word));
    if is_part || !text.quantity(whole).is_exact() {
        return None;
    }
    let nouns = parts.iter().map(|part| text.lead(*part).to_owned()).collect();
    let mut group =
        Group { whole, parts, nouns, exhaustive: true, divided: true, ..Group::default() };
    group.judge(text);
    let (sum, value) = (group.sum(text), text.quantity(whole).value());
    (sum + sum >= value && value + value >= sum).then_some(group)
}

/// 27条、118.6公里。其中大修9条、42.3公里，中修18条、76.3公里: each part has two figures, as the whole has.
pub(super) fn interleaved(text: &Text<'_>, sentence: &Range<usize>) -> Vec<Group> {
    let Some(at) = text.line.find(sentence.clone(), "其中") else { return vec![] };
    let listed: Vec<usize> = text.within(at..sentence.end).collect();
    let plain = |index: &usize| {
        text.is_level(*index)
            && text.quantity(*index).is_exact()
            && unit_counts(text, *index)
            && text.figures[*index].bracket.is_none()
    };
    if listed.len() < 4 || !listed.len().is_multiple_of(2) || !listed.iter().all(plain) {
        return vec![];
    }
    let unit = |index: usize| text.quantity(index).unit;
    let (one, other) = (unit(listed[0]), unit(listed[1]));
    let pairs: Vec<&[usize]> = listed.chunks(2).collect();
    let even = one != other
        && pairs.iter().all(|pair| {
            unit(pair[0]) == one
                && unit(pair[1]) == other
                && text.lead(pair[1]).chars().count() <= 4
        });
    let from = match text.within(sentence.start..at).is_empty() {
        true => text.sentence_before(sentence).map_or(sentence.start, |before| before.start),
        false => sentence.start,
    };
    let before: Vec<usize> = text.within(from..at).filter(plain).collect();
    let whole =
        |unit| before.iter().copied().rev().find(|index| text.quantity(*index).unit == unit);
    let (Some(first), Some(second), true) = (whole(one), whole(other), even) else { return vec![] };
    let nouns: Vec<String> = pairs.iter().map(|pair| text.lead(pair[0]).to_owned()).collect();
    let group = |whole: usize, nth: usize| {
        let parts = pairs.iter().map(|pair| pair[nth]).collect();
        Group { whole, parts, nouns: nouns.clone(), ..Group::default() }
    };
    let (mut one, mut two) = (group(first, 0), group(second, 1));
    // Where one column makes its whole, all parts are there.
    let reading = text.reading;
    let makes = |group: &Group| {
        let made = group.sum(text);
        let gap = (made - reading.quantities[group.whole].value()).abs();
        gap <= super::slack(group.parts.iter().map(|part| text.quantity(*part)))
    };
    one.exhaustive = makes(&two);
    two.exhaustive = makes(&one);
    vec![one, two]
}

/// Whether figures of a unit can be added: percentages and hours are not.
fn unit_counts(text: &Text<'_>, index: usize) -> bool {
    let unit = text.quantity(index).unit;
    !unit.name.is_empty()
        && !matches!(unit.measure, Measure::Share | Measure::Points | Measure::Time)
}

/// 其中，城镇20.8万人、乡村25.4万人；男23.5万人、女22.7万人: the same whole divided once more.
pub(super) fn again(text: &Text<'_>, found: &[Group]) -> Vec<Group> {
    let mut more = vec![];
    for group in found {
        let Some(last) = group.parts.last() else { continue };
        let sentence = text.sentence(*last);
        let end = text.quantity(*last).range.end;
        let rest = end + usize::from(text.line.get(end) == Some('；'))..sentence.end;
        let Some((parts, nouns)) = parts(text, rest, None) else { continue };
        let row = |row: &[&str]| {
            row.len() == parts.len() && row.iter().zip(&nouns).all(|(word, noun)| noun.has(word))
        };
        let same = text.quantity(parts[0]).unit == text.quantity(group.whole).unit;
        if same && complements::unmarked().any(row) {
            more.push(Group {
                parts,
                nouns,
                exhaustive: true,
                divided: true,
                whole: group.whole,
                ..Group::default()
            });
        }
    }
    more
}
