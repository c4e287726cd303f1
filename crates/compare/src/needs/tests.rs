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
    Eligibility::of(judge(needs, &candidate))
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
