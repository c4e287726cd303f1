//! What an entry says besides prices: limits, capabilities, dates, and the fields that are deliberately not read.

use crate::json::{Object, RowError};
use crate::report::Report;
use weigh_catalog::money::parse_decimal;
use weigh_catalog::record::Record;
use weigh_catalog::{Capability, Field, PartialDate, Value};

/// Fields that mean a capability if they are `true`.
const CAPABILITIES: &[(&str, Capability)] = &[
    ("supports_vision", Capability::Vision),
    ("supports_image_input", Capability::Vision),
    ("supports_embedding_image_input", Capability::Vision),
    ("supports_audio_input", Capability::AudioIn),
    ("supports_audio_output", Capability::AudioOut),
    ("supports_video_input", Capability::VideoIn),
    ("supports_pdf_input", Capability::DocumentIn),
    ("supports_reasoning", Capability::Reasoning),
    ("supports_function_calling", Capability::FunctionCalling),
    ("supports_parallel_function_calling", Capability::ParallelToolCalls),
    ("supports_response_schema", Capability::StructuredOutputs),
    ("supports_native_structured_output", Capability::StructuredOutputs),
    ("supports_bedrock_native_structured_output", Capability::StructuredOutputs),
    ("supports_web_search", Capability::WebSearch),
    ("supports_computer_use", Capability::ComputerUse),
    ("supports_prompt_caching", Capability::PromptCaching),
    ("supports_native_streaming", Capability::Streaming),
    ("supports_url_context", Capability::ToolUse),
];

/// Words of modality lists, on input and on output.
const MODALITIES: &[(&str, Capability, Capability)] = &[
    ("text", Capability::TextIn, Capability::TextOut),
    ("image", Capability::Vision, Capability::ImageOut),
    ("audio", Capability::AudioIn, Capability::AudioOut),
    ("video", Capability::VideoIn, Capability::VideoOut),
];

/// Factors on every rate, and the field each is.
const UPLIFTS: &[(&str, Field)] = &[
    ("regional_processing_uplift_multiplier_eu", Field::UpliftEu),
    ("regional_processing_uplift_multiplier_us", Field::UpliftUs),
    ("regional_endpoint_uplift_multiplier", Field::UpliftRegional),
];

/// Known fields that say nothing the catalog has a place for.
pub(super) const IGNORED: &[&str] = &[
    // How LiteLLM itself calls, counts or routes.
    "audio_transcription_config",
    "bedrock_converse_supports_strict_tools",
    "gemini_audio_only_live",
    "gemini_native_audio",
    "token_count_framing",
    "token_count_model",
    "token_count_tokenizer",
    "use_openai_responses_path",
    "uses_embed_content",
    "vertex_ai_audio_api",
    "web_search_billing_unit",
    // Prose about the entry.
    "comment",
    "metadata",
    // Ambiguous: input in some entries, output in others.
    "max_tokens",
    // Rate limits of an unnamed account level, free allowances, and vector or file formats.
    "rpm",
    "tpm",
    "search_free_requests",
    "output_vector_size",
    "supported_audio_formats",
    // Single efforts, in part: a list made of them would look complete. `reasoning_effort_levels` is one.
    "bedrock_output_config_effort_ceiling",
    "default_reasoning_effort",
    "supports_low_reasoning_effort",
    "supports_max_reasoning_effort",
    "supports_minimal_reasoning_effort",
    "supports_none_reasoning_effort",
    "supports_xhigh_reasoning_effort",
    "reasoning_contexts",
    "reasoning_modes",
    "thinking_always_on",
    // Parameters and message forms a request may use; no capability a comparison asks for.
    "supports_adaptive_thinking",
    "supports_anthropic_compaction",
    "supports_anthropic_thinking_payload",
    "supports_assistant_prefill",
    "supports_bedrock_converse_tool_result_images",
    "supports_bedrock_runtime_chat_completions_inline_reasoning",
    "supports_bedrock_runtime_chat_completions_response_format",
    "supports_bedrock_runtime_chat_completions_tools_with_reasoning",
    "supports_box_questions",
    "supports_fast_mode",
    "supports_forced_tool_use",
    "supports_image_size",
    "supports_legacy_thinking",
    "supports_mid_conversation_system",
    "supports_multimodal",
    "supports_nova_canvas_image_edit",
    "supports_output_config",
    "supports_parallel_tool_use_config",
    "supports_prompt_cache_breakpoint",
    "supports_regex_lookaround",
    "supports_sampling_params",
    "supports_speed",
    "supports_system_messages",
    "supports_thinking_cache_preservation",
    // Set on old completion models, too, so it does not show function calling.
    "supports_tool_choice",
    "supports_tool_search",
];

/// Says everything but prices; the object keeps the fields that are left.
pub(super) fn say(object: &mut Object<'_>, record: &mut Record, report: &mut Report) {
    object.ignore(IGNORED);
    say_limits(object, record, report);
    say_capabilities(object, record, report);
    say_modalities(object, record, report);
    say_factors(object, record, report);
    say_dates_and_regions(object, record, report);
}

/// A field's value, or none with a note if it is of another type.
fn read<T>(value: Result<Option<T>, RowError>, record: &Record, report: &mut Report) -> Option<T> {
    value.unwrap_or_else(|error| {
        report.note(format!("value left out: {error}"), record.locator.to_string());
        None
    })
}

fn say_limits(object: &mut Object<'_>, record: &mut Record, report: &mut Report) {
    for (name, field) in [
        // Often the whole context window, but the file says only what may go in.
        ("max_input_tokens", Field::MaxInput),
        ("max_output_tokens", Field::MaxOutput),
        ("prompt_cache_min_tokens", Field::CacheMinimum),
    ] {
        match read(object.count(name), record, report) {
            Some(0) => report.note("limit of zero read as unknown", format!("{}.{name}", record.locator)),
            Some(count) => {
                record.say(field, Value::Count(count));
            }
            None => {}
        }
    }
}

fn say_capabilities(object: &mut Object<'_>, record: &mut Record, report: &mut Report) {
    for (name, capability) in CAPABILITIES {
        match read(object.flag(name), record, report) {
            Some(true) => {
                record.say(Field::Can(*capability), Value::Flag(true));
            }
            // The project treats `false` and absence alike, so neither is a statement.
            Some(false) => report.note("`supports_*: false` says nothing", format!("{}.{name}", record.locator)),
            None => {}
        }
    }
    let endpoints = read(object.texts("supported_endpoints"), record, report).unwrap_or_default();
    if endpoints.iter().any(|endpoint| endpoint == "/v1/batch") {
        record.say(Field::Can(Capability::Batch), Value::Flag(true));
    }
    let efforts = read(object.texts("reasoning_effort_levels"), record, report).unwrap_or_default();
    if !efforts.is_empty() {
        record.say(Field::Efforts, Value::Text(efforts.join(",").into()));
    }
}

fn say_modalities(object: &mut Object<'_>, record: &mut Record, report: &mut Report) {
    for (name, is_input) in [("supported_modalities", true), ("supported_output_modalities", false)] {
        for word in read(object.texts(name), record, report).unwrap_or_default() {
            match MODALITIES.iter().find(|(modality, ..)| *modality == word) {
                Some((_, input, output)) => {
                    record.say(Field::Can(if is_input { *input } else { *output }), Value::Flag(true));
                }
                None => report.note(format!("modality `{word}` is not one of ours"), record.locator.to_string()),
            }
        }
    }
}

fn say_factors(object: &mut Object<'_>, record: &mut Record, report: &mut Report) {
    for (name, field) in UPLIFTS {
        if let Some(digits) = read(object.digits(name), record, report) {
            say_number(record, field, &digits);
        }
    }
}

/// Says a factor that was already checked to be a number.
pub(super) fn say_number(record: &mut Record, field: &Field, digits: &str) {
    if let Ok(number) = parse_decimal(digits) {
        record.say(field.clone(), Value::Number(number.normalize()));
    }
}

fn say_dates_and_regions(object: &mut Object<'_>, record: &mut Record, report: &mut Report) {
    if let Some(text) = read(object.text("deprecation_date"), record, report) {
        match text.parse::<PartialDate>() {
            Ok(date) => {
                record.say(Field::Retires, Value::Date(date));
            }
            Err(_) => report.note(format!("`{text}` is not a date"), record.locator.to_string()),
        }
    }
    let regions = read(object.texts("supported_regions"), record, report).unwrap_or_default();
    match regions.as_slice() {
        [region] if record.get(&Field::Region).is_none() => {
            record.say(Field::Region, Value::Text(region.as_str().into()));
        }
        [] | [_] => {}
        _ => report.note("a route in several regions is not bound to one", record.locator.to_string()),
    }
    match read(object.text("source"), record, report) {
        Some(link) if link.starts_with("http") => record.link = Some(link.into()),
        Some(_) => report.note("`source` is no address", record.locator.to_string()),
        None => {}
    }
}

/// The project's word for a mode of this source; other words stay.
pub(super) fn mode(word: &str) -> &str {
    match word {
        "responses" => "chat",
        "image_generation" | "image_edit" => "image",
        "video_generation" => "video",
        "audio_transcription" | "audio_speech" => "audio",
        other => other,
    }
}
