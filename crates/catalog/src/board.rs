//! A benchmark's table: who stands where.

use crate::id::ModelId;
use crate::model::Benchmark;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One line of a benchmark's table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The model.
    pub model: ModelId,
    /// The settings of the run.
    pub settings: Arc<str>,
    /// The score in the benchmark's unit.
    pub score: Decimal,
}

/// A benchmark with everybody's scores, best first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// The benchmark.
    pub benchmark: Arc<Benchmark>,
    /// Scores, best first; a model stands once for each of its settings.
    pub standings: Vec<Standing>,
    places: BTreeMap<ModelId, usize>,
}

impl Board {
    /// Puts scores in order; equal ones by model and settings.
    pub fn new(benchmark: Arc<Benchmark>, mut standings: Vec<Standing>) -> Self {
        let is_lower_better = benchmark.higher_is_better() == Some(false);
        standings.sort_by(|a, b| {
            let order = if is_lower_better { a.score.cmp(&b.score) } else { b.score.cmp(&a.score) };
            order.then_with(|| (&a.model, &a.settings).cmp(&(&b.model, &b.settings)))
        });
        let mut places = BTreeMap::new();
        let (mut place, mut score) = (1, None);
        for standing in &standings {
            if !places.contains_key(&standing.model) {
                if score != Some(standing.score) {
                    (place, score) = (places.len() + 1, Some(standing.score));
                }
                places.insert(standing.model.clone(), place);
            }
        }
        Self { benchmark, standings, places }
    }

    /// The standings with their ranks, from one; equal scores share the better rank.
    pub fn ranked(&self) -> impl Iterator<Item = (usize, &Standing)> {
        let mut last = (0, None);
        self.standings.iter().enumerate().map(move |(index, standing)| {
            if last.1 != Some(standing.score) {
                last = (index + 1, Some(standing.score));
            }
            (last.0, standing)
        })
    }

    /// How many models stand on it.
    pub fn entrants(&self) -> usize {
        self.places.len()
    }

    /// Where a model stands among the models, each at its best, from one; equal scores share the better place.
    pub fn place(&self, model: &ModelId) -> Option<usize> {
        self.places.get(model).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Facts;
    use crate::id::BenchmarkId;
    use proptest::prelude::*;

    fn board(scores: &[(&str, i64)]) -> Board {
        let benchmark = Benchmark { id: BenchmarkId::new("code").unwrap(), name: "Code".into(), facts: Facts::new() };
        let standing = |(index, (model, score)): (usize, &(&str, i64))| Standing {
            model: ModelId::new(model).unwrap(),
            settings: Arc::from(format!("run={index}")),
            score: Decimal::from(*score),
        };
        Board::new(Arc::new(benchmark), scores.iter().enumerate().map(standing).collect())
    }

    #[test]
    fn equal_scores_share_the_better_place_and_each_model_counts_once() {
        let board = board(&[("a/low", 10), ("a/two", 50), ("a/top", 70), ("a/one", 50), ("a/top", 60)]);
        let place = |id: &str| board.place(&ModelId::new(id).unwrap());
        assert_eq!(
            ["a/top", "a/one", "a/two", "a/low", "a/none"].map(place),
            [Some(1), Some(2), Some(2), Some(4), None]
        );
        assert_eq!(board.entrants(), 4);
        let ranks: Vec<(usize, &str)> = board.ranked().map(|(rank, one)| (rank, one.model.as_str())).collect();
        assert_eq!(ranks, [(1, "a/top"), (2, "a/top"), (3, "a/one"), (3, "a/two"), (5, "a/low")]);
    }

    proptest! {
        #[test]
        fn names_never_decide_a_place(scores in prop::collection::vec(0_i64..5, 1..12)) {
            let names: Vec<String> = (0..scores.len()).map(|index| format!("a/m{index:02}")).collect();
            let board = board(&names.iter().map(String::as_str).zip(scores.iter().copied()).collect::<Vec<_>>());
            for (name, score) in names.iter().zip(&scores) {
                let better = scores.iter().filter(|other| *other > score).count();
                prop_assert_eq!(board.place(&ModelId::new(name).unwrap()), Some(better + 1));
            }
        }
    }
}
