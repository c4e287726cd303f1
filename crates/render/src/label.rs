//! Words for fields, prices and values.

use crate::format;
use std::borrow::Cow;
use weigh_catalog::rate::{Meter, RateKey, ServiceTier};
use weigh_catalog::{Field, Kind, Value};

/// The words for a field: `Knowledge cutoff`, `Vision`, `Input price, batch tier`.
pub fn field(field: &Field) -> Cow<'static, str> {
    match field {
        Field::Can(capability) => capability.label().into(),
        Field::Rate(key) => rate(key).into(),
        Field::Context => "Context window".into(),
        Field::MaxInput => "Max input".into(),
        Field::Parameters => "Parameters, total".into(),
        Field::ActiveParameters => "Parameters, active".into(),
        Field::Quantisation => "Quantisation".into(),
        Field::OsiApproved => "OSI approved".into(),
        Field::Spdx => "SPDX identifier".into(),
        Field::BaseUrl => "API address".into(),
        Field::Retires => "Retirement".into(),
        Field::Low => "95 % interval, low".into(),
        Field::High => "95 % interval, high".into(),
        Field::LatencyP50 => "Median time to first token".into(),
        Field::SpeedP50 => "Median output speed".into(),
        Field::HipaaEligible => "HIPAA eligible".into(),
        Field::UpliftEu => "Factor in the EU".into(),
        Field::UpliftUs => "Factor in the US".into(),
        Field::UpliftRegional => "Factor for a regional endpoint".into(),
        plain => sentence_case(plain.group()).into(),
    }
}

/// `knowledge-cutoff` as `Knowledge cutoff`.
fn sentence_case(id: &str) -> String {
    let mut words = if id.contains('-') { id.replace('-', " ") } else { id.to_owned() };
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

/// The words for a price: `Input price, batch tier, above 200k prompt tokens`.
pub fn rate(key: &RateKey) -> String {
    let mut words = [key.meter.label(), " price"].concat();
    if key.tier != ServiceTier::Standard || !key.conditions.is_always() {
        words.push_str(", ");
        words.push_str(&qualifiers(key));
    }
    words
}

/// What limits a price beyond its meter: tier and conditions; empty for the plain rate.
pub fn qualifiers(key: &RateKey) -> String {
    let tier = (key.tier != ServiceTier::Standard).then(|| format!("{} tier", key.tier.id()));
    let conditions = &key.conditions;
    let parts = [
        tier,
        conditions.above_tokens.map(|tokens| format!("above {} prompt tokens", format::short(tokens))),
        conditions.region.as_ref().map(|region| format!("in {region}")),
        conditions.window.map(|window| format!("{window} UTC")),
        conditions.variant.as_ref().map(|variant| format!("for {variant}")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What a rate of this meter is for: `per 1M tokens`.
pub const fn per(meter: Meter) -> &'static str {
    format::per(meter.unit())
}

/// A value as people read it.
pub fn value(field: &Field, value: &Value) -> String {
    match (field, value) {
        (Field::Rate(key), Value::Amount(amount)) => format::rate(*amount, key.meter.unit()),
        (Field::Parameters | Field::ActiveParameters, Value::Count(count)) => parameters(*count),
        (Field::Context | Field::MaxInput | Field::MaxOutput | Field::CacheMinimum, Value::Count(count)) => {
            format!("{} tokens", format::tokens(*count))
        }
        (Field::LatencyP50, Value::Number(number)) => format!("{} ms", format::score(*number)),
        (Field::SpeedP50, Value::Number(number)) => format!("{} tokens a second", format::score(*number)),
        (Field::Uptime, Value::Number(number)) => format!("{} %", format::score(*number)),
        (Field::RunCost, Value::Number(number)) => format::total(weigh_catalog::Usd::new(*number)),
        (_, Value::Text(text)) => text.to_string(),
        (_, Value::Flag(flag)) => yes_no(*flag).to_owned(),
        (_, Value::Count(count)) => format::count(*count),
        (_, Value::Amount(amount)) => format::price(*amount),
        (_, Value::Date(date)) => format::date(*date),
        (_, Value::Number(number)) => format::decimal(*number),
    }
}

/// A number of weights, with the exact count where it is known: `1.24B (1,235,814,400)`.
pub fn parameters(count: u64) -> String {
    let short = format::short(count);
    let is_exact = count == 0 || count.is_multiple_of(10_u64.pow(count.ilog10().saturating_sub(2)));
    if is_exact { short } else { format!("{short} ({})", format::count(count)) }
}

/// Settings of a run as people read them: `agent=terminus 2,effort=high` as `agent terminus 2, effort high`.
pub fn settings(settings: &str) -> String {
    let parts: Vec<String> = settings.split(',').map(|part| part.trim().replacen('=', " ", 1)).collect();
    parts.join(", ")
}

/// `Yes` or `No`: only ever for what somebody stated.
pub const fn yes_no(flag: bool) -> &'static str {
    if flag { "Yes" } else { "No" }
}

/// A value as programs read it: plain digits, ids, ISO dates.
pub fn raw(value: &Value) -> String {
    value.to_string()
}

/// The words for the kind of value a field takes.
pub const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Flag => "yes or no",
        Kind::Count => "whole number",
        Kind::Amount => "US dollars per million units",
        Kind::Date => "date",
        Kind::Number => "number",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_written_as_words() {
        assert_eq!(settings("agent=terminus 2,effort=high"), "agent terminus 2, effort high");
        assert_eq!((settings("shots=5"), settings("a=b=c")), ("shots 5".to_owned(), "a b=c".to_owned()));
    }

    #[test]
    fn prices_name_tier_and_conditions() {
        let key = |text: &str| text.parse::<RateKey>().unwrap();
        assert_eq!(rate(&key("input")), "Input price");
        assert_eq!(
            rate(&key("output.batch>272000@us[mon-fri 0100-0400]")),
            "Output price, batch tier, above 272k prompt tokens, in us, mon-fri 0100-0400 UTC"
        );
    }

    #[test]
    fn values_are_written_for_their_field() {
        let text = |field: Field, text: &str| value(&field, &Value::parse(&field, text).unwrap());
        assert_eq!(text(Field::Parameters, "1235814400"), "1.24B (1,235,814,400)");
        assert_eq!(text(Field::Context, "131072"), "131k (131,072) tokens");
        assert_eq!(text(Field::OpenWeights, "false"), "No");
        assert_eq!(text("rate.web-search".parse().unwrap(), "10000"), "$10.00 per 1,000 calls");
        assert_eq!(field(&Field::KnowledgeCutoff), "Knowledge cutoff");
    }
}
