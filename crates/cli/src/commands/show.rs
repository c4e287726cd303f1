//! `weigh show`.

use super::{answer, source_notes};
use crate::arguments::Show;
use crate::commands::list::route_rows;
use crate::failure::Failure;
use crate::open;
use weigh_catalog::{BenchmarkId, Board, Catalog, Model, Provider, ProviderId, Reference as _, Route};
use weigh_render::json_v1;
use weigh_render::show::{Around, board_page, model_page, provider_page, route_page, source_page};
use weigh_render::source::SourceNote;

/// Something that can be shown.
pub(crate) enum Thing {
    /// A model.
    Model(Box<Model>),
    /// One of its routes.
    Route(Box<Model>, Box<Route>),
    /// A provider.
    Provider(Box<Provider>),
    /// A benchmark.
    Benchmark(Box<Board>),
    /// A source.
    Source(Box<SourceNote>),
}

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
            let models = models_at(&catalog, &provider.id)?;
            let at = |route: &&Route| route.provider == provider.id;
            let rows = models.iter().flat_map(|model| route_rows(&catalog, model, at)).collect::<Vec<_>>();
            answer(common, &provider_page(&provider, &rows, around), || {
                json_v1::to_text(&json_v1::provider(&provider, &rows, &sources, catalog.day()))
            })
        }
        Thing::Benchmark(board) => {
            let index = catalog.index()?;
            let name_of = |id: &weigh_catalog::ModelId| {
                let place = index.binary_search_by(|entry| entry.id.cmp(id));
                place.map_or_else(|_| id.to_string(), |place| index[place].name.to_string())
            };
            answer(common, &board_page(&board, &name_of, around), || {
                json_v1::to_text(&json_v1::benchmark(&board, &sources, catalog.day()))
            })
        }
        Thing::Source(source) => answer(common, &source_page(&source, catalog.day()), || {
            json_v1::to_text(&json_v1::sources(std::slice::from_ref(&source), catalog.day()))
        }),
    }
}

/// Models with a route at a provider.
fn models_at(catalog: &Catalog, provider: &ProviderId) -> Result<Vec<Model>, Failure> {
    let entries = catalog.index()?.iter().filter(|entry| entry.routes.iter().any(|route| route.provider == *provider));
    entries.filter_map(|entry| catalog.model(&entry.id).transpose()).map(|model| Ok(model?)).collect()
}

/// What a text names: a route if it has an `@`, else a source, provider or benchmark by its exact id, else a model.
pub(crate) fn thing(catalog: &Catalog, text: &str) -> Result<Thing, Failure> {
    let text = text.trim();
    if let Some((model, place)) = text.split_once('@').filter(|(model, _)| !model.is_empty()) {
        return route(catalog, model, place);
    }
    if let Some(source) = source_notes(catalog)?.into_iter().find(|source| source.id.as_str() == text) {
        return Ok(Thing::Source(Box::new(source)));
    }
    if let Some(provider) = ProviderId::new(&text.to_lowercase()).ok().and_then(|id| catalog.provider(&id)) {
        return Ok(Thing::Provider(Box::new(provider)));
    }
    if let Some(board) = BenchmarkId::new(text).ok().and_then(|id| catalog.board(&id)) {
        return Ok(Thing::Benchmark(Box::new(board)));
    }
    let id = open::model_id(catalog, text)?;
    let model = catalog.model(&id)?.ok_or_else(|| Failure::broken(format!("`{id}` is not in the catalog")))?;
    Ok(Thing::Model(Box::new(model)))
}

/// The route `place` of a model: `provider`, `provider/host`, `provider#own-id`.
fn route(catalog: &Catalog, model: &str, place: &str) -> Result<Thing, Failure> {
    let id = open::model_id(catalog, model)?;
    let model = catalog.model(&id)?.ok_or_else(|| Failure::broken(format!("`{id}` is not in the catalog")))?;
    let full = format!("{id}@{place}");
    let found: Vec<&Route> = model.routes.iter().filter(|route| route.id.to_string() == full).collect();
    let at_provider: Vec<&Route> =
        model.routes.iter().filter(|route| route.provider.as_str() == place && route.id.host.is_none()).collect();
    let plain: Vec<&Route> = at_provider.iter().copied().filter(|route| is_plain(route)).collect();
    let at_provider = if plain.len() == 1 { plain } else { at_provider };
    match (found.as_slice(), at_provider.as_slice()) {
        ([route], _) | ([], [route]) => {
            let route = Box::new((*route).clone());
            Ok(Thing::Route(Box::new(model), route))
        }
        ([], []) => Err(no_route(&model, place)),
        (_, several) => Err(Failure::input(format!("`{full}` is ambiguous"))
            .cause(format!("{place} has several routes of it"))
            .hint(format!("name one of {}", list(several.iter().copied())))),
    }
}

/// True if the provider's own id is the model's own name, not a dated, free or regional variant of it.
fn is_plain(route: &Route) -> bool {
    let last = route.own_id.rsplit('/').next().unwrap_or(&route.own_id);
    last.eq_ignore_ascii_case(route.id.model.slug())
}

fn no_route(model: &Model, place: &str) -> Failure {
    let failure = Failure::input(format!("no route of `{}` at `{place}`", model.id));
    if model.routes.is_empty() {
        return failure.cause("nobody lists a route of it");
    }
    failure
        .cause(format!("it has {} routes", model.routes.len()))
        .hint(format!("name one of {}", list(model.routes.iter())))
}

fn list<'a>(routes: impl Iterator<Item = &'a Route>) -> String {
    let names: Vec<String> = routes.map(|route| format!("`{}`", route.id)).collect();
    let shown = names.iter().take(12).cloned().collect::<Vec<_>>().join(", ");
    if names.len() > 12 { format!("{shown}, …") } else { shown }
}
