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
    is_folder: false,
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
            let Some(timelines) = object_or_skip(raw, &path, report) else { continue };
            for (mode, raw) in rest(timelines) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn it_owes_what_every_importer_owes() {
        sample::check(&IMPORTER);
    }

    /// `locator from..until basis: statements` of every price record of a model.
    fn periods(model: &str) -> Vec<String> {
        let import = sample::import(&IMPORTER, "typical").unwrap();
        let of_model = import.batch.records.iter().filter(|record| record.subject == Subject::route("acme", model));
        let prices = of_model.filter_map(|record| Some((record, record.locator.strip_prefix("prices.acme.")?)));
        let day = |day: Option<weigh_catalog::Day>| day.map(|day| day.to_string()).unwrap_or_default();
        prices
            .map(|(record, place)| {
                let (from, until) = (day(record.effective.from), day(record.effective.until));
                format!(
                    "{place} {from}..{until} {}: {}",
                    record.basis,
                    sample::said(&import, &record.locator).join(", ")
                )
            })
            .collect()
    }

    #[test]
    fn periods_touch_merge_and_keep_their_basis() {
        let plain: Vec<String> = periods("alpha-1").into_iter().filter(|line| !line.contains("schedules")).collect();
        assert_eq!(
            plain,
            [
                "alpha-1.standard[1] 2026-06-04..2026-09-01 documented: \
                 rate.input 3, rate.cached-input 0.3, rate.cache-write 3.75, rate.output 15",
                "alpha-1.standard[1] input*cache_write_1h_multiple 2026-06-04..2026-09-01 derived: rate.cache-write-1h 6",
                "alpha-1.batch[1] 2026-06-04..2026-10-01 observed: rate.input.batch 1.5, rate.output.batch 7.5",
                "alpha-1.fast[0] 2026-07-01.. observed: rate.input.fast 6, rate.output.fast 30",
                "alpha-1.standard[3] 2026-09-02.. observed: rate.input 1, rate.input>200000 2, rate.input>300000 2, \
                 rate.output 5, rate.output>200000 0.3 (0.30000000000000004), rate.output>300000 7.5",
            ]
        );
    }

    #[test]
    fn schedules_become_windows_where_they_overlap() {
        let peak: Vec<String> = periods("alpha-1").into_iter().filter(|line| line.contains("schedules")).collect();
        assert_eq!(
            peak.first().unwrap(),
            "alpha-1.standard[1]*schedules.schedule[0]=2.0 2026-08-16..2026-09-01 derived: \
             rate.input[mon-fri 0100-0400] 6, rate.input[mon-fri 0600-1000] 6, \
             rate.cached-input[mon-fri 0100-0400] 0.6, rate.cached-input[mon-fri 0600-1000] 0.6, \
             rate.cache-write[mon-fri 0100-0400] 7.5, rate.cache-write[mon-fri 0600-1000] 7.5, \
             rate.output[mon-fri 0100-0400] 30, rate.output[mon-fri 0600-1000] 30"
        );
        assert_eq!(peak.len(), 2);
        assert!(periods("alpha-0").iter().all(|line| !line.contains("schedules")), "a removed model");
    }

    #[test]
    fn an_alias_says_what_it_stood_for_and_a_documented_gift_is_free() {
        assert_eq!(
            periods("alpha-latest"),
            [
                "alpha-latest.standard[0]*schedules.schedule[1]=0.5 2025-06-10..2025-09-05 derived: \
                 rate.input[1630-0030] 0.135, rate.output[1630-0030] 0.55",
                "alpha-latest.standard[0] 2025-06-10..2025-10-01 observed: \
                 serves alpha-20250101, rate.input 0.27, rate.output 1.1",
                "alpha-latest.standard[1] 2025-10-01..2025-11-01 documented: price-kind free, rate.input 0, rate.output 0",
            ]
        );
    }

    #[test]
    fn links_and_status_stand_apart_from_prices() {
        let import = sample::import(&IMPORTER, "typical").unwrap();
        assert_eq!(sample::said(&import, "bases.acme.alpha-1-0813"), ["serves alpha-1-0813"]);
        assert_eq!(sample::said(&import, "aliases.models.alpha"), ["aliases model-prices:alpha"]);
        assert_eq!(sample::said(&import, "status.acme.alpha-1"), ["status deprecated"]);
        assert_eq!(
            sample::told(&import.report),
            [
                "skip 1 estimates are not imported",
                "skip 1 plans are not imported",
                "note 2 a mode that does not exist for a time",
                "note 1 a period that repeats the one before joined to it",
                "note 1 a price replaced on the day it was recorded, or before",
                "note 2 all prices zero read as unknown",
                "note 1 cache write at zero read as unknown",
                "note 1 public holidays without peak rates cannot be expressed",
            ]
        );
    }

    #[test]
    fn a_broken_period_still_ends_the_one_before() {
        let import = sample::import(&IMPORTER, "recoverable").unwrap();
        let untils: Vec<_> =
            import.batch.records.iter().map(|record| record.effective.until.unwrap().to_string()).collect();
        assert_eq!(untils, ["2026-02-01", "2026-04-01"]);
        assert_eq!(
            sample::told(&import.report),
            [
                "skip 1 `hours` should be pairs of UTC times",
                "skip 1 `moon` should be no condition unknown here",
                "skip 1 `period.rates.input` should be a number",
                "skip 1 `period.rates` should be an object",
                "skip 1 `prices.acme.listless.standard` should be an array of periods",
                "skip 1 `prices.west` should be an object",
                "skip 1 `start` should be a date",
                "skip 1 `status.west` should be an object",
                "skip 1 an alias of nothing",
                "skip 1 not a name",
                "skip 1 unknown mode",
                "skip 1 unknown status",
            ]
        );
    }

    #[test]
    fn new_fields_and_words_are_counted() {
        let import = sample::import(&IMPORTER, "unknown").unwrap();
        assert_eq!(import.batch.records.first().unwrap().basis, Basis::Listed);
        assert_eq!(
            sample::told(&import.report),
            [
                "unknown 1 period.mood",
                "unknown 1 rates.smell",
                "unknown 1 tiers.aura",
                "unknown 1 valid_from_basis: rumour",
                "unknown 1 weather",
            ]
        );
    }
}
