//! Benchmark boards: one importer for all of them, driven by a mapping file per board.
//!
//! A mapping (`boards/*.toml`) says where in the board's files the results stand, which columns and which parts of a
//! model's name are settings of the run, and what the benchmarks are: unit, direction, margin, area. Adding a board whose
//! files are CSV, JSON or YAML is one mapping and one line in [`crate::IMPORTERS`]. What models a board's names mean is
//! decided elsewhere.
//!
//! | board | source, licence and attribution | quirks |
//! |---|---|---|
//! | Epoch | Epoch AI, "AI Benchmarking Hub", epoch.ai/benchmarks, CC BY 4.0 | own runs and results collected from other boards and papers; most scores 0 to 1, some not; some errors are half intervals |
//! | Arena | Arena (arena.ai), leaderboard-dataset, CC BY 4.0 | ratings compare only inside one leaderboard of one day |
//! | LLM Stats | LLM Stats (llm-stats.com), CC BY 4.0 | nearly all reported by the model's maker; results do not name the maker |
//! | Aider | Aider-AI/aider, Apache-2.0 | models under display names; a cost of zero is an unknown one |
//! | τ²-bench | sierra-research/tau2-bench, MIT | voice and custom submissions do not compare with standard ones |
//!
//! A result's score is a claim of whoever ran it: each says who that was, or says nothing.

mod board;
mod columns;
mod csv;
mod definition;
mod names;
mod node;
mod number;
mod result;
mod rows;
mod unique;
mod yaml;

use crate::import::{ImportError, Importer, Input};
use crate::report::Report;
use board::{Benchmark, Board, File};
use node::Node;
use result::Reader;
use rows::Row;
use std::collections::{BTreeMap, BTreeSet};
use weigh_catalog::record::{Record, Subject};

const EPOCH_MAPPING: &str = include_str!("../../boards/epoch.toml");

/// Results of the Epoch AI Benchmarking Hub.
pub(crate) const EPOCH: Importer = Importer {
    id: "epoch",
    source: "epoch",
    what: "results of the Epoch AI Benchmarking Hub",
    url: None,
    files: &["epoch/"],
    is_folder: true,
    is_complete: false,
    run: |input, report| run(EPOCH_MAPPING, input, report),
};

const ARENA_MAPPING: &str = include_str!("../../boards/arena.toml");

/// Arena ratings.
pub(crate) const ARENA: Importer = Importer {
    id: "arena",
    source: "arena",
    what: "Arena ratings",
    url: None,
    files: &["arena/ratings", "arena/leaderboards"],
    is_folder: false,
    is_complete: false,
    run: |input, report| run(ARENA_MAPPING, input, report),
};

const LLM_STATS_MAPPING: &str = include_str!("../../boards/llm-stats.toml");

/// LLM Stats results and benchmarks.
pub(crate) const LLM_STATS: Importer = Importer {
    id: "llm-stats-results",
    source: "llm-stats",
    what: "LLM Stats results and benchmarks",
    url: None,
    files: &["llm-stats/results", "llm-stats/benchmarks"],
    is_folder: false,
    is_complete: false,
    run: |input, report| run(LLM_STATS_MAPPING, input, report),
};

const AIDER_MAPPING: &str = include_str!("../../boards/aider.toml");

/// Aider leaderboards.
pub(crate) const AIDER: Importer = Importer {
    id: "aider",
    source: "aider",
    what: "Aider leaderboards",
    url: None,
    files: &["aider/"],
    is_folder: true,
    is_complete: false,
    run: |input, report| run(AIDER_MAPPING, input, report),
};

const TAU2_MAPPING: &str = include_str!("../../boards/tau2.toml");

/// Τ²-bench submissions.
pub(crate) const TAU2: Importer = Importer {
    id: "tau2-bench",
    source: "tau2-bench",
    what: "τ²-bench submissions",
    url: None,
    files: &["tau2-bench/"],
    is_folder: false,
    is_complete: true,
    run: |input, report| run(TAU2_MAPPING, input, report),
};

/// Imports one file of the board with this mapping.
fn run(mapping: &str, input: &Input<'_>, report: &mut Report) -> Result<Vec<Record>, ImportError> {
    let shape = |what: String| ImportError::Shape { file: input.file.to_owned(), shape: "a benchmark board", what };
    let board = Board::parse(mapping).map_err(|error| shape(format!("its mapping is wrong: {error}")))?;
    let other = || ImportError::OtherFile { file: input.file.to_owned(), board: board.name.clone() };
    let file = board.file(input.file).ok_or_else(other)?;
    let tree = rows::tree(file.format, input.file, input.bytes)?;
    let rows = rows::rows(&tree, file.format, &file.rows, file.as_columns);
    if !rows.iter().any(|row| is_row(file, row)) {
        return Err(shape(format!("no row of {} in it", board.name)));
    }
    count_unknown(file, &rows, report);
    if let Some(defines) = &file.defines {
        return Ok(definition::from_rows(file, defines, &rows, report));
    }
    let captured_on = file.date.as_deref().and_then(|path| tree.at(path)?.text()?.get(..10)).map(str::to_owned);
    let date = captured_on.clone().unwrap_or_else(|| input.read_on.to_string());
    let reader = Reader { file, captured_on, date };
    let found = rows.iter().flat_map(|row| reader.results(row, report)).collect();
    let mut records = definitions(&reader, &rows);
    records.extend(unique::settle(found, report));
    Ok(records)
}

/// Whether a row has at least the columns of one: a model or benchmark, and a place for a score.
fn is_row(file: &File, row: &Row) -> bool {
    let has = |column: &String| row.node.at(column).is_some();
    if let Some(defines) = &file.defines {
        return file.benchmark_column.as_ref().is_some_and(has) && has(&defines.name);
    }
    file.entrant.0.iter().any(has) && file.benchmarks.iter().any(|benchmark| has(&benchmark.score))
}

/// The benchmarks of a file: those with an id of their own, and those the rows name.
fn definitions(reader: &Reader<'_>, rows: &[Row]) -> Vec<Record> {
    if reader.file.defined_elsewhere {
        return Vec::new();
    }
    let mut records: BTreeMap<Subject, Record> = BTreeMap::new();
    let keys: BTreeSet<String> = rows.iter().map(|row| reader.key(row)).filter(|key| !key.is_empty()).collect();
    for benchmark in &reader.file.benchmarks {
        let is_open = benchmark.key.as_deref() == Some("*");
        let names = |key: &&String| definition::entries(reader.file, key).iter().any(|entry| is_same(entry, benchmark));
        let keys: Vec<&str> = if is_open { keys.iter().filter(names).map(String::as_str).collect() } else { vec![""] };
        for key in keys {
            let record = benchmark.record(key, &reader.date);
            records.insert(record.subject.clone(), record);
        }
    }
    records.into_values().collect()
}

fn is_same(one: &Benchmark, other: &Benchmark) -> bool {
    std::ptr::eq(one, other)
}

/// Counts the columns that no rule of the mapping reads.
fn count_unknown(file: &File, rows: &[Row], report: &mut Report) {
    let known = file.known();
    for row in rows {
        count_below(&row.node, "", &known, report);
    }
}

fn count_below(node: &Node, path: &str, known: &BTreeSet<&str>, report: &mut Report) {
    let is_map = matches!(node, Node::Map(_));
    for (name, child) in node.children() {
        let path = if path.is_empty() { name.to_string() } else { format!("{path}.{name}") };
        if known.contains(path.as_str()) || matches!(child, Node::Null) {
            continue;
        }
        let is_parent =
            known.iter().any(|known| known.strip_prefix(path.as_str()).is_some_and(|rest| rest.starts_with('.')));
        if is_parent {
            count_below(child, &path, known, report);
        } else {
            report.unknown_field(if is_map { path } else { format!("[{path}]") });
        }
    }
}

#[cfg(test)]
mod tests;
