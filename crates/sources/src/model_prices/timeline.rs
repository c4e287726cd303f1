//! One mode's price timeline: entries in time order become periods that touch.

use crate::json::{Object, RowError};
use crate::report::Report;
use serde_json::value::RawValue;
use weigh_catalog::date::parse_day;
use weigh_catalog::money::parse_decimal;
use weigh_catalog::{Basis, Day, Meter, Period, RateKey, ServiceTier, Usd};

const METERS: [(&str, Meter); 4] = [
    ("input", Meter::Input),
    ("output", Meter::Output),
    ("cache_read", Meter::CachedInput),
    ("cache_write", Meter::CacheWrite),
];

/// What one entry charges.
#[derive(Debug, Clone)]
pub(super) struct Rates {
    /// Keys with the source's digits, in the order of the file's brackets; no cache write of zero.
    pub(super) prices: Vec<(RateKey, String)>,
    /// The one-hour cache write rate as a multiple of input.
    pub(super) hour_multiple: Option<String>,
    /// The dated model an alias stood for.
    pub(super) model: Option<String>,
    /// The page or commit the source names.
    pub(super) source: Option<String>,
    pub(super) basis: Basis,
    recorded_on: Day,
}

/// One period with its rates.
#[derive(Debug, Clone)]
pub(super) struct Span {
    pub(super) effective: Period,
    pub(super) rates: Rates,
    pub(super) locator: String,
}

struct Entry {
    start: Option<Day>,
    /// `None` where the mode does not exist, or where the entry cannot be read: it then still ends the one before.
    rates: Option<Rates>,
    locator: String,
}

/// Reads a timeline. An entry whose start cannot be read spoils it whole: the bounds of its neighbours depend on it.
pub(super) fn read(raw: &RawValue, tier: ServiceTier, path: &str, report: &mut Report) -> Result<Vec<Span>, RowError> {
    let rows: Vec<&RawValue> = serde_json::from_str(raw.get())
        .map_err(|_| RowError { key: path.to_owned(), expected: "an array of periods" })?;
    let mut entries = Vec::with_capacity(rows.len());
    for (index, row) in rows.into_iter().enumerate() {
        report.rows += 1;
        entries.push(entry(row, tier, format!("{path}[{index}]"), report)?);
    }
    entries.sort_by_key(|entry| entry.start);
    Ok(merged(spans(entries, report), report))
}

fn entry(row: &RawValue, tier: ServiceTier, locator: String, report: &mut Report) -> Result<Entry, RowError> {
    let mut row = Object::read(row, "period")?;
    let start = row.text("start")?.map(|text| day(&text, "start")).transpose()?;
    let rates = match row.object("rates") {
        Ok(Some(rates)) => readable(rates, tier, &locator, report),
        Ok(None) => {
            report.note("a mode that does not exist for a time", &*locator);
            None
        }
        Err(error) => {
            report.skip(error.to_string(), &*locator);
            None
        }
    };
    row.ignore(&["recorded"]);
    row.finish(report, "period");
    Ok(Entry { start, rates, locator })
}

fn readable(object: Object<'_>, tier: ServiceTier, locator: &str, report: &mut Report) -> Option<Rates> {
    match rates(object, tier, locator, report) {
        Ok(rates) => Some(rates),
        Err(error) => {
            report.skip(error.to_string(), locator);
            None
        }
    }
}

fn rates(mut object: Object<'_>, tier: ServiceTier, locator: &str, report: &mut Report) -> Result<Rates, RowError> {
    let mut prices = Vec::new();
    take_prices(&mut object, &RateKey::new(Meter::Input, tier), &mut prices, locator, report)?;
    for raw in object.array("tiers")?.unwrap_or_default() {
        let mut bracket = Object::read(raw, "tiers")?;
        let above = bracket.count("above")?.ok_or(RowError { key: "tiers.above".to_owned(), expected: "a count" })?;
        take_prices(&mut bracket, &RateKey::new(Meter::Input, tier).above(above), &mut prices, locator, report)?;
        bracket.finish(report, "tiers");
    }
    let rates = Rates {
        prices,
        hour_multiple: object.digits("cache_write_1h_multiple")?.map(Into::into),
        model: object.text("model")?,
        source: object.text("source")?,
        basis: basis(&object.text("valid_from_basis")?.unwrap_or_default(), report),
        recorded_on: day(&object.text("valid_from")?.unwrap_or_default(), "rates.valid_from")?,
    };
    object.finish(report, "rates");
    Ok(rates)
}

fn take_prices(
    object: &mut Object<'_>,
    like: &RateKey,
    prices: &mut Vec<(RateKey, String)>,
    locator: &str,
    report: &mut Report,
) -> Result<(), RowError> {
    for (key, meter) in METERS {
        let Some(digits) = object.digits(key)? else { continue };
        let is_zero = Usd::from_digits(&digits, 0).is_ok_and(Usd::is_zero);
        if meter == Meter::CacheWrite && is_zero {
            report.note("cache write at zero read as unknown", locator);
        } else {
            prices.push((RateKey { meter, ..like.clone() }, digits.into_owned()));
        }
    }
    Ok(())
}

fn basis(text: &str, report: &mut Report) -> Basis {
    match text {
        "documented" => Basis::Documented,
        "models.dev commit" | "first observed" => Basis::Observed,
        other => {
            report.unknown_field(format!("valid_from_basis: {other}"));
            Basis::Listed
        }
    }
}

pub(super) fn day(text: &str, key: &str) -> Result<Day, RowError> {
    parse_day(text).map_err(|_| RowError { key: key.to_owned(), expected: "a date" })
}

/// Gives each entry with rates its period: from the later of its start and the day it was recorded, to the next start.
fn spans(entries: Vec<Entry>, report: &mut Report) -> Vec<Span> {
    let ends: Vec<Option<Day>> = entries.iter().skip(1).map(|entry| entry.start).chain([None]).collect();
    let mut spans = Vec::new();
    for (entry, until) in entries.into_iter().zip(ends) {
        let Some(rates) = entry.rates else { continue };
        let from = entry.start.map_or(rates.recorded_on, |start| start.max(rates.recorded_on));
        if until.is_some_and(|until| until <= from) {
            report.note("a price replaced on the day it was recorded, or before", entry.locator);
        } else {
            spans.push(Span { effective: Period { from: Some(from), until }, rates, locator: entry.locator });
        }
    }
    spans
}

/// Joins neighbours that say the same on the same basis.
fn merged(spans: Vec<Span>, report: &mut Report) -> Vec<Span> {
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if last.effective.until == span.effective.from && says_same(&last.rates, &span.rates) => {
                report.note("a period that repeats the one before joined to it", span.locator);
                last.effective.until = span.effective.until;
            }
            _ => merged.push(span),
        }
    }
    merged
}

fn says_same(a: &Rates, b: &Rates) -> bool {
    let amounts = |rates: &Rates| -> Vec<_> {
        rates.prices.iter().map(|(key, digits)| (key.clone(), Usd::from_digits(digits, 0).ok())).collect()
    };
    let multiple = |rates: &Rates| rates.hour_multiple.as_deref().and_then(|digits| parse_decimal(digits).ok());
    a.basis == b.basis && a.model == b.model && multiple(a) == multiple(b) && amounts(a) == amounts(b)
}

/// The digits of an exact product.
pub(super) fn product(digits: &str, factor: &str) -> Option<String> {
    let product = parse_decimal(digits).ok()?.checked_mul(parse_decimal(factor).ok()?)?;
    Some(product.normalize().to_string())
}
