//! `/pick` and `/explain`.

use super::parameter::{ON, Parameter, Place};
use super::shape::Shape;
use super::things::route;
use super::{Call, Endpoint, of, text};
use crate::group::Group;
use crate::problem::Problem;
use weigh_catalog::ModelId;
use weigh_compare::{By, Unknown};
use weigh_render::gather::{GatherError, PICKED_SHOWN, PickAsked, Picked, index_name};
use weigh_render::json_v1;
use weigh_render::sections::Tails;
use weigh_render::show::PickPage;

fn unknown() -> Vec<String> {
    Unknown::IDS.map(str::to_owned).into()
}

fn by() -> Vec<String> {
    By::IDS.map(str::to_owned).into()
}

const ANSWER: Group<Parameter> = Group::Own(&[
    Parameter::query(
        "unknown",
        "What becomes of routes of which an asked fact is missing: a list of their own, among the others, or only counted.",
        Shape::Word(unknown),
        "exclude",
    ),
    Parameter::query(
        "by",
        "What an item of a group stands for: a route, or a model at the best of its routes.",
        Shape::Word(by),
        "model",
    ),
    Parameter::query(
        "benchmark",
        "Sets price against the results in this benchmark.",
        Shape::Text,
        "epoch/gpqa-diamond",
    ),
    Parameter::query(
        "limit",
        "Most items of each group.",
        Shape::Whole { least: 1, most: 500, usual: Some(PICKED_SHOWN as u64) },
        "5",
    ),
]);

/// Routes that meet needs.
pub(super) const PICK: Endpoint = Endpoint {
    path: "/pick",
    id: "pick",
    summary: "Routes that meet needs, by what a month of traffic costs; those that may, and why the others do not.",
    parameters: &[ANSWER, Group::Workload, Group::Needs, ON],
    example: "/pick?needs=vision&context=200k&limit=3",
    schema: of::<json_v1::Pick>,
    handle: |call| {
        let most = call.given.one("limit").and_then(|text| text.parse().ok()).unwrap_or(PICKED_SHOWN);
        let picked = picked(call, most)?;
        with_page(call, &picked, |page| text(&json_v1::pick(page, most)))
    },
};

/// One route's place among them.
pub(super) const EXPLAIN: Endpoint = Endpoint {
    path: "/explain",
    id: "explain",
    summary: "Where one route stands among those that meet needs, what each need says of it, and its bill.",
    parameters: &[
        Group::Own(&[Parameter::query(
            "route",
            "The route: `lab/model@provider`, or its whole id.",
            Shape::Text,
            "openai/gpt-5-mini@openai",
        )
        .at(Place::Required)]),
        Group::Workload,
        Group::Needs,
        ON,
    ],
    example: "/explain?route=openai%2Fgpt-5-mini%40openai&context=500k",
    schema: of::<json_v1::Explained>,
    handle: |call| {
        let (model, route) = route(call, call.given.text("route"))?;
        let picked = picked(call, PICKED_SHOWN)?.with(&model);
        with_page(call, &picked, |page| text(&json_v1::explained(page, &route.id)))
    },
};

fn picked(call: &Call, shown: usize) -> Result<Picked, Problem> {
    let (workload, needs) = call.given.question()?;
    let unknown = call.given.one("unknown").and_then(Unknown::named).unwrap_or_default();
    let by = call.given.one("by").and_then(By::named).unwrap_or_default();
    let benchmark = call.given.one("benchmark").map(str::to_owned);
    let asked = PickAsked { workload, needs, unknown, benchmark, by, shown };
    Ok(Picked::new(call.edition.catalog(), asked)?)
}

fn with_page<T>(call: &Call, picked: &Picked, make: impl FnOnce(PickPage) -> Result<T, Problem>) -> Result<T, Problem> {
    let index = call.edition.catalog().index().map_err(GatherError::from)?;
    let name_of = |id: &ModelId| index_name(index, id);
    make(PickPage { picked, around: call.edition.around(), name_of: &name_of, tails: Tails::Counted })
}
