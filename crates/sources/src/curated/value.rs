//! TOML values as values of fields, with the digits they are written with.

use super::problem::did_you_mean;
use super::shape::{is_list, words_of};
use crate::price::slip;
use std::borrow::Cow;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeArray, DeValue};
use weigh_catalog::date::{Day, PartialDate, parse_day};
use weigh_catalog::field::Kind;
use weigh_catalog::money::parse_decimal;
use weigh_catalog::{Field, Usd, Value};

/// Reads what a key holds as its field needs it.
///
/// # Errors
/// The rule it breaks.
pub(super) fn read(field: &Field, value: &DeValue<'_>) -> Result<Value, String> {
    match field.kind() {
        Kind::Text => text(field, value).map(Value::Text),
        Kind::Flag => match value {
            DeValue::Boolean(flag) => Ok(Value::Flag(*flag)),
            other => Err(expected("true or false, without quotes", other)),
        },
        Kind::Count => count(value).map(Value::Count),
        Kind::Amount => amount(field, value).map(Value::Amount),
        Kind::Date => date(value).map(Value::Date),
        Kind::Number => number(value),
    }
}

fn expected(what: &str, value: &DeValue<'_>) -> String {
    format!("should be {what}, not {}", kind_of(value))
}

fn kind_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a decimal number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// A text that says something.
pub(super) fn plain_text<'a>(value: &'a DeValue<'_>) -> Result<&'a str, String> {
    match value.as_str().map(str::trim) {
        Some("") => Err("must not be empty; leave the key out if nothing is known".to_owned()),
        Some(text) => Ok(text),
        None => Err(expected("text", value)),
    }
}

fn text(field: &Field, value: &DeValue<'_>) -> Result<Arc<str>, String> {
    let words = match value {
        DeValue::Array(list) if is_list(field) => list_of_words(list)?,
        single => vec![plain_text(single)?],
    };
    if is_list(field) && words.iter().any(|word| word.contains(',')) {
        return Err("holds a comma: write a list, one item each".to_owned());
    }
    if let Some(allowed) = words_of(field) {
        words.iter().try_for_each(|word| check_word(word, allowed))?;
    }
    Ok(Arc::from(words.join(",")))
}

/// The words of a list; none empty, none with the comma that separates them in records.
pub(super) fn list_of_words<'a>(list: &'a DeArray<'_>) -> Result<Vec<&'a str>, String> {
    let mut words = Vec::new();
    for item in list {
        let word = plain_text(item.get_ref()).map_err(|rule| format!("each item {rule}"))?;
        if word.contains(',') {
            return Err(format!("`{word}` holds a comma, which separates items: write two items"));
        }
        if words.contains(&word) {
            return Err(format!("`{word}` stands twice in the list"));
        }
        words.push(word);
    }
    if words.is_empty() { Err("must not be an empty list; leave the key out instead".to_owned()) } else { Ok(words) }
}

fn check_word(word: &str, allowed: &[&str]) -> Result<(), String> {
    if allowed.contains(&word) {
        return Ok(());
    }
    let near = did_you_mean(word, allowed.iter().copied());
    Err(format!("`{word}` is none of {}{near}", allowed.join(", ")))
}

/// The digits of a number or of a text, without the `_` that TOML allows between them.
fn digits<'a>(value: &'a DeValue<'_>) -> Option<Cow<'a, str>> {
    let written = match value {
        DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str(),
        DeValue::Float(float) => float.as_str(),
        DeValue::String(text) => return Some(Cow::Borrowed(text.trim())),
        _ => return None,
    };
    Some(if written.contains('_') { Cow::Owned(written.replace('_', "")) } else { Cow::Borrowed(written) })
}

fn count(value: &DeValue<'_>) -> Result<u64, String> {
    let rule = "a whole number of at least 0, without quotes";
    match value {
        DeValue::Integer(_) => {
            let digits = digits(value).ok_or_else(|| expected("a decimal number", value))?;
            digits.parse().map_err(|_| format!("should be {rule}, not `{digits}`"))
        }
        other => Err(expected(rule, other)),
    }
}

fn amount(field: &Field, value: &DeValue<'_>) -> Result<Usd, String> {
    let shape = "dollars per million units, such as \"1.10\"";
    let digits = digits(value).ok_or_else(|| expected(shape, value))?;
    let amount = Usd::from_digits(&digits, 0).map_err(|_| format!("should be {shape}, not `{digits}`"))?;
    if amount.amount().is_sign_negative() && !amount.is_zero() {
        return Err(format!("a price cannot be negative: `{digits}`"));
    }
    match field {
        Field::Rate(key) => slip(key, amount, None).map_or(Ok(amount), |slip| Err(format!("`{digits}` is {slip}"))),
        _ => Ok(amount),
    }
}

fn number(value: &DeValue<'_>) -> Result<Value, String> {
    let digits = digits(value).ok_or_else(|| expected("a number", value))?;
    let number = parse_decimal(&digits).map_err(|_| format!("should be a number, not `{digits}`"))?;
    Ok(Value::Number(number.normalize()))
}

fn date(value: &DeValue<'_>) -> Result<PartialDate, String> {
    match value {
        DeValue::String(text) => text.parse().map_err(|error: weigh_catalog::date::DateError| error.to_string()),
        other => day(other).map(PartialDate::day),
    }
}

/// A full day, as a TOML date or as text.
pub(super) fn day(value: &DeValue<'_>) -> Result<Day, String> {
    let rule = "a day such as 2026-05-22";
    let written = match value {
        DeValue::Datetime(date) if date.time.is_none() => date.to_string(),
        DeValue::String(text) => text.trim().to_owned(),
        DeValue::Datetime(_) => return Err(format!("should be {rule}, without a time")),
        other => return Err(expected(rule, other)),
    };
    match parse_day(&written) {
        Ok(day) if written.len() == 10 => Ok(day),
        _ => Err(format!("should be {rule}, not `{written}`")),
    }
}

/// The items of a list, or the one text that stands for it.
pub(super) fn words<'a>(value: &'a Spanned<DeValue<'_>>) -> Result<Vec<&'a str>, String> {
    match value.get_ref() {
        DeValue::Array(list) if list.is_empty() => Ok(Vec::new()),
        DeValue::Array(list) => list_of_words(list),
        DeValue::String(text) if text.trim().is_empty() => Ok(Vec::new()),
        single => Ok(plain_text(single)?.split(',').map(str::trim).collect()),
    }
}
