//! Freshness: what is said of the route was read lately.

use super::{Bound, Case, Finding, Idle, Level, Problem};
use crate::cite::Cite;
use jiff::Unit;
use weigh_catalog::Day;

pub(super) const BOUND: Bound = Bound {
    id: "fresh",
    name: "freshness",
    rule: "the route's prices and facts were last read within the days that such readings stay fresh; older ones are a note",
    help: "Read the sources again with `weigh sync`.",
    parameters: &[],
    usual: &[],
    judge,
};

fn judge(case: &Case<'_>) -> Result<Vec<Finding>, Idle> {
    let (_, route) = case.route()?;
    let kind = case.given.reference.provider(&route.provider).and_then(|provider| provider.kind);
    let Some(fresh_days) = case.given.reference.freshness().days(kind) else { return Ok(Vec::new()) };
    let of_rates = route.rates.iter().filter_map(|rate| rate.amount.claim().map(|claim| claim.last_seen));
    let of_facts = route.facts.iter().filter_map(|(_, fact)| fact.claim().map(|claim| claim.last_seen));
    let Some(read) = of_rates.chain(of_facts).max() else { return Ok(Vec::new()) };
    let age = age(read, case.given.day);
    if age <= i64::from(fresh_days) {
        return Ok(Vec::new());
    }
    let cites = route.rates.first().map(|rate| Cite::rate(&route.id, &rate.key));
    Ok(vec![Finding::new(Level::Note, Problem::Stale { read, fresh_days }, cites.into_iter().collect())])
}

fn age(read: Day, today: Day) -> i64 {
    read.until((Unit::Day, today)).map_or(0, |span| i64::from(span.get_days()))
}
