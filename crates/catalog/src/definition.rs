//! The definitions of capabilities that users see, with what counts as evidence for each.
//!
//! They are kept by hand in `data/curated/capabilities.toml`. This module parses the text and reads no file.

use crate::capability::Capability;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a capability is, in words for users.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// Which one.
    pub capability: Capability,
    /// One or two sentences.
    pub definition: String,
    /// What must be stated or seen before a claim counts.
    pub evidence: String,
}

/// Why a text does not define the capabilities.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DefinitionError {
    /// Not TOML, or not of this shape; the text names line and key.
    #[error("not a table of capabilities: {0}")]
    Malformed(String),
    /// Ids without a capability, defined twice, or left out; all of them.
    #[error("{}", .0.join("; "))]
    Rows(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    capability: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    definition: String,
    evidence: String,
}

/// Reads the definitions: exactly one for every capability, returned in the order of [`Capability::ALL`].
///
/// # Errors
/// [`DefinitionError`] if the text is not of this shape, or with every id that is wrong, repeated or missing.
pub fn parse(text: &str) -> Result<Vec<Definition>, DefinitionError> {
    let file: File = toml::from_str(text).map_err(|error| DefinitionError::Malformed(error.to_string()))?;
    let mut problems = Vec::new();
    let mut found = BTreeMap::new();
    for row in file.capability {
        let Ok(capability) = row.id.parse::<Capability>() else {
            problems.push(format!("`{}` is not a capability", row.id));
            continue;
        };
        let definition = Definition { capability, definition: row.definition, evidence: row.evidence };
        if found.insert(capability, definition).is_some() {
            problems.push(format!("`{capability}` is defined twice"));
        }
    }
    let missing = Capability::ALL.iter().filter(|capability| !found.contains_key(capability));
    problems.extend(missing.map(|capability| format!("`{capability}` is not defined")));
    if problems.is_empty() { Ok(found.into_values().collect()) } else { Err(DefinitionError::Rows(problems)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CURATED: &str = include_str!("../../../data/curated/capabilities.toml");

    #[test]
    fn every_capability_is_defined_once() {
        let definitions = parse(CURATED).unwrap();
        let ids: Vec<_> = definitions.iter().map(|definition| definition.capability).collect();
        assert_eq!(ids, Capability::ALL);
    }

    #[test]
    fn all_wrong_ids_are_named() {
        let text = CURATED.replace("id = \"vision\"", "id = \"sight\"").replace("id = \"batch\"", "id = \"streaming\"");
        assert_eq!(
            parse(&text).unwrap_err().to_string(),
            "`sight` is not a capability; `streaming` is defined twice; `vision` is not defined; `batch` is not defined"
        );
    }
}
