//! Who serves a model, and how many of them are independent of each other.

use super::Supply;
use crate::ground::Ground;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use weigh_catalog::{Model, ProviderId, ProviderKind};

/// Sorts the providers of all live routes. A provider of unknown kind counts as one that serves the model itself.
pub(super) fn supply(model: &Model, ground: &Ground) -> Supply {
    let (mut direct, mut routers, mut plans) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut hosts: BTreeMap<String, Arc<str>> = BTreeMap::new();
    for route in model.live_routes() {
        let id = route.provider.clone();
        match ground.provider(route).and_then(|provider| provider.kind) {
            Some(ProviderKind::Router) => routers.insert(id),
            Some(ProviderKind::Plan | ProviderKind::Local) => plans.insert(id),
            _ if route.id.host.is_some() => routers.insert(id),
            _ => direct.insert(id),
        };
        if let Some(host) = &route.id.host {
            hosts.entry(letters(host)).or_insert_with(|| host.clone());
        }
    }
    let known: Vec<String> = direct.iter().flat_map(|id| names(id, ground)).collect();
    let mut further: Vec<(String, Arc<str>)> = Vec::new();
    for (letters, host) in hosts {
        let is_known = known.iter().chain(further.iter().map(|(name, _)| name)).any(|name| is_same(name, &letters));
        if !is_known {
            further.push((letters, host));
        }
    }
    Supply {
        direct: direct.into_iter().collect(),
        behind_routers: further.into_iter().map(|(_, host)| host).collect(),
        plans: plans.into_iter().collect(),
        routers: routers.into_iter().collect(),
    }
}

fn names(id: &ProviderId, ground: &Ground) -> Vec<String> {
    let name = ground.providers.get(id).map(|provider| letters(&provider.name));
    std::iter::once(letters(id.as_str())).chain(name).filter(|name| !name.is_empty()).collect()
}

/// Lowercase letters and digits.
fn letters(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether two spellings name one company: one contains the other. Errs towards "the same", so that supply is never
/// overstated. Names of up to three letters must be equal.
fn is_same(one: &str, other: &str) -> bool {
    let shorter = one.len().min(other.len());
    one == other || (shorter > 3 && (one.contains(other) || other.contains(one)))
}

/// Providers of different companies: `alibaba` and `alibaba-cn` are one.
pub(super) fn companies(ids: &[ProviderId]) -> usize {
    let is_branch = |id: &ProviderId, of: &ProviderId| {
        id.as_str().strip_prefix(of.as_str()).is_some_and(|rest| rest.starts_with(['-', '_', '.']))
    };
    ids.iter().filter(|id| !ids.iter().any(|other| is_branch(id, other))).count()
}
