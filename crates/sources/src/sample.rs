//! Test help: imports a fixture and shows what came of it.

use crate::import::{Import, ImportError, Importer, Input};
use crate::report::Report;
use std::path::PathBuf;
use weigh_catalog::text;

/// The bytes of `fixtures/{importer}/{case}.json`.
pub(crate) fn bytes(importer: &Importer, case: &str) -> Vec<u8> {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "fixtures", importer.id, &format!("{case}.json")].iter().collect();
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Imports bytes as if read on the first of November 2026.
pub(crate) fn import_bytes(importer: &Importer, bytes: &[u8]) -> Result<Import, ImportError> {
    let read_on = "2026-11-01".parse().unwrap();
    importer.import(&Input { file: "fixture.json", bytes, read_on, version: "1", digest: "sha256:0" })
}

/// Imports a fixture.
pub(crate) fn import(importer: &Importer, case: &str) -> Result<Import, ImportError> {
    import_bytes(importer, &bytes(importer, case))
}

/// The records' text form, one a line, without the header; fails if they do not read back.
pub(crate) fn lines(import: &Import) -> Vec<String> {
    let written = text::write(&import.batch);
    assert_eq!(text::read(&written).unwrap(), import.batch);
    written.lines().skip(1).map(str::to_owned).collect()
}

/// The statements of the record at `locator`, as `field value` (and `(raw)` where it is kept).
pub(crate) fn said(import: &Import, locator: &str) -> Vec<String> {
    let record = import.batch.records.iter().find(|record| &*record.locator == locator);
    let record = record.unwrap_or_else(|| panic!("no record at {locator} in {:#?}", lines(import)));
    let show = |raw: &Option<std::sync::Arc<str>>| raw.as_ref().map(|raw| format!(" ({raw})")).unwrap_or_default();
    record.statements.iter().map(|said| format!("{} {}{}", said.field, said.value, show(&said.raw))).collect()
}

/// Skips, notes, unknown fields and reviews as `kind count text`, in that order.
pub(crate) fn told(report: &Report) -> Vec<String> {
    let skipped = report.skipped.iter().map(|(text, tally)| format!("skip {} {text}", tally.count));
    let notes = report.notes.iter().map(|(text, tally)| format!("note {} {text}", tally.count));
    let unknown = report.unknown_fields.iter().map(|(text, count)| format!("unknown {count} {text}"));
    let review =
        report.review.iter().map(|it| format!("review {} {} = {}: {}", it.locator, it.field, it.value, it.reason));
    skipped.chain(notes).chain(unknown).chain(review).collect()
}

/// What every importer owes: minimal, refusal, survival of cut and foreign bytes, and no two records at one place.
pub(crate) fn check(importer: &Importer) {
    assert_eq!(import(importer, "minimal").unwrap().report.skipped_rows(), 0);
    assert!(matches!(import(importer, "unrelated"), Err(ImportError::Shape { .. })), "{}", importer.id);
    let typical = bytes(importer, "typical");
    for end in 0..typical.len() {
        let cut = typical.get(..end).unwrap_or_default();
        // A cut inside trailing white space leaves the file whole.
        let is_whole = typical.get(end..).unwrap_or_default().trim_ascii().is_empty();
        assert_eq!(import_bytes(importer, cut).is_ok(), is_whole, "{} cut at {end}", importer.id);
    }
    let import = import_bytes(importer, &typical).unwrap();
    let mut places: Vec<_> = import.batch.records.iter().map(|it| (&it.subject, it.effective, &it.locator)).collect();
    let count = places.len();
    places.dedup();
    assert_eq!(places.len(), count, "{}", importer.id);
    assert_eq!(import_bytes(importer, &typical), Ok(import));
}
