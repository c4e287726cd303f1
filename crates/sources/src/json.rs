//! Reading JSON objects key by key: numbers keep their digits, unread keys are counted, wrong types name their place.

use crate::import::ImportError;
use crate::report::Report;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A value that has not the type a rule needs; the row it stands in is skipped and reported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{key}` should be {expected}")]
pub struct RowError {
    /// The key, with its path.
    pub key: String,
    /// What it should have been.
    pub expected: &'static str,
}

/// One JSON object whose keys are taken one after another.
#[derive(Debug, Clone)]
pub struct Object<'a> {
    path: String,
    entries: BTreeMap<Cow<'a, str>, &'a RawValue>,
}

/// Parses a whole file as one JSON object.
pub fn file<'a>(name: &str, bytes: &'a [u8]) -> Result<Object<'a>, ImportError> {
    let raw = whole(name, bytes)?;
    Object::read(raw, "").map_err(|error| shape(name, "a JSON object", error.to_string()))
}

/// Parses a whole file as one JSON array.
pub fn file_array<'a>(name: &str, bytes: &'a [u8]) -> Result<Vec<&'a RawValue>, ImportError> {
    let raw = whole(name, bytes)?;
    serde_json::from_str(raw.get()).map_err(|error| shape(name, "a JSON array", error.to_string()))
}

/// The whole file as one JSON value, or the error that it is none.
pub fn whole<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a RawValue, ImportError> {
    let malformed = |what: String| ImportError::Malformed { file: name.to_owned(), format: "JSON", what };
    serde_json::from_slice(bytes).map_err(|error| malformed(error.to_string()))
}

fn shape(name: &str, shape: &'static str, what: String) -> ImportError {
    ImportError::Shape { file: name.to_owned(), shape, what }
}

impl<'a> Object<'a> {
    /// Reads an object; `path` is put before its keys in messages.
    pub fn read(raw: &'a RawValue, path: &str) -> Result<Self, RowError> {
        let entries =
            serde_json::from_str(raw.get()).map_err(|_| RowError { key: path.to_owned(), expected: "an object" })?;
        Ok(Self { path: path.to_owned(), entries })
    }

    /// Takes a key; JSON `null` is the same as absence.
    pub fn take(&mut self, key: &str) -> Option<&'a RawValue> {
        self.entries.remove(key).filter(|raw| raw.get() != "null")
    }

    /// Drops keys that are known and deliberately not used.
    pub fn ignore(&mut self, keys: &[&str]) {
        for key in keys {
            self.entries.remove(*key);
        }
    }

    /// Takes all keys that are left, in alphabetical order.
    pub fn take_rest(&mut self) -> Vec<(String, &'a RawValue)> {
        std::mem::take(&mut self.entries).into_iter().map(|(key, raw)| (key.into_owned(), raw)).collect()
    }

    /// Keys that are left, in alphabetical order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(AsRef::as_ref)
    }

    fn typed<T>(
        &mut self,
        key: &str,
        expected: &'static str,
        read: impl Fn(&'a str) -> Option<T>,
    ) -> Result<Option<T>, RowError> {
        let Some(raw) = self.take(key) else { return Ok(None) };
        read(raw.get()).map(Some).ok_or_else(|| RowError { key: self.key(key), expected })
    }

    fn key(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Takes a string.
    pub fn text(&mut self, key: &str) -> Result<Option<String>, RowError> {
        self.typed(key, "text", |json| serde_json::from_str(json).ok())
    }

    /// Takes a boolean.
    pub fn flag(&mut self, key: &str) -> Result<Option<bool>, RowError> {
        self.typed(key, "true or false", |json| serde_json::from_str(json).ok())
    }

    /// Takes a whole number that is not negative; `200000.0` and `2e5` are whole, too.
    pub fn count(&mut self, key: &str) -> Result<Option<u64>, RowError> {
        self.typed(key, "a whole number", whole_number)
    }

    /// Takes a number as the source's own digits; a string that holds a number counts.
    pub fn digits(&mut self, key: &str) -> Result<Option<Cow<'a, str>>, RowError> {
        self.typed(key, "a number", digits_of)
    }

    /// Takes an array.
    pub fn array(&mut self, key: &str) -> Result<Option<Vec<&'a RawValue>>, RowError> {
        self.typed(key, "an array", |json| serde_json::from_str(json).ok())
    }

    /// Takes an array of strings.
    pub fn texts(&mut self, key: &str) -> Result<Option<Vec<String>>, RowError> {
        self.typed(key, "an array of texts", |json| serde_json::from_str(json).ok())
    }

    /// Takes an object.
    pub fn object(&mut self, key: &str) -> Result<Option<Object<'a>>, RowError> {
        let path = self.key(key);
        self.take(key).map(|raw| Object::read(raw, &path)).transpose()
    }

    /// Counts the keys that nobody took, as `prefix.key`.
    pub fn finish(self, report: &mut Report, prefix: &str) {
        for key in self.entries.keys() {
            report.unknown_field(if prefix.is_empty() { key.to_string() } else { format!("{prefix}.{key}") });
        }
    }
}

/// The digits of a JSON number, or of a JSON string that holds one.
pub fn digits_of(json: &str) -> Option<Cow<'_, str>> {
    let digits: Cow<'_, str> = if json.starts_with('"') {
        Cow::Owned(serde_json::from_str::<String>(json).ok()?.trim().to_owned())
    } else {
        Cow::Borrowed(json)
    };
    let is_number = weigh_catalog::money::parse_decimal(&digits).is_ok();
    is_number.then_some(digits)
}

fn whole_number(json: &str) -> Option<u64> {
    let number = weigh_catalog::money::parse_decimal(&digits_of(json)?).ok()?;
    if !number.fract().is_zero() {
        return None;
    }
    u64::try_from(number.trunc()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(text: &str) -> Object<'_> {
        file("x.json", text.as_bytes()).unwrap()
    }

    #[test]
    fn numbers_keep_their_digits() {
        let mut object = object(r#"{"a":1e-07,"b":"0.0000011","c":0.8999999999999999,"d":"free"}"#);
        assert_eq!(object.digits("a").unwrap().unwrap(), "1e-07");
        assert_eq!(object.digits("b").unwrap().unwrap(), "0.0000011");
        assert_eq!(object.digits("c").unwrap().unwrap(), "0.8999999999999999");
        assert_eq!(object.digits("d").unwrap_err().to_string(), "`d` should be a number");
    }

    #[test]
    fn whole_numbers_may_be_written_as_floats() {
        let mut object = object(r#"{"a":256000.0,"b":1.5,"c":-1,"d":null}"#);
        assert_eq!(object.count("a"), Ok(Some(256_000)));
        assert!(object.count("b").is_err());
        assert!(object.count("c").is_err());
        assert_eq!(object.count("d"), Ok(None));
    }

    #[test]
    fn unread_keys_are_counted() {
        let mut report = Report::default();
        let mut object = object(r#"{"a":1,"b":2,"c":3}"#);
        object.count("a").unwrap();
        object.ignore(&["b"]);
        object.finish(&mut report, "model");
        assert_eq!(report.unknown_fields, BTreeMap::from([("model.c".to_owned(), 1)]));
    }

    #[test]
    fn a_cut_file_is_refused_whole() {
        let error = file("api.json", br#"{"a": {"b": 1"#).unwrap_err();
        assert!(matches!(error, ImportError::Malformed { .. }), "{error}");
        assert!(matches!(file("api.json", b"[1]").unwrap_err(), ImportError::Shape { .. }));
        assert!(file("api.json", b"\xff\xfe").is_err());
    }
}
