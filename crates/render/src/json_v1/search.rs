//! What was found for a text.

use super::FORMAT;
use schemars::JsonSchema;
use serde::Serialize;
use weigh_catalog::Day;

/// What fits a text, best first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Search {
    /// `weigh/json/v1`.
    pub format: String,
    /// `search`.
    pub kind: String,
    /// The day of the answer.
    pub as_of: String,
    /// What was searched for.
    pub query: String,
    /// What fits, best first.
    pub items: Vec<SearchItem>,
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SearchItem {
    /// `model`, `provider` or `benchmark`.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What tells it from others, in words.
    pub note: String,
    /// The address of its page, below the root of the site.
    pub path: String,
}

/// What was found as an answer.
pub fn search(query: &str, items: Vec<SearchItem>, today: Day) -> Search {
    Search {
        format: FORMAT.to_owned(),
        kind: "search".to_owned(),
        as_of: today.to_string(),
        query: query.to_owned(),
        items,
    }
}
