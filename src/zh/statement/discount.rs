//! Prices less a discount: 原价80元，打八折，优惠后64元.

use std::ops::Range;

use super::Text;
use crate::zh::decimal::Decimal;
use crate::zh::needles::Has as _;
use crate::zh::number;

/// A price that is not what the discount makes of another.
#[derive(Debug, Clone)]
pub struct Discount {
    /// 八折, as characters of the line.
    pub range: Range<usize>,
    pub full: usize,
    pub paid: usize,
    pub actual: Decimal,
}

static FULL: &[&str] =
    &["原价", "票价", "定价", "标价", "门市价", "市场价", "零售价", "全价", "挂牌价", "原票价"];
static PAID: &[&str] = &[
    "优惠后",
    "折后",
    "现价",
    "只需",
    "仅需",
    "实付",
    "实收",
    "优惠价",
    "仅售",
    "实际支付",
    "折后价",
    "后为",
    "只收",
    "仅收",
    "现售",
];

pub(super) fn all(text: &Text<'_>) -> Vec<Discount> {
    let places = (1..text.line.chars().len()).filter(|at| text.line.get(*at) == Some('折'));
    places.filter_map(|at| discount(text, at)).collect()
}

/// How much is left of ten: 八 is 8, 八五 and 8.5 are 8.5.
fn left(words: &str) -> Option<Decimal> {
    let digits: Option<Vec<u32>> =
        words.chars().map(|c| c.to_digit(10).or_else(|| number::small(c))).collect();
    match (words.contains('.'), digits.as_deref()) {
        (true, _) => Decimal::read(words),
        (false, Some([one])) => Some(Decimal::integer(*one)),
        (false, Some([one, tenth])) => Decimal::new(i128::from(one * 10 + tenth), 1),
        _ => None,
    }
    .filter(|left| *left > Decimal::ZERO && *left < Decimal::integer(10))
}

fn discount(text: &Text<'_>, at: usize) -> Option<Discount> {
    let line = text.line;
    let digit = |at: &usize| {
        line.get(*at).is_some_and(|c| c.is_ascii_digit() || c == '.' || number::small(c).is_some())
    };
    let start = (0..at).rev().take_while(digit).last()?;
    let left = left(&line.text(start..at))?;
    if line.get(at + 1).is_some_and(|c| "合算旧叠射腾磨".contains(c)) {
        return None;
    }
    let sentence = text.reading.sentence_at(at);
    let price = |index: &usize| {
        let quantity = text.quantity(*index);
        quantity.unit.name == "元" && quantity.is_precise()
    };
    let full = text.within(sentence.start..start).rev().find(price)?;
    let paid = text.within(at..sentence.end).find(price)?;
    let called = |index: usize, names: &[&str]| {
        let start = text.quantity(index).range.start;
        let words = line.text(start.saturating_sub(10)..start);
        let words = words.rsplit(['，', '。', '；']).next().unwrap_or_default().to_owned();
        names.iter().any(|name| words.has(name))
    };
    let gap = line.text(text.quantity(full).range.end..text.quantity(paid).range.start);
    // One price and one discount: of several nobody knows which is meant.
    let one = gap.matches('折').count()
        == 1 + usize::from(gap.ends_with("折后") || gap.has("折后"))
        && gap.chars().count() <= 30
        && !["以上", "起", "部分", "再", "满"].iter().any(|word| gap.has(word));
    if !called(full, FULL) || !called(paid, PAID) || !one {
        return None;
    }
    let whole = text.quantity(full).value().times(left)?;
    let actual = whole.times(Decimal::new(1, 1)?)?;
    let told = text.quantity(paid);
    ((actual - told.value()).abs() >= told.number.step).then_some(Discount {
        range: start..at + 1,
        full,
        paid,
        actual,
    })
}

#[cfg(test)]
mod tests {
    use crate::zh::reading::Reading;
    use crate::zh::statement::Statements;

    #[test]
    fn prices_are_held_against_their_discounts() {
        let paid = |text: &str| {
            let reading = Reading::new(text);
            let all = Statements::new(&reading).discounts;
            all.into_iter().map(|discount| discount.actual.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(paid("门票原价80元，国庆期间打八折，优惠后56元。"), ["64"]);
        assert_eq!(paid("体检套餐原价240元，按七五折优惠，现价168元。"), ["180"]);
        for text in [
            "门票原价80元，国庆期间打八折，优惠后64元。",
            "原价80元的门票打八折，另收讲解费50元。",
            "原价80元，折合每人40元，现价60元。",
        ] {
            assert_eq!(paid(text), [""; 0], "{text}");
        }
    }
}
