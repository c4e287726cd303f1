//! Tags ("best for", "decision fit"): each states its rule and needs a level, not a presence.

use crate::cite::{Cite, Missing};

/// One rule applied to one model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Id of the rule in `TAGS`.
    pub id: &'static str,
    /// The words people read: `coding`, `long context`.
    pub label: &'static str,
    /// The rule in words.
    pub rule: &'static str,
    /// Whether it holds.
    pub outcome: TagOutcome,
}

/// Whether a tag's rule holds for a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TagOutcome {
    /// It does, because of these facts.
    Holds(Vec<Cite>),
    /// It does not, because of these facts.
    Fails(Vec<Cite>),
    /// It cannot be told: these are missing.
    Unknown(Vec<Missing>),
}

impl Tag {
    /// Whether the rule holds.
    pub const fn holds(&self) -> bool {
        matches!(self.outcome, TagOutcome::Holds(_))
    }
}
