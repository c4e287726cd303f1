//! Sentences about cost.

use super::bill;
use crate::format;
use crate::names::{Names, percent, price, tier_suffix, total};
use rust_decimal::Decimal;
use std::fmt::Write as _;
use weigh_catalog::{ModelId, RelationKind, RouteId, Usd};
use weigh_compare::bill::NoRate;
use weigh_compare::span::Span;
use weigh_compare::{Blend, What};

/// The sentence, if the finding is about cost.
pub(super) fn sentence(names: Names, what: &What) -> Option<String> {
    month(names, what).or_else(|| mixes(names, what)).or_else(|| routes(names, what))
}

/// The workload's cost, and which of two is cheaper.
fn month(names: Names, what: &What) -> Option<String> {
    Some(match what {
        What::Costs { model, route, tier, total: amount } => {
            format!(
                "{} costs {} a month at {}{}.",
                names.model(model),
                total(*amount),
                names.place(route),
                tier_suffix(*tier)
            )
        }
        What::Assumes { route, assumption } => {
            format!("The bill of {} assumes: {}.", names.route(route), bill::assumption(assumption))
        }
        What::Cheaper { cheaper, dearer, difference, saving, times } => {
            cheaper_words(names, cheaper, dearer, *difference, *saving, *times)
        }
        What::SameCost { a, b, total } => {
            format!("{} and {} cost the same: {} a month.", names.route(a), names.route(b), format::total(*total))
        }
        What::CostOpen { a, b, a_total, b_total } => format!(
            "Which is cheaper is open: {} costs {} a month, {} {}.",
            names.route(a),
            total(*a_total),
            names.route(b),
            total(*b_total)
        ),
        What::NotPriced { model, reasons } => not_priced(names, model, reasons),
        _ => return None,
    })
}

/// Prices at other mixes and of single meters.
fn mixes(names: Names, what: &What) -> Option<String> {
    Some(match what {
        What::BreakEven { output_share, below, above } => format!(
            "At {} output in all tokens the cheapest route changes: {} below, {} above.",
            format::mix(*output_share),
            names.route(below),
            names.route(above)
        ),
        What::CheaperAtEveryMix { cheaper, dearer } => format!(
            "Whatever the mix of input and output, {} has a route that costs no more than any of {}.",
            names.model(cheaper),
            names.model(dearer)
        ),
        What::BlendGap { lower, higher, lower_price, higher_price, difference } => format!(
            "At {input} % input and {output} % output, {} costs {} per 1M tokens and {} {}: a difference of {}.",
            names.route(lower),
            price(*lower_price),
            names.route(higher),
            price(*higher_price),
            price(*difference),
            input = Blend::INPUT_PERCENT,
            output = 100 - Blend::INPUT_PERCENT,
        ),
        What::MeterGap { meter, lower, higher, lower_rate, higher_rate } => format!(
            "{} costs {} at {} and {} at {}, {}.",
            meter.label(),
            price(*lower_rate),
            names.route(lower),
            price(*higher_rate),
            names.route(higher),
            format::per(meter.unit())
        ),
        _ => return None,
    })
}

/// Routes that count in no total, and the age of prices.
fn routes(names: Names, what: &What) -> Option<String> {
    Some(match what {
        What::Neighbour { of, kind, neighbour, route, total: amount } => format!(
            "{}, {}, costs {} a month at {}.",
            names.model(neighbour),
            relation(names, *kind, of),
            total(*amount),
            names.place(route)
        ),
        What::FreeRoute { model, route, is_used } => format!(
            "{} offers {} free of charge within quotas that no source states in numbers; {}.",
            names.place(route),
            names.model(model),
            if *is_used {
                "no other route has a bill, so the total is that of the free offer"
            } else {
                "no total uses it"
            }
        ),
        What::RoutesUndecided { model, routes } => format!(
            "Whether {} {} or a sibling model is undecided at {}; no total uses {}.",
            if routes.len() == 1 { "one route serves" } else { "some routes serve" },
            names.model(model),
            names.routes(routes),
            if routes.len() == 1 { "it" } else { "them" }
        ),
        What::OldestPrice { route, last_seen } => {
            format!(
                "The oldest price used here is that of {}, last read on {}.",
                names.route(route),
                format::day(*last_seen)
            )
        }
        _ => return None,
    })
}

fn cheaper_words(
    names: Names,
    cheaper: &RouteId,
    dearer: &RouteId,
    difference: Span<Usd>,
    saving: Span<Decimal>,
    times: Option<Decimal>,
) -> String {
    let mut text = format!(
        "{} costs {} less a month than {}: {} cheaper",
        names.route(cheaper),
        total(difference),
        names.route(dearer),
        percent(saving)
    );
    if let Some(times) = times.filter(|times| *times >= Decimal::TWO) {
        let _ = write!(text, ", or the other costs {} as much", format::multiple(times));
    }
    text.push('.');
    text
}

fn not_priced(names: Names, model: &ModelId, reasons: &[NoRate]) -> String {
    if reasons.is_empty() {
        return format!("{} has no bill: no route on offer surely serves it.", names.model(model));
    }
    let reasons: Vec<String> =
        reasons.iter().map(|reason| bill::no_rate(&names.place(reason.route()), reason)).collect();
    format!("{} has no bill: {}.", names.model(model), reasons.join("; "))
}

/// What a related model is to another, as an apposition: `the instruct version of X`.
pub(crate) fn relation(names: Names, kind: RelationKind, of: &ModelId) -> String {
    let of = names.model(of);
    match kind {
        RelationKind::InstructVersion => format!("the instruct version of {of}"),
        RelationKind::BaseModel => format!("the base model of {of}"),
        RelationKind::DatedRelease => format!("a dated release of {of}"),
        RelationKind::UndatedName => format!("the undated name of {of}"),
        RelationKind::TunedFrom => format!("the model that {of} was tuned from"),
        RelationKind::OtherPrecision => format!("the weights of {of} at another precision"),
    }
}
