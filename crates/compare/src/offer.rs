//! Offers: for one model, what each of its routes costs for the workload.

use crate::bill::{Bill, NoRate};
use crate::needs::Eligibility;
use std::sync::Arc;
use weigh_catalog::{Day, ModelId, ProviderId, RouteId};

/// All routes of one model under the workload and the needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offers {
    /// Live routes with a bill, cheapest first by stated total, then by high total, then by route id; eligible or not.
    pub ladder: Vec<Offer>,
    /// Live routes that cannot be billed, by route id.
    pub refused: Vec<Refused>,
    /// Routes that are never priced as this model's: withdrawn, not yet listed, or perhaps another model's.
    pub apart: Vec<Apart>,
    /// Place in `ladder` of the cheapest eligible route that is not a free offer; of a free one if there are no others.
    /// Free offers have quotas that nobody states in numbers, and an unknown must not help.
    pub cheapest: Option<usize>,
    /// Place in `ladder` of the cheapest route that would be eligible if missing facts turn out well, where it is cheaper
    /// than `cheapest` or there is no such.
    pub cheapest_undecided: Option<usize>,
    /// Who serves the model.
    pub supply: Supply,
}

impl Offers {
    /// The cheapest eligible route.
    pub fn best(&self) -> Option<&Offer> {
        self.ladder.get(self.cheapest?)
    }
}

/// One rung of the ladder: a route in the cheapest tier the workload allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The route.
    pub route: RouteId,
    /// Whether it meets the needs.
    pub eligibility: Eligibility,
    /// The bill in the cheapest allowed tier.
    pub bill: Bill,
    /// Bills in the other allowed tiers, cheapest first.
    pub other_tiers: Vec<Bill>,
    /// Whether a router passes requests on to somebody else here.
    pub through_router: bool,
}

/// A live route without a bill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The route.
    pub route: RouteId,
    /// Whether it meets the needs.
    pub eligibility: Eligibility,
    /// Why, for the first allowed tier.
    pub reason: NoRate,
}

/// A route that is not priced as this model's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    /// The route.
    pub route: RouteId,
    /// Why.
    pub why: WhyApart,
}

/// Why a route stands apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyApart {
    /// No longer listed since this day.
    Withdrawn(Day),
    /// First listed on this day.
    NotYet(Day),
    /// It may serve another model.
    Undecided {
        /// The models it may serve.
        candidates: Vec<ModelId>,
        /// Why it is open.
        reason: Arc<str>,
    },
}

/// Who serves a model over live routes. Routers add reach, not independence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Supply {
    /// Providers that serve it themselves, by id.
    pub direct: Vec<ProviderId>,
    /// Hosts that routers name and that are not among `direct`, as the routers spell them.
    pub behind_routers: Vec<Arc<str>>,
    /// Providers that sell it within a plan or run it locally; not counted as independent providers.
    pub plans: Vec<ProviderId>,
    /// Routers that pass requests on.
    pub routers: Vec<ProviderId>,
}

impl Supply {
    /// Independent providers: direct ones and further hosts behind routers.
    pub fn independent(&self) -> usize {
        self.direct.len() + self.behind_routers.len()
    }
}
