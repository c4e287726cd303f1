//! The published shape: its schema is committed, and answers follow its conventions.

use super::*;
use crate::sample::{
    Tables, alpha, beta, comparison as compared, histories, measured, sources as notes, today, unknown,
};
use crate::sections::{Input, Tails};

const SCHEMA: &str = include_str!("../../schema/json-v1.schema.json");

fn answer(models: Vec<weigh_catalog::Model>) -> Comparison {
    let comparison_of = compared(models);
    comparison(&Input {
        comparison: &comparison_of,
        sources: &notes(),
        histories: &histories(),
        measured: &measured(),
        related: &[],
        snapshot: "2026-05-21.1",
        tails: Tails::Folded,
    })
}

/// Run `cargo run -p weigh-render --example schema > crates/render/schema/json-v1.schema.json` after a change.
#[test]
fn the_committed_schema_is_fresh() {
    assert_eq!(SCHEMA, to_text(&schema()));
}

#[test]
fn a_comparison_reads_so() {
    insta::assert_snapshot!(to_text(&answer(vec![alpha(), beta()])));
}

#[test]
fn unknown_is_null_with_its_status() {
    let json = serde_json::to_value(answer(vec![unknown(), beta()])).unwrap();
    let model = &json["models"][0];
    for field in ["released", "parameters", "licence", "openness", "retires"] {
        assert_eq!(model[field], serde_json::json!({"status": "unknown", "value": null, "evidence": []}), "{field}");
    }
    assert_eq!(model["cheapest_route"], Json::Null);
}

#[test]
fn money_is_text_with_the_digits_of_the_source() {
    let json = serde_json::to_value(model(&beta(), &notes(), today(), &Tables)).unwrap();
    let rates = json["routes"][0]["rates"].as_array().unwrap();
    assert_eq!(rates[0]["usd_per_million"]["value"], "1.1");
    assert_eq!(rates[0]["key"], "input");
    let number = rates[0]["usd_per_million"]["evidence"][0].as_u64().unwrap();
    let evidence = &json["evidence"][usize::try_from(number).unwrap() - 1];
    assert_eq!(evidence["claims"].as_array().unwrap().len(), 2);
    assert_eq!(evidence["id"], "boreal/beta-mini@boreal:rate.input");
}
