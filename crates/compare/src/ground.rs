//! What all parts of one comparison look things up in: the request, and the tables it needs, read once.

use crate::bill::Bill;
use crate::comparison::Request;
use crate::needs::{Candidate, Needs};
use crate::tag::AREAS;
use crate::workload::Workload;
use std::collections::BTreeMap;
use std::sync::Arc;
use weigh_catalog::source::Freshness;
use weigh_catalog::{
    Benchmark, BenchmarkId, Board, Day, Field, Lab, LabId, Licence, LicenceId, Model, ModelId, Provider, ProviderId,
    Reference, Route,
};

/// The tables of a comparison.
#[derive(Debug, Clone)]
pub(crate) struct Ground {
    pub(crate) workload: Workload,
    pub(crate) needs: Needs,
    pub(crate) day: Day,
    pub(crate) providers: BTreeMap<ProviderId, Arc<Provider>>,
    pub(crate) labs: BTreeMap<LabId, Arc<Lab>>,
    pub(crate) licences: BTreeMap<LicenceId, Arc<Licence>>,
    pub(crate) benchmarks: BTreeMap<BenchmarkId, Arc<Benchmark>>,
    pub(crate) boards: BTreeMap<BenchmarkId, Arc<Board>>,
    pub(crate) freshness: Freshness,
    licence_of: BTreeMap<ModelId, LicenceId>,
}

impl Ground {
    /// Looks up everything the models of a request refer to.
    pub(crate) fn of(request: &Request, reference: &dyn Reference) -> Self {
        let mut ground = Self {
            workload: request.workload.clone(),
            needs: request.needs.clone(),
            day: request.day,
            providers: BTreeMap::new(),
            labs: BTreeMap::new(),
            licences: BTreeMap::new(),
            benchmarks: BTreeMap::new(),
            boards: BTreeMap::new(),
            freshness: reference.freshness(),
            licence_of: BTreeMap::new(),
        };
        for model in request.models.iter().chain(&request.neighbours) {
            ground.add_model(model, reference);
        }
        for result in request.models.iter().flat_map(|model| &model.results) {
            ground.add_benchmark(&result.benchmark, reference);
        }
        ground
    }

    /// Boards are large, so only those that some tag looks at are read.
    fn add_benchmark(&mut self, id: &BenchmarkId, reference: &dyn Reference) {
        if self.benchmarks.contains_key(id) {
            return;
        }
        let Some(benchmark) = reference.benchmark(id) else { return };
        if benchmark.areas().any(|area| AREAS.contains(&area)) {
            self.boards.extend(reference.board(id).map(|board| (id.clone(), board)));
        }
        self.benchmarks.insert(id.clone(), benchmark);
    }

    fn add_model(&mut self, model: &Model, reference: &dyn Reference) {
        for route in &model.routes {
            if !self.providers.contains_key(&route.provider) {
                let found = reference.provider(&route.provider);
                self.providers.extend(found.map(|provider| (provider.id.clone(), provider)));
            }
        }
        if let Some(lab) = LabId::new(model.id.lab()).ok().and_then(|id| reference.lab(&id)) {
            self.labs.insert(lab.id.clone(), lab);
        }
        let licence = model.facts.value::<String>(&Field::Licence).and_then(|name| reference.licence(&name));
        if let Some(licence) = licence {
            self.licence_of.insert(model.id.clone(), licence.id.clone());
            self.licences.insert(licence.id.clone(), licence);
        }
    }

    pub(crate) fn licence(&self, model: &ModelId) -> Option<&Licence> {
        self.licences.get(self.licence_of.get(model)?).map(Arc::as_ref)
    }

    pub(crate) fn provider(&self, route: &Route) -> Option<&Provider> {
        self.providers.get(&route.provider).map(Arc::as_ref)
    }

    pub(crate) fn candidate<'a>(&'a self, model: &'a Model, route: &'a Route, bill: Option<&'a Bill>) -> Candidate<'a> {
        let (provider, licence) = (self.provider(route), self.licence(&model.id));
        Candidate { model, route, provider, licence, bill, benchmarks: &self.benchmarks }
    }
}
