//! The main job.

use super::{World, answer};
use serde_json::Value as Json;
use std::io::Read as _;
use std::process::Stdio;

fn json(arguments: &[&str]) -> Json {
    serde_json::from_str(&answer(arguments)).unwrap()
}

#[test]
fn the_two_models_of_the_readme_are_priced_at_one_route_each() {
    let page = answer(&["compare", "llama-3.2-1b", "trinity-large-thinking"]);
    for part in [
        "800M input and 250M output tokens a month",
        "$105.00",
        "Fireworks AI",
        "1.24B (1,235,814,400)",
        "73 % cheaper",
    ] {
        assert!(page.contains(part), "{part}");
    }
    for section in ["Verdict", "Decision scorecard", "Trade-offs", "Monthly cost", "Switch friction", "Specifications"]
    {
        assert!(page.contains(&format!("\n{section}\n═")), "{section}");
    }
    for line in page.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    assert!(!page.contains('\u{1b}'), "no colour into a pipe");
}

#[test]
fn the_instruct_version_is_named_beside_the_base_model() {
    let page = answer(&["compare", "llama-3.2-1b", "o4-mini"]);
    let flat = page.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("the instruct version of Llama 3.2 1B, costs $10.50 a month"), "{page}");
}

#[test]
fn batch_is_a_tier_and_never_a_provider() {
    let standard = json(&["compare", "o4-mini", "llama-3.2-1b", "--providers", "openai,fireworks-ai", "--json"]);
    let batch = json(&[
        "compare",
        "o4-mini",
        "llama-3.2-1b",
        "--providers",
        "openai,fireworks-ai",
        "--tier",
        "batch",
        "--json",
    ]);
    let text = |answer: &Json| answer.to_string();
    assert!(text(&standard).contains("\"1980\""), "800M × $1.10 + 250M × $4.40");
    assert!(text(&batch).contains("\"990\""), "800M × $0.55 + 250M × $2.20");
    assert!(!text(&standard).to_lowercase().contains("batch api"));
}

#[test]
fn a_day_in_the_past_has_the_prices_of_that_day() {
    let on = |day: &str| {
        let rows =
            json(&["list", "routes", "--match", "arcee-ai/trinity-large-thinking@openrouter", "--on", day, "--json"]);
        let rows = rows["items"].as_array().unwrap().clone();
        let plain = rows.into_iter().find(|row| row["id"].as_str().is_some_and(|id| id.ends_with("thinking"))).unwrap();
        let price = |key: &str| plain[key].as_str().unwrap().to_owned();
        (price("input_usd_per_million"), price("output_usd_per_million"))
    };
    assert_eq!(on("2026-05-22"), ("0.22".to_owned(), "0.85".to_owned()));
    assert_eq!(on("2026-07-17"), ("0.25".to_owned(), "0.8".to_owned()));
}

#[test]
fn swapping_the_models_keeps_the_bills() {
    let totals = |a: &str, b: &str| {
        let page = answer(&["compare", a, b]);
        let flat = page.split_whitespace().collect::<Vec<_>>().join(" ");
        (flat.contains("$105.00"), flat.contains("$1,980.00") || flat.contains("$1,782.00"))
    };
    assert_eq!(totals("llama-3.2-1b", "o4-mini"), totals("o4-mini", "llama-3.2-1b"));
}

#[test]
fn every_format_answers_for_three_models() {
    let models = ["compare", "llama-3.2-1b", "trinity-large-thinking", "o4-mini"];
    let with = |format: &str| answer(&[&models[..], &["--format", format]].concat());
    let html = with("html");
    assert!(html.starts_with("<!DOCTYPE html>") && html.contains("Trinity Large Thinking"));
    assert!(!html.contains("src=\"http"), "self-contained");
    assert!(with("markdown").starts_with("# "));
    let json: Json = serde_json::from_str(&with("json")).unwrap();
    assert_eq!(json["models"].as_array().unwrap().len(), 3);
    assert!(with("csv").lines().count() > 20);
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let world = World::new();
    let mut child = world
        .command(&["compare", "llama-3.2-1b", "trinity-large-thinking"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert_eq!((child.wait().unwrap().code(), stderr.as_str()), (Some(0), ""));
}

#[test]
fn the_same_question_has_the_same_bytes() {
    let arguments = ["compare", "o4-mini", "claude sonnet 4.5", "--preset", "agent", "--format", "html"];
    assert_eq!(answer(&arguments), answer(&arguments));
}
