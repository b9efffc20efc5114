//! Exact decimal numbers, as figures in a text are added and compared without rounding.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Sub};

/// `digits` ÷ 10^`places`, without zeros at the end of its decimals.
#[derive(Debug, Clone, Copy)]
pub struct Decimal {
    digits: i128,
    places: u32,
}

/// Figures in a text are far below; beyond it nothing is computed.
const MOST_DIGITS: u32 = 24;

impl Decimal {
    pub const ZERO: Self = Self { digits: 0, places: 0 };

    /// `None` for numbers larger or finer than any figure.
    pub fn new(digits: i128, places: u32) -> Option<Self> {
        let fits = places <= 12 && digits.unsigned_abs() < 10u128.pow(MOST_DIGITS);
        fits.then(|| Self { digits, places }.trimmed())
    }

    /// A figure as written, in digits with at most one point: 38.62.
    pub fn read(written: &str) -> Option<Self> {
        let (whole, decimals) = written.split_once('.').unwrap_or((written, ""));
        let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
        let plain = digits(whole) && digits(decimals);
        let value = format!("{whole}{decimals}").parse().ok().filter(|_| plain)?;
        Self::new(value, u32::try_from(decimals.len()).ok()?)
    }

    pub fn integer(value: u32) -> Self {
        Self { digits: i128::from(value), places: 0 }
    }

    /// Times 10^`power`.
    pub fn shifted(self, power: u32) -> Option<Self> {
        let places = self.places.saturating_sub(power);
        let up = power - (self.places - places);
        Self::new(self.digits.checked_mul(10i128.checked_pow(up)?)?, places)
    }

    pub fn half(self) -> Self {
        Self { digits: self.digits * 5, places: self.places + 1 }.trimmed()
    }

    pub fn times(self, other: Self) -> Option<Self> {
        let digits = self.digits.checked_mul(other.digits)?;
        Some(Self { digits, places: self.places + other.places }.trimmed())
    }

    pub fn abs(self) -> Self {
        Self { digits: self.digits.abs(), ..self }
    }

    pub fn is_zero(self) -> bool {
        self.digits == 0
    }

    /// `digits` ÷ 10^`places`.
    pub fn parts(self) -> (i128, u32) {
        (self.digits, self.places)
    }

    /// The value without decimals, when it is a whole number.
    pub fn whole(self) -> Option<i128> {
        (self.places == 0).then_some(self.digits)
    }

    /// `self` ÷ `other` in percent, rounded to some places. `None` when there is no such number.
    pub fn percent_of(self, other: Self, places: u32) -> Option<Self> {
        let (part, whole, _) = self.aligned(other);
        let part = part.checked_mul(10i128.checked_pow(places + 2)?)?.checked_mul(2)?;
        let doubled = part.checked_div(whole)?;
        Self::new((doubled + doubled.signum()) / 2, places)
    }

    /// The digits of both at the same number of places.
    fn aligned(self, other: Self) -> (i128, i128, u32) {
        let places = self.places.max(other.places);
        let at = |one: Self| one.digits.saturating_mul(10i128.pow(places - one.places));
        (at(self), at(other), places)
    }

    fn trimmed(mut self) -> Self {
        while self.places > 0 && self.digits % 10 == 0 {
            self.digits /= 10;
            self.places -= 1;
        }
        self
    }
}

impl Add for Decimal {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let (a, b, places) = self.aligned(other);
        Self { digits: a.saturating_add(b), places }.trimmed()
    }
}

impl Sub for Decimal {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        let (a, b, places) = self.aligned(other);
        Self { digits: a.saturating_sub(b), places }.trimmed()
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let (a, b, _) = self.aligned(*other);
        a.cmp(&b)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let digits = self.digits.unsigned_abs().to_string();
        let places = self.places as usize;
        if places == 0 {
            return write!(f, "{sign}{digits}");
        }
        let digits = format!("{digits:0>width$}", width = places + 1);
        let (whole, rest) = digits.split_at(digits.len() - places);
        write!(f, "{sign}{whole}.{rest}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(digits: i128, places: u32) -> Decimal {
        Decimal::new(digits, places).expect("a small number")
    }

    #[test]
    fn sums_are_exact() {
        let tenth = decimal(1, 1);
        let sum = (0..10).fold(Decimal::ZERO, |sum, _| sum + tenth);
        assert_eq!(sum, Decimal::integer(1));
        assert_eq!((decimal(214, 1) - decimal(2140, 2)).to_string(), "0");
        assert_eq!(decimal(5, 2).to_string(), "0.05");
        assert_eq!(decimal(-1230, 2).to_string(), "-12.3");
        assert_eq!(decimal(4519, 2).shifted(4), Some(decimal(451_900, 0)));
        assert_eq!(decimal(15, 0).half().to_string(), "7.5");
    }

    #[test]
    fn percentages_are_rounded_to_the_places_asked_for() {
        let percent = |part, whole, places| {
            let percent = Decimal::integer(part).percent_of(Decimal::integer(whole), places);
            percent.map(|percent| percent.to_string())
        };
        assert_eq!(percent(5, 8, 1).as_deref(), Some("62.5"));
        assert_eq!(percent(2, 3, 1).as_deref(), Some("66.7"));
        assert_eq!(percent(1, 3, 0).as_deref(), Some("33"));
        assert_eq!(percent(1, 0, 0), None);
    }

    #[test]
    fn numbers_beyond_any_figure_are_refused() {
        assert!(Decimal::new(10i128.pow(24), 0).is_none());
        assert!(decimal(1, 0).shifted(40).is_none());
        assert!(decimal(10i128.pow(23), 0).times(decimal(10i128.pow(23), 0)).is_none());
    }
}
