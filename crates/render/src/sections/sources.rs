//! The sources behind this page, where they contradict each other, and values that were not read for long.

use super::{Context, Section};
use crate::block::{Block, Cell, Column, Inlines, NoteKind, Row, Table, Target};
use crate::evidence::{Evidence, Role};
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
    blocks.push(Block::Table(sources(&notes, context.ledger.entries())));
    blocks.push(Block::Heading("Where sources disagree".to_owned()));
    blocks.extend(conflicts(context, &notes));
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
        let mut readings: Vec<String> =
            note.readings.iter().map(|(version, day)| format!("{version}, {}", format::day(*day))).collect();
        readings.dedup();
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
fn conflicts(context: &mut Context, notes: &[SourceNote]) -> Vec<Block> {
    let is_contested = |entry: &Evidence| entry.claims().any(|(role, _)| is_otherwise(role));
    let contested = context.ledger.entries().iter().enumerate().filter(|(_, entry)| is_contested(entry));
    let mut places: Vec<(bool, usize)> = contested.map(|(place, entry)| (!entry.is_disputed(), place)).collect();
    if places.is_empty() {
        return vec![Block::Paragraph(Inlines::text("No two claims behind this page contradict each other."))];
    }
    places.sort_unstable();
    let (open, rest) = places.split_at(if places.len() > SHOWN + 2 { SHOWN } else { places.len() });
    let table = |context: &Context, caption: &str, places: &[(bool, usize)]| {
        let entries = context.ledger.entries();
        let rows = places.iter().filter_map(|(_, place)| Some(conflict(notes, *place, entries.get(*place)?)));
        let columns = ["Value", "Used", "Says otherwise", "Outcome"].map(Column::text).to_vec();
        Block::Table(Table { rows: rows.collect(), ..Table::new(caption, columns) })
    };
    let caption =
        "Precedence: for each field, one source counts most; a newer reading that contradicts it leaves it disputed.";
    let mut blocks = vec![table(context, caption, open)];
    if !rest.is_empty() {
        let summary = format::counted(rest.len(), "further value", "further values");
        let summary = Inlines::text(format!("{summary} about which sources disagree"));
        blocks.push(context.rest(summary, None, |context| vec![table(context, "Continued.", rest)]));
    }
    blocks
}

/// Whether a claim says something else than the one to go by.
const fn is_otherwise(role: Role) -> bool {
    matches!(role, Role::Overruled | Role::Contradicts)
}

fn conflict(notes: &[SourceNote], place: usize, entry: &Evidence) -> Row {
    let says = |claim: &Claim<Value>| {
        let who = name_of(notes, &claim.source);
        let value = entry.field().map_or_else(|| claim.value.to_string(), |field| label::value(field, &claim.value));
        format!("{value} ({who}, {})", format::day(claim.last_seen))
    };
    let others: Vec<String> =
        entry.claims().filter(|(role, _)| is_otherwise(*role)).map(|(_, claim)| says(claim)).collect();
    let outcome = if entry.is_disputed() { "disputed" } else { "settled by precedence" };
    Row::new(vec![
        Cell::with_raw(Inlines::value(entry.about(), vec![place + 1]), entry.anchor()),
        Cell::new(entry.claims().next().map(|(_, claim)| says(claim)).unwrap_or_default()),
        Cell::new(first_of(&others)),
        Cell::new(outcome),
    ])
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
