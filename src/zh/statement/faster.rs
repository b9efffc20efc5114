//! By how many points something grows faster than it did, or than others do: 增长8.7%，增速比上半年（7.9%）加快0.8个百分点;
//! 增长6.2%，比全市平均增速（5.1%）高1.1个百分点.

use std::ops::Range;

use super::change::{Change, Stated};
use super::{Role, Text, Way};
use crate::zh::needles::Has as _;
use crate::zh::unit::Measure;

static SLOWER: &[&str] =
    &["放缓", "回落", "慢", "低", "下降", "收窄", "减缓", "缩小", "减少", "下滑"];

pub(super) fn all(text: &Text<'_>, known: &[Change]) -> Vec<Change> {
    let open = |index: &usize| !known.iter().any(|change| change.is_of(*index));
    let mut found = vec![];
    for sentence in &text.reading.sentences {
        let within = text.within(sentence.clone());
        found
            .extend(within.clone().filter(open).filter_map(|points| faster(text, &within, points)));
    }
    found
}

fn faster(text: &Text<'_>, within: &Range<usize>, points: usize) -> Option<Change> {
    let stated = text.quantity(points);
    if stated.unit.measure != Measure::Points || !stated.is_precise() {
        return None;
    }
    let base = points.checked_sub(1)?;
    let to = base.checked_sub(1).filter(|to| *to >= within.start)?;
    let share = |index: usize| {
        let quantity = text.quantity(index);
        quantity.unit.name == "%" && quantity.is_precise()
    };
    let own = text.figures[to].bracket == text.figures[points].bracket;
    let falls = |index: usize| {
        text.figures[index].role == Role::Growth(Way::Down)
            || text
                .line
                .before(text.quantity(index).range.start)
                .is_some_and(|c| "-－−".contains(c))
    };
    // 增长8.7%，增速比上半年（7.9%）: what is compared and with what.
    let compared = text.gap(to, base);
    let by = text.words(text.quantity(base).range.end..stated.range.start);
    let by = by.trim_start_matches('）');
    let verb = ["比", "较", "高于", "低于", "快于", "慢于", "高出"];
    let one = compared.starts_with('，')
        && compared.chars().count() <= 18
        && !compared[3..].contains(['，', '、', '；', '。', '：'])
        && verb.iter().any(|verb| compared.has(verb))
        && by.chars().count() <= 8
        && !by.contains(['，', '、', '；', '。', '：'])
        && !["其中", "分别", "累计", "占比"].iter().any(|word| compared.has(word));
    // Of one that fell and one that rose nobody knows which is printed with a sign.
    let narrowed = ["降幅", "跌幅"].iter().any(|word| compared.has(word));
    let signs = !falls(base) && (!falls(to) || narrowed) && (falls(to) || !narrowed);
    let finely = text.quantity(to).number.step == text.quantity(base).number.step;
    if !(share(to) && share(base) && own && one && signs && finely) {
        return None;
    }
    let slower = SLOWER.iter().any(|word| by.has(word))
        || by.is_empty() && ["低于", "慢于"].iter().any(|word| compared.has(word));
    let way = if slower { Way::Down } else { Way::Up };
    let stated = Stated::Delta(points, way);
    Some(Change { from: Some(base), to, delta: None, stated })
}
