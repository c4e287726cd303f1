//! The catalog as of one day, with the tables every page needs, made once and shared by all who ask.

use std::sync::{Arc, OnceLock};
use weigh_catalog::{Catalog, Day};
use weigh_render::gather::{GatherError, benchmark_rows, model_rows, provider_rows, route_rows, source_notes};
use weigh_render::show::Around;
use weigh_render::show::list::{BenchmarkRow, ModelRow, ProviderRow, RouteRow};
use weigh_render::source::SourceNote;

type Rows<R> = OnceLock<Result<Vec<R>, GatherError>>;

/// The catalog as of one day.
#[derive(Debug)]
pub struct Edition {
    catalog: Catalog,
    sources: Arc<[SourceNote]>,
    models: Rows<ModelRow>,
    routes: Rows<RouteRow>,
    providers: Rows<ProviderRow>,
    benchmarks: Rows<BenchmarkRow>,
}

impl Edition {
    /// Opens the tables of a catalog.
    ///
    /// # Errors
    /// [`GatherError::Damaged`] if they cannot be read.
    pub fn new(catalog: Catalog) -> Result<Self, GatherError> {
        catalog.index()?;
        let sources = source_notes(&catalog)?.into();
        Ok(Self {
            catalog,
            sources,
            models: OnceLock::new(),
            routes: OnceLock::new(),
            providers: OnceLock::new(),
            benchmarks: OnceLock::new(),
        })
    }

    /// The catalog.
    pub const fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// The day it answers for.
    pub const fn day(&self) -> Day {
        self.catalog.day()
    }

    /// The sources behind its claims.
    pub fn sources(&self) -> &Arc<[SourceNote]> {
        &self.sources
    }

    /// What pages of one thing need to name others.
    pub fn around(&self) -> Around<'_> {
        Around { reference: &self.catalog, sources: &self.sources, today: self.day() }
    }

    /// Every model, by id.
    ///
    /// # Errors
    /// [`GatherError::Damaged`], as for the other lists.
    pub fn models(&self) -> Result<&[ModelRow], GatherError> {
        rows(&self.models, || model_rows(&self.catalog))
    }

    /// Every route on offer.
    ///
    /// # Errors
    /// [`GatherError::Damaged`].
    pub fn routes(&self) -> Result<&[RouteRow], GatherError> {
        rows(&self.routes, || route_rows(&self.catalog))
    }

    /// Every provider, by id.
    ///
    /// # Errors
    /// [`GatherError::Damaged`].
    pub fn providers(&self) -> Result<&[ProviderRow], GatherError> {
        rows(&self.providers, || provider_rows(&self.catalog))
    }

    /// Every benchmark, by id.
    ///
    /// # Errors
    /// [`GatherError::Damaged`].
    pub fn benchmarks(&self) -> Result<&[BenchmarkRow], GatherError> {
        rows(&self.benchmarks, || benchmark_rows(&self.catalog))
    }

    /// The same claims as of another day.
    ///
    /// # Errors
    /// [`GatherError::Damaged`].
    pub fn on(&self, day: Day) -> Result<Self, GatherError> {
        Self::new(self.catalog.on(day))
    }

    /// Whether some price is known for a day.
    pub fn covers(&self, day: Day) -> bool {
        day >= self.catalog.oldest()
    }
}

fn rows<R>(held: &Rows<R>, make: impl FnOnce() -> Result<Vec<R>, GatherError>) -> Result<&[R], GatherError> {
    held.get_or_init(make).as_deref().map_err(Clone::clone)
}
