//! Choosing the rate: the narrowest one whose conditions hold.

use super::{Assumption, Terms};
use crate::span::Span;
use rust_decimal::Decimal;
use std::sync::Arc;
use weigh_catalog::{Fact, Field, Meter, Rate, RateKey, Route, Usd};

/// The rate a meter is charged at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chosen {
    pub key: RateKey,
    pub rate: Span<Usd>,
    pub assumptions: Vec<Assumption>,
}

/// The narrowest rate of a meter under the terms: regional before global, the highest bracket the prompt exceeds, plain
/// hours with the range over its windows. `None` if there is none.
pub(crate) fn choose(route: &Route, meter: Meter, terms: &Terms<'_>) -> Option<Chosen> {
    let of_meter = |rate: &&Arc<Rate>| {
        rate.key.meter == meter && rate.key.tier == terms.tier && rate.key.conditions.variant.is_none() && is_sane(rate)
    };
    // Nearly always there is one rate and it asks for nothing.
    let mut of_meter = route.rates.iter().filter(of_meter);
    let (first, second) = (of_meter.next()?, of_meter.next());
    if second.is_none()
        && first.key.conditions.is_always()
        && terms.region.is_none()
        && let Fact::Known { claim, .. } = &first.amount
    {
        return Some(Chosen { key: first.key.clone(), rate: Span::exact(claim.value), assumptions: Vec::new() });
    }
    let rates: Vec<&Rate> = [first].into_iter().chain(second).chain(of_meter).map(Arc::as_ref).collect();
    let mut assumptions = Vec::new();
    let rates = in_region(rates, terms, &mut assumptions);
    let is_regional = !assumptions.is_empty();
    let rates = in_bracket(rates, terms, &mut assumptions);
    let (key, rate) = over_hours(&rates, &mut assumptions)?;
    let rate = if is_regional { rate } else { uplifted(route, rate, terms, &mut assumptions)? };
    Some(Chosen { key, rate, assumptions })
}

/// Dollars per million units above which a rate is no rate but a slip, and sums might not fit into 28 digits: a million
/// dollars a unit.
const MOST: Usd = Usd::new(Decimal::from_parts(3_567_587_328, 232, 0, false, 0));

/// Uplifts above this factor are slips.
const MOST_UPLIFT: Decimal = Decimal::TEN;

fn is_sane(rate: &Rate) -> bool {
    // Whatever the scale, digits that are fewer than those of the bound are below it; real prices have three or four.
    let has_few_digits = |amount: Usd| (0..MOST.amount().mantissa()).contains(&amount.amount().mantissa());
    let is_sane = |amount: Usd| has_few_digits(amount) || (Usd::ZERO..=MOST).contains(&amount);
    !rate.amount.is_unknown() && rate.amount.claims().all(|claim| is_sane(claim.value))
}

fn in_region<'a>(rates: Vec<&'a Rate>, terms: &Terms<'_>, assumptions: &mut Vec<Assumption>) -> Vec<&'a Rate> {
    let is_here = |rate: &Rate| match (&rate.key.conditions.region, terms.region) {
        (Some(has), Some(wanted)) => has.eq_ignore_ascii_case(wanted),
        _ => false,
    };
    let (here, elsewhere): (Vec<_>, Vec<_>) = rates.into_iter().partition(|rate| is_here(rate));
    if let Some(region) = here.first().and_then(|rate| rate.key.conditions.region.clone()) {
        assumptions.push(Assumption::Region(region));
        return here;
    }
    elsewhere.into_iter().filter(|rate| rate.key.conditions.region.is_none()).collect()
}

/// Keeps the rates of the highest bracket the prompt exceeds; without a prompt size, those of no bracket.
fn in_bracket<'a>(rates: Vec<&'a Rate>, terms: &Terms<'_>, assumptions: &mut Vec<Assumption>) -> Vec<&'a Rate> {
    let bound = |rate: &Rate| rate.key.conditions.above_tokens;
    let reached = match terms.prompt_size {
        Some(size) => rates.iter().filter_map(|rate| bound(rate)).filter(|bound| size > *bound).max(),
        None => None,
    };
    let lowest = rates.iter().filter_map(|rate| bound(rate)).min();
    match (reached, lowest, terms.prompt_size) {
        (Some(tokens), ..) => assumptions.push(Assumption::PromptsAbove { tokens }),
        (None, Some(tokens), None) => assumptions.push(Assumption::PromptsAtMost { tokens }),
        _ => {}
    }
    rates.into_iter().filter(|rate| bound(rate) == reached).collect()
}

/// The rate outside all windows, with the range over them. Where every hour lies in some window and there is no plain
/// rate, the dearest window counts as stated.
fn over_hours(rates: &[&Rate], assumptions: &mut Vec<Assumption>) -> Option<(RateKey, Span<Usd>)> {
    let mut spans: Vec<(&Rate, Span<Usd>)> = Vec::new();
    for rate in rates {
        let claims: Vec<Usd> = rate.amount.may_hold().copied().collect();
        spans.push((rate, Span::over(&claims)?));
        if rate.amount.is_disputed() && claims.iter().any(|claim| Some(claim) != claims.first()) {
            assumptions.push(Assumption::Disputed(rate.key.clone()));
        }
        if let Some(window) = rate.key.conditions.window {
            assumptions.push(Assumption::Hours(window));
        }
    }
    let plain = spans.iter().find(|(rate, _)| rate.key.conditions.window.is_none());
    let (rate, span) = plain.or_else(|| spans.iter().max_by_key(|(_, span)| span.stated))?;
    let low = spans.iter().map(|(_, span)| span.low).min()?;
    let high = spans.iter().map(|(_, span)| span.high).max()?;
    Some((rate.key.clone(), Span { low, stated: span.stated, high }))
}

/// Times the factor for processing in the workload's region, if the route states one and is not bound to a region itself.
fn uplifted(route: &Route, rate: Span<Usd>, terms: &Terms<'_>, assumptions: &mut Vec<Assumption>) -> Option<Span<Usd>> {
    let Some(region) = terms.region.filter(|_| route.facts.get(&Field::Region).is_unknown()) else { return Some(rate) };
    let own = match region.get(..2).map(str::to_ascii_lowercase).as_deref() {
        Some("eu") => Some(Field::UpliftEu),
        Some("us") => Some(Field::UpliftUs),
        _ => None,
    };
    let factor = |field: &Field| {
        route.facts.value::<Decimal>(field).filter(|factor| *factor > Decimal::ZERO && *factor <= MOST_UPLIFT)
    };
    let Some(factor) = own.as_ref().and_then(factor).or_else(|| factor(&Field::UpliftRegional)) else {
        return Some(rate);
    };
    assumptions.push(Assumption::Uplift { region: region.into(), factor });
    rate.times(factor)
}
