use super::*;
use crate::sample::{Build, Tables, model};
use weigh_catalog::{ProviderKind, Reference};

fn verdict(needs: &Needs, model_facts: &[(&str, &str)], route_facts: &[(&str, &str)]) -> Eligibility {
    let tables = Tables::default()
        .provider("northwind", ProviderKind::Host, &[("trains-on-data", "false"), ("data-centres", "DE,FR")])
        .licence("open", &[("osi-approved", "true"), ("commercial", "allowed")])
        .licence("bound", &[("osi-approved", "false"), ("commercial", "conditional")]);
    let model = model("acme/alpha", model_facts).at("northwind", route_facts);
    let provider = Reference::provider(&tables, &model.routes[0].provider);
    let licence = model.facts.value::<String>(&Field::Licence).and_then(|name| Reference::licence(&tables, &name));
    let candidate = Candidate {
        model: &model,
        route: &model.routes[0],
        provider: provider.as_deref(),
        licence: licence.as_deref(),
        bill: None,
        benchmarks: &std::collections::BTreeMap::new(),
    };
    Eligibility::of(judge(needs, &candidate, Cites::Kept))
}

fn word(eligibility: &Eligibility) -> &'static str {
    match eligibility {
        Eligibility::Eligible => "yes",
        Eligibility::Not(_) => "no",
        Eligibility::Undecided(_) => "open",
    }
}

#[test]
fn ids_of_needs_are_unique() {
    let ids: std::collections::BTreeSet<&str> = NEEDS.iter().map(|need| need.id).collect();
    assert_eq!(ids.len(), NEEDS.len());
    assert!(NEEDS.iter().all(|need| !need.rule.is_empty()));
}

#[test]
fn no_needs_are_met_by_a_route_of_which_nothing_is_known() {
    assert_eq!(verdict(&Needs::default(), &[], &[]), Eligibility::Eligible);
}

#[test]
fn limits_are_met_missed_or_open() {
    let needs = Needs { context: Some(200_000), output: Some(8_000), ..Needs::default() };
    for (context, output, expected) in [
        ("200000", "8000", "yes"),
        ("199999", "8000", "no"),
        ("128000 | 256000", "8000", "open"),
        ("256000 | 300000", "8000", "yes"),
        ("1000 | 2000", "8000", "no"),
    ] {
        let found = verdict(&needs, &[], &[("context", context), ("max-output", output)]);
        assert_eq!(word(&found), expected, "{context} {output}");
    }
    let open = verdict(&needs, &[("context", "500000")], &[("max-output", "8000")]);
    assert_eq!(word(&open), "open", "what the lab says is no claim about the route");
    assert_eq!(open.missing().len(), 1);
}

#[test]
fn a_miss_outweighs_what_is_open() {
    let needs = Needs { context: Some(10), capabilities: vec![Capability::Vision], ..Needs::default() };
    assert_eq!(word(&verdict(&needs, &[], &[("context", "5")])), "no");
    assert_eq!(word(&verdict(&needs, &[], &[("context", "50")])), "open");
    assert_eq!(word(&verdict(&needs, &[], &[("context", "50"), ("can.vision", "true")])), "yes");
    let Eligibility::Not(judgements) = verdict(&needs, &[], &[("context", "50"), ("can.vision", "false")]) else {
        panic!("it lacks vision")
    };
    assert_eq!(judgements[0].outcome, Outcome::Unmet(Shortfall::Lacks(Capability::Vision)));
}

#[test]
fn openness_and_licence_are_told_apart() {
    let open_source = Needs { openness: Some(Openness::OpenSource), ..Needs::default() };
    let open_weights = Needs { openness: Some(Openness::OpenWeights), ..Needs::default() };
    let allowed = Needs { commercial: Some(CommercialUse::Allowed), ..Needs::default() };
    let conditional = Needs { commercial: Some(CommercialUse::Conditional), ..Needs::default() };
    for (needs, facts, expected) in [
        (&open_source, vec![("open-weights", "true"), ("licence", "open")], "yes"),
        (&open_source, vec![("open-weights", "true"), ("licence", "bound")], "no"),
        (&open_source, vec![("open-weights", "true")], "open"),
        (&open_weights, vec![("open-weights", "true")], "yes"),
        (&open_weights, vec![("open-weights", "false")], "no"),
        (&open_weights, vec![("licence", "open")], "open"),
        (&allowed, vec![("licence", "open")], "yes"),
        (&allowed, vec![("licence", "bound")], "no"),
        (&allowed, vec![("licence", "open | bound")], "open"),
        (&conditional, vec![("licence", "bound")], "yes"),
        (&conditional, vec![], "open"),
    ] {
        assert_eq!(word(&verdict(needs, &facts, &[])), expected, "{facts:?}");
    }
}

#[test]
fn regions_lie_in_regions() {
    let needs = |region: &str| Needs { region: Some(region.into()), ..Needs::default() };
    assert_eq!(word(&verdict(&needs("eu"), &[], &[("region", "eu-west-1")])), "yes");
    assert_eq!(word(&verdict(&needs("eu"), &[], &[("region", "us-east-1")])), "no");
    assert_eq!(word(&verdict(&needs("de"), &[], &[])), "open", "one centre of two is in Germany");
    assert_eq!(word(&verdict(&needs("us"), &[], &[])), "no");
}

#[test]
fn policy_precision_and_providers() {
    let no_training = Needs { no_training: true, ..Needs::default() };
    assert_eq!(word(&verdict(&no_training, &[], &[])), "yes", "the provider's policy");
    assert_eq!(word(&verdict(&no_training, &[], &[("trains-on-data", "true")])), "no", "the route's own");
    let bits = Needs { least_bits: Some(8), ..Needs::default() };
    for (format, expected) in [("bf16", "yes"), ("fp8", "yes"), ("int4", "no"), ("unknown", "open")] {
        assert_eq!(word(&verdict(&bits, &[], &[("quantisation", format)])), expected, "{format}");
    }
    assert_eq!(word(&verdict(&bits, &[], &[])), "open");
    let northwind = ProviderId::new("northwind").unwrap();
    let denied = Needs { deny: vec![northwind.clone()], ..Needs::default() };
    let allowed = Needs { allow: vec![northwind], ..Needs::default() };
    let others = Needs { allow: vec![ProviderId::new("westwind").unwrap()], ..Needs::default() };
    assert_eq!(["no", "yes", "no"], [&denied, &allowed, &others].map(|needs| word(&verdict(needs, &[], &[]))));
}

#[test]
fn a_retired_route_is_out_unless_that_is_disputed() {
    let none = Needs::default();
    assert_eq!(word(&verdict(&none, &[], &[("retires", "2026-05-22")])), "no");
    assert_eq!(word(&verdict(&none, &[], &[("retires", "2026-05-23")])), "yes");
    assert_eq!(word(&verdict(&none, &[], &[("retires", "2026-05")])), "yes", "the month is not over");
    assert_eq!(word(&verdict(&none, &[], &[("retires", "2026-01-01 | 2027-01-01")])), "yes");
}

#[test]
fn size_is_that_of_the_model_and_needs_a_word_on_it() {
    let needs = Needs { most_parameters: Some(15_000_000_000), ..Needs::default() };
    for (parameters, expected) in [("8000000000", "yes"), ("15000000001", "no"), ("14000000000 | 16000000000", "open")]
    {
        assert_eq!(word(&verdict(&needs, &[("parameters", parameters)], &[])), expected, "{parameters}");
    }
    assert_eq!(word(&verdict(&needs, &[], &[("parameters", "1")])), "open", "a route has no weights of its own");
}

#[test]
fn the_kind_of_provider_must_be_known_and_among_those_asked_for() {
    let kinds = |kinds: &[ProviderKind]| Needs { kinds: kinds.to_vec(), ..Needs::default() };
    assert_eq!(word(&verdict(&kinds(&[ProviderKind::Host, ProviderKind::Cloud]), &[], &[])), "yes");
    let missed = verdict(&kinds(&[ProviderKind::Lab]), &[], &[]);
    let expected = Shortfall::Kind { wanted: vec![ProviderKind::Lab], found: ProviderKind::Host };
    assert_eq!(missed.judgements()[0].outcome, Outcome::Unmet(expected));
}

#[test]
fn retention_is_zero_only_if_somebody_says_so() {
    let needs = Needs { zero_retention: true, ..Needs::default() };
    assert_eq!(word(&verdict(&needs, &[], &[("retention-days", "0")])), "yes");
    assert_eq!(word(&verdict(&needs, &[], &[("retention-days", "30")])), "no");
    assert_eq!(word(&verdict(&needs, &[], &[])), "open");
}

#[test]
fn a_retirement_counts_within_the_months_asked_for() {
    let needs = Needs { alive_months: Some(6), ..Needs::default() };
    for (of_model, of_route, expected) in [
        (vec![], vec![], "yes"),
        (vec![], vec![("retires", "2026-11-22")], "yes"),
        (vec![], vec![("retires", "2026-11-21")], "no"),
        (vec![("retires", "2026-10")], vec![], "no"),
        (vec![("retires", "2026-10"), ("open-weights", "true")], vec![], "yes"),
        (vec![("status", "deprecated")], vec![], "open"),
        (vec![], vec![("retires", "2026-08-01 | 2027-08-01")], "open"),
    ] {
        assert_eq!(word(&verdict(&needs, &of_model, &of_route)), expected, "{of_model:?} {of_route:?}");
    }
}

/// What needs say of a model with results, and of a bill.
fn judged(needs: &Needs, results: &[(&str, &[(&str, &str)])], prices: &[(&str, &str)]) -> Eligibility {
    let tables = Tables::default()
        .benchmark("code", &[("direction", "higher")])
        .benchmark("errors", &[("direction", "lower")])
        .benchmark("odd", &[]);
    let model = results
        .iter()
        .fold(model("acme/alpha", &[]).at("northwind", prices), |model, (board, facts)| model.scored(board, "", facts));
    let wish = crate::pick::Wish {
        workload: crate::workload::Workload::default(),
        needs: needs.clone(),
        unknown: crate::pick::Unknown::Show,
        day: crate::sample::today(),
    };
    Eligibility::of(crate::pick::considered(&model, &wish, &tables).remove(0).judgements.clone())
}

#[test]
fn a_level_is_reached_by_results_that_are_not_the_makers_own() {
    let level = |benchmark: &str, score: &str| Needs {
        levels: vec![Level { benchmark: BenchmarkId::new(benchmark).unwrap(), score: score.parse().unwrap() }],
        ..Needs::default()
    };
    let of = |benchmark: &str, least: &str, facts: &[(&str, &str)]| {
        word(&judged(&level(benchmark, least), &[(benchmark, facts)], &[]))
    };
    assert_eq!(of("code", "70", &[("score", "70")]), "yes");
    assert_eq!(of("code", "70", &[("score", "69.9")]), "no");
    assert_eq!(of("code", "70", &[("score", "60 | 80")]), "open");
    assert_eq!(of("code", "70", &[("score", "90"), ("self-reported", "true")]), "open");
    assert_eq!(of("errors", "5", &[("score", "4.2")]), "yes");
    assert_eq!(of("errors", "5", &[("score", "6")]), "no");
    assert_eq!(of("odd", "5", &[("score", "6")]), "open", "nobody says which way is better");
    assert_eq!(word(&judged(&level("code", "70"), &[], &[])), "open");
    let two: [(&str, &[(&str, &str)]); 2] = [("code", &[("score", "50")]), ("code", &[("score", "75")])];
    assert_eq!(word(&judged(&level("code", "70"), &two, &[])), "yes", "one run is enough");
}

#[test]
fn a_budget_must_hold_at_both_ends_of_a_price() {
    let budget = Needs { budget: Some(1_050), ..Needs::default() };
    let of = |needs: &Needs, input: &str| word(&judged(needs, &[], &[("rate.input", input), ("rate.output", "1")]));
    assert_eq!([of(&budget, "1"), of(&budget, "1.1"), of(&budget, "0.5 | 2")], ["yes", "no", "open"]);
    assert_eq!(word(&judged(&budget, &[], &[])), "open");
    let priced = Needs { priced: true, ..Needs::default() };
    assert_eq!(of(&priced, "1"), "yes");
    assert_eq!(word(&judged(&priced, &[], &[])), "no");
}
