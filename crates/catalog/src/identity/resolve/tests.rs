//! What ids resolve to in a small world of models.

use super::*;
use crate::field::{Field, Value};
use crate::identity::registry::Candidate;
use crate::record::{Record, Subject};

fn world() -> (Registry, Tables) {
    let labs = [("meta", "meta-llama"), ("openai", ""), ("xai", "x-ai"), ("deepseek", "deepseek-ai"), ("nvidia", "")];
    let records: Vec<Record> = labs
        .iter()
        .map(|(id, alias)| {
            let mut record = Record::new(Subject::Lab((*id).into()), "labs.toml");
            record.say(Field::Aliases, Value::Text((*alias).into()));
            record
        })
        .collect();
    let known = [
        ("meta", "Llama-3.2-1B"),
        ("meta", "Llama-3.2-1B-Instruct"),
        ("meta", "Llama-3.3-70B-Instruct"),
        ("openai", "o4-mini"),
        ("xai", "grok-3"),
        ("xai", "grok-4"),
        ("xai", "grok-4-fast"),
        ("deepseek", "deepseek-v3"),
        ("nvidia", "nemotron-70b"),
    ];
    let candidates: Vec<Candidate> = known
        .iter()
        .map(|(lab, text)| Candidate {
            lab: LabId::new(lab).unwrap(),
            text: (*text).into(),
            authority: if *lab == "meta" { Authority::Weights } else { Authority::Router },
        })
        .collect();
    {
        let tables = Tables::new(&records);
        (Registry::new(&candidates, &[], &tables), tables)
    }
}

fn ask(id: &str) -> Option<Resolution> {
    let (registry, tables) = world();
    by_rule(&question(id), &registry, &tables)
}

fn question(id: &str) -> Question<'_> {
    Question {
        source: "test",
        id,
        display_name: None,
        lab: None,
        kind: Asked::Route,
        has_instruct_twin: false,
        is_repository: false,
    }
}

fn model(id: &str) -> String {
    ask(id).map_or_else(|| "nothing".into(), |found| found.model.to_string())
}

#[test]
fn serving_words_come_off_only_where_no_model_is_called_so() {
    assert_eq!(model("x-ai/grok-4-fast"), "xai/grok-4-fast");
    assert_eq!(model("openai/o4-mini-high"), "openai/o4-mini");
    assert_eq!(model("o4-mini-fast"), "openai/o4-mini");
    assert_eq!(model("deepseek-ai/DeepSeek-V3-FP8"), "deepseek/deepseek-v3");
    assert_eq!(model("openai/o5"), "nothing");
}

#[test]
fn an_unsuffixed_id_means_the_instruct_version_where_no_base_is_known() {
    assert_eq!(model("llama-3.3-70b"), "meta/llama-3.3-70b-instruct");
    assert_eq!(model("nvidia/llama-3.3-70b-fp8"), "meta/llama-3.3-70b-instruct");
}

#[test]
fn base_or_instruct_is_open_until_something_decides() {
    let open = ask("meta/llama-3.2-1b").unwrap();
    assert_eq!((open.model.as_str(), open.rivals.len()), ("meta/llama-3.2-1b", 1));
    let (registry, tables) = world();
    let twin = Question { has_instruct_twin: true, ..question("accounts/fireworks/models/llama-v3p2-1b") };
    assert!(by_rule(&twin, &registry, &tables).unwrap().rivals.is_empty());
    let named = Question { display_name: Some("Llama 3.2 1B Instruct"), ..question("meta/llama-3.2-1b") };
    assert_eq!(by_rule(&named, &registry, &tables).unwrap().model.as_str(), "meta/llama-3.2-1b-instruct");
    assert!(ask("meta-llama/llama-3.2-1b-instruct").unwrap().rivals.is_empty());
}

#[test]
fn a_white_label_id_is_known_by_its_display_name_only() {
    let (registry, tables) = world();
    let question = Question { display_name: Some("xAI: Grok 4"), ..question("green-g") };
    let found = by_rule(&question, &registry, &tables).unwrap();
    assert_eq!((found.model.as_str(), found.layer), ("xai/grok-4", Layer::DisplayName));
}

#[test]
fn a_display_name_says_where_a_name_points() {
    let (registry, _) = world();
    let bracketed = |display| {
        let question = Question { display_name: Some(display), ..question("grok-latest") };
        in_brackets(&question, &registry).map(|found| found.model.to_string())
    };
    assert_eq!(bracketed("Grok Latest (Grok 4 Fast)").as_deref(), Some("xai/grok-4-fast"));
    assert_eq!(bracketed("Grok Latest (latest)"), None);
    assert_eq!(bracketed("Grok Latest (Grok 9)"), None);
}

#[test]
fn a_display_name_does_not_hide_a_release_code() {
    let (registry, tables) = world();
    let ask = |id| {
        let question = Question { display_name: Some("Grok 4"), ..question(id) };
        by_rule(&question, &registry, &tables).map(|found| found.model.to_string())
    };
    assert_eq!(ask("green-g").as_deref(), Some("xai/grok-4"));
    assert_eq!(ask("grok-4-0709"), None);
}

#[test]
fn what_a_lab_resells_stays_its_makers() {
    let (registry, tables) = world();
    let nvidia = LabId::new("nvidia").unwrap();
    let ask = |id| {
        let question = Question { lab: Some(&nvidia), kind: Asked::OwnRoute, ..question(id) };
        by_rule(&question, &registry, &tables).map(|found| found.model.to_string())
    };
    assert_eq!(ask("deepseek-ai/deepseek-v3").as_deref(), Some("deepseek/deepseek-v3"));
    assert_eq!(ask("deepseek-v3").as_deref(), Some("deepseek/deepseek-v3"));
}

#[test]
fn a_base_model_is_no_answer_for_an_entrant_or_an_instruct_id() {
    let (registry, tables) = world();
    let entrant = Question { kind: Asked::Entrant, ..question("Llama 3.3 70B") };
    assert_eq!(by_rule(&entrant, &registry, &tables), None);
    let talker = Question { kind: Asked::Talker, ..question("Llama 3.3 70B") };
    assert_eq!(by_rule(&talker, &registry, &tables).unwrap().model.as_str(), "meta/llama-3.3-70b-instruct");
}

#[test]
fn an_entrant_may_only_add_settings_at_its_end() {
    let (registry, tables) = world();
    let ask = |id| {
        let question = Question { kind: Asked::Talker, ..question(id) };
        by_rule(&question, &registry, &tables).map(|found| found.model.to_string())
    };
    assert_eq!(ask("o4-mini (high)").as_deref(), Some("openai/o4-mini"));
    assert_eq!(ask("Grok 4 (32k thinking)").as_deref(), Some("xai/grok-4"));
    assert_eq!(ask("DeepSeek V3 (0324)"), None);
    assert_eq!(ask("o4-thinking-mini"), None);
    assert_eq!(ask("o4-mini-fast"), None);
}

#[test]
fn chat_is_no_word_for_instruct_at_closed_models() {
    assert_eq!(model("openai/o4-mini-chat"), "nothing");
    assert_eq!(model("xai/grok-4-chat"), "nothing");
}

#[test]
fn a_provisional_model_is_its_labs_only_if_the_lab_could_call_it_so() {
    let (registry, tables) = world();
    let lab = |id| provisional(&question(id), None, "acme", &registry, &tables).unwrap().model.to_string();
    assert_eq!(lab("grok-5-mini"), "acme/grok-5-mini");
    assert_eq!(lab("grok-5-fast"), "xai/grok-5-fast");
    assert_eq!(lab("grok-4-heretic"), "acme/grok-4-heretic");
    assert_eq!(lab("auto"), "acme/auto");
}

#[test]
fn another_labs_name_is_not_taken() {
    assert_eq!(model("openai/deepseek-v3"), "deepseek/deepseek-v3");
    assert_eq!(model("openai/mystery-v3"), "nothing");
    let (registry, tables) = world();
    let found = provisional(&question("meta-llama/Llama-9"), None, "acme", &registry, &tables).unwrap();
    assert_eq!(found.model.as_str(), "meta/llama-9");
    let found = provisional(&question("mystery"), None, "acme", &registry, &tables).unwrap();
    assert_eq!(found.model.as_str(), "acme/mystery");
}

#[test]
fn a_version_that_thinks_is_not_the_instruct_version() {
    assert_eq!(model("llama-3.3-70b-fast"), "meta/llama-3.3-70b-instruct");
    assert_eq!(ask("llama-3.3-70b-thinking"), None);
    assert_eq!(ask("llama-3.3-70b-reasoning"), None);
    assert_eq!(model("grok-4-thinking"), "xai/grok-4");
}
