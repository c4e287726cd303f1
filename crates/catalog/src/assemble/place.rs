//! Files every route, model record and result under the model it is about.

use super::NO_ROUTES_OF_THEIR_OWN;
use super::known::{Vouched, authority, vouched};
use super::merge::{Claims, Merged, RouteKey};
use super::report::IdentityReport;
use super::unplaced::Aside;
use crate::date::Day;
use crate::evidence::{Group, Member, Topic};
use crate::field::{Field, Value};
use crate::id::{BenchmarkId, LabId, ModelId, ProviderId, SourceId};
use crate::identity::resolve::{Asked, by_rule, in_brackets, provisional};
use crate::identity::{Authority, Candidate, Core, Known, Layer, Name, Question, Registry, Resolution, Tables};
use crate::model::{Relation, RelationKind};
use crate::precedence::group;
use crate::record::Subject;
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
    let routes = listed_routes(merged, report, aside);
    let mut world = world(merged, &routes, tables);
    let vouched = vouched(merged, tables);
    world.registry = Registry::new(&vouched.candidates, &vouched.unions, tables);
    world.registry = with_provisional(vouched, &routes, &world);
    let mut groups: BTreeMap<ModelId, Group> = BTreeMap::new();
    place_routes(merged, routes, &world, &mut groups, (&mut *report, &mut *aside));
    place_results(merged, &world, &mut groups, (&mut *report, &mut *aside));
    place_models(merged, &world, &mut groups, (&mut *report, &mut *aside));
    relate(&mut groups, &world.registry);
    count(&groups, report);
    groups.into_values().collect()
}

/// Routes somebody lists; what others add about them is attached, by exact id or by the same name at the same provider.
fn listed_routes(merged: &Merged, report: &mut IdentityReport, aside: &mut Aside) -> BTreeMap<RouteKey, Claims> {
    let (mut listed, mut added): (BTreeMap<RouteKey, Claims>, Vec<_>) = (BTreeMap::new(), Vec::new());
    for (key, claims) in &merged.routes {
        let is_listed = claims.iter().any(|(_, claim)| !NO_ROUTES_OF_THEIR_OWN.contains(&claim.source.as_str()));
        if is_listed {
            listed.insert(key.clone(), claims.clone());
        } else {
            added.push((key, claims));
        }
    }
    let mut by_name: BTreeMap<(ProviderId, Core), Vec<(RouteKey, Name)>> = BTreeMap::new();
    for key in listed.keys().filter(|key| key.host.is_none()) {
        let name = Name::read(&key.id);
        by_name.entry((key.provider.clone(), name.core())).or_default().push((key.clone(), name));
    }
    for (key, claims) in added {
        let name = Name::read(&key.id);
        let same = by_name.get(&(key.provider.clone(), name.core())).map(Vec::as_slice).unwrap_or_default();
        let Some(only) = the_one(&name, same) else {
            report.unlisted.push(format!("{}: {}", key.provider, key.id));
            aside.route(key, merged.spelled(key), claims.clone());
            continue;
        };
        let spare = listed.entry(only.clone()).or_default().absorb(claims.clone(), &merged.spelled(key));
        for (own_id, claims) in spare {
            aside.repeated(only, own_id.unwrap_or_else(|| merged.spelled(only)), claims);
        }
    }
    listed
}

/// The one listed route that a name means: of the same date and served the same way; without a date, the only one of any
/// date served so.
fn the_one<'a>(name: &Name, listed: &'a [(RouteKey, Name)]) -> Option<&'a RouteKey> {
    let served_alike = |other: &Name| other.attributes == name.attributes;
    let dated_alike: Vec<&(RouteKey, Name)> = listed.iter().filter(|(_, other)| other.date == name.date).collect();
    let close: Vec<&(RouteKey, Name)> = dated_alike.iter().copied().filter(|(_, other)| served_alike(other)).collect();
    let undated: Vec<&(RouteKey, Name)> =
        listed.iter().filter(|(_, other)| name.date.is_none() && served_alike(other)).collect();
    let only = |found: &[&'a (RouteKey, Name)]| match found {
        [(key, _)] => Some(key),
        _ => None,
    };
    only(&dated_alike).or_else(|| only(&close)).or_else(|| only(&undated).filter(|_| dated_alike.is_empty()))
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

/// A second registry that also knows the models nobody but a provider names, so that their routes meet.
fn with_provisional(vouched: Vouched, routes: &BTreeMap<RouteKey, Claims>, world: &World<'_>) -> Registry {
    let Vouched { mut candidates, unions } = vouched;
    let (mut makers, mut unmade): (BTreeMap<Core, BTreeSet<LabId>>, Vec<_>) = (BTreeMap::new(), Vec::new());
    for (key, claims) in routes {
        let resolution = resolve_route(key, claims, world);
        let alone = resolution.filter(|resolution| resolution.layer == Layer::Provisional);
        let Some((lab, model)) = alone.and_then(|own| Some((LabId::new(own.model.lab()).ok()?, own.model))) else {
            continue;
        };
        let core = world.registry.canonical(&Name::read(&key.id)).core();
        let is_providers = lab.as_str() == world.house(&key.provider) && Name::read(&key.id).words.len() > 1;
        let candidate = Candidate { lab, text: model.slug().to_owned(), authority: Authority::Provisional };
        if is_providers {
            unmade.push((core, candidate));
        } else {
            makers.entry(core).or_default().insert(candidate.lab.clone());
            candidates.push(candidate);
        }
    }
    // A name that one provider gives without a maker, and others with one and the same, is that maker's model.
    let has_maker = |core: &Core| makers.get(core).is_some_and(|makers| makers.len() == 1);
    candidates.extend(unmade.into_iter().filter(|(core, _)| !has_maker(core)).map(|(_, candidate)| candidate));
    Registry::new(&candidates, &unions, world.tables)
}

fn place_routes(
    merged: &Merged,
    routes: BTreeMap<RouteKey, Claims>,
    world: &World<'_>,
    groups: &mut BTreeMap<ModelId, Group>,
    (report, aside): (&mut IdentityReport, &mut Aside),
) {
    for (key, claims) in routes {
        let own_id = merged.spelled(&key);
        let Some(resolution) = resolve_route(&key, &claims, world) else {
            report.unlisted.push(format!("{}: {}", key.provider, key.id));
            aside.route(&key, own_id, claims);
            continue;
        };
        check_statement(&key, &claims, world, report);
        let topic = Topic::Route { provider: key.provider, own_id, host: key.host };
        file(groups, world, topic, &resolution, claims);
    }
}

/// Counts where a source's own statement and the rule agree or contradict each other.
fn check_statement(key: &RouteKey, claims: &Claims, world: &World<'_>, report: &mut IdentityReport) {
    let Some((is_ours, stated)) = stated(key, claims, world) else { return };
    match resolve_unaided(key, claims, world) {
        Some(rule) if rule.model == stated.model => report.agreements += 1,
        Some(rule) => {
            let winner = if !is_ours && outweighs(&rule, key, world) { "rule" } else { "statement" };
            let line = format!(
                "{} {}: stated {} ({}), by rule {} ({}): {winner} taken",
                key.provider, key.id, stated.model, stated.evidence, rule.model, rule.evidence
            );
            report.contradictions.push(line);
        }
        None => {}
    }
}

/// Statements kept by hand first, then the exact name of a model somebody vouches for, then other sources' statements,
/// then the rest of the rule, at last a model of its own.
fn resolve_route(key: &RouteKey, claims: &Claims, world: &World<'_>) -> Option<Resolution> {
    let stated = stated(key, claims, world);
    if let Some((true, by_hand)) = stated {
        return Some(by_hand);
    }
    let unaided = resolve_unaided(key, claims, world);
    match (stated, unaided) {
        (Some((_, stated)), Some(rule)) => Some(if outweighs(&rule, key, world) { rule } else { stated }),
        (Some((_, stated)), None) => Some(stated),
        (None, Some(rule)) => Some(rule),
        (None, None) => {
            let maker = named_maker(key, world);
            let house = world.house(&key.provider);
            provisional(&question(key, claims, world, None), maker.as_deref(), &house, &world.registry, world.tables)
        }
    }
}

/// Whether a rule's finding stands against a source's statement: the id is, word for word, the name of a model that
/// somebody but a provider vouches for, and no name that moves.
fn outweighs(rule: &Resolution, key: &RouteKey, world: &World<'_>) -> bool {
    let known = world.registry.get(&rule.model);
    let is_vouched = known.is_some_and(|known| known.authority < Authority::List);
    rule.is_exact && is_vouched && !moves(&key.id)
}

/// Whether an id is a name that moves from release to release.
fn moves(id: &str) -> bool {
    id.starts_with('~') || Name::read(id).moves()
}

/// By what the display name says of a name that moves; by the id with the lab whose API it is; by the id alone; at last by
/// a display name that puts the model in brackets.
fn resolve_unaided(key: &RouteKey, claims: &Claims, world: &World<'_>) -> Option<Resolution> {
    let question_alone = question(key, claims, world, None);
    let pointed = || in_brackets(&question_alone, &world.registry);
    if let Some(target) = moves(&key.id).then(pointed).flatten() {
        let seen = claims.of(&Field::Name).map(|claim| claim.last_seen).max();
        let seen = seen.map_or_else(String::new, |day| format!(", as read on {day}"));
        return Some(Resolution { evidence: format!("the name moves; {}{seen}", target.evidence), ..target });
    }
    let own = world.tables.first_party(&key.provider);
    let first =
        own.as_ref().and_then(|lab| by_rule(&question(key, claims, world, Some(lab)), &world.registry, world.tables));
    first.or_else(|| by_rule(&question_alone, &world.registry, world.tables)).or_else(pointed)
}

fn question<'a>(key: &'a RouteKey, claims: &'a Claims, world: &World<'_>, lab: Option<&'a LabId>) -> Question<'a> {
    let kind = if lab.is_some() { Asked::OwnRoute } else { Asked::Route };
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
        kind,
        has_instruct_twin: has_instruct_twin(&key.id, world.at_provider.get(&key.provider)),
        is_repository: world.repositories.contains(&*key.id),
    }
}

/// Whether the same list also has this name with a word for "instruct" added.
fn has_instruct_twin(id: &str, listed: Option<&BTreeSet<Core>>) -> bool {
    let name = Name::read(id);
    let is_listed = |word: &str| listed.is_some_and(|listed| listed.contains(&name.with_word(word).core()));
    crate::identity::words::INSTRUCT.iter().any(|word| is_listed(word))
}

/// The maker that the path of a model nobody knows names, unless that is a provider or a word for a way of serving.
fn named_maker(key: &RouteKey, world: &World<'_>) -> Option<String> {
    let name = Name::read(&key.id);
    let maker = name.vendors.last().filter(|maker| !NO_MAKERS.contains(&maker.as_str())).filter(|maker| {
        let provider = world.at_provider.iter().find(|(provider, _)| provider.as_str() == maker.as_str());
        let makes_it = provider.is_none_or(|(_, names)| names.contains(&name.core()));
        makes_it && !world.tables.is_provider(maker) && maker.chars().any(char::is_alphabetic)
    });
    maker.map(|maker| crate::identity::plain_id(maker))
}

/// Segments of paths that group a provider's ids by kind, or name who packed or serves them.
const NO_MAKERS: &[&str] = &[
    "tee",
    "route",
    "public",
    "pro",
    "preset",
    "streaming",
    "speech",
    "models",
    "main",
    "thebloke",
    "unsloth",
    "lukealonso",
    "doc-intelligence",
    "decision-models",
    "kilo-auto",
    "replicate-internal",
    "nanogpt",
    "poetools",
    "ranking",
    "flux",
];

/// The model a source says a route is, if we know that model, and whether we say so ourselves. An alias that moves is
/// resolved as of its last reading.
fn stated(key: &RouteKey, claims: &Claims, world: &World<'_>) -> Option<(bool, Resolution)> {
    let mut statements: Vec<_> =
        claims.iter().filter(|(field, _)| matches!(field, Field::Serves | Field::WeightsAt | Field::AliasOf)).collect();
    statements.sort_by_key(|(field, claim)| {
        (statement_rank(field, claim.source.as_str()), std::cmp::Reverse((claim.last_seen, claim.holds_from())))
    });
    let is_alias = key.id.starts_with('~');
    statements.into_iter().find_map(|(field, claim)| {
        let source = claim.source.as_str();
        let own_name = *field == Field::Serves && source == "openrouter" && !is_alias;
        let Value::Text(text) = &claim.value else { return None };
        let model = (!own_name).then(|| model_named(source, text, world)).flatten()?;
        let when = if moves(&key.id) { format!(", as read on {}", claim.last_seen) } else { String::new() };
        let resolution = Resolution {
            model,
            layer: Layer::Stated,
            evidence: format!("{source} says so: `{text}` ({field}){when}"),
            rivals: Vec::new(),
            attributes: Name::read(&key.id).attributes,
            is_exact: false,
        };
        Some((matches!(source, "curated" | "overlay"), resolution))
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
        kind: Asked::OwnRoute,
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
    (report, aside): (&mut IdentityReport, &mut Aside),
) {
    for ((benchmark, entrant, settings, source), claims) in &merged.results {
        let subject =
            || Subject::Result { benchmark: benchmark.clone(), entrant: entrant.clone(), settings: settings.clone() };
        let Ok(id) = BenchmarkId::new(benchmark) else {
            aside.add(subject(), claims.clone());
            continue;
        };
        let Some(resolution) = resolve_entrant(source, entrant, claims, world) else {
            report.unresolved_entrants.entry(source.to_string()).or_default().push(entrant.to_string());
            aside.add(subject(), claims.clone());
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

/// Boards that rank only models one can talk to: there an unsuffixed name is no base model.
const BOARDS_OF_TALKERS: &[&str] = &["aider", "arena", "tau2-bench"];

/// The model of a board's entry, only if it is surely that one: by the board's own `maker/name`, else by its name.
fn resolve_entrant(board: &SourceId, entrant: &str, claims: &Claims, world: &World<'_>) -> Option<Resolution> {
    let source = board.as_str();
    let hints: Vec<(String, String)> = claims
        .of(&Field::Serves)
        .filter_map(|claim| match &claim.value {
            Value::Text(text) => {
                text.split_once('/').map(|(maker, name)| (maker.trim().to_owned(), name.trim().to_owned()))
            }
            _ => None,
        })
        .collect();
    let lab = hints.iter().find_map(|(maker, _)| world.tables.lab(source, maker));
    let mut ids = vec![entrant];
    ids.extend(hints.iter().map(|(_, name)| name.as_str()));
    let kind = if BOARDS_OF_TALKERS.contains(&source) { Asked::Talker } else { Asked::Entrant };
    ids.into_iter().find_map(|id| {
        let question = Question {
            source,
            id,
            display_name: None,
            lab: lab.as_ref(),
            kind,
            has_instruct_twin: has_instruct_twin(id, world.at_board.get(board)),
            is_repository: world.repositories.contains(&id.to_lowercase()),
        };
        by_rule(&question, &world.registry, world.tables).filter(|found| found.rivals.is_empty())
    })
}

fn place_models(
    merged: &Merged,
    world: &World<'_>,
    groups: &mut BTreeMap<ModelId, Group>,
    (report, aside): (&mut IdentityReport, &mut Aside),
) {
    for ((source, handle), claims) in &merged.models {
        let is_copy = claims.of(&Field::QuantisationOf).next().is_some();
        let model = (!is_copy).then(|| model_named(source.as_str(), handle, world)).flatten();
        let exact = model.as_ref().and_then(|model| world.registry.get(model));
        let keeps_own_group = authority(source).is_some_and(|authority| authority <= Authority::ModelCatalog);
        let name = Name::read(handle);
        let fits = |model: &ModelId, known: &Known| {
            let is_same_name = known.is_called(&world.registry.canonical(&name)) && is_full_precision(&name);
            is_same_name && (groups.contains_key(model) || keeps_own_group)
        };
        let is_placed = model.as_ref().zip(exact).is_some_and(|(model, known)| fits(model, known));
        let Some(model) = model.filter(|_| is_placed) else {
            report.unreferenced += 1;
            aside.add(Subject::Model(handle.clone()), claims.clone());
            continue;
        };
        let resolution = Resolution {
            model,
            layer: Layer::Stated,
            evidence: format!("{source} names it `{handle}`"),
            rivals: Vec::new(),
            attributes: Vec::new(),
            is_exact: true,
        };
        file(groups, world, Topic::Model { handle: handle.clone() }, &resolution, claims.clone());
    }
}

/// Whether a repository's name speaks of no lower precision: such copies count their weights differently.
fn is_full_precision(name: &Name) -> bool {
    name.attributes.iter().all(|attribute| {
        !crate::identity::words::PRECISIONS.contains(&attribute.as_str()) || matches!(&**attribute, "bf16" | "fp16")
    })
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
    let newest = newest_readings(groups);
    for grouped in groups.values() {
        let sources: BTreeSet<&str> = grouped
            .members
            .iter()
            .flat_map(|member| &member.said)
            .map(|said| group(said.claim.source.as_str()))
            .collect();
        let corroborated = sources.len() > 1 || grouped.authority <= Authority::FirstParty;
        for member in grouped.members.iter().filter(|member| matches!(member.topic, Topic::Route { .. })) {
            let mut last: BTreeMap<&str, Day> = BTreeMap::new();
            for said in &member.said {
                let day = last.entry(said.claim.source.as_str()).or_insert(said.claim.last_seen);
                *day = said.claim.last_seen.max(*day);
            }
            for (source, day) in last {
                report.routes.entry(source.to_owned()).or_default().add(member, corroborated);
                if newest.get(source) == Some(&day) {
                    report.latest.entry(source.to_owned()).or_default().add(member, corroborated);
                }
            }
        }
    }
}

/// The day of each source's newest reading.
fn newest_readings(groups: &BTreeMap<ModelId, Group>) -> BTreeMap<String, Day> {
    let mut newest: BTreeMap<String, Day> = BTreeMap::new();
    for said in groups.values().flat_map(|group| &group.members).flat_map(|member| &member.said) {
        let day = newest.entry(said.claim.source.to_string()).or_insert(said.claim.last_seen);
        *day = said.claim.last_seen.max(*day);
    }
    newest
}
