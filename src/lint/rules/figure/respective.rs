//! As many figures behind 分别 as names before it: 南坪镇、乌石镇、洛塘乡分别完成120亩、80亩、96亩.

use std::ops::Range;

use super::listing::Slip;
use crate::zh::line::Line;
use crate::zh::quantity::Quantity;
use crate::zh::reading::Reading;

pub(super) fn all(reading: &Reading) -> Vec<Slip> {
    let line = &reading.line;
    let places = line.chars().windows(2).enumerate().filter(|(_, two)| two == &['分', '别']);
    places.filter_map(|(at, _)| slip(reading, at)).collect()
}

fn slip(reading: &Reading, at: usize) -> Option<Slip> {
    let line = &reading.line;
    let sentence = reading.sentence_at(at);
    let start = line.behind_last(sentence.start..at, "，；：。（）");
    let words = line.text(start..at);
    let marks = u32::try_from(words.matches('、').count()).ok()?;
    let joined = u32::try_from(words.matches(['和', '与', '及']).count()).ok()?;
    let short = words.split('、').skip(1).all(|name| (2..=12).contains(&name.chars().count()));
    let counted = words.chars().any(|c| c.is_ascii_digit())
        || ["等", "各", "“", "《", "均", "都", "每", "其他"]
            .iter()
            .any(|word| words.contains(word));
    if marks == 0 || !short || counted {
        return None;
    }
    let (list, count) = figures(reading, at + 2, sentence.end)?;
    let fits = (marks + 1..=marks + 1 + joined).contains(&count);
    (!fits).then_some(Slip { announced: start..at, list, count, last: None })
}

/// The figures behind 分别: of one unit, or the last with the unit of all.
fn figures(reading: &Reading, from: usize, end: usize) -> Option<(Range<usize>, u32)> {
    let line = &reading.line;
    let all = reading.quantities_in(from..end);
    let first = all.first()?;
    let verb = line.text(from..first.range.start);
    if verb.chars().count() > 6 || verb.contains(['、', '，', '（', '：', '和']) {
        return None;
    }
    let next = |two: &[Quantity]| {
        let gap = line.text(two[0].range.end..two[1].range.start);
        let same = two[0].unit == two[1].unit || !two[0].has_unit();
        same && ["、", "和", "与", "以及", "及"].contains(&&*gap)
    };
    let more = all.windows(2).take_while(|two| next(two)).count();
    let last = &all[more];
    let plain = |quantity: &Quantity| !quantity.ranged && quantity.has_unit();
    let closed = closes(line, last.after.as_ref().map_or(last.range.end, |after| after.end));
    (more > 0 && closed && all[..=more].iter().all(plain))
        .then(|| (first.range.start..last.range.end, u32::try_from(more).unwrap_or(0) + 1))
}

/// Whether a list has ended.
fn closes(line: &Line, at: usize) -> bool {
    line.get(at).is_some_and(|c| "，。；".contains(c))
}
