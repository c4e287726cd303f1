//! The parameters of a workload.

use super::{PRESETS, TierPolicy, Workload, tier};
use crate::query::{Parameter, Shape, list, short_amount};
use rust_decimal::Decimal;
use std::sync::Arc;
use weigh_catalog::ServiceTier;

/// The name of the parameter that may stand for all others.
pub const PRESET: &str = "preset";

/// Every parameter of a workload, in the order they are written. The preset is the first: the others differ from it.
pub const PARAMETERS: &[Parameter<Workload>] = &[
    Parameter {
        name: PRESET,
        about: "Start from a usual month and what such a job needs; what else is given differs from it.",
        label: "Preset",
        shape: Shape::Word(|| PRESETS.iter().map(|preset| preset.id.to_owned()).collect()),
        example: "chat",
        set: |workload, given| {
            *workload = Workload::preset(given.text())?;
            Ok(())
        },
        get: |workload| {
            let name = workload.name.as_deref()?;
            (Workload::preset(name).ok()? == *workload).then(|| name.to_owned())
        },
    },
    Parameter {
        name: "input",
        about: "Input tokens a month, cached ones included; 800M if left out.",
        label: "Input tokens",
        shape: Shape::Amount,
        example: "1.5B",
        set: |workload, given| {
            workload.input = given.amount()?;
            Ok(())
        },
        get: |workload| unusual(workload.input, Workload::default().input),
    },
    Parameter {
        name: "output",
        about: "Output tokens a month, reasoning included; 250M if left out.",
        label: "Output tokens",
        shape: Shape::Amount,
        example: "100M",
        set: |workload, given| {
            workload.output = given.amount()?;
            Ok(())
        },
        get: |workload| unusual(workload.output, Workload::default().output),
    },
    Parameter {
        name: "requests",
        about: "Requests a month, for price brackets and charges by the request; unknown if left out.",
        label: "Requests",
        shape: Shape::Amount,
        example: "100k",
        set: |workload, given| {
            workload.requests = Some(given.amount()?);
            Ok(())
        },
        get: |workload| workload.requests.map(short_amount),
    },
    Parameter {
        name: "cached",
        about: "Share of the input read from the cache; 0 if left out.",
        label: "Cached share",
        shape: Shape::Share,
        example: "30%",
        set: |workload, given| {
            workload.cached_share = given.share()?;
            Ok(())
        },
        get: |workload| share_text(workload.cached_share),
    },
    Parameter {
        name: "cache-write",
        about: "Share of the input written to the cache; 0 if left out.",
        label: "Cache-write share",
        shape: Shape::Share,
        example: "0.1",
        set: |workload, given| {
            workload.cache_write_share = given.share()?;
            Ok(())
        },
        get: |workload| share_text(workload.cache_write_share),
    },
    Parameter {
        name: "reasoning",
        about: "Reasoning tokens a month, part of the output; 0 if left out.",
        label: "Reasoning tokens",
        shape: Shape::Amount,
        example: "50M",
        set: |workload, given| {
            workload.reasoning = given.amount()?;
            Ok(())
        },
        get: |workload| unusual(workload.reasoning, 0),
    },
    Parameter {
        name: "prompt",
        about: "Input tokens of one request, for price brackets; input / requests if left out.",
        label: "Tokens of one prompt",
        shape: Shape::Amount,
        example: "8k",
        set: |workload, given| {
            workload.prompt_tokens = Some(given.amount()?);
            Ok(())
        },
        get: |workload| workload.prompt_tokens.map(short_amount),
    },
    Parameter {
        name: "tier",
        about: "Service tiers it may run in, the cheapest wins: batch, flex, priority, ...; standard if left out.",
        label: "Service tiers allowed",
        shape: Shape::Words(|| ServiceTier::ALL.iter().map(|tier| tier.id().to_owned()).collect()),
        example: "standard,batch",
        set: |workload, given| {
            let tiers = given.words().map(tier).collect::<Result<Vec<_>, _>>().map_err(given.wrong())?;
            workload.tiers = TierPolicy::any_of(&tiers);
            Ok(())
        },
        get: |workload| {
            let tiers = workload.tiers.tiers().iter().map(|tier| tier.id());
            list(tiers).filter(|_| workload.tiers != Workload::default().tiers)
        },
    },
    Parameter {
        name: "region",
        about: "Region the requests must be processed in, for regional prices.",
        label: "Region of the price",
        shape: Shape::Text,
        example: "eu",
        set: |workload, given| {
            workload.region = Some(Arc::from(given.text()));
            Ok(())
        },
        get: |workload| workload.region.as_deref().map(str::to_owned),
    },
];

/// An amount that is not the usual one.
fn unusual(amount: u64, usual: u64) -> Option<String> {
    (amount != usual).then(|| short_amount(amount))
}

fn share_text(share: Decimal) -> Option<String> {
    (!share.is_zero()).then(|| share.normalize().to_string())
}
