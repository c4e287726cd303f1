//! Providers and routes.

use super::{count, fixture, said, said_of, skipped};
use weigh_catalog::{Basis, Subject};

#[test]
fn a_route_says_everything_the_list_has() {
    let import = fixture!(API, "models-dev/typical.json").unwrap();
    assert_eq!(
        said(&import, "northwind.models.alpha-1"),
        [
            "name Alpha 1",
            "serves acme/alpha-1",
            "family alpha",
            "released 2026-03-05",
            "knowledge-cutoff 2025-08",
            "open-weights false",
            "status active",
            "context 1050000",
            "max-input 922000",
            "max-output 128000",
            "efforts low,high",
            "can.text-in true",
            "can.text-out true",
            "can.vision true",
            "can.audio-in false",
            "can.video-in false",
            "can.document-in true",
            "can.image-out false",
            "can.audio-out false",
            "can.video-out false",
            "can.reasoning true",
            "can.function-calling true",
            "can.structured-outputs true",
            "can.prompt-caching true",
            "rate.input 2.5",
            "rate.input>272000 5",
            "rate.input.priority 5",
            "rate.input.ultrafast 9",
            "rate.input.ultrafast>272000 18",
            "rate.cached-input 0.3",
            "rate.cached-input>272000 0.5",
            "rate.cache-write 3.125",
            "rate.output 15",
            "rate.output>272000 22.5",
            "rate.output.priority 30",
            "rate.output.ultrafast 60",
            "rate.output.ultrafast>272000 90",
            "rate.reasoning 16",
            "rate.audio-input 4",
            "rate.audio-output 20",
        ]
    );
    assert_eq!(count(&import, "mode without a price: pro"), 1);
    assert!(import.report.unknown_fields.is_empty(), "{:?}", import.report.unknown_fields);
    assert!(import.report.review.is_empty());
    assert_eq!((import.report.rows, import.report.records), (9, 11));
}

#[test]
fn float_noise_is_kept_as_raw_text() {
    let import = fixture!(API, "models-dev/typical.json").unwrap();
    let raw: Vec<_> =
        import.batch.records.iter().flat_map(|r| &r.statements).filter_map(|s| s.raw.as_deref()).collect();
    assert!(raw.contains(&"0.30000000000000004"), "{raw:?}");
}

#[test]
fn a_provider_says_where_it_is_and_its_package_how_it_speaks() {
    let import = fixture!(API, "models-dev/typical.json").unwrap();
    assert_eq!(
        said(&import, "northwind"),
        ["name Northwind", "base-url https://api.northwind.example/v1", "docs https://docs.northwind.example"]
    );
    assert_eq!(said(&import, "northwind.npm"), ["dialect openai-responses"]);
    assert_eq!(said(&import, "northwind-coding-plan"), ["name Northwind plan"]);
    assert_eq!(count(&import, "client package without a known dialect: northwind-own-sdk"), 1);
    let derived = import.batch.records.iter().find(|record| &*record.locator == "northwind.npm").unwrap();
    assert_eq!((derived.basis, &derived.subject), (Basis::Derived, &Subject::Provider("northwind".into())));
}

#[test]
fn a_route_may_speak_another_dialect_than_its_provider() {
    let import = fixture!(API, "models-dev/typical.json").unwrap();
    assert_eq!(said(&import, "northwind.models.claude.provider"), ["dialect anthropic-messages"]);
    assert_eq!(
        said(&import, "northwind.models.claude"),
        ["name Claude", "status deprecated", "base-url https://api.northwind.example/anthropic"]
    );
}

#[test]
fn zero_is_free_a_plan_or_unknown() {
    let import = fixture!(API, "models-dev/typical.json").unwrap();
    assert_eq!(said_of(&import, "northwind.models.alpha-1-free", "price-kind"), ["price-kind free"]);
    assert_eq!(said_of(&import, "northwind.models.alpha-1-free", "rate"), ["rate.input 0", "rate.output 0"]);
    assert_eq!(said_of(&import, "northwind-coding-plan.models.alpha-1", "price-kind"), ["price-kind plan"]);
    assert_eq!(count(&import, "all prices zero read as unknown"), 1);
}

#[test]
fn output_is_filed_under_what_is_generated() {
    let import = fixture!(API, "models-dev/typical.json").unwrap();
    assert_eq!(said_of(&import, "northwind.models.pixel-1", "rate"), ["rate.input 5", "rate.image-output 40"]);
    assert_eq!(said_of(&import, "northwind.models.pixel-chat", "rate"), ["rate.input 0.3", "rate.image-output 30"]);
    assert_eq!(said_of(&import, "northwind.models.pixel-mix", "rate"), ["rate.input 0.3", "rate.output 2.5"]);
    assert_eq!(said_of(&import, "northwind.models.pixel-1", "context"), [""; 0]);
    assert_eq!(count(&import, "limit of zero read as unknown: context"), 1);
}

#[test]
fn the_least_list_has_one_provider_without_routes() {
    let import = fixture!(API, "models-dev/minimal.json").unwrap();
    assert_eq!(said(&import, "northwind"), [""; 0]);
    assert_eq!(import.report.rows, 1);
}

#[test]
fn broken_values_do_not_take_their_row_along() {
    let import = fixture!(API, "models-dev/recoverable.json").unwrap();
    assert_eq!(
        skipped(&import),
        [
            ("`model` should be an object", 1),
            ("a route without an id", 1),
            ("not a provider: `provider` should be an object", 1)
        ]
    );
    assert_eq!(said(&import, "northwind"), ["docs https://docs.northwind.example"]);
    assert_eq!(said(&import, "northwind.models.wrong-types"), ["name Wrong types", "max-output 8000", "rate.output 2"]);
    for rule in [
        "key and `id` differ: key taken",
        "left out: `release_date` is not a date",
        "left out: `release_date` is 1970-01-01",
        "left out: `model.open_weights` should be true or false",
        "left out: `model.status` should be text",
        "left out: `model.limit.context` should be a whole number",
        "left out: `model.modalities.input` should be an array of texts",
        "left out: `model.cost.input` should be a number",
        "left out: `cost.tiers` should be an object",
        "bracket left out: `cost.tiers.tier` should be a bracket of the context",
    ] {
        assert_eq!(count(&import, rule), 1, "{rule}: {:?}", import.report.notes);
    }
}

#[test]
fn what_cannot_be_a_price_is_left_out() {
    let import = fixture!(API, "models-dev/recoverable.json").unwrap();
    let rates = |id: &str| said_of(&import, &format!("northwind.models.{id}"), "rate");
    assert_eq!(rates("zeros"), ["rate.input 1", "rate.output 4"]);
    assert_eq!(rates("surcharge"), ["rate.input 1", "rate.cached-input 1", "rate.output 4"]);
    assert_eq!(rates("filler"), ["rate.input 1", "rate.output 4"]);
    assert_eq!(rates("whisper"), [""; 0]);
    assert_eq!(rates("per-token"), [""; 0]);
    assert_eq!(rates("old-reader"), ["rate.input 1", "rate.input>200000 2", "rate.output 4", "rate.output>200000 6"]);
    assert_eq!(said_of(&import, "northwind.models.surcharge", "can"), [""; 0], "no discount, no word on caching");
    let review: Vec<_> =
        import.report.review.iter().map(|r| format!("{} {} {}", r.locator, r.field, r.value)).collect();
    assert_eq!(
        review,
        [
            "northwind.models.filler rate.cached-input 1.5",
            "northwind.models.per-token rate.input 7.5e-07",
            "northwind.models.per-token rate.output 4.5e-06",
            "northwind.models.whisper rate.input 0.01",
            "northwind.models.whisper rate.output 0",
        ]
    );
}

#[test]
fn new_fields_and_values_are_counted() {
    let import = fixture!(API, "models-dev/unknown.json").unwrap();
    let unknown: Vec<&str> = import.report.unknown_fields.keys().map(String::as_str).collect();
    assert_eq!(
        unknown,
        [
            "model.cost.smell",
            "model.limit.thoughts",
            "model.modalities.inner",
            "model.reasoning_options.depth",
            "model.smell",
            "provider.region"
        ]
    );
    for rule in [
        "status without a meaning here: resting",
        "input modality without a capability: touch",
        "reasoning option not read: dream",
        "mode without a service tier here: dreamy",
    ] {
        assert_eq!(count(&import, rule), 1, "{rule}");
    }
    assert_eq!(said_of(&import, "northwind.models.alpha-1", "rate"), ["rate.input 1", "rate.output 2"]);
    assert_eq!(said_of(&import, "northwind.models.alpha-1", "status"), [""; 0]);
}
