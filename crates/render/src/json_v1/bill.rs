//! Bills of one route.

use super::FORMAT;
use super::comparison::{Bill, LineItem, Workload, workload};
use super::evidence::{Evidence, Source, list};
use super::model::used;
use super::value::decimal;
use crate::evidence::{About, Ledger};
use crate::gather::Billed;
use crate::names;
use crate::phrase;
use crate::sections::rate_fact;
use crate::show::Around;
use schemars::JsonSchema;
use serde::Serialize;
use weigh_catalog::Field;
use weigh_compare::NoRate;

/// What a workload costs on one route, tier by tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Bills {
    /// `weigh/json/v1`.
    pub format: String,
    /// `bills`.
    pub kind: String,
    /// The day whose prices hold.
    pub as_of: String,
    /// `lab/model@provider`.
    pub route: String,
    /// The traffic behind every total.
    pub workload: Workload,
    /// A bill for each allowed tier that has one.
    pub bills: Vec<Bill>,
    /// Allowed tiers without a bill.
    pub refused: Vec<RefusedTier>,
    /// Who said what.
    pub evidence: Vec<Evidence>,
    /// The sources that evidence names.
    pub sources: Vec<Source>,
}

/// A tier without a bill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RefusedTier {
    /// The tier.
    pub tier: String,
    /// `meter`, `tier`, `no-price`, `plan`, `dynamic`, `zero-unexplained`, `requests` or `too-large`.
    pub reason: String,
    /// The same in words.
    pub because: String,
    /// What to do about it.
    pub hint: String,
}

/// Bills as an answer.
pub fn bills(billed: &Billed, around: Around) -> Bills {
    let route = billed.route;
    let (id, name) = (route.id.to_string(), names::of_model(billed.model));
    let kind = around.reference.provider(&route.provider).and_then(|provider| provider.kind);
    let about = About { subject: &id, name, fresh_days: around.reference.freshness().days(kind) };
    let mut ledger = Ledger::new(around.today);
    let (mut bills, mut refused) = (Vec::new(), Vec::new());
    for (tier, outcome) in &billed.outcomes {
        match outcome {
            Ok(from) => bills.push(one(from, |key| {
                let rate = route.rates.iter().find(|rate| rate.key == *key)?;
                ledger.cite(about, &Field::Rate(key.clone()), &rate_fact(rate))
            })),
            Err(reason) => refused.push(RefusedTier {
                tier: tier.id().to_owned(),
                reason: reason_id(reason).to_owned(),
                because: reason.to_string(),
                hint: reason.hint(),
            }),
        }
    }
    Bills {
        format: FORMAT.to_owned(),
        kind: "bills".to_owned(),
        as_of: around.today.to_string(),
        route: id.clone(),
        workload: workload(billed.workload),
        bills,
        refused,
        evidence: list(ledger.entries()),
        sources: used(around.sources, &ledger),
    }
}

fn one(from: &weigh_compare::Bill, mut number: impl FnMut(&weigh_catalog::RateKey) -> Option<usize>) -> Bill {
    let lines = from.lines.iter().map(|line| LineItem {
        meter: line.meter.id().to_owned(),
        rate: line.key.to_string(),
        units: decimal(line.units),
        usd_per_million: line.rate.into(),
        amount_usd: line.amount.into(),
        evidence: number(&line.key).into_iter().collect(),
    });
    Bill {
        tier: from.tier.id().to_owned(),
        lines: lines.collect(),
        total_usd: from.total.into(),
        assumptions: from.assumptions.iter().map(phrase::bill::assumption).collect(),
    }
}

const fn reason_id(reason: &NoRate) -> &'static str {
    match reason {
        NoRate::Meter { .. } => "meter",
        NoRate::Tier { .. } => "tier",
        NoRate::NoPrice { .. } => "no-price",
        NoRate::Plan { .. } => "plan",
        NoRate::Dynamic { .. } => "dynamic",
        NoRate::ZeroUnexplained { .. } => "zero-unexplained",
        NoRate::Requests { .. } => "requests",
        NoRate::TooLarge { .. } => "too-large",
    }
}
