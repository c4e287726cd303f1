//! Citations: which claims stand behind a finding.

use weigh_catalog::{BenchmarkId, Field, LicenceId, ModelId, ProviderId, RateKey, RouteId};

/// Names one fact, known or not; `Comparison::fact` yields its claims.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cite {
    /// A fact of a model.
    Model(ModelId, Field),
    /// A fact or a rate of a route.
    Route(RouteId, Field),
    /// A fact of a provider.
    Provider(ProviderId, Field),
    /// A fact of a licence.
    Licence(LicenceId, Field),
    /// A fact of a benchmark.
    Benchmark(BenchmarkId, Field),
    /// A fact of one benchmark result.
    Result {
        /// Whose result.
        model: ModelId,
        /// Its place in the model's `results`.
        index: usize,
        /// Which fact of it.
        field: Field,
    },
    /// The list of a model's routes itself: who serves it, and what is not listed.
    Routes(ModelId),
    /// The benchmark results of a model as a whole: what it was, and was not, tested in.
    Results(ModelId),
    /// A relation of the model to another one, with its evidence.
    Relation(ModelId, ModelId),
}

impl Cite {
    /// The model it is about, if it is about one or about a route of one.
    pub fn model(&self) -> Option<&ModelId> {
        match self {
            Self::Model(model, _) | Self::Routes(model) | Self::Results(model) | Self::Relation(model, _) => {
                Some(model)
            }
            Self::Result { model, .. } => Some(model),
            Self::Route(route, _) => Some(&route.model),
            Self::Provider(..) | Self::Licence(..) | Self::Benchmark(..) => None,
        }
    }

    /// The field it is about, if it is about one; of results as a whole, their score.
    pub const fn field(&self) -> Option<&Field> {
        match self {
            Self::Model(_, field)
            | Self::Route(_, field)
            | Self::Provider(_, field)
            | Self::Licence(_, field)
            | Self::Benchmark(_, field)
            | Self::Result { field, .. } => Some(field),
            Self::Results(_) => Some(&Field::Score),
            Self::Routes(_) | Self::Relation(..) => None,
        }
    }

    /// A rate of a route.
    pub fn rate(route: &RouteId, key: &RateKey) -> Self {
        Self::Route(route.clone(), Field::Rate(key.clone()))
    }
}

/// Something nobody told us that matters here, and what would supply it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Missing {
    /// The unknown fact.
    pub cite: Cite,
    /// How to get it.
    pub remedy: Remedy,
}

/// What would supply a missing fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Remedy {
    /// Read the sources again: they may list it by now.
    Sync,
    /// State it in the private overlay: a negotiated price, a contract's term.
    Overlay,
    /// Try it on the endpoint.
    Probe,
    /// Run one's own prompts on both.
    Trial,
    /// State it with the workload.
    Workload,
}
