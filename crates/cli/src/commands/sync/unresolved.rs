//! Which ids of an import no model is known for.

use std::collections::BTreeSet;
use weigh_catalog::evidence::Unplaced;
use weigh_catalog::{SourceId, Subject};
use weigh_sources::sync::Plan;

/// Subjects that belong to no model, each with the source that names it.
pub(super) struct Unresolved(BTreeSet<(SourceId, Subject)>);

impl Unresolved {
    pub(super) fn new(unplaced: &[Unplaced]) -> Self {
        let pairs = |it: &Unplaced| -> Vec<(SourceId, Subject)> {
            it.said.iter().map(|said| (said.claim.source.clone(), it.subject.clone())).collect()
        };
        Self(unplaced.iter().filter(|it| !it.is_repeated).flat_map(pairs).collect())
    }

    /// Those a plan's reading speaks of, sorted.
    pub(super) fn of(&self, plan: &Plan) -> Vec<String> {
        let source = &plan.reading.source;
        let is_open = |subject: &&Subject| self.0.contains(&(source.clone(), (*subject).clone()));
        plan.subjects().into_iter().filter(is_open).map(ToString::to_string).collect()
    }
}
