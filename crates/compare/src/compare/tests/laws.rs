//! Laws that hold for any two models.

use super::*;
use crate::finding::Finding;
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

type Said = (&'static str, Option<&'static str>);

/// Benchmark, settings, facts.
type Run = (&'static str, &'static str, Vec<Said>);

/// What may be known of a generated model: for each fact one of a few texts, or nothing.
#[derive(Debug, Clone)]
struct Known {
    model: Vec<Said>,
    route: Vec<Said>,
    provider: &'static str,
    results: Vec<Run>,
}

fn given<'a>(facts: &[(&'a str, Option<&'a str>)]) -> Vec<(&'a str, &'a str)> {
    facts.iter().filter_map(|(field, value)| Some((*field, (*value)?))).collect()
}

fn build(name: &str, known: &Known) -> Model {
    let base = model(name, &given(&known.model)).at(known.provider, &given(&known.route));
    known
        .results
        .iter()
        .fold(base, |model, (benchmark, settings, facts)| model.scored(benchmark, settings, &given(facts)))
}

fn fact(field: &'static str, values: &'static [&'static str]) -> impl Strategy<Value = Said> {
    prop::option::of(prop::sample::select(values)).prop_map(move |value| (field, value))
}

fn known() -> impl Strategy<Value = Known> {
    let model = (
        fact("licence", &["open", "bound", "open | bound", "unheard-of"]),
        fact("open-weights", &["true", "false", "true | false"]),
        fact("released", &["2024-05", "2024-05-03", "2026-01-01"]),
        fact("parameters", &["1000000000", "400000000000"]),
        fact("status", &["active", "deprecated", "beta"]),
        fact("family", &["one", "two"]),
    )
        .prop_map(|facts| vec![facts.0, facts.1, facts.2, facts.3, facts.4, facts.5]);
    let route = (
        fact("rate.input", &["1", "2", "1 | 3", "0.22"]),
        fact("rate.output", &["1", "4", "2 | 3", "0.85"]),
        fact("rate.cached-input", &["0.1", "0.5"]),
        fact("context", &["128000", "131072", "200000", "128000 | 200000"]),
        fact("max-output", &["8000", "32000"]),
        fact("can.vision", &["true", "false", "true | false"]),
        fact("can.reasoning", &["true", "false"]),
        fact("can.prompt-caching", &["true", "false"]),
    )
        .prop_map(|facts| vec![facts.0, facts.1, facts.2, facts.3, facts.4, facts.5, facts.6, facts.7]);
    let result = (
        prop::sample::select(&["solve", "think"][..]),
        prop::sample::select(&["", "effort=high"][..]),
        (
            fact("score", &["50", "50.5", "60", "50 | 60"]),
            fact("standard-error", &["1", "5"]),
            fact("self-reported", &["true", "false"]),
        )
            .prop_map(|facts| vec![facts.0, facts.1, facts.2]),
    );
    let provider = prop::sample::select(&["northwind", "westwind", "nobody-knows"][..]);
    (model, route, provider, prop::collection::vec(result, 0..4)).prop_map(|(model, route, provider, results)| Known {
        model,
        route,
        provider,
        results,
    })
}

fn two(a: &Known, b: &Known) -> (Model, Model) {
    (build("acme/alpha", a), build("beta/beta", b))
}

/// Puts two names in order; if that turned them round, turns what belongs to them too.
fn turn<T: Ord>(a: &mut T, b: &mut T, also: impl FnOnce()) {
    if *a > *b {
        std::mem::swap(a, b);
        also();
    }
}

/// A finding in a form that does not depend on which model was named first.
fn normal(finding: &Finding) -> String {
    let mut cites = finding.cites.clone();
    cites.sort();
    let mut what = finding.what.clone();
    match &mut what {
        What::SameCost { a, b, .. } => turn(a, b, || ()),
        What::CostOpen { a, b, a_total, b_total } => turn(a, b, || std::mem::swap(a_total, b_total)),
        What::Level { a, b, runs, .. } => turn(a, b, || {
            runs.iter_mut().for_each(|run| run.difference.by = Decimal::ZERO - run.difference.by);
        }),
        What::NotComparable { a, b, .. }
        | What::NoSharedBenchmark { a, b }
        | What::SameLimit { a, b, .. }
        | What::BothCan { a, b, .. }
        | What::SameProviders { a, b, .. } => turn(a, b, || ()),
        What::Tally { a, b, a_ahead, b_ahead, .. } => turn(a, b, || std::mem::swap(a_ahead, b_ahead)),
        _ => {}
    }
    format!("{what:?} {cites:?}")
}

fn normals(findings: &[Finding]) -> BTreeSet<String> {
    findings.iter().map(normal).collect()
}

fn texts<T: std::fmt::Debug>(items: &[T]) -> BTreeSet<String> {
    items.iter().map(|item| format!("{item:?}")).collect()
}

fn all_findings(comparison: &Comparison) -> Vec<Finding> {
    let of_pairs = comparison.pairs.iter().flat_map(|pair| {
        [&pair.findings, &pair.forth.findings, &pair.back.findings, &pair.verdict.reasons].into_iter().flatten()
    });
    let of_entries = comparison.entries.iter().flat_map(|entry| &entry.findings);
    of_entries.chain(of_pairs).chain(&comparison.overall.verdict.reasons).cloned().collect()
}

/// Whether a citation names something the comparison holds: a subject that exists.
fn names_a_subject(comparison: &Comparison, cite: &Cite) -> bool {
    match cite {
        Cite::Model(id, _) | Cite::Routes(id) | Cite::Results(id) | Cite::Relation(id, _) => {
            comparison.model(id).is_some()
        }
        Cite::Route(id, _) => {
            comparison.model(&id.model).is_some_and(|model| model.routes.iter().any(|route| route.id == *id))
        }
        Cite::Result { model, index, .. } => comparison.model(model).is_some_and(|model| *index < model.results.len()),
        Cite::Licence(id, _) => comparison.licences.contains_key(id),
        Cite::Benchmark(id, _) => comparison.benchmarks.contains_key(id),
        Cite::Provider(id, _) => {
            comparison.entries.iter().any(|entry| entry.model.routes.iter().any(|route| route.provider == *id))
        }
    }
}

/// What speaks for whom, without the numbers.
fn favours(comparison: &Comparison) -> BTreeSet<String> {
    let favouring = comparison.pairs[0].findings.iter().filter_map(|finding| {
        let kind = match &finding.what {
            What::OnlyOneCan { capability, .. } => format!("can {capability}"),
            What::LargerLimit { field, .. } => format!("limit {field}"),
            What::Ahead { benchmark, .. } => format!("ahead {benchmark} {:?}", finding.cites),
            other => format!("{other:?}").split([' ', '{']).next().unwrap_or_default().to_owned(),
        };
        Some(format!("{} {kind}", finding.what.favours()?))
    });
    favouring.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn swapping_the_models_mirrors_the_comparison(a in known(), b in known()) {
        let (a, b) = two(&a, &b);
        let (one, other) = (compared(vec![a.clone(), b.clone()]), compared(vec![b, a]));
        prop_assert_eq!(&one.entries[0], &other.entries[1]);
        prop_assert_eq!(&one.entries[1], &other.entries[0]);
        let (one, other) = (&one.pairs[0], &other.pairs[0]);
        prop_assert_eq!(&one.forth, &other.back);
        prop_assert_eq!(&one.back, &other.forth);
        prop_assert_eq!((&one.cost.order, &one.cost.break_even), (&other.cost.order, &other.cost.break_even));
        prop_assert_eq!(one.quality.len(), other.quality.len());
        prop_assert_eq!(normals(&one.findings), normals(&other.findings));
        prop_assert_eq!(normals(&one.verdict.reasons), normals(&other.verdict.reasons));
        prop_assert_eq!(one.verdict.strength, other.verdict.strength);
        prop_assert_eq!(texts(&one.verdict.weaknesses), texts(&other.verdict.weaknesses));
        prop_assert_eq!(texts(&one.verdict.sensitivity), texts(&other.verdict.sensitivity));
        match (&one.verdict.kind, &other.verdict.kind) {
            (
                VerdictKind::TradeOff { cheaper, premium, dearer_buys, cheaper_keeps, .. },
                VerdictKind::TradeOff { cheaper: c, premium: p, dearer_buys: d, cheaper_keeps: k, .. },
            ) => {
                prop_assert_eq!((cheaper, premium), (c, p));
                prop_assert_eq!(normals(dearer_buys), normals(d));
                prop_assert_eq!(normals(cheaper_keeps), normals(k));
            }
            (one, other) => prop_assert_eq!(one, other),
        }
    }

    #[test]
    fn every_finding_cites_facts_of_the_comparison(a in known(), b in known()) {
        let (a, b) = two(&a, &b);
        let comparison = compared(vec![a, b]);
        for finding in all_findings(&comparison) {
            prop_assert!(!finding.cites.is_empty(), "{:?}", finding);
            for cite in &finding.cites {
                prop_assert!(names_a_subject(&comparison, cite), "{:?} in {:?}", cite, finding);
            }
        }
    }

    #[test]
    fn what_favours_a_model_rests_on_known_facts(a in known(), b in known()) {
        let (a, b) = two(&a, &b);
        let comparison = compared(vec![a, b]);
        for finding in comparison.pairs[0].findings.iter().filter(|finding| finding.what.favours().is_some()) {
            let lists = |cite: &&Cite| matches!(cite, Cite::Routes(_) | Cite::Results(_));
            for cite in finding.cites.iter().filter(|cite| !lists(cite)) {
                let fact = comparison.fact(cite);
                let is_price = matches!(finding.what, What::Cheaper { .. });
                prop_assert!(!fact.is_unknown(), "{:?} rests on an unknown {:?}", finding, cite);
                prop_assert!(is_price || !fact.is_disputed(), "{:?} rests on a disputed {:?}", finding, cite);
            }
        }
    }

    #[test]
    fn forgetting_a_fact_never_speaks_for_or_against_anybody(a in known(), b in known(), which in any::<prop::sample::Index>()) {
        let mut forgetful = a.clone();
        let place = which.index(a.model.len() + a.route.len() - 3);
        if place < a.model.len() {
            forgetful.model[place].1 = None;
        } else {
            forgetful.route[place - a.model.len() + 3].1 = None;
        }
        let (before, after) = (two(&a, &b), two(&forgetful, &b));
        let (before, after) = (compared(vec![before.0, before.1]), compared(vec![after.0, after.1]));
        let new: Vec<String> = favours(&after).difference(&favours(&before)).cloned().collect();
        let was_disputed = a.model.iter().zip(&forgetful.model).chain(a.route.iter().zip(&forgetful.route))
            .any(|(was, is)| was != is && was.1.is_some_and(|text| text.contains('|')));
        prop_assert!(new.is_empty() || was_disputed, "{:?}", new);
        for entry in &after.entries {
            for tag in entry.tags.iter().filter(|tag| tag.holds()) {
                let held = before.entry(&entry.model.id).is_some_and(|old| old.tags.iter().any(|old| old.id == tag.id && old.holds()));
                prop_assert!(held || was_disputed, "{} holds only because something was forgotten", tag.id);
            }
        }
    }

    #[test]
    fn a_verdict_for_somebody_has_reasons_and_no_strength_without_results(a in known(), b in known()) {
        let (a, b) = two(&a, &b);
        let comparison = compared(vec![a, b]);
        let verdict = &comparison.pairs[0].verdict;
        if matches!(verdict.kind, VerdictKind::Dominates { .. } | VerdictKind::TradeOff { .. }) {
            prop_assert!(!verdict.reasons.is_empty());
            let is_compared = comparison.pairs[0].quality.iter().any(|row| row.reads.difference().is_some());
            prop_assert!(is_compared || verdict.strength == Strength::Weak);
        }
        prop_assert_eq!(&comparison.overall.verdict, verdict);
        if let VerdictKind::NotDecidable { missing } = &verdict.kind {
            let none_fits = comparison.entries.iter().all(|entry| matches!(entry.eligibility, Eligibility::Not(_)));
            prop_assert!(!missing.is_empty() || none_fits);
        }
    }
}
