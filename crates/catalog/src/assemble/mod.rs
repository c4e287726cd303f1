//! From record batches to evidence: claims merged over readings, sorted by model.
//!
//! ```text
//! batches ─ merge ─► claims by subject ─ vanish ─► ─ known ─► registry ─ place ─► groups + report
//! ```

mod known;
mod merge;
mod own;
mod place;
mod report;
mod unplaced;
mod vanish;

pub(crate) use merge::seen;
pub use own::{OwnIds, share_basis};
pub use report::{Coverage, IdentityReport};

use crate::evidence::{Entry, Group, Heard, Unplaced};
use crate::identity::Tables;
use crate::record::{Batch, Reading};
use std::collections::{BTreeMap, BTreeSet};

/// Sources that price or describe routes without listing them: they add to routes others list, and make none.
pub(crate) const NO_ROUTES_OF_THEIR_OWN: &[&str] = &["genai-prices", "llm-stats", "models-dev-links"];

/// All evidence, sorted by what it is about.
#[derive(Debug, Clone)]
pub struct Assembly {
    /// Every reading that went in, by source and day.
    pub readings: Vec<Heard>,
    /// Providers, by id.
    pub providers: Vec<Entry>,
    /// Labs, by id.
    pub labs: Vec<Entry>,
    /// Licences, by id.
    pub licences: Vec<Entry>,
    /// Benchmarks, by id.
    pub benchmarks: Vec<Entry>,
    /// Models, by id.
    pub groups: Vec<Group>,
    /// What belongs to no model, by subject.
    pub unplaced: Vec<Unplaced>,
    /// How well ids could be resolved.
    pub report: IdentityReport,
}

/// Puts the batches together. The order of batches and of records in them does not matter.
pub fn assemble(batches: &[Batch]) -> Assembly {
    let tables = Tables::new(batches.iter().filter(|batch| is_ours(batch)).flat_map(|batch| &batch.records));
    let mut merged = merge::merge(batches, &tables);
    vanish::close(&mut merged, batches, &tables);
    let mut report = IdentityReport::default();
    let mut aside = unplaced::Aside::default();
    let groups = place::place(&merged, &tables, &mut report, &mut aside);
    let merge::Merged { providers, labs, licences, benchmarks, .. } = merged;
    let entries = |map: merge::Entries| map.into_iter().map(|(id, said)| Entry { id, said: said.finish() }).collect();
    Assembly {
        readings: heard(batches),
        providers: entries(providers),
        labs: entries(labs),
        licences: entries(licences),
        benchmarks: entries(benchmarks),
        groups,
        unplaced: aside.finish(),
        report,
    }
}

/// Every reading once, in a fixed order, with what its batches speak of.
fn heard(batches: &[Batch]) -> Vec<Heard> {
    let mut readings: BTreeMap<_, Heard> = BTreeMap::new();
    for batch in batches {
        let Reading { source, version, read_on, digest, is_complete } = &batch.reading;
        let key = (source, read_on, version, digest, is_complete);
        let fresh = || Heard { reading: batch.reading.clone(), kinds: BTreeSet::new() };
        readings.entry(key).or_insert_with(fresh).kinds.extend(batch.kinds());
    }
    readings.into_values().collect()
}

/// True for tables we or the user keep by hand.
fn is_ours(batch: &Batch) -> bool {
    matches!(batch.reading.source.as_str(), "curated" | "overlay")
}
