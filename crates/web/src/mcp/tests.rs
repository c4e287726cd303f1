//! The tools and resources on the embedded catalog, as pure functions.

use super::brief::LIMIT;
use super::*;
use crate::edition::Edition;
use crate::problem::Problem;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use weigh_catalog::Catalog;
use weigh_catalog::date::parse_day;

static EDITION: LazyLock<Edition> = LazyLock::new(|| {
    let packed = weigh_store::open(None).unwrap().packed;
    Edition::new(Catalog::new(packed, parse_day("2026-11-22").unwrap())).unwrap()
});

fn asked(name: &str, arguments: Value) -> Result<Reply, Problem> {
    let arguments: Map<String, Value> = serde_json::from_value(arguments).unwrap();
    call(&EDITION, "", name, arguments)
}

fn text(name: &str, arguments: Value) -> String {
    asked(name, arguments).unwrap().text
}

fn problem(name: &str, arguments: Value) -> (String, String, String) {
    let Problem { title, detail, hint, .. } = asked(name, arguments).unwrap_err();
    (title, detail.unwrap_or_default(), hint.unwrap_or_default())
}

#[test]
fn every_tool_is_described_once_and_its_needs_are_parameters() {
    let names: BTreeSet<&str> = TOOLS.iter().map(|tool| tool.name).collect();
    assert_eq!(names.len(), TOOLS.len());
    for tool in TOOLS {
        let schema = tool.input_schema();
        assert!(tool.about.ends_with('.'), "{}", tool.name);
        for needed in schema["required"].as_array().unwrap() {
            assert!(schema["properties"].get(needed.as_str().unwrap()).is_some(), "{} {needed}", tool.name);
        }
        assert!(schema["properties"].get("detail").is_some() && schema["properties"].get("on").is_some());
    }
}

#[test]
fn a_bill_is_exact_in_every_allowed_tier() {
    let asked_for =
        json!({"route": "openai/o4-mini@openai", "input": "1M", "output": 1_000_000, "tier": ["standard", "batch"]});
    let reply = asked("bill", asked_for).unwrap();
    assert!(reply.text.contains("| Input | 1,000,000 | $0.55 per 1M tokens[^1] | $0.55 |"), "{}", reply.text);
    assert!(reply.text.contains("| Output | 1,000,000 | $2.20 per 1M tokens[^1] | $2.20 |"), "{}", reply.text);
    assert!(reply.text.contains("| **Total** |  |  | **$2.75** |"), "{}", reply.text);
    assert!(reply.text.contains("| **Total** |  |  | **$5.50** |"), "{}", reply.text);
    let data = reply.structured.unwrap();
    assert_eq!(data["bills"][0]["tier"], "batch");
    assert_eq!(data["bills"][0]["lines"][1]["usd_per_million"], json!({"low": "2.2", "stated": "2.2", "high": "2.2"}));
    let number = data["bills"][0]["lines"][0]["evidence"][0].as_u64().unwrap();
    let evidence = &data["evidence"][usize::try_from(number).unwrap() - 1];
    assert_eq!(evidence["id"], "openai/o4-mini@openai#o4-mini:rate.input.batch");
}

#[test]
fn a_tier_without_a_price_is_refused_and_not_free() {
    let reply = asked("bill", json!({"route": "openai/o4-mini@poe", "tier": "batch"})).unwrap();
    let words = "No bill: `openai/o4-mini@poe` has no batch tier on 2026-11-22. Hint: it has standard.";
    assert!(reply.text.contains(words), "{}", reply.text);
    let data = reply.structured.unwrap();
    assert_eq!((data["bills"].as_array().unwrap().len(), &data["refused"][0]["reason"]), (0, &json!("tier")));
    let (title, _, hint) = problem("bill", json!({"route": "o4-mini"}));
    assert_eq!(title, "`o4-mini` is not a route");
    assert!(hint.contains("list_routes"), "{hint}");
}

#[test]
fn a_comparison_says_what_it_found_what_it_cites_and_what_it_leaves_out() {
    let short = text("compare", json!({"models": ["llama-3.2-1b", "trinity-large-thinking"]}));
    for words in [
        "**A trade-off: Trinity Large Thinking costs $283.50 more a month than Llama 3.2 1B",
        "| Llama 3.2 1B | Fireworks AI | $0.10",
        "## Decision scorecard",
        "## Trade-offs",
        "input price $0.10; output price $0.10; max output 131k (131,072) tokens (LiteLLM, read 2026-11-12)",
        "the sections Switch friction, Specifications",
        "To see that, call the tool again with `detail`: `full`.",
    ] {
        assert!(short.contains(words), "{words}:\n{short}");
    }
    let full = text("compare", json!({"models": ["llama-3.2-1b", "trinity-large-thinking"], "detail": "full"}));
    assert!(full.len() > 20_000 && full.contains("## Switch friction") && !full.contains("Left out"), "{full}");
}

#[test]
fn every_number_in_brackets_has_its_evidence() {
    for arguments in [
        json!({"models": ["o4-mini", "trinity-large-thinking"]}),
        json!({"models": ["o4-mini", "gpt-5-mini", "grok-4"], "preset": "agent"}),
    ] {
        let text = text("compare", arguments);
        let (body, evidence) = text.split_once("## Evidence").unwrap();
        let numbers = |part: &str| -> BTreeSet<String> {
            part.split("[^").skip(1).filter_map(|rest| Some(rest.split_once(']')?.0.to_owned())).collect()
        };
        assert!(!numbers(body).is_empty());
        assert_eq!(numbers(body), numbers(evidence), "{text}");
    }
}

#[test]
fn brief_answers_keep_to_the_limit_and_say_what_is_left_out() {
    let many = ["o4-mini", "trinity-large-thinking", "llama-3.2-1b", "claude sonnet 4.5", "gpt-5-mini", "grok-4"];
    for (name, arguments) in [
        ("compare", json!({ "models": many })),
        ("compare", json!({ "models": many[..3] })),
        ("show", json!({"name": "o4-mini"})),
        ("show", json!({"name": "fireworks-ai"})),
        ("show", json!({"name": "epoch/gpqa-diamond"})),
        ("list_routes", json!({"words": "llama", "limit": 500})),
        ("search", json!({"text": "llama", "limit": 100})),
    ] {
        let text = text(name, arguments.clone());
        assert!(text.chars().count() <= LIMIT, "{name} {arguments}: {}", text.chars().count());
        assert!(text.contains("Left out: "), "{name} {arguments}:\n{text}");
    }
    let costs = text("compare", json!({ "models": many }));
    assert!(costs.contains("## Monthly cost") && costs.contains("the verdicts of 15 pairs"), "{costs}");
}

#[test]
fn facts_name_their_source_and_day_and_who_disagrees() {
    let shown = text("show", json!({"name": "openai/o4-mini@openai"}));
    for words in [
        "- **Input price, batch tier**: $0.55 per 1M tokens† (model-prices, read 2026-10-26; 2 other claims agree)",
        "- **Document input**: No† (models.dev, read 2026-09-28; LiteLLM, read 2026-11-12, says Yes: overruled)",
    ] {
        let bare = words.replace('†', "");
        assert!(shown.replace('†', "").contains(&bare), "{words}:\n{shown}");
    }
    assert!(shown.contains("Left out: every claim behind every value."), "{shown}");
    assert!(text("show", json!({"name": "models-dev"})).contains("| as embedded in opencode 1.18.33 | 2026-09-28 |"));
}

#[test]
fn names_nobody_knows_and_names_of_several_get_candidates() {
    let (title, cause, hint) = problem("compare", json!({"models": ["claude", "o4-mini"]}));
    assert_eq!(
        (title.as_str(), hint.as_str()),
        ("`claude` is ambiguous", "use one of these ids, or more words of the name")
    );
    assert!(cause.starts_with("it may be `anthropic/"), "{cause}");
    let (title, _, hint) = problem("show", json!({"name": "trinty-large-thinkng"}));
    assert_eq!(title, "no model `trinty-large-thinkng`");
    assert!(hint.starts_with("did you mean `arcee-ai/trinity-large-thinking`"), "{hint}");
    let (_, _, hint) = problem("show", json!({"name": "Fireworks AI"}));
    assert!(hint.starts_with("did you mean `fireworks-ai` (provider)"), "{hint}");
}

#[test]
fn arguments_are_understood_or_named() {
    let pair = json!(["o4-mini", "gpt-5-mini"]);
    for (arguments, title, hint) in [
        (json!({"models": pair, "inptu": "5"}), "`inptu` is not a parameter of `compare`", "did you mean `input`?"),
        (json!({"models": pair, "needs": "visoin"}), "`visoin` is not a capability", "did you mean `vision`?"),
        (json!({"models": pair, "providers": ["opnai"]}), "no provider `opnai`", "did you mean `openai`?"),
        (json!({"models": pair, "input": {"a": 1}}), "`input` must be a number, or text such as `800M` or `30%`", ""),
        (
            json!({"models": pair, "detail": "long"}),
            "`detail`: `long` is none of its words",
            "write one of brief, full",
        ),
        (json!({"models": pair, "on": "today"}), "`on`: `today` is not a day", "write the day as YYYY-MM-DD"),
        (json!({"models": pair, "on": "2019-01-01"}), "no answer for 2019-01-01", "choose a later day with `on`"),
        (json!({"models": ["o4-mini"]}), "`models` names 1", "to look at one model, use the tool `show`"),
        (json!({"models": 7}), "`models` must be a list of words", "write a list of words"),
        (json!({}), "`models` is missing", "2 to 8 models as people name them"),
        (json!({"models": pair, "preset": "chatt"}), "`chatt` is not a preset", "did you mean `chat`?"),
    ] {
        let (got, _, got_hint) = problem("compare", arguments.clone());
        assert_eq!(got, title, "{arguments}");
        assert!(got_hint.starts_with(hint), "{arguments}: {got_hint}");
    }
    assert_eq!(problem("serach", json!({})).2, "did you mean `search`?");
    assert_eq!(problem("list_routes", json!({"limit": 0})).0, "`limit` must be a whole number from 1 to 500");
}

#[test]
fn words_may_be_lists_and_underscores_hyphens() {
    let one = text("compare", json!({"models": "o4-mini, gpt-5-mini", "cache_write": 0.1, "no_training": false}));
    let two = text("compare", json!({"models": ["o4-mini", "gpt-5-mini"], "cache-write": "10%", "on": null}));
    assert_eq!(one, two);
    assert!(one.contains("10 % of the input written to the cache"), "{one}");
}

#[test]
fn a_day_gives_the_prices_of_that_day() {
    let at = |day| text("compare", json!({"models": ["o4-mini", "gpt-5-mini"], "on": day}));
    assert!(at("2026-05-22").contains("Compared as of 2026-05-22"));
    assert!(at("2026-11-22").contains("Compared as of 2026-11-22"));
}

#[test]
fn routes_are_sorted_counted_and_cut() {
    let reply = asked("list_routes", json!({"model": "o4 mini", "limit": 2})).unwrap();
    assert!(reply.text.contains("34 routes match, 2 are shown; to see more, raise `limit`."), "{}", reply.text);
    let items = reply.structured.unwrap()["items"].clone();
    let ids: Vec<&str> = items.as_array().unwrap().iter().filter_map(|item| item["id"].as_str()).collect();
    assert_eq!(ids, ["openai/o4-mini@poe", "openai/o4-mini@replicate"]);
    assert!(problem("list_routes", json!({"sort": "colour"})).2.starts_with("columns are route, model"));
    assert_eq!(problem("list_routes", json!({"words": "zzzz"})).0, "no route on offer matches");
}

#[test]
fn prices_have_a_history_and_other_things_do_not() {
    let reply = asked("history", json!({"name": "arcee-ai/trinity-large-thinking@openrouter"})).unwrap();
    assert_eq!(reply.structured.unwrap()["kind"], "history");
    assert!(reply.text.contains("| From | Amount | Source |"), "{}", reply.text);
    assert_eq!(problem("history", json!({"name": "fireworks-ai"})).0, "`fireworks-ai` has no prices");
}

#[test]
fn resources_are_read_by_their_addresses() {
    let model = read(&EDITION, "weigh://model/openai/o4-mini").unwrap();
    assert!(model.contains("`openai/o4-mini@poe`") && model.contains("**Retirement**: 2026-10-23"), "{model}");
    assert!(read(&EDITION, SOURCES).unwrap().contains("`models-dev`"));
    let wrong = |uri| {
        let problem = read(&EDITION, uri).unwrap_err();
        (problem.status, problem.hint.unwrap())
    };
    assert_eq!(wrong("weigh://model/openai/o4mini"), (404, "did you mean weigh://model/openai/o4-mini?".to_owned()));
    for uri in
        ["weigh://", "weigh://model/", "weigh://model/a%2f..%2f", "file:///etc/passwd", "", "weigh://model/%ff/a"]
    {
        assert_eq!(wrong(uri).0, 404, "{uri}");
    }
}

#[test]
fn the_address_of_the_page_is_named_where_there_is_a_site() {
    let arguments: Map<String, Value> = serde_json::from_value(json!({"name": "o4-mini"})).unwrap();
    let reply = call(&EDITION, "https://weigh.example/x", "show", arguments).unwrap();
    assert!(reply.text.contains("or open https://weigh.example/x/model/openai/o4-mini."), "{}", reply.text);
}
