//! `weigh history`.

use super::answer;
use crate::arguments::History;
use crate::failure::Failure;
use crate::open;
use weigh_render::gather::{Thing, histories_of_model, histories_of_route, source_notes, thing};
use weigh_render::json_v1;
use weigh_render::show::{history_page, place};

/// Runs the command.
pub(crate) fn run(arguments: &History) -> Result<(), Failure> {
    let catalog = open::catalog(&arguments.common)?;
    let text = arguments.thing.join(" ");
    let (title, histories) = match thing(&catalog, &text)? {
        Thing::Model(model) => (model.name.clone(), histories_of_model(&catalog, &model)?),
        Thing::Route(model, route) => {
            (format!("{} at {}", model.name, place(&catalog, &route.id)), histories_of_route(&catalog, &route)?)
        }
        _ => {
            return Err(Failure::input(format!("`{text}` has no prices"))
                .cause("only models and routes have prices")
                .hint("name a model, or a route as `lab/model@provider`"));
        }
    };
    if histories.is_empty() {
        return Err(Failure::input(format!("no dated prices of `{text}` up to {}", catalog.day()))
            .cause("no source states a price of it")
            .hint("see what is known with `weigh show`"));
    }
    let sources = source_notes(&catalog)?;
    let page = history_page(&title, &histories, &sources, catalog.day());
    answer(&arguments.common, &page, || json_v1::to_text(&json_v1::history(&histories, catalog.day())))
}
