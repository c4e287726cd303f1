//! What people type, over the real index.

use super::packed;
use weigh_catalog::lookup::{Lookup, find};

/// A name as people type it, and the model they mean.
const MEANT: &[(&str, &str)] = &[
    ("llama 3.2 1b", "meta/llama-3.2-1b"),
    ("Llama-3.2-1B", "meta/llama-3.2-1b"),
    ("meta/llama-3.2-1b", "meta/llama-3.2-1b"),
    ("llama3.2:1b", "meta/llama-3.2-1b"),
    ("o4 mini", "openai/o4-mini"),
    ("trinity large thinking", "arcee-ai/trinity-large-thinking"),
    ("claude sonnet 4.5", "anthropic/claude-sonnet-4-5"),
    ("claude 4.5 sonnet", "anthropic/claude-sonnet-4-5"),
    ("sonnet 4.5", "anthropic/claude-sonnet-4-5"),
    ("anthropic.claude-sonnet-4-5-20250929-v1:0", "anthropic/claude-sonnet-4-5"),
    ("claude opus 4.1", "anthropic/claude-opus-4-1"),
    ("claude 3.5 sonnet", "anthropic/claude-3.5-sonnet"),
    ("gpt-4o", "openai/gpt-4o"),
    ("gpt4o", "openai/gpt-4o"),
    ("gpt 4o mini", "openai/gpt-4o-mini"),
    ("gpt 5 mini", "openai/gpt-5-mini"),
    ("openai/gpt-4.1", "openai/gpt-4.1"),
    ("gpt-3.5-turbo", "openai/gpt-3.5-turbo"),
    ("gpt oss 20b", "openai/gpt-oss-20b"),
    ("o1-pro", "openai/o1-pro"),
    ("o3", "openai/o3"),
    ("gemini 2.5 pro", "google/gemini-2.5-pro"),
    ("gemini flash 2.5", "google/gemini-2.5-flash"),
    ("gemma 3 27b", "google/gemma-3-27b-it"),
    ("deepseek r1", "deepseek/deepseek-r1"),
    ("DeepSeek-V3.1", "deepseek/deepseek-v3.1"),
    ("deepseek-chat", "deepseek/deepseek-chat"),
    ("qwen3-32b", "alibaba/qwen3-32b"),
    ("kimi k2", "moonshotai/kimi-k2"),
    ("kimi-k2-thinking", "moonshotai/kimi-k2-thinking"),
    ("glm 4.6", "zhipuai/glm-4.6"),
    ("GLM-4.5-Air", "zhipuai/glm-4.5-air"),
    ("minimax m2", "minimax/minimax-m2"),
    ("grok 4", "xai/grok-4"),
    ("grok-4-fast", "xai/grok-4-fast"),
    ("mistral large", "mistral/mistral-large"),
    ("llama 3.3 70b", "meta/llama-3.3-70b-instruct"),
    ("meta-llama/Llama-3.3-70B-Instruct", "meta/llama-3.3-70b-instruct"),
    ("llama 4 maverick", "meta/llama-4-maverick-17b-128e-instruct"),
    ("phi-4", "microsoft/phi-4"),
    ("amazon nova pro", "amazon/nova-pro"),
    ("command r+", "cohere/command-r-plus"),
    ("command a", "cohere/command-a"),
    ("sonar pro", "perplexity/sonar-pro"),
    ("text-embedding-3-small", "openai/text-embedding-3-small"),
];

#[test]
fn names_as_people_type_them_find_what_they_mean() {
    let (index, names) = (packed().index().unwrap(), packed().names().unwrap());
    let wrong: Vec<String> = MEANT
        .iter()
        .map(|(typed, meant)| (typed, meant, find(typed, &index, &names)))
        .filter(|(_, meant, found)| !matches!(found, Lookup::Found(id) if id.as_str() == **meant))
        .map(|(typed, meant, found)| format!("`{typed}` means {meant}: {found:?}"))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_providers_own_id_finds_the_model_it_serves() {
    let (index, names) = (packed().index().unwrap(), packed().names().unwrap());
    let Lookup::Found(id) = find("accounts/fireworks/models/llama-v3p2-1b", &index, &names) else { panic!("found") };
    assert_eq!(id.as_str(), "meta/llama-3.2-1b");
}

#[test]
fn a_family_is_ambiguous_and_led_by_what_is_served_most() {
    let (index, names) = (packed().index().unwrap(), packed().names().unwrap());
    for (typed, among) in [
        ("gpt", "openai/gpt-5"),
        ("claude haiku", "anthropic/claude-haiku-4-5"),
        ("qwen3 235b", "alibaba/qwen3-235b-a22b"),
        ("trinity", "arcee-ai/trinity-large-thinking"),
    ] {
        let Lookup::Ambiguous(ids) = find(typed, &index, &names) else { panic!("`{typed}` is ambiguous") };
        assert!(ids.iter().any(|id| id.as_str() == among), "`{typed}`: {ids:?}");
    }
}

#[test]
fn a_slip_of_the_keyboard_gets_a_suggestion() {
    let (index, names) = (packed().index().unwrap(), packed().names().unwrap());
    for (typed, first) in [
        ("trinty-large-thinkng", "arcee-ai/trinity-large-thinking"),
        ("gemni 2.5 pro", "google/gemini-2.5-pro"),
        ("o4-mni", "openai/o4-mini"),
    ] {
        let Lookup::Unknown(near) = find(typed, &index, &names) else { panic!("`{typed}` is no model") };
        assert_eq!(near.first().map(weigh_catalog::ModelId::as_str), Some(first), "`{typed}`: {near:?}");
    }
    assert_eq!(find("dont know this one", &index, &names), Lookup::Unknown(vec![]));
}

#[test]
fn every_id_finds_itself() {
    let (index, names) = (packed().index().unwrap(), packed().names().unwrap());
    for entry in index.iter().step_by(37) {
        assert_eq!(find(entry.id.as_str(), &index, &names), Lookup::Found(entry.id.clone()));
    }
}
