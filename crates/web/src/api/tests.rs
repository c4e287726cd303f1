//! The API over the embedded catalog: exact answers, laws of lists, the document, and hostile addresses.

mod answers;
mod document;
mod hostile;

use super::*;
use serde_json::Value;
use std::sync::OnceLock;
use weigh_catalog::Catalog;
use weigh_catalog::date::parse_day;

/// The embedded catalog on the last day its prices below were read.
fn edition() -> &'static Edition {
    static EDITION: OnceLock<Edition> = OnceLock::new();
    EDITION.get_or_init(|| {
        let packed = weigh_store::open(None).unwrap().packed;
        Edition::new(Catalog::new(packed, parse_day("2026-11-22").unwrap())).unwrap()
    })
}

/// Status and JSON of an address below the root.
fn get(address: &str) -> (u16, Value) {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let site = Site { root: "/below".to_owned(), origin: String::new() };
    let Answer { status, body } = answer(edition(), &site, &format!("{ROOT}{path}"), query);
    assert_eq!(body.media_type(), if status == 200 { "application/json" } else { "application/problem+json" });
    (status, serde_json::from_str(body.text().unwrap()).unwrap())
}

/// The JSON of an address that is answered.
fn ok(address: &str) -> Value {
    let (status, json) = get(address);
    assert_eq!(status, 200, "{address}: {json}");
    json
}

/// Status, title and hint of a problem.
fn refused(address: &str) -> (u16, String, String) {
    let (status, json) = get(address);
    assert_eq!(json["status"], status, "{address}");
    (status, json["title"].as_str().unwrap().to_owned(), json["hint"].as_str().unwrap_or_default().to_owned())
}
