use super::*;
use crate::comparison::Request;
use crate::needs::Needs;
use crate::profile::profile;
use crate::sample::{Build, Tables, model, today, usd};
use crate::workload::{TierPolicy, Workload};
use proptest::prelude::*;
use weigh_catalog::{ServiceTier, Usd};

const PRICED: [(&str, &str); 2] = [("rate.input", "1"), ("rate.output", "2")];

fn ground(model: &Model, tables: &Tables, needs: Needs, workload: Workload) -> Ground {
    let request = Request { models: vec![model.clone().into()], neighbours: Vec::new(), workload, needs, day: today() };
    Ground::of(&request, tables)
}

fn priced(model: &Model) -> Offers {
    offers(model, &ground(model, &Tables::default(), Needs::default(), Workload::default()))
}

fn judged(model: &Model) -> Eligibility {
    model_eligibility(model, &priced(model), &profile(model, None, today()))
}

fn order(offers: &Offers) -> Vec<&str> {
    offers.ladder.iter().map(|offer| offer.route.provider.as_str()).collect()
}

#[test]
fn the_ladder_runs_from_cheap_to_dear_then_by_name() {
    let model = model("acme/alpha", &[])
        .at("dear", &[("rate.input", "9"), ("rate.output", "9")])
        .at("b-same", &PRICED)
        .at("a-same", &PRICED)
        .at("half-known", &[("rate.input", "0.01")]);
    let offers = priced(&model);
    assert_eq!(order(&offers), ["a-same", "b-same", "dear"]);
    assert_eq!(offers.best().unwrap().bill.total.stated, usd("1300"));
    assert_eq!(offers.refused.len(), 1);
    assert!(matches!(offers.refused[0].reason, NoRate::Meter { .. }));
}

#[test]
fn routes_that_may_be_another_model_or_are_gone_are_never_priced() {
    let mut model = model("acme/alpha", &[]).at("gone", &PRICED).at("open", &PRICED).at("later", &PRICED);
    model.routes[0].listing = Listing::Withdrawn(today());
    model.routes[1].serves = Serves::Undecided { candidates: vec![model.id.clone()], reason: "two fit".into() };
    model.routes[2].listing = Listing::NotYet(today());
    let offers = priced(&model);
    assert!(offers.ladder.is_empty() && offers.refused.is_empty() && offers.cheapest.is_none());
    assert_eq!(offers.apart.len(), 3);
    assert_eq!(offers.supply.independent(), 0);
    assert!(matches!(judged(&model), Eligibility::Undecided(_)));
    model.routes.truncate(1);
    assert!(matches!(judged(&model), Eligibility::Not(_)));
}

#[test]
fn the_cheapest_is_eligible_and_a_cheaper_undecided_one_is_kept_in_sight() {
    let model = model("acme/alpha", &[])
        .at("small", &[("rate.input", "1"), ("rate.output", "1"), ("context", "8000")])
        .at("silent", &[("rate.input", "2"), ("rate.output", "2")])
        .at("large", &[("rate.input", "3"), ("rate.output", "3"), ("context", "128000")]);
    let needs = Needs { context: Some(100_000), ..Needs::default() };
    let offers = offers(&model, &ground(&model, &Tables::default(), needs, Workload::default()));
    assert_eq!((offers.cheapest, offers.cheapest_undecided), (Some(2), Some(1)));
    assert!(matches!(offers.ladder[0].eligibility, Eligibility::Not(_)));
    let profile = profile(&model, None, today());
    assert_eq!(model_eligibility(&model, &offers, &profile), Eligibility::Eligible);
}

#[test]
fn free_offers_stand_on_the_ladder_but_are_cheapest_only_alone() {
    let free = [("price-kind", "free"), ("rate.input", "0"), ("rate.output", "0")];
    let with_paid = model("acme/alpha", &[]).at("paid", &PRICED).at("free", &free);
    let offers = priced(&with_paid);
    assert_eq!((order(&offers), offers.cheapest), (vec!["free", "paid"], Some(1)));
    let alone = priced(&model("acme/alpha", &[]).at("free", &free));
    assert_eq!(alone.cheapest, Some(0));
}

#[test]
fn each_route_runs_in_its_cheapest_allowed_tier() {
    let both = [("rate.input", "2"), ("rate.output", "2"), ("rate.input.batch", "1"), ("rate.output.batch", "1")];
    let model = model("acme/alpha", &[]).at("both", &both).at("standard", &PRICED);
    let tiers = TierPolicy::any_of(&[ServiceTier::Standard, ServiceTier::Batch]);
    let workload = Workload { tiers, ..Workload::default() };
    let offers = offers(&model, &ground(&model, &Tables::default(), Needs::default(), workload));
    let best = offers.best().unwrap();
    assert_eq!((best.bill.tier, best.bill.total.stated), (ServiceTier::Batch, usd("1050")));
    assert_eq!(best.other_tiers[0].total.stated, usd("2100"));
}

#[test]
fn routers_add_hosts_not_independence() {
    let tables = Tables::default()
        .provider("router", ProviderKind::Router, &[])
        .provider("fireworks-ai", ProviderKind::Host, &[])
        .provider("subscription", ProviderKind::Plan, &[]);
    let model = model("acme/alpha", &[])
        .at("fireworks-ai", &PRICED)
        .at("alibaba", &PRICED)
        .at("alibaba-cn", &PRICED)
        .at("subscription", &PRICED)
        .at("router", &PRICED)
        .at("router/Fireworks", &PRICED)
        .at("router/DeepInfra", &PRICED)
        .at("router/deep-infra", &PRICED);
    let offers = offers(&model, &ground(&model, &tables, Needs::default(), Workload::default()));
    assert_eq!(offers.supply.direct.len(), 3);
    assert_eq!(offers.supply.behind_routers.len(), 1);
    assert_eq!((offers.supply.routers.len(), offers.supply.plans.len()), (1, 1));
    assert_eq!(offers.supply.independent(), 3, "fireworks, alibaba, deepinfra");
}

#[test]
fn a_retired_model_is_not_on_offer_unless_others_may_serve_its_weights() {
    let eligibility = |facts: &[(&str, &str)]| judged(&model("acme/alpha", facts).at("northwind", &PRICED));
    assert!(matches!(eligibility(&[("retires", "2026-02-27")]), Eligibility::Not(_)));
    assert!(matches!(eligibility(&[("status", "removed"), ("open-weights", "false")]), Eligibility::Not(_)));
    assert_eq!(eligibility(&[("retires", "2026-02-27"), ("open-weights", "true")]), Eligibility::Eligible);
    assert_eq!(eligibility(&[("retires", "2026-02-27 | 2027-02-27")]), Eligibility::Eligible);
}

proptest! {
    #[test]
    fn a_cheaper_route_never_ranks_lower(prices in prop::collection::vec((1_u32..500, 1_u32..500), 1..8), which in 0_usize..8) {
        let which = which % prices.len();
        let build = |scale: &dyn Fn(usize) -> u32| {
            let mut model = model("acme/alpha", &[]);
            for (place, (input, output)) in prices.iter().enumerate() {
                let [input, output] = [input, output].map(|price| (price * scale(place)).to_string());
                model = model.at(&format!("p{place}"), &[("rate.input", &input), ("rate.output", &output)]);
            }
            priced(&model)
        };
        let place = |offers: &Offers| offers.ladder.iter().position(|offer| offer.route.provider.as_str() == format!("p{which}"));
        let before = build(&|_| 2);
        let after = build(&|place| if place == which { 1 } else { 2 });
        prop_assert!(place(&after) <= place(&before));
        let totals: Vec<Usd> = after.ladder.iter().map(|offer| offer.bill.total.stated).collect();
        prop_assert!(totals.is_sorted());
    }
}
