//! `json/v1`: the published shape of every answer, shared by `--json`, the API and MCP. It only grows.
//!
//! Its types are its own, so that internal ones may change. Conventions: money and scores are decimal strings, in US dollars
//! (rates per million units); days are `YYYY-MM-DD`, other dates as precise as known; counts are numbers; what nobody told us
//! is `null` with `"status": "unknown"`. Every value carries the numbers of its `evidence`, a list at the end of each answer
//! with every claim behind it.

mod bill;
mod changes;
mod check;
mod comparison;
mod evidence;
mod lists;
mod model;
mod pick;
mod route;
mod search;
mod value;

pub use bill::{Bills, RefusedTier, bills};
pub use changes::{Change, Changes, changes};
pub use check::{Check, CheckBound, CheckFinding, CheckLock, CheckUse, check};
pub use comparison::{
    Apart, Bill, BreakEven, Capability, Comparison, Cost, Eligibility, Entry, Finding, Level, Limit, LineItem, Missing,
    Needs, Neighbour, Offer, Pair, Quality, Refused, Supply, Tag, Verdict, Workload, comparison,
};
pub use evidence::{Claim, Evidence, Source};
pub use lists::{
    Benchmark, BenchmarkItem, BenchmarkList, Error, History, HistoryPoint, HistorySeries, ModelItem, ModelList,
    ProviderAnswer, ProviderItem, ProviderList, RouteItem, RouteList, SourceList, Standing, benchmark, benchmarks,
    error, history, models, provider, providers, routes, sources,
};
pub use model::{Model, Rate, Relation, Result, Route, model};
pub use pick::{
    Choice, Choices, Contender, Explained, Judged, MissingFact, Pick, PickFrontier, Relaxed, Step, explained, pick,
};
pub use route::{RouteAnswer, route};
pub use search::{Search, SearchItem, search};
pub use value::{Fact, Range, Stated, Status};

use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde_json::{Value as Json, json};

/// The name of the format; readers refuse any other major version.
pub const FORMAT: &str = "weigh/json/v1";

/// An answer as text, indented, with a line end.
pub fn to_text<T: Serialize>(answer: &T) -> String {
    let mut text = serde_json::to_string_pretty(answer).unwrap_or_else(|error| format!("{{\"error\":\"{error}\"}}"));
    text.push('\n');
    text
}

/// The JSON Schema of every answer, with one definition for each kind.
pub fn schema() -> Json {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let kinds = [
        generator.subschema_for::<Comparison>(),
        generator.subschema_for::<Model>(),
        generator.subschema_for::<ProviderAnswer>(),
        generator.subschema_for::<Benchmark>(),
        generator.subschema_for::<History>(),
        generator.subschema_for::<ModelList>(),
        generator.subschema_for::<ProviderList>(),
        generator.subschema_for::<RouteList>(),
        generator.subschema_for::<BenchmarkList>(),
        generator.subschema_for::<SourceList>(),
        generator.subschema_for::<Error>(),
        generator.subschema_for::<RouteAnswer>(),
        generator.subschema_for::<Bills>(),
        generator.subschema_for::<Search>(),
        generator.subschema_for::<Changes>(),
        generator.subschema_for::<Pick>(),
        generator.subschema_for::<Explained>(),
        generator.subschema_for::<Check>(),
    ];
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FORMAT,
        "oneOf": kinds,
        "$defs": generator.take_definitions(true),
    })
}

#[cfg(test)]
mod tests;
