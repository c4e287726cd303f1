//! Rates by time of day: a factor on a route's standard rates in UTC windows.

use super::timeline::{Span, day, product};
use crate::json::{Object, RowError, digits_of};
use crate::price::{Prices, Zero};
use crate::report::Report;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use weigh_catalog::rate::parse_clock;
use weigh_catalog::{Basis, Period, Record, Subject, Window};

const MONDAY_TO_FRIDAY: u8 = 0b001_1111;

/// Which factor applies to which model.
#[derive(Debug)]
enum Factor {
    /// Every model of the provider.
    All(String),
    /// The models named.
    Each(BTreeMap<String, String>),
}

/// One rule of the file.
#[derive(Debug)]
pub(super) struct Schedule {
    pub(super) provider: String,
    index: usize,
    effective: Period,
    windows: Vec<Window>,
    factor: Factor,
    source: Option<String>,
}

/// Reads every schedule; one that cannot be read is skipped.
pub(super) fn read(schedules: Option<Object<'_>>, report: &mut Report) -> Result<Vec<Schedule>, RowError> {
    let Some(mut schedules) = schedules else { return Ok(Vec::new()) };
    let mut read = Vec::new();
    for (index, raw) in schedules.array("schedule")?.unwrap_or_default().into_iter().enumerate() {
        report.rows += 1;
        match schedule(raw, index, report) {
            Ok(schedule) => read.push(schedule),
            Err(error) => report.skip(error.to_string(), format!("schedules.schedule[{index}]")),
        }
    }
    schedules.ignore(&["holidays"]);
    schedules.finish(report, "schedules");
    Ok(read)
}

fn schedule(raw: &RawValue, index: usize, report: &mut Report) -> Result<Schedule, RowError> {
    let missing = |key: &str, expected| RowError { key: key.to_owned(), expected };
    let mut row = Object::read(raw, "schedule")?;
    let provider = row.text("provider")?.ok_or_else(|| missing("provider", "text"))?;
    let from = row.text("valid_from")?.map(|text| day(&text, "valid_from")).transpose()?;
    let until = row.text("valid_until")?.map(|text| day(&text, "valid_until")).transpose()?;
    let weekdays = match row.flag("weekdays_only")? {
        Some(true) => MONDAY_TO_FRIDAY,
        _ => Window::EVERY_DAY,
    };
    let hours = row.take("peak_hours_utc").or_else(|| row.take("off_peak_hours_utc"));
    let windows = hours.and_then(|raw| windows(raw, weekdays)).ok_or_else(|| missing("hours", "pairs of UTC times"))?;
    let factor = row.take("peak_multiplier").or_else(|| row.take("off_peak_multiplier"));
    let factor = factor.and_then(factor_of).ok_or_else(|| missing("multiplier", "a number, or one for each model"))?;
    if row.text("holidays")?.is_some() {
        report.note("public holidays without peak rates cannot be expressed", format!("schedules.schedule[{index}]"));
    }
    let source = row.text("source")?;
    row.ignore(&["note", "terms"]);
    if let Some(key) = row.keys().next() {
        return Err(missing(key, "no condition unknown here"));
    }
    Ok(Schedule { provider, index, effective: Period { from, until }, windows, factor, source })
}

fn windows(raw: &RawValue, weekdays: u8) -> Option<Vec<Window>> {
    let pairs: Vec<[String; 2]> = serde_json::from_str(raw.get()).ok()?;
    let window = |[from, until]: &[String; 2]| {
        let from_minute = parse_clock(from).filter(|minute| *minute < 1440)?;
        Some(Window { from_minute, until_minute: parse_clock(until)?, weekdays })
    };
    pairs.iter().map(window).collect()
}

fn factor_of(raw: &RawValue) -> Option<Factor> {
    if let Some(digits) = digits_of(raw.get()) {
        return Some(Factor::All(digits.into_owned()));
    }
    let each: BTreeMap<String, &RawValue> = serde_json::from_str(raw.get()).ok()?;
    let each = each.into_iter().map(|(model, raw)| Some((model, digits_of(raw.get())?.into_owned())));
    each.collect::<Option<_>>().map(Factor::Each)
}

impl Schedule {
    /// The rates of one period inside the windows, as far as rule and period overlap.
    ///
    /// A rule for every model of a provider is not stretched over models that were removed: nobody says when.
    pub(super) fn record(
        &self,
        subject: &Subject,
        model: &str,
        is_removed: bool,
        span: &Span,
        report: &mut Report,
    ) -> Option<Record> {
        let factor = match &self.factor {
            Factor::All(_) if is_removed => return None,
            Factor::All(factor) => factor,
            Factor::Each(each) => each.get(model)?,
        };
        let effective = overlap(self.effective, span.effective)?;
        let locator = format!("{}*schedules.schedule[{}]={factor}", span.locator, self.index);
        let mut record = Record::new(subject.clone(), &locator);
        record.effective = effective;
        record.basis = Basis::Derived;
        record.link = self.source.as_deref().map(Into::into);
        let mut prices = Prices::default();
        for window in &self.windows {
            for (key, digits) in &span.rates.prices {
                prices.add(key.clone().within(*window), &product(digits, factor)?, 0).ok()?;
            }
        }
        prices.apply(&mut record, Zero::Unknown, report);
        (!record.statements.is_empty()).then_some(record)
    }
}

fn overlap(a: Period, b: Period) -> Option<Period> {
    let from = a.from.max(b.from);
    let until = match (a.until, b.until) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    let is_empty = matches!((from, until), (Some(from), Some(until)) if until <= from);
    (!is_empty).then_some(Period { from, until })
}
