//! Which model each route serves: by hand, by name, by what its source says, or as a model of its own.

use super::super::known::Vouched;
use super::super::merge::{Claims, Merged, RouteKey};
use super::super::report::IdentityReport;
use super::super::unplaced::Aside;
use super::stated::stated;
use super::{World, file, has_instruct_twin};
use crate::evidence::{Group, Topic};
use crate::field::{Field, Value};
use crate::id::{LabId, ModelId};
use crate::identity::resolve::{Asked, by_rule, in_brackets, provisional};
use crate::identity::{Authority, Candidate, Core, Layer, Name, Question, Registry, Resolution};
use std::collections::{BTreeMap, BTreeSet};

/// A second registry that also knows the models nobody but a provider names, so that their routes meet.
pub(super) fn with_provisional(vouched: Vouched, routes: &BTreeMap<RouteKey, Claims>, world: &World<'_>) -> Registry {
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

pub(super) fn place(
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
pub(super) fn moves(id: &str) -> bool {
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
