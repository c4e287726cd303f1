//! What is answered.

use super::*;
use serde_json::json;

fn ids(list: &Value) -> Vec<String> {
    list["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_bill_of_the_reference_traffic_is_exact() {
    let bill = ok("/bill?route=openai/o4-mini@openai&tier=standard,batch");
    assert_eq!(bill["route"], "openai/o4-mini@openai#o4-mini");
    let totals: Vec<(&Value, &Value)> =
        bill["bills"].as_array().unwrap().iter().map(|one| (&one["tier"], &one["total_usd"]["stated"])).collect();
    assert_eq!(totals, [(&json!("batch"), &json!("990")), (&json!("standard"), &json!("1980"))]);
    let line = &bill["bills"][1]["lines"][0];
    assert_eq!((&line["meter"], &line["units"]), (&json!("input"), &json!("800000000")));
    assert_eq!(line["usd_per_million"]["stated"], "1.1");
    assert_eq!(line["amount_usd"]["stated"], "880");
    let number = usize::try_from(line["evidence"][0].as_u64().unwrap()).unwrap();
    let claims = bill["evidence"][number - 1]["claims"].as_array().unwrap();
    assert_eq!((&claims[0]["role"], &claims[0]["value"]), (&json!("used"), &json!("1.1")));
}

#[test]
fn a_tier_without_a_price_is_refused_and_never_zero() {
    let bill = ok("/bill?route=openai/o4-mini@openai&tier=ultrafast");
    assert_eq!(bill["bills"], json!([]));
    assert_eq!(bill["refused"][0]["reason"], "tier");
    assert_eq!(bill["refused"][0]["because"], "`openai/o4-mini@openai#o4-mini` has no ultrafast tier on 2026-11-22");
}

#[test]
fn another_day_has_other_prices() {
    let day = ok("/bill?route=openai/o4-mini@openai&on=2025-05-01")["as_of"].clone();
    assert_eq!(day, "2025-05-01");
    assert_eq!(refused("/models?on=1999-01-01").0, 404);
}

#[test]
fn parts_of_a_list_make_the_whole_list() {
    for list in ["/models?q=llama&sort=-context", "/providers", "/benchmarks?sort=name"] {
        let and = if list.contains('?') { '&' } else { '?' };
        let whole = ok(&format!("{list}{and}limit=1000"));
        assert_eq!(whole["next"], Value::Null);
        let mut address = format!("{list}{and}limit=37");
        let mut found = Vec::new();
        loop {
            let part = ok(&address);
            assert_eq!(part["total"], whole["total"]);
            found.extend(ids(&part));
            let Some(next) = part["next"].as_str() else { break };
            next.strip_prefix("/below/api/v1").unwrap().clone_into(&mut address);
        }
        assert_eq!(found.len() as u64, whole["total"].as_u64().unwrap());
        assert_eq!(found, ids(&whole), "{list}");
    }
}

#[test]
fn lists_are_sorted_as_asked_with_unknown_last() {
    let down = ok("/models?sort=-context&limit=1000&fields=id,context");
    let known: Vec<u64> = down["items"].as_array().unwrap().iter().map_while(|item| item["context"].as_u64()).collect();
    assert!(known.len() > 500 && known.is_sorted_by(|a, b| a >= b));
    let up = ok("/models?sort=context&limit=1");
    assert!(up["items"][0]["context"].as_u64().unwrap() <= known[known.len() - 1]);
    let cheap = ok("/models/openai/o4-mini/routes?sort=input_usd_per_million&limit=2");
    let prices: Vec<f64> = cheap["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["input_usd_per_million"].as_str().unwrap().parse().unwrap())
        .collect();
    assert!(prices.is_sorted());
}

#[test]
fn fields_keep_only_what_is_named() {
    let part = ok("/models?q=o4-mini&fields=name,id&limit=1");
    assert_eq!(part["items"], json!([{ "id": part["items"][0]["id"], "name": part["items"][0]["name"] }]));
    let (status, title, hint) = refused("/models?fields=id,nmae");
    assert_eq!((status, hint.as_str()), (400, "did you mean `name`?"));
    assert!(title.starts_with("`fields`: `id,nmae` is not one of context, id,"), "{title}");
}

#[test]
fn search_gives_what_the_script_of_the_pages_reads() {
    let found = ok("/search?q=o4+mini&kind=model&limit=8");
    assert_eq!(
        (&found["items"][0]["id"], &found["items"][0]["path"]),
        (&json!("openai/o4-mini"), &json!("/model/openai/o4-mini"))
    );
    assert!(found["items"].as_array().unwrap().iter().all(|item| item["kind"] == "model"));
    assert_eq!(ok("/search?q=o4+mini&limit=3")["items"].as_array().unwrap().len(), 3);
    assert_eq!(ok("/search?q=zzzzqqqq&kind=provider")["items"], json!([]));
}

#[test]
fn a_thing_is_found_by_its_id_alone() {
    assert_eq!(ok("/models/openai/o4-mini")["id"], "openai/o4-mini");
    assert_eq!(ok("/routes/openai/o4-mini@openai")["route"]["own_id"], "o4-mini");
    assert_eq!(ok("/routes/openai%2Fo4-mini@openai%23o4-mini")["route"]["provider"], "openai");
    assert_eq!(ok("/benchmarks/epoch%2Fgpqa-diamond")["id"], ok("/benchmarks/epoch/gpqa-diamond/")["id"]);
    for address in [
        "/models/openai/o5",
        "/routes/openai/o4-mini@nobody",
        "/routes/o4-mini",
        "/providers/nobody",
        "/benchmarks/a/b/c",
    ] {
        assert_eq!(refused(address).0, 404, "{address}");
    }
    let history = ok("/models/openai/o4-mini/history?provider=openai");
    assert!(history["series"].as_array().unwrap().iter().all(|one| one["route"].as_str().unwrap().contains("@openai")));
    assert_eq!(refused("/models/openai/o4-mini/history?provider=nobody").0, 404);
}

#[test]
fn a_comparison_is_that_of_the_page() {
    let compared = ok("/compare?model=o4-mini&model=meta/llama-3.2-1b&input=800M&output=250M&without=openrouter");
    assert_eq!((&compared["kind"], &compared["models"][0]["id"]), (&json!("comparison"), &json!("openai/o4-mini")));
    assert_eq!(compared["needs"]["deny"], json!(["openrouter"]));
}

#[test]
fn what_cannot_be_answered_says_why() {
    let cases = [
        ("/models?limt=5", 400, "`limt` is not a parameter of /api/v1/models", "did you mean `limit`?"),
        ("/models?limit=0", 400, "`limit`: `0` is not a whole number from 1 to 1000", "write it in digits alone"),
        ("/models?limit=5&limit=6", 400, "`limit` is given 2 times", "give it once; lists are separated by commas"),
        ("/models?sort=", 400, "", "write one of them"),
        ("/search", 400, "`q` is missing", "such as q=o4 mini"),
        ("/models?on=yesterday", 400, "`on`: `yesterday` is not a day", "write the day as YYYY-MM-DD"),
        (
            "/compare?model=o4-mini",
            400,
            "`model` is given 1 time",
            "such as model=openai/o4-mini&model=meta/llama-3.2-1b",
        ),
        ("/compare?model=o4-mini&model=openai/o4-mini", 422, "", ""),
        (
            "/bill?route=openai/o4-mini@openai&cached=0.9&cache-write=20%25",
            422,
            "cached share and cache-write share together exceed 1",
            "",
        ),
        (
            "/compare?model=o4-mini&model=o3&without=nobody",
            404,
            "no provider `nobody`",
            "find its id in the list of providers",
        ),
        ("/nothing", 404, "no endpoint `/api/v1/nothing`", "see all of them under /api/v1"),
        ("/schema.json?x=1", 400, "`x` is not a parameter of /api/v1/schema.json", "leave it out: there are none here"),
    ];
    for (address, status, title, hint) in cases {
        let found = refused(address);
        assert_eq!(found.0, status, "{address}");
        assert!(found.1.starts_with(title) && found.2.starts_with(hint), "{address}: {found:?}");
    }
}
