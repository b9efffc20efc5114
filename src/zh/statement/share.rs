//! Shares: of a whole, of what is due, of what was examined.

use super::parts::shares_word;
use super::{Group, Role, Text, alike};
use crate::zh::decimal::Decimal;
use crate::zh::needles::Has as _;
use crate::zh::quantity::Quantity;
use crate::zh::reading::Reading;

/// A share with the part and the whole that it is said to be of, as indexes of quantities.
#[derive(Debug, Clone)]
pub struct Portion {
    pub part: usize,
    pub whole: usize,
    pub share: usize,
    /// Whether the share is of what the part leaves: 不合格3份, 合格率.
    pub rest: bool,
    /// Whether the figures agree, read in any way.
    pub agrees: bool,
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
    let rest = || Some((remainder(text, share)?, true));
    let (named, rest) = match text.figures[share].role {
        Role::Rate => rate(text, share).map(|named| (named, false)).or_else(rest)?,
        _ => (of_stated(text, share).or_else(|| of_whole(text, groups, share))?, false),
    };
    let (part, whole) = named;
    let exact = [part, whole].iter().all(|index| {
        let quantity = text.quantity(*index);
        quantity.is_precise() && text.figures[*index].role != Role::Each
    });
    if !exact || text.quantity(whole).value().is_zero() {
        return None;
    }
    let agrees = match rest {
        true => leaves(text, part, whole, share) || fits(text, part, whole, share),
        false => fits(text, part, whole, share) || any(text, groups, part, whole, share),
    };
    Some(Portion { part, whole, share, rest, agrees })
}

/// 占一般公共预算收入5.12亿元的73.0%, 完成年度任务（45亿元）的70%: the whole stands there.
fn of_stated(text: &Text<'_>, share: usize) -> Option<(usize, usize)> {
    let whole = share.checked_sub(1)?;
    let gap = text.line.text(text.quantity(whole).range.end..text.quantity(share).range.start);
    // 占5.12亿元的比重达73.0%.
    let of = gap.trim_end_matches(['达', '为', '是', '到']);
    let of = ["比重", "比例"].iter().find_map(|word| of.strip_suffix(word)).unwrap_or(&gap);
    let noun = of.ends_with('的') && of.chars().count() <= 8 && !of.contains(['，', '、', '。']);
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
    // 已有298个村建成支部，占比91.4%: what the part is, up to the one comma.
    let what = between.strip_suffix('，').is_some_and(|what| {
        (1..=16).contains(&what.chars().count())
            && !what.contains(['，', '、', '（', '；'])
            && text.within(text.quantity(part).range.end..text.figures[share].lead.start).is_empty()
    });
    if between.chars().any(|c| !"，（、".contains(c))
        && !between.has("增长")
        && !between.has("下降")
        && !what
    {
        return None;
    }
    let whole = groups.iter().find(|group| group.parts.contains(&part)).map(|group| group.whole);
    let lead = text.lead(share);
    let lead = lead.trim_end_matches(['为', '达', '到', '是']);
    // 两税占比: of several together.
    if lead.contains('约') || lead.has("分别") || is_of_several(lead) {
        return None;
    }
    // 税收收入9.42亿元，非税收入5.44亿元，税收占比63.4%: of the one that is named.
    let name = lead.split_once('占').map_or("", |(name, _)| name);
    let of_name = |index: usize| text.lead(index).trim_start_matches("其中").starts_with(name);
    if name.chars().count() > 1 && !of_name(part) && (first..part).any(of_name) {
        return None;
    }
    let base = base(lead);
    let whole = whole.or_else(|| of_named(text, part, base));
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
    let named = base.chars().count() > 3 && noun.has(base);
    if !named && ELSEWHERE.iter().any(|word| lead.has(word)) {
        return None;
    }
    let own = text.lead(part);
    // 其中科级以上48名，占科级以上干部的19.6%: of all of the part's kind, wherever they are.
    let kind: String = base.chars().take(3).collect();
    if kind.chars().count() == 3 && lead.ends_with('的') && !noun.has(&kind) {
        let words = text.words(
            text.figures[part].lead.start.saturating_sub(8)..text.quantity(part).range.start,
        );
        let clause = words.rsplit(['，', '。', '；', '：', '、']).next().unwrap_or_default();
        if clause.has(&kind) {
            return None;
        }
    }
    let general = base.is_empty()
        || named
        || base.starts_with('总')
        || ["比", "其", "全部", "比重"].contains(&base)
        || shares_word(base, &noun)
        || lead.ends_with("比重") && shares_word(base, own);
    general.then_some((part, whole))
}

/// 占耕地面积的88.4%，耕地面积为52.6万亩: the one figure that is called what the share is of.
fn of_named(text: &Text<'_>, part: usize, base: &str) -> Option<usize> {
    if base.chars().count() < 3 {
        return None;
    }
    // 占开工数的: 已开工1080套.
    let stem = base.strip_suffix('数').filter(|stem| stem.chars().count() == 2);
    let mut named = (0..text.figures.len()).filter(|index| {
        let lead = text.lead(*index).trim_end_matches(['为', '达', '到', '是', '有', '共']);
        *index != part
            && text.is_level(*index)
            && (lead.ends_with(base) || stem.is_some_and(|stem| lead.ends_with(stem)))
            && alike(text.quantity(*index), text.quantity(part))
    });
    named.next().filter(|_| named.next().is_none())
}

/// Whether a share is of several figures together: 两税占比, 合计占.
pub(super) fn is_of_several(lead: &str) -> bool {
    lead.starts_with(['两', '二', '三', '四', '五', '共'])
        && !lead.starts_with("二产")
        && !lead.starts_with("三产")
        || ["合计", "合占", "前两", "前三", "前五", "以上"]
            .iter()
            .any(|word| lead.starts_with(word))
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
    let name = lead.trim_end_matches(['为', '达', '到', '是']);
    let name = name.strip_suffix('率').or_else(|| name.strip_suffix("进度"))?;
    // 整改完成率 is of what was 整改.
    let name = name.strip_suffix("完成").filter(|what| what.chars().count() > 1).unwrap_or(name);
    let root: Vec<char> = name.chars().rev().take(2).collect();
    let root: String = root.into_iter().rev().collect();
    let sentence = text.sentence(share);
    let first = text.within(sentence).start;
    let own = |index: &usize| text.figures[*index].bracket == text.figures[share].bracket;
    let level = |index: &usize| own(index) && text.is_level(*index);
    // 合格627批次、不合格13批次，合格率: the one that is called so.
    let denied = |index: usize| {
        let lead = text.lead(index);
        ["不", "未", "无"].iter().any(|not| lead.contains(&format!("{not}{root}")))
    };
    let last = share.checked_sub(1).filter(|last| *last >= first && level(last));
    // 开工176户，竣工152户，开工率97.8%，竣工率84.4%.
    let called = |index: &usize| text.lead(*index).contains(&root) && !denied(*index);
    let named = (first..share).rev().take(4).filter(level).find(called);
    let part = named.or(last.filter(|last| !denied(*last)))?;
    let due = ["应", "需", "拟", "计划", "目标", "任务", "受理", "共", "抽", "总", "收"];
    let wholes = || {
        let before = (first..part).rev().take(3).filter(level);
        before.filter(|index| alike(text.quantity(*index), text.quantity(part)))
    };
    let whole = wholes()
        .find(|index| due.iter().any(|due| text.lead(*index).contains(due)))
        .or_else(|| wholes().next())?;
    let commas = |text: &str| text.chars().filter(|c| "，、；：".contains(*c)).count();
    let close = commas(&text.gap(whole, part)) == part - whole
        && commas(&text.gap(part, share)) == share - part;
    let (of_part, of_whole) = (text.lead(part), text.lead(whole));
    let done = ["实", "已", "完成", "办"];
    let verb = root.chars().last().is_some_and(|c| of_part.contains(c))
        || root.chars().next().is_some_and(|c| of_part.contains(c));
    let named = of_part.contains(&root) || done.iter().any(|word| of_part.has(word)) && verb;
    let apart = !of_whole.contains(&root) || due.iter().any(|due| of_whole.contains(due));
    // 立即整改…，限期整改… are two parts of one whole.
    let alike = ["其中", "累计", "新增", "未", "不"].iter().any(|word| of_part.has(word));
    // Cases may be closed that came before; nobody is examined twice.
    let once = ["合格", "接种", "入学", "达标", "开工", "竣工", "参保", "覆盖", "满意", "完好"];
    let less =
        once.contains(&&*root) || text.quantity(part).value() <= text.quantity(whole).value();
    (close && named && apart && !alike && less).then_some((part, whole))
}

/// 采样48份，检出不合格3份，合格率93.75%: what is not so, and the whole.
fn remainder(text: &Text<'_>, share: usize) -> Option<(usize, usize)> {
    let lead = text.lead(share);
    let root = lead.trim_end_matches(['为', '达', '到', '是']).strip_suffix('率')?;
    let part = share.checked_sub(1)?;
    let whole = part.checked_sub(1)?;
    let sentence = text.within(text.sentence(share));
    let level = |index: usize| {
        text.figures[index].bracket == text.figures[share].bracket && text.is_level(index)
    };
    let of_part = text.lead(part).trim_end_matches('的');
    let denied = of_part.strip_suffix(root).is_some_and(|words| {
        ["不", "未", "没有", "不予", "未予", "未能"].iter().any(|not| words.ends_with(not))
    });
    let commas = |text: &str| text.chars().filter(|c| "，、；：".contains(*c)).count();
    let close = commas(&text.gap(whole, part)) == 1 && commas(&text.gap(part, share)) == 1;
    (root.chars().count() == 2
        && sentence.contains(&whole)
        && level(part)
        && level(whole)
        && denied
        && close
        && alike(text.quantity(part), text.quantity(whole))
        && text.quantity(part).value() < text.quantity(whole).value())
    .then_some((part, whole))
}

/// Whether what a part leaves of its whole is the share.
fn leaves(text: &Text<'_>, part: usize, whole: usize, share: usize) -> bool {
    let [part, whole, share] = [part, whole, share].map(|index| text.quantity(index));
    let scale = scale(share);
    let stated = Decimal::integer(scale) - share.value();
    ratio(part, whole, stated, share.number.step, scale).unwrap_or(true)
}

/// Whether one ÷ other is the share, as far as rounding and cutting off go.
pub(super) fn fits(text: &Text<'_>, part: usize, whole: usize, share: usize) -> bool {
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
        if self.rest {
            let lost = all[self.part].value().percent_of(all[self.whole].value(), places)?;
            return Some(Decimal::integer(100) - lost);
        }
        match scale(&all[self.share]) {
            1000 => {
                all[self.part].value().percent_of(all[self.whole].value(), places + 1)?.shifted(1)
            }
            _ => all[self.part].value().percent_of(all[self.whole].value(), places),
        }
    }
}
