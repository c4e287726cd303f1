//! What reasoning may look up beside the models it compares.

use crate::board::Board;
use crate::id::{BenchmarkId, LabId, ProviderId};
use crate::model::{Benchmark, Lab, Licence, Provider};
use crate::source::Freshness;
use std::sync::Arc;

/// The shared tables of a catalog. `Catalog` is one; tests may bring their own.
pub trait Reference {
    /// A provider by its id.
    fn provider(&self, id: &ProviderId) -> Option<Arc<Provider>>;
    /// A lab by its id.
    fn lab(&self, id: &LabId) -> Option<Arc<Lab>>;
    /// A licence by its id or any other name a source uses for it.
    fn licence(&self, name: &str) -> Option<Arc<Licence>>;
    /// A benchmark's definition.
    fn benchmark(&self, id: &BenchmarkId) -> Option<Arc<Benchmark>>;
    /// A benchmark with everybody's scores.
    fn board(&self, id: &BenchmarkId) -> Option<Arc<Board>>;
    /// How long readings of prices stay fresh.
    fn freshness(&self) -> Freshness;
}
