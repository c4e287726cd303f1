//! Lists, providers, benchmarks, histories and errors.

use super::FORMAT;
use super::evidence::{Evidence, Source, list};
use super::model::used;
use super::value::{Fact, decimal, facts};
use crate::evidence::{About, Ledger};
use crate::show::PriceHistory;
use crate::show::list::{BenchmarkRow, ModelRow, ProviderRow, RouteRow};
use crate::source::SourceNote;
use schemars::JsonSchema;
use serde::Serialize;
use weigh_catalog::{Board, Day, Provider};

macro_rules! answers {
    ($($(#[$doc:meta])* $list:ident of $item:ident, $kind:literal, $make:ident($row:ty) $map:expr;)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
            pub struct $list {
                /// `weigh/json/v1`.
                pub format: String,
                /// What it lists.
                pub kind: String,
                /// The day of the fold.
                pub as_of: String,
                /// The items, in the order asked for.
                pub items: Vec<$item>,
            }

            $(#[$doc])*
            pub fn $make(rows: &[$row], today: Day) -> $list {
                let map: fn(&$row) -> $item = $map;
                $list {
                    format: FORMAT.to_owned(),
                    kind: $kind.to_owned(),
                    as_of: today.to_string(),
                    items: rows.iter().map(map).collect(),
                }
            }
        )*
    };
}

answers! {
    /// A list of models.
    ModelList of ModelItem, "models", models(ModelRow) |row| ModelItem {
        id: row.id.to_string(),
        name: row.name.clone(),
        released: row.released.map(|date| date.to_string()),
        parameters: row.parameters,
        openness: row.openness.map(|openness| openness.label().to_owned()),
        context: row.context,
        routes: row.routes,
    };
    /// A list of providers.
    ProviderList of ProviderItem, "providers", providers(ProviderRow) |row| ProviderItem {
        id: row.id.to_string(),
        name: row.name.clone(),
        provider_kind: row.kind.map(|kind| kind.id().to_owned()),
        routes: row.routes,
    };
    /// A list of routes.
    RouteList of RouteItem, "routes", routes(RouteRow) |row| RouteItem {
        id: row.id.to_string(),
        model: row.id.model.to_string(),
        provider: row.id.provider.to_string(),
        input_usd_per_million: row.input.map(|amount| decimal(amount.amount())),
        output_usd_per_million: row.output.map(|amount| decimal(amount.amount())),
        context: row.context,
        tiers: row.tiers.iter().map(|tier| tier.id().to_owned()).collect(),
        listing: row.listing.clone(),
    };
    /// A list of benchmarks.
    BenchmarkList of BenchmarkItem, "benchmarks", benchmarks(BenchmarkRow) |row| BenchmarkItem {
        id: row.id.to_string(),
        name: row.name.clone(),
        areas: row.areas.clone(),
        metric: row.metric.clone(),
        results: row.results,
    };
    /// A list of sources.
    SourceList of Source, "sources", sources(SourceNote) |row| Source::from(row);
}

/// One model in a list; null is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ModelItem {
    /// `lab/model`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// First public day.
    pub released: Option<String>,
    /// Weights in all.
    pub parameters: Option<u64>,
    /// `open source`, `open weights` or `closed`.
    pub openness: Option<String>,
    /// Largest context window over its routes on offer, in tokens.
    pub context: Option<u64>,
    /// Routes on offer.
    pub routes: usize,
}

/// One provider in a list; null is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProviderItem {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `lab`, `cloud`, `host`, `router`, `plan` or `local`.
    pub provider_kind: Option<String>,
    /// Routes on offer.
    pub routes: usize,
}

/// One route in a list; null is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RouteItem {
    /// `lab/model@provider`.
    pub id: String,
    /// The model's id.
    pub model: String,
    /// The provider's id.
    pub provider: String,
    /// Plain input price of the standard tier.
    pub input_usd_per_million: Option<String>,
    /// Plain output price of the standard tier.
    pub output_usd_per_million: Option<String>,
    /// Context window, in tokens.
    pub context: Option<u64>,
    /// Service tiers it has a price in.
    pub tiers: Vec<String>,
    /// Whether it is on offer, in words.
    pub listing: String,
}

/// One benchmark in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BenchmarkItem {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it tests.
    pub areas: Vec<String>,
    /// What is counted.
    pub metric: Option<String>,
    /// Scores known.
    pub results: usize,
}

/// A provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProviderAnswer {
    /// `weigh/json/v1`.
    pub format: String,
    /// `provider`.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `lab`, `cloud`, `host`, `router`, `plan` or `local`; null if unknown.
    pub provider_kind: Option<String>,
    /// The lab whose own API it is.
    pub first_party_of: Option<String>,
    /// Its facts. A field that is not listed is unknown.
    pub facts: Vec<Fact>,
    /// Its routes.
    pub routes: Vec<RouteItem>,
    /// Who said what.
    pub evidence: Vec<Evidence>,
    /// The sources that evidence names.
    pub sources: Vec<Source>,
}

/// A provider as an answer.
pub fn provider(provider: &Provider, rows: &[RouteRow], notes: &[SourceNote], today: Day) -> ProviderAnswer {
    let mut ledger = Ledger::new(today);
    let id = provider.id.to_string();
    ProviderAnswer {
        format: FORMAT.to_owned(),
        kind: "provider".to_owned(),
        name: provider.name.clone(),
        provider_kind: provider.kind.map(|kind| kind.id().to_owned()),
        first_party_of: provider.first_party_of.as_ref().map(ToString::to_string),
        facts: facts(&provider.facts, About::lasting(&id, &provider.name), &mut ledger),
        routes: routes(rows, today).items,
        evidence: list(ledger.entries()),
        sources: used(notes, &ledger),
        id,
    }
}

/// A benchmark with everybody's scores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Benchmark {
    /// `weigh/json/v1`.
    pub format: String,
    /// `benchmark`.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its facts. A field that is not listed is unknown.
    pub facts: Vec<Fact>,
    /// Scores, best first.
    pub standings: Vec<Standing>,
    /// Who said what about the benchmark.
    pub evidence: Vec<Evidence>,
    /// The sources that evidence names.
    pub sources: Vec<Source>,
}

/// One score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Standing {
    /// The model's id.
    pub model: String,
    /// The settings of the run; empty if not stated.
    pub settings: String,
    /// The score, in the benchmark's unit.
    pub score: String,
}

/// A benchmark as an answer.
pub fn benchmark(board: &Board, notes: &[SourceNote], today: Day) -> Benchmark {
    let mut ledger = Ledger::new(today);
    let one = &board.benchmark;
    let id = one.id.to_string();
    let standings = board.standings.iter().map(|standing| Standing {
        model: standing.model.to_string(),
        settings: standing.settings.to_string(),
        score: decimal(standing.score),
    });
    Benchmark {
        format: FORMAT.to_owned(),
        kind: "benchmark".to_owned(),
        name: one.name.clone(),
        facts: facts(&one.facts, About::lasting(&id, &one.name), &mut ledger),
        standings: standings.collect(),
        evidence: list(ledger.entries()),
        sources: used(notes, &ledger),
        id,
    }
}

/// Dated prices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct History {
    /// `weigh/json/v1`.
    pub format: String,
    /// `history`.
    pub kind: String,
    /// The day of the answer.
    pub as_of: String,
    /// One for each price of each route.
    pub series: Vec<HistorySeries>,
}

/// One price over time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HistorySeries {
    /// `lab/model@provider`.
    pub route: String,
    /// Meter, tier and conditions.
    pub key: String,
    /// Ascending by day; each holds until the next.
    pub points: Vec<HistoryPoint>,
}

/// A price from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HistoryPoint {
    /// First day it holds, or was first seen.
    pub from: String,
    /// US dollars per million units; null from the day it is no longer listed.
    pub usd_per_million: Option<String>,
    /// The source's id.
    pub source: Option<String>,
    /// Last day it was read there.
    pub last_seen: Option<String>,
}

/// Dated prices as an answer.
pub fn history(histories: &[PriceHistory], today: Day) -> History {
    let series = histories.iter().map(|one| HistorySeries {
        route: one.route.to_string(),
        key: one.key.to_string(),
        points: one
            .points
            .iter()
            .map(|point| HistoryPoint {
                from: point.from.to_string(),
                usd_per_million: point.claim.as_ref().map(|claim| decimal(claim.value.amount())),
                source: point.claim.as_ref().map(|claim| claim.source.to_string()),
                last_seen: point.claim.as_ref().map(|claim| claim.last_seen.to_string()),
            })
            .collect(),
    });
    History {
        format: FORMAT.to_owned(),
        kind: "history".to_owned(),
        as_of: today.to_string(),
        series: series.collect(),
    }
}

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Error {
    /// `weigh/json/v1`.
    pub format: String,
    /// `error`.
    pub kind: String,
    /// What failed.
    pub error: String,
    /// Why.
    pub cause: Option<String>,
    /// What to do about it.
    pub hint: Option<String>,
}

/// An error as an answer.
pub fn error(error: &str, cause: Option<String>, hint: Option<String>) -> Error {
    Error { format: FORMAT.to_owned(), kind: "error".to_owned(), error: error.to_owned(), cause, hint }
}
