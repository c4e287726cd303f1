use super::*;
use crate::bill::Assumption;
use crate::cite::Cite;
use crate::needs::{Eligibility, Needs};
use crate::sample::{Build, Tables, id, model, today, usd};
use crate::span::Span;
use crate::verdict::{Flip, Strength, VerdictKind, Weakness};
use crate::workload::Workload;
use weigh_catalog::{Capability, Field, ProviderKind, RelationKind};

fn tables() -> Tables {
    Tables::default()
        .provider("northwind", ProviderKind::Host, &[("dialect", "openai-chat"), ("base-url", "https://n.example/v1")])
        .provider(
            "westwind",
            ProviderKind::Host,
            &[("dialect", "anthropic-messages"), ("base-url", "https://w.example")],
        )
        .licence("open", &[("osi-approved", "true"), ("commercial", "allowed")])
        .licence(
            "bound",
            &[("osi-approved", "false"), ("commercial", "conditional"), ("licence-conditions", "under 700M users")],
        )
        .benchmark("solve", &[("direction", "higher"), ("margin", "1"), ("area", "coding")])
        .benchmark("think", &[("direction", "higher"), ("margin", "1"), ("area", "reasoning")])
        .benchmark("count", &[("direction", "higher"), ("margin", "1"), ("area", "math")])
}

fn request(models: Vec<Model>) -> Request {
    let (workload, needs) = (Workload::default(), Needs::default());
    let models = models.into_iter().map(Into::into).collect();
    Request { models, neighbours: Vec::new(), workload, needs, day: today() }
}

fn compared(models: Vec<Model>) -> Comparison {
    compare(request(models), &tables()).unwrap()
}

/// A model of which everything a verdict looks at is known, at a price.
fn complete(name: &str, price: &str, scores: &str) -> Model {
    let facts = [
        ("context", "128000"),
        ("max-output", "8000"),
        ("can.vision", "false"),
        ("rate.input", price),
        ("rate.output", price),
    ];
    let score = [("score", scores), ("self-reported", "false")];
    let model =
        model(name, &[("licence", "open"), ("open-weights", "true"), ("family", "one")]).at("northwind", &facts);
    ["solve", "think", "count"].into_iter().fold(model, |model, benchmark| model.scored(benchmark, "", &score))
}

fn verdict(a: Model, b: Model) -> crate::verdict::Verdict {
    compared(vec![a, b]).pairs.remove(0).verdict
}

#[test]
fn a_comparison_needs_two_different_models_and_a_workload() {
    let one = complete("acme/alpha", "1", "50");
    let error = |request: Request| compare(request, &tables()).unwrap_err();
    assert_eq!(error(request(vec![one.clone()])), CompareError::TooFewModels { given: 1 });
    let same = error(request(vec![one.clone(), one.clone()]));
    assert_eq!(same.to_string(), "cannot compare `acme/alpha` with itself");
    assert!(same.hint().contains("weigh show acme/alpha"));
    let mut nothing = request(vec![one, complete("acme/beta", "1", "50")]);
    (nothing.workload.input, nothing.workload.output) = (0, 0);
    assert_eq!(error(nothing).to_string(), "cannot price the workload: a workload of no tokens");
}

#[test]
fn better_in_something_and_worse_in_nothing_dominates_strongly() {
    let found = verdict(complete("acme/alpha", "1", "50"), complete("acme/beta", "2", "50"));
    assert_eq!(found.kind, VerdictKind::Dominates { better: id("acme/alpha"), worse: id("acme/beta") });
    assert_eq!((found.strength, &found.weaknesses), (Strength::Strong, &Vec::new()));
    assert!(found.sensitivity.is_empty(), "{:?}", found.sensitivity);
}

#[test]
fn a_trade_off_says_what_the_dearer_one_buys_and_for_how_much() {
    let found = verdict(complete("acme/alpha", "1", "50"), complete("acme/beta", "2", "60"));
    let VerdictKind::TradeOff { cheaper, dearer, premium, dearer_buys, cheaper_keeps } = found.kind else {
        panic!("each is better at something")
    };
    assert_eq!((cheaper.as_str(), dearer.as_str()), ("acme/alpha", "acme/beta"));
    assert_eq!(premium, Span::exact(usd("1050")));
    assert_eq!((dearer_buys.len(), cheaper_keeps.len()), (3, 0));
    assert!(dearer_buys.iter().all(|finding| matches!(finding.what, What::Ahead { .. })));
}

#[test]
fn equal_models_tie_and_silent_ones_cannot_be_decided() {
    let tie = verdict(complete("acme/alpha", "1", "50"), complete("acme/beta", "1", "50.5"));
    assert_eq!((tie.kind, tie.strength), (VerdictKind::Tie, Strength::Strong));
    let silent = |name: &str| model(name, &[]).at("northwind", &[("rate.input", "1"), ("rate.output", "1")]);
    let found = verdict(silent("acme/alpha"), silent("acme/beta"));
    let VerdictKind::NotDecidable { missing } = found.kind else { panic!("nothing is known but the price") };
    let results = |name: &str| Cite::Results(id(name));
    assert_eq!(
        missing.iter().map(|missing| missing.cite.clone()).collect::<Vec<_>>(),
        [results("acme/alpha"), results("acme/beta")]
    );
}

#[test]
fn without_a_price_nothing_is_decided() {
    let mut unpriced = complete("acme/beta", "1", "90");
    unpriced.routes[0].rates.retain(|rate| rate.key.meter != weigh_catalog::Meter::Output);
    let found = verdict(complete("acme/alpha", "1", "50"), unpriced.clone());
    let VerdictKind::NotDecidable { missing } = found.kind else { panic!("the bill is missing") };
    assert_eq!(missing[0].cite, Cite::rate(&unpriced.routes[0].id, &"output".parse().unwrap()));
    assert!(found.reasons.iter().any(|finding| matches!(finding.what, What::NotPriced { .. })));
}

#[test]
fn needs_decide_before_cost() {
    let seeing = |name: &str, sees: &str| {
        model(name, &[]).at("northwind", &[("rate.input", "1"), ("rate.output", "1"), ("can.vision", sees)])
    };
    let asked = |models: Vec<Model>| {
        let needs = Needs { capabilities: vec![Capability::Vision], ..Needs::default() };
        compare(Request { needs, ..request(models) }, &tables()).unwrap().pairs.remove(0).verdict
    };
    let only = asked(vec![seeing("acme/alpha", "false"), seeing("acme/beta", "true")]);
    assert_eq!(only.kind, VerdictKind::OnlyEligible { model: id("acme/beta"), others: vec![id("acme/alpha")] });
    assert!(matches!(only.reasons[0].what, What::NotEligible { .. }));
    let open = asked(vec![model("acme/alpha", &[]).at("northwind", &[]), seeing("acme/beta", "true")]);
    let VerdictKind::NotDecidable { missing } = open.kind else { panic!("nobody says whether alpha sees") };
    assert_eq!(missing.len(), 1);
    let none = asked(vec![seeing("acme/alpha", "false"), seeing("acme/beta", "false")]);
    assert_eq!(none.kind, VerdictKind::NotDecidable { missing: Vec::new() });
}

#[test]
fn weaknesses_add_up() {
    let mut quiet = complete("acme/beta", "2", "50");
    quiet.results.truncate(1);
    let few = verdict(complete("acme/alpha", "1", "50"), quiet.clone());
    assert_eq!(few.weaknesses, [Weakness::FewComparableResults { independent: 1 }]);
    assert_eq!(few.strength, Strength::Moderate);
    quiet.results.clear();
    let none = verdict(complete("acme/alpha", "1", "50"), quiet.clone());
    assert_eq!((none.weaknesses, none.strength), (vec![Weakness::NoComparableResults], Strength::Weak));
    let later = Request {
        day: jiff::civil::date(2026, 8, 21),
        ..request(vec![complete("acme/alpha", "1", "50"), complete("acme/beta", "2", "50")])
    };
    let stale = compare(later, &tables()).unwrap().pairs.remove(0).verdict;
    assert!(matches!(stale.weaknesses[..], [Weakness::Stale { days: 91, .. }, Weakness::Stale { .. }]));
    assert_eq!(stale.strength, Strength::Moderate);
}

#[test]
fn a_mix_or_a_disputed_price_may_flip_it() {
    let at = |name: &str, input: &str, output: &str| {
        model(name, &[]).at("northwind", &[("rate.input", input), ("rate.output", output)])
    };
    let found = verdict(at("arcee-ai/trinity", "0.22", "0.85"), at("acme/alpha", "0.25", "0.80"));
    let mix = found.sensitivity.iter().find(|flip| matches!(flip, Flip::Mix { .. })).unwrap();
    let Flip::Mix { output_share, then, .. } = mix else { unreachable!() };
    assert_eq!((output_share.to_string(), then.as_str()), ("0.375".into(), "acme/alpha"));
    let open = verdict(at("acme/alpha", "1 | 3", "1"), at("acme/beta", "2", "1"));
    let disputed = Flip::Disputed(Cite::rate(&at("acme/alpha", "1", "1").routes[0].id, &"input".parse().unwrap()));
    assert!(open.sensitivity.contains(&disputed), "{:?}", open.sensitivity);
    assert!(open.weaknesses.iter().any(|weakness| matches!(weakness, Weakness::Disputed(_))));
}

#[test]
fn a_self_reported_lead_is_shown_but_decides_nothing() {
    let own = |name: &str, score: &str| {
        let facts = [("score", score), ("self-reported", "true")];
        model(name, &[]).at("northwind", &[("rate.input", "1"), ("rate.output", "1")]).scored("solve", "", &facts)
    };
    let comparison = compared(vec![own("acme/alpha", "90"), own("acme/beta", "10")]);
    let pair = &comparison.pairs[0];
    assert!(pair.findings.iter().any(|finding| matches!(finding.what, What::Ahead { is_self_reported: true, .. })));
    assert!(matches!(pair.verdict.kind, VerdictKind::NotDecidable { .. }));
    assert!(pair.verdict.weaknesses.contains(&Weakness::NoComparableResults));
}

#[test]
fn neighbours_are_named_beside_and_never_mixed_in() {
    let base = model("meta/llama", &[]).related(RelationKind::InstructVersion, "meta/llama-instruct");
    let instruct = model("meta/llama-instruct", &[]).at("northwind", &[("rate.input", "0.1"), ("rate.output", "0.1")]);
    let other = complete("acme/alpha", "1", "50");
    let with = Request { neighbours: vec![instruct.into()], ..request(vec![base, other]) };
    let comparison = compare(with, &tables()).unwrap();
    let entry = comparison.entry(&id("meta/llama")).unwrap();
    assert!(entry.offers.ladder.is_empty() && entry.offers.cheapest.is_none());
    assert_eq!(entry.neighbours[0].cheapest.as_ref().unwrap().2, Span::exact(usd("105")));
    let named = entry.findings.iter().find(|finding| matches!(finding.what, What::Neighbour { .. })).unwrap();
    assert_eq!(named.cites[0], Cite::Relation(id("meta/llama"), id("meta/llama-instruct")));
    assert!(matches!(comparison.overall.verdict.kind, VerdictKind::NotDecidable { .. }));
}

#[test]
fn friction_runs_both_ways() {
    let a = model("acme/alpha", &[("licence", "open"), ("family", "one")]).at(
        "northwind",
        &[
            ("rate.input", "1"),
            ("rate.output", "2"),
            ("rate.cached-input", "0.1"),
            ("context", "200000"),
            ("can.vision", "true"),
        ],
    );
    let b = model("beta/beta", &[("licence", "bound"), ("retires", "2026-10-23")]).at(
        "westwind",
        &[
            ("rate.input", "3"),
            ("rate.output", "2"),
            ("context", "128000"),
            ("can.vision", "false"),
            ("can.reasoning", "true"),
        ],
    );
    let mut comparison = compared(vec![a, b]);
    let pair = comparison.pairs.remove(0);
    let has = |friction: &crate::friction::Friction, wanted: fn(&What) -> bool| {
        friction.findings.iter().any(|finding| wanted(&finding.what))
    };
    let forth: [fn(&What) -> bool; 11] = [
        |what| matches!(what, What::NoSharedProvider { .. }),
        |what| matches!(what, What::DialectChange { .. }),
        |what| matches!(what, What::BaseUrlChange { .. }),
        |what| matches!(what, What::ModelIdChange { .. }),
        |what| matches!(what, What::CapabilityLost { capability: Capability::Vision, .. }),
        |what| matches!(what, What::LimitShrinks { from_value: 200_000, to_value: 128_000, .. }),
        |what| matches!(what, What::RateChange { meter: weigh_catalog::Meter::Input, .. }),
        |what| matches!(what, What::CachedRateLost { .. }),
        |what| matches!(what, What::TokenCountsMayChange { .. }),
        |what| matches!(what, What::LicenceBinds { conditions: Some(_), .. }),
        |what| matches!(what, What::RetirementAhead { months_left: Some(5), .. }),
    ];
    for (place, wanted) in forth.into_iter().enumerate() {
        assert!(has(&pair.forth, wanted), "{place}: {:?}", pair.forth.findings);
    }
    let back: [fn(&What) -> bool; 5] = [
        |what| matches!(what, What::CapabilityGained { capability: Capability::Vision, .. }),
        |what| matches!(what, What::CapabilityOpen { capability: Capability::Reasoning, .. }),
        |what| matches!(what, What::LimitGrows { .. }),
        |what| matches!(what, What::CachedRateGained { .. }),
        |what| matches!(what, What::RetirementBehind { .. }),
    ];
    for (place, wanted) in back.into_iter().enumerate() {
        assert!(has(&pair.back, wanted), "{place}: {:?}", pair.back.findings);
    }
    assert!(!has(&pair.back, |what| matches!(what, What::LicenceBinds { .. })));
    let Some(What::MonthChange { change, .. }) =
        pair.forth.findings.iter().map(|finding| &finding.what).find(|what| matches!(what, What::MonthChange { .. }))
    else {
        panic!("both have a bill")
    };
    assert_eq!(*change, Span::exact(usd("1600")));
}

#[test]
fn three_models_have_three_pairs_and_one_verdict() {
    let models = vec![complete("acme/a", "3", "50"), complete("acme/b", "1", "50"), complete("acme/c", "2", "60")];
    let comparison = compared(models.clone());
    assert_eq!(comparison.pairs.len(), 3);
    assert_eq!(comparison.overall.dominated, [(id("acme/a"), id("acme/b"))]);
    assert_eq!(comparison.overall.undominated, [id("acme/b"), id("acme/c")]);
    assert_eq!(comparison.overall.cheapest, Some(id("acme/b")));
    assert_eq!(comparison.overall.verdict.kind, VerdictKind::Choice { among: vec![id("acme/b"), id("acme/c")] });
    let best = compared(vec![models[0].clone(), models[2].clone(), complete("acme/d", "9", "10")]);
    let VerdictKind::DominatesAll { better, others } = best.overall.verdict.kind else {
        panic!("c is cheapest and best")
    };
    assert_eq!((better, others.len()), (id("acme/c"), 2));
}

#[test]
fn of_three_only_one_may_be_eligible_or_all_may_tie() {
    let mut asked =
        request(vec![complete("acme/a", "3", "50"), complete("acme/b", "1", "50"), complete("acme/c", "2", "60")]);
    std::sync::Arc::make_mut(&mut asked.models[2]).routes[0]
        .facts
        .set(Field::Context, crate::sample::facts(&[("context", "900000")]).get(&Field::Context).clone());
    asked.needs.context = Some(500_000);
    let only = compare(asked, &tables()).unwrap().overall;
    assert_eq!(
        only.verdict.kind,
        VerdictKind::OnlyEligible { model: id("acme/c"), others: vec![id("acme/a"), id("acme/b")] }
    );
    assert_eq!(only.undominated, [id("acme/c")]);
    let tie =
        compared(vec![complete("acme/a", "1", "50"), complete("acme/b", "1", "50"), complete("acme/c", "1", "50")]);
    assert_eq!((tie.overall.verdict.kind, tie.overall.undominated.len()), (VerdictKind::Tie, 3));
}

#[test]
fn a_retired_model_is_not_eligible() {
    let mut old = complete("acme/old", "1", "90");
    old.facts
        .set(Field::OpenWeights, crate::sample::facts(&[("open-weights", "false")]).get(&Field::OpenWeights).clone());
    old.facts.set(Field::Retires, crate::sample::facts(&[("retires", "2026-02-27")]).get(&Field::Retires).clone());
    let comparison = compared(vec![old, complete("acme/new", "2", "50")]);
    assert!(matches!(comparison.entries[0].eligibility, Eligibility::Not(_)));
    assert_eq!(
        comparison.overall.verdict.kind,
        VerdictKind::OnlyEligible { model: id("acme/new"), others: vec![id("acme/old")] }
    );
}

#[test]
fn tier_and_assumptions_reach_the_page() {
    let mut asked = request(vec![complete("acme/a", "3", "50"), complete("acme/b", "1", "50")]);
    asked.workload = Workload { cached_share: "0.5".parse().unwrap(), ..asked.workload };
    let comparison = compare(asked, &tables()).unwrap();
    let assumed = |entry: &Entry| {
        entry
            .findings
            .iter()
            .any(|finding| matches!(&finding.what, What::Assumes { assumption: Assumption::CachedAtInputRate, .. }))
    };
    assert!(comparison.entries.iter().all(assumed));
}

mod laws;
mod said;
