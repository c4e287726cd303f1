//! The tools: one file each, one ordered list.

mod bill;
mod compare;
mod history;
mod list_routes;
mod pick;
mod search;
pub(super) mod show;

use super::brief::{brief, full};
use super::given::Given;
use super::parameter::{COMMON, Parameter, schema};
use crate::edition::Edition;
use crate::group::Group;
use crate::problem::{Problem, shortened};
use crate::search::search as find;
use serde::Serialize;
use serde_json::{Map, Value};
use weigh_compare::workload::nearest;
use weigh_render::block::Document;
use weigh_render::gather::GatherError;

/// Something an agent can ask.
#[derive(Clone, Copy)]
pub struct Tool {
    /// Its name.
    pub name: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// What it answers, for the model that chooses among tools.
    pub about: &'static str,
    parameters: &'static [Group<Parameter>],
    needed: &'static [&'static str],
    answer: fn(&Asked, &mut Given) -> Result<Reply, Problem>,
}

impl std::fmt::Debug for Tool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tool").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Every tool, in the order they are listed.
pub const TOOLS: &[Tool] =
    &[search::TOOL, compare::TOOL, pick::TOOL, show::TOOL, list_routes::TOOL, history::TOOL, bill::TOOL];

impl Tool {
    fn parameters(&self) -> impl Iterator<Item = Parameter> {
        self.parameters.iter().chain([&COMMON]).flat_map(Group::all)
    }

    /// The JSON Schema of its arguments.
    pub fn input_schema(&self) -> Map<String, Value> {
        schema(self.parameters(), self.needed)
    }
}

/// What a tool answers from.
pub(super) struct Asked<'a> {
    /// The catalog as of the day that is asked for.
    pub(super) edition: &'a Edition,
    /// What the addresses of pages begin with; empty if there are none.
    pub(super) site: &'a str,
    /// Whether everything is wanted.
    pub(super) is_full: bool,
}

/// An answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// Markdown.
    pub text: String,
    /// The same in the shape of `json/v1`, where that is small.
    pub structured: Option<Value>,
}

/// Most characters of structured content: it stands beside the text, not in its place.
const SMALL: usize = 12_000;

impl Asked<'_> {
    /// A document as an answer; `page` is where the whole of it stands on the web, and `besides` names what only the whole
    /// of it has.
    fn reply(&self, document: &Document, page: Option<&str>, besides: &str) -> Reply {
        let text = if self.is_full { full(document) } else { brief(document, besides, &self.more(page)) };
        Reply { text, structured: None }
    }

    /// How to see everything.
    fn more(&self, page: Option<&str>) -> String {
        let again = "call the tool again with `detail`: `full`";
        match page.filter(|_| !self.site.is_empty()) {
            Some(page) => format!("{again}, or open {}{page}", self.site),
            None => again.to_owned(),
        }
    }
}

impl Reply {
    /// Adds the published shape if it is small.
    fn with(mut self, answer: &impl Serialize) -> Self {
        let value = serde_json::to_value(answer).ok();
        self.structured = value.filter(|value| value.is_object() && value.to_string().len() <= SMALL);
        self
    }
}

/// Answers a call. `site` is what the addresses of pages begin with; empty if there are none.
///
/// # Errors
/// A [`Problem`]: no such tool (status 404 and nothing else), or arguments that have no answer.
pub fn call(edition: &Edition, site: &str, name: &str, arguments: Map<String, Value>) -> Result<Reply, Problem> {
    let tool = find_tool(name)?;
    let mut given = Given::read(tool.name, tool.parameters().collect(), arguments)?;
    let is_full = given.choice("detail")? == Some("full");
    match given.day(edition)?.filter(|day| *day != edition.day()) {
        None => (tool.answer)(&Asked { edition, site, is_full }, &mut given),
        Some(day) => (tool.answer)(&Asked { edition: &*edition.on(day)?, site, is_full }, &mut given),
    }
}

/// The tool of this name.
pub(super) fn find_tool(name: &str) -> Result<&'static Tool, Problem> {
    TOOLS.iter().find(|tool| tool.name == name).ok_or_else(|| {
        let names: Vec<&str> = TOOLS.iter().map(|tool| tool.name).collect();
        let hint = nearest(name, names.iter().copied())
            .map_or_else(|| format!("tools are {}", names.join(", ")), |near| format!("did you mean `{near}`?"));
        Problem::new(404, format!("no tool `{}`", shortened(name))).hint(hint)
    })
}

/// Suggestions for a name nobody knows.
const SUGGESTED: usize = 5;

/// Why a name has no answer, with hints an agent can follow.
fn unnamed(edition: &Edition, error: GatherError) -> Problem {
    let GatherError::UnknownModel { text, nearest, .. } = &error else { return error.into() };
    let found = find(edition, text, SUGGESTED).unwrap_or_default();
    let others = found.iter().filter(|hit| hit.kind != "model").map(|hit| format!("`{}` ({})", hit.id, hit.kind));
    let models = nearest.iter().map(|id| format!("`{id}`"));
    let near: Vec<String> = others.chain(models).take(SUGGESTED).collect();
    let problem = Problem::from(error);
    if near.is_empty() {
        return problem.hint("find it with the tool `search`, by fewer or other words");
    }
    problem.hint(format!("did you mean {}?", near.join(", ")))
}
