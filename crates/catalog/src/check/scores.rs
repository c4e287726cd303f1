//! Scores: inside their unit's range and their own interval, and ranked.

use super::{Check, Finding, World};
use crate::Field;
use crate::board::Board;
use crate::model::{BenchmarkResult, Model};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

fn results(world: &World) -> impl Iterator<Item = (&Model, &BenchmarkResult)> {
    world.models.iter().flat_map(|model| model.results.iter().map(move |result| (model, result)))
}

fn subject(model: &Model, result: &BenchmarkResult) -> String {
    match &*result.settings {
        "" => format!("{} in {}", model.id, result.benchmark),
        settings => format!("{} in {} ({settings})", model.id, result.benchmark),
    }
}

pub(super) const IN_RANGE: Check = Check::warning(
    "scores-in-range",
    "A score in per cent lies between 0 and 100, and every result has a score.",
    |world, findings| {
        for (model, result) in results(world) {
            let unit: Option<String> =
                world.benchmarks.get(&result.benchmark).and_then(|one| one.facts.value(&Field::ScoreUnit));
            let is_percent = unit.as_deref() == Some("percent");
            match result.score() {
                None => findings.push(Finding::new(subject(model, result), Field::Score, "no score")),
                Some(score) if is_percent && !(Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&score) => {
                    findings.push(Finding::new(subject(model, result), Field::Score, format!("{score} per cent")));
                }
                Some(_) => {}
            }
        }
    },
);

pub(super) const INTERVALS: Check = Check::warning(
    "intervals-hold-their-score",
    "The lower end of an interval is not above the score nor the upper end below it; a standard error is not negative.",
    |world, findings| {
        for (model, result) in results(world) {
            let number = |field: &Field| result.facts.value::<Decimal>(field);
            let Some(score) = result.score() else { continue };
            let is_wrong = number(&Field::Low).is_some_and(|low| low > score)
                || number(&Field::High).is_some_and(|high| high < score)
                || number(&Field::StandardError).is_some_and(|error| error < Decimal::ZERO);
            if is_wrong {
                let ends = (number(&Field::Low), number(&Field::High), number(&Field::StandardError));
                findings.push(Finding::new(subject(model, result), Field::Score, format!("{score} against {ends:?}")));
            }
        }
    },
);

pub(super) const BOARDS: Check = Check::error(
    "boards-ranked",
    "A board lists its scores best first, and every one of them is a result of a model of the catalog.",
    |world, findings| {
        let known: BTreeSet<_> = results(world).map(|(model, result)| (&result.benchmark, &model.id)).collect();
        for board in &world.boards {
            if !is_ranked(board) {
                findings.push(Finding::new(&board.benchmark.id, "standings", "not best first"));
            }
            for standing in &board.standings {
                if !known.contains(&(&board.benchmark.id, &standing.model)) {
                    let what = format!("`{}` has no such result", standing.model);
                    findings.push(Finding::new(&board.benchmark.id, "standings", what));
                }
            }
        }
    },
);

fn is_ranked(board: &Board) -> bool {
    let is_lower_better = board.benchmark.higher_is_better() == Some(false);
    board.standings.is_sorted_by(|a, b| if is_lower_better { a.score <= b.score } else { a.score >= b.score })
}
