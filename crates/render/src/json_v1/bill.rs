//! What a workload costs on one route, tier by tier.

use super::FORMAT;
use super::comparison::{Bill, LineItem, Workload, workload};
use super::evidence::{Evidence, Source, list};
use super::model::{Route, route as route_of, used};
use super::value::decimal;
use crate::evidence::{About, Ledger};
use crate::gather::Billed;
use crate::names;
use crate::phrase;
use crate::show::Around;
use schemars::JsonSchema;
use serde::Serialize;
use weigh_catalog::{RateKey, ServiceTier};
use weigh_compare as internal;
use weigh_compare::bill::NoRate;

/// What a workload costs on one route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Bills {
    /// `weigh/json/v1`.
    pub format: String,
    /// `bills`.
    pub kind: String,
    /// The day whose prices hold.
    pub as_of: String,
    /// The model's id.
    pub model: String,
    /// The model's name.
    pub name: String,
    /// `lab/model@provider`.
    pub route: String,
    /// `listed`, `withdrawn` or `not-yet`.
    pub listing: String,
    /// Since when it is withdrawn, or from when it is listed.
    pub listing_day: Option<String>,
    /// `resolved` or `undecided`: whether it is known that the route serves the model.
    pub serves: String,
    /// The traffic of a month.
    pub workload: Workload,
    /// One bill for each allowed tier that has one, cheapest first.
    pub bills: Vec<Bill>,
    /// The allowed tiers without a bill.
    pub refused: Vec<RefusedTier>,
    /// Who said what.
    pub evidence: Vec<Evidence>,
    /// The sources that evidence names.
    pub sources: Vec<Source>,
}

/// Why there is no bill in one tier. An unknown rate is never zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RefusedTier {
    /// Service tier.
    pub tier: String,
    /// `meter`, `tier`, `no-price`, `plan`, `dynamic`, `zero-unexplained`, `requests` or `too-large`.
    pub reason: String,
    /// The same in words.
    pub because: String,
    /// What to do about it.
    pub hint: String,
}

/// A route's bills for a workload, one outcome a tier, as an answer.
pub fn bills(billed: &Billed, around: Around) -> Bills {
    let (model, route) = (billed.model, billed.route);
    let mut ledger = Ledger::new(around.today);
    let id = route.id.to_string();
    let about = About { subject: &id, name: &id, fresh_days: around.fresh_days(route) };
    let outcomes = &billed.outcomes;
    let mut made: Vec<&internal::Bill> = outcomes.iter().filter_map(|(_, outcome)| outcome.as_ref().ok()).collect();
    made.sort_by_key(|bill| (bill.total.stated, bill.total.high, bill.tier));
    let bills = made.into_iter().map(|one| bill_with(one, |key| cite(route, key, about, &mut ledger))).collect();
    let refused = outcomes.iter().filter_map(|(tier, outcome)| Some(refused(*tier, outcome.as_ref().err()?)));
    let Route { listing, listing_day, serves, .. } = route_of(route, None, &mut Ledger::new(around.today));
    Bills {
        format: FORMAT.to_owned(),
        kind: "bills".to_owned(),
        as_of: around.today.to_string(),
        model: model.id.to_string(),
        name: names::of_model(model).to_owned(),
        listing,
        listing_day,
        serves,
        workload: workload(billed.workload),
        bills,
        refused: refused.collect(),
        evidence: list(ledger.entries()),
        sources: used(around.sources, &ledger),
        route: id,
    }
}

pub(super) fn cite(route: &weigh_catalog::Route, key: &RateKey, about: About, ledger: &mut Ledger) -> Vec<usize> {
    ledger.cite_rate(about, route, key).into_iter().collect()
}

/// A bill whose lines carry the evidence of their rates.
pub(super) fn bill_with(from: &internal::Bill, mut evidence: impl FnMut(&RateKey) -> Vec<usize>) -> Bill {
    let lines = from.lines.iter().map(|line| LineItem {
        meter: line.meter.id().to_owned(),
        rate: line.key.to_string(),
        units: decimal(line.units),
        usd_per_million: line.rate.into(),
        amount_usd: line.amount.into(),
        evidence: evidence(&line.key),
    });
    Bill {
        tier: from.tier.id().to_owned(),
        lines: lines.collect(),
        total_usd: from.total.into(),
        assumptions: from.assumptions.iter().map(phrase::bill::assumption).collect(),
    }
}

fn refused(tier: ServiceTier, reason: &NoRate) -> RefusedTier {
    let kind = match reason {
        NoRate::Meter { .. } => "meter",
        NoRate::Tier { .. } => "tier",
        NoRate::NoPrice { .. } => "no-price",
        NoRate::Plan { .. } => "plan",
        NoRate::Dynamic { .. } => "dynamic",
        NoRate::ZeroUnexplained { .. } => "zero-unexplained",
        NoRate::Requests { .. } => "requests",
        NoRate::TooLarge { .. } => "too-large",
    };
    RefusedTier {
        tier: tier.id().to_owned(),
        reason: kind.to_owned(),
        because: reason.to_string(),
        hint: reason.hint(),
    }
}
