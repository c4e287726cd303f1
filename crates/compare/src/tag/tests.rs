use super::*;
use crate::comparison::Request;
use crate::cost::blend;
use crate::needs::Needs;
use crate::offer::offers;
use crate::profile::profile;
use crate::sample::{Build, Tables, model, today};
use crate::workload::Workload;

fn outcome(id: &str, model: &Model, tables: &Tables) -> &'static str {
    let models = vec![model.clone()];
    let (workload, needs) = (Workload::default(), Needs::default());
    let ground = Ground::of(
        &Request {
            models: models.into_iter().map(Into::into).collect(),
            neighbours: Vec::new(),
            workload,
            needs,
            day: today(),
        },
        tables,
    );
    let offers = offers(model, &ground);
    let blend = blend(model, offers.best(), &ground);
    let profile = profile(model, None, today());
    let all = tags(model, &profile, &offers, blend.as_ref(), &ground);
    match &all.iter().find(|tag| tag.id == id).unwrap().outcome {
        TagOutcome::Holds(cites) => {
            assert!(!cites.is_empty());
            "holds"
        }
        TagOutcome::Fails(cites) => {
            assert!(!cites.is_empty());
            "fails"
        }
        TagOutcome::Unknown(missing) => {
            assert!(!missing.is_empty());
            "unknown"
        }
    }
}

fn board(entrants: usize, rank: usize) -> Tables {
    let names: Vec<String> = (1..=entrants)
        .map(|place| if place == rank { "acme/alpha".into() } else { format!("acme/other-{place}") })
        .collect();
    let points: Vec<String> = (1..=entrants).map(|place| (100 - place).to_string()).collect();
    let scores: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(points.iter().map(String::as_str)).collect();
    Tables::default()
        .benchmark("code", &[("area", "coding, agents"), ("direction", "higher")])
        .standings("code", &scores)
}

#[test]
fn tags_are_unique_and_state_their_rules() {
    let ids: std::collections::BTreeSet<&str> = TAGS.iter().map(|tag| tag.id).collect();
    assert_eq!(ids.len(), TAGS.len());
    assert!(TAGS.iter().all(|tag| tag.rule.len() > 20 && !tag.label.is_empty()));
    assert!(AREAS.iter().all(|area| ids.contains(area)));
}

#[test]
fn coding_needs_a_rank_in_the_top_third_of_a_board_of_twenty() {
    let scored = |facts: &[(&str, &str)]| model("acme/alpha", &[]).scored("code", "", facts);
    let score = scored(&[("score", "50")]);
    assert_eq!(outcome("coding", &score, &board(30, 10)), "holds");
    assert_eq!(outcome("agents", &score, &board(30, 10)), "holds");
    assert_eq!(outcome("coding", &score, &board(30, 11)), "fails");
    assert_eq!(outcome("coding", &score, &board(19, 1)), "unknown");
    assert_eq!(outcome("coding", &scored(&[("score", "50"), ("self-reported", "true")]), &board(30, 1)), "unknown");
    assert_eq!(outcome("coding", &model("acme/alpha", &[]), &board(30, 1)), "unknown");
    assert_eq!(outcome("math", &score, &board(30, 1)), "unknown");
}

#[test]
fn limits_and_capabilities_must_be_stated_of_one_route() {
    let tables = Tables::default();
    let split = model("acme/alpha", &[("context", "900000")])
        .at("northwind", &[("context", "200000"), ("can.function-calling", "false")])
        .at("westwind", &[("context", "8000"), ("can.function-calling", "true")]);
    assert_eq!(outcome("long-context", &split, &tables), "holds");
    assert_eq!(outcome("rag", &split, &tables), "fails");
    assert_eq!(outcome("extraction", &split, &tables), "unknown");
    let silent = model("acme/alpha", &[("context", "900000")]).at("northwind", &[]);
    assert_eq!(outcome("long-context", &silent, &tables), "unknown");
    let disputed = model("acme/alpha", &[]).at("northwind", &[("context", "128000 | 256000")]);
    assert_eq!(outcome("long-context", &disputed, &tables), "unknown");
    assert_eq!(outcome("long-context", &model("acme/alpha", &[]), &tables), "unknown");
}

#[test]
fn price_tags_have_stated_thresholds() {
    let tables = Tables::default();
    let priced = |facts: &[(&str, &str)], input: &str| {
        model("acme/alpha", facts).at("northwind", &[("rate.input", input), ("rate.output", input)])
    };
    let small = [("parameters", "1230000000")];
    assert_eq!(outcome("low-cost", &priced(&[], "0.5"), &tables), "holds");
    assert_eq!(outcome("low-cost", &priced(&[], "0.51"), &tables), "fails");
    assert_eq!(outcome("low-cost", &priced(&[], "0.3 | 0.7"), &tables), "unknown");
    assert_eq!(outcome("classification", &priced(&small, "0.2"), &tables), "holds");
    assert_eq!(outcome("classification", &priced(&[], "0.2"), &tables), "unknown");
    assert_eq!(outcome("classification", &priced(&[("parameters", "70000000000")], "0.2"), &tables), "fails");
    assert_eq!(outcome("low-cost", &model("acme/alpha", &[]), &tables), "unknown");
}

#[test]
fn on_premises_needs_weights_and_their_number() {
    let tables = Tables::default();
    assert_eq!(
        outcome("on-premises", &model("acme/alpha", &[("open-weights", "true"), ("parameters", "5")]), &tables),
        "holds"
    );
    assert_eq!(outcome("on-premises", &model("acme/alpha", &[("open-weights", "true")]), &tables), "unknown");
    assert_eq!(outcome("on-premises", &model("acme/alpha", &[("open-weights", "false")]), &tables), "fails");
}
