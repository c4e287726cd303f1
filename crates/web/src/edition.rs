//! The catalog as of one day, with the tables every page needs, made once and shared by all who ask.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use weigh_catalog::{Catalog, Day, Listing, ModelId, ProviderId, Usd};
use weigh_compare::change::Change;
use weigh_render::gather::{
    ChangesAsked, GatherError, benchmark_rows, changes_since, listed_routes, provider_rows, routes_of, source_notes,
};
use weigh_render::show::Around;
use weigh_render::show::list::{BenchmarkRow, ModelRow, ProviderRow, RouteRow};
use weigh_render::source::SourceNote;

/// How many editions of other days are kept. Folding every model for a list costs most of a second.
const KEPT_DAYS: usize = 2;

/// How many lists of changes are kept.
const KEPT_CHANGES: usize = 4;

type Rows<R> = OnceLock<Result<Vec<R>, GatherError>>;

/// What is made of every model in one pass.
#[derive(Debug)]
struct Models {
    rows: Vec<ModelRow>,
    routes: Vec<RouteRow>,
    /// Routes that are not on offer.
    unlisted: Vec<RouteRow>,
    costs: BTreeMap<ModelId, Usd>,
}

impl Models {
    fn of(catalog: &Catalog) -> Result<Self, GatherError> {
        let all = catalog.map_models(|model| {
            let listed = listed_routes(catalog, &model);
            let unlisted = routes_of(catalog, &model, |route| route.listing != Listing::Listed);
            (ModelRow::of(&Arc::new(model), catalog), listed, unlisted)
        })?;
        let mut made = Self { rows: Vec::new(), routes: Vec::new(), unlisted: Vec::new(), costs: BTreeMap::new() };
        for (row, listed, unlisted) in all {
            made.routes.extend(listed);
            made.unlisted.extend(unlisted);
            made.costs.extend(row.cheapest.as_ref().map(|bill| (row.id.clone(), bill.total.stated)));
            made.rows.push(row);
        }
        made.rows.sort_by(|one, other| one.id.cmp(&other.id));
        made.routes.sort_by(|one, other| one.id.cmp(&other.id));
        Ok(made)
    }
}

/// What was made for some days, the one asked for last at the end.
#[derive(Debug)]
struct ByDay<T: ?Sized> {
    kept: Mutex<VecDeque<(Day, Arc<T>)>>,
    most: usize,
}

impl<T: ?Sized> ByDay<T> {
    const fn new(most: usize) -> Self {
        Self { kept: Mutex::new(VecDeque::new()), most }
    }

    /// What is at hand for a day, else what is made for it. Making takes long, so nobody who asks for another day waits.
    fn get(&self, day: Day, make: impl FnOnce() -> Result<Arc<T>, GatherError>) -> Result<Arc<T>, GatherError> {
        if let Some(found) = self.used(day, None) {
            return Ok(found);
        }
        let made = make()?;
        Ok(self.used(day, Some(&made)).unwrap_or(made))
    }

    /// What is at hand, else what was just made, which is then kept.
    fn used(&self, day: Day, made: Option<&Arc<T>>) -> Option<Arc<T>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let place = kept.iter().position(|(other, _)| *other == day);
        let found = place.and_then(|place| kept.remove(place)).map(|(_, found)| found).or_else(|| made.cloned())?;
        kept.push_back((day, Arc::clone(&found)));
        if kept.len() > self.most {
            kept.pop_front();
        }
        Some(found)
    }
}

/// The catalog as of one day.
#[derive(Debug)]
pub struct Edition {
    catalog: Catalog,
    sources: Arc<[SourceNote]>,
    models: OnceLock<Result<Models, GatherError>>,
    providers: Rows<ProviderRow>,
    benchmarks: Rows<BenchmarkRow>,
    /// What changed since some days.
    changes: ByDay<[Change]>,
    /// Editions of other days.
    others: ByDay<Edition>,
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
            providers: OnceLock::new(),
            benchmarks: OnceLock::new(),
            changes: ByDay::new(KEPT_CHANGES),
            others: ByDay::new(KEPT_DAYS),
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
        Ok(&self.tables()?.rows)
    }

    /// Every route on offer.
    ///
    /// # Errors
    /// [`GatherError::Damaged`].
    pub fn routes(&self) -> Result<&[RouteRow], GatherError> {
        Ok(&self.tables()?.routes)
    }

    /// Every route a provider has or had.
    ///
    /// # Errors
    /// [`GatherError::Damaged`].
    pub fn routes_at(&self, provider: &ProviderId) -> Result<Vec<RouteRow>, GatherError> {
        let tables = self.tables()?;
        let all = tables.routes.iter().chain(&tables.unlisted);
        let mut routes: Vec<RouteRow> = all.filter(|row| row.id.provider == *provider).cloned().collect();
        routes.sort_by(|one, other| one.id.cmp(&other.id));
        Ok(routes)
    }

    /// What a month of the default workload costs at each model's cheapest route.
    ///
    /// # Errors
    /// [`GatherError::Damaged`].
    pub fn costs(&self) -> Result<&BTreeMap<ModelId, Usd>, GatherError> {
        Ok(&self.tables()?.costs)
    }

    /// Makes every table now, so that no reader waits for it.
    pub fn warm(&self) {
        let _ = (self.models(), self.providers(), self.benchmarks(), self.changes(self.usual_since()));
    }

    /// The day changes are told from if none is named.
    pub fn usual_since(&self) -> Day {
        ChangesAsked::usual_since(self.day())
    }

    /// Everything that changed since a day; the days asked for last are at hand.
    ///
    /// # Errors
    /// [`GatherError`] for a day that is not before the edition's, or a damaged catalog.
    pub fn changes(&self, since: Day) -> Result<Arc<[Change]>, GatherError> {
        self.changes.get(since, || Ok(changes_since(&self.catalog, &ChangesAsked::since(since))?.into()))
    }

    fn tables(&self) -> Result<&Models, GatherError> {
        self.models.get_or_init(|| Models::of(&self.catalog)).as_ref().map_err(Clone::clone)
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

    /// The same claims as of another day; the days asked for last are at hand.
    ///
    /// # Errors
    /// [`GatherError::Damaged`].
    pub fn on(&self, day: Day) -> Result<Arc<Self>, GatherError> {
        self.others.get(day, || Ok(Arc::new(Self::new(self.catalog.on(day))?)))
    }

    /// Whether some price is known for a day.
    pub fn covers(&self, day: Day) -> bool {
        day >= self.catalog.oldest()
    }
}

fn rows<R>(held: &Rows<R>, make: impl FnOnce() -> Result<Vec<R>, GatherError>) -> Result<&[R], GatherError> {
    held.get_or_init(make).as_deref().map_err(Clone::clone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use weigh_catalog::date::parse_day;

    #[test]
    fn the_days_asked_for_last_are_at_hand() {
        let day = |text| parse_day(text).unwrap();
        let packed = weigh_store::open(None).unwrap().packed;
        let edition = Edition::new(Catalog::new(packed, day("2026-11-22"))).unwrap();
        let first = edition.on(day("2026-05-22")).unwrap();
        assert_eq!(first.day(), day("2026-05-22"));
        edition.on(day("2026-05-23")).unwrap();
        assert!(Arc::ptr_eq(&first, &edition.on(day("2026-05-22")).unwrap()));
        edition.on(day("2026-05-24")).unwrap();
        assert!(Arc::ptr_eq(&first, &edition.on(day("2026-05-22")).unwrap()));
        edition.on(day("2026-05-23")).unwrap();
        edition.on(day("2026-05-24")).unwrap();
        assert!(!Arc::ptr_eq(&first, &edition.on(day("2026-05-22")).unwrap()));
    }
}
