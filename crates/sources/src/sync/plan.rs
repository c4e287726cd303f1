//! What a new reading would change, as plain data in a fixed order: the "plan" of fetch, parse, plan, show, apply.
//!
//! Two readings are compared row by row, where a row is subject, first effective day and basis; locators, links and raw
//! texts may move freely. Only a complete reading lets a subject or a row vanish. What a [gate] holds back
//! stands under `held` and nowhere else.

use super::baseline::{Baseline, Row, Rows, compare};
use super::gate::{self, Held};
use crate::report::{Report, Review};
use rust_decimal::{Decimal, RoundingStrategy};
use std::collections::BTreeSet;
use std::fmt;
use weigh_catalog::claim::Basis;
use weigh_catalog::record::{Batch, Reading, Record, Subject};
use weigh_catalog::{Day, Field, PartialDate, Value};

/// Significant digits a ratio is shown with at most.
const RATIO_DIGITS: u32 = 6;

/// What of a row changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// The first day it no longer holds.
    Until,
    /// What it says of a field.
    Field(Field),
}

impl fmt::Display for Aspect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Until => f.write_str("until"),
            Self::Field(field) => field.fmt(f),
        }
    }
}

/// A subject the source did not list before.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Added {
    /// The subject.
    pub subject: Subject,
    /// How much is said of it.
    pub statements: usize,
}

/// A subject the source no longer lists, though it lists all it has.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Vanished {
    /// The subject.
    pub subject: Subject,
    /// How much was said of it.
    pub statements: usize,
}

/// One value that is new, different or gone for a subject listed before and after.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// Of what.
    pub subject: Subject,
    /// The first effective day of the row, if it states one.
    pub from: Option<Day>,
    /// The basis of the row.
    pub basis: Basis,
    /// What changes.
    pub aspect: Aspect,
    /// What was said; `None` if nothing.
    pub old: Option<Value>,
    /// What is said now; `None` if nothing.
    pub new: Option<Value>,
    /// New as a multiple of old, to six digits, where both are numbers and neither is zero.
    pub ratio: Option<Decimal>,
}

impl Change {
    fn new(row: &Row, aspect: Aspect, old: Option<Value>, new: Option<Value>) -> Self {
        let ratio = old.as_ref().zip(new.as_ref()).and_then(|(old, new)| ratio(old, new));
        let Row { subject, from, basis } = row.clone();
        Self { subject, from, basis, aspect, old, new, ratio }
    }

    /// The field, unless it is the period that changes.
    pub fn field(&self) -> Option<&Field> {
        match &self.aspect {
            Aspect::Field(field) => Some(field),
            Aspect::Until => None,
        }
    }

    pub(super) fn row(&self) -> Row {
        Row { subject: self.subject.clone(), from: self.from, basis: self.basis }
    }
}

/// The number in a value, if it holds one.
pub(super) fn number(value: &Value) -> Option<Decimal> {
    match value {
        Value::Amount(amount) => Some(amount.amount()),
        Value::Count(count) => Some(Decimal::from(*count)),
        Value::Number(number) => Some(*number),
        Value::Text(_) | Value::Flag(_) | Value::Date(_) => None,
    }
}

fn ratio(old: &Value, new: &Value) -> Option<Decimal> {
    let (old, new) = (number(old)?, number(new)?);
    if new.is_zero() {
        return None;
    }
    let ratio = new.checked_div(old)?;
    Some(ratio.round_sf_with_strategy(RATIO_DIGITS, RoundingStrategy::MidpointAwayFromZero)?.normalize())
}

/// What storing a reading would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The new reading.
    pub reading: Reading,
    /// The reading it is compared with; `None` if this is the first.
    pub previous: Option<Reading>,
    /// Subjects that are new, sorted.
    pub added: Vec<Added>,
    /// Values that change, sorted by subject, row and field.
    pub changed: Vec<Change>,
    /// Subjects no longer listed, sorted.
    pub vanished: Vec<Vanished>,
    /// Changes and disappearances that wait for a person, sorted by subject.
    pub held: Vec<Held>,
    /// What a gate held back and a person let through, sorted by subject; it applies.
    pub let_through: Vec<Held>,
    /// Values the importer put aside, in its order.
    pub review: Vec<Review>,
    /// Statements that stay as they are.
    pub unchanged: usize,
    /// Whether these very bytes were read before.
    pub is_known: bool,
    pub(super) next: Rows,
    pub(super) baseline: Rows,
}

impl Plan {
    /// True if nothing would be applied; there may still be something to review.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.vanished.is_empty() && self.let_through.is_empty()
    }

    /// Values and subjects that wait for a person.
    pub fn to_review(&self) -> usize {
        self.held.len() + self.review.len()
    }

    /// Lets through what a person has looked at; says how much that was.
    pub fn let_through(&mut self, is_meant: impl Fn(&Held) -> bool) -> usize {
        let (meant, held): (Vec<Held>, Vec<Held>) = std::mem::take(&mut self.held).into_iter().partition(is_meant);
        let count = meant.len();
        self.held = held;
        self.let_through.extend(meant);
        self.let_through.sort_by(Held::by_subject);
        count
    }

    /// Everything the new reading speaks of, sorted.
    pub fn subjects(&self) -> BTreeSet<&Subject> {
        self.next.subjects()
    }

    /// How many subjects have at least one changed value.
    pub fn changed_subjects(&self) -> usize {
        self.changed.iter().map(|change| &change.subject).collect::<BTreeSet<_>>().len()
    }
}

/// Compares a reading with what the same importer read before.
///
/// `previous` are readings of the same file shape, in any order (one source may have several shapes, which must not be
/// mixed); of these, the last complete one on or before the new day counts, with partial ones after it laid over it. What
/// a reading of an earlier day says just as the next later one does is nothing new either.
pub fn plan(previous: &[Batch], next: &Batch, report: &Report) -> Plan {
    let baseline = Baseline::of(previous, &next.reading);
    let rows = Rows::new(next.records.iter().cloned());
    let found = Difference::of(&baseline, &rows, next.reading.is_complete);
    let is_known =
        |batch: &Batch| batch.reading.source == next.reading.source && batch.reading.digest == next.reading.digest;
    let days = baseline.reading.as_ref().map_or(0, |reading| days_between(reading.read_on, next.reading.read_on));
    let (changed, vanished, held) = gate::sort_out(found.changed, found.vanished, &rows, days);
    Plan {
        reading: next.reading.clone(),
        previous: baseline.reading,
        added: found.added,
        changed,
        vanished,
        held,
        let_through: Vec::new(),
        review: report.review.clone(),
        unchanged: found.unchanged,
        is_known: previous.iter().any(is_known),
        next: rows,
        baseline: baseline.rows,
    }
}

fn days_between(first: Day, second: Day) -> usize {
    usize::try_from((second - first).get_days()).unwrap_or(0)
}

#[derive(Debug, Default)]
struct Difference {
    added: Vec<Added>,
    changed: Vec<Change>,
    vanished: Vec<Vanished>,
    unchanged: usize,
}

impl Difference {
    fn of(baseline: &Baseline, new: &Rows, is_complete: bool) -> Self {
        let old = &baseline.rows;
        let (before, now) = (old.subjects(), new.subjects());
        let mut found = Self::default();
        for &subject in &now {
            if before.contains(subject) {
                found.subject(subject, old, new, is_complete);
            } else {
                found.fresh(subject, &baseline.later, new);
            }
        }
        if is_complete {
            let gone = before.difference(&now).copied();
            found.vanished =
                gone.map(|subject| Vanished { subject: subject.clone(), statements: said(old, subject) }).collect();
        }
        found
    }

    /// A subject that no earlier reading lists: what the next later one says of it too is known already.
    fn fresh(&mut self, subject: &Subject, later: &Rows, new: &Rows) {
        let known: usize = new.of_subject(subject).map(|(row, records)| compare(later.of(row), records).0).sum();
        let statements = said(new, subject) - known;
        self.unchanged += known;
        if statements > 0 {
            self.added.push(Added { subject: subject.clone(), statements });
        }
    }

    fn subject(&mut self, subject: &Subject, old: &Rows, new: &Rows, is_complete: bool) {
        let mut rows: BTreeSet<&Row> = new.of_subject(subject).map(|(row, _)| row).collect();
        if is_complete {
            rows.extend(old.of_subject(subject).map(|(row, _)| row));
        }
        for row in rows {
            self.row(row, old.of(row), new.of(row));
        }
    }

    fn row(&mut self, row: &Row, old: &[Record], new: &[Record]) {
        if let Some((old, new)) = untils(old, new) {
            self.changed.push(Change::new(row, Aspect::Until, old, new));
        }
        let (unchanged, pairs) = compare(old, new);
        self.unchanged += unchanged;
        for (field, (old, new)) in pairs {
            self.changed.push(Change::new(row, Aspect::Field(field), old, new));
        }
    }
}

fn said(rows: &Rows, subject: &Subject) -> usize {
    rows.of_subject(subject).flat_map(|(_, records)| records).map(|record| record.statements.len()).sum()
}

/// The last days of a row listed on both sides, if they differ.
fn untils(old: &[Record], new: &[Record]) -> Option<(Option<Value>, Option<Value>)> {
    if old.is_empty() || new.is_empty() {
        return None;
    }
    let days = |records: &[Record]| records.iter().map(|record| record.effective.until).collect::<BTreeSet<_>>();
    let (old, new) = (days(old), days(new));
    let only = |a: &BTreeSet<Option<Day>>, b: &BTreeSet<Option<Day>>| {
        a.difference(b).next().copied().flatten().map(|day| Value::Date(PartialDate::day(day)))
    };
    (old != new).then(|| (only(&old, &new), only(&new, &old)))
}

#[cfg(test)]
mod tests;
