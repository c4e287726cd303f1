//! `GET /api/v1/models`: every model OpenRouter routes to, with the price and limits of its listed endpoint.
//!
//! Quirks: ids that start with `~` move; `:free`, `:batch`, `:thinking` are ids of their own (`:batch` prices are batch
//! rates); a knowledge cutoff on the last day of a month means the month; `hugging_face_id` may be an empty text.

use super::pricing::Sheet;
use super::{PROVIDER, read_list, required, say_count, say_retirement, say_text, traits, without_repeats};
use crate::import::{ImportError, Importer, Input};
use crate::json::{self, Object, RowError};
use crate::price::Zero;
use crate::report::Report;
use serde_json::value::RawValue;
use weigh_catalog::{Capability, Field, PartialDate, Record, ServiceTier, Subject, Value};

/// The list of models.
pub const IMPORTER: Importer = Importer {
    id: "openrouter-models",
    source: PROVIDER,
    what: "models and listed prices at OpenRouter",
    url: Some("https://openrouter.ai/api/v1/models"),
    files: &["openrouter/models"],
    is_folder: false,
    is_complete: true,
    run,
};

/// Fields read and not used, with the reason in the module comments.
const IGNORED: &[&str] = &["benchmarks", "created", "default_parameters", "description", "links", "supported_voices"];

fn run(input: &Input<'_>, report: &mut Report) -> Result<Vec<Record>, ImportError> {
    let refuse =
        |what: String| ImportError::Shape { file: input.file.to_owned(), shape: "OpenRouter's model list", what };
    let mut file = json::file(input.file, input.bytes)?;
    let links = file.object("links").map_err(|error| refuse(error.to_string()))?;
    if links.is_some_and(|mut links| links.take("next").is_some()) {
        return Err(refuse("one page of several".to_owned()));
    }
    let records = read_list(&mut file, refuse, report, model)?;
    let total = file.count("total_count").ok().flatten();
    if total.is_some_and(|total| total != report.rows as u64) {
        return Err(refuse(format!("{} rows where it announces {}", report.rows, total.unwrap_or_default())));
    }
    file.finish(report, "");
    Ok(without_repeats(records, report))
}

fn model(row: &RawValue, report: &mut Report) -> Result<Record, RowError> {
    let mut row = Object::read(row, "model")?;
    let id = required(&mut row, "id")?;
    let mut record = Record::new(Subject::route(PROVIDER, &id), &format!("data.{id}"));
    say_identity(&mut record, &mut row, &id, report)?;
    say_limits(&mut record, &mut row, report)?;
    traits::say_modalities(&mut record, row.object("architecture")?, report)?;
    traits::say_parameters(&mut record, row.texts("supported_parameters")?, report);
    traits::say_reasoning(&mut record, row.object("reasoning")?, report)?;
    let tier = if id.ends_with(":batch") { ServiceTier::Batch } else { ServiceTier::Standard };
    if tier == ServiceTier::Batch {
        record.say(Field::Can(Capability::Batch), Value::Flag(true));
    }
    if let Some(pricing) = row.object("pricing")? {
        let sheet = Sheet::read(pricing, tier, &record.locator, report)?;
        sheet.apply(&mut record, Zero::of_ids(PROVIDER, &id), report)?;
    }
    row.ignore(IGNORED);
    row.finish(report, "model");
    Ok(record)
}

fn say_identity(record: &mut Record, row: &mut Object<'_>, id: &str, report: &mut Report) -> Result<(), RowError> {
    say_text(record, Field::Name, row.text("name")?);
    let canonical = row.text("canonical_slug")?;
    let target = row.object("alias_target")?.map(|mut target| target.text("slug")).transpose()?.flatten();
    if target.is_some() || id.starts_with('~') {
        if target.is_none() {
            report.note("a moving alias without its target", &*record.locator);
        }
        say_text(record, Field::AliasOf, target);
    } else {
        say_text(record, Field::Serves, canonical);
    }
    say_text(record, Field::WeightsAt, row.text("hugging_face_id")?);
    if let Some(cutoff) = row.text("knowledge_cutoff")? {
        say_cutoff(record, &cutoff, report);
    }
    say_retirement(record, row.text("expiration_date")?, report);
    Ok(())
}

/// Says the knowledge cutoff; the last day of a month is how OpenRouter writes a month.
fn say_cutoff(record: &mut Record, text: &str, report: &mut Report) {
    let Ok(date) = text.parse::<PartialDate>() else {
        return report.review(&record.locator.clone(), Field::KnowledgeCutoff, text, "not a date");
    };
    let day = date.first_day();
    let month = text.get(..7).and_then(|month| month.parse::<PartialDate>().ok());
    let said = match month {
        Some(month) if date.precision() == 3 && day == day.last_of_month() => month,
        _ => date,
    };
    record.say_raw(Field::KnowledgeCutoff, Value::Date(said), Some(text));
}

/// Says the model's own context window and the listed endpoint's longest answer.
fn say_limits(record: &mut Record, row: &mut Object<'_>, report: &mut Report) -> Result<(), RowError> {
    let mut top = row.object("top_provider")?;
    let listed = top.as_mut().map(|top| top.count("context_length")).transpose()?.flatten();
    let context = row.count("context_length")?;
    if listed.is_some() && context.is_some() && listed != context {
        report.note("the listed endpoint's context window differs from the model's", &*record.locator);
    }
    say_count(record, Field::Context, context.or(listed), report);
    if let Some(mut top) = top {
        say_count(record, Field::MaxOutput, top.count("max_completion_tokens")?, report);
        top.ignore(&["is_moderated"]);
        top.finish(report, "top_provider");
    }
    if row.take("per_request_limits").is_some() {
        report.note("limits per request are stated and not read", &*record.locator);
    }
    Ok(())
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
    fn a_full_row_says_everything_once() {
        let import = sample::import(&IMPORTER, "typical").unwrap();
        assert_eq!((import.report.rows, import.report.records), (7, 7));
        assert_eq!(
            sample::said(&import, "data.acme/alpha-1"),
            [
                "name Acme: Alpha 1",
                "serves acme/alpha-1-20260301",
                "weights-at acme/Alpha-1",
                "knowledge-cutoff 2025-06 (2025-06-30)",
                "retires 2027-01-15",
                "context 1048576",
                "max-output 65536",
                "efforts low,medium,high",
                "can.text-in true",
                "can.text-out true",
                "can.vision true",
                "can.audio-in false",
                "can.video-in false",
                "can.document-in true",
                "can.image-out false",
                "can.audio-out false",
                "can.video-out false",
                "can.reasoning true",
                "can.function-calling true",
                "can.parallel-tool-calls true",
                "can.structured-outputs false",
                "can.json-mode true",
                "can.web-search true",
                "can.logprobs true",
                "rate.input 1.25",
                "rate.input[mon,tue 1630-0030] 0.625",
                "rate.input>200000 2.5",
                "rate.cached-input 0.125",
                "rate.cache-write 1.5625",
                "rate.cache-write-1h 2.5",
                "rate.output 10",
                "rate.output>200000 16",
                "rate.audio-input 2.5",
                "rate.cached-audio-input 0.25",
                "rate.image-input 1.25",
                "rate.web-search 10000",
            ]
        );
    }

    #[test]
    fn variants_are_ids_of_their_own() {
        let import = sample::import(&IMPORTER, "typical").unwrap();
        let said = |locator| sample::said(&import, locator);
        assert_eq!(
            said("data.acme/alpha-1:free"),
            ["serves acme/alpha-1-20260301", "price-kind free", "rate.input 0", "rate.output 0", "rate.request 0"]
        );
        assert_eq!(
            said("data.acme/alpha-1:batch"),
            [
                "serves acme/alpha-1-20260301",
                "can.reasoning false",
                "can.function-calling false",
                "can.structured-outputs true",
                "can.batch true",
                "rate.input.batch 0.625",
                "rate.output.batch 5",
            ]
        );
        assert_eq!(said("data.~acme/alpha-latest"), ["alias-of acme/alpha-1", "rate.input 1.25", "rate.output 10"]);
        assert_eq!(said("data.openrouter/auto"), ["serves openrouter/auto", "context 2000000", "price-kind dynamic"]);
    }

    #[test]
    fn odd_meters_find_their_units() {
        let import = sample::import(&IMPORTER, "typical").unwrap();
        assert_eq!(
            sample::said(&import, "data.acme/painter"),
            [
                "rate.input 2",
                "rate.output 8",
                "rate.reasoning 3",
                "rate.audio-output 64",
                "rate.image-output 30",
                "rate.request 5000",
                "rate.image-read 1100",
            ]
        );
        assert_eq!(sample::said(&import, "data.acme/unpriced"), ["knowledge-cutoff 2025-12-01"]);
    }

    #[test]
    fn nothing_is_left_out_in_silence() {
        let import = sample::import(&IMPORTER, "typical").unwrap();
        assert_eq!(
            sample::told(&import.report),
            [
                "note 1 a retirement after 2090 read as none",
                "note 1 all prices zero read as unknown",
                "note 1 cache write below input is a storage surcharge, not a rate",
                "note 1 reasoning at the output rate is no rate of its own",
                "note 1 the listed endpoint's context window differs from the model's",
            ]
        );
    }

    #[test]
    fn broken_rows_do_not_spoil_good_ones() {
        let import = sample::import(&IMPORTER, "recoverable").unwrap();
        assert_eq!(sample::said(&import, "data.acme/good"), ["rate.input 1", "rate.output 2"]);
        assert!(sample::said(&import, "data.acme/slipped").is_empty());
        assert_eq!(
            sample::told(&import.report),
            [
                "skip 1 `id` should be text",
                "skip 1 `model.context_length` should be a whole number",
                "skip 1 `model.pricing.prompt` should be a number",
                "skip 1 `model` should be an object",
                "skip 1 `pricing.overrides` should be a UTC window",
                "skip 1 id listed before",
                "note 1 context of zero read as unknown",
                "review data.acme/good knowledge-cutoff = spring: not a date",
                "review data.acme/good retires = soon: `soon` is not a date of the form 2026, 2026-05 or 2026-05-22",
                "review data.acme/good pricing.overrides rate = moon: a price under a condition that is not known here",
                "review data.acme/good pricing.overrides rate = : a conditional price without a condition",
                "review data.acme/slipped rate.input = 1.25e6: above $1,000 per million tokens: a slip between units?",
                "review data.acme/slipped rate.output = 10e6: above $1,000 per million tokens: a slip between units?",
            ]
        );
    }

    #[test]
    fn new_fields_and_values_are_counted() {
        let import = sample::import(&IMPORTER, "unknown").unwrap();
        assert!(sample::said(&import, "data.acme/alpha-1").contains(&"efforts low,titanic".to_owned()));
        assert_eq!(
            sample::told(&import.report),
            [
                "note 1 reasoning settings without a reasoning parameter: reasoning unknown",
                "unknown 1 architecture.colour",
                "unknown 1 input_modalities: smell",
                "unknown 1 model.aura",
                "unknown 1 pricing.smell",
                "unknown 1 reasoning.mood",
                "unknown 1 supported_parameters: telepathy",
                "unknown 1 top_provider.speed",
                "unknown 1 weather",
            ]
        );
    }

    #[test]
    fn a_part_of_the_list_is_refused() {
        for part in [
            r#"{"data": [{"id": "a/b"}], "links": {"next": "/page/2"}}"#,
            r#"{"data": [{"id": "a/b"}], "total_count": 2}"#,
            r#"{"data": []}"#,
        ] {
            assert!(sample::import_bytes(&IMPORTER, part.as_bytes()).is_err(), "{part}");
        }
        assert!(
            sample::import_bytes(&IMPORTER, br#"{"data": [{"id": "a/b"}], "links": {}, "total_count": 1}"#).is_ok()
        );
    }
}
