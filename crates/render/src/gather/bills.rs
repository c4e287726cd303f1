//! What one workload costs on one route, tier by tier.

use weigh_catalog::{Catalog, Model, Route, ServiceTier};
use weigh_compare::{Bill, NoRate, Workload, bill};

/// The bills of one route in every tier that the workload allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Billed<'a> {
    /// The model of the route.
    pub model: &'a Model,
    /// The route.
    pub route: &'a Route,
    /// One month of traffic.
    pub workload: &'a Workload,
    /// A bill or the reason why there is none, in the order of the workload's tiers.
    pub outcomes: Vec<(ServiceTier, Result<Bill, NoRate>)>,
}

impl<'a> Billed<'a> {
    /// Prices a month on a route as of the catalog's day.
    pub fn new(catalog: &Catalog, model: &'a Model, route: &'a Route, workload: &'a Workload) -> Self {
        let price = |tier: &ServiceTier| (*tier, bill(workload, route, *tier, catalog.day()));
        Self { model, route, workload, outcomes: workload.tiers.tiers().iter().map(price).collect() }
    }
}
