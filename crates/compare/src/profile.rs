//! What a model is: size class, openness, licence, life cycle, with the facts that say so.

use crate::cite::Cite;
use weigh_catalog::{CommercialUse, Day, LicenceId, Openness, PartialDate};

/// A value with the facts it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated<T> {
    /// The value.
    pub value: T,
    /// The facts behind it.
    pub cites: Vec<Cite>,
    /// Whether sources dispute one of them.
    pub is_disputed: bool,
}

/// What may be said of a model as such. `None` is unknown, never "no".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// First public day.
    pub released: Option<Stated<PartialDate>>,
    /// Where its training knowledge ends.
    pub cutoff: Option<Stated<PartialDate>>,
    /// Weights in all.
    pub parameters: Option<Stated<u64>>,
    /// Weights used for each token.
    pub active_parameters: Option<Stated<u64>>,
    /// Size class, from the total of the weights.
    pub size: Option<Stated<SizeClass>>,
    /// Openness.
    pub openness: Option<Stated<Openness>>,
    /// The licence, as the licence table has it, else as the source writes it.
    pub licence: Option<Stated<LicenceId>>,
    /// Whether the licence permits commercial use.
    pub commercial: Option<Stated<CommercialUse>>,
    /// Life cycle as of the day.
    pub life: LifeCycle,
}

/// Size by weights in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SizeClass {
    /// Below 3 billion.
    Tiny,
    /// 3 to below 15 billion.
    Small,
    /// 15 to below 70 billion.
    Medium,
    /// 70 to below 200 billion.
    Large,
    /// 200 billion and more.
    VeryLarge,
}

impl SizeClass {
    /// The words people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Tiny => "tiny",
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
            Self::VeryLarge => "very large",
        }
    }
}

/// Where a model stands between release and retirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LifeCycle {
    /// The stage on the day; `None` if no source says anything about it.
    pub stage: Option<Stated<LifeStage>>,
    /// First day it is discouraged.
    pub deprecated: Option<Stated<PartialDate>>,
    /// First day it can no longer be called.
    pub retires: Option<Stated<PartialDate>>,
    /// Whole months from the day to the first day it may retire on; zero if that is past.
    pub months_left: Option<u32>,
    /// What to use instead, as its lab names it.
    pub replacement: Option<Stated<String>>,
}

/// Stages of a life cycle, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LifeStage {
    /// Preview, alpha or beta.
    Preview,
    /// On offer.
    Active,
    /// Discouraged since a day that has come, or said to be deprecated.
    Deprecated,
    /// A retirement day is set and has not come.
    Retiring,
    /// Can no longer be called.
    Retired(Option<Day>),
}
