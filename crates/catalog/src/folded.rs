//! Folds evidence into models, providers and the other things people ask about, as of a day.

use crate::claim::{Claim, Fact};
use crate::date::Day;
use crate::display;
use crate::evidence::{Entry, Group, Member, Said, Topic};
use crate::facts::Facts;
use crate::field::{Field, Value};
use crate::fold::{Span, Voice, fold};
use crate::id::{BenchmarkId, LabId, ProviderId, RouteId, RouteParts};
use crate::model::{BenchmarkResult, Excerpt, Listing, Model, Provider, ProviderKind, Rate, Route, Serves};
use crate::precedence::{Class, class};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What folding a model needs to know of a provider.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProviderTraits {
    /// Its kind.
    pub kind: Option<ProviderKind>,
    /// The lab whose own API it is.
    pub first_party_of: Option<LabId>,
}

/// Looks providers up by id.
pub type Traits<'a> = &'a dyn Fn(&ProviderId) -> ProviderTraits;

/// True for fields that belong to the model, whichever route's record states them.
const fn is_of_model(field: &Field) -> bool {
    matches!(
        field,
        Field::Name
            | Field::Family
            | Field::Released
            | Field::KnowledgeCutoff
            | Field::Parameters
            | Field::ActiveParameters
            | Field::Architecture
            | Field::Experts
            | Field::ActiveExperts
            | Field::OpenWeights
            | Field::Licence
            | Field::WeightsAt
            | Field::Languages
            | Field::Announced
    )
}

/// True for fields of a route that the lab's own route or a model card may state for the model as a whole.
const fn is_of_card(field: &Field) -> bool {
    matches!(
        field,
        Field::Context
            | Field::MaxInput
            | Field::MaxOutput
            | Field::Can(_)
            | Field::Retires
            | Field::Deprecated
            | Field::Status
            | Field::Replacement
    )
}

/// True for fields that only say which model something is.
const fn is_of_identity(field: &Field) -> bool {
    matches!(
        field,
        Field::Serves
            | Field::AliasOf
            | Field::DatedReleaseOf
            | Field::FineTuneOf
            | Field::QuantisationOf
            | Field::InstructOf
    )
}

/// Folds one model with its routes and results.
pub fn model(group: &Group, traits: Traits<'_>, day: Day) -> Model {
    let routes = routes(group, &|_| true, traits, day);
    let facts = model_facts(group, traits, day);
    let name = display::name(&group.id, &facts);
    Model {
        id: group.id.clone(),
        name,
        as_of: day,
        facts,
        routes,
        results: group.members.iter().filter_map(|member| result(member, day)).collect(),
        relations: group.relations.clone(),
    }
}

/// Folds the routes at some providers, and the results in one benchmark.
pub fn excerpt(
    group: &Group,
    providers: &BTreeSet<ProviderId>,
    benchmark: Option<&BenchmarkId>,
    traits: Traits<'_>,
    day: Day,
) -> Excerpt {
    let is_wanted = |member: &&Member| is_excerpted(&member.topic, providers, benchmark);
    Excerpt {
        routes: routes(group, &|provider| providers.contains(provider), traits, day),
        results: group.members.iter().filter(is_wanted).filter_map(|member| result(member, day)).collect(),
    }
}

/// Whether an excerpt of these tells of it.
pub fn is_excerpted(topic: &Topic, providers: &BTreeSet<ProviderId>, benchmark: Option<&BenchmarkId>) -> bool {
    match topic {
        Topic::Route { provider, .. } => providers.contains(provider),
        Topic::Result { benchmark: of, .. } => benchmark == Some(of),
        Topic::Model { .. } => false,
    }
}

/// How a member's claims count.
fn is_first_party(member: &Member, group: &Group, traits: Traits<'_>) -> bool {
    match &member.topic {
        Topic::Route { provider, .. } => {
            traits(provider).first_party_of.is_some_and(|lab| lab.as_str() == group.id.lab())
        }
        _ => false,
    }
}

fn model_facts(group: &Group, traits: Traits<'_>, day: Day) -> Facts {
    let mut voices: BTreeMap<&Field, Vec<Voice<'_>>> = BTreeMap::new();
    for (topic, member) in group.members.iter().enumerate().filter(|(_, member)| member.rivals.is_empty()) {
        let is_first_party = is_first_party(member, group, traits);
        let is_card = matches!(member.topic, Topic::Model { .. });
        for Said { field, claim, .. } in &member.said {
            if is_of_model(field) || (is_of_card(field) && (is_card || is_first_party)) {
                voices.entry(field).or_default().push(Voice { claim, topic, is_first_party });
            }
        }
    }
    let mut facts = Facts::new();
    for (field, voices) in voices {
        let class = class(field, true, false, None);
        facts.set(field.clone(), fold(&voices, class, span(field), day));
    }
    facts
}

/// For which days a claim about a field speaks.
const fn span(field: &Field) -> Span {
    let is_fixed = is_of_model(field)
        || is_of_identity(field)
        || matches!(field, Field::Retires | Field::Deprecated | Field::Replacement);
    match field {
        Field::Licence => Span::Lasting,
        _ if is_fixed => Span::Always,
        _ => Span::Stated,
    }
}

/// The routes at some providers; what they are named depends on the others too.
fn routes(group: &Group, is_wanted: &dyn Fn(&ProviderId) -> bool, traits: Traits<'_>, day: Day) -> Vec<Route> {
    let mut per_provider: BTreeMap<(&ProviderId, &Option<Arc<str>>), usize> = BTreeMap::new();
    for member in &group.members {
        if let Topic::Route { provider, host, .. } = &member.topic {
            *per_provider.entry((provider, host)).or_default() += 1;
        }
    }
    let mut routes: Vec<Route> = group
        .members
        .iter()
        .filter_map(|member| {
            let Topic::Route { provider, own_id, host } = &member.topic else { return None };
            if !is_wanted(provider) {
                return None;
            }
            let is_only = per_provider.get(&(provider, host)) == Some(&1);
            let id = RouteParts {
                model: group.id.clone(),
                provider: provider.clone(),
                host: host.clone(),
                own_id: (!is_only).then(|| own_id.clone()),
            };
            Some(route(member, id.into(), own_id, group, traits, day))
        })
        .collect();
    routes.sort_by(|a, b| a.id.cmp(&b.id));
    routes
}

fn route(member: &Member, id: RouteId, own_id: &Arc<str>, group: &Group, traits: Traits<'_>, day: Day) -> Route {
    let provider = id.provider.clone();
    let is_first_party = is_first_party(member, group, traits);
    let kind = traits(&provider).kind;
    let is_openrouter = provider.as_str() == "openrouter";
    let mut slots: BTreeMap<&Field, Vec<Voice<'_>>> = BTreeMap::new();
    for Said { field, claim, .. } in &member.said {
        slots.entry(field).or_default().push(Voice { claim, topic: 0, is_first_party });
    }
    let (mut facts, mut rates) = (Facts::new(), Vec::new());
    for (field, voices) in slots {
        let class = class(field, is_first_party, is_openrouter, kind);
        let fact = fold(&voices, class, span(field), day);
        match field {
            Field::Rate(key) => {
                let amount = fact.filter_map(|value| match value {
                    Value::Amount(amount) => Some(*amount),
                    _ => None,
                });
                if !amount.is_unknown() {
                    rates.push(Arc::new(Rate { key: key.clone(), amount }));
                }
            }
            field => facts.set(field.clone(), fact),
        }
    }
    let serves = serves(member, group);
    Route { id, provider, own_id: own_id.clone(), is_first_party, serves, listing: listing(member, day), facts, rates }
}

fn serves(member: &Member, group: &Group) -> Serves {
    if member.rivals.is_empty() {
        return Serves::Resolved(member.evidence.clone());
    }
    let candidates = std::iter::once(group.id.clone()).chain(member.rivals.iter().cloned()).collect();
    Serves::Undecided { candidates, reason: member.evidence.clone() }
}

/// On offer if at least one claim of the route, other than about its identity, is in force on the day.
fn listing(member: &Member, day: Day) -> Listing {
    let claims: Vec<&Claim<Value>> =
        member.said.iter().filter(|said| !is_of_identity(&said.field)).map(|said| &said.claim).collect();
    let first = claims.iter().map(|claim| claim.holds_from()).min();
    let last = claims
        .iter()
        .map(|claim| claim.effective.until)
        .try_fold(None, |last: Option<Day>, until| until.map(|until| Some(last.map_or(until, |last| last.max(until)))));
    match (first, last) {
        (Some(first), _) if day < first => Listing::NotYet(first),
        (_, Some(Some(last))) if last <= day => Listing::Withdrawn(last),
        _ => Listing::Listed,
    }
}

fn result(member: &Member, day: Day) -> Option<BenchmarkResult> {
    let Topic::Result { benchmark, entrant, settings } = &member.topic else { return None };
    let facts = plain_facts(&member.said, day);
    Some(BenchmarkResult { benchmark: benchmark.clone(), entrant: entrant.clone(), settings: settings.clone(), facts })
}

/// Facts of a thing that is not a model: every field on its own, whenever it was read.
pub fn plain_facts(said: &[Said], day: Day) -> Facts {
    let mut slots: BTreeMap<&Field, Vec<Voice<'_>>> = BTreeMap::new();
    for Said { field, claim, .. } in said {
        slots.entry(field).or_default().push(Voice { claim, topic: 0, is_first_party: false });
    }
    let mut facts = Facts::new();
    for (field, voices) in slots {
        facts.set(field.clone(), fold(&voices, Class::Other, Span::Always, day));
    }
    facts
}

/// Folds a provider.
pub fn provider(entry: &Entry, day: Day) -> Option<Provider> {
    let facts = plain_facts(&entry.said, day);
    let id = ProviderId::new(&entry.id).ok()?;
    let traits = provider_traits(&facts);
    let name = facts.value(&Field::Name).unwrap_or_else(|| id.to_string());
    Some(Provider { id, name, kind: traits.kind, first_party_of: traits.first_party_of, facts })
}

/// What folding a model needs of a provider's facts.
pub fn provider_traits(facts: &Facts) -> ProviderTraits {
    let kind: Option<String> = facts.value(&Field::ProviderKind);
    let lab: Option<String> = facts.value(&Field::Serves);
    ProviderTraits {
        kind: kind.as_deref().and_then(ProviderKind::of),
        first_party_of: lab.and_then(|lab| LabId::new(&lab).ok()),
    }
}

/// Whether a fact has claims of more than one value: for reports.
pub fn has_conflict(fact: &Fact<Value>) -> bool {
    !fact.contradicting().is_empty()
}
