//! `offerings.json`: routes with prices in US cents per million tokens, as listed from July to October 2025.
//!
//! A feature or modality that is `false` is not read as "cannot": the list marks what was looked up, and most was not.
//! `throughput` and `latency` are round numbers repeated over many rows (42 tokens a second, 0.5 s) and not measurements
//! anybody dates: not read.

use crate::import::{ImportError, Input};
use crate::json::{Object, RowError, file_array};
use crate::price::{Prices, Zero};
use crate::report::Report;
use std::collections::BTreeMap;
use weigh_catalog::date::parse_day;
use weigh_catalog::record::{Record, Subject};
use weigh_catalog::{Capability, Field, Meter, PartialDate, Period, RateKey, ServiceTier, Value};

/// Flags of the list and what `true` says.
const FLAGS: &[(&str, Capability)] = &[
    ("feature_web_search", Capability::WebSearch),
    ("feature_function_calling", Capability::FunctionCalling),
    ("feature_structured_output", Capability::StructuredOutputs),
    ("feature_code_execution", Capability::CodeExecution),
    ("feature_batch_inference", Capability::Batch),
    ("feature_finetuning", Capability::FineTuning),
    ("input_modality_text", Capability::TextIn),
    ("input_modality_image", Capability::Vision),
    ("input_modality_audio", Capability::AudioIn),
    ("input_modality_video", Capability::VideoIn),
    ("output_modality_text", Capability::TextOut),
    ("output_modality_image", Capability::ImageOut),
    ("output_modality_audio", Capability::AudioOut),
    ("output_modality_video", Capability::VideoOut),
];

/// Known and not read; see the module.
const UNUSED: &[&str] = &["model_provider_id", "throughput", "latency", "updated_at"];

/// From cents per million tokens to dollars per million tokens.
const CENTS_PER_MILLION: i32 = -2;

/// Imports `offerings.json`.
pub(super) fn offerings(input: &Input<'_>, report: &mut Report) -> Result<Vec<Record>, ImportError> {
    let rows = file_array(input.file, input.bytes)?;
    let objects: Vec<_> = rows.iter().enumerate().map(|(index, raw)| Object::read(raw, &index.to_string())).collect();
    let is_offering = |object: &Object<'_>| object.keys().any(|key| key == "provider_id");
    if !objects.iter().flatten().any(is_offering) {
        let what = "no row with a `provider_id`".to_owned();
        return Err(ImportError::Shape { file: input.file.to_owned(), shape: "LLM Stats offerings", what });
    }
    let mut records: BTreeMap<Subject, Record> = BTreeMap::new();
    for (index, object) in objects.into_iter().enumerate() {
        report.rows += 1;
        match object.and_then(|object| offering(object, index, report)) {
            Ok(record) => {
                if records.insert(record.subject.clone(), record).is_some() {
                    report.skip("offering twice; the later kept", index.to_string());
                }
            }
            Err(error) => report.skip(error.to_string(), index.to_string()),
        }
    }
    Ok(records.into_values().collect())
}

fn offering(mut object: Object<'_>, index: usize, report: &mut Report) -> Result<Record, RowError> {
    let missing = |key: &str| RowError { key: key.to_owned(), expected: "given" };
    let provider = object.text("provider_id")?.ok_or_else(|| missing("provider_id"))?;
    let model = object.text("model_id")?.ok_or_else(|| missing("model_id"))?;
    let id = object.text("provider_model_id_used")?.filter(|id| !id.is_empty()).unwrap_or_else(|| model.clone());
    let mut record = Record::new(Subject::route(&provider, &id), &format!("{index}.{provider}.{id}"));
    if let Some(maker) = object.text("organization_id")? {
        record.say(Field::Serves, Value::Text(format!("{maker}/{model}").into()));
    }
    for (key, field) in [("model_name", Field::Name), ("quantization", Field::Quantisation)] {
        if let Some(text) = object.text(key)?.filter(|text| !text.is_empty()) {
            record.say(field, Value::Text(text.into()));
        }
    }
    for (key, field) in [("max_input_tokens", Field::MaxInput), ("max_output_tokens", Field::MaxOutput)] {
        if let Some(count) = object.count(key)?.filter(|count| *count > 0) {
            record.say(field, Value::Count(count));
        }
    }
    for (key, capability) in FLAGS {
        if object.flag(key)? == Some(true) {
            record.say(Field::Can(*capability), Value::Flag(true));
        }
    }
    say_dates(&mut record, &mut object, report)?;
    say_rates(&mut record, &mut object, Zero::of_ids(&provider, &id), report)?;
    object.ignore(UNUSED);
    object.finish(report, "offering");
    Ok(record)
}

/// The day of listing is the first day the source knew these values.
fn say_dates(record: &mut Record, object: &mut Object<'_>, report: &mut Report) -> Result<(), RowError> {
    for key in ["created_at", "deprecated_at"] {
        let Some(text) = object.text(key)? else { continue };
        match (key, parse_day(&text)) {
            ("created_at", Ok(day)) => record.effective = Period::since(day),
            (_, Ok(day)) => _ = record.say(Field::Deprecated, Value::Date(PartialDate::day(day))),
            (_, Err(_)) => report.review(&record.locator, key, &text, "not a date"),
        }
    }
    Ok(())
}

fn say_rates(record: &mut Record, object: &mut Object<'_>, zero: Zero, report: &mut Report) -> Result<(), RowError> {
    let mut prices = Prices::default();
    for (key, meter) in
        [("input_cents_per_million_tokens", Meter::Input), ("output_cents_per_million_tokens", Meter::Output)]
    {
        let Some(digits) = object.digits(key)? else { continue };
        let rate = RateKey::new(meter, ServiceTier::Standard);
        if prices.add(rate.clone(), &digits, CENTS_PER_MILLION).is_err() {
            report.review(&record.locator, Field::Rate(rate), &digits, "not an amount");
        }
    }
    prices.apply(record, zero, report);
    Ok(())
}
