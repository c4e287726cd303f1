//! The sources behind this page, where they contradict each other, and values that were not read for long.

use super::{Context, Section};
use crate::block::{Block, Cell, Column, Inlines, NoteKind, Row, Table, Target};
use crate::evidence::{Evidence, Ground, Role};
use crate::format;
use crate::label;
use crate::source::{SourceNote, name_of};
use rustc_hash::FxHashMap;
use weigh_catalog::{Claim, SourceId, Value};

/// The sources behind this page, where they contradict each other, and values that were not read for long.
pub(super) const SECTION: Section = Section {
    id: "sources",
    title: "Sources and conflicts",
    about: "The sources behind this page, where they contradict each other, and values that were not read for long.",
    blocks,
};

fn blocks(context: &mut Context) -> Vec<Block> {
    let notes = context.cited_sources();
    let mut blocks = Vec::new();
    if notes.is_empty() {
        let words = "No claim of any source stands behind this page. Read the sources with `weigh sync`.";
        return vec![Block::Note(NoteKind::Missing, words.into())];
    }
    let rows = context.ledger.entries();
    blocks.push(Block::Table(sources(&notes, rows)));
    blocks.push(Block::Heading("Where sources disagree".to_owned()));
    blocks.extend(conflicts(&notes, rows));
    blocks.extend(growing_old(context));
    blocks
}

fn sources(notes: &[SourceNote], evidence: &[Evidence]) -> Table {
    let columns = vec![
        Column::text("Source"),
        Column::text("Version, read on"),
        Column::text("Licence"),
        Column::text("Attribution"),
        Column::number("Values here"),
        Column::number("Stale"),
    ];
    let mut table = Table::new("Everything this page rests on.", columns);
    let counts = counts(evidence);
    for note in notes {
        let (values, stale) = counts.get(&note.id).copied().unwrap_or_default();
        let readings: Vec<String> =
            note.readings.iter().map(|(version, day)| format!("{version}, {}", format::day(*day))).collect();
        table.row(vec![
            Cell::with_raw(link(&note.name, &note.url), note.id.to_string()),
            or_unknown(&readings.join("; ")),
            or_unknown(&note.licence),
            Cell::new(note.attribution.clone()),
            Cell::new(values.to_string()),
            Cell::new(stale.to_string()),
        ]);
    }
    table
}

/// By source: how many values it speaks of, and how many stale ones are its own.
fn counts(evidence: &[Evidence]) -> FxHashMap<&SourceId, (usize, usize)> {
    let mut counts: FxHashMap<&SourceId, (usize, usize)> = FxHashMap::default();
    for entry in evidence {
        let sources = || entry.claims().map(|(_, claim)| &claim.source);
        for (place, source) in sources().enumerate() {
            if !sources().take(place).any(|earlier| earlier == source) {
                counts.entry(source).or_default().0 += 1;
            }
        }
        if let Some(source) = sources().next().filter(|_| entry.is_stale()) {
            counts.entry(source).or_default().1 += 1;
        }
    }
    counts
}

/// When a reading is stale, and how many values here are.
fn growing_old(context: &Context) -> Vec<Block> {
    let rows = context.comparison.freshness.rows();
    let stale = context.ledger.entries().iter().filter(|entry| entry.is_stale()).count();
    if rows.is_empty() || stale == 0 {
        return Vec::new();
    }
    let days: Vec<String> = rows.iter().map(|(kind, days)| format!("{kind} {days}")).collect();
    let words = format!(
        "{} marked † {} last read longer ago than such values stay fresh. Days by kind of provider: {}. What cannot change \
         after a release, such as weights, dates and scores, does not grow old. ",
        format::counted(stale, "value", "values"),
        if stale == 1 { "was" } else { "were" },
        days.join(", ")
    );
    let command = Inlines::code("weigh sync");
    vec![
        Block::Heading("Stale readings".to_owned()),
        Block::Paragraph(Inlines::text(words).then(command).and(" reads the sources again.")),
    ]
}

fn or_unknown(text: &str) -> Cell {
    if text.is_empty() { Cell::unknown() } else { Cell::new(text) }
}

fn link(words: &str, address: &str) -> Inlines {
    if address.is_empty() {
        return Inlines::text(words);
    }
    Inlines::new().link(words, Target::Address(address.to_owned()))
}

/// Conflicts that stand open before the rest is folded.
const SHOWN: usize = 10;

/// Each fact whose claims differ, in one row; what nothing settles first.
fn conflicts(notes: &[SourceNote], evidence: &[Evidence]) -> Vec<Block> {
    let mut rows: Vec<(bool, Row)> = evidence.iter().enumerate().filter_map(|entry| conflict(notes, entry)).collect();
    if rows.is_empty() {
        return vec![Block::Paragraph(Inlines::text("No two claims behind this page contradict each other."))];
    }
    rows.sort_by_key(|(is_settled, _)| *is_settled);
    let mut rows: Vec<Row> = rows.into_iter().map(|(_, row)| row).collect();
    let rest = if rows.len() > SHOWN + 2 { rows.split_off(SHOWN) } else { Vec::new() };
    let table = |caption: &str, rows: Vec<Row>| {
        let columns = ["Value", "Used", "Says otherwise", "Outcome"].map(Column::text).to_vec();
        Block::Table(Table { rows, ..Table::new(caption, columns) })
    };
    let caption =
        "Precedence: for each field, one source counts most; a newer reading that contradicts it leaves it disputed.";
    let mut blocks = vec![table(caption, rows)];
    if !rest.is_empty() {
        let summary = format::counted(rest.len(), "further value", "further values");
        let summary = Inlines::text(format!("{summary} about which sources disagree"));
        blocks.push(Block::Rest { summary, blocks: vec![table("Continued.", rest)] });
    }
    blocks
}

fn conflict(notes: &[SourceNote], (index, entry): (usize, &Evidence)) -> Option<(bool, Row)> {
    let Ground::Claims { field, fact, .. } = &entry.ground else { return None };
    if fact.contradicting().is_empty() {
        return None;
    }
    let says = |claim: &Claim<Value>| {
        let who = name_of(notes, &claim.source);
        format!("{} ({who}, {})", label::value(field, &claim.value), format::day(claim.last_seen))
    };
    let others: Vec<String> = entry
        .claims()
        .filter(|(role, _)| matches!(role, Role::Overruled | Role::Contradicts))
        .map(|(_, claim)| says(claim))
        .collect();
    let outcome = if fact.is_disputed() { "disputed" } else { "settled by precedence" };
    let row = Row::new(vec![
        Cell::with_raw(Inlines::value(entry.about(), vec![index + 1]), entry.anchor.clone()),
        Cell::new(entry.claims().next().map(|(_, claim)| says(claim)).unwrap_or_default()),
        Cell::new(first_of(&others)),
        Cell::new(outcome),
    ]);
    Some((!fact.is_disputed(), row))
}

/// Claims named in one row before the rest is counted; a number beside the row leads to all.
const NAMED: usize = 3;

fn first_of(others: &[String]) -> String {
    let named = others.iter().take(NAMED).cloned().collect::<Vec<_>>().join("; ");
    match others.len().checked_sub(NAMED) {
        Some(more) if more > 0 => format!("{named}; and {more} more"),
        _ => named,
    }
}
