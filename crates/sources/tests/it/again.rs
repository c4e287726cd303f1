//! Reading the same content again plans nothing: from packed evidence, under another name, digest and day.

use std::borrow::Cow;
use std::path::Path;
use weigh_catalog::assemble::{OwnIds, assemble, share_basis};
use weigh_catalog::packed::{PackInput, Packed, pack};
use weigh_catalog::record::Batch;
use weigh_catalog::{Day, unpack};
use weigh_sources::sync::{Plan, plan};
use weigh_sources::{IMPORTERS, Import, Input};

/// Importer, fixture, and two names under which it may lie.
const FILES: &[(&str, &str, [&str; 2])] = &[
    ("models-dev", "models-dev/typical.json", ["models-dev/api.json", "api.json"]),
    ("models-dev-metadata", "models-dev-metadata/typical.json", ["models-dev/models.json", "models.json"]),
    ("models-dev-links", "models-dev-links/typical.json", ["models-dev/base-model-links.json", "links.json"]),
    ("models-dev-history", "models-dev-history/typical.jsonl", ["models-dev/price-history.jsonl", "history.jsonl"]),
    ("openrouter-models", "openrouter-models/typical.json", ["openrouter/models.json", "models"]),
    ("openrouter-endpoints", "openrouter-endpoints/typical.json", ["openrouter/endpoints.json", "endpoints"]),
    ("openrouter-providers", "openrouter-providers/typical.json", ["openrouter/providers.json", "providers"]),
    ("openrouter-archive", "openrouter-archive/typical.json", ["openrouter/price-history.json", "archive"]),
    ("litellm", "litellm/typical.json", ["litellm/model_prices_and_context_window.json", "prices.json"]),
    ("litellm-history", "litellm-history/typical.json", ["litellm/price-events.json", "events.json"]),
    ("genai-prices", "genai-prices/typical.json", ["genai-prices/data.json", "data.json"]),
    ("model-prices", "model-prices/typical.json", ["model-prices/snapshot.json", "snapshot.json"]),
    ("hugging-face", "hugging-face/typical.json", ["huggingface-metadata/models.json", "hf.json"]),
    ("epoch", "epoch/typical.csv", ["epoch/hle_external.csv", "other/hle_external.csv"]),
    ("arena", "arena/typical.json", ["arena/ratings-2026-10-20.json", "other/ratings-2026-10-21.json"]),
    ("llm-stats-results", "llm-stats/typical-results.json", ["llm-stats/results.json", "other/results.json"]),
    ("aider", "aider/typical.yml", ["aider/polyglot_leaderboard.yml", "other/polyglot_leaderboard.yml"]),
    (
        "tau2-bench",
        "tau2-bench/typical.json",
        ["tau2-bench/submissions-2026-08-18.json", "other/submissions-2026-08-19.json"],
    ),
    ("llm-stats-models", "llm-stats/typical-models.json", ["llm-stats/models.json", "models.json"]),
    ("llm-stats-offerings", "llm-stats/typical-offerings.json", ["llm-stats/offerings.json", "offerings.json"]),
];

fn import(id: &str, fixture: &str, name: &str, (read_on, digest): (Day, &str)) -> Import {
    let importer = IMPORTERS.iter().find(|importer| importer.id == id).unwrap();
    let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(fixture)).unwrap();
    importer.import(&Input { file: name, bytes: &bytes, read_on, version: "1", digest }).unwrap()
}

/// What a catalog of these batches is taken apart into.
fn through_a_packed_catalog(batches: &[Batch]) -> Vec<Batch> {
    let assembly = assemble(batches);
    let day = batches[0].reading.read_on;
    let input = PackInput { assembly: &assembly, source_table: "", day, version: "1" };
    unpack::batches(&Packed::open(Cow::Owned(pack(&input))).unwrap()).unwrap()
}

fn plan_again(known: &[Batch], import: &Import) -> Plan {
    let mut batches = known.to_vec();
    batches.push(OwnIds::of(known).own(&import.batch));
    share_basis(&mut batches);
    let (next, previous) = batches.split_last().unwrap();
    plan(previous, next, &import.report)
}

#[test]
fn the_same_content_plans_nothing_whatever_its_name_digest_and_day() {
    let every: Vec<&str> = IMPORTERS.iter().map(|importer| importer.id).collect();
    let tried: Vec<&str> = FILES.iter().map(|(id, ..)| *id).collect();
    assert_eq!(tried, every, "one line for each importer, in their order");
    let day: Day = "2026-11-01".parse().unwrap();
    for (id, fixture, [name, other]) in FILES {
        let first = import(id, fixture, name, (day, "sha256:00"));
        assert!(!first.batch.records.is_empty());
        let known = through_a_packed_catalog(std::slice::from_ref(&first.batch));
        let (earlier, later) = (day.yesterday().unwrap(), day.tomorrow().unwrap());
        for (read_on, digest) in [(day, "sha256:00"), (day, "sha256:01"), (later, "sha256:01"), (earlier, "sha256:01")]
        {
            let plan = plan_again(&known, &import(id, fixture, other, (read_on, digest)));
            assert!(plan.is_empty() && plan.held.is_empty(), "{id} on {read_on}: {plan:#?}");
            assert!(plan.unchanged > 0, "{id}");
        }
    }
}

#[test]
fn a_first_reading_and_a_changed_one_do_plan_something() {
    let day: Day = "2026-11-01".parse().unwrap();
    let first = import("models-dev", "models-dev/typical.json", "api.json", (day, "sha256:00"));
    assert!(!plan_again(&[], &first).is_empty());
    let minimal = import("models-dev", "models-dev/minimal.json", "api.json", (day, "sha256:01"));
    let known = through_a_packed_catalog(std::slice::from_ref(&minimal.batch));
    assert!(!plan_again(&known, &first).is_empty());
}
