//! Exact US dollars.
//!
//! Amounts are decimals made from the source's own digits, never binary floats. Where a source already passed its
//! numbers through binary floats (`0.8999999999999999`), [`Usd::from_digits`] takes the noise off by rounding to twelve
//! significant digits; the caller keeps the raw text beside it.

use rust_decimal::{Decimal, RoundingStrategy};
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Mul, Sub};
use std::str::FromStr;

/// Significant digits kept of a source's number. More than any real price has, fewer than a binary float garbles.
const SIGNIFICANT_DIGITS: u32 = 12;

/// An exact amount of US dollars. May be negative only as a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Usd(Decimal);

/// Why a text is not an amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// Not a decimal number.
    #[error("`{0}` is not a decimal number")]
    NotANumber(String),
    /// Larger or finer than 28 digits can hold.
    #[error("`{0}` does not fit into 28 digits")]
    OutOfRange(String),
}

/// Parses a decimal as JSON, YAML and CSV write it (`1.1e-06`, `"0.0000011"`, `.5`), exactly.
pub fn parse_decimal(text: &str) -> Result<Decimal, AmountError> {
    let text = text.trim();
    let parsed = if text.contains(['e', 'E']) { Decimal::from_scientific(text) } else { Decimal::from_str(text) };
    parsed.map_err(|_| AmountError::NotANumber(text.to_owned()))
}

impl Usd {
    /// No dollars: the price of something free. Never a stand-in for an unknown amount.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// An exact amount.
    pub const fn new(amount: Decimal) -> Self {
        Self(amount)
    }

    /// The exact decimal.
    pub const fn amount(self) -> Decimal {
        self.0
    }

    /// Reads a source's digits and shifts the decimal point `shift` places to the right.
    ///
    /// `from_digits("1e-07", 6)` is exactly 0.1: a price per token as dollars per million tokens.
    ///
    /// # Errors
    /// [`AmountError`] if the text is no number or does not fit.
    pub fn from_digits(text: &str, shift: i32) -> Result<Self, AmountError> {
        let amount = parse_decimal(text)?;
        let factor = Decimal::from_i128_with_scale(10_i128.pow(shift.unsigned_abs()), 0);
        let shifted = if shift < 0 { amount.checked_div(factor) } else { amount.checked_mul(factor) }
            .ok_or_else(|| AmountError::OutOfRange(text.to_owned()))?;
        Ok(Self(without_noise(shifted)))
    }

    /// Whole microdollars, rounded down, and at most as many as fit: where two differ, the amounts differ the same way.
    pub fn micros(self) -> i64 {
        const SCALE: u32 = 6;
        let (mantissa, scale) = (self.0.mantissa(), self.0.scale());
        let micros = match SCALE.checked_sub(scale) {
            Some(more) => mantissa.saturating_mul(10_i128.pow(more)),
            None => mantissa.div_euclid(10_i128.pow(scale - SCALE)),
        };
        i64::try_from(micros).unwrap_or(if micros < 0 { i64::MIN } else { i64::MAX })
    }

    /// True for exactly nothing.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// This amount times an exact factor, or `None` if it does not fit.
    pub fn times(self, factor: Decimal) -> Option<Self> {
        self.0.checked_mul(factor).map(Self)
    }
}

/// Rounds to twelve significant digits and drops trailing zeros.
fn without_noise(amount: Decimal) -> Decimal {
    amount
        .round_sf_with_strategy(SIGNIFICANT_DIGITS, RoundingStrategy::MidpointAwayFromZero)
        .unwrap_or(amount)
        .normalize()
}

/// How much lower `a` is than `b`, as a share of `b`: 0.10 against 0.22 gives 0.545.
///
/// `None` if `b` is zero or `a` is not lower. Never above 1.
///
/// ```
/// use weigh_catalog::money::{Usd, saving};
/// let share = saving(Usd::from_digits("0.10", 0)?, Usd::from_digits("0.22", 0)?).unwrap();
/// assert_eq!(share.round_dp(3).to_string(), "0.545");
/// # Ok::<(), weigh_catalog::money::AmountError>(())
/// ```
pub fn saving(a: Usd, b: Usd) -> Option<Decimal> {
    if a >= b || b.0.is_sign_negative() || b.is_zero() || a.0.is_sign_negative() {
        return None;
    }
    (b.0 - a.0).checked_div(b.0)
}

impl Add for Usd {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Usd {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Mul<Decimal> for Usd {
    type Output = Self;
    fn mul(self, factor: Decimal) -> Self {
        Self(self.0 * factor)
    }
}

impl Sum for Usd {
    fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
        items.fold(Self::ZERO, Add::add)
    }
}

/// Plain digits without a dollar sign; presentation belongs to the `render` crate.
impl fmt::Display for Usd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn usd(text: &str) -> Usd {
        Usd::from_digits(text, 0).unwrap()
    }

    #[test]
    fn a_tenth_of_a_microdollar_a_token_is_exactly_ten_cents_a_million() {
        assert_eq!(Usd::from_digits("1e-07", 6).unwrap(), usd("0.10"));
        assert_eq!(Usd::from_digits("1.375e-07", 6).unwrap().to_string(), "0.1375");
        assert_eq!(Usd::from_digits("0.0000011", 6).unwrap().to_string(), "1.1");
    }

    #[test]
    fn float_noise_comes_off() {
        assert_eq!(usd("0.8999999999999999").to_string(), "0.9");
        assert_eq!(usd("0.30000000000000004").to_string(), "0.3");
        assert_eq!(Usd::from_digits("2.9999999999999997e-06", 6).unwrap().to_string(), "3");
    }

    #[test]
    fn twelve_digits_of_a_real_price_survive() {
        assert_eq!(usd("4.00001").to_string(), "4.00001");
        assert_eq!(usd("0.0000123456789").to_string(), "0.0000123456789");
    }

    #[test]
    fn cents_a_million_shift_left() {
        assert_eq!(Usd::from_digits("60", -2).unwrap().to_string(), "0.6");
    }

    #[test]
    fn microdollars_are_rounded_down() {
        let micros = |text: &str| usd(text).micros();
        assert_eq!([micros("1.5"), micros("0.0000019"), micros("-0.0000011"), micros("0")], [1_500_000, 1, -2, 0]);
        assert_eq!([micros("99999999999999999999"), micros("-99999999999999999999")], [i64::MAX, i64::MIN]);
    }

    proptest! {
        #[test]
        fn microdollars_never_turn_an_order_round(a in any::<i64>(), b in any::<i64>(), scales in (0..28_u32, 0..28_u32)) {
            let (a, b) = (Usd::new(Decimal::new(a, scales.0)), Usd::new(Decimal::new(b, scales.1)));
            prop_assert!(a.micros() == b.micros() || a.micros().cmp(&b.micros()) == a.cmp(&b));
        }
    }

    #[test]
    fn text_is_not_an_amount() {
        for bad in ["", "free", "1,5", "--1", "1e", "NaN", "1e400"] {
            assert!(Usd::from_digits(bad, 6).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_saving_never_exceeds_the_dearer_price() {
        assert_eq!(saving(Usd::ZERO, usd("2")).unwrap(), Decimal::ONE);
        assert_eq!(saving(usd("2"), usd("2")), None);
        assert_eq!(saving(usd("2"), usd("1")), None);
        assert_eq!(saving(usd("0"), usd("0")), None);
    }
}
