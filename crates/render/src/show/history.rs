//! Dated prices of a route: every change, who said so, and a staircase.

use crate::block::{Block, Cell, Column, Document, NoteKind, Row, Section, Subject, Table};
use crate::chart::{Chart, Data, StepSeries, Steps};
use crate::evidence::effective;
use crate::format;
use crate::label;
use crate::source::{SourceNote, name_of};
use weigh_catalog::claim::Claim;
use weigh_catalog::rate::RateKey;
use weigh_catalog::{Day, RouteId, Usd};

/// One price of one route over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceHistory {
    /// The route.
    pub route: RouteId,
    /// The name to show: `Llama 3.2 1B at Fireworks`.
    pub name: String,
    /// Which price.
    pub key: RateKey,
    /// Prices from day to day, ascending.
    pub points: Vec<PricePoint>,
    /// The last day it is known for.
    pub until: Day,
}

/// A price from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PricePoint {
    /// First day it holds, or was first seen.
    pub from: Day,
    /// The claim; `None` from the day the price is no longer listed.
    pub claim: Option<Claim<Usd>>,
}

/// One picture for each run of prices of the same route and unit; ids start with `prefix`.
pub fn history_charts(histories: &[PriceHistory], prefix: &str) -> Vec<Chart> {
    histories
        .chunk_by(|one, next| one.route == next.route && one.key.meter.unit() == next.key.meter.unit())
        .enumerate()
        .filter_map(|(index, group)| chart(group, &format!("{prefix}-{index}"), &group.first()?.name))
        .collect()
}

fn chart(histories: &[PriceHistory], id: &str, title: &str) -> Option<Chart> {
    let first = histories.first()?;
    let from = histories.iter().filter_map(|history| history.points.first()).map(|point| point.from).min()?;
    let until = histories.iter().map(|history| history.until).max()?;
    let series: Vec<StepSeries> = histories.iter().map(series).collect();
    Some(Chart {
        id: format!("history-{id}"),
        title: format!("Price history: {title}"),
        description: describe(histories),
        data: Data::Steps(Steps { per: label::per(first.key.meter), from, until, series }),
    })
}

fn series(history: &PriceHistory) -> StepSeries {
    StepSeries {
        name: label::rate(&history.key),
        steps: history.points.iter().map(|point| (point.from, point.claim.as_ref().map(|claim| claim.value))).collect(),
    }
}

fn describe(histories: &[PriceHistory]) -> String {
    let words: Vec<String> = histories
        .iter()
        .map(|history| {
            let points: Vec<String> = history
                .points
                .iter()
                .map(|point| format!("{} from {}", amount(point, history), format::day(point.from)))
                .collect();
            format!("{}: {}", label::rate(&history.key), points.join(", "))
        })
        .collect();
    format!("{}.", words.join("; "))
}

fn amount(point: &PricePoint, history: &PriceHistory) -> String {
    point
        .claim
        .as_ref()
        .map_or_else(|| "not listed".to_owned(), |claim| format::rate_amount(claim.value, history.key.meter.unit()))
}

/// A page of dated prices: one staircase for each unit, one table for each price.
pub fn history_page(title: &str, histories: &[PriceHistory], sources: &[SourceNote], today: Day) -> Document {
    let charts = history_charts(histories, "prices");
    let mut blocks: Vec<Block> = charts.into_iter().map(Block::Chart).collect();
    blocks.extend(histories.iter().map(|history| Block::Table(table(history, sources))));
    if blocks.is_empty() {
        blocks.push(Block::Note(
            NoteKind::Missing,
            "No dated price is known. Read the sources with `weigh sync`.".into(),
        ));
    }
    Document {
        title: format!("Price history of {title}"),
        summary: format!("Dated prices of {title}, each with its source."),
        subjects: vec![Subject { name: title.to_owned(), page: None }],
        sections: vec![Section { id: "history".into(), title: "Prices by date".into(), blocks }],
        colophon: format!("As of {}. Prices are never overwritten; a new one starts a new line.", format::day(today)),
        ..Document::default()
    }
}

fn table(history: &PriceHistory, sources: &[SourceNote]) -> Table {
    let columns = vec![
        Column::text("From"),
        Column::number("Amount"),
        Column::text("Source"),
        Column::text("Holds by its source"),
        Column::text("First and last read"),
    ];
    let per = label::per(history.key.meter);
    let mut table = Table::new(format!("{}, US dollars {per}", label::rate(&history.key)), columns);
    for point in &history.points {
        let from = Cell::new(format::day(point.from));
        let row = match &point.claim {
            Some(claim) => vec![
                from,
                Cell::with_raw(amount(point, history), claim.value.to_string()),
                Cell::with_raw(name_of(sources, &claim.source), claim.source.to_string()),
                Cell::new(effective(claim.effective)),
                Cell::new(format!("{} to {}", format::day(claim.first_seen), format::day(claim.last_seen))),
            ],
            None => vec![from, Cell::with_raw("not listed", ""), Cell::default(), Cell::default(), Cell::default()],
        };
        table.rows.push(Row::new(row));
    }
    table
}
