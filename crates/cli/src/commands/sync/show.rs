//! The plan and the reports, on stderr: a sync has no result to pipe.

use std::fmt::Display;
use weigh_sources::Import;
use weigh_sources::sync::Plan;
use weigh_sources::sync::gate::Item;
use weigh_sources::sync::plan::{Aspect, Change};

/// How many lines of each kind are shown.
const LINES: usize = 12;

/// Says something.
pub(super) fn say(text: &(impl Display + ?Sized)) {
    anstream::eprintln!("{text}");
}

/// Asks something, without a line end.
pub(super) fn ask(text: &str) {
    anstream::eprint!("{text}");
}

/// What an import read, made, skipped and put aside.
pub(super) fn report(name: &str, import: &Import) {
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
}

/// What a plan would add, change and end, and what waits for a person.
pub(super) fn plan(plan: &Plan) {
    if plan.is_same_bytes() {
        say("  the same bytes as in the catalog");
        return;
    }
    say(&format!(
        "  {} added, {} values of {} subjects changed, {} vanished, {} to review, {} unchanged",
        plan.added.len(),
        plan.changed.len(),
        plan.changed_subjects(),
        plan.vanished.len(),
        plan.to_review(),
        plan.unchanged
    ));
    lines("+", plan.added.iter().map(|added| added.subject.to_string()));
    lines("~", plan.changed.iter().map(change));
    lines("-", plan.vanished.iter().map(|vanished| vanished.subject.to_string()));
    lines("?", plan.held.iter().map(|held| format!("{}: {} ({})", item(&held.item), held.why, held.gate)));
    lines(
        "?",
        plan.review
            .iter()
            .map(|review| format!("{} {} = {}: {}", review.locator, review.field, review.value, review.reason)),
    );
}

fn lines(mark: &str, texts: impl ExactSizeIterator<Item = String>) {
    let count = texts.len();
    for text in texts.take(LINES) {
        say(&format!("  {mark} {text}"));
    }
    if count > LINES {
        say(&format!("  {mark} … and {} more", count - LINES));
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
