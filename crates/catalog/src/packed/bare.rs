//! Bare models: what reasoning about all routes at once looks at, folded when the catalog is packed.
//!
//! Folding every model takes most of a second, reading them folded some milliseconds. A section begins with tables of what its
//! models have in common (texts, providers, fields, values, who said it when, whole facts, whole rates) and then has nothing but
//! numbers: routes of one list have most of their facts in common, so each is made once and shared, and who asks about few
//! fields passes over the others in one step.

use super::bytes::{self, Reader, Writer, zigzag};
use super::read::{
    PackedError, add_days, benchmark_id, damaged, day, model_id, optional_day, provider_id, source, value,
};
use super::write;
use crate::claim::{Basis, Claim, Fact};
use crate::date::{Day, Period};
use crate::evidence::{Entry, Group, Said};
use crate::facts::{Facts, Known};
use crate::field::{Field, FromValue as _, Kind, Value};
use crate::id::{BenchmarkId, ModelId, ProviderId, RouteParts};
use crate::model::{BenchmarkResult, Listing, Model, Rate, Route, Serves};
use crate::money::Usd;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

/// Routes of one section: some sections for each processor, and few enough that each repeats little.
const ROUTES: usize = 1_000;

/// Kinds of value, in the order they are numbered.
const KINDS: [Kind; 6] = [Kind::Text, Kind::Flag, Kind::Count, Kind::Amount, Kind::Date, Kind::Number];

/// Facts there is room for at first: about as many as are wanted of a route.
const ROOM: usize = 12;

/// A model without what only bears witness, and until when it is so.
#[derive(Debug)]
pub struct BareModel {
    /// The model, folded as of the day of packing.
    pub model: Model,
    /// The first day of which another fold may say something else; none if nothing more begins or ends.
    pub until: Option<Day>,
}

/// Things in the order they were first needed, each once.
struct Table<T> {
    places: HashMap<T, u64>,
    all: Vec<T>,
}

impl<T: Clone + Eq + Hash> Table<T> {
    fn new() -> Self {
        Self { places: HashMap::new(), all: Vec::new() }
    }

    fn place(&mut self, one: &T) -> u64 {
        if let Some(place) = self.places.get(one) {
            return *place;
        }
        let place = self.all.len() as u64;
        self.places.insert(one.clone(), place);
        self.all.push(one.clone());
        place
    }
}

/// Who said something when: a claim without its value.
type Ground = Claim<()>;

/// A section in the making.
struct Draft {
    texts: Table<Arc<str>>,
    providers: Table<ProviderId>,
    fields: Table<Field>,
    values: Table<Value>,
    grounds: Table<Ground>,
    /// Each as the numbers it is written with.
    facts: Table<Vec<u64>>,
    rates: Table<Vec<u64>>,
    body: Vec<u64>,
}

/// Models with a route on offer or a result, folded as of a day, in sections.
pub(super) fn sections(groups: &[Group], folded: &[Model], providers: &[Entry], day: Day) -> Vec<Vec<u8>> {
    let of_providers = providers.iter().filter_map(|entry| next_change(&entry.said, day)).min();
    let (mut sections, mut draft, mut routes) = (Vec::new(), Draft::new(), 0);
    for (group, model) in groups.iter().zip(folded) {
        let said = group.members.iter().filter_map(|member| next_change(&member.said, day)).min();
        let until = said.into_iter().chain(of_providers).min();
        routes += draft.model(&model.bare(), until);
        if routes >= ROUTES {
            sections.push(std::mem::replace(&mut draft, Draft::new()).finish());
            routes = 0;
        }
    }
    sections.push(draft.finish());
    sections
}

/// The first day after another on which something said begins or ends.
fn next_change(said: &[Said], after: Day) -> Option<Day> {
    let days = said.iter().flat_map(|said| {
        let Period { from, until } = said.claim.effective;
        [Some(said.claim.first_seen), from, until]
    });
    days.flatten().filter(|day| *day > after).min()
}

impl Draft {
    fn new() -> Self {
        Self {
            texts: Table::new(),
            providers: Table::new(),
            fields: Table::new(),
            values: Table::new(),
            grounds: Table::new(),
            facts: Table::new(),
            rates: Table::new(),
            body: Vec::new(),
        }
    }

    fn text(&mut self, text: &str) {
        let place = self.texts.place(&Arc::from(text));
        self.body.push(place);
    }

    /// Zero for nothing, else its place plus one.
    fn optional_text(&mut self, text: Option<&Arc<str>>) {
        let place = text.map_or(0, |text| self.texts.place(text) + 1);
        self.body.push(place);
    }

    /// Writes a model and tells how many routes it has.
    fn model(&mut self, model: &Model, until: Option<Day>) -> usize {
        self.text(model.id.as_str());
        self.body.push(u64::from(until.is_some()));
        self.body.extend(until.map(|until| zigzag(write::days(until))));
        self.facts(&model.facts);
        self.body.push(model.routes.len() as u64);
        model.routes.iter().for_each(|route| self.route(route));
        self.body.push(model.results.len() as u64);
        for result in &model.results {
            self.text(result.benchmark.as_str());
            self.facts(&result.facts);
        }
        model.routes.len()
    }

    fn route(&mut self, route: &Route) {
        let provider = self.providers.place(&route.provider);
        self.body.push(provider);
        self.optional_text(route.id.host.as_ref());
        self.optional_text(route.id.own_id.as_ref());
        self.body.push(u64::from(route.is_first_party));
        self.facts(&route.facts);
        self.body.push(route.rates.len() as u64);
        for rate in &route.rates {
            let fact = self.fact(&Field::Rate(rate.key.clone()), &rate.fact());
            let place = self.rates.place(&fact);
            self.body.push(place);
        }
    }

    fn facts(&mut self, facts: &Facts) {
        self.body.push(facts.len() as u64);
        for (field, fact) in facts.iter() {
            let fact = self.fact(field, fact);
            let place = self.facts.place(&fact);
            self.body.push(place);
        }
    }

    /// A field and its claims; the lowest bit of their number says whether they are in dispute.
    fn fact(&mut self, field: &Field, fact: &Fact<Value>) -> Vec<u64> {
        let (first, others, is_disputed): (_, &[_], _) = match fact {
            Fact::Known { claim, overruled, .. } => (Some(claim), overruled, false),
            Fact::Disputed(claims) => (None, claims, true),
            Fact::Unknown => (None, &[], false),
        };
        let count = others.len() as u64 + u64::from(first.is_some());
        let mut numbers = vec![self.fields.place(field), count << 1 | u64::from(is_disputed)];
        for claim in first.into_iter().chain(others) {
            numbers.extend([self.values.place(&claim.value), self.grounds.place(&claim.with(()))]);
        }
        numbers
    }

    fn finish(self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.count(self.texts.all.len());
        self.texts.all.iter().for_each(|text| writer.text(text));
        writer.count(self.providers.all.len());
        self.providers.all.iter().for_each(|provider| writer.text(provider.as_str()));
        writer.count(self.fields.all.len());
        self.fields.all.iter().for_each(|field| writer.text(&field.to_string()));
        writer.count(self.values.all.len());
        for value in &self.values.all {
            writer.count(KINDS.iter().position(|kind| *kind == value.kind()).unwrap_or_default());
            write::value(&mut writer, value);
        }
        writer.count(self.grounds.all.len());
        for ground in &self.grounds.all {
            writer.text(ground.source.as_str());
            write::day(&mut writer, ground.first_seen);
            writer.signed(write::days(ground.last_seen) - write::days(ground.first_seen));
            write::optional_day(&mut writer, ground.effective.from);
            write::optional_day(&mut writer, ground.effective.until);
            writer.count(Basis::ALL.iter().position(|basis| *basis == ground.basis).unwrap_or_default());
        }
        for table in [self.facts, self.rates] {
            writer.count(table.all.len());
            table.all.into_iter().flatten().for_each(|number| writer.number(number));
        }
        self.body.into_iter().for_each(|number| writer.number(number));
        writer.finish()
    }
}

/// Hands over the models of one section, one by one, with the fields that are wanted.
pub(super) fn read(
    bytes: &[u8],
    as_of: Day,
    is_wanted: &dyn Fn(&Field) -> bool,
    take: &mut dyn FnMut(BareModel) -> Result<(), PackedError>,
) -> Result<(), PackedError> {
    let mut reader = Reader::new(bytes)?;
    let texts = reader.list(Reader::text)?;
    let providers = reader.list(|reader| provider_id(reader.text()?))?;
    let fields = reader.list(|reader| {
        let field: Field = reader.text()?.parse().map_err(|_| damaged("an unknown field"))?;
        let is_wanted = is_wanted(&field);
        Ok((field, is_wanted))
    })?;
    let values = reader.list(|reader| {
        let kind = usize::try_from(reader.number()?).ok().and_then(|kind| KINDS.get(kind));
        value(reader, *kind.ok_or_else(|| damaged("an unknown kind of value"))?)
    })?;
    // Threads that share one empty text spend their time on counting who holds it.
    let (has_results, nothing) = (is_wanted(&Field::Score), Arc::from(""));
    let grounds = reader.list(|reader| ground(reader, &nothing))?;
    let (facts, rates) = (Vec::new(), Vec::new());
    let mut section =
        Section { reader, texts, providers, fields, values, grounds, facts, rates, as_of, has_results, nothing };
    section.facts = section.list(Section::known)?;
    section.rates = section.list(Section::rate)?;
    while !section.reader.is_at_end() {
        take(section.model()?)?;
    }
    Ok(())
}

fn ground(reader: &mut Reader<'_>, locator: &Arc<str>) -> Result<Ground, PackedError> {
    let source = source(reader.text()?)?;
    let first_seen = day(reader)?;
    let last_seen = add_days(first_seen, reader.signed()?)?;
    let effective = Period { from: optional_day(reader)?, until: optional_day(reader)? };
    let basis = usize::try_from(reader.number()?).ok().and_then(|place| Basis::ALL.get(place)).copied();
    let basis = basis.ok_or_else(|| damaged("an unknown basis"))?;
    let (locator, raw, link) = (Arc::clone(locator), None, None);
    Ok(Claim { value: (), raw, source, first_seen, last_seen, effective, basis, locator, link })
}

/// A section being read.
struct Section<'a> {
    reader: Reader<'a>,
    texts: Vec<Arc<str>>,
    providers: Vec<ProviderId>,
    fields: Vec<(Field, bool)>,
    values: Vec<Value>,
    grounds: Vec<Ground>,
    /// Nothing for those whose field is not wanted.
    facts: Vec<Option<Known>>,
    /// Nothing for those that are not wanted.
    rates: Vec<Option<Arc<Rate>>>,
    as_of: Day,
    /// Whether scores are wanted; there are as many results as routes.
    has_results: bool,
    nothing: Arc<str>,
}

impl Section<'_> {
    fn place(&mut self) -> Result<usize, PackedError> {
        usize::try_from(self.reader.number()?).map_err(|_| damaged("a place beyond memory"))
    }

    fn text(&mut self) -> Result<Arc<str>, PackedError> {
        let place = self.place()?;
        self.texts.get(place).cloned().ok_or_else(|| damaged("a text that is not there"))
    }

    fn optional_text(&mut self) -> Result<Option<Arc<str>>, PackedError> {
        let Some(place) = self.place()?.checked_sub(1) else { return Ok(None) };
        self.texts.get(place).cloned().map(Some).ok_or_else(|| damaged("a text that is not there"))
    }

    fn list<T>(&mut self, mut one: impl FnMut(&mut Self) -> Result<T, PackedError>) -> Result<Vec<T>, PackedError> {
        let count = self.reader.count()?;
        let mut all = Vec::with_capacity(count.min(bytes::ROOM));
        for _ in 0..count {
            all.push(one(self)?);
        }
        Ok(all)
    }

    fn model(&mut self) -> Result<BareModel, PackedError> {
        let id = model_id(self.text()?)?;
        let until = optional_day(&mut self.reader)?;
        let facts = self.facts()?;
        let routes = self.list(|section| section.route(&id))?;
        let results = if self.has_results {
            self.list(Self::result)?
        } else {
            (0..self.reader.count()?).try_for_each(|_| self.skip_result())?;
            Vec::new()
        };
        let name = id.to_string();
        let model = Model { id, name, as_of: self.as_of, facts, routes, results, relations: Vec::new() };
        Ok(BareModel { model, until })
    }

    fn route(&mut self, model: &ModelId) -> Result<Route, PackedError> {
        let provider = self.place()?;
        let provider = self.providers.get(provider).cloned().ok_or_else(|| damaged("a provider that is not there"))?;
        let (host, own_id) = (self.optional_text()?, self.optional_text()?);
        let is_first_party = self.reader.number()? == 1;
        let parts = RouteParts { model: model.clone(), provider: provider.clone(), host, own_id };
        let facts = self.facts()?;
        let rates = self.rates()?;
        Ok(Route {
            id: parts.into(),
            provider,
            own_id: Arc::clone(&self.nothing),
            is_first_party,
            serves: Serves::Resolved(Arc::clone(&self.nothing)),
            listing: Listing::Listed,
            facts,
            rates,
        })
    }

    fn rates(&mut self) -> Result<Vec<Arc<Rate>>, PackedError> {
        let count = self.reader.count()?;
        let mut rates = Vec::with_capacity(count.min(bytes::ROOM));
        for _ in 0..count {
            let place = self.place()?;
            let rate = self.rates.get(place).ok_or_else(|| damaged("a rate that is not there"))?;
            rates.extend(rate.clone());
        }
        Ok(rates)
    }

    fn result(&mut self) -> Result<BenchmarkResult, PackedError> {
        let benchmark: BenchmarkId = benchmark_id(self.text()?)?;
        let (entrant, settings) = (Arc::clone(&self.nothing), Arc::clone(&self.nothing));
        Ok(BenchmarkResult { benchmark, entrant, settings, facts: self.facts()? })
    }

    /// Passes over a result whose score is not wanted.
    fn skip_result(&mut self) -> Result<(), PackedError> {
        self.reader.number()?;
        (0..self.reader.count()?).try_for_each(|_| self.reader.number().map(|_| ()))
    }

    fn facts(&mut self) -> Result<Facts, PackedError> {
        let count = self.reader.count()?;
        let mut facts = Facts::with_room(count.min(ROOM));
        for _ in 0..count {
            let place = self.place()?;
            let fact = self.facts.get(place).ok_or_else(|| damaged("a fact that is not there"))?;
            if let Some(known) = fact {
                facts.share(known);
            }
        }
        Ok(facts)
    }

    fn known(&mut self) -> Result<Option<Known>, PackedError> {
        let known = self.fact(|value| Ok(value.clone()))?;
        Ok(known.filter(|(_, fact)| !fact.is_unknown()).map(Arc::new))
    }

    fn rate(&mut self) -> Result<Option<Arc<Rate>>, PackedError> {
        let amount = |value: &Value| Usd::from_value(value).ok_or_else(|| damaged("a rate that is no amount"));
        Ok(match self.fact(amount)? {
            Some((Field::Rate(key), amount)) => Some(Arc::new(Rate { key, amount })),
            _ => None,
        })
    }

    /// A fact; nothing if its field is not wanted.
    fn fact<T>(
        &mut self,
        make: impl Fn(&Value) -> Result<T, PackedError>,
    ) -> Result<Option<(Field, Fact<T>)>, PackedError> {
        let field = self.place()?;
        let count = self.place()?;
        let (count, is_disputed) = (count >> 1, count & 1 == 1);
        let (_, is_wanted) = self.fields.get(field).ok_or_else(|| damaged("a field that is not there"))?;
        if !is_wanted {
            (0..2 * count).try_for_each(|_| self.reader.number().map(|_| ()))?;
            return Ok(None);
        }
        let first = if is_disputed || count == 0 { None } else { Some(self.claim(&make)?) };
        let others = usize::from(first.is_some())..count;
        let others = others.map(|_| self.claim(&make)).collect::<Result<Vec<_>, _>>()?;
        let fact = match first {
            Some(claim) => Fact::Known { claim, agreeing: Vec::new(), overruled: others },
            None if others.is_empty() => Fact::Unknown,
            None => Fact::Disputed(others),
        };
        Ok(self.fields.get(field).map(|(field, _)| (field.clone(), fact)))
    }

    fn claim<T>(&mut self, make: impl Fn(&Value) -> Result<T, PackedError>) -> Result<Claim<T>, PackedError> {
        let (value, ground) = (self.place()?, self.place()?);
        let (value, ground) = (self.values.get(value), self.grounds.get(ground));
        let (value, ground) = value.zip(ground).ok_or_else(|| damaged("a claim that is not there"))?;
        Ok(ground.with(make(value)?))
    }
}
