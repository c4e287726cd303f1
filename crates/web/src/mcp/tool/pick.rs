//! `pick`: routes that meet needs.

use super::{Asked, Reply, Tool, unnamed};
use crate::group::Group;
use crate::mcp::given::Given;
use crate::mcp::parameter::{Form, Parameter};
use crate::page::pick_route;
use crate::pick::PickQuery;
use crate::problem::Problem;
use weigh_catalog::ModelId;
use weigh_compare::{By, Unknown};
use weigh_render::gather::{GatherError, PICKED_SHOWN, Picked, index_name};
use weigh_render::json_v1;
use weigh_render::sections::Tails;
use weigh_render::show::{PickPage, explain_page, pick_page};

/// Routes of each group in the structured answer.
const LISTED: usize = 5;

/// `pick`
pub(super) const TOOL: Tool = Tool {
    name: "pick",
    title: "Pick a route",
    about: "Of all models at all providers, the routes that meet needs, by what a month of traffic costs; those of which a \
            fact is missing; what each need leaves and which one given up would save most. With `explain`, all about one route.",
    parameters: &[
        Group::Own(&[
            Parameter::new("benchmark", Form::Text, "Set price against this benchmark: `epoch/gpqa-diamond`"),
            Parameter::new(
                "unknown",
                Form::Choice(&Unknown::IDS),
                "Routes of which an asked fact is missing; default `show`",
            ),
            Parameter::new(
                "by",
                Form::Choice(&By::IDS),
                "What a row stands for: a route, or a model at its best; default `route`",
            ),
            Parameter::new(
                "explain",
                Form::Text,
                "Only this route, and why it stands where it does: `lab/model@provider`",
            ),
        ]),
        Group::Workload,
        Group::Needs,
    ],
    needed: &[],
    answer,
};

fn answer(asked: &Asked, given: &mut Given) -> Result<Reply, Problem> {
    let edition = asked.edition;
    let unknown = given.choice("unknown")?.and_then(Unknown::named).unwrap_or_default();
    let by = given.choice("by")?.and_then(By::named).unwrap_or_default();
    let (benchmark, explain) = (given.text("benchmark")?, given.text("explain")?);
    let (workload, needs) = given.question()?;
    let query = PickQuery { workload, needs, unknown, benchmark, by, explain, is_whole: asked.is_full };
    let explained = query.explain.as_deref().map(|text| pick_route(edition, text)).transpose()?;
    let catalog = edition.catalog();
    let mut picked = Picked::new(catalog, query.asked(PICKED_SHOWN)).map_err(|error| unnamed(edition, error))?;
    if let Some((model, _)) = &explained {
        picked = picked.with(model);
    }
    let index = catalog.index().map_err(GatherError::from)?;
    let name_of = |id: &ModelId| index_name(index, id);
    let page = PickPage { picked: &picked, around: edition.around(), name_of: &name_of, tails: Tails::Counted };
    let written = query.write(None);
    let address = if written.is_empty() { "/pick".to_owned() } else { format!("/pick?{written}") };
    Ok(match &explained {
        Some((model, route)) => {
            let document = explain_page(page, model, route);
            asked.reply(&document, Some(&address), "").with(&json_v1::explained(page, &route.id))
        }
        None => asked.reply(&pick_page(page), Some(&address), "").with(&json_v1::pick(page, LISTED)),
    })
}
