//! Which API dialect a client package speaks.
//!
//! The source names the package a provider is called with, not the dialect. The package's default is all that can be
//! concluded: `@ai-sdk/openai` calls the Responses API, whatever else its provider serves. Packages with a protocol of
//! their own, and gateways, say nothing.

/// Packages and their default dialect.
const PACKAGES: &[(&str, &str)] = &[
    ("@ai-sdk/openai-compatible", "openai-chat"),
    ("@ai-sdk/openai", "openai-responses"),
    ("@ai-sdk/anthropic", "anthropic-messages"),
    ("@ai-sdk/google", "google-generative"),
    ("@ai-sdk/google-vertex", "google-vertex"),
    ("@ai-sdk/google-vertex/anthropic", "anthropic-messages"),
    ("@ai-sdk/amazon-bedrock", "bedrock-converse"),
    ("@ai-sdk/azure", "openai-chat"),
    ("@ai-sdk/mistral", "mistral-chat"),
    ("@ai-sdk/cohere", "cohere-chat"),
    ("@ai-sdk/cerebras", "openai-chat"),
    ("@ai-sdk/deepinfra", "openai-chat"),
    ("@ai-sdk/groq", "openai-chat"),
    ("@ai-sdk/perplexity", "openai-chat"),
    ("@ai-sdk/togetherai", "openai-chat"),
    ("@ai-sdk/vercel", "openai-chat"),
    ("@ai-sdk/xai", "openai-chat"),
    ("@openrouter/ai-sdk-provider", "openai-chat"),
    ("venice-ai-sdk-provider", "openai-chat"),
];

/// The dialect of a package, if it has one that is known.
pub(super) fn of_package(package: &str) -> Option<&'static str> {
    PACKAGES.iter().find(|(known, _)| *known == package).map(|(_, dialect)| *dialect)
}

/// The dialect a route's `shape` names.
pub(super) fn of_shape(shape: &str) -> Option<&'static str> {
    match shape {
        "responses" => Some("openai-responses"),
        "completions" => Some("openai-chat"),
        _ => None,
    }
}
