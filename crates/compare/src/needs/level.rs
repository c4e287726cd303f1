//! Benchmark level: somebody else than the maker has measured the model at least this good.

use super::{Candidate, Judged, Judgements, Need, Needs, Outcome, Shortfall};
use crate::cite::{Cite, Missing, Remedy};
use crate::query::{Given, Parameter, QueryError, Shape};
use rust_decimal::Decimal;
use weigh_catalog::{BenchmarkId, Field};

/// A least result in a benchmark: the most where less is better.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// The benchmark; whoever answers the question makes a whole id of what people type.
    pub benchmark: BenchmarkId,
    /// The score.
    pub score: Decimal,
}

pub(super) const NEED: Need = Need {
    id: "min",
    name: "benchmark levels",
    rule: "a result that is not the maker's own reaches this score, whatever its settings",
    parameters: &[Parameter {
        name: "min",
        about: "Least score in a benchmark: BENCHMARK=SCORE, several by commas.",
        label: "Benchmarks at least",
        shape: Shape::Levels,
        example: "epoch/gpqa-diamond=70",
        set: |needs, given| {
            needs.levels = given.words().map(|word| level(given, word)).collect::<Result<_, _>>()?;
            Ok(())
        },
        get: |needs| {
            let all: Vec<String> =
                needs.levels.iter().map(|level| format!("{}={}", level.benchmark, level.score.normalize())).collect();
            (!all.is_empty()).then(|| all.join(","))
        },
    }],
    looks_at: |needs, field| !needs.levels.is_empty() && matches!(field, Field::Score | Field::SelfReported),
    judge,
};

fn level(given: &Given<'_>, word: &str) -> Result<Level, QueryError> {
    let wrong = || given.none_of("BENCHMARK=SCORE, such as epoch/gpqa-diamond=70");
    let (benchmark, score) = word.split_once('=').ok_or_else(wrong)?;
    let benchmark = BenchmarkId::new(&benchmark.trim().to_lowercase()).map_err(|_| wrong())?;
    let score: Decimal = score.trim().parse().map_err(|_| wrong())?;
    Ok(Level { benchmark, score: score.normalize() })
}

fn judge(needs: &Needs, candidate: &Candidate<'_>, judgements: &mut Judgements) {
    for level in &needs.levels {
        judgements.take(judge_level(level, candidate));
    }
}

/// One result that surely reaches the level is enough; that none does is sure only if there are results and none may.
fn judge_level(level: &Level, candidate: &Candidate<'_>) -> Judged {
    let model = candidate.model;
    let benchmark = candidate.benchmarks.get(&level.benchmark);
    let direction = benchmark.and_then(|benchmark| benchmark.higher_is_better());
    let all = Cite::Results(model.id.clone());
    let undecided = |remedy| (Outcome::Undecided(vec![Missing { cite: all.clone(), remedy }]), vec![all.clone()]);
    let Some(is_higher_better) = direction else { return undecided(Remedy::Sync) };
    let reaches = |score: &Decimal| if is_higher_better { *score >= level.score } else { *score <= level.score };
    let mut best: Option<(Decimal, Cite)> = None;
    let mut is_open = false;
    for (index, result) in model.results.iter().enumerate() {
        if result.benchmark != level.benchmark || result.is_self_reported() == Some(true) {
            continue;
        }
        let cite = Cite::Result { model: model.id.clone(), index, field: Field::Score };
        let scores: Vec<Decimal> = result.facts.may_hold::<Decimal>(&Field::Score).collect();
        if !scores.is_empty() && scores.iter().all(reaches) {
            return (Outcome::Met, vec![cite]);
        }
        is_open |= scores.iter().any(reaches);
        for score in scores {
            let is_better =
                best.as_ref().is_none_or(|(best, _)| if is_higher_better { score > *best } else { score < *best });
            if is_better {
                best = Some((score, cite.clone()));
            }
        }
    }
    match best {
        Some((found, cite)) if !is_open => {
            (Outcome::Unmet(Shortfall::Level { wanted: level.clone(), found }), vec![cite])
        }
        _ => undecided(Remedy::Trial),
    }
}
