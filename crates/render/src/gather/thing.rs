//! What a text names.

use super::{GatherError, source_notes};
use crate::source::SourceNote;
use std::collections::BTreeSet;
use std::sync::Arc;
use weigh_catalog::{
    BenchmarkId, Board, Catalog, Lookup, Model, ModelId, Provider, ProviderId, Reference as _, Route, RouteId,
    SourceId, Subject,
};
use weigh_compare::Needs;
use weigh_compare::workload::nearest;

/// Something that has a page.
#[derive(Debug, Clone)]
pub enum Thing {
    /// A model.
    Model(Arc<Model>),
    /// One of its routes.
    Route(Arc<Model>, Box<Route>),
    /// A provider.
    Provider(Arc<Provider>),
    /// A benchmark.
    Benchmark(Arc<Board>),
    /// A source.
    Source(Box<SourceNote>),
}

/// What a text names: a route if it has an `@`, else a source, provider or benchmark by its exact id, else a model.
///
/// # Errors
/// [`GatherError`] that names the candidates or the nearest.
pub fn thing(catalog: &Catalog, text: &str) -> Result<Thing, GatherError> {
    let text = text.trim();
    if let Some((model, place)) = text.split_once('@').filter(|(model, _)| !model.is_empty()) {
        return route(catalog, model, place);
    }
    if let Some(source) = source_notes(catalog)?.into_iter().find(|source| source.id.as_str() == text) {
        return Ok(Thing::Source(Box::new(source)));
    }
    if let Some(provider) = ProviderId::new(&text.to_lowercase()).ok().and_then(|id| catalog.provider(&id)) {
        return Ok(Thing::Provider(provider));
    }
    if let Some(board) = BenchmarkId::new(text).ok().and_then(|id| catalog.board(&id)) {
        return Ok(Thing::Benchmark(board));
    }
    Ok(Thing::Model(model(catalog, &model_id(catalog, text)?)?))
}

/// The model a person means.
///
/// # Errors
/// [`GatherError`] that names the candidates or the nearest.
pub fn model_id(catalog: &Catalog, text: &str) -> Result<ModelId, GatherError> {
    let text = text.trim();
    match catalog.find(text)? {
        Lookup::Found(id) => Ok(id),
        Lookup::Ambiguous(candidates) => Err(GatherError::AmbiguousModel { text: text.to_owned(), candidates }),
        Lookup::Unknown(nearest) => {
            let named_by = sources_naming(catalog, text)?;
            Err(GatherError::UnknownModel { text: text.to_owned(), nearest, named_by })
        }
    }
}

/// Sources that name something like this which belongs to no model.
fn sources_naming(catalog: &Catalog, text: &str) -> Result<Vec<SourceId>, GatherError> {
    let mut sources = BTreeSet::new();
    for unplaced in catalog.unplaced()?.iter().filter(|unplaced| !unplaced.is_repeated) {
        let (Subject::Model(id) | Subject::Route { id, .. } | Subject::Result { entrant: id, .. }) = &unplaced.subject
        else {
            continue;
        };
        if id.eq_ignore_ascii_case(text) {
            sources.extend(unplaced.said.iter().map(|said| said.claim.source.clone()));
        }
    }
    Ok(sources.into_iter().collect())
}

/// A model by its id.
///
/// # Errors
/// [`GatherError::UnknownModel`] if there is none.
pub fn model(catalog: &Catalog, id: &ModelId) -> Result<Arc<Model>, GatherError> {
    catalog.model(id)?.ok_or_else(|| GatherError::UnknownModel {
        text: id.to_string(),
        nearest: Vec::new(),
        named_by: Vec::new(),
    })
}

/// Whether every provider that is named is known.
///
/// # Errors
/// [`GatherError::UnknownProvider`], with the nearest.
pub fn check_providers<'a>(
    catalog: &Catalog,
    named: impl IntoIterator<Item = &'a ProviderId>,
) -> Result<(), GatherError> {
    let Some(unknown) = named.into_iter().find(|id| catalog.provider(id).is_none()) else { return Ok(()) };
    let ids = catalog.provider_ids()?;
    let nearest = nearest(unknown.as_str(), ids.iter().map(ProviderId::as_str));
    Err(GatherError::UnknownProvider { text: unknown.to_string(), nearest })
}

/// The benchmark a person means: by its id, or by the part of it behind the source's name if that is one benchmark's.
///
/// # Errors
/// [`GatherError`] that names the candidates or the nearest.
pub(super) fn benchmark_id(catalog: &Catalog, text: &str) -> Result<BenchmarkId, GatherError> {
    let text = text.trim().to_lowercase();
    let ids = catalog.benchmark_ids()?;
    let short = |id: &BenchmarkId| id.as_str().split_once('/').map_or(id.as_str(), |(_, name)| name).to_owned();
    if let Some(id) = ids.iter().find(|id| id.as_str() == text) {
        return Ok(id.clone());
    }
    let mut named: Vec<BenchmarkId> = ids.iter().filter(|id| short(id) == text).cloned().collect();
    if named.len() > 1 {
        return Err(GatherError::AmbiguousBenchmark { text, candidates: named });
    }
    named.pop().ok_or_else(|| {
        let shorts: Vec<String> = ids.iter().map(short).collect();
        let near = nearest(&text, ids.iter().map(BenchmarkId::as_str));
        GatherError::UnknownBenchmark {
            nearest: near.or_else(|| nearest(&text, shorts.iter().map(String::as_str))),
            text,
        }
    })
}

/// Needs whose benchmarks have whole ids.
///
/// # Errors
/// As [`benchmark_id`], and [`GatherError::UnknownProvider`].
pub(super) fn known_needs(catalog: &Catalog, mut needs: Needs) -> Result<Needs, GatherError> {
    check_providers(catalog, needs.allow.iter().chain(&needs.deny))?;
    for level in &mut needs.levels {
        level.benchmark = benchmark_id(catalog, level.benchmark.as_str())?;
    }
    Ok(needs)
}

/// The route `place` of a model: `provider`, `provider/host`, `provider#own-id`.
fn route(catalog: &Catalog, text: &str, place: &str) -> Result<Thing, GatherError> {
    let id = model_id(catalog, text)?;
    let model = model(catalog, &id)?;
    let full = format!("{id}@{place}");
    let found: Vec<&Route> = model.routes.iter().filter(|route| route.id.to_string() == full).collect();
    let at_provider: Vec<&Route> =
        model.routes.iter().filter(|route| route.provider.as_str() == place && route.id.host.is_none()).collect();
    let plain: Vec<&Route> = at_provider.iter().copied().filter(|route| is_plain(route)).collect();
    let at_provider = if plain.len() == 1 { plain } else { at_provider };
    match (found.as_slice(), at_provider.as_slice()) {
        ([route], _) | ([], [route]) => {
            let route = Box::new((*route).clone());
            Ok(Thing::Route(Arc::clone(&model), route))
        }
        ([], []) => {
            Err(GatherError::UnknownRoute { model: id, place: place.to_owned(), routes: ids(model.routes.iter()) })
        }
        (_, several) => Err(GatherError::AmbiguousRoute { text: full, candidates: ids(several.iter().copied()) }),
    }
}

fn ids<'a>(routes: impl Iterator<Item = &'a Route>) -> Vec<RouteId> {
    routes.map(|route| route.id.clone()).collect()
}

/// True if the provider's own id is the model's own name, not a dated, free or regional variant of it.
fn is_plain(route: &Route) -> bool {
    let last = route.own_id.rsplit('/').next().unwrap_or(&route.own_id);
    last.eq_ignore_ascii_case(route.id.model.slug())
}
