//! A value that sources or hours leave open within bounds.

use rust_decimal::Decimal;
use weigh_catalog::Usd;

/// Low, stated and high; all three are the same where nothing is open. Always `low <= stated <= high`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span<T> {
    /// The least it may be.
    pub low: T,
    /// What the claims we go by say. It alone decides the order of a ladder.
    pub stated: T,
    /// The most it may be.
    pub high: T,
}

impl<T: Copy + Ord> Span<T> {
    /// A value without doubt.
    pub const fn exact(value: T) -> Self {
        Self { low: value, stated: value, high: value }
    }

    /// The bounds of several values, the first being the stated one; `None` if there are none.
    pub fn over(values: &[T]) -> Option<Self> {
        let stated = *values.first()?;
        let low = values.iter().copied().min()?;
        let high = values.iter().copied().max()?;
        Some(Self { low, stated, high })
    }

    /// Whether low and high are the same.
    pub fn is_exact(self) -> bool {
        self.low == self.high
    }

    /// Whether it is surely less than another.
    pub fn is_below(self, other: Self) -> bool {
        self.high < other.low
    }
}

impl Span<Usd> {
    /// Nothing to pay.
    pub const ZERO: Self = Self::exact_usd(Usd::ZERO);

    const fn exact_usd(value: Usd) -> Self {
        Self { low: value, stated: value, high: value }
    }

    /// The sum, bound by bound.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        if self.is_exact() && other.is_exact() {
            return Self::exact(self.stated + other.stated);
        }
        Self { low: self.low + other.low, stated: self.stated + other.stated, high: self.high + other.high }
    }

    /// How much more this is than `other`: the least, the stated and the most it may be.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self { low: self.low - other.high, stated: self.stated - other.stated, high: self.high - other.low }
    }

    /// The same times an exact factor of at least zero; `None` if it does not fit.
    pub fn times(self, factor: Decimal) -> Option<Self> {
        let by = |amount: Usd| amount.times(factor).map(|product| Usd::new(product.amount().normalize()));
        let stated = by(self.stated)?;
        if self.is_exact() {
            return Some(Self::exact(stated));
        }
        Some(Self { low: by(self.low)?, stated, high: by(self.high)? })
    }
}
