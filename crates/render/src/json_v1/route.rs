//! One route with everything said of it.

use super::FORMAT;
use super::evidence::{Evidence, Source, list};
use super::model::{Route, route as published, used};
use crate::evidence::Ledger;
use crate::names;
use crate::show::fresh_days;
use crate::source::SourceNote;
use schemars::JsonSchema;
use serde::Serialize;
use weigh_catalog::{Day, Reference};

/// One route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RouteAnswer {
    /// `weigh/json/v1`.
    pub format: String,
    /// `route`.
    pub kind: String,
    /// The day of the answer.
    pub as_of: String,
    /// The model's id.
    pub model: String,
    /// The model's name.
    pub name: String,
    /// The route.
    pub route: Route,
    /// Who said what.
    pub evidence: Vec<Evidence>,
    /// The sources that evidence names.
    pub sources: Vec<Source>,
}

/// A route of a model as an answer.
pub fn route(
    model: &weigh_catalog::Model,
    route: &weigh_catalog::Route,
    notes: &[SourceNote],
    today: Day,
    reference: &dyn Reference,
) -> RouteAnswer {
    let mut ledger = Ledger::new(today);
    let route = published(route, fresh_days(route, reference), &mut ledger);
    RouteAnswer {
        format: FORMAT.to_owned(),
        kind: "route".to_owned(),
        as_of: today.to_string(),
        model: model.id.to_string(),
        name: names::of_model(model).to_owned(),
        route,
        evidence: list(ledger.entries()),
        sources: used(notes, &ledger),
    }
}
