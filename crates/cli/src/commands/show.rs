//! `weigh show`.

use super::answer;
use crate::arguments::Show;
use crate::failure::Failure;
use crate::open;
use weigh_catalog::Model;
use weigh_render::gather::{Thing, index_name, provider_routes, source_notes, thing};
use weigh_render::json_v1;
use weigh_render::show::{Around, board_page, model_page, provider_page, route_page, source_page};

/// Runs the command.
pub(crate) fn run(arguments: &Show) -> Result<(), Failure> {
    let catalog = open::catalog(&arguments.common)?;
    let sources = source_notes(&catalog)?;
    let around = Around { reference: &catalog, sources: &sources, today: catalog.day() };
    let common = &arguments.common;
    match thing(&catalog, &arguments.thing.join(" "))? {
        Thing::Model(model) => answer(common, &model_page(&model, around), || {
            json_v1::to_text(&json_v1::model(&model, &sources, catalog.day(), &catalog))
        }),
        Thing::Route(model, route) => answer(common, &route_page(&model, &route, around), || {
            let only = Model { routes: vec![(*route).clone()], results: Vec::new(), ..(*model).clone() };
            json_v1::to_text(&json_v1::model(&only, &sources, catalog.day(), &catalog))
        }),
        Thing::Provider(provider) => {
            let rows = provider_routes(&catalog, &provider.id)?;
            answer(common, &provider_page(&provider, &rows, around), || {
                json_v1::to_text(&json_v1::provider(&provider, &rows, &sources, catalog.day()))
            })
        }
        Thing::Benchmark(board) => {
            let index = catalog.index()?;
            answer(common, &board_page(&board, &|id| index_name(index, id), around), || {
                json_v1::to_text(&json_v1::benchmark(&board, &sources, catalog.day()))
            })
        }
        Thing::Source(source) => answer(common, &source_page(&source, catalog.day()), || {
            json_v1::to_text(&json_v1::sources(std::slice::from_ref(&source), catalog.day()))
        }),
    }
}
