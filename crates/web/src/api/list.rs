//! Lists, a part at a time: filtered by words, sorted by a member, cut to the members asked for.

use super::parameter::{ON, Parameter};
use super::shape::Shape;
use super::things::{MODEL_ID, model};
use super::{Call, Endpoint, of, text};
use crate::group::Group;
use crate::problem::Problem;
use schemars::{JsonSchema, Schema, SchemaGenerator, schema_for};
use serde::Serialize;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::marker::PhantomData;
use weigh_render::gather::{Direction, SortKey, routes_of};
use weigh_render::json_v1::{self, BenchmarkItem, FORMAT, ModelItem, ProviderItem, RouteItem, Source};

/// How many items a part has if nothing else is asked for.
const USUAL: usize = 100;

/// Most items of a part.
const MOST: u64 = 1000;

/// A part of a list.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PartOf{T}")]
pub(super) struct Part<T> {
    /// `weigh/json/v1`.
    format: String,
    /// What it lists.
    kind: String,
    /// The day of the answer.
    as_of: String,
    /// How many items there are in all parts.
    total: usize,
    /// The address of the next part; null after the last.
    next: Option<String>,
    /// The items, in the order asked for.
    items: Vec<T>,
}

/// A part of a list of such items, each with the members asked for.
pub(super) type PartOf<T> = Part<Members<T>>;

/// An item of which only the members asked for are given.
pub(super) struct Members<T>(PhantomData<T>);

impl<T: JsonSchema> JsonSchema for Members<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("MembersOf{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = T::json_schema(generator);
        schema.remove("required");
        schema
    }
}

/// Every model.
pub(super) const MODELS: Endpoint = Endpoint {
    path: "/models",
    id: "models",
    summary: "Models with release day, weights, openness, largest context window and number of routes.",
    parameters: &[Group::Own(&parameters::<ModelItem>("llama", "-routes", "id,context")), ON],
    example: "/models?q=llama&sort=-routes&limit=3",
    schema: of::<PartOf<ModelItem>>,
    handle: |call| part(call, "models", json_v1::models(call.edition.models()?, call.edition.day()).items),
};

/// The routes of one model.
pub(super) const MODEL_ROUTES: Endpoint = Endpoint {
    path: "/models/{lab}/{model}/routes",
    id: "model_routes",
    summary: "Routes of one model with plain prices, withdrawn ones included.",
    parameters: &[MODEL_ID, Group::Own(&parameters::<RouteItem>("azure", "input_usd_per_million", "id,listing")), ON],
    example: "/models/openai/o4-mini/routes?limit=3",
    schema: of::<PartOf<RouteItem>>,
    handle: |call| {
        let rows = routes_of(call.edition.catalog(), &*model(call)?, |_| true);
        part(call, "routes", json_v1::routes(&rows, call.edition.day()).items)
    },
};

/// Every route on offer.
pub(super) const ROUTES: Endpoint = Endpoint {
    path: "/routes",
    id: "routes",
    summary: "Routes on offer with plain prices, context window and service tiers.",
    parameters: &[Group::Own(&parameters::<RouteItem>("groq", "input_usd_per_million", "id,context")), ON],
    example: "/routes?q=groq&sort=-context&limit=3",
    schema: of::<PartOf<RouteItem>>,
    handle: |call| part(call, "routes", json_v1::routes(call.edition.routes()?, call.edition.day()).items),
};

/// Every provider.
pub(super) const PROVIDERS: Endpoint = Endpoint {
    path: "/providers",
    id: "providers",
    summary: "Providers with their kind and number of routes.",
    parameters: &[Group::Own(&parameters::<ProviderItem>("cloud", "-routes", "id,routes")), ON],
    example: "/providers?sort=-routes&limit=3",
    schema: of::<PartOf<ProviderItem>>,
    handle: |call| part(call, "providers", json_v1::providers(call.edition.providers()?, call.edition.day()).items),
};

/// Every benchmark.
pub(super) const BENCHMARKS: Endpoint = Endpoint {
    path: "/benchmarks",
    id: "benchmarks",
    summary: "Benchmarks with what they test and how many scores are known.",
    parameters: &[Group::Own(&parameters::<BenchmarkItem>("gpqa", "-results", "id,results")), ON],
    example: "/benchmarks?sort=-results&limit=3",
    schema: of::<PartOf<BenchmarkItem>>,
    handle: |call| part(call, "benchmarks", json_v1::benchmarks(call.edition.benchmarks()?, call.edition.day()).items),
};

/// Every source.
pub(super) const SOURCES: Endpoint = Endpoint {
    path: "/sources",
    id: "sources",
    summary: "Sources of the data with licence, attribution and readings in use.",
    parameters: &[Group::Own(&parameters::<Source>("benchmark", "name", "id,licence")), ON],
    example: "/sources?fields=id,licence&limit=3",
    schema: of::<PartOf<Source>>,
    handle: |call| part(call, "sources", json_v1::sources(call.edition.sources(), call.edition.day()).items),
};

/// The parameters of a list of such items, with examples for the three whose values depend on the item.
pub(super) const fn parameters<T: JsonSchema>(
    words: &'static str,
    sort: &'static str,
    fields: &'static str,
) -> [Parameter; 5] {
    [
        Parameter::query("q", "Only items that hold each of these words in some member.", Shape::Text, words),
        Parameter::query(
            "sort",
            "The member to sort by; `-` before it turns the order round. Unknown comes last.",
            Shape::Word(orders::<T>),
            sort,
        ),
        Parameter::query(
            "limit",
            "At most so many items.",
            Shape::Whole { least: 1, most: MOST, usual: Some(USUAL as u64) },
            "3",
        ),
        Parameter::query(
            "offset",
            "How many items to leave out at the beginning.",
            Shape::Whole { least: 0, most: 1_000_000, usual: Some(0) },
            "0",
        ),
        Parameter::query("fields", "Only these members of each item.", Shape::Words(members::<T>), fields),
    ]
}

fn properties<T: JsonSchema>() -> Map<String, Value> {
    let schema = schema_for!(T);
    schema.get("properties").and_then(Value::as_object).cloned().unwrap_or_default()
}

/// The members of an item.
fn members<T: JsonSchema>() -> Vec<String> {
    properties::<T>().into_iter().map(|(name, _)| name).collect()
}

/// Each member with one value, and the same the other way round.
fn orders<T: JsonSchema>() -> Vec<String> {
    let has_one = |schema: &Value| schema.get("type").is_some_and(|kind| *kind != "array");
    let names = properties::<T>().into_iter().filter(|(_, schema)| has_one(schema)).map(|(name, _)| name);
    names.flat_map(|name| [name.clone(), format!("-{name}")]).collect()
}

/// The part that is asked for.
pub(super) fn part<T: Serialize>(call: &Call, kind: &str, items: Vec<T>) -> Result<String, Problem> {
    let given = &call.given;
    let words: Vec<String> = given.one("q").unwrap_or_default().split_whitespace().map(str::to_lowercase).collect();
    let (limit, offset) = (given.whole("limit", USUAL), given.whole("offset", 0));
    let (total, mut shown) = match (words.is_empty(), given.one("sort")) {
        // Nothing but the part itself needs to be made.
        (true, None) => (items.len(), values(items.into_iter().skip(offset).take(limit))?),
        (_, sort) => {
            let mut all = values(items.into_iter())?;
            all.retain(|item| holds(item, &words));
            if let Some(sort) = sort {
                sort_by(&mut all, sort);
            }
            (all.len(), all.into_iter().skip(offset).take(limit).collect())
        }
    };
    if let Some(fields) = given.one("fields") {
        let fields: Vec<&str> = fields.split(',').collect();
        shown.iter_mut().for_each(|item| item.retain(|name, _| fields.contains(&name.as_str())));
    }
    let after = offset.saturating_add(shown.len());
    let next = (!shown.is_empty() && after < total)
        .then(|| format!("{}{}?{}", call.site.root, call.path, given.query_with("offset", &after.to_string())));
    text(&Part {
        format: FORMAT.to_owned(),
        kind: kind.to_owned(),
        as_of: call.edition.day().to_string(),
        total,
        next,
        items: shown,
    })
}

fn values<T: Serialize>(items: impl Iterator<Item = T>) -> Result<Vec<Map<String, Value>>, Problem> {
    let broken = || Problem::new(500, "an item of the list cannot be written");
    items
        .map(|item| match serde_json::to_value(item) {
            Ok(Value::Object(members)) => Ok(members),
            _ => Err(broken()),
        })
        .collect()
}

fn holds(item: &Map<String, Value>, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let mut held = String::new();
    item.values().for_each(|value| collect(value, &mut held));
    let held = held.to_lowercase();
    words.iter().all(|word| held.contains(word))
}

fn collect(value: &Value, into: &mut String) {
    match value {
        Value::Null => {}
        Value::String(text) => {
            into.push_str(text);
            into.push('\n');
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, into)),
        Value::Object(members) => members.values().for_each(|member| collect(member, into)),
        other => collect(&Value::String(other.to_string()), into),
    }
}

/// Sorts by a member.
fn sort_by(items: &mut [Map<String, Value>], sort: &str) {
    let (direction, name) = Direction::of(sort);
    items.sort_by_cached_key(|item| {
        let text = match item.get(name) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        SortKey::new(text, direction)
    });
}
