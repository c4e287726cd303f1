//! The list of models, in columns that readers choose.

use super::{count, document, known};
use crate::block::{Cell, Column, Document, Inlines, Page, Table, Target};
use crate::format;
use crate::names;
use std::sync::Arc;
use weigh_catalog::{Day, Field, LabId, Meter, Model, ModelId, Openness, PartialDate, Reference, Usd};
use weigh_compare::profile::openness;
use weigh_compare::span::Span;
use weigh_compare::{Bill, Workload, cheapest_bill};

/// One model in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelRow {
    /// Its id.
    pub id: ModelId,
    /// Its name.
    pub name: String,
    /// The name of its lab; the lab's id where nobody names it.
    pub lab: String,
    /// First public day.
    pub released: Option<PartialDate>,
    /// Weights in all.
    pub parameters: Option<u64>,
    /// Openness.
    pub openness: Option<Openness>,
    /// Largest context window over its routes on offer.
    pub context: Option<u64>,
    /// The bill of the default workload at its cheapest route.
    pub cheapest: Option<Bill>,
    /// Benchmark results known.
    pub results: usize,
    /// Routes on offer.
    pub routes: usize,
}

impl ModelRow {
    /// The row of a model, as of the day it is folded for.
    pub fn of(model: &Arc<Model>, reference: &dyn Reference) -> Self {
        let context = model.live_routes().filter_map(|route| route.facts.value(&Field::Context)).max();
        let licence: Option<String> = model.facts.value(&Field::Licence);
        let licence = licence.and_then(|name| reference.licence(&name));
        Self {
            id: model.id.clone(),
            name: names::of_model(model).to_owned(),
            lab: lab(&model.id, reference),
            released: model.released().value().copied(),
            parameters: model.parameters().value().copied(),
            openness: openness(model, licence.as_deref()).map(|stated| stated.value),
            context,
            cheapest: cheapest_bill(model, &Workload::default(), model.as_of, reference),
            results: model.results.len(),
            routes: model.live_routes().count(),
        }
    }

    /// The price that its cheapest route charges for a meter.
    pub(crate) fn price(&self, meter: Meter) -> Option<Span<Usd>> {
        self.cheapest.as_ref()?.lines.iter().find(|line| line.meter == meter).map(|line| line.rate)
    }
}

/// The name of a model's lab, or its id.
pub(crate) fn lab(model: &ModelId, reference: &dyn Reference) -> String {
    let id = LabId::new(model.lab()).ok();
    id.and_then(|id| reference.lab(&id)).map_or_else(|| model.lab().to_owned(), |lab| lab.name.clone())
}

/// One column of the list of models.
#[derive(Debug, Clone, Copy)]
pub struct ModelColumn {
    /// Its name in addresses: the title in lower case.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// Whether it is there unless others are chosen.
    pub is_usual: bool,
    is_numeric: bool,
    cell: fn(&ModelRow) -> Cell,
}

impl ModelColumn {
    const fn text(id: &'static str, title: &'static str, cell: fn(&ModelRow) -> Cell) -> Self {
        Self { id, title, is_usual: true, is_numeric: false, cell }
    }

    const fn number(id: &'static str, title: &'static str, cell: fn(&ModelRow) -> Cell) -> Self {
        Self { is_numeric: true, ..Self::text(id, title, cell) }
    }

    const fn if_chosen(self) -> Self {
        Self { is_usual: false, ..self }
    }

    fn heading(&self) -> Column {
        if self.is_numeric { Column::number(self.title) } else { Column::text(self.title) }
    }
}

/// Every column of the list of models, in the order of the table. The first names the row and is always there.
pub const MODEL_COLUMNS: &[ModelColumn] = &[
    ModelColumn::text("model", "Model", name),
    ModelColumn::text("id", "Id", |row| Cell::with_raw(Inlines::code(row.id.to_string()), row.id.to_string())),
    ModelColumn::text("lab", "Lab", |row| Cell::new(row.lab.clone())).if_chosen(),
    ModelColumn::text("released", "Released", |row| {
        known(row.released.as_ref(), |date| format::date(*date), ToString::to_string)
    }),
    ModelColumn::number("parameters", "Parameters", |row| {
        known(row.parameters.as_ref(), |count| format::short(*count), ToString::to_string)
    }),
    ModelColumn::text("openness", "Openness", |row| {
        row.openness.map_or_else(Cell::unknown, |openness| Cell::new(openness.label()))
    }),
    ModelColumn::number("context", "Context", |row| {
        known(row.context.as_ref(), |tokens| format::short(*tokens), ToString::to_string)
    }),
    ModelColumn::number("input", "Input", |row| amount(row.price(Meter::Input), names::price)).if_chosen(),
    ModelColumn::number("output", "Output", |row| amount(row.price(Meter::Output), names::price)).if_chosen(),
    ModelColumn::number("month", "Month", |row| amount(row.cheapest.as_ref().map(|bill| bill.total), names::total))
        .if_chosen(),
    ModelColumn::number("results", "Results", |row| count(row.results)).if_chosen(),
    ModelColumn::number("routes", "Routes", |row| count(row.routes)),
];

/// Columns whose values are those of the cheapest route.
const OF_CHEAPEST: [&str; 3] = ["input", "output", "month"];

fn name(row: &ModelRow) -> Cell {
    let page = Target::Page(Page::Model(row.id.to_string()));
    Cell::with_raw(Inlines::new().link(row.name.clone(), page), row.name.clone())
}

fn amount(span: Option<Span<Usd>>, words: impl Fn(Span<Usd>) -> String) -> Cell {
    known(span.as_ref(), |span| words(*span), |span| span.stated.to_string())
}

/// Models in the usual columns.
pub fn models(rows: &[ModelRow], today: Day) -> Document {
    let usual: Vec<&ModelColumn> = MODEL_COLUMNS.iter().filter(|column| column.is_usual).collect();
    models_in(rows, &usual, today)
}

/// Models in these columns.
pub fn models_in(rows: &[ModelRow], columns: &[&ModelColumn], today: Day) -> Document {
    let mut table = Table::new(caption(rows, columns), columns.iter().map(|column| column.heading()).collect());
    for row in rows {
        table.row(columns.iter().map(|column| (column.cell)(row)).collect());
    }
    document("Models", table, today)
}

fn caption(rows: &[ModelRow], columns: &[&ModelColumn]) -> String {
    let counted = format::counted(rows.len(), "model", "models");
    let titles: Vec<&str> =
        columns.iter().filter(|column| OF_CHEAPEST.contains(&column.id)).map(|column| column.title).collect();
    if titles.is_empty() {
        return counted;
    }
    let workload = Workload::default();
    format!(
        "{counted}; {} at the route that is cheapest for a month of {} input and {} output tokens, prices per 1M tokens",
        format::listed(&titles),
        format::short(workload.input),
        format::short(workload.output),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{Options, csv};
    use crate::sample::{Tables, alpha, beta, today, unknown};

    #[test]
    fn a_column_is_called_by_its_title() {
        for (place, column) in MODEL_COLUMNS.iter().enumerate() {
            assert_eq!(column.id, column.title.to_lowercase());
            assert_eq!(MODEL_COLUMNS.iter().position(|other| other.id == column.id), Some(place));
        }
        assert_eq!(MODEL_COLUMNS.first().map(|column| column.id), Some("model"), "the first column names the row");
    }

    #[test]
    fn every_column_holds_what_is_known() {
        let rows = [alpha(), beta(), unknown()].map(|model| ModelRow::of(&Arc::new(model), &Tables));
        let all: Vec<&ModelColumn> = MODEL_COLUMNS.iter().collect();
        let page = models_in(&rows[..2], &all, today());
        assert_eq!(
            (csv::OUTPUT.render)(&page, &Options::default()),
            "Model,Id,Lab,Released,Parameters,Openness,Context,Input,Output,Month,Results,Routes\n\
             Alpha 1B,acme/alpha-1b,Acme,2025-09-25,1235814400,open weights,131072,0.027,0.2,71.6,3,4\n\
             Beta mini,boreal/beta-mini,Boreal,2026-04-16,,closed,200000,1.1,4.4,1980,2,3\n"
        );
        let nobody = models_in(&rows[2..], &all, today());
        let text = (csv::OUTPUT.render)(&nobody, &Options::default());
        assert!(text.ends_with(",evil/none,Boreal,,,,,,,,0,0\n"), "{text}");
        let (_, table) = page.tables()[0];
        assert_eq!(
            table.caption,
            "2 models; Input, Output and Month at the route that is cheapest for a month of 800M input and 250M output \
             tokens, prices per 1M tokens"
        );
    }
}
