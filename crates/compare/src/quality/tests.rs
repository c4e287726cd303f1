use super::*;
use crate::sample::{Build, Tables, model};
use proptest::prelude::*;

const OWN: (&str, &str) = ("self-reported", "true");
const THEIRS: (&str, &str) = ("self-reported", "false");

fn tables() -> Tables {
    Tables::default()
        .benchmark("solve", &[("direction", "higher"), ("score-unit", "percent"), ("area", "coding, agents")])
        .benchmark("floored", &[("direction", "higher"), ("margin", "2")])
        .benchmark("minutes", &[("direction", "lower"), ("margin", "1")])
        .benchmark("undirected", &[("margin", "1")])
}

/// Benchmark, settings, facts.
type Taken<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

fn compare(a: &[Taken<'_>], b: &[Taken<'_>]) -> Vec<QualityRow> {
    let build = |name: &str, results: &[Taken<'_>]| {
        results
            .iter()
            .fold(model(name, &[]), |model, (benchmark, settings, facts)| model.scored(benchmark, settings, facts))
    };
    quality(&build("acme/alpha", a), &build("acme/beta", b), &tables().benchmarks)
}

fn one(benchmark: &str, a: (&str, &[(&str, &str)]), b: (&str, &[(&str, &str)])) -> Reads {
    let mut rows = compare(&[(benchmark, a.0, a.1)], &[(benchmark, b.0, b.1)]);
    assert_eq!(rows.len(), 1);
    rows.remove(0).reads
}

#[test]
fn a_lead_counts_only_beyond_the_margin_of_both_errors() {
    let scored = |score: &'static str| [("score", score), ("standard-error", "1"), THEIRS];
    // 1.96 × √2 = 2.772
    let tie = one("solve", ("", &scored("52.7")), ("", &scored("50")));
    assert!(matches!(tie, Reads::Tie(Difference { basis: MarginBasis::StandardErrors, .. })), "{tie:?}");
    assert_eq!(tie.difference().unwrap().margin.to_string(), "2.771859");
    assert!(matches!(one("solve", ("", &scored("52.8")), ("", &scored("50"))), Reads::Ahead(_)));
    assert!(matches!(one("solve", ("", &scored("50")), ("", &scored("52.8"))), Reads::Behind(_)));
}

#[test]
fn intervals_samples_and_floors_are_margins_too() {
    let interval = one(
        "solve",
        ("", &[("score", "60"), ("low", "57"), ("high", "63")]),
        ("", &[("score", "50"), ("low", "46"), ("high", "54")]),
    );
    assert_eq!(
        interval.difference().unwrap(),
        &Difference { by: 10.into(), margin: 5.into(), basis: MarginBasis::Intervals }
    );
    let samples =
        one("solve", ("", &[("score", "60"), ("samples", "50")]), ("", &[("score", "50"), ("samples", "50")]));
    assert!(matches!(samples, Reads::Tie(Difference { basis: MarginBasis::Samples, .. })));
    let floor = one("floored", ("", &[("score", "52")]), ("", &[("score", "50")]));
    assert_eq!(floor, Reads::Tie(Difference { by: 2.into(), margin: 2.into(), basis: MarginBasis::Floor }));
    let wide = one("floored", ("", &[("score", "53"), ("standard-error", "10")]), ("", &[("score", "50")]));
    assert!(matches!(wide, Reads::Tie(_)), "a known error above the floor counts: {wide:?}");
    let none = one("solve", ("", &[("score", "90")]), ("", &[("score", "50")]));
    assert_eq!(none, Reads::NotComparable(WhyNot::NoMargin));
}

#[test]
fn lower_may_be_better_and_silence_on_it_is_no_direction() {
    assert!(matches!(one("minutes", ("", &[("score", "5")]), ("", &[("score", "9")])), Reads::Ahead(_)));
    let undirected = one("undirected", ("", &[("score", "5")]), ("", &[("score", "9")]));
    assert_eq!(undirected, Reads::NotComparable(WhyNot::Direction));
    assert_eq!(
        one("unheard-of", ("", &[("score", "5")]), ("", &[("score", "9")])),
        Reads::NotComparable(WhyNot::Direction)
    );
}

#[test]
fn unlike_runs_are_shown_but_not_subtracted() {
    let score = [("score", "50")];
    for (a, b, why) in [("effort=high", "effort=low", WhyNot::Settings), ("effort=high", "", WhyNot::SettingsUnstated)]
    {
        assert_eq!(one("floored", (a, &score), (b, &score)), Reads::NotComparable(why));
    }
    let own: &[_] = &[("score", "60"), OWN];
    let theirs: &[_] = &[("score", "50"), THEIRS];
    assert_eq!(one("floored", ("", own), ("", theirs)), Reads::NotComparable(WhyNot::Evaluation));
    assert_eq!(one("floored", ("", own), ("", &score)), Reads::NotComparable(WhyNot::EvaluationUnstated));
    assert!(matches!(one("floored", ("", own), ("", &[("score", "50"), OWN])), Reads::Ahead(_)));
    assert_eq!(one("floored", ("", &[("score", "50 | 60")]), ("", &score)), Reads::NotComparable(WhyNot::Disputed));
}

#[test]
fn runs_under_equal_settings_are_paired_and_others_then_left_out() {
    let rows = compare(
        &[("floored", "effort=low", &[("score", "40")]), ("floored", "effort=high", &[("score", "60")])],
        &[("floored", "effort=high", &[("score", "50")]), ("floored", "", &[("score", "99")])],
    );
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].a, rows[0].b), (1, 0));
    assert!(matches!(rows[0].reads, Reads::Ahead(_)));
    let unlike = compare(
        &[("floored", "effort=low", &[("score", "40")]), ("floored", "effort=high", &[("score", "60")])],
        &[("floored", "", &[("score", "99")])],
    );
    assert_eq!((unlike.len(), unlike[0].a), (1, 1), "the best run stands for the model");
}

#[test]
fn the_latest_of_equal_runs_counts() {
    let rows = compare(
        &[
            ("floored", "", &[("score", "70"), ("ran-on", "2026-01-01")]),
            ("floored", "", &[("score", "60"), ("ran-on", "2026-03-01")]),
            ("floored", "", &[("score", "80")]),
        ],
        &[("floored", "", &[("score", "50")])],
    );
    assert_eq!((rows.len(), rows[0].a_score), (1, 60.into()));
}

#[test]
fn a_benchmark_only_one_took_makes_no_row() {
    assert!(compare(&[("floored", "", &[("score", "70")])], &[("minutes", "", &[("score", "7")])]).is_empty());
    assert!(compare(&[("floored", "", &[("samples", "70")])], &[("floored", "", &[("score", "7")])]).is_empty());
}

fn mirrored(reads: &Reads) -> Reads {
    let turn = |difference: &Difference| Difference { by: -difference.by, ..*difference };
    match reads {
        Reads::Ahead(difference) => Reads::Behind(turn(difference)),
        Reads::Behind(difference) => Reads::Ahead(turn(difference)),
        Reads::Tie(difference) => Reads::Tie(turn(difference)),
        Reads::NotComparable(why) => Reads::NotComparable(*why),
    }
}

proptest! {
    #[test]
    fn swapping_the_models_mirrors_the_row(
        a in 0_u32..100, b in 0_u32..100, a_error in 0_u32..5, b_error in 0_u32..5, benchmark in 0_usize..3,
    ) {
        let benchmark = ["solve", "floored", "minutes"][benchmark];
        let texts = [a, b, a_error, b_error].map(|number| number.to_string());
        let a: &[_] = &[("score", texts[0].as_str()), ("standard-error", texts[2].as_str())];
        let b: &[_] = &[("score", texts[1].as_str()), ("standard-error", texts[3].as_str())];
        prop_assert_eq!(mirrored(&one(benchmark, ("", a), ("", b))), one(benchmark, ("", b), ("", a)));
    }
}
