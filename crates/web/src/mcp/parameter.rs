//! Parameters of tools and their JSON Schema.

use serde_json::{Map, Value, json};
use weigh_compare::PRESETS;

/// What a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    /// One of these words.
    Choice(&'static [&'static str]),
}

/// One parameter of a tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parameter {
    /// Its name.
    pub(super) name: &'static str,
    /// What it takes.
    pub(super) form: Form,
    /// What it means, for the model that fills it in.
    pub(super) about: &'static str,
}

impl Parameter {
    /// A parameter.
    pub(super) const fn new(name: &'static str, form: Form, about: &'static str) -> Self {
        Self { name, form, about }
    }

    fn schema(&self) -> Value {
        let mut schema = match self.form {
            Form::Text => json!({ "type": "string" }),
            Form::List => json!({ "type": ["array", "string"], "items": { "type": "string" } }),
            Form::Count(most) => json!({ "type": "integer", "minimum": 1, "maximum": most }),
            Form::Amount => json!({ "type": ["string", "number"] }),
            Form::Flag => json!({ "type": "boolean" }),
            Form::Choice(words) => json!({ "type": "string", "enum": words }),
        };
        if let Some(object) = schema.as_object_mut() {
            object.insert("description".to_owned(), json!(self.about));
        }
        schema
    }
}

/// What every tool takes.
pub(super) const COMMON: &[Parameter] = &[
    Parameter::new("on", Form::Text, "Answer as of this day, YYYY-MM-DD; default: today"),
    Parameter::new(
        "detail",
        Form::Choice(&["brief", "full"]),
        "`brief` (default): about 6,000 characters that say what they leave out; `full`: everything",
    ),
];

/// One month of traffic: the first parameters of `weigh_compare::query`.
pub(super) const WORKLOAD: &[Parameter] = &[
    Parameter::new("preset", Form::Text, "Start from a usual month instead of 800M in, 250M out"),
    Parameter::new("input", Form::Amount, "Input tokens a month, cached ones included: 800M; default 800M"),
    Parameter::new("output", Form::Amount, "Output tokens a month, reasoning included; default 250M"),
    Parameter::new("requests", Form::Amount, "Requests a month; decides price brackets and charges by the request"),
    Parameter::new("cached", Form::Amount, "Share of the input read from the cache: 0.3 or 30%; default 0"),
    Parameter::new("cache-write", Form::Amount, "Share of the input written to the cache; default 0"),
    Parameter::new("reasoning", Form::Amount, "Reasoning tokens a month, part of the output"),
    Parameter::new("prompt", Form::Amount, "Input tokens of one request, where they differ from input / requests"),
    Parameter::new("tier", Form::List, "Service tiers it may run in: standard (default), batch, flex, priority"),
    Parameter::new("region", Form::Text, "Region of the price, for regional rates: eu"),
];

/// What a route must offer: the other parameters of `weigh_compare::query`.
pub(super) const NEEDS: &[Parameter] = &[
    Parameter::new("needs", Form::List, "Capabilities: vision, function-calling, structured-outputs, reasoning, ..."),
    Parameter::new("context", Form::Amount, "Least context window in tokens: 200k"),
    Parameter::new("max-output", Form::Amount, "Least max output in tokens"),
    Parameter::new("open", Form::Choice(&["weights", "source"]), "Least openness of the model"),
    Parameter::new("commercial", Form::Flag, "The licence must permit commercial use, conditions allowed"),
    Parameter::new("no-training", Form::Flag, "Prompts must not be used for training"),
    Parameter::new("within", Form::Text, "Where requests must be processed: a region or a country code"),
    Parameter::new("least-bits", Form::Amount, "Least precision of the served weights in bits: 16, 8, 4"),
    Parameter::new("providers", Form::List, "Only these providers, by id"),
    Parameter::new("without", Form::List, "None of these providers, by id"),
];

/// The JSON Schema of an object of these parameters.
pub(super) fn schema<'a>(parameters: impl Iterator<Item = &'a Parameter>, needed: &[&str]) -> Map<String, Value> {
    let mut properties = Map::new();
    for parameter in parameters {
        properties.insert(parameter.name.to_owned(), parameter.schema());
    }
    if let Some(preset) = properties.get_mut("preset").and_then(Value::as_object_mut) {
        let ids: Vec<&str> = PRESETS.iter().map(|preset| preset.id).collect();
        preset.insert("enum".to_owned(), json!(ids));
    }
    let mut object = Map::new();
    object.insert("type".to_owned(), json!("object"));
    object.insert("properties".to_owned(), Value::Object(properties));
    object.insert("required".to_owned(), json!(needed));
    object.insert("additionalProperties".to_owned(), json!(false));
    object
}

#[cfg(test)]
mod tests {
    use super::*;
    use weigh_compare::query;

    #[test]
    fn workload_and_needs_are_those_of_every_surface_in_the_same_order() {
        let names: Vec<&str> = WORKLOAD.iter().chain(NEEDS).map(|parameter| parameter.name).collect();
        assert_eq!(names, query::PARAMETERS);
    }
}
