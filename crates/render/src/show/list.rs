//! Lists: one table each of models, providers, routes, benchmarks or sources, from rows the caller has picked and sorted.

mod models;

pub(crate) use models::lab;
pub use models::{MODEL_COLUMNS, ModelColumn, ModelRow, models, models_in};

use crate::block::{Block, Cell, Column, Document, Inlines, NoteKind, Page, Section, Table, Target};
use crate::format;
use crate::source::SourceNote;
use weigh_catalog::{BenchmarkId, Day, ProviderId, ProviderKind, RouteId, ServiceTier, Usd};

/// One provider in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderRow {
    /// Its id.
    pub id: ProviderId,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: Option<ProviderKind>,
    /// Routes on offer.
    pub routes: usize,
}

/// One route in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteRow {
    /// Its id.
    pub id: RouteId,
    /// `Llama 3.2 1B`.
    pub model: String,
    /// `OpenRouter (host Together)`.
    pub place: String,
    /// Plain input price, dollars per million tokens.
    pub input: Option<Usd>,
    /// Plain output price, dollars per million tokens.
    pub output: Option<Usd>,
    /// Context window.
    pub context: Option<u64>,
    /// Service tiers it has a rate in.
    pub tiers: Vec<ServiceTier>,
    /// Whether it is on offer, in words.
    pub listing: String,
}

/// One benchmark in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BenchmarkRow {
    /// Its id.
    pub id: BenchmarkId,
    /// Its name.
    pub name: String,
    /// What it tests.
    pub areas: Vec<String>,
    /// What is counted.
    pub metric: Option<String>,
    /// Scores known.
    pub results: usize,
}

/// Providers.
pub fn providers(rows: &[ProviderRow], today: Day) -> Document {
    let columns = vec![Column::text("Provider"), Column::text("Id"), Column::text("Kind"), Column::number("Routes")];
    let mut table = Table::new(format::counted(rows.len(), "provider", "providers"), columns);
    for row in rows {
        let id = row.id.to_string();
        table.row(vec![
            Cell::with_raw(
                Inlines::new().link(row.name.clone(), Target::Page(Page::Provider(id.clone()))),
                row.name.clone(),
            ),
            Cell::with_raw(Inlines::code(id.clone()), id),
            known(row.kind.as_ref(), |kind| kind.id().to_owned(), |kind| kind.id().to_owned()),
            count(row.routes),
        ]);
    }
    document("Providers", table, today)
}

/// Routes.
pub fn routes(rows: &[RouteRow], today: Day) -> Document {
    document("Routes", routes_table(rows), today)
}

/// The table of routes alone.
pub fn routes_table(rows: &[RouteRow]) -> Table {
    let columns = vec![
        Column::text("Route"),
        Column::text("Model"),
        Column::text("At"),
        Column::number("Input"),
        Column::number("Output"),
        Column::number("Context"),
        Column::text("Tiers"),
        Column::text("Listing"),
    ];
    let caption = format!("{}; standard prices per 1M tokens", format::counted(rows.len(), "route", "routes"));
    let mut table = Table::new(caption, columns);
    for row in rows {
        let tiers: Vec<&str> = row.tiers.iter().map(|tier| tier.id()).collect();
        let model = Inlines::new().link(row.model.clone(), Target::Page(Page::Model(row.id.model.to_string())));
        table.row(vec![
            Cell::with_raw(Inlines::code(row.id.to_string()), row.id.to_string()),
            Cell::with_raw(model, row.model.clone()),
            Cell::new(row.place.clone()),
            known(row.input.as_ref(), |amount| format::price(*amount), ToString::to_string),
            known(row.output.as_ref(), |amount| format::price(*amount), ToString::to_string),
            known(row.context.as_ref(), |tokens| format::short(*tokens), ToString::to_string),
            Cell::new(tiers.join(", ")),
            Cell::new(row.listing.clone()),
        ]);
    }
    table
}

/// Benchmarks.
pub fn benchmarks(rows: &[BenchmarkRow], today: Day) -> Document {
    let columns = vec![
        Column::text("Benchmark"),
        Column::text("Id"),
        Column::text("Tests"),
        Column::text("Metric"),
        Column::number("Results"),
    ];
    let mut table = Table::new(format::counted(rows.len(), "benchmark", "benchmarks"), columns);
    for row in rows {
        let id = row.id.to_string();
        table.row(vec![
            Cell::with_raw(
                Inlines::new().link(row.name.clone(), Target::Page(Page::Benchmark(id.clone()))),
                row.name.clone(),
            ),
            Cell::with_raw(Inlines::code(id.clone()), id),
            Cell::new(row.areas.join(", ")),
            known(row.metric.as_ref(), ToString::to_string, ToString::to_string),
            count(row.results),
        ]);
    }
    document("Benchmarks", table, today)
}

/// Sources with their licences and readings.
pub fn sources(rows: &[SourceNote], today: Day) -> Document {
    let columns = vec![
        Column::text("Source"),
        Column::text("Id"),
        Column::text("Licence"),
        Column::text("Attribution"),
        Column::text("Version"),
        Column::text("Read on"),
    ];
    let mut table = Table::new(format::counted(rows.len(), "source", "sources"), columns);
    for row in rows {
        let last = row.readings.last();
        let name = if row.url.is_empty() {
            Inlines::text(row.name.clone())
        } else {
            Inlines::new().link(row.name.clone(), Target::Address(row.url.clone()))
        };
        table.row(vec![
            Cell::with_raw(name, row.name.clone()),
            Cell::with_raw(Inlines::code(row.id.to_string()), row.id.to_string()),
            known(Some(&row.licence).filter(|text| !text.is_empty()), ToString::to_string, ToString::to_string),
            Cell::new(row.attribution.clone()),
            known(last.map(|(version, _)| version), ToString::to_string, ToString::to_string),
            known(last.map(|(_, day)| day), |day| format::day(*day), ToString::to_string),
        ]);
    }
    document("Sources", table, today)
}

fn count(number: usize) -> Cell {
    Cell::new(number.to_string())
}

/// A cell of a value that may be unknown.
fn known<T>(value: Option<&T>, words: impl Fn(&T) -> String, raw: impl Fn(&T) -> String) -> Cell {
    value.map_or_else(Cell::unknown, |value| Cell::with_raw(words(value), raw(value)))
}

fn document(title: &str, table: Table, today: Day) -> Document {
    let blocks = if table.rows.is_empty() {
        vec![Block::Note(
            NoteKind::Missing,
            "Nothing matches. Loosen the filters, or read the sources with `weigh sync`.".into(),
        )]
    } else {
        vec![Block::Table(table)]
    };
    Document {
        title: title.to_owned(),
        summary: format!("{title} known to weigh."),
        sections: vec![Section { id: title.to_lowercase(), title: title.to_owned(), blocks }],
        colophon: format!("As of {}.", format::day(today)),
        ..Document::default()
    }
}
