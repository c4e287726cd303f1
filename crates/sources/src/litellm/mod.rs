//! LiteLLM: `model_prices_and_context_window.json` (MIT), one object an entry, and its history as events.
//!
//! Prices are dollars per token (image, second, query, ...); service tiers, prompt brackets and cache lifetimes are spelled
//! in field names. The source is authoritative for cloud prices by region, for batch, flex and priority rates and for
//! retirement dates. Quirks: `supports_*` speaks only when `true`; zero mostly means "not known"; one model may be listed
//! under a bare key and under `provider/key`, and images once for each size.

mod facts;
pub mod history;
mod key;
mod names;
mod prices;
mod runs;

use crate::import::{ImportError, Importer, Input};
use crate::json::{self, Object};
use crate::price::Zero;
use crate::report::Report;
use key::Key;
use names::Use;
use prices::Rates;
use std::collections::BTreeMap;
use weigh_catalog::record::Record;
use weigh_catalog::{Field, Meter, Subject, Value};

/// `model_prices_and_context_window.json`.
pub const IMPORTER: Importer = Importer {
    id: "litellm",
    source: "litellm",
    what: "LiteLLM's price map",
    url: Some("https://raw.githubusercontent.com/BerriAI/litellm/main/model_prices_and_context_window.json"),
    files: &["litellm/model_prices_and_context_window", "model_prices_and_context_window"],
    is_folder: false,
    is_complete: true,
    run,
};

/// Keys that document the file or steer LiteLLM, and are no entries.
const NO_ENTRIES: &[&str] = &["sample_spec", "fallback_generalizations"];

/// One entry, made into a record, with what decides how entries of one route merge.
#[derive(Debug)]
struct Entry {
    /// Entries with the provider in their key first, then bare ones, then those of one image size.
    rank: u8,
    record: Record,
}

fn run(input: &Input<'_>, report: &mut Report) -> Result<Vec<Record>, ImportError> {
    let mut file = json::file(input.file, input.bytes)?;
    let mut entries: BTreeMap<Subject, Vec<Entry>> = BTreeMap::new();
    let mut records = Vec::new();
    for (key, raw) in file.take_rest() {
        if NO_ENTRIES.contains(&key.as_str()) {
            continue;
        }
        report.rows += 1;
        let Ok(object) = Object::read(raw, &key) else {
            report.skip("not an object", key);
            continue;
        };
        if let Some((entry, derived)) = read_entry(&key, object, report) {
            records.extend(derived);
            entries.entry(entry.record.subject.clone()).or_default().push(entry);
        }
    }
    if entries.is_empty() {
        return Err(ImportError::Shape {
            file: input.file.to_owned(),
            shape: "LiteLLM's price map",
            what: "no entry names a `litellm_provider`".to_owned(),
        });
    }
    records.extend(entries.into_values().filter_map(|entries| merge(entries, report)));
    Ok(records)
}

/// Reads one entry: its record, and one of rates computed from it if it states a factor.
fn read_entry(key: &str, mut object: Object<'_>, report: &mut Report) -> Option<(Entry, Option<Record>)> {
    let provider = object.text("litellm_provider").ok().flatten().filter(|provider| !provider.trim().is_empty());
    let Some(provider) = provider else {
        report.skip("no `litellm_provider`", key);
        return None;
    };
    let mode = object.text("mode").ok().flatten().unwrap_or_default();
    if let Some(reason) = not_a_route(key, &mode) {
        report.skip(reason, key);
        return None;
    }
    let parts = Key::read(key, provider.trim());
    let mut record = Record::new(Subject::route(provider.trim(), &parts.id), key);
    if let Some(region) = &parts.region {
        record.say(Field::Region, Value::Text(region.as_str().into()));
    }
    if !mode.is_empty() {
        record.say_raw(Field::Mode, Value::Text(facts::mode(&mode).into()), Some(&mode));
    }
    facts::say(&mut object, &mut record, report);
    let fast = specific(&mut object, &mut record, report);
    say_prices(object, &mode, &mut record, &parts, report);
    let derived = fast.and_then(|factor| prices::fast(&record, &factor, report));
    let rank = if parts.variant.is_some() { 2 } else { u8::from(!parts.has_provider) };
    Some((Entry { rank, record }, derived))
}

/// Why a key names no route that one could call for a model, if so.
fn not_a_route(key: &str, mode: &str) -> Option<&'static str> {
    let is_tool = matches!(mode, "guardrail" | "vector_store") || key.ends_with("/container");
    if key.contains("-month-commitment/") {
        // Provisioned throughput, priced by the second of a term whether used or not.
        Some("throughput bought by the month, not by use")
    } else if key.starts_with("together-ai-") || key.starts_with("fireworks-ai-") {
        Some("a price class by model size, not a model")
    } else {
        is_tool.then_some("a tool of the provider, not a model")
    }
}

/// `provider_specific_entry`: factors on every rate. Says the one for the US and returns the one for the fast tier.
fn specific(object: &mut Object<'_>, record: &mut Record, report: &mut Report) -> Option<String> {
    let mut factors = object.object("provider_specific_entry").ok().flatten()?;
    factors.ignore(&[
        "bedrock_invocation_schema",
        "dashscope_video_reference_input",
        "minimax_free_input_images",
        "volcengine_video_frames",
    ]);
    if let Ok(Some(digits)) = factors.digits("us") {
        facts::say_number(record, &Field::UpliftUs, &digits);
    }
    let fast = factors.digits("fast").ok().flatten().map(std::borrow::Cow::into_owned);
    factors.finish(report, "provider_specific_entry");
    fast
}

fn say_prices(object: Object<'_>, mode: &str, record: &mut Record, parts: &Key, report: &mut Report) {
    let entry = Use { mode, makes_images_by_input: makes_images_by_input(&object, mode) };
    let provider = match &record.subject {
        Subject::Route { provider, .. } => provider.clone(),
        _ => return,
    };
    let at = record.locator.clone();
    let mut rates = Rates::default();
    let mut object = object;
    for (name, raw) in object.take_rest() {
        let is_null = raw.get() == "null";
        if !is_null && !rates.read(&name, raw, entry, &at, report) {
            report.unknown_field(name);
        }
    }
    if let Some(variant) = &parts.variant {
        let mut sized = Record::new(record.subject.clone(), &at);
        rates.apply(&mut sized, Zero::of_ids(&provider, &parts.id), mode, report);
        return say_variant(record, sized, variant);
    }
    rates.apply(record, Zero::of_ids(&provider, &parts.id), mode, report);
}

/// Fields that price the making of images, or the reading of tokens, in their own right.
const OTHERWISE_PRICED: &[&str] = &["output_cost_per_image", "output_cost_per_image_token", "input_cost_per_token"];

/// True for an image entry that prices what it makes as input: nothing else in it can be the price of an image.
fn makes_images_by_input(object: &Object<'_>, mode: &str) -> bool {
    mode == "image_generation" && !object.keys().any(|name| OTHERWISE_PRICED.contains(&name))
}

/// Copies statements, with rates by image or pixel bound to the variant.
fn say_variant(record: &mut Record, sized: Record, variant: &str) {
    for mut statement in sized.statements {
        if let Field::Rate(key) = &statement.field {
            let is_sized = matches!(key.meter, Meter::ImageMade | Meter::ImageRead | Meter::PixelMade);
            if is_sized {
                statement.field = Field::Rate(key.clone().variant(variant));
            }
        }
        record.say_raw(statement.field, statement.value, statement.raw.as_deref());
    }
}

/// Merges the entries of one route; where they differ, the first in rank speaks.
fn merge(mut entries: Vec<Entry>, report: &mut Report) -> Option<Record> {
    entries.sort_by(|a, b| (a.rank, &a.record.locator).cmp(&(b.rank, &b.record.locator)));
    let mut entries = entries.into_iter().map(|entry| entry.record);
    let mut merged = entries.next()?;
    for other in entries {
        report.note("several entries of one route merged", other.locator.to_string());
        merged.link = merged.link.or(other.link);
        for statement in other.statements {
            match merged.get(&statement.field) {
                Some(value) if *value != statement.value => report.note(
                    format!("entries of one route disagree on {}", statement.field.group()),
                    format!("{} {}", other.locator, statement.field),
                ),
                Some(_) => {}
                None => {
                    merged.say_raw(statement.field, statement.value, statement.raw.as_deref());
                }
            }
        }
    }
    if merged.statements.is_empty() {
        report.skip("nothing said", merged.locator.to_string());
        return None;
    }
    Some(merged)
}

#[cfg(test)]
mod tests;
