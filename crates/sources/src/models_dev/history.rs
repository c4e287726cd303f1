//! The price history: what each change of the repository's provider files did to the price of a route.
//!
//! One JSON object a line: when, in which commit, which route, `added`, `price` or `removed`, and the cost since. A price
//! holds from the UTC day of its commit to the day of the route's next event; commits lag the providers by days. Of
//! several events on one day the last counts. Costs inherited from a model file are not resolved: an event without cost
//! ends the price before it and starts none.

use super::cost::Cost;
use super::row::{Modalities, Row};
use super::shape_error;
use crate::import::{ImportError, Importer, Input};
use crate::json::{Object, RowError};
use crate::report::Report;
use jiff::Timestamp;
use jiff::tz::Offset;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use weigh_catalog::record::Record;
use weigh_catalog::{Basis, Day, Period, ServiceTier, Subject};

/// Dated prices of routes.
pub const IMPORTER: Importer = Importer {
    id: "models-dev-history",
    source: "models-dev-history",
    what: "dated prices of routes, from the history of models.dev",
    url: None,
    files: &["models-dev/price-history"],
    is_folder: false,
    is_complete: false,
    run,
};

/// Where a commit can be looked at.
const COMMITS: &str = "https://github.com/sst/models.dev/commit/";

/// One change of one route.
#[derive(Debug)]
struct Event<'a> {
    at: Timestamp,
    commit: String,
    cost: Option<&'a RawValue>,
    is_removal: bool,
}

impl Event<'_> {
    fn day(&self) -> Day {
        Offset::UTC.to_datetime(self.at).date()
    }
}

/// Events by provider and model id.
type Timelines<'a> = BTreeMap<(String, String), Vec<Event<'a>>>;

fn run(input: &Input<'_>, report: &mut Report) -> Result<Vec<Record>, ImportError> {
    let malformed = |what: String| ImportError::Malformed { file: input.file.to_owned(), format: "JSON lines", what };
    let text = std::str::from_utf8(input.bytes).map_err(|error| malformed(error.to_string()))?;
    let timelines = timelines(text, report);
    if timelines.is_empty() {
        return Err(shape_error(input.file, "a price history", "no line with `at`, `event`, `provider` and `model`"));
    }
    let mut records = Vec::new();
    for ((provider, model), mut events) in timelines {
        events.sort_by_key(|event| event.at);
        prices(&provider, &model, &events, &mut records, report);
    }
    Ok(records)
}

fn timelines<'a>(text: &'a str, report: &mut Report) -> Timelines<'a> {
    let mut timelines = Timelines::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        report.rows += 1;
        match event(line, report) {
            Ok((route, event)) => timelines.entry(route).or_default().push(event),
            Err(error) => report.skip(error.to_string(), format!("line {}", index + 1)),
        }
    }
    timelines
}

fn event<'a>(line: &'a str, report: &mut Report) -> Result<((String, String), Event<'a>), RowError> {
    let error = |key: &str, expected| RowError { key: format!("event.{key}"), expected };
    let raw: &RawValue = serde_json::from_str(line).map_err(|_| error("line", "JSON"))?;
    let mut object = Object::read(raw, "event")?;
    let mut text = |key: &'static str| {
        let text = object.text(key)?.filter(|text| !text.trim().is_empty());
        text.ok_or_else(|| error(key, "text"))
    };
    let (at, commit, provider, model, kind) =
        (text("at")?, text("commit")?, text("provider")?, text("model")?, text("event")?);
    let at: Timestamp = at.parse().map_err(|_| error("at", "a time with its offset"))?;
    let is_removal = match &*kind {
        "removed" => true,
        "added" | "price" => false,
        _ => return Err(error("event", "added, price or removed")),
    };
    let cost = object.take("cost");
    object.finish(report, "event");
    Ok(((provider, model), Event { at, commit, cost, is_removal }))
}

/// Makes a record of each price of one route; `events` are in order of time.
fn prices(provider: &str, model: &str, events: &[Event<'_>], records: &mut Vec<Record>, report: &mut Report) {
    for (index, event) in events.iter().enumerate() {
        let locator = format!("{provider}/{model}@{}", event.commit);
        let until = events.get(index + 1).map(Event::day);
        let reason = if until == Some(event.day()) {
            "overtaken on the same day"
        } else if event.is_removal {
            "removed: ends the price before it"
        } else if event.cost.is_none() {
            "no cost stated: ends the price before it"
        } else {
            let period = Period { from: Some(event.day()), until };
            match price(provider, model, event, period, &locator, report) {
                Some(record) => {
                    records.push(record);
                    continue;
                }
                None => "no price that holds",
            }
        };
        report.skip(reason, locator);
    }
}

fn price(
    provider: &str,
    model: &str,
    event: &Event<'_>,
    period: Period,
    locator: &str,
    report: &mut Report,
) -> Option<Record> {
    let object = match Object::read(event.cost?, "cost") {
        Ok(object) => object,
        Err(error) => {
            report.note(format!("left out: {error}"), locator);
            return None;
        }
    };
    let mut record = Record::new(Subject::route(provider, model), locator);
    record.effective = period;
    record.basis = Basis::Observed;
    record.link = Some(format!("{COMMITS}{}", event.commit).into());
    let mut row = Row { object: object.clone(), record, report };
    let mut cost = Cost::default();
    cost.read(object, ServiceTier::Standard, &mut row);
    cost.apply(&Modalities::default(), provider, model, &mut row);
    Some(row.record).filter(|record| !record.statements.is_empty())
}
