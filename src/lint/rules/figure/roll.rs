//! Rolls of persons and days beside the number of them.

use super::listing::Slip;
use crate::zh::character::is_han;
use crate::zh::person;
use crate::zh::quantity::Quantity;
use crate::zh::reading::Reading;

/// All of a text.
pub(super) fn all(reading: &Reading) -> Vec<Slip> {
    let all = reading.quantities.iter();
    all.flat_map(|quantity| {
        persons_before(reading, quantity).into_iter().chain(days_behind(reading, quantity))
    })
    .collect()
}

/// 王建国、刘志强、孙丽3名同志: names of persons right before the number of them.
fn persons_before(reading: &Reading, quantity: &Quantity) -> Option<Slip> {
    let line = &reading.line;
    let one = ["名", "位", "人"].contains(&quantity.unit.name) && quantity.is_exact();
    let stated = u32::try_from(quantity.value().whole()?).ok()?;
    let end = quantity.range.start;
    let open = line.before(end).is_none_or(|c| !is_han(c) || c == '等');
    if !one || !(2..=12).contains(&stated) || open {
        return None;
    }
    let joins = |c: char| matches!(c, '、' | '和' | '与' | '及');
    let start = (0..end)
        .rev()
        .take_while(|at| line.get(*at).is_some_and(|c| is_han(c) || c == '、'))
        .last()?;
    let words = line.text(start..end);
    let mut names: Vec<&str> = words.split(joins).collect();
    // 副县长陈伟: the first is a name at its end.
    let first = names.remove(0);
    let chars: Vec<(usize, char)> = first.char_indices().collect();
    let named = (2..=4.min(chars.len())).any(|length| {
        chars.get(chars.len() - length).is_some_and(|(at, _)| person::is_name(&first[*at..]))
    });
    let all = named && !names.is_empty() && names.iter().all(|name| person::is_name(name));
    let count = u32::try_from(names.len()).ok()? + 1;
    let announced = quantity.range.clone();
    (all && count != stated).then_some(Slip { announced, list: start..end, count, last: None })
}

/// 组织3次专题研讨（3月12日、5月9日、7月21日）: each day in a bracket behind the number of times.
fn days_behind(reading: &Reading, quantity: &Quantity) -> Option<Slip> {
    let line = &reading.line;
    let times = ["次", "场", "期", "轮", "场次", "批"].contains(&quantity.unit.name);
    let stated = u32::try_from(quantity.value().whole()?).ok()?;
    if !times || !quantity.is_exact() || !(2..=12).contains(&stated) {
        return None;
    }
    let end = quantity.range.end;
    let open = (end..(end + 12).min(line.chars().len())).find(|at| line.get(*at) == Some('（'))?;
    let close =
        (open..(open + 80).min(line.chars().len())).find(|at| line.get(*at) == Some('）'))?;
    if line.text(end..open).chars().any(|c| !is_han(c)) {
        return None;
    }
    let days: Vec<_> = reading
        .moments
        .iter()
        .filter(|moment| (open..close).contains(&moment.range.start))
        .collect();
    let (first, last) = (days.first()?, days.last()?);
    let plain = first.range.start == open + 1
        && last.range.end == close
        && days.windows(2).all(|two| {
            ["、", "，", "和"].contains(&&*line.text(two[0].range.end..two[1].range.start))
        })
        && days.iter().all(|day| day.day.is_some());
    let count = u32::try_from(days.len()).ok()?;
    let announced = quantity.range.clone();
    (plain && count > 1 && count != stated).then_some(Slip {
        announced,
        list: open + 1..close,
        count,
        last: None,
    })
}
