//! model-prices: dated price timelines of labs' own APIs, checked daily against the labs' pages.
//!
//! Source: Python package `model-prices` (MIT), derived from models.dev (MIT). Authoritative for first-party price
//! timelines; provider ids are those of models.dev. Dollars per million tokens.
//!
//! Quirks:
//! - A first period has no start: it is then dated by the day the price was first recorded. Batch periods start in 2024
//!   for models of 2026 (the day the lab's batch service began): the later of start and record day counts.
//! - `cache_write_1h_multiple` stands on models without a cache write price, where it means nothing. Where there is one, the
//!   one-hour rate is input times the multiple, in a derived record of its own.
//! - Schedules (rates by time of day) become derived records; days off for public holidays cannot be expressed.
//! - Subscription `plans`, `estimates` (guesses), `recorded` (uncorrected values) and the names of command-line tools in
//!   `aliases.providers` are left out.

mod schedule;
mod timeline;

use crate::import::{ImportError, Importer, Input};
use crate::json::{self, Object, RowError};
use crate::price::{Prices, Zero};
use crate::report::Report;
use schedule::Schedule;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use timeline::Span;
use weigh_catalog::{Basis, Field, Meter, RateKey, Record, ServiceTier, Subject, Value};

/// The file of all timelines.
pub const IMPORTER: Importer = Importer {
    id: "model-prices",
    source: "model-prices",
    what: "dated price timelines of labs' own APIs",
    url: None,
    files: &["model-prices/"],
    is_complete: true,
    run,
};

/// The shape this importer knows.
const SCHEMA: u64 = 1;

/// What the file says of routes apart from prices.
type Statuses = BTreeMap<(String, String), String>;

fn run(input: &Input<'_>, report: &mut Report) -> Result<Vec<Record>, ImportError> {
    let refuse = |what: String| ImportError::Shape { file: input.file.to_owned(), shape: "model-prices", what };
    let mut file = json::file(input.file, input.bytes)?;
    let records = read(&mut file, report).map_err(|error| refuse(error.to_string()))?;
    if records.is_empty() {
        return Err(refuse("not one price can be read".to_owned()));
    }
    file.ignore(&["models_dev", "updated_at"]);
    file.finish(report, "");
    Ok(records)
}

fn read(file: &mut Object<'_>, report: &mut Report) -> Result<Vec<Record>, RowError> {
    if file.count("schema")? != Some(SCHEMA) {
        return Err(RowError { key: "schema".to_owned(), expected: "1" });
    }
    let prices = file.object("prices")?.ok_or(RowError { key: "prices".to_owned(), expected: "an object" })?;
    let (statuses, mut records) = statuses(file.object("status")?, report);
    let schedules = schedule::read(file.object("schedules")?, report)?;
    records.extend(links(file, report)?);
    for key in ["plans", "estimates"] {
        for (index, _) in file.array(key)?.unwrap_or_default().iter().enumerate() {
            report.rows += 1;
            report.skip(format!("{key} are not imported"), format!("{key}[{index}]"));
        }
    }
    let reader = Reader { statuses, schedules };
    for (provider, raw) in rest(prices) {
        reader.provider(&provider, raw, &mut records, report);
    }
    Ok(records)
}

struct Reader {
    statuses: Statuses,
    schedules: Vec<Schedule>,
}

impl Reader {
    fn provider(&self, provider: &str, raw: &RawValue, records: &mut Vec<Record>, report: &mut Report) {
        let path = format!("prices.{provider}");
        let Some(models) = object_or_skip(raw, &path, report) else { return };
        for (model, raw) in rest(models) {
            let path = format!("{path}.{model}");
            let Some(modes) = object_or_skip(raw, &path, report) else { continue };
            for (mode, raw) in rest(modes) {
                let path = format!("{path}.{mode}");
                match ServiceTier::ALL.iter().copied().find(|tier| tier.id() == mode) {
                    Some(tier) => self.mode(provider, &model, tier, (raw, &path), records, report),
                    None => report.skip("unknown mode", path),
                }
            }
        }
    }

    fn mode(
        &self,
        provider: &str,
        model: &str,
        tier: ServiceTier,
        (raw, path): (&RawValue, &str),
        records: &mut Vec<Record>,
        report: &mut Report,
    ) {
        let spans = match timeline::read(raw, tier, path, report) {
            Ok(spans) => spans,
            Err(error) => return report.skip(error.to_string(), path),
        };
        let subject = Subject::route(provider, model);
        let zero = Zero::of_ids(provider, model);
        for span in &spans {
            records.extend(price_record(&subject, span, zero, report));
            records.extend(hour_record(&subject, span, report));
            if tier == ServiceTier::Standard {
                let is_removed = self.status(provider, model) == Some("removed");
                let schedules = self.schedules.iter().filter(|schedule| schedule.provider == provider);
                for schedule in schedules {
                    records.extend(schedule.record(&subject, model, is_removed, span, report));
                }
            }
        }
    }

    fn status(&self, provider: &str, model: &str) -> Option<&str> {
        self.statuses.get(&(provider.to_owned(), model.to_owned())).map(String::as_str)
    }
}

fn object_or_skip<'a>(raw: &'a RawValue, path: &str, report: &mut Report) -> Option<Object<'a>> {
    match Object::read(raw, path) {
        Ok(object) => Some(object),
        Err(error) => {
            report.skip(error.to_string(), path);
            None
        }
    }
}

fn base_record(subject: &Subject, span: &Span, locator: &str, basis: Basis) -> Record {
    let mut record = Record::new(subject.clone(), locator);
    record.effective = span.effective;
    record.basis = basis;
    record.link = span.rates.source.as_deref().map(Into::into);
    record
}

/// The prices of one period, as the source gives them.
fn price_record(subject: &Subject, span: &Span, zero: Zero, report: &mut Report) -> Option<Record> {
    let mut record = base_record(subject, span, &span.locator, span.rates.basis);
    if let Some(model) = &span.rates.model {
        record.say(Field::Serves, Value::Text(model.as_str().into()));
    }
    // A documented zero is somebody saying that it is free.
    let zero = if span.rates.basis == Basis::Documented { Zero::Free } else { zero };
    let mut prices = Prices::default();
    for (key, digits) in &span.rates.prices {
        prices.add(key.clone(), digits, 0).ok()?;
    }
    prices.apply(&mut record, zero, report);
    (!record.statements.is_empty()).then_some(record)
}

/// The one-hour cache write rates of one period: input times the multiple, wherever cache writes have a price.
fn hour_record(subject: &Subject, span: &Span, report: &mut Report) -> Option<Record> {
    let multiple = span.rates.hour_multiple.as_deref()?;
    let locator = format!("{} input*cache_write_1h_multiple", span.locator);
    let mut record = base_record(subject, span, &locator, Basis::Derived);
    let mut prices = Prices::default();
    for (key, digits) in span.rates.prices.iter().filter(|(key, _)| key.meter == Meter::Input) {
        let writes = RateKey { meter: Meter::CacheWrite, ..key.clone() };
        if span.rates.prices.iter().any(|(key, _)| *key == writes) {
            let hour = RateKey { meter: Meter::CacheWrite1h, ..key.clone() };
            prices.add(hour, &timeline::product(digits, multiple)?, 0).ok()?;
        }
    }
    prices.apply(&mut record, Zero::Unknown, report);
    (!record.statements.is_empty()).then_some(record)
}

/// `status.{provider}.{model}`: deprecated or removed.
fn statuses(status: Option<Object<'_>>, report: &mut Report) -> (Statuses, Vec<Record>) {
    let mut statuses = Statuses::new();
    let mut records = Vec::new();
    for (provider, raw) in status.map(rest).unwrap_or_default() {
        let path = format!("status.{provider}");
        let Some(mut models) = object_or_skip(raw, &path, report) else { continue };
        let names: Vec<String> = models.keys().map(str::to_owned).collect();
        for model in names {
            report.rows += 1;
            let path = format!("{path}.{model}");
            match models.text(&model) {
                Ok(Some(word)) if ["deprecated", "removed"].contains(&word.as_str()) => {
                    let mut record = Record::new(Subject::route(&provider, &model), &path);
                    record.say(Field::Status, Value::Text(word.as_str().into()));
                    records.push(record);
                    statuses.insert((provider.clone(), model), word);
                }
                _ => report.skip("unknown status", path),
            }
        }
    }
    (statuses, records)
}

/// `bases` (the model behind a priced id) and `aliases.models` (other names of a priced id).
fn links(file: &mut Object<'_>, report: &mut Report) -> Result<Vec<Record>, RowError> {
    let mut records = Vec::new();
    for (provider, raw) in file.object("bases")?.map(rest).unwrap_or_default() {
        for (base, id) in text_map(raw, &format!("bases.{provider}"), report) {
            let mut record = Record::new(Subject::route(&provider, &id), &format!("bases.{provider}.{base}"));
            record.say(Field::Serves, Value::Text(base.as_str().into()));
            records.push(record);
        }
    }
    let aliases = file.object("aliases")?.and_then(|mut aliases| aliases.take("models"));
    for (alias, target) in aliases.map(|raw| text_map(raw, "aliases.models", report)).unwrap_or_default() {
        let path = format!("aliases.models.{alias}");
        match target.split_once('/') {
            Some((provider, id)) => {
                let mut record = Record::new(Subject::route(provider, id), &path);
                record.say(Field::Aliases, Value::Text(format!("model-prices:{alias}").into()));
                records.push(record);
            }
            None => report.skip("an alias of nothing", path),
        }
    }
    Ok(records)
}

fn text_map(raw: &RawValue, path: &str, report: &mut Report) -> BTreeMap<String, String> {
    let Some(object) = object_or_skip(raw, path, report) else { return BTreeMap::new() };
    let mut map = BTreeMap::new();
    for (key, raw) in rest(object) {
        report.rows += 1;
        match serde_json::from_str::<String>(raw.get()) {
            Ok(text) => {
                map.insert(key, text);
            }
            Err(_) => report.skip("not a name", format!("{path}.{key}")),
        }
    }
    map
}

/// All keys of an object, in alphabetical order.
fn rest(mut object: Object<'_>) -> Vec<(String, &RawValue)> {
    object.take_rest()
}
