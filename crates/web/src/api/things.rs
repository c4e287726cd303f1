//! One model, route, provider or benchmark.

use super::parameter::{ON, Parameter, Place};
use super::shape::Shape;
use super::{Call, Endpoint, of, text};
use crate::group::Group;
use crate::problem::{Problem, shortened};
use std::sync::Arc;
use weigh_catalog::{BenchmarkId, Model, ModelId, ProviderId, Reference as _, Route};
use weigh_render::gather::{self, Thing, histories_of_model, histories_of_route};
use weigh_render::json_v1;

/// The two halves of a model's id.
pub(super) const MODEL_ID: Group<Parameter> = Group::Own(&[
    Parameter::path("lab", "The first half of the model's id.", Shape::Text, "openai"),
    Parameter::path("model", "The second half of the model's id.", Shape::Text, "o4-mini"),
]);

/// One model.
pub(super) const MODEL: Endpoint = Endpoint {
    path: "/models/{lab}/{model}",
    id: "model",
    summary: "One model with its facts, routes, prices and benchmark results, and every claim behind them.",
    parameters: &[MODEL_ID, ON],
    example: "/models/openai/o4-mini",
    schema: of::<json_v1::Model>,
    handle: |call| {
        let (model, edition) = (model(call)?, call.edition);
        text(&json_v1::model(&model, edition.sources(), edition.day(), edition.catalog()))
    },
};

/// Dated prices.
pub(super) const HISTORY: Endpoint = Endpoint {
    path: "/models/{lab}/{model}/history",
    id: "history",
    summary: "Dated prices of one model: plain input and output of its main routes, or everything of one provider.",
    parameters: &[
        MODEL_ID,
        Group::Own(&[Parameter::query(
            "provider",
            "Every price of this provider's routes, by id.",
            Shape::Text,
            "openai",
        )]),
        ON,
    ],
    example: "/models/openai/o4-mini/history",
    schema: of::<json_v1::History>,
    handle: |call| {
        let (model, catalog) = (model(call)?, call.edition.catalog());
        let histories = match call.given.one("provider") {
            None => histories_of_model(catalog, &model)?,
            Some(id) => {
                let routes: Vec<&Route> = model.routes.iter().filter(|one| one.provider.as_str() == id).collect();
                if routes.is_empty() {
                    return Err(Problem::new(404, format!("no route of `{}` at `{}`", model.id, shortened(id)))
                        .hint("its routes are under /routes below the address of the model"));
                }
                let each = routes.into_iter().map(|route| histories_of_route(catalog, route));
                each.collect::<Result<Vec<_>, _>>()?.concat()
            }
        };
        text(&json_v1::history(&histories, call.edition.day()))
    },
};

/// One route.
pub(super) const ROUTE: Endpoint = Endpoint {
    path: "/routes/{id}",
    id: "route",
    summary: "One model at one provider: limits, capabilities, prices, and every claim behind them.",
    parameters: &[
        Group::Own(&[Parameter::path(
            "id",
            "The route: `lab/model@provider`, or its whole id; slashes may stand as they are, `#` is written `%23`.",
            Shape::Text,
            "openai/o4-mini@openai",
        )
        .at(Place::Rest)]),
        ON,
    ],
    example: "/routes/openai/o4-mini@openai",
    schema: of::<json_v1::RouteAnswer>,
    handle: |call| {
        let (edition, id) = (call.edition, call.given.text("id"));
        let (model, route) = route(call, id)?;
        text(&json_v1::route(&model, &route, edition.sources(), edition.day(), edition.catalog()))
    },
};

/// One provider.
pub(super) const PROVIDER: Endpoint = Endpoint {
    path: "/providers/{id}",
    id: "provider",
    summary: "One provider with its facts and routes.",
    parameters: &[Group::Own(&[Parameter::path("id", "The provider's id.", Shape::Text, "groq")]), ON],
    example: "/providers/groq",
    schema: of::<json_v1::ProviderAnswer>,
    handle: |call| {
        let (edition, id) = (call.edition, call.given.text("id"));
        let found = ProviderId::new(id).ok().and_then(|id| edition.catalog().provider(&id));
        let provider = found.ok_or_else(|| {
            Problem::new(404, format!("no provider `{}`", shortened(id))).hint("see all under /api/v1/providers")
        })?;
        let rows = edition.routes_at(&provider.id)?;
        text(&json_v1::provider(&provider, &rows, edition.sources(), edition.day()))
    },
};

/// One benchmark.
pub(super) const BENCHMARK: Endpoint = Endpoint {
    path: "/benchmarks/{id}",
    id: "benchmark",
    summary: "One benchmark with everybody's scores, best first.",
    parameters: &[
        Group::Own(&[Parameter::path(
            "id",
            "The benchmark's id; slashes may stand as they are.",
            Shape::Text,
            "epoch/gpqa-diamond",
        )
        .at(Place::Rest)]),
        ON,
    ],
    example: "/benchmarks/epoch/gpqa-diamond",
    schema: of::<json_v1::Benchmark>,
    handle: |call| {
        let (edition, id) = (call.edition, call.given.text("id"));
        let found = BenchmarkId::new(id).ok().and_then(|id| edition.catalog().board(&id));
        let board = found.ok_or_else(|| {
            Problem::new(404, format!("no benchmark `{}`", shortened(id))).hint("see all under /api/v1/benchmarks")
        })?;
        text(&json_v1::benchmark(&board, edition.sources(), edition.day()))
    },
};

/// The model of the path.
pub(super) fn model(call: &Call) -> Result<Arc<Model>, Problem> {
    let id = format!("{}/{}", call.given.text("lab"), call.given.text("model"));
    let known = ModelId::new(&id).ok().map(|id| call.edition.catalog().model(&id)).transpose();
    let known = known.map_err(gather::GatherError::from)?.flatten();
    known.ok_or_else(|| {
        Problem::new(404, format!("no model `{}`", shortened(&id))).hint("search with /api/v1/search?q=")
    })
}

/// The route that is meant.
pub(super) fn route(call: &Call, id: &str) -> Result<(Arc<Model>, Box<Route>), Problem> {
    let unknown = || {
        Problem::new(404, format!("no route `{}`", shortened(id)))
            .hint("write it as lab/model@provider; a model's routes are under /routes below its address")
    };
    if !id.contains('@') {
        return Err(unknown());
    }
    match gather::thing(call.edition.catalog(), id)? {
        Thing::Route(model, route) => Ok((model, route)),
        _ => Err(unknown()),
    }
}
