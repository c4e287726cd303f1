//! What changed between two days.

use super::FORMAT;
use super::value::decimal;
use crate::show::{AsData, change_as_data, change_in_words};
use schemars::JsonSchema;
use serde::Serialize;
use weigh_catalog::{Day, ModelId};
use weigh_compare::change::Change as Different;

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Changes {
    /// `weigh/json/v1`.
    pub format: String,
    /// `changes`.
    pub kind: String,
    /// The later day.
    pub as_of: String,
    /// The earlier day.
    pub since: String,
    /// Changes of the world first, by kind, the newest first.
    pub items: Vec<Change>,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Change {
    /// `price`, `retirement`, `licence`, `limit`, `capability`, `status`, `new-route` or `withdrawn-route`.
    pub change: String,
    /// `changed`: the same source says something else; `other-source`: another source decides now; `corrected`: what was
    /// said of the same day is different now.
    pub nature: String,
    /// First day of the new state, as stated or noticed; null is unknown.
    pub from: Option<String>,
    /// The model.
    pub model: String,
    /// The model's name.
    pub model_name: String,
    /// The route; null for what is said of the model itself.
    pub route: Option<String>,
    /// The provider of the route.
    pub provider: Option<String>,
    /// The field, as in facts: `context`, `rate.output.batch`, `can.vision`.
    pub field: String,
    /// The old state: US dollars per million units, tokens, `supported`, a date, a word; null where there was none.
    pub before: Option<String>,
    /// The new state; null where there is none.
    pub after: Option<String>,
    /// How much an amount rose, as a share of the old one; negative if it fell, null if it is no amount.
    pub rise: Option<String>,
    /// Whether the new state is disputed.
    pub is_disputed: bool,
    /// Who says so.
    pub source: Option<String>,
    /// The last day it was read there.
    pub read_on: Option<String>,
    /// The change in words.
    pub text: String,
}

/// The answer to what changed.
pub fn changes(all: &[Different], since: Day, until: Day, name_of: &dyn Fn(&ModelId) -> String) -> Changes {
    Changes {
        format: FORMAT.to_owned(),
        kind: "changes".to_owned(),
        as_of: until.to_string(),
        since: since.to_string(),
        items: all.iter().map(|change| item(change, name_of(&change.model))).collect(),
    }
}

pub(super) fn item(change: &Different, model_name: String) -> Change {
    let AsData { field, before, after } = change_as_data(&change.what);
    let words = change_in_words(&change.what);
    Change {
        change: change.what.kind().to_owned(),
        nature: change.nature.id().to_owned(),
        from: change.day.map(|day| day.to_string()),
        model: change.model.to_string(),
        model_name,
        route: change.route.as_ref().map(ToString::to_string),
        provider: change.route.as_ref().map(|route| route.provider.to_string()),
        field,
        before,
        after,
        rise: change.what.rise().map(|rise| decimal(rise.round_dp(6).normalize())),
        is_disputed: change.is_disputed,
        source: change.word.as_ref().map(|(source, _)| source.to_string()),
        read_on: change.word.as_ref().map(|(_, read)| read.to_string()),
        text: format!("{}: {} → {}", words.what, words.before, words.after),
    }
}
