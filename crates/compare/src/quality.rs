//! Benchmark results of two models side by side: subtracted only where they are comparable.

mod margin;

use margin::half_width;
pub(crate) use margin::root;

use rust_decimal::Decimal;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use weigh_catalog::{Benchmark, BenchmarkId, BenchmarkResult, Field, Model, PartialDate};

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

impl Reads {
    /// The difference, if the scores were subtracted.
    pub const fn difference(&self) -> Option<&Difference> {
        match self {
            Self::Ahead(difference) | Self::Behind(difference) | Self::Tie(difference) => Some(difference),
            Self::NotComparable(_) => None,
        }
    }
}

/// A result with its place in the model's list.
#[derive(Clone, Copy)]
struct Run<'a> {
    place: usize,
    result: &'a BenchmarkResult,
    score: Decimal,
}

impl Run<'_> {
    fn evaluation(&self) -> Evaluation {
        match self.result.is_self_reported() {
            Some(true) => Evaluation::SelfReported,
            Some(false) => Evaluation::Independent,
            None => Evaluation::Unstated,
        }
    }

    /// What must be equal for two runs to be like each other.
    fn conditions(&self) -> (Evaluation, &str) {
        (self.evaluation(), &self.result.settings)
    }
}

/// Benchmarks both have scores in, by id. Of each: every pair of runs under equal conditions; where there is none, the
/// best run of each, side by side and not subtracted.
pub(crate) fn quality(a: &Model, b: &Model, benchmarks: &BTreeMap<BenchmarkId, Arc<Benchmark>>) -> Vec<QualityRow> {
    let (a_ids, b_ids) = (ids(a), ids(b));
    a_ids
        .intersection(&b_ids)
        .flat_map(|id| rows(id, &runs(a, id), &runs(b, id), benchmarks.get(*id).map(Arc::as_ref)))
        .collect()
}

fn ids(model: &Model) -> BTreeSet<&BenchmarkId> {
    model.results.iter().filter(|result| result.score().is_some()).map(|result| &result.benchmark).collect()
}

/// The runs of one benchmark, one for each set of conditions: the latest, and of the same day the first listed.
fn runs<'a>(model: &'a Model, id: &BenchmarkId) -> Vec<Run<'a>> {
    let all = model.results.iter().enumerate().filter(|(_, result)| result.benchmark == *id);
    let mut runs: Vec<Run<'a>> =
        all.filter_map(|(place, result)| Some(Run { place, result, score: result.score()? })).collect();
    let day = |run: &Run<'_>| run.result.facts.value::<PartialDate>(&Field::RanOn).map(PartialDate::first_day);
    runs.sort_by_key(|run| (Reverse(day(run)), run.place));
    let mut seen = BTreeSet::new();
    runs.retain(|run| seen.insert((run.evaluation(), run.result.settings.clone())));
    runs.sort_by_key(|run| run.place);
    runs
}

fn rows(id: &BenchmarkId, a: &[Run<'_>], b: &[Run<'_>], benchmark: Option<&Benchmark>) -> Vec<QualityRow> {
    let mut like: Vec<(Run<'_>, Run<'_>)> = Vec::new();
    for one in a {
        like.extend(b.iter().filter(|other| other.conditions() == one.conditions()).map(|other| (*one, *other)));
    }
    like.sort_by(|(one, _), (other, _)| one.conditions().cmp(&other.conditions()));
    if like.is_empty() {
        like.extend(best(a, benchmark).zip(best(b, benchmark)));
    }
    like.into_iter().map(|(a, b)| row(id, a, b, benchmark)).collect()
}

/// The best run, if the direction is known; else the first.
fn best<'a>(runs: &[Run<'a>], benchmark: Option<&Benchmark>) -> Option<Run<'a>> {
    let sign = match benchmark.and_then(Benchmark::higher_is_better) {
        Some(true) => Decimal::ONE,
        Some(false) => Decimal::NEGATIVE_ONE,
        None => Decimal::ZERO,
    };
    runs.iter().copied().max_by_key(|run| (run.score * sign, Reverse(run.place)))
}

fn row(id: &BenchmarkId, a: Run<'_>, b: Run<'_>, benchmark: Option<&Benchmark>) -> QualityRow {
    QualityRow {
        benchmark: id.clone(),
        areas: benchmark.into_iter().flat_map(Benchmark::areas).map(str::to_owned).collect(),
        a: a.place,
        b: b.place,
        a_score: a.score,
        b_score: b.score,
        a_settings: a.result.settings.clone(),
        b_settings: b.result.settings.clone(),
        a_evaluation: a.evaluation(),
        b_evaluation: b.evaluation(),
        reads: read(a, b, benchmark),
    }
}

/// Subtracts two scores, if they may be. The margin of the difference is the root of the summed squared 95 % half widths
/// of both scores; where one of them states none, it is the benchmark's stated floor, or a known half width above it.
fn read(a: Run<'_>, b: Run<'_>, benchmark: Option<&Benchmark>) -> Reads {
    if let Some(why) = why_not(a, b) {
        return Reads::NotComparable(why);
    }
    let Some(is_higher_better) = benchmark.and_then(Benchmark::higher_is_better) else {
        return Reads::NotComparable(WhyNot::Direction);
    };
    let Some((margin, basis)) = margin_of(a, b, benchmark) else { return Reads::NotComparable(WhyNot::NoMargin) };
    let (more, less) = if is_higher_better { (a.score, b.score) } else { (b.score, a.score) };
    let Some(by) = more.checked_sub(less).map(|by| by.normalize()) else {
        return Reads::NotComparable(WhyNot::NoMargin);
    };
    let difference = Difference { by, margin, basis };
    if by > margin {
        Reads::Ahead(difference)
    } else if -by > margin {
        Reads::Behind(difference)
    } else {
        Reads::Tie(difference)
    }
}

fn why_not(a: Run<'_>, b: Run<'_>) -> Option<WhyNot> {
    let evaluations = [a.evaluation(), b.evaluation()];
    if evaluations[0] != evaluations[1] {
        let is_unstated = evaluations.contains(&Evaluation::Unstated);
        return Some(if is_unstated { WhyNot::EvaluationUnstated } else { WhyNot::Evaluation });
    }
    if a.result.settings != b.result.settings {
        let is_unstated = a.result.settings.is_empty() || b.result.settings.is_empty();
        return Some(if is_unstated { WhyNot::SettingsUnstated } else { WhyNot::Settings });
    }
    let is_disputed = |run: Run<'_>| run.result.facts.get(&Field::Score).is_disputed();
    (is_disputed(a) || is_disputed(b)).then_some(WhyNot::Disputed)
}

fn margin_of(a: Run<'_>, b: Run<'_>, benchmark: Option<&Benchmark>) -> Option<(Decimal, MarginBasis)> {
    let widths = [half_width(a.result, a.score, benchmark), half_width(b.result, b.score, benchmark)];
    if let [Some((one, one_basis)), Some((other, other_basis))] = widths {
        let margin = root(one.checked_mul(one)?.checked_add(other.checked_mul(other)?)?);
        return Some((margin.round_dp(6).normalize(), one_basis.max(other_basis)));
    }
    let floor = benchmark.and_then(Benchmark::margin).filter(|floor| *floor > Decimal::ZERO)?;
    let known = widths.into_iter().flatten().map(|(width, _)| width).max();
    Some((known.map_or(floor, |known| floor.max(known)).round_dp(6).normalize(), MarginBasis::Floor))
}

#[cfg(test)]
mod tests;
