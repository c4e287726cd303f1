//! Benchmark results of two models side by side: subtracted only where they are comparable.

use rust_decimal::Decimal;
use std::sync::Arc;
use weigh_catalog::BenchmarkId;

/// Two results in one benchmark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QualityRow {
    /// The benchmark.
    pub benchmark: BenchmarkId,
    /// What it tests.
    pub areas: Vec<String>,
    /// Place of the first model's result in its `results`.
    pub a: usize,
    /// Place of the second model's result in its `results`.
    pub b: usize,
    /// The first model's score.
    pub a_score: Decimal,
    /// The second model's score.
    pub b_score: Decimal,
    /// Settings of the first model's run; empty if not stated.
    pub a_settings: Arc<str>,
    /// Settings of the second model's run; empty if not stated.
    pub b_settings: Arc<str>,
    /// Who ran the first.
    pub a_evaluation: Evaluation,
    /// Who ran the second.
    pub b_evaluation: Evaluation,
    /// What they say of the first model against the second.
    pub reads: Reads,
}

/// Who ran a benchmark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evaluation {
    /// Somebody other than the model's maker.
    Independent,
    /// The model's maker.
    SelfReported,
    /// Not stated.
    Unstated,
}

/// What two scores say of the first model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reads {
    /// Better by more than the margin.
    Ahead(Difference),
    /// Worse by more than the margin.
    Behind(Difference),
    /// Within the margin.
    Tie(Difference),
    /// Shown, not subtracted.
    NotComparable(WhyNot),
}

/// A difference of scores, in the benchmark's unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    /// How much better the first is; negative if it is worse. Direction is taken into account.
    pub by: Decimal,
    /// The 95 % margin of the difference.
    pub margin: Decimal,
    /// What the margin is made from.
    pub basis: MarginBasis,
}

/// What a margin is made from, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarginBasis {
    /// 1.96 times the root of the summed squared standard errors.
    StandardErrors,
    /// The root of the summed squared half widths of the 95 % intervals.
    Intervals,
    /// Binomial standard errors of per cent scores over the samples.
    Samples,
    /// The least difference worth a word that is stated for the benchmark.
    Floor,
}

/// Why two scores are not subtracted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WhyNot {
    /// The settings of the runs differ.
    Settings,
    /// One states its settings, the other does not.
    SettingsUnstated,
    /// One is self-reported, the other is not.
    Evaluation,
    /// Who ran one of them is not stated.
    EvaluationUnstated,
    /// The board does not say which direction is better.
    Direction,
    /// Nothing says how large a difference must be to mean something.
    NoMargin,
    /// Sources dispute one of the scores.
    Disputed,
}
