//! What an import says about itself: nothing is dropped without a count.

use std::collections::BTreeMap;

/// How many places of each kind a report keeps.
const EXAMPLES: usize = 5;

/// A count with the first few places it was counted at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// How often.
    pub count: usize,
    /// The first places, as file locators.
    pub examples: Vec<String>,
}

impl Tally {
    fn add(&mut self, place: String) {
        self.count += 1;
        if self.examples.len() < EXAMPLES {
            self.examples.push(place);
        }
    }
}

/// A value too odd to enter the catalog unseen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Where it stands in the file.
    pub locator: String,
    /// The field it would have filled.
    pub field: String,
    /// The source's text.
    pub value: String,
    /// The rule it broke.
    pub reason: String,
}

/// What one import read, made, skipped and put aside.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Rows (models, offerings, results, events) looked at.
    pub rows: usize,
    /// Records made.
    pub records: usize,
    /// Rows left out, by reason.
    pub skipped: BTreeMap<String, Tally>,
    /// Rows or values read in a way a person may want to know, by rule.
    pub notes: BTreeMap<String, Tally>,
    /// Fields of the file that no rule reads, by name.
    pub unknown_fields: BTreeMap<String, usize>,
    /// Values put aside for a person to look at.
    pub review: Vec<Review>,
}

impl Report {
    /// Counts a row that made no record.
    pub fn skip(&mut self, reason: impl Into<String>, locator: impl Into<String>) {
        self.skipped.entry(reason.into()).or_default().add(locator.into());
    }

    /// Counts a row or value that was read by a rule worth knowing.
    pub fn note(&mut self, rule: impl Into<String>, locator: impl Into<String>) {
        self.notes.entry(rule.into()).or_default().add(locator.into());
    }

    /// Counts a field nobody reads.
    pub fn unknown_field(&mut self, name: impl Into<String>) {
        *self.unknown_fields.entry(name.into()).or_default() += 1;
    }

    /// Puts a value aside.
    #[expect(clippy::needless_pass_by_value, reason = "callers hand over fields, texts and references alike")]
    pub fn review(&mut self, locator: &str, field: impl ToString, value: &str, reason: &str) {
        self.review.push(Review {
            locator: locator.to_owned(),
            field: field.to_string(),
            value: value.to_owned(),
            reason: reason.to_owned(),
        });
    }

    /// Takes in the report of another part of the same reading.
    pub fn absorb(&mut self, other: Self) {
        self.rows += other.rows;
        self.records += other.records;
        for (tallies, others) in [(&mut self.skipped, other.skipped), (&mut self.notes, other.notes)] {
            for (reason, tally) in others {
                let own = tallies.entry(reason).or_default();
                own.count += tally.count;
                own.examples.extend(tally.examples);
                own.examples.truncate(EXAMPLES);
            }
        }
        for (field, count) in other.unknown_fields {
            *self.unknown_fields.entry(field).or_default() += count;
        }
        self.review.extend(other.review);
    }

    /// Rows left out, in all.
    pub fn skipped_rows(&self) -> usize {
        self.skipped.values().map(|tally| tally.count).sum()
    }
}
