//! The sources behind this page, where they contradict each other, and values that were not read for long.

use super::{Context, Section};
use crate::block::{Block, Cell, Column, Inlines, NoteKind, Row, Table, Target};
use crate::evidence::{Evidence, Ground, Role, STALE_AFTER_DAYS, effective, seen};
use crate::format;
use crate::label;
use crate::source::{SourceNote, name_of};

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
    let stale: Vec<Inlines> = rows.iter().enumerate().filter(|(_, entry)| entry.is_stale()).map(stale).collect();
    if !stale.is_empty() {
        blocks.push(Block::Heading(format!("Not read again for over {STALE_AFTER_DAYS} days")));
        blocks.push(Block::Bullets(stale));
    }
    blocks
}

fn sources(notes: &[SourceNote], evidence: &[Evidence]) -> Table {
    let columns = vec![
        Column::text("Source"),
        Column::text("Version, read on"),
        Column::text("Licence"),
        Column::text("Attribution"),
        Column::number("Values here"),
    ];
    let mut table = Table::new("Everything this page rests on.", columns);
    for note in notes {
        let values =
            evidence.iter().filter(|entry| entry.claims().iter().any(|(_, claim)| claim.source == note.id)).count();
        let readings: Vec<String> =
            note.readings.iter().map(|(version, day)| format!("{version}, {}", format::day(*day))).collect();
        table.row(vec![
            Cell::with_raw(link(&note.name, &note.url), note.id.to_string()),
            or_unknown(&readings.join("; ")),
            or_unknown(&note.licence),
            Cell::new(note.attribution.clone()),
            Cell::new(values.to_string()),
        ]);
    }
    table
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

/// Each fact whose claims differ, with every claim.
fn conflicts(notes: &[SourceNote], evidence: &[Evidence]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (index, entry) in evidence.iter().enumerate() {
        let Ground::Claims { field, fact, .. } = &entry.ground else { continue };
        if fact.contradicting().is_empty() {
            continue;
        }
        let columns = vec![
            Column::text("Source"),
            Column::text("Says"),
            Column::text("Read"),
            Column::text("Holds"),
            Column::text("Outcome"),
        ];
        let mut table = Table::new(crate::evidence::standing(fact), columns);
        for (role, claim) in entry.claims() {
            let address = claim.link.as_deref().unwrap_or_default();
            let row = Row::new(vec![
                Cell::with_raw(link(name_of(notes, &claim.source), address), claim.source.to_string()),
                Cell::with_raw(label::value(field, &claim.value), label::raw(&claim.value)),
                Cell::new(seen(claim)),
                Cell::new(effective(claim.effective)),
                Cell::new(role.label()),
            ]);
            table.rows.push(row.highlighted(role == Role::Chosen));
        }
        let summary = Inlines::value(entry.about(), vec![index + 1]).and(if fact.is_disputed() {
            ": disputed"
        } else {
            ": settled by precedence"
        });
        blocks.push(Block::Details { summary, blocks: vec![Block::Table(table)] });
    }
    if blocks.is_empty() {
        blocks.push(Block::Paragraph(Inlines::text("No two claims behind this page contradict each other.")));
    }
    blocks
}

fn stale((index, entry): (usize, &Evidence)) -> Inlines {
    let last = entry.claims().first().map(|(_, claim)| format::day(claim.last_seen)).unwrap_or_default();
    Inlines::value(entry.about(), vec![index + 1]).and(format!(": last read on {last}."))
}
