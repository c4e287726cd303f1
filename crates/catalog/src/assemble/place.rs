//! Files every route, model record and result under the model it is about.

use super::NO_ROUTES_OF_THEIR_OWN;
use super::known::{authority, registry};
use super::merge::{Claims, Merged, RouteKey};
use super::report::IdentityReport;
use crate::evidence::{Group, Member, Topic};
use crate::field::{Field, Value};
use crate::id::{BenchmarkId, ModelId, ProviderId};
use crate::identity::resolve::{by_rule, provisional};
use crate::identity::{Authority, Candidate, Core, Layer, Name, Question, Registry, Resolution, Tables};
use crate::model::{Relation, RelationKind};
use crate::precedence::group;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What looking up needs beside the id.
struct World<'a> {
    tables: &'a Tables,
    registry: Registry,
    /// Names at each provider, to see whether base and instruct version have ids of their own there.
    at_provider: BTreeMap<&'a ProviderId, BTreeSet<Core>>,
    /// Repositories of weights, lowercase.
    repositories: BTreeSet<String>,
}

/// Sorts everything by model.
pub(super) fn place(merged: &Merged, tables: &Tables, report: &mut IdentityReport) -> Vec<Group> {
    let routes = listed_routes(merged, report);
    let mut world = world(merged, &routes, tables);
    world.registry = with_provisional(merged, &routes, &world);
    let mut groups: BTreeMap<ModelId, Group> = BTreeMap::new();
    place_routes(merged, routes, &world, &mut groups, report);
    place_results(merged, &world, &mut groups, report);
    place_models(merged, &world, &mut groups, report);
    relate(&mut groups, &world.registry);
    count(&groups, report);
    groups.into_values().collect()
}

/// Routes somebody lists; what others add about them is attached, by exact id or by the same name at the same provider.
fn listed_routes(merged: &Merged, report: &mut IdentityReport) -> BTreeMap<RouteKey, Claims> {
    let (mut listed, mut added): (BTreeMap<RouteKey, Claims>, Vec<_>) = (BTreeMap::new(), Vec::new());
    for (key, claims) in &merged.routes {
        let is_listed = claims.iter().any(|(_, claim)| !NO_ROUTES_OF_THEIR_OWN.contains(&claim.source.as_str()));
        if is_listed {
            listed.insert(key.clone(), claims.clone());
        } else {
            added.push((key, claims));
        }
    }
    let mut by_name: BTreeMap<(ProviderId, Core, Option<String>), Vec<RouteKey>> = BTreeMap::new();
    for key in listed.keys().filter(|key| key.host.is_none()) {
        let name = Name::read(&key.id);
        by_name.entry((key.provider.clone(), name.core(), name.date)).or_default().push(key.clone());
    }
    for (key, claims) in added {
        let name = Name::read(&key.id);
        match by_name.get(&(key.provider.clone(), name.core(), name.date)).map(Vec::as_slice) {
            Some([only]) => listed.entry(only.clone()).or_default().absorb(claims.clone()),
            _ => report.unlisted.push(format!("{}: {}", key.provider, key.id)),
        }
    }
    listed
}

fn world<'a>(merged: &'a Merged, routes: &BTreeMap<RouteKey, Claims>, tables: &'a Tables) -> World<'a> {
    let mut at_provider: BTreeMap<&ProviderId, BTreeSet<Core>> = BTreeMap::new();
    for key in merged.routes.keys().filter(|key| routes.contains_key(*key)) {
        at_provider.entry(&key.provider).or_default().insert(Name::read(&key.id).core());
    }
    let weights = merged.models.keys().filter(|(source, _)| authority(source) == Some(Authority::Weights));
    let repositories = weights.map(|(_, handle)| handle.to_lowercase()).collect();
    World { tables, registry: registry(merged, tables), at_provider, repositories }
}

/// A second registry that also knows the models nobody but a provider names, so that their routes meet.
fn with_provisional(merged: &Merged, routes: &BTreeMap<RouteKey, Claims>, world: &World<'_>) -> Registry {
    let mut candidates: Vec<Candidate> = world
        .registry
        .known()
        .iter()
        .map(|known| Candidate {
            lab: known.lab.clone(),
            text: match &known.date {
                Some(date) if !known.id.slug().contains(date) => format!("{}-{date}", known.id.slug()),
                _ => known.id.slug().to_owned(),
            },
            authority: known.authority,
        })
        .collect();
    for (key, claims) in routes {
        let resolution = resolve_route(key, claims, merged, world);
        if let Some(resolution) = resolution.filter(|resolution| resolution.layer == Layer::Provisional) {
            if let Ok(lab) = crate::id::LabId::new(resolution.model.lab()) {
                let text = resolution.model.slug().to_owned();
                candidates.push(Candidate { lab, text, authority: Authority::Provisional });
            }
        }
    }
    Registry::new(&candidates)
}

fn place_routes(
    merged: &Merged,
    routes: BTreeMap<RouteKey, Claims>,
    world: &World<'_>,
    groups: &mut BTreeMap<ModelId, Group>,
    report: &mut IdentityReport,
) {
    for (key, claims) in routes {
        let Some(resolution) = resolve_route(&key, &claims, merged, world) else {
            report.unlisted.push(format!("{}: {}", key.provider, key.id));
            continue;
        };
        check_statement(&key, &claims, &resolution, merged, world, report);
        let own_id = merged.spelling.get(&key).map_or_else(|| key.id.clone(), |(_, spelling)| spelling.clone());
        let topic = Topic::Route { provider: key.provider, own_id, host: key.host };
        file(groups, world, topic, &resolution, claims);
    }
}

/// Counts where a source's own statement and the rule agree or contradict each other.
fn check_statement(
    key: &RouteKey,
    claims: &Claims,
    resolution: &Resolution,
    merged: &Merged,
    world: &World<'_>,
    report: &mut IdentityReport,
) {
    if resolution.layer != Layer::Stated {
        return;
    }
    let unaided = resolve_unaided(key, claims, merged, world);
    match unaided {
        Some(rule) if rule.model == resolution.model => report.agreements += 1,
        Some(rule) => report
            .contradictions
            .push(format!("{} {}: stated {}, by rule {}", key.provider, key.id, resolution.model, rule.model)),
        None => {}
    }
}

fn resolve_route(key: &RouteKey, claims: &Claims, merged: &Merged, world: &World<'_>) -> Option<Resolution> {
    if let Some(stated) = stated(key, claims, world) {
        return Some(stated);
    }
    let unaided = resolve_unaided(key, claims, merged, world);
    unaided.or_else(|| {
        provisional(&question(key, claims, world, None), &provisional_lab(key, world), &world.registry, world.tables)
    })
}

/// By the id first, with the lab whose API it is, then by the id alone.
fn resolve_unaided(key: &RouteKey, claims: &Claims, _merged: &Merged, world: &World<'_>) -> Option<Resolution> {
    let own = world.tables.first_party(&key.provider);
    let first =
        own.as_ref().and_then(|lab| by_rule(&question(key, claims, world, Some(lab)), &world.registry, world.tables));
    first.or_else(|| by_rule(&question(key, claims, world, None), &world.registry, world.tables))
}

fn question<'a>(
    key: &'a RouteKey,
    claims: &'a Claims,
    world: &World<'_>,
    lab: Option<&'a crate::id::LabId>,
) -> Question<'a> {
    let name = Name::read(&key.id);
    let names = world.at_provider.get(&key.provider);
    let twin = |word: &&str| names.is_some_and(|names| names.contains(&name.with_word(word).core()));
    let display_name =
        claims.of(&Field::Name).max_by_key(|claim| claim.last_seen).and_then(|claim| match &claim.value {
            Value::Text(text) => Some(&**text),
            _ => None,
        });
    Question {
        source: "routes",
        id: &key.id,
        display_name,
        lab,
        has_instruct_twin: crate::identity::name::INSTRUCT.iter().any(|word| twin(&word)),
        is_repository: world.repositories.contains(&*key.id),
    }
}

/// The lab of a model nobody knows: the maker its path names, unless that is a provider; else the provider.
fn provisional_lab(key: &RouteKey, world: &World<'_>) -> String {
    let name = Name::read(&key.id);
    let maker = name.vendors.last().filter(|maker| {
        let is_provider = world.at_provider.keys().any(|provider| provider.as_str() == maker.as_str());
        !is_provider && maker.chars().any(char::is_alphabetic)
    });
    maker.map_or_else(|| key.provider.to_string(), |maker| crate::identity::plain_id(maker))
}

/// The model a source says a route is, if we know that model. Fixed names first; an alias that moves is resolved as of
/// its last reading.
fn stated(key: &RouteKey, claims: &Claims, world: &World<'_>) -> Option<Resolution> {
    let mut statements: Vec<_> =
        claims.iter().filter(|(field, _)| matches!(field, Field::Serves | Field::WeightsAt | Field::AliasOf)).collect();
    statements.sort_by_key(|(field, claim)| {
        (statement_rank(field, claim.source.as_str()), std::cmp::Reverse(claim.last_seen))
    });
    let is_alias = key.id.starts_with('~');
    statements.into_iter().find_map(|(field, claim)| {
        let source = claim.source.as_str();
        let own_name = *field == Field::Serves && source == "openrouter" && !is_alias;
        let Value::Text(text) = &claim.value else { return None };
        let model = (!own_name).then(|| model_named(source, text, world)).flatten()?;
        Some(Resolution {
            model,
            layer: Layer::Stated,
            evidence: format!("{source} says so: `{text}` ({field})"),
            rivals: Vec::new(),
            attributes: Name::read(&key.id).attributes,
        })
    })
}

fn statement_rank(field: &Field, source: &str) -> usize {
    match (source, field) {
        ("overlay", _) => 0,
        ("curated", _) => 1,
        (_, Field::Serves) => 2,
        (_, Field::AliasOf) => 3,
        _ => 4,
    }
}

/// A known model by a source's `maker/name`.
fn model_named(source: &str, text: &str, world: &World<'_>) -> Option<ModelId> {
    let (maker, name) = text.trim_start_matches('~').split_once('/')?;
    let lab = world.tables.lab(source, maker.trim())?;
    let question = Question {
        source,
        id: name,
        display_name: None,
        lab: Some(&lab),
        has_instruct_twin: true,
        is_repository: true,
    };
    let exact = world.registry.exact(&Name::read(name));
    let own = exact.into_iter().find(|known| known.lab == lab).map(|known| known.id.clone());
    own.or_else(|| {
        by_rule(&question, &world.registry, world.tables)
            .filter(|found| found.model.lab() == lab.as_str())
            .map(|found| found.model)
    })
}

fn place_results(
    merged: &Merged,
    world: &World<'_>,
    groups: &mut BTreeMap<ModelId, Group>,
    report: &mut IdentityReport,
) {
    for ((benchmark, entrant, settings, source), claims) in &merged.results {
        let Ok(id) = BenchmarkId::new(benchmark) else { continue };
        let Some(resolution) = resolve_entrant(source.as_str(), entrant, claims, world) else {
            report.unresolved_entrants.entry(source.to_string()).or_default().push(entrant.to_string());
            continue;
        };
        *report.resolved_entrants.entry(source.to_string()).or_default() += 1;
        let topic = Topic::Result { benchmark: id, entrant: entrant.clone(), settings: settings.clone() };
        file(groups, world, topic, &resolution, claims.clone());
    }
    for names in report.unresolved_entrants.values_mut() {
        names.sort();
        names.dedup();
    }
}

fn resolve_entrant(source: &str, entrant: &str, claims: &Claims, world: &World<'_>) -> Option<Resolution> {
    let maker = claims.of(&Field::Serves).find_map(|claim| match &claim.value {
        Value::Text(text) => {
            text.split_once('/').map(|(maker, name)| (maker.trim().to_owned(), name.trim().to_owned()))
        }
        _ => None,
    });
    let lab = maker.as_ref().and_then(|(maker, _)| world.tables.lab(source, maker));
    let ids = [Some(entrant), maker.as_ref().map(|(_, name)| name.as_str())];
    ids.into_iter().flatten().find_map(|id| {
        let question = Question {
            source,
            id,
            display_name: None,
            lab: lab.as_ref(),
            has_instruct_twin: false,
            is_repository: world.repositories.contains(&id.to_lowercase()),
        };
        by_rule(&question, &world.registry, world.tables).filter(|found| found.rivals.is_empty() || lab.is_some())
    })
}

fn place_models(
    merged: &Merged,
    world: &World<'_>,
    groups: &mut BTreeMap<ModelId, Group>,
    report: &mut IdentityReport,
) {
    for ((source, handle), claims) in &merged.models {
        let is_copy = claims.of(&Field::QuantisationOf).next().is_some();
        let model = (!is_copy).then(|| model_named(source.as_str(), handle, world)).flatten();
        let exact = model.as_ref().and_then(|model| world.registry.get(model));
        let keeps_own_group = authority(source).is_some_and(|authority| authority <= Authority::ModelCatalog);
        let (Some(model), Some(known)) = (model, exact) else {
            report.unreferenced += 1;
            continue;
        };
        let is_same_name = Name::read(handle).core() == known.core;
        if !is_same_name || !(groups.contains_key(&model) || keeps_own_group) {
            report.unreferenced += 1;
            continue;
        }
        let resolution = Resolution {
            model,
            layer: Layer::Stated,
            evidence: format!("{source} names it `{handle}`"),
            rivals: Vec::new(),
            attributes: Vec::new(),
        };
        file(groups, world, Topic::Model { handle: handle.clone() }, &resolution, claims.clone());
    }
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

/// Base and instruct versions, dated releases and undated names.
fn relate(groups: &mut BTreeMap<ModelId, Group>, registry: &Registry) {
    let mut relations: Vec<(ModelId, Relation)> = Vec::new();
    let mut both = |a: &ModelId, b: &ModelId, kinds: (RelationKind, RelationKind), evidence: &str| {
        let relation = |kind, model: &ModelId| Relation { kind, model: model.clone(), evidence: Arc::from(evidence) };
        relations.push((a.clone(), relation(kinds.0, b)));
        relations.push((b.clone(), relation(kinds.1, a)));
    };
    for known in registry.known().iter().filter(|known| groups.contains_key(&known.id)) {
        if let Some(instruct) = registry.instruct_of(known).filter(|instruct| groups.contains_key(&instruct.id)) {
            let kinds = (RelationKind::InstructVersion, RelationKind::BaseModel);
            both(&known.id, &instruct.id, kinds, "the same name with and without a word for instruct");
        }
        for dated in registry.dated_of(known).filter(|dated| groups.contains_key(&dated.id)) {
            let kinds = (RelationKind::DatedRelease, RelationKind::UndatedName);
            both(&known.id, &dated.id, kinds, "the same name with and without a date");
        }
    }
    for (model, relation) in relations {
        if let Some(group) = groups.get_mut(&model) {
            group.relations.push(relation);
        }
    }
}

fn count(groups: &BTreeMap<ModelId, Group>, report: &mut IdentityReport) {
    for grouped in groups.values() {
        let sources: BTreeSet<&str> = grouped
            .members
            .iter()
            .flat_map(|member| &member.said)
            .map(|said| group(said.claim.source.as_str()))
            .collect();
        let corroborated = sources.len() > 1 || grouped.authority <= Authority::FirstParty;
        for member in grouped.members.iter().filter(|member| matches!(member.topic, Topic::Route { .. })) {
            let sources: BTreeSet<&str> = member.said.iter().map(|said| said.claim.source.as_str()).collect();
            for source in sources {
                let coverage = report.routes.entry(source.to_owned()).or_default();
                *coverage.layers.entry(member.layer).or_default() += 1;
                coverage.corroborated += usize::from(corroborated);
                coverage.undecided += usize::from(!member.rivals.is_empty());
            }
        }
    }
}
