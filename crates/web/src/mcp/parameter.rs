//! Parameters of tools and their JSON Schema.

use crate::group::Group;
use serde_json::{Map, Value, json};
use weigh_compare::query;

/// What a parameter takes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Form {
    /// Words.
    Text,
    /// A list of words; words separated by commas are taken too.
    List,
    /// A whole number from 1 to a bound.
    Count(usize),
    /// A number, or text such as `800M` or `30%`.
    Amount,
    /// Yes or no.
    Flag,
    /// One of these words, of the tool's own.
    Choice(&'static [&'static str]),
    /// One of these words of a question.
    Word(fn() -> Vec<String>),
}

/// One parameter of a tool.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parameter {
    /// Its name.
    pub(super) name: &'static str,
    /// What it takes.
    pub(super) form: Form,
    /// What it means, for the model that fills it in.
    pub(super) about: &'static str,
    /// How it may be written, where that is not said otherwise.
    example: Option<&'static str>,
}

impl Parameter {
    /// A parameter.
    pub(super) const fn new(name: &'static str, form: Form, about: &'static str) -> Self {
        Self { name, form, about, example: None }
    }

    fn schema(&self) -> Value {
        let mut schema = match self.form {
            Form::Text => json!({ "type": "string" }),
            Form::List => json!({ "type": ["array", "string"], "items": { "type": "string" } }),
            Form::Count(most) => json!({ "type": "integer", "minimum": 1, "maximum": most }),
            Form::Amount => json!({ "type": ["string", "number"] }),
            Form::Flag => json!({ "type": "boolean" }),
            Form::Choice(words) => json!({ "type": "string", "enum": words }),
            Form::Word(words) => json!({ "type": "string", "enum": words() }),
        };
        if let Some(object) = schema.as_object_mut() {
            object.insert("description".to_owned(), json!(self.about));
            object.extend(self.example.map(|example| ("examples".to_owned(), json!([example]))));
        }
        schema
    }
}

/// What every tool takes.
pub(super) const COMMON: Group<Parameter> = Group::Own(&[
    Parameter::new("on", Form::Text, "Answer as of this day, YYYY-MM-DD; default: today"),
    Parameter::new(
        "detail",
        Form::Choice(&["brief", "full"]),
        "`brief` (default): about 6,000 characters that say what they leave out; `full`: everything",
    ),
]);

impl<Q> From<&query::Parameter<Q>> for Parameter {
    fn from(one: &query::Parameter<Q>) -> Self {
        let form = one.shape.into();
        let example = matches!(form, Form::Amount | Form::List | Form::Text).then_some(one.example);
        Self { example, ..Self::new(one.name, form, one.about) }
    }
}

impl From<query::Shape> for Form {
    fn from(shape: query::Shape) -> Self {
        match shape {
            query::Shape::Amount | query::Shape::Share | query::Shape::Whole { .. } => Self::Amount,
            query::Shape::Flag => Self::Flag,
            query::Shape::Word(words) => Self::Word(words),
            query::Shape::Words(_) | query::Shape::Ids | query::Shape::Levels => Self::List,
            query::Shape::Text => Self::Text,
        }
    }
}

/// The JSON Schema of an object of these parameters.
pub(super) fn schema(parameters: impl Iterator<Item = Parameter>, needed: &[&str]) -> Map<String, Value> {
    let mut properties = Map::new();
    for parameter in parameters {
        properties.insert(parameter.name.to_owned(), parameter.schema());
    }
    let mut object = Map::new();
    object.insert("type".to_owned(), json!("object"));
    object.insert("properties".to_owned(), Value::Object(properties));
    object.insert("required".to_owned(), json!(needed));
    object.insert("additionalProperties".to_owned(), json!(false));
    object
}
