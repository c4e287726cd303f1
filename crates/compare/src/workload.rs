//! What one month of traffic looks like: the thing that turns rates into a bill.

mod amount;
mod error;
mod parameters;
mod preset;
mod read;

pub use amount::{amount, nearest, share, tier};
pub use error::WorkloadError;
pub use parameters::{PARAMETERS, PRESET};
pub(crate) use preset::find;
pub use preset::{PRESETS, Preset};
pub use read::KEYS;
pub(crate) use read::NEEDS_TABLE;

use rust_decimal::Decimal;
use std::sync::Arc;
use weigh_catalog::ServiceTier;

/// Most tokens or requests a month that are taken for meant: a thousand million million.
pub const MOST: u64 = 1_000_000_000_000_000;

/// Most decimals of a share; more would not fit into exact bills.
pub const SHARE_DECIMALS: u32 = 6;

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
    /// The cheapest of these, in the order of `ServiceTier::ALL`, each once; of one, that one.
    pub fn any_of(tiers: &[ServiceTier]) -> Self {
        match tiers {
            [tier] => Self::One(*tier),
            _ => Self::CheapestOf(ServiceTier::ALL.iter().copied().filter(|tier| tiers.contains(tier)).collect()),
        }
    }

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
    /// Reads a workload file (TOML); `name` is what pages call it.
    ///
    /// # Errors
    /// [`WorkloadError`], with the line and key it is about.
    pub fn read(text: &str, name: &str) -> Result<Self, WorkloadError> {
        read::read(text, name)
    }

    /// The preset of this name.
    pub fn preset(name: &str) -> Result<Self, WorkloadError> {
        preset::find(name)?.workload()
    }

    /// Passes a workload whose numbers make sense together.
    pub fn check(self) -> Result<Self, WorkloadError> {
        self.check_sizes()?;
        let shares = [self.cached_share, self.cache_write_share];
        if let Some(share) = shares.iter().find(|share| **share < Decimal::ZERO || **share > Decimal::ONE) {
            return Err(WorkloadError::NotAShare { text: share.to_string() });
        }
        if shares.iter().sum::<Decimal>() > Decimal::ONE {
            return Err(WorkloadError::SharesExceedAll);
        }
        if self.reasoning > self.output {
            return Err(WorkloadError::ReasoningExceedsOutput { reasoning: self.reasoning, output: self.output });
        }
        if let Some(prompt) = self.prompt_tokens.filter(|prompt| *prompt > self.input) {
            return Err(WorkloadError::PromptExceedsInput { prompt, input: self.input });
        }
        if self.tiers.tiers().is_empty() { Err(WorkloadError::NoTier) } else { Ok(self) }
    }

    fn check_sizes(&self) -> Result<(), WorkloadError> {
        let sizes =
            [("input", Some(self.input)), ("output", Some(self.output)), ("a number of requests", self.requests)];
        for (what, size) in sizes {
            if let Some(size) = size.filter(|size| *size > MOST) {
                return Err(WorkloadError::Absurd { what, amount: size.to_string() });
            }
        }
        match (self.input, self.output, self.requests) {
            (0, 0, _) => Err(WorkloadError::Nothing),
            (_, _, Some(0)) => Err(WorkloadError::NoRequests),
            _ => Ok(()),
        }
    }

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

/// The names of all presets, for messages.
fn preset_list() -> String {
    let names: Vec<&str> = PRESETS.iter().map(|preset| preset.id).collect();
    format!("presets are {}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_is_the_reference_traffic() {
        let workload = Workload::default().check().unwrap();
        assert_eq!((workload.input, workload.output), (800_000_000, 250_000_000));
        assert_eq!(workload.output_share().unwrap().round_dp(4).to_string(), "0.2381");
        assert_eq!(workload.prompt_size(), None);
    }

    #[test]
    fn impossible_workloads_are_refused() {
        let base = Workload::default();
        let bad = |change: fn(&mut Workload)| {
            let mut workload = base.clone();
            change(&mut workload);
            workload.check().unwrap_err()
        };
        assert_eq!(bad(|w| (w.input, w.output) = (0, 0)), WorkloadError::Nothing);
        assert_eq!(bad(|w| w.requests = Some(0)), WorkloadError::NoRequests);
        assert!(matches!(bad(|w| w.input = MOST + 1), WorkloadError::Absurd { what: "input", .. }));
        assert!(matches!(bad(|w| w.reasoning = 250_000_001), WorkloadError::ReasoningExceedsOutput { .. }));
        assert!(matches!(bad(|w| w.prompt_tokens = Some(900_000_000)), WorkloadError::PromptExceedsInput { .. }));
        assert!(matches!(bad(|w| w.cached_share = Decimal::TWO), WorkloadError::NotAShare { .. }));
        assert_eq!(
            bad(|w| (w.cached_share, w.cache_write_share) = (Decimal::ONE, Decimal::new(1, 1))),
            WorkloadError::SharesExceedAll
        );
        assert_eq!(bad(|w| w.tiers = TierPolicy::any_of(&[])), WorkloadError::NoTier);
        assert!(Workload { output: 0, ..base }.check().is_ok());
    }

    #[test]
    fn allowed_tiers_are_ordered_and_unique() {
        let (standard, batch) = (ServiceTier::Standard, ServiceTier::Batch);
        assert_eq!(TierPolicy::any_of(&[batch, standard, batch]).tiers(), [standard, batch]);
        assert_eq!(TierPolicy::any_of(&[batch]), TierPolicy::One(batch));
    }

    #[test]
    fn prompts_are_as_stated_else_the_average_rounded_up() {
        let workload = Workload { requests: Some(3), input: 10, ..Workload::default() };
        assert_eq!(workload.prompt_size(), Some(4));
        assert_eq!(Workload { prompt_tokens: Some(9), ..workload }.prompt_size(), Some(9));
    }
}
