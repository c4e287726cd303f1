//! Sentences about supply, life cycle, licence, kind, and the evidence itself.

use crate::format;
use crate::label;
use crate::names::Names;
use std::fmt::Write as _;
use std::sync::Arc;
use weigh_catalog::{CommercialUse, Field, ModelId, Openness, ProviderId};
use weigh_compare::{Cite, Left, What};

/// The sentence, if the finding is about supply, life cycle, licence, kind or evidence.
pub(super) fn sentence(names: Names, what: &What) -> Option<String> {
    supply(names, what).or_else(|| life(names, what)).or_else(|| licence(names, what)).or_else(|| kind(names, what))
}

fn supply(names: Names, what: &What) -> Option<String> {
    Some(match what {
        What::MoreProviders { more, fewer, more_count, fewer_count } => format!(
            "{} has {}, {} has {fewer_count}.",
            names.model(more),
            format::counted(*more_count, "independent provider", "independent providers"),
            names.model(fewer)
        ),
        What::SameProviders { a, b, count } => format!(
            "{} and {} have {} each.",
            names.model(a),
            names.model(b),
            format::counted(*count, "independent provider", "independent providers")
        ),
        What::ServedBy { model, providers, behind_routers, routers } => {
            served_by(names, model, providers, behind_routers, routers)
        }
        _ => return None,
    })
}

fn served_by(
    names: Names,
    model: &ModelId,
    providers: &[ProviderId],
    behind_routers: &[Arc<str>],
    routers: &[ProviderId],
) -> String {
    let name = names.model(model);
    if providers.is_empty() && behind_routers.is_empty() && routers.is_empty() {
        return format!("No provider on offer is known for {name}.");
    }
    let mut parts = Vec::new();
    if !providers.is_empty() {
        parts.push(format!("is served by {}", names.providers(providers)));
    }
    if !routers.is_empty() {
        parts.push(format!("can be reached through {}", names.providers(routers)));
    }
    if !behind_routers.is_empty() {
        parts.push(format!("runs behind routers on {}", format::listed(behind_routers)));
    }
    format!("{name} {}.", format::listed(&parts))
}

fn life(names: Names, what: &What) -> Option<String> {
    Some(match what {
        What::Retired { model, since, replacement, for_good: false } => {
            let since = since.map(|since| format!(" since {}", format::date(since))).unwrap_or_default();
            let name = names.model(model);
            let replaced = replaced(replacement.as_deref());
            format!("Its lab has retired {name}{since}; its weights are open, so others may serve it on.{replaced}")
        }
        What::Retired { model, since, replacement, for_good: true } => {
            let since = since.map(|since| format!(" since {}", format::date(since))).unwrap_or_default();
            format!("{} can no longer be called{since}.{}", names.model(model), replaced(replacement.as_deref()))
        }
        What::Retires { model, on, months_left, replacement } => {
            format!(
                "{} retires on {}{}.{}",
                names.model(model),
                format::date(*on),
                left(*months_left),
                replaced(replacement.as_deref())
            )
        }
        What::RouteRetires { route, on, months_left } => {
            format!("{} retires on {}{}.", names.route(route), format::date(*on), left(*months_left))
        }
        What::LastsLonger { longer, shorter, longer_left, shorter_left } => format!(
            "{} {}; {} {}.",
            names.model(longer),
            lasts(*longer_left),
            names.model(shorter),
            lasts(*shorter_left)
        ),
        What::Deprecated { model, since, replacement } => {
            let since = since.map(|since| format!(" since {}", format::date(since))).unwrap_or_default();
            format!("{} is deprecated{since}.{}", names.model(model), replaced(replacement.as_deref()))
        }
        What::Preview { model } => format!("{} is a preview.", names.model(model)),
        What::Newer { newer, older, newer_date, older_date } => format!(
            "{} was released on {}, {} on {}.",
            names.model(newer),
            format::date(*newer_date),
            names.model(older),
            format::date(*older_date)
        ),
        _ => return None,
    })
}

/// `, 7 months from the day of this page`.
pub(super) fn left(months: u32) -> String {
    match months {
        0 => ", within a month".to_owned(),
        1 => ", in 1 month".to_owned(),
        many => format!(", in {many} months"),
    }
}

fn lasts(left: Left) -> String {
    match left {
        Left::Open => "has no announced end".to_owned(),
        Left::Months(0) => "can be called for less than a month more".to_owned(),
        Left::Months(1) => "can be called for 1 month more".to_owned(),
        Left::Months(months) => format!("can be called for {months} months more"),
        Left::Nothing => "can no longer be called".to_owned(),
    }
}

fn replaced(replacement: Option<&str>) -> String {
    replacement.map(|name| format!(" Named replacement: {name}.")).unwrap_or_default()
}

/// What a licence says of commercial use.
pub(crate) const fn commercial(commercial: CommercialUse) -> &'static str {
    match commercial {
        CommercialUse::Allowed => "commercial use allowed",
        CommercialUse::Conditional => "commercial use with conditions",
        CommercialUse::Forbidden => "commercial use forbidden",
    }
}

/// How open a model is, as a predicate.
const fn open(openness: Openness) -> &'static str {
    match openness {
        Openness::OpenSource => "is open source",
        Openness::OpenWeights => "has open weights",
        Openness::Closed => "is closed",
    }
}

fn licence(names: Names, what: &What) -> Option<String> {
    Some(match what {
        What::FreerLicence { freer, stricter, freer_use, stricter_use } => format!(
            "The licence of {} reads {}, that of {} {}.",
            names.model(freer),
            commercial(*freer_use),
            names.model(stricter),
            commercial(*stricter_use)
        ),
        What::Licensed { model, licence, commercial: used } => {
            let used = used.map_or_else(
                || "; what it says of commercial use is unknown".to_owned(),
                |used| format!(": {}", commercial(used)),
            );
            format!("The licence of {} is {}{used}.", names.model(model), names.licence(licence))
        }
        What::LicenceDisputed { model, licences } => {
            format!(
                "Sources contradict each other about the licence of {}: {}.",
                names.model(model),
                format::listed(licences)
            )
        }
        What::LicenceUnknown { model } => format!("No source states the licence of {}.", names.model(model)),
        What::OpennessIs { model, openness } => format!("{} {}.", names.model(model), open(*openness)),
        What::MoreOpen { more, less, more_openness, less_openness } => {
            format!("{} {}, {} {}.", names.model(more), open(*more_openness), names.model(less), open(*less_openness))
        }
        _ => return None,
    })
}

fn kind(names: Names, what: &What) -> Option<String> {
    Some(match what {
        What::Size { model, parameters, active, class } => {
            let mut text = format!("{} has {} parameters", names.model(model), label::parameters(*parameters));
            if let Some(active) = active {
                let _ = write!(text, ", {} active for each token", label::parameters(*active));
            }
            let _ = write!(text, ": {} by the size classes of this site.", class.label());
            text
        }
        What::Reasons { model, does: true } => format!("{} can think before it answers.", names.model(model)),
        What::Reasons { model, does: false } => format!("{} does not think before it answers.", names.model(model)),
        What::Disputed { cite } => format!("Sources contradict each other about {}.", about(names, cite)),
        _ => return None,
    })
}

/// What a citation is about, in words: `the context window of Llama 3.2 1B`.
pub(crate) fn about(names: Names, cite: &Cite) -> String {
    let name = names.subject(cite);
    let of = |field: &Field| format!("the {} of {name}", super::limit(field));
    match cite {
        Cite::Model(_, field)
        | Cite::Route(_, field)
        | Cite::Provider(_, field)
        | Cite::Licence(_, field)
        | Cite::Benchmark(_, field)
        | Cite::Result { field, .. } => of(field),
        Cite::Routes(id) => format!("the routes of {}", names.model(id)),
        Cite::Results(id) => format!("the benchmark results of {}", names.model(id)),
        Cite::Relation(id, other) => format!("how {} and {} are related", names.model(id), names.model(other)),
    }
}
