//! Records as text: one JSON object a line, so that a change of the catalog can be reviewed.
//!
//! The first line is the reading, each other line one record:
//!
//! ```text
//! {"weigh":"records/1","source":"models-dev","version":"1.18.33","read_on":"2026-09-28","digest":"sha256:…","complete":true}
//! {"route":["acme","alpha-1"],"at":"acme.models.alpha-1","say":{"context":128000,"rate.input":"0.1"},"raw":{…}}
//! ```
//!
//! Values are JSON strings except whole numbers and booleans. Unknown keys are refused: these files are ours.

use crate::claim::Basis;
use crate::date::{Day, Period, parse_day};
use crate::field::{Field, Kind, Value};
use crate::id::SourceId;
use crate::record::{Batch, Reading, Record, Subject};
use serde_json::{Map, Value as Json, json};
use std::sync::Arc;

/// The format's name and major version.
const FORMAT: &str = "records/1";

/// A line that is not a record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct TextError {
    /// Counted from one.
    pub line: usize,
    /// What is wrong with it.
    pub what: String,
}

/// Writes a batch; [`read`] reads it back.
pub fn write(batch: &Batch) -> String {
    let reading = &batch.reading;
    let header = json!({
        "weigh": FORMAT,
        "source": reading.source.as_str(),
        "version": reading.version,
        "read_on": reading.read_on.to_string(),
        "digest": reading.digest,
        "complete": reading.is_complete,
    });
    let mut text = header.to_string();
    text.push('\n');
    for record in &batch.records {
        text.push_str(&Json::Object(line(record)).to_string());
        text.push('\n');
    }
    text
}

fn line(record: &Record) -> Map<String, Json> {
    let mut line = Map::new();
    let (kind, ids) = subject_parts(&record.subject);
    line.insert(kind.into(), ids);
    line.insert("at".into(), json!(&*record.locator));
    for (key, day) in [("from", record.effective.from), ("until", record.effective.until)] {
        if let Some(day) = day {
            line.insert(key.into(), json!(day.to_string()));
        }
    }
    if record.basis != Basis::default() {
        line.insert("basis".into(), json!(record.basis.id()));
    }
    if let Some(link) = &record.link {
        line.insert("link".into(), json!(&**link));
    }
    let mut say = Map::new();
    let mut raw = Map::new();
    for statement in &record.statements {
        let value = match &statement.value {
            Value::Flag(flag) => json!(flag),
            Value::Count(count) => json!(count),
            other => json!(other.to_string()),
        };
        say.insert(statement.field.to_string(), value);
        if let Some(text) = &statement.raw {
            raw.insert(statement.field.to_string(), json!(&**text));
        }
    }
    line.insert("say".into(), Json::Object(say));
    if !raw.is_empty() {
        line.insert("raw".into(), Json::Object(raw));
    }
    line
}

fn subject_parts(subject: &Subject) -> (&'static str, Json) {
    match subject {
        Subject::Lab(id) => ("lab", json!(&**id)),
        Subject::Provider(id) => ("provider", json!(&**id)),
        Subject::Licence(id) => ("licence", json!(&**id)),
        Subject::Benchmark(id) => ("benchmark", json!(&**id)),
        Subject::Model(id) => ("model", json!(&**id)),
        Subject::Route { provider, id, host: None } => ("route", json!([&**provider, &**id])),
        Subject::Route { provider, id, host: Some(host) } => ("route", json!([&**provider, &**id, &**host])),
        Subject::Result { benchmark, entrant, settings } => ("result", json!([&**benchmark, &**entrant, &**settings])),
    }
}

/// Reads what [`write()`] wrote.
pub fn read(text: &str) -> Result<Batch, TextError> {
    let mut lines = text.lines().enumerate().map(|(index, line)| (index + 1, line));
    let (_, header) = lines.next().ok_or(TextError { line: 1, what: "no header line".into() })?;
    let reading = read_header(header).map_err(|what| TextError { line: 1, what })?;
    let mut records = Vec::new();
    for (line, text) in lines.filter(|(_, text)| !text.trim().is_empty()) {
        records.push(read_line(text).map_err(|what| TextError { line, what })?);
    }
    Ok(Batch { reading, records })
}

fn read_header(text: &str) -> Result<Reading, String> {
    let header: Map<String, Json> = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let field =
        |key: &str| header.get(key).and_then(Json::as_str).ok_or_else(|| format!("no text `{key}` in the header"));
    match field("weigh")? {
        FORMAT => {}
        other => return Err(format!("format `{other}` instead of `{FORMAT}`")),
    }
    Ok(Reading {
        source: SourceId::new(field("source")?).map_err(|error| error.to_string())?,
        version: field("version")?.to_owned(),
        read_on: parse_day(field("read_on")?).map_err(|error| error.to_string())?,
        digest: field("digest")?.to_owned(),
        is_complete: header.get("complete").and_then(Json::as_bool).ok_or("no boolean `complete` in the header")?,
    })
}

fn read_line(text: &str) -> Result<Record, String> {
    let mut line: Map<String, Json> = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let mut record = Record::new(take_subject(&mut line)?, &take_text(&mut line, "at")?.ok_or("no `at`")?);
    record.effective = Period { from: take_day(&mut line, "from")?, until: take_day(&mut line, "until")? };
    if let Some(basis) = take_text(&mut line, "basis")? {
        record.basis = basis.parse().map_err(|error| format!("{error}"))?;
    }
    record.link = take_text(&mut line, "link")?.map(Arc::from);
    let raw = take_object(&mut line, "raw")?.unwrap_or_default();
    for (key, value) in take_object(&mut line, "say")?.ok_or("no `say`")? {
        let field: Field = key.parse().map_err(|error| format!("{error}"))?;
        let value = read_value(&field, &value)?;
        record.say_raw(field, value, raw.get(&key).and_then(Json::as_str));
    }
    match line.keys().next() {
        Some(key) => Err(format!("unknown key `{key}`")),
        None => Ok(record),
    }
}

fn read_value(field: &Field, value: &Json) -> Result<Value, String> {
    let text = match (field.kind(), value) {
        (Kind::Flag, Json::Bool(flag)) => flag.to_string(),
        (Kind::Count, Json::Number(number)) => number.to_string(),
        (Kind::Text | Kind::Amount | Kind::Date | Kind::Number, Json::String(text)) => text.clone(),
        (kind, other) => return Err(format!("`{field}` needs a {kind:?}, not {other}")),
    };
    Value::parse(field, &text).map_err(|error| error.to_string())
}

fn take_text(line: &mut Map<String, Json>, key: &str) -> Result<Option<String>, String> {
    match line.remove(key) {
        None => Ok(None),
        Some(Json::String(text)) => Ok(Some(text)),
        Some(other) => Err(format!("`{key}` must be text, not {other}")),
    }
}

fn take_day(line: &mut Map<String, Json>, key: &str) -> Result<Option<Day>, String> {
    let text = take_text(line, key)?;
    text.map(|text| parse_day(&text).map_err(|error| error.to_string())).transpose()
}

fn take_object(line: &mut Map<String, Json>, key: &str) -> Result<Option<Map<String, Json>>, String> {
    match line.remove(key) {
        None => Ok(None),
        Some(Json::Object(object)) => Ok(Some(object)),
        Some(other) => Err(format!("`{key}` must be an object, not {other}")),
    }
}

fn take_subject(line: &mut Map<String, Json>) -> Result<Subject, String> {
    for (key, make) in [
        ("lab", Subject::Lab as fn(Arc<str>) -> Subject),
        ("provider", Subject::Provider),
        ("licence", Subject::Licence),
        ("benchmark", Subject::Benchmark),
        ("model", Subject::Model),
    ] {
        if let Some(id) = take_text(line, key)? {
            return Ok(make(Arc::from(id)));
        }
    }
    let parts = |value: Json| -> Result<Vec<Arc<str>>, String> {
        let texts: Vec<String> = serde_json::from_value(value).map_err(|error| error.to_string())?;
        Ok(texts.into_iter().map(Arc::from).collect())
    };
    if let Some(value) = line.remove("route") {
        return match parts(value)?.as_slice() {
            [provider, id] => Ok(Subject::Route { provider: provider.clone(), id: id.clone(), host: None }),
            [provider, id, host] => {
                Ok(Subject::Route { provider: provider.clone(), id: id.clone(), host: Some(host.clone()) })
            }
            _ => Err("`route` needs a provider, an id and perhaps a host".into()),
        };
    }
    if let Some(value) = line.remove("result") {
        return match parts(value)?.as_slice() {
            [benchmark, entrant, settings] => Ok(Subject::Result {
                benchmark: benchmark.clone(),
                entrant: entrant.clone(),
                settings: settings.clone(),
            }),
            _ => Err("`result` needs a benchmark, an entrant and settings".into()),
        };
    }
    Err("no subject: one of lab, provider, licence, benchmark, model, route, result".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Usd;

    fn sample() -> Batch {
        let mut route = Record::new(Subject::route("acme", "alpha-1"), "acme.models.alpha-1");
        route.say(Field::Context, Value::Count(128_000));
        route.say(Field::OpenWeights, Value::Flag(false));
        let amount = Usd::from_digits("0.8999999999999999", 0).unwrap();
        route.say_raw("rate.input.batch".parse().unwrap(), Value::Amount(amount), Some("0.8999999999999999"));
        route.effective = Period::since(jiff::civil::date(2026, 5, 1));
        route.basis = Basis::Documented;
        route.link = Some(Arc::from("https://acme.example/pricing"));
        let result = Subject::Result {
            benchmark: Arc::from("gpqa"),
            entrant: Arc::from("alpha"),
            settings: Arc::from("effort=high"),
        };
        let mut result = Record::new(result, "row 3");
        result.say(Field::Score, Value::parse(&Field::Score, "0.41").unwrap());
        let reading = Reading {
            source: SourceId::new("models-dev").unwrap(),
            version: "1".into(),
            read_on: jiff::civil::date(2026, 9, 28),
            digest: "sha256:00".into(),
            is_complete: true,
        };
        Batch { reading, records: vec![route, result] }
    }

    #[test]
    fn what_was_written_reads_back() {
        let batch = sample();
        assert_eq!(read(&write(&batch)).unwrap(), batch);
    }

    #[test]
    fn a_wrong_line_is_named() {
        let text = write(&sample()).replace("\"context\":128000", "\"context\":\"many\"");
        let error = read(&text).unwrap_err();
        assert_eq!(error.line, 2);
        assert!(error.what.contains("context"), "{error}");
        assert!(read(&write(&sample()).replace("\"at\"", "\"att\"")).is_err());
        assert!(read("").is_err());
        assert!(read("{\"weigh\":\"records/2\"}").unwrap_err().what.contains("records/2"));
    }
}
