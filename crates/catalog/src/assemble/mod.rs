//! From record batches to evidence: claims merged over readings, sorted by model.
//!
//! ```text
//! batches ─ merge ─► claims by subject ─ vanish ─► ─ known ─► registry ─ place ─► groups + report
//! ```

mod known;
mod merge;
mod place;
mod report;
mod vanish;

pub use report::{Coverage, IdentityReport};

use crate::evidence::{Entry, Group};
use crate::identity::Tables;
use crate::record::{Batch, Reading};

/// Sources that price or describe routes without listing them: they add to routes others list, and make none.
pub(crate) const NO_ROUTES_OF_THEIR_OWN: &[&str] = &["genai-prices", "llm-stats", "models-dev-links"];

/// All evidence, sorted by what it is about.
#[derive(Debug, Clone)]
pub struct Assembly {
    /// Every reading that went in, by source and day.
    pub readings: Vec<Reading>,
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
    /// How well ids could be resolved.
    pub report: IdentityReport,
}

/// Puts the batches together. The order of batches and of records in them does not matter.
pub fn assemble(batches: &[Batch]) -> Assembly {
    let tables = Tables::new(batches.iter().filter(|batch| is_ours(batch)).flat_map(|batch| &batch.records));
    let mut merged = merge::merge(batches, &tables);
    vanish::close(&mut merged, batches, &tables);
    let mut report = IdentityReport::default();
    let groups = place::place(&merged, &tables, &mut report);
    let mut readings: Vec<Reading> = batches.iter().map(|batch| batch.reading.clone()).collect();
    readings.sort_by(|a, b| {
        (&a.source, a.read_on, &a.version, &a.digest).cmp(&(&b.source, b.read_on, &b.version, &b.digest))
    });
    readings.dedup();
    let merge::Merged { providers, labs, licences, benchmarks, .. } = merged;
    let entries = |map: merge::Entries| map.into_iter().map(|(id, said)| Entry { id, said: said.finish() }).collect();
    Assembly {
        readings,
        providers: entries(providers),
        labs: entries(labs),
        licences: entries(licences),
        benchmarks: entries(benchmarks),
        groups,
        report,
    }
}

/// True for tables we or the user keep by hand.
fn is_ours(batch: &Batch) -> bool {
    matches!(batch.reading.source.as_str(), "curated" | "overlay")
}
