//! Dated prices of routes.

use super::GatherError;
use crate::show::{PriceHistory, PricePoint, place};
use weigh_catalog::{Catalog, Meter, Model, RateKey, Route, ServiceTier};

/// How many routes of a model are shown at most.
const ROUTES: usize = 8;

/// Every rate of one route.
///
/// # Errors
/// [`GatherError::Damaged`].
pub fn histories_of_route(catalog: &Catalog, route: &Route) -> Result<Vec<PriceHistory>, GatherError> {
    let keys: Vec<RateKey> = route.rates.iter().map(|rate| rate.key.clone()).collect();
    let keys = if keys.is_empty() { plain() } else { keys };
    price_histories(catalog, route, &keys)
}

/// Plain input and output prices of a model's own lab's routes, then of those with most steps.
///
/// # Errors
/// [`GatherError::Damaged`].
pub fn histories_of_model(catalog: &Catalog, model: &Model) -> Result<Vec<PriceHistory>, GatherError> {
    let mut of_routes = Vec::new();
    for route in model.routes.iter().filter(|route| route.id.host.is_none()) {
        let histories = price_histories(catalog, route, &plain())?;
        let steps: usize = histories.iter().map(|history| history.points.len()).sum();
        if steps > 0 {
            of_routes.push((!route.is_first_party, std::cmp::Reverse(steps), histories));
        }
    }
    of_routes.sort_by_key(|(is_foreign, steps, _)| (*is_foreign, *steps));
    Ok(of_routes.into_iter().take(ROUTES).flat_map(|(.., histories)| histories).collect())
}

fn plain() -> Vec<RateKey> {
    [Meter::Input, Meter::Output].map(|meter| RateKey::new(meter, ServiceTier::Standard)).into()
}

/// The dated prices of some rates of a route; rates that never had one are left out.
///
/// # Errors
/// [`GatherError::Damaged`].
pub fn price_histories(catalog: &Catalog, route: &Route, keys: &[RateKey]) -> Result<Vec<PriceHistory>, GatherError> {
    let mut histories = Vec::new();
    for key in keys {
        let steps = catalog.price_history(route, key)?;
        if steps.is_empty() {
            continue;
        }
        let points = steps.into_iter().map(|step| PricePoint { from: step.from, claim: step.claim }).collect();
        let name = place(catalog, &route.id);
        histories.push(PriceHistory { route: route.id.clone(), name, key: key.clone(), points, until: catalog.day() });
    }
    Ok(histories)
}
