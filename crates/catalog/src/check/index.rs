//! The index, which lists models without decoding them, against the models.

use super::{Check, Finding};
use crate::model::Model;
use crate::packed::{IndexEntry, IndexNames};

pub(super) const AGREES: Check = Check::error(
    "index-agrees",
    "The index names the same models as the blocks, with the same routes, results and names as of the same day.",
    |world, findings| {
        let listed = [world.index.len(), world.names.len()];
        if listed != [world.models.len(); 2] {
            let what =
                format!("{} in the index, {} in its names, {} in blocks", listed[0], listed[1], world.models.len());
            findings.push(Finding::new("catalog", "models", what));
        }
        for ((entry, names), model) in world.index.iter().zip(&world.names).zip(&world.models) {
            for (field, listed, folded) in differences(entry, names, model) {
                if listed != folded {
                    let what = format!("`{listed}` in the index, `{folded}` when folded");
                    findings.push(Finding::new(&model.id, field, what));
                }
            }
        }
    },
);

fn differences(entry: &IndexEntry, names: &IndexNames, model: &Model) -> [(&'static str, String, String); 6] {
    let released = |text: Option<String>| text.unwrap_or_default();
    [
        ("id", entry.id.to_string(), model.id.to_string()),
        ("name", entry.name.to_string(), model.name.clone()),
        ("routes", names.routes.len().to_string(), model.routes.len().to_string()),
        ("live routes", entry.live_routes.to_string(), model.live_routes().count().to_string()),
        ("results", entry.results.to_string(), model.results.len().to_string()),
        (
            "released",
            released(entry.released.as_ref().map(ToString::to_string)),
            released(model.released().value().map(ToString::to_string)),
        ),
    ]
}
