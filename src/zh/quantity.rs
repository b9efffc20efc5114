//! Quantities: a number, how exact it is, and what it counts in.

use std::ops::Range;

use super::decimal::Decimal;
use super::line::Line;
use super::number::{self, Number, Style};
use super::unit::{self, Measure, Unit};

/// A quantity in a line; ranges are of its characters.
#[derive(Debug, Clone)]
pub struct Quantity {
    /// Number, 余 and unit.
    pub range: Range<usize>,
    pub number: Number,
    pub unit: Unit,
    /// Where 余, 多, 来 or 几 stands.
    pub more: Option<usize>,
    /// The word before that makes it vague or a bound: 约, 近, 超, 不足.
    pub before: Option<Range<usize>>,
    /// The word behind that does so: 左右, 以上.
    pub after: Option<Range<usize>>,
    /// One end of a range: 3～5天.
    pub ranged: bool,
    /// What falls on one of something: 每亩37元, 人均2.1万元, 5元/亩.
    pub rate: bool,
}

impl Quantity {
    pub fn value(&self) -> Decimal {
        self.number.value
    }

    /// Whether it can be added to others: exact as written, no rate, no end of a range.
    pub fn is_exact(&self) -> bool {
        self.is_precise() && !self.rate
    }

    /// Whether it is exact as written and no end of a range.
    pub fn is_precise(&self) -> bool {
        !self.number.vague
            && self.more.is_none()
            && self.before.is_none()
            && self.after.is_none()
            && !self.ranged
    }

    /// How far the true value may be from the printed one. What is counted and printed to the
    /// last one is exact; what is measured, or printed in 万, has been rounded.
    pub fn slack(&self) -> Decimal {
        let counted = !matches!(self.unit.measure, Measure::Extent | Measure::Share);
        let exact = counted && self.number.step == Decimal::integer(1);
        if exact { Decimal::ZERO } else { self.number.step.half() }
    }

    pub fn has_unit(&self) -> bool {
        !self.unit.name.is_empty()
    }

    /// The unit as written, without 余 before it.
    pub fn unit_range(&self) -> Range<usize> {
        let inside = self.more.filter(|more| *more >= self.number.range.end);
        let start = inside.map_or(self.number.range.end, |more| more + 1);
        start.min(self.range.end)..self.range.end
    }
}

static BEFORE: &[&str] = &[
    "大约",
    "大概",
    "将近",
    "接近",
    "超过",
    "不足",
    "不到",
    "不低于",
    "不少于",
    "不超过",
    "不高于",
    "不多于",
    "突破",
    "至少",
    "至多",
    "最多",
    "最少",
    "最高",
    "最低",
    "低于",
    "高于",
    "少于",
    "多于",
    "大于",
    "小于",
    "上限",
    "约",
    "近",
    "超",
    "逾",
    "满",
    "上",
];

static AFTER: &[&str] = &[
    "左右",
    "上下",
    "及以上",
    "及以下",
    "（含）以上",
    "（含）以下",
    "以上",
    "以下",
    "以内",
    "不等",
    "之内",
    "以外",
];

/// Words that end in 约, 近, 超, 满 or 上 and say nothing about the number.
static NOT_BEFORE: &[&str] = &[
    "节约",
    "签约",
    "预约",
    "履约",
    "违约",
    "集约",
    "邀约",
    "公约",
    "契约",
    "条约",
    "解约",
    "附近",
    "最近",
    "就近",
    "邻近",
    "靠近",
    "临近",
    "走近",
    "新近",
    "反超",
    "商超",
    "赶超",
    "圆满",
    "期满",
    "届满",
    "未满",
    "以上",
    "线上",
    "网上",
    "马上",
    "会上",
    "地上",
    "身上",
    "路上",
    "船上",
    "场上",
    "加上",
    "送上",
    "用上",
    "赶上",
    "晚上",
    "早上",
    "基础上",
    "总体上",
    "共上",
    "台上",
    "上上",
    "历史上",
    "手上",
];

/// The approximating word that ends where a number begins.
pub fn approximation_before(line: &Line, end: usize) -> Option<Range<usize>> {
    let word = BEFORE.iter().find(|word| line.ends_with(end, word))?;
    if word.chars().count() == 1 && NOT_BEFORE.iter().any(|other| line.ends_with(end, other)) {
        return None;
    }
    Some(end - word.chars().count()..end)
}

/// Reads the quantity that begins at a place; `None` where the digits there are a name, a code,
/// an ordinal or a part of a longer sign. The number of characters to pass over comes with it.
pub fn read(line: &Line, at: usize) -> Option<Quantity> {
    let number = match line.get(at)? {
        c if c.is_ascii_digit() => number::arabic(line, at)?,
        _ => number::han(line, at)?,
    };
    let mut end = number.range.end;
    let mut more = number
        .vague
        .then_some(number.digits.end)
        .filter(|at| line.get(*at).is_some_and(|c| "余多来几".contains(c)));
    let mut found = unit::at(line, end);
    if found.is_none() && line.get(end).is_some_and(|c| "余多来几".contains(c)) {
        found = unit::at(line, end + 1);
        if found.is_some() {
            more = Some(end);
            end += 1;
        }
    }
    let (unit, length) = match found {
        Some(found) => found,
        None if number.style == Style::Arabic => (Unit { name: "", measure: Measure::Count }, 0),
        None => return None,
    };
    // 1季度 is a part of the year.
    if unit.name == "季度" && line.starts_with(end, "季度") && number.range.len() == 1 {
        return None;
    }
    if number.style == Style::Han && !counts(line, &number, &unit, end + length) {
        return None;
    }
    end += length;
    end = bracketed_unit(line, end);
    if more.is_none() && length > 0 && is_more_behind(line, end) {
        more = Some(end);
        end += 1;
    }
    let before = approximation_before(line, at);
    let after = AFTER
        .iter()
        .find(|word| line.starts_with(end, word))
        .map(|word| end..end + word.chars().count());
    let rate = is_rate(line, before.as_ref().map_or(at, |word| word.start), end);
    Some(Quantity { range: at..end, number, unit, more, before, after, ranged: false, rate })
}

/// 5年多, 3公里余.
fn is_more_behind(line: &Line, at: usize) -> bool {
    line.get(at) == Some('余') && !line.get(at + 1).is_some_and(|c| "下额热粮款留".contains(c))
        || line.get(at) == Some('多') && !line.get(at + 1).is_some_and(is_word_after)
}

/// 多 that begins a word: 多种, 多部门.
fn is_word_after(c: char) -> bool {
    !matches!(c, '，' | '。' | '；' | '、' | '）' | '的' | '来' | '时' | '了' | '\n')
}

/// 63台（套）: the other measure word in brackets belongs to the unit.
fn bracketed_unit(line: &Line, at: usize) -> usize {
    if line.get(at) != Some('（') {
        return at;
    }
    match unit::at(line, at + 1) {
        Some((_, length)) if line.get(at + 1 + length) == Some('）') => at + length + 2,
        _ => at,
    }
}

/// Whether a Han numeral before a unit counts: not in 第三个, 星期三次日 or 三家村.
fn counts(line: &Line, number: &Number, unit: &Unit, end: usize) -> bool {
    let before = line.before(number.range.start);
    let ordinal = before.is_some_and(|c| "第初其之统唯专万周期".contains(c) || small_or_scale(c))
        && !line.ends_with(number.range.start, "为期");
    let dated =
        matches!(unit.name, "日" | "月" | "年" | "点" | "时" | "季度") && number.range.len() < 2;
    let word = line.get(end).is_some_and(|c| c == '是') && number.value == Decimal::integer(1);
    // 一级2712人、二级6043人; 一期12个: the name of what is counted.
    let grade = matches!(unit.name, "级" | "类" | "档" | "期" | "年级" | "标段")
        && line.get(end).is_some_and(|c| c.is_ascii_digit());
    !ordinal && !dated && !word && !grade
}

fn small_or_scale(c: char) -> bool {
    number::small(c).is_some() || "百千亿".contains(c)
}

fn is_rate(line: &Line, start: usize, end: usize) -> bool {
    let behind = line.get(end).is_some_and(|c| "/／每".contains(c));
    let clause = (start.saturating_sub(6)..start)
        .rev()
        .take_while(|at| line.get(*at).is_some_and(|c| !"，。；、：（）\n".contains(c)));
    let before = clause.into_iter().any(|at| matches!(line.get(at), Some('每' | '均')));
    behind || before || line.before(start) == Some('各')
}

/// A sign between the ends of a range.
pub fn is_range_sign(c: char) -> bool {
    matches!(c, '-' | '－' | '–' | '—' | '～' | '~' | '〜' | '―' | '−')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<String> {
        let line = Line::new(text);
        let quantity = read(&line, number::first(&line)?)?;
        let exact = if quantity.is_exact() { "" } else { "~" };
        Some(format!("{exact}{}{}", quantity.value(), quantity.unit.name))
    }

    #[test]
    fn quantities_with_units_and_exactness() {
        let cases = [
            ("低保户23户", Some("23户")),
            ("约500人", Some("~500人")),
            ("节约30万元", Some("300000元")),
            ("附近20户", Some("20户")),
            ("5000余万元", Some("~50000000元")),
            ("3000余人次", Some("~3000人次")),
            ("12公里多。", Some("~12公里")),
            ("12家多部门", Some("12家")),
            ("63台（套）", Some("63台")),
            ("10亩以上", Some("~10亩")),
            ("人均2.1万元", Some("~21000元")),
            ("每亩补贴37元", Some("~37元")),
            ("补贴37元/亩", Some("~37元")),
            ("两个村", Some("2个")),
            ("十几户", Some("~10户")),
            ("第三个", None),
            ("三农", None),
            ("一是", None),
            ("增长7.5%", Some("7.5%")),
            ("提高2.5个百分点", Some("2.5百分点")),
            ("交易额达21.4亿。", Some("2140000000")),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text).as_deref(), expected, "{text}");
        }
    }
}
