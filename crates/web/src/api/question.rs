//! The parameters of a question, by the names the command line and the pages use: one month of traffic, and what routes
//! must offer.

use super::parameter::Parameter;
use super::shape::Shape;
use weigh_catalog::{Capability, ServiceTier};
use weigh_compare::PRESETS;

/// One month of traffic.
pub(super) const WORKLOAD: &[Parameter] = &[
    Parameter::query(
        "preset",
        "A named month of traffic; what else is given differs from it.",
        Shape::Word(presets),
        "chat",
    ),
    Parameter::query("input", "Input tokens a month, cached ones included; 800M if left out.", Shape::Amount, "800M"),
    Parameter::query("output", "Output tokens a month, reasoning included; 250M if left out.", Shape::Amount, "250M"),
    Parameter::query("requests", "Requests a month; unknown if left out.", Shape::Amount, "100k"),
    Parameter::query("cached", "Share of the input read from the cache.", Shape::Share, "0.3"),
    Parameter::query("cache-write", "Share of the input written to the cache.", Shape::Share, "0.1"),
    Parameter::query("reasoning", "Reasoning tokens a month, part of the output.", Shape::Amount, "50M"),
    Parameter::query("prompt", "Input tokens of one request; decides price brackets.", Shape::Amount, "8k"),
    Parameter::query(
        "tier",
        "Service tiers it may run in; standard if left out.",
        Shape::Words(tiers),
        "standard,batch",
    ),
    Parameter::query("region", "Region the requests must be processed in; decides regional rates.", Shape::Text, "eu"),
];

/// What routes must offer.
pub(super) const NEEDS: &[Parameter] = &[
    Parameter::query("needs", "Capabilities a route must have.", Shape::Words(capabilities), "function-calling"),
    Parameter::query("context", "Least context window, in tokens.", Shape::Amount, "128k"),
    Parameter::query("max-output", "Least max output, in tokens.", Shape::Amount, "8k"),
    Parameter::query("open", "Least openness: open weights, or open source.", Shape::Word(openness), "weights"),
    Parameter::query("commercial", "Whether commercial use must be permitted.", Shape::Word(yes_or_no), "yes"),
    Parameter::query("no-training", "Whether prompts must not be used for training.", Shape::Word(yes_or_no), "no"),
    Parameter::query("within", "Country or region where requests must be processed.", Shape::Text, "eu"),
    Parameter::query("least-bits", "Least bits a weight.", Shape::Whole { least: 0, most: 64, usual: None }, "8"),
    Parameter::query("providers", "Only these providers, by id.", Shape::Ids, "openai,azure"),
    Parameter::query("without", "None of these providers, by id.", Shape::Ids, "openrouter"),
];

fn owned<'a>(words: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    words.into_iter().map(str::to_owned).collect()
}

fn presets() -> Vec<String> {
    owned(PRESETS.iter().map(|preset| preset.id))
}

fn tiers() -> Vec<String> {
    owned(ServiceTier::ALL.iter().map(|tier| tier.id()))
}

fn capabilities() -> Vec<String> {
    owned(Capability::ALL.iter().map(|capability| capability.id()))
}

fn openness() -> Vec<String> {
    owned(["weights", "source"])
}

fn yes_or_no() -> Vec<String> {
    owned(["yes", "no"])
}
