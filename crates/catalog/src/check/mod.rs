//! Data checks: named rules over a whole catalog, as a list.
//!
//! A check reports every place that breaks its rule, never only the first. An *error* is what no catalog may hold; a
//! *warning* is what sources really say and a person should look at. Checks know folded models and the tables beside
//! them, not files: whoever runs them says where the catalog came from.

mod amounts;
mod brackets;
mod dates;
mod described;
mod ids;
mod index;
mod limits;
mod names;
mod ratios;
mod relations;
mod scores;
mod world;

pub use world::World;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The catalog must not be published like this.
    Error,
    /// Somebody should look: a source may be wrong, or the world odd.
    Warning,
}

impl Severity {
    /// The word used in reports.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One place that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The model, route, provider, benchmark or source.
    pub subject: String,
    /// The field or fields; empty where the subject as a whole is meant.
    pub field: String,
    /// What is wrong, with the values.
    pub what: String,
}

impl Finding {
    #[expect(clippy::needless_pass_by_value, reason = "callers hand over ids, fields and texts alike")]
    fn new(subject: impl ToString, field: impl ToString, what: impl Into<String>) -> Self {
        Self { subject: subject.to_string(), field: field.to_string(), what: what.into() }
    }
}

/// One rule.
#[derive(Debug, Clone, Copy)]
pub struct Check {
    /// Its name.
    pub id: &'static str,
    /// The rule, in one sentence.
    pub rule: &'static str,
    /// How bad it is to break it.
    pub severity: Severity,
    /// Adds every finding; their order does not matter.
    pub run: fn(&World, &mut Vec<Finding>),
}

impl Check {
    const fn error(id: &'static str, rule: &'static str, run: fn(&World, &mut Vec<Finding>)) -> Self {
        Self { id, rule, severity: Severity::Error, run }
    }

    const fn warning(id: &'static str, rule: &'static str, run: fn(&World, &mut Vec<Finding>)) -> Self {
        Self { id, rule, severity: Severity::Warning, run }
    }

    /// Every finding, sorted by subject, field and text.
    pub fn findings(&self, world: &World) -> Vec<Finding> {
        let mut findings = Vec::new();
        (self.run)(world, &mut findings);
        findings.sort();
        findings.dedup();
        findings
    }
}

/// Every check, in the order of reports: what the catalog is made of first, then what it says.
pub const CHECKS: &[Check] = &[
    ids::MODEL_IDS,
    ids::ROUTE_IDS,
    names::NOT_EMPTY,
    names::UNIQUE,
    relations::EXIST,
    relations::MUTUAL,
    index::AGREES,
    described::SOURCES,
    described::PROVIDERS,
    described::PROVIDER_KINDS,
    described::LABS,
    described::LICENCES,
    described::BENCHMARKS,
    described::BENCHMARKS_COMPARABLE,
    dates::LIFE_CYCLE,
    dates::PLAUSIBLE,
    dates::PERIODS,
    amounts::NOT_NEGATIVE,
    amounts::PLAUSIBLE,
    ratios::OUTPUT_TO_INPUT,
    ratios::CACHED_TO_INPUT,
    ratios::BATCH_TO_STANDARD,
    brackets::DEARER,
    limits::CONTEXT,
    limits::ACTIVE_PARAMETERS,
    limits::PARAMETERS,
    scores::IN_RANGE,
    scores::INTERVALS,
    scores::BOARDS,
];
