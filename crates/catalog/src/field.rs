//! Fields: what a statement can be about, with the kind of value each takes.

use crate::capability::{Capability, Support};
use crate::date::PartialDate;
use crate::money::{Usd, parse_decimal};
use crate::rate::RateKey;
use rust_decimal::Decimal;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// The kind of value a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Words, an id or an address.
    Text,
    /// Yes or no.
    Flag,
    /// A whole number.
    Count,
    /// Dollars per million units.
    Amount,
    /// A date of stated precision.
    Date,
    /// A measured or scored number.
    Number,
}

/// What a claim says.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Value {
    /// See [`Kind::Text`].
    Text(Arc<str>),
    /// See [`Kind::Flag`].
    Flag(bool),
    /// See [`Kind::Count`].
    Count(u64),
    /// See [`Kind::Amount`].
    Amount(Usd),
    /// See [`Kind::Date`].
    Date(PartialDate),
    /// See [`Kind::Number`].
    Number(Decimal),
}

#[expect(clippy::cast_possible_truncation, reason = "there are some seventy")]
const PLAIN_FIELDS: u32 = Field::PLAIN.len() as u32;

macro_rules! fields {
    ($($name:ident $id:literal $kind:ident $doc:literal;)*) => {
        /// What a statement is about. `PLAIN` lists the fields without a key of their own.
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Field {
            $(#[doc = $doc] $name,)*
            /// Whether the subject can do something; `can.vision` in records.
            Can(Capability),
            /// A price of a route; `rate.input.batch` in records.
            Rate(RateKey),
        }

        impl Field {
            /// Every field without a key of its own, in the order records and pages list them.
            pub const PLAIN: &[Self] = &[$(Self::$name,)*];

            /// The word for a plain field; the group for a keyed one.
            pub const fn group(&self) -> &'static str {
                match self {
                    $(Self::$name => $id,)*
                    Self::Can(_) => "can",
                    Self::Rate(_) => "rate",
                }
            }

            /// The kind of value it takes.
            pub const fn kind(&self) -> Kind {
                match self {
                    $(Self::$name => Kind::$kind,)*
                    Self::Can(_) => Kind::Flag,
                    Self::Rate(_) => Kind::Amount,
                }
            }

            /// Its place in the order of fields; nothing for prices, which come last.
            pub(crate) const fn place(&self) -> Option<u32> {
                #[derive(Clone, Copy)]
                enum Plain { $($name,)* }
                match self {
                    $(Self::$name => Some(Plain::$name as u32),)*
                    Self::Can(capability) => Some(PLAIN_FIELDS + *capability as u32),
                    Self::Rate(_) => None,
                }
            }

            /// What it means, in one sentence.
            pub const fn meaning(&self) -> &'static str {
                match self {
                    $(Self::$name => $doc,)*
                    Self::Can(capability) => capability.meaning(),
                    Self::Rate(_) => "US dollars per million units.",
                }
            }
        }
    };
}

fields! {
    // Identity and links between subjects.
    Name "name" Text "The name people read.";
    Aliases "aliases" Text "Other names for the same thing, comma-separated; `source:name` where only that source uses it so.";
    Serves "serves" Text "Which model the source says this route, result or alias is: the source's own id of that model.";
    WeightsAt "weights-at" Text "The Hugging Face repository of the weights, `organisation/name`.";
    AliasOf "alias-of" Text "Another name that this one follows for now.";
    DatedReleaseOf "dated-release-of" Text "The undated name of which this is one fixed release.";
    FineTuneOf "fine-tune-of" Text "The model this one was tuned from.";
    QuantisationOf "quantisation-of" Text "The model whose weights these are at lower precision.";
    InstructOf "instruct-of" Text "The base model that this one was taught to follow instructions from.";
    // Facts of a model.
    Family "family" Text "The line of models it belongs to; for grouping only.";
    Released "released" Date "First day the public could use it.";
    KnowledgeCutoff "knowledge-cutoff" Date "Where its training knowledge ends.";
    Parameters "parameters" Count "Weights in all.";
    ActiveParameters "active-parameters" Count "Weights used for each token.";
    Architecture "architecture" Text "The kind of network.";
    Experts "experts" Count "Experts in a mixture-of-experts network.";
    ActiveExperts "active-experts" Count "Experts used for each token.";
    OpenWeights "open-weights" Flag "Whether the weights can be downloaded.";
    Licence "licence" Text "The licence, as an id of the licence table.";
    Languages "languages" Text "Languages it is made for, comma-separated ISO codes.";
    // Life cycle, of a model or of one route.
    Announced "announced" Date "Day of the announcement.";
    Status "status" Text "active, preview, alpha, beta, deprecated or removed.";
    Deprecated "deprecated" Date "First day it is discouraged.";
    Retires "retires" Date "First day it can no longer be called.";
    Replacement "replacement" Text "What its lab or provider names to use instead.";
    // Limits of a route.
    Context "context" Count "Most tokens a request may hold, input and output together unless the route says otherwise.";
    MaxInput "max-input" Count "Most input tokens a request.";
    MaxOutput "max-output" Count "Most output tokens a request.";
    Quantisation "quantisation" Text "Number format of the served weights: bf16, fp8, int4, ...";
    Region "region" Text "Region or deployment the route is bound to.";
    PriceKind "price-kind" Text "free, plan, dynamic or per-token: how to read absent or zero rates.";
    Efforts "efforts" Text "Reasoning efforts one can ask for, comma-separated.";
    Mode "mode" Text "chat, completion, embedding, image, audio, video, rerank, ...: what the route is for.";
    UpliftEu "uplift-eu" Number "Factor on every rate for processing inside the EU.";
    UpliftUs "uplift-us" Number "Factor on every rate for processing inside the US.";
    UpliftRegional "uplift-regional" Number "Factor on every rate for a regional instead of a global endpoint.";
    CacheMinimum "cache-minimum" Count "Shortest prompt, in tokens, that can be cached.";
    // Data policy of a route or provider.
    TrainsOnData "trains-on-data" Flag "Whether prompts are used for training.";
    RetainsPrompts "retains-prompts" Flag "Whether prompts are kept after the request.";
    RetentionDays "retention-days" Count "Days prompts are kept.";
    HipaaEligible "hipaa-eligible" Flag "Whether it may be used under a HIPAA agreement.";
    // Speed, as others measured it.
    LatencyP50 "latency-p50" Number "Median milliseconds to the first token, as published by the source.";
    SpeedP50 "speed-p50" Number "Median output tokens a second, as published by the source.";
    Uptime "uptime" Number "Per cent of requests answered, as published by the source.";
    // Facts of a provider or lab.
    ProviderKind "provider-kind" Text "lab, cloud, host, router, plan or local.";
    Dialect "dialect" Text "API dialects, comma-separated: openai-chat, openai-responses, anthropic-messages, ...";
    BaseUrl "base-url" Text "Address of the API.";
    Docs "docs" Text "Address of the documentation.";
    Headquarters "headquarters" Text "ISO country code of the seat.";
    DataCentres "data-centres" Text "ISO country codes of data centres, comma-separated.";
    PrivacyUrl "privacy-url" Text "Address of the privacy policy.";
    TermsUrl "terms-url" Text "Address of the terms of service.";
    StatusUrl "status-url" Text "Address of the status page.";
    // Facts of a licence.
    Spdx "spdx" Text "SPDX identifier.";
    OsiApproved "osi-approved" Flag "Whether the Open Source Initiative approved it.";
    Commercial "commercial" Text "allowed, conditional or forbidden.";
    LicenceConditions "licence-conditions" Text "What commercial use is bound to.";
    Url "url" Text "Where to read it.";
    // A benchmark.
    Metric "metric" Text "What is counted: accuracy, pass@1, Elo rating, ...";
    ScoreUnit "score-unit" Text "percent, points or minutes.";
    Direction "direction" Text "higher or lower: which is better.";
    Margin "margin" Number "Least difference worth a word where a result states no error, in the benchmark's unit.";
    Area "area" Text "What it tests, comma-separated: coding, agents, reasoning, math, knowledge, long-context, vision, ...";
    Harness "harness" Text "What ran it, with its version where known.";
    // A benchmark result.
    Score "score" Number "The score, in the benchmark's unit.";
    StandardError "standard-error" Number "Standard error of the score, in the benchmark's unit.";
    Low "low" Number "Lower end of the 95 % interval.";
    High "high" Number "Upper end of the 95 % interval.";
    Samples "samples" Count "Tasks or votes behind the score.";
    RanOn "ran-on" Date "Day of the run.";
    SelfReported "self-reported" Flag "Whether the model's own maker ran it.";
    Evaluator "evaluator" Text "Who ran it.";
    RunCost "run-cost" Number "Dollars the run cost.";
}

impl Field {
    /// True for fields of a route that decide whether it meets a need, or what it costs.
    pub const fn is_weighed_of_route(&self) -> bool {
        matches!(
            self,
            Self::Can(_)
                | Self::Context
                | Self::MaxInput
                | Self::MaxOutput
                | Self::Mode
                | Self::Status
                | Self::Deprecated
                | Self::Retires
                | Self::PriceKind
                | Self::Region
                | Self::Quantisation
                | Self::TrainsOnData
                | Self::RetainsPrompts
                | Self::RetentionDays
                | Self::HipaaEligible
                | Self::UpliftEu
                | Self::UpliftUs
                | Self::UpliftRegional
        )
    }

    /// True for such fields of a model: those of its routes that a card states for all of them, and what it is as such.
    pub const fn is_weighed_of_model(&self) -> bool {
        self.is_weighed_of_route()
            || matches!(
                self,
                Self::Released
                    | Self::KnowledgeCutoff
                    | Self::Parameters
                    | Self::ActiveParameters
                    | Self::OpenWeights
                    | Self::Licence
            )
    }
}

/// Not the text form of a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a field")]
pub struct UnknownField(pub String);

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Can(capability) => write!(f, "can.{}", capability.id()),
            Self::Rate(key) => write!(f, "rate.{key}"),
            plain => f.pad(plain.group()),
        }
    }
}

impl FromStr for Field {
    type Err = UnknownField;

    fn from_str(text: &str) -> Result<Self, UnknownField> {
        let error = || UnknownField(text.to_owned());
        if let Some(capability) = text.strip_prefix("can.") {
            return capability.parse().map(Self::Can).map_err(|_| error());
        }
        if let Some(key) = text.strip_prefix("rate.") {
            return key.parse().map(Self::Rate).map_err(|_| error());
        }
        Self::PLAIN.iter().find(|field| field.group() == text).cloned().ok_or_else(error)
    }
}

/// A value that does not fit its field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{value}` is not a {kind:?} as `{field}` needs it")]
pub struct ValueError {
    /// The field.
    pub field: String,
    /// What it needs.
    pub kind: Kind,
    /// What was given.
    pub value: String,
}

impl Value {
    /// Reads the text form of a value of this field.
    pub fn parse(field: &Field, text: &str) -> Result<Self, ValueError> {
        let error = || ValueError { field: field.to_string(), kind: field.kind(), value: text.to_owned() };
        Self::of_kind(field.kind(), text).ok_or_else(error)
    }

    /// Reads the text form of a value of this kind.
    pub(crate) fn of_kind(kind: Kind, text: &str) -> Option<Self> {
        Some(match kind {
            Kind::Text => Self::Text(Arc::from(text)),
            Kind::Flag => Self::Flag(text.parse().ok()?),
            Kind::Count => Self::Count(text.parse().ok()?),
            Kind::Amount => Self::Amount(Usd::from_digits(text, 0).ok()?),
            Kind::Date => Self::Date(text.parse().ok()?),
            Kind::Number => Self::Number(parse_decimal(text).ok()?.normalize()),
        })
    }

    /// The kind of this value.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Text(_) => Kind::Text,
            Self::Flag(_) => Kind::Flag,
            Self::Count(_) => Kind::Count,
            Self::Amount(_) => Kind::Amount,
            Self::Date(_) => Kind::Date,
            Self::Number(_) => Kind::Number,
        }
    }
}

/// The text form, which [`Value::parse`] reads back.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.pad(text),
            Self::Flag(flag) => flag.fmt(f),
            Self::Count(count) => count.fmt(f),
            Self::Amount(amount) => amount.fmt(f),
            Self::Date(date) => date.fmt(f),
            Self::Number(number) => number.fmt(f),
        }
    }
}

/// Reads a value as the Rust type its field is for.
pub trait FromValue: Sized {
    /// The value, if it is of this type's kind.
    fn from_value(value: &Value) -> Option<Self>;
}

macro_rules! from_value {
    ($($type:ty: $pattern:pat => $result:expr;)*) => {
        $(impl FromValue for $type {
            fn from_value(value: &Value) -> Option<Self> {
                match value { $pattern => Some($result), _ => None }
            }
        })*
    };
}

from_value! {
    Arc<str>: Value::Text(text) => text.clone();
    String: Value::Text(text) => text.to_string();
    bool: Value::Flag(flag) => *flag;
    Support: Value::Flag(flag) => Support::from_flag(*flag);
    u64: Value::Count(count) => *count;
    Usd: Value::Amount(amount) => *amount;
    PartialDate: Value::Date(date) => *date;
    Decimal: Value::Number(number) => *number;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn field_ids_are_unique_and_read_back() {
        let mut ids: Vec<_> = Field::PLAIN.iter().map(Field::group).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), Field::PLAIN.len());
        for field in Field::PLAIN {
            assert_eq!(&field.to_string().parse::<Field>().unwrap(), field);
        }
        for text in ["can.vision", "rate.output.batch>200000"] {
            assert_eq!(text.parse::<Field>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn values_read_back() {
        for (field, text) in [
            (Field::Name, "Alpha 1"),
            (Field::OpenWeights, "false"),
            (Field::Context, "128000"),
            (Field::KnowledgeCutoff, "2024-05"),
            (Field::Score, "0.4125"),
        ] {
            assert_eq!(Value::parse(&field, text).unwrap().to_string(), text);
        }
        assert!(Value::parse(&Field::Context, "-1").is_err());
        assert!(Value::parse(&Field::Context, "1.5").is_err());
    }
}
