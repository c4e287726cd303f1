//! Hand-kept facts as TOML: the curated tables of this project, and a user's private overlay.
//!
//! One generic shape for both. A table says what it is about, on which ground, and then fields by the ids of
//! [`weigh_catalog::Field`]; each table becomes one record:
//!
//! ```toml
//! read_on = 2026-11-22                # before the first table: what tables without their own say
//!
//! [[provider]]                        # or lab, licence, model, benchmark, route, result
//! id = "northwind"
//! aliases = ["north-wind", "litellm:nw"]    # `source:id` where only that source means it so
//! provider-kind = "host"
//! source = "https://docs.northwind.example"  # the ground; must be stated in curated data
//! note = "for reviewers, not a claim"
//!
//! [[route]]
//! provider = "northwind"
//! id = "alpha-1-turbo"                # the provider's own id
//! model = "acme/alpha-1"              # what it serves
//! from = 2026-01-01                   # and `until`: when all of this holds
//! [route.rates]                       # dollars per million units
//! input = "1.10"
//! "output.batch>200000" = "2.2"
//! [route.can]
//! vision = true
//! ```
//!
//! Numbers keep the digits they are written with. A file with any problem makes no records, and all its problems are
//! told at once. This module reads no files; it does not know which ids exist (data checks do).

mod problem;
mod shape;
mod table;
mod value;

pub use problem::Problem;

use crate::import::Input;
use problem::Problems;
use std::collections::BTreeMap;
use weigh_catalog::date::Day;
use weigh_catalog::record::{Batch, Reading, Record, Subject};
use weigh_catalog::{Field, Period, SourceId};

/// Whether every table must name its ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// Curated data: `source` is an address, and the day it was read is stated.
    Required,
    /// An overlay: a user's own word is enough.
    Optional,
}

/// Reads one file into batches, one for each day its tables were read on, oldest first.
///
/// Tables without `read_on` were read on `input.read_on`. No batch is complete: a table that is gone takes nothing back.
///
/// # Errors
/// Every problem of the file, in the order of its lines; then nothing of it counts.
pub fn read(input: &Input<'_>, source: &SourceId, ground: Ground) -> Result<Vec<Batch>, Vec<Problem>> {
    let mut problems = Problems::new(input.file, input.bytes);
    let records = match std::str::from_utf8(input.bytes) {
        Ok(text) => table::read(text, input, ground, &mut problems),
        Err(error) => {
            problems.at(error.valid_up_to(), "", "not UTF-8 text");
            Vec::new()
        }
    };
    let sorted = problems.sorted();
    if sorted.is_empty() { Ok(batches(records, input, source)) } else { Err(sorted) }
}

/// A record with the day its ground was read and the place of its table.
#[derive(Debug)]
struct Dated {
    record: Record,
    read_on: Day,
    place: usize,
}

fn batches(records: Vec<Dated>, input: &Input<'_>, source: &SourceId) -> Vec<Batch> {
    let mut days: BTreeMap<Day, Vec<Record>> = BTreeMap::new();
    for dated in records {
        days.entry(dated.read_on).or_default().push(dated.record);
    }
    let batch = |(read_on, records): (Day, Vec<Record>)| {
        let reading = Reading {
            source: source.clone(),
            version: input.version.to_owned(),
            read_on,
            digest: input.digest.to_owned(),
            is_complete: false,
        };
        let mut batch = Batch { reading, records };
        batch.sort();
        batch
    };
    days.into_iter().map(batch).collect()
}

/// What must differ between two statements of one field: otherwise one of them is a slip.
type Key<'a> = (&'a Subject, Period, Day, Option<&'a str>, &'a Field);

/// Reports fields said twice of one subject on the same ground, day and period.
fn check_repeats(records: &[Dated], problems: &mut Problems) {
    let mut said: BTreeMap<Key<'_>, usize> = BTreeMap::new();
    for dated in records {
        let record = &dated.record;
        for statement in &record.statements {
            let key = (&record.subject, record.effective, dated.read_on, record.link.as_deref(), &statement.field);
            if let Some(first) = said.insert(key, dated.place) {
                let line = problems.line(first);
                let rule = format!("said of {} before, on line {line}, on the same ground and period", record.subject);
                problems.at(dated.place, &statement.field.to_string(), rule);
            }
        }
    }
}

#[cfg(test)]
mod data_tests;
#[cfg(test)]
mod tests;
