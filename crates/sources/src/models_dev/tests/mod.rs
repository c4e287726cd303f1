//! The four importers on small files in each shape.

mod api;
mod history;
mod metadata;

use super::{API, HISTORY, LINKS, METADATA};
use crate::import::{Import, ImportError, Importer, Input};
use weigh_catalog::Record;

fn run(importer: &Importer, text: &str) -> Result<Import, ImportError> {
    let day = "2026-09-28".parse().unwrap();
    importer.import(&Input { file: "file", bytes: text.as_bytes(), read_on: day, version: "1", digest: "sha256:0" })
}

/// Imports a file of the fixtures.
macro_rules! fixture {
    ($importer:ident, $file:literal) => {
        $crate::models_dev::tests::run(
            &$crate::models_dev::$importer,
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/", $file)),
        )
    };
}

use fixture;

/// The statements at a place, `field value`.
fn said(import: &Import, locator: &str) -> Vec<String> {
    let found: Vec<&Record> = import.batch.records.iter().filter(|record| &*record.locator == locator).collect();
    assert_eq!(found.len(), 1, "one record at {locator}");
    found[0].statements.iter().map(|said| format!("{} {}", said.field, said.value)).collect()
}

/// The statements about a subject, `field value`.
fn said_about(import: &Import, subject: &str) -> Vec<String> {
    let found: Vec<&Record> =
        import.batch.records.iter().filter(|record| record.subject.to_string() == subject).collect();
    assert_eq!(found.len(), 1, "one record about {subject}");
    found[0].statements.iter().map(|said| format!("{} {}", said.field, said.value)).collect()
}

/// Only those whose field starts so.
fn said_of(import: &Import, locator: &str, start: &str) -> Vec<String> {
    said(import, locator).into_iter().filter(|said| said.starts_with(start)).collect()
}

fn count(import: &Import, rule: &str) -> usize {
    import.report.notes.get(rule).map_or(0, |tally| tally.count)
}

fn skipped(import: &Import) -> Vec<(&str, usize)> {
    import.report.skipped.iter().map(|(reason, tally)| (reason.as_str(), tally.count)).collect()
}

#[test]
fn files_of_something_else_are_refused_whole() {
    for result in [
        fixture!(API, "models-dev/unrelated.json"),
        fixture!(METADATA, "models-dev-metadata/unrelated.json"),
        fixture!(LINKS, "models-dev-links/unrelated.json"),
        fixture!(HISTORY, "models-dev-history/unrelated.jsonl"),
        run(&LINKS, "[]"),
        run(&HISTORY, ""),
    ] {
        assert!(matches!(result, Err(ImportError::Shape { .. })), "{result:?}");
    }
    for importer in [API, METADATA, LINKS] {
        assert!(matches!(run(&importer, "{\"a\": {"), Err(ImportError::Malformed { .. })), "{}", importer.id);
    }
}

#[test]
fn links_say_what_a_route_serves_and_nothing_else() {
    let import = fixture!(LINKS, "models-dev-links/typical.json").unwrap();
    assert_eq!(said_about(&import, "route acme.alpha-1-v1:0 at harbour"), ["serves acme/alpha-1"]);
    assert_eq!(said_about(&import, "route alpha-1-latest at northwind"), ["serves acme/alpha-1"]);
    assert_eq!(fixture!(LINKS, "models-dev-links/minimal.json").unwrap().report.records, 1);
    let unknown = fixture!(LINKS, "models-dev-links/unknown.json").unwrap();
    assert_eq!(unknown.report.unknown_fields.get("link.since"), Some(&1));
}

#[test]
fn broken_links_are_counted() {
    let import = fixture!(LINKS, "models-dev-links/recoverable.json").unwrap();
    assert_eq!(
        skipped(&import),
        [
            ("`link.base_model` should be text", 1),
            ("`link.provider` should be text", 1),
            ("`link` should be an object", 1)
        ]
    );
    assert_eq!((import.report.rows, import.report.records), (4, 1));
}

#[test]
fn importers_survive_any_cut_of_a_file() {
    let files = [
        (API, include_str!("../../../fixtures/models-dev/typical.json")),
        (METADATA, include_str!("../../../fixtures/models-dev-metadata/typical.json")),
        (LINKS, include_str!("../../../fixtures/models-dev-links/typical.json")),
    ];
    for (importer, text) in files {
        let whole = text.trim_end();
        for cut in (0..whole.len()).filter(|cut| whole.is_char_boundary(*cut)) {
            assert!(run(&importer, whole.get(..cut).unwrap()).is_err(), "{} at {cut}", importer.id);
        }
    }
}
