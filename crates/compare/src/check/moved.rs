//! What moved since the lock: the difference between what is frozen in it and what is said today.

use super::Inspected;
use crate::change::{Between, Change, Changed, Nature, changes};
use crate::lock::{Locked, frozen};
use weigh_catalog::{Field, Listing, Model, Route};

/// Every difference; nothing where the route itself is another.
pub(super) fn moved(given: &Inspected<'_>) -> Vec<Change> {
    let (Some(locked), Ok((model, route))) = (given.locked, given.found) else { return Vec::new() };
    if route.id != locked.route {
        return Vec::new();
    }
    let now = of_route(given, model, route);
    let between = Between { since: locked.before.as_of, read_on: given.read_on, is_same_day: false };
    let mut moved = changes(Some(&locked.before), &now, between);
    for change in &mut moved {
        if is_correction(given, locked, change) {
            change.nature = Nature::Corrected;
        }
    }
    moved
}

/// What counts of one route.
fn of_route(given: &Inspected<'_>, model: &Model, route: &Route) -> Model {
    frozen(&Model { routes: vec![route.clone()], ..model.clone() }, given.asked)
}

/// Whether the catalog says by now that the new state held on the lock's day already.
fn is_correction(given: &Inspected<'_>, locked: &Locked, change: &Change) -> bool {
    let Some(then) = given.then else { return false };
    let Some(route) = then.route(&locked.route).filter(|route| route.listing == Listing::Listed) else { return false };
    let then = of_route(given, then, route);
    let facts = if change.route.is_some() { then.routes.first().map(|route| &route.facts) } else { Some(&then.facts) };
    let value = |field: &Field| facts.and_then(|facts| facts.get(field).value().cloned());
    match &change.what {
        Changed::Price { key, after, .. } => {
            let rate = then.routes.first().and_then(|route| route.rate_of(key));
            rate.and_then(|rate| rate.amount.value().copied()) == *after
        }
        Changed::Limit { field, after, .. } => value(field) == Some(weigh_catalog::Value::Count(*after)),
        Changed::Capability { capability, after, .. } => {
            let held =
                value(&Field::Can(*capability)).and_then(|value| weigh_catalog::field::FromValue::from_value(&value));
            held == Some(*after)
        }
        Changed::Text { field, after, .. } => value(field) == Some(weigh_catalog::Value::Text(after.clone())),
        Changed::Retirement { after, .. } => value(&Field::Retires) == Some(weigh_catalog::Value::Date(*after)),
        Changed::Listed | Changed::Withdrawn => false,
    }
}
