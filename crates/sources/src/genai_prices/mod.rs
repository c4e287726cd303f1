//! genai-prices (MIT): `prices/new_data/v2/data.json`, a list of providers with their models and rules for model names.
//!
//! Prices are dollars per million tokens, per thousand calls or pages, per hour of audio. The source is authoritative for
//! dated prices and daily windows; its comments cite pages. It does not list routes: a model stands for every name its
//! `match` finds. Names given by `equals` become routes of their own; patterns are not expanded.

mod prices;

use crate::import::{ImportError, Importer, Input};
use crate::json::{self, Object, RowError};
use crate::price::Zero;
use crate::report::Report;
use prices::{Held, Periods};
use serde_json::value::RawValue;
use std::collections::BTreeSet;
use weigh_catalog::record::Record;
use weigh_catalog::{Basis, Field, Period, ServiceTier, Subject, Value};

/// `data.json` in its second shape.
pub const IMPORTER: Importer = Importer {
    id: "genai-prices",
    source: "genai-prices",
    what: "Pydantic's genai-prices",
    url: Some("https://raw.githubusercontent.com/pydantic/genai-prices/main/prices/new_data/v2/data.json"),
    files: &["genai-prices/data"],
    is_folder: false,
    is_complete: false,
    run,
};

/// One model, before its records are copied to all its names.
#[derive(Debug)]
struct Model {
    id: String,
    /// Other names that its `match` gives by `equals`.
    names: Vec<String>,
    /// Without a subject of their own: the one of the model's id.
    records: Vec<Record>,
}

fn run(input: &Input<'_>, report: &mut Report) -> Result<Vec<Record>, ImportError> {
    let shape = |what: &str| ImportError::Shape {
        file: input.file.to_owned(),
        shape: "genai-prices, a list of providers with models",
        what: what.to_owned(),
    };
    let providers = json::file_array(input.file, input.bytes)?;
    let mut records = Vec::new();
    let mut found = false;
    for (index, raw) in providers.into_iter().enumerate() {
        match read_provider(raw, &format!("[{index}]"), report) {
            Ok(provider) => {
                found = true;
                records.extend(provider);
            }
            Err(error) => {
                report.rows += 1;
                report.skip(format!("provider: {error}"), format!("[{index}]"));
            }
        }
    }
    if found { Ok(records) } else { Err(shape("no provider with an `id` and `models`")) }
}

fn read_provider(raw: &RawValue, at: &str, report: &mut Report) -> Result<Vec<Record>, RowError> {
    let mut object = Object::read(raw, at)?;
    let missing = |key: &str| RowError { key: key.to_owned(), expected: "given" };
    let id = object.text("id")?.filter(|id| !id.is_empty()).ok_or_else(|| missing("id"))?;
    let models = object.array("models")?.ok_or_else(|| missing("models"))?;
    let mut record = Record::new(Subject::Provider(id.as_str().into()), &id);
    if let Some(name) = object.text("name")? {
        record.say(Field::Name, Value::Text(name.into()));
    }
    let page = object.texts("pricing_urls")?.and_then(|pages| pages.into_iter().next());
    if let Some(page) = &page {
        record.say(Field::Docs, Value::Text(page.as_str().into()));
    }
    // How to recognise the provider and read usage from its answers; prose.
    object.ignore(&["api_pattern", "extractors", "provider_match", "model_match", "fallback_model_providers"]);
    object.ignore(&["price_comments", "description"]);
    object.finish(report, "provider");
    let mut read = Vec::new();
    for (index, raw) in models.into_iter().enumerate() {
        report.rows += 1;
        match read_model(raw, &id, page.as_deref(), report) {
            Ok(model) => read.push(model),
            Err(error) => report.skip(format!("model: {error}"), format!("{id}.models[{index}]")),
        }
    }
    let mut records = if record.statements.is_empty() { Vec::new() } else { vec![record] };
    records.extend(expand(&id, read, report));
    Ok(records)
}

/// The records of every model under each of its names. A model's own id comes before a name that another gives it.
fn expand(provider: &str, models: Vec<Model>, report: &mut Report) -> Vec<Record> {
    let mut taken: BTreeSet<String> = models.iter().map(|model| model.id.clone()).collect();
    let mut seen = BTreeSet::new();
    let mut records = Vec::new();
    for model in models {
        if !seen.insert(model.id.clone()) {
            report.note("model listed twice: the first kept", format!("{provider}.{}", model.id));
            continue;
        }
        if model.records.is_empty() {
            report.skip("nothing said", format!("{provider}.{}", model.id));
        }
        for name in &model.names {
            if *name != model.id && taken.insert(name.clone()) {
                report.note("other name given by `equals`: a route of its own", format!("{provider}.{name}"));
                records.extend(
                    model
                        .records
                        .iter()
                        .map(|record| Record { subject: Subject::route(provider, name), ..record.clone() }),
                );
            }
        }
        records.extend(model.records);
    }
    records
}

fn read_model(raw: &RawValue, provider: &str, page: Option<&str>, report: &mut Report) -> Result<Model, RowError> {
    let mut object = Object::read(raw, "")?;
    let id = object.text("id")?.filter(|id| !id.is_empty());
    let id = id.ok_or(RowError { key: "id".to_owned(), expected: "given" })?;
    let at = format!("{provider}.{id}");
    let mut names = Vec::new();
    if let Some(raw) = object.take("match") {
        exact_names(raw, &at, &mut names, report);
    }
    let comment = object.text("price_comments")?;
    let mut facts = Record::new(Subject::route(provider, &id), &at);
    facts.link = comment.as_deref().and_then(link).or(page).map(Into::into);
    let is_dated = comment.as_deref().is_some_and(|comment| link(comment).is_some() && has_date(comment));
    facts.basis = if is_dated { Basis::Documented } else { Basis::Listed };
    let mut records = read_prices(&mut object, &facts, &id, provider, report)?;
    facts.basis = Basis::Listed;
    say_facts(&mut object, &mut facts, report)?;
    object.ignore(&["description"]);
    object.finish(report, "model");
    if !facts.statements.is_empty() {
        records.insert(0, facts);
    }
    Ok(Model { id, names, records })
}

/// One record for each period with prices; like `base` in everything else.
fn read_prices(
    object: &mut Object<'_>,
    base: &Record,
    id: &str,
    provider: &str,
    report: &mut Report,
) -> Result<Vec<Record>, RowError> {
    let at = base.locator.to_string();
    let periods = Periods::read(object, &at, report)?.into_prices(&at, report);
    if periods.is_empty() {
        report.note("model without a price", at.as_str());
    }
    let mut records = Vec::new();
    // OpenRouter lists batch jobs under ids of their own.
    let is_batch = provider == "openrouter" && id.ends_with(":batch");
    for Held { period, prices, hourly } in periods {
        let prices = if is_batch { prices.in_tier(ServiceTier::Batch) } else { prices };
        let mut record = base.clone();
        record.effective = period;
        prices.apply(&mut record, Zero::of_ids(provider, id), report);
        for (key, raw) in hourly {
            let field = Field::Rate(key);
            if let Some(value) = record.get(&field).cloned() {
                record.say_raw(field, value, Some(&raw));
            }
        }
        if !record.statements.is_empty() {
            records.push(record);
        }
    }
    Ok(records)
}

fn say_facts(object: &mut Object<'_>, record: &mut Record, report: &mut Report) -> Result<(), RowError> {
    record.effective = Period::OPEN;
    if let Some(name) = object.text("name")? {
        record.say(Field::Name, Value::Text(name.into()));
    }
    match object.count("context_window")? {
        Some(0) => report.note("limit of zero read as unknown", record.locator.to_string()),
        Some(tokens) => {
            record.say(Field::Context, Value::Count(tokens));
        }
        None => {}
    }
    if object.flag("deprecated")? == Some(true) {
        record.say(Field::Status, Value::Text("deprecated".into()));
    }
    Ok(())
}

/// Collects the names that a clause gives by `equals`, alone or as one of several; patterns are counted.
fn exact_names(raw: &RawValue, at: &str, names: &mut Vec<String>, report: &mut Report) {
    let Ok(mut clause) = Object::read(raw, at) else {
        return report.note("match clause of another shape", at);
    };
    if let Ok(Some(name)) = clause.text("equals") {
        names.push(name);
    }
    for part in clause.array("or").ok().flatten().unwrap_or_default() {
        exact_names(part, at, names, report);
    }
    for (kind, _) in clause.take_rest() {
        match kind.as_str() {
            "starts_with" | "ends_with" | "contains" | "regex" | "and" => {
                report.note("names matched by a pattern are not expanded", at);
            }
            other => report.unknown_field(format!("match.{other}")),
        }
    }
}

/// The first address in a comment.
fn link(comment: &str) -> Option<&str> {
    let start = comment.find("https://").or_else(|| comment.find("http://"))?;
    let address = comment.get(start..)?.split(|c: char| c.is_whitespace() || ",;)>\"`".contains(c)).next()?;
    Some(address.trim_end_matches(['.', ':']))
}

/// True if a comment names a day: `2026-07-30`.
fn has_date(comment: &str) -> bool {
    comment
        .split(|c: char| !c.is_ascii_digit() && c != '-')
        .any(|word| word.len() == 10 && weigh_catalog::date::parse_day(word).is_ok())
}

#[cfg(test)]
mod tests;
