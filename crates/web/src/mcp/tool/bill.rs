//! `bill`: a month of traffic on one route, line by line.

use super::{Asked, Reply, Tool, unnamed};
use crate::group::Group;
use crate::mcp::given::Given;
use crate::mcp::parameter::{Form, Parameter};
use crate::problem::{Problem, shortened};
use weigh_render::block::Page;
use weigh_render::gather::{Billed, Thing, thing};
use weigh_render::json_v1;
use weigh_render::show::bill_page;

/// `bill`
pub(super) const TOOL: Tool = Tool {
    name: "bill",
    title: "Bill a route",
    about: "Exact line items of one month of traffic on one route (`lab/model@provider`), for each service tier that \
            `tier` allows, or the reason why there is no bill: an unknown price is never zero.",
    parameters: &[
        Group::Own(&[Parameter::new(
            "route",
            Form::Text,
            "The route: `openai/o4-mini@openai`; `list_routes` has them all",
        )]),
        Group::Workload,
    ],
    needed: &["route"],
    answer,
};

fn answer(asked: &Asked, given: &mut Given) -> Result<Reply, Problem> {
    let name = given.needed("route")?;
    let edition = asked.edition;
    let catalog = edition.catalog();
    let (workload, _) = given.question()?;
    let Thing::Route(model, route) = thing(catalog, &name).map_err(|error| unnamed(edition, error))? else {
        return Err(Problem::bad(format!("`{}` is not a route", shortened(&name)))
            .detail("prices belong to one model at one provider")
            .hint("name a route as `lab/model@provider`; the tool `list_routes` has those of a model"));
    };
    let billed = Billed::new(catalog, &model, &route, &workload);
    let document = bill_page(&billed, edition.around());
    let page = Page::Model(model.id.to_string()).address();
    Ok(asked.reply(&document, Some(&page), "").with(&json_v1::bills(&billed, edition.around())))
}
