//! Sentences about what a check finds: what it is, why, and what to do.

use super::bill::no_rate;
use super::needs::missed;
use super::{capability, missing};
use crate::evidence::lowercase_first;
use crate::format;
use crate::gather::CheckedUse;
use crate::label;
use crate::names;
use crate::show::{Around, change_in_words};
use crate::source::name_of;
use weigh_catalog::{Field, ModelId};
use weigh_compare::Outcome;
use weigh_compare::check::{BOUNDS, Finding, Idle, Problem};

/// Sources that a cause names at most.
const SAID: usize = 3;

/// A finding in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// What it is, a sentence.
    pub text: String,
    /// Who says so, and when it was read there; nothing where nobody needs to.
    pub cause: Option<String>,
    /// What to do about it, a sentence.
    pub hint: String,
}

/// A finding about a use in words.
pub fn words(of: &CheckedUse, finding: &Finding, around: Around) -> Words {
    let text = text(of, &finding.problem, around);
    Words { text: format!("{text}."), cause: cause(of, finding, around), hint: hint(finding) }
}

fn text(of: &CheckedUse, problem: &Problem, around: Around) -> String {
    let name = name(of, around);
    match problem {
        Problem::NoSuchRoute { candidates, was_locked } => no_such_route(of, candidates, was_locked.is_some()),
        Problem::Withdrawn(day) => format!("{name} is no longer listed since {}", format::day(*day)),
        Problem::NotYet(day) => format!("{name} is first listed on {}", format::day(*day)),
        Problem::Undecided(models) => format!("{name} may serve another model: {}", ids(models)),
        Problem::OtherRoute { locked, now } => {
            format!("`{}` is `{now}` now, and `{locked}` was locked", of.asked.route)
        }
        Problem::NoPrice { reason, was } => {
            let was = was.map(|was| format!("; at the locked rates it cost {}", names::total(was))).unwrap_or_default();
            format!("A month on {name} cannot be billed: {}{was}", no_rate(&name, reason))
        }
        Problem::Rise { before, after, by, most } => {
            let by = by.map_or_else(|| "not".to_owned(), |by| format!("{} more than", format::percent(by)));
            format!(
                "A month on {name} costs {}, {by} the {} at the locked rates: at most {} more is allowed",
                names::total(*after),
                names::total(*before),
                format::percent(*most)
            )
        }
        Problem::NoBase { reason } => {
            format!("The locked rates do not cover this traffic: {}", no_rate(&name, reason))
        }
        Problem::Retires { day, days, least } if *days < 0 => {
            format!(
                "{name} has retired on {}: {} days ahead are asked for",
                format::date(*day),
                format::count(u64::from(*least))
            )
        }
        Problem::Retires { day, days, least } => format!(
            "{name} retires on {}, in {}: {} are asked for",
            format::date(*day),
            format::counted(usize::try_from(*days).unwrap_or_default(), "day", "days"),
            format::count(u64::from(*least))
        ),
        Problem::Deprecated => format!("{name} is deprecated, and no day of retirement is announced"),
        Problem::Licence { before, after } => {
            let after = after.as_ref().map_or_else(|| "unknown".to_owned(), |after| format!("`{after}`"));
            format!("The licence of {} is {after} now, and `{before}` was locked", model(of))
        }
        Problem::Need(judgement) => need(of, judgement, around),
        Problem::Lost(what) => {
            let words = change_in_words(what);
            format!("{name}: {} went from {} to {}", lowercase_first(words.what), words.before, words.after)
        }
        Problem::Cheaper { route, total, own, saving, others } => {
            let more = match others {
                0 => String::new(),
                others => format!("; so are {}", format::counted(*others, "more route", "more routes")),
            };
            format!(
                "`{route}` is equal or better and surely {} cheaper: {} a month against {}{more}",
                format::percent(*saving),
                names::total(*total),
                names::total(*own)
            )
        }
        Problem::CheaperOpen { routes, missing } => {
            let fields =
                missing.iter().map(|(field, count)| format!("{} ({count})", lowercase_first(label::field(field))));
            let (routes, costs, is) = match routes {
                1 => ("1 route".to_owned(), "costs", "it is"),
                many => (format::counted(*many, "route", "routes"), "cost", "they are"),
            };
            format!(
                "{routes} {costs} less, but nobody can tell whether {is} equal to {name}; unknown or disputed: {}",
                format::listed(&fields.collect::<Vec<_>>())
            )
        }
        Problem::Stale { read, fresh_days } => format!(
            "What is said of {name} was last read on {}, and such readings stay fresh for {} days",
            format::day(*read),
            format::count(u64::from(*fresh_days))
        ),
        Problem::NotLocked => "Nothing is locked for this use: what moves from now on cannot be told".to_owned(),
        Problem::LockedOtherwise => "It was locked for other traffic or needs than it has now".to_owned(),
    }
}

fn no_such_route(of: &CheckedUse, candidates: &[String], was_locked: bool) -> String {
    let vanished = if was_locked { "; it was locked, and vanished since" } else { "" };
    let may_be = if candidates.is_empty() {
        String::new()
    } else {
        let candidates: Vec<String> = candidates.iter().map(|one| format!("`{one}`")).collect();
        format!("; there are {}", format::listed(&candidates))
    };
    format!("No route is called `{}`{vanished}{may_be}", of.asked.route)
}

fn need(of: &CheckedUse, judgement: &weigh_compare::Judgement, around: Around) -> String {
    let name = name(of, around);
    match &judgement.outcome {
        Outcome::Met => format!("{name} meets the need"),
        Outcome::Unmet(shortfall) => {
            let provider = |id: &weigh_catalog::ProviderId| {
                around.reference.provider(id).map_or_else(|| id.to_string(), |provider| provider.name.clone())
            };
            format!("{name} misses a need: {}", missed(&provider, shortfall))
        }
        Outcome::Undecided(facts) => {
            let fields: Vec<String> = facts
                .iter()
                .map(|fact| match fact.cite.field() {
                    Some(Field::Can(which)) => capability(*which),
                    Some(field) => lowercase_first(label::field(field)),
                    None => "its routes".to_owned(),
                })
                .collect();
            format!("Whether {name} meets a need is open; unknown or disputed: {}", format::listed(&fields))
        }
    }
}

/// The model and where it runs.
fn name(of: &CheckedUse, around: Around) -> String {
    match &of.found {
        Some((found, route)) => {
            format!("{} at {}", names::of_model(found), crate::show::place(around.reference, route))
        }
        None => format!("`{}`", of.asked.route),
    }
}

fn model(of: &CheckedUse) -> String {
    of.found.as_ref().map_or_else(|| of.asked.route.clone(), |(model, _)| names::of_model(model).to_owned())
}

fn ids(models: &[ModelId]) -> String {
    let ids: Vec<String> = models.iter().map(|id| format!("`{id}`")).collect();
    format::listed(&ids).replace(" and ", " or ")
}

/// Who says so: the sources of the facts behind it, each once with the day of its last reading.
fn cause(of: &CheckedUse, finding: &Finding, around: Around) -> Option<String> {
    let mut said: Vec<String> = Vec::new();
    for cite in &finding.cites {
        let fact = of.fact(cite);
        let Some(claim) = fact.claim() else { continue };
        let words = format!("{}, read {}", name_of(around.sources, &claim.source), format::day(claim.last_seen));
        if !said.contains(&words) {
            said.push(words);
        }
    }
    let more = said.len() > SAID;
    said.truncate(SAID);
    let more = if more { "; and others" } else { "" };
    (!said.is_empty()).then(|| format!("{}{more}", said.join("; ")))
}

fn hint(finding: &Finding) -> String {
    match &finding.problem {
        Problem::NotLocked | Problem::LockedOtherwise | Problem::NoBase { .. } => {
            "Lock it with `weigh check --lock`.".to_owned()
        }
        Problem::Need(weigh_compare::Judgement { outcome: Outcome::Undecided(facts), .. }) => {
            facts.first().map_or_else(String::new, |fact| capitalised(missing::remedy(fact.remedy)))
        }
        Problem::NoPrice { reason, .. } => capitalised(&reason.hint()),
        Problem::CheaperOpen { .. } => {
            "Look at them with `weigh pick`, and state what you know in the overlay.".to_owned()
        }
        Problem::Cheaper { route, .. } => {
            format!("Look at `weigh pick --explain '{route}'`, or state what it lacks as a need.")
        }
        _ => BOUNDS.iter().find(|bound| bound.id == finding.bound).map_or("", |bound| bound.help).to_owned(),
    }
}

/// A clause as a sentence.
fn capitalised(clause: &str) -> String {
    let mut letters = clause.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    format!("{}.", first.chain(letters).collect::<String>())
}

/// Why a bound judged nothing, in words.
pub const fn idle(idle: Idle) -> &'static str {
    match idle {
        Idle::Off => "switched off",
        Idle::NotLocked => "nothing is locked",
        Idle::NoRoute => "there is no such route",
        Idle::NoPrice => "a month cannot be billed, or costs nothing",
    }
}
