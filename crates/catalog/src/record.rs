//! Records: the one kind of thing that flows.
//!
//! A record is one source's statements about one subject, as read on one day. Upstream catalogs, hand corrections and a
//! user's private prices are all records; the catalog is a fold over records. Ids in a [`Subject`] are the *source's own*;
//! `identity` decides what they mean.

use crate::claim::Basis;
use crate::date::{Day, Period};
use crate::field::{Field, Value};
use crate::id::SourceId;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

/// One reading of a source: what was read, when, and how to check that it was this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Whose statements.
    pub source: SourceId,
    /// The source's version, commit or capture, in its own words.
    pub version: String,
    /// The day the source was read, or captured by whoever captured it.
    pub read_on: Day,
    /// `sha256:` of the bytes, in hex.
    pub digest: String,
    /// Whether it lists everything the source has, so that absence means "no longer listed".
    pub is_complete: bool,
}

/// What a record is about, in the source's own ids.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// An organisation that makes models.
    Lab(Arc<str>),
    /// Someone who serves models.
    Provider(Arc<str>),
    /// A licence.
    Licence(Arc<str>),
    /// A benchmark.
    Benchmark(Arc<str>),
    /// A model, apart from who serves it.
    Model(Arc<str>),
    /// One model at one provider.
    Route {
        /// The provider.
        provider: Arc<str>,
        /// The id the provider's API wants.
        id: Arc<str>,
        /// Under a router: the upstream host.
        host: Option<Arc<str>>,
    },
    /// One model's result in one benchmark.
    Result {
        /// The benchmark, as an id of this project (the mapping file names it).
        benchmark: Arc<str>,
        /// The model, as the board names it, without settings.
        entrant: Arc<str>,
        /// What the run was set to (`effort=high`, `shots=5`, ...), comma-separated, sorted; empty if nothing is stated.
        settings: Arc<str>,
    },
}

/// What kind of thing a subject is: a source with several file shapes speaks of different kinds in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SubjectKind {
    /// An organisation that makes models.
    Lab,
    /// Someone who serves models.
    Provider,
    /// A licence.
    Licence,
    /// A benchmark.
    Benchmark,
    /// A model, apart from who serves it.
    Model,
    /// One model at one provider.
    Route,
    /// One model at one upstream host of a router.
    HostedRoute,
    /// One model's result in one benchmark.
    Result,
}

impl SubjectKind {
    /// Every kind.
    pub const ALL: &[Self] = &[
        Self::Lab,
        Self::Provider,
        Self::Licence,
        Self::Benchmark,
        Self::Model,
        Self::Route,
        Self::HostedRoute,
        Self::Result,
    ];
}

impl Subject {
    /// What kind of thing it is.
    pub const fn kind(&self) -> SubjectKind {
        match self {
            Self::Lab(_) => SubjectKind::Lab,
            Self::Provider(_) => SubjectKind::Provider,
            Self::Licence(_) => SubjectKind::Licence,
            Self::Benchmark(_) => SubjectKind::Benchmark,
            Self::Model(_) => SubjectKind::Model,
            Self::Route { host: None, .. } => SubjectKind::Route,
            Self::Route { host: Some(_), .. } => SubjectKind::HostedRoute,
            Self::Result { .. } => SubjectKind::Result,
        }
    }

    /// A route without an upstream host.
    pub fn route(provider: &str, id: &str) -> Self {
        Self::Route { provider: Arc::from(provider), id: Arc::from(id), host: None }
    }

    /// A model.
    pub fn model(id: &str) -> Self {
        Self::Model(Arc::from(id))
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lab(id) => write!(f, "lab {id}"),
            Self::Provider(id) => write!(f, "provider {id}"),
            Self::Licence(id) => write!(f, "licence {id}"),
            Self::Benchmark(id) => write!(f, "benchmark {id}"),
            Self::Model(id) => write!(f, "model {id}"),
            Self::Route { provider, id, host: None } => write!(f, "route {id} at {provider}"),
            Self::Route { provider, id, host: Some(host) } => write!(f, "route {id} at {provider} by {host}"),
            Self::Result { benchmark, entrant, settings } if settings.is_empty() => {
                write!(f, "result of {entrant} in {benchmark}")
            }
            Self::Result { benchmark, entrant, settings } => {
                write!(f, "result of {entrant} ({settings}) in {benchmark}")
            }
        }
    }
}

/// One thing said of a subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// What about it.
    pub field: Field,
    /// What is said.
    pub value: Value,
    /// The source's own text, where writing the value differently lost something (`0.8999999999999999`).
    pub raw: Option<Arc<str>>,
}

/// One source's statements about one subject, as read on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// About what.
    pub subject: Subject,
    /// What is said; sorted by field, no field twice.
    pub statements: Vec<Statement>,
    /// When it holds, as far as the source says.
    pub effective: Period,
    /// How the source came to it.
    pub basis: Basis,
    /// Where in the source: a path, a row.
    pub locator: Arc<str>,
    /// The page the source itself names as its ground.
    pub link: Option<Arc<str>>,
}

impl Record {
    /// An empty, listed, open-ended record.
    pub fn new(subject: Subject, locator: &str) -> Self {
        Self {
            subject,
            statements: Vec::new(),
            effective: Period::OPEN,
            basis: Basis::Listed,
            locator: Arc::from(locator),
            link: None,
        }
    }

    /// Says `value` of `field`; a later statement about the same field replaces the earlier.
    pub fn say(&mut self, field: Field, value: Value) -> &mut Self {
        self.say_raw(field, value, None)
    }

    /// Says `value`, keeping the source's own text if it is given and differs.
    pub fn say_raw(&mut self, field: Field, value: Value, raw: Option<&str>) -> &mut Self {
        debug_assert_eq!(field.kind(), value.kind(), "a value of the field's kind: {field}");
        let raw = raw.filter(|raw| *raw != value.to_string()).map(Arc::from);
        match self.statements.binary_search_by(|statement| statement.field.cmp(&field)) {
            Ok(place) => self.statements[place] = Statement { field, value, raw },
            Err(place) => self.statements.insert(place, Statement { field, value, raw }),
        }
        self
    }

    /// What it says of a field.
    pub fn get(&self, field: &Field) -> Option<&Value> {
        let place = self.statements.binary_search_by(|statement| statement.field.cmp(field)).ok()?;
        Some(&self.statements[place].value)
    }
}

/// A reading with its records: what one import makes, and what one record file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// What was read.
    pub reading: Reading,
    /// What it says; sorted by subject, then by effective date.
    pub records: Vec<Record>,
}

impl Batch {
    /// The kinds of things its records are about.
    pub fn kinds(&self) -> BTreeSet<SubjectKind> {
        self.records.iter().map(|record| record.subject.kind()).collect()
    }

    /// Puts the records in the order files keep them.
    pub fn sort(&mut self) {
        self.records.sort_by(|a, b| {
            (&a.subject, a.effective, &a.locator, a.basis).cmp(&(&b.subject, b.effective, &b.locator, b.basis))
        });
    }
}
