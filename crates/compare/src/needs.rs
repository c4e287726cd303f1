//! Needs: what a route must offer to be considered at all.

use crate::cite::{Cite, Missing};
use std::sync::Arc;
use weigh_catalog::{Capability, CommercialUse, Field, Openness, ProviderId};

/// What is asked of a route. The default asks for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Needs {
    /// Least context window, in tokens.
    pub context: Option<u64>,
    /// Least max output, in tokens.
    pub output: Option<u64>,
    /// What it must be able to do.
    pub capabilities: Vec<Capability>,
    /// Least openness: `OpenWeights` accepts open source too; `Closed` accepts all.
    pub openness: Option<Openness>,
    /// Least commercial use: `Conditional` accepts `Allowed` too; `Forbidden` accepts all.
    pub commercial: Option<CommercialUse>,
    /// Where requests must be processed: a region of the route, or the country code of a data centre of its provider.
    pub region: Option<Arc<str>>,
    /// Prompts must not be used for training.
    pub no_training: bool,
    /// Least precision of the served weights, in bits a weight: 16, 8, 4.
    pub least_bits: Option<u32>,
    /// Only these providers; empty for all.
    pub allow: Vec<ProviderId>,
    /// None of these providers.
    pub deny: Vec<ProviderId>,
}

/// What all needs together say of one route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Eligibility {
    /// It meets them all.
    Eligible,
    /// It surely misses some; these, and those that are open beside.
    Not(Vec<Judgement>),
    /// It misses none, but some facts are missing; these are the open ones.
    Undecided(Vec<Judgement>),
}

impl Eligibility {
    /// Whether every need is surely met.
    pub const fn is_eligible(&self) -> bool {
        matches!(self, Self::Eligible)
    }
}

/// What one need says of one route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// Id of the need in `NEEDS`.
    pub need: &'static str,
    /// What it says.
    pub outcome: Outcome,
    /// The facts it looked at.
    pub cites: Vec<Cite>,
}

/// Whether a need is met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is.
    Met,
    /// It is not.
    Unmet(Shortfall),
    /// These facts are missing or disputed in a way that matters.
    Undecided(Vec<Missing>),
}

/// How a need is missed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shortfall {
    /// The model is no longer on offer: retired, or withdrawn by everyone who listed it.
    NotOnOffer,
    /// A limit is too small.
    TooSmall {
        /// `Context` or `MaxOutput`.
        field: Field,
        /// What was asked for.
        wanted: u64,
        /// What it has.
        found: u64,
    },
    /// It cannot do this.
    Lacks(Capability),
    /// It is less open.
    Openness {
        /// What was asked for.
        wanted: Openness,
        /// What it is.
        found: Openness,
    },
    /// Its licence permits less.
    Commercial {
        /// What was asked for.
        wanted: CommercialUse,
        /// What it permits.
        found: CommercialUse,
    },
    /// It runs elsewhere.
    Region {
        /// What was asked for.
        wanted: Arc<str>,
        /// Where it runs.
        found: Arc<str>,
    },
    /// Prompts are used for training.
    TrainsOnData,
    /// The weights are served at lower precision.
    Precision {
        /// Bits asked for.
        wanted: u32,
        /// The number format served.
        found: Arc<str>,
    },
    /// The provider is not among the allowed ones.
    NotAllowed(ProviderId),
    /// The provider is among the denied ones.
    Denied(ProviderId),
}
