//! Packing.

use super::bytes::Writer;
use super::{Codec, MAGIC, MAJOR, MINOR, bare, kind};
use crate::assemble::Assembly;
use crate::claim::Basis;
use crate::date::Day;
use crate::evidence::{Entry, Group, Heard, Member, Said, Topic, Unplaced};
use crate::facts::Facts;
use crate::field::{Field, Value};
use crate::folded::{ProviderTraits, model, plain_facts, provider_traits};
use crate::id::{ModelId, ProviderId};
use crate::model::{Model, Relation};
use crate::record::Subject;
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use std::collections::BTreeMap;
use std::io::Write as _;

/// Bytes of a block before compression: large enough to compress, small enough to inflate in well under a millisecond.
const BLOCK: usize = 48 * 1024;

/// Bytes of a section of unplaced claims before compression: they are read together, and compress better in one.
const UNPLACED_SECTION: usize = 1024 * 1024;

/// Days are written as distances from here.
pub(super) const EPOCH: Day = jiff::civil::date(2025, 1, 1);

/// What to pack.
#[derive(Debug, Clone, Copy)]
pub struct PackInput<'a> {
    /// The evidence.
    pub assembly: &'a Assembly,
    /// The text of the source table.
    pub source_table: &'a str,
    /// The day of the newest reading: names shown in lists are folded as of it.
    pub day: Day,
    /// The catalog's version.
    pub version: &'a str,
}

struct Section {
    kind: u64,
    number: u64,
    raw: usize,
    bytes: Vec<u8>,
}

/// Packs the evidence. The same input gives the same bytes.
pub fn pack(input: &PackInput<'_>) -> Vec<u8> {
    let assembly = input.assembly;
    let mut sections = vec![
        section(kind::META, 0, meta(input)),
        section(kind::SOURCE_TABLE, 0, input.source_table.as_bytes().to_vec()),
    ];
    let tables = [&assembly.providers, &assembly.labs, &assembly.licences, &assembly.benchmarks];
    sections
        .extend((0_u64..).zip(tables).map(|(number, entries)| section(kind::ENTRIES, number, entries_bytes(entries))));
    let (blocks, places) = blocks(&assembly.groups);
    let folded = folded(input);
    sections.push(section(kind::INDEX, 0, index(&assembly.groups, &folded, &places)));
    sections.push(section(kind::NAMES, 0, names(&assembly.groups, &folded)));
    let bare = bare::sections(&assembly.groups, &folded, &assembly.providers, input.day);
    sections.extend((0_u64..).zip(bare).map(|(number, part)| section(kind::BARE, number, part)));
    sections.extend((0_u64..).zip(blocks).map(|(number, block)| section(kind::BLOCK, number, block)));
    let (names, boards) = boards(assembly, input.day);
    sections.push(section(kind::BOARD_INDEX, 0, names));
    sections.extend((0_u64..).zip(boards).map(|(number, board)| section(kind::BOARD, number, board)));
    let unplaced = unplaced(&assembly.unplaced);
    sections.extend((0_u64..).zip(unplaced).map(|(number, part)| section(kind::UNPLACED, number, part)));
    join(&sections)
}

#[expect(clippy::needless_pass_by_value, reason = "callers make the bytes for this call alone")]
fn section(kind: u64, number: u64, raw: Vec<u8>) -> Section {
    let bytes = match Codec::of(kind) {
        Codec::Deflate => {
            let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(&raw).expect("writing to memory does not fail");
            encoder.finish().expect("writing to memory does not fail")
        }
        Codec::Lz4 => lz4_flex::block::compress(&raw),
    };
    Section { kind, number, raw: raw.len(), bytes }
}

fn join(sections: &[Section]) -> Vec<u8> {
    let mut directory = Writer::default();
    directory.count(sections.len());
    let mut offset = 0_usize;
    for section in sections {
        let mut crc = Crc::new();
        crc.update(&section.bytes);
        for number in [
            section.kind,
            section.number,
            offset as u64,
            section.bytes.len() as u64,
            section.raw as u64,
            u64::from(crc.sum()),
        ] {
            directory.number(number);
        }
        offset += section.bytes.len();
    }
    let directory = directory.finish();
    let mut crc = Crc::new();
    crc.update(&directory);
    let mut bytes = MAGIC.to_vec();
    bytes.extend(MAJOR.to_le_bytes());
    bytes.extend(MINOR.to_le_bytes());
    bytes.extend(u32::try_from(directory.len()).expect("a directory of some kilobytes").to_le_bytes());
    bytes.extend(crc.sum().to_le_bytes());
    bytes.extend(directory);
    sections.iter().for_each(|section| bytes.extend(&section.bytes));
    bytes
}

fn meta(input: &PackInput<'_>) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.text(input.version);
    day(&mut writer, input.day);
    day(&mut writer, oldest_price(&input.assembly.groups).unwrap_or(input.day));
    writer.count(input.assembly.readings.len());
    for Heard { reading, kinds } in &input.assembly.readings {
        writer.text(reading.source.as_str());
        writer.text(&reading.version);
        day(&mut writer, reading.read_on);
        writer.text(&reading.digest);
        writer.number(u64::from(reading.is_complete));
        writer.count(kinds.len());
        kinds.iter().for_each(|kind| writer.number(*kind as u64));
    }
    writer.finish()
}

/// The first day any price is known to have held.
fn oldest_price(groups: &[Group]) -> Option<Day> {
    let said = groups.iter().flat_map(|group| &group.members).flat_map(|member| &member.said);
    said.filter(|said| matches!(said.field, Field::Rate(_))).map(|said| said.claim.holds_from()).min()
}

fn entries_bytes(entries: &[Entry]) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.count(entries.len());
    for entry in entries {
        writer.text(&entry.id);
        said(&mut writer, &entry.said);
    }
    writer.finish()
}

/// Groups in blocks, and for each group its block and its place there.
fn blocks(groups: &[Group]) -> (Vec<Vec<u8>>, Vec<(u64, u64)>) {
    let (mut blocks, mut places) = (Vec::new(), Vec::new());
    let mut open: Vec<Writer> = Vec::new();
    let close = |open: &mut Vec<Writer>, blocks: &mut Vec<Vec<u8>>| {
        if !open.is_empty() {
            blocks.push(length_prefixed(std::mem::take(open)));
        }
    };
    for group in groups {
        let mut writer = Writer::default();
        write_group(&mut writer, group);
        if !open.is_empty() && open.iter().map(Writer::len).sum::<usize>() + writer.len() > BLOCK {
            close(&mut open, &mut blocks);
        }
        places.push((blocks.len() as u64, open.len() as u64));
        open.push(writer);
    }
    close(&mut open, &mut blocks);
    (blocks, places)
}

/// Parts one after another, their lengths before them as little-endian `u32`, their count first.
fn length_prefixed(parts: Vec<Writer>) -> Vec<u8> {
    let parts: Vec<Vec<u8>> = parts.into_iter().map(Writer::finish).collect();
    let number = |length: usize| u32::try_from(length).expect("a block of some kilobytes").to_le_bytes();
    let mut bytes = number(parts.len()).to_vec();
    parts.iter().for_each(|part| bytes.extend(number(part.len())));
    parts.iter().for_each(|part| bytes.extend(part));
    bytes
}

fn write_group(writer: &mut Writer, group: &Group) {
    writer.text(group.id.as_str());
    writer.number(group.authority as u64);
    writer.count(group.relations.len());
    for Relation { kind, model, evidence } in &group.relations {
        writer.number(*kind as u64);
        writer.text(model.as_str());
        writer.text(evidence);
    }
    writer.count(group.members.len());
    for member in &group.members {
        write_member(writer, member);
    }
}

fn write_member(writer: &mut Writer, member: &Member) {
    match &member.topic {
        Topic::Model { handle } => {
            writer.number(0);
            writer.text(handle);
        }
        Topic::Route { provider, own_id, host } => {
            writer.number(1);
            writer.text(provider.as_str());
            writer.text(own_id);
            writer.optional_text(host.as_deref());
        }
        Topic::Result { benchmark, entrant, settings } => {
            writer.number(2);
            writer.text(benchmark.as_str());
            writer.text(entrant);
            writer.text(settings);
        }
    }
    writer.number(member.layer as u64);
    writer.text(&member.evidence);
    writer.count(member.rivals.len());
    member.rivals.iter().for_each(|rival| writer.text(rival.as_str()));
    said(writer, &member.said);
}

/// What belongs to no model, some blocks' worth to a section: only a sync and a failed look-up read it.
fn unplaced(unplaced: &[Unplaced]) -> Vec<Vec<u8>> {
    let mut sections = Vec::new();
    let mut open = Writer::default();
    for Unplaced { is_repeated, subject, said: claims } in unplaced {
        if open.len() > UNPLACED_SECTION {
            sections.push(std::mem::take(&mut open).finish());
        }
        open.number(u64::from(*is_repeated));
        write_subject(&mut open, subject);
        said(&mut open, claims);
    }
    if open.len() > 0 {
        sections.push(open.finish());
    }
    sections
}

fn write_subject(writer: &mut Writer, subject: &Subject) {
    writer.number(subject.kind() as u64);
    match subject {
        Subject::Lab(id)
        | Subject::Provider(id)
        | Subject::Licence(id)
        | Subject::Benchmark(id)
        | Subject::Model(id) => writer.text(id),
        Subject::Route { provider, id, host } => {
            [provider, id].into_iter().chain(host).for_each(|text| writer.text(text));
        }
        Subject::Result { benchmark, entrant, settings } => {
            [benchmark, entrant, settings].into_iter().for_each(|text| writer.text(text));
        }
    }
}

fn said(writer: &mut Writer, said: &[Said]) {
    writer.count(said.len());
    for Said { field, claim, stated_until, own_id } in said {
        writer.text(&field.to_string());
        value(writer, &claim.value);
        writer.optional_text(claim.raw.as_deref());
        writer.text(claim.source.as_str());
        day(writer, claim.first_seen);
        writer.signed(days(claim.last_seen) - days(claim.first_seen));
        optional_day(writer, claim.effective.from);
        optional_day(writer, claim.effective.until);
        if claim.effective.until.is_some() {
            let is_inferred = *stated_until != claim.effective.until;
            writer.number(u64::from(is_inferred));
            if is_inferred {
                optional_day(writer, *stated_until);
            }
        }
        writer.count(Basis::ALL.iter().position(|basis| *basis == claim.basis).unwrap_or_default());
        writer.text(&claim.locator);
        writer.optional_text(claim.link.as_deref());
        writer.optional_text(own_id.as_deref());
    }
}

pub(super) fn optional_day(writer: &mut Writer, limit: Option<Day>) {
    writer.number(u64::from(limit.is_some()));
    if let Some(limit) = limit {
        day(writer, limit);
    }
}

pub(super) fn value(writer: &mut Writer, value: &Value) {
    match value {
        Value::Flag(flag) => writer.number(u64::from(*flag)),
        Value::Count(count) => writer.number(*count),
        other => writer.text(&other.to_string()),
    }
}

pub(super) fn days(day: Day) -> i64 {
    i64::from((day - EPOCH).get_days())
}

pub(super) fn day(writer: &mut Writer, day: Day) {
    writer.signed(days(day));
}

/// Every model as of the day of packing.
fn folded(input: &PackInput<'_>) -> Vec<Model> {
    let traits = traits(&input.assembly.providers, input.day);
    let look_up = |id: &ProviderId| traits.get(id).cloned().unwrap_or_default();
    input.assembly.groups.iter().map(|group| model(group, &look_up, input.day)).collect()
}

/// What look-up needs of every model: id, name, place, routes' own ids, other names.
fn index(groups: &[Group], folded: &[Model], places: &[(u64, u64)]) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.count(groups.len());
    for ((group, folded), (block, place)) in groups.iter().zip(folded).zip(places) {
        writer.text(group.id.as_str());
        writer.text(&folded.name);
        writer.number(*block);
        writer.number(*place);
        writer.number(group.authority as u64);
        writer.count(folded.live_routes().count());
        writer.count(folded.results.len());
        writer.optional_text(
            folded
                .facts
                .value::<String>(&Field::Released)
                .or_else(|| folded.released().value().map(ToString::to_string))
                .as_deref(),
        );
    }
    writer.finish()
}

fn names(groups: &[Group], folded: &[Model]) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.count(groups.len());
    for (group, folded) in groups.iter().zip(folded) {
        let aliases = aliases(&folded.facts, group);
        writer.count(aliases.len());
        aliases.iter().for_each(|alias| writer.text(alias));
        writer.count(folded.routes.len());
        for route in &folded.routes {
            writer.text(route.provider.as_str());
            writer.text(&route.own_id);
            writer.optional_text(route.id.host.as_deref());
            writer.number(u64::from(route.is_live()));
        }
    }
    writer.finish()
}

/// What sources call a model apart from its routes: handles of model records, and names kept by hand.
fn aliases(facts: &Facts, group: &Group) -> Vec<String> {
    let mut aliases: Vec<String> = group
        .members
        .iter()
        .filter_map(|member| match &member.topic {
            Topic::Model { handle } => Some(handle.to_string()),
            _ => None,
        })
        .collect();
    let own: Option<String> = facts.value(&Field::Aliases);
    aliases.extend(own.iter().flat_map(|own| own.split(',').map(|alias| alias.trim().to_owned())));
    aliases.sort();
    aliases.dedup();
    aliases
}

fn traits(providers: &[Entry], day: Day) -> BTreeMap<ProviderId, ProviderTraits> {
    providers
        .iter()
        .filter_map(|entry| Some((ProviderId::new(&entry.id).ok()?, provider_traits(&plain_facts(&entry.said, day)))))
        .collect()
}

/// The benchmarks' ids, and in their order one section each: model, settings and score, by model.
fn boards(assembly: &Assembly, day: Day) -> (Vec<u8>, Vec<Vec<u8>>) {
    let mut boards: BTreeMap<&str, Vec<(&ModelId, &str, String)>> = BTreeMap::new();
    for group in &assembly.groups {
        for member in &group.members {
            let Topic::Result { benchmark, settings, .. } = &member.topic else { continue };
            if let Some(Value::Number(score)) = plain_facts(&member.said, day).get(&Field::Score).value() {
                boards.entry(benchmark.as_str()).or_default().push((&group.id, settings, score.to_string()));
            }
        }
    }
    let mut names = Writer::default();
    names.count(boards.len());
    boards.keys().for_each(|benchmark| names.text(benchmark));
    let sections = boards
        .into_values()
        .map(|rows| {
            let mut writer = Writer::default();
            writer.count(rows.len());
            for (model, settings, score) in rows {
                writer.text(model.as_str());
                writer.text(settings);
                writer.text(&score);
            }
            writer.finish()
        })
        .collect();
    (names.finish(), sections)
}
