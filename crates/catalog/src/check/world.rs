//! What checks look at: the whole catalog, folded once.

use crate::board::Board;
use crate::catalog::Catalog;
use crate::date::Day;
use crate::evidence::Group;
use crate::folded;
use crate::id::{BenchmarkId, LicenceId, ModelId, ProviderId};
use crate::model::{Benchmark, Lab, Licence, Model, Provider, Route};
use crate::packed::{IndexEntry, IndexNames, PackedError};
use crate::rate::RateKey;
use crate::reference::Reference as _;
use crate::source::SourceTable;
use crate::{Fact, Field, Usd, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A catalog, decoded and folded as of its day.
#[derive(Debug)]
pub struct World {
    /// The day of the fold.
    pub day: Day,
    /// The evidence, by model.
    pub groups: Vec<Group>,
    /// The models, in the order of the groups.
    pub models: Vec<Model>,
    /// The index of the packed file.
    pub index: Vec<IndexEntry>,
    /// The other names in it.
    pub names: Vec<IndexNames>,
    /// Providers somebody describes.
    pub providers: BTreeMap<ProviderId, Arc<Provider>>,
    /// Labs somebody describes.
    pub labs: Vec<Arc<Lab>>,
    /// Licences, by id.
    pub licences: BTreeMap<LicenceId, Arc<Licence>>,
    /// Every name of a licence that the models use, with whether the table has it.
    pub licence_names: BTreeMap<String, bool>,
    /// Benchmarks somebody defines.
    pub benchmarks: BTreeMap<BenchmarkId, Arc<Benchmark>>,
    /// Their tables.
    pub boards: Vec<Arc<Board>>,
    /// Who the sources are.
    pub sources: SourceTable,
    /// The source of every reading.
    pub readings: BTreeSet<String>,
}

impl World {
    /// Decodes and folds a whole catalog.
    pub fn of(catalog: &Catalog) -> Result<Self, PackedError> {
        let groups = catalog.groups()?;
        let providers: BTreeMap<_, _> =
            catalog.provider_ids()?.into_iter().filter_map(|id| Some((id.clone(), catalog.provider(&id)?))).collect();
        let traits = |id: &ProviderId| {
            providers.get(id).map(|provider| folded::provider_traits(&provider.facts)).unwrap_or_default()
        };
        let models: Vec<Model> = groups.iter().map(|group| folded::model(group, &traits, catalog.day())).collect();
        let benchmarks = catalog.benchmark_ids()?;
        Ok(Self {
            day: catalog.day(),
            licence_names: licence_names(&models, catalog),
            index: catalog.index()?.to_vec(),
            names: catalog.names()?.to_vec(),
            labs: catalog.lab_ids()?.iter().filter_map(|id| catalog.lab(id)).collect(),
            licences: catalog
                .licence_ids()?
                .into_iter()
                .filter_map(|id| Some((id.clone(), catalog.licence(id.as_str())?)))
                .collect(),
            boards: benchmarks.iter().filter_map(|id| catalog.board(id)).collect(),
            benchmarks: benchmarks.into_iter().filter_map(|id| Some((id.clone(), catalog.benchmark(&id)?))).collect(),
            sources: catalog.sources()?,
            readings: catalog.readings().map(|reading| reading.source.to_string()).collect(),
            providers,
            groups,
            models,
        })
    }

    /// Every route with its model.
    pub fn routes(&self) -> impl Iterator<Item = &Route> {
        self.models.iter().flat_map(|model| &model.routes)
    }

    /// Every model by its id.
    pub fn model(&self, id: &ModelId) -> Option<&Model> {
        self.models.binary_search_by(|model| model.id.cmp(id)).ok().and_then(|place| self.models.get(place))
    }
}

fn licence_names(models: &[Model], catalog: &Catalog) -> BTreeMap<String, bool> {
    let named = models.iter().flat_map(|model| model.facts.get(&Field::Licence).claims());
    let distinct: BTreeSet<String> = named.map(|claim| claim.value.to_string()).collect();
    distinct.into_iter().map(|name| (name.clone(), catalog.licence(&name).is_some())).collect()
}

/// The amount of one rate of a route, unless sources dispute it.
pub(super) fn settled(route: &Route, key: &RateKey) -> Option<Usd> {
    let rate = route.rates.iter().find(|rate| rate.key == *key)?;
    if rate.amount.is_disputed() { None } else { rate.amount.value().copied() }
}

/// Who says the value we go by.
pub(super) fn by<T>(fact: &Fact<T>) -> &str {
    fact.claim().map_or("nobody", |claim| claim.source.as_str())
}

/// A whole number we go by.
pub(super) fn count(fact: &Fact<Value>) -> Option<u64> {
    match fact.value() {
        Some(Value::Count(count)) => Some(*count),
        _ => None,
    }
}
