//! Offers: for one model, what each of its routes costs for the workload.

mod supply;

use crate::bill::{Bill, NoRate, bill};
use crate::cite::{Cite, Missing, Remedy};
use crate::ground::Ground;
use crate::needs::{Cites, Eligibility, Judgement, Outcome, Shortfall, judge};
use crate::profile::{LifeStage, Profile, Stated};
use crate::workload::Workload;
use std::cmp::Reverse;
use std::sync::Arc;
use weigh_catalog::{Day, Field, Listing, Model, ModelId, Provider, ProviderId, ProviderKind, Route, RouteId, Serves};

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
    /// Independent providers: direct ones, those of one company counted once, and further hosts behind routers.
    pub fn independent(&self) -> usize {
        supply::companies(&self.direct) + self.behind_routers.len()
    }
}

/// Prices all routes of a model.
pub(crate) fn offers(model: &Model, ground: &Ground) -> Offers {
    let mut ladder = Vec::new();
    let mut refused = Vec::new();
    for route in model.live_routes() {
        match offer(model, route, ground) {
            Ok(offer) => ladder.push(offer),
            Err(refusal) => refused.push(*refusal),
        }
    }
    ladder.sort_by(|one, other| rank(one).cmp(&rank(other)));
    refused.sort_by(|one, other| one.route.cmp(&other.route));
    let cheapest = cheapest(&ladder, Eligibility::is_eligible);
    let undecided = self::cheapest(&ladder, |eligibility| matches!(eligibility, Eligibility::Undecided(_)));
    Offers {
        cheapest,
        cheapest_undecided: undecided.filter(|place| cheapest.is_none_or(|cheapest| *place < cheapest)),
        apart: model.routes.iter().filter(|route| !route.is_live()).map(apart).collect(),
        supply: supply::supply(model, ground),
        ladder,
        refused,
    }
}

/// Order on the ladder: stated total, then high total, then name.
fn rank(offer: &Offer) -> (weigh_catalog::Usd, weigh_catalog::Usd, &RouteId) {
    (offer.bill.total.stated, offer.bill.total.high, &offer.route)
}

/// The first rung that qualifies; free offers only if there are no others.
fn cheapest(ladder: &[Offer], qualifies: impl Fn(&Eligibility) -> bool) -> Option<usize> {
    let paid = ladder.iter().position(|offer| qualifies(&offer.eligibility) && !offer.bill.is_free());
    paid.or_else(|| ladder.iter().position(|offer| qualifies(&offer.eligibility)))
}

fn offer(model: &Model, route: &Route, ground: &Ground) -> Result<Offer, Box<Refused>> {
    let billed = bills(&ground.workload, route, ground.day);
    let candidate = ground.candidate(model, route, billed.as_ref().ok().map(|(bill, _)| bill));
    let eligibility = Eligibility::of(judge(&ground.needs, &candidate, Cites::Kept));
    let through_router = through_router(route, candidate.provider);
    let route = route.id.clone();
    match billed {
        Ok((bill, other_tiers)) => Ok(Offer { route, eligibility, bill, other_tiers, through_router }),
        Err(reason) => Err(Box::new(Refused { route, eligibility, reason })),
    }
}

/// What a route costs in the cheapest tier that the workload allows, and in the others, cheapest first.
///
/// # Errors
/// [`NoRate`] of the first tier where none can be billed.
pub(crate) fn bills(workload: &Workload, route: &Route, day: Day) -> Result<(Bill, Vec<Bill>), NoRate> {
    if let [tier] = workload.tiers.tiers() {
        return bill(workload, route, *tier, day).map(|bill| (bill, Vec::new()));
    }
    let (mut bills, mut reason) = (Vec::new(), None);
    for tier in workload.tiers.tiers() {
        match bill(workload, route, *tier, day) {
            Ok(bill) => bills.push(bill),
            Err(refusal) => reason = reason.or(Some(refusal)),
        }
    }
    bills.sort_by_key(|bill| (bill.total.stated, bill.total.high, bill.tier));
    let mut bills = bills.into_iter();
    let no_price = || NoRate::NoPrice { route: route.id.clone(), day };
    bills.next().map(|cheapest| (cheapest, bills.collect())).ok_or_else(|| reason.unwrap_or_else(no_price))
}

/// Whether a router passes requests on to somebody else here.
pub(crate) fn through_router(route: &Route, provider: Option<&Provider>) -> bool {
    provider.and_then(|provider| provider.kind) == Some(ProviderKind::Router) || route.id.host.is_some()
}

fn apart(route: &Route) -> Apart {
    let why = match (&route.serves, route.listing) {
        (_, Listing::Withdrawn(day)) => WhyApart::Withdrawn(day),
        (_, Listing::NotYet(day)) => WhyApart::NotYet(day),
        (Serves::Undecided { candidates, reason }, Listing::Listed) => {
            WhyApart::Undecided { candidates: candidates.clone(), reason: reason.clone() }
        }
        (Serves::Resolved(reason), Listing::Listed) => {
            WhyApart::Undecided { candidates: Vec::new(), reason: reason.clone() }
        }
    };
    Apart { route: route.id.clone(), why }
}

/// Whether some route of the model meets the needs: the best case over its live routes. A retired model, or one that all
/// have withdrawn, is not on offer; of one that nobody lists it is open.
pub(crate) fn model_eligibility(model: &Model, offers: &Offers, profile: &Profile) -> Eligibility {
    if let Some(stage) = retired_for_good(model, profile.life.stage.as_ref()) {
        return not_on_offer(Outcome::Unmet(Shortfall::NotOnOffer), stage.cites.clone());
    }
    if let Some((_, best)) = closest(offers) {
        return best.clone();
    }
    let cite = Cite::Routes(model.id.clone());
    let was_listed = offers.apart.iter().any(|apart| matches!(apart.why, WhyApart::Withdrawn(_)));
    let may_be = offers.apart.iter().any(|apart| !matches!(apart.why, WhyApart::Withdrawn(_)));
    if was_listed && !may_be {
        return not_on_offer(Outcome::Unmet(Shortfall::NotOnOffer), vec![cite]);
    }
    not_on_offer(Outcome::Undecided(vec![Missing { cite: cite.clone(), remedy: Remedy::Sync }]), vec![cite])
}

/// The stage of a model that nobody can offer any more. Where the weights can be downloaded, the end of its lab's own
/// service ends nobody else's, so the routes decide.
pub(crate) fn retired_for_good<'a>(
    model: &Model,
    stage: Option<&'a Stated<LifeStage>>,
) -> Option<&'a Stated<LifeStage>> {
    let stage = stage.filter(|stage| matches!(stage.value, LifeStage::Retired(_)) && !stage.is_disputed);
    stage.filter(|_| model.facts.value::<bool>(&Field::OpenWeights) != Some(true))
}

/// The need that every model is judged by, asked for or not.
pub(crate) const ON_OFFER: &str = "on-offer";

fn not_on_offer(outcome: Outcome, cites: Vec<Cite>) -> Eligibility {
    Eligibility::of(vec![Judgement { need: ON_OFFER, capability: None, outcome, cites }])
}

/// The live route that comes closest to meeting the needs; of several the cheapest.
pub(crate) fn closest(offers: &Offers) -> Option<(&RouteId, &Eligibility)> {
    let priced = offers.ladder.iter().map(|offer| (&offer.route, &offer.eligibility));
    let all = priced.chain(offers.refused.iter().map(|refused| (&refused.route, &refused.eligibility)));
    all.rev().max_by_key(|(_, eligibility)| match eligibility {
        Eligibility::Eligible => (2, Reverse(0)),
        Eligibility::Undecided(open) => (1, Reverse(open.len())),
        Eligibility::Not(missed) => (0, Reverse(missed.len())),
    })
}

#[cfg(test)]
mod tests;
