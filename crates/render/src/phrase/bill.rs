//! Words for what a bill assumes and why there is none.

use crate::format;
use crate::label;
use weigh_compare::bill::{Assumption, NoRate};

/// What a bill takes for granted, as a clause.
pub fn assumption(assumption: &Assumption) -> String {
    match assumption {
        Assumption::Free => {
            "the source says that this route is free; limits of use apply that nobody states in numbers".to_owned()
        }
        Assumption::CachedAtInputRate => {
            "cached tokens cost as much as other input, because no cached-input rate is listed".to_owned()
        }
        Assumption::CacheWriteAtInputRate => {
            "tokens written to the cache cost as much as other input, because no cache-write rate is listed".to_owned()
        }
        Assumption::PromptsAtMost { tokens } => format!(
            "prompts hold at most {} tokens; other rates apply above, and the workload states no prompt size",
            format::short(*tokens)
        ),
        Assumption::PromptsAbove { tokens } => {
            format!("prompts hold more than {} tokens, so the rates above that bound apply", format::short(*tokens))
        }
        Assumption::Hours(window) => {
            format!("rates differ within {window} UTC; the range runs from all traffic inside to all traffic outside")
        }
        Assumption::Disputed(key) => format!(
            "sources dispute the {}; the range runs over their claims",
            crate::evidence::lowercase_first(label::rate(key))
        ),
        Assumption::Region(region) => format!("rates hold in {region} only"),
        Assumption::Uplift { region, factor } => {
            format!("all rates are multiplied by {} for processing in {region}", format::decimal(*factor))
        }
    }
}

/// Why a route has no bill, as a clause; `place` is where the route runs.
pub fn no_rate(place: &str, reason: &NoRate) -> String {
    match reason {
        NoRate::Meter { tier, meter, .. } => {
            format!(
                "{place} lists no {} price in the {} tier",
                crate::evidence::lowercase_first(meter.label()),
                tier.id()
            )
        }
        NoRate::Tier { tier, has, .. } => {
            let has: Vec<&str> = has.iter().map(|tier| tier.id()).collect();
            format!("{place} has no {} tier, only {}", tier.id(), format::listed(&has))
        }
        NoRate::NoPrice { day, .. } => format!("no price is known at {place} on {}", format::day(*day)),
        NoRate::Plan { .. } => format!("{place} sells a plan, not tokens"),
        NoRate::Dynamic { .. } => format!("{place} sets the price anew for each request"),
        NoRate::ZeroUnexplained { .. } => format!("all prices at {place} are zero and no source says that it is free"),
        NoRate::Requests { .. } => {
            format!("{place} charges for each request and the workload states no number of requests")
        }
        NoRate::TooLarge { .. } => format!("the bill at {place} does not fit into 28 digits"),
    }
}
