//! Bounds: what may change of a route that a project uses, each with its key in the project's file.

use super::{Case, Finding, Idle};
use super::{cheaper, fresh, licence, listed, losses, needed, price_rise, priced, retirement};
use crate::query::{Given, Parameter, QueryError};
use rust_decimal::Decimal;
use weigh_catalog::money::parse_decimal;

/// What may change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounds {
    /// By how much a month may rise, as a share of the month at the locked rates; `None` for any rise.
    pub price_rise: Option<Decimal>,
    /// Days that must be left before a retirement; `None` for any.
    pub retirement_days: Option<u32>,
    /// Whether the licence may be another than the locked one.
    pub licence_change: bool,
    /// Whether limits may shrink and capabilities go.
    pub losses: bool,
    /// By how much an equal or better route must be cheaper to be worth a word; `None` for never.
    pub cheaper: Option<Decimal>,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            price_rise: Some(Decimal::new(1, 1)),
            retirement_days: Some(60),
            licence_change: false,
            losses: false,
            cheaper: Some(Decimal::new(3, 1)),
        }
    }
}

/// One bound.
#[derive(Debug, Clone, Copy)]
pub struct Bound {
    /// Its id in findings and reports.
    pub id: &'static str,
    /// What it is about, as a noun.
    pub name: &'static str,
    /// What it asks, in words.
    pub rule: &'static str,
    /// What to do where it is not kept.
    pub help: &'static str,
    /// Its keys in the file; none if it always holds.
    pub parameters: &'static [Parameter<Bounds>],
    /// The default of each key, as the file has it.
    pub usual: &'static [&'static str],
    /// Judges a use.
    pub(super) judge: fn(&Case<'_>) -> Result<Vec<Finding>, Idle>,
}

impl PartialEq for Bound {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Bound {}

/// Every bound, in the order they are judged and shown.
pub const BOUNDS: &[Bound] = &[
    listed::BOUND,
    needed::BOUND,
    priced::BOUND,
    price_rise::BOUND,
    retirement::BOUND,
    licence::BOUND,
    losses::BOUND,
    cheaper::BOUND,
    fresh::BOUND,
];

/// Every key of bounds.
pub fn parameters() -> impl Iterator<Item = &'static Parameter<Bounds>> + Clone {
    BOUNDS.iter().flat_map(|bound| bound.parameters)
}

/// What switches a bound off.
pub(super) const OFF: &str = "off";

/// A share such as `10%` or `0.1`, of at most six decimals and at most 1,000 %; nothing for `off`.
pub(super) fn most(given: &Given<'_>) -> Result<Option<Decimal>, QueryError> {
    let wrong = || given.none_of("a share such as \"10%\" or 0.1, or \"off\"");
    let text = given.text().trim();
    if text == OFF {
        return Ok(None);
    }
    let (digits, shift) = text.strip_suffix('%').map_or((text, 0), |digits| (digits, 2));
    let number = parse_decimal(digits).map_err(|_| wrong())?;
    let share = number.checked_mul(Decimal::new(1, shift)).ok_or_else(wrong)?.normalize();
    let is_sane = share >= Decimal::ZERO && share <= Decimal::TEN && share.scale() <= 6;
    if is_sane { Ok(Some(share)) } else { Err(wrong()) }
}

/// A share as it is written.
pub(super) fn share_text(share: Option<Decimal>, usual: Option<Decimal>) -> Option<String> {
    let percent = |share: Decimal| format!("{}%", (share * Decimal::ONE_HUNDRED).normalize());
    (share != usual).then(|| share.map_or_else(|| OFF.to_owned(), percent))
}
