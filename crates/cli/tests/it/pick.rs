//! `weigh pick` on the embedded catalog, as of a day of the past, so that new readings change nothing.

use super::World;
use serde_json::Value;

const ON: [&str; 3] = ["pick", "--on", "2026-10-01"];

fn pick(more: &[&str]) -> Value {
    let said = World::new().run(&[&ON, more, &["--json"]].concat());
    assert_eq!(said.code, 0, "{more:?}: {}", said.stderr);
    serde_json::from_str(&said.stdout).unwrap()
}

/// A terminal answer without its line breaks.
fn text(more: &[&str]) -> String {
    World::new().answer(&[&ON, more].concat()).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn count(answer: &Value, group: &str) -> u64 {
    answer[group]["count"].as_u64().unwrap()
}

fn routes(answer: &Value, group: &str) -> Vec<String> {
    let items = answer[group]["items"].as_array().unwrap();
    items.iter().map(|item| item["route"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_route_on_offer_stands_in_one_group_and_the_cheapest_comes_first() {
    let answer = pick(&["--needs", "vision,function-calling", "--context", "200k", "--providers", "openai", "--all"]);
    let groups = ["eligible", "free", "undecided", "unpriced", "excluded"];
    let all: u64 = groups.iter().map(|group| count(&answer, group)).sum();
    assert_eq!(Some(all), answer["considered"].as_u64());
    assert!(all > 7_500, "{all}");
    let eligible = answer["eligible"]["items"].as_array().unwrap();
    assert_eq!(eligible.len() as u64, count(&answer, "eligible"));
    let total = |item: &Value| item["bill"]["total_usd"]["stated"].as_str().unwrap().parse::<f64>().unwrap();
    assert!(eligible.windows(2).all(|pair| total(&pair[0]) <= total(&pair[1])));
    assert!(eligible.iter().all(|item| item["provider"] == "openai" && item["misses"].as_array().unwrap().is_empty()));
    // 800M x $0.05 and 250M x $0.40 a million.
    let nano = eligible.iter().find(|item| item["model"] == "openai/gpt-5-nano").unwrap();
    assert_eq!(nano["bill"]["total_usd"]["stated"], "140");
    let excluded = answer["excluded"]["items"].as_array().unwrap();
    assert!(excluded.iter().all(|item| !item["misses"].as_array().unwrap().is_empty() && item["because"].is_string()));
}

#[test]
fn unknown_facts_are_a_list_of_their_own_unless_asked_otherwise() {
    let asked = ["--no-training", "--context", "100k", "--open", "weights"];
    let shown = pick(&asked);
    assert!(count(&shown, "undecided") > 0);
    let named = &shown["undecided"]["items"][0];
    assert!(
        !named["missing"].as_array().unwrap().is_empty() && named["because"].as_str().unwrap().starts_with("unknown: ")
    );
    let included = pick(&[&asked[..], &["--unknown", "include"]].concat());
    assert_eq!(count(&included, "undecided"), 0);
    assert_eq!(
        count(&included, "eligible") + count(&included, "free"),
        count(&shown, "eligible") + count(&shown, "free") + count(&shown, "undecided")
    );
    let counted = pick(&[&asked[..], &["--unknown", "exclude"]].concat());
    assert_eq!(count(&counted, "undecided"), count(&shown, "undecided"));
    assert!(routes(&counted, "undecided").is_empty(), "only counted");
    let text = text(&[&asked[..], &["--unknown", "exclude"]].concat());
    assert!(text.contains("no need, but a fact is missing; left out."), "{text}");
}

#[test]
fn a_route_that_misses_a_need_says_so_and_what_it_costs() {
    let asked = ["--context", "500k", "--explain", "gpt-5-mini@openai"];
    let text = text(&asked);
    for part in [
        "GPT-5 Mini at OpenAI (as gpt-5-mini) is excluded: context window of 400k tokens is below 500k.",
        "$700.00",
        "Who said what",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let json = pick(&asked);
    assert_eq!((&json["kind"], &json["choice"]["standing"]), (&"explained".into(), &"excluded".into()));
    let judged = json["judgements"].as_array().unwrap();
    assert!(judged.iter().any(|one| one["need"] == "context" && one["outcome"] == "unmet"), "{judged:?}");
    assert!(json["place"].is_null());
}

#[test]
fn an_impossible_wish_names_what_emptied_it_and_what_giving_up_would_give() {
    let text = text(&["--context", "900T"]);
    assert!(text.contains("No route surely meets all needs; context window leaves none."), "{text}");
    assert!(text.contains("Without the need “context window”"), "{text}");
    let json = pick(&["--context", "900T"]);
    assert_eq!((count(&json, "eligible"), &json["relaxed"]["need"]), (0, &"context".into()));
    assert!(json["relaxed"]["saves_usd"].is_null());
}

#[test]
fn price_is_set_against_a_benchmark() {
    let text = text(&["--benchmark", "epoch/gpqa-diamond", "--context", "200k"]);
    assert!(text.contains("Price against quality") && text.contains("have a result in GPQA Diamond"), "{text}");
    let json = pick(&["--benchmark", "epoch/gpqa-diamond", "--context", "200k"]);
    let contenders = json["frontier"]["contenders"].as_array().unwrap();
    let number = |one: &Value, field: &str| one[field].as_str().unwrap().parse::<f64>().unwrap();
    for one in contenders {
        let is_beaten = contenders.iter().any(|other| {
            let (score, cost) =
                (number(other, "score") - number(one, "score"), number(one, "total_usd") - number(other, "total_usd"));
            score >= 0.0 && cost >= 0.0 && score + cost > 0.0
        });
        assert!(!is_beaten || one["is_best"] == false, "{one}");
    }
    assert!(contenders.iter().any(|one| one["is_best"] == true));
}

#[test]
fn a_table_has_a_row_for_every_route_and_nothing_else() {
    let asked = ["--providers", "anthropic", "--benchmark", "epoch/gpqa-diamond"];
    let csv = World::new().answer(&[&ON, &asked[..], &["--format", "csv"]].concat());
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(
        rows[0],
        "Standing,Route,Model,Provider,Tier,A month,At most,Input billed at,Output billed at,Misses,Missing,Because,GPQA Diamond"
    );
    let json = pick(&asked);
    assert_eq!(rows.len() as u64 - 1, json["considered"].as_u64().unwrap());
    let haiku =
        rows.iter().find(|row| row.contains(",anthropic/claude-haiku-4-5@anthropic#claude-haiku-4-5,")).unwrap();
    // 800M x $1 and 250M x $5 a million.
    assert!(haiku.starts_with("eligible,") && haiku.contains(",anthropic,standard,2050,2050,1,5,"), "{haiku}");
    let by_model = World::new().answer(&[&ON, &asked[..], &["--by", "model", "--format", "csv"]].concat());
    assert!(by_model.lines().next().unwrap().contains(",Other routes,"));
    assert!(by_model.lines().count() < rows.len());
}

#[test]
fn by_model_each_stands_once_at_its_best_route() {
    let asked = ["--needs", "vision", "--context", "200k"];
    let (by_route, by_model) = (pick(&asked), pick(&[&asked[..], &["--by", "model", "--all"]].concat()));
    assert_eq!((&by_route["by"], &by_model["by"]), (&"route".into(), &"model".into()));
    let eligible = by_model["eligible"]["items"].as_array().unwrap();
    let shown: u64 = eligible.iter().map(|item| item["more"].as_u64().unwrap() + 1).sum();
    assert_eq!(shown, count(&by_route, "eligible"), "each route is shown or counted");
    assert_eq!(routes(&by_model, "eligible")[0], routes(&by_route, "eligible")[0]);
    let groups = ["eligible", "free", "undecided", "unpriced", "excluded"];
    let items = groups.iter().flat_map(|group| by_model[group]["items"].as_array().unwrap());
    let mut models: Vec<&str> = items.map(|item| item["model"].as_str().unwrap()).collect();
    let all = models.len();
    models.sort_unstable();
    models.dedup();
    assert_eq!(models.len(), all, "no model stands twice");
    let cited = |item: &Value| {
        let lines = item["bill"]["lines"].as_array().unwrap();
        lines.iter().all(|line| !line["evidence"].as_array().unwrap().is_empty())
    };
    assert!(eligible.len() > 100 && eligible.iter().all(cited), "every price has its evidence, however long the list");
}

#[test]
fn what_cannot_be_asked_is_refused_with_a_hint() {
    let world = World::new();
    for (arguments, cause, hint) in [
        (vec!["--benchmark", "gpqa-diamond"], "`gpqa-diamond` is ambiguous", "`epoch/gpqa-diamond`"),
        (vec!["--benchmark", "epoch/gpqa-diamnod"], "no benchmark", "did you mean `epoch/gpqa-diamond`?"),
        (vec!["--providers", "opnai"], "no provider `opnai`", "did you mean `openai`?"),
        (vec!["--explain", "openai"], "`openai` is no route", "lab/model@provider"),
        (vec!["--explain", "gpt-5-mini@nowhere"], "no route of `openai/gpt-5-mini` at `nowhere`", "name one of"),
        (vec!["--unknown", "perhaps"], "perhaps", "show"),
        (vec!["--needs", "visoin"], "visoin", "vision"),
        (vec!["--input", "0", "--output", "0"], "no tokens", "hint:"),
    ] {
        let said = world.run(&[&["pick"], arguments.as_slice()].concat());
        assert_eq!(said.code, 1, "{arguments:?}: {}", said.stderr);
        assert!(said.stderr.contains(cause) && said.stderr.contains(hint), "{arguments:?}: {}", said.stderr);
    }
}

#[test]
fn a_pick_shows_only_routes_of_the_day() {
    let answer = pick(&["--providers", "openai", "--all"]);
    assert!(routes(&answer, "eligible").iter().all(|route| route.contains("@openai")));
}
