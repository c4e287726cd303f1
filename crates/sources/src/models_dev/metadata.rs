//! Model metadata: the repository's `models/**/*.toml`, keyed by model id, with the benchmark results they quote.
//!
//! Limits and capabilities here are the model card's, not a route's. Results are quoted from model cards, boards and
//! announcements; each names its page. Who ran them is not stated. Some pages (Artificial Analysis, swebench.com) have
//! terms of their own: the link says which results those are.
//!
//! A benchmark's id is `models-dev/` and the slug of its name, version and dataset. The metric joins the id unless it is
//! only another word for the share of tasks done ([`SHARES`]) or missing: `pass@1` of one board and `score` of another
//! are far apart for the same name.

use super::row::Row;
use super::shape_error;
use crate::import::{ImportError, Importer, Input};
use crate::json::{self, Object, RowError};
use crate::report::Report;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use weigh_catalog::record::Record;
use weigh_catalog::{Field, PartialDate, Subject, Value};

/// Models and quoted benchmark results.
pub const IMPORTER: Importer = Importer {
    id: "models-dev-metadata",
    source: "models-dev-metadata",
    what: "model metadata and quoted benchmark results",
    url: None,
    files: &["models-dev/models"],
    is_folder: false,
    is_complete: true,
    run,
};

/// Metrics that say no more than "share of tasks done".
const SHARES: &[&str] = &["percent correct", "percent resolved", "percent", "resolved", "resolve rate", "success rate"];

/// Metrics that leave open what was counted.
const VAGUE: &[&str] = &["score", "index"];

/// Variants that are reasoning efforts.
const EFFORTS: &[&str] = &["none", "minimal", "low", "medium", "high", "xhigh", "max"];

/// What is said of the benchmarks met so far.
type Benchmarks = BTreeMap<String, Record>;

fn run(input: &Input<'_>, report: &mut Report) -> Result<Vec<Record>, ImportError> {
    let mut records = Vec::new();
    let mut benchmarks = Benchmarks::new();
    for (id, raw) in json::file(input.file, input.bytes)?.take_rest() {
        report.rows += 1;
        if let Err(error) = model(&id, raw, &mut records, &mut benchmarks, report) {
            report.skip(error.to_string(), id);
        }
    }
    if records.is_empty() {
        return Err(shape_error(input.file, "a list of models", "no entry with `name` and `modalities` or `limit`"));
    }
    records.extend(benchmarks.into_values());
    Ok(records)
}

fn model(
    id: &str,
    raw: &RawValue,
    records: &mut Vec<Record>,
    benchmarks: &mut Benchmarks,
    report: &mut Report,
) -> Result<(), RowError> {
    let object = Object::read(raw, "model")?;
    let is_model = !id.trim().is_empty() && object.keys().any(|key| key == "limit" || key == "modalities");
    if !is_model {
        return Err(RowError { key: "model".to_owned(), expected: "an object with an id and `modalities` or `limit`" });
    }
    let mut row = Row { object, record: Record::new(Subject::model(id), id), report };
    row.model_facts();
    row.modalities();
    licence(&mut row);
    weights(&mut row);
    row.object.ignore(&["links"]);
    let quoted = row.object.array("benchmarks");
    for (index, raw) in row.kept(quoted).unwrap_or_default().into_iter().enumerate() {
        row.report.rows += 1;
        if is_closed_board(raw) {
            let place = format!("{id}.benchmarks[{index}]");
            row.report.skip("quoted from a board whose terms do not allow redistribution", place);
            continue;
        }
        match result(id, index, raw, benchmarks, row.report) {
            Ok(record) => records.push(record),
            Err(error) => row.report.skip(error.to_string(), format!("{id}.benchmarks[{index}]")),
        }
    }
    row.object.finish(row.report, "model");
    records.push(row.record);
    Ok(())
}

/// Boards whose own terms forbid passing their figures on, whoever quotes them: Artificial Analysis (API terms) and the
/// SWE-bench site's table (CC BY-NC 4.0).
const CLOSED_BOARDS: &[&str] = &["artificial analysis", "artificialanalysis.ai", "swebench.com"];

fn is_closed_board(raw: &RawValue) -> bool {
    let text = raw.get().to_lowercase();
    CLOSED_BOARDS.iter().any(|board| text.contains(board))
}

fn licence(row: &mut Row<'_, '_>) {
    if let Some(licence) = row.take_text("license") {
        let value = Value::Text(licence.to_lowercase().into());
        row.record.say_raw(Field::Licence, value, Some(&licence));
    }
}

/// The first Hugging Face repository that is not a quantisation.
fn weights(row: &mut Row<'_, '_>) {
    let listed = row.object.array("weights");
    for raw in row.kept(listed).unwrap_or_default() {
        let link = Object::read(raw, "model.weights").map(Some);
        let Some(mut link) = row.kept(link) else { continue };
        let (address, quantised) = (link.text("url"), link.text("quantization"));
        let (address, quantised) = (row.kept(address), row.kept(quantised));
        link.ignore(&["label"]);
        link.finish(row.report, "model.weights");
        let repository = address.as_deref().and_then(repository);
        match repository {
            Some(repository) if quantised.is_none() && row.record.get(&Field::WeightsAt).is_none() => {
                row.say_text(Field::WeightsAt, repository);
            }
            Some(_) => row.note("further repository of weights left out"),
            None => row.note("weights that are not a Hugging Face repository left out"),
        }
    }
}

/// `organisation/name` of a Hugging Face address.
fn repository(address: &str) -> Option<&str> {
    let path = address.strip_prefix("https://huggingface.co/")?.trim_end_matches('/');
    let (organisation, name) = path.split_once('/')?;
    let is_repository = !organisation.is_empty() && !name.is_empty() && !name.contains(['/', '?', '#']);
    is_repository.then_some(path)
}

/// The words that tell one benchmark from another, as the source writes them.
struct Test {
    name: String,
    version: Option<String>,
    dataset: Option<String>,
    metric: Option<String>,
}

impl Test {
    fn read(object: &mut Object<'_>) -> Result<Self, RowError> {
        let missing = RowError { key: "benchmark.name".to_owned(), expected: "text" };
        let name = object.text("name")?.filter(|name| !slug(name).is_empty()).ok_or(missing)?;
        let (version, dataset) = (object.text("version")?, object.text("dataset")?);
        Ok(Self { name, version, dataset, metric: object.text("metric")? })
    }

    /// The metric, if it tells benchmarks apart.
    fn telling_metric(&self) -> Option<&str> {
        self.metric.as_deref().filter(|metric| !SHARES.contains(metric) && !VAGUE.contains(metric))
    }

    fn id(&self) -> String {
        let words = [Some(&*self.name), self.version.as_deref(), self.dataset.as_deref(), self.telling_metric()];
        let slugs: Vec<String> = words.into_iter().flatten().map(slug).filter(|slug| !slug.is_empty()).collect();
        format!("models-dev/{}", slugs.join("-"))
    }

    fn title(&self) -> String {
        let words = [Some(&*self.name), self.version.as_deref(), self.dataset.as_deref()];
        let title = words.into_iter().flatten().collect::<Vec<_>>().join(" ");
        self.telling_metric().map_or(title.clone(), |metric| format!("{title} ({metric})"))
    }

    /// Percent where the metric is a share; points for an index; otherwise not known.
    fn unit(&self) -> Option<&'static str> {
        let metric = self.metric.as_deref()?;
        if SHARES.contains(&metric) || metric.contains("pass@") {
            Some("percent")
        } else {
            (metric == "index").then_some("points")
        }
    }
}

/// Lowercase words joined by hyphens; a point between digits stays, an apostrophe goes, tau is spelled out.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    let letters: Vec<char> = text.to_lowercase().chars().filter(|c| !['\'', '’'].contains(c)).collect();
    for (index, letter) in letters.iter().enumerate() {
        let follows_digit =
            index.checked_sub(1).and_then(|before| letters.get(before)).is_some_and(char::is_ascii_digit);
        let is_point = *letter == '.' && follows_digit && letters.get(index + 1).is_some_and(char::is_ascii_digit);
        match letter {
            'τ' => slug.push_str("tau"),
            letter if letter.is_alphanumeric() || is_point => slug.push(*letter),
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
    }
    slug.trim_end_matches('-').to_owned()
}

fn result(
    id: &str,
    index: usize,
    raw: &RawValue,
    benchmarks: &mut Benchmarks,
    report: &mut Report,
) -> Result<Record, RowError> {
    let mut object = Object::read(raw, "benchmark")?;
    let locator = format!("{id}.benchmarks[{index}]");
    let test = Test::read(&mut object)?;
    let missing = || RowError { key: "benchmark.score".to_owned(), expected: "a number" };
    let digits = object.digits("score")?.ok_or_else(missing)?;
    let score = Value::parse(&Field::Score, &digits).map_err(|_| missing())?;
    let (harness, variant) = (object.text("harness")?, object.text("variant")?);
    if variant.as_deref().is_some_and(|variant| !EFFORTS.contains(&variant)) {
        report.note("variant of a result that is no effort", &*locator);
    }
    let subject = Subject::Result {
        benchmark: test.id().into(),
        entrant: id.into(),
        settings: settings(harness.as_deref(), variant.as_deref()).into(),
    };
    let mut record = Record::new(subject, &locator);
    record.say_raw(Field::Score, score, Some(&digits));
    record.link = object.text("source")?.map(Into::into);
    if let Some(harness) = harness {
        record.say(Field::Harness, Value::Text(harness.into()));
    }
    match object.text("date")?.map(|date| date.parse::<PartialDate>()) {
        Some(Ok(date)) => {
            record.say(Field::RanOn, Value::Date(date));
        }
        Some(Err(_)) => report.note("left out: `benchmark.date` is not a date", &*locator),
        None => {}
    }
    object.finish(report, "benchmark");
    describe(&test, &locator, benchmarks, report);
    Ok(record)
}

/// `effort=high,harness=Codex`, sorted by name.
fn settings(harness: Option<&str>, variant: Option<&str>) -> String {
    let plain = |text: &str| text.replace([',', '='], " ");
    let variant_key = if variant.is_some_and(|variant| EFFORTS.contains(&variant)) { "effort" } else { "variant" };
    let mut settings: Vec<String> = [("harness", harness), (variant_key, variant)]
        .into_iter()
        .filter_map(|(key, value)| Some(format!("{key}={}", plain(value?))))
        .collect();
    settings.sort();
    settings.join(",")
}

/// Says name, metric, unit and direction of a benchmark; what was said first stays.
fn describe(test: &Test, locator: &str, benchmarks: &mut Benchmarks, report: &mut Report) {
    let id = test.id();
    let record = benchmarks.entry(id.clone()).or_insert_with(|| {
        let mut record = Record::new(Subject::Benchmark(id.as_str().into()), locator);
        record.say(Field::Name, Value::Text(test.title().into()));
        record
    });
    // Shares of tasks done and indexes of them: more is better.
    let direction = test.unit().map(|_| "higher");
    let stated =
        [(Field::Metric, test.metric.as_deref()), (Field::ScoreUnit, test.unit()), (Field::Direction, direction)];
    for (field, words) in stated.into_iter().filter_map(|(field, words)| Some((field, words?))) {
        let value = Value::Text(words.into());
        match record.get(&field) {
            None => {
                record.say(field, value);
            }
            Some(said) if *said != value => report.note(format!("another {field} of `{id}`: {words}"), locator),
            Some(_) => {}
        }
    }
}
