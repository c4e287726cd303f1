//! Needs: what a route must offer to be considered at all.

mod capabilities;
mod context;
mod cost;
mod kind;
mod level;
mod licence;
mod life;
mod offered;
mod openness;
mod output;
mod precision;
mod providers;
mod region;
mod retention;
mod size;
mod text;
mod training;

pub use level::Level;
pub(crate) use precision::bits as precision_bits;

use crate::bill::Bill;
use crate::cite::{Cite, Missing, Remedy};
use crate::query::Parameter;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::sync::Arc;
use weigh_catalog::field::FromValue;
use weigh_catalog::{
    Benchmark, BenchmarkId, Capability, CommercialUse, Fact, Field, Licence, Model, Openness, PartialDate, Provider,
    ProviderId, ProviderKind, Route, Usd,
};

/// What is asked of a route. The default asks for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a need of its own")]
pub struct Needs {
    /// It must answer in text: what a month with output tokens is about. Asked by whoever picks among all routes.
    pub text: bool,
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
    /// Only providers of these kinds; empty for all.
    pub kinds: Vec<ProviderKind>,
    /// Most weights in all.
    pub most_parameters: Option<u64>,
    /// Prompts must not be kept.
    pub zero_retention: bool,
    /// Least scores in benchmarks.
    pub levels: Vec<Level>,
    /// Months ahead in which no retirement may be announced.
    pub alive_months: Option<i32>,
    /// A month of the traffic must have a known price.
    pub priced: bool,
    /// Most whole US dollars that a month of the traffic may cost.
    pub budget: Option<u64>,
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
    /// Which capability, where the need asks for several.
    pub capability: Option<Capability>,
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

impl Outcome {
    /// The word programs read.
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Unmet(_) => "unmet",
            Self::Undecided(_) => "undecided",
        }
    }
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
    /// The provider is of another kind.
    Kind {
        /// What was asked for.
        wanted: Vec<ProviderKind>,
        /// What it is.
        found: ProviderKind,
    },
    /// It has more weights.
    TooLarge {
        /// What was asked for at most.
        wanted: u64,
        /// What it has.
        found: u64,
    },
    /// Prompts are kept.
    Kept {
        /// For so many days.
        days: u64,
    },
    /// No result that counts reaches the level.
    Level {
        /// What was asked for.
        wanted: Level,
        /// The best score known.
        found: Decimal,
    },
    /// A retirement is announced within the months asked for.
    Retires {
        /// First day it can no longer be called.
        day: PartialDate,
        /// The months that were asked for.
        months: i32,
    },
    /// A month of the traffic cannot be billed.
    NoPrice,
    /// A month costs more.
    TooDear {
        /// What was asked for at most.
        wanted: Usd,
        /// What it surely costs.
        found: Usd,
    },
}

/// One kind of need.
#[derive(Debug, Clone, Copy)]
pub struct Need {
    /// Its id in judgements and flags.
    pub id: &'static str,
    /// What it is about, as a noun for tables and sentences.
    pub name: &'static str,
    /// What it asks, in words.
    pub rule: &'static str,
    /// The parameters that ask for it; none if it is always asked for.
    pub parameters: &'static [Parameter<Needs>],
    /// Whether it looks at a field of models, routes or results, if the needs ask for it. Who judges thousands of routes reads
    /// no others. What is looked at of a bill is the bill's own matter.
    pub(crate) looks_at: fn(&Needs, &Field) -> bool,
    /// Judges a route; says nothing if the needs do not ask for it.
    judge: fn(&Needs, &Candidate<'_>, &mut Judgements),
}

/// Every kind of need, in the order they are judged and shown and their parameters are written.
pub const NEEDS: &[Need] = &[
    offered::NEED,
    text::NEED,
    capabilities::NEED,
    context::NEED,
    output::NEED,
    openness::NEED,
    licence::NEED,
    training::NEED,
    region::NEED,
    precision::NEED,
    providers::NEED,
    kind::NEED,
    size::NEED,
    retention::NEED,
    level::NEED,
    life::NEED,
    cost::PRICED,
    cost::BUDGET,
];

/// Every parameter of needs, in the order they are written.
pub fn parameters() -> impl Iterator<Item = &'static Parameter<Needs>> + Clone {
    NEEDS.iter().flat_map(|need| need.parameters)
}

/// A route with what it is judged by.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// The model it serves.
    pub model: &'a Model,
    /// The route.
    pub route: &'a Route,
    /// Its provider, where known.
    pub provider: Option<&'a Provider>,
    /// The model's licence, where known.
    pub licence: Option<&'a Licence>,
    /// What a month costs there, where it can be billed.
    pub bill: Option<&'a Bill>,
    /// The benchmarks that needs ask for, where known.
    pub benchmarks: &'a BTreeMap<BenchmarkId, Arc<Benchmark>>,
}

/// What a need asks, in words; empty for an id that is none.
pub fn rule(need: &str) -> &'static str {
    NEEDS.iter().find(|other| other.id == need).map_or("", |need| need.rule)
}

type Judged = (Outcome, Vec<Cite>);

/// What needs say of one route, while they are asked one after another.
struct Judgements {
    /// The one that is asked.
    need: &'static str,
    cites: Cites,
    all: Vec<Judgement>,
}

/// Whether judgements keep the facts they looked at. Who looks at all routes keeps thousands of judgements, and cites few.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cites {
    /// They do.
    Kept,
    /// They do not.
    LeftOut,
}

impl Judgements {
    fn say(&mut self, outcome: Outcome, cites: impl FnOnce() -> Vec<Cite>) {
        self.say_of(None, outcome, cites);
    }

    /// What was judged and cited in one.
    fn take(&mut self, (outcome, cites): Judged) {
        self.say(outcome, || cites);
    }

    fn say_of(&mut self, capability: Option<Capability>, outcome: Outcome, cites: impl FnOnce() -> Vec<Cite>) {
        let cites = if self.cites == Cites::Kept { cites() } else { Vec::new() };
        self.all.push(Judgement { need: self.need, capability, outcome, cites });
    }
}

/// Judges a route by every need there is, in the order of [`NEEDS`]; needs that are not asked for do not appear.
pub fn judge(needs: &Needs, candidate: &Candidate<'_>, cites: Cites) -> Vec<Judgement> {
    let mut judgements = Judgements { need: "", cites, all: Vec::new() };
    for need in NEEDS {
        judgements.need = need.id;
        (need.judge)(needs, candidate, &mut judgements);
    }
    judgements.all
}

impl Eligibility {
    /// What the judgements say together.
    pub fn of(judgements: Vec<Judgement>) -> Self {
        let is_unmet = |judgement: &Judgement| matches!(judgement.outcome, Outcome::Unmet(_));
        let any_unmet = judgements.iter().any(is_unmet);
        let open: Vec<Judgement> =
            judgements.into_iter().filter(|judgement| judgement.outcome != Outcome::Met).collect();
        match (any_unmet, open.is_empty()) {
            (true, _) => Self::Not(open),
            (false, true) => Self::Eligible,
            (false, false) => Self::Undecided(open),
        }
    }

    /// The judgements that are not "met".
    pub fn judgements(&self) -> &[Judgement] {
        match self {
            Self::Eligible => &[],
            Self::Not(judgements) | Self::Undecided(judgements) => judgements,
        }
    }

    /// Facts that would decide it; none if it is decided.
    pub fn missing(&self) -> Vec<Missing> {
        let missing = |judgement: &Judgement| match &judgement.outcome {
            Outcome::Undecided(missing) => missing.clone(),
            Outcome::Met | Outcome::Unmet(_) => Vec::new(),
        };
        match self {
            Self::Undecided(judgements) => judgements.iter().flat_map(missing).collect(),
            Self::Eligible | Self::Not(_) => Vec::new(),
        }
    }
}

/// Judges the values a fact may have: met if every one is fine, unmet if none is, else undecided.
///
/// A disputed fact may be any of its claims, so it decides only what all of them decide alike.
fn judge_values<T>(
    may_hold: impl Iterator<Item = T>,
    cite: impl FnOnce() -> Cite,
    remedy: Remedy,
    shortfall: impl Fn(T) -> Option<Shortfall>,
) -> Outcome {
    let (mut values, mut missed, mut first) = (0_usize, 0_usize, None);
    for value in may_hold {
        values += 1;
        if let Some(shortfall) = shortfall(value) {
            missed += 1;
            first = first.or(Some(shortfall));
        }
    }
    let is_decided = values > 0 && (missed == 0 || missed == values);
    match first {
        _ if !is_decided => Outcome::Undecided(vec![Missing { cite: cite(), remedy }]),
        Some(shortfall) => Outcome::Unmet(shortfall),
        None => Outcome::Met,
    }
}

/// What the route says of a data policy, else what its provider says.
fn policy<T: FromValue>(candidate: &Candidate<'_>, field: Field) -> (Fact<T>, Cite) {
    let of_route = candidate.route.facts.typed::<T>(&field);
    match candidate.provider {
        Some(provider) if of_route.is_unknown() => {
            (provider.facts.typed::<T>(&field), Cite::Provider(provider.id.clone(), field))
        }
        _ => (of_route, Cite::Route(candidate.route.id.clone(), field)),
    }
}

/// A limit of the route against the least that is asked for.
fn judge_limit(wanted: Option<u64>, field: &Field, candidate: &Candidate<'_>, judgements: &mut Judgements) {
    let Some(wanted) = wanted else { return };
    let route = candidate.route;
    let cite = || Cite::Route(route.id.clone(), field.clone());
    let outcome = judge_values(route.facts.may_hold::<u64>(field), cite, Remedy::Sync, |found| {
        (found < wanted).then(|| Shortfall::TooSmall { field: field.clone(), wanted, found })
    });
    judgements.say(outcome, || vec![cite()]);
}

#[cfg(test)]
mod tests;
