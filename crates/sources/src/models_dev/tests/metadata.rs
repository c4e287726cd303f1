//! Models and quoted results.

use super::{count, fixture, said, said_about, skipped};
use weigh_catalog::Subject;

#[test]
fn a_model_says_what_its_card_says() {
    let import = fixture!(METADATA, "models-dev-metadata/typical.json").unwrap();
    assert_eq!(
        said(&import, "acme/alpha-1"),
        [
            "name Alpha 1",
            "weights-at acme/Alpha-1",
            "family alpha",
            "released 2026-02",
            "knowledge-cutoff 2025-04-01",
            "open-weights true",
            "licence mit",
            "context 262144",
            "max-output 65536",
            "can.text-in true",
            "can.text-out true",
            "can.vision true",
            "can.audio-in false",
            "can.video-in false",
            "can.document-in false",
            "can.image-out false",
            "can.audio-out false",
            "can.video-out false",
            "can.reasoning true",
            "can.function-calling true",
            "can.structured-outputs false",
        ]
    );
    assert!(import.report.unknown_fields.is_empty(), "{:?}", import.report.unknown_fields);
}

#[test]
fn results_name_their_benchmark_settings_and_page() {
    let import = fixture!(METADATA, "models-dev-metadata/typical.json").unwrap();
    let results: Vec<String> = import
        .batch
        .records
        .iter()
        .filter(|record| matches!(record.subject, Subject::Result { .. }))
        .map(|record| format!("{} {}", record.subject, record.link.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(
        results,
        [
            "result of acme/alpha-1 in models-dev/swe-bench-pro-public https://board.example/swe-bench-pro",
            "result of acme/alpha-1 in models-dev/tau3-banking https://acme.example/alpha",
            "result of acme/alpha-1 (variant=Terminus-2) in models-dev/terminal-bench-2.1 https://acme.example/alpha",
            "result of acme/alpha-1 (effort=high,harness=Codex) in models-dev/terminal-bench-2.1-pass-1 \
             https://board.example/agents",
        ]
    );
    let result = |start: &str| said_about(&import, &format!("result of acme/alpha-1 {start}"));
    assert_eq!(result("in models-dev/swe-bench-pro-public"), ["score 38.7", "ran-on 2026-02-03"]);
    assert_eq!(
        result("(effort=high,harness=Codex) in models-dev/terminal-bench-2.1-pass-1"),
        ["harness Codex", "score 70"]
    );
}

#[test]
fn a_benchmark_is_told_apart_by_version_dataset_and_metric() {
    let import = fixture!(METADATA, "models-dev-metadata/typical.json").unwrap();
    let benchmark = |id: &str| said_about(&import, &format!("benchmark models-dev/{id}"));
    assert_eq!(
        benchmark("swe-bench-pro-public"),
        ["name SWE-Bench Pro public", "metric resolve rate", "score-unit percent", "direction higher"]
    );
    assert_eq!(
        benchmark("terminal-bench-2.1-pass-1"),
        ["name Terminal-Bench 2.1 (pass@1)", "metric pass@1", "score-unit percent", "direction higher"]
    );
    assert_eq!(
        benchmark("terminal-bench-2.1"),
        ["name Terminal-Bench 2.1", "metric percent", "score-unit percent", "direction higher"]
    );
    assert_eq!(benchmark("tau3-banking"), ["name τ3 Banking"]);
}

#[test]
fn broken_results_and_weights_leave_the_model() {
    let import = fixture!(METADATA, "models-dev-metadata/recoverable.json").unwrap();
    assert_eq!(
        skipped(&import),
        [
            ("`benchmark.name` should be text", 1),
            ("`benchmark.score` should be a number", 1),
            ("`benchmark` should be an object", 1),
            ("`model` should be an object", 1),
        ]
    );
    assert_eq!(said(&import, "acme/alpha-1"), ["name Alpha 1", "context 8000"]);
    assert_eq!(said_about(&import, "result of acme/alpha-1 in models-dev/gpqa-diamond"), ["score 80"]);
    for rule in [
        "left out: `benchmark.date` is not a date",
        "weights that are not a Hugging Face repository left out",
        "left out: `model.weights` should be an object",
        "limit of zero read as unknown: output",
    ] {
        assert_eq!(count(&import, rule), 1, "{rule}");
    }
    let least = fixture!(METADATA, "models-dev-metadata/minimal.json").unwrap();
    assert_eq!(said(&least, "acme/alpha-1"), ["name Alpha 1"]);
}

#[test]
fn new_metrics_and_variants_are_kept_apart() {
    let import = fixture!(METADATA, "models-dev-metadata/unknown.json").unwrap();
    let unknown: Vec<&str> = import.report.unknown_fields.keys().map(String::as_str).collect();
    assert_eq!(unknown, ["benchmark.judge", "model.parameters"]);
    assert_eq!(
        said_about(&import, "benchmark models-dev/dreams-dreams-a-night"),
        ["name Dreams (dreams a night)", "metric dreams a night"]
    );
    assert_eq!(said_about(&import, "result of acme/alpha-1 (variant=a b c) in models-dev/odd-one"), ["score 3"]);
    assert_eq!(said_about(&import, "result of acme/alpha-1 in models-dev/odd-one"), ["score 4"]);
    assert_eq!(count(&import, "another metric of `models-dev/odd-one`: resolved"), 1);
    assert_eq!(count(&import, "variant of a result that is no effort"), 1);
}
