//! Rows into records of results.

use super::board::{Benchmark, File};
use super::columns::{Columns, Evaluator, Number, ScoreUnit, SelfReported, Setting};
use super::definition::entries;
use super::names::{Settings, spaced, tame};
use super::node::Node;
use super::number::{Measure, measure, plus_minus};
use super::rows::Row;
use crate::report::Report;
use rust_decimal::Decimal;
use std::sync::Arc;
use weigh_catalog::date::parse_day;
use weigh_catalog::record::{Record, Subject};
use weigh_catalog::{Field, PartialDate, Value};

/// A result before its subject is settled.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// The benchmark's id.
    pub(crate) benchmark: String,
    /// The model as the board names it.
    pub(crate) entrant: String,
    /// The run's settings.
    pub(crate) settings: Settings,
    /// Settings that may be added to tell it from another: in the order of the mapping.
    pub(crate) spare: Vec<(String, String)>,
    /// Everything else; its subject is only a placeholder.
    pub(crate) record: Record,
}

/// What one file gives: its results, and for which benchmark and key.
pub(crate) struct Reader<'a> {
    /// The mapping of the file.
    pub(crate) file: &'a File,
    /// The day of the capture, if the file states one.
    pub(crate) captured_on: Option<String>,
    /// The day that stands for `{date}` in ids: the capture's, else that of the reading.
    pub(crate) date: String,
}

impl Reader<'_> {
    /// The results of one row; none are reported with a reason.
    pub(crate) fn results(&self, row: &Row, report: &mut Report) -> Vec<Found> {
        report.rows += 1;
        let key = self.key(row);
        if self.file.benchmark_column.is_some() && key.is_empty() {
            report.skip("no benchmark named", &row.locator);
            return Vec::new();
        }
        if let Some(reason) = self.file.exclude.get(&key) {
            report.skip(format!("benchmark left out: {reason}"), &row.locator);
            return Vec::new();
        }
        let Some((column, name)) = filled(&row.node, &self.file.entrant) else {
            report.skip("no model named", &row.locator);
            return Vec::new();
        };
        let entries = entries(self.file, &key);
        let about: Vec<_> = entries.into_iter().filter(|entry| applies(entry, &row.node)).collect();
        if about.is_empty() {
            report.skip(format!("no benchmark of the mapping fits `{key}`"), &row.locator);
            return Vec::new();
        }
        let reviewed = report.review.len();
        let common = self.common(row, column, name, report);
        let results: Vec<_> = about.iter().filter_map(|entry| self.result(entry, row, &key, &common, report)).collect();
        if results.is_empty() && report.review.len() == reviewed {
            report.skip("no score", &row.locator);
        }
        results
    }

    /// The key that says which benchmark a row is about.
    pub(crate) fn key(&self, row: &Row) -> String {
        let named = self.file.benchmark_column.as_deref().and_then(|column| row.node.at(column)?.text());
        named.unwrap_or(&row.key).to_owned()
    }

    /// What all results of a row share.
    fn common(&self, row: &Row, column: &str, name: &str, report: &mut Report) -> Found {
        let (entrant, mut settings) = self.file.names.cut(name);
        for column in &self.file.also_cut {
            self.cut_also(&row.node, column, &mut settings);
        }
        for (name, setting) in self.file.settings.iter().filter(|(_, setting)| setting.column() != column) {
            add(&mut settings, name, setting.value(&row.node));
        }
        let spare = |(name, column): &(String, String)| Some((name.clone(), tame(row.node.at(column)?.text()?)));
        let mut record = Record::new(Subject::model(&entrant), &row.locator);
        record.link = self.link(row, report);
        self.say_who(&mut record, &row.node, &entrant);
        self.say_when(&mut record, row, report);
        self.say_cost(&mut record, row, report);
        let spare = self.file.distinguish.iter().filter_map(spare).collect();
        Found { benchmark: String::new(), entrant, settings, spare, record }
    }

    /// The page of a result. Boards fill gaps with addresses of nobody.
    fn link(&self, row: &Row, report: &mut Report) -> Option<Arc<str>> {
        let link = filled(&row.node, &self.file.link).map(|(_, link)| link).filter(|link| link.starts_with("http"))?;
        if link.starts_with("https://example.com/") {
            report.note("link to example.com left out", &row.locator);
            return None;
        }
        Some(link.into())
    }

    /// Settings in another column that names the model.
    fn cut_also(&self, node: &Node, column: &str, settings: &mut Settings) {
        let Some(text) = node.at(column).and_then(Node::text) else { return };
        for (key, value) in self.file.names.cut(text).1 {
            add(settings, &key, Some(value));
        }
    }

    fn say_who(&self, record: &mut Record, node: &Node, entrant: &str) {
        let text = |column: &Option<String>| column.as_deref().and_then(|column| node.at(column)?.text());
        if let Some(id) = text(&self.file.serves) {
            record.say(Field::Serves, Value::Text(id.replace(" / ", "/").into()));
        } else if let Some(maker) = text(&self.file.maker).filter(|maker| !maker.contains([',', '/']))
            && !entrant.contains('/')
        {
            record.say(Field::Serves, Value::Text(format!("{maker}/{entrant}").into()));
        }
        if let Some(evaluator) = self.file.evaluator.as_ref().and_then(|evaluator| evaluator.read(node)) {
            record.say(Field::Evaluator, Value::Text(spaced(evaluator).into()));
        }
        if let Some(flag) = self.file.self_reported.as_ref().and_then(|rule| rule.read(node)) {
            record.say(Field::SelfReported, Value::Flag(flag));
        }
    }

    fn say_when(&self, record: &mut Record, row: &Row, report: &mut Report) {
        let stated = filled(&row.node, &self.file.ran_on).map(|(_, text)| text);
        let Some(text) = stated.or(self.captured_on.as_deref()) else { return };
        let day = parse_day(text).map(PartialDate::day);
        match text.parse::<PartialDate>().or(day) {
            Ok(date) => _ = record.say(Field::RanOn, Value::Date(date)),
            Err(_) => report.note("day of the run not read", &row.locator),
        }
    }

    fn say_cost(&self, record: &mut Record, row: &Row, report: &mut Report) {
        let Some(text) = self.file.run_cost.as_deref().and_then(|column| row.node.at(column)?.text()) else { return };
        match measure(text, 0) {
            Some(cost) if cost.value.is_zero() => report.note("run cost of zero read as unknown", &row.locator),
            Some(cost) if cost.value.is_sign_positive() => say(record, Field::RunCost, &cost),
            _ => report.review(&row.locator, Field::RunCost, text, "not an amount"),
        }
    }

    fn result(&self, entry: &Benchmark, row: &Row, key: &str, common: &Found, report: &mut Report) -> Option<Found> {
        let text = row.node.at(&entry.score)?.text()?;
        let Some(score) = measure(text, entry.shift) else {
            report.review(&row.locator, Field::Score, text, "not a number");
            return None;
        };
        if entry.unit == ScoreUnit::Percent && !(Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&score.value) {
            report.review(&row.locator, Field::Score, text, "outside 0 to 100 per cent");
            return None;
        }
        if score.value.is_zero() && entry.zero_is_unknown {
            report.note("score of zero read as not run", &row.locator);
            return None;
        }
        let mut found = common.clone();
        found.benchmark = entry.id_for(key, &self.date);
        for (name, setting) in &entry.settings {
            add(&mut found.settings, name, setting.value(&row.node));
        }
        say(&mut found.record, Field::Score, &score);
        say_error(&mut found.record, entry, row, score.value, report);
        let samples = entry.row_samples.as_deref().and_then(|column| row.node.at(column)?.text());
        if let Some(samples) = samples.and_then(whole) {
            found.record.say(Field::Samples, Value::Count(samples));
        }
        Some(found)
    }
}

/// Adds a setting. What the model's name says goes first, unless it says `unknown`.
fn add(settings: &mut Settings, name: &str, value: Option<String>) {
    let is_open = settings.get(name).is_none_or(|said| said == "unknown");
    if let Some(value) = value.filter(|_| is_open) {
        settings.insert(name.to_owned(), value);
    }
}

/// The first filled column, with its text.
fn filled<'a>(node: &'a Node, columns: &'a Columns) -> Option<(&'a str, &'a str)> {
    columns.0.iter().find_map(|column| Some((column.as_str(), node.at(column)?.text()?)))
}

fn applies(entry: &Benchmark, node: &Node) -> bool {
    entry.when.iter().all(|(column, values)| {
        let value = node.at(column).and_then(Node::text).unwrap_or_default();
        values.iter().any(|allowed| allowed == value)
    })
}

fn say(record: &mut Record, field: Field, measure: &Measure) {
    record.say_raw(field, Value::Number(measure.value), measure.raw.as_deref());
}

fn whole(text: &str) -> Option<u64> {
    let number = measure(text, 0)?.value;
    if number.fract().is_zero() { u64::try_from(number.trunc()).ok() } else { None }
}

/// A number of a row in the benchmark's unit.
fn number(row: &Row, number: Option<&Number>, shift: i32) -> Option<Measure> {
    let (column, shift) = match number? {
        Number::Column(column) => (column, shift),
        Number::Shifted { column, shift } => (column, *shift),
    };
    measure(row.node.at(column)?.text()?, shift)
}

fn say_error(record: &mut Record, entry: &Benchmark, row: &Row, score: Decimal, report: &mut Report) {
    let read = |wanted: Option<&Number>| number(row, wanted, entry.shift);
    match read(entry.standard_error.as_ref()) {
        // All tasks failed or all solved: the formula gives no error, which is not certainty.
        Some(error) if error.value.is_zero() => report.note("standard error of zero read as unknown", &row.locator),
        Some(error) if error.value.is_sign_positive() => say(record, Field::StandardError, &error),
        Some(error) => report.review(&row.locator, Field::StandardError, &error.value.to_string(), "negative"),
        None => {}
    }
    let words = entry.plus_minus.as_deref().and_then(|column| plus_minus(row.node.at(column)?.text()?));
    let half = read(entry.half_width.as_ref()).map(|half| (half.value, half.value));
    let around = words.or(half).and_then(|(above, below)| Some((score.checked_sub(below)?, score.checked_add(above)?)));
    let plain = |value: Decimal| Measure { value: value.normalize(), raw: None };
    let stated = read(entry.low.as_ref()).zip(read(entry.high.as_ref()));
    let Some((low, high)) = stated.or(around.map(|(low, high)| (plain(low), plain(high)))) else { return };
    if low.value <= score && score <= high.value {
        say(record, Field::Low, &low);
        say(record, Field::High, &high);
    } else {
        let interval = format!("{} to {}", low.value, high.value);
        report.review(&row.locator, Field::Low, &interval, "interval without the score in it");
    }
}

impl Setting {
    fn value(&self, node: &Node) -> Option<String> {
        let text = tame(node.at(self.column())?.text()?);
        let value = match self {
            Self::Column(_) => text,
            Self::Careful(care) if care.omit.contains(&text) => return None,
            Self::Careful(care) => {
                let text = text.strip_suffix(care.strip.as_str()).unwrap_or(&text);
                text.strip_prefix(care.strip_start.as_str()).unwrap_or(text).to_owned()
            }
        };
        (!value.is_empty()).then_some(value)
    }
}

impl Evaluator {
    fn read<'a>(&'a self, node: &'a Node) -> Option<&'a str> {
        match self {
            Self::Always(name) => Some(name),
            Self::Named { column, otherwise } => node.at(column).and_then(Node::text).or(otherwise.as_deref()),
        }
    }
}

impl SelfReported {
    fn read(&self, node: &Node) -> Option<bool> {
        let text = |column: &str| node.at(column).and_then(Node::text);
        match self {
            Self::Always(flag) => Some(*flag),
            Self::Named { column } => text(column)?.parse().ok(),
            Self::Same { same: [evaluator, maker], independent } => {
                let (evaluator, maker) = (text(evaluator)?, text(maker)?);
                if evaluator == maker {
                    Some(true)
                } else {
                    independent.iter().any(|name| name == evaluator).then_some(false)
                }
            }
        }
    }
}
