//! A source's records in the catalog's own ids, as the catalog itself would merge them: what a new reading is compared in.

use super::is_ours;
use super::merge::canonical;
use crate::claim::Basis;
use crate::date::Period;
use crate::field::{Field, Value};
use crate::identity::Tables;
use crate::record::{Batch, Record, Statement, Subject};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Provider, own id in lowercase, host.
type RouteName = (Arc<str>, String, Option<Arc<str>>);

/// The ids a catalog goes by.
#[derive(Debug, Clone)]
pub struct OwnIds {
    tables: Tables,
    spelling: BTreeMap<RouteName, Arc<str>>,
}

impl OwnIds {
    /// The ids of a catalog, by its readings.
    pub fn of(batches: &[Batch]) -> Self {
        let tables = Tables::new(batches.iter().filter(|batch| is_ours(batch)).flat_map(|batch| &batch.records));
        let mut spelling = BTreeMap::new();
        for record in batches.iter().flat_map(|batch| &batch.records) {
            if let Subject::Route { provider, id, host } = &record.subject {
                spelling.insert((provider.clone(), id.to_lowercase(), host.clone()), id.clone());
            }
        }
        Self { tables, spelling }
    }

    /// A batch in these ids; what it says twice is said once, and records that say nothing are left out.
    pub fn own(&self, batch: &Batch) -> Batch {
        let source = &batch.reading.source;
        let mut records = batch.records.clone();
        for record in &mut records {
            record.subject = self.subject(source.as_str(), &record.subject);
            for statement in &mut record.statements {
                if let Some(own) = canonical(statement, source, &self.tables) {
                    *statement = own;
                }
            }
        }
        let mut own = Batch { reading: batch.reading.clone(), records: said_once(records) };
        own.sort();
        own
    }

    fn subject(&self, source: &str, subject: &Subject) -> Subject {
        match subject {
            Subject::Lab(id) => {
                Subject::Lab(self.tables.lab(source, id).map_or_else(|| id.clone(), |lab| Arc::from(lab.as_str())))
            }
            Subject::Provider(id) => Subject::Provider(Arc::from(self.tables.provider(source, id).as_str())),
            Subject::Route { provider, id, host } => {
                let provider: Arc<str> = Arc::from(self.tables.provider(source, provider).as_str());
                let key = (provider.clone(), id.to_lowercase(), host.clone());
                let id = self.spelling.get(&key).unwrap_or(id).clone();
                Subject::Route { provider, id, host: host.clone() }
            }
            other => other.clone(),
        }
    }
}

/// What makes statements of one source one claim.
type Key = (Subject, Period, Field, Value);

fn key(record: &Record, said: &Statement) -> Key {
    (record.subject.clone(), record.effective, said.field.clone(), said.value.clone())
}

/// Gives every statement of one source the best basis it has in any of these batches, as the catalog does: a change of
/// basis alone is no change of what is said.
pub fn share_basis(batches: &mut [Batch]) {
    let mut best: BTreeMap<Key, Basis> = BTreeMap::new();
    for record in batches.iter().flat_map(|batch| &batch.records) {
        for said in &record.statements {
            let basis = best.entry(key(record, said)).or_insert(record.basis);
            *basis = record.basis.min(*basis);
        }
    }
    for batch in batches {
        let records = std::mem::take(&mut batch.records);
        batch.records = records.iter().flat_map(|record| by_basis(record, &best)).collect();
        batch.sort();
    }
}

/// The record, split where its statements have several bases.
fn by_basis(record: &Record, best: &BTreeMap<Key, Basis>) -> Vec<Record> {
    let mut split: BTreeMap<Basis, Record> = BTreeMap::new();
    for said in &record.statements {
        let basis = best.get(&key(record, said)).copied().unwrap_or(record.basis);
        let part = split.entry(basis).or_insert_with(|| Record { statements: Vec::new(), basis, ..record.clone() });
        part.statements.push(said.clone());
    }
    split.into_values().collect()
}

/// Keeps each statement about a subject and period in one record: that of the best basis, then of the last locator.
fn said_once(records: Vec<Record>) -> Vec<Record> {
    let mut keepers: BTreeMap<Key, usize> = BTreeMap::new();
    let rank = |record: &Record| -> (std::cmp::Reverse<Basis>, Arc<str>) {
        (std::cmp::Reverse(record.basis), record.locator.clone())
    };
    for (place, record) in records.iter().enumerate() {
        for said in &record.statements {
            let keeper = keepers.entry(key(record, said)).or_insert(place);
            if records.get(*keeper).is_some_and(|known| rank(known) < rank(record)) {
                *keeper = place;
            }
        }
    }
    let mut kept = Vec::new();
    for (place, mut record) in records.into_iter().enumerate() {
        let Record { subject, effective, statements, .. } = &mut record;
        statements.retain(|said| {
            let key = (subject.clone(), *effective, said.field.clone(), said.value.clone());
            keepers.get(&key) == Some(&place)
        });
        if !statements.is_empty() {
            kept.push(record);
        }
    }
    kept
}
