//! From evidence back to record batches, so that a new reading can be added to a packed catalog.
//!
//! What comes back says the same as what went in, so that assembling it again gives the same evidence: a claim seen in
//! several readings stands in each of them, with the end its source states and under the id its source uses. Ids of
//! providers are the catalog's own, which every table of names maps to themselves.

use crate::assemble::seen;
use crate::claim::{Basis, Claim};
use crate::date::Period;
use crate::evidence::{Entry, Heard, Said, Topic};
use crate::field::Value;
use crate::id::SourceId;
use crate::packed::{Packed, PackedError};
use crate::record::{Batch, Record, Subject, SubjectKind};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What makes claims one record: they were read together and hold together. The number tells records apart that say
/// different things of one field.
type Together = (Subject, Period, Basis, Arc<str>, Option<Arc<str>>, usize);

/// Makes the subject of an entry's id.
type MakeSubject = fn(Arc<str>) -> Subject;

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
            unpacking.add(&subject(member.topic), &member.said);
        }
    }
    for unplaced in packed.unplaced()? {
        unpacking.add(&unplaced.subject, &unplaced.said);
    }
    Ok(unpacking.finish())
}

fn subject(topic: Topic) -> Subject {
    match topic {
        Topic::Model { handle } => Subject::Model(handle),
        Topic::Route { provider, own_id, host } => {
            Subject::Route { provider: Arc::from(provider.as_str()), id: own_id, host }
        }
        Topic::Result { benchmark, entrant, settings } => {
            Subject::Result { benchmark: Arc::from(benchmark.as_str()), entrant, settings }
        }
    }
}

/// The subject a claim was made about, in its source's own id.
fn own_subject(subject: &Subject, said: &Said) -> Subject {
    match (subject, &said.own_id) {
        (Subject::Route { provider, .. }, Some(id)) => {
            Subject::Route { provider: provider.clone(), id: id.clone(), host: None }
        }
        _ => subject.clone(),
    }
}

/// One reading and its records in the making.
struct Open<'a> {
    heard: &'a Heard,
    records: BTreeMap<Together, Record>,
}

struct Unpacking<'a> {
    /// By source, oldest first.
    readings: BTreeMap<&'a SourceId, Vec<Open<'a>>>,
}

impl<'a> Unpacking<'a> {
    fn new(readings: &'a [Heard]) -> Self {
        let mut by_source: BTreeMap<&SourceId, Vec<Open<'_>>> = BTreeMap::new();
        for heard in readings {
            by_source.entry(&heard.reading.source).or_default().push(Open { heard, records: BTreeMap::new() });
        }
        by_source.values_mut().for_each(|of_source| of_source.sort_by_key(|open| open.heard.reading.read_on));
        Self { readings: by_source }
    }

    fn add(&mut self, subject: &Subject, said: &[Said]) {
        for said in said {
            let subject = own_subject(subject, said);
            let Some(readings) = self.readings.get_mut(&said.claim.source) else { continue };
            let stated = Period { until: said.stated_until, ..said.claim.effective };
            for place in places(readings, subject.kind(), &said.claim, stated) {
                if let Some(open) = readings.get_mut(place) {
                    open.say(&subject, stated, said);
                }
            }
        }
    }

    fn finish(self) -> Vec<Batch> {
        let readings = self.readings.into_values().flatten();
        let mut batches: Vec<Batch> = readings
            .map(|open| Batch { reading: open.heard.reading.clone(), records: open.records.into_values().collect() })
            .collect();
        batches.iter_mut().for_each(Batch::sort);
        batches
    }
}

/// The readings a claim stood in: those between the days it was seen on; of a watched change, the last that explains them.
fn places(readings: &[Open<'_>], kind: SubjectKind, claim: &Claim<Value>, stated: Period) -> Vec<usize> {
    let speaking = readings.iter().enumerate().filter(|(_, open)| open.heard.kinds.contains(&kind));
    let mut days = speaking.map(|(place, open)| (place, open.heard.reading.read_on));
    if claim.basis == Basis::Observed && stated.from.is_some() {
        let explains = |day| seen(claim.basis, stated, day).1 == claim.last_seen;
        return days.rfind(|(_, day)| explains(*day)).map(|(place, _)| place).into_iter().collect();
    }
    days.filter(|(_, day)| claim.first_seen <= *day && *day <= claim.last_seen).map(|(place, _)| place).collect()
}

impl Open<'_> {
    /// Says it in the first record of its kind that says nothing else of the field.
    fn say(&mut self, subject: &Subject, stated: Period, said: &Said) {
        let claim = &said.claim;
        let mut key = (subject.clone(), stated, claim.basis, claim.locator.clone(), claim.link.clone(), 0);
        let says_other = |record: &Record| record.get(&said.field).is_some_and(|value| *value != claim.value);
        while self.records.get(&key).is_some_and(says_other) {
            key.5 += 1;
        }
        let record = self.records.entry(key).or_insert_with(|| {
            let mut record = Record::new(subject.clone(), &claim.locator);
            record.effective = stated;
            record.basis = claim.basis;
            record.link.clone_from(&claim.link);
            record
        });
        record.say_raw(said.field.clone(), claim.value.clone(), claim.raw.as_deref());
    }
}
