//! Fixtures of every board through its own mapping, and what holds for all mappings.

use super::board::Board;
use super::columns::ScoreUnit;
use super::{AIDER, ARENA, EPOCH, LLM_STATS, TAU2};
use crate::import::{Import, ImportError, Importer, Input};
use crate::llm_stats::{MODELS, OFFERINGS};
use crate::report::Report;
use proptest::prelude::*;
use std::collections::BTreeSet;
use weigh_catalog::record::{Record, Subject};

fn import(importer: &Importer, file: &str, bytes: &[u8]) -> Result<Import, ImportError> {
    let read_on = weigh_catalog::date::parse_day("2026-10-20").unwrap();
    importer.import(&Input { file, bytes, read_on, version: "1", digest: "sha256:00" })
}

fn said(record: &Record) -> String {
    let said = record.statements.iter().map(|said| format!("{}: {}", said.field, said.value)).collect::<Vec<_>>();
    format!("{} | {}", record.subject, said.join(", "))
}

/// The records about results, models and routes, as text.
fn results(import: &Import) -> Vec<String> {
    let is_definition = |record: &&Record| matches!(record.subject, Subject::Benchmark(_));
    import.batch.records.iter().filter(|record| !is_definition(record)).map(said).collect()
}

fn tallies(report: &Report) -> Vec<String> {
    let skipped = report.skipped.iter().map(|(reason, tally)| format!("skip {} {reason}", tally.count));
    let notes = report.notes.iter().map(|(rule, tally)| format!("note {} {rule}", tally.count));
    let unknown = report.unknown_fields.iter().map(|(name, count)| format!("unknown {count} {name}"));
    let review = report.review.iter().map(|one| format!("review {} {} {}", one.locator, one.field, one.reason));
    skipped.chain(notes).chain(unknown).chain(review).collect()
}

macro_rules! fixture {
    ($importer:expr, $file:literal, $fixture:literal) => {
        import(&$importer, $file, include_bytes!(concat!("../../fixtures/", $fixture)))
    };
}

#[test]
fn epoch_typical_rows() {
    let import = fixture!(EPOCH, "epoch/hle_external.csv", "epoch/typical.csv").unwrap();
    assert_eq!(
        results(&import),
        [
            "result of Gamma (7B) in epoch/hle | score: 5, low: 4, high: 6, self-reported: false, evaluator: Scale AI and CAIS",
            "result of alpha-1-20260101 (effort=thinking) in epoch/hle | serves: Acme/alpha-1-20260101, score: 37.52, low: 35.62, high: 39.42, self-reported: false, evaluator: Scale AI and CAIS",
            "result of alpha-1-20260101 (effort=unknown) in epoch/hle | serves: Acme/alpha-1-20260101, score: 20, low: 18.4, high: 21.6, self-reported: false, evaluator: Scale AI and CAIS",
            "result of beta (thinking-tokens=16k) in epoch/hle | score: 10, self-reported: false, evaluator: Scale AI and CAIS"
        ]
    );
    assert_eq!(tallies(&import.report), Vec::<String>::new());
}

#[test]
fn epoch_the_least_that_is_valid() {
    let import = fixture!(EPOCH, "epoch/gpqa_diamond.csv", "epoch/minimal.csv").unwrap();
    assert_eq!(
        results(&import),
        ["result of alpha (effort=high) in epoch/gpqa-diamond | score: 50, self-reported: false, evaluator: Epoch AI"]
    );
    assert_eq!(tallies(&import.report), Vec::<String>::new());
}

#[test]
fn epoch_broken_rows_among_good_ones() {
    let import = fixture!(EPOCH, "epoch/gpqa_diamond.csv", "epoch/recoverable.csv").unwrap();
    assert_eq!(
        results(&import),
        [
            "result of alpha in epoch/gpqa-diamond | score: 60, standard-error: 3, ran-on: 2026-04-16, self-reported: false, evaluator: Epoch AI",
            "result of epsilon in epoch/gpqa-diamond | score: 25, standard-error: 3, self-reported: false, evaluator: Epoch AI"
        ]
    );
    assert_eq!(
        tallies(&import.report),
        [
            "skip 1 no model named",
            "skip 2 no score",
            "skip 1 same result twice: newest or best documented kept",
            "note 1 day of the run not read",
            "note 1 standard error of zero read as unknown",
            "review row 3 score not a number",
            "review row 4 score outside 0 to 100 per cent"
        ]
    );
}

#[test]
fn epoch_new_fields_and_values() {
    let import = fixture!(EPOCH, "epoch/gpqa_diamond.csv", "epoch/unknown.csv").unwrap();
    assert_eq!(
        results(&import),
        [
            "result of alpha_ultra in epoch/gpqa-diamond | score: 50, standard-error: 1, self-reported: false, evaluator: Epoch AI"
        ]
    );
    assert_eq!(tallies(&import.report), ["unknown 1 price per run"]);
}

#[test]
fn epoch_another_file_is_refused() {
    let error = fixture!(EPOCH, "epoch/gpqa_diamond.csv", "epoch/unrelated.csv").unwrap_err();
    assert!(matches!(error, ImportError::Shape { .. }), "{error}");
}

#[test]
fn arena_typical_rows() {
    let import = fixture!(ARENA, "arena/ratings-2026-10-20.json", "arena/typical.json").unwrap();
    assert_eq!(
        results(&import),
        [
            "result of Alpha 1 (20260101) (effort=high,thinking-tokens=32k) in arena/text | serves: acme/alpha-1, score: 1523.9, low: 1515.1, high: 1532.7, samples: 4900, ran-on: 2026-10-20, self-reported: false, evaluator: Arena",
            "result of Alpha 1 (20260101) (effort=none) in arena/text | serves: acme/alpha-1, score: 1500.5, low: 1490, high: 1511.25, samples: 4800, ran-on: 2026-10-20, self-reported: false, evaluator: Arena",
            "result of Beta in arena/text-coding | serves: northwind/beta, score: 1400, low: 1390.5, high: 1410, samples: 300, ran-on: 2026-10-20, self-reported: false, evaluator: Arena"
        ]
    );
    assert_eq!(tallies(&import.report), Vec::<String>::new());
}

#[test]
fn arena_an_older_capture_has_benchmarks_of_its_own() {
    let import = fixture!(ARENA, "arena/leaderboards-2026-10-05.json.gz", "arena/leaderboards.json").unwrap();
    assert_eq!(
        results(&import),
        [
            "result of alpha-1 (effort=high,thinking-tokens=32k) in arena-2026-10-05/text-coding | score: 1551.84858602, low: 1545.1, high: 1558.7, samples: 10038, ran-on: 2026-10-05, self-reported: false, evaluator: Arena",
            "result of beta (effort=max) in arena-2026-10-05/text-coding | score: 1479, low: 1470, high: 1490, samples: 900, ran-on: 2026-10-05, self-reported: false, evaluator: Arena",
            "result of qwen3.8-max in arena-2026-10-05/text-coding | score: 1480, low: 1470, high: 1490, samples: 900, ran-on: 2026-10-05, self-reported: false, evaluator: Arena"
        ]
    );
    assert_eq!(tallies(&import.report), Vec::<String>::new());
}

#[test]
fn arena_the_least_that_is_valid() {
    let import = fixture!(ARENA, "arena/ratings-x.json", "arena/minimal.json").unwrap();
    assert_eq!(
        results(&import),
        [
            "result of B in arena/text-math | serves: a/b, score: 1000, low: 990, high: 1010, samples: 1, self-reported: false, evaluator: Arena"
        ]
    );
    assert_eq!(tallies(&import.report), Vec::<String>::new());
}

#[test]
fn arena_broken_rows_among_good_ones() {
    let import = fixture!(ARENA, "arena/ratings-x.json", "arena/recoverable.json").unwrap();
    assert_eq!(
        results(&import),
        [
            "result of Alpha in arena/text | serves: acme/alpha, score: 1523.9, ran-on: 2026-10-20, self-reported: false, evaluator: Arena",
            "result of Delta in arena/text | serves: acme/delta, score: 1400, low: 1390, high: 1410, samples: 30, ran-on: 2026-10-20, self-reported: false, evaluator: Arena"
        ]
    );
    assert_eq!(
        tallies(&import.report),
        [
            "skip 3 no model named",
            "review tasks.overall.0 low interval without the score in it",
            "review tasks.overall.2 score not a number"
        ]
    );
}

#[test]
fn arena_new_fields_and_values() {
    let import = fixture!(ARENA, "arena/ratings-x.json", "arena/unknown.json").unwrap();
    assert_eq!(
        results(&import),
        [
            "result of Alpha (Ultra) in arena/text | serves: acme/alpha, score: 1523.9, low: 1515.1, high: 1532.7, samples: 4900, ran-on: 2026-10-20, self-reported: false, evaluator: Arena"
        ]
    );
    assert_eq!(tallies(&import.report), ["skip 1 no benchmark of the mapping fits `poetry`", "unknown 1 [7]"]);
}

#[test]
fn arena_another_file_is_refused() {
    let error = fixture!(ARENA, "arena/ratings-x.json", "arena/unrelated.json").unwrap_err();
    assert!(matches!(error, ImportError::Shape { .. }), "{error}");
}

#[test]
fn llm_stats_results_typical_rows() {
    let import = fixture!(LLM_STATS, "llm-stats/results.json", "llm-stats/typical-results.json").unwrap();
    assert_eq!(
        results(&import),
        [
            "result of alpha-1 in llm-stats/cfeval | score: 2134, self-reported: false",
            "result of alpha-1 (method=5-shot; cot,verified=true) in llm-stats/gpqa | score: 36.9, self-reported: true",
            "result of alpha-1 in llm-stats/humanitys-last-exam | score: 30, self-reported: true",
            "result of alpha-1 (notes=text only) in llm-stats/humanitys-last-exam | score: 20, self-reported: true"
        ]
    );
    assert_eq!(
        tallies(&import.report),
        ["note 1 link to example.com left out", "note 1 same result twice: told apart by `notes`"]
    );
}

#[test]
fn llm_stats_benchmarks_typical_rows() {
    let import = fixture!(LLM_STATS, "llm-stats/benchmarks.json", "llm-stats/typical-benchmarks.json").unwrap();
    assert_eq!(results(&import), Vec::<String>::new());
    assert_eq!(
        tallies(&import.report),
        ["skip 1 benchmark left out: some rows are error rates, others one minus the error rate"]
    );
}

#[test]
fn llm_stats_results_the_least_that_is_valid() {
    let import = fixture!(LLM_STATS, "llm-stats/results.json", "llm-stats/minimal-results.json").unwrap();
    assert_eq!(results(&import), ["result of alpha in llm-stats/new | score: 100"]);
    assert_eq!(tallies(&import.report), Vec::<String>::new());
}

#[test]
fn llm_stats_results_broken_rows_among_good_ones() {
    let import = fixture!(LLM_STATS, "llm-stats/results.json", "llm-stats/recoverable-results.json").unwrap();
    assert_eq!(results(&import), ["result of beta in llm-stats/mmlu | score: 81.2"]);
    assert_eq!(
        tallies(&import.report),
        [
            "skip 1 benchmark left out: some rows are error rates, others one minus the error rate",
            "skip 2 no benchmark named",
            "skip 1 no model named",
            "skip 1 no score",
            "note 1 score of zero read as not run",
            "review 0 score outside 0 to 100 per cent"
        ]
    );
}

#[test]
fn llm_stats_results_new_fields_and_values() {
    let import = fixture!(LLM_STATS, "llm-stats/results.json", "llm-stats/unknown-results.json").unwrap();
    assert_eq!(results(&import), ["result of alpha in llm-stats/mmlu | score: 50"]);
    assert_eq!(tallies(&import.report), ["unknown 1 confidence"]);
}

#[test]
fn llm_stats_another_file_is_refused() {
    let error = fixture!(LLM_STATS, "llm-stats/results.json", "llm-stats/unrelated.json").unwrap_err();
    assert!(matches!(error, ImportError::Shape { .. }), "{error}");
}

#[test]
fn llm_stats_models_typical_rows() {
    let import = fixture!(MODELS, "llm-stats/models.json", "llm-stats/typical-models.json").unwrap();
    assert_eq!(
        results(&import),
        [
            "model acme/alpha-1 | name: Alpha 1, aliases: llm-stats:alpha-1, weights-at: acme/alpha-1, fine-tune-of: alpha-0, released: 2025-03-01, knowledge-cutoff: 2024-06, parameters: 70600000000, licence: mit, announced: 2025-02-27"
        ]
    );
    assert_eq!(tallies(&import.report), Vec::<String>::new());
}

#[test]
fn llm_stats_models_the_least_that_is_valid() {
    let import = fixture!(MODELS, "llm-stats/models.json", "llm-stats/minimal-models.json").unwrap();
    assert_eq!(results(&import), ["model acme/beta | aliases: llm-stats:beta"]);
    assert_eq!(tallies(&import.report), Vec::<String>::new());
}

#[test]
fn llm_stats_models_broken_rows_among_good_ones() {
    let import = fixture!(MODELS, "llm-stats/models.json", "llm-stats/recoverable-models.json").unwrap();
    assert_eq!(results(&import), ["model acme/beta | name: Beta, aliases: llm-stats:beta"]);
    assert_eq!(
        tallies(&import.report),
        [
            "skip 1 `2` should be an object",
            "skip 1 `3.param_count` should be a whole number",
            "skip 1 `organization_id` should be given",
            "skip 1 model twice; the later kept",
            "note 1 weights not at a Hugging Face repository",
            "review 1.beta released not a date"
        ]
    );
}

#[test]
fn llm_stats_models_new_fields_and_values() {
    let import = fixture!(MODELS, "llm-stats/models.json", "llm-stats/unknown-models.json").unwrap();
    assert_eq!(results(&import), ["model acme/beta | aliases: llm-stats:beta"]);
    assert_eq!(tallies(&import.report), ["unknown 1 model.deprecation_date"]);
}

#[test]
fn llm_stats_models_another_file_is_refused() {
    let error = fixture!(MODELS, "llm-stats/models.json", "llm-stats/unrelated.json").unwrap_err();
    assert!(matches!(error, ImportError::Shape { .. }), "{error}");
}

#[test]
fn llm_stats_offerings_typical_rows() {
    let import = fixture!(OFFERINGS, "llm-stats/offerings.json", "llm-stats/typical-offerings.json").unwrap();
    assert_eq!(
        results(&import),
        [
            "route acme/alpha-1 at northwind | name: Alpha 1, serves: acme/alpha-1, deprecated: 2025-12-31, max-input: 200000, max-output: 8192, quantisation: fp8, can.text-in: true, can.text-out: true, can.vision: true, can.function-calling: true, can.batch: true, rate.input: 1.1, rate.output: 4.4"
        ]
    );
    assert_eq!(tallies(&import.report), Vec::<String>::new());
}

#[test]
fn llm_stats_offerings_the_least_that_is_valid() {
    let import = fixture!(OFFERINGS, "llm-stats/offerings.json", "llm-stats/minimal-offerings.json").unwrap();
    assert_eq!(results(&import), ["route alpha at northwind | "]);
    assert_eq!(tallies(&import.report), Vec::<String>::new());
}

#[test]
fn llm_stats_offerings_broken_rows_among_good_ones() {
    let import = fixture!(OFFERINGS, "llm-stats/offerings.json", "llm-stats/recoverable-offerings.json").unwrap();
    assert_eq!(results(&import), ["route alpha at northwind | ", "route beta at northwind | "]);
    assert_eq!(
        tallies(&import.report),
        [
            "skip 1 `2` should be an object",
            "skip 1 `4.input_cents_per_million_tokens` should be a number",
            "skip 1 `model_id` should be given",
            "note 1 all prices zero read as unknown",
            "review 1.northwind.alpha created_at not a date",
            "review 3.northwind.beta rate.input above $1,000 per million tokens: a slip between units?",
            "review 3.northwind.beta rate.output output below a twentieth of input: swapped or slipped?"
        ]
    );
}

#[test]
fn llm_stats_offerings_new_fields_and_values() {
    let import = fixture!(OFFERINGS, "llm-stats/offerings.json", "llm-stats/unknown-offerings.json").unwrap();
    assert_eq!(results(&import), ["route alpha at northwind | "]);
    assert_eq!(tallies(&import.report), ["unknown 1 offering.cache_cents_per_million_tokens"]);
}

#[test]
fn aider_typical_rows() {
    let import = fixture!(AIDER, "aider/polyglot_leaderboard.yml", "aider/typical.yml").unwrap();
    assert_eq!(
        results(&import),
        [
            "result of Alpha 1 (edit-format=diff,effort=high) in aider/polyglot | score: 35.6, samples: 225, ran-on: 2025-02-25, self-reported: false, evaluator: Aider, run-cost: 6.317",
            "result of Alpha 1 + Beta (edit-format=architect,editor=acme/beta,editor-edit-format=editor-diff,thinking-tokens=32k) in aider/polyglot | score: 40, samples: 224, ran-on: 2025-02-26, self-reported: false, evaluator: Aider"
        ]
    );
    assert_eq!(tallies(&import.report), ["note 1 run cost of zero read as unknown"]);
}

#[test]
fn aider_the_least_that_is_valid() {
    let import = fixture!(AIDER, "aider/polyglot_leaderboard.yml", "aider/minimal.yml").unwrap();
    assert_eq!(
        results(&import),
        ["result of alpha in aider/polyglot | score: 1, self-reported: false, evaluator: Aider"]
    );
    assert_eq!(tallies(&import.report), Vec::<String>::new());
}

#[test]
fn aider_broken_rows_among_good_ones() {
    let import = fixture!(AIDER, "aider/polyglot_leaderboard.yml", "aider/recoverable.yml").unwrap();
    assert_eq!(
        results(&import),
        [
            "result of alpha (edit-format=whole,version=0.70) in aider/polyglot | score: 12.5, ran-on: 2025-01-01, self-reported: false, evaluator: Aider",
            "result of alpha (edit-format=whole,version=0.71) in aider/polyglot | score: 13.5, ran-on: 2025-02-01, self-reported: false, evaluator: Aider"
        ]
    );
    assert_eq!(
        tallies(&import.report),
        [
            "skip 2 no model named",
            "skip 1 no score",
            "note 2 same result twice: told apart by `version`",
            "review 5 run-cost not an amount",
            "review 5 score outside 0 to 100 per cent"
        ]
    );
}

#[test]
fn aider_new_fields_and_values() {
    let import = fixture!(AIDER, "aider/polyglot_leaderboard.yml", "aider/unknown.yml").unwrap();
    assert_eq!(
        results(&import),
        ["result of alpha in aider/polyglot | score: 1, self-reported: false, evaluator: Aider"]
    );
    assert_eq!(tallies(&import.report), ["unknown 1 pass_rate_3"]);
}

#[test]
fn aider_another_file_is_refused() {
    let error = fixture!(AIDER, "aider/polyglot_leaderboard.yml", "aider/unrelated.yml").unwrap_err();
    assert!(matches!(error, ImportError::Shape { .. }), "{error}");
}

#[test]
fn tau2_typical_rows() {
    let import = fixture!(TAU2, "tau2-bench/submissions-x.json", "tau2-bench/typical.json").unwrap();
    assert_eq!(
        results(&import),
        [
            "result of Alpha 1 (effort=high,retrieval=alltools,user=gpt-5.2,version=1.0.1) in tau2/banking | serves: Acme/Alpha 1, score: 24.74, ran-on: 2026-02-26, self-reported: false, evaluator: Sierra",
            "result of Alpha 1 (effort=high,user=gpt-5.2,version=1.0.1) in tau2/retail | serves: Acme/Alpha 1, score: 81.5789473684, ran-on: 2026-02-26, self-reported: false, evaluator: Sierra",
            "result of beta-live (effort=high,modified-prompts=true,submission=custom) in tau2/voice-airline | serves: Acme/beta-live, score: 64, ran-on: 2026-03-02, self-reported: true, evaluator: Acme"
        ]
    );
    assert_eq!(tallies(&import.report), Vec::<String>::new());
}

#[test]
fn tau2_the_least_that_is_valid() {
    let import = fixture!(TAU2, "tau2-bench/submissions-x.json", "tau2-bench/minimal.json").unwrap();
    assert_eq!(results(&import), ["result of alpha in tau2/telecom | score: 50"]);
    assert_eq!(tallies(&import.report), Vec::<String>::new());
}

#[test]
fn tau2_broken_rows_among_good_ones() {
    let import = fixture!(TAU2, "tau2-bench/submissions-x.json", "tau2-bench/recoverable.json").unwrap();
    assert_eq!(
        results(&import),
        ["result of beta in tau2/telecom | serves: Beta Inc/beta, score: 0.5, evaluator: Northwind"]
    );
    assert_eq!(
        tallies(&import.report),
        ["skip 1 no benchmark of the mapping fits ``", "skip 2 no model named", "review 0 score not a number"]
    );
}

#[test]
fn tau2_new_fields_and_values() {
    let import = fixture!(TAU2, "tau2-bench/submissions-x.json", "tau2-bench/unknown.json").unwrap();
    assert_eq!(results(&import), ["result of alpha in tau2/telecom | score: 50"]);
    assert_eq!(tallies(&import.report), ["unknown 1 temperature"]);
}

#[test]
fn tau2_another_file_is_refused() {
    let error = fixture!(TAU2, "tau2-bench/submissions-x.json", "tau2-bench/unrelated.json").unwrap_err();
    assert!(matches!(error, ImportError::Shape { .. }), "{error}");
}

#[test]
fn benchmarks_are_defined_with_unit_margin_and_area() {
    let import = fixture!(EPOCH, "epoch/hle_external.csv", "epoch/typical.csv").unwrap();
    assert_eq!(
        said(import.batch.records.first().unwrap()),
        "benchmark epoch/hle | name: Humanity's Last Exam, aliases: hle, url: \
         https://scale.com/leaderboard/humanitys_last_exam, metric: accuracy, score-unit: percent, direction: higher, \
         margin: 2.8, area: knowledge,reasoning, samples: 2500"
    );
    let import = fixture!(LLM_STATS, "llm-stats/benchmarks.json", "llm-stats/typical-benchmarks.json").unwrap();
    let all: Vec<_> = import.batch.records.iter().map(said).collect();
    assert_eq!(
        all,
        [
            "benchmark llm-stats/gpqa | name: GPQA, aliases: gpqa, url: https://arxiv.example/gpqa, metric: score as \
             reported, score-unit: percent, direction: higher, margin: 9.8, area: knowledge,reasoning",
            "benchmark llm-stats/graph-walks-under-128k | name: Graph walks <128k, url: https://code.example/walks, \
             metric: score as reported, score-unit: percent, direction: higher, margin: 3, area: coding",
        ]
    );
}

#[test]
fn what_a_float_garbled_keeps_its_text() {
    let import = fixture!(EPOCH, "epoch/hle_external.csv", "epoch/typical.csv").unwrap();
    let raws: Vec<_> = import
        .batch
        .records
        .iter()
        .flat_map(|record| &record.statements)
        .filter_map(|said| said.raw.as_deref())
        .collect();
    assert_eq!(raws, ["0.37520000000000003"]);
}

/// The mappings with the folder of their files.
fn boards() -> [(&'static str, Board); 5] {
    [
        ("epoch", super::EPOCH_MAPPING),
        ("arena", super::ARENA_MAPPING),
        ("llm-stats", super::LLM_STATS_MAPPING),
        ("aider", super::AIDER_MAPPING),
        ("tau2", super::TAU2_MAPPING),
    ]
    .map(|(id, text)| (id, Board::parse(text).unwrap_or_else(|error| panic!("{id}: {error}"))))
}

#[test]
fn every_mapping_is_whole() {
    for (id, board) in boards() {
        let mut ids = BTreeSet::new();
        for file in &board.files {
            for benchmark in &file.benchmarks {
                let own = benchmark.id.split(['/', '-']).next().unwrap();
                assert_eq!(own, id.split('-').next().unwrap(), "{}", benchmark.id);
                assert!(benchmark.margin().is_some_and(|margin| margin > 0.into()), "{}: no margin", benchmark.id);
                assert!(!benchmark.score.is_empty(), "{}: no score", benchmark.id);
                assert!(
                    !benchmark.area.is_empty() || benchmark.key.as_deref() == Some("*"),
                    "{}: no area",
                    benchmark.id
                );
                assert!(
                    benchmark.unit != ScoreUnit::Points || benchmark.shift == 0,
                    "{}: points are not shifted",
                    benchmark.id
                );
                let key = (benchmark.id.clone(), file.defines.is_some());
                assert!(ids.insert(key), "{} twice", benchmark.id);
            }
        }
    }
}

#[test]
fn a_key_stands_in_one_entry_only() {
    for (id, board) in boards() {
        for file in &board.files {
            let mut keys: Vec<_> = file.benchmarks.iter().filter_map(|benchmark| benchmark.key.as_deref()).collect();
            let all = keys.len();
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), all, "{id} {}", file.name);
        }
    }
}

const FIXTURES: &[&[u8]] = &[
    include_bytes!("../../fixtures/epoch/recoverable.csv"),
    include_bytes!("../../fixtures/arena/recoverable.json"),
    include_bytes!("../../fixtures/llm-stats/recoverable-results.json"),
    include_bytes!("../../fixtures/llm-stats/recoverable-offerings.json"),
    include_bytes!("../../fixtures/llm-stats/recoverable-models.json"),
    include_bytes!("../../fixtures/aider/recoverable.yml"),
    include_bytes!("../../fixtures/tau2-bench/recoverable.json"),
];

/// Every importer of this folder on these bytes, under the name of one file of each board.
fn import_everywhere(place: usize, bytes: &[u8]) {
    for (importer, (_, board)) in [EPOCH, ARENA, LLM_STATS, AIDER, TAU2].iter().zip(boards()) {
        let name = board.files.iter().cycle().nth(place).map(|file| file.name.replace('*', "x")).unwrap();
        if let Ok(done) = import(importer, &name, bytes) {
            let text = weigh_catalog::text::write(&done.batch);
            assert_eq!(weigh_catalog::text::read(&text).unwrap(), done.batch);
        }
    }
    for importer in [MODELS, OFFERINGS] {
        let _ = import(&importer, "x.json", bytes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_bytes_panic(place in 0..60_usize, bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        import_everywhere(place, &bytes);
    }

    #[test]
    fn no_change_of_a_good_file_panics(
        place in 0..60_usize,
        which in 0..FIXTURES.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(b"{}[]\"',:-9eE.\n \xff*&#|".to_vec())), 1..6),
    ) {
        let mut bytes = FIXTURES[which].to_vec();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        import_everywhere(place, &bytes);
    }
}
