//! Evidence: claims put together by what they are about, ready to be folded as of any day.
//!
//! [`crate::assemble`] makes it out of record batches; the packed catalog stores it; [`crate::fold`] reads it.

use crate::claim::Claim;
use crate::field::{Field, Value};
use crate::id::{BenchmarkId, ModelId, ProviderId};
use crate::identity::{Authority, Layer};
use crate::model::Relation;
use std::sync::Arc;

/// One claim about one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What about.
    pub field: Field,
    /// What, by whom, when.
    pub claim: Claim<Value>,
}

/// What a group of claims is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Topic {
    /// The model itself, as one source names it.
    Model {
        /// The source's own id of it.
        handle: Arc<str>,
    },
    /// One model at one provider.
    Route {
        /// The provider.
        provider: ProviderId,
        /// The id the provider's API wants.
        own_id: Arc<str>,
        /// Under a router: the upstream host, as the router names it.
        host: Option<Arc<str>>,
    },
    /// One run in one benchmark.
    Result {
        /// The benchmark.
        benchmark: BenchmarkId,
        /// The model as the board names it.
        entrant: Arc<str>,
        /// The settings of the run.
        settings: Arc<str>,
    },
}

/// Claims about one topic, and why they belong to the model they are filed under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// What they are about.
    pub topic: Topic,
    /// Which layer of identity decided.
    pub layer: Layer,
    /// What decided.
    pub evidence: Arc<str>,
    /// Other models it may be, if nothing decides.
    pub rivals: Vec<ModelId>,
    /// The claims, by field, then by day.
    pub said: Vec<Said>,
}

/// Everything said of one model, its routes and its results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The model.
    pub id: ModelId,
    /// On whose word it is known.
    pub authority: Authority,
    /// How it is related to others.
    pub relations: Vec<Relation>,
    /// By topic.
    pub members: Vec<Member>,
}

/// Claims about a thing that is not a model: a provider, lab, licence or benchmark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: Arc<str>,
    /// The claims, by field, then by day.
    pub said: Vec<Said>,
}
