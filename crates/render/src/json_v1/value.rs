//! Values with their evidence.

use crate::block::Cite;
use crate::evidence::{About, Ledger};
use crate::label;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;
use weigh_catalog::{Facts, Field, Kind, Usd, Value};
use weigh_compare::span::Span;

/// What may be said of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Sources that count agree, or precedence decides.
    Known,
    /// Sources contradict each other; the value is the preferred claim's.
    Disputed,
    /// Nobody told us; the value is null. Never read it as no or zero.
    Unknown,
}

/// A value of a known type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Stated<T> {
    /// What may be said of it.
    pub status: Status,
    /// The value to go by; null if unknown.
    pub value: Option<T>,
    /// Numbers of the evidence.
    pub evidence: Vec<Cite>,
}

impl<T> Stated<T> {
    /// Nobody told us.
    pub const fn unknown() -> Self {
        Self { status: Status::Unknown, value: None, evidence: Vec::new() }
    }
}

/// A fact of any kind, its value as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Fact {
    /// What it is about: `context`, `can.vision`.
    pub field: String,
    /// How to read the value: text, flag, count, amount, date or number.
    pub kind: String,
    /// What may be said of it.
    pub status: Status,
    /// The value to go by, as text; null if unknown.
    pub value: Option<String>,
    /// Numbers of the evidence.
    pub evidence: Vec<Cite>,
}

/// A decimal that disputed claims or hours leave open within bounds; all three are equal where nothing is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Range {
    /// The least it may be.
    pub low: String,
    /// What the claims gone by say.
    pub stated: String,
    /// The most it may be.
    pub high: String,
}

impl From<Span<Usd>> for Range {
    fn from(span: Span<Usd>) -> Self {
        Self::from(Span { low: span.low.amount(), stated: span.stated.amount(), high: span.high.amount() })
    }
}

impl From<Span<Decimal>> for Range {
    fn from(span: Span<Decimal>) -> Self {
        Self { low: decimal(span.low), stated: decimal(span.stated), high: decimal(span.high) }
    }
}

/// A decimal without trailing zeros.
pub(super) fn decimal(number: Decimal) -> String {
    number.normalize().to_string()
}

/// Every fact of a subject whose readings stay fresh for so many days.
pub(super) fn facts(facts: &Facts, about: About, ledger: &mut Ledger) -> Vec<Fact> {
    facts.iter().map(|(field, one)| fact(field, one, about, ledger)).collect()
}

/// One fact.
pub(super) fn fact(field: &Field, fact: &weigh_catalog::Fact<Value>, about: About, ledger: &mut Ledger) -> Fact {
    Fact {
        field: field.to_string(),
        kind: kind(field.kind()).to_owned(),
        status: status(fact),
        value: fact.value().map(label::raw),
        evidence: ledger.cite(about, field, fact).into_iter().collect(),
    }
}

/// The word for what may be said of a fact.
pub(super) fn status<T>(fact: &weigh_catalog::Fact<T>) -> Status {
    if fact.is_unknown() {
        Status::Unknown
    } else if fact.is_disputed() {
        Status::Disputed
    } else {
        Status::Known
    }
}

pub(super) const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Flag => "flag",
        Kind::Count => "count",
        Kind::Amount => "amount",
        Kind::Date => "date",
        Kind::Number => "number",
    }
}
