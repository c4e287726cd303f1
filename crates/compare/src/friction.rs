//! Switch friction: what changes when moving from one model to another, at their cheapest eligible routes.

use crate::finding::Finding;
use weigh_catalog::{ModelId, RouteId};

/// What a switch in one direction means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Friction {
    /// The model in use.
    pub from: ModelId,
    /// The model to move to.
    pub to: ModelId,
    /// The route in use: the cheapest eligible one of `from`.
    pub from_route: Option<RouteId>,
    /// The route to move to: the cheapest eligible one of `to`.
    pub to_route: Option<RouteId>,
    /// What changes, in the order providers, endpoint, capabilities, limits, prices, cache, tokens, licence, life cycle.
    pub findings: Vec<Finding>,
}
