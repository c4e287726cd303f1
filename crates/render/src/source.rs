//! What a page needs to know about the sources behind its values. The caller supplies it.

use weigh_catalog::{Day, SourceId};

/// One source and the readings in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceNote {
    /// The id that claims carry.
    pub id: SourceId,
    /// The name to show.
    pub name: String,
    /// Where it lives.
    pub url: String,
    /// The licence of its data.
    pub licence: String,
    /// The words its licence asks for; empty if none.
    pub attribution: String,
    /// Version or commit, and the day it was read; newest last.
    pub readings: Vec<(String, Day)>,
}

impl SourceNote {
    /// A source of which only the id is known.
    pub fn unnamed(id: SourceId) -> Self {
        Self {
            name: id.to_string(),
            id,
            url: String::new(),
            licence: String::new(),
            attribution: String::new(),
            readings: Vec::new(),
        }
    }
}

/// The name to show of a source.
pub fn name_of<'a>(sources: &'a [SourceNote], id: &'a SourceId) -> &'a str {
    sources.iter().find(|source| source.id == *id).map_or(id.as_str(), |source| &source.name)
}
