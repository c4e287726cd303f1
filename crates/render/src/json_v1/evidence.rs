//! Who said what.

use super::value::{Status, status};
use crate::evidence::{Evidence as Entry, Ground, Role, roles};
use crate::label;
use crate::source::SourceNote;
use schemars::JsonSchema;
use serde::Serialize;
use weigh_catalog::Value;

/// What stands behind the values that carry its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Evidence {
    /// Its number, from 1.
    pub number: usize,
    /// Subject and field: `meta/llama-3.2-1b:context`; unique in the answer.
    pub id: String,
    /// What it is about, in words.
    pub about: String,
    /// What may be said.
    pub status: Status,
    /// Whether the claim to go by was last read more than 90 days before the day of the answer.
    pub is_stale: bool,
    /// Every claim, the one to go by first.
    pub claims: Vec<Claim>,
    /// In words, where it is counted or derived rather than claimed.
    pub stated: Option<String>,
}

/// One source's statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Claim {
    /// What it is to the fact: `used`, `agrees`, `overruled` or `contradicts`.
    pub role: String,
    /// The source's id.
    pub source: String,
    /// What it says, as text.
    pub value: String,
    /// The source's own text, where it differs.
    pub raw: Option<String>,
    /// First day it was read there.
    pub first_seen: String,
    /// Last day it was read there.
    pub last_seen: String,
    /// First day it holds, as far as the source says.
    pub effective_from: Option<String>,
    /// First day it no longer holds.
    pub effective_until: Option<String>,
    /// `documented`, `listed`, `observed`, `derived` or `measured`.
    pub basis: String,
    /// Where in the source.
    pub locator: String,
    /// The page the source names as its ground.
    pub link: Option<String>,
}

/// A source behind the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its address.
    pub url: Option<String>,
    /// The licence of its data.
    pub licence: Option<String>,
    /// The words its licence asks for.
    pub attribution: Option<String>,
    /// Readings in use, newest last.
    pub readings: Vec<Reading>,
}

/// One reading of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Reading {
    /// Version or commit.
    pub version: String,
    /// The day it was read.
    pub read_on: String,
}

impl From<&SourceNote> for Source {
    fn from(note: &SourceNote) -> Self {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let readings = note.readings.iter();
        Self {
            id: note.id.to_string(),
            name: note.name.clone(),
            url: some(&note.url),
            licence: some(&note.licence),
            attribution: some(&note.attribution),
            readings: readings
                .map(|(version, day)| Reading { version: version.clone(), read_on: day.to_string() })
                .collect(),
        }
    }
}

/// The numbered list.
pub(super) fn list(entries: &[Entry]) -> Vec<Evidence> {
    entries.iter().enumerate().map(|(index, entry)| one(entry, index + 1)).collect()
}

fn one(entry: &Entry, number: usize) -> Evidence {
    let (status, is_stale, claims, stated) = match &entry.ground {
        Ground::Claims { fact, is_stale, .. } => {
            let claims = roles(fact).map(|(role, one)| claim(role, one)).collect();
            (status(fact), *is_stale, claims, None)
        }
        Ground::Stated(words) => (Status::Known, false, Vec::new(), Some(words.clone())),
    };
    Evidence { number, id: entry.anchor(), about: entry.about(), status, is_stale, claims, stated }
}

fn claim(role: Role, claim: &weigh_catalog::Claim<Value>) -> Claim {
    Claim {
        role: role.label().to_owned(),
        source: claim.source.to_string(),
        value: label::raw(&claim.value),
        raw: claim.raw.as_ref().map(ToString::to_string),
        first_seen: claim.first_seen.to_string(),
        last_seen: claim.last_seen.to_string(),
        effective_from: claim.effective.from.map(|day| day.to_string()),
        effective_until: claim.effective.until.map(|day| day.to_string()),
        basis: claim.basis.id().to_owned(),
        locator: claim.locator.to_string(),
        link: claim.link.as_ref().map(ToString::to_string),
    }
}
