//! Evidence: claims put together by what they are about, ready to be folded as of any day.
//!
//! [`crate::assemble`] makes it out of record batches; the packed catalog stores it; [`crate::fold`] reads it.

use crate::claim::Claim;
use crate::date::Day;
use crate::field::{Field, Value};
use crate::id::{BenchmarkId, ModelId, ProviderId};
use crate::identity::{Authority, Layer};
use crate::model::Relation;
use crate::record::{Batch, Reading, Subject, SubjectKind};
use std::collections::BTreeSet;
use std::sync::Arc;

/// One claim about one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What about.
    pub field: Field,
    /// What, by whom, when.
    pub claim: Claim<Value>,
    /// The end the source itself states; the claim may end earlier, where a complete reading no longer lists its subject.
    pub stated_until: Option<Day>,
    /// The source's own id of the route, where it is another than the one it is filed under.
    pub own_id: Option<Arc<str>>,
}

impl Said {
    /// A claim that ends when its source says so, under the id its source uses.
    pub fn new(field: Field, claim: Claim<Value>) -> Self {
        Self { field, stated_until: claim.effective.until, own_id: None, claim }
    }
}

/// A reading, and the kinds of things it speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// The reading.
    pub reading: Reading,
    /// The kinds of its subjects.
    pub kinds: BTreeSet<SubjectKind>,
}

impl Heard {
    /// The reading of a batch.
    pub fn of(batch: &Batch) -> Self {
        Self { reading: batch.reading.clone(), kinds: batch.kinds() }
    }
}

/// Claims filed under no model, in the source's own ids: nothing known is named like this, nobody lists it, or the source
/// says the same of another id of the same route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplaced {
    /// Whether the subject is known and the claims only repeat what is filed under it.
    pub is_repeated: bool,
    /// What they are about: a model, a route or a result.
    pub subject: Subject,
    /// The claims, by field, then by day.
    pub said: Vec<Said>,
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
