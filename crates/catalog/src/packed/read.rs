//! Opening and reading.

use super::bytes::Reader;
use super::write::EPOCH;
use super::{BareModel, Codec, MAGIC, MAJOR, kind};
use crate::board::Standing;
use crate::claim::{Basis, Claim};
use crate::date::{Day, Period};
use crate::evidence::{Entry, Group, Heard, Member, Said, Topic, Unplaced};
use crate::field::{Field, Kind, Value};
use crate::id::{BenchmarkId, ModelId, ProviderId, SourceId};
use crate::identity::{Authority, Layer};
use crate::model::{Relation, RelationKind};
use crate::money::{Usd, parse_decimal};
use crate::record::{Reading, Subject, SubjectKind};
use flate2::Crc;
use flate2::read::ZlibDecoder;
use jiff::ToSpan as _;
use quick_cache::sync::Cache;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read as _;
use std::sync::Arc;

/// Most bytes a section may inflate to: guards against damaged lengths.
const LARGEST_SECTION: u64 = 64 * 1024 * 1024;

/// How many blocks are held inflated.
const INFLATED: usize = 8;

/// Why a packed catalog cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackedError {
    /// Not a packed catalog at all.
    #[error("not a packed catalog")]
    NotACatalog,
    /// Made by a newer weigh.
    #[error("catalog format {found} is newer than format {MAJOR}, which this version reads")]
    Newer {
        /// The major it has.
        found: u16,
    },
    /// Made by a weigh older than this one can read.
    #[error("catalog format {found} is older than format {MAJOR}, which this version reads")]
    Older {
        /// The major it has.
        found: u16,
    },
    /// Bytes are missing or changed.
    #[error("the catalog is damaged: {what}")]
    Damaged {
        /// What gave it away.
        what: &'static str,
    },
}

impl PackedError {
    /// What to do about it.
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Newer { .. } => "update weigh, or make the file again with `weigh sync`",
            _ => "make the file again with `weigh sync`; until then the embedded catalog answers",
        }
    }
}

pub(super) fn damaged(what: &'static str) -> PackedError {
    PackedError::Damaged { what }
}

#[derive(Debug, Clone, Copy)]
struct Place {
    offset: usize,
    length: usize,
    raw: u64,
    crc: u32,
}

/// One model in the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexEntry {
    /// The model.
    pub id: ModelId,
    /// The name to show, as of the day of packing.
    pub name: Arc<str>,
    /// Block and place in it.
    pub place: (u64, u64),
    /// On whose word it is known.
    pub authority: Authority,
    /// Routes on offer on the day of packing.
    pub live_routes: usize,
    /// Benchmark results.
    pub results: usize,
    /// Release date, as written.
    pub released: Option<Arc<str>>,
}

/// What else a model of the index is called: most of the index, and of use only to who looks for a name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IndexNames {
    /// Other names of the model.
    pub aliases: Vec<Arc<str>>,
    /// Its routes.
    pub routes: Vec<IndexRoute>,
}

/// One route in the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexRoute {
    /// The provider.
    pub provider: ProviderId,
    /// The provider's own id of the model.
    pub own_id: Arc<str>,
    /// Under a router: the upstream host.
    pub host: Option<Arc<str>>,
    /// Whether it is on offer and surely serves the model, on the day of packing.
    pub is_live: bool,
}

/// An opened packed catalog.
#[derive(Debug, Clone)]
pub struct Packed {
    bytes: Cow<'static, [u8]>,
    sections: BTreeMap<(u64, u64), Place>,
    /// The catalog's version.
    pub version: Arc<str>,
    /// The day of its newest reading.
    pub day: Day,
    /// The first day any price in it is known to have held.
    pub oldest: Day,
    /// Every reading in it.
    pub readings: Vec<Heard>,
    /// Benchmarks with results, to the number of their section.
    boards: BTreeMap<Arc<str>, u64>,
    /// Blocks inflated last: models of one lab, and so those often asked for together, share one.
    inflated: Arc<Cache<u64, Arc<[u8]>>>,
}

impl Packed {
    /// Opens bytes: checks magic, format and directory, reads the readings, decodes nothing else.
    ///
    /// # Errors
    /// [`PackedError`] if the bytes are no catalog, of another major format, or damaged.
    pub fn open(bytes: Cow<'static, [u8]>) -> Result<Self, PackedError> {
        let sections = directory(&bytes)?;
        let mut packed = Self {
            bytes,
            sections,
            version: Arc::from(""),
            day: EPOCH,
            oldest: EPOCH,
            readings: Vec::new(),
            boards: BTreeMap::new(),
            inflated: Arc::new(Cache::new(INFLATED)),
        };
        packed.read_meta()?;
        Ok(packed)
    }

    /// The file itself.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Checks every section's checksum: for files that came from outside.
    pub fn verify(&self) -> Result<(), PackedError> {
        self.sections.keys().try_for_each(|(kind, number)| self.section(*kind, *number).map(|_| ()))
    }

    fn read_meta(&mut self) -> Result<(), PackedError> {
        let bytes = self.section(kind::META, 0)?;
        let mut reader = Reader::new(&bytes)?;
        self.version = reader.text()?;
        self.day = day(&mut reader)?;
        self.oldest = day(&mut reader)?;
        self.readings = reader.list(|reader| {
            let reading = Reading {
                source: source(reader.text()?)?,
                version: reader.text()?.to_string(),
                read_on: day(reader)?,
                digest: reader.text()?.to_string(),
                is_complete: reader.number()? == 1,
            };
            let kinds = reader.list(subject_kind)?.into_iter().collect();
            Ok(Heard { reading, kinds })
        })?;
        let bytes = self.section(kind::BOARD_INDEX, 0)?;
        self.boards = Reader::new(&bytes)?.list(Reader::text)?.into_iter().zip(0..).collect();
        Ok(())
    }

    fn section(&self, kind: u64, number: u64) -> Result<Vec<u8>, PackedError> {
        let place = self.sections.get(&(kind, number)).ok_or_else(|| damaged("a section is missing"))?;
        let end = place.offset.checked_add(place.length);
        let bytes =
            end.and_then(|end| self.bytes.get(place.offset..end)).ok_or_else(|| damaged("a section is cut off"))?;
        let mut crc = Crc::new();
        crc.update(bytes);
        if crc.sum() != place.crc {
            return Err(damaged("a checksum does not match"));
        }
        if place.raw > LARGEST_SECTION {
            return Err(damaged("a section is too large"));
        }
        let size = usize::try_from(place.raw.min(1 << 24)).unwrap_or(0);
        let raw = match Codec::of(kind) {
            Codec::Deflate => {
                let mut raw = Vec::with_capacity(size);
                // One more than announced, so that a section that goes on is noticed without inflating all of it.
                let read = ZlibDecoder::new(bytes).take(place.raw + 1).read_to_end(&mut raw);
                read.map(|_| raw).map_err(|_| damaged("a section does not inflate"))?
            }
            Codec::Lz4 => {
                lz4_flex::block::decompress(bytes, size).map_err(|_| damaged("a section does not decompress"))?
            }
        };
        if raw.len() as u64 == place.raw { Ok(raw) } else { Err(damaged("a section has the wrong length")) }
    }

    /// The text of the source table.
    pub fn source_table(&self) -> Result<String, PackedError> {
        String::from_utf8(self.section(kind::SOURCE_TABLE, 0)?).map_err(|_| damaged("the source table is not text"))
    }

    /// Claims about providers.
    pub fn providers(&self) -> Result<Vec<Entry>, PackedError> {
        self.entries(0)
    }

    /// Claims about labs.
    pub fn labs(&self) -> Result<Vec<Entry>, PackedError> {
        self.entries(1)
    }

    /// Claims about licences.
    pub fn licences(&self) -> Result<Vec<Entry>, PackedError> {
        self.entries(2)
    }

    /// Claims about benchmarks.
    pub fn benchmarks(&self) -> Result<Vec<Entry>, PackedError> {
        self.entries(3)
    }

    fn entries(&self, number: u64) -> Result<Vec<Entry>, PackedError> {
        let bytes = self.section(kind::ENTRIES, number)?;
        let (mut reader, mut known) = (Reader::new(&bytes)?, Known::default());
        reader.list(|reader| Ok(Entry { id: reader.text()?, said: said(reader, &mut known)? }))
    }

    /// Every model, by id.
    pub fn index(&self) -> Result<Vec<IndexEntry>, PackedError> {
        let bytes = self.section(kind::INDEX, 0)?;
        let mut reader = Reader::new(&bytes)?;
        reader.list(index_entry)
    }

    /// The other names of every model, in the same order.
    pub fn names(&self) -> Result<Vec<IndexNames>, PackedError> {
        let bytes = self.section(kind::NAMES, 0)?;
        Reader::new(&bytes)?.list(index_names)
    }

    /// The evidence on one model of the index: of members that are not wanted only what they are about.
    pub fn group(&self, entry: &IndexEntry, is_wanted: &dyn Fn(&Topic) -> bool) -> Result<Group, PackedError> {
        let (block, place) = entry.place;
        let inflate = || self.section(kind::BLOCK, block).map(Arc::from);
        let bytes = self.inflated.get_or_insert_with(&block, inflate)?;
        let part = part(&bytes, place).ok_or_else(|| damaged("a block is too short"))?;
        group(&mut Reader::new(part)?, is_wanted)
    }

    /// The evidence on every model, block by block.
    pub fn groups(&self) -> impl Iterator<Item = Result<Group, PackedError>> + '_ {
        self.blocks().into_iter().flat_map(|block| match self.block(block) {
            Ok(groups) => groups.into_iter().map(Ok).collect::<Vec<_>>(),
            Err(error) => vec![Err(error)],
        })
    }

    /// The numbers of its blocks.
    pub fn blocks(&self) -> Vec<u64> {
        self.sections.keys().filter(|(kind, _)| *kind == kind::BLOCK).map(|(_, block)| *block).collect()
    }

    /// The evidence on the models of one block.
    ///
    /// # Errors
    /// [`PackedError::Damaged`].
    pub fn block(&self, block: u64) -> Result<Vec<Group>, PackedError> {
        let bytes = self.section(kind::BLOCK, block)?;
        (0..).map_while(|place| part(&bytes, place)).map(|part| group(&mut Reader::new(part)?, &|_| true)).collect()
    }

    /// The numbers of its sections of bare models; none in files of before there were any.
    pub fn bare_sections(&self) -> Vec<u64> {
        self.sections.keys().filter(|(kind, _)| *kind == kind::BARE).map(|(_, number)| *number).collect()
    }

    /// Hands over the bare models of one section as of the day of packing, with those of their fields that are wanted. They
    /// come one by one: a section of them takes more room than all that is made of them.
    ///
    /// # Errors
    /// [`PackedError::Damaged`], and those of `take`.
    pub fn bare(
        &self,
        number: u64,
        is_wanted: &dyn Fn(&Field) -> bool,
        take: &mut dyn FnMut(BareModel) -> Result<(), PackedError>,
    ) -> Result<(), PackedError> {
        super::bare::read(&self.section(kind::BARE, number)?, self.day, is_wanted, take)
    }

    /// What belongs to no model, by subject.
    pub fn unplaced(&self) -> Result<Vec<Unplaced>, PackedError> {
        let mut all = Vec::new();
        for (_, number) in self.sections.keys().filter(|(kind, _)| *kind == kind::UNPLACED) {
            let bytes = self.section(kind::UNPLACED, *number)?;
            let (mut reader, mut known) = (Reader::new(&bytes)?, Known::default());
            while !reader.is_at_end() {
                all.push(Unplaced {
                    is_repeated: reader.number()? == 1,
                    subject: subject(&mut reader)?,
                    said: said(&mut reader, &mut known)?,
                });
            }
        }
        Ok(all)
    }

    /// Everybody's scores in one benchmark, unsorted; empty if it has none.
    pub fn standings(&self, benchmark: &BenchmarkId) -> Result<Vec<Standing>, PackedError> {
        let Some(number) = self.boards.get(benchmark.as_str()) else { return Ok(Vec::new()) };
        let bytes = self.section(kind::BOARD, *number)?;
        Reader::new(&bytes)?.list(standing)
    }
}

fn directory(bytes: &[u8]) -> Result<BTreeMap<(u64, u64), Place>, PackedError> {
    let head = bytes.first_chunk::<20>().ok_or(PackedError::NotACatalog)?;
    if head[..8] != *MAGIC {
        return Err(PackedError::NotACatalog);
    }
    match u16::from_le_bytes([head[8], head[9]]) {
        MAJOR => {}
        found if found > MAJOR => return Err(PackedError::Newer { found }),
        found => return Err(PackedError::Older { found }),
    }
    let length = u32::from_le_bytes([head[12], head[13], head[14], head[15]]) as usize;
    let directory = bytes.get(20..20 + length).ok_or_else(|| damaged("the directory is cut off"))?;
    let mut crc = Crc::new();
    crc.update(directory);
    if crc.sum() != u32::from_le_bytes([head[16], head[17], head[18], head[19]]) {
        return Err(damaged("the directory's checksum does not match"));
    }
    let base = 20 + length;
    let mut reader = Reader::new(directory)?;
    let places = reader.list(|reader| {
        let key = (reader.number()?, reader.number()?);
        let number =
            |reader: &mut Reader<'_>| usize::try_from(reader.number()?).map_err(|_| damaged("a section beyond memory"));
        let offset = number(reader)?.checked_add(base).ok_or_else(|| damaged("a section beyond memory"))?;
        let length = number(reader)?;
        let raw = reader.number()?;
        let crc = u32::try_from(reader.number()?).map_err(|_| damaged("a checksum of the wrong size"))?;
        Ok((key, Place { offset, length, raw, crc }))
    })?;
    Ok(places.into_iter().collect())
}

/// One of the length-prefixed parts of a block.
fn part(bytes: &[u8], place: u64) -> Option<&[u8]> {
    let place = usize::try_from(place).ok()?;
    let number = |at: usize| Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk::<4>()?) as usize);
    let count = number(0)?;
    if place >= count {
        return None;
    }
    let mut start = 4 + 4 * count;
    for before in 0..place {
        start += number(4 + 4 * before)?;
    }
    bytes.get(start..start.checked_add(number(4 + 4 * place)?)?)
}

pub(super) fn source(text: Arc<str>) -> Result<SourceId, PackedError> {
    SourceId::shared(text).map_err(|_| damaged("an empty source id"))
}

pub(super) fn model_id(text: Arc<str>) -> Result<ModelId, PackedError> {
    ModelId::shared(text).map_err(|_| damaged("not a model id"))
}

pub(super) fn provider_id(text: Arc<str>) -> Result<ProviderId, PackedError> {
    ProviderId::shared(text).map_err(|_| damaged("an empty provider id"))
}

pub(super) fn benchmark_id(text: Arc<str>) -> Result<BenchmarkId, PackedError> {
    BenchmarkId::shared(text).map_err(|_| damaged("an empty benchmark id"))
}

pub(super) fn day(reader: &mut Reader<'_>) -> Result<Day, PackedError> {
    add_days(EPOCH, reader.signed()?)
}

pub(super) fn add_days(day: Day, days: i64) -> Result<Day, PackedError> {
    let span = 0.days().try_days(days).map_err(|_| damaged("a day out of range"))?;
    day.checked_add(span).map_err(|_| damaged("a day out of range"))
}

fn authority(number: u64) -> Result<Authority, PackedError> {
    use Authority::{Curated, FirstParty, List, ModelCatalog, Provisional, Router, Weights};
    let all = [Curated, ModelCatalog, FirstParty, Router, Weights, List, Provisional];
    all.into_iter().find(|one| *one as u64 == number).ok_or_else(|| damaged("an unknown authority"))
}

fn relation(reader: &mut Reader<'_>) -> Result<Relation, PackedError> {
    use RelationKind::{BaseModel, DatedRelease, InstructVersion, OtherPrecision, TunedFrom, UndatedName};
    let all = [InstructVersion, BaseModel, DatedRelease, UndatedName, TunedFrom, OtherPrecision];
    let number = reader.number()?;
    let kind = all.into_iter().find(|one| *one as u64 == number).ok_or_else(|| damaged("an unknown relation"))?;
    Ok(Relation { kind, model: model_id(reader.text()?)?, evidence: reader.text()? })
}

fn index_entry(reader: &mut Reader<'_>) -> Result<IndexEntry, PackedError> {
    Ok(IndexEntry {
        id: model_id(reader.text()?)?,
        name: reader.text()?,
        place: (reader.number()?, reader.number()?),
        authority: authority(reader.number()?)?,
        live_routes: usize::try_from(reader.number()?).map_err(|_| damaged("a count beyond memory"))?,
        results: usize::try_from(reader.number()?).map_err(|_| damaged("a count beyond memory"))?,
        released: reader.optional_text()?,
    })
}

fn index_names(reader: &mut Reader<'_>) -> Result<IndexNames, PackedError> {
    Ok(IndexNames {
        aliases: reader.list(Reader::text)?,
        routes: reader.list(|reader| {
            Ok(IndexRoute {
                provider: provider_id(reader.text()?)?,
                own_id: reader.text()?,
                host: reader.optional_text()?,
                is_live: reader.number()? == 1,
            })
        })?,
    })
}

fn group(reader: &mut Reader<'_>, is_wanted: &dyn Fn(&Topic) -> bool) -> Result<Group, PackedError> {
    let mut known = Known::default();
    Ok(Group {
        id: model_id(reader.text()?)?,
        authority: authority(reader.number()?)?,
        relations: reader.list(relation)?,
        members: reader.list(|reader| member(reader, is_wanted, &mut known))?,
    })
}

fn member(
    reader: &mut Reader<'_>,
    is_wanted: &dyn Fn(&Topic) -> bool,
    known: &mut Known,
) -> Result<Member, PackedError> {
    let topic = match reader.number()? {
        0 => Topic::Model { handle: reader.text()? },
        1 => Topic::Route {
            provider: provider_id(reader.text()?)?,
            own_id: reader.text()?,
            host: reader.optional_text()?,
        },
        2 => Topic::Result {
            benchmark: benchmark_id(reader.text()?)?,
            entrant: reader.text()?,
            settings: reader.text()?,
        },
        _ => return Err(damaged("an unknown topic")),
    };
    let layers = [Layer::Stated, Layer::Rule, Layer::DisplayName, Layer::Provisional];
    let number = reader.number()?;
    let layer = layers.into_iter().find(|one| *one as u64 == number).ok_or_else(|| damaged("an unknown layer"))?;
    let evidence = reader.text()?;
    let rivals = reader.list(|reader| model_id(reader.text()?))?;
    let said = if is_wanted(&topic) { said(reader, known)? } else { skip_said(reader)? };
    Ok(Member { topic, layer, evidence, rivals, said })
}

/// What texts of a section were read as before: a few fields and prices make up most of what is said.
#[derive(Debug, Default)]
struct Known {
    fields: BTreeMap<u64, Field>,
    values: BTreeMap<(u64, Kind), Value>,
}

impl Known {
    fn field(&mut self, reader: &mut Reader<'_>) -> Result<Field, PackedError> {
        let place = reader.number()?;
        if let Some(field) = self.fields.get(&place) {
            return Ok(field.clone());
        }
        let field: Field = reader.text_at(place)?.parse().map_err(|_| damaged("an unknown field"))?;
        self.fields.insert(place, field.clone());
        Ok(field)
    }

    fn value(&mut self, reader: &mut Reader<'_>, kind: Kind) -> Result<Value, PackedError> {
        if !is_parsed(kind) {
            return value(reader, kind);
        }
        let place = reader.number()?;
        if let Some(value) = self.values.get(&(place, kind)) {
            return Ok(value.clone());
        }
        let value = parsed(kind, &reader.text_at(place)?)?;
        self.values.insert((place, kind), value.clone());
        Ok(value)
    }
}

fn said(reader: &mut Reader<'_>, known: &mut Known) -> Result<Vec<Said>, PackedError> {
    reader.list(|reader| {
        let field = known.field(reader)?;
        let value = known.value(reader, field.kind())?;
        let raw = reader.optional_text()?;
        let source = source(reader.text()?)?;
        let first_seen = day(reader)?;
        let last_seen = add_days(first_seen, reader.signed()?)?;
        let effective = Period { from: optional_day(reader)?, until: optional_day(reader)? };
        let is_inferred = effective.until.is_some() && reader.number()? == 1;
        let stated_until = if is_inferred { optional_day(reader)? } else { effective.until };
        let basis = usize::try_from(reader.number()?).ok().and_then(|place| Basis::ALL.get(place)).copied();
        let basis = basis.ok_or_else(|| damaged("an unknown basis"))?;
        let (locator, link) = (reader.text()?, reader.optional_text()?);
        let claim = Claim { value, raw, source, first_seen, last_seen, effective, basis, locator, link };
        Ok(Said { field, claim, stated_until, own_id: reader.optional_text()? })
    })
}

/// Passes over what [`said`] reads.
fn skip_said(reader: &mut Reader<'_>) -> Result<Vec<Said>, PackedError> {
    fn skip(reader: &mut Reader<'_>, numbers: usize) -> Result<(), PackedError> {
        (0..numbers).try_for_each(|_| reader.number().map(|_| ()))
    }
    fn skip_optional(reader: &mut Reader<'_>) -> Result<bool, PackedError> {
        let is_there = reader.number()? == 1;
        skip(reader, usize::from(is_there)).map(|()| is_there)
    }
    for _ in 0..reader.count()? {
        // Field and value.
        skip(reader, 2)?;
        skip_optional(reader)?;
        // Source, first and last day.
        skip(reader, 3)?;
        skip_optional(reader)?;
        let has_end = skip_optional(reader)?;
        if has_end && reader.number()? == 1 {
            skip_optional(reader)?;
        }
        // Basis and locator, then link and own id.
        skip(reader, 2)?;
        skip_optional(reader)?;
        skip_optional(reader)?;
    }
    Ok(Vec::new())
}

pub(super) fn value(reader: &mut Reader<'_>, kind: Kind) -> Result<Value, PackedError> {
    Ok(match kind {
        Kind::Flag => Value::Flag(reader.number()? == 1),
        Kind::Count => Value::Count(reader.number()?),
        Kind::Text => Value::Text(reader.text()?),
        Kind::Amount | Kind::Date | Kind::Number => parsed(kind, &reader.text()?)?,
    })
}

/// Whether values of a kind are written as texts that must be read.
const fn is_parsed(kind: Kind) -> bool {
    matches!(kind, Kind::Amount | Kind::Date | Kind::Number)
}

/// A value from the text it was packed with. Amounts are exact by then: nothing is rounded.
fn parsed(kind: Kind, text: &str) -> Result<Value, PackedError> {
    let value = match kind {
        Kind::Amount => parse_decimal(text).ok().map(|amount| Value::Amount(Usd::new(amount))),
        _ => Value::of_kind(kind, text),
    };
    value.ok_or_else(|| damaged("a value of the wrong kind"))
}

pub(super) fn optional_day(reader: &mut Reader<'_>) -> Result<Option<Day>, PackedError> {
    if reader.number()? == 1 { day(reader).map(Some) } else { Ok(None) }
}

fn subject_kind(reader: &mut Reader<'_>) -> Result<SubjectKind, PackedError> {
    let number = reader.number()?;
    let kind = SubjectKind::ALL.iter().copied().find(|kind| *kind as u64 == number);
    kind.ok_or_else(|| damaged("an unknown kind of subject"))
}

fn subject(reader: &mut Reader<'_>) -> Result<Subject, PackedError> {
    let kind = subject_kind(reader)?;
    let id = reader.text()?;
    Ok(match kind {
        SubjectKind::Lab => Subject::Lab(id),
        SubjectKind::Provider => Subject::Provider(id),
        SubjectKind::Licence => Subject::Licence(id),
        SubjectKind::Benchmark => Subject::Benchmark(id),
        SubjectKind::Model => Subject::Model(id),
        SubjectKind::Route => Subject::Route { provider: id, id: reader.text()?, host: None },
        SubjectKind::HostedRoute => Subject::Route { provider: id, id: reader.text()?, host: Some(reader.text()?) },
        SubjectKind::Result => Subject::Result { benchmark: id, entrant: reader.text()?, settings: reader.text()? },
    })
}

fn standing(reader: &mut Reader<'_>) -> Result<Standing, PackedError> {
    let (model, settings, score) = (model_id(reader.text()?)?, reader.text()?, reader.text()?);
    let score = parse_decimal(&score).map_err(|_| damaged("a score that is no number"))?;
    Ok(Standing { model, settings, score })
}
