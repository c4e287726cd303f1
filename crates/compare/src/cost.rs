//! Cost of two models side by side: the gap, the blended price, and the mix at which the order flips.

use crate::span::Span;
use rust_decimal::Decimal;
use weigh_catalog::{ModelId, RouteId, ServiceTier, Usd};

/// The bills of two models at their cheapest eligible routes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostGap {
    /// Which is cheaper, and by how much.
    pub order: CostOrder,
    /// Mixes at which the cheapest route changes from one model to the other, by rising share of output. Empty if the
    /// order holds for every mix.
    pub break_even: Vec<BreakEven>,
    /// 70/30 price of the first model.
    pub blend_a: Option<Blend>,
    /// 70/30 price of the second model.
    pub blend_b: Option<Blend>,
}

/// Which of two bills is lower.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CostOrder {
    /// One is lower, whichever of the disputed prices hold.
    Cheaper {
        /// The cheaper model.
        cheaper: ModelId,
        /// The dearer model.
        dearer: ModelId,
        /// Dollars a month between them.
        difference: Span<Usd>,
        /// Difference as a share of the dearer bill, 0 to 1.
        saving: Span<Decimal>,
        /// The dearer bill divided by the cheaper one; `None` if the cheaper one is zero.
        times: Option<Decimal>,
    },
    /// The same to the cent's last digit.
    Same,
    /// The ranges of the two bills overlap.
    Open,
    /// At least one has no bill.
    Unknown,
}

/// A mix at which the cheapest route changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreakEven {
    /// Share of output in all tokens, strictly between 0 and 1, at stated rates; caching, reasoning and prompt size as in
    /// the workload.
    pub output_share: Decimal,
    /// Cheapest below that share.
    pub below: RouteId,
    /// Cheapest above that share.
    pub above: RouteId,
}

/// One price for 70 % input and 30 % output, uncached, on one route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blend {
    /// The route.
    pub route: RouteId,
    /// The tier.
    pub tier: ServiceTier,
    /// Dollars per million input tokens.
    pub input: Span<Usd>,
    /// Dollars per million output tokens.
    pub output: Span<Usd>,
    /// Dollars per million tokens of the mix.
    pub price: Span<Usd>,
}

impl Blend {
    /// Share of input in the mix, in per cent.
    pub const INPUT_PERCENT: u32 = 70;
}
