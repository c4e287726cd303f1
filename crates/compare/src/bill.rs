//! Bills: what a usage costs on one route in one tier on one day, line by line, exactly.

mod charge;
mod choose;

pub use charge::{bill, bill_usage, rate_for};

use crate::cite::Cite;
use crate::span::Span;
use crate::workload::Workload;
use rust_decimal::Decimal;
use std::sync::Arc;
use weigh_catalog::{Capability, Day, Field, Meter, RateKey, RouteId, ServiceTier, Usd, Window};

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

/// Whether a bill of a workload may depend on a field of a route.
pub(crate) fn looks_at(workload: &Workload, field: &Field) -> bool {
    match field {
        Field::Rate(_) | Field::PriceKind => true,
        Field::Can(Capability::PromptCaching) => !workload.cached_share.is_zero(),
        Field::Region | Field::UpliftEu | Field::UpliftUs | Field::UpliftRegional => workload.region.is_some(),
        _ => false,
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
