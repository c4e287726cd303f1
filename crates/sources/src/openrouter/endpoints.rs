//! Endpoints: what each host behind OpenRouter charges, allows and keeps.
//!
//! Two shapes are read: a capture of the web client's endpoint statistics (`{slug: [endpoint, ...]}`, with data policy,
//! region and tier tables) and the public call `GET /api/v1/models/{author}/{slug}/endpoints` (`{data: {endpoints}}`).
//!
//! Quirks: `pricing` has the discount taken off already (`pricing_json` has not); a `~` alias repeats the endpoints of its
//! target; speeds are medians of thirty minutes; negative `status` values mark trouble at the moment, not removal. Two
//! endpoints of one host may differ only in the host's model id: all but the oldest then carry it behind `#` in the host.

use super::pricing::Sheet;
use super::{PROVIDER, required, say_count, say_flag, say_retirement, say_text, traits};
use crate::import::{ImportError, Importer, Input};
use crate::json::{self, Object, RowError};
use crate::price::Zero;
use crate::report::Report;
use rust_decimal::Decimal;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};
use weigh_catalog::money::parse_decimal;
use weigh_catalog::{Capability, Field, Record, ServiceTier, Subject, Value};

/// The endpoints.
pub const IMPORTER: Importer = Importer {
    id: "openrouter-endpoints",
    source: PROVIDER,
    what: "endpoints behind OpenRouter, host by host",
    url: None,
    files: &["openrouter/endpoints"],
    is_folder: false,
    is_complete: false,
    run,
};

/// Fewest requests in the window for a median to be worth a claim.
const LEAST_REQUESTS: u64 = 10;

/// Read and not used: page decoration, provider facts that the provider list has, momentary state, undiscounted prices.
const IGNORED: &[&str] = &[
    "can_abort",
    "capacity_tpm",
    "created_at",
    "is_deranked",
    "is_private",
    "latency_last_30m",
    "limit_rpd",
    "limit_rpm",
    "model_id",
    "model_name",
    "moderation_required",
    "name",
    "pricing_json",
    "provider_datacenters",
    "provider_display_name",
    "provider_headquarters",
    "provider_name",
    "statsByTier",
    "supports_multipart",
    "supports_reasoning",
    "supports_tool_parameters",
    "throughput_last_30m",
    "uptime_last_5m",
    "uptime_last_30m",
    "variant",
];

/// One endpoint with what tells it from others of the same host.
struct Endpoint {
    record: Record,
    id: String,
    host: String,
    /// Age, then id: the order in which endpoints of one host keep the plain name.
    rank: (String, String),
    host_model: Option<String>,
}

fn run(input: &Input<'_>, report: &mut Report) -> Result<Vec<Record>, ImportError> {
    let refuse =
        |what: String| ImportError::Shape { file: input.file.to_owned(), shape: "OpenRouter's endpoints", what };
    let mut file = json::file(input.file, input.bytes)?;
    let endpoints = match file.take("data") {
        Some(data) => public_call(data, report),
        None => capture(&mut file, report),
    };
    let endpoints = endpoints.map_err(|error| refuse(error.to_string()))?;
    if endpoints.is_empty() {
        return Err(refuse("not one endpoint can be read".to_owned()));
    }
    Ok(with_distinct_hosts(endpoints, report))
}

/// `{slug: [endpoint, ...]}`; keys that start with `~` sort last, so an endpoint is met under its own slug first.
fn capture(file: &mut Object<'_>, report: &mut Report) -> Result<Vec<Endpoint>, RowError> {
    let mut endpoints = Vec::new();
    let mut seen = BTreeSet::new();
    for (slug, raw) in file.take_rest() {
        let rows: Vec<&RawValue> = serde_json::from_str(raw.get())
            .map_err(|_| RowError { key: slug.clone(), expected: "an array of endpoints" })?;
        for (index, row) in rows.into_iter().enumerate() {
            report.rows += 1;
            let place = format!("{slug}[{index}]");
            match captured(row, &slug, &mut seen, report) {
                Ok(Some(endpoint)) => endpoints.push(endpoint),
                Ok(None) => report.skip("an alias repeats the endpoints of its target", place),
                Err(error) => report.skip(error.to_string(), place),
            }
        }
    }
    Ok(endpoints)
}

fn captured(
    row: &RawValue,
    slug: &str,
    seen: &mut BTreeSet<String>,
    report: &mut Report,
) -> Result<Option<Endpoint>, RowError> {
    let mut row = Object::read(row, "endpoint")?;
    let uuid = required(&mut row, "id")?;
    if seen.contains(&uuid) {
        return Ok(None);
    }
    let id = required(&mut row, "model_variant_slug")?;
    let host = required(&mut row, "provider_slug")?;
    let rank = (row.text("created_at")?.unwrap_or_default(), uuid.clone());
    let mut record = Record::new(route(&id, &host), &format!("{slug}.{uuid}"));
    say_text(&mut record, Field::Serves, row.text("model_variant_permaslug")?);
    let host_model = row.text("provider_model_id")?;
    say_text(&mut record, Field::Aliases, host_model.clone());
    say_text(&mut record, Field::Region, row.text("provider_region")?);
    say_policy(&mut record, &mut row, report)?;
    say_state(&mut record, &mut row, report)?;
    if let Some(stats) = row.object("stats")? {
        say_speed(&mut record, stats, report)?;
    }
    say_common(&mut record, &mut row, &id, report)?;
    row.ignore(IGNORED);
    row.finish(report, "endpoint");
    seen.insert(uuid);
    Ok(Some(Endpoint { record, id, host, rank, host_model }))
}

/// `{data: {id, endpoints: [...]}}`.
fn public_call(data: &RawValue, report: &mut Report) -> Result<Vec<Endpoint>, RowError> {
    let mut data = Object::read(data, "data")?;
    let id = required(&mut data, "id")?;
    let rows = data.array("endpoints")?.ok_or(RowError { key: "data.endpoints".into(), expected: "an array" })?;
    let mut endpoints = Vec::new();
    for (index, row) in rows.into_iter().enumerate() {
        report.rows += 1;
        match public(row, &id, index, report) {
            Ok(endpoint) => endpoints.push(endpoint),
            Err(error) => report.skip(error.to_string(), format!("data.endpoints[{index}]")),
        }
    }
    data.ignore(&["architecture", "created", "description", "name"]);
    data.finish(report, "data");
    Ok(endpoints)
}

fn public(row: &RawValue, id: &str, index: usize, report: &mut Report) -> Result<Endpoint, RowError> {
    let mut row = Object::read(row, "endpoint")?;
    let host = required(&mut row, "tag")?;
    let mut record = Record::new(route(id, &host), &format!("{id}/endpoints.{host}"));
    for (key, field) in [("latency_last_30m", Field::LatencyP50), ("throughput_last_30m", Field::SpeedP50)] {
        if let Some(mut percentiles) = row.object(key)? {
            say_number(&mut record, field, percentiles.digits("p50")?.as_deref());
        }
    }
    let uptime = row.digits("uptime_last_1d")?.or(row.digits("uptime_last_30m")?);
    say_number(&mut record, Field::Uptime, uptime.as_deref());
    if row.flag("supports_implicit_caching")? == Some(true) {
        record.say(Field::Can(Capability::PromptCaching), Value::Flag(true));
    }
    say_state(&mut record, &mut row, report)?;
    say_common(&mut record, &mut row, id, report)?;
    row.ignore(IGNORED);
    row.finish(report, "endpoint");
    Ok(Endpoint { record, id: id.to_owned(), host, rank: (format!("{index:06}"), String::new()), host_model: None })
}

fn route(id: &str, host: &str) -> Subject {
    Subject::Route { provider: PROVIDER.into(), id: id.into(), host: Some(host.into()) }
}

/// What both shapes write alike: limits, quantisation, parameters, prices.
fn say_common(record: &mut Record, row: &mut Object<'_>, id: &str, report: &mut Report) -> Result<(), RowError> {
    for (key, field) in [
        ("context_length", Field::Context),
        ("max_prompt_tokens", Field::MaxInput),
        ("max_completion_tokens", Field::MaxOutput),
    ] {
        say_count(record, field, row.count(key)?, report);
    }
    let quantisation = row.text("quantization")?.map(|text| text.to_ascii_lowercase());
    say_text(record, Field::Quantisation, quantisation.filter(|text| text != "unknown"));
    traits::say_parameters(record, row.texts("supported_parameters")?, report);
    let is_free = row.flag("is_free")? == Some(true);
    let zero = if is_free { Zero::Free } else { Zero::of_ids(PROVIDER, id) };
    let tier = take_tier(row, id)?;
    let tables = row.object("tiers")?;
    let Some(pricing) = row.object("pricing")? else { return Ok(()) };
    let mut sheet = Sheet::read(pricing, tier, &record.locator, report)?;
    if let Some(mut tables) = tables {
        for (key, tier) in [("flex", ServiceTier::Flex), ("priority", ServiceTier::Priority)] {
            if let Some(table) = tables.object(key)? {
                sheet.take_tier(table, tier, &record.locator, report)?;
            }
        }
        tables.finish(report, "tiers");
    }
    sheet.apply(record, zero, report)
}

/// The tier the endpoint's own prices are for.
fn take_tier(row: &mut Object<'_>, id: &str) -> Result<ServiceTier, RowError> {
    let standard = if id.ends_with(":batch") { ServiceTier::Batch } else { ServiceTier::Standard };
    match row.text("service_tier")?.as_deref() {
        None | Some("" | "default" | "auto") => Ok(standard),
        Some(name) => ServiceTier::ALL
            .iter()
            .copied()
            .find(|tier| tier.id() == name)
            .ok_or(RowError { key: "service_tier".to_owned(), expected: "a known service tier" }),
    }
}

fn say_policy(record: &mut Record, row: &mut Object<'_>, report: &mut Report) -> Result<(), RowError> {
    if let Some(mut policy) = row.object("data_policy")? {
        say_flag(record, Field::TrainsOnData, policy.flag("training")?);
        say_flag(record, Field::RetainsPrompts, policy.flag("retainsPrompts")?);
        if let Some(days) = policy.count("retentionDays")? {
            record.say(Field::RetentionDays, Value::Count(days));
        }
        policy.ignore(&[
            "canPublish",
            "privacyPolicyURL",
            "requiresUserIDs",
            "termsOfServiceURL",
            "trainingOpenRouter",
        ]);
        policy.finish(report, "data_policy");
    }
    // Every endpoint of a capture says false, also those known to be eligible: only true means something.
    say_flag(record, Field::HipaaEligible, row.flag("is_hipaa_eligible")?.filter(|is_eligible| *is_eligible));
    Ok(())
}

fn say_state(record: &mut Record, row: &mut Object<'_>, report: &mut Report) -> Result<(), RowError> {
    let is_gone = [row.flag("is_disabled")?, row.flag("is_hidden")?].contains(&Some(true));
    if is_gone {
        record.say(Field::Status, Value::Text("removed".into()));
    }
    if row.flag("is_byok_only")? == Some(true) {
        report.note("served only with a key of one's own at the host", &*record.locator);
    }
    if row.digits("status")?.is_some_and(|status| status.starts_with('-')) {
        report.note("an endpoint in trouble when captured", &*record.locator);
    }
    if ["limit_rpm", "limit_rpd", "capacity_tpm"].into_iter().any(|key| row.take(key).is_some()) {
        report.note("request limits are stated; the catalog has no field for them", &*record.locator);
    }
    say_retirement(record, row.text("deprecation_date")?, report);
    Ok(())
}

/// Medians of the capture's window: milliseconds to the first token, output tokens a second.
fn say_speed(record: &mut Record, mut stats: Object<'_>, report: &mut Report) -> Result<(), RowError> {
    let requests = stats.count("request_count")?;
    let medians =
        [(Field::LatencyP50, stats.digits("p50_latency")?), (Field::SpeedP50, stats.digits("p50_throughput")?)];
    if requests.is_some_and(|requests| requests < LEAST_REQUESTS) {
        report.note("medians of fewer than 10 requests left out", &*record.locator);
        return Ok(());
    }
    for (field, digits) in medians {
        say_number(record, field, digits.as_deref());
    }
    Ok(())
}

/// Says a measured number; zero speed or latency is no measurement.
fn say_number(record: &mut Record, field: Field, digits: Option<&str>) {
    if let Some(number) = digits.and_then(|digits| parse_decimal(digits).ok()).filter(|number| *number > Decimal::ZERO)
    {
        record.say(field, Value::Number(number.normalize()));
    }
}

/// Gives every endpoint a subject of its own.
fn with_distinct_hosts(mut endpoints: Vec<Endpoint>, report: &mut Report) -> Vec<Record> {
    endpoints.sort_by(|a, b| (&a.id, &a.host, &a.rank).cmp(&(&b.id, &b.host, &b.rank)));
    let mut used: BTreeMap<Subject, usize> = BTreeMap::new();
    let mut records = Vec::with_capacity(endpoints.len());
    for mut endpoint in endpoints {
        let count = used.entry(endpoint.record.subject.clone()).or_default();
        *count += 1;
        if *count > 1 {
            let mark = endpoint.host_model.take().unwrap_or_else(|| count.to_string());
            report.note("a host's second endpoint of one model is named apart", &*endpoint.record.locator);
            endpoint.record.subject = route(&endpoint.id, &format!("{}#{mark}", endpoint.host));
            if used.contains_key(&endpoint.record.subject) {
                endpoint.record.subject = route(&endpoint.id, &format!("{}#{mark}#{}", endpoint.host, endpoint.rank.1));
            }
            used.insert(endpoint.record.subject.clone(), 1);
        }
        records.push(endpoint.record);
    }
    records
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
    fn a_captured_endpoint_says_everything_once() {
        let import = sample::import(&IMPORTER, "typical").unwrap();
        assert_eq!(
            sample::said(&import, "acme/alpha-1-20260301.e1"),
            [
                "aliases alpha-one",
                "serves acme/alpha-1-20260301",
                "retires 2026-12-31",
                "context 131072",
                "max-input 98304",
                "max-output 32768",
                "quantisation fp8",
                "region eu",
                "trains-on-data true",
                "retains-prompts true",
                "retention-days 30",
                "hipaa-eligible true",
                "latency-p50 804.5",
                "speed-p50 36",
                "can.reasoning false",
                "can.function-calling true",
                "can.structured-outputs true",
                "rate.input 1",
                "rate.input>32000 2",
                "rate.input.flex 0.5",
                "rate.input.flex>32000 1",
                "rate.cached-input 0.1",
                "rate.cache-write-1h 2",
                "rate.output 4",
                "rate.output>32000 8",
                "rate.output.priority 7.2",
                "rate.web-search.flex 14000",
            ]
        );
    }

    #[test]
    fn endpoints_of_one_host_are_told_apart_by_age() {
        let import = sample::import(&IMPORTER, "typical").unwrap();
        let subjects: Vec<String> = import.batch.records.iter().map(|record| record.subject.to_string()).collect();
        assert_eq!(
            subjects,
            [
                "route acme/alpha-1 at openrouter by north/fp8",
                "route acme/alpha-1 at openrouter by west",
                "route acme/alpha-1 at openrouter by west#alpha-young",
            ]
        );
        assert_eq!(
            sample::said(&import, "acme/alpha-1-20260301.e2"),
            ["aliases alpha-old", "price-kind free", "rate.input 0", "rate.output 0"]
        );
        assert_eq!(
            sample::said(&import, "acme/alpha-1-20260301.e3"),
            ["aliases alpha-young", "rate.input 3", "rate.output 9"]
        );
    }

    #[test]
    fn the_public_call_is_read_too() {
        let import = sample::import(&IMPORTER, "public").unwrap();
        assert_eq!(
            sample::said(&import, "acme/alpha-1/endpoints.north/fp8"),
            [
                "context 131072",
                "max-output 32768",
                "quantisation fp8",
                "latency-p50 640",
                "speed-p50 55.5",
                "uptime 99.25",
                "can.reasoning true",
                "can.function-calling false",
                "can.structured-outputs false",
                "can.prompt-caching true",
                "rate.input 1",
                "rate.output 4",
            ]
        );
        assert!(sample::lines(&import).iter().any(|line| line.contains(r#""rate.input.flex":"0.5""#)));
        assert_eq!(
            sample::told(&import.report),
            [
                "skip 1 `service_tier` should be a known service tier",
                "note 1 a host's second endpoint of one model is named apart",
            ]
        );
    }

    #[test]
    fn nothing_is_left_out_in_silence() {
        assert_eq!(
            sample::told(&sample::import(&IMPORTER, "typical").unwrap().report),
            [
                "skip 1 an alias repeats the endpoints of its target",
                "note 1 a host's second endpoint of one model is named apart",
                "note 1 an endpoint in trouble when captured",
                "note 1 medians of fewer than 10 requests left out",
                "note 1 prices as listed, a temporary discount already taken off",
                "note 1 request limits are stated; the catalog has no field for them",
            ]
        );
        assert_eq!(
            sample::told(&sample::import(&IMPORTER, "unknown").unwrap().report),
            [
                "unknown 1 data_policy.sells",
                "unknown 1 endpoint.aura",
                "unknown 1 tiers.lunar",
                "review acme/alpha-1.e1 Smell.flex = /M tokens: a tier price of unknown meaning",
                "review acme/alpha-1.e1 Input Price.flex = /sniff: a tier price of unknown meaning",
                "review acme/alpha-1.e1 rate.input.flex = around noon: a price bracket of unknown meaning",
            ]
        );
    }

    #[test]
    fn broken_endpoints_do_not_spoil_good_ones() {
        let import = sample::import(&IMPORTER, "recoverable").unwrap();
        assert_eq!(sample::said(&import, "acme/alpha-1.e3"), ["status removed", "rate.input 1", "rate.output 2"]);
        assert_eq!(
            sample::told(&import.report),
            [
                "skip 1 `endpoint.context_length` should be a whole number",
                "skip 1 `id` should be text",
                "skip 1 `model_variant_slug` should be text",
                "note 1 a retirement after 2090 read as none",
                "note 1 context of zero read as unknown",
                "note 1 served only with a key of one's own at the host",
            ]
        );
    }
}
