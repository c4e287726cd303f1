//! The prices of one entry: plain fields, search contexts, prompt brackets and hours.

use super::names::{Meaning, Use, parse};
use crate::json::{Object, digits_of};
use crate::price::{Prices, Zero, slip};
use crate::report::Report;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use weigh_catalog::money::parse_decimal;
use weigh_catalog::rate::parse_clock;
use weigh_catalog::record::Record;
use weigh_catalog::{Basis, Field, Meter, RateKey, ServiceTier, Unit, Usd, Value, Window};

/// Dollars below which a whole generated image is taken for a slip of units: the cheapest real one costs $0.0013.
const CHEAPEST_IMAGE: &str = "0.001";

/// One rate as the source writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Listed {
    digits: String,
    shift: i32,
}

/// The rates of one entry, before they are judged.
#[derive(Debug, Default)]
pub(super) struct Rates {
    rates: BTreeMap<RateKey, Listed>,
}

/// Fields that price only one kind of meter in two ways, or price nothing that can be metered.
pub(super) const UNMETERED: &[&str] = &[
    // Databricks units; the dollar fields beside them are what is charged.
    "input_dbu_cost_per_token",
    "output_dbu_cost_per_token",
    // Credits a page vary with its content.
    "ocr_cost_per_credit",
    // Guardrail policies, not a model.
    "guardrail_cost_per_unit",
    // Storage of files, not of tokens.
    "vector_store_cost_per_gb_per_day",
    "file_search_cost_per_gb_per_day",
    // A share of the token price that the token price already holds.
    "computer_use_input_cost_per_1k_tokens",
    "computer_use_output_cost_per_1k_tokens",
];

impl Rates {
    /// Reads one field; false if its name is no price's.
    pub(super) fn read(&mut self, name: &str, raw: &RawValue, entry: Use<'_>, at: &str, report: &mut Report) -> bool {
        match name {
            "search_context_cost_per_query" => self.read_search(raw, at, report),
            "tiered_pricing" => self.read_tiers(raw, entry, at, report),
            "off_peak_pricing" => self.read_hours(raw, entry, at, report),
            _ if UNMETERED.contains(&name) => report.note(format!("`{name}` has no meter here"), at),
            _ => return self.read_plain(name, raw, entry, at, report),
        }
        true
    }

    fn read_plain(&mut self, name: &str, raw: &RawValue, entry: Use<'_>, at: &str, report: &mut Report) -> bool {
        match parse(name, entry) {
            Some(Meaning::Rate(key, shift)) => self.add(key, shift, raw, &format!("{at}.{name}"), report),
            Some(Meaning::Unclear) => report.note(format!("`{name}` unclear without a fitting mode"), at),
            None => return false,
        }
        true
    }

    /// Adds a rate; where two names mean the same rate, the first that is not zero stays.
    fn add(&mut self, key: RateKey, shift: i32, raw: &RawValue, at: &str, report: &mut Report) {
        let Some(digits) = digits_of(raw.get()) else {
            return report.review(at, Field::Rate(key), raw.get(), "not a number");
        };
        let listed = Listed { digits: digits.into_owned(), shift };
        match self.rates.get(&key) {
            Some(other) if other.is_positive() => {
                if listed.is_positive() && other.amount() != listed.amount() {
                    report.note("one rate under two names with two amounts: the first kept", at);
                }
            }
            _ => {
                self.rates.insert(key, listed);
            }
        }
    }

    /// `{search_context_size_low, _medium, _high}`: one rate if all are equal, else one a size.
    fn read_search(&mut self, raw: &RawValue, at: &str, report: &mut Report) {
        let place = format!("{at}.search_context_cost_per_query");
        let Ok(mut object) = Object::read(raw, &place) else {
            return report.note("a price object of another shape", place);
        };
        let sizes: Vec<(&str, &RawValue)> = ["low", "medium", "high"]
            .into_iter()
            .filter_map(|size| Some((size, object.take(&format!("search_context_size_{size}"))?)))
            .collect();
        object.finish(report, "search_context_cost_per_query");
        let key = RateKey::new(Meter::WebSearch, ServiceTier::Standard);
        let are_equal = sizes.windows(2).all(|pair| matches!(pair, [(_, a), (_, b)] if a.get() == b.get()));
        for (size, raw) in sizes {
            let key = if are_equal { key.clone() } else { key.clone().variant(size) };
            self.add(key, 6, raw, &place, report);
        }
    }

    /// `[{range: [from, to], ...prices}]`: prices of prompts above `from` tokens, or of searches with so many results.
    fn read_tiers(&mut self, raw: &RawValue, entry: Use<'_>, at: &str, report: &mut Report) {
        let brackets: Vec<&RawValue> = serde_json::from_str(raw.get()).unwrap_or_default();
        if brackets.is_empty() {
            report.note("a price object of another shape", format!("{at}.tiered_pricing"));
        }
        for (index, bracket) in brackets.into_iter().enumerate() {
            let place = format!("{at}.tiered_pricing[{index}]");
            if self.read_bracket(bracket, entry, &place, report).is_none() {
                report.note("a price object of another shape", place);
            }
        }
    }

    fn read_bracket(&mut self, raw: &RawValue, entry: Use<'_>, at: &str, report: &mut Report) -> Option<()> {
        let mut object = Object::read(raw, at).ok()?;
        let start = object.take("range").map_or(Some((0, 0)), range)?.0;
        let results = match object.take("max_results_range") {
            Some(raw) => Some(range(raw)?),
            None => None,
        };
        for (name, raw) in object.take_rest() {
            let Some(Meaning::Rate(mut key, shift)) = parse(&name, entry) else {
                report.unknown_field(format!("tiered_pricing.{name}"));
                continue;
            };
            if start > 0 {
                key = key.above(start);
            }
            if let Some((from, to)) = results {
                key = key.variant(&format!("results-{from}-{to}"));
            }
            self.add(key, shift, raw, at, report);
        }
        Some(())
    }

    /// `{windows: [{hours_utc, weekdays}], ...prices}`: prices in some hours.
    fn read_hours(&mut self, raw: &RawValue, entry: Use<'_>, at: &str, report: &mut Report) {
        let place = format!("{at}.off_peak_pricing");
        let Some((windows, object)) = windows(raw, &place, report) else {
            return report.note("a price object of another shape", place);
        };
        for (name, raw) in object {
            let Some(Meaning::Rate(key, shift)) = parse(&name, entry) else {
                report.unknown_field(format!("off_peak_pricing.{name}"));
                continue;
            };
            for window in &windows {
                self.add(key.clone().within(*window), shift, raw, &place, report);
            }
        }
    }

    /// Judges the rates and says those that hold.
    pub(super) fn apply(self, record: &mut Record, zero: Zero, mode: &str, report: &mut Report) {
        let is_priced = self.rates.values().any(Listed::is_positive);
        let reads_tokens = self.positive(Meter::Input);
        let mut prices = Prices::default();
        for (key, listed) in &self.rates {
            let at = record.locator.to_string();
            if is_priced && !listed.is_positive() && !is_meant(key, mode, reads_tokens) {
                report.note("zero for one meter beside priced ones read as unknown", at);
            } else if is_slipped(key, listed) {
                report.review(&at, Field::Rate(key.clone()), &listed.digits, "an image below $0.001: a token's price?");
            } else if prices.add(key.clone(), &listed.digits, listed.shift).is_err() {
                report.review(&at, Field::Rate(key.clone()), &listed.digits, "does not fit into 28 digits");
            }
        }
        prices.apply(record, zero, report);
    }

    fn positive(&self, meter: Meter) -> bool {
        self.rates.iter().any(|(key, listed)| key.is_plain() && key.meter == meter && listed.is_positive())
    }
}

impl Listed {
    fn amount(&self) -> Option<Usd> {
        Usd::from_digits(&self.digits, self.shift).ok()
    }

    fn is_positive(&self) -> bool {
        self.amount().is_none_or(|amount| !amount.is_zero())
    }
}

/// Zeros that are prices: the output of something that returns no text. Others only stand where nothing is known.
fn is_meant(key: &RateKey, mode: &str, reads_tokens: bool) -> bool {
    let returns_no_text = matches!(mode, "embedding" | "rerank" | "moderation" | "decisions");
    reads_tokens && key.meter == Meter::Output && (returns_no_text || key.tier == ServiceTier::Decisions)
}

fn is_slipped(key: &RateKey, listed: &Listed) -> bool {
    let floor = Usd::from_digits(CHEAPEST_IMAGE, 6).ok();
    key.meter == Meter::ImageMade && listed.is_positive() && listed.amount() < floor
}

/// `[from, to]` in whole numbers; written as floats in places.
fn range(raw: &RawValue) -> Option<(u64, u64)> {
    let ends: Vec<&RawValue> = serde_json::from_str(raw.get()).ok()?;
    let [from, to] = ends.as_slice() else { return None };
    let whole = |raw: &RawValue| {
        let number = parse_decimal(&digits_of(raw.get())?).ok()?;
        number.fract().is_zero().then(|| u64::try_from(number.trunc()).ok())?
    };
    Some((whole(from)?, whole(to)?))
}

type Named<'a> = Vec<(String, &'a RawValue)>;

/// The windows of an off-peak object, and its prices.
fn windows<'a>(raw: &'a RawValue, at: &str, report: &mut Report) -> Option<(Vec<Window>, Named<'a>)> {
    let mut object = Object::read(raw, at).ok()?;
    let zone = object.text("weekday_timezone").ok()?;
    let midnight = match zone.as_deref() {
        None | Some("UTC") => None,
        // China keeps UTC+8 the whole year: its day begins at 16:00 UTC of the day before.
        Some("Asia/Shanghai") => Some(16 * 60),
        Some(other) => {
            report.note(format!("weekdays of `{other}` are not converted"), at);
            return Some((Vec::new(), object.take_rest()));
        }
    };
    let mut found = Vec::new();
    for raw in object.array("windows").ok()?? {
        let mut window = Object::read(raw, at).ok()?;
        let weekdays = weekdays(window.take("weekdays"))?;
        for (from_minute, until_minute) in hours(window.take("hours_utc")?)? {
            found.extend(local(Window { from_minute, until_minute, weekdays }, midnight));
        }
        window.finish(report, "off_peak_pricing.windows");
    }
    Some((found, object.take_rest()))
}

/// Bits of a list of 1 (Monday) to 7 (Sunday); every day if there is none.
fn weekdays(raw: Option<&RawValue>) -> Option<u8> {
    let Some(raw) = raw else { return Some(Window::EVERY_DAY) };
    let days: Vec<u8> = serde_json::from_str(raw.get()).ok()?;
    days.into_iter().try_fold(0, |bits, day| (1..=7).contains(&day).then(|| bits | (1 << (day - 1))))
}

/// `"00:00-01:00"` or a list of such; an end at midnight is minute 1440.
fn hours(raw: &RawValue) -> Option<Vec<(u16, u16)>> {
    let texts: Vec<String> =
        serde_json::from_str(raw.get()).or_else(|_| serde_json::from_str(raw.get()).map(|text| vec![text])).ok()?;
    let read = |text: &String| {
        let (from, until) = text.split_once('-')?;
        let (from, until) = (parse_clock(from.trim())?, parse_clock(until.trim())?);
        (from < 1440).then_some((from, if until == 0 { 1440 } else { until }))
    };
    texts.iter().map(read).collect()
}

/// A window whose weekdays are of a zone with this local midnight (a UTC minute): the part after it is of the day before.
fn local(window: Window, midnight: Option<u16>) -> Vec<Window> {
    let Some(midnight) = midnight else { return vec![window] };
    let shifted = (window.weekdays >> 1) | ((window.weekdays & 1) << 6);
    if window.weekdays == Window::EVERY_DAY || window.until_minute <= window.from_minute {
        return vec![window];
    }
    let before = Window { until_minute: window.until_minute.min(midnight), ..window };
    let after = Window { from_minute: window.from_minute.max(midnight), weekdays: shifted, ..window };
    [before, after].into_iter().filter(|part| part.from_minute < part.until_minute).collect()
}

/// What `provider_specific_entry.fast` says: every token rate of the standard tier, times a factor.
pub(super) fn fast(base: &Record, factor: &str, report: &mut Report) -> Option<Record> {
    let factor = parse_decimal(factor).ok()?;
    let mut record = Record::new(base.subject.clone(), &format!("{}.provider_specific_entry.fast", base.locator));
    record.basis = Basis::Derived;
    record.link.clone_from(&base.link);
    for statement in &base.statements {
        let (Field::Rate(key), Value::Amount(amount)) = (&statement.field, &statement.value) else { continue };
        if key.tier != ServiceTier::Standard || key.meter.unit() != Unit::Token {
            continue;
        }
        let key = RateKey { tier: ServiceTier::Fast, ..key.clone() };
        let product = amount.times(factor).and_then(|amount| Usd::from_digits(&amount.to_string(), 0).ok());
        let Some(amount) = product else { continue };
        match slip(&key, amount, None) {
            Some(reason) => report.review(&record.locator, Field::Rate(key), &amount.to_string(), reason),
            None => {
                record.say(Field::Rate(key), Value::Amount(amount));
            }
        }
    }
    report.note("fast tier computed from a stated factor", record.locator.to_string());
    (!record.statements.is_empty()).then_some(record)
}
