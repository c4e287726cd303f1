//! What the program says of itself.

use super::answer;

#[test]
fn weigh_alone_shows_examples_that_work() {
    let overview = answer(&[]);
    let examples: Vec<&str> = overview.lines().filter_map(|line| line.strip_prefix("  weigh ")).collect();
    assert_eq!(examples.len(), 3);
    for example in examples {
        let words: Vec<&str> = example.split(' ').collect();
        assert!(answer(&words).lines().count() > 20, "{example}");
    }
}

#[test]
fn help_completions_and_the_manual_name_every_command() {
    let (help, manual, bash) = (answer(&["--help"]), answer(&["man"]), answer(&["completions", "bash"]));
    for command in ["compare", "show", "list", "history", "check", "sync", "site"] {
        assert!(help.contains(command) && bash.contains(command), "{command}");
        assert!(manual.contains(&format!("WEIGH {}", command.to_uppercase())), "{command}");
    }
}

#[test]
fn every_kind_of_thing_can_be_shown_and_listed() {
    for thing in ["o4-mini", "fireworks-ai", "epoch/gpqa-diamond", "models-dev"] {
        assert!(answer(&["show", thing]).lines().count() > 10, "{thing}");
        assert!(serde_json::from_str::<serde_json::Value>(&answer(&["show", thing, "--json"])).is_ok(), "{thing}");
    }
    for what in ["providers", "benchmarks", "sources"] {
        assert!(answer(&["list", what, "--format", "csv"]).lines().count() > 10, "{what}");
    }
    let cheapest = answer(&["list", "routes", "--match", "o4-mini@openai", "--sort", "input", "--format", "csv"]);
    assert!(cheapest.contains("openai/o4-mini"), "{cheapest}");
}

#[test]
fn the_retirement_of_a_model_is_shown() {
    assert!(answer(&["show", "openai/o4-mini@openai"]).contains("2026-10-23"));
    assert!(answer(&["compare", "o4-mini", "llama-3.2-1b"]).contains("2026-10-23"));
}

#[test]
fn a_retirement_that_has_come_is_not_said_to_be_ahead() {
    let on = |day: &str| {
        let page = answer(&["compare", "o4-mini", "llama-3.2-1b", "--on", day, "--format", "markdown"]);
        page.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(on("2026-11-22").contains("2026-10-23, already past"));
    assert!(on("2026-11-22").contains("can no longer be called since 2026-10-23: a reason to leave it"));
    assert!(!on("2026-11-22").contains("2026-10-23, within a month"));
    assert!(on("2026-08-22").contains("2026-10-23, in 2 months"));
}
