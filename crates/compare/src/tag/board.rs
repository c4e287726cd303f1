//! Tags by rank: among the best third of the boards of an area.

use super::{Subject, TagOutcome, TagRule};
use crate::cite::{Cite, Missing, Remedy};
use weigh_catalog::{BenchmarkId, Field};

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
        let board = subject.ground.boards.get(&result.benchmark);
        let board =
            board.filter(|board| board.entrants() >= LEAST_ENTRANTS && board.benchmark.areas().any(|own| own == area));
        let place = board.and_then(|board| Some((board.place(&subject.model.id)?, board.entrants())));
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
