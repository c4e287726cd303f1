//! Who says that a model exists: candidates for the registry.

use super::merge::{Claims, Merged};
use crate::field::Field;
use crate::id::{LabId, SourceId};
use crate::identity::{Authority, Candidate, Name, Registry, Tables};

/// The registry of everything that a lab, a catalog of models, a router or a board vouches for.
pub(super) fn registry(merged: &Merged, tables: &Tables) -> Registry {
    let mut candidates = stated(merged, tables);
    let registry = Registry::new(&candidates);
    candidates.extend(first_party(merged, tables, &registry));
    Registry::new(&candidates)
}

fn stated(merged: &Merged, tables: &Tables) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for ((source, handle), claims) in &merged.models {
        let Some(authority) = authority(source) else { continue };
        let Some((maker, text)) = handle.split_once('/') else { continue };
        let is_copy = claims.of(&Field::QuantisationOf).next().is_some();
        if let Some(lab) = tables.lab(source.as_str(), maker).filter(|_| !is_copy) {
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

/// Ids at labs' own APIs that are not already somebody else's model.
fn first_party(merged: &Merged, tables: &Tables, registry: &Registry) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for (key, claims) in &merged.routes {
        let Some(own) = tables.first_party(&key.provider) else { continue };
        if !is_listed(claims) {
            continue;
        }
        let name = Name::read(&key.id);
        let lab = maker(&name, &own, tables, registry);
        let known = registry.exact(&name);
        if known.is_empty() || known.iter().any(|known| known.lab == lab) {
            candidates.push(Candidate { lab, text: key.id.to_string(), authority: Authority::FirstParty });
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
