//! Small readings for tests, written as text: `alpha@acme rate.input=1 context=128000`.

use super::plan::{Change, Plan};
use jiff::civil::date;
use weigh_catalog::date::Period;
use weigh_catalog::record::{Batch, Reading, Record};
use weigh_catalog::{Day, Field, SourceId, Subject, Value};

/// A complete reading on a day of May 2026; the digest is that of the rows.
pub(super) fn reading(day: i8, rows: &[&str]) -> Batch {
    let reading = Reading {
        source: SourceId::new("acme").unwrap(),
        version: day.to_string(),
        read_on: date(2026, 5, day),
        digest: super::digest(rows.join("\n").as_bytes()),
        is_complete: true,
    };
    let mut batch = Batch { reading, records: rows.iter().map(|row| record(row)).collect() };
    batch.sort();
    batch
}

/// `name@provider` is a route, `name!board` a result, a bare `name` a model; `from:` and `until:` are days of 2026.
fn record(row: &str) -> Record {
    let mut words = row.split(' ');
    let name = words.next().unwrap();
    let subject = match (name.split_once('@'), name.split_once('!')) {
        (Some((id, provider)), _) => Subject::route(provider, id),
        (_, Some((entrant, benchmark))) => {
            Subject::Result { benchmark: benchmark.into(), entrant: entrant.into(), settings: "".into() }
        }
        _ => Subject::model(name),
    };
    let mut record = Record::new(subject, row);
    for word in words {
        say(&mut record, word);
    }
    record
}

fn say(record: &mut Record, word: &str) {
    let day = |text: &str| -> Day { text.parse().unwrap() };
    if let Some(from) = word.strip_prefix("from:") {
        record.effective = Period { from: Some(day(from)), ..record.effective };
    } else if let Some(until) = word.strip_prefix("until:") {
        record.effective = Period { until: Some(day(until)), ..record.effective };
    } else {
        let (field, value) = word.split_once('=').unwrap();
        let field: Field = field.parse().unwrap();
        let value = Value::parse(&field, value).unwrap();
        record.say(field, value);
    }
}

/// Many rows of one form: `{}` is replaced by a number from 0.
pub(super) fn many(count: usize, form: &str) -> Vec<String> {
    (0..count).map(|number| form.replace("{}", &format!("m{number:03}"))).collect()
}

pub(super) fn plan(previous: &Batch, next: &Batch) -> Plan {
    super::plan(std::slice::from_ref(previous), next, &crate::Report::default())
}

pub(super) fn plan_rows(before: &[&str], after: &[&str]) -> Plan {
    plan(&reading(1, before), &reading(2, after))
}

fn value(value: Option<&Value>) -> String {
    value.map_or("-".into(), ToString::to_string)
}

pub(super) fn shown(change: &Change) -> String {
    let Change { subject, aspect, old, new, .. } = change;
    format!("{subject} {aspect} {} -> {}", value(old.as_ref()), value(new.as_ref()))
}

/// Gate and change of everything held.
pub(super) fn held(plan: &Plan) -> Vec<String> {
    plan.held
        .iter()
        .map(|held| match &held.item {
            super::gate::Item::Change(change) => format!("{}: {}", held.gate, shown(change)),
            super::gate::Item::Vanished(vanished) => format!("{}: {} vanished", held.gate, vanished.subject),
        })
        .collect()
}
