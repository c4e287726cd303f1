//! Files every route, model record and result under the model it is about.
//!
//! [`listed`] gathers what is said of each listed route, [`routes`], [`results`] and [`models`] file by kind, [`stated`]
//! reads what sources say themselves, and [`count`] reports how well it went.

mod count;
mod listed;
mod models;
mod results;
mod routes;
mod stated;

use super::known::{authority, vouched};
use super::merge::{Claims, Merged, RouteKey};
use super::report::IdentityReport;
use super::unplaced::Aside;
use crate::evidence::{Group, Member, Topic};
use crate::id::{ModelId, ProviderId, SourceId};
use crate::identity::words::INSTRUCT;
use crate::identity::{Authority, Core, Name, Registry, Resolution, Tables};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What looking up needs beside the id.
struct World<'a> {
    tables: &'a Tables,
    registry: Registry,
    /// Names at each provider, to see whether base and instruct version have ids of their own there.
    at_provider: BTreeMap<&'a ProviderId, BTreeSet<Core>>,
    /// The same of each board's entrants.
    at_board: BTreeMap<&'a SourceId, BTreeSet<Core>>,
    /// Repositories of weights, lowercase.
    repositories: BTreeSet<String>,
}

impl World<'_> {
    /// The lab whose models a provider's own are: the one it belongs to, else the provider itself.
    fn house(&self, provider: &ProviderId) -> String {
        self.tables.house(provider.as_str()).map_or_else(|| provider.to_string(), |lab| lab.to_string())
    }
}

/// Sorts everything by model.
pub(super) fn place(merged: &Merged, tables: &Tables, report: &mut IdentityReport, aside: &mut Aside) -> Vec<Group> {
    let routes = listed::routes(merged, report, aside);
    let mut world = world(merged, &routes, tables);
    let vouched = vouched(merged, tables);
    world.registry = Registry::new(&vouched.candidates, &vouched.unions, tables);
    world.registry = routes::with_provisional(vouched, &routes, &world);
    let mut groups: BTreeMap<ModelId, Group> = BTreeMap::new();
    routes::place(merged, routes, &world, &mut groups, (&mut *report, &mut *aside));
    results::place(merged, &world, &mut groups, (&mut *report, &mut *aside));
    models::place(merged, &world, &mut groups, (&mut *report, &mut *aside));
    models::relate(&mut groups, &world.registry);
    count::count(&groups, report);
    groups.into_values().collect()
}

fn world<'a>(merged: &'a Merged, routes: &BTreeMap<RouteKey, Claims>, tables: &'a Tables) -> World<'a> {
    let mut at_provider: BTreeMap<&ProviderId, BTreeSet<Core>> = BTreeMap::new();
    for key in merged.routes.keys().filter(|key| routes.contains_key(*key)) {
        at_provider.entry(&key.provider).or_default().insert(Name::read(&key.id).core());
    }
    let mut at_board: BTreeMap<&SourceId, BTreeSet<Core>> = BTreeMap::new();
    for (_, entrant, _, source) in merged.results.keys() {
        at_board.entry(source).or_default().insert(Name::read(entrant).core());
    }
    let weights = merged.models.keys().filter(|(source, _)| authority(source) == Some(Authority::Weights));
    let repositories = weights.map(|(_, handle)| handle.to_lowercase()).collect();
    World { tables, registry: Registry::default(), at_provider, at_board, repositories }
}

/// Whether the same list also has this name with a word for "instruct" added.
fn has_instruct_twin(id: &str, listed: Option<&BTreeSet<Core>>) -> bool {
    let name = Name::read(id);
    let is_listed = |word: &str| listed.is_some_and(|listed| listed.contains(&name.with_word(word).core()));
    INSTRUCT.iter().any(|word| is_listed(word))
}

fn file(
    groups: &mut BTreeMap<ModelId, Group>,
    world: &World<'_>,
    topic: Topic,
    resolution: &Resolution,
    claims: Claims,
) {
    let id = resolution.model.clone();
    let known = world.registry.get(&id);
    let authority = known.map_or(Authority::Provisional, |known| known.authority);
    let group =
        groups.entry(id.clone()).or_insert_with(|| Group { id, authority, relations: Vec::new(), members: Vec::new() });
    let mut rivals = resolution.rivals.clone();
    rivals.sort();
    group.members.push(Member {
        topic,
        layer: resolution.layer,
        evidence: Arc::from(resolution.evidence.as_str()),
        rivals,
        said: claims.finish(),
    });
}
