//! One record per subject: two rows that would be the same result are told apart by a spare setting, or one is kept.

use super::names::text;
use super::result::Found;
use crate::report::Report;
use std::collections::{BTreeMap, BTreeSet};
use weigh_catalog::Field;
use weigh_catalog::record::{Record, Subject};

/// Settles the subjects of all results of a file.
pub(crate) fn settle(found: Vec<Found>, report: &mut Report) -> Vec<Record> {
    let mut groups: BTreeMap<Subject, Vec<Found>> = BTreeMap::new();
    for result in tell_apart(found, 0, report) {
        groups.entry(result.subject()).or_default().push(result);
    }
    groups.into_iter().map(|(subject, rows)| keep(subject, rows, report)).collect()
}

impl Found {
    fn subject(&self) -> Subject {
        Subject::Result {
            benchmark: self.benchmark.as_str().into(),
            entrant: self.entrant.as_str().into(),
            settings: text(&self.settings).into(),
        }
    }

    /// The newest, then the best documented.
    fn rank(&self) -> (Option<String>, bool, usize) {
        let day = self.record.get(&Field::RanOn).map(ToString::to_string);
        (day, self.record.link.is_some(), self.record.statements.len())
    }
}

/// Adds the `place`-th spare setting to results that are otherwise the same and differ in it, and so on with the next.
fn tell_apart(found: Vec<Found>, place: usize, report: &mut Report) -> Vec<Found> {
    if found.iter().all(|result| result.spare.len() <= place) {
        return found;
    }
    let mut groups: BTreeMap<Subject, Vec<Found>> = BTreeMap::new();
    for result in found {
        groups.entry(result.subject()).or_default().push(result);
    }
    let mut told = Vec::new();
    for mut group in groups.into_values() {
        let values: BTreeSet<_> = group.iter().map(|result| result.spare.get(place).cloned()).collect();
        if values.len() > 1 {
            for result in &mut group {
                result.add_spare(place, report);
            }
        }
        told.append(&mut group);
    }
    tell_apart(told, place + 1, report)
}

impl Found {
    fn add_spare(&mut self, place: usize, report: &mut Report) {
        if let Some((name, value)) = self.spare.get(place) {
            report.note(format!("same result twice: told apart by `{name}`"), self.record.locator.to_string());
            self.settings.insert(name.clone(), value.clone());
        }
    }
}

fn keep(subject: Subject, mut rows: Vec<Found>, report: &mut Report) -> Record {
    rows.sort_by_key(|row| std::cmp::Reverse(row.rank()));
    let mut rows = rows.into_iter().map(|row| row.record);
    let mut kept = rows.next().expect("a group has at least one row");
    for other in rows {
        let same = other.get(&Field::Score) == kept.get(&Field::Score);
        let rule = if same {
            "same result and score twice: one kept"
        } else {
            "same result twice: newest or best documented kept"
        };
        report.skip(rule, other.locator.to_string());
    }
    kept.subject = subject;
    kept
}
