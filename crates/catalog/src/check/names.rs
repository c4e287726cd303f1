//! Names people read.

use super::{Check, Finding};
use crate::id::ModelId;
use std::collections::BTreeMap;

pub(super) const NOT_EMPTY: Check =
    Check::error("names-not-empty", "Everything that has a page has a name that says something.", |world, findings| {
        let models = world.models.iter().map(|model| (model.id.to_string(), &model.name));
        let providers = world.providers.values().map(|provider| (provider.id.to_string(), &provider.name));
        let labs = world.labs.iter().map(|lab| (lab.id.to_string(), &lab.name));
        let licences = world.licences.values().map(|licence| (licence.id.to_string(), &licence.name));
        let benchmarks = world.benchmarks.values().map(|benchmark| (benchmark.id.to_string(), &benchmark.name));
        for (subject, name) in models.chain(providers).chain(labs).chain(licences).chain(benchmarks) {
            if name.chars().all(|c| !c.is_alphanumeric()) || name.trim() != name {
                findings.push(Finding::new(subject, "name", format!("the name is `{name}`")));
            }
        }
    });

pub(super) const UNIQUE: Check = Check::warning(
    "names-unique-in-lab",
    "No two models of a lab have the same display name: they may be one model under two ids.",
    |world, findings| {
        let mut by_name: BTreeMap<(&str, String), Vec<&ModelId>> = BTreeMap::new();
        for model in &world.models {
            by_name.entry((model.id.lab(), model.name.to_lowercase())).or_default().push(&model.id);
        }
        for ((lab, name), ids) in by_name.into_iter().filter(|(_, ids)| ids.len() > 1) {
            let ids: Vec<String> = ids.into_iter().map(|id| format!("`{id}`")).collect();
            findings.push(Finding::new(lab, "name", format!("`{name}` is {}", ids.join(" and "))));
        }
    },
);
