//! The `OpenAPI` document, made from the table of endpoints.

use super::{ENDPOINTS, Endpoint, Parameter};
use schemars::generate::SchemaSettings;
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

/// Why there may be no answer, by status.
const PROBLEMS: [(&str, &str); 4] = [
    ("400", "A parameter is unknown, missing, given twice, or does not fit its shape."),
    ("404", "The catalog does not hold what is named, or nothing for that day."),
    ("422", "Each parameter can be read, but together they make no sense."),
    ("default", "No answer at the moment, such as 503 under load; the status tells the kind."),
];

/// The document; addresses begin with `root`.
pub(super) fn document(root: &str) -> Value {
    let mut generator = generator();
    let mut paths = Map::new();
    for endpoint in ENDPOINTS {
        paths.insert(endpoint.address(), json!({ "get": operation(endpoint, &mut generator) }));
    }
    let mut schemas = generator.take_definitions(true);
    schemas.insert("Problem".to_owned(), problem());
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "weigh",
            "version": "1",
            "summary": "Which model, on which provider, for this workload, and how sure are we?",
            "description": "Answers have the shape `weigh/json/v1`, which only grows. Money and scores are decimal strings; \
                            rates are US dollars per million units; days are YYYY-MM-DD; what nobody told us is null.",
        },
        "servers": [{ "url": if root.is_empty() { "/" } else { root } }],
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

fn generator() -> SchemaGenerator {
    let mut settings = SchemaSettings::draft2020_12();
    settings.definitions_path = "/components/schemas".into();
    settings.into_generator()
}

fn operation(endpoint: &Endpoint, generator: &mut SchemaGenerator) -> Value {
    let content = json!({ "schema": (endpoint.schema)(generator) });
    let mut responses = Map::new();
    responses
        .insert("200".to_owned(), json!({ "description": "The answer.", "content": { "application/json": content } }));
    let schema = json!({ "$ref": "#/components/schemas/Problem" });
    for (status, description) in PROBLEMS {
        let content = json!({ "application/problem+json": { "schema": schema } });
        responses.insert(status.to_owned(), json!({ "description": description, "content": content }));
    }
    json!({
        "operationId": endpoint.id,
        "summary": endpoint.summary,
        "parameters": endpoint.all_parameters().map(Parameter::to_openapi).collect::<Vec<_>>(),
        "responses": responses,
    })
}

/// Problem details (RFC 9457).
fn problem() -> Value {
    json!({
        "type": "object",
        "description": "Why there is no answer (RFC 9457).",
        "properties": {
            "type": { "type": "string", "description": "`about:blank`: the status tells the kind." },
            "title": { "type": "string", "description": "What failed." },
            "status": { "type": "integer", "description": "The HTTP status." },
            "detail": { "type": "string", "description": "The cause, if more is known." },
            "hint": { "type": "string", "description": "What to do about it." },
        },
        "required": ["type", "title", "status"],
    })
}

/// The members of an endpoint's answer: name, kind of value, meaning.
pub(crate) fn members_of(endpoint: &Endpoint) -> Vec<[String; 3]> {
    let mut generator = generator();
    let schema = (endpoint.schema)(&mut generator);
    let definitions = generator.take_definitions(true);
    let object = resolved(&schema, &definitions);
    let Some(properties) = object.get("properties").and_then(Value::as_object) else { return Vec::new() };
    properties.iter().map(|(name, member)| [name.clone(), kind(member), meaning(member)]).collect()
}

fn resolved<'a>(schema: &'a Schema, definitions: &'a Map<String, Value>) -> &'a Value {
    name_of(schema.as_value()).and_then(|name| definitions.get(name)).unwrap_or(schema.as_value())
}

fn name_of(schema: &Value) -> Option<&str> {
    schema.get("$ref").and_then(Value::as_str)?.rsplit('/').next()
}

fn meaning(member: &Value) -> String {
    member.get("description").and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The kind of a value in words: `list of Route`, `string or null`.
fn kind(schema: &Value) -> String {
    if let Some(name) = name_of(schema) {
        return name.to_owned();
    }
    if let Some(choices) = schema.get("anyOf").and_then(Value::as_array) {
        return choices.iter().map(kind).collect::<Vec<_>>().join(" or ");
    }
    match schema.get("type") {
        Some(Value::String(one)) if one == "array" => {
            format!("list of {}", schema.get("items").map_or_else(|| "anything".to_owned(), kind))
        }
        Some(Value::String(one)) => one.clone(),
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" or "),
        _ => "anything".to_owned(),
    }
}
