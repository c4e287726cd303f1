//! OpenRouter: routes under a router, as its public API lists them.
//!
//! Source: <https://openrouter.ai/docs/api-reference>; facts with attribution, OpenRouter's terms apply. Authoritative for
//! prices, limits and capabilities *at OpenRouter*; its provider list also for where hosts sit and their policies.
//!
//! Left out on purpose: benchmark scores (`benchmarks`, taken over from Artificial Analysis and Design Arena, whose terms
//! forbid passing them on), description texts, and `created`, which is the day OpenRouter listed a model, not its release.

pub mod archive;
pub mod endpoints;
pub mod models;
mod pricing;
pub mod providers;
mod traits;

use crate::import::ImportError;
use crate::json::{Object, RowError};
use crate::report::Report;
use serde_json::value::RawValue;
use weigh_catalog::date::parse_day;
use weigh_catalog::{Field, PartialDate, Record, Value};

/// The provider's id, and the source's.
const PROVIDER: &str = "openrouter";

/// Dates from this year on stand for "no end planned".
const NEVER: i16 = 2090;

/// Says a text, unless it is absent or empty.
fn say_text(record: &mut Record, field: Field, text: Option<String>) {
    if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
        record.say(field, Value::Text(text.trim().into()));
    }
}

/// Says a count, unless it is absent; a limit of zero is no limit anybody has.
fn say_count(record: &mut Record, field: Field, count: Option<u64>, report: &mut Report) {
    match count {
        Some(0) => report.note(format!("{field} of zero read as unknown"), &*record.locator),
        Some(count) => {
            record.say(field, Value::Count(count));
        }
        None => {}
    }
}

/// Says a flag, unless it is absent.
fn say_flag(record: &mut Record, field: Field, flag: Option<bool>) {
    if let Some(flag) = flag {
        record.say(field, Value::Flag(flag));
    }
}

/// Says when a model or endpoint goes away; OpenRouter writes the end of 2098 where nothing is planned.
fn say_retirement(record: &mut Record, text: Option<String>, report: &mut Report) {
    let Some(text) = text else { return };
    match parse_day(&text) {
        Ok(day) if day.year() >= NEVER => report.note("a retirement after 2090 read as none", &*record.locator),
        Ok(day) => {
            record.say(Field::Retires, Value::Date(PartialDate::day(day)));
        }
        Err(error) => report.review(&record.locator.clone(), Field::Retires, &text, &error.to_string()),
    }
}

/// Takes a text that a row cannot do without.
fn required(row: &mut Object<'_>, key: &'static str) -> Result<String, RowError> {
    let text = row.text(key)?.filter(|text| !text.trim().is_empty());
    text.ok_or_else(|| RowError { key: key.to_owned(), expected: "text" })
}

/// A list as `{"data": [...]}`: makes a record of each row and refuses a file without a single good one.
fn read_list(
    file: &mut Object<'_>,
    refuse: impl Fn(String) -> ImportError,
    report: &mut Report,
    read: impl Fn(&RawValue, &mut Report) -> Result<Record, RowError>,
) -> Result<Vec<Record>, ImportError> {
    let rows = file.array("data").map_err(|error| refuse(error.to_string()))?;
    let rows = rows.ok_or_else(|| refuse("no `data`".to_owned()))?;
    let mut records: Vec<Record> = Vec::with_capacity(rows.len());
    for (index, row) in rows.into_iter().enumerate() {
        report.rows += 1;
        match read(row, report) {
            Ok(record) => records.push(record),
            Err(error) => report.skip(error.to_string(), format!("data[{index}]")),
        }
    }
    match records.is_empty() {
        true => Err(refuse("not one row can be read".to_owned())),
        false => Ok(records),
    }
}

/// Drops all but the first record of each subject: an id listed twice says everything twice.
fn without_repeats(records: Vec<Record>, report: &mut Report) -> Vec<Record> {
    let mut seen = std::collections::BTreeSet::new();
    let (kept, repeats): (Vec<_>, Vec<_>) = records.into_iter().partition(|record| seen.insert(record.subject.clone()));
    for record in repeats {
        report.skip("id listed before", &*record.locator);
    }
    kept
}
