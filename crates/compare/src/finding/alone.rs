//! What may be said of one model by itself.

use super::{Finding, What, life};
use crate::cite::Cite;
use crate::comparison::Entry;
use crate::cost::route_of;
use crate::ground::Ground;
use crate::needs::Eligibility;
use crate::offer::{Apart, ON_OFFER, WhyApart, closest};
use weigh_catalog::{Capability, Day, Fact, Field, RouteId, Support};

/// Findings about one model, in page order.
pub(crate) fn findings(entry: &Entry, ground: &Ground) -> Vec<Finding> {
    let mut all = Vec::new();
    all.extend(eligibility(entry));
    all.extend(cost(entry, ground));
    all.extend(supply(entry));
    all.extend(life::alone(entry, ground.day));
    all.extend(licence(entry));
    all.extend(kind(entry));
    all
}

fn eligibility(entry: &Entry) -> Option<Finding> {
    let judgements = entry.eligibility.judgements().to_vec();
    let cites: Vec<Cite> = judgements.iter().flat_map(|judgement| judgement.cites.clone()).collect();
    let model = entry.model.id.clone();
    let is_of_model = judgements.iter().any(|judgement| judgement.need == ON_OFFER);
    let route = closest(&entry.offers).filter(|_| !is_of_model).map(|(route, _)| route.clone());
    let what = match (&entry.eligibility, route) {
        (Eligibility::Eligible, _) => return None,
        (Eligibility::Undecided(_), Some(route)) => What::EligibilityOpen { model, route, judgements },
        (_, route) => What::NotEligible { model, route, judgements },
    };
    Some(Finding::new(what, cites))
}

fn cost(entry: &Entry, ground: &Ground) -> Vec<Finding> {
    let mut all = Vec::new();
    let model = entry.model.id.clone();
    if let Some(best) = entry.offers.best() {
        let (route, cites) = (best.route.clone(), bill_cites(entry));
        let (tier, total) = (best.bill.tier, best.bill.total);
        all.push(Finding::new(What::Costs { model: model.clone(), route: route.clone(), tier, total }, cites.clone()));
        all.extend(best.bill.assumptions.iter().map(|assumption| {
            let what = What::Assumes { route: route.clone(), assumption: assumption.clone() };
            Finding::new(what, cites.clone())
        }));
        all.extend(oldest_price(entry, ground));
    } else {
        let reasons = entry.offers.refused.iter().map(|refused| refused.reason.clone()).collect();
        all.push(Finding::new(What::NotPriced { model: model.clone(), reasons }, vec![Cite::Routes(model.clone())]));
    }
    all.extend(free_route(entry));
    let undecided = |apart: &&Apart| matches!(apart.why, WhyApart::Undecided { .. });
    let routes: Vec<RouteId> = entry.offers.apart.iter().filter(undecided).map(|apart| apart.route.clone()).collect();
    if !routes.is_empty() {
        all.push(Finding::new(What::RoutesUndecided { model: model.clone(), routes }, vec![Cite::Routes(model)]));
    }
    all
}

/// A free offer: the one the bill is of, where there is no other, else the first.
fn free_route(entry: &Entry) -> Option<Finding> {
    let used = entry.offers.best().filter(|best| best.bill.is_free());
    let offer = used.or_else(|| entry.offers.ladder.iter().find(|offer| offer.bill.is_free()))?;
    let cites = vec![Cite::Route(offer.route.clone(), Field::PriceKind)];
    let (model, route) = (entry.model.id.clone(), offer.route.clone());
    Some(Finding::new(What::FreeRoute { model, route, is_used: used.is_some() }, cites))
}

/// Claims behind the bill of the cheapest eligible route; the list of routes if there is none. A free bill has no rates.
pub(crate) fn bill_cites(entry: &Entry) -> Vec<Cite> {
    let Some(best) = entry.offers.best() else { return vec![Cite::Routes(entry.model.id.clone())] };
    let mut cites = best.bill.cites();
    if best.bill.is_free() {
        cites.push(Cite::Route(best.route.clone(), Field::PriceKind));
    }
    cites
}

/// When the rates of the bill were last read: the rate read longest ago.
pub(crate) fn oldest_price_day(entry: &Entry) -> Option<(Cite, Day)> {
    let best = entry.offers.best()?;
    let route = route_of(&entry.model, best)?;
    let days = best.bill.lines.iter().filter_map(|line| {
        let rate = route.rate_of(&line.key)?;
        Some((Cite::rate(&route.id, &line.key), rate.amount.claim()?.last_seen))
    });
    days.min_by_key(|(_, day)| *day)
}

fn oldest_price(entry: &Entry, ground: &Ground) -> Option<Finding> {
    let (cite, last_seen) = oldest_price_day(entry)?;
    let route = entry.offers.best()?.route.clone();
    (last_seen <= ground.day).then(|| Finding::new(What::OldestPrice { route, last_seen }, vec![cite]))
}

fn supply(entry: &Entry) -> Option<Finding> {
    let supply = &entry.offers.supply;
    let model = entry.model.id.clone();
    let is_served = !supply.direct.is_empty() || !supply.behind_routers.is_empty() || !supply.routers.is_empty();
    let what = What::ServedBy {
        model: model.clone(),
        providers: supply.direct.clone(),
        behind_routers: supply.behind_routers.clone(),
        routers: supply.routers.clone(),
    };
    is_served.then(|| Finding::new(what, vec![Cite::Routes(model)]))
}

fn licence(entry: &Entry) -> Vec<Finding> {
    let (model, profile) = (entry.model.id.clone(), &entry.profile);
    let cite = Cite::Model(model.clone(), Field::Licence);
    let Some(licence) = &profile.licence else {
        return vec![Finding::new(What::LicenceUnknown { model }, vec![cite])];
    };
    let fact: Fact<String> = entry.model.facts.typed(&Field::Licence);
    if fact.is_disputed() {
        let licences = fact.claims().map(|claim| claim.value.clone()).collect();
        return vec![Finding::new(What::LicenceDisputed { model, licences }, vec![cite])];
    }
    let commercial = profile.commercial.as_ref();
    let cites =
        licence.cites.iter().chain(commercial.iter().flat_map(|commercial| &commercial.cites)).cloned().collect();
    let commercial = commercial.map(|commercial| commercial.value);
    vec![Finding::new(What::Licensed { model, licence: licence.value.clone(), commercial }, cites)]
}

fn kind(entry: &Entry) -> Vec<Finding> {
    let (model, profile) = (entry.model.id.clone(), &entry.profile);
    let openness = profile.openness.as_ref().map(|openness| {
        let what = What::OpennessIs { model: model.clone(), openness: openness.value };
        Finding::new(what, openness.cites.clone())
    });
    let size = profile.parameters.as_ref().zip(profile.size.as_ref()).map(|(parameters, class)| {
        let active = profile.active_parameters.as_ref();
        let what = What::Size {
            model: model.clone(),
            parameters: parameters.value,
            active: active.map(|active| active.value),
            class: class.value,
        };
        let cites = parameters.cites.iter().chain(active.iter().flat_map(|active| &active.cites)).cloned();
        Finding::new(what, cites.collect())
    });
    let reasons = entry.side().stated::<Support>(&Field::Can(Capability::Reasoning)).map(|support| {
        let what = What::Reasons { model: model.clone(), does: support.value == Support::Supported };
        Finding::new(what, support.cites)
    });
    openness.into_iter().chain(size).chain(reasons).collect()
}
