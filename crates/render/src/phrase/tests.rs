//! Every kind of finding has a sentence.

use super::{finding, gain, kind, sentence};
use crate::evidence::Ledger;
use crate::names::Names;
use crate::sample::{alpha, beta, comparison, today};
use rust_decimal::Decimal;
use std::sync::Arc;
use weigh_catalog::{
    BenchmarkId, Capability, CommercialUse, Field, LicenceId, Meter, ModelId, Openness, PartialDate, ProviderId,
    RelationKind, RouteId, ServiceTier, Usd,
};
use weigh_compare::bill::{Assumption, NoRate};
use weigh_compare::needs::{Judgement, Outcome, Shortfall};
use weigh_compare::profile::SizeClass;
use weigh_compare::quality::{Difference, MarginBasis, WhyNot};
use weigh_compare::span::Span;
use weigh_compare::{Cite, Finding, Gap, Left, What};

/// One of each kind, in the order of the kinds.
fn samples() -> Vec<What> {
    let mut all = cost();
    all.extend(quality());
    all.extend(limits());
    all.extend(standing());
    all.extend(switching());
    all
}

fn a() -> ModelId {
    alpha().id
}

fn b() -> ModelId {
    beta().id
}

fn at_a() -> RouteId {
    alpha().routes[1].id.clone()
}

fn at_b() -> RouteId {
    beta().routes[0].id.clone()
}

fn usd(text: &str) -> Usd {
    Usd::from_digits(text, 0).unwrap()
}

fn exact(text: &str) -> Span<Usd> {
    Span::exact(usd(text))
}

fn date() -> PartialDate {
    "2026-10-23".parse().unwrap()
}

fn provider() -> ProviderId {
    ProviderId::new("northwind").unwrap()
}

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn cost() -> Vec<What> {
    let lacks = Judgement {
        need: "capabilities",
        capability: Some(Capability::Vision),
        outcome: Outcome::Unmet(Shortfall::Lacks(Capability::Vision)),
        cites: vec![],
    };
    let range = Span { low: usd("95"), stated: usd("105"), high: usd("120") };
    let no_price = NoRate::NoPrice { route: at_a(), day: today() };
    vec![
        What::NotEligible { model: a(), route: Some(at_a()), judgements: vec![lacks.clone()] },
        What::EligibilityOpen { model: a(), route: at_a(), judgements: vec![lacks] },
        What::Costs { model: a(), route: at_a(), tier: ServiceTier::Batch, total: range },
        What::Assumes { route: at_a(), assumption: Assumption::CachedAtInputRate },
        What::Cheaper {
            cheaper: at_a(),
            dearer: at_b(),
            difference: exact("284"),
            saving: Span::exact(number("0.545")),
            times: Some(number("2.2")),
        },
        What::SameCost { a: at_a(), b: at_b(), total: usd("105") },
        What::CostOpen { a: at_a(), b: at_b(), a_total: range, b_total: exact("100") },
        What::NotPriced { model: a(), reasons: vec![no_price] },
        What::BreakEven { output_share: number("0.36"), below: at_a(), above: at_b() },
        What::CheaperAtEveryMix { cheaper: a(), dearer: b() },
        What::BlendGap {
            lower: at_a(),
            higher: at_b(),
            lower_price: exact("0.1"),
            higher_price: exact("0.409"),
            difference: exact("0.309"),
        },
        What::MeterGap {
            meter: Meter::Output,
            lower: at_a(),
            higher: at_b(),
            lower_rate: exact("0.1"),
            higher_rate: exact("0.85"),
        },
        What::Neighbour {
            of: a(),
            kind: RelationKind::InstructVersion,
            neighbour: b(),
            route: at_b(),
            total: exact("21"),
        },
        What::FreeRoute { model: a(), route: at_a(), is_used: false },
        What::RoutesUndecided { model: a(), routes: vec![at_a(), at_b()] },
    ]
}

/// So many runs of one board, each with settings of its own.
fn runs(count: u32) -> Vec<Gap> {
    let run = |place: u32| Gap {
        settings: Arc::from(format!("harness={place}")),
        difference: Difference {
            by: number("-3.25") - number("1.5") * number(&place.to_string()),
            margin: number("2"),
            basis: MarginBasis::Floor,
        },
    };
    (0..count).map(run).collect()
}

#[test]
fn no_two_runs_of_a_board_read_alike() {
    let comparison = comparison(vec![alpha(), beta()]);
    let ahead = |count: u32| {
        let benchmark = BenchmarkId::new("hard-questions").unwrap();
        let what = What::Ahead { benchmark, ahead: b(), behind: a(), runs: runs(count), is_self_reported: false };
        (sentence(Names(&comparison), &what), gain::phrase(Names(&comparison), &what))
    };
    let (one, gained) = ahead(1);
    assert_eq!(
        one,
        "Beta mini is ahead of Alpha 1B in Hard Questions (harness 0) by 3.25 points; the margin is 2 (least difference \
         stated for the benchmark)."
    );
    assert_eq!(gained, "3.25 points more in Hard Questions (harness 0)");
    let (two, _) = ahead(2);
    assert_eq!(
        two,
        "Beta mini is ahead of Alpha 1B in Hard Questions under 2 settings by 3.25 points (harness 0) and 4.75 points \
         (harness 1); each beyond its margin of 2."
    );
    let (many, gained) = ahead(5);
    assert_eq!(
        many,
        "Beta mini is ahead of Alpha 1B in Hard Questions under 5 settings by 3.25 to 9.25 points; each beyond its \
         margin of 2."
    );
    assert_eq!(gained, "3.25 to 9.25 points more in Hard Questions");
}

#[test]
fn a_free_offer_is_said_to_be_used_where_it_is() {
    let comparison = comparison(vec![alpha(), beta()]);
    let say = |is_used| sentence(Names(&comparison), &What::FreeRoute { model: a(), route: at_a(), is_used });
    assert!(say(false).ends_with("; no total uses it."));
    assert!(say(true).ends_with("; no other route has a bill, so the total is that of the free offer."));
}

#[test]
fn what_is_over_has_no_end_ahead() {
    let comparison = comparison(vec![alpha(), beta()]);
    let say = |longer_left, shorter_left| {
        let what = What::LastsLonger { longer: a(), shorter: b(), longer_left, shorter_left };
        sentence(Names(&comparison), &what)
    };
    assert_eq!(
        say(Left::Months(0), Left::Nothing),
        "Alpha 1B can be called for less than a month more; Beta mini can no longer be called."
    );
    assert_eq!(
        say(Left::Open, Left::Months(1)),
        "Alpha 1B has no announced end; Beta mini can be called for 1 month more."
    );
}

fn quality() -> Vec<What> {
    let benchmark = BenchmarkId::new("hard-questions").unwrap();
    vec![
        What::Ahead { benchmark: benchmark.clone(), ahead: b(), behind: a(), runs: runs(1), is_self_reported: true },
        What::Level { benchmark: benchmark.clone(), a: a(), b: b(), runs: runs(2), is_self_reported: false },
        What::NotComparable { benchmarks: vec![benchmark], a: a(), b: b(), why: WhyNot::Settings },
        What::NoSharedBenchmark { a: a(), b: b() },
        What::Tally { a: a(), b: b(), a_ahead: 2, b_ahead: 1, level: 1, not_comparable: 3 },
    ]
}

fn limits() -> Vec<What> {
    let (field, capability) = (Field::Context, Capability::Vision);
    vec![
        What::LargerLimit {
            field: field.clone(),
            larger: b(),
            smaller: a(),
            larger_value: 200_000,
            smaller_value: 131_072,
        },
        What::SameLimit { field: field.clone(), a: a(), b: b(), value: 128_000 },
        What::LimitUnknown { field, model: a() },
        What::OnlyOneCan { capability, can: b(), cannot: a() },
        What::BothCan { capabilities: vec![capability, Capability::Batch], a: a(), b: b() },
        What::CanUnknown { capability, can: b(), unknown: a() },
    ]
}

fn standing() -> Vec<What> {
    let licence = LicenceId::new("acme-community").unwrap();
    let (freer, stricter) = (CommercialUse::Allowed, CommercialUse::Conditional);
    vec![
        What::MoreProviders { more: a(), fewer: b(), more_count: 4, fewer_count: 1 },
        What::SameProviders { a: a(), b: b(), count: 1 },
        What::ServedBy {
            model: a(),
            providers: vec![provider()],
            behind_routers: vec![Arc::from("Harbour")],
            routers: vec![provider()],
        },
        What::Retired { model: a(), since: Some(date()), replacement: None, for_good: true },
        What::Retires { model: a(), on: date(), months_left: 5, replacement: Some("beta".into()) },
        What::LastsLonger { longer: a(), shorter: b(), longer_left: Left::Open, shorter_left: Left::Months(5) },
        What::RouteRetires { route: at_a(), on: date(), months_left: 1 },
        What::Deprecated { model: a(), since: None, replacement: None },
        What::Preview { model: a() },
        What::FreerLicence { freer: a(), stricter: b(), freer_use: freer, stricter_use: stricter },
        What::Licensed { model: a(), licence, commercial: Some(stricter) },
        What::LicenceDisputed { model: a(), licences: vec!["x".into(), "y".into()] },
        What::LicenceUnknown { model: a() },
        What::OpennessIs { model: a(), openness: Openness::OpenWeights },
        What::MoreOpen { more: a(), less: b(), more_openness: Openness::OpenWeights, less_openness: Openness::Closed },
        What::Size { model: a(), parameters: 1_235_814_400, active: None, class: SizeClass::Tiny },
        What::Reasons { model: a(), does: false },
        What::Newer { newer: b(), older: a(), newer_date: date(), older_date: date() },
    ]
}

fn switching() -> Vec<What> {
    let (from, to, capability, field) = (a(), b(), Capability::Vision, Field::Context);
    let (at_from, at_to) = (at_a(), at_b());
    let lower = Span { low: usd("-0.6"), stated: usd("-0.5"), high: usd("-0.4") };
    vec![
        What::SharedProviders { providers: vec![provider()] },
        What::NoSharedProvider { from: from.clone(), to: to.clone() },
        What::SameDialect { from: at_from.clone(), to: at_to.clone(), dialects: vec!["openai-chat".into()] },
        What::DialectChange {
            from: at_from.clone(),
            to: at_to.clone(),
            from_dialects: vec!["openai-chat".into()],
            to_dialects: vec!["anthropic-messages".into()],
        },
        What::DialectUnknown { provider: provider() },
        What::BaseUrlChange {
            from: at_from.clone(),
            to: at_to.clone(),
            from_url: None,
            to_url: Some("https://x".into()),
        },
        What::ModelIdChange { from: Arc::from("a"), to: Arc::from("b") },
        What::CapabilityLost { capability, from: from.clone(), to: to.clone() },
        What::CapabilityOpen { capability, from: from.clone(), to: to.clone() },
        What::CapabilityGained { capability, from: from.clone(), to: to.clone() },
        What::LimitShrinks {
            field: field.clone(),
            from: from.clone(),
            to: to.clone(),
            from_value: 2_000,
            to_value: 1_000,
        },
        What::LimitGrows { field, from: from.clone(), to: to.clone(), from_value: 1_000, to_value: 2_000 },
        What::RateChange {
            meter: Meter::Input,
            from: at_from.clone(),
            to: at_to.clone(),
            from_rate: exact("1"),
            to_rate: exact("0.5"),
            change: lower,
        },
        What::MonthChange { from: at_from.clone(), to: at_to.clone(), change: lower },
        What::CacheStartsCold { from: at_from.clone(), to: at_to.clone() },
        What::CachedRateLost { from: at_from.clone(), to: at_to.clone() },
        What::CachedRateGained { from: at_from.clone(), to: at_to },
        What::TokenCountsMayChange { from: from.clone(), to: to.clone() },
        What::LicenceBinds { to: to.clone(), commercial: CommercialUse::Conditional, conditions: Some("ask".into()) },
        What::RetirementAhead { to, on: date(), months_left: Some(0) },
        What::RetirementBehind { from, on: date(), months_left: None },
        What::Disputed { cite: Cite::Model(a(), Field::Licence) },
        What::OldestPrice { route: at_from, last_seen: today() },
    ]
}

#[test]
fn every_kind_of_finding_has_a_sentence() {
    let comparison = comparison(vec![alpha(), beta()]);
    let samples = samples();
    let kinds: Vec<&str> = samples.iter().map(kind::of).collect();
    assert_eq!(kinds, kind::ALL);
    for what in &samples {
        let words = sentence(Names(&comparison), what);
        assert!(words.ends_with('.') && words.len() > 10, "{what:?}: {words}");
    }
}

#[test]
fn every_sentence_carries_its_citation() {
    let comparison = comparison(vec![alpha(), beta()]);
    let mut ledger = Ledger::new(today());
    for what in samples() {
        let cites = vec![Cite::Routes(a())];
        assert_eq!(finding(&comparison, &mut ledger, &Finding { what, cites }).cites().count(), 1);
    }
}

#[test]
fn the_sentences_read_so() {
    let comparison = comparison(vec![alpha(), beta()]);
    let lines: Vec<String> =
        samples().iter().map(|what| format!("{}: {}", kind::of(what), sentence(Names(&comparison), what))).collect();
    insta::assert_snapshot!(lines.join("\n"));
}
