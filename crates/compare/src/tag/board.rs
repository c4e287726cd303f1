//! Tags by rank: among the best third of the boards of an area.

use super::{Subject, TagOutcome, TagRule};
use crate::cite::{Cite, Missing, Remedy};
use rustc_hash::FxHashSet;
use weigh_catalog::{BenchmarkId, Board, Field, ModelId};

/// Entrants a board must have for a rank to mean something.
const LEAST_ENTRANTS: usize = 20;

macro_rules! area {
    ($name:ident, $area:literal, $label:literal) => {
        pub(super) const $name: TagRule = TagRule {
            id: $area,
            label: $label,
            rule: concat!(
                "in the top third of at least half of the ",
                $area,
                " boards that rank it, counting boards of 20 or more models and no self-reported results"
            ),
            judge: |subject| judge($area, subject),
        };
    };
}

area!(CODING, "coding", "coding");
area!(AGENTS, "agents", "agents");
area!(MATH, "math", "math");
area!(REASONING, "reasoning", "reasoning");
area!(VISION, "vision", "vision");

fn judge(area: &str, subject: &Subject<'_>) -> TagOutcome {
    let mut seen: Vec<&BenchmarkId> = Vec::new();
    let (mut top, mut cites) = (0, Vec::new());
    for (index, result) in subject.model.results.iter().enumerate() {
        let ranks = subject.ground.ranks.get(&result.benchmark);
        let ranks = ranks.filter(|ranks| ranks.entrants >= LEAST_ENTRANTS && ranks.areas.iter().any(|own| own == area));
        let place = ranks.and_then(|ranks| Some((ranks.place(&subject.model.id)?, ranks.entrants)));
        let Some((place, entrants)) = place.filter(|_| result.is_self_reported() != Some(true)) else { continue };
        if seen.contains(&&result.benchmark) {
            continue;
        }
        seen.push(&result.benchmark);
        top += usize::from(place * 3 <= entrants);
        cites.push(Cite::Result { model: subject.model.id.clone(), index, field: Field::Score });
    }
    if seen.is_empty() {
        let cite = Cite::Results(subject.model.id.clone());
        return TagOutcome::Unknown(vec![Missing { cite, remedy: Remedy::Trial }]);
    }
    if top * 2 >= seen.len() { TagOutcome::Holds(cites) } else { TagOutcome::Fails(cites) }
}

/// What tags need of a board: how many models stand on it, and where the compared ones stand, from one, each at its best.
#[derive(Debug, Clone)]
pub(crate) struct Ranks {
    areas: Vec<String>,
    entrants: usize,
    places: Vec<(ModelId, usize)>,
}

impl Ranks {
    /// Reads a board once for all models of a comparison.
    pub(crate) fn of(board: &Board, compared: &[ModelId]) -> Self {
        let mut seen: FxHashSet<&ModelId> = FxHashSet::default();
        seen.reserve(board.standings.len());
        let mut places = Vec::new();
        for standing in &board.standings {
            if seen.insert(&standing.model) && compared.contains(&standing.model) {
                places.push((standing.model.clone(), seen.len()));
            }
        }
        Self { areas: board.benchmark.areas(), entrants: seen.len(), places }
    }

    fn place(&self, model: &ModelId) -> Option<usize> {
        self.places.iter().find(|(other, _)| other == model).map(|(_, place)| *place)
    }
}
