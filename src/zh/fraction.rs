//! Exact shares: an item of three units is a third of an item for each, and three thirds are one.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Mul, Sub};

use super::decimal::Decimal;

/// `numerator` ÷ `denominator`, reduced, with a denominator above 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fraction {
    numerator: i128,
    denominator: i128,
}

/// What is finer than anything counted is rounded to so many places, rather than overflow.
const FINEST: i128 = 1_000_000_000_000;

impl Fraction {
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };
    pub const ONE: Self = Self { numerator: 1, denominator: 1 };

    pub const fn whole(value: i64) -> Self {
        Self { numerator: value as i128, denominator: 1 }
    }

    pub fn of(count: usize) -> Self {
        Self { numerator: count as i128, denominator: 1 }
    }

    /// `None` when there is no such number.
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        let common = gcd(numerator.unsigned_abs(), denominator.unsigned_abs());
        let common = i128::try_from(common).ok()?;
        let sign = denominator.signum();
        Some(Self {
            numerator: numerator / common * sign,
            denominator: denominator / common * sign,
        })
    }

    /// `self` ÷ `other`; `None` for a division by nothing.
    pub fn over(self, other: Self) -> Option<Self> {
        Self::new(
            self.numerator.checked_mul(other.denominator)?,
            self.denominator.checked_mul(other.numerator)?,
        )
    }

    pub fn is_zero(self) -> bool {
        self.numerator == 0
    }

    pub fn is_negative(self) -> bool {
        self.numerator < 0
    }

    /// The value, when it is a whole number.
    pub fn as_whole(self) -> Option<i128> {
        (self.denominator == 1).then_some(self.numerator)
    }

    pub fn as_f64(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }

    /// With so many places, halves rounded up (四舍五入): `3.33`.
    pub fn rounded(self, places: u8) -> String {
        let shift = 10i128.pow(u32::from(places.min(12)));
        let scaled = self.scaled(shift);
        let digits = format!("{:0>width$}", scaled.unsigned_abs(), width = usize::from(places) + 1);
        let (whole, rest) = digits.split_at(digits.len() - usize::from(places));
        let sign = if scaled < 0 { "-" } else { "" };
        if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
    }

    /// The value times `shift`, rounded to a whole number.
    fn scaled(self, shift: i128) -> i128 {
        const LARGEST: i128 = 1 << 80;
        let whole = self.numerator / self.denominator;
        let (mut rest, mut below) = (self.numerator % self.denominator, self.denominator);
        // What is halved here is far behind the last place that is kept.
        while below > LARGEST {
            (rest, below) = (rest / 2, below / 2);
        }
        let part = (2 * rest * shift + below * rest.signum()) / (2 * below);
        whole.saturating_mul(shift).saturating_add(part)
    }

    fn coarse(self) -> Self {
        Self::new(self.scaled(FINEST), FINEST).unwrap_or(Self::ZERO)
    }
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl Add for Fraction {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let exact = |a: Self, b: Self| {
            let common =
                i128::try_from(gcd(a.denominator.unsigned_abs(), b.denominator.unsigned_abs()));
            let common = common.ok()?;
            let left = a.numerator.checked_mul(b.denominator / common)?;
            let right = b.numerator.checked_mul(a.denominator / common)?;
            Self::new(
                left.checked_add(right)?,
                (a.denominator / common).checked_mul(b.denominator)?,
            )
        };
        exact(self, other)
            .or_else(|| exact(self.coarse(), other.coarse()))
            .unwrap_or(Self { numerator: i128::MAX, denominator: 1 })
    }
}

impl Sub for Fraction {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + Self { numerator: -other.numerator, ..other }
    }
}

impl Mul for Fraction {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let exact = |a: Self, b: Self| {
            let (one, two) =
                (Self::new(a.numerator, b.denominator)?, Self::new(b.numerator, a.denominator)?);
            Self::new(
                one.numerator.checked_mul(two.numerator)?,
                one.denominator.checked_mul(two.denominator)?,
            )
        };
        exact(self, other)
            .or_else(|| exact(self.coarse(), other.coarse()))
            .unwrap_or(Self { numerator: i128::MAX, denominator: 1 })
    }
}

impl std::iter::Sum for Fraction {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::ZERO, Add::add)
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        (*self - *other).numerator.cmp(&0)
    }
}

impl From<i64> for Fraction {
    fn from(value: i64) -> Self {
        Self::whole(value)
    }
}

impl From<Decimal> for Fraction {
    fn from(value: Decimal) -> Self {
        let (digits, places) = value.parts();
        Self::new(digits, 10i128.pow(places)).unwrap_or(Self::ZERO)
    }
}

impl fmt::Display for Fraction {
    /// A whole number, or `5/3`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.denominator {
            1 => write!(f, "{}", self.numerator),
            below => write!(f, "{}/{below}", self.numerator),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fraction(numerator: i128, denominator: i128) -> Fraction {
        Fraction::new(numerator, denominator).expect("a number")
    }

    #[test]
    fn three_thirds_are_one() {
        let third = fraction(1, 3);
        assert_eq!(third + third + third, Fraction::ONE);
        assert_eq!(fraction(-4, -6), fraction(2, 3));
        assert_eq!((fraction(1, 2) - third).to_string(), "1/6");
        assert_eq!(fraction(2, 3) * fraction(3, 2), Fraction::ONE);
        assert_eq!(Fraction::ONE.over(Fraction::ZERO), None);
        assert!(fraction(1, 3) < fraction(34, 100) && fraction(-1, 2) < Fraction::ZERO);
    }

    #[test]
    fn places_are_rounded_as_at_school() {
        for (value, places, written) in [
            (fraction(10, 3), 2, "3.33"),
            (fraction(1, 8), 2, "0.13"),
            (fraction(-1, 8), 2, "-0.13"),
            (fraction(5, 2), 0, "3"),
            (fraction(-1, 3), 0, "0"),
            (fraction(7, 1), 1, "7.0"),
            (fraction(1, 200), 2, "0.01"),
        ] {
            assert_eq!(value.rounded(places), written);
        }
    }

    #[test]
    fn what_is_too_fine_is_rounded() {
        let primes: [i128; 16] =
            [101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167, 173, 1_000_003];
        let many: Fraction = (0..4)
            .flat_map(|power| primes.map(|prime| fraction(1, prime * 10_007i128.pow(power))))
            .sum();
        assert!((many.as_f64() - 0.1153).abs() < 0.01, "{}", many.as_f64());
    }
}
