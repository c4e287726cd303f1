//! The signals most people look at first, side by side.

use super::{Context, Section};
use crate::block::{Block, Cell, Column, Inlines, Table};
use crate::format;
use crate::names;
use crate::phrase::missing;
use weigh_catalog::Field;
use weigh_compare::tag::{Tag, TagOutcome};
use weigh_compare::{Cite, Entry, What};

/// The signals most people look at first, side by side.
pub(super) const SECTION: Section = Section {
    id: "scorecard",
    title: "Decision scorecard",
    about: "The signals most people look at first, side by side.",
    blocks,
};

fn blocks(context: &mut Context) -> Vec<Block> {
    let entries = &context.comparison.entries;
    let mut columns = vec![Column::text("Signal")];
    columns.extend(context.model_names().into_iter().map(Column::text));
    let mut table = Table::new("Prices and limits are those of the cheapest route that meets the needs.", columns);
    for (title, cell) in ROWS {
        let mut cells = vec![Cell::new(*title)];
        cells.extend(entries.iter().map(|entry| cell(context, entry)));
        table.row(cells);
    }
    let mut blocks = vec![Block::Table(table)];
    blocks.extend(rules(context));
    blocks
}

/// Missing facts named before the rest is counted.
const NAMED: usize = 2;

type Signal = (&'static str, fn(&mut Context, &Entry) -> Cell);

/// Every signal, in order.
const ROWS: &[Signal] = &[
    ("Best for", best_for),
    ("Does not fit", no_fit),
    ("Cost a month", cost),
    ("Context window", context_window),
    ("Output price", output_price),
    ("Independent providers", providers),
    ("Benchmarks compared", benchmarks),
    ("Openness", openness),
    ("Retirement", retirement),
];

fn best_for(_: &mut Context, entry: &Entry) -> Cell {
    tagged(entry, |outcome| matches!(outcome, TagOutcome::Holds(_)))
}

fn no_fit(_: &mut Context, entry: &Entry) -> Cell {
    tagged(entry, |outcome| matches!(outcome, TagOutcome::Fails(_)))
}

/// Tags by their labels; the table of their rules right below has the evidence.
fn tagged(entry: &Entry, wanted: impl Fn(&TagOutcome) -> bool) -> Cell {
    let labels: Vec<&str> = entry.tags.iter().filter(|tag| wanted(&tag.outcome)).map(|tag| tag.label).collect();
    if labels.is_empty() { Cell::new("nothing that a rule can tell") } else { Cell::new(labels.join(", ")) }
}

fn cost(context: &mut Context, entry: &Entry) -> Cell {
    let Some(offer) = Context::best(entry) else { return Cell::unknown() };
    let words = format!("{} at {}", names::total(offer.bill.total), context.names.place(&offer.route));
    let raw = offer.bill.total.stated.to_string();
    Cell { inlines: context.cited(words, &offer.bill.cites()), raw: Some(raw) }
}

fn context_window(context: &mut Context, entry: &Entry) -> Cell {
    super::specs::limit_cell(context, entry, &Field::Context)
}

fn output_price(context: &mut Context, entry: &Entry) -> Cell {
    let Some(offer) = Context::best(entry) else { return Cell::unknown() };
    let Some(line) = offer.bill.lines.iter().find(|line| line.meter == weigh_catalog::Meter::Output) else {
        return Cell::unknown();
    };
    let words = format!("{} {}", names::price(line.rate), format::per(line.meter.unit()));
    let cite = Cite::rate(&offer.route, &line.key);
    Cell { inlines: context.cited(words, &[cite]), raw: Some(line.rate.stated.to_string()) }
}

fn providers(context: &mut Context, entry: &Entry) -> Cell {
    let count = entry.offers.supply.independent();
    let routes = entry.model.live_routes().count();
    let words = format!("{count} ({})", format::counted(routes, "route on offer", "routes on offer"));
    Cell { inlines: context.cited(words, &[Cite::Routes(entry.model.id.clone())]), raw: Some(count.to_string()) }
}

/// Over the pairs the model is in: the same counts as the sentence about each pair.
fn benchmarks(context: &mut Context, entry: &Entry) -> Cell {
    let id = &entry.model.id;
    let (mut compared, mut ahead) = (0, 0);
    for finding in context.pairs().iter().flat_map(|pair| &pair.findings) {
        let What::Tally { a, b, a_ahead, b_ahead, level, .. } = &finding.what else { continue };
        if a == id || b == id {
            compared += a_ahead + b_ahead + level;
            ahead += if a == id { a_ahead } else { b_ahead };
        }
    }
    let against = if context.pairs().len() > 1 { " comparisons" } else { "" };
    let words =
        if compared == 0 { "none comparable".to_owned() } else { format!("ahead in {ahead} of {compared}{against}") };
    Cell::new(context.cited(words, &[Cite::Results(id.clone())]))
}

fn openness(context: &mut Context, entry: &Entry) -> Cell {
    Cell::new(context.stated(entry.profile.openness.as_ref(), |openness| openness.label().to_owned()))
}

fn retirement(context: &mut Context, entry: &Entry) -> Cell {
    super::specs::retirement(context, entry)
}

/// How each tag was decided: its rule, and what it says of each model.
fn rules(context: &mut Context) -> Option<Block> {
    let entries = &context.comparison.entries;
    let first = entries.first()?;
    if first.tags.is_empty() {
        return None;
    }
    let mut columns = vec![Column::text("Tag"), Column::text("Rule")];
    columns.extend(context.model_names().into_iter().map(Column::text));
    let mut table = Table::new("A tag needs a level, not a presence.", columns);
    for (index, tag) in first.tags.iter().enumerate() {
        let mut cells = vec![Cell::new(tag.label), Cell::new(tag.rule)];
        cells.extend(
            entries.iter().map(|entry| entry.tags.get(index).map_or_else(Cell::unknown, |tag| outcome(context, tag))),
        );
        table.row(cells);
    }
    Some(Block::Details { summary: "How each tag is decided".into(), blocks: vec![Block::Table(table)] })
}

fn outcome(context: &mut Context, tag: &Tag) -> Cell {
    match &tag.outcome {
        TagOutcome::Holds(cites) => Cell::new(context.cited("holds", cites)),
        TagOutcome::Fails(cites) => Cell::new(context.cited("does not hold", cites)),
        TagOutcome::Unknown(facts) => {
            let more = facts.len().saturating_sub(NAMED);
            let mut names: Vec<String> =
                facts.iter().take(NAMED).map(|fact| missing::fact(context.names, fact)).collect();
            names.extend((more > 0).then(|| format::counted(more, "more fact", "more facts")));
            Cell::new(Inlines::unknown().and(format!(": {}", format::listed(&names))))
        }
    }
}
