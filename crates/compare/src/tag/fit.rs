//! Tags by what a route offers: a limit, a capability or a price beyond a stated threshold.

use super::{Subject, TagOutcome, TagRule};
use crate::cite::{Cite, Missing, Remedy};
use crate::profile::SizeClass;
use rust_decimal::Decimal;
use weigh_catalog::{Capability, Field, Openness, Route, Support, Usd};

const LONG: u64 = 200_000;
const RETRIEVAL: u64 = 100_000;
/// Fifty cents.
const LOW_PRICE: Usd = Usd::new(Decimal::from_parts(50, 0, 0, false, 2));
/// Twenty cents.
const LABEL_PRICE: Usd = Usd::new(Decimal::from_parts(20, 0, 0, false, 2));

pub(super) const LONG_CONTEXT: TagRule = TagRule {
    id: "long-context",
    label: "long context",
    rule: "a live route states a context window of at least 200,000 tokens",
    judge: |subject| on_some_route(subject, |route| vec![at_least(route, LONG)]),
};

pub(super) const RAG: TagRule = TagRule {
    id: "rag",
    label: "RAG",
    rule: "one live route states a context window of at least 100,000 tokens and function calling",
    judge: |subject| {
        on_some_route(subject, |route| vec![at_least(route, RETRIEVAL), can(route, Capability::FunctionCalling)])
    },
};

pub(super) const EXTRACTION: TagRule = TagRule {
    id: "extraction",
    label: "extraction",
    rule: "a live route states structured outputs",
    judge: |subject| on_some_route(subject, |route| vec![can(route, Capability::StructuredOutputs)]),
};

pub(super) const CLASSIFICATION: TagRule = TagRule {
    id: "classification",
    label: "classification",
    rule: "fewer than 15 billion weights and a 70/30 price of at most $0.20 per million tokens at the cheapest route",
    judge: |subject| {
        let size = subject.profile.size.as_ref().filter(|size| !size.is_disputed);
        let is_small = size.map(|size| size.value <= SizeClass::Small);
        let size_cites = vec![Cite::Model(subject.model.id.clone(), Field::Parameters)];
        all(vec![(is_small, size_cites, Remedy::Sync), price_at_most(subject, LABEL_PRICE)])
    },
};

pub(super) const LOW_COST: TagRule = TagRule {
    id: "low-cost",
    label: "low cost",
    rule: "a 70/30 price of at most $0.50 per million tokens at the cheapest route",
    judge: |subject| all(vec![price_at_most(subject, LOW_PRICE)]),
};

pub(super) const ON_PREMISES: TagRule = TagRule {
    id: "on-premises",
    label: "on premises",
    rule: "the weights can be downloaded and their number is stated",
    judge: |subject| {
        let openness = subject.profile.openness.as_ref().filter(|openness| !openness.is_disputed);
        let is_open = openness.map(|openness| openness.value != Openness::Closed);
        let has_size = subject.profile.parameters.as_ref().map(|_| true);
        let cite = |field| vec![Cite::Model(subject.model.id.clone(), field)];
        let weights = (is_open, cite(Field::OpenWeights), Remedy::Sync);
        all(vec![weights, (has_size, cite(Field::Parameters), Remedy::Sync)])
    },
};

/// A condition: whether it holds if that is known, the facts it rests on, and what would supply them.
type Condition = (Option<bool>, Vec<Cite>, Remedy);

/// Fails if one surely fails, holds if all surely hold, else unknown.
fn all(conditions: Vec<Condition>) -> TagOutcome {
    let failed = conditions.iter().find(|(holds, ..)| *holds == Some(false));
    if let Some((_, cites, _)) = failed {
        return TagOutcome::Fails(cites.clone());
    }
    let open: Vec<Missing> = conditions
        .iter()
        .filter(|(holds, ..)| holds.is_none())
        .flat_map(|(_, cites, remedy)| cites.iter().map(|cite| Missing { cite: cite.clone(), remedy: *remedy }))
        .collect();
    if open.is_empty() {
        TagOutcome::Holds(conditions.into_iter().flat_map(|(_, cites, _)| cites).collect())
    } else {
        TagOutcome::Unknown(open)
    }
}

/// Holds if all conditions hold on one live route; fails only if they surely fail on every one.
fn on_some_route(subject: &Subject<'_>, conditions: impl Fn(&Route) -> Vec<Condition>) -> TagOutcome {
    let outcomes: Vec<TagOutcome> = subject.model.live_routes().map(|route| all(conditions(route))).collect();
    if let Some(holds) = outcomes.iter().find(|outcome| matches!(outcome, TagOutcome::Holds(_))) {
        return holds.clone();
    }
    let (mut failed, mut open) = (Vec::new(), Vec::new());
    for outcome in outcomes {
        match outcome {
            TagOutcome::Fails(cites) | TagOutcome::Holds(cites) => failed.extend(cites),
            TagOutcome::Unknown(missing) => open.extend(missing),
        }
    }
    if failed.is_empty() && open.is_empty() {
        open.push(Missing { cite: Cite::Routes(subject.model.id.clone()), remedy: Remedy::Sync });
    }
    if open.is_empty() { TagOutcome::Fails(failed) } else { TagOutcome::Unknown(open) }
}

/// What all claims that may hold say alike.
fn agreed<T>(may_hold: impl Iterator<Item = T>, holds: impl Fn(T) -> bool) -> Option<bool> {
    let mut all = may_hold.map(holds);
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}

fn at_least(route: &Route, tokens: u64) -> Condition {
    let holds = agreed(route.facts.may_hold::<u64>(&Field::Context), |context| context >= tokens);
    (holds, vec![Cite::Route(route.id.clone(), Field::Context)], Remedy::Sync)
}

fn can(route: &Route, capability: Capability) -> Condition {
    let holds =
        agreed(route.facts.may_hold::<Support>(&Field::Can(capability)), |support| support == Support::Supported);
    (holds, vec![Cite::Route(route.id.clone(), Field::Can(capability))], Remedy::Probe)
}

/// A disputed price decides only if all of its range lies on one side.
fn price_at_most(subject: &Subject<'_>, most: Usd) -> Condition {
    let cites =
        subject.offers.best().map_or_else(|| vec![Cite::Routes(subject.model.id.clone())], |best| best.bill.cites());
    let holds = subject.blend.and_then(|blend| match (blend.price.low <= most, blend.price.high <= most) {
        (_, true) => Some(true),
        (false, false) => Some(false),
        (true, false) => None,
    });
    (holds, cites, Remedy::Sync)
}
