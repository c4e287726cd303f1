//! Who says that a model exists: candidates for the registry.

use super::merge::{Claims, Merged};
use crate::field::{Field, Value};
use crate::id::{LabId, SourceId};
use crate::identity::families::Families;
use crate::identity::words::PRECISIONS;
use crate::identity::{Authority, Candidate, Core, Name, Registry, Tables, Union};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that says which models exist, and under which names.
#[derive(Default)]
pub(super) struct Vouched {
    pub(super) candidates: Vec<Candidate>,
    pub(super) unions: Vec<Union>,
}

/// Everything that a lab, a catalog of models, a router or a board vouches for.
pub(super) fn vouched(merged: &Merged, tables: &Tables) -> Vouched {
    let mut candidates = stated(merged, tables);
    let families = Families::new(&candidates, tables);
    candidates.retain(|candidate| !is_recoded(candidate, &families));
    let unions = unions(merged, tables);
    let registry = Registry::new(&candidates, &unions, tables);
    candidates.extend(first_party(merged, tables, &registry));
    Vouched { candidates, unions }
}

fn stated(merged: &Merged, tables: &Tables) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for ((source, handle), claims) in &merged.models {
        let Some(authority) = authority(source) else { continue };
        let Some((maker, text)) = handle.split_once('/') else { continue };
        let is_copy = claims.of(&Field::QuantisationOf).next().is_some();
        if let Some(lab) = tables.lab(source.as_str(), maker).filter(|_| !is_copy) {
            if claims.of(&Field::WeightsAt).any(|claim| is_weights_of(&claim.value, text)) {
                candidates.push(Candidate { lab: lab.clone(), text: text.to_owned(), authority: Authority::Weights });
            }
            candidates.push(Candidate { lab, text: text.to_owned(), authority });
        }
    }
    for key in merged.routes.keys().filter(|key| key.provider.as_str() == "openrouter" && key.host.is_none()) {
        let Some((maker, text)) = key.id.split_once('/') else { continue };
        if let Some(lab) = tables.lab("openrouter", maker).filter(|_| !maker.starts_with('~')) {
            candidates.push(Candidate { lab, text: text.to_owned(), authority: Authority::Router });
        }
    }
    candidates
}

/// Whether an address of weights has the model's own name.
fn is_weights_of(address: &Value, text: &str) -> bool {
    matches!(address, Value::Text(address) if address.rsplit('/').next().is_some_and(|last| last.eq_ignore_ascii_case(text)))
}

/// Whether a repository is a copy at lower precision of another lab's weights: `nvidia/DeepSeek-V4-Flash-NVFP4`.
fn is_recoded(candidate: &Candidate, families: &Families) -> bool {
    let name = Name::read(&candidate.text);
    let is_coded = name.attributes.iter().any(|attribute| PRECISIONS.contains(&attribute.as_str()));
    let name = families.canonical(&name);
    let owner = name.words.first().and_then(|word| families.lab(word));
    candidate.authority == Authority::Weights && is_coded && owner.is_some_and(|owner| *owner != candidate.lab)
}

/// Names that are one model's: the aliases we keep by hand, and a router's name of a model with the lab's own repository
/// of its weights.
fn unions(merged: &Merged, tables: &Tables) -> Vec<Union> {
    let mut unions = Vec::new();
    for ((source, handle), claims) in &merged.models {
        let is_ours = matches!(source.as_str(), "curated" | "overlay");
        let Some((maker, name)) = handle.split_once('/').filter(|_| is_ours) else { continue };
        let Some(lab) = tables.lab(source.as_str(), maker) else { continue };
        for alias in texts(claims, &Field::Aliases).flat_map(|text| text.split(',')) {
            unions.push(Union { lab: lab.clone(), one: name.to_owned(), other: alias.trim().to_owned() });
        }
    }
    unions.extend(of_weights(merged, tables));
    unions.sort();
    unions.dedup();
    unions
}

/// `maker/name` and the repository a router gives for it, if no other of its names has the same repository and the lab's
/// own API and the catalog of models do not have the former as a name of its own: `deepseek-chat` moved on from
/// `deepseek-v3`.
fn of_weights(merged: &Merged, tables: &Tables) -> Vec<Union> {
    let mut by_repository: BTreeMap<(LabId, String), BTreeSet<(Core, String)>> = BTreeMap::new();
    for (key, claims) in merged.routes.iter().filter(|(key, _)| key.provider.as_str() == "openrouter") {
        let Some((maker, name)) = key.id.split_once('/').filter(|_| key.host.is_none()) else { continue };
        let Some(lab) = tables.lab("openrouter", maker).filter(|_| !maker.starts_with('~')) else { continue };
        let newest = claims.of(&Field::WeightsAt).max_by_key(|claim| claim.last_seen).map(|claim| &claim.value);
        let Some(Value::Text(repository)) = newest else { continue };
        let Some((organisation, weights)) = repository.split_once('/') else { continue };
        if tables.lab("hugging-face", organisation).as_ref() == Some(&lab) {
            let names = by_repository.entry((lab, weights.to_owned())).or_default();
            names.insert((Name::read(name).core(), name.to_owned()));
        }
    }
    let own = own_names(merged, tables);
    let catalogued = catalogued(merged, tables);
    let mut unions = Vec::new();
    for ((lab, weights), names) in by_repository {
        let cores: BTreeSet<&Core> = names.iter().map(|(core, _)| core).collect();
        let lists = |core: &Core| own.contains(&(lab.clone(), core.clone()));
        let repository = Name::read(&weights).core();
        let is_two = |core: &Core| *core != repository && lists(core) && lists(&repository);
        let is_catalogued = |name: &str| catalogued.contains(&(lab.clone(), Name::read(name).core()));
        if let (1, Some((core, name))) = (cores.len(), names.first()) {
            if is_two(core) && is_catalogued(name) {
                continue;
            }
            unions.push(Union { lab, one: name.clone(), other: weights });
        }
    }
    unions
}

/// What labs' own APIs list.
fn own_names(merged: &Merged, tables: &Tables) -> BTreeSet<(LabId, Core)> {
    let own =
        merged.routes.keys().filter_map(|key| Some((tables.first_party(&key.provider)?, Name::read(&key.id).core())));
    own.collect()
}

/// What the catalog of models names.
fn catalogued(merged: &Merged, tables: &Tables) -> BTreeSet<(LabId, Core)> {
    let names = merged.models.keys().filter(|(source, _)| authority(source) == Some(Authority::ModelCatalog));
    let names = names.filter_map(|(source, handle)| {
        let (maker, name) = handle.split_once('/')?;
        Some((tables.lab(source.as_str(), maker)?, Name::read(name).core()))
    });
    names.collect()
}

fn texts<'a>(claims: &'a Claims, field: &'a Field) -> impl Iterator<Item = &'a str> {
    claims.of(field).filter_map(|claim| match &claim.value {
        Value::Text(text) => Some(&**text),
        _ => None,
    })
}

/// What a source's statement that a model exists is worth.
pub(super) fn authority(source: &SourceId) -> Option<Authority> {
    Some(match source.as_str() {
        "curated" | "overlay" => Authority::Curated,
        "models-dev-metadata" => Authority::ModelCatalog,
        "hugging-face" => Authority::Weights,
        "llm-stats" => Authority::List,
        _ => return None,
    })
}

/// Ids at labs' own APIs that are not somebody else's model: labs resell each other, and clouds have models of their own.
fn first_party(merged: &Merged, tables: &Tables, registry: &Registry) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for (key, claims) in &merged.routes {
        let Some(own) = tables.first_party(&key.provider) else { continue };
        if !is_listed(claims) {
            continue;
        }
        let name = Name::read(&key.id);
        let known = registry.exact(&name);
        let is_own = maker(&name, &own, tables, registry) == own;
        if is_own && (known.is_empty() || known.iter().any(|known| known.lab == own)) {
            candidates.push(Candidate { lab: own, text: key.id.to_string(), authority: Authority::FirstParty });
        }
    }
    candidates
}

/// Only sources that list routes as they are vouch for a lab's own id.
fn is_listed(claims: &Claims) -> bool {
    claims.iter().any(|(_, claim)| matches!(claim.source.as_str(), "models-dev" | "model-prices" | "litellm"))
}

/// The lab a path segment or the family names, else the lab whose API it is: labs resell each other.
fn maker(name: &Name, own: &LabId, tables: &Tables, registry: &Registry) -> LabId {
    let named = name.vendors.iter().find_map(|vendor| tables.lab("models-dev", vendor));
    named.or_else(|| registry.lab_of_family(name).cloned()).unwrap_or_else(|| own.clone())
}
