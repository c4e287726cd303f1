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
    is_complete: true,
    run,
};

/// Fields read and not used, with the reason in the module comments.
const IGNORED: &[&str] = &["benchmarks", "created", "default_parameters", "description", "links", "supported_voices"];

fn run(input: &Input<'_>, report: &mut Report) -> Result<Vec<Record>, ImportError> {
    let refuse =
        |what: String| ImportError::Shape { file: input.file.to_owned(), shape: "OpenRouter's model list", what };
    let mut file = json::file(input.file, input.bytes)?;
    if let Some(mut links) = file.object("links").map_err(|error| refuse(error.to_string()))? {
        if links.take("next").is_some() {
            return Err(refuse("one page of several".to_owned()));
        }
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
    let mut row = Object::read(row, "")?;
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
