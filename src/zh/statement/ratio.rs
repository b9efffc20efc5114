//! How many of one fall on one of another: 城乡收入比1.94∶1, 生师比为13∶1.

use std::ops::Range;

use super::slip::{self, float};
use super::{Role, Text};
use crate::zh::decimal::Decimal;
use crate::zh::needles::Has as _;
use crate::zh::number;
use crate::zh::unit::Measure;

/// A ratio that does not follow from the two figures of its sentence.
#[derive(Debug, Clone)]
pub struct Ratio {
    /// Where it stands, as characters of the line.
    pub range: Range<usize>,
    /// The two figures, as indexes of quantities: the first divided by the second.
    pub first: usize,
    pub second: usize,
    /// What it should be, as finely as it is printed.
    pub actual: String,
}

/// Ratios of what is no part of the text.
static ELSEWHERE: &[&str] =
    &["配比", "坡比", "占比", "性价比", "性别比", "赔率", "比分", "坡度", "全市", "全省", "全国"];

pub(super) fn ratios(text: &Text<'_>) -> Vec<Ratio> {
    let line = text.line;
    let marks = (1..line.chars().len()).filter(|at| matches!(line.chars()[*at], '∶' | ':' | '：'));
    marks.filter_map(|mark| ratio(text, mark)).collect()
}

fn ratio(text: &Text<'_>, mark: usize) -> Option<Ratio> {
    let line = text.line;
    let figure = |c: &char| c.is_ascii_digit() || *c == '.';
    let start = (0..mark).rev().take_while(|at| figure(&line.chars()[*at])).last()?;
    let behind = line.chars()[mark + 1..].iter().take_while(|c| figure(c)).count();
    let range = start..mark + 1 + behind;
    let (one, other) = (line.text(start..mark), line.text(mark + 1..range.end));
    let (written, before_one) = match (&*one, &*other) {
        ("1", many) if many != "1" => (many.to_owned(), true),
        (many, "1") => (many.to_owned(), false),
        _ => return None,
    };
    let longer = line.get(range.end).is_some_and(|c| "∶:：-～".contains(c))
        || line.before(start).is_some_and(|c| "∶:：-～".contains(c));
    let stated = Decimal::read(&written).filter(|stated| *stated > Decimal::ZERO)?;
    let edge = |at: &usize| line.get(*at).is_some_and(|c| "，。；：、（\n".contains(c));
    let from = (0..start).rev().find(edge).map_or(0, |at| at + 1);
    let lead = line.text(from..start);
    let name = lead.trim_end_matches(['为', '是', '达', '到', '至']);
    let named = name.ends_with('比') || name.ends_with("比例") || name.ends_with("比值");
    if longer
        || !named
        || ELSEWHERE.iter().any(|word| name.has(word))
        || line.is_quoted(range.clone())
    {
        return None;
    }
    let sentence = text.reading.sentence_at(start);
    let counts = |index: &usize| {
        let quantity = text.quantity(*index);
        let level = matches!(text.figures[*index].role, Role::Amount | Role::Reached | Role::Each);
        let measured = !matches!(
            quantity.unit.measure,
            Measure::Share | Measure::Points | Measure::Multiple | Measure::Time
        );
        level && measured && quantity.is_precise() && quantity.has_unit()
    };
    let mut all: Vec<usize> = text.within(sentence.start..start).filter(counts).collect();
    // 男女比例为2∶1，其中男172人、女86人.
    if all.is_empty() {
        all = text.within(range.end..sentence.end).filter(counts).collect();
    }
    let (value, step) = (float(stated), float(step(&written)?));
    let of = |index: usize| float(text.quantity(index).value());
    let holds = |a: f64, b: f64, stated: f64| b > 0.0 && (a / b - stated).abs() <= step + 1e-9;
    let pairs = all.iter().flat_map(|a| all.iter().map(move |b| (*a, *b)));
    if pairs.clone().any(|(a, b)| a != b && holds(of(a), of(b), value)) {
        return None;
    }
    let [a, b] = all[..] else { return None };
    // 师生比1∶13: the one that is named first is the one.
    let (first, second) = if of(a) >= of(b) { (a, b) } else { (b, a) };
    let (one, other) = (text.quantity(a), text.quantity(b));
    let people = |name: &str| ["人", "名", "位"].contains(&name);
    let alike = one.unit == other.unit || people(one.unit.name) && people(other.unit.name);
    if !alike || of(second) <= 0.0 {
        return None;
    }
    let places = written.split_once('.').map_or(0, |(_, places)| places.len());
    let right = format!("{:.places$}", of(first) / of(second));
    let slip = slip::explains(text.reading, &[first, second], |v| holds(v[0], v[1], value))
        || is_one_slip(&right, &written);
    let actual = if before_one { format!("1∶{right}") } else { format!("{right}∶1") };
    slip.then_some(Ratio { range, first, second, actual })
}

/// One in the last place.
fn step(written: &str) -> Option<Decimal> {
    let places = written.split_once('.').map_or(0, |(_, places)| places.len());
    Decimal::new(1, u32::try_from(places).ok()?)
}

/// Whether two figures differ in one digit, or in the order of two.
fn is_one_slip(one: &str, other: &str) -> bool {
    let differ: Vec<(char, char)> =
        one.chars().zip(other.chars()).filter(|(a, b)| a != b).collect();
    let digits = differ.iter().all(|(a, b)| number::small(*a).is_none() && *a != '.' && *b != '.');
    one.len() == other.len()
        && digits
        && (differ.len() == 1 || matches!(differ[..], [(a, b), (c, d)] if a == d && b == c))
}
