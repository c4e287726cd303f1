//! What this installation measured itself, apart from everything published. Disappears without local evidence.

use super::{Context, Section};
use crate::block::{Block, Cell, Column, Row, Table};
use crate::format;

/// What this installation measured itself, apart from everything published.
pub(super) const SECTION: Section = Section {
    id: "measured",
    title: "Measured here",
    about: "What this installation measured itself, apart from everything published.",
    blocks,
};

fn blocks(context: &mut Context) -> Vec<Block> {
    let models = context.models();
    let rows: Vec<Row> = context
        .input
        .measured
        .iter()
        .filter(|one| models.contains(&&one.model))
        .map(|one| {
            let interval = one.interval.map_or_else(
                || "not stated".to_owned(),
                |(low, high)| format!("{} to {}", format::score(low), format::score(high)),
            );
            Row::new(vec![
                Cell::with_raw(context.names.route(&one.route), one.route.to_string()),
                Cell::new(one.measure.clone()),
                Cell::with_raw(format!("{} {}", format::score(one.value), one.unit), one.value.normalize().to_string()),
                Cell::new(interval),
                Cell::with_raw(format::count(one.samples), one.samples.to_string()),
                Cell::new(format::day(one.day)),
            ])
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let columns = vec![
        Column::text("Route"),
        Column::text("Measure"),
        Column::number("Value"),
        Column::text("95 % interval"),
        Column::number("Samples"),
        Column::text("Last on"),
    ];
    let caption = "Local evidence: probes, trials and billed logs of this installation.".to_owned();
    vec![Block::Table(Table { caption, columns, rows })]
}
