//! Charging: each token once, at the narrowest rate.

use super::choose::{Chosen, choose};
use super::{Assumption, Bill, LineItem, NoRate, Terms, Usage};
use crate::span::Span;
use crate::workload::Workload;
use rust_decimal::Decimal;
use std::sync::Arc;
use weigh_catalog::{Capability, Day, Field, Meter, Route, ServiceTier, Support, Usd};

/// Prices a workload's month on one route in one tier.
///
/// ```text
/// 800M × $1.10/1M + 250M × $4.40/1M = $880 + $1,100 = $1,980
/// ```
///
/// # Errors
/// [`NoRate`] if something the workload uses has no rate: an unknown rate is not a free one.
pub fn bill(workload: &Workload, route: &Route, tier: ServiceTier, day: Day) -> Result<Bill, NoRate> {
    let terms = Terms { tier, day, region: workload.region.as_deref(), prompt_size: workload.prompt_size() };
    bill_usage(&Usage::of(workload), route, &terms)
}

/// Lines of most bills: input and output.
const LINES: usize = 2;

/// Prices a usage on one route. Counts are inclusive; each token is charged once, at the narrowest rate that covers it.
///
/// Tokens without a rate of their own fall back only where that is what a provider charges:
/// - cached tokens cost as much as other input unless a source says that the route caches; then the discount exists, is
///   unknown, and the bill is refused;
/// - written tokens cost as much as other input, reasoning as much as other output.
///
/// Bills are additive for equal terms: `bill(a + b)` is `bill(a) + bill(b)`, line by line.
///
/// # Errors
/// [`NoRate`] if a kind present in `usage` has no rate.
pub fn bill_usage(usage: &Usage, route: &Route, terms: &Terms<'_>) -> Result<Bill, NoRate> {
    let is_free = check_kind(route, terms)?;
    let mut draft = Draft { route, terms, lines: Vec::with_capacity(LINES), assumptions: Vec::new() };
    if !(is_free && route.rates.is_empty()) {
        draft.fill(usage)?;
    }
    let total = draft.lines.iter().fold(Span::ZERO, |sum, line| sum.plus(line.amount));
    let costs_nothing = draft.lines.iter().all(|line| line.rate.high.is_zero());
    if costs_nothing && is_free {
        draft.assumptions.insert(0, Assumption::Free);
    } else if costs_nothing && !draft.lines.is_empty() {
        return Err(NoRate::ZeroUnexplained { route: route.id.clone(), tier: terms.tier });
    }
    Ok(Bill {
        route: route.id.clone(),
        tier: terms.tier,
        day: terms.day,
        lines: draft.lines,
        total,
        assumptions: draft.assumptions,
    })
}

/// Whether the route is said to be free; refuses plans, per-request prices and tiers it does not have.
fn check_kind(route: &Route, terms: &Terms<'_>) -> Result<bool, NoRate> {
    let id = || route.id.clone();
    let kind: Option<Arc<str>> = route.facts.value(&Field::PriceKind);
    let is_free = match kind.as_deref() {
        Some("plan") => return Err(NoRate::Plan { route: id() }),
        Some("dynamic") => return Err(NoRate::Dynamic { route: id() }),
        kind => kind == Some("free"),
    };
    if route.rates.is_empty() && !(is_free && terms.tier == ServiceTier::Standard) {
        return Err(NoRate::NoPrice { route: id(), day: terms.day });
    }
    if !route.rates.is_empty() && route.rates.iter().all(|rate| rate.key.tier != terms.tier) {
        return Err(NoRate::Tier { route: id(), tier: terms.tier, has: route.tiers(), day: terms.day });
    }
    Ok(is_free)
}

/// A bill in the making.
struct Draft<'a> {
    route: &'a Route,
    terms: &'a Terms<'a>,
    lines: Vec<LineItem>,
    assumptions: Vec<Assumption>,
}

impl Draft<'_> {
    fn fill(&mut self, usage: &Usage) -> Result<(), NoRate> {
        let plain = usage.input - usage.cached - usage.cache_written;
        self.charge(Meter::Input, plain, &[Meter::Input])?;
        self.charge_cached(usage.cached)?;
        self.charge_written(usage.cache_written)?;
        let reasoning = if usage.reasoning.is_zero() { None } else { self.choose(&[Meter::Reasoning]) };
        let thought = if reasoning.is_some() { usage.reasoning } else { Decimal::ZERO };
        self.charge(Meter::Output, usage.output - thought, &[Meter::Output])?;
        self.charge_at(Meter::Reasoning, thought, reasoning)?;
        self.charge_requests(usage.requests)
    }

    /// The first of the meters that has a rate.
    fn choose(&self, meters: &[Meter]) -> Option<Chosen> {
        meters.iter().find_map(|meter| choose(self.route, *meter, self.terms))
    }

    fn charge_cached(&mut self, units: Decimal) -> Result<(), NoRate> {
        if units.is_zero() {
            return Ok(());
        }
        let own = self.choose(&[Meter::CachedInput]);
        if own.is_some() || self.route.supports(Capability::PromptCaching) == Some(Support::Supported) {
            return self.charge_at(Meter::CachedInput, units, own);
        }
        self.assume(Assumption::CachedAtInputRate);
        self.charge(Meter::CachedInput, units, &[Meter::Input])
    }

    fn charge_written(&mut self, units: Decimal) -> Result<(), NoRate> {
        if units.is_zero() {
            return Ok(());
        }
        let own = self.choose(&[Meter::CacheWrite, Meter::CacheWrite5m]);
        if own.is_some() {
            return self.charge_at(Meter::CacheWrite, units, own);
        }
        self.assume(Assumption::CacheWriteAtInputRate);
        self.charge(Meter::CacheWrite, units, &[Meter::Input])
    }

    fn charge_requests(&mut self, requests: Option<Decimal>) -> Result<(), NoRate> {
        let Some(fee) = self.choose(&[Meter::Request]).filter(|fee| !fee.rate.high.is_zero()) else { return Ok(()) };
        let units = requests.ok_or_else(|| NoRate::Requests { route: self.route.id.clone(), tier: self.terms.tier })?;
        self.charge_at(Meter::Request, units, Some(fee))
    }

    /// Adds a line at the rate of the first of the meters that has one; nothing for no units.
    fn charge(&mut self, meter: Meter, units: Decimal, rates: &[Meter]) -> Result<(), NoRate> {
        if units.is_zero() { Ok(()) } else { self.charge_at(meter, units, self.choose(rates)) }
    }

    /// The same at a rate.
    fn charge_at(&mut self, meter: Meter, units: Decimal, chosen: Option<Chosen>) -> Result<(), NoRate> {
        if units.is_zero() {
            return Ok(());
        }
        let route = || self.route.id.clone();
        let (tier, day) = (self.terms.tier, self.terms.day);
        let Some(chosen) = chosen else { return Err(NoRate::Meter { route: route(), tier, meter, day }) };
        let millions = units * Decimal::new(1, 6);
        let amount = chosen.rate.times(millions).ok_or_else(|| NoRate::TooLarge { route: route() })?;
        chosen.assumptions.into_iter().for_each(|assumption| self.assume(assumption));
        self.lines.push(LineItem { meter, key: chosen.key, units, rate: chosen.rate, amount });
        Ok(())
    }

    fn assume(&mut self, assumption: Assumption) {
        if !self.assumptions.contains(&assumption) {
            self.assumptions.push(assumption);
        }
    }
}

/// The rate a meter of a route is charged at under a workload's terms; `None` if it has none of its own.
pub fn rate_for(workload: &Workload, route: &Route, meter: Meter, tier: ServiceTier, day: Day) -> Option<Span<Usd>> {
    let terms = Terms { tier, day, region: workload.region.as_deref(), prompt_size: workload.prompt_size() };
    choose(route, meter, &terms).map(|chosen| chosen.rate)
}
