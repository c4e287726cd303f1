//! What search looks through, as a script: pages opened from a disk may load scripts, but no data.

use super::plan::Plan;
use crate::edition::Edition;
use crate::problem::Problem;
use serde_json::{Value, json};
use weigh_render::block::Page;
use weigh_render::links::Shelf as _;

/// The whole script.
pub(super) fn script(edition: &Edition, plan: &Plan) -> Result<String, Problem> {
    let mut entries: Vec<Value> = Vec::new();
    let mut add = |kind: &str, page: &Page, (id, name): (&str, &str), note: String, (weight, more): (usize, &str)| {
        let file = plan.page(page);
        entries.extend(file.map(|file| json!([kind, id, name, note, format!("/{file}"), weight, more])));
    };
    for row in edition.models()? {
        let note = if row.routes == 1 { "1 route".to_owned() } else { format!("{} routes", row.routes) };
        let id = row.id.to_string();
        add("model", &Page::Model(id.clone()), (&id, &row.name), note, (row.routes, ""));
    }
    for row in edition.providers()? {
        let (id, note) = (row.id.to_string(), format!("provider, {} routes", row.routes));
        add("provider", &Page::Provider(id.clone()), (&id, &row.name), note, (row.routes / 20, ""));
    }
    for row in edition.benchmarks()? {
        let (id, note) = (row.id.to_string(), format!("benchmark, {} results", row.results));
        add(
            "benchmark",
            &Page::Benchmark(id.clone()),
            (&id, &row.name),
            note,
            (row.results / 20, &row.areas.join(" ")),
        );
    }
    Ok(format!("window.weighIndex={};\n", Value::Array(entries)))
}
