//! Whether one slip of the pen explains that figures do not agree.
//!
//! Figures that merely stand near each other miss each other by anything; figures that belong
//! together and were mistyped miss by what one slip makes. Where words alone do not prove that
//! figures belong together, only that is reported which one slip explains.

use crate::zh::decimal::Decimal;
use crate::zh::quantity::Quantity;
use crate::zh::reading::Reading;

/// A value for reckoning that need not be exact to the last place.
pub(super) fn float(value: Decimal) -> f64 {
    let (digits, places) = value.parts();
    digits as f64 / 10f64.powi(places.try_into().unwrap_or(0))
}

/// What the figures would be but for one slip in one of them: a digit mistyped, two neighbours
/// changed, one typed that should not be there.
fn before(quantity: &Quantity) -> Vec<f64> {
    let step = float(quantity.number.step);
    let count = (float(quantity.value()) / step).round();
    if !(1.0..1e12).contains(&count) {
        return vec![];
    }
    let digits: Vec<u8> = format!("{count:.0}").into_bytes();
    let mut found = vec![];
    let mut add = |digits: &[u8]| {
        let leads = digits.len() > 1 && digits[0] == b'0' && step >= 1.0;
        let value = std::str::from_utf8(digits).ok().and_then(|text| text.parse::<f64>().ok());
        found.extend(value.filter(|_| !leads).map(|value| value * step));
    };
    for at in 0..digits.len() {
        let mut one = digits.clone();
        for digit in (b'0'..=b'9').filter(|digit| *digit != digits[at]) {
            one[at] = digit;
            add(&one);
        }
        if at + 1 < digits.len() && digits[at] != digits[at + 1] {
            let mut two = digits.clone();
            two.swap(at, at + 1);
            add(&two);
        }
        if digits.len() > 2 {
            let mut less = digits.clone();
            less.remove(at);
            add(&less);
        }
    }
    found
}

/// Whether a relation of some figures would hold but for one slip in one of them.
pub(super) fn explains(
    reading: &Reading,
    figures: &[usize],
    holds: impl Fn(&[f64]) -> bool,
) -> bool {
    let all = || figures.iter().map(|index| &reading.quantities[*index]);
    let mut values: Vec<f64> = all().map(|quantity| float(quantity.value())).collect();
    all().enumerate().any(|(nth, quantity)| {
        let own = values[nth];
        let mended = before(quantity).into_iter().any(|value| {
            values[nth] = value;
            holds(&values)
        });
        values[nth] = own;
        mended
    })
}

/// How likely one slip would explain figures that have nothing to do with each other: so many
/// slips there are, and so many values the whole can have.
pub(super) fn chance(reading: &Reading, figures: &[usize], whole: usize, slack: f64) -> f64 {
    let digits = |index: &usize| {
        let quantity = &reading.quantities[*index];
        let count = float(quantity.value()) / float(quantity.number.step);
        count.max(1.0).log10().floor() + 1.0
    };
    let slips: f64 = figures.iter().map(|index| 10.0 * digits(index)).sum();
    let whole = &reading.quantities[whole];
    let step = float(whole.number.step);
    slips * (2.0 * slack / step).max(1.0) / (float(whole.value()) / step).max(1.0)
}
