//! Routes that meet needs, picked from all there are.

use super::GatherError;
use std::collections::BTreeMap;
use std::sync::Arc;
use weigh_catalog::{BenchmarkId, Board, Catalog, Model, ModelId, Reference as _};
use weigh_compare::{Needs, Pick, Unknown, Wish, Workload, considered, pick};

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PickAsked {
    /// One month of traffic.
    pub workload: Workload,
    /// What a route must offer.
    pub needs: Needs,
    /// What becomes of routes of which a fact is missing.
    pub unknown: Unknown,
    /// The benchmark that price is set against, by its whole id.
    pub benchmark: Option<BenchmarkId>,
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
    /// [`GatherError`] for an unknown provider, or a damaged catalog.
    pub fn new(catalog: &Catalog, asked: PickAsked) -> Result<Self, GatherError> {
        let PickAsked { workload, needs, unknown, benchmark } = asked;
        let needs = super::thing::known_needs(catalog, needs)?;
        let board = benchmark.and_then(|id| catalog.board(&id));
        // Lists of providers hold much that is billed by the token and answers in no words.
        let needs = Needs { text: workload.output > 0, ..needs };
        let wish = Wish { workload, needs, unknown, day: catalog.day() };
        let all = catalog.map_models(|model| considered(&model, &wish, catalog))?;
        let pick = pick(wish, all.into_iter().flatten().collect());
        let shown = [&pick.eligible, &pick.undecided].into_iter().flat_map(|all| all.iter().take(PICKED_SHOWN));
        let mut models = BTreeMap::new();
        for id in shown.map(|choice| &choice.route.model) {
            if !models.contains_key(id) {
                models.insert(id.clone(), super::model(catalog, id)?);
            }
        }
        Ok(Self { pick, board, models })
    }

    /// The same with one more model's routes shown in full.
    #[must_use]
    pub fn with(mut self, model: Arc<Model>) -> Self {
        self.models.insert(model.id.clone(), model);
        self
    }
}
