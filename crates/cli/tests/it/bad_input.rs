//! Wrong input: what failed, the cause, a hint; exit code 1.

use super::{World, refusal};
use std::fs;

#[test]
fn one_model_or_the_same_twice_is_no_comparison() {
    assert_eq!(
        refusal(&["compare", "o4-mini"]),
        "error: cannot compare 1 model(s): a comparison needs two or more\n  hint: name two or more models, such as `weigh compare A B`\n"
    );
    assert!(
        refusal(&["compare", "o4-mini", "openai/o4-mini"])
            .starts_with("error: cannot compare `openai/o4-mini` with itself\n")
    );
}

#[test]
fn unknown_and_ambiguous_names_get_suggestions() {
    let unknown = refusal(&["compare", "trinty-large-thinkng", "o4-mini"]);
    assert!(unknown.starts_with("error: no model `trinty-large-thinkng`\n"), "{unknown}");
    assert!(unknown.contains("did you mean `arcee-ai/trinity-large-thinking`"), "{unknown}");
    let ambiguous = refusal(&["compare", "claude", "o4-mini"]);
    assert!(ambiguous.starts_with("error: `claude` is ambiguous\n"), "{ambiguous}");
    assert!(ambiguous.contains("`anthropic/"), "{ambiguous}");
}

#[test]
fn a_name_that_only_a_source_knows_says_so() {
    let said = refusal(&["show", "Distyl", "ButtonAgent"]);
    assert_eq!(
        said,
        "error: no model `Distyl ButtonAgent`\n  cause: `tau2-bench` names it, but no model is known for it\n  hint: see \
         what there is with `weigh list models`\n"
    );
}

#[test]
fn impossible_workloads_are_refused() {
    for (flags, word) in [
        (&["--input", "0", "--output", "0"][..], "no tokens"),
        (&["--input", "-5"], "negative"),
        (&["--input", "many"], "not an amount"),
        (&["--input", "9999999T"], "9999999T"),
        (&["--cached", "1.5"], "share"),
        (&["--reasoning", "900M"], "reasoning"),
        (&["--preset", "chatt"], "chat"),
        (&["--workload", "/nonexistent.toml"], "cannot read the workload"),
        (&["--needs", "visoin"], "did you mean `vision`"),
        (&["--providers", "opnai"], "did you mean `openai`"),
    ] {
        let said = refusal(&[&["compare", "o4-mini", "llama-3.2-1b"], flags].concat());
        assert!(said.contains(word) && said.starts_with("error: "), "{flags:?}: {said}");
    }
}

#[test]
fn a_day_before_the_data_is_refused() {
    let said = refusal(&["compare", "o4-mini", "llama-3.2-1b", "--on", "2019-01-01"]);
    assert!(said.starts_with("error: cannot answer for 2019-01-01\n  cause: the oldest dated price"), "{said}");
    assert!(refusal(&["show", "o4-mini", "--on", "yesterday"]).contains("is not a date"));
}

#[test]
fn things_that_do_not_exist_are_named() {
    assert!(refusal(&["show", "o4-mini@nowhere"]).contains("no route of `openai/o4-mini` at `nowhere`"));
    assert!(refusal(&["list", "models", "--sort", "colour"]).contains("no column `colour`"));
    assert!(refusal(&["list", "models", "--match", "zzzzqqqq"]).contains("nothing matches"));
    assert!(refusal(&["history", "fireworks-ai"]).contains("has no prices"));
    assert!(refusal(&["nonsense"]).contains("unrecognized subcommand"));
}

#[test]
fn a_damaged_synced_catalog_is_refused_and_the_embedded_one_answers() {
    let world = World::new();
    fs::create_dir_all(world.path().join("cache")).unwrap();
    fs::write(world.path().join("cache/catalog.weigh"), b"WEIGHCAT and then nothing of sense at all").unwrap();
    let said = world.run(&["compare", "llama-3.2-1b", "trinity-large-thinking"]);
    assert_eq!(said.code, 0);
    assert!(said.stderr.starts_with("warning: `") && said.stderr.contains("is not used"), "{}", said.stderr);
    assert!(said.stdout.contains("$105.00"));
}

#[test]
fn a_file_that_cannot_be_written_is_a_broken_thing() {
    let said = World::new().run(&["compare", "o4-mini", "llama-3.2-1b", "-o", "/nonexistent/page.txt"]);
    assert_eq!(said.code, 2);
    assert!(said.stderr.starts_with("error: cannot write `/nonexistent/page.txt`\n"), "{}", said.stderr);
}
