//! `/changes`.

use super::compare::senseless;
use super::list::{PartOf, parameters, part};
use super::parameter::{ON, Parameter};
use super::shape::Shape;
use super::{Endpoint, of};
use crate::address::Pairs;
use crate::changes::ChangesQuery;
use crate::group::Group;
use weigh_catalog::ModelId;
use weigh_compare::change::KINDS;
use weigh_render::gather::{GatherError, index_name};
use weigh_render::json_v1;

/// Most models or providers of one question.
const MOST: usize = 20;

fn kinds() -> Vec<String> {
    KINDS.into_iter().map(str::to_owned).collect()
}

const OWN: &[Parameter] = &[
    Parameter::query(
        "since",
        "The earlier day; 30 days before the day of the answer if left out.",
        Shape::Day,
        "2026-09-01",
    ),
    Parameter::query(
        "model",
        "Only this model, by its id or as people name it; given once for each.",
        Shape::Names { least: 0, most: MOST },
        "openai/o4-mini",
    ),
    Parameter::query("provider", "Only routes at these providers, by id.", Shape::Ids, "openrouter,azure"),
    Parameter::query("kind", "Only these kinds of changes.", Shape::Words(kinds), "price,retirement"),
    Parameter::query(
        "least",
        "Leaves out amounts that moved by less than this share of the old one.",
        Shape::Share,
        "10%",
    ),
];

/// What changed.
pub(super) const CHANGES: Endpoint = Endpoint {
    path: "/changes",
    id: "changes",
    summary: "What changed since a day: prices, limits, capabilities, licences, routes, announced retirements.",
    parameters: &[
        Group::Own(OWN),
        Group::Own(&parameters::<json_v1::Change>("openai", "-from", "model,from,before,after")),
        ON,
    ],
    example: "/changes?kind=price&limit=3",
    schema: of::<PartOf<json_v1::Change>>,
    handle: |call| {
        let edition = call.edition;
        let names = OWN.iter().map(|parameter| parameter.name);
        let given = names.flat_map(|name| call.given.all(name).map(move |value| (name.to_owned(), value.to_owned())));
        let query = ChangesQuery::read(&mut Pairs::of(given.collect()), false)?;
        let asked = query.asked(edition)?;
        let index = edition.catalog().index().map_err(GatherError::from)?;
        let name_of = |id: &ModelId| index_name(index, id);
        let all = asked.of(&edition.changes(asked.since).map_err(senseless)?);
        part(call, "changes", json_v1::changes(&all, asked.since, edition.day(), &name_of).items)
    },
};
