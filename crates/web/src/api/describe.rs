//! What describes the API itself: its index, the JSON Schema, the `OpenAPI` document.

use super::{ENDPOINTS, Endpoint, of, openapi, text};
use schemars::{JsonSchema, json_schema};
use serde::Serialize;
use weigh_render::json_v1::{self, FORMAT};

/// Every endpoint.
#[derive(Debug, Serialize, JsonSchema)]
struct Index {
    /// `weigh/json/v1`.
    format: String,
    /// `index`.
    kind: String,
    /// The day of the answer.
    as_of: String,
    /// Version of the catalog.
    catalog: String,
    /// The endpoints.
    items: Vec<IndexItem>,
}

/// One endpoint.
#[derive(Debug, Serialize, JsonSchema)]
struct IndexItem {
    /// Its name in programs.
    id: String,
    /// What it answers.
    summary: String,
    /// Its address, with parameters in braces.
    address: String,
    /// Names of what may be given in the query.
    parameters: Vec<String>,
    /// The address of an example.
    example: String,
}

/// Every endpoint.
pub(super) const INDEX: Endpoint = Endpoint {
    path: "",
    id: "index",
    summary: "Every endpoint of this API with its parameters and an example.",
    parameters: &[],
    example: "",
    schema: of::<Index>,
    handle: |call| {
        let root = &call.site.root;
        let items = ENDPOINTS.iter().map(|endpoint| IndexItem {
            id: endpoint.id.to_owned(),
            summary: endpoint.summary.to_owned(),
            address: format!("{root}{}", endpoint.address()),
            parameters: endpoint
                .all_parameters()
                .filter(|one| !one.is_in_path())
                .map(|one| one.name.to_owned())
                .collect(),
            example: format!("{root}{}", endpoint.example_address()),
        });
        text(&Index {
            format: FORMAT.to_owned(),
            kind: "index".to_owned(),
            as_of: call.edition.day().to_string(),
            catalog: call.edition.catalog().version().to_owned(),
            items: items.collect(),
        })
    },
};

/// The JSON Schema of every answer.
pub(super) const SCHEMA: Endpoint = Endpoint {
    path: "/schema.json",
    id: "schema",
    summary: "The JSON Schema of the published answers, shared with the command line and MCP.",
    parameters: &[],
    example: "/schema.json",
    schema: |_| json_schema!({ "type": "object", "required": ["$schema", "title", "oneOf", "$defs"] }),
    handle: |_| text(&json_v1::schema()),
};

/// The `OpenAPI` document.
pub(super) const OPENAPI: Endpoint = Endpoint {
    path: "/openapi.json",
    id: "openapi",
    summary: "This API as an OpenAPI 3.1 document.",
    parameters: &[],
    example: "/openapi.json",
    schema: |_| json_schema!({ "type": "object", "required": ["openapi", "info", "servers", "paths", "components"] }),
    handle: |call| text(&openapi::document(&call.site.root)),
};
