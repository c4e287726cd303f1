//! `show`: one thing, each value with who says so.

use super::{Asked, Reply, Tool, unnamed};
use crate::edition::Edition;
use crate::group::Group;
use crate::mcp::facts;
use crate::mcp::given::Given;
use crate::mcp::parameter::{Form, Parameter};
use crate::problem::Problem;
use serde_json::Value;
use weigh_catalog::{Listing, Meter, Model, Reference as _, Route, ServiceTier};
use weigh_render::block::{Block, Document, Page};
use weigh_render::gather::{GatherError, Thing, index_name, routes_of, thing};
use weigh_render::json_v1;
use weigh_render::show::list::routes_table;
use weigh_render::show::{board_page, model_page, provider_page, route_page, source_page};

/// `show`
pub(super) const TOOL: Tool = Tool {
    name: "show",
    title: "Show one thing",
    about: "Facts of one model, route (`lab/model@provider`), provider, benchmark or source: each value with its source \
            and the day it was read. `detail`: `full` gives every claim.",
    parameters: &[Group::Own(&[Parameter::new(
        "name",
        Form::Text,
        "What to show: `o4-mini`, `openai/o4-mini@openai`, `fireworks-ai`, `epoch/gpqa-diamond`, `models-dev`",
    )])],
    needed: &["name"],
    answer,
};

/// Most routes of a model or provider whose published shape may be small.
const FEW: usize = 3;

fn answer(asked: &Asked, given: &mut Given) -> Result<Reply, Problem> {
    let name = given.needed("name")?;
    let edition = asked.edition;
    let thing = thing(edition.catalog(), &name).map_err(|error| unnamed(edition, error))?;
    let (document, page) = document(edition, &thing, asked.is_full)?;
    let reply = asked.reply(&document, Some(&page.address()), besides(&thing));
    Ok(match structured(edition, &thing)? {
        Some(answer) => reply.with(&answer),
        None => reply,
    })
}

/// The page of a thing, or the same facts without the claims behind them, and where the page is.
fn document(edition: &Edition, thing: &Thing, is_full: bool) -> Result<(Document, Page), GatherError> {
    let (catalog, around) = (edition.catalog(), edition.around());
    Ok(match thing {
        Thing::Model(model) => {
            let document = if is_full { model_page(model, around) } else { of_model(edition, model) };
            (document, Page::Model(model.id.to_string()))
        }
        Thing::Route(model, route) => {
            let mut document = route_page(model, route, around);
            if !is_full {
                let kind = catalog.provider(&route.provider).and_then(|provider| provider.kind);
                let fresh_days = catalog.freshness().days(kind);
                facts::in_short(&mut document, "facts", &route.facts, |_| fresh_days, around);
                facts::rates_in_short(&mut document, "prices", &route.rates, fresh_days, around);
            }
            (document, Page::Model(model.id.to_string()))
        }
        Thing::Provider(provider) => {
            let rows = edition.routes_at(&provider.id)?;
            let mut document = provider_page(provider, &rows, around);
            if !is_full {
                facts::in_short(&mut document, "facts", &provider.facts, |_| None, around);
            }
            (document, Page::Provider(provider.id.to_string()))
        }
        Thing::Benchmark(board) => {
            let index = catalog.index()?;
            let mut document = board_page(board, &|id| index_name(index, id), around);
            if !is_full {
                facts::in_short(&mut document, "facts", &board.benchmark.facts, |_| None, around);
            }
            (document, Page::Benchmark(board.benchmark.id.to_string()))
        }
        Thing::Source(source) => (source_page(source, edition.day()), Page::Sources),
    })
}

/// A model with its facts in short; the routes people look for come first.
pub(in crate::mcp) fn of_model(edition: &Edition, model: &Model) -> Document {
    let around = edition.around();
    let mut sorted = model.clone();
    sorted.routes.sort_by_cached_key(|route| (route.listing != Listing::Listed, !route.is_first_party, price(route)));
    let mut document = model_page(&sorted, around);
    let freshness = around.reference.freshness();
    facts::in_short(&mut document, "facts", &model.facts, |field| freshness.of_model(field), around);
    let rows = routes_of(edition.catalog(), &sorted, |_| true);
    if let Some(section) = document.sections.iter_mut().find(|section| section.id == "routes" && !rows.is_empty()) {
        // By their ids, which the other tools take.
        section.blocks = vec![Block::Table(routes_table(&rows))];
    }
    facts::results_in_short(&mut document, "results", &model.results, around);
    document
}

/// What tells routes apart in a list: known prices first, the lowest first.
fn price(route: &Route) -> (bool, Option<weigh_catalog::Usd>, String) {
    let rate = route.rate(Meter::Input, ServiceTier::Standard);
    let amount = rate.and_then(|rate| rate.amount.value().copied());
    (amount.is_none(), amount, route.id.to_string())
}

/// What only the whole page has.
const fn besides(thing: &Thing) -> &'static str {
    match thing {
        Thing::Source(_) => "",
        _ => "every claim behind every value",
    }
}

/// The published shape, where it may be small.
fn structured(edition: &Edition, thing: &Thing) -> Result<Option<Value>, GatherError> {
    let (catalog, day, sources) = (edition.catalog(), edition.day(), edition.sources());
    let model_json = |model: &Model| serde_json::to_value(json_v1::model(model, sources, day, catalog)).ok();
    Ok(match thing {
        Thing::Model(model) if model.routes.len() <= FEW => model_json(model),
        Thing::Model(_) => None,
        Thing::Route(model, route) => {
            model_json(&Model { routes: vec![(**route).clone()], results: Vec::new(), ..(**model).clone() })
        }
        Thing::Provider(provider) => {
            let rows = edition.routes_at(&provider.id)?;
            serde_json::to_value(json_v1::provider(provider, &rows, sources, day)).ok()
        }
        Thing::Benchmark(board) => serde_json::to_value(json_v1::benchmark(board, sources, day)).ok(),
        Thing::Source(source) => serde_json::to_value(json_v1::sources(std::slice::from_ref(source), day)).ok(),
    })
}
