//! The whole comparison: one plain-data value that pages, API and MCP are made from.

use crate::cite::Cite;
use crate::cost::CostGap;
use crate::finding::Finding;
use crate::friction::Friction;
use crate::needs::{Eligibility, Needs};
use crate::offer::Offers;
use crate::profile::Profile;
use crate::quality::QualityRow;
use crate::row::{CapabilityRow, LimitRow};
use crate::span::Span;
use crate::tag::Tag;
use crate::verdict::Verdict;
use crate::workload::Workload;
use std::collections::BTreeMap;
use std::sync::Arc;
use weigh_catalog::source::Freshness;
use weigh_catalog::{
    Benchmark, BenchmarkId, Day, Fact, Lab, LabId, Licence, LicenceId, Model, ModelId, Provider, ProviderId,
    RelationKind, RouteId, ServiceTier, Usd, Value,
};

/// Two or more models compared for one workload on one day, with everything needed to print and to check it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The day it is made for.
    pub day: Day,
    /// The traffic behind every total.
    pub workload: Workload,
    /// What was asked of the routes.
    pub needs: Needs,
    /// The models, in the order they were named.
    pub entries: Vec<Entry>,
    /// Every two of them, first named first: (0,1), (0,2), …, (1,2), ….
    pub pairs: Vec<Pair>,
    /// What all of it says. For two models: the verdict of their pair.
    pub overall: Overall,
    /// Related models that were looked at beside.
    pub neighbours: Vec<Arc<Model>>,
    /// Providers of all routes, as far as known.
    pub providers: BTreeMap<ProviderId, Arc<Provider>>,
    /// Labs of the models, as far as known.
    pub labs: BTreeMap<LabId, Arc<Lab>>,
    /// Licences of the models, as far as known.
    pub licences: BTreeMap<LicenceId, Arc<Licence>>,
    /// Benchmarks of all results, as far as known.
    pub benchmarks: BTreeMap<BenchmarkId, Arc<Benchmark>>,
    /// How long readings of prices stay fresh.
    pub freshness: Freshness,
}

/// One model of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The model with all its facts, routes and results.
    pub model: Arc<Model>,
    /// What it is.
    pub profile: Profile,
    /// What it costs where.
    pub offers: Offers,
    /// Whether some live route meets the needs: the best of its routes.
    pub eligibility: Eligibility,
    /// Every tag of `TAGS`, in that order, whether it holds or not.
    pub tags: Vec<Tag>,
    /// Related models with their cheapest route, never mixed into `offers`.
    pub neighbours: Vec<Neighbour>,
    /// What may be said of it alone.
    pub findings: Vec<Finding>,
}

/// A related model, such as the instruct version, and where it is cheapest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbour {
    /// What it is to the model.
    pub kind: RelationKind,
    /// Which.
    pub model: ModelId,
    /// Its cheapest eligible route with its bill; `None` if it has none.
    pub cheapest: Option<(RouteId, ServiceTier, Span<Usd>)>,
}

/// Two models of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The first model.
    pub a: ModelId,
    /// The second model.
    pub b: ModelId,
    /// Cost.
    pub cost: CostGap,
    /// Context, max input, max output.
    pub limits: Vec<LimitRow>,
    /// Every capability somebody says something about, for at least one of the two.
    pub capabilities: Vec<CapabilityRow>,
    /// Benchmarks both have results in.
    pub quality: Vec<QualityRow>,
    /// What may be said of the two, in page order: cost, quality, limits, capabilities, supply, life cycle, licence, kind.
    pub findings: Vec<Finding>,
    /// From the first to the second.
    pub forth: Friction,
    /// From the second to the first.
    pub back: Friction,
    /// Which, and how sure.
    pub verdict: Verdict,
}

/// What a comparison of all models says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overall {
    /// Models that no other dominates, cheapest first; models without a bill last.
    pub undominated: Vec<ModelId>,
    /// Models that another dominates: the model, and the first that dominates it.
    pub dominated: Vec<(ModelId, ModelId)>,
    /// The model with the lowest stated bill among those with an eligible route.
    pub cheapest: Option<ModelId>,
    /// The verdict over all.
    pub verdict: Verdict,
}

/// What to compare, for what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Two or more models, folded as of the day.
    pub models: Vec<Arc<Model>>,
    /// Related models to be named beside, such as the instruct version of a base model; may be empty.
    pub neighbours: Vec<Arc<Model>>,
    /// The traffic.
    pub workload: Workload,
    /// What the routes must offer.
    pub needs: Needs,
    /// Today.
    pub day: Day,
}

impl Comparison {
    /// The entry of a model.
    pub fn entry(&self, model: &ModelId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.model.id == *model)
    }

    /// The pair of two models, whichever is named first.
    pub fn pair(&self, one: &ModelId, other: &ModelId) -> Option<&Pair> {
        self.pairs.iter().find(|pair| (&pair.a, &pair.b) == (one, other) || (&pair.a, &pair.b) == (other, one))
    }

    /// The fact a citation names, with its claims; unknown if there is none. `Routes`, `Results` and `Relation` name
    /// lists, not facts, and are unknown too.
    pub fn fact(&self, cite: &Cite) -> Fact<Value> {
        match cite {
            Cite::Model(id, field) => self.model(id).map_or(Fact::Unknown, |model| model.facts.get(field).clone()),
            Cite::Route(id, weigh_catalog::Field::Rate(key)) => self
                .model(&id.model)
                .and_then(|model| model.route(id))
                .and_then(|route| route.rate_of(key))
                .map_or(Fact::Unknown, weigh_catalog::Rate::fact),
            Cite::Route(id, field) => self
                .model(&id.model)
                .and_then(|model| model.route(id))
                .map_or(Fact::Unknown, |route| route.facts.get(field).clone()),
            Cite::Provider(id, field) => {
                self.providers.get(id).map_or(Fact::Unknown, |provider| provider.facts.get(field).clone())
            }
            Cite::Licence(id, field) => {
                self.licences.get(id).map_or(Fact::Unknown, |licence| licence.facts.get(field).clone())
            }
            Cite::Benchmark(id, field) => {
                self.benchmarks.get(id).map_or(Fact::Unknown, |benchmark| benchmark.facts.get(field).clone())
            }
            Cite::Result { model, index, field } => self
                .model(model)
                .and_then(|model| model.results.get(*index))
                .map_or(Fact::Unknown, |result| result.facts.get(field).clone()),
            Cite::Routes(_) | Cite::Results(_) | Cite::Relation(..) => Fact::Unknown,
        }
    }

    /// How many days a reading of the fact a citation names stays fresh; `None` if it does not grow old, as scores and
    /// licences do not.
    pub fn fresh_days(&self, cite: &Cite) -> Option<u32> {
        match cite {
            Cite::Route(id, _) => {
                self.freshness.days(self.providers.get(&id.provider).and_then(|provider| provider.kind))
            }
            Cite::Model(_, field) => self.freshness.of_model(field),
            _ => None,
        }
    }

    /// A model of the comparison or a neighbour.
    pub fn model(&self, id: &ModelId) -> Option<&Model> {
        let entries = self.entries.iter().map(|entry| &entry.model);
        entries.chain(&self.neighbours).find(|model| model.id == *id).map(Arc::as_ref)
    }
}
