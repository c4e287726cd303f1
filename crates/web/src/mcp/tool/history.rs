//! `history`: dated prices.

use super::{Asked, Reply, Tool, unnamed};
use crate::group::Group;
use crate::mcp::given::Given;
use crate::mcp::parameter::{Form, Parameter};
use crate::problem::{Problem, shortened};
use weigh_render::block::Page;
use weigh_render::gather::{Thing, histories_of_model, histories_of_route, thing};
use weigh_render::json_v1;
use weigh_render::show::{history_page, place};

/// `history`
pub(super) const TOOL: Tool = Tool {
    name: "history",
    title: "Price history",
    about: "Dated prices of a model or of one route (`lab/model@provider`): every change with its source and days.",
    parameters: &[Group::Own(&[Parameter::new("name", Form::Text, "A model, or a route: `openai/o4-mini@openai`")])],
    needed: &["name"],
    answer,
};

fn answer(asked: &Asked, given: &mut Given) -> Result<Reply, Problem> {
    let name = given.needed("name")?;
    let edition = asked.edition;
    let catalog = edition.catalog();
    let (title, model, histories) = match thing(catalog, &name).map_err(|error| unnamed(edition, error))? {
        Thing::Model(model) => (model.name.clone(), model.id.clone(), histories_of_model(catalog, &model)?),
        Thing::Route(model, route) => {
            let title = format!("{} at {}", model.name, place(catalog, &route.id));
            (title, model.id.clone(), histories_of_route(catalog, &route)?)
        }
        Thing::Provider(_) | Thing::Benchmark(_) | Thing::Source(_) => {
            return Err(Problem::bad(format!("`{}` has no prices", shortened(&name)))
                .detail("only models and routes have prices")
                .hint("name a model, or a route as `lab/model@provider`"));
        }
    };
    if histories.is_empty() {
        return Err(Problem::new(404, format!("no dated prices of `{}` up to {}", shortened(&name), edition.day()))
            .detail("no source states a price of it; that does not mean that it is free")
            .hint("see what is known with the tool `show`"));
    }
    let document = history_page(&title, &histories, edition.sources(), edition.day());
    let page = Page::Model(model.to_string()).address();
    Ok(asked.reply(&document, Some(&page), "").with(&json_v1::history(&histories, edition.day())))
}
