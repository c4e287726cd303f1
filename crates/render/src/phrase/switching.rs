//! Sentences about switching from one model to another.

use super::limit;
use super::limits::capability;
use super::standing::{commercial, left};
use crate::format;
use crate::names::{Names, magnitude, price, total};
use weigh_catalog::{Meter, PartialDate, ProviderId, RouteId, Usd};
use weigh_compare::What;
use weigh_compare::span::Span;

/// The sentence, if the finding is about switching.
pub(super) fn sentence(names: Names, what: &What) -> Option<String> {
    endpoint(names, what)
        .or_else(|| abilities(names, what))
        .or_else(|| money(names, what))
        .or_else(|| terms(names, what))
}

fn endpoint(names: Names, what: &What) -> Option<String> {
    Some(match what {
        What::SharedProviders { providers } => {
            let (verb, there) = if providers.len() == 1 { ("serves", "there") } else { ("serve", "at any of them") };
            format!("{} {verb} both; {there} only the model id changes.", first_providers(names, providers))
        }
        What::NoSharedProvider { from, to } => format!(
            "No provider is known to serve both {} and {}: the account, endpoint and bill change.",
            names.model(from),
            names.model(to)
        ),
        What::SameDialect { from, to, dialects } => {
            format!("{} and {} both speak {}.", names.place(from), names.place(to), format::listed(dialects))
        }
        What::DialectChange { from, to, from_dialects, to_dialects } => format!(
            "The API changes from {} at {} to {} at {}.",
            format::listed(from_dialects),
            names.place(from),
            format::listed(to_dialects),
            names.place(to)
        ),
        What::DialectUnknown { provider } => format!("No source states which API {} speaks.", names.provider(provider)),
        What::BaseUrlChange { from, to, from_url, to_url } => format!(
            "Requests go to {} at {} instead of {} at {}.",
            address(to_url.as_deref()),
            names.place(to),
            address(from_url.as_deref()),
            names.place(from)
        ),
        What::ModelIdChange { from, to } => format!("The model id in requests changes from {from} to {to}."),
        _ => return None,
    })
}

fn address(url: Option<&str>) -> &str {
    url.unwrap_or("an address that no source states")
}

fn abilities(names: Names, what: &What) -> Option<String> {
    Some(match what {
        What::CapabilityLost { capability: which, from, to } => {
            format!("Replace {}: {} has it, {} does not.", capability(*which), names.model(from), names.model(to))
        }
        What::CapabilityOpen { capability: which, from, to } => {
            format!(
                "Check {}: {} has it, of {} no source says.",
                capability(*which),
                names.model(from),
                names.model(to)
            )
        }
        What::CapabilityGained { capability: which, from, to } => {
            format!("{} adds {}, which {} does not have.", names.model(to), capability(*which), names.model(from))
        }
        What::LimitShrinks { field, from_value, to_value, .. } => {
            format!(
                "The {} shrinks from {} to {} tokens.",
                limit(field),
                format::tokens(*from_value),
                format::tokens(*to_value)
            )
        }
        What::LimitGrows { field, from_value, to_value, .. } => {
            format!(
                "The {} grows from {} to {} tokens.",
                limit(field),
                format::tokens(*from_value),
                format::tokens(*to_value)
            )
        }
        _ => return None,
    })
}

fn money(names: Names, what: &What) -> Option<String> {
    Some(match what {
        What::RateChange { meter, from_rate, to_rate, change, .. } => {
            rate_change(*meter, *from_rate, *to_rate, *change)
        }
        What::MonthChange { from, to, change } => month_change(names, from, to, *change),
        What::CacheStartsCold { from, to } => format!(
            "What {} has cached is worth nothing at {}: the first requests pay full input.",
            names.place(from),
            names.place(to)
        ),
        What::CachedRateLost { from, to } => {
            format!(
                "{} lists a price for cached input; no source lists one for {}.",
                names.route(from),
                names.route(to)
            )
        }
        What::CachedRateGained { from, to } => {
            format!(
                "{} lists a price for cached input; no source lists one for {}.",
                names.route(to),
                names.route(from)
            )
        }
        What::TokenCountsMayChange { from, to } => format!(
            "{} and {} need not count tokens alike: the same text may be more or fewer tokens, and no source says how many.",
            names.model(from),
            names.model(to)
        ),
        _ => return None,
    })
}

/// `dearer`, `cheaper`, or neither where the sign is open.
fn direction(change: Span<Usd>) -> Option<&'static str> {
    if change.low > Usd::ZERO {
        Some("more")
    } else if change.high < Usd::ZERO {
        Some("less")
    } else {
        None
    }
}

fn rate_change(meter: Meter, from: Span<Usd>, to: Span<Usd>, change: Span<Usd>) -> String {
    let step = match direction(change) {
        Some(word) => format!("{} {word}", magnitude_of_rate(change)),
        None if change.is_exact() => "no change".to_owned(),
        None => "more or less, depending on which claim holds".to_owned(),
    };
    format!("{} goes from {} to {} {}: {step}.", meter.label(), price(from), price(to), format::per(meter.unit()))
}

fn magnitude_of_rate(change: Span<Usd>) -> String {
    let turned = |amount: Usd| Usd::ZERO - amount;
    let change = if change.high < Usd::ZERO {
        Span { low: turned(change.high), stated: turned(change.stated), high: turned(change.low) }
    } else {
        change
    };
    price(change)
}

fn month_change(names: Names, from: &RouteId, to: &RouteId, change: Span<Usd>) -> String {
    let (from, to) = (names.route(from), names.route(to));
    match direction(change) {
        Some(word) => format!("A month costs {} {word} on {to} than on {from}.", magnitude(change)),
        None if change.is_exact() => format!("A month costs the same on {to} as on {from}."),
        None => format!("Whether a month costs more on {to} than on {from} is open: {} apart.", total(change)),
    }
}

fn terms(names: Names, what: &What) -> Option<String> {
    Some(match what {
        What::LicenceBinds { to, commercial: used, conditions } => {
            let conditions =
                conditions.as_ref().map(|text| format!(": {}", text.trim_end_matches('.'))).unwrap_or_default();
            format!("The licence of {} reads {}{conditions}.", names.model(to), commercial(*used))
        }
        What::RetirementAhead { to, on, months_left } => format!("{}.", retires(&names.model(to), *on, *months_left)),
        What::RetirementBehind { from, on, months_left } => {
            format!("{}: a reason to leave it.", retires(&names.model(from), *on, *months_left))
        }
        _ => return None,
    })
}

/// Providers named before the rest is counted; the tables of routes have them all.
const PROVIDERS_NAMED: usize = 8;

fn first_providers(names: Names, providers: &[ProviderId]) -> String {
    let more = providers.len().saturating_sub(PROVIDERS_NAMED);
    if more < 2 {
        return names.providers(providers);
    }
    let mut all: Vec<String> = providers.iter().take(PROVIDERS_NAMED).map(|id| names.provider(id)).collect();
    all.push(format::counted(more, "more provider", "more providers"));
    format::listed(&all)
}

/// That a model retires, or can no longer be called where no months are left.
fn retires(name: &str, on: PartialDate, months_left: Option<u32>) -> String {
    match months_left {
        Some(months) => format!("{name} retires on {}{}", format::date(on), left(months)),
        None => format!("{name} can no longer be called since {}", format::date(on)),
    }
}
