//! One parameter of an endpoint.

use super::shape::Shape;
use crate::group::Group;
use serde_json::{Value, json};
use weigh_compare::query;

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// One part of the path.
    Path,
    /// The rest of the path, slashes included.
    Rest,
    /// The query.
    Query,
    /// The query, and it may not be left out.
    Required,
}

/// One parameter.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it does, in one sentence.
    pub about: &'static str,
    /// What it may hold.
    pub shape: Shape,
    /// A value that makes sense; those of lists are separated by commas.
    pub example: &'static str,
    /// Where it stands.
    pub place: Place,
}

/// The day of the answer: the same everywhere.
pub(super) const ON: Group<Parameter> = Group::Own(&[Parameter::query(
    "on",
    "Answer as of this day instead of today: prices, listings and claims that were in force then.",
    Shape::Day,
    "2026-05-22",
)]);

impl<Q> From<&query::Parameter<Q>> for Parameter {
    fn from(one: &query::Parameter<Q>) -> Self {
        Self::query(one.name, one.about, one.shape.into(), one.example)
    }
}

impl Parameter {
    /// A parameter of the query.
    pub(super) const fn query(name: &'static str, about: &'static str, shape: Shape, example: &'static str) -> Self {
        Self { name, about, shape, example, place: Place::Query }
    }

    /// A part of the path.
    pub(super) const fn path(name: &'static str, about: &'static str, shape: Shape, example: &'static str) -> Self {
        Self { name, about, shape, example, place: Place::Path }
    }

    /// The same elsewhere.
    pub(super) const fn at(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// Whether it stands in the path.
    pub const fn is_in_path(&self) -> bool {
        matches!(self.place, Place::Path | Place::Rest)
    }

    /// Whether it may not be left out.
    pub const fn is_required(&self) -> bool {
        !matches!(self.place, Place::Query)
    }

    /// The parameter as `OpenAPI` describes it.
    pub(super) fn to_openapi(self) -> Value {
        let mut object = json!({
            "name": self.name,
            "in": if self.is_in_path() { "path" } else { "query" },
            "description": self.about,
            "schema": self.shape.schema(),
            "example": self.shape.example(self.example),
        });
        if self.is_required() {
            object["required"] = json!(true);
        }
        match self.shape {
            Shape::Words(_) | Shape::Ids | Shape::Levels => {
                object["style"] = json!("form");
                object["explode"] = json!(false);
            }
            Shape::Names { .. } => {
                object["style"] = json!("form");
                object["explode"] = json!(true);
            }
            _ => {}
        }
        object
    }
}
