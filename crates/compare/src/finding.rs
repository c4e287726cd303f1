//! Findings: everything a page may say, as typed facts with numbers and citations. No prose.

pub(crate) mod alone;
pub(crate) mod between;
mod life;

use crate::bill::{Assumption, NoRate};
use crate::cite::Cite;
use crate::needs::Judgement;
use crate::profile::SizeClass;
use crate::quality::{Difference, WhyNot};
use crate::span::Span;
use rust_decimal::Decimal;
use std::sync::Arc;
use weigh_catalog::{
    BenchmarkId, Capability, CommercialUse, Day, Field, LicenceId, Meter, ModelId, Openness, PartialDate, ProviderId,
    RelationKind, RouteId, ServiceTier, Usd,
};

/// One thing that may be said, with the facts behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What is found.
    pub what: What,
    /// The facts behind it. Never empty.
    pub cites: Vec<Cite>,
}

/// What is found. Models are named by id, so a finding reads the same whatever the order of the models.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the doc of each variant explains its fields, and their names and types say the rest")]
pub enum What {
    // ── Eligibility ──
    /// No route of the model meets the needs; for the route that comes closest, what it misses.
    NotEligible { model: ModelId, route: Option<RouteId>, judgements: Vec<Judgement> },
    /// Whether a route of the model meets the needs is open; for the route that comes closest, what is missing.
    EligibilityOpen { model: ModelId, route: RouteId, judgements: Vec<Judgement> },

    // ── Cost ──
    /// What the workload costs at the cheapest eligible route.
    Costs { model: ModelId, route: RouteId, tier: ServiceTier, total: Span<Usd> },
    /// A bill takes this for granted.
    Assumes { route: RouteId, assumption: Assumption },
    /// One is cheaper. `saving` is a share of the dearer bill; `times` the dearer bill divided by the cheaper one.
    Cheaper { cheaper: RouteId, dearer: RouteId, difference: Span<Usd>, saving: Span<Decimal>, times: Option<Decimal> },
    /// Both cost the same.
    SameCost { a: RouteId, b: RouteId, total: Usd },
    /// The ranges of the bills overlap.
    CostOpen { a: RouteId, b: RouteId, a_total: Span<Usd>, b_total: Span<Usd> },
    /// The model has no bill; for each of its live routes why. Empty if it has no live route.
    NotPriced { model: ModelId, reasons: Vec<NoRate> },
    /// At this share of output the cheapest route changes from `below` to `above`.
    BreakEven { output_share: Decimal, below: RouteId, above: RouteId },
    /// For every mix of input and output, some route of `cheaper` costs less than (or as much as) all of `dearer`.
    CheaperAtEveryMix { cheaper: ModelId, dearer: ModelId },
    /// Difference of the 70/30 prices, in dollars per million tokens.
    BlendGap { lower: RouteId, higher: RouteId, lower_price: Span<Usd>, higher_price: Span<Usd>, difference: Span<Usd> },
    /// The cheapest eligible price of one million tokens of this meter (plain, uncached) at the route the bill uses.
    MeterGap { meter: Meter, lower: RouteId, higher: RouteId, lower_rate: Span<Usd>, higher_rate: Span<Usd> },
    /// A related model has a cheaper route than any of the model's own, or the model has none.
    Neighbour { of: ModelId, kind: RelationKind, neighbour: ModelId, route: RouteId, total: Span<Usd> },
    /// A free offer exists, within quotas nobody states in numbers; `is_used` for the bill only where there is no other.
    FreeRoute { model: ModelId, route: RouteId, is_used: bool },
    /// Routes that may serve the model or a sibling; not priced.
    RoutesUndecided { model: ModelId, routes: Vec<RouteId> },

    // ── Quality ──
    /// Ahead beyond the margin in each of these runs; never empty, one for each settings that both ran under.
    Ahead { benchmark: BenchmarkId, ahead: ModelId, behind: ModelId, runs: Vec<Gap>, is_self_reported: bool },
    /// Within the margin in each of these runs.
    Level { benchmark: BenchmarkId, a: ModelId, b: ModelId, runs: Vec<Gap>, is_self_reported: bool },
    /// Both have results in these benchmarks, and for this reason they must not be subtracted.
    NotComparable { benchmarks: Vec<BenchmarkId>, a: ModelId, b: ModelId, why: WhyNot },
    /// No benchmark has results of both.
    NoSharedBenchmark { a: ModelId, b: ModelId },
    /// Comparable results in this many benchmarks: in how many each is ahead, and how many are level.
    Tally { a: ModelId, b: ModelId, a_ahead: usize, b_ahead: usize, level: usize, not_comparable: usize },

    // ── Limits and capabilities ──
    /// One has the larger limit.
    LargerLimit { field: Field, larger: ModelId, smaller: ModelId, larger_value: u64, smaller_value: u64 },
    /// Both have the same limit.
    SameLimit { field: Field, a: ModelId, b: ModelId, value: u64 },
    /// Nobody states this limit.
    LimitUnknown { field: Field, model: ModelId },
    /// One can, the other cannot.
    OnlyOneCan { capability: Capability, can: ModelId, cannot: ModelId },
    /// Both can do all of these.
    BothCan { capabilities: Vec<Capability>, a: ModelId, b: ModelId },
    /// One can; of the other nobody says so or otherwise.
    CanUnknown { capability: Capability, can: ModelId, unknown: ModelId },

    // ── Supply, life cycle, licence, kind ──
    /// One has more independent providers.
    MoreProviders { more: ModelId, fewer: ModelId, more_count: usize, fewer_count: usize },
    /// Both have as many.
    SameProviders { a: ModelId, b: ModelId, count: usize },
    /// Served live by these.
    ServedBy { model: ModelId, providers: Vec<ProviderId>, behind_routers: Vec<Arc<str>>, routers: Vec<ProviderId> },
    /// Its lab has retired it; `for_good` if nobody else can serve it on, as anybody can where the weights are open.
    Retired { model: ModelId, since: Option<PartialDate>, replacement: Option<String>, for_good: bool },
    /// It can be called until this day.
    Retires { model: ModelId, on: PartialDate, months_left: u32, replacement: Option<String> },
    /// Both stages are known, and one model stays on offer longer.
    LastsLonger { longer: ModelId, shorter: ModelId, longer_left: Left, shorter_left: Left },
    /// The route that the bill uses retires on this day.
    RouteRetires { route: RouteId, on: PartialDate, months_left: u32 },
    /// It is discouraged.
    Deprecated { model: ModelId, since: Option<PartialDate>, replacement: Option<String> },
    /// It is a preview, alpha or beta.
    Preview { model: ModelId },
    /// One permits more commercial use.
    FreerLicence { freer: ModelId, stricter: ModelId, freer_use: CommercialUse, stricter_use: CommercialUse },
    /// The licence, and what it says of commercial use.
    Licensed { model: ModelId, licence: LicenceId, commercial: Option<CommercialUse> },
    /// Sources contradict each other about the licence.
    LicenceDisputed { model: ModelId, licences: Vec<String> },
    /// Nobody states the licence.
    LicenceUnknown { model: ModelId },
    /// How open it is.
    OpennessIs { model: ModelId, openness: Openness },
    /// One is more open.
    MoreOpen { more: ModelId, less: ModelId, more_openness: Openness, less_openness: Openness },
    /// Its size class, from weights in all.
    Size { model: ModelId, parameters: u64, active: Option<u64>, class: SizeClass },
    /// Known to think before it answers, or known not to.
    Reasons { model: ModelId, does: bool },
    /// One came out later.
    Newer { newer: ModelId, older: ModelId, newer_date: PartialDate, older_date: PartialDate },

    // ── Switching (from the model in use, to the other) ──
    /// These providers serve both: only the model id changes there.
    SharedProviders { providers: Vec<ProviderId> },
    /// No provider is known to serve both.
    NoSharedProvider { from: ModelId, to: ModelId },
    /// The cheapest routes speak a dialect in common.
    SameDialect { from: RouteId, to: RouteId, dialects: Vec<String> },
    /// The cheapest routes have no dialect in common.
    DialectChange { from: RouteId, to: RouteId, from_dialects: Vec<String>, to_dialects: Vec<String> },
    /// Nobody states the dialect of this provider.
    DialectUnknown { provider: ProviderId },
    /// Requests go to another address.
    BaseUrlChange { from: RouteId, to: RouteId, from_url: Option<String>, to_url: Option<String> },
    /// The model id in requests changes.
    ModelIdChange { from: Arc<str>, to: Arc<str> },
    /// Must be replaced: `from` can, `to` cannot.
    CapabilityLost { capability: Capability, from: ModelId, to: ModelId },
    /// Must be checked: `from` can, of `to` nobody says.
    CapabilityOpen { capability: Capability, from: ModelId, to: ModelId },
    /// New: `to` can, `from` cannot.
    CapabilityGained { capability: Capability, from: ModelId, to: ModelId },
    /// A limit shrinks.
    LimitShrinks { field: Field, from: ModelId, to: ModelId, from_value: u64, to_value: u64 },
    /// A limit grows.
    LimitGrows { field: Field, from: ModelId, to: ModelId, from_value: u64, to_value: u64 },
    /// A rate changes; in dollars per million units, positive if `to` is dearer.
    RateChange { meter: Meter, from: RouteId, to: RouteId, from_rate: Span<Usd>, to_rate: Span<Usd>, change: Span<Usd> },
    /// The month changes by so much, positive if `to` is dearer.
    MonthChange { from: RouteId, to: RouteId, change: Span<Usd> },
    /// What `from` has cached is worth nothing at `to`: the first requests pay full input.
    CacheStartsCold { from: RouteId, to: RouteId },
    /// `from` has a rate for cached input, no source lists one for `to`.
    CachedRateLost { from: RouteId, to: RouteId },
    /// `to` has a rate for cached input, no source lists one for `from`.
    CachedRateGained { from: RouteId, to: RouteId },
    /// Another lab or family: the same text may count as more or fewer tokens; nobody states how many.
    TokenCountsMayChange { from: ModelId, to: ModelId },
    /// The licence of `to` binds commercial use to conditions, or forbids it.
    LicenceBinds { to: ModelId, commercial: CommercialUse, conditions: Option<String> },
    /// `to` retires on this day.
    RetirementAhead { to: ModelId, on: PartialDate, months_left: Option<u32> },
    /// `from` retires on this day: a reason to leave; no months are left if the day has come.
    RetirementBehind { from: ModelId, on: PartialDate, months_left: Option<u32> },

    // ── The evidence itself ──
    /// A fact the comparison rests on is disputed.
    Disputed { cite: Cite },
    /// The oldest price the comparison rests on was last read on this day.
    OldestPrice { route: RouteId, last_seen: Day },
}

/// The difference of two comparable runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Settings both ran under; empty if neither states any.
    pub settings: Arc<str>,
    /// How far apart they are.
    pub difference: Difference,
}

/// How long a model can still be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// No end is announced.
    Open,
    /// So many whole months.
    Months(u32),
    /// It can no longer be called.
    Nothing,
}

impl Finding {
    /// A finding with the facts behind it, each once.
    pub(crate) fn new(what: What, cites: Vec<Cite>) -> Self {
        let mut unique: Vec<Cite> = Vec::with_capacity(cites.len());
        for cite in cites {
            if !unique.contains(&cite) {
                unique.push(cite);
            }
        }
        debug_assert!(!unique.is_empty(), "a finding without facts behind it: {what:?}");
        Self { what, cites: unique }
    }
}

/// Limits within 5 % of each other are the same thing written differently: 128,000 and 131,072, 1,000,000 and 1,048,576.
pub const LIMIT_MARGIN_PERCENT: u64 = 5;

impl What {
    /// The model this speaks for in a verdict, if it speaks for one.
    ///
    /// Cost counts unless ranges overlap; scores count beyond their margin unless self-reported; of the limits, context
    /// and max output count beyond [`LIMIT_MARGIN_PERCENT`]; capabilities, independent providers, commercial use and
    /// openness count where they are known of both; life stages where they are known of both. Age and size never count.
    pub fn favours(&self) -> Option<&ModelId> {
        match self {
            Self::Cheaper { cheaper, .. } => Some(&cheaper.model),
            Self::Ahead { ahead, is_self_reported: false, .. } => Some(ahead),
            Self::LargerLimit {
                field: Field::Context | Field::MaxOutput, larger, larger_value, smaller_value, ..
            } => {
                let bound = u128::from(*larger_value) * u128::from(100 - LIMIT_MARGIN_PERCENT);
                (u128::from(*smaller_value) * 100 < bound).then_some(larger)
            }
            Self::OnlyOneCan { can, .. } => Some(can),
            Self::MoreProviders { more, .. } | Self::MoreOpen { more, .. } => Some(more),
            Self::LastsLonger { longer, .. } => Some(longer),
            Self::FreerLicence { freer, .. } => Some(freer),
            _ => None,
        }
    }
}
