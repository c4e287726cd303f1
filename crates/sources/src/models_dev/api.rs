//! `api.json`: providers and their routes.

use super::cost::{self, Cost};
use super::row::{Modalities, Row};
use super::{dialect, shape_error};
use crate::import::{ImportError, Importer, Input};
use crate::json::{self, Object, RowError};
use crate::report::Report;
use serde_json::value::RawValue;
use std::collections::BTreeSet;
use weigh_catalog::record::Record;
use weigh_catalog::{Basis, Capability, Field, ServiceTier, Subject, Value};

/// Providers and routes of models.dev.
pub const IMPORTER: Importer = Importer {
    id: "models-dev",
    source: "models-dev",
    what: "providers, routes, limits, capabilities and prices",
    url: Some("https://models.dev/api.json"),
    files: &["models-dev/api", "api.json"],
    is_folder: false,
    is_complete: true,
    run,
};

/// Words the source may use for a status.
const STATUSES: &[&str] = &["active", "preview", "alpha", "beta", "deprecated"];

fn run(input: &Input<'_>, report: &mut Report) -> Result<Vec<Record>, ImportError> {
    let mut records = Vec::new();
    let mut providers = 0;
    for (id, raw) in json::file(input.file, input.bytes)?.take_rest() {
        match provider(&id, raw, &mut records, report) {
            Ok(()) => providers += 1,
            Err(error) => report.skip(format!("not a provider: {error}"), id),
        }
    }
    if providers == 0 {
        return Err(shape_error(input.file, "a list of providers", "no entry with `models`"));
    }
    Ok(records)
}

fn provider(id: &str, raw: &RawValue, records: &mut Vec<Record>, report: &mut Report) -> Result<(), RowError> {
    let mut object = Object::read(raw, "provider")?;
    let missing = RowError { key: "provider.models".to_owned(), expected: "an object" };
    let models = object.object("models")?.filter(|_| !id.trim().is_empty()).ok_or(missing)?;
    report.rows += 1;
    let record = Record::new(Subject::Provider(id.into()), id);
    let mut row = Row { object, record, report: &mut *report };
    row.text("name", Field::Name);
    row.address("doc", Field::Docs);
    row.address("api", Field::BaseUrl);
    let package = row.take_text("npm");
    records.extend(package.and_then(|package| derived(&mut row, "npm", &package, dialect::of_package(&package))));
    row.object.ignore(&["id", "env"]);
    row.object.finish(row.report, "provider");
    records.push(row.record);
    routes(id, models, records, report);
    Ok(())
}

/// The dialect as a record of its own, because we conclude it and the source does not say it.
fn derived(row: &mut Row<'_, '_>, key: &str, words: &str, dialect: Option<&str>) -> Option<Record> {
    let Some(dialect) = dialect else {
        row.note(format!("client package without a known dialect: {words}"));
        return None;
    };
    let mut record = Record::new(row.record.subject.clone(), &format!("{}.{key}", row.record.locator));
    record.basis = Basis::Derived;
    record.say_raw(Field::Dialect, Value::Text(dialect.into()), Some(words));
    Some(record)
}

fn routes(provider: &str, mut models: Object<'_>, records: &mut Vec<Record>, report: &mut Report) {
    for (id, raw) in models.take_rest() {
        report.rows += 1;
        let locator = format!("{provider}.models.{id}");
        if id.trim().is_empty() {
            report.skip("a route without an id", locator);
            continue;
        }
        match Object::read(raw, "model") {
            Ok(object) => {
                let record = Record::new(Subject::route(provider, &id), &locator);
                route(provider, &id, Row { object, record, report: &mut *report }, records);
            }
            Err(error) => report.skip(error.to_string(), locator),
        }
    }
}

fn route(provider: &str, id: &str, mut row: Row<'_, '_>, records: &mut Vec<Record>) {
    if row.take_text("id").is_some_and(|stated| stated != id) {
        row.note("key and `id` differ: key taken");
    }
    row.model_facts();
    row.text("canonical_model_id", Field::Serves);
    status(&mut row);
    efforts(&mut row);
    let modalities = row.modalities();
    prices(provider, id, &modalities, &mut row);
    let called = called_with(&mut row);
    row.object.finish(row.report, "model");
    records.push(row.record);
    records.extend(called);
}

fn status(row: &mut Row<'_, '_>) {
    let stated = row.object.text("status");
    let is_readable = stated.is_ok();
    match row.kept(stated) {
        Some(status) if STATUSES.contains(&&*status) => row.say_text(Field::Status, &status),
        Some(status) => row.note(format!("status without a meaning here: {status}")),
        None if is_readable => row.say_text(Field::Status, "active"),
        None => {}
    }
}

/// The efforts a request can name. Switches and budgets have no field.
fn efforts(row: &mut Row<'_, '_>) {
    let options = row.object.array("reasoning_options");
    let mut efforts: Vec<String> = Vec::new();
    for option in row.kept(options).unwrap_or_default() {
        let option = Object::read(option, "model.reasoning_options").map(Some);
        let Some(mut option) = row.kept(option) else { continue };
        let kind = option.text("type");
        match row.kept(kind).as_deref() {
            Some("effort") => efforts.extend(effort_values(&mut option, row)),
            Some("toggle" | "budget_tokens") => option.ignore(&["min", "max"]),
            other => row.note(format!("reasoning option not read: {}", other.unwrap_or("without a type"))),
        }
        option.finish(row.report, "model.reasoning_options");
    }
    let mut seen = BTreeSet::new();
    efforts.retain(|effort| seen.insert(effort.clone()));
    if !efforts.is_empty() {
        row.say_text(Field::Efforts, &efforts.join(","));
    }
}

/// Efforts by name; `null` stands for sending none and is left out.
fn effort_values(option: &mut Object<'_>, row: &mut Row<'_, '_>) -> Vec<String> {
    let values = option.array("values");
    let values = row.kept(values).unwrap_or_default();
    values
        .into_iter()
        .filter_map(|value| {
            let effort = serde_json::from_str::<String>(value.get()).ok();
            if effort.is_none() {
                row.note("effort left out: not a word");
            }
            effort
        })
        .collect()
}

fn prices(provider: &str, id: &str, modalities: &Modalities, row: &mut Row<'_, '_>) {
    let mut cost = Cost::default();
    if let Some(object) = row.take_object("cost") {
        cost.read(object, ServiceTier::Standard, row);
    }
    modes(&mut cost, row);
    cost.apply(modalities, provider, id, row);
    if cost::discounts_cache(&row.record) {
        row.record.say(Field::Can(Capability::PromptCaching), Value::Flag(true));
    }
}

/// Prices of other service tiers.
fn modes(cost: &mut Cost, row: &mut Row<'_, '_>) {
    let Some(mut experimental) = row.take_object("experimental") else { return };
    let modes = experimental.object("modes");
    experimental.finish(row.report, "model.experimental");
    let Some(mut modes) = row.kept(modes) else { return };
    let mut filed = Vec::new();
    for (name, raw) in modes.take_rest() {
        let mode = Object::read(raw, "model.experimental.modes").map(Some);
        let Some(mut mode) = row.kept(mode) else { continue };
        let price = mode.object("cost");
        let price = row.kept(price);
        match (tier_of(&name, &mut mode, row), price) {
            (None, _) => row.note(format!("mode without a service tier here: {name}")),
            (Some(_), None) => row.note(format!("mode without a price: {name}")),
            (Some(tier), Some(_)) if filed.contains(&tier) => row.note(format!("second mode of one tier: {name}")),
            (Some(tier), Some(price)) => {
                filed.push(tier);
                cost.read(price, tier, row);
            }
        }
        mode.finish(row.report, "model.experimental.modes");
    }
}

/// The tier a mode's request body names, else the one its own name is.
fn tier_of(name: &str, mode: &mut Object<'_>, row: &mut Row<'_, '_>) -> Option<ServiceTier> {
    let known =
        |word: &str| ServiceTier::ALL.iter().copied().find(|tier| tier.id() == word && *tier != ServiceTier::Standard);
    let request = mode.object("provider");
    let body = row.kept(request).and_then(|mut request| {
        let body = request.object("body");
        row.kept(body)
    });
    let named = body.and_then(|mut body| body.text("service_tier").ok().flatten());
    let tier = named.as_deref().and_then(known);
    if tier.is_some_and(|tier| tier.id() != name) {
        row.note(format!("mode filed under the service tier its request names: {name}"));
    }
    tier.or_else(|| known(name))
}

/// What a route is called with where it differs from its provider.
fn called_with(row: &mut Row<'_, '_>) -> Option<Record> {
    let mut provider = row.take_object("provider")?;
    let mut text = |key: &str| {
        let text = provider.text(key);
        row.kept(text)
    };
    let (package, shape, address) = (text("npm"), text("shape"), text("api"));
    provider.ignore(&["body", "headers"]);
    provider.finish(row.report, "model.provider");
    if let Some(address) = address {
        row.say_text(Field::BaseUrl, &address);
    }
    let stated: Vec<&str> = [&package, &shape].into_iter().flatten().map(String::as_str).collect();
    let dialect =
        shape.as_deref().and_then(dialect::of_shape).or_else(|| package.as_deref().and_then(dialect::of_package));
    if stated.is_empty() {
        return None;
    }
    derived(row, "provider", &stated.join(" "), dialect)
}
