//! `weigh check`: a project in a folder of its own, mostly on a model of the overlay, so that new readings change nothing.

use super::{Said, World};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// A model of one's own at two providers.
fn overlay(input: &str, more: &str) -> String {
    format!(
        "[[model]]\nid = \"acme/house-7b\"\nname = \"House 7B\"\nlicence = \"apache-2.0\"\nopen-weights = true\naliases = [\"house-7\"]\n\n\
         [[route]]\nprovider = \"acme-cluster\"\nid = \"house-7b-v1\"\nmodel = \"acme/house-7b\"\ncontext = 32768\n{more}\n\
         [route.rates]\ninput = \"{input}\"\noutput = \"0.02\"\n"
    )
}

const PROJECT: &str =
    "[[use]]\nname = \"chat\"\nroute = \"acme/house-7b@acme-cluster\"\nneeds = { context = \"30k\" }\n";

fn put(world: &World, name: &str, text: &str) {
    let path = world.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn world(project: &str) -> World {
    let world = World::new();
    put(&world, "own/prices.toml", &overlay("0.02", ""));
    put(&world, "weigh.toml", project);
    world
}

fn run(world: &World, arguments: &[&str]) -> Said {
    run_on("2026-11-22", world, arguments)
}

fn run_on(day: &str, world: &World, arguments: &[&str]) -> Said {
    let mut command = world.command(&[&["check", "--data", "own"], arguments].concat());
    let output = command.env("WEIGH_TODAY", day).current_dir(world.path()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Said { stdout: text(output.stdout), stderr: text(output.stderr), code: output.status.code().unwrap() }
}

fn json(world: &World, code: i32) -> Value {
    let said = run(world, &["--json"]);
    assert_eq!((said.code, said.stderr.as_str()), (code, ""), "{}", said.stdout);
    serde_json::from_str(&said.stdout).unwrap()
}

/// Kinds of all findings.
fn kinds(check: &Value) -> Vec<String> {
    let uses = check["uses"].as_array().unwrap().iter();
    let bounds = uses.flat_map(|one| one["bounds"].as_array().unwrap());
    let findings = bounds.flat_map(|bound| bound["findings"].as_array().unwrap());
    findings.map(|finding| finding["finding"].as_str().unwrap().to_owned()).collect()
}

fn lock(world: &World) -> String {
    let said = run(world, &["--lock"]);
    assert_eq!((said.code, said.stderr.as_str()), (0, ""), "{}", said.stderr);
    fs::read_to_string(world.path().join("weigh.lock")).unwrap()
}

#[test]
fn what_is_kept_passes_and_a_price_that_rises_fails() {
    let world = world(PROJECT);
    assert_eq!(kinds(&json(&world, 0)), ["not-locked"]);
    let locked = lock(&world);
    assert!(locked.contains("month = \"21\"\n"), "1,050M × $0.02: {locked}");
    assert_eq!(kinds(&json(&world, 0)), [""; 0]);
    // 800M × $0.022 + 250M × $0.02 is $22.60: 7.6 % more.
    put(&world, "own/prices.toml", &overlay("0.022", ""));
    let moved = json(&world, 0);
    assert_eq!(moved["uses"][0]["moved"][0]["field"], "rate.input");
    assert_eq!(
        (&moved["uses"][0]["moved"][0]["before"], &moved["uses"][0]["moved"][0]["after"]),
        (&"0.02".into(), &"0.022".into())
    );
    put(&world, "own/prices.toml", &overlay("0.04", ""));
    let said = run(&world, &[]);
    assert_eq!(said.code, 1, "{}", said.stdout);
    let text = said.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        text.contains("costs $37.00, 76 % more than the $21.00 at the locked rates: at most 10 % more is allowed"),
        "{text}"
    );
    let check = json(&world, 1);
    assert_eq!((kinds(&check), &check["passes"]), (vec!["price-rise".to_owned()], &false.into()));
}

#[test]
fn the_same_lock_on_the_same_catalog_is_the_same_on_any_day() {
    let world = world(PROJECT);
    let first = lock(&world);
    let said = run_on("2027-03-01", &world, &["--lock"]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    assert_eq!(fs::read_to_string(world.path().join("weigh.lock")).unwrap(), first);
}

#[test]
fn warnings_count_where_they_are_denied() {
    let world = world("[[use]]\nroute = \"acme/house-7b@acme-cluster\"\nneeds = { needs = \"vision\" }\n");
    assert_eq!(json(&world, 0)["warnings"], 1);
    assert_eq!(run(&world, &["--deny", "warnings"]).code, 1);
}

#[test]
fn a_locked_route_that_vanished_is_an_error() {
    let world = world(PROJECT);
    lock(&world);
    put(&world, "own/prices.toml", &overlay("0.02", "").replace("acme-cluster", "acme-other"));
    let said = run(&world, &["-f", "github"]);
    assert_eq!(said.code, 1);
    assert!(said.stdout.starts_with("::error file=weigh.toml,line=3,col=1,title=chat%3A being listed::No route is called `acme/house-7b@acme-cluster`; it was locked, and vanished since; there are `acme/house-7b@acme-other`."), "{}", said.stdout);
}

#[test]
fn a_need_or_a_life_that_ends_is_told_with_its_day() {
    let world = world(PROJECT);
    put(&world, "own/prices.toml", &overlay("0.02", "retires = \"2027-01-01\""));
    assert_eq!(kinds(&json(&world, 1)), ["not-locked", "retires"]);
    put(&world, "weigh.toml", &PROJECT.replace("30k", "40k"));
    assert!(kinds(&json(&world, 1)).contains(&"need".to_owned()));
    put(&world, "weigh.toml", &format!("{PROJECT}bounds = {{ retirement-days = 30 }}\n"));
    assert_eq!(kinds(&json(&world, 0)), ["not-locked"]);
}

#[test]
fn every_format_is_written_and_none_changes_the_answer() {
    let world = world(&PROJECT.replace("30k", "40k"));
    for (format, begins) in [
        ("terminal", "Check of weigh.toml"),
        ("markdown", "# Check of weigh.toml"),
        ("html", "<!DOCTYPE html>"),
        ("json", "{"),
        ("csv", "section,"),
        ("junit", "<?xml"),
        ("sarif", "{"),
        ("github", "::notice file=weigh.toml,line=3"),
    ] {
        let said = run(&world, &["--format", format]);
        assert_eq!((said.code, said.stderr.as_str()), (1, ""), "{format}");
        assert!(said.stdout.starts_with(begins), "{format}: {}", said.stdout);
    }
    let said = run(&world, &["--format", "sarif", "-o", "out.sarif"]);
    assert_eq!((said.code, said.stdout.as_str()), (1, ""));
    assert!(fs::read_to_string(world.path().join("out.sarif")).unwrap().contains("\"2.1.0\""));
}

#[test]
fn malformed_files_are_refused_with_place_and_hint() {
    for (project, cause, hint) in [
        ("[[use]\n", "weigh.toml: line 1, column 7", "correct the TOML"),
        ("", "weigh.toml: line 1, column 1: the file names no route", "[[use]]"),
        (
            "[[use]]\nroutes = \"a/b@c\"\n",
            "line 2, column 1: `routes` is not a key of [[use]]",
            "did you mean `route`?",
        ),
        (
            "[[use]]\r\nroute = \"a/b@c\"\r\nneeds = { contxt = 5 }\r\n",
            "line 3, column 11: `contxt`",
            "did you mean `context`?",
        ),
        ("[[use]]\nroute = \"a/b@c\"\n[bounds]\nprice-rise = -1\n", "line 4, column 14: `price-rise`", "10%"),
        (
            "[[use]]\nroute = \"acme/house-7b@acme-cluster\"\nneeds = { providers = \"opnai\" }\n",
            "no provider `opnai`",
            "`openai`",
        ),
        (
            "[[use]]\nroute = \"acme/house-7b@acme-cluster\"\nbenchmarks = [\"epoch/gpqa-diamnod\"]\n",
            "no benchmark",
            "`epoch/gpqa-diamond`",
        ),
    ] {
        let said = run(&world(project), &[]);
        assert_eq!((said.code, said.stdout.as_str()), (1, ""), "{project}: {}", said.stderr);
        assert!(said.stderr.contains(cause) && said.stderr.contains(hint), "{project}: {}", said.stderr);
    }
    let none = run(&World::new(), &[]);
    assert!(none.stderr.contains("cannot read") && none.stderr.contains("`weigh check --init"), "{}", none.stderr);
    let world = world(PROJECT);
    for (text, cause) in
        [("format = 99\n", "format 99"), ("format = ", "line 1: "), ("format = 1\n", "`as-of` is missing")]
    {
        put(&world, "weigh.lock", text);
        let said = run(&world, &[]);
        assert!(said.code == 1 && said.stderr.contains(cause) && said.stderr.contains("weigh.lock"), "{}", said.stderr);
        assert!(said.stderr.contains("weigh check --lock"), "{}", said.stderr);
    }
    assert_eq!(run(&world, &["a.toml", "b.toml"]).code, 1);
    assert_eq!(run(&world, &["--from-code", "."]).code, 1, "only with --init");
}

#[test]
fn a_name_without_a_provider_or_unknown_is_a_finding_with_what_there_is() {
    let world = world("[[use]]\nroute = \"house-7b\"\n[[use]]\nroute = \"hose-7b@acme-cluster\"\n");
    let check = json(&world, 1);
    assert_eq!(kinds(&check), ["no-such-route", "no-such-route"]);
    let text = check.to_string();
    assert!(text.contains("No route is called `house-7b`; there are `acme/house-7b@acme-cluster`."), "{text}");
    assert!(run(&world, &["--lock"]).stderr.contains("`house-7b` is a model, and no provider is named"));
    assert!(!world.path().join("weigh.lock").exists());
}

fn begin(world: &World, arguments: &[&str]) -> String {
    let said = run(world, &[&["--init"], arguments].concat());
    assert_eq!(said.code, 0, "{}", said.stderr);
    fs::read_to_string(world.path().join("weigh.toml")).unwrap()
}

fn empty_world() -> World {
    let world = World::new();
    put(&world, "own/prices.toml", &overlay("0.02", ""));
    world
}

#[test]
fn a_project_begins_with_named_routes_and_is_never_written_over() {
    let world = empty_world();
    let text = begin(&world, &["house 7b@acme-cluster"]);
    assert!(
        text.contains("[[use]]\nroute = \"acme/house-7b@acme-cluster\"\n") && text.contains("# price-rise = \"10%\""),
        "{text}"
    );
    assert!(world.path().join("weigh.lock").exists());
    assert_eq!(json(&world, 0)["notes"], 0);
    let again = run(&world, &["--init", "house 7b@acme-cluster"]);
    assert!(again.code == 1 && again.stderr.contains("`--force`"), "{}", again.stderr);
    begin(&world, &["house 7b@acme-cluster", "--force"]);
    assert!(run(&empty_world(), &["--init"]).stderr.contains("--from-code DIR"));
}

#[test]
fn a_project_begins_with_what_its_code_names() {
    let world = empty_world();
    put(&world, "src/app.py", "# don't\nask(model=\"house-7b-v1\", other='house-7')\n");
    put(&world, "src/more.js", "const model = `house-7b-v1`, speed = \"fast\", n = '7';\n");
    put(&world, "src/.env", "MODEL=acme/house-7b\n");
    put(&world, "src/.gitignore", "made/\n");
    put(&world, "src/made/x.py", "'house-7b-v1'\n");
    let text = begin(&world, &["--from-code", "src"]);
    assert!(text.contains("# `house-7b-v1` in src/app.py:2, src/more.js:1\n"), "{text}");
    assert!(!text.contains("made/"), "{text}");
    assert_eq!(text.matches("\n[[use]]\n").count(), 1, "{text}");
    assert!(text.contains("\n[[use]]\nroute = \"acme/house-7b@acme-cluster\"\n"), "{text}");
    // A model without a route of its lab's own is for a person to decide.
    assert!(
        text.contains("# `acme/house-7b` in src/.env:1\n") && text.contains("# route = \"acme/house-7b@acme-cluster\""),
        "{text}"
    );
    json(&world, 0);
}

#[test]
fn code_that_names_no_model_is_refused() {
    let world = empty_world();
    put(&world, "src/app.py", "print('hello')\n");
    let said = run(&world, &["--init", "--from-code", "src"]);
    assert_eq!(said.code, 1);
    assert!(
        said.stderr.starts_with("error: no model is named in `src`\n  cause: no string in 1 file is"),
        "{}",
        said.stderr
    );
    assert!(!world.path().join("weigh.toml").exists());
    assert!(run(&world, &["--init", "--from-code", "nowhere"]).stderr.contains("no such folder"));
}

#[test]
fn ten_thousand_uses_are_checked() {
    let uses = |n: usize| format!("[[use]]\nname = \"u{n}\"\nroute = \"acme/house-7b@acme-cluster\"\n");
    let world = world(&(0..10_000).map(uses).collect::<String>());
    lock(&world);
    let said = run(&world, &["-f", "junit"]);
    assert_eq!((said.code, said.stdout.matches("<testsuite ").count()), (0, 10_000));
}

#[test]
fn the_sample_of_the_manual_is_a_project() {
    let manual = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/check.md")).unwrap();
    let sample = manual.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let world = World::new();
    put(&world, "own/empty.toml", "");
    put(&world, "weigh.toml", sample);
    let said = run(&world, &["--lock"]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    assert!(!run(&world, &["--json"]).stdout.contains("no-such-route"));
    for bound in weigh_compare::check::BOUNDS {
        let named = bound.parameters.iter().map(|parameter| format!("`{}`", parameter.name)).collect::<Vec<_>>();
        assert!(named.iter().all(|key| manual.contains(key)) && manual.contains(bound.name), "{}", bound.id);
    }
}
