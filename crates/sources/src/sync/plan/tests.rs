use super::*;
use crate::sync::sample::{plan, plan_rows, reading, shown};

fn changes(plan: &Plan) -> Vec<String> {
    plan.changed.iter().map(shown).collect()
}

#[test]
fn a_first_reading_is_all_new() {
    let next = reading(1, &["b@acme context=1000", "a@acme rate.input=1 rate.output=2"]);
    let plan = super::plan(&[], &next, &Report::default());
    let expected = [
        Added { subject: Subject::route("acme", "a"), statements: 2 },
        Added { subject: Subject::route("acme", "b"), statements: 1 },
    ];
    assert_eq!(plan.added, expected);
    assert_eq!((plan.previous.as_ref(), plan.is_empty(), plan.accept()), (None, false, next));
}

#[test]
fn the_same_reading_again_plans_nothing() {
    let rows = ["a@acme rate.input=1 rate.output=2", "b@acme context=1000"];
    let plan = plan_rows(&rows, &rows);
    assert!(plan.is_empty() && plan.is_known);
    assert_eq!((plan.unchanged, plan.to_review()), (3, 0));
}

#[test]
fn changes_are_listed_with_old_new_and_ratio() {
    let plan = plan_rows(
        &["a@acme rate.input=1 rate.output=3 context=1000", "b@acme can.vision=true", "c@acme name=C"],
        &["a@acme rate.input=0.8 rate.output=3 max-output=500", "b@acme can.vision=false", "d@acme name=D"],
    );
    let expected = [
        "route a at acme context 1000 -> -",
        "route a at acme max-output - -> 500",
        "route a at acme rate.input 1 -> 0.8",
        "route b at acme can.vision true -> false",
    ];
    assert_eq!(changes(&plan), expected);
    assert_eq!(plan.changed[2].ratio.unwrap().to_string(), "0.8");
    assert_eq!(plan.changed[1].ratio, None);
    assert_eq!(plan.vanished, [Vanished { subject: Subject::route("acme", "c"), statements: 1 }]);
    assert_eq!(plan.added, [Added { subject: Subject::route("acme", "d"), statements: 1 }]);
    assert_eq!((plan.changed_subjects(), plan.unchanged), (2, 1));
}

#[test]
fn ratios_are_rounded_to_six_digits() {
    let plan = plan_rows(&["a@acme rate.input=3"], &["a@acme rate.input=2"]);
    assert_eq!(plan.changed[0].ratio.unwrap().to_string(), "0.666667");
}

#[test]
fn only_a_complete_reading_lets_things_vanish() {
    let previous = reading(1, &["a@acme name=A from:2026-01-01", "a@acme name=A2 from:2026-02-01", "b@acme name=B"]);
    let mut next = reading(2, &["a@acme name=A2 from:2026-02-01"]);
    let complete = plan(&previous, &next);
    assert_eq!(changes(&complete), ["route a at acme name A -> -"]);
    assert_eq!(complete.vanished.len(), 1);
    next.reading.is_complete = false;
    assert!(plan(&previous, &next).is_empty());
}

#[test]
fn dated_rows_are_compared_with_their_like_and_their_end_is_a_change() {
    let plan = plan_rows(
        &["a@acme rate.input=3 from:2026-01-01"],
        &["a@acme rate.input=3 from:2026-01-01 until:2026-05-01", "a@acme rate.input=2 from:2026-05-01"],
    );
    assert_eq!(changes(&plan), ["route a at acme until - -> 2026-05-01", "route a at acme rate.input - -> 2"]);
    assert_eq!(plan.changed[1].from.unwrap().to_string(), "2026-05-01");
}

#[test]
fn rows_listed_twice_are_compared_as_a_set() {
    let twice = ["a@acme name=A", "a@acme name=B"];
    assert!(plan_rows(&twice, &["a@acme name=B", "a@acme name=A"]).is_empty());
    let plan = plan_rows(&twice, &["a@acme name=B", "a@acme name=C"]);
    assert_eq!(changes(&plan), ["route a at acme name A -> C"]);
    assert_eq!(changes(&plan_rows(&twice, &["a@acme name=B"])), ["route a at acme name A -> -"]);
}

#[test]
fn partial_readings_are_laid_over_the_last_complete_one() {
    let mut partial = reading(3, &["a@acme context=3000"]);
    partial.reading.is_complete = false;
    let previous = [partial, reading(1, &["z@acme name=Z"]), reading(2, &["a@acme context=2000", "b@acme name=B"])];
    let next = reading(4, &["a@acme context=4000", "b@acme name=B"]);
    let plan = super::plan(&previous, &next, &Report::default());
    assert_eq!(changes(&plan), ["route a at acme context 3000 -> 4000"]);
    assert_eq!((plan.vanished.len(), plan.unchanged), (0, 1));
    assert_eq!(plan.previous.unwrap().read_on.day(), 3);
}

#[test]
fn later_readings_and_other_sources_are_not_compared_with() {
    let mut other = reading(1, &["a@acme context=1000"]);
    other.reading.source = weigh_catalog::SourceId::new("north").unwrap();
    let previous = [other, reading(9, &["a@acme context=9000"])];
    let plan = super::plan(&previous, &reading(2, &["a@acme context=2000"]), &Report::default());
    assert_eq!((plan.previous, plan.added.len(), plan.changed.len()), (None, 1, 0));
}

#[test]
fn what_the_importer_put_aside_is_to_review() {
    let mut report = Report::default();
    report.review("acme.a", "rate.input", "1100000", "a slip");
    let next = reading(1, &["a@acme name=A"]);
    let plan = super::plan(std::slice::from_ref(&next), &next, &report);
    assert!(plan.is_empty());
    assert_eq!((plan.to_review(), plan.review[0].locator.as_str()), (1, "acme.a"));
}
