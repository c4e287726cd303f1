//! The name of each kind of finding, as published data carries it.

use weigh_compare::What;

macro_rules! kinds {
    ($($name:ident $id:literal;)*) => {
        /// Every kind, in the order of [`What`].
        pub const ALL: &[&str] = &[$($id,)*];

        /// The kind of a finding.
        pub const fn of(what: &What) -> &'static str {
            match what { $(What::$name { .. } => $id,)* }
        }
    };
}

kinds! {
    NotEligible "not-eligible";
    EligibilityOpen "eligibility-open";
    Costs "costs";
    Assumes "assumes";
    Cheaper "cheaper";
    SameCost "same-cost";
    CostOpen "cost-open";
    NotPriced "not-priced";
    BreakEven "break-even";
    CheaperAtEveryMix "cheaper-at-every-mix";
    BlendGap "blend-gap";
    MeterGap "meter-gap";
    Neighbour "neighbour";
    FreeRoute "free-route";
    RoutesUndecided "routes-undecided";
    Ahead "ahead";
    Level "level";
    NotComparable "not-comparable";
    NoSharedBenchmark "no-shared-benchmark";
    Tally "tally";
    LargerLimit "larger-limit";
    SameLimit "same-limit";
    LimitUnknown "limit-unknown";
    OnlyOneCan "only-one-can";
    BothCan "both-can";
    CanUnknown "can-unknown";
    MoreProviders "more-providers";
    SameProviders "same-providers";
    ServedBy "served-by";
    Retired "retired";
    Retires "retires";
    LastsLonger "lasts-longer";
    RouteRetires "route-retires";
    Deprecated "deprecated";
    Preview "preview";
    FreerLicence "freer-licence";
    Licensed "licensed";
    LicenceDisputed "licence-disputed";
    LicenceUnknown "licence-unknown";
    OpennessIs "openness-is";
    MoreOpen "more-open";
    Size "size";
    Reasons "reasons";
    Newer "newer";
    SharedProviders "shared-providers";
    NoSharedProvider "no-shared-provider";
    SameDialect "same-dialect";
    DialectChange "dialect-change";
    DialectUnknown "dialect-unknown";
    BaseUrlChange "base-url-change";
    ModelIdChange "model-id-change";
    CapabilityLost "capability-lost";
    CapabilityOpen "capability-open";
    CapabilityGained "capability-gained";
    LimitShrinks "limit-shrinks";
    LimitGrows "limit-grows";
    RateChange "rate-change";
    MonthChange "month-change";
    CacheStartsCold "cache-starts-cold";
    CachedRateLost "cached-rate-lost";
    CachedRateGained "cached-rate-gained";
    TokenCountsMayChange "token-counts-may-change";
    LicenceBinds "licence-binds";
    RetirementAhead "retirement-ahead";
    RetirementBehind "retirement-behind";
    Disputed "disputed";
    OldestPrice "oldest-price";
}
