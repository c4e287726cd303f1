//! Benchmark results: subtracted where comparable, side by side with the reason where not.

use super::{Context, Section};
use crate::block::{Block, Cell, Column, Inlines, NoteKind, Page, Table, Target};
use crate::format;
use crate::label;
use crate::phrase;
use rust_decimal::Decimal;
use weigh_catalog::{BenchmarkId, BenchmarkResult, Field, ModelId};
use weigh_compare::quality::{Difference, Evaluation, QualityRow, Reads};
use weigh_compare::{Cite, Entry, Pair, What};

/// Benchmark results: subtracted where comparable, side by side with the reason where not.
pub(super) const SECTION: Section = Section {
    id: "benchmarks",
    title: "Benchmarks",
    about: "Benchmark results: subtracted where comparable, side by side with the reason where not.",
    blocks,
};

fn blocks(context: &mut Context) -> Vec<Block> {
    let mut blocks = Vec::new();
    let has_many = context.pairs().len() > 1;
    for pair in context.pairs() {
        if has_many {
            blocks.push(Block::Heading(format!(
                "{} and {}",
                context.names.model(&pair.a),
                context.names.model(&pair.b)
            )));
        }
        pair_blocks(context, pair, &mut blocks);
    }
    let comparison = context.comparison;
    blocks.extend(side_by_side(context));
    blocks.extend(comparison.entries.iter().filter_map(|entry| unshared(context, entry)));
    blocks
}

/// Results that no two models have under equal conditions: every model's score beside the others, not subtracted.
fn side_by_side(context: &mut Context) -> Option<Block> {
    let pairs = context.pairs();
    let mut ids: Vec<&BenchmarkId> = Vec::new();
    for row in pairs.iter().flat_map(|pair| &pair.quality).filter(|row| is_open(row)) {
        if !ids.contains(&&row.benchmark) {
            ids.push(&row.benchmark);
        }
    }
    if ids.is_empty() {
        return None;
    }
    let count = format::counted(ids.len(), "benchmark", "benchmarks");
    let words = format!("Results in {count} that must not be subtracted, with the reason");
    let summary = of_results(context, words, &context.models());
    Some(context.rest(summary, None, |context| vec![Block::Table(side_by_side_table(context, &ids))]))
}

/// Whether scores must not be subtracted.
const fn is_open(row: &QualityRow) -> bool {
    matches!(row.reads, Reads::NotComparable(_))
}

fn side_by_side_table(context: &mut Context, ids: &[&BenchmarkId]) -> Table {
    let (pairs, models) = (context.pairs(), context.models());
    let mut columns = vec![Column::text("Benchmark")];
    columns.extend(context.model_names().into_iter().map(Column::text));
    columns.push(Column::text("Why not"));
    let mut table = Table::new("Scores with their settings, not subtracted.", columns);
    for id in ids {
        let rows: Vec<(&Pair, &QualityRow)> = pairs
            .iter()
            .flat_map(|pair| pair.quality.iter().filter(|row| is_open(row)).map(move |row| (pair, row)))
            .filter(|(_, row)| row.benchmark == **id)
            .collect();
        let mut cells: Vec<Cell> = rows.first().map(|(_, row)| benchmark(context, row)).into_iter().collect();
        cells.extend(models.iter().map(|model| side(context, &rows, model)));
        let mut reasons: Vec<&str> = rows.iter().filter_map(|(_, row)| reason(row)).collect();
        reasons.sort_unstable();
        reasons.dedup();
        cells.push(Cell::new(reasons.join("; ")));
        table.row(cells);
    }
    table
}

fn reason(row: &QualityRow) -> Option<&'static str> {
    match row.reads {
        Reads::NotComparable(why) => Some(phrase::why_not(why)),
        _ => None,
    }
}

/// The score of one model in rows of one benchmark.
fn side(context: &mut Context, rows: &[(&Pair, &QualityRow)], model: &ModelId) -> Cell {
    let found = rows.iter().find(|(pair, _)| pair.a == *model || pair.b == *model);
    let Some((pair, row)) = found else { return Cell::default() };
    let is_first = pair.a == *model;
    let settings = if is_first { &row.a_settings } else { &row.b_settings };
    let cell = score(context, pair, row, is_first);
    if settings.is_empty() {
        cell
    } else {
        Cell { inlines: cell.inlines.and(format!(" ({})", label::settings(settings))), ..cell }
    }
}

fn pair_blocks<'a>(context: &mut Context<'a>, pair: &'a Pair, blocks: &mut Vec<Block>) {
    let tells = |what: &What| matches!(what, What::NoSharedBenchmark { .. } | What::Tally { .. });
    for finding in pair.findings.iter().filter(|finding| tells(&finding.what)) {
        let words = context.say(finding);
        let is_missing = matches!(finding.what, What::NoSharedBenchmark { .. });
        blocks.push(if is_missing { Block::Note(NoteKind::Missing, words) } else { Block::Paragraph(words) });
    }
    let is_comparable = |row: &&QualityRow| !matches!(row.reads, Reads::NotComparable(_));
    let comparable = pair.quality.iter().filter(is_comparable);
    let (own, independent): (Vec<_>, Vec<_>) = comparable.partition(|row| row.a_evaluation == Evaluation::SelfReported);
    for (rows, caption) in [
        (independent, "Comparable results of independent evaluators. Ahead or behind only beyond the margin."),
        (own, "Comparable results that each maker reports of itself; shown apart."),
    ] {
        if !rows.is_empty() {
            blocks.push(Block::Table(table(context, pair, &rows, caption)));
        }
    }
}

fn table(context: &mut Context, pair: &Pair, rows: &[&QualityRow], caption: &str) -> Table {
    let columns = vec![
        Column::text("Benchmark"),
        Column::number(context.names.model(&pair.a)),
        Column::number(context.names.model(&pair.b)),
        Column::text("Reads"),
        Column::text("Settings"),
    ];
    let mut table = Table::new(caption, columns);
    for row in rows {
        let (a, b) = (score(context, pair, row, true), score(context, pair, row, false));
        table.row(vec![benchmark(context, row), a, b, Cell::new(reads(context, pair, row)), Cell::new(settings(row))]);
    }
    table
}

fn benchmark(context: &Context, row: &QualityRow) -> Cell {
    let name = context.names.benchmark(&row.benchmark);
    let id = row.benchmark.to_string();
    let mut inlines = Inlines::new().link(name, Target::Page(Page::Benchmark(id.clone())));
    if !row.areas.is_empty() {
        inlines = inlines.and(format!(" ({})", row.areas.join(", ")));
    }
    Cell::with_raw(inlines, id)
}

fn score(context: &mut Context, pair: &Pair, row: &QualityRow, is_first: bool) -> Cell {
    let (model, index, score) = if is_first { (&pair.a, row.a, row.a_score) } else { (&pair.b, row.b, row.b_score) };
    let cite = Cite::Result { model: model.clone(), index, field: Field::Score };
    scored(context, score, cite)
}

/// A score without a number: the line that opens the table leads to all results of the model.
fn scored(context: &mut Context, score: Decimal, cite: Cite) -> Cell {
    context.note(&[cite]);
    Cell::with_raw(format::score(score), score.normalize().to_string())
}

/// Words with a number for the results of each of these models.
fn of_results(context: &mut Context, words: String, models: &[&ModelId]) -> Inlines {
    let cites: Vec<Cite> = models.iter().map(|model| Cite::Results((*model).clone())).collect();
    context.cited(words, &cites)
}

fn reads(context: &Context, pair: &Pair, row: &QualityRow) -> String {
    let name = |is_first: bool| context.names.model(if is_first { &pair.a } else { &pair.b });
    let by = |difference: &Difference| {
        format!(
            "{} ± {} ({})",
            format::score(difference.by.abs()),
            format::score(difference.margin),
            phrase::margin(difference.basis)
        )
    };
    match &row.reads {
        Reads::Ahead(difference) => format!("{} ahead by {}", name(true), by(difference)),
        Reads::Behind(difference) => format!("{} ahead by {}", name(false), by(difference)),
        Reads::Tie(difference) => format!("level: {}", by(difference)),
        Reads::NotComparable(why) => format!("not comparable: {}", phrase::why_not(*why)),
    }
}

fn settings(row: &QualityRow) -> String {
    let one = |settings: &str| if settings.is_empty() { "not stated".to_owned() } else { label::settings(settings) };
    if row.a_settings == row.b_settings {
        one(&row.a_settings)
    } else {
        format!("{} / {}", one(&row.a_settings), one(&row.b_settings))
    }
}

/// Results of one model in benchmarks that no other model of the page has.
fn unshared(context: &mut Context, entry: &Entry) -> Option<Block> {
    let id = &entry.model.id;
    let used: Vec<usize> =
        context.pairs().iter().flat_map(|pair| pair.quality.iter().filter_map(|row| index_of(pair, row, id))).collect();
    let results = entry.model.results.iter().enumerate().filter(|(index, _)| !used.contains(index));
    let results: Vec<(usize, &BenchmarkResult, Decimal)> =
        results.filter_map(|(index, result)| Some((index, result, result.score()?))).collect();
    if results.is_empty() {
        return None;
    }
    let count = format::counted(results.len(), "further result", "further results");
    let words = format!("{count} of {}, with no counterpart", context.names.model(id));
    let summary = of_results(context, words, &[id]);
    let page = Page::Model(id.to_string());
    Some(context.rest(summary, Some(page), |context| vec![Block::Table(unshared_table(context, id, results))]))
}

fn unshared_table(context: &mut Context, id: &ModelId, results: Vec<(usize, &BenchmarkResult, Decimal)>) -> Table {
    let columns =
        vec![Column::text("Benchmark"), Column::number("Score"), Column::text("Settings"), Column::text("Run by")];
    let mut table = Table::new(format!("Further results of {}", context.names.model(id)), columns);
    for (index, result, score) in results {
        let cite = Cite::Result { model: id.clone(), index, field: Field::Score };
        let by = match result.is_self_reported() {
            Some(true) => Cell::new("its maker"),
            Some(false) => Cell::new("others"),
            None => Cell::unknown(),
        };
        let value = scored(context, score, cite);
        let name = context.names.benchmark(&result.benchmark);
        table.row(vec![
            Cell::with_raw(name, result.benchmark.to_string()),
            value,
            Cell::new(label::settings(&result.settings)),
            by,
        ]);
    }
    table
}

fn index_of(pair: &Pair, row: &QualityRow, id: &weigh_catalog::ModelId) -> Option<usize> {
    if pair.a == *id {
        Some(row.a)
    } else if pair.b == *id {
        Some(row.b)
    } else {
        None
    }
}
