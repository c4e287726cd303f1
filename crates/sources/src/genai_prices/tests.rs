use super::*;
use crate::import::Import;
use std::collections::BTreeMap;

const TYPICAL: &str = include_str!("../../fixtures/genai-prices/typical.json");
const MINIMAL: &str = include_str!("../../fixtures/genai-prices/minimal.json");
const RECOVERABLE: &str = include_str!("../../fixtures/genai-prices/recoverable.json");
const UNKNOWN: &str = include_str!("../../fixtures/genai-prices/unknown.json");
const UNRELATED: &str = include_str!("../../fixtures/genai-prices/unrelated.json");

fn try_import(text: &str) -> Result<Import, ImportError> {
    let read_on = "2026-11-12".parse().unwrap();
    IMPORTER.import(&Input { file: "x.json", bytes: text.as_bytes(), read_on, version: "1", digest: "sha256:00" })
}

fn import(text: &str) -> Import {
    try_import(text).unwrap()
}

/// The records of a route: period, then what it says.
fn lines(import: &Import, id: &str) -> Vec<String> {
    let day = |day: Option<weigh_catalog::Day>| day.map_or("..".to_owned(), |day| day.to_string());
    let line = |record: &Record| {
        let said: Vec<String> = record.statements.iter().map(|said| format!("{} {}", said.field, said.value)).collect();
        format!("{} {}: {}", day(record.effective.from), day(record.effective.until), said.join(", "))
    };
    let subject = Subject::route("acme", id);
    import.batch.records.iter().filter(|record| record.subject == subject).map(line).collect()
}

fn count(tallies: &BTreeMap<String, crate::report::Tally>, rule: &str) -> usize {
    tallies.get(rule).map_or(0, |tally| tally.count)
}

#[test]
fn a_typical_model_says_its_prices_by_tier_and_period() {
    let import = import(TYPICAL);
    assert_eq!(
        lines(&import, "alpha-1"),
        [
            ".. ..: rate.input 1.1, rate.input>200000 2.2, rate.input.priority 2.2, rate.input.fast 3.3, \
             rate.cached-input 0.11, rate.cache-write 1.375, rate.cache-write-1h 2.2, rate.output 4.4, \
             rate.reasoning 3, rate.audio-input 3, rate.cached-audio-input 0.3, rate.audio-output 12, \
             rate.image-input 5, rate.cached-image-input 1.25, rate.image-output 30, rate.video-input 3, \
             rate.video-output 17.5, rate.citation 2, rate.request 5000, rate.web-search 10000, rate.file-search 2500",
            ".. ..: name Alpha 1, context 200000",
            "2026-10-14 2027-01-01: rate.input.batch 0.55, rate.output.batch 2.2",
            "2027-01-01 ..: rate.input.batch 0.5",
        ]
    );
    assert_eq!(count(&import.report.notes, "variant left out: search_type=web"), 1);
}

#[test]
fn a_routers_batch_ids_are_offers_in_the_batch_tier() {
    let import = import(TYPICAL);
    let subject = Subject::route("openrouter", "acme/alpha-1:batch");
    let record = import.batch.records.iter().find(|record| record.subject == subject).unwrap();
    let said: Vec<String> = record.statements.iter().map(|said| format!("{} {}", said.field, said.value)).collect();
    assert_eq!(said, ["rate.input.batch 0.5", "rate.output.batch 2"]);
}

#[test]
fn a_dated_comment_with_an_address_is_documentation() {
    let import = import(TYPICAL);
    let find = |id: &str| {
        let subject = Subject::route("acme", id);
        let is_priced = |record: &&Record| record.statements.iter().any(|said| matches!(said.field, Field::Rate(_)));
        import.batch.records.iter().filter(is_priced).find(|record| record.subject == subject).unwrap()
    };
    assert_eq!(find("alpha-1").basis, Basis::Documented);
    assert_eq!(find("alpha-1").link.as_deref(), Some("https://acme.example/alpha"));
    assert_eq!(find("ear").basis, Basis::Listed);
    assert_eq!(find("ear").link.as_deref(), Some("https://acme.example/ear"));
    assert_eq!(find("beta").basis, Basis::Listed);
    assert_eq!(find("beta").link.as_deref(), Some("https://acme.example/pricing"));
}

#[test]
fn names_given_by_equals_are_routes_of_their_own() {
    let import = import(TYPICAL);
    assert_eq!(lines(&import, "alpha-1-2026"), lines(&import, "alpha-1"));
    assert!(lines(&import, "alpha-1-x").is_empty());
    assert_eq!(count(&import.report.notes, "names matched by a pattern are not expanded"), 2);
}

#[test]
fn a_window_after_a_date_does_not_reach_back() {
    let import = import(TYPICAL);
    assert_eq!(
        lines(&import, "beta"),
        [".. 2026-08-17: rate.input 0.4", "2026-08-17 ..: rate.input 0.6, rate.input[0100-0400] 1.2"]
    );
    assert_eq!(
        lines(&import, "gamma"),
        [".. ..: status deprecated", ".. ..: rate.input 0.2, rate.input[1630-0030] 0.1"]
    );
}

#[test]
fn units_come_out_per_million() {
    let import = import(TYPICAL);
    assert_eq!(lines(&import, "ear"), [".. ..: rate.audio-read 100"]);
    let ear = import.batch.records.iter().find(|record| record.subject == Subject::route("acme", "ear")).unwrap();
    assert_eq!(ear.statements[0].raw.as_deref(), Some("0.36 an hour"));
    assert_eq!(
        lines(&import, "page"),
        [
            ".. ..: rate.request{text-message} 4000, rate.character-read 15, rate.page-read 4000, rate.page-annotated 5000"
        ]
    );
    assert_eq!(lines(&import, "delta:free"), [".. ..: price-kind free, rate.input 0, rate.output 0"]);
}

#[test]
fn a_provider_has_a_record_and_rows_are_counted() {
    let import = import(TYPICAL);
    let provider =
        import.batch.records.iter().find(|record| record.subject == Subject::Provider("acme".into())).unwrap();
    assert_eq!(provider.get(&Field::Docs), Some(&Value::Text("https://acme.example/pricing".into())));
    assert_eq!(import.report.rows, 8);
    assert_eq!(count(&import.report.skipped, "nothing said"), 1);
    assert_eq!(count(&import.report.notes, "model without a price"), 1);
    assert!(import.report.unknown_fields.is_empty(), "{:?}", import.report.unknown_fields);
    assert!(import.report.review.is_empty(), "{:?}", import.report.review);
}

#[test]
fn the_least_is_an_id_and_a_price() {
    let import = import(MINIMAL);
    assert_eq!(lines(&import, "alpha"), [".. ..: rate.input 1"]);
    assert_eq!(import.batch.records.len(), 1);
}

#[test]
fn broken_models_do_not_break_their_neighbours() {
    let import = import(RECOVERABLE);
    assert_eq!(lines(&import, "good"), [".. ..: rate.input 1"]);
    assert_eq!(lines(&import, "better"), [".. ..: rate.input 3"]);
    assert_eq!(lines(&import, "part"), [".. ..: rate.output 2"]);
    assert!(
        lines(&import, "slip").is_empty() && lines(&import, "odd").is_empty() && lines(&import, "dates").is_empty()
    );
    assert_eq!(import.report.rows, 9);
    assert_eq!(import.report.skipped_rows(), 6, "{:?}", import.report.skipped);
    let reviewed: Vec<&str> = import.report.review.iter().map(|review| &*review.locator).collect();
    assert_eq!(reviewed, ["acme.part.prices", "acme.slip", "acme.slip"]);
}

#[test]
fn new_fields_and_values_are_reported() {
    let import = import(UNKNOWN);
    assert_eq!(lines(&import, "alpha"), [".. ..: rate.input 1"]);
    let unknown: Vec<&str> = import.report.unknown_fields.keys().map(String::as_str).collect();
    assert_eq!(unknown, ["match.sounds_like", "model.mood", "prices.dreams_kcount", "provider.motto"]);
    assert_eq!(count(&import.report.notes, "variant left out: service_tier=dreaming"), 1);
    assert_eq!(count(&import.report.notes, "variant with a daily window left out"), 1);
}

#[test]
fn another_file_is_refused_whole() {
    assert!(matches!(try_import(UNRELATED), Err(ImportError::Shape { .. })));
    assert!(matches!(try_import("[]"), Err(ImportError::Shape { .. })));
    assert!(matches!(try_import("{}"), Err(ImportError::Shape { .. })));
    assert!(matches!(try_import("[{"), Err(ImportError::Malformed { .. })));
}
