//! The table of sources: who they are, on which terms they let us speak, and how soon what they say grows old.
//!
//! It is kept by hand in `data/curated/sources.toml`; no record carries it, because it says on what terms records may be
//! used at all. This module parses the text and reads no file.

use crate::field::Field;
use crate::id::SourceId;
use crate::model::ProviderKind;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// What may be passed on of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Redistribution {
    /// Its records, in full, with its attribution.
    Embed,
    /// Single facts with attribution, never its files or descriptions.
    Facts,
}

/// One source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceInfo {
    /// Its id in every reading and claim.
    pub id: SourceId,
    /// The name people read.
    pub name: String,
    /// Where to find it; empty for the user's own overlay.
    pub url: String,
    /// The licence its data came under, as an id of the licence table or in a few words.
    pub licence: String,
    /// The words it asks to be credited with, if it asks.
    pub attribution: Option<String>,
    /// What may be passed on.
    pub redistribution: Redistribution,
    /// Sources of one group speak for the same authority: their agreement is one voice.
    pub group: String,
    /// For people who keep the table.
    pub note: Option<String>,
}

/// Every source, and how many days a price stays fresh by kind of provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceTable {
    /// In the order of the file; ids are unique.
    pub sources: Vec<SourceInfo>,
    /// How long readings stay fresh.
    pub freshness: Freshness,
}

/// How many days a reading of a price stays fresh, by kind of provider; afterwards it is marked stale.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Freshness(BTreeMap<String, u32>);

impl Freshness {
    /// Days by the id of a kind of provider.
    pub const fn new(days: BTreeMap<String, u32>) -> Self {
        Self(days)
    }

    /// Days for one kind. A kind that is not listed, or not known, has the fewest days of all; without any row nothing
    /// grows old.
    pub fn days(&self, kind: Option<ProviderKind>) -> Option<u32> {
        let listed = kind.and_then(|kind| self.0.get(kind.id()));
        listed.or_else(|| self.0.values().min()).copied()
    }

    /// Days for what is said of a model itself, where that may change after its release: its life, limits and abilities.
    /// Weights, dates, names and licence stay what they were.
    pub fn of_model(&self, field: &Field) -> Option<u32> {
        let changes = matches!(
            field,
            Field::Can(_)
                | Field::Context
                | Field::MaxInput
                | Field::MaxOutput
                | Field::Status
                | Field::Deprecated
                | Field::Retires
                | Field::Replacement
        );
        if changes { self.days(Some(ProviderKind::Lab)) } else { None }
    }

    /// Every kind with its days, by days and name.
    pub fn rows(&self) -> Vec<(&str, u32)> {
        let mut rows: Vec<(&str, u32)> = self.0.iter().map(|(kind, days)| (kind.as_str(), *days)).collect();
        rows.sort_by_key(|(kind, days)| (*days, *kind));
        rows
    }
}

impl SourceTable {
    /// One source by its id.
    pub fn get(&self, id: &str) -> Option<&SourceInfo> {
        self.sources.iter().find(|source| source.id.as_str() == id)
    }
}

/// Why a text is not a table of sources.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceTableError {
    /// Not TOML, or not of this shape; the text names line and key.
    #[error("not a table of sources: {0}")]
    Malformed(String),
    /// Rules that single rows break, all of them.
    #[error("{}", .0.join("; "))]
    Rows(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "stale-after-days")]
    stale_after_days: BTreeMap<String, u32>,
    source: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    name: String,
    #[serde(default)]
    url: String,
    licence: String,
    attribution: Option<String>,
    redistribution: Redistribution,
    group: Option<String>,
    note: Option<String>,
}

/// Reads the table. A source without `group` is a group of its own.
///
/// # Errors
/// [`SourceTableError`] if the text is not of this shape, or with every row that breaks a rule: ids are unique, names say
/// something, addresses start with `https://`, and the words of a licence that asks for attribution are there.
pub fn parse(text: &str) -> Result<SourceTable, SourceTableError> {
    let file: File = toml::from_str(text).map_err(|error| SourceTableError::Malformed(error.to_string()))?;
    let mut problems = Vec::new();
    let mut seen = BTreeSet::new();
    let mut sources = Vec::new();
    for row in file.source {
        problems.extend(rules_broken_by(&row).into_iter().map(|rule| format!("source `{}`: {rule}", row.id)));
        if !seen.insert(row.id.clone()) {
            problems.push(format!("source `{}`: stands twice in the table", row.id));
        }
        sources.extend(source(row));
    }
    if problems.is_empty() {
        Ok(SourceTable { sources, freshness: Freshness::new(file.stale_after_days) })
    } else {
        Err(SourceTableError::Rows(problems))
    }
}

fn rules_broken_by(row: &Row) -> Vec<&'static str> {
    let mut rules = Vec::new();
    if SourceId::new(&row.id).is_err() {
        rules.push("needs an id");
    }
    if row.name.trim().is_empty() {
        rules.push("needs a name");
    }
    if !row.url.is_empty() && !row.url.starts_with("https://") {
        rules.push("has an address that does not start with https://");
    }
    if row.licence.starts_with("cc-by") && row.attribution.is_none() {
        rules.push("has a licence that asks for attribution, and no attribution");
    }
    rules
}

fn source(row: Row) -> Option<SourceInfo> {
    Some(SourceInfo {
        id: SourceId::new(&row.id).ok()?,
        group: row.group.unwrap_or(row.id),
        name: row.name,
        url: row.url,
        licence: row.licence,
        attribution: row.attribution,
        redistribution: row.redistribution,
        note: row.note,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = r#"
        [stale-after-days]
        router = 7

        [[source]]
        id = "northwind"
        name = "Northwind"
        url = "https://northwind.example"
        licence = "cc-by-4.0"
        attribution = "Northwind, CC BY 4.0"
        redistribution = "embed"

        [[source]]
        id = "northwind-archive"
        name = "Northwind, older captures"
        licence = "none stated"
        redistribution = "facts"
        group = "northwind"
    "#;

    #[test]
    fn a_source_is_a_group_of_its_own_unless_it_names_one() {
        let table = parse(SAMPLE).unwrap();
        assert_eq!(table.freshness.days(Some(ProviderKind::Router)), Some(7));
        let groups: Vec<_> = table.sources.iter().map(|source| source.group.as_str()).collect();
        assert_eq!(groups, ["northwind", "northwind"]);
        assert_eq!(table.get("northwind-archive").unwrap().redistribution, Redistribution::Facts);
        assert_eq!(table.get("southwind"), None);
    }

    #[test]
    fn a_kind_that_is_not_listed_has_the_fewest_days() {
        let freshness = Freshness::new([("router", 7), ("lab", 90)].map(|(kind, days)| (kind.to_owned(), days)).into());
        assert_eq!(freshness.days(Some(ProviderKind::Lab)), Some(90));
        assert_eq!(freshness.days(Some(ProviderKind::Cloud)), Some(7));
        assert_eq!((freshness.days(None), Freshness::default().days(None)), (Some(7), None));
        assert_eq!(freshness.rows(), [("router", 7), ("lab", 90)]);
        assert_eq!((freshness.of_model(&Field::Retires), freshness.of_model(&Field::Parameters)), (Some(90), None));
    }

    #[test]
    fn all_broken_rows_are_named() {
        let text = SAMPLE
            .replace("northwind-archive", "northwind")
            .replace("https://northwind", "northwind")
            .replace("attribution = \"Northwind, CC BY 4.0\"", "");
        let error = parse(&text).unwrap_err().to_string();
        assert_eq!(
            error,
            "source `northwind`: has an address that does not start with https://; source `northwind`: has a licence \
             that asks for attribution, and no attribution; source `northwind`: stands twice in the table"
        );
    }

    #[test]
    fn unknown_keys_and_words_are_refused() {
        for (from, to) in [("group =", "groups ="), ("\"facts\"", "\"some\""), ("[stale", "[fresh")] {
            let error = parse(&SAMPLE.replace(from, to)).unwrap_err();
            assert!(matches!(error, SourceTableError::Malformed(_)), "{error}");
        }
    }
}
