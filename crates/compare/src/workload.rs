//! What one month of traffic looks like: the thing that turns rates into a bill.

use rust_decimal::Decimal;
use std::sync::Arc;
use weigh_catalog::ServiceTier;

/// A month of traffic. Counts are inclusive: cached and cache-written tokens are part of the input, reasoning tokens part
/// of the output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workload {
    /// The preset or file it comes from; `None` for the default or plain flags.
    pub name: Option<Arc<str>>,
    /// Requests a month, where stated.
    pub requests: Option<u64>,
    /// Input tokens a month, cached ones included.
    pub input: u64,
    /// Output tokens a month, reasoning included.
    pub output: u64,
    /// Share of the input read from the cache, 0 to 1.
    pub cached_share: Decimal,
    /// Share of the input written to the cache, 0 to 1; with `cached_share` at most 1.
    pub cache_write_share: Decimal,
    /// Reasoning tokens a month, part of `output`.
    pub reasoning: u64,
    /// In which service tiers it may run.
    pub tiers: TierPolicy,
    /// Region the requests must be processed in, where stated; decides which regional rates apply.
    pub region: Option<Arc<str>>,
    /// Input tokens of one request, where stated; else input / requests. Decides price brackets.
    pub prompt_tokens: Option<u64>,
}

/// Which service tiers a workload may run in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TierPolicy {
    /// This one only.
    One(ServiceTier),
    /// The cheapest of these for each route; never a mix of several. Not empty, in the order of `ServiceTier::ALL`.
    CheapestOf(Vec<ServiceTier>),
}

impl TierPolicy {
    /// The tiers it allows.
    pub fn tiers(&self) -> &[ServiceTier] {
        match self {
            Self::One(tier) => std::slice::from_ref(tier),
            Self::CheapestOf(tiers) => tiers,
        }
    }
}

impl Default for Workload {
    /// 800M input and 250M output tokens a month, standard tier, no cache.
    fn default() -> Self {
        Self {
            name: None,
            requests: None,
            input: 800_000_000,
            output: 250_000_000,
            cached_share: Decimal::ZERO,
            cache_write_share: Decimal::ZERO,
            reasoning: 0,
            tiers: TierPolicy::One(ServiceTier::Standard),
            region: None,
            prompt_tokens: None,
        }
    }
}

impl Workload {
    /// Input tokens of one request: as stated, else input / requests rounded up; `None` if neither is known.
    pub fn prompt_size(&self) -> Option<u64> {
        let average = || self.requests.filter(|requests| *requests > 0).map(|requests| self.input.div_ceil(requests));
        self.prompt_tokens.or_else(average)
    }

    /// Share of output in all tokens, 0 to 1; `None` if there are none.
    pub fn output_share(&self) -> Option<Decimal> {
        let output = Decimal::from(self.output);
        output.checked_div(output + Decimal::from(self.input))
    }
}
