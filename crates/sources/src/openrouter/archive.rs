//! Monthly captures of OpenRouter's list prices since July 2023, in dollars per million tokens.
//!
//! Source: Python package `model-price-radar-mcp` (MIT), rebuilt from web archive copies of `/api/v1/models`. Equal prices
//! in consecutive captures become one record: it holds from the first capture that shows the price until the first that
//! does not. The true day of a change lies between two captures, so every period is observed, not documented.

use super::PROVIDER;
use crate::import::{ImportError, Importer, Input};
use crate::json::{self, Object, RowError, digits_of};
use crate::price::{Prices, Zero};
use crate::report::Report;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use weigh_catalog::date::parse_day;
use weigh_catalog::{Basis, Day, Meter, Period, RateKey, Record, ServiceTier, Subject, Usd};

/// The archive.
pub const IMPORTER: Importer = Importer {
    id: "openrouter-archive",
    source: "openrouter-archive",
    what: "monthly list prices at OpenRouter since 2023-07",
    url: None,
    files: &["openrouter/price-history"],
    is_folder: false,
    is_complete: false,
    run,
};

/// One model's input and output price in one capture.
#[derive(Debug, Clone)]
struct Pair {
    digits: [String; 2],
    amounts: [Usd; 2],
}

struct Capture {
    day: Day,
    prices: BTreeMap<String, Pair>,
}

fn run(input: &Input<'_>, report: &mut Report) -> Result<Vec<Record>, ImportError> {
    let refuse = |what: String| ImportError::Shape {
        file: input.file.to_owned(),
        shape: "the archive of OpenRouter prices",
        what,
    };
    let mut file = json::file(input.file, input.bytes)?;
    let snapshots = file.array("snapshots").map_err(|error| refuse(error.to_string()))?;
    let snapshots = snapshots.ok_or_else(|| refuse("no `snapshots`".to_owned()))?;
    let mut captures = Vec::new();
    for (index, raw) in snapshots.into_iter().enumerate() {
        match capture(raw, report) {
            Ok(capture) => captures.push(capture),
            Err(error) => report.skip(error.to_string(), format!("snapshots[{index}]")),
        }
    }
    if captures.is_empty() {
        return Err(refuse("not one capture can be read".to_owned()));
    }
    file.ignore(&["built", "source"]);
    file.finish(report, "");
    captures.sort_by_key(|capture| capture.day);
    Ok(records(&captures, report))
}

fn capture(raw: &RawValue, report: &mut Report) -> Result<Capture, RowError> {
    let mut row = Object::read(raw, "snapshot")?;
    let date = row.text("date")?.unwrap_or_default();
    let day = parse_day(&date).map_err(|_| RowError { key: "date".to_owned(), expected: "a date" })?;
    let mut listed = row.object("prices")?.ok_or(RowError { key: "prices".to_owned(), expected: "an object" })?;
    let mut prices = BTreeMap::new();
    for (id, raw) in listed.take_rest() {
        report.rows += 1;
        match pair(raw) {
            Some(pair) => {
                prices.insert(id, pair);
            }
            None => report.skip("not a pair of prices", format!("{date}/{id}")),
        }
    }
    row.finish(report, "snapshot");
    Ok(Capture { day, prices })
}

fn pair(raw: &RawValue) -> Option<Pair> {
    let items: Vec<&RawValue> = serde_json::from_str(raw.get()).ok()?;
    let [input, output] = items.as_slice() else { return None };
    let digits = [digits_of(input.get())?.into_owned(), digits_of(output.get())?.into_owned()];
    let [input, output] = &digits;
    let amounts = [Usd::from_digits(input, 0).ok()?, Usd::from_digits(output, 0).ok()?];
    Some(Pair { digits, amounts })
}

/// A price that held over one or more captures.
struct Run<'a> {
    pair: &'a Pair,
    from: Day,
}

fn records(captures: &[Capture], report: &mut Report) -> Vec<Record> {
    let mut open: BTreeMap<&str, Run<'_>> = BTreeMap::new();
    let mut records = Vec::new();
    for capture in captures {
        let ended: Vec<&str> = open
            .iter()
            .filter(|(id, run)| capture.prices.get(**id).is_none_or(|pair| pair.amounts != run.pair.amounts))
            .map(|(id, _)| *id)
            .collect();
        for id in ended {
            if let Some(run) = open.remove(id) {
                records.extend(record(id, &run, Some(capture.day), report));
            }
        }
        for (id, pair) in &capture.prices {
            open.entry(id).or_insert(Run { pair, from: capture.day });
        }
    }
    for (id, run) in &open {
        records.extend(record(id, run, None, report));
    }
    records
}

fn record(id: &str, run: &Run<'_>, until: Option<Day>, report: &mut Report) -> Option<Record> {
    let mut record = Record::new(Subject::route(PROVIDER, id), &format!("{}/{id}", run.from));
    record.effective = Period { from: Some(run.from), until };
    record.basis = Basis::Observed;
    let mut prices = Prices::default();
    for (meter, digits) in [Meter::Input, Meter::Output].into_iter().zip(&run.pair.digits) {
        prices.add(RateKey::new(meter, tier_of(id)), digits, 0).ok()?;
    }
    prices.apply(&mut record, Zero::of_ids(PROVIDER, id), report);
    (!record.statements.is_empty()).then_some(record)
}

fn tier_of(id: &str) -> ServiceTier {
    if id.ends_with(":batch") { ServiceTier::Batch } else { ServiceTier::Standard }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn it_owes_what_every_importer_owes() {
        sample::check(&IMPORTER);
    }

    #[test]
    fn equal_neighbours_are_one_period_and_gaps_end_one() {
        let import = sample::import(&IMPORTER, "typical").unwrap();
        assert_eq!((import.report.rows, import.report.records), (8, 5));
        let periods: Vec<String> = import
            .batch
            .records
            .iter()
            .map(|record| {
                let until = record.effective.until.map_or("open".to_owned(), |day| day.to_string());
                format!("{} until {until}: {}", record.locator, sample::said(&import, &record.locator).join(", "))
            })
            .collect();
        assert_eq!(
            periods,
            [
                "2024-01-10/acme/alpha-1 until 2024-03-09: rate.input 1.5, rate.output 2",
                "2024-03-09/acme/alpha-1 until open: rate.input 1, rate.output 2",
                "2024-01-10/acme/alpha-1:free until 2024-02-12: price-kind free, rate.input 0, rate.output 0",
                "2024-02-12/acme/late until 2024-03-09: rate.input 3, rate.output 9",
                "2024-04-11/acme/late until open: rate.input 3, rate.output 9",
            ]
        );
        assert!(import.batch.records.iter().all(|record| record.basis == Basis::Observed));
        assert_eq!(sample::told(&import.report), ["note 1 all prices zero read as unknown"]);
    }

    #[test]
    fn broken_and_new_things_are_counted() {
        let import = sample::import(&IMPORTER, "recoverable").unwrap();
        assert_eq!(sample::said(&import, "2024-01-10/acme/good"), ["rate.input 1", "rate.output 2"]);
        assert_eq!(
            sample::told(&import.report),
            [
                "skip 1 `date` should be a date",
                "skip 1 `prices` should be an object",
                "skip 1 `snapshot` should be an object",
                "skip 3 not a pair of prices",
                "review 2024-01-10/acme/slip rate.input = 9000: above $1,000 per million tokens: a slip between units?",
                "review 2024-01-10/acme/slip rate.output = 9000: above $1,000 per million tokens: a slip between units?",
            ]
        );
        assert_eq!(
            sample::told(&sample::import(&IMPORTER, "unknown").unwrap().report),
            ["unknown 1 snapshot.mood", "unknown 1 weather"]
        );
    }
}
