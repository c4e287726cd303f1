//! Sentences about benchmark results.

use crate::format;
use crate::label;
use crate::names::Names;
use std::fmt::Write as _;
use weigh_catalog::{BenchmarkId, ModelId};
use weigh_compare::quality::{MarginBasis, WhyNot};
use weigh_compare::{Gap, What};

/// Runs a sentence names one by one; beyond, it gives their range.
const RUNS_NAMED: usize = 3;

/// Benchmarks a sentence names before it counts the rest.
const NAMED: usize = 4;

/// The sentence, if the finding is about benchmark results.
pub(super) fn sentence(names: Names, what: &What) -> Option<String> {
    Some(match what {
        What::Ahead { benchmark, ahead, behind, runs, is_self_reported } => {
            ahead_words(names, benchmark, (ahead, behind), runs, *is_self_reported)
        }
        What::Level { benchmark, a, b, runs, is_self_reported } => {
            level_words(names, benchmark, (a, b), runs, *is_self_reported)
        }
        What::NotComparable { benchmarks, a, b, why } => format!(
            "The results of {} and {} in {} are not subtracted, because {}.",
            names.model(a),
            names.model(b),
            several(names, benchmarks),
            why_not(*why)
        ),
        What::NoSharedBenchmark { a, b } => {
            format!("No benchmark has results of both {} and {}.", names.model(a), names.model(b))
        }
        What::Tally { a, b, a_ahead, b_ahead, level, not_comparable } => format!(
            "Of {}, {} is ahead in {a_ahead}, {} in {b_ahead}, and {level} {} level; {not_comparable} more cannot be compared.",
            format::counted(a_ahead + b_ahead + level, "comparable benchmark", "comparable benchmarks"),
            names.model(a),
            names.model(b),
            if *level == 1 { "is" } else { "are" }
        ),
        _ => return None,
    })
}

fn ahead_words(
    names: Names,
    benchmark: &BenchmarkId,
    (ahead, behind): (&ModelId, &ModelId),
    runs: &[Gap],
    is_self_reported: bool,
) -> String {
    let start = format!(
        "{} is ahead of {} in {}",
        names.model(ahead),
        names.model(behind),
        board(names, benchmark, runs, is_self_reported)
    );
    let unit = names.unit(benchmark);
    match runs {
        [run] => format!(
            "{start} by {} {unit}; the margin is {} ({}).",
            format::score(run.difference.by.abs()),
            format::score(run.difference.margin),
            basis(run.difference.basis)
        ),
        _ => format!("{start} by {}; each beyond its margin of {}.", distances(runs, &unit), margins(runs)),
    }
}

fn level_words(
    names: Names,
    benchmark: &BenchmarkId,
    (a, b): (&ModelId, &ModelId),
    runs: &[Gap],
    is_self_reported: bool,
) -> String {
    let board = board(names, benchmark, runs, is_self_reported);
    let start = format!("{} and {} are level in {board}", names.model(a), names.model(b));
    let unit = names.unit(benchmark);
    match runs {
        [run] => format!(
            "{start}: {} {unit} apart, within the margin of {}.",
            format::score(run.difference.by.abs()),
            format::score(run.difference.margin)
        ),
        _ => format!("{start}: {} apart, each within its margin of {}.", distances(runs, &unit), margins(runs)),
    }
}

/// A benchmark with what its runs ran under: `Terminal-Bench 2.0 (harness=Terminus 2)`.
fn board(names: Names, benchmark: &BenchmarkId, runs: &[Gap], is_self_reported: bool) -> String {
    let mut text = names.benchmark(benchmark);
    match runs {
        [run] if !run.settings.is_empty() => {
            let _ = write!(text, " ({})", label::settings(&run.settings));
        }
        [_] => {}
        _ => {
            let _ = write!(text, " under {} settings", runs.len());
        }
    }
    text.push_str(reported(is_self_reported));
    text
}

/// Each difference with its settings, or the range of many.
fn distances(runs: &[Gap], unit: &str) -> String {
    if runs.len() > RUNS_NAMED {
        return format!("{} {unit}", range(runs.iter().map(|run| run.difference.by.abs())));
    }
    let one = |run: &Gap| {
        let settings = label::settings(&run.settings);
        let settings = if settings.is_empty() { "settings not stated" } else { &settings };
        format!("{} {unit} ({settings})", format::score(run.difference.by.abs()))
    };
    format::listed(&runs.iter().map(one).collect::<Vec<_>>())
}

fn margins(runs: &[Gap]) -> String {
    range(runs.iter().map(|run| run.difference.margin))
}

/// `7.49`, `7.36 to 7.76`.
fn range(numbers: impl Iterator<Item = rust_decimal::Decimal> + Clone) -> String {
    let ends = [numbers.clone().min(), numbers.max()].map(|end| format::score(end.unwrap_or_default()));
    let [low, high] = ends;
    if low == high { low } else { format!("{low} to {high}") }
}

/// One benchmark by name, of several the first ones and the count of the rest.
fn several(names: Names, benchmarks: &[BenchmarkId]) -> String {
    let named: Vec<String> = benchmarks.iter().take(NAMED).map(|id| names.benchmark(id)).collect();
    match benchmarks.len() {
        1 => named.concat(),
        all if all <= NAMED => format!("{all} benchmarks ({})", named.join(", ")),
        all => format!("{all} benchmarks ({} and {} more)", named.join(", "), all - NAMED),
    }
}

/// How much more points the better one has: `13.4 to 20.3 points more in Terminal-Bench 2.0`.
pub(super) fn gained(names: Names, benchmark: &BenchmarkId, runs: &[Gap]) -> String {
    let by = range(runs.iter().map(|run| run.difference.by.abs()));
    let settings = match runs {
        [run] if !run.settings.is_empty() => format!(" ({})", label::settings(&run.settings)),
        _ => String::new(),
    };
    format!("{by} {} more in {}{settings}", names.unit(benchmark), names.benchmark(benchmark))
}

const fn reported(is_self_reported: bool) -> &'static str {
    if is_self_reported { ", as each maker reports of itself," } else { "" }
}

/// What a margin is made from.
pub(crate) const fn basis(basis: MarginBasis) -> &'static str {
    match basis {
        MarginBasis::StandardErrors => "95 %, from standard errors",
        MarginBasis::Intervals => "95 %, from stated intervals",
        MarginBasis::Samples => "95 %, from sample sizes",
        MarginBasis::Floor => "least difference stated for the benchmark",
    }
}

/// Why two scores are not subtracted.
pub(crate) const fn why_not(why: WhyNot) -> &'static str {
    match why {
        WhyNot::Settings => "the settings of the runs differ",
        WhyNot::SettingsUnstated => "one states its settings, the other does not",
        WhyNot::Evaluation => "one is self-reported, the other is not",
        WhyNot::EvaluationUnstated => "who ran one of them is not stated",
        WhyNot::Direction => "the board does not say which direction is better",
        WhyNot::NoMargin => "nothing says how large a difference must be to mean something",
        WhyNot::Disputed => "sources dispute one of the scores",
    }
}
