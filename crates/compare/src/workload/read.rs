//! Workload files: TOML with the keys of [`KEYS`].

use super::amount::{amount, nearest, share, tier};
use super::error::WorkloadError;
use super::{TierPolicy, Workload};
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use weigh_catalog::ServiceTier;

/// Every key of a workload file. Amounts are whole numbers or texts such as `"800M"`; what is left out is as in the
/// default, except that output is zero where only input is given, and the other way round.
pub const KEYS: &[&str] = &[
    "requests",
    "input",
    "output",
    "cached-share",
    "cache-write-share",
    "reasoning",
    "tier",
    "tiers",
    "region",
    "prompt-tokens",
];

/// The table of a workload file that states needs.
pub(crate) const NEEDS_TABLE: &str = "needs";

/// Reads a workload file; `name` is what pages call it.
pub(super) fn read(text: &str, name: &str) -> Result<Workload, WorkloadError> {
    let table = DeTable::parse(text).map_err(|error| WorkloadError::Syntax {
        line: error.span().map_or(1, |span| line_of(text, &span)),
        message: error.message().to_owned(),
    })?;
    let mut workload = Workload { name: Some(Arc::from(name)), ..Workload::default() };
    let has = |key: &str| table.get_ref().keys().any(|known| known.get_ref() == key);
    if has("input") || has("output") {
        (workload.input, workload.output) = (0, 0);
    }
    // What a route must offer may stand in the same file: `query::needs_of_file` reads that.
    for (key, value) in table.get_ref().iter().filter(|(key, _)| key.get_ref() != NEEDS_TABLE) {
        let place = Place { line: line_of(text, &key.span()), key: key.get_ref() };
        set(&mut workload, &place, value)?;
    }
    workload.check()
}

struct Place<'a> {
    line: usize,
    key: &'a str,
}

fn set(workload: &mut Workload, place: &Place<'_>, value: &Spanned<DeValue<'_>>) -> Result<(), WorkloadError> {
    let value = value.get_ref();
    let count = || place.value(&place.scalar(value, "a number such as \"800M\"")?, amount);
    let part = || place.value(&place.scalar(value, "a share such as 0.3")?, share);
    match place.key {
        "requests" => workload.requests = Some(count()?),
        "input" => workload.input = count()?,
        "output" => workload.output = count()?,
        "reasoning" => workload.reasoning = count()?,
        "prompt-tokens" => workload.prompt_tokens = Some(count()?),
        "cached-share" => workload.cached_share = part()?,
        "cache-write-share" => workload.cache_write_share = part()?,
        "tier" => workload.tiers = TierPolicy::One(place.value(&place.text(value)?, tier)?),
        "tiers" => workload.tiers = place.tiers(value)?,
        "region" => workload.region = Some(Arc::from(place.text(value)?)),
        unknown => {
            return Err(WorkloadError::UnknownKey {
                line: place.line,
                key: unknown.to_owned(),
                nearest: nearest(unknown, KEYS.iter().copied()),
            });
        }
    }
    Ok(())
}

impl Place<'_> {
    fn value<T>(&self, text: &str, read: impl Fn(&str) -> Result<T, WorkloadError>) -> Result<T, WorkloadError> {
        read(text).map_err(|source| WorkloadError::Value {
            line: self.line,
            key: self.key.to_owned(),
            source: Box::new(source),
        })
    }

    fn wrong(&self, needs: &'static str) -> WorkloadError {
        WorkloadError::WrongKind { line: self.line, key: self.key.to_owned(), needs }
    }

    /// The digits or the text of a value, as written.
    fn scalar(&self, value: &DeValue<'_>, needs: &'static str) -> Result<String, WorkloadError> {
        match value {
            DeValue::String(text) => Ok(text.to_string()),
            DeValue::Integer(number) if number.radix() == 10 => Ok(number.as_str().to_owned()),
            DeValue::Float(number) => Ok(number.as_str().to_owned()),
            _ => Err(self.wrong(needs)),
        }
    }

    fn text(&self, value: &DeValue<'_>) -> Result<String, WorkloadError> {
        value.as_str().map(str::to_owned).ok_or_else(|| self.wrong("a text in quotes"))
    }

    fn tiers(&self, value: &DeValue<'_>) -> Result<TierPolicy, WorkloadError> {
        let needs = "a list of service tiers such as [\"standard\", \"batch\"]";
        let DeValue::Array(items) = value else { return Err(self.wrong(needs)) };
        let mut tiers: Vec<ServiceTier> = Vec::new();
        for item in items {
            tiers.push(self.value(&self.text(item.get_ref())?, tier)?);
        }
        Ok(TierPolicy::any_of(&tiers))
    }
}

fn line_of(text: &str, span: &Range<usize>) -> usize {
    1 + text.bytes().take(span.start).filter(|byte| *byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_sets_what_it_names() {
        let text = "requests = 1000\ninput = \"1.5B\"\noutput = 20_000_000\ncached-share = 0.25\ntier = \"flex\"\n\
                    reasoning = \"5M\"\nregion = \"eu\"\nprompt-tokens = \"300k\"\ncache-write-share = \"5%\"\n";
        let workload = Workload::read(text, "mine").unwrap();
        assert_eq!(workload.requests, Some(1000));
        assert_eq!((workload.input, workload.output, workload.reasoning), (1_500_000_000, 20_000_000, 5_000_000));
        assert_eq!(
            (workload.cached_share.to_string(), workload.cache_write_share.to_string()),
            ("0.25".into(), "0.05".into())
        );
        assert_eq!(workload.tiers, TierPolicy::One(ServiceTier::Flex));
        assert_eq!((workload.region.as_deref(), workload.prompt_tokens), (Some("eu"), Some(300_000)));
    }

    #[test]
    fn only_input_means_no_output_and_nothing_at_all_means_the_default() {
        assert_eq!(Workload::read("input = 5", "x").unwrap().output, 0);
        let default = Workload::read("", "x").unwrap();
        assert_eq!((default.input, default.output), (800_000_000, 250_000_000));
    }

    #[test]
    fn an_unknown_key_names_its_line_and_the_nearest() {
        let error = Workload::read("input = 5\n\noutptu = 3\n", "x").unwrap_err();
        assert_eq!(error.to_string(), "line 3: `outptu` is not a key of a workload");
        assert_eq!(error.hint(), "did you mean `output`?");
    }

    #[test]
    fn a_bad_value_names_its_line_and_key() {
        let error = Workload::read("\noutput = \"-3M\"", "x").unwrap_err();
        assert_eq!(error.to_string(), "line 2: `output`: `-3M` is negative");
        let error = Workload::read("tiers = \"batch\"", "x").unwrap_err();
        assert!(matches!(error, WorkloadError::WrongKind { line: 1, .. }), "{error}");
        assert!(matches!(Workload::read("a = ", "x"), Err(WorkloadError::Syntax { line: 1, .. })));
        assert!(matches!(Workload::read("tiers = []", "x"), Err(WorkloadError::NoTier)));
        assert!(Workload::read("input = true", "x").is_err());
        assert!(Workload::read("input = -5", "x").is_err());
    }
}
