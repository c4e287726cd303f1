//! Dated prices.

use super::{fixture, skipped};
use crate::import::Import;
use weigh_catalog::{Basis, Record};

/// Place, period and rates of each record of the history.
fn dated(import: &Import) -> Vec<String> {
    let day = |day: Option<weigh_catalog::Day>| day.map_or("..".to_owned(), |day| day.to_string());
    let line = |record: &Record| {
        let period = format!("{} {}", day(record.effective.from), day(record.effective.until));
        let said: Vec<String> = record.statements.iter().map(|said| format!("{} {}", said.field, said.value)).collect();
        format!("{} {period}: {}", record.locator, said.join(", "))
    };
    import.batch.records.iter().map(line).collect()
}

#[test]
fn prices_hold_from_their_commit_to_the_next_event() {
    let import = fixture!(HISTORY, "models-dev-history/typical.jsonl").unwrap();
    let alpha: Vec<String> = dated(&import).into_iter().filter(|line| line.starts_with("northwind/alpha@")).collect();
    assert_eq!(
        alpha,
        [
            "northwind/alpha@aaa1 2025-06-05 2025-06-17: rate.input 3, rate.cached-input 0.3, rate.cache-write 3.75, \
             rate.output 15",
            "northwind/alpha@aaa3 2025-06-17 2025-07-01: rate.input 2, rate.input>200000 4, rate.cached-input 0.2, \
             rate.output 15, rate.output>200000 30",
            "northwind/alpha@aaa5 2025-08-01 ..: rate.input 1, rate.output 5",
        ]
    );
    assert_eq!(
        skipped(&import),
        [
            ("no cost stated: ends the price before it", 1),
            ("overtaken on the same day", 1),
            ("removed: ends the price before it", 1)
        ]
    );
    let first = &import.batch.records.iter().find(|record| record.locator.ends_with("@aaa1")).unwrap();
    assert_eq!(first.basis, Basis::Observed);
    assert_eq!(first.link.as_deref(), Some("https://github.com/sst/models.dev/commit/aaa1"));
}

#[test]
fn old_cache_keys_are_read_for_what_they_held() {
    let import = fixture!(HISTORY, "models-dev-history/typical.jsonl").unwrap();
    let others: Vec<String> = dated(&import).into_iter().filter(|line| !line.starts_with("northwind/alpha@")).collect();
    assert_eq!(
        others,
        [
            "northwind/alpha-image@fff1 2025-07-02 ..: rate.input 0.21, rate.output 1.7, rate.image-output 21, \
             rate.citation 2",
            "northwind/beta@bbb1 2025-06-05 2025-07-02: rate.input 0.8, rate.cached-input 0.08, rate.cache-write 1, \
             rate.output 4",
            "northwind/delta@ddd1 2025-06-05 ..: rate.input 3, rate.cached-input 0.75, rate.output 15",
            "northwind/gamma@ccc1 2025-06-05 ..: rate.input 2, rate.output 10",
            "northwind/gpt-image-1@ggg1 2025-07-02 ..: rate.input 5, rate.image-output 40",
            "northwind-coding-plan/alpha@eee1 2025-07-02 ..: price-kind plan",
        ]
    );
}

#[test]
fn broken_events_are_counted_and_the_rest_is_read() {
    let import = fixture!(HISTORY, "models-dev-history/recoverable.jsonl").unwrap();
    assert_eq!(dated(&import), ["northwind/alpha@a5 2025-07-04 ..: rate.input 1, rate.output 2"]);
    assert_eq!(
        skipped(&import),
        [
            ("`event.at` should be a time with its offset", 1),
            ("`event.line` should be JSON", 1),
            ("`event.provider` should be text", 1),
            ("no price that holds", 2),
        ]
    );
    assert_eq!(import.report.review.len(), 2);
    let least = fixture!(HISTORY, "models-dev-history/minimal.jsonl").unwrap();
    assert_eq!((least.report.rows, least.report.records), (1, 0));
}

#[test]
fn new_events_and_cost_keys_are_counted() {
    let import = fixture!(HISTORY, "models-dev-history/unknown.jsonl").unwrap();
    assert_eq!(dated(&import), ["northwind/alpha@b 2025-07-02 ..: rate.input 1, rate.output 2"]);
    assert_eq!(skipped(&import), [("`event.event` should be added, price or removed", 1)]);
    let unknown: Vec<&str> = import.report.unknown_fields.keys().map(String::as_str).collect();
    assert_eq!(unknown, ["event.author", "model.cost.smell"]);
    assert_eq!(import.report.review[0].reason, "a price for requests without its unit");
}
