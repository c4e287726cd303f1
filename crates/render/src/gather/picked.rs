//! Routes that meet needs, picked from all there are.

use super::GatherError;
use super::thing::{benchmark_id, known_needs};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use weigh_catalog::{Board, Catalog, Excerpt, Field, Model, ModelId, ProviderId, Reference as _, Standing, Usd};
use weigh_compare::{By, Judge, Needs, Pick, Row, Unknown, Wish, Workload, frontier, pick};

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
    /// What a row of the lists stands for.
    pub by: By,
    /// Rows of each list that have all their evidence; at least [`PICKED_SHOWN`] have.
    pub shown: usize,
}

/// The answer with what its page needs besides.
#[derive(Debug, Clone)]
pub struct Picked {
    /// The answer.
    pub pick: Pick,
    /// What a row of the lists stands for.
    pub by: By,
    /// The rows of each list.
    pub rows: BTreeMap<pick::Standing, Vec<Row>>,
    /// Price against a benchmark, if one was named.
    pub frontier: Option<Frontier>,
    /// Of the models of the routes that pages show in full, those routes with all that is said of them.
    pub models: BTreeMap<ModelId, Excerpt>,
}

/// Eligible models by price and by their results in a benchmark.
#[derive(Debug, Clone)]
pub struct Frontier {
    /// The benchmark with everybody's scores.
    pub board: Arc<Board>,
    /// Models with an eligible route that costs something.
    pub models: usize,
    /// Those of them that stand on the board, best first: the place of their cheapest route among the eligible ones, and
    /// their best score.
    pub contenders: Vec<(usize, Standing)>,
    /// Places of the contenders that no other beats in both, cheapest first; none if nobody says whether more is better.
    pub line: Vec<usize>,
}

impl Frontier {
    pub(crate) fn of(pick: &Pick, board: Arc<Board>) -> Self {
        let mut cheapest: BTreeMap<&ModelId, (usize, Usd)> = BTreeMap::new();
        for (place, choice) in pick.eligible.iter().enumerate() {
            if let Some(total) = choice.total().filter(|total| !total.is_zero()) {
                cheapest.entry(&choice.route.model).or_insert((place, total));
            }
        }
        let models = cheapest.len();
        let mut points = Vec::new();
        let mut contenders = Vec::new();
        // The first standing of a model is its best.
        for standing in &board.standings {
            if let Some((place, total)) = cheapest.remove(&standing.model) {
                points.push((total, standing.score));
                contenders.push((place, standing.clone()));
            }
        }
        let direction = board.benchmark.higher_is_better();
        let line = direction.map(|is_higher_better| frontier(&points, is_higher_better)).unwrap_or_default();
        Self { board, models, contenders, line }
    }

    /// The contenders that no other beats in both, cheapest first.
    pub fn best(&self) -> impl Iterator<Item = &(usize, Standing)> {
        self.line.iter().filter_map(|place| self.contenders.get(*place))
    }
}

/// Rows of one list that pages show with all their evidence.
pub const PICKED_SHOWN: usize = 20;

impl Picked {
    /// Looks at every route of a catalog, as of its day.
    ///
    /// # Errors
    /// [`GatherError`] for an unknown provider or benchmark, or a damaged catalog.
    pub fn new(catalog: &Catalog, asked: PickAsked) -> Result<Self, GatherError> {
        let PickAsked { workload, needs, unknown, benchmark, by, shown } = asked;
        let needs = known_needs(catalog, needs)?;
        let benchmark = benchmark.map(|text| benchmark_id(catalog, &text)).transpose()?;
        // Lists of providers hold much that is billed by the token and answers in no words.
        let needs = Needs { text: workload.output > 0, ..needs };
        let wish = Wish { workload, needs, unknown, day: catalog.day() };
        let is_wanted = |field: &Field| wish.looks_at(field);
        let judge = Judge::of_all(&wish, catalog, catalog.providers()?);
        let by_model = catalog.map_bare(is_wanted, |model| judge.choices(&model))?;
        let mut all = Vec::with_capacity(by_model.iter().map(Vec::len).sum());
        by_model.into_iter().for_each(|choices| all.extend(choices));
        let pick = pick(wish, all);
        let frontier = benchmark.and_then(|id| catalog.board(&id)).map(|board| Frontier::of(&pick, board));
        let rows = pick.rows(by);
        let listed = [pick::Standing::Eligible, pick::Standing::Undecided];
        let listed = listed.iter().flat_map(|standing| rows[standing].iter().take(shown.max(PICKED_SHOWN)));
        let best = frontier.iter().flat_map(Frontier::best).filter_map(|(place, _)| pick.eligible.get(*place));
        let mut cited: BTreeMap<ModelId, BTreeSet<ProviderId>> = BTreeMap::new();
        for route in listed.map(|row| &row.choice).chain(best).map(|choice| &choice.route) {
            cited.entry(route.model.clone()).or_default().insert(route.provider.clone());
        }
        let of = frontier.as_ref().map(|frontier| &frontier.board.benchmark.id);
        let models = catalog.excerpts(&cited, of)?.into_iter().collect();
        Ok(Self { pick, by, rows, frontier, models })
    }

    /// The rows of a list.
    pub fn rows(&self, standing: pick::Standing) -> &[Row] {
        self.rows.get(&standing).map_or(&[], Vec::as_slice)
    }

    /// The rows of a list that are to be shown: of undecided routes none where these are only counted.
    pub fn listed(&self, standing: pick::Standing) -> &[Row] {
        let is_counted = standing == pick::Standing::Undecided && self.pick.wish.unknown == Unknown::Exclude;
        if is_counted { &[] } else { self.rows(standing) }
    }

    /// The same with one more model's routes shown in full.
    #[must_use]
    pub fn with(mut self, model: &Model) -> Self {
        let excerpt = Excerpt { routes: model.routes.clone(), results: model.results.clone() };
        self.models.insert(model.id.clone(), excerpt);
        self
    }
}
