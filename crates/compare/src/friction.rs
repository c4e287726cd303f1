//! Switch friction: what changes when moving from one model to another, at their cheapest eligible routes.

use crate::bill::rate_for;
use crate::cite::Cite;
use crate::comparison::Entry;
use crate::cost::route_of;
use crate::finding::alone::bill_cites;
use crate::finding::{Finding, What};
use crate::ground::Ground;
use crate::row::{LIMITS, Side};
use crate::span::Span;
use std::collections::BTreeSet;
use weigh_catalog::{
    Capability, CommercialUse, Field, Meter, ModelId, ProviderId, RateKey, Route, RouteId, ServiceTier, Support, Usd,
};

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

/// A switch from one entry to another.
struct Switch<'a> {
    from: &'a Entry,
    to: &'a Entry,
    ground: &'a Ground,
}

/// The routes of a switch where both models have a bill, with the tiers they run in.
struct Routes<'a> {
    from: &'a Route,
    from_tier: ServiceTier,
    to: &'a Route,
    to_tier: ServiceTier,
}

/// What a switch means.
pub(crate) fn friction(from: &Entry, to: &Entry, ground: &Ground) -> Friction {
    let switch = Switch { from, to, ground };
    let routes = switch.routes();
    let mut findings = switch.providers();
    findings.extend(routes.iter().flat_map(|routes| switch.endpoint(routes)));
    findings.extend(switch.capabilities());
    findings.extend(switch.limits());
    findings.extend(routes.iter().flat_map(|routes| switch.prices(routes)));
    findings.extend(routes.iter().flat_map(|routes| switch.cache(routes)));
    findings.extend(switch.token_counts());
    findings.extend(switch.licence());
    findings.extend(switch.retirement());
    let route = |entry: &Entry| entry.offers.best().map(|best| best.route.clone());
    Friction {
        from: from.model.id.clone(),
        to: to.model.id.clone(),
        from_route: route(from),
        to_route: route(to),
        findings,
    }
}

impl<'a> Switch<'a> {
    fn ids(&self) -> (ModelId, ModelId) {
        (self.from.model.id.clone(), self.to.model.id.clone())
    }

    fn sides(&self) -> (Side<'a>, Side<'a>) {
        (self.from.side(), self.to.side())
    }

    fn routes(&self) -> Option<Routes<'a>> {
        let (from, to) = (self.from.offers.best()?, self.to.offers.best()?);
        Some(Routes {
            from: route_of(&self.from.model, from)?,
            from_tier: from.bill.tier,
            to: route_of(&self.to.model, to)?,
            to_tier: to.bill.tier,
        })
    }

    fn providers(&self) -> Vec<Finding> {
        let of = |entry: &Entry| -> BTreeSet<ProviderId> {
            entry.model.live_routes().map(|route| route.provider.clone()).collect()
        };
        let (ours, theirs) = (of(self.from), of(self.to));
        if ours.is_empty() || theirs.is_empty() {
            return Vec::new();
        }
        let (from, to) = self.ids();
        let cites = vec![Cite::Routes(from.clone()), Cite::Routes(to.clone())];
        let providers: Vec<ProviderId> = ours.intersection(&theirs).cloned().collect();
        let what = if providers.is_empty() {
            What::NoSharedProvider { from, to }
        } else {
            What::SharedProviders { providers }
        };
        vec![Finding::new(what, cites)]
    }

    fn endpoint(&self, routes: &Routes<'_>) -> Vec<Finding> {
        let (from, to) = (routes.from, routes.to);
        let id_change = What::ModelIdChange { from: from.own_id.clone(), to: to.own_id.clone() };
        let cites = vec![Cite::Routes(self.from.model.id.clone()), Cite::Routes(self.to.model.id.clone())];
        let id_change = (from.own_id != to.own_id).then(|| Finding::new(id_change, cites));
        if from.provider == to.provider {
            return id_change.into_iter().collect();
        }
        let mut all = self.dialects(from, to);
        let url = |route: &Route| -> Option<String> { self.ground.provider(route)?.facts.value(&Field::BaseUrl) };
        let (from_url, to_url) = (url(from), url(to));
        if from_url != to_url {
            let what = What::BaseUrlChange { from: from.id.clone(), to: to.id.clone(), from_url, to_url };
            all.push(Finding::new(what, provider_cites(from, to, &Field::BaseUrl)));
        }
        all.extend(id_change);
        all
    }

    fn dialects(&self, from: &Route, to: &Route) -> Vec<Finding> {
        let of = |route: &Route| -> Option<Vec<String>> {
            let text: String = self.ground.provider(route)?.facts.value(&Field::Dialect)?;
            Some(text.split(',').map(|dialect| dialect.trim().to_owned()).collect())
        };
        let (ours, theirs) = (of(from), of(to));
        let (Some(from_dialects), Some(to_dialects)) = (&ours, &theirs) else {
            let unknown = [(from, ours.is_none()), (to, theirs.is_none())].into_iter().filter(|(_, is)| *is);
            let say = |route: &Route| {
                let cite = Cite::Provider(route.provider.clone(), Field::Dialect);
                Finding::new(What::DialectUnknown { provider: route.provider.clone() }, vec![cite])
            };
            return unknown.map(|(route, _)| say(route)).collect();
        };
        let shared: Vec<String> = from_dialects.iter().filter(|one| to_dialects.contains(one)).cloned().collect();
        let (one, other) = (from.id.clone(), to.id.clone());
        let what = if shared.is_empty() {
            let (from_dialects, to_dialects) = (from_dialects.clone(), to_dialects.clone());
            What::DialectChange { from: one, to: other, from_dialects, to_dialects }
        } else {
            What::SameDialect { from: one, to: other, dialects: shared }
        };
        vec![Finding::new(what, provider_cites(from, to, &Field::Dialect))]
    }

    fn capabilities(&self) -> Vec<Finding> {
        Capability::ALL.iter().filter_map(|capability| self.capability(*capability)).collect()
    }

    fn capability(&self, capability: Capability) -> Option<Finding> {
        let (field, (ours, theirs), (from, to)) = (Field::Can(capability), self.sides(), self.ids());
        let (before, after) = (ours.stated::<Support>(&field), theirs.stated::<Support>(&field));
        let value = |stated: &Option<crate::profile::Stated<Support>>| {
            stated.as_ref().filter(|stated| !stated.is_disputed).map(|stated| stated.value)
        };
        let what = match (value(&before), value(&after)) {
            (Some(Support::Supported), Some(Support::Unsupported)) => What::CapabilityLost { capability, from, to },
            (Some(Support::Supported), None) => What::CapabilityOpen { capability, from, to },
            (Some(Support::Unsupported), Some(Support::Supported)) => What::CapabilityGained { capability, from, to },
            _ => return None,
        };
        let cites = |side: Side<'_>, stated: Option<crate::profile::Stated<Support>>| {
            stated.map_or_else(|| vec![side.cite(&field)], |stated| stated.cites)
        };
        let mut all = cites(ours, before);
        all.extend(cites(theirs, after));
        Some(Finding::new(what, all))
    }

    fn limits(&self) -> Vec<Finding> {
        LIMITS.into_iter().filter_map(|field| self.limit(field)).collect()
    }

    fn limit(&self, field: Field) -> Option<Finding> {
        let ((ours, theirs), (from, to)) = (self.sides(), self.ids());
        let (before, after) = (ours.stated::<u64>(&field)?, theirs.stated::<u64>(&field)?);
        if before.is_disputed || after.is_disputed || before.value == after.value {
            return None;
        }
        let (from_value, to_value) = (before.value, after.value);
        let what = if to_value < from_value {
            What::LimitShrinks { field, from, to, from_value, to_value }
        } else {
            What::LimitGrows { field, from, to, from_value, to_value }
        };
        Some(Finding::new(what, before.cites.into_iter().chain(after.cites).collect()))
    }

    fn rates(&self, routes: &Routes<'_>, meter: Meter) -> (Option<Span<Usd>>, Option<Span<Usd>>) {
        let (workload, day) = (&self.ground.workload, self.ground.day);
        (
            rate_for(workload, routes.from, meter, routes.from_tier, day),
            rate_for(workload, routes.to, meter, routes.to_tier, day),
        )
    }

    fn prices(&self, routes: &Routes<'_>) -> Vec<Finding> {
        let (from, to) = (routes.from.id.clone(), routes.to.id.clone());
        let change = |meter: Meter| {
            let (Some(from_rate), Some(to_rate)) = self.rates(routes, meter) else { return None };
            let what = What::RateChange {
                meter,
                from: from.clone(),
                to: to.clone(),
                from_rate,
                to_rate,
                change: to_rate.minus(from_rate),
            };
            (from_rate != to_rate).then(|| Finding::new(what, rate_cites(routes, meter)))
        };
        let mut all: Vec<Finding> =
            [Meter::Input, Meter::CachedInput, Meter::Output].into_iter().filter_map(change).collect();
        if let (Some(before), Some(after)) = (self.from.offers.best(), self.to.offers.best()) {
            let what = What::MonthChange { from, to, change: after.bill.total.minus(before.bill.total) };
            all.push(Finding::new(what, bill_cites(self.from).into_iter().chain(bill_cites(self.to)).collect()));
        }
        all
    }

    fn cache(&self, routes: &Routes<'_>) -> Vec<Finding> {
        let (from, to) = (routes.from.id.clone(), routes.to.id.clone());
        let cites = rate_cites(routes, Meter::CachedInput);
        let (before, after) = self.rates(routes, Meter::CachedInput);
        let what = match (before, after) {
            (None, None) => return Vec::new(),
            (None, Some(_)) => What::CachedRateGained { from, to },
            (Some(_), None) => What::CachedRateLost { from, to },
            (Some(_), Some(_)) => What::CacheStartsCold { from, to },
        };
        vec![Finding::new(what, cites)]
    }

    /// Token counts stay only within one family of one lab, as far as anybody says so.
    fn token_counts(&self) -> Option<Finding> {
        let (from, to) = self.ids();
        let family = |entry: &Entry| entry.model.facts.value::<String>(&Field::Family);
        let (ours, theirs) = (family(self.from), family(self.to));
        let is_same = from.lab() == to.lab() && ours.is_some() && ours == theirs;
        let cites = vec![Cite::Model(from.clone(), Field::Family), Cite::Model(to.clone(), Field::Family)];
        (!is_same).then(|| Finding::new(What::TokenCountsMayChange { from, to }, cites))
    }

    fn licence(&self) -> Option<Finding> {
        let commercial = self.to.profile.commercial.as_ref()?;
        let licence = self.ground.licence(&self.to.model.id)?;
        let conditions = licence.facts.value(&Field::LicenceConditions);
        let what = What::LicenceBinds { to: self.to.model.id.clone(), commercial: commercial.value, conditions };
        let binds = commercial.value != CommercialUse::Allowed && !commercial.is_disputed;
        binds.then(|| Finding::new(what, commercial.cites.clone()))
    }

    fn retirement(&self) -> Vec<Finding> {
        let end = |entry: &Entry| {
            let life = &entry.profile.life;
            let retires = life.retires.as_ref()?;
            Some((retires.value, life.months_left, retires.cites.clone()))
        };
        let (from, to) = self.ids();
        let ahead = end(self.to)
            .map(|(on, months_left, cites)| Finding::new(What::RetirementAhead { to, on, months_left }, cites));
        let behind = end(self.from)
            .map(|(on, months_left, cites)| Finding::new(What::RetirementBehind { from, on, months_left }, cites));
        ahead.into_iter().chain(behind).collect()
    }
}

fn provider_cites(from: &Route, to: &Route, field: &Field) -> Vec<Cite> {
    [from, to].map(|route| Cite::Provider(route.provider.clone(), field.clone())).to_vec()
}

fn rate_cites(routes: &Routes<'_>, meter: Meter) -> Vec<Cite> {
    let cite = |route: &Route, tier| Cite::rate(&route.id, &RateKey::new(meter, tier));
    vec![cite(routes.from, routes.from_tier), cite(routes.to, routes.to_tier)]
}
