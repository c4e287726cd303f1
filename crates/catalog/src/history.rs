//! Dated prices of a route: the fold of every day on which something begins or ends.

use crate::claim::{Claim, Fact};
use crate::date::Day;
use crate::evidence::{Member, Said, Topic};
use crate::field::{Field, Value};
use crate::fold::{Span, Voice, fold};
use crate::money::Usd;
use crate::precedence::Class;
use crate::rate::RateKey;
use std::collections::BTreeSet;

/// From this day on, this is what may be said of the price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// First day.
    pub from: Day,
    /// The claim to go by; `None` if nobody lists a price any more.
    pub claim: Option<Claim<Usd>>,
}

/// The steps of one rate of a route up to a day; only days on which the value changes.
pub fn steps(member: &Member, key: &RateKey, class: Class, is_first_party: bool, until: Day) -> Vec<Step> {
    let field = Field::Rate(key.clone());
    let claims: Vec<&Claim<Value>> =
        member.said.iter().filter(|said| said.field == field).map(|said| &said.claim).collect();
    let begins = claims.iter().map(|claim| claim.holds_from());
    let ends = claims.iter().filter_map(|claim| claim.effective.until);
    let days: BTreeSet<Day> = begins.chain(ends).filter(|day| *day <= until).collect();
    let voices: Vec<Voice<'_>> = claims.iter().map(|claim| Voice { claim, topic: 0, is_first_party }).collect();
    let mut steps: Vec<Step> = Vec::new();
    for from in days {
        let claim = price(&fold(&voices, class, Span::Stated, from));
        let before = steps.last().map(|step| step.claim.as_ref().map(|claim| claim.value));
        let is_first_nothing = before.is_none() && claim.is_none();
        if !is_first_nothing && before != Some(claim.as_ref().map(|claim| claim.value)) {
            steps.push(Step { from, claim });
        }
    }
    steps
}

fn price(fact: &Fact<Value>) -> Option<Claim<Usd>> {
    let claim = fact.claim()?;
    match claim.value {
        Value::Amount(amount) => Some(claim.with(amount)),
        _ => None,
    }
}

/// Rates of a route that ever had a price, in key order.
pub fn keys(member: &Member) -> Vec<RateKey> {
    let keys: BTreeSet<&RateKey> = member
        .said
        .iter()
        .filter_map(|Said { field, .. }| match field {
            Field::Rate(key) => Some(key),
            _ => None,
        })
        .collect();
    keys.into_iter().cloned().collect()
}

/// True if a member is the route of this provider, own id and host.
pub fn is_route(member: &Member, provider: &str, own_id: &str, host: Option<&str>) -> bool {
    match &member.topic {
        Topic::Route { provider: at, own_id: id, host: by } => {
            at.as_str() == provider && id.eq_ignore_ascii_case(own_id) && by.as_deref() == host
        }
        _ => false,
    }
}
