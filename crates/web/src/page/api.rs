//! `/api`: the JSON API for people, made from the table that answers it.

use super::Shown;
use crate::api::{self, ENDPOINTS, Endpoint};
use weigh_render::block::{Block, Cell, Column, Document, Inlines, Section, Table, Target};

/// `/api`
pub(super) fn page() -> Shown {
    let intro = Inlines::text("The same answers as data: GET and HEAD, from any origin, without a key. Start at ")
        .link(api::ROOT, Target::Site(api::ROOT.to_owned()))
        .and("; programs read the ")
        .link("OpenAPI 3.1 document", Target::Site(format!("{}/openapi.json", api::ROOT)))
        .and(" and the ")
        .link("JSON Schema", Target::Site(format!("{}/schema.json", api::ROOT)))
        .and(". What cannot be answered is a problem (RFC 9457) that says what failed and what to do.");
    let conventions = "Money and scores are decimal strings, rates are US dollars per million units, days are YYYY-MM-DD. \
                       What nobody told us is null, never zero. Answers only grow: ignore members you do not know.";
    let document = Document {
        title: "JSON API".to_owned(),
        summary:
            "Models, routes, prices, benchmarks, comparisons and bills as JSON, with the evidence behind every value."
                .to_owned(),
        intro: vec![Block::Paragraph(intro), Block::Paragraph(conventions.into())],
        sections: ENDPOINTS.iter().map(section).collect(),
        ..Document::default()
    };
    Shown::new(document, "/api")
}

fn section(endpoint: &'static Endpoint) -> Section {
    let example = endpoint.example_address();
    let mut blocks = vec![
        Block::Paragraph(endpoint.summary.into()),
        Block::Paragraph(Inlines::text("Example: ").link(example.clone(), Target::Site(example))),
    ];
    blocks.extend(parameters(endpoint).map(Block::Table));
    blocks.extend(
        members(endpoint)
            .map(|table| Block::Details { summary: "What the answer holds".into(), blocks: vec![Block::Table(table)] }),
    );
    Section { id: endpoint.id.replace('_', "-"), title: format!("GET {}", endpoint.address()), blocks }
}

fn parameters(endpoint: &'static Endpoint) -> Option<Table> {
    let columns = ["Parameter", "What it does", "What it may hold", "Example"].map(Column::text).to_vec();
    let mut table = Table::new("Parameters.", columns);
    for one in endpoint.all_parameters() {
        let needed = if one.is_required() { " (required)" } else { "" };
        table.row(vec![
            Cell::new(Inlines::code(one.name).and(needed)),
            Cell::new(one.about),
            Cell::new(one.shape.words()),
            Cell::new(Inlines::code(one.example)),
        ]);
    }
    (!table.rows.is_empty()).then_some(table)
}

fn members(endpoint: &Endpoint) -> Option<Table> {
    let columns = ["Member", "Value", "What it is"].map(Column::text).to_vec();
    let mut table = Table::new("Members of the answer.", columns);
    for [name, kind, meaning] in api::members_of(endpoint) {
        table.row(vec![Cell::new(Inlines::code(name)), Cell::new(kind), Cell::new(meaning)]);
    }
    (!table.rows.is_empty()).then_some(table)
}
