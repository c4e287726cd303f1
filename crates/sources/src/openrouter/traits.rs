//! What OpenRouter's lists of modalities and request parameters say a route can do.

use crate::json::{Object, RowError};
use crate::report::Report;
use weigh_catalog::{Capability, Field, Record, Value};

const INPUTS: [(&str, Capability); 5] = [
    ("text", Capability::TextIn),
    ("image", Capability::Vision),
    ("audio", Capability::AudioIn),
    ("video", Capability::VideoIn),
    ("file", Capability::DocumentIn),
];

const OUTPUTS: [(&str, Capability); 4] = [
    ("text", Capability::TextOut),
    ("image", Capability::ImageOut),
    ("audio", Capability::AudioOut),
    ("video", Capability::VideoOut),
];

/// Parameters whose absence is a statement, too: OpenRouter routes on them, so its lists are complete for these.
const DECISIVE: [(Capability, &[&str]); 3] = [
    (Capability::FunctionCalling, &["tools"]),
    (Capability::Reasoning, &["reasoning", "include_reasoning", "reasoning_effort"]),
    (Capability::StructuredOutputs, &["structured_outputs"]),
];

/// Parameters that say something only where they are listed.
const POSITIVE: [(Capability, &str); 4] = [
    (Capability::JsonMode, "response_format"),
    (Capability::Logprobs, "logprobs"),
    (Capability::ParallelToolCalls, "parallel_tool_calls"),
    (Capability::WebSearch, "web_search_options"),
];

/// Parameters that say nothing about capabilities.
const PLAIN: [&str; 17] = [
    "frequency_penalty",
    "logit_bias",
    "max_completion_tokens",
    "max_tokens",
    "min_p",
    "prediction",
    "presence_penalty",
    "repetition_penalty",
    "seed",
    "stop",
    "temperature",
    "tool_choice",
    "top_a",
    "top_k",
    "top_logprobs",
    "top_p",
    "verbosity",
];

/// Reasoning efforts, weakest first.
const EFFORTS: [&str; 7] = ["none", "minimal", "low", "medium", "high", "xhigh", "max"];

fn say(record: &mut Record, capability: Capability, can: bool) {
    record.say(Field::Can(capability), Value::Flag(can));
}

/// Says for every modality whether `architecture` lists it; the lists are complete.
pub(super) fn say_modalities(
    record: &mut Record,
    architecture: Option<Object<'_>>,
    report: &mut Report,
) -> Result<(), RowError> {
    let Some(mut architecture) = architecture else { return Ok(()) };
    for (key, known) in [("input_modalities", &INPUTS[..]), ("output_modalities", &OUTPUTS[..])] {
        let Some(listed) = architecture.texts(key)?.filter(|listed| !listed.is_empty()) else { continue };
        for (name, capability) in known {
            say(record, *capability, listed.iter().any(|item| item == name));
        }
        for unknown in listed.iter().filter(|item| known.iter().all(|(name, _)| name != item)) {
            report.unknown_field(format!("{key}: {unknown}"));
        }
    }
    architecture.ignore(&["modality", "tokenizer", "instruct_type"]);
    architecture.finish(report, "architecture");
    Ok(())
}

/// Says what the list of supported parameters says; an empty list (routers have one) says nothing.
pub(super) fn say_parameters(record: &mut Record, listed: Option<Vec<String>>, report: &mut Report) {
    let Some(listed) = listed.filter(|listed| !listed.is_empty()) else { return };
    let lists = |name: &str| listed.iter().any(|item| item == name);
    for (capability, names) in DECISIVE {
        say(record, capability, names.iter().any(|name| lists(name)));
    }
    for (capability, name) in POSITIVE {
        if lists(name) {
            say(record, capability, true);
        }
    }
    let is_known = |item: &str| {
        PLAIN.contains(&item)
            || POSITIVE.iter().any(|(_, name)| *name == item)
            || DECISIVE.iter().any(|(_, names)| names.contains(&item))
    };
    for unknown in listed.iter().filter(|item| !is_known(item)) {
        report.unknown_field(format!("supported_parameters: {unknown}"));
    }
}

/// Says the reasoning efforts. The object alone is no evidence that a model reasons: some that cannot have one.
pub(super) fn say_reasoning(
    record: &mut Record,
    reasoning: Option<Object<'_>>,
    report: &mut Report,
) -> Result<(), RowError> {
    let Some(mut reasoning) = reasoning else { return Ok(()) };
    if record.get(&Field::Can(Capability::Reasoning)) == Some(&Value::Flag(false)) {
        record.statements.retain(|statement| statement.field != Field::Can(Capability::Reasoning));
        report.note("reasoning settings without a reasoning parameter: reasoning unknown", &*record.locator);
    }
    if let Some(mut efforts) = reasoning.texts("supported_efforts")?.filter(|efforts| !efforts.is_empty()) {
        efforts.sort_by_key(|effort| EFFORTS.iter().position(|known| known == effort).unwrap_or(EFFORTS.len()));
        record.say(Field::Efforts, Value::Text(efforts.join(",").into()));
    }
    reasoning.ignore(&["mandatory", "default_enabled", "default_effort", "supports_max_tokens"]);
    reasoning.finish(report, "reasoning");
    Ok(())
}
