//! Routes that meet needs, picked from all there are.

use super::GatherError;
use super::thing::{benchmark_id, known_needs};
use std::collections::BTreeMap;
use std::sync::Arc;
use weigh_catalog::{Board, Catalog, Model, ModelId, Reference as _};
use weigh_compare::{Choice, Needs, Pick, Unknown, Wish, Workload, considered, pick};

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PickAsked {
    /// One month of traffic.
    pub workload: Workload,
    /// What a route must offer.
    pub needs: Needs,
    /// What becomes of routes of which a fact is missing.
    pub unknown: Unknown,
    /// The benchmark that price is set against, as people name it.
    pub benchmark: Option<String>,
}

/// The answer with what its page needs besides.
#[derive(Debug, Clone)]
pub struct Picked {
    /// The answer.
    pub pick: Pick,
    /// The board of the benchmark that price is set against.
    pub board: Option<Arc<Board>>,
    /// The models of the routes that pages show in full.
    pub models: BTreeMap<ModelId, Arc<Model>>,
}

/// Rows of one list that pages show with all their evidence.
pub const PICKED_SHOWN: usize = 20;

impl Picked {
    /// Looks at every route of a catalog, as of its day.
    ///
    /// # Errors
    /// [`GatherError`] for an unknown provider or benchmark, or a damaged catalog.
    pub fn new(catalog: &Catalog, asked: PickAsked) -> Result<Self, GatherError> {
        Self::by(catalog, asked, |wish| {
            let all = catalog.map_models(|model| considered(&model, wish, catalog))?;
            Ok(all.into_iter().flatten().collect())
        })
    }

    /// The same where every model of the catalog's day is at hand, without what only bears witness ([`Model::bare`]).
    ///
    /// # Errors
    /// As [`Picked::new`].
    pub fn of(catalog: &Catalog, models: &[Model], asked: PickAsked) -> Result<Self, GatherError> {
        Self::by(catalog, asked, |wish| Ok(models.iter().flat_map(|model| considered(model, wish, catalog)).collect()))
    }

    fn by(
        catalog: &Catalog,
        asked: PickAsked,
        consider: impl FnOnce(&Wish) -> Result<Vec<Choice>, GatherError>,
    ) -> Result<Self, GatherError> {
        let PickAsked { workload, needs, unknown, benchmark } = asked;
        let needs = known_needs(catalog, needs)?;
        let benchmark = benchmark.map(|text| benchmark_id(catalog, &text)).transpose()?;
        // Lists of providers hold much that is billed by the token and answers in no words.
        let needs = Needs { text: workload.output > 0, ..needs };
        let wish = Wish { workload, needs, unknown, day: catalog.day() };
        let all = consider(&wish)?;
        let pick = pick(wish, all);
        let shown = [&pick.eligible, &pick.undecided].into_iter().flat_map(|all| all.iter().take(PICKED_SHOWN));
        let mut models = BTreeMap::new();
        for id in shown.map(|choice| &choice.route.model) {
            if !models.contains_key(id) {
                models.insert(id.clone(), super::model(catalog, id)?);
            }
        }
        Ok(Self { pick, board: benchmark.and_then(|id| catalog.board(&id)), models })
    }

    /// The same with one more model's routes shown in full.
    #[must_use]
    pub fn with(mut self, model: Arc<Model>) -> Self {
        self.models.insert(model.id.clone(), model);
        self
    }
}
