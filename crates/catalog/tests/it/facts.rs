//! Facts checked by hand against the sources. Each stands for a way the whole chain can go wrong.

use super::{BYTES, model, newest, on, packed};
use weigh_catalog::model::Serves;
use weigh_catalog::{Fact, Field, Model, ModelId, RelationKind, Route, Value};

/// The route by which a provider's API knows the model under this id.
fn route<'a>(model: &'a Model, provider: &str, own_id: &str) -> &'a Route {
    let is_it =
        |route: &&Route| route.provider.as_str() == provider && &*route.own_id == own_id && route.id.host.is_none();
    model.routes.iter().find(is_it).unwrap_or_else(|| panic!("no `{own_id}` at {provider} of {}", model.id))
}

/// The amount of a rate, as text; empty if unknown.
fn rate(route: &Route, key: &str) -> String {
    let key = key.parse().unwrap();
    let amount = route.rates.iter().find(|rate| rate.key == key).and_then(|rate| rate.amount.value().copied());
    amount.map(|amount| amount.to_string()).unwrap_or_default()
}

fn prices(route: &Route) -> [String; 2] {
    [rate(route, "input"), rate(route, "output")]
}

fn value(fact: &Fact<Value>) -> String {
    fact.value().map(ToString::to_string).unwrap_or_default()
}

/// Values with their sources, the one to go by first.
fn said(fact: &Fact<Value>) -> Vec<String> {
    fact.claims().map(|claim| format!("{} {}", claim.source, claim.value)).collect()
}

#[test]
fn a_routers_list_price_is_that_of_the_day() {
    for (day, expected) in [("2026-05-22", ["0.22", "0.85"]), ("2026-07-17", ["0.25", "0.8"])] {
        let trinity = model(&on(day), "arcee-ai/trinity-large-thinking");
        assert_eq!(prices(route(&trinity, "openrouter", "arcee-ai/trinity-large-thinking")), expected, "{day}");
    }
}

#[test]
fn a_labs_own_route_has_its_tiers_limits_and_end() {
    let catalog = on("2026-05-22");
    let o4_mini = model(&catalog, "openai/o4-mini");
    let route = route(&o4_mini, "openai", "o4-mini");
    assert!(route.is_first_party);
    assert_eq!(prices(route), ["1.1", "4.4"]);
    assert_eq!([rate(route, "input.batch"), rate(route, "output.batch")], ["0.55", "2.2"]);
    assert_eq!(value(route.facts.get(&Field::Context)), "200000");
    assert_eq!(value(route.facts.get(&Field::Retires)), "2026-10-23");
    assert_eq!(value(o4_mini.facts.get(&Field::Retires)), "2026-10-23");
}

#[test]
fn a_counted_size_is_shown_before_a_rounded_one() {
    let llama = model(&newest(), "meta/llama-3.2-1b");
    assert_eq!(said(llama.facts.get(&Field::Parameters)), ["hugging-face 1235814400", "curated 1230000000"]);
}

#[test]
fn base_and_instruct_are_two_models_with_a_tenth_between_their_prices() {
    let catalog = newest();
    let base = model(&catalog, "meta/llama-3.2-1b");
    let relations: Vec<_> = base.relations.iter().map(|it| (it.kind, it.model.as_str())).collect();
    assert_eq!(relations, [(RelationKind::InstructVersion, "meta/llama-3.2-1b-instruct")]);
    let instruct = model(&catalog, "meta/llama-3.2-1b-instruct");
    let route = route(&instruct, "inference", "meta/llama-3.2-1b-instruct");
    assert!(route.is_live());
    assert_eq!(prices(route), ["0.01", "0.01"]);
}

#[test]
fn fireworks_serves_the_base_model_under_an_id_of_its_own() {
    let base = model(&newest(), "meta/llama-3.2-1b");
    let route = route(&base, "fireworks-ai", "accounts/fireworks/models/llama-v3p2-1b");
    assert_eq!(prices(route), ["0.1", "0.1"]);
    assert!(route.is_live());
}

#[test]
fn an_id_that_may_mean_base_or_instruct_is_decided_by_evidence_or_stays_open() {
    let instruct = model(&on("2026-05-22"), "meta/llama-3.2-1b-instruct");
    let Serves::Resolved(evidence) = &route(&instruct, "vercel", "meta/llama-3.2-1b").serves else {
        panic!("resolved")
    };
    assert!(evidence.contains("display name"), "{evidence}");
    let base = model(&newest(), "meta/llama-3.2-1b");
    let Serves::Undecided { candidates, .. } = &route(&base, "snowflake-cortex", "llama3.2-1b").serves else {
        panic!("undecided")
    };
    let candidates: Vec<&str> = candidates.iter().map(weigh_catalog::ModelId::as_str).collect();
    assert_eq!(candidates, ["meta/llama-3.2-1b", "meta/llama-3.2-1b-instruct"]);
}

#[test]
fn a_licence_that_changed_is_that_of_the_day() {
    let licence = |day: &str| said(model(&on(day), "arcee-ai/trinity-large-thinking").facts.get(&Field::Licence));
    assert_eq!(licence("2026-05-22"), ["curated apache-2.0", "hugging-face openmdw-1.1"]);
    assert_eq!(licence("2026-11-22"), ["hugging-face openmdw-1.1"]);
}

#[test]
fn a_makers_number_overrules_a_scraped_one_and_both_are_shown() {
    let trinity = model(&newest(), "arcee-ai/trinity-large-thinking");
    assert_eq!(said(trinity.facts.get(&Field::ActiveParameters)), ["curated 13000000000", "hugging-face 25849006824"]);
}

#[test]
fn the_catalog_is_as_large_as_it_should_be_and_no_larger() {
    let models = newest().models().unwrap();
    let listed =
        models.iter().flat_map(|model| &model.routes).filter(|route| route.listing == weigh_catalog::Listing::Listed);
    assert!(listed.clone().count() >= 7_500, "{} routes", listed.count());
    let providers: std::collections::BTreeSet<_> = listed.map(|route| &route.provider).collect();
    assert!(providers.len() >= 200, "{} providers", providers.len());
    let with = |has: fn(&Model) -> bool| models.iter().filter(|model| has(model)).count();
    let with_a_route = with(|model| !model.routes.is_empty());
    assert!(with_a_route >= 2_000, "{with_a_route} models with a route");
    let with_a_result = with(|model| !model.results.is_empty());
    assert!(with_a_result >= 300, "{with_a_result} models with a result");
    assert!(BYTES.len() <= 6 * 1024 * 1024, "{} bytes packed", BYTES.len());
    assert_eq!(packed().verify(), Ok(()));
}

#[test]
fn models_of_which_nothing_moved_are_the_same_on_both_days() {
    let (since, until) = (jiff::civil::date(2026, 10, 1), on("2026-11-22"));
    let moved: Vec<ModelId> = until.map_models_since(since, |_, after| after.id.clone()).unwrap();
    let (before, after) = (until.on(since).models().unwrap(), until.models().unwrap());
    assert!(!moved.is_empty() && moved.len() < after.len(), "{} of {}", moved.len(), after.len());
    for (before, after) in before.iter().zip(&after).filter(|(_, after)| !moved.contains(&after.id)) {
        assert_eq!(before.id, after.id);
        assert_eq!((&before.routes, &before.facts), (&after.routes, &after.facts), "{}", after.id);
    }
}
