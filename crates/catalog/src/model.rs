//! What a fold yields: models with their routes and results, providers, labs, licences, benchmarks. Plain data.

use crate::capability::{Capability, Support};
use crate::claim::Fact;
use crate::date::{Day, PartialDate};
use crate::facts::Facts;
use crate::field::{Field, Value};
use crate::id::{BenchmarkId, LabId, LicenceId, ModelId, ProviderId, RouteId};
use crate::money::Usd;
use crate::rate::{Meter, RateKey, ServiceTier};
use rust_decimal::Decimal;
use std::sync::Arc;

/// One model, folded as of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// `lab/model`.
    pub id: ModelId,
    /// The name to show.
    pub name: String,
    /// The day of the fold.
    pub as_of: Day,
    /// Model-level facts. Limits and capabilities here are what the lab or the model card says; each route has its own.
    pub facts: Facts,
    /// Routes that serve it, by id; withdrawn ones included.
    pub routes: Vec<Route>,
    /// Its benchmark results, by benchmark and settings.
    pub results: Vec<BenchmarkResult>,
    /// Other models it is related to.
    pub relations: Vec<Relation>,
}

/// Some routes and results of a model, folded as of one day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Excerpt {
    /// The routes at some providers, by id.
    pub routes: Vec<Route>,
    /// The results in one benchmark, by settings.
    pub results: Vec<BenchmarkResult>,
}

impl Excerpt {
    /// The route of this id.
    pub fn route(&self, id: &RouteId) -> Option<&Route> {
        self.routes.iter().find(|route| route.id == *id)
    }
}

/// How another model is related to this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// What the other one is to this one.
    pub kind: RelationKind,
    /// The other one.
    pub model: ModelId,
    /// What says so.
    pub evidence: Arc<str>,
}

/// Kinds of relation, read as "the other one is … of this one".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RelationKind {
    /// The version taught to follow instructions.
    InstructVersion,
    /// The base model.
    BaseModel,
    /// One fixed release of this name.
    DatedRelease,
    /// The undated name of this release.
    UndatedName,
    /// What it was tuned from.
    TunedFrom,
    /// The same weights at another precision.
    OtherPrecision,
}

impl RelationKind {
    /// Words for "the other one is the …".
    pub const fn label(self) -> &'static str {
        match self {
            Self::InstructVersion => "instruct version",
            Self::BaseModel => "base model",
            Self::DatedRelease => "dated release",
            Self::UndatedName => "undated name",
            Self::TunedFrom => "tuned from",
            Self::OtherPrecision => "other precision",
        }
    }
}

/// One price of a route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// What, in which tier, under which conditions.
    pub key: RateKey,
    /// US dollars per million units.
    pub amount: Fact<Usd>,
}

impl Rate {
    /// The amount as a fact of any value, for evidence.
    pub fn fact(&self) -> Fact<Value> {
        self.amount.filter_map(|amount| Some(Value::Amount(*amount)))
    }
}

/// How sure it is that a route serves its model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Serves {
    /// Somebody or some rule says so; the text says who or which.
    Resolved(Arc<str>),
    /// The provider's id may mean this model or a sibling; nothing decides.
    Undecided {
        /// The models it may be, this one included.
        candidates: Vec<ModelId>,
        /// Why it is open.
        reason: Arc<str>,
    },
}

/// Whether a route is on offer on the day of the fold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    /// Listed by at least one source.
    Listed,
    /// No longer listed since this day.
    Withdrawn(Day),
    /// First listed later, on this day.
    NotYet(Day),
}

/// One model at one provider, folded as of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// Its name.
    pub id: RouteId,
    /// The provider.
    pub provider: ProviderId,
    /// The provider's own model id, as its API wants it.
    pub own_id: Arc<str>,
    /// Whether the provider is the model's own lab.
    pub is_first_party: bool,
    /// How sure it is that it serves the model.
    pub serves: Serves,
    /// Whether it is on offer.
    pub listing: Listing,
    /// Limits, capabilities, life cycle, data policy.
    pub facts: Facts,
    /// Prices in force on the day, by key.
    pub rates: Vec<Arc<Rate>>,
}

impl Route {
    /// The unconditional rate of a meter in a tier.
    pub fn rate(&self, meter: Meter, tier: ServiceTier) -> Option<&Rate> {
        self.rate_of(&RateKey::new(meter, tier))
    }

    /// The rate of a key, conditions included.
    pub fn rate_of(&self, key: &RateKey) -> Option<&Rate> {
        self.rates.iter().map(Arc::as_ref).find(|rate| rate.key == *key)
    }

    /// Whether it can do something.
    pub fn can(&self, capability: Capability) -> Fact<Support> {
        self.facts.typed(&Field::Can(capability))
    }

    /// The same without the claims: the answer to go by.
    pub fn supports(&self, capability: Capability) -> Option<Support> {
        self.facts.value(&Field::Can(capability))
    }

    /// Service tiers it has a rate in, standard first.
    pub fn tiers(&self) -> Vec<ServiceTier> {
        ServiceTier::ALL.iter().copied().filter(|tier| self.rates.iter().any(|rate| rate.key.tier == *tier)).collect()
    }

    /// True if it is on offer and surely serves its model.
    pub fn is_live(&self) -> bool {
        self.listing == Listing::Listed && matches!(self.serves, Serves::Resolved(_))
    }
}

impl Model {
    /// All that reasoning about routes looks at: routes on offer, and of all facts those it weighs, without claims that only
    /// agree, without where claims were read, and without names (a route's own id is in its name where it tells it from others) and
    /// relations. For whoever looks at every model at once.
    #[must_use]
    pub fn bare(&self) -> Self {
        let nothing: Arc<str> = Arc::from("");
        let rate = |rate: &Arc<Rate>| Arc::new(Rate { key: rate.key.clone(), amount: rate.amount.bare() });
        let route = |route: &Route| Route {
            facts: route.facts.bare(Field::is_weighed_of_route),
            rates: route.rates.iter().map(rate).collect(),
            serves: Serves::Resolved(Arc::clone(&nothing)),
            own_id: Arc::clone(&nothing),
            ..route.clone()
        };
        let result = |result: &BenchmarkResult| BenchmarkResult {
            benchmark: result.benchmark.clone(),
            entrant: Arc::clone(&nothing),
            settings: Arc::clone(&nothing),
            facts: result.facts.bare(|field| matches!(field, Field::Score | Field::SelfReported)),
        };
        Self {
            id: self.id.clone(),
            name: self.id.to_string(),
            as_of: self.as_of,
            facts: self.facts.bare(Field::is_weighed_of_model),
            routes: self.live_routes().map(route).collect(),
            results: self.results.iter().map(result).collect(),
            relations: Vec::new(),
        }
    }
}

impl Model {
    /// The route of this id.
    pub fn route(&self, id: &RouteId) -> Option<&Route> {
        debug_assert!(self.routes.is_sorted_by(|one, two| one.id <= two.id), "routes stand in the order of their ids");
        // All of them name this model: only the rest of their ids need be compared.
        let place = self.routes.binary_search_by(|route| route.id.within_model().cmp(&id.within_model())).ok()?;
        self.routes.get(place).filter(|route| route.id.model == id.model)
    }

    /// Routes on offer that surely serve this model.
    pub fn live_routes(&self) -> impl Iterator<Item = &Route> {
        self.routes.iter().filter(|route| route.is_live())
    }

    /// What the lab or the model card says it can do.
    pub fn can(&self, capability: Capability) -> Fact<Support> {
        self.facts.typed(&Field::Can(capability))
    }

    /// First public day.
    pub fn released(&self) -> Fact<PartialDate> {
        self.facts.typed(&Field::Released)
    }

    /// Weights in all.
    pub fn parameters(&self) -> Fact<u64> {
        self.facts.typed(&Field::Parameters)
    }
}

/// One run of one model in one benchmark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BenchmarkResult {
    /// Which benchmark.
    pub benchmark: BenchmarkId,
    /// The model as the board names it.
    pub entrant: Arc<str>,
    /// What the run was set to, as sorted `key=value` pairs; empty if the board does not say.
    pub settings: Arc<str>,
    /// Score, error, interval, samples, day, evaluator.
    pub facts: Facts,
}

impl BenchmarkResult {
    /// The score in the benchmark's unit.
    pub fn score(&self) -> Option<Decimal> {
        self.facts.value(&Field::Score)
    }

    /// Whether the model's own maker ran it.
    pub fn is_self_reported(&self) -> Option<bool> {
        self.facts.value(&Field::SelfReported)
    }
}

/// One benchmark: what it measures and how to read its scores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Benchmark {
    /// Its id.
    pub id: BenchmarkId,
    /// The name to show.
    pub name: String,
    /// Metric, unit, direction, margin, area, harness, address.
    pub facts: Facts,
}

impl Benchmark {
    /// Whether a higher score is better; `None` if the board does not say.
    pub fn higher_is_better(&self) -> Option<bool> {
        let direction: String = self.facts.value(&Field::Direction)?;
        match direction.as_str() {
            "higher" => Some(true),
            "lower" => Some(false),
            _ => None,
        }
    }

    /// Least difference worth a word where results state no error.
    pub fn margin(&self) -> Option<Decimal> {
        self.facts.value(&Field::Margin)
    }

    /// What it tests.
    pub fn areas(&self) -> impl Iterator<Item = &str> {
        let areas = match self.facts.get(&Field::Area).value() {
            Some(Value::Text(areas)) => Some(areas.split(',').map(str::trim)),
            _ => None,
        };
        areas.into_iter().flatten()
    }
}

/// What kind of business a provider is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ProviderKind {
    /// Serves the models it makes.
    Lab,
    /// A general cloud.
    Cloud,
    /// Hosts models of others.
    Host,
    /// Passes requests on to other providers.
    Router,
    /// Sells a plan, not tokens.
    Plan,
    /// Runs on the user's own machine.
    Local,
}

impl ProviderKind {
    /// All, in the order they are named.
    pub const ALL: [Self; 6] = [Self::Lab, Self::Cloud, Self::Host, Self::Router, Self::Plan, Self::Local];

    /// Reads the word used in data.
    pub fn of(text: &str) -> Option<Self> {
        Some(match text {
            "lab" => Self::Lab,
            "cloud" => Self::Cloud,
            "host" => Self::Host,
            "router" => Self::Router,
            "plan" => Self::Plan,
            "local" => Self::Local,
            _ => return None,
        })
    }

    /// The word used in data and pages.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Lab => "lab",
            Self::Cloud => "cloud",
            Self::Host => "host",
            Self::Router => "router",
            Self::Plan => "plan",
            Self::Local => "local",
        }
    }
}

/// Who serves models.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// Its id.
    pub id: ProviderId,
    /// The name to show.
    pub name: String,
    /// Its kind, where known.
    pub kind: Option<ProviderKind>,
    /// The lab whose own API it is.
    pub first_party_of: Option<LabId>,
    /// Dialects, addresses, seat, data centres, policies.
    pub facts: Facts,
}

/// Who makes models.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lab {
    /// Its id.
    pub id: LabId,
    /// The name to show.
    pub name: String,
    /// Seat, address.
    pub facts: Facts,
}

/// Whether a licence lets one earn money with the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CommercialUse {
    /// Without conditions beyond attribution and notices.
    Allowed,
    /// Under conditions the licence names.
    Conditional,
    /// Not at all.
    Forbidden,
}

/// A licence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Licence {
    /// Its id.
    pub id: LicenceId,
    /// The name to show.
    pub name: String,
    /// SPDX, OSI approval, commercial use, conditions, address.
    pub facts: Facts,
}

impl Licence {
    /// Whether commercial use is permitted.
    pub fn commercial(&self) -> Option<CommercialUse> {
        let word: String = self.facts.value(&Field::Commercial)?;
        match word.as_str() {
            "allowed" => Some(CommercialUse::Allowed),
            "conditional" => Some(CommercialUse::Conditional),
            "forbidden" => Some(CommercialUse::Forbidden),
            _ => None,
        }
    }

    /// Whether the Open Source Initiative approved it.
    pub fn is_osi_approved(&self) -> Option<bool> {
        self.facts.value(&Field::OsiApproved)
    }
}

/// Whether the weights and the licence are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Openness {
    /// Weights under a licence approved as open source.
    OpenSource,
    /// Weights can be downloaded, under another licence.
    OpenWeights,
    /// Served only.
    Closed,
}

impl Openness {
    /// The words people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::OpenSource => "open source",
            Self::OpenWeights => "open weights",
            Self::Closed => "closed",
        }
    }
}
