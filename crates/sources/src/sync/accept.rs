//! The batch that may be stored: the new reading, with what the gates hold back left as it was.

use super::baseline::{Rows, statement};
use super::gate::Item;
use super::plan::{Change, Plan};
use weigh_catalog::record::{Batch, Record, Statement, Subject};

impl Plan {
    /// The new reading with every held value as it was last read and every held subject still listed.
    pub fn accept(&self) -> Batch {
        let mut rows = self.next.clone();
        for held in &self.held {
            match &held.item {
                Item::Change(change) => revert(&mut rows, &self.baseline, change),
                Item::Vanished(vanished) => keep(&mut rows, &self.baseline, &vanished.subject),
            }
        }
        let mut batch = Batch { reading: self.reading.clone(), records: rows.0.into_values().flatten().collect() };
        batch.sort();
        batch
    }
}

fn keep(rows: &mut Rows, baseline: &Rows, subject: &Subject) {
    rows.0.extend(baseline.of_subject(subject).map(|(row, records)| (row.clone(), records.clone())));
}

fn revert(rows: &mut Rows, baseline: &Rows, change: &Change) {
    let Some(field) = change.field() else { return };
    let before = baseline.of(&change.row());
    let old = change.old.as_ref().and_then(|value| statement(before, field, value));
    let records = rows.0.entry(change.row()).or_default();
    if let Some(new) = &change.new {
        let says_new = |said: &Statement| said.field == *field && said.value == *new;
        if let Some(record) = records.iter_mut().find(|record| record.statements.iter().any(says_new)) {
            record.statements.retain(|said| !says_new(said));
            say(record, old);
        }
    } else if let Some(record) = records.iter_mut().find(|record| record.get(field).is_none()) {
        say(record, old);
    } else if let Some(mut record) = before.first().cloned() {
        // The row is gone, or lists the field once less than before: the old statement stands in a record of its own.
        record.statements.clear();
        if let Some(first) = records.first() {
            record.effective = first.effective;
        }
        say(&mut record, old);
        records.push(record);
    }
}

fn say(record: &mut Record, statement: Option<&Statement>) {
    if let Some(Statement { field, value, raw }) = statement {
        record.say_raw(field.clone(), value.clone(), raw.as_deref());
    }
}

#[cfg(test)]
mod tests;
