//! How well ids could be resolved: coverage, ambiguity, what stayed open.

use crate::evidence::Member;
use crate::identity::Layer;
use std::collections::BTreeMap;

/// Counts of one source's ids by the layer that resolved them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// By layer.
    pub layers: BTreeMap<Layer, usize>,
    /// Of all, those whose model is known by more than one source group or on its own lab's word.
    pub corroborated: usize,
    /// Those open between a base model and its instruct version.
    pub undecided: usize,
}

impl Coverage {
    pub(super) fn add(&mut self, member: &Member, is_corroborated: bool) {
        *self.layers.entry(member.layer).or_default() += 1;
        self.corroborated += usize::from(is_corroborated);
        self.undecided += usize::from(!member.rivals.is_empty());
    }

    /// All ids.
    pub fn total(&self) -> usize {
        self.layers.values().sum()
    }
}

/// What identity resolution did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IdentityReport {
    /// Routes, by source.
    pub routes: BTreeMap<String, Coverage>,
    /// Of these, the routes in the source's newest reading.
    pub latest: BTreeMap<String, Coverage>,
    /// Board entries that match no known model, by source.
    pub unresolved_entrants: BTreeMap<String, Vec<String>>,
    /// Board entries that match one, by source.
    pub resolved_entrants: BTreeMap<String, usize>,
    /// Records of models (weights, cards) that no route and no result refers to; they are left out of the catalog.
    pub unreferenced: usize,
    /// Prices or descriptions of routes that nobody lists; left out.
    pub unlisted: Vec<String>,
    /// Statements "this is model X" that contradict the rule, with both findings, why, and which one was taken.
    pub contradictions: Vec<String>,
    /// Statements and rules that could both decide and agreed.
    pub agreements: usize,
}
