//! What one makes of many: averages, prices, yields; one figure in two units.

use super::{Role, Text};
use crate::zh::decimal::Decimal;
use crate::zh::needles::Has as _;
use crate::zh::quantity::Quantity;
use crate::zh::reading::Reading;

/// So many, so much for each, so much in all: indexes of quantities.
#[derive(Debug, Clone)]
pub struct Product {
    pub count: usize,
    pub each: usize,
    pub total: usize,
    /// What the total should be, in the unit of the total, when it cannot be what it is.
    pub actual: Option<Decimal>,
}

/// One figure in two units.
#[derive(Debug, Clone)]
pub struct Conversion {
    pub first: usize,
    pub second: usize,
    pub actual: Option<Decimal>,
}

/// How many of the smallest unit of its kind a unit holds, and that kind.
pub(super) fn size(unit: &str) -> Option<(&'static str, i128, u32)> {
    Some(match unit {
        "元" => ("元", 1, 0),
        "平方米" => ("平方米", 1, 0),
        "公顷" => ("平方米", 10_000, 0),
        "平方公里" => ("平方米", 1_000_000, 0),
        "米" | "延米" => ("米", 1, 0),
        "公里" => ("米", 1000, 0),
        "里" | "华里" => ("米", 500, 0),
        "厘米" => ("米", 1, 2),
        "毫米" => ("米", 1, 3),
        "吨" => ("公斤", 1000, 0),
        "公斤" => ("公斤", 1, 0),
        "斤" => ("公斤", 5, 1),
        "克" => ("公斤", 1, 3),
        "千瓦" => ("千瓦", 1, 0),
        "兆瓦" => ("千瓦", 1000, 0),
        "立方米" => ("立方米", 1, 0),
        _ => return None,
    })
}

/// A value in the smallest unit of its kind, and the kind. 15亩 are a hectare.
fn in_base(quantity: &Quantity, value: Decimal) -> Option<(&'static str, Decimal)> {
    if quantity.unit.name == "亩" {
        // In fifteenths: the other side is multiplied by 15 as well.
        return Some(("亩", value.times(Decimal::integer(10_000))?));
    }
    let (kind, times, places) = size(quantity.unit.name)?;
    Some((kind, value.times(Decimal::new(times, places)?)?))
}

/// Two values made comparable: with 亩 on one side, the other times fifteen.
fn in_one(first: &Quantity, second: &Quantity) -> Option<[Decimal; 4]> {
    let both = |quantity: &Quantity| {
        Some([in_base(quantity, quantity.value())?.1, in_base(quantity, quantity.number.step)?.1])
    };
    let (one, other) = (in_base(first, first.value())?.0, in_base(second, second.value())?.0);
    let fifteen = |pair: [Decimal; 2]| {
        Some([pair[0].times(Decimal::integer(15))?, pair[1].times(Decimal::integer(15))?])
    };
    let (a, b) = match (one, other) {
        ("亩", "平方米") => (both(first)?, fifteen(both(second)?)?),
        ("平方米", "亩") => (fifteen(both(first)?)?, both(second)?),
        _ if one == other => (both(first)?, both(second)?),
        _ => return None,
    };
    Some([a[0], a[1], b[0], b[1]])
}

/// 450亩（30公顷）, 1.25亿元（合12500万元）.
pub(super) fn conversions(text: &Text<'_>) -> Vec<Conversion> {
    (1..text.figures.len()).filter_map(|second| conversion(text, second)).collect()
}

fn conversion(text: &Text<'_>, second: usize) -> Option<Conversion> {
    let first = second - 1;
    let (one, other) = (text.quantity(first), text.quantity(second));
    let gap = text.words(one.range.end..other.range.start);
    let told = [
        "（合",
        "（折合",
        "（即",
        "（折",
        "（相当于",
        "，折合",
        "，合",
        "，即",
        "，折",
        "，折算",
        "，折算为",
        "，相当于",
    ]
    .contains(&&*gap);
    // 20公顷（约300亩）
    let about = ["（约", "（约合", "，约合", "（折合约", "（合约"].contains(&&*gap);
    let closed = text.line.get(other.range.end).is_some_and(|c| "），。；".contains(c));
    let scale = |quantity: &Quantity| text.words(quantity.number.scale());
    let differs = one.unit != other.unit || scale(one) != scale(other);
    if !(told || about || gap == "（" && text.line.get(other.range.end) == Some('）'))
        || !closed
        || !differs
    {
        return None;
    }
    let sure = other.is_precise() || about && other.more.is_none() && other.after.is_none();
    if !one.is_precise() || !sure || !text.is_level(first) {
        return None;
    }
    // 18万亩（12万元） are two things.
    let [a, a_step, b, b_step] = in_one(one, other)?;
    let gap = (a - b).abs();
    // A tenth of a percent for the 亩 of 666.7 square metres.
    let loose = if about { Decimal::new(1, 1)? } else { Decimal::new(1, 3)? };
    let allowed = a_step.half() + b_step.half() + a.times(loose)?;
    let exact = a.times(other.value())?.percent_of(b, 6).and_then(|v| v.times(Decimal::new(1, 2)?));
    let actual = (gap > allowed).then_some(exact).flatten();
    Some(Conversion { first, second, actual: actual.map(short) })
}

/// A value with no more than four places.
pub(super) fn short(value: Decimal) -> Decimal {
    let text = value.to_string();
    let cut = text.find('.').map_or(text.len(), |at| (at + 5).min(text.len()));
    Decimal::read(&text[..cut]).unwrap_or(value)
}

/// Everything that is so much for each of so many.
pub(super) fn products(text: &Text<'_>) -> Vec<Product> {
    let mut found = vec![];
    for each in 0..text.figures.len() {
        if text.figures[each].role != Role::Each || !text.quantity(each).is_precise() {
            continue;
        }
        found.extend(
            average(text, each).or_else(|| yielded(text, each)).or_else(|| priced(text, each)),
        );
    }
    found
}

/// The two figures before another in its sentence, with no other between.
fn two_before(text: &Text<'_>, index: usize) -> Option<[usize; 2]> {
    let first = index.checked_sub(2)?;
    let sentence = text.sentence(index);
    let near = sentence.contains(&text.quantity(first).range.start);
    let level =
        [first, first + 1].iter().all(|index| text.is_level(*index) && text.is_exact(*index));
    (near && level).then_some([first, first + 1])
}

/// 发放168万元，惠及2400人，人均700元.
fn average(text: &Text<'_>, each: usize) -> Option<Product> {
    let lead = text.lead(each);
    let per = [
        ("人均", &["人", "名", "人次"][..]),
        ("户均", &["户"]),
        ("亩均", &["亩"]),
        ("村均", &["个", "村"]),
    ]
    .into_iter()
    .find(|(word, _)| lead.starts_with(word) && lead.chars().count() <= 5)?;
    // 种植1.2万亩，亩均收入6800元，总产值达8160万元: the total may follow.
    let around = || {
        let (before, after) = (each.checked_sub(1)?, each + 1);
        let sum = text.figures.get(after).map(|_| text.lead(after))?;
        let told = ["总产值", "总收入", "总额", "共计", "合计"].iter().any(|word| sum.has(word));
        let near = text.sentence(each).contains(&text.quantity(before).range.start)
            && text.sentence(each).contains(&text.quantity(after).range.start);
        let level = [before, after].iter().all(|at| text.is_level(*at) && text.is_exact(*at));
        (told && near && level).then_some([before, after])
    };
    let two = two_before(text, each).or_else(around)?;
    let is_count = |index: &usize| per.1.contains(&text.quantity(*index).unit.name);
    let count = two.into_iter().find(is_count)?;
    let total = two.into_iter().find(|index| *index != count)?;
    if text.quantity(total).unit != text.quantity(each).unit {
        return None;
    }
    judged(text, count, each, total)
}

/// 2.5万亩，平均亩产512公斤，总产1.28万吨.
fn yielded(text: &Text<'_>, each: usize) -> Option<Product> {
    let lead = text.lead(each);
    let name = lead.trim_end_matches(['达', '为', '到']).trim_end_matches('量');
    if !name.ends_with("亩产") && !name.ends_with("单产") {
        return None;
    }
    let sentence = text.sentence(each);
    let near = |index: usize| {
        index < text.figures.len()
            && sentence.contains(&text.quantity(index).range.start)
            && text.is_level(index)
            && text.is_exact(index)
    };
    let is_total = |index: usize| {
        let lead = text.figures.get(index).map(|figure| figure.words.as_str()).unwrap_or_default();
        let lead = lead.trim_end_matches(['达', '为', '到']);
        near(index) && ["总产", "总产量", "产量"].iter().any(|word| lead.ends_with(word))
    };
    let (mut count, mut total) = (each.checked_sub(1)?, each + 1);
    // 63.8万亩，总产量30.3万吨，平均亩产475公斤: of what the total is of, and nothing else.
    let own = ["平均亩产", "亩产", "平均单产", "单产", "平均亩产量", "亩产量"];
    if is_total(count) && own.contains(&lead.trim_end_matches(['达', '为', '到', '约'])) {
        (count, total) = (count.checked_sub(1)?, count);
    }
    let area = near(count) && text.quantity(count).unit.name == "亩";
    (area && is_total(total)).then(|| judged(text, count, each, total))?
}

/// 36吨，每公斤4.5元，支付果农货款16.2万元.
fn priced(text: &Text<'_>, each: usize) -> Option<Product> {
    let lead = text.lead(each);
    let (subject, rest) = lead.rsplit_once('每')?;
    if !subject.is_empty() && !subject.ends_with(['以', '按', '为']) {
        return None;
    }
    if ["最高", "最低", "平均", "约", "月", "年", "天", "日"].iter().any(|word| rest.has(word))
    {
        return None;
    }
    let sentence = text.sentence(each);
    let near = |index: usize| {
        index < text.figures.len()
            && sentence.contains(&text.quantity(index).range.start)
            && text.is_level(index)
            && text.is_exact(index)
    };
    // 以每斤1.32元的价格收购花生480吨，支付126.7万元.
    let behind = text.quantity(each).range.end;
    let price = ["的价格", "的单价", "的均价", "的保护价", "的收购价"]
        .iter()
        .any(|word| text.line.starts_with(behind, word));
    let (count, total) = match price {
        true => (each + 1, each + 2),
        false => (each.checked_sub(1)?, each + 1),
    };
    if !near(count) || !near(total) || text.quantity(total).unit != text.quantity(each).unit {
        return None;
    }
    let sum = text.lead(total);
    let told = ["共", "合计", "总", "支付", "收入", "货款", "总额", "计", "价值", "兑付"]
        .iter()
        .any(|word| sum.has(word));
    let other = ["其中", "累计", "已", "另", "最高", "下达"].iter().any(|word| sum.has(word));
    let gap = if price { text.gap(count, total) } else { text.gap(count, each) };
    (told && !other && gap.starts_with(['，', '、']) && gap.chars().count() <= 12)
        .then(|| judged(text, count, each, total))?
}

/// Whether count × each is the total.
fn judged(text: &Text<'_>, count: usize, each: usize, total: usize) -> Option<Product> {
    let (many, one, all) = (text.quantity(count), text.quantity(each), text.quantity(total));
    // What each is for: 每公斤 of 36吨.
    let lead = text.lead(each);
    let factor = match lead.rsplit_once('每').map(|(_, rest)| rest) {
        Some(rest)
            if !rest.starts_with(many.unit.name)
                && !["户", "人", "名", "亩", "件", "台", "个", "家", "村", "株", "套"]
                    .iter()
                    .any(|u| rest.starts_with(u) && many.unit.name.starts_with(u)) =>
        {
            let unit = ["公斤", "斤", "吨", "米", "公里", "平方米", "亩", "公顷", "立方米", "千克"]
                .iter()
                .filter(|unit| rest.starts_with(**unit))
                .max_by_key(|unit| unit.len())?;
            let unit = if *unit == "千克" { "公斤" } else { unit };
            let (kind, times, places) =
                size(unit).or(Some(("亩", 1, 0)).filter(|_| unit == "亩"))?;
            let (own, own_times, own_places) =
                size(many.unit.name).or(Some(("亩", 1, 0)).filter(|_| many.unit.name == "亩"))?;
            if kind != own {
                return None;
            }
            (Decimal::new(own_times, own_places)?, Decimal::new(times, places)?)
        }
        _ => (Decimal::integer(1), Decimal::integer(1)),
    };
    // All in the smallest unit of the total.
    let scale = |quantity: &Quantity, value: Decimal| {
        in_base(quantity, value).map_or(value, |(_, value)| value)
    };
    let kinds = in_base(one, one.value()).map(|(kind, _)| kind)
        == in_base(all, all.value()).map(|(kind, _)| kind);
    if !kinds {
        return None;
    }
    let each_value = scale(one, one.value());
    let product = many.value().times(factor.0)?.times(each_value)?;
    let told = scale(all, all.value()).times(factor.1)?;
    let slack = many.number.step.half().times(factor.0)?.times(each_value)?
        + scale(one, one.number.step).half().times(many.value().times(factor.0)?)?
        + scale(all, all.number.step).half().times(factor.1)?;
    let gap = (product - told).abs();
    let actual = product.times(all.value())?.percent_of(told, 6)?.times(Decimal::new(1, 2)?)?;
    let actual = (gap > slack).then(|| short(actual));
    Some(Product { count, each, total, actual })
}

impl Product {
    /// The factor that was multiplied, as written.
    pub fn shown(&self, reading: &Reading) -> [String; 3] {
        let text = |index: usize| reading.line.text(reading.quantities[index].range.clone());
        [text(self.count), text(self.each), text(self.total)]
    }
}
