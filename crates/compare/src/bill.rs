//! Bills: what a usage costs on one route in one tier on one day, line by line, exactly.

mod choose;

use crate::cite::Cite;
use crate::span::Span;
use crate::workload::Workload;
use choose::{Chosen, choose};
use rust_decimal::Decimal;
use std::sync::Arc;
use weigh_catalog::{Capability, Day, Field, Meter, RateKey, Route, RouteId, ServiceTier, Support, Usd, Window};

/// Counts to be billed, in the inclusive convention: cached and written tokens are part of `input`, reasoning of `output`.
/// Decimals, because shares of whole counts need not be whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage {
    /// Requests, where known.
    pub requests: Option<Decimal>,
    /// Input tokens, all of them.
    pub input: Decimal,
    /// Input tokens read from the cache.
    pub cached: Decimal,
    /// Input tokens written to the cache.
    pub cache_written: Decimal,
    /// Output tokens, all of them.
    pub output: Decimal,
    /// Output tokens spent on reasoning.
    pub reasoning: Decimal,
}

/// One line of a bill: units × rate / 1,000,000.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineItem {
    /// What was used.
    pub meter: Meter,
    /// The rate it is charged at; another meter's where the route has none of its own for `meter`.
    pub key: RateKey,
    /// How many units.
    pub units: Decimal,
    /// US dollars per million units, uplift included.
    pub rate: Span<Usd>,
    /// US dollars.
    pub amount: Span<Usd>,
}

/// What a usage costs on one route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bill {
    /// The route.
    pub route: RouteId,
    /// The one tier it all runs in.
    pub tier: ServiceTier,
    /// The day whose prices hold.
    pub day: Day,
    /// In the order input, cache, output, other; lines without units are left out.
    pub lines: Vec<LineItem>,
    /// The sum of the lines; a range if a rate is disputed or depends on hours.
    pub total: Span<Usd>,
    /// What had to be assumed, each once, in a fixed order. Empty for a bill without conditions.
    pub assumptions: Vec<Assumption>,
}

/// What a bill takes for granted. A page that prints the total prints these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Assumption {
    /// The source says that this route is free; limits of use apply that nobody states in numbers.
    Free,
    /// No cached-input rate is listed and no source says that the route caches: cached tokens cost as much as others.
    CachedAtInputRate,
    /// No cache-write rate is listed: written tokens cost as much as other input.
    CacheWriteAtInputRate,
    /// A dearer or cheaper rate exists for prompts above so many tokens; the workload does not state prompt sizes, so it
    /// is not applied.
    PromptsAtMost {
        /// The bracket's bound.
        tokens: u64,
    },
    /// Average prompts exceed this bound, so the bracket's rates apply to all requests.
    PromptsAbove {
        /// The bracket's bound.
        tokens: u64,
    },
    /// Rates differ within these hours; the range runs from all traffic inside to all traffic outside.
    Hours(Window),
    /// Sources dispute this rate; the range runs over their claims.
    Disputed(RateKey),
    /// Rates hold for this region only.
    Region(Arc<str>),
    /// All rates are multiplied for processing in the workload's region.
    Uplift {
        /// The region.
        region: Arc<str>,
        /// The factor.
        factor: Decimal,
    },
}

/// Why a usage cannot be billed on a route. An unknown rate is never zero.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoRate {
    /// The route has no rate for something that is used.
    #[error("no {} rate for `{route}` ({}) on {day}", meter.id(), tier.id())]
    Meter {
        /// The route.
        route: RouteId,
        /// The tier asked for.
        tier: ServiceTier,
        /// What has no rate.
        meter: Meter,
        /// The day.
        day: Day,
    },
    /// The route has no rate at all in this tier, but in others.
    #[error("`{route}` has no {} tier on {day}", tier.id())]
    Tier {
        /// The route.
        route: RouteId,
        /// The tier asked for.
        tier: ServiceTier,
        /// Tiers it has.
        has: Vec<ServiceTier>,
        /// The day.
        day: Day,
    },
    /// Nobody lists any price of the route.
    #[error("no price known for `{route}` on {day}")]
    NoPrice {
        /// The route.
        route: RouteId,
        /// The day.
        day: Day,
    },
    /// It is sold as a plan, not by the token.
    #[error("`{route}` is sold as a plan, not per token")]
    Plan {
        /// The route.
        route: RouteId,
    },
    /// Its price is set anew for each request.
    #[error("the price of `{route}` is set for each request")]
    Dynamic {
        /// The route.
        route: RouteId,
    },
    /// All its rates are zero and no source says that it is free.
    #[error("all rates of `{route}` are zero and no source says that it is free")]
    ZeroUnexplained {
        /// The route.
        route: RouteId,
        /// The tier asked for.
        tier: ServiceTier,
    },
    /// It charges by the request and the workload does not say how many there are.
    #[error("`{route}` charges for each request and the workload states no number of requests")]
    Requests {
        /// The route.
        route: RouteId,
        /// The tier asked for.
        tier: ServiceTier,
    },
    /// The amount does not fit into 28 digits.
    #[error("the bill on `{route}` does not fit into 28 digits")]
    TooLarge {
        /// The route.
        route: RouteId,
    },
}

impl NoRate {
    /// The route it is about.
    pub const fn route(&self) -> &RouteId {
        match self {
            Self::Meter { route, .. }
            | Self::Tier { route, .. }
            | Self::NoPrice { route, .. }
            | Self::Plan { route }
            | Self::Dynamic { route }
            | Self::ZeroUnexplained { route, .. }
            | Self::Requests { route, .. }
            | Self::TooLarge { route } => route,
        }
    }
}

impl Bill {
    /// The claims behind every line.
    pub fn cites(&self) -> Vec<Cite> {
        self.lines.iter().map(|line| Cite::rate(&self.route, &line.key)).collect()
    }
}

/// Under which terms a usage is billed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms<'a> {
    /// The one tier.
    pub tier: ServiceTier,
    /// The day whose prices hold; the route must be folded as of it.
    pub day: Day,
    /// The region requests are processed in, where stated.
    pub region: Option<&'a str>,
    /// Input tokens of one request, where known; decides brackets.
    pub prompt_size: Option<u64>,
}

impl Usage {
    /// Nothing at all, in requests nobody counted.
    pub const NONE: Self = Self {
        requests: None,
        input: Decimal::ZERO,
        cached: Decimal::ZERO,
        cache_written: Decimal::ZERO,
        output: Decimal::ZERO,
        reasoning: Decimal::ZERO,
    };

    /// All of a workload's month.
    pub fn of(workload: &Workload) -> Self {
        let input = Decimal::from(workload.input);
        Self {
            requests: workload.requests.map(Decimal::from),
            input,
            cached: input * workload.cached_share,
            cache_written: input * workload.cache_write_share,
            output: Decimal::from(workload.output),
            reasoning: Decimal::from(workload.reasoning),
        }
    }
}

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
    let mut draft = Draft { route, terms, lines: Vec::new(), assumptions: Vec::new() };
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
    let id = route.id.clone();
    let kind: Option<String> = route.facts.value(&Field::PriceKind);
    let is_free = match kind.as_deref() {
        Some("plan") => return Err(NoRate::Plan { route: id }),
        Some("dynamic") => return Err(NoRate::Dynamic { route: id }),
        kind => kind == Some("free"),
    };
    if route.rates.is_empty() && !(is_free && terms.tier == ServiceTier::Standard) {
        return Err(NoRate::NoPrice { route: id, day: terms.day });
    }
    let has = route.tiers();
    if !has.is_empty() && !has.contains(&terms.tier) {
        return Err(NoRate::Tier { route: id, tier: terms.tier, has, day: terms.day });
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
        self.charge(Meter::Input, plain, self.choose(&[Meter::Input]))?;
        self.charge_cached(usage.cached)?;
        self.charge_written(usage.cache_written)?;
        let reasoning = self.choose(&[Meter::Reasoning]);
        let thought = if reasoning.is_some() { usage.reasoning } else { Decimal::ZERO };
        self.charge(Meter::Output, usage.output - thought, self.choose(&[Meter::Output]))?;
        self.charge(Meter::Reasoning, thought, reasoning)?;
        self.charge_requests(usage.requests)
    }

    /// The first of the meters that has a rate.
    fn choose(&self, meters: &[Meter]) -> Option<Chosen> {
        meters.iter().find_map(|meter| choose(self.route, *meter, self.terms))
    }

    fn charge_cached(&mut self, units: Decimal) -> Result<(), NoRate> {
        let caches = self.route.can(Capability::PromptCaching).value() == Some(&Support::Supported);
        let own = self.choose(&[Meter::CachedInput]);
        if own.is_some() || caches || units.is_zero() {
            return self.charge(Meter::CachedInput, units, own);
        }
        self.assume(Assumption::CachedAtInputRate);
        self.charge(Meter::CachedInput, units, self.choose(&[Meter::Input]))
    }

    fn charge_written(&mut self, units: Decimal) -> Result<(), NoRate> {
        let own = self.choose(&[Meter::CacheWrite, Meter::CacheWrite5m]);
        if own.is_some() || units.is_zero() {
            return self.charge(Meter::CacheWrite, units, own);
        }
        self.assume(Assumption::CacheWriteAtInputRate);
        self.charge(Meter::CacheWrite, units, self.choose(&[Meter::Input]))
    }

    fn charge_requests(&mut self, requests: Option<Decimal>) -> Result<(), NoRate> {
        let Some(fee) = self.choose(&[Meter::Request]).filter(|fee| !fee.rate.high.is_zero()) else { return Ok(()) };
        let units = requests.ok_or_else(|| NoRate::Requests { route: self.route.id.clone(), tier: self.terms.tier })?;
        self.charge(Meter::Request, units, Some(fee))
    }

    /// Adds a line; nothing for no units.
    fn charge(&mut self, meter: Meter, units: Decimal, chosen: Option<Chosen>) -> Result<(), NoRate> {
        if units.is_zero() {
            return Ok(());
        }
        let (route, tier, day) = (self.route.id.clone(), self.terms.tier, self.terms.day);
        let Some(chosen) = chosen else { return Err(NoRate::Meter { route, tier, meter, day }) };
        let millions = units * Decimal::new(1, 6);
        let amount = chosen.rate.times(millions).ok_or(NoRate::TooLarge { route })?;
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

impl Bill {
    /// Whether it is of a free offer, whose quotas nobody states in numbers.
    pub fn is_free(&self) -> bool {
        self.assumptions.contains(&Assumption::Free)
    }

    /// The line of a meter.
    pub fn line(&self, meter: Meter) -> Option<&LineItem> {
        self.lines.iter().find(|line| line.meter == meter)
    }
}

/// The rate a meter of a route is charged at under a workload's terms; `None` if it has none of its own.
pub fn rate_for(workload: &Workload, route: &Route, meter: Meter, tier: ServiceTier, day: Day) -> Option<Span<Usd>> {
    let terms = Terms { tier, day, region: workload.region.as_deref(), prompt_size: workload.prompt_size() };
    choose(route, meter, &terms).map(|chosen| chosen.rate)
}

impl NoRate {
    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::Meter { meter: Meter::CachedInput, .. } => {
                "price the whole input uncached with `--cached 0`, or state the rate in the overlay".to_owned()
            }
            Self::Tier { has, .. } => {
                let has: Vec<&str> = has.iter().map(|tier| tier.id()).collect();
                format!("it has {}", has.join(", "))
            }
            Self::Requests { .. } => "state the number of requests a month".to_owned(),
            Self::TooLarge { .. } => "lower the workload".to_owned(),
            other => format!("see what is known with `weigh show {}`, or run `weigh sync`", other.route()),
        }
    }
}

#[cfg(test)]
mod tests;
