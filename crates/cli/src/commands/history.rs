//! `weigh history`.

use super::{answer, source_notes};
use crate::arguments::History;
use crate::commands::show::{Thing, thing};
use crate::failure::Failure;
use crate::open;
use weigh_catalog::{Catalog, Meter, Model, Provider, RateKey, Reference as _, Route, ServiceTier};
use weigh_render::json_v1;
use weigh_render::show::{PriceHistory, PricePoint, history_page};

/// How many routes of a model are shown at most.
const ROUTES: usize = 8;

/// Runs the command.
pub(crate) fn run(arguments: &History) -> Result<(), Failure> {
    let catalog = open::catalog(&arguments.common)?;
    let text = arguments.thing.join(" ");
    let (title, histories) = match thing(&catalog, &text)? {
        Thing::Model(model) => (model.name.clone(), of_model(&catalog, &model)?),
        Thing::Route(model, route) => {
            (format!("{} at {}", model.name, place(&catalog, &route)), of_route(&catalog, &route)?)
        }
        _ => {
            return Err(Failure::input(format!("`{text}` has no prices"))
                .cause("only models and routes have prices")
                .hint("name a model, or a route as `lab/model@provider`"));
        }
    };
    if histories.is_empty() {
        return Err(Failure::input(format!("no dated prices of `{text}` up to {}", catalog.day()))
            .cause("no source states a price of it")
            .hint("see what is known with `weigh show`"));
    }
    let sources = source_notes(&catalog)?;
    let page = history_page(&title, &histories, &sources, catalog.day());
    answer(&arguments.common, &page, || json_v1::to_text(&json_v1::history(&histories, catalog.day())))
}

/// Every rate of one route.
fn of_route(catalog: &Catalog, route: &Route) -> Result<Vec<PriceHistory>, Failure> {
    let keys: Vec<RateKey> = route.rates.iter().map(|rate| rate.key.clone()).collect();
    let keys = if keys.is_empty() { plain() } else { keys };
    price_histories(catalog, route, &keys)
}

/// Plain input and output prices of a model's own lab's routes, then of those with most steps.
fn of_model(catalog: &Catalog, model: &Model) -> Result<Vec<PriceHistory>, Failure> {
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
pub(crate) fn price_histories(
    catalog: &Catalog,
    route: &Route,
    keys: &[RateKey],
) -> Result<Vec<PriceHistory>, Failure> {
    let mut histories = Vec::new();
    for key in keys {
        let steps = catalog.price_history(route, key)?;
        if steps.is_empty() {
            continue;
        }
        let points = steps.into_iter().map(|step| PricePoint { from: step.from, claim: step.claim }).collect();
        let name = place(catalog, route);
        histories.push(PriceHistory { route: route.id.clone(), name, key: key.clone(), points, until: catalog.day() });
    }
    Ok(histories)
}

/// The provider's name, with host and own id where they tell routes apart.
pub(crate) fn place(catalog: &Catalog, route: &Route) -> String {
    let name =
        catalog.provider(&route.provider).map_or_else(|| route.provider.to_string(), |Provider { name, .. }| name);
    let host = route.id.host.as_ref().map(|host| format!(" (host {host})")).unwrap_or_default();
    let own_id = route.id.own_id.as_ref().map(|own_id| format!(" (as {own_id})")).unwrap_or_default();
    format!("{name}{host}{own_id}")
}
