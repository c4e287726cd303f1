use super::*;
use crate::import::Import;
use weigh_catalog::Basis;

const TYPICAL: &str = include_str!("../../fixtures/litellm/typical.json");
const MINIMAL: &str = include_str!("../../fixtures/litellm/minimal.json");
const RECOVERABLE: &str = include_str!("../../fixtures/litellm/recoverable.json");
const UNKNOWN: &str = include_str!("../../fixtures/litellm/unknown.json");
const UNRELATED: &str = include_str!("../../fixtures/litellm/unrelated.json");

fn import_with(importer: &Importer, text: &str) -> Result<Import, ImportError> {
    let read_on = "2026-11-12".parse().unwrap();
    importer.import(&Input { file: "x.json", bytes: text.as_bytes(), read_on, version: "1", digest: "sha256:00" })
}

fn import(text: &str) -> Import {
    import_with(&IMPORTER, text).unwrap()
}

fn texts(record: &Record) -> Vec<String> {
    record.statements.iter().map(|said| format!("{} {}", said.field, said.value)).collect()
}

/// What the records at a locator say, one line a statement.
fn said(import: &Import, at: &str) -> Vec<String> {
    import.batch.records.iter().filter(|record| &*record.locator == at).flat_map(texts).collect()
}

fn rates(import: &Import, at: &str) -> Vec<String> {
    let strip = |text: String| text.strip_prefix("rate.").map(str::to_owned);
    said(import, at).into_iter().filter_map(strip).collect()
}

fn count(tallies: &BTreeMap<String, crate::report::Tally>, rule: &str) -> usize {
    tallies.get(rule).map_or(0, |tally| tally.count)
}

#[test]
fn a_typical_entry_says_its_prices() {
    let import = import(TYPICAL);
    assert_eq!(
        rates(&import, "alpha-1"),
        [
            "input 1.1",
            "input>272000 2.2",
            "input.batch 0.55",
            "input.flex 0.55",
            "input.priority 2.2",
            "input.priority>272000 4.4",
            "input.ultrafast 6.6",
            "cached-input 0.11",
            "cache-write 1.375",
            "cache-write-1h 2.2",
            "cache-write-12h>272000 8.8",
            "output 4.4",
            "output.decisions 0",
            "reasoning 4.4",
            "audio-input 10",
            "audio-output 20",
            "image-input 1.2",
            "web-search{high} 14000",
            "web-search{low} 6000",
            "web-search{medium} 10000",
            "file-search 2500",
            "maps-search 14000",
            "code-session 30000",
        ]
    );
}

#[test]
fn a_typical_entry_says_its_facts() {
    let import = import(TYPICAL);
    let facts: Vec<String> = said(&import, "alpha-1").into_iter().filter(|text| !text.starts_with("rate.")).collect();
    assert_eq!(
        facts,
        [
            "retires 2027-02-17",
            "max-input 272000",
            "max-output 128000",
            "efforts low,high",
            "mode chat",
            "uplift-eu 1.1",
            "uplift-us 1.1",
            "cache-minimum 1024",
            "can.text-in true",
            "can.text-out true",
            "can.vision true",
            "can.audio-out true",
            "can.reasoning true",
            "can.function-calling true",
            "can.batch true",
        ]
    );
    let record = import.batch.records.iter().find(|record| &*record.locator == "alpha-1").unwrap();
    assert_eq!(record.subject, Subject::route("acme", "alpha-1"));
    assert_eq!(record.link.as_deref(), Some("https://acme.example/pricing"));
    assert_eq!(record.basis, Basis::Listed);
    assert_eq!(count(&import.report.notes, "`supports_*: false` says nothing"), 1);
}

#[test]
fn a_stated_factor_makes_derived_rates_of_the_fast_tier() {
    let import = import(TYPICAL);
    let at = "alpha-1.provider_specific_entry.fast";
    let fast = rates(&import, at);
    assert!(fast.contains(&"input.fast 2.2".to_owned()), "{fast:?}");
    assert!(fast.contains(&"output.fast 8.8".to_owned()), "{fast:?}");
    assert!(fast.iter().all(|rate| !rate.contains("web-search") && !rate.contains("batch")), "{fast:?}");
    let record = import.batch.records.iter().find(|record| &*record.locator == at).unwrap();
    assert_eq!(record.basis, Basis::Derived);
}

#[test]
fn regions_are_said_and_kept_in_the_id() {
    let import = import(TYPICAL);
    assert_eq!(said(&import, "azure/eu/alpha-1"), ["region eu", "mode chat", "rate.input 1.21", "rate.output 4.84"]);
    assert!(said(&import, "us.vendor.alpha-1-v1:0").contains(&"region us".to_owned()));
    let record = import.batch.records.iter().find(|record| &*record.locator == "azure/eu/alpha-1").unwrap();
    assert_eq!(record.subject, Subject::route("azure", "eu/alpha-1"));
    let raws: Vec<&str> = record.statements.iter().filter_map(|said| said.raw.as_deref()).collect();
    assert_eq!(raws, ["responses", "1.2100000000000002e-06e6"]);
}

#[test]
fn brackets_and_hours_become_conditions() {
    let import = import(TYPICAL);
    assert_eq!(rates(&import, "bracket/beta"), ["input 0.3", "input>32000 0.5", "output 1.5", "output>32000 2.5"]);
    assert_eq!(rates(&import, "finder/search"), ["query{results-0-25} 5000", "query{results-26-100} 25000"]);
    let inputs: Vec<String> =
        rates(&import, "deep/gamma").into_iter().filter(|rate| rate.starts_with("input")).collect();
    // Monday to Friday in China begin on Sunday to Thursday, 16:00 UTC.
    assert_eq!(
        inputs,
        [
            "input 0.3",
            "input[mon-fri 0000-0100] 0.15",
            "input[sat,sun 0000-1600] 0.15",
            "input[mon-fri 1000-1600] 0.15",
            "input[fri,sat 1600-2400] 0.15",
            "input[mon,tue,wed,thu,sun 1600-2400] 0.15",
        ]
    );
}

#[test]
fn entries_of_one_route_merge() {
    let import = import(TYPICAL);
    // The key with the provider wins; the bare one fills in.
    let gamma = said(&import, "deep/gamma");
    assert!(gamma.contains(&"rate.input 0.3".to_owned()) && gamma.contains(&"max-input 64000".to_owned()), "{gamma:?}");
    assert!(gamma.contains(&"rate.cached-input 0.006".to_owned()), "{gamma:?}");
    assert_eq!(count(&import.report.notes, "entries of one route disagree on rate"), 1);
    assert_eq!(
        said(&import, "draw-1"),
        [
            "mode image",
            "rate.input 5",
            "rate.image-output 32",
            "rate.image-made{high-1024x1024} 167000",
            "rate.image-made{low-1024x1024} 11000",
            "rate.pixel-made{high-1024x1024} 0.159",
        ]
    );
}

#[test]
fn other_modes_have_their_meters() {
    let import = import(TYPICAL);
    assert_eq!(rates(&import, "film/clip"), ["image-read 70000", "video-made 200000", "video-made{1080p} 400000"]);
    assert_eq!(rates(&import, "ear/scribe"), ["audio-read 71.67"]);
    assert_eq!(rates(&import, "sort/rank"), ["query 2000"]);
    assert_eq!(rates(&import, "vec/embed"), ["input 0.1", "output 0"]);
    assert_eq!(rates(&import, "read/ocr"), ["page-read 4000", "page-annotated.batch 2500"]);
    assert_eq!(said(&import, "ollama/local"), ["mode chat"]);
}

#[test]
fn what_is_no_route_is_skipped_and_counted() {
    let report = import(TYPICAL).report;
    assert_eq!(report.rows, 19);
    assert_eq!(report.records, 14);
    assert_eq!(report.skipped_rows(), 3);
    assert_eq!(count(&report.skipped, "throughput bought by the month, not by use"), 1);
    assert_eq!(count(&report.skipped, "a tool of the provider, not a model"), 1);
    assert_eq!(count(&report.skipped, "a price class by model size, not a model"), 1);
    assert!(report.unknown_fields.is_empty(), "{:?}", report.unknown_fields);
    assert!(report.review.is_empty(), "{:?}", report.review);
}

#[test]
fn the_least_is_a_provider_and_something_said() {
    let import = import(MINIMAL);
    assert_eq!(said(&import, "alpha"), ["rate.input 0.1"]);
}

#[test]
fn broken_values_do_not_break_their_neighbours() {
    let import = import(RECOVERABLE);
    assert_eq!(import.report.skipped_rows(), 2);
    assert_eq!(said(&import, "acme/odd"), ["mode chat", "rate.output 2"]);
    assert_eq!(said(&import, "acme/slip"), ["mode chat"]);
    assert_eq!(said(&import, "acme/picture"), ["mode chat", "rate.input 1", "rate.output 2"]);
    assert_eq!(said(&import, "acme/hours"), ["mode chat", "rate.input 1"]);
    assert_eq!(said(&import, "acme/good"), ["mode chat", "rate.input 1", "rate.output 2"]);
    let reviewed: Vec<&str> = import.report.review.iter().map(|review| &*review.locator).collect();
    assert_eq!(reviewed, ["acme/odd.input_cost_per_token", "acme/picture", "acme/slip", "acme/slip"]);
    assert_eq!(count(&import.report.notes, "a price object of another shape"), 2);
    assert_eq!(count(&import.report.notes, "value left out: `acme/odd.max_input_tokens` should be a whole number"), 1);
}

#[test]
fn new_fields_and_values_are_reported() {
    let import = import(UNKNOWN);
    assert_eq!(said(&import, "acme/alpha"), ["mode dreaming", "can.text-in true", "rate.input 1"]);
    let unknown: Vec<&str> = import.report.unknown_fields.keys().map(String::as_str).collect();
    assert_eq!(
        unknown,
        [
            "input_cost_per_token_sleepy",
            "output_cost_per_dream",
            "provider_specific_entry.moon",
            "supports_dreams",
            "tiered_pricing.output_cost_per_dream",
        ]
    );
    for rule in [
        "modality `smell` is not one of ours",
        "`input_cost_per_second` unclear without a fitting mode",
        "`ocr_cost_per_credit` has no meter here",
    ] {
        assert_eq!(count(&import.report.notes, rule), 1, "{rule}");
    }
}

#[test]
fn another_file_is_refused_whole() {
    assert!(matches!(import_with(&IMPORTER, UNRELATED), Err(ImportError::Shape { .. })));
    assert!(matches!(import_with(&IMPORTER, "{\"a\": {"), Err(ImportError::Malformed { .. })));
    assert!(matches!(import_with(&IMPORTER, "[]"), Err(ImportError::Shape { .. })));
}

mod events {
    use super::*;

    const TYPICAL: &str = include_str!("../../fixtures/litellm-history/typical.json");
    const MINIMAL: &str = include_str!("../../fixtures/litellm-history/minimal.json");
    const RECOVERABLE: &str = include_str!("../../fixtures/litellm-history/recoverable.json");
    const UNKNOWN: &str = include_str!("../../fixtures/litellm-history/unknown.json");
    const UNRELATED: &str = include_str!("../../fixtures/litellm-history/unrelated.json");

    fn import(text: &str) -> Import {
        import_with(&history::IMPORTER, text).unwrap()
    }

    /// Each record as its subject, its period and what it says.
    fn lines(import: &Import) -> Vec<String> {
        let day = |day: Option<weigh_catalog::Day>| day.map_or("..".to_owned(), |day| day.to_string());
        let line = |record: &Record| {
            let (from, until) = (day(record.effective.from), day(record.effective.until));
            format!("{} {from} {until}: {}", record.subject, texts(record).join(", "))
        };
        import.batch.records.iter().map(line).collect()
    }

    #[test]
    fn prices_of_one_period_are_one_record() {
        let import = import(TYPICAL);
        assert_eq!(
            lines(&import),
            [
                "route alpha at acme 2026-01-01 2026-03-01: rate.input 3, rate.output 9",
                "route alpha at acme 2026-03-01 2026-06-01: rate.input 2, rate.output 8, rate.web-search 10000",
                "route gpt-alpha at openai 2026-01-05 ..: rate.input 3",
            ]
        );
        let first = &import.batch.records[0];
        assert_eq!(first.basis, Basis::Observed);
        assert_eq!(first.link.as_deref(), Some("https://github.com/BerriAI/litellm/commit/aaaaaaaaaaaa"));
        assert_eq!(import.report.rows, 8);
        assert_eq!(count(&import.report.notes, "run left out: a slip between units, corrected (`unit`)"), 1);
        assert_eq!(count(&import.report.notes, "retirement dates are left to the current map"), 1);
    }

    #[test]
    fn a_value_that_appears_holds_from_that_day() {
        assert_eq!(lines(&import(MINIMAL)), ["route alpha at acme 2026-01-01 ..: rate.input 1"]);
    }

    #[test]
    fn broken_rows_are_skipped() {
        let import = import(RECOVERABLE);
        assert_eq!(lines(&import), ["route alpha at acme 2026-01-02 ..: rate.input 1"]);
        assert_eq!(import.batch.records[0].link, None);
        assert_eq!(count(&import.report.skipped, "not an event"), 2);
        assert_eq!(count(&import.report.skipped, "not a list of events"), 1);
        assert_eq!(count(&import.report.skipped, "no provider in the key"), 1);
    }

    #[test]
    fn new_kinds_and_fields_are_reported() {
        let import = import(UNKNOWN);
        assert!(import.batch.records.is_empty());
        assert_eq!(count(&import.report.skipped, "event of kind `renamed`"), 1);
        assert_eq!(count(&import.report.notes, "`output_cost_per_second` unclear without a fitting mode"), 1);
        let unknown: Vec<&str> = import.report.unknown_fields.keys().map(String::as_str).collect();
        assert_eq!(unknown, ["forecasts", "output_cost_per_dream"]);
    }

    #[test]
    fn another_file_is_refused_whole() {
        assert!(matches!(import_with(&history::IMPORTER, UNRELATED), Err(ImportError::Shape { .. })));
    }
}
