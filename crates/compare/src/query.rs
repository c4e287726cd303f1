//! Workload and needs as named parameters: the same names in addresses, tool calls and on the command line.
//!
//! Reading what was written gives the same again; what is as in the default is not written, so that every question has
//! one address.

use crate::needs::Needs;
use crate::workload::{TierPolicy, Workload, WorkloadError, amount, nearest, share, tier};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::sync::Arc;
use weigh_catalog::{Capability, CommercialUse, Openness, ProviderId};

/// Every parameter, in the order they are written.
pub const PARAMETERS: &[&str] = &[
    "preset",
    "input",
    "output",
    "requests",
    "cached",
    "cache-write",
    "reasoning",
    "prompt",
    "tier",
    "region",
    "needs",
    "context",
    "max-output",
    "open",
    "commercial",
    "no-training",
    "within",
    "least-bits",
    "providers",
    "without",
];

/// Why parameters make no question.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// Nothing is called so.
    #[error("`{name}` is not a parameter")]
    Unknown {
        /// What was given.
        name: String,
        /// The most similar parameter, if any is.
        nearest: Option<String>,
    },
    /// The same parameter twice.
    #[error("`{name}` is given twice")]
    Twice {
        /// Which.
        name: String,
    },
    /// A number, tier or share that cannot be read.
    #[error("`{name}`: {source}")]
    Workload {
        /// Which parameter.
        name: &'static str,
        /// What is wrong with it.
        source: WorkloadError,
    },
    /// A word that is none of those allowed.
    #[error("`{name}`: `{text}` is none of {allowed}")]
    Word {
        /// Which parameter.
        name: &'static str,
        /// What was given.
        text: String,
        /// What is allowed.
        allowed: &'static str,
    },
    /// No such capability.
    #[error("`{text}` is not a capability")]
    Capability {
        /// What was given.
        text: String,
        /// The most similar capability, if any is.
        nearest: Option<String>,
    },
    /// The numbers make no sense together.
    #[error(transparent)]
    Senseless(#[from] WorkloadError),
}

impl QueryError {
    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::Unknown { nearest: Some(near), .. } | Self::Capability { nearest: Some(near), .. } => {
                format!("did you mean `{near}`?")
            }
            Self::Unknown { nearest: None, .. } => format!("parameters are {}", PARAMETERS.join(", ")),
            Self::Capability { nearest: None, .. } => {
                let ids: Vec<&str> = Capability::ALL.iter().map(|capability| capability.id()).collect();
                format!("capabilities are {}", ids.join(", "))
            }
            Self::Twice { .. } => "give it once; lists are separated by commas".to_owned(),
            Self::Workload { source, .. } | Self::Senseless(source) => source.hint(),
            Self::Word { allowed, .. } => format!("write {allowed}"),
        }
    }
}

/// Reads workload and needs from named parameters; empty ones count as not given, as forms send them.
///
/// # Errors
/// [`QueryError`] for a parameter that is not known, given twice, or cannot be read.
pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<(Workload, Needs), QueryError> {
    let mut given: Vec<(&'static str, &str)> = Vec::new();
    let mut seen = BTreeSet::new();
    for (name, value) in pairs {
        let Some(known) = PARAMETERS.iter().copied().find(|known| *known == name) else {
            return Err(QueryError::Unknown {
                name: name.to_owned(),
                nearest: nearest(name, PARAMETERS.iter().copied()),
            });
        };
        if value.trim().is_empty() {
            continue;
        }
        if !seen.insert(known) {
            return Err(QueryError::Twice { name: name.to_owned() });
        }
        given.push((known, value.trim()));
    }
    let preset = given.iter().find(|(name, _)| *name == "preset");
    let mut workload = match preset {
        Some((_, name)) => Workload::preset(name)?,
        None => Workload::default(),
    };
    let mut needs = Needs::default();
    for (name, value) in given {
        if !set_workload(&mut workload, name, value)? {
            set_need(&mut needs, name, value)?;
        }
    }
    Ok((workload.check()?, needs))
}

fn set_workload(workload: &mut Workload, name: &'static str, value: &str) -> Result<bool, QueryError> {
    let wrong = |source| QueryError::Workload { name, source };
    let count = || amount(value).map_err(wrong);
    let part = || share(value).map_err(wrong);
    match name {
        "preset" => {}
        "input" => workload.input = count()?,
        "output" => workload.output = count()?,
        "requests" => workload.requests = Some(count()?),
        "cached" => workload.cached_share = part()?,
        "cache-write" => workload.cache_write_share = part()?,
        "reasoning" => workload.reasoning = count()?,
        "prompt" => workload.prompt_tokens = Some(count()?),
        "tier" => {
            let tiers = words(value).map(tier).collect::<Result<Vec<_>, _>>().map_err(wrong)?;
            workload.tiers = TierPolicy::any_of(&tiers);
        }
        "region" => workload.region = Some(Arc::from(value)),
        _ => return Ok(false),
    }
    Ok(true)
}

fn set_need(needs: &mut Needs, name: &'static str, value: &str) -> Result<(), QueryError> {
    let wrong = |source| QueryError::Workload { name, source };
    match name {
        "needs" => needs.capabilities = words(value).map(capability).collect::<Result<Vec<_>, _>>()?,
        "context" => needs.context = Some(amount(value).map_err(wrong)?),
        "max-output" => needs.output = Some(amount(value).map_err(wrong)?),
        "open" => {
            needs.openness = Some(match value {
                "weights" => Openness::OpenWeights,
                "source" => Openness::OpenSource,
                text => return Err(QueryError::Word { name, text: text.to_owned(), allowed: "`weights` or `source`" }),
            });
        }
        "commercial" => needs.commercial = yes(name, value)?.then_some(CommercialUse::Conditional),
        "no-training" => needs.no_training = yes(name, value)?,
        "within" => needs.region = Some(Arc::from(value)),
        "least-bits" => {
            let bits = amount(value).map_err(wrong)?;
            let bits = u32::try_from(bits).ok().filter(|bits| *bits <= 64);
            needs.least_bits = Some(bits.ok_or_else(|| QueryError::Word {
                name,
                text: value.to_owned(),
                allowed: "a number of bits up to 64, such as 16, 8 or 4",
            })?);
        }
        "providers" => needs.allow = providers(value),
        _ => needs.deny = providers(value),
    }
    Ok(())
}

fn providers(value: &str) -> Vec<ProviderId> {
    words(value).filter_map(|word| ProviderId::new(&word.to_lowercase()).ok()).collect()
}

fn words(value: &str) -> impl Iterator<Item = &str> {
    value.split(',').map(str::trim).filter(|word| !word.is_empty())
}

fn yes(name: &'static str, value: &str) -> Result<bool, QueryError> {
    match value {
        "yes" | "true" | "1" | "on" => Ok(true),
        "no" | "false" | "0" | "off" => Ok(false),
        text => Err(QueryError::Word { name, text: text.to_owned(), allowed: "`yes` or `no`" }),
    }
}

/// A capability by its id or a usual short word for it.
///
/// # Errors
/// [`QueryError::Capability`], with the nearest.
pub fn capability(text: &str) -> Result<Capability, QueryError> {
    let id = match text {
        "tools" | "tool-calling" => "function-calling",
        "json" => "json-mode",
        "structured" => "structured-outputs",
        "images" => "vision",
        other => other,
    };
    id.parse().map_err(|_| QueryError::Capability {
        text: text.to_owned(),
        nearest: nearest(text, Capability::ALL.iter().map(|capability| capability.id())),
    })
}

/// Workload and needs as parameters, in the order of [`PARAMETERS`]; what is as in the default is left out.
///
/// A preset is written by its name alone if nothing differs from it, else number by number.
pub fn write(workload: &Workload, needs: &Needs) -> Vec<(&'static str, String)> {
    let mut pairs = Vec::new();
    let preset = workload.name.as_deref().and_then(|name| Some((name, Workload::preset(name).ok()?)));
    match preset.filter(|(_, preset)| preset == workload) {
        Some((name, _)) => pairs.push(("preset", name.to_owned())),
        None => write_workload(workload, &mut pairs),
    }
    write_needs(needs, &mut pairs);
    pairs
}

fn write_workload(workload: &Workload, pairs: &mut Vec<(&'static str, String)>) {
    let usual = Workload::default();
    let mut put = |name, value: Option<String>| pairs.extend(value.map(|value| (name, value)));
    put("input", (workload.input != usual.input).then(|| short_amount(workload.input)));
    put("output", (workload.output != usual.output).then(|| short_amount(workload.output)));
    put("requests", workload.requests.map(short_amount));
    put("cached", share_text(workload.cached_share));
    put("cache-write", share_text(workload.cache_write_share));
    put("reasoning", (workload.reasoning > 0).then(|| short_amount(workload.reasoning)));
    put("prompt", workload.prompt_tokens.map(short_amount));
    let tiers = workload.tiers.tiers().iter().map(|tier| tier.id());
    put("tier", (workload.tiers != usual.tiers).then(|| tiers.collect::<Vec<_>>().join(",")));
    put("region", workload.region.as_deref().map(str::to_owned));
}

fn write_needs(needs: &Needs, pairs: &mut Vec<(&'static str, String)>) {
    let list = |words: Vec<&str>| (!words.is_empty()).then(|| words.join(","));
    let mut put = |name, value: Option<String>| pairs.extend(value.map(|value| (name, value)));
    put("needs", list(needs.capabilities.iter().map(|capability| capability.id()).collect()));
    put("context", needs.context.map(short_amount));
    put("max-output", needs.output.map(short_amount));
    let open = needs.openness.and_then(|openness| match openness {
        Openness::OpenWeights => Some("weights"),
        Openness::OpenSource => Some("source"),
        Openness::Closed => None,
    });
    put("open", open.map(str::to_owned));
    let is_commercial = needs.commercial.is_some_and(|used| used != CommercialUse::Forbidden);
    put("commercial", is_commercial.then(|| "yes".to_owned()));
    put("no-training", needs.no_training.then(|| "yes".to_owned()));
    put("within", needs.region.as_deref().map(str::to_owned));
    put("least-bits", needs.least_bits.map(|bits| bits.to_string()));
    put("providers", list(needs.allow.iter().map(ProviderId::as_str).collect()));
    put("without", list(needs.deny.iter().map(ProviderId::as_str).collect()));
}

fn share_text(share: Decimal) -> Option<String> {
    (!share.is_zero()).then(|| share.normalize().to_string())
}

/// An amount in the fewest characters that [`amount`] reads back exactly: `800M`, `1500k`, `7`.
pub fn short_amount(amount: u64) -> String {
    let steps = [(1_000_000_000_000, "T"), (1_000_000_000, "B"), (1_000_000, "M"), (1_000, "k")];
    let step = steps.iter().find(|(size, _)| amount > 0 && amount.is_multiple_of(*size));
    step.map_or_else(|| amount.to_string(), |(size, suffix)| format!("{}{suffix}", amount / size))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pairs(text: &str) -> Vec<(&str, &str)> {
        text.split('&').filter(|pair| !pair.is_empty()).filter_map(|pair| pair.split_once('=')).collect()
    }

    fn again(text: &str) -> String {
        let (workload, needs) = read(pairs(text)).unwrap();
        let written = write(&workload, &needs);
        written.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
    }

    #[test]
    fn every_parameter_is_read_and_written_in_one_form() {
        let all = "input=1500M&output=20M&requests=10k&cached=0.3&cache-write=0.1&reasoning=1M&prompt=300k\
                   &tier=standard,batch&region=eu&needs=vision,function-calling&context=200k&max-output=8192\
                   &open=weights&commercial=yes&no-training=yes&within=DE&least-bits=8&providers=a,b&without=c";
        assert_eq!(again(all), all.replace([' ', '\n'], ""));
        assert_eq!(
            again("without=c&input=1.5B&cached=30%25".replace("%25", "%").as_str()),
            "input=1500M&cached=0.3&without=c"
        );
        assert_eq!(again("input=800M&output=250,000,000&tier=standard&commercial=no&open="), "");
        assert_eq!(again("needs=tools, images"), "needs=function-calling,vision");
    }

    #[test]
    fn a_preset_is_its_name_until_something_differs() {
        assert_eq!(again("preset=chat"), "preset=chat");
        assert!(!again("preset=chat&input=5").contains("preset"));
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_a_hint() {
        let error = |text| read(pairs(text)).unwrap_err();
        assert_eq!(error("inptu=5").hint(), "did you mean `input`?");
        assert_eq!(error("input=5&input=6").to_string(), "`input` is given twice");
        assert_eq!(error("output=-5").to_string(), "`output`: `-5` is negative");
        assert_eq!(error("open=maybe").to_string(), "`open`: `maybe` is none of `weights` or `source`");
        assert_eq!(error("needs=visoin").hint(), "did you mean `vision`?");
        assert_eq!(error("input=0&output=0"), QueryError::Senseless(WorkloadError::Nothing));
        assert!(error("least-bits=5000").hint().contains("16, 8 or 4"));
        assert!(error("commercial=perhaps").hint().contains("yes"));
    }

    proptest! {
        #[test]
        fn reading_what_was_written_gives_the_same(
            input in 1_u64..=1_000_000_000_000_000,
            output in 0_u64..=1_000_000_000_000_000,
            cached in 0_i64..=1_000_000,
            context in proptest::option::of(1_u64..10_000_000),
            is_open in any::<bool>(),
        ) {
            let workload = Workload { input, output, cached_share: Decimal::new(cached, 6).normalize(), ..Workload::default() };
            let openness = is_open.then_some(Openness::OpenSource);
            let needs = Needs { context, openness, ..Needs::default() };
            let written = write(&workload, &needs);
            let read = read(written.iter().map(|(name, value)| (*name, value.as_str()))).unwrap();
            prop_assert_eq!(read, (workload, needs));
        }

        #[test]
        fn no_text_makes_it_panic(pairs in proptest::collection::vec((".{0,12}", ".{0,40}"), 0..6)) {
            let _ = read(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        }
    }
}
