//! Shares told in words: 占四分之一, 超过八成, 近七成, 占比过半.
//!
//! The part is the figure right before, the whole that of its list, or the one other figure of its
//! kind in the sentence. Words are round: 四分之一 is anything near a quarter, 超过八成 anything above.

use std::ops::Range;

use super::parts::shares_word;
use super::slip::float;
use super::{Group, Role, Text, alike};
use crate::zh::decimal::Decimal;
use crate::zh::line::Line;
use crate::zh::needles::Has as _;
use crate::zh::number;

/// A share in words that its two figures do not make.
#[derive(Debug, Clone)]
pub struct Spoken {
    /// Where the words stand, as characters of the line.
    pub range: Range<usize>,
    pub part: usize,
    pub whole: usize,
    /// The share that the figures make, in percent.
    pub actual: Decimal,
}

/// Words with a share, and between what it may lie.
struct Words {
    range: Range<usize>,
    least: f64,
    most: f64,
}

static OVER: &[&str] = &["超过", "高达", "超", "逾", "过"];
static UNDER: &[&str] = &["将近", "接近", "近"];
static BELOW: &[&str] = &["不足", "不到"];
static ABOUT: &[&str] = &["大约", "约"];

pub(super) fn all(text: &Text<'_>, groups: &[Group]) -> Vec<Spoken> {
    let mut found = vec![];
    for sentence in &text.reading.sentences {
        if text.within(sentence.clone()).len() < 2 {
            continue;
        }
        for at in sentence.clone() {
            if matches!(text.line.chars()[at], '成' | '之' | '半')
                && let Some(words) = words(text.line, at)
            {
                found.extend(judged(text, groups, sentence, words));
            }
        }
    }
    found
}

/// The words round 成, 之 or 半, up to the point behind them.
fn words(line: &Line, at: usize) -> Option<Words> {
    let digit = |at: Option<usize>| {
        let c = line.get(at?)?;
        let value = c.to_digit(10).or_else(|| number::small(c))?;
        (1..=10).contains(&value).then_some(f64::from(value))
    };
    let before = at.checked_sub(1);
    let (start, end, share, loose) = match line.get(at)? {
        '成' => {
            let value = digit(before).filter(|value| *value < 10.0)?;
            (at - 1, at + 1, value / 10.0, 0.05)
        }
        '之' if before.and_then(|at| line.get(at)) == Some('分') => {
            let (below, above) = (digit(at.checked_sub(2))?, digit(Some(at + 1))?);
            if below <= above {
                return None;
            }
            (at - 2, at + 2, above / below, 0.045)
        }
        '半' if before.and_then(|at| line.get(at)) == Some('一') => (at - 1, at + 1, 0.5, 0.05),
        '半' if line.get(at + 1) == Some('数') => (at, at + 2, 0.5, 0.05),
        '半' if OVER.iter().any(|word| line.ends_with(at, word)) => (at, at + 1, 0.5, 0.05),
        _ => return None,
    };
    let longer = line
        .before(start)
        .is_some_and(|c| c.is_ascii_digit() || number::is_han_figure(c) || c == '.');
    let leads = |words: &[&str]| {
        words.iter().find(|word| line.ends_with(start, word)).map(|word| word.chars().count())
    };
    let behind = ["以上", "左右", "多", "强"].iter().find(|word| line.starts_with(end, word));
    let stop = end + behind.map_or(0, |word| word.chars().count());
    let closed = line.get(stop).is_none_or(|c| "，。；、）\n".contains(c));
    if longer || !closed {
        return None;
    }
    let above = matches!(behind, Some(&("以上" | "多" | "强")));
    let (lead, least, most) = if let Some(lead) = leads(BELOW) {
        (lead, 0.0, share)
    } else if let Some(lead) = leads(UNDER) {
        (lead, share - 0.09, share + 0.004)
    } else if let Some(lead) = leads(OVER) {
        (lead, share, 1.0)
    } else {
        let about = leads(ABOUT);
        let rough = if about.is_some() || behind.is_some() { 0.03 } else { 0.0 };
        (about.unwrap_or(0), share - loose - rough, share + loose + rough)
    };
    let (least, most) = if above { (share, 1.0) } else { (least, most) };
    Some(Words { range: start - lead..stop, least, most })
}

fn judged(
    text: &Text<'_>,
    groups: &[Group],
    sentence: &Range<usize>,
    words: Words,
) -> Option<Spoken> {
    let line = text.line;
    let start = words.range.start;
    let edge = (sentence.start..start)
        .rev()
        .find(|at| line.get(*at).is_some_and(|c| "，；：、（".contains(c)))?;
    let mut figures: Vec<usize> = text.within(sentence.start..start).collect();
    // 八成 may be read as a figure as well.
    figures.retain(|index| text.quantity(*index).range.end <= start);
    let inside = figures.iter().filter(|index| text.quantity(**index).range.start > edge).count();
    let (part, whole) = match inside {
        0 => of_list(text, groups, &figures, edge, start)?,
        1 => of_stated(text, &figures, edge, start)?,
        _ => return None,
    };
    let (p, w) = (text.quantity(part), text.quantity(whole));
    let value = float(p.value()) / float(w.value());
    let slack = (float(p.slack()) + float(w.slack())) / float(w.value()) + 0.0005;
    let off = value + slack < words.least || value - slack > words.most;
    let sound = alike(p, w) && text.is_exact(part) && text.is_exact(whole) && value <= 1.0;
    let actual = p.value().percent_of(w.value(), 1)?;
    (off && sound).then_some(Spoken { range: words.range, part, whole, actual })
}

/// The words that lead to a share, without what only joins them to it.
fn lead(text: &Text<'_>, edge: usize, start: usize) -> String {
    let words = text.words(edge + 1..start);
    words.trim_end_matches(['达', '到', '为', '了', '已', '的', '比', '重', '例', '有']).to_owned()
}

/// 其中规模养殖场320家，占三分之二: the whole is that of the list, or the only other figure.
fn of_list(
    text: &Text<'_>,
    groups: &[Group],
    figures: &[usize],
    edge: usize,
    start: usize,
) -> Option<(usize, usize)> {
    let lead = lead(text, edge, start);
    let base = lead.trim_start_matches("约").trim_start_matches('占');
    let plain = base.is_empty()
        || ["总", "其", "全部", "参", "样本"].iter().any(|word| base.starts_with(word));
    // 超过50万元 is no part of anything.
    let level = |index: &&usize| text.is_level(**index) && text.figures[**index].bracket.is_none();
    let part = *figures
        .iter()
        .rev()
        .take(3)
        .find(|index| level(index) && text.quantity(**index).is_precise())?;
    let what = text.gap_to(part, edge);
    let skipped = text.within(text.quantity(part).range.end..edge).len();
    if what.contains(['，', '。', '；', '：', '、']) || what.chars().count() > 20 || skipped > 1
    {
        return None;
    }
    let listed = groups.iter().find(|group| group.parts.contains(&part)).map(|group| group.whole);
    let whole = match listed {
        Some(whole) => whole,
        None => {
            let mut same = figures.iter().copied().filter(|index| {
                *index < part
                    && alike(text.quantity(*index), text.quantity(part))
                    && matches!(text.figures[*index].role, Role::Amount | Role::Reached)
            });
            same.next().filter(|_| same.next().is_none())?
        }
    };
    let noun = text.words(text.figures[whole].lead.start..text.quantity(whole).range.end);
    let own = text.lead(part);
    let other = ["全市", "全省", "全国", "计划", "任务", "目标"].iter().any(|word| lead.has(word))
        || ["比", "较", "增", "减"].iter().any(|word| own.contains(word));
    ((plain || shares_word(base, &noun)) && !other).then_some((part, whole))
}

/// 26.3万亩，占小麦种植面积46.8万亩的一半以上: the whole stands in the words.
fn of_stated(
    text: &Text<'_>,
    figures: &[usize],
    edge: usize,
    start: usize,
) -> Option<(usize, usize)> {
    let whole = *figures.last()?;
    let part = whole.checked_sub(1).filter(|part| figures.contains(part))?;
    let leads = text.lead(whole);
    let told = leads.starts_with('占') || leads.starts_with("完成") || leads.starts_with('为');
    let of = text.words(text.quantity(whole).range.end..start);
    let close = text.gap_to(part, edge).chars().count() <= 12 && text.is_level(part);
    (told && of == "的" && close).then_some((part, whole))
}
