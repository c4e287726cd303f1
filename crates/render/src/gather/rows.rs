//! Rows of lists.

use super::GatherError;
use crate::show::list::{BenchmarkRow, ModelRow, ProviderRow, RouteRow};
use crate::show::{listing, place};
use crate::source::SourceNote;
use std::collections::BTreeMap;
use std::sync::Arc;
use weigh_catalog::packed::IndexEntry;
use weigh_catalog::{
    Catalog, Field, Listing, Meter, Model, ModelId, ProviderId, Rate, Reference as _, Route, ServiceTier, Usd,
};

/// Every model.
///
/// # Errors
/// [`GatherError::Damaged`].
pub fn model_rows(catalog: &Catalog) -> Result<Vec<ModelRow>, GatherError> {
    Ok(catalog.map_models(|model| ModelRow::of(&Arc::new(model), catalog))?)
}

/// Every route that is on offer.
///
/// # Errors
/// [`GatherError::Damaged`].
pub fn route_rows(catalog: &Catalog) -> Result<Vec<RouteRow>, GatherError> {
    let rows = catalog.map_models(|model| listed_routes(catalog, &model))?;
    Ok(rows.into_iter().flatten().collect())
}

/// A row for each of a model's routes that are on offer.
pub fn listed_routes(catalog: &Catalog, model: &Model) -> Vec<RouteRow> {
    routes_of(catalog, model, |route| route.listing == Listing::Listed)
}

/// A row for each of a model's routes that pass.
pub fn routes_of(catalog: &Catalog, model: &Model, passes: impl Fn(&Route) -> bool) -> Vec<RouteRow> {
    model.routes.iter().filter(|route| passes(route)).map(|route| route_row(catalog, model, route)).collect()
}

fn route_row(catalog: &Catalog, model: &Model, route: &Route) -> RouteRow {
    let price =
        |meter| route.rate(meter, ServiceTier::Standard).and_then(|Rate { amount, .. }| amount.value().copied());
    let (input, output): (Option<Usd>, Option<Usd>) = (price(Meter::Input), price(Meter::Output));
    RouteRow {
        id: route.id.clone(),
        model: model.name.clone(),
        place: place(catalog, &route.id),
        input,
        output,
        context: route.facts.value(&Field::Context),
        tiers: route.tiers(),
        listing: listing(route.listing),
    }
}

/// Every route a provider has or had.
///
/// # Errors
/// [`GatherError::Damaged`].
pub fn provider_routes(catalog: &Catalog, provider: &ProviderId) -> Result<Vec<RouteRow>, GatherError> {
    let named = catalog.index()?.iter().zip(catalog.names()?);
    let mut rows = Vec::new();
    for (entry, _) in named.filter(|(_, names)| names.routes.iter().any(|route| route.provider == *provider)) {
        let model = super::model(catalog, &entry.id)?;
        rows.extend(routes_of(catalog, &model, |route| route.provider == *provider));
    }
    Ok(rows)
}

/// A model's name as the index has it, else its id.
pub fn index_name(index: &[IndexEntry], id: &ModelId) -> String {
    let place = index.binary_search_by(|entry| entry.id.cmp(id)).ok();
    place.and_then(|place| index.get(place)).map_or_else(|| id.to_string(), |entry| entry.name.to_string())
}

/// Every provider.
///
/// # Errors
/// [`GatherError::Damaged`].
pub fn provider_rows(catalog: &Catalog) -> Result<Vec<ProviderRow>, GatherError> {
    let mut counts: BTreeMap<ProviderId, usize> = BTreeMap::new();
    for route in catalog.names()?.iter().flat_map(|names| &names.routes).filter(|route| route.is_live) {
        *counts.entry(route.provider.clone()).or_default() += 1;
    }
    let ids = catalog.provider_ids()?;
    let rows = ids.into_iter().filter_map(|id| {
        let provider = catalog.provider(&id)?;
        let routes = counts.get(&id).copied().unwrap_or(0);
        Some(ProviderRow { id, name: provider.name.clone(), kind: provider.kind, routes })
    });
    Ok(rows.collect())
}

/// Every benchmark.
///
/// # Errors
/// [`GatherError::Damaged`].
pub fn benchmark_rows(catalog: &Catalog) -> Result<Vec<BenchmarkRow>, GatherError> {
    let rows = catalog.benchmark_ids()?.into_iter().filter_map(|id| {
        let board = catalog.board(&id)?;
        let metric = board.benchmark.facts.value(&Field::Metric);
        Some(BenchmarkRow {
            id,
            name: board.benchmark.name.clone(),
            areas: board.benchmark.areas().map(str::to_owned).collect(),
            metric,
            results: board.standings.len(),
        })
    });
    Ok(rows.collect())
}

/// The sources behind a catalog, as pages need them.
///
/// # Errors
/// [`GatherError::Damaged`].
pub fn source_notes(catalog: &Catalog) -> Result<Vec<SourceNote>, GatherError> {
    let table = catalog.sources()?;
    let notes = table.sources.iter().map(|source| {
        let readings = catalog.readings().filter(|reading| reading.source == source.id);
        SourceNote {
            id: source.id.clone(),
            name: source.name.clone(),
            url: source.url.clone(),
            licence: source.licence.clone(),
            attribution: source.attribution.clone().unwrap_or_default(),
            readings: readings.map(|reading| (reading.version.clone(), reading.read_on)).collect(),
        }
    });
    Ok(notes.collect())
}
