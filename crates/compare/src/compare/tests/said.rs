//! What is said of one model, and of two.

use super::*;
use crate::finding::{Gap, Left};
use weigh_catalog::{Openness, Serves};

fn alone(entry: Model) -> Vec<What> {
    let mut comparison = compared(vec![entry, complete("other/other", "1", "50")]);
    comparison.entries.remove(0).findings.into_iter().map(|finding| finding.what).collect()
}

fn between(a: Model, b: Model) -> Vec<What> {
    compared(vec![a, b]).pairs.remove(0).findings.into_iter().map(|finding| finding.what).collect()
}

fn says(all: &[What], wanted: fn(&What) -> bool) -> bool {
    all.iter().any(wanted)
}

#[test]
fn a_model_is_described_by_what_is_known_of_it() {
    let facts = [
        ("parameters", "1230000000"),
        ("open-weights", "true"),
        ("licence", "bound"),
        ("retires", "2026-10-23"),
        ("replacement", "acme/beta"),
    ];
    let rates = [("rate.input", "1"), ("rate.output", "1"), ("can.reasoning", "false"), ("retires", "2026-07-01")];
    let all = alone(model("acme/alpha", &facts).at("northwind", &rates));
    assert!(says(&all, |what| matches!(what, What::Costs { total, .. } if *total == Span::exact(usd("1050")))));
    assert!(says(&all, |what| matches!(what, What::Size { class: crate::profile::SizeClass::Tiny, .. })));
    assert!(says(&all, |what| matches!(what, What::OpennessIs { openness: Openness::OpenWeights, .. })));
    assert!(says(&all, |what| matches!(what, What::Licensed { commercial: Some(_), .. })));
    assert!(says(&all, |what| matches!(what, What::Retires { months_left: 5, replacement: Some(_), .. })));
    assert!(says(&all, |what| matches!(what, What::RouteRetires { months_left: 1, .. })));
    assert!(says(&all, |what| matches!(what, What::Reasons { does: false, .. })));
    assert!(says(&all, |what| matches!(what, What::OldestPrice { .. })));
    assert!(says(&all, |what| matches!(what, What::ServedBy { providers, .. } if providers.len() == 1)));
}

#[test]
fn silence_says_only_that_it_is_silent() {
    let all = alone(model("acme/alpha", &[]));
    assert!(says(&all, |what| matches!(what, What::LicenceUnknown { .. })));
    assert!(says(&all, |what| matches!(what, What::NotPriced { reasons, .. } if reasons.is_empty())));
    assert!(says(&all, |what| matches!(what, What::NotEligible { route: None, .. })));
    assert_eq!(all.len(), 3, "{all:?}");
}

#[test]
fn disputes_free_offers_and_open_routes_are_said() {
    let free = [("price-kind", "free"), ("rate.input", "0"), ("rate.output", "0")];
    let mut model = model("acme/alpha", &[("licence", "open | bound")])
        .at("northwind", &[("rate.input", "1"), ("rate.output", "1")])
        .at("westwind", &free)
        .at("open", &[("rate.input", "0.1"), ("rate.output", "0.1")]);
    model.routes[1].serves = Serves::Undecided { candidates: Vec::new(), reason: "two fit".into() };
    let all = alone(model);
    assert!(says(&all, |what| matches!(what, What::LicenceDisputed { licences, .. } if licences.len() == 2)));
    assert!(says(&all, |what| matches!(what, What::FreeRoute { is_used: false, .. })));
    let only = alone(super::model("acme/alpha", &[]).at("westwind", &free));
    assert!(says(&only, |what| matches!(what, What::FreeRoute { is_used: true, .. })));
    assert!(says(&only, |what| matches!(what, What::Costs { total, .. } if *total == Span::ZERO)));
    assert!(says(&all, |what| matches!(what, What::RoutesUndecided { routes, .. } if routes.len() == 1)));
    assert!(says(&all, |what| matches!(what, What::Costs { total, .. } if *total == Span::exact(usd("1050")))));
}

#[test]
fn the_life_of_two_is_compared_where_both_are_known() {
    let of = |name: &str, facts: &[(&str, &str)]| model(name, facts);
    let ending = || of("acme/alpha", &[("retires", "2026-10-23")]);
    let all = between(ending(), of("acme/beta", &[("status", "active")]));
    assert!(says(
        &all,
        |what| matches!(what, What::LastsLonger { longer, shorter_left: Left::Months(5), .. } if longer.slug() == "beta")
    ));
    let ended = between(of("acme/alpha", &[("retires", "2026-01-31")]), of("acme/beta", &[("status", "active")]));
    let is_over =
        |what: &What| matches!(what, What::LastsLonger { longer_left: Left::Open, shorter_left: Left::Nothing, .. });
    assert!(says(&ended, is_over), "{ended:?}");
    let open = || of("acme/alpha", &[("retires", "2026-01-31"), ("open-weights", "true")]);
    assert!(!says(&between(open(), of("acme/beta", &[("status", "active")])), |what| matches!(
        what,
        What::LastsLonger { .. }
    )));
    assert!(says(&alone(open()), |what| matches!(what, What::Retired { for_good: false, .. })));
    assert!(says(&alone(of("acme/alpha", &[("retires", "2026-01-31")])), |what| {
        matches!(what, What::Retired { for_good: true, .. })
    }));
    let silent = between(ending(), of("acme/beta", &[]));
    assert!(!says(&silent, |what| matches!(what, What::LastsLonger { .. })));
}

#[test]
fn runs_of_one_board_that_read_alike_are_said_together() {
    let scored = |name: &str, one: &str, two: &str, three: &str| {
        let run = |model: Model, settings: &str, score: &str| {
            model.scored("solve", settings, &[("score", score), ("self-reported", "false"), ("standard-error", "1")])
        };
        run(run(run(model(name, &[]), "harness=a", one), "harness=b", two), "harness=c", three)
    };
    let all = between(scored("acme/alpha", "60", "70", "50"), scored("acme/beta", "50", "50", "51"));
    let runs = |found: &[Gap]| -> Vec<(String, String)> {
        found.iter().map(|run| (run.settings.to_string(), run.difference.by.to_string())).collect()
    };
    let pair = |settings: &str, by: &str| (settings.to_owned(), by.to_owned());
    let ahead = all.iter().find_map(|what| match what {
        What::Ahead { runs: found, .. } => Some(runs(found)),
        _ => None,
    });
    assert_eq!(ahead, Some(vec![pair("harness=a", "10"), pair("harness=b", "20")]));
    let level = all.iter().find_map(|what| match what {
        What::Level { runs: found, .. } => Some(runs(found)),
        _ => None,
    });
    assert_eq!(level, Some(vec![pair("harness=c", "-1")]));
}

#[test]
fn what_must_not_be_subtracted_is_said_once_for_each_reason() {
    let scored = |name: &str, settings: &str| {
        let facts = [("score", "50"), ("self-reported", "false")];
        model(name, &[]).scored("solve", settings, &facts).scored("think", settings, &facts)
    };
    let all = between(scored("acme/alpha", "effort=high"), scored("acme/beta", "effort=low"));
    let open = all.iter().filter_map(|what| match what {
        What::NotComparable { benchmarks, .. } => Some(benchmarks.len()),
        _ => None,
    });
    assert_eq!(open.collect::<Vec<_>>(), [2]);
}

#[test]
fn licence_and_openness_count_where_they_are_settled() {
    let of = |name: &str, facts: &[(&str, &str)]| model(name, facts);
    let open = || of("acme/alpha", &[("open-weights", "true"), ("licence", "open")]);
    let bound = between(open(), of("acme/beta", &[("open-weights", "true"), ("licence", "bound")]));
    assert!(says(&bound, |what| matches!(what, What::FreerLicence { freer, .. } if freer.slug() == "alpha")));
    assert!(says(&bound, |what| matches!(what, What::MoreOpen { more, .. } if more.slug() == "alpha")));
    let unsaid = between(open(), of("acme/beta", &[("open-weights", "true")]));
    assert!(!says(&unsaid, |what| matches!(what, What::MoreOpen { .. } | What::FreerLicence { .. })));
    let closed = between(of("acme/alpha", &[("open-weights", "true")]), of("acme/beta", &[("open-weights", "false")]));
    assert!(says(&closed, |what| matches!(what, What::MoreOpen { .. })));
}

#[test]
fn newer_needs_dates_that_cannot_be_the_same_day() {
    let of = |name: &str, released: &str| model(name, &[("released", released)]);
    let all = between(of("acme/alpha", "2024-09-25"), of("acme/beta", "2025-04"));
    assert!(says(&all, |what| matches!(what, What::Newer { newer, .. } if newer.slug() == "beta")));
    let same = between(of("acme/alpha", "2025-04-16"), of("acme/beta", "2025-04"));
    assert!(!says(&same, |what| matches!(what, What::Newer { .. })));
}

#[test]
fn limits_a_few_per_cent_apart_favour_nobody() {
    let of = |name: &str, context: &str| model(name, &[("context", context)]);
    let near = between(of("acme/alpha", "128000"), of("acme/beta", "131072"));
    let larger = near.iter().find(|what| matches!(what, What::LargerLimit { .. })).unwrap();
    assert_eq!(larger.favours(), None);
    let far = between(of("acme/alpha", "128000"), of("acme/beta", "200000"));
    let larger = far.iter().find(|what| matches!(what, What::LargerLimit { .. })).unwrap();
    assert_eq!(larger.favours(), Some(&id("acme/beta")));
}

#[test]
fn hours_that_leave_the_order_open_are_asked_for() {
    let night = model("acme/alpha", &[])
        .at("northwind", &[("rate.input", "3"), ("rate.input[1630-0030]", "1"), ("rate.output", "1")]);
    let day = model("acme/beta", &[]).at("northwind", &[("rate.input", "2"), ("rate.output", "1")]);
    let found = verdict(night, day);
    let asks = |flip: &Flip| matches!(flip, Flip::Unknown(missing) if missing.remedy == crate::cite::Remedy::Workload);
    assert!(found.sensitivity.iter().any(asks), "{:?}", found.sensitivity);
    assert!(!found.weaknesses.iter().any(|weakness| matches!(weakness, Weakness::Disputed(_))));
}
