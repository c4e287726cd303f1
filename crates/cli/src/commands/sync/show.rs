//! The plan and the reports, on stderr: a sync has no result to pipe.

use std::fmt::Display;
use weigh_sources::Import;
use weigh_sources::sync::gate::Item;
use weigh_sources::sync::plan::{Aspect, Change};
use weigh_sources::sync::{Held, Plan};

/// How many lines of each kind are shown.
const LINES: usize = 12;

/// How many unresolved ids are shown.
const UNRESOLVED: usize = 3;

/// Says something.
pub(super) fn say(text: &(impl Display + ?Sized)) {
    anstream::eprintln!("{text}");
}

/// Asks something, without a line end.
pub(super) fn ask(text: &str) {
    anstream::eprint!("{text}");
}

/// What an import read, made, skipped and put aside.
pub(super) fn report(name: &str, import: &Import, is_verbose: bool) {
    let report = &import.report;
    say(&format!(
        "{name}: {} rows read, {} records made, {} skipped, {} values to review, {} kinds of unread fields",
        report.rows,
        report.records,
        report.skipped_rows(),
        report.review.len(),
        report.unknown_fields.len()
    ));
    for (reason, tally) in &report.skipped {
        say(&format!("  skipped {} × {reason}: {}", tally.count, tally.examples.join(", ")));
    }
    if is_verbose {
        for (field, count) in &report.unknown_fields {
            say(&format!("  unread field {field} × {count}"));
        }
    }
}

/// Ids that no model is known for: they are kept, and shown as no model.
pub(super) fn unresolved(ids: &[String], is_verbose: bool) {
    match (ids.len(), is_verbose) {
        (0, _) => say("  0 unresolved ids"),
        (count, true) => {
            say(&format!("  {count} unresolved ids:"));
            ids.iter().for_each(|id| say(&format!("    {id}")));
        }
        (count, false) => {
            let first: Vec<&str> = ids.iter().take(UNRESOLVED).map(String::as_str).collect();
            let rest = if count > UNRESOLVED { ", … (all with `--verbose`)" } else { "" };
            say(&format!("  {count} unresolved ids: {}{rest}", first.join(", ")));
        }
    }
}

/// What a plan would add, change and end, and what waits for a person.
pub(super) fn plan(plan: &Plan, is_verbose: bool) {
    let most = if is_verbose { usize::MAX } else { LINES };
    if plan.is_known && plan.is_empty() && plan.held.is_empty() {
        say("  the same bytes as in the catalog");
        return;
    }
    say(&format!(
        "  {} added, {} values of {} subjects changed, {} vanished, {} let through, {} to review, {} unchanged",
        plan.added.len(),
        plan.changed.len(),
        plan.changed_subjects(),
        plan.vanished.len(),
        plan.let_through.len(),
        plan.to_review(),
        plan.unchanged
    ));
    lines(most, "+", plan.added.iter().map(|added| added.subject.to_string()));
    lines(most, "~", plan.changed.iter().map(change));
    lines(most, "-", plan.vanished.iter().map(|vanished| vanished.subject.to_string()));
    let held = |held: &Held| format!("{}: {} ({})", item(&held.item), held.why, held.gate);
    lines(most, "!", plan.let_through.iter().map(|it| format!("let through: {}", held(it))));
    // A list that vanished must not hide the few values that wait beside it.
    let (values, gone): (Vec<&Held>, Vec<&Held>) =
        plan.held.iter().partition(|held| matches!(held.item, Item::Change(_)));
    lines(most, "?", values.into_iter().map(held));
    lines(most, "?", gone.into_iter().map(held));
    lines(
        most,
        "?",
        plan.review
            .iter()
            .map(|review| format!("{} {} = {}: {}", review.locator, review.field, review.value, review.reason)),
    );
}

fn lines(most: usize, mark: &str, texts: impl ExactSizeIterator<Item = String>) {
    let count = texts.len();
    for text in texts.take(most) {
        say(&format!("  {mark} {text}"));
    }
    if count > most {
        say(&format!("  {mark} … and {} more (all with `--verbose`)", count - most));
    }
}

fn item(item: &Item) -> String {
    match item {
        Item::Change(changed) => change(changed),
        Item::Vanished(vanished) => format!("{} vanished", vanished.subject),
    }
}

fn change(change: &Change) -> String {
    let value =
        |value: &Option<weigh_catalog::Value>| value.as_ref().map_or_else(|| "nothing".to_owned(), ToString::to_string);
    let aspect = match &change.aspect {
        Aspect::Until => "until".to_owned(),
        Aspect::Field(field) => field.to_string(),
    };
    let ratio = change.ratio.map_or_else(String::new, |ratio| format!(" (× {ratio})"));
    format!("{}: {aspect} {} -> {}{ratio}", change.subject, value(&change.old), value(&change.new))
}
