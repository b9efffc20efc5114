//! Shares: of a whole, of what is due, of what was examined; and rows of shares that make a hundred.

use std::ops::Range;

use super::parts::shares_word;
use super::{Group, Role, Text, alike, is_one_digit};
use crate::zh::decimal::Decimal;
use crate::zh::number;
use crate::zh::quantity::Quantity;
use crate::zh::reading::Reading;

/// A share with the part and the whole that it is said to be of, as indexes of quantities.
#[derive(Debug, Clone)]
pub struct Portion {
    pub part: usize,
    pub whole: usize,
    pub share: usize,
    /// Whether the figures agree, read in any way.
    pub agrees: bool,
}

/// Shares of one whole that are all there, and do not make a hundred.
#[derive(Debug, Clone)]
pub struct Hundred {
    /// Where they stand, as characters of the line.
    pub range: Range<usize>,
    pub written: Vec<String>,
    pub sum: Decimal,
}

/// Words of a base that stands nowhere in the text.
static ELSEWHERE: &[&str] =
    &["全市", "全省", "全国", "计划", "任务", "目标", "去年", "上年", "预算", "年度", "应"];

pub(super) fn all(text: &Text<'_>, groups: &[Group]) -> Vec<Portion> {
    let is_share = |index: &usize| {
        let quantity = text.quantity(*index);
        ["%", "‰"].contains(&quantity.unit.name)
            && quantity.is_precise()
            && matches!(text.figures[*index].role, Role::Share | Role::Rate)
    };
    (1..text.figures.len())
        .filter(is_share)
        .filter_map(|share| portion(text, groups, share))
        .collect()
}

fn portion(text: &Text<'_>, groups: &[Group], share: usize) -> Option<Portion> {
    let named = match text.figures[share].role {
        Role::Rate => rate(text, share)?,
        _ => of_stated(text, share).or_else(|| of_whole(text, groups, share))?,
    };
    let (part, whole) = named;
    let exact = [part, whole].iter().all(|index| {
        let quantity = text.quantity(*index);
        quantity.is_precise() && text.figures[*index].role != Role::Each
    });
    if !exact || text.quantity(whole).value().is_zero() {
        return None;
    }
    let agrees = fits(text, part, whole, share) || any(text, groups, part, whole, share);
    Some(Portion { part, whole, share, agrees })
}

/// 占一般公共预算收入5.12亿元的73.0%, 完成年度任务（45亿元）的70%: the whole stands there.
fn of_stated(text: &Text<'_>, share: usize) -> Option<(usize, usize)> {
    let whole = share.checked_sub(1)?;
    let gap = text.line.text(text.quantity(whole).range.end..text.quantity(share).range.start);
    let noun = gap.ends_with('的') && gap.chars().count() <= 8 && !gap.contains(['，', '、', '。']);
    if !noun {
        return None;
    }
    let part = part_before(text, whole)?;
    // Back to the comma: 占…, 为…, 完成….
    let start = text.quantity(part).range.end;
    let between = text.words(start..text.quantity(whole).range.start);
    let words = between.trim_start_matches(['，', '（', '）']);
    let words = words.rsplit(['，', '；']).next().unwrap_or(words);
    let told = ["占", "为", "完成", "是", "达", "相当于", "已完成"]
        .iter()
        .any(|word| words.starts_with(word));
    (told && !words.contains('约')).then_some((part, whole))
}

/// The figure right before another that it can be a part of.
fn part_before(text: &Text<'_>, whole: usize) -> Option<usize> {
    let sentence = text.sentence(whole);
    let first = text.within(sentence).start;
    let bracket = text.figures[whole].bracket.as_ref();
    let part = (first..whole).rev().find(|index| {
        let figure = &text.figures[*index];
        let own = figure.bracket.is_none() || figure.bracket.as_ref() == bracket;
        own && matches!(figure.role, Role::Amount | Role::Reached)
    })?;
    alike(text.quantity(part), text.quantity(whole)).then_some(part)
}

/// 其中规上企业20家，占40%: the whole is that of the list.
fn of_whole(text: &Text<'_>, groups: &[Group], share: usize) -> Option<(usize, usize)> {
    let sentence = text.sentence(share);
    let first = text.within(sentence).start;
    let part = (first..share).rev().find(|index| {
        let figure = &text.figures[*index];
        matches!(figure.role, Role::Amount | Role::Reached)
            && figure
                .bracket
                .as_ref()
                .is_none_or(|bracket| text.figures[share].bracket.as_ref() == Some(bracket))
    })?;
    let between = text.words(text.quantity(part).range.end..text.figures[share].lead.start);
    if between.chars().any(|c| !"，（、".contains(c))
        && !between.contains("增长")
        && !between.contains("下降")
    {
        return None;
    }
    let whole = groups.iter().find(|group| group.parts.contains(&part)).map(|group| group.whole);
    let lead = text.lead(share);
    let lead = lead.trim_end_matches(['为', '达', '到', '是']);
    if lead.contains('约') {
        return None;
    }
    let base = base(lead);
    // 35种产品中……27种，占总数的: the only other figure of its kind.
    let Some(whole) = whole else {
        let before = text.within(text.sentence(share).start..text.quantity(part).range.start);
        let mut same = before.filter(|index| {
            text.is_level(*index) && text.quantity(*index).unit == text.quantity(part).unit
        });
        let whole = same.next().filter(|_| same.next().is_none())?;
        let less = text.quantity(part).value() < text.quantity(whole).value();
        return (base.starts_with('总') && less).then_some((part, whole));
    };
    let noun = text.words(text.figures[whole].lead.start..text.quantity(whole).range.end);
    let named = base.chars().count() > 3 && noun.contains(base);
    if !named && ELSEWHERE.iter().any(|word| lead.contains(word)) {
        return None;
    }
    let own = text.lead(part);
    let general = base.is_empty()
        || named
        || base.starts_with('总')
        || ["比", "其", "全部", "比重"].contains(&base)
        || shares_word(base, &noun)
        || lead.ends_with("比重") && shares_word(base, &own);
    general.then_some((part, whole))
}

/// What a share is said to be of: 总人口 in 占总人口的.
fn base(lead: &str) -> &str {
    let of = lead.rsplit_once('占').map_or(lead, |(_, of)| of);
    let of = of.trim_end_matches("的比重").trim_end_matches("比重").trim_end_matches("比例");
    of.trim_end_matches('的')
}

/// 抽检120批次，合格118批次，合格率…: what the rate is called after is the part.
fn rate(text: &Text<'_>, share: usize) -> Option<(usize, usize)> {
    let lead = text.lead(share);
    let name = lead.trim_end_matches(['为', '达', '到', '是']).strip_suffix('率')?.to_owned();
    let root: Vec<char> = name.chars().rev().take(2).collect();
    let root: String = root.into_iter().rev().collect();
    let part = share.checked_sub(1)?;
    let whole = part.checked_sub(1)?;
    let sentence = text.sentence(share);
    let amounts = [part, whole].iter().all(|index| {
        text.is_level(*index)
            && text.figures[*index].bracket == text.figures[share].bracket
            && sentence.contains(&text.quantity(*index).range.start)
    });
    if !amounts || !alike(text.quantity(part), text.quantity(whole)) {
        return None;
    }
    let commas = |text: &str| text.chars().filter(|c| "，、；：".contains(*c)).count();
    let close = commas(&text.gap(whole, part)) == 1 && commas(&text.gap(part, share)) == 1;
    let (of_part, of_whole) = (text.lead(part), text.lead(whole));
    let due = ["应", "需", "拟", "计划", "目标", "受理", "共", "抽", "总", "收"];
    let done = ["实", "已", "完成", "办"];
    let verb = root.chars().last().is_some_and(|c| of_part.contains(c))
        || root.chars().next().is_some_and(|c| of_part.contains(c));
    let named = of_part.contains(&root) || done.iter().any(|word| of_part.contains(word)) && verb;
    let apart = !of_whole.contains(&root) || due.iter().any(|due| of_whole.contains(due));
    // 立即整改…，限期整改… are two parts of one whole.
    let alike = ["其中", "累计", "新增", "未", "不"].iter().any(|word| of_part.contains(word));
    let less = text.quantity(part).value() <= text.quantity(whole).value();
    (close && named && apart && !alike && less).then_some((part, whole))
}

/// Whether one ÷ other is the share, as far as rounding and cutting off go.
fn fits(text: &Text<'_>, part: usize, whole: usize, share: usize) -> bool {
    let (part, whole, share) = (text.quantity(part), text.quantity(whole), text.quantity(share));
    ratio(part, whole, share.value(), share.number.step, scale(share)).unwrap_or(true)
}

fn scale(share: &Quantity) -> u32 {
    if share.unit.name == "‰" { 1000 } else { 100 }
}

fn ratio(
    part: &Quantity,
    whole: &Quantity,
    stated: Decimal,
    step: Decimal,
    scale: u32,
) -> Option<bool> {
    let scaled = |value: Decimal| value.times(Decimal::integer(scale));
    let gap = (scaled(part.value())? - stated.times(whole.value())?).abs();
    let slack = step.times(whole.value())? + scaled(part.slack())? + stated.times(whole.slack())?;
    Some(gap <= slack)
}

/// Whether another whole of the paragraph gives the share, or the share is of the whole that the
/// whole has a share of: 占总人口的23.9%，其中80岁以上…，占3.2%.
fn any(text: &Text<'_>, groups: &[Group], part: usize, whole: usize, share: usize) -> bool {
    let quantity = text.quantity(part);
    let earlier = (0..part).rev().take(12).filter(|index| {
        *index != part && alike(text.quantity(*index), quantity) && text.is_level(*index)
    });
    let mut others =
        earlier.chain(groups.iter().filter(|g| g.parts.contains(&part)).map(|g| g.whole));
    if others.any(|other| fits(text, part, other, share)) {
        return true;
    }
    // The share of the whole itself.
    let Some(above) = (whole + 1..part).find(|index| {
        text.figures[*index].role == Role::Share
            && text.quantity(*index).unit == text.quantity(share).unit
    }) else {
        return false;
    };
    let (above, stated) = (text.quantity(above), text.quantity(share));
    let judge = || {
        let made = quantity.value().times(above.value())?;
        let told = stated.value().times(text.quantity(whole).value())?;
        let slack = stated.number.step.times(text.quantity(whole).value())?
            + above.number.step.times(quantity.value())?
            + quantity.slack().times(above.value())?;
        Some((made - told).abs() <= slack)
    };
    judge().unwrap_or(true)
}

impl Portion {
    /// The share that follows from the two figures, as finely as it is printed.
    pub fn actual(&self, reading: &Reading) -> Option<Decimal> {
        let all = &reading.quantities;
        let step = all[self.share].number.step.to_string();
        let places = step.split_once('.').map_or(0, |(_, places)| places.len());
        let places = u32::try_from(places).ok()?;
        match scale(&all[self.share]) {
            1000 => {
                all[self.part].value().percent_of(all[self.whole].value(), places + 1)?.shifted(1)
            }
            _ => all[self.part].value().percent_of(all[self.whole].value(), places),
        }
    }
}

/// Shares that are said to be all of one whole and make another sum.
pub(super) fn hundreds(text: &Text<'_>) -> Vec<Hundred> {
    let mut found = structures(text);
    for sentence in &text.reading.sentences {
        found.extend(listed(text, sentence));
    }
    found
}

/// 满意的占86.4%，基本满意的占11.2%，不满意的占2.4%.
fn listed(text: &Text<'_>, sentence: &Range<usize>) -> Option<Hundred> {
    let words = text.words(sentence.clone());
    let several = ["依次", "最集中", "最关心", "主要有", "多选", "反映", "前三", "分别增长"];
    if several.iter().any(|word| words.contains(word)) {
        return None;
    }
    let (mut shares, mut other) = (vec![], 0);
    for index in text.within(sentence.clone()) {
        let quantity = text.quantity(index);
        // 35岁及以下 is the edge of a class, 三次产业 a name.
        let edge = text.figures[index].role == Role::Bound;
        if quantity.unit.name == "%" && !edge {
            shares.push(index);
        } else if !edge && quantity.number.style == number::Style::Arabic {
            other += 1;
        }
    }
    let row = words.contains("比重分别为") || words.contains("占比分别为");
    let each = shares.iter().all(|index| text.lead(*index).contains('占'));
    let divided = ["从", "按", "分"].iter().any(|word| {
        words.find(word).is_some_and(|at| words[at..].chars().take(12).any(|c| "看分".contains(c)))
    }) && (words.contains('看') || words.contains("分，"));
    let opposed = words.contains("不满意")
        || words.contains("其他")
        || words.contains("其余")
        || words.contains("未");
    let all = row && words.contains("三次产业") || each && (divided || opposed);
    let exact = shares.iter().all(|index| text.quantity(*index).is_precise());
    if shares.len() < 3 || other > 0 || !all || !exact {
        return None;
    }
    let values = shares.iter().map(|index| text.quantity(*index));
    let sum = super::sum(values.clone());
    let slack = values.fold(Decimal::ZERO, |slack, share| slack + share.number.step.half());
    let gap = (sum - Decimal::integer(100)).abs();
    let near = sum > Decimal::integer(60) && sum < Decimal::integer(200);
    let range = text.quantity(shares[0]).range.start..text.quantity(*shares.last()?).range.end;
    let written = shares.iter().map(|index| text.words(text.quantity(*index).number.range.clone()));
    (gap > slack && near && (row || sum > Decimal::integer(100) || is_one_digit(gap, slack)))
        .then(|| Hundred { range, written: written.collect(), sum })
}

/// 三次产业结构为15.4∶36.3∶48.3.
fn structures(text: &Text<'_>) -> Vec<Hundred> {
    let line = text.line;
    let mut found = vec![];
    for sentence in &text.reading.sentences {
        if !line.contains_any(sentence.clone(), &["结构", "产业", "比例", "之比"]) {
            continue;
        }
        let mut at = sentence.start;
        while at < sentence.end {
            let figure = |c: char| c.is_ascii_digit() || ".:∶：".contains(c);
            if !line.get(at).is_some_and(|c| c.is_ascii_digit()) {
                at += 1;
                continue;
            }
            let end = (at..sentence.end)
                .find(|at| !line.get(*at).is_some_and(figure))
                .unwrap_or(sentence.end);
            let written = line.text(at..end);
            let parts: Vec<&str> = written.split([':', '∶', '：']).collect();
            let values: Vec<Decimal> = parts.iter().filter_map(|part| decimal(part)).collect();
            if values.len() >= 3 && values.len() == parts.len() && written.contains('.') {
                let sum = values.iter().fold(Decimal::ZERO, |sum, value| sum + *value);
                let slack = Decimal::new(values.len() as i128, 1).unwrap_or(Decimal::ZERO).half();
                // 1:4:5 gives proportions and no shares.
                let shares = sum > Decimal::integer(80) && sum < Decimal::integer(130);
                if (sum - Decimal::integer(100)).abs() > slack && shares {
                    let written = parts.iter().map(|part| (*part).to_owned()).collect();
                    found.push(Hundred { range: at..end, written, sum });
                }
            }
            at = end.max(number::digits_end(line, at)).max(at + 1);
        }
    }
    found
}

fn decimal(text: &str) -> Option<Decimal> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    Decimal::new(format!("{whole}{decimals}").parse().ok()?, u32::try_from(decimals.len()).ok()?)
}
