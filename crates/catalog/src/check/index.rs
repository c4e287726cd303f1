//! The index, which lists models without decoding them, against the models.

use super::{Check, Finding};
use crate::model::Model;
use crate::packed::IndexEntry;

pub(super) const AGREES: Check = Check::error(
    "index-agrees",
    "The index names the same models as the blocks, with the same routes, results and names as of the same day.",
    |world, findings| {
        if world.index.len() != world.models.len() {
            let what = format!("{} in the index, {} in blocks", world.index.len(), world.models.len());
            findings.push(Finding::new("catalog", "models", what));
        }
        for (entry, model) in world.index.iter().zip(&world.models) {
            for (field, listed, folded) in differences(entry, model) {
                if listed != folded {
                    let what = format!("`{listed}` in the index, `{folded}` when folded");
                    findings.push(Finding::new(&model.id, field, what));
                }
            }
        }
    },
);

fn differences(entry: &IndexEntry, model: &Model) -> [(&'static str, String, String); 6] {
    let released = |text: Option<String>| text.unwrap_or_default();
    [
        ("id", entry.id.to_string(), model.id.to_string()),
        ("name", entry.name.to_string(), model.name.clone()),
        ("routes", entry.routes.len().to_string(), model.routes.len().to_string()),
        ("live routes", entry.live_routes.to_string(), model.live_routes().count().to_string()),
        ("results", entry.results.to_string(), model.results.len().to_string()),
        (
            "released",
            released(entry.released.as_ref().map(ToString::to_string)),
            released(model.released().value().map(ToString::to_string)),
        ),
    ]
}
