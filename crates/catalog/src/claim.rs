//! Claims and facts: what was said, by whom, and what all of it lets us say.

use crate::date::{Day, Period};
use crate::id::SourceId;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// How a source came to its statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Basis {
    /// Stated in prose by whoever decides it: an announcement, a pricing page, a licence text.
    Documented,
    /// Read from a machine-readable list.
    #[default]
    Listed,
    /// Noticed by watching a list change.
    Observed,
    /// Computed from other values; the locator names the formula.
    Derived,
    /// Measured.
    Measured,
}

impl Basis {
    /// Every basis.
    pub const ALL: &[Self] = &[Self::Documented, Self::Listed, Self::Observed, Self::Derived, Self::Measured];

    /// The word used in data and pages.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Listed => "listed",
            Self::Observed => "observed",
            Self::Derived => "derived",
            Self::Measured => "measured",
        }
    }
}

/// Not a basis.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a basis")]
pub struct UnknownBasis(pub String);

impl FromStr for Basis {
    type Err = UnknownBasis;

    fn from_str(text: &str) -> Result<Self, UnknownBasis> {
        Self::ALL.iter().copied().find(|basis| basis.id() == text).ok_or_else(|| UnknownBasis(text.to_owned()))
    }
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

/// One source's statement about one thing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Claim<T> {
    /// What it says.
    pub value: T,
    /// The source's own text, where it differs from how we write the value.
    pub raw: Option<Arc<str>>,
    /// Who says so.
    pub source: SourceId,
    /// First day we read this value there.
    pub first_seen: Day,
    /// Last day we read this value there.
    pub last_seen: Day,
    /// When it holds, as far as the source says.
    pub effective: Period,
    /// How the source came to it.
    pub basis: Basis,
    /// Where in the source: a path, a row.
    pub locator: Arc<str>,
    /// The page the source itself names as its ground, if any.
    pub link: Option<Arc<str>>,
}

impl<T> Claim<T> {
    /// The first day this claim can speak for: its effective date, else the day it was first seen.
    pub fn holds_from(&self) -> Day {
        self.effective.from.unwrap_or(self.first_seen)
    }

    /// The same without where it was read.
    fn bare(&self) -> Self
    where
        T: Clone,
    {
        Self { raw: None, locator: Arc::default(), link: None, ..self.clone() }
    }

    /// The same statement about another value.
    pub fn with<U>(&self, value: U) -> Claim<U> {
        Claim {
            value,
            raw: self.raw.clone(),
            source: self.source.clone(),
            first_seen: self.first_seen,
            last_seen: self.last_seen,
            effective: self.effective,
            basis: self.basis,
            locator: self.locator.clone(),
            link: self.link.clone(),
        }
    }
}

/// What may be said about a thing. Deliberately without `Default`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact<T> {
    /// The sources that count agree, or the table of precedence decides.
    Known {
        /// The claim we go by.
        claim: Claim<T>,
        /// Claims that say the same, within the tolerance.
        agreeing: Vec<Claim<T>>,
        /// Claims that say otherwise and lose by precedence; always shown.
        overruled: Vec<Claim<T>>,
    },
    /// A claim that came after the last reading of the preferred one contradicts it. Never empty; the preferred first.
    Disputed(Vec<Claim<T>>),
    /// Nobody told us: never shown as "no" or "0".
    Unknown,
}

impl<T: Clone> Fact<T> {
    /// The same without claims that only agree, and without where claims were read: all that reasoning looks at.
    #[must_use]
    pub fn bare(&self) -> Self {
        let all = |claims: &[Claim<T>]| claims.iter().map(Claim::bare).collect();
        match self {
            Self::Known { claim, overruled, .. } => {
                Self::Known { claim: claim.bare(), agreeing: Vec::new(), overruled: all(overruled) }
            }
            Self::Disputed(claims) => Self::Disputed(all(claims)),
            Self::Unknown => Self::Unknown,
        }
    }
}

impl<T> Fact<T> {
    /// The claim to go by: the preferred one, if anything is claimed at all.
    pub fn claim(&self) -> Option<&Claim<T>> {
        match self {
            Self::Known { claim, .. } => Some(claim),
            Self::Disputed(claims) => claims.first(),
            Self::Unknown => None,
        }
    }

    /// The value to go by.
    pub fn value(&self) -> Option<&T> {
        self.claim().map(|claim| &claim.value)
    }

    /// Every claim, the preferred one first.
    pub fn claims(&self) -> impl Iterator<Item = &Claim<T>> {
        let (chosen, agreeing, others): (_, &[_], &[_]) = match self {
            Self::Known { claim, agreeing, overruled } => (Some(claim), agreeing, overruled),
            Self::Disputed(claims) => (None, &[], claims),
            Self::Unknown => (None, &[], &[]),
        };
        chosen.into_iter().chain(agreeing).chain(others)
    }

    /// The values that may hold: those of all claims where they are disputed, else the one to go by.
    pub fn may_hold(&self) -> impl Iterator<Item = &T> {
        let (chosen, disputed): (_, &[_]) = match self {
            Self::Known { claim, .. } => (Some(claim), &[]),
            Self::Disputed(claims) => (None, claims),
            Self::Unknown => (None, &[]),
        };
        chosen.into_iter().chain(disputed).map(|claim| &claim.value)
    }

    /// Claims that contradict the one we go by.
    pub fn contradicting(&self) -> &[Claim<T>] {
        match self {
            Self::Known { overruled, .. } => overruled,
            Self::Disputed(claims) => claims.get(1..).unwrap_or_default(),
            Self::Unknown => &[],
        }
    }

    /// True if nothing is claimed.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown)
    }

    /// True if sources contradict each other and the table of precedence cannot settle it.
    pub fn is_disputed(&self) -> bool {
        matches!(self, Self::Disputed(_))
    }

    /// The same fact about mapped values; claims whose value does not map are dropped.
    pub fn filter_map<U>(&self, map: impl Fn(&T) -> Option<U>) -> Fact<U> {
        let all = |claims: &[Claim<T>]| -> Vec<Claim<U>> {
            claims.iter().filter_map(|claim| Some(claim.with(map(&claim.value)?))).collect()
        };
        match self {
            Self::Known { claim, agreeing, overruled } => match map(&claim.value) {
                Some(value) => {
                    Fact::Known { claim: claim.with(value), agreeing: all(agreeing), overruled: all(overruled) }
                }
                None => Fact::Unknown,
            },
            Self::Disputed(claims) => match all(claims) {
                mapped if mapped.is_empty() => Fact::Unknown,
                mapped => Fact::Disputed(mapped),
            },
            Self::Unknown => Fact::Unknown,
        }
    }
}
