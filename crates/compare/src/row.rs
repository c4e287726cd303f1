//! Rows of two models side by side: limits and capabilities, three-valued.

use crate::profile::Stated;
use weigh_catalog::{Capability, Field, Support};

/// One limit of two models, at their cheapest eligible routes; where such a route does not state it, what the lab says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitRow {
    /// `Context`, `MaxInput` or `MaxOutput`.
    pub field: Field,
    /// The first model's.
    pub a: Option<Stated<u64>>,
    /// The second model's.
    pub b: Option<Stated<u64>>,
}

/// One capability of two models, at their cheapest eligible routes; where such a route does not state it, what the lab
/// says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CapabilityRow {
    /// Which.
    pub capability: Capability,
    /// The first model's; `None` is unknown.
    pub a: Option<Stated<Support>>,
    /// The second model's; `None` is unknown.
    pub b: Option<Stated<Support>>,
}
