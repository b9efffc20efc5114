//! Changes that are told before what it came to: 同比增加0.83亿千瓦时、增长8.7%，达到10.35亿千瓦时.

use super::beside::compares_once;
use super::change::{Change, Stated, comparable, is_difference, is_more, is_other_base};
use super::{Role, Text};

pub(super) fn all(text: &Text<'_>) -> Vec<Change> {
    let mut found = vec![];
    for sentence in &text.reading.sentences {
        let within = text.within(sentence.clone());
        if within.len() < 3 {
            continue;
        }
        let real = is_other_base(text, sentence);
        for index in within.clone() {
            found.extend(up_to(text, within.clone(), index, real));
            found.extend(from_and_by(text, within.end, index));
            found.extend(from_and_part(text, within.clone(), index, real));
        }
    }
    found
}

/// 同比增加0.83亿千瓦时、增长8.7%，达到10.35亿千瓦时: what it came to stands behind.
fn up_to(
    text: &Text<'_>,
    within: std::ops::Range<usize>,
    growth: usize,
    real: bool,
) -> Option<Change> {
    let Role::Growth(way) = text.figures[growth].role else { return None };
    let delta = growth.checked_sub(1).filter(|delta| *delta >= within.start)?;
    let Role::Delta(delta_way) = text.figures[delta].role else { return None };
    let to = growth + 1;
    let joined = text.gap(delta, growth);
    let reached = to < within.end && {
        let gap = text.gap(growth, to);
        let words = gap.trim_start_matches('，');
        gap.starts_with('，')
            && words.chars().count() <= 6
            && ["达到", "达", "总量达", "总数达", "总额达"].contains(&words)
    };
    let plain = joined.starts_with(['，', '、']) && joined.chars().count() <= 6;
    (reached
        && plain
        && !real
        && way == delta_way
        && comparable(text.quantity(to), text.quantity(delta))
        && text.quantity(growth).is_precise()
        && text.quantity(growth).unit.name == "%"
        && compares_once(text.lead(delta)))
    .then_some(Change {
        from: None,
        to,
        delta: Some((delta, delta_way)),
        stated: Stated::Growth(growth, way),
    })
}

/// 比2023年的38.2亿元增加6.4亿元，达到44.6亿元: what it came to stands last.
fn from_and_by(text: &Text<'_>, last: usize, base: usize) -> Option<Change> {
    let (delta, to) = (base + 1, base + 2);
    if to >= last || text.figures[base].role != Role::Base {
        return None;
    }
    let Role::Delta(way) = text.figures[delta].role else { return None };
    let reached =
        ["，达到", "，达", "，增至", "，增加到", "，降至", "，降到", "，总量达", "，总额达"]
            .contains(&&*text.gap(delta, to));
    let one = text.gap(base, delta).chars().count() <= 6
        && comparable(text.quantity(base), text.quantity(to))
        && text.quantity(delta).is_precise()
        && is_difference(text.quantity(delta), text.quantity(base));
    // A figure right before may be what the base is compared with.
    let alone = base.checked_sub(1).is_none_or(|before| {
        text.quantity(before).unit != text.quantity(base).unit
            || text.gap(before, base).contains(['；', '。'])
    });
    let stated = Stated::Delta(delta, way);
    (reached && one && alone).then_some(Change { from: Some(base), to, delta: None, stated })
}

/// 在上年240万元的基础上增长15%，达到276万元; 去年8亿元，今年增长12%，达到8.96亿元: what it came to stands last.
fn from_and_part(
    text: &Text<'_>,
    within: std::ops::Range<usize>,
    base: usize,
    real: bool,
) -> Option<Change> {
    let (growth, to) = (base + 1, base + 2);
    if to >= within.end || real {
        return None;
    }
    let stated = match text.figures[growth].role {
        Role::Growth(way) => Stated::Growth(growth, way),
        Role::Times if is_more(text, growth) => Stated::More(growth),
        _ => return None,
    };
    let gap = text.gap(base, growth);
    let grown = ["增长", "增加", "下降", "减少", "提高", "上升", "增长了"]
        .iter()
        .any(|verb| gap.ends_with(verb));
    let on = gap.starts_with("的基础上") && gap.chars().count() <= 10;
    let start = text.figures[base].lead.start;
    let then = ["去年", "上年"].iter().any(|word| text.line.starts_with(start, word));
    let now = then && ["，今年", "，本年"].iter().any(|word| gap.starts_with(word));
    let own = text.figures[base].role == Role::Base && gap.chars().count() <= 4;
    let reached =
        ["，达到", "，达", "，增至", "，增加到", "，降至", "，总量达", "，总额达", "，实现"]
            .contains(&&*text.gap(growth, to));
    // A figure right before may be what the base is compared with.
    let alone = base.checked_sub(1).is_none_or(|before| {
        before < within.start || text.quantity(before).unit != text.quantity(base).unit
    });
    let close = gap.chars().count() <= 14;
    (grown
        && close
        && (on || now || own)
        && reached
        && alone
        && comparable(text.quantity(base), text.quantity(to))
        && text.quantity(growth).is_precise())
    .then_some(Change { from: Some(base), to, delta: None, stated })
}
