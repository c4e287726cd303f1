//! A model with its routes and results.

use super::FORMAT;
use super::evidence::{Evidence, Source, list};
use super::value::{Fact, Stated, decimal, fact, facts, status};
use crate::evidence::{About, Ledger};
use crate::names;
use crate::show::fresh_days;
use crate::source::SourceNote;
use schemars::JsonSchema;
use serde::Serialize;
use weigh_catalog::{Day, Field, Listing, Serves, Unit, Value};

/// A model with its routes and results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Model {
    /// `weigh/json/v1`.
    pub format: String,
    /// `model`.
    pub kind: String,
    /// `lab/model`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The day of the fold.
    pub as_of: String,
    /// Facts of the model itself. A field that is not listed is unknown.
    pub facts: Vec<Fact>,
    /// Its routes, withdrawn ones included.
    pub routes: Vec<Route>,
    /// Its benchmark results.
    pub results: Vec<Result>,
    /// Related models.
    pub relations: Vec<Relation>,
    /// Who said what.
    pub evidence: Vec<Evidence>,
    /// The sources that evidence names.
    pub sources: Vec<Source>,
}

/// One model at one provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Route {
    /// `lab/model@provider`.
    pub id: String,
    /// The provider's id.
    pub provider: String,
    /// Under a router: the upstream host.
    pub host: Option<String>,
    /// The provider's own model id.
    pub own_id: String,
    /// Whether the provider is the model's own lab.
    pub is_first_party: bool,
    /// `listed`, `withdrawn` or `not-yet`.
    pub listing: String,
    /// Since when it is withdrawn, or from when it is listed.
    pub listing_day: Option<String>,
    /// `resolved` or `undecided`.
    pub serves: String,
    /// What says that it serves the model, or why that is open.
    pub serves_because: String,
    /// The models it may serve, if undecided.
    pub candidates: Vec<String>,
    /// Limits, capabilities, life cycle, data policy. A field that is not listed is unknown.
    pub facts: Vec<Fact>,
    /// Prices.
    pub rates: Vec<Rate>,
}

/// One price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Rate {
    /// Meter, tier and conditions: `output.batch>272000`.
    pub key: String,
    /// What is metered.
    pub meter: String,
    /// What one unit is: `token`, `call`, `image`, ...
    pub unit: String,
    /// Service tier.
    pub tier: String,
    /// Applies to prompts of more tokens than this.
    pub above_tokens: Option<u64>,
    /// Applies in this region only.
    pub region: Option<String>,
    /// Applies in these hours (UTC) only.
    pub window: Option<String>,
    /// Applies to this variant only.
    pub variant: Option<String>,
    /// US dollars per million units.
    pub usd_per_million: Stated<String>,
}

/// One benchmark result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Result {
    /// The benchmark's id.
    pub benchmark: String,
    /// The model as the board names it.
    pub entrant: String,
    /// Settings of the run; empty if not stated.
    pub settings: String,
    /// Score, error, interval, samples, day, evaluator. A field that is not listed is unknown.
    pub facts: Vec<Fact>,
}

/// A related model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Relation {
    /// What the other one is to this one.
    pub relation: String,
    /// The other one.
    pub model: String,
    /// What says so.
    pub because: String,
}

/// A model as an answer.
pub fn model(
    model: &weigh_catalog::Model,
    notes: &[SourceNote],
    today: Day,
    reference: &dyn weigh_catalog::Reference,
) -> Model {
    let mut ledger = Ledger::new(today);
    let freshness = reference.freshness();
    let name = names::of_model(model);
    let results = (0_usize..).zip(&model.results).map(|(index, one)| result(model, index, one, &mut ledger)).collect();
    let about = |field| About { subject: model.id.as_str(), name, fresh_days: freshness.of_model(field) };
    let own_facts = model.facts.iter().map(|(field, one)| fact(field, one, about(field), &mut ledger)).collect();
    let relations = model.relations.iter().map(|relation| Relation {
        relation: relation.kind.label().to_owned(),
        model: relation.model.to_string(),
        because: relation.evidence.to_string(),
    });
    Model {
        format: FORMAT.to_owned(),
        kind: "model".to_owned(),
        id: model.id.to_string(),
        name: name.to_owned(),
        as_of: model.as_of.to_string(),
        facts: own_facts,
        routes: model.routes.iter().map(|one| route(one, fresh_days(one, reference), &mut ledger)).collect(),
        results,
        relations: relations.collect(),
        evidence: list(ledger.entries()),
        sources: used(notes, &ledger),
    }
}

fn result(
    model: &weigh_catalog::Model,
    index: usize,
    one: &weigh_catalog::BenchmarkResult,
    ledger: &mut Ledger,
) -> Result {
    let subject = format!("result {} {index}", model.id);
    Result {
        benchmark: one.benchmark.to_string(),
        entrant: one.entrant.to_string(),
        settings: one.settings.to_string(),
        facts: facts(&one.facts, About::lasting(&subject, &one.benchmark.to_string()), ledger),
    }
}

/// One route with all its facts and prices, whose readings stay fresh for so many days.
pub(super) fn route(route: &weigh_catalog::Route, fresh_days: Option<u32>, ledger: &mut Ledger) -> Route {
    let id = route.id.to_string();
    let about = About { subject: &id, name: &id, fresh_days };
    let (listing, listing_day) = match route.listing {
        Listing::Listed => ("listed", None),
        Listing::Withdrawn(day) => ("withdrawn", Some(day.to_string())),
        Listing::NotYet(day) => ("not-yet", Some(day.to_string())),
    };
    let (serves, because, candidates) = match &route.serves {
        Serves::Resolved(by) => ("resolved", by, Vec::new()),
        Serves::Undecided { candidates, reason } => {
            ("undecided", reason, candidates.iter().map(ToString::to_string).collect())
        }
    };
    Route {
        provider: route.provider.to_string(),
        host: route.id.host.as_ref().map(ToString::to_string),
        own_id: route.own_id.to_string(),
        is_first_party: route.is_first_party,
        listing: listing.to_owned(),
        listing_day,
        serves: serves.to_owned(),
        serves_because: because.to_string(),
        candidates,
        facts: facts(&route.facts, about, ledger),
        rates: route.rates.iter().map(|one| rate(one, about, ledger)).collect(),
        id,
    }
}

fn rate(rate: &weigh_catalog::Rate, about: About, ledger: &mut Ledger) -> Rate {
    let conditions = &rate.key.conditions;
    let fact = rate.amount.filter_map(|amount| Some(Value::Amount(*amount)));
    Rate {
        key: rate.key.to_string(),
        meter: rate.key.meter.id().to_owned(),
        unit: unit(rate.key.meter.unit()).to_owned(),
        tier: rate.key.tier.id().to_owned(),
        above_tokens: conditions.above_tokens,
        region: conditions.region.as_ref().map(ToString::to_string),
        window: conditions.window.map(|window| window.to_string()),
        variant: conditions.variant.as_ref().map(ToString::to_string),
        usd_per_million: Stated {
            status: status(&fact),
            value: rate.amount.value().map(|amount| decimal(amount.amount())),
            evidence: ledger.cite(about, &Field::Rate(rate.key.clone()), &fact).into_iter().collect(),
        },
    }
}

const fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Token => "token",
        Unit::TokenHour => "token-hour",
        Unit::Request => "request",
        Unit::Call => "call",
        Unit::Image => "image",
        Unit::Pixel => "pixel",
        Unit::Character => "character",
        Unit::Second => "second",
        Unit::Page => "page",
        Unit::Session => "session",
    }
}

/// Sources that the evidence names; unlisted ones by id.
pub(super) fn used(notes: &[SourceNote], ledger: &Ledger) -> Vec<Source> {
    ledger.sources(notes).iter().map(Source::from).collect()
}
