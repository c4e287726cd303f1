//! Sentences about needs: what was asked and what a route misses.

use super::limit;
use super::limits::capability;
use super::missing;
use super::standing::commercial;
use crate::format;
use crate::names::Names;
use weigh_catalog::ProviderId;
use weigh_compare::What;
use weigh_compare::needs::{Judgement, Level, Needs, Outcome, Shortfall};

/// The sentence, if the finding is about eligibility.
pub(super) fn sentence(names: Names, what: &What) -> Option<String> {
    Some(match what {
        What::NotEligible { model, route: None, judgements } if is_gone(judgements) => {
            format!("{} is no longer on offer, whatever the lists of providers still say.", names.model(model))
        }
        What::NotEligible { model, route, judgements } => {
            let at = route.as_ref().map(|route| format!("; closest is {}", names.place(route))).unwrap_or_default();
            format!("No route of {} meets the needs{at}: {}.", names.model(model), judged(names, judgements))
        }
        What::EligibilityOpen { model, route, judgements } => format!(
            "Whether {} meets the needs is open; closest is {}: {}.",
            names.model(model),
            names.place(route),
            judged(names, judgements)
        ),
        _ => return None,
    })
}

/// Whether all that is missed is being on offer at all.
fn is_gone(judgements: &[Judgement]) -> bool {
    judgements.iter().all(|judgement| matches!(judgement.outcome, Outcome::Unmet(Shortfall::NotOnOffer)))
}

/// What judgements say, as clauses; needs that are met are left out.
pub fn judged(names: Names, judgements: &[Judgement]) -> String {
    let clauses: Vec<String> = judgements.iter().filter_map(|judgement| outcome(names, &judgement.outcome)).collect();
    if clauses.is_empty() { "nothing is missed".to_owned() } else { clauses.join("; ") }
}

fn outcome(names: Names, outcome: &Outcome) -> Option<String> {
    match outcome {
        Outcome::Met => None,
        Outcome::Unmet(shortfall) => Some(missed(&|id| names.provider(id), shortfall)),
        Outcome::Undecided(missing) => {
            let facts: Vec<String> = missing.iter().map(|fact| missing::fact(names, fact)).collect();
            Some(format!("unknown: {}", format::listed(&facts)))
        }
    }
}

/// How a need is missed, as a clause.
pub fn missed(provider: &dyn Fn(&ProviderId) -> String, shortfall: &Shortfall) -> String {
    match shortfall {
        Shortfall::NotOnOffer => "no longer on offer".to_owned(),
        Shortfall::TooSmall { field, wanted, found } => {
            format!("{} of {} tokens is below {}", limit(field), format::tokens(*found), format::tokens(*wanted))
        }
        Shortfall::Lacks(which) => format!("no {}", capability(*which)),
        Shortfall::Openness { wanted, found } => format!("{} where {} is asked for", found.label(), wanted.label()),
        Shortfall::Commercial { wanted, found } => {
            format!("{} where {} is asked for", commercial(*found), commercial(*wanted))
        }
        Shortfall::Region { wanted, found } => format!("runs in {found}, not in {wanted}"),
        Shortfall::TrainsOnData => "prompts are used for training".to_owned(),
        Shortfall::Precision { wanted, found } => format!("weights served as {found}, below {wanted} bits"),
        Shortfall::NotAllowed(id) => format!("{} is not among the allowed providers", provider(id)),
        Shortfall::Denied(id) => format!("{} is denied", provider(id)),
        Shortfall::Kind { wanted, found } => {
            let wanted: Vec<&str> = wanted.iter().map(|kind| kind.id()).collect();
            format!("provider is a {}, not a {}", found.id(), format::listed(&wanted).replace(" and ", " or "))
        }
        Shortfall::TooLarge { wanted, found } => {
            format!("{} parameters are more than {}", format::short(*found), format::short(*wanted))
        }
        Shortfall::Kept { days } => {
            let days = usize::try_from(*days).unwrap_or(usize::MAX);
            format!("prompts are kept for {}", format::counted(days, "day", "days"))
        }
        Shortfall::Level { wanted, found } => {
            format!(
                "best score {} in {} is not {}",
                format::score(*found),
                wanted.benchmark,
                format::score(wanted.score)
            )
        }
        Shortfall::Retires { day, months } => {
            format!("retires on {}, within {months} months", format::date(*day))
        }
        Shortfall::NoPrice => "no price is known for this traffic".to_owned(),
        Shortfall::TooDear { wanted, found } => {
            format!("{} a month is more than {}", format::total(*found), format::total(*wanted))
        }
    }
}

/// What a comparison asks of the routes, as a clause; `None` if it asks for nothing.
pub fn asked(names: Names) -> Option<String> {
    wanted(&|id| names.provider(id), &names.0.needs)
}

/// What needs ask of the routes, as a clause; `None` if they ask for nothing.
pub fn wanted(provider: &dyn Fn(&ProviderId) -> String, needs: &Needs) -> Option<String> {
    let all = |ids: &[ProviderId]| format::listed(&ids.iter().map(provider).collect::<Vec<_>>());
    let mut parts = Vec::new();
    parts.extend(needs.context.map(|tokens| format!("a context window of {} tokens or more", format::tokens(tokens))));
    parts.extend(needs.output.map(|tokens| format!("max output of {} tokens or more", format::tokens(tokens))));
    parts.extend(needs.capabilities.iter().map(|which| capability(*which)));
    parts.extend(needs.openness.map(|openness| format!("{} or freer", openness.label())));
    parts.extend(needs.commercial.map(|used| format!("{} or freer", commercial(used))));
    parts.extend(needs.region.as_ref().map(|region| format!("processing in {region}")));
    parts.extend(needs.no_training.then(|| "no training on prompts".to_owned()));
    parts.extend(needs.least_bits.map(|bits| format!("weights of {bits} bits or more")));
    if !needs.allow.is_empty() {
        parts.push(format!("only {}", all(&needs.allow)));
    }
    if !needs.deny.is_empty() {
        parts.push(format!("not {}", all(&needs.deny)));
    }
    if !needs.kinds.is_empty() {
        let kinds: Vec<&str> = needs.kinds.iter().map(|kind| kind.id()).collect();
        parts.push(format!("providers that are a {}", format::listed(&kinds).replace(" and ", " or ")));
    }
    parts.extend(needs.most_parameters.map(|count| format!("{} parameters or fewer", format::short(count))));
    parts.extend(needs.zero_retention.then(|| "no retention of prompts".to_owned()));
    let level = |level: &Level| format!("{} of {} or better", level.benchmark, format::score(level.score));
    parts.extend(needs.levels.iter().map(level));
    parts.extend(needs.alive_months.map(|months| format!("no announced retirement within {months} months")));
    parts.extend(needs.priced.then(|| "a known price".to_owned()));
    let dollars = |most: u64| format::total(weigh_catalog::Usd::new(rust_decimal::Decimal::from(most)));
    parts.extend(needs.budget.map(|most| format!("at most {} a month", dollars(most))));
    (!parts.is_empty()).then(|| format::listed(&parts))
}
