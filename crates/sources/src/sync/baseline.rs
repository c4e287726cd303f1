//! What a source said last: its earlier readings laid over each other, and statements compared slot by slot.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use weigh_catalog::claim::Basis;
use weigh_catalog::record::{Batch, Reading, Record, Statement, Subject};
use weigh_catalog::{Day, Field, Value};

/// What makes two records of two readings the same row: locators move when rows are inserted, so they do not count.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    pub(super) subject: Subject,
    pub(super) from: Option<Day>,
    pub(super) basis: Basis,
}

impl Row {
    pub(super) fn of(record: &Record) -> Self {
        Self { subject: record.subject.clone(), from: record.effective.from, basis: record.basis }
    }
}

/// Records by row; a row holds several records only where a source lists one thing twice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rows(pub(super) BTreeMap<Row, Vec<Record>>);

impl Rows {
    pub(super) fn new(records: impl IntoIterator<Item = Record>) -> Self {
        let mut rows: BTreeMap<Row, Vec<Record>> = BTreeMap::new();
        for record in records {
            rows.entry(Row::of(&record)).or_default().push(record);
        }
        for records in rows.values_mut() {
            records.sort_by(in_full);
        }
        Self(rows)
    }

    pub(super) fn of(&self, row: &Row) -> &[Record] {
        self.0.get(row).map_or(&[], Vec::as_slice)
    }

    pub(super) fn subjects(&self) -> BTreeSet<&Subject> {
        self.0.keys().map(|row| &row.subject).collect()
    }

    pub(super) fn of_subject<'a>(&'a self, subject: &'a Subject) -> impl Iterator<Item = (&'a Row, &'a Vec<Record>)> {
        let first = Row { subject: subject.clone(), from: None, basis: Basis::Documented };
        self.0.range(first..).take_while(move |(row, _)| row.subject == *subject)
    }

    /// The first value any record of the subject gives for a field, in the order of rows.
    pub(super) fn value<'a>(&'a self, row: &Row, field: &Field) -> Option<&'a Value> {
        self.of(row).iter().find_map(|record| record.get(field))
    }
}

/// A total order, so that equal readings are equal whatever the order of their rows.
fn in_full(a: &Record, b: &Record) -> std::cmp::Ordering {
    let said = |record: &Record| -> Vec<(Field, Value)> {
        record.statements.iter().map(|said| (said.field.clone(), said.value.clone())).collect()
    };
    (&a.locator, a.effective, &a.link).cmp(&(&b.locator, b.effective, &b.link)).then_with(|| said(a).cmp(&said(b)))
}

/// What a source was last known to say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Baseline {
    pub(super) rows: Rows,
    pub(super) reading: Option<Reading>,
    /// What the next later readings say, those of one day together.
    pub(super) later: Rows,
}

impl Baseline {
    /// The last complete reading on or before `next`'s day with the partial ones after it laid over it.
    ///
    /// Readings of other sources and of later days do not count: history that is filled in is not a change back.
    pub(super) fn of(previous: &[Batch], next: &Reading) -> Self {
        let of_source = previous.iter().filter(|batch| batch.reading.source == next.source);
        let (mut batches, later): (Vec<&Batch>, Vec<&Batch>) =
            of_source.partition(|batch| batch.reading.read_on <= next.read_on);
        batches.sort_by_key(|batch| batch.reading.read_on);
        let start = batches.iter().rposition(|batch| batch.reading.is_complete).unwrap_or(0);
        let mut rows = Rows::default();
        for batch in batches.iter().skip(start) {
            rows.0.extend(Rows::new(batch.records.iter().cloned()).0);
        }
        let next_day = later.iter().map(|batch| batch.reading.read_on).min();
        let later = later.iter().filter(|batch| Some(batch.reading.read_on) == next_day);
        let later = Rows::new(later.flat_map(|batch| batch.records.iter().cloned()));
        Self { rows, reading: batches.last().map(|batch| batch.reading.clone()), later }
    }
}

/// One value that only one side has, or that differs: old and new.
pub(super) type Pair = (Option<Value>, Option<Value>);

/// What a row says of one field on both sides: how many values agree, and the pairs that do not.
pub(super) fn compare(old: &[Record], new: &[Record]) -> (usize, Vec<(Field, Pair)>) {
    let (old, new) = (by_field(old), by_field(new));
    let fields: BTreeSet<&Field> = old.keys().chain(new.keys()).copied().collect();
    let mut unchanged = 0;
    let mut pairs = Vec::new();
    for field in fields {
        let values = |side: &BTreeMap<&Field, Vec<Value>>| side.get(field).cloned().unwrap_or_default();
        let (mut old, mut new) = (values(&old), values(&new));
        unchanged += cancel(&mut old, &mut new);
        let count = old.len().max(new.len());
        pairs.extend((0..count).map(|place| (field.clone(), (old.get(place).cloned(), new.get(place).cloned()))));
    }
    (unchanged, pairs)
}

fn by_field(records: &[Record]) -> BTreeMap<&Field, Vec<Value>> {
    let mut values: BTreeMap<&Field, Vec<Value>> = BTreeMap::new();
    for said in records.iter().flat_map(|record| &record.statements) {
        values.entry(&said.field).or_default().push(said.value.clone());
    }
    for values in values.values_mut() {
        values.sort();
    }
    values
}

/// Takes equal values out of both lists and counts them.
fn cancel(old: &mut Vec<Value>, new: &mut Vec<Value>) -> usize {
    let before = old.len();
    old.retain(|value| match new.iter().position(|other| other == value) {
        Some(place) => {
            new.remove(place);
            false
        }
        None => true,
    });
    before - old.len()
}

/// The statement of a row that says this, with the source's own text.
pub(super) fn statement<'a>(records: &'a [Record], field: &Field, value: &Value) -> Option<&'a Statement> {
    records.iter().flat_map(|record| &record.statements).find(|said| said.field == *field && said.value == *value)
}

/// Who vanishes together: a provider's routes, a benchmark's results, else everything of the subject's kind.
pub(super) fn block(subject: &Subject) -> (&'static str, Arc<str>) {
    match subject {
        Subject::Lab(_) => ("labs", Arc::from("")),
        Subject::Provider(_) => ("providers", Arc::from("")),
        Subject::Licence(_) => ("licences", Arc::from("")),
        Subject::Benchmark(_) => ("benchmarks", Arc::from("")),
        Subject::Model(_) => ("models", Arc::from("")),
        Subject::Route { provider, .. } => ("routes at", provider.clone()),
        Subject::Result { benchmark, .. } => ("results in", benchmark.clone()),
    }
}
