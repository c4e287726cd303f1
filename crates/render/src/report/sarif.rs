//! SARIF 2.1.0, as code scanners read it: a rule for each bound, a result for each finding.

use super::{Report, Told, ToldFinding, ToldUse, whole};
use serde_json::{Value as Json, json};
use std::fmt::Write as _;
use weigh_compare::check::{BOUNDS, Bound, Level};

/// The report.
pub const REPORT: Report = Report { id: "sarif", about: "Findings as code scanning shows them (SARIF 2.1.0).", write };

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

fn write(told: &Told) -> String {
    let results: Vec<Json> = told.findings().map(|(one, bound, finding)| result(told, one, bound, finding)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "weigh",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": BOUNDS.iter().map(rule).collect::<Vec<_>>(),
            }},
            "automationDetails": { "id": "weigh-check/" },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    crate::json_v1::to_text(&log)
}

fn rule(bound: &Bound) -> Json {
    let sentence = |clause: &str| {
        let mut letters = clause.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        format!("{}.", first.chain(letters).collect::<String>())
    };
    json!({
        "id": bound.id,
        "name": name(bound.id),
        "shortDescription": { "text": sentence(bound.name) },
        "fullDescription": { "text": sentence(bound.rule) },
        "help": { "text": bound.help },
        "properties": { "tags": ["llm", "supply-chain"] },
    })
}

/// `price-rise` as `PriceRise`.
fn name(id: &str) -> String {
    id.split('-')
        .flat_map(|word| {
            let mut letters = word.chars();
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<Vec<_>>()
        })
        .collect()
}

fn result(told: &Told, one: &ToldUse, bound: &Bound, finding: &ToldFinding) -> Json {
    let level = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    };
    json!({
        "ruleId": bound.id,
        "ruleIndex": BOUNDS.iter().position(|other| other == bound),
        "level": level,
        "message": { "text": format!("{}: {}", one.name, whole(&finding.words)) },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": uri(&told.file), "uriBaseId": "%SRCROOT%" },
            "region": { "startLine": one.place.line, "startColumn": one.place.column },
        }}],
        "partialFingerprints": { "weighFinding/v1": finding.key },
        "properties": { "kind": finding.kind, "use": one.name, "route": one.route },
    })
}

/// A relative path as a URI reference.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}
