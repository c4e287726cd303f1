//! What may stand in a table: which fields each kind of subject has, and which words some fields are limited to.

use weigh_catalog::{Field, Meter, ServiceTier};

/// The kinds of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Table {
    Lab,
    Provider,
    Licence,
    Benchmark,
    Model,
    Route,
    Result,
}

impl Table {
    pub(super) const ALL: &[Self] =
        &[Self::Lab, Self::Provider, Self::Licence, Self::Benchmark, Self::Model, Self::Route, Self::Result];

    /// The word in double brackets.
    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Lab => "lab",
            Self::Provider => "provider",
            Self::Licence => "licence",
            Self::Benchmark => "benchmark",
            Self::Model => "model",
            Self::Route => "route",
            Self::Result => "result",
        }
    }

    /// The keys that say what the table is about.
    pub(super) const fn subject_keys(self) -> &'static [&'static str] {
        match self {
            Self::Route => &["provider", "id", "host", "model"],
            Self::Result => &["benchmark", "entrant", "settings", "model"],
            _ => &["id"],
        }
    }

    /// Whether a field can be said of its subject.
    pub(super) fn has(self, field: &Field) -> bool {
        match field {
            Field::Can(_) => matches!(self, Self::Model | Self::Route),
            Field::Rate(_) => self == Self::Route,
            plain => tables_of(plain).contains(&self),
        }
    }

    /// Every key one can write in it.
    pub(super) fn keys(self) -> impl Iterator<Item = &'static str> {
        let fields = Field::PLAIN.iter().filter(move |field| self.has(field)).map(Field::group);
        let can = (self == Self::Model || self == Self::Route).then_some("can");
        let rates = (self == Self::Route).then_some("rates");
        self.subject_keys().iter().copied().chain(COMMON_KEYS.iter().copied()).chain(fields).chain(can).chain(rates)
    }
}

/// Keys of every table that are not fields.
pub(super) const COMMON_KEYS: &[&str] = &["source", "read_on", "from", "until", "basis", "note"];

/// Which tables a field without a key of its own can stand in.
fn tables_of(field: &Field) -> &'static [Table] {
    use Table::{Benchmark, Lab, Licence, Model, Provider, Result, Route};
    match field {
        Field::Name | Field::Aliases => &[Lab, Provider, Licence, Benchmark, Model, Route, Result],
        Field::Url => &[Lab, Provider, Licence, Benchmark, Model, Result],
        Field::Serves => &[Provider, Route, Result],
        Field::Headquarters => &[Lab, Provider],
        Field::Docs | Field::PrivacyUrl | Field::TermsUrl | Field::StatusUrl => &[Lab, Provider, Model, Route],
        Field::ProviderKind | Field::DataCentres => &[Provider],
        Field::Dialect
        | Field::BaseUrl
        | Field::PriceKind
        | Field::TrainsOnData
        | Field::RetainsPrompts
        | Field::RetentionDays
        | Field::HipaaEligible => &[Provider, Route],
        Field::Spdx | Field::OsiApproved | Field::Commercial | Field::LicenceConditions => &[Licence],
        Field::Metric | Field::ScoreUnit | Field::Direction | Field::Margin | Field::Area => &[Benchmark],
        Field::Harness => &[Benchmark, Result],
        Field::Score
        | Field::StandardError
        | Field::Low
        | Field::High
        | Field::Samples
        | Field::RanOn
        | Field::SelfReported
        | Field::Evaluator
        | Field::RunCost => &[Result],
        Field::Quantisation
        | Field::Region
        | Field::UpliftEu
        | Field::UpliftUs
        | Field::UpliftRegional
        | Field::CacheMinimum
        | Field::LatencyP50
        | Field::SpeedP50
        | Field::Uptime => &[Route],
        _ => &[Model, Route],
    }
}

/// Whether a field holds several words, comma-separated in records and a list here.
pub(super) const fn is_list(field: &Field) -> bool {
    matches!(
        field,
        Field::Aliases | Field::Languages | Field::Efforts | Field::Dialect | Field::DataCentres | Field::Area
    )
}

/// The only words a field may hold, if it is limited to some.
pub(super) const fn words_of(field: &Field) -> Option<&'static [&'static str]> {
    Some(match field {
        Field::ProviderKind => &["lab", "cloud", "host", "router", "plan", "local"],
        Field::Commercial => &["allowed", "conditional", "forbidden"],
        Field::Status => &["active", "preview", "alpha", "beta", "deprecated", "removed"],
        Field::PriceKind => &["free", "plan", "dynamic", "per-token"],
        Field::Direction => &["higher", "lower"],
        Field::ScoreUnit => &["percent", "points", "minutes"],
        Field::Dialect => &[
            "openai-chat",
            "openai-responses",
            "anthropic-messages",
            "gemini",
            "bedrock-converse",
            "cohere-chat",
            "mistral-chat",
            "ollama-chat",
        ],
        _ => return None,
    })
}

/// Every unconditional rate key: `input`, `input.batch`, ...
pub(super) fn rate_words() -> Vec<String> {
    let of = |meter: &Meter| {
        let id = meter.id();
        ServiceTier::ALL.iter().map(move |tier| match tier {
            ServiceTier::Standard => id.to_owned(),
            other => format!("{id}.{}", other.id()),
        })
    };
    Meter::ALL.iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_plain_field_belongs_somewhere() {
        for field in Field::PLAIN {
            assert!(Table::ALL.iter().any(|table| table.has(field)), "{field}");
        }
    }

    #[test]
    fn prices_belong_to_routes_only() {
        let rate: Field = "rate.input".parse().unwrap();
        assert!(Table::Route.has(&rate));
        assert!(!Table::Model.has(&rate));
        assert!(!Table::Provider.has(&Field::Context));
    }

    #[test]
    fn rate_words_read_back() {
        for word in rate_words() {
            assert!(format!("rate.{word}").parse::<Field>().is_ok(), "{word}");
        }
    }
}
