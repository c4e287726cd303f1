//! Syncing from files: plan, apply, nothing the second time, nothing lost.

use super::World;
use std::fs;
use std::path::PathBuf;

/// A small capture in OpenRouter's shape: one price of a known route has moved, one route is new.
const CAPTURE: &str = r#"{"data":[
  {"id":"openai/o4-mini","canonical_slug":"openai/o4-mini-2025-04-16","name":"OpenAI: o4 Mini","context_length":200000,
   "architecture":{"input_modalities":["text","image"],"output_modalities":["text"]},
   "pricing":{"prompt":"0.0000012","completion":"0.0000044"},"top_provider":{"context_length":200000,"max_completion_tokens":100000},
   "supported_parameters":["tools","reasoning","structured_outputs"]},
  {"id":"openai/o9-mini","canonical_slug":"openai/o9-mini","name":"OpenAI: o9 Mini","context_length":400000,
   "architecture":{"input_modalities":["text"],"output_modalities":["text"]},
   "pricing":{"prompt":"0.000002","completion":"0.000008"},"top_provider":{"context_length":400000,"max_completion_tokens":100000},
   "supported_parameters":["tools"]}]}"#;

fn world(content: &str) -> (World, PathBuf) {
    let world = World::new();
    let folder = world.path().join("captures/openrouter");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("models-2026-11-20.json"), content).unwrap();
    let root = world.path().join("captures");
    (world, root)
}

#[test]
fn a_plan_is_shown_applied_and_empty_the_second_time() {
    let (world, root) = world(CAPTURE);
    let from = root.display().to_string();
    let dry = world.run(&["sync", "--from", &from, "--dry-run"]);
    assert_eq!(dry.code, 0, "{}", dry.stderr);
    assert!(dry.stderr.contains("+ route openai/o9-mini at openrouter"), "{}", dry.stderr);
    assert!(dry.stderr.contains("rate.input 1.1 -> 1.2"), "{}", dry.stderr);
    assert!(dry.stderr.contains("0 unresolved ids"), "{}", dry.stderr);
    assert!(!world.path().join("cache/catalog.weigh").exists(), "a dry run writes nothing");

    let unasked = world.run(&["sync", "--from", &from]);
    assert_eq!(unasked.code, 1);
    assert!(unasked.stderr.contains("add `--yes`"), "{}", unasked.stderr);

    let early = world.run(&["changes", "--against"]);
    assert_eq!(early.code, 1);
    assert!(early.stderr.contains("no sync has replaced a catalog yet"), "{}", early.stderr);

    let applied = world.run(&["sync", "--from", &from, "--yes"]);
    assert_eq!(applied.code, 0, "{}", applied.stderr);
    let corrected = world.answer(&["changes", "--against", "--models", "o4-mini", "--format", "csv"]);
    let price = "price,corrected,2026-11-20,openai/o4-mini,openai/o4-mini@openrouter#openai/o4-mini,openrouter,rate.input,1.1,1.2,";
    assert!(corrected.contains(price), "{corrected}");
    let shown = world.answer(&["show", "openai/o4-mini@openrouter"]);
    assert!(shown.contains("Input price: $1.20"), "{shown}");
    let new = world.answer(&["show", "openai/o9-mini"]);
    assert!(new.contains("o9 Mini"), "{new}");
    let untouched = world.answer(&["compare", "llama-3.2-1b", "trinity-large-thinking"]);
    assert!(untouched.contains("$105.00"));

    let again = world.run(&["sync", "--from", &from, "--yes"]);
    assert_eq!(again.code, 0);
    assert!(again.stderr.contains("nothing to change"), "{}", again.stderr);
}

#[test]
fn a_cut_file_changes_nothing() {
    let (world, root) = world(&CAPTURE[..200]);
    let said = world.run(&["sync", "--from", &root.display().to_string(), "--yes"]);
    assert_eq!(said.code, 2);
    assert!(said.stderr.contains("is not JSON"), "{}", said.stderr);
    assert!(!world.path().join("cache/catalog.weigh").exists());
}

#[test]
fn names_that_are_no_source_are_refused() {
    let world = World::new();
    assert!(world.run(&["sync", "opnrouter"]).stderr.contains("no source `opnrouter`"));
    let empty = world.path().join("empty");
    fs::create_dir_all(&empty).unwrap();
    let said = world.run(&["sync", "--from", &empty.display().to_string()]);
    assert_eq!(said.code, 1, "{}", said.stderr);
}

#[test]
fn what_waits_is_applied_only_when_a_person_names_it() {
    let (world, root) = world(&CAPTURE.replace("0.0000012", "0.000012"));
    let from = root.display().to_string();
    let dry = world.run(&["sync", "--from", &from, "--dry-run"]);
    let waits = "? route openai/o4-mini at openrouter: rate.input 1.1 -> 12";
    assert!(dry.stderr.contains(waits), "{}", dry.stderr);
    assert!(dry.stderr.contains(" 0 let through, "), "{}", dry.stderr);

    let wrong = world.run(&["sync", "--from", &from, "--yes", "--accept", "openai/o3-mini-ni"]);
    assert_eq!(wrong.code, 1, "{}", wrong.stderr);
    assert!(wrong.stderr.contains("nothing that waits is called `openai/o3-mini-ni`"), "{}", wrong.stderr);
    assert!(!world.path().join("cache/catalog.weigh").exists());

    let named = world.run(&["sync", "--from", &from, "--yes", "--accept", "route openai/o4-mini at openrouter"]);
    assert_eq!(named.code, 0, "{}", named.stderr);
    let through = "! let through: route openai/o4-mini at openrouter: rate.input 1.1 -> 12";
    assert!(named.stderr.contains(through), "{}", named.stderr);
    assert!(!named.stderr.contains(waits));
    let shown = world.answer(&["show", "openai/o4-mini@openrouter"]);
    assert!(shown.contains("Input price: $12.00"), "{shown}");
}
