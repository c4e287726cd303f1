//! From evidence back to record batches, so that a new reading can be added to a packed catalog.
//!
//! What comes back says the same as what went in: a claim seen in several readings stands in each of them. Ids of
//! providers are the catalog's own, which every table of names maps to themselves.

use crate::claim::Basis;
use crate::evidence::{Entry, Said, Topic};
use crate::id::SourceId;
use crate::packed::{Packed, PackedError};
use crate::record::{Batch, Reading, Record, Subject};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What makes claims one record: they were read together and hold together.
type Together = (Subject, crate::date::Period, Basis, Arc<str>, Option<Arc<str>>);

/// Makes the subject of an entry's id.
type MakeSubject = fn(Arc<str>) -> Subject;

/// One reading and its records in the making.
type Open = (Reading, BTreeMap<Together, Record>);

/// Every reading of a packed catalog with its records.
pub fn batches(packed: &Packed) -> Result<Vec<Batch>, PackedError> {
    let mut unpacking = Unpacking::new(&packed.readings);
    let makers: [(MakeSubject, Vec<Entry>); 4] = [
        (Subject::Provider, packed.providers()?),
        (Subject::Lab, packed.labs()?),
        (Subject::Licence, packed.licences()?),
        (Subject::Benchmark, packed.benchmarks()?),
    ];
    for (subject, entries) in makers {
        for entry in entries {
            unpacking.add(&subject(entry.id.clone()), &entry.said);
        }
    }
    for group in packed.groups() {
        for member in group?.members {
            let subject = match member.topic {
                Topic::Model { handle } => Subject::Model(handle),
                Topic::Route { provider, own_id, host } => {
                    Subject::Route { provider: Arc::from(provider.as_str()), id: own_id, host }
                }
                Topic::Result { benchmark, entrant, settings } => {
                    Subject::Result { benchmark: Arc::from(benchmark.as_str()), entrant, settings }
                }
            };
            unpacking.add(&subject, &member.said);
        }
    }
    Ok(unpacking.finish())
}

struct Unpacking {
    readings: BTreeMap<SourceId, Vec<Open>>,
}

impl Unpacking {
    fn new(readings: &[Reading]) -> Self {
        let mut by_source: BTreeMap<SourceId, Vec<Open>> = BTreeMap::new();
        for reading in readings {
            let of_source = by_source.entry(reading.source.clone()).or_default();
            match of_source.iter_mut().find(|(known, _)| known.read_on == reading.read_on) {
                Some((known, _)) => known.is_complete |= reading.is_complete,
                None => of_source.push((reading.clone(), BTreeMap::new())),
            }
        }
        Self { readings: by_source }
    }

    fn add(&mut self, subject: &Subject, said: &[Said]) {
        for said in said {
            let claim = &said.claim;
            let Some(readings) = self.readings.get_mut(&claim.source) else { continue };
            let is_watched = claim.basis == Basis::Observed && claim.effective.from.is_some();
            let last = readings.len().saturating_sub(1);
            for (place, (reading, records)) in readings.iter_mut().enumerate() {
                let is_in = if is_watched {
                    place == last
                } else {
                    claim.first_seen <= reading.read_on && reading.read_on <= claim.last_seen
                };
                if !is_in {
                    continue;
                }
                let key = (subject.clone(), claim.effective, claim.basis, claim.locator.clone(), claim.link.clone());
                let record = records.entry(key).or_insert_with(|| {
                    let mut record = Record::new(subject.clone(), &claim.locator);
                    record.effective = claim.effective;
                    record.basis = claim.basis;
                    record.link.clone_from(&claim.link);
                    record
                });
                record.say_raw(said.field.clone(), claim.value.clone(), claim.raw.as_deref());
            }
        }
    }

    fn finish(self) -> Vec<Batch> {
        let readings = self.readings.into_values().flatten();
        let mut batches: Vec<Batch> =
            readings.map(|(reading, records)| Batch { reading, records: records.into_values().collect() }).collect();
        batches.iter_mut().for_each(Batch::sort);
        batches
    }
}
