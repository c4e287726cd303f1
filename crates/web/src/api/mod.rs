//! The JSON API below `/api/v1`: one ordered table of endpoints that drives routing, the check of parameters, the `OpenAPI`
//! document and the page about it, so that they cannot disagree.
//!
//! ```text
//! path, query ─► route ─► given (checked) ─► handler (edition) ─► json/v1 text, or problem details
//! ```
//!
//! Pure, as pages are. A parameter that does not fit its shape is a 400, parameters that make no sense together are a 422,
//! and what the catalog does not hold is a 404.

mod bill;
mod changes;
mod compare;
mod describe;
mod given;
mod list;
mod openapi;
mod parameter;
mod pick;
mod route;
mod search;
mod shape;
mod things;

pub(crate) use openapi::members_of;
pub use parameter::{Parameter, Place};
pub use shape::Shape;

use crate::address::LONGEST;
use crate::answer::{Answer, Body, problem_json};
use crate::edition::Edition;
use crate::frame::Site;
use crate::group::Group;
use crate::problem::Problem;
use given::Given;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;

/// Where the API begins, below the root of the site.
pub const ROOT: &str = "/api/v1";

/// One endpoint.
#[derive(Debug)]
pub struct Endpoint {
    /// The path below [`ROOT`], with parameters in braces.
    pub path: &'static str,
    /// Its name in programs.
    pub id: &'static str,
    /// What it answers, in one sentence.
    pub summary: &'static str,
    /// Its parameters, in groups that several endpoints share.
    pub parameters: &'static [Group<Parameter>],
    /// Path and query below [`ROOT`] of an answer worth seeing.
    pub example: &'static str,
    /// The shape of its answer.
    pub schema: fn(&mut SchemaGenerator) -> Schema,
    handle: fn(&Call) -> Result<String, Problem>,
}

/// Every endpoint, in the order of the documents about them.
pub const ENDPOINTS: &[Endpoint] = &[
    describe::INDEX,
    search::SEARCH,
    list::MODELS,
    things::MODEL,
    list::MODEL_ROUTES,
    things::HISTORY,
    list::ROUTES,
    things::ROUTE,
    list::PROVIDERS,
    things::PROVIDER,
    list::BENCHMARKS,
    things::BENCHMARK,
    list::SOURCES,
    changes::CHANGES,
    compare::COMPARE,
    pick::PICK,
    pick::EXPLAIN,
    bill::BILL,
    describe::SCHEMA,
    describe::OPENAPI,
];

impl Endpoint {
    /// Its parameters, one after the other.
    pub fn all_parameters(&self) -> impl Iterator<Item = Parameter> {
        self.parameters.iter().flat_map(Group::all)
    }

    /// The address below the root of the site, with parameters in braces.
    pub fn address(&self) -> String {
        format!("{ROOT}{}", self.path)
    }

    /// The address of the example, below the root of the site.
    pub fn example_address(&self) -> String {
        format!("{ROOT}{}", self.example)
    }
}

/// What a handler works with.
struct Call<'a> {
    /// The catalog as of the day that is asked for.
    edition: &'a Edition,
    site: &'a Site,
    given: Given,
    /// The path as it was written, without a slash at the end.
    path: &'a str,
}

/// Whether an address belongs to the API.
pub fn is_below(path: &str) -> bool {
    path.strip_prefix(ROOT).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Answers an address of the API.
pub fn answer(edition: &Edition, site: &Site, path: &str, query: &str) -> Answer {
    match answered(edition, site, path, query) {
        Ok(text) => Answer { status: 200, body: Body::Json(text) },
        Err(problem) => problem_json(&problem),
    }
}

fn answered(edition: &Edition, site: &Site, path: &str, query: &str) -> Result<String, Problem> {
    if path.len() + query.len() > LONGEST {
        return Err(Problem::new(414, "the address is too long").hint(format!("the limit is {LONGEST} bytes")));
    }
    let path = path.strip_suffix('/').unwrap_or(path);
    let (endpoint, parts) = route::find(path)?;
    let given = Given::read(endpoint, parts, query)?;
    let other = match given.day()?.filter(|day| *day != edition.day()) {
        None => None,
        Some(day) if !edition.covers(day) => {
            return Err(Problem::new(404, format!("no answer for {day}"))
                .detail("no dated price in the catalog is that old")
                .hint("choose a later day with `on`"));
        }
        Some(day) => Some(edition.on(day)?),
    };
    (endpoint.handle)(&Call { edition: other.as_deref().unwrap_or(edition), site, given, path })
}

/// The schema of a published type.
fn of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

/// An answer as text, indented, with a line end.
fn text<T: Serialize>(answer: &T) -> Result<String, Problem> {
    let written = serde_json::to_string_pretty(answer);
    let mut text = written.map_err(|_| Problem::new(500, "the answer cannot be written").hint("report its address"))?;
    text.push('\n');
    Ok(text)
}

#[cfg(test)]
mod tests;
