//! `weigh changes` on the embedded catalog.

use super::World;
use std::fs;

#[test]
fn a_routers_new_prices_are_told_with_both_sides() {
    let world = World::new();
    let asked = ["changes", "--since", "2026-05-22", "--on", "2026-07-17", "--models", "trinity large thinking"];
    let of = |more: &[&str]| world.run(&[&asked, more].concat());
    let said = of(&["--providers", "openrouter"]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    assert!(said.stdout.contains("Between 2026-05-22 and 2026-07-17"), "{}", said.stdout);
    assert!(said.stdout.contains("Before: $0.22\n  Now: $0.25\n  Change: +14 %"), "{}", said.stdout);
    assert!(said.stdout.contains("Before: $0.85\n  Now: $0.80\n  Change: -5.9 %"), "{}", said.stdout);
    let great = of(&["--providers", "OpenRouter", "--least", "10%", "--format", "csv"]);
    let rows: Vec<&str> = great.stdout.lines().collect();
    assert_eq!(rows[0], "Change,Nature,From,Model,Route,Provider,Field,Before,After,Rise,Disputed,Source,Read on");
    assert_eq!(rows.len(), 2, "the output price moved by less: {rows:?}");
    assert!(rows[1].contains(",openrouter,rate.input,0.22,0.25,0.136364,false,"), "{rows:?}");
    let json = of(&["--kinds", "price", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!((&json["kind"], &json["since"]), (&"changes".into(), &"2026-05-22".into()));
    assert!(json["items"].as_array().unwrap().iter().all(|item| item["change"] == "price"));
}

#[test]
fn what_cannot_be_asked_is_refused_with_a_hint() {
    let world = World::new();
    let bad = world.path().join("bad.weigh");
    fs::write(&bad, "no catalog").unwrap();
    for (arguments, cause, hint) in [
        (vec!["--since", "2026-12-01"], "2026-12-01 is not before 2026-11-22", "name an earlier day to start from"),
        (vec!["--providers", "opnai"], "no provider `opnai`", "did you mean `openai`?"),
        (vec!["--models", "no such thing at all"], "no model `no such thing at all`", "hint:"),
        (vec!["--against", "/nowhere"], "cannot read the catalog `/nowhere`", "name a packed catalog file"),
        (vec!["--against", bad.to_str().unwrap()], "not a packed catalog", "name a packed catalog file"),
        (vec!["--kinds", "prices"], "'prices'", "price"),
        (vec!["--least", "much"], "much", "--help"),
    ] {
        let said = world.run(&[&["changes"], arguments.as_slice()].concat());
        assert_eq!(said.code, 1, "{arguments:?}: {}", said.stderr);
        assert!(said.stderr.contains(cause) && said.stderr.contains(hint), "{arguments:?}: {}", said.stderr);
    }
}

#[test]
fn a_catalog_corrects_nothing_in_itself() {
    let world = World::new();
    let own = world.path().join("own.weigh");
    fs::write(&own, weigh_snapshot()).unwrap();
    let said = world.run(&["changes", "--against", own.to_str().unwrap()]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    assert!(said.stdout.contains("the two catalogs say otherwise in 0 values."), "{}", said.stdout);
}

fn weigh_snapshot() -> &'static [u8] {
    include_bytes!("../../../snapshot/catalog.weigh")
}
