//! Sentences about benchmark results.

use crate::format;
use crate::names::Names;
use weigh_catalog::{BenchmarkId, ModelId};
use weigh_compare::What;
use weigh_compare::quality::{Difference, MarginBasis, WhyNot};

/// The sentence, if the finding is about benchmark results.
pub(super) fn sentence(names: Names, what: &What) -> Option<String> {
    Some(match what {
        What::Ahead { benchmark, ahead, behind, difference, is_self_reported } => {
            ahead_words(names, benchmark, (ahead, behind), *difference, *is_self_reported)
        }
        What::Level { benchmark, a, b, difference, is_self_reported } => format!(
            "{} and {} are level in {}{}: {} {} apart, within the margin of {}.",
            names.model(a),
            names.model(b),
            names.benchmark(benchmark),
            reported(*is_self_reported),
            format::score(difference.by.abs()),
            names.unit(benchmark),
            format::score(difference.margin)
        ),
        What::NotComparable { benchmark, a, b, why } => format!(
            "The results of {} and {} in {} are not subtracted: {}.",
            names.model(a),
            names.model(b),
            names.benchmark(benchmark),
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
    difference: Difference,
    is_self_reported: bool,
) -> String {
    format!(
        "{} is ahead of {} in {}{} by {} {}; the margin is {} ({}).",
        names.model(ahead),
        names.model(behind),
        names.benchmark(benchmark),
        reported(is_self_reported),
        format::score(difference.by.abs()),
        names.unit(benchmark),
        format::score(difference.margin),
        basis(difference.basis)
    )
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
