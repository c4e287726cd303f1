//! Tags ("best for", "decision fit"): each states its rule and needs a level, not a presence.

mod board;
mod fit;

use crate::cite::{Cite, Missing};
use crate::cost::Blend;
use crate::ground::Ground;
use crate::offer::Offers;
use crate::profile::Profile;
use weigh_catalog::Model;

/// Areas of benchmarks that tags look at.
pub(crate) const AREAS: [&str; 5] = ["coding", "agents", "math", "reasoning", "vision"];

/// One rule.
#[derive(Debug, Clone, Copy)]
pub struct TagRule {
    /// Its id.
    pub id: &'static str,
    /// The words people read.
    pub label: &'static str,
    /// The rule in words.
    pub rule: &'static str,
    judge: fn(&Subject<'_>) -> TagOutcome,
}

/// Every tag, in the order pages show them.
pub const TAGS: &[TagRule] = &[
    board::CODING,
    board::AGENTS,
    board::MATH,
    board::REASONING,
    board::VISION,
    fit::LONG_CONTEXT,
    fit::RAG,
    fit::EXTRACTION,
    fit::CLASSIFICATION,
    fit::LOW_COST,
    fit::ON_PREMISES,
];

/// What a tag's rule looks at.
#[derive(Debug, Clone, Copy)]
struct Subject<'a> {
    model: &'a Model,
    profile: &'a Profile,
    offers: &'a Offers,
    blend: Option<&'a Blend>,
    ground: &'a Ground,
}

/// Applies every rule to a model.
pub(crate) fn tags(
    model: &Model,
    profile: &Profile,
    offers: &Offers,
    blend: Option<&Blend>,
    ground: &Ground,
) -> Vec<Tag> {
    let subject = Subject { model, profile, offers, blend, ground };
    let apply =
        |rule: &TagRule| Tag { id: rule.id, label: rule.label, rule: rule.rule, outcome: (rule.judge)(&subject) };
    TAGS.iter().map(apply).collect()
}

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

#[cfg(test)]
mod tests;
