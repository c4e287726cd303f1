use super::*;
use crate::sync::plan::Plan;
use crate::sync::sample::{held, many, plan, plan_rows, reading, shown};

fn rows(rows: &[String]) -> Vec<&str> {
    rows.iter().map(String::as_str).collect()
}

fn plan_many(before: &[String], after: &[String]) -> Plan {
    plan_rows(&rows(before), &rows(after))
}

fn gates(before: &str, after: &str) -> Vec<&'static str> {
    plan_rows(&[before], &[after]).held.iter().map(|held| held.gate).collect()
}

#[test]
fn gates_have_unique_names_and_reasons() {
    let ids: std::collections::BTreeSet<_> = GATES.iter().map(|gate| gate.id).collect();
    assert_eq!(ids.len(), GATES.len());
    assert!(GATES.iter().all(|gate| !gate.why.is_empty() && gate.why.len() < 80));
}

#[test]
fn an_ordinary_cut_passes() {
    let plan = plan_rows(&["a@acme rate.input=10 rate.output=30"], &["a@acme rate.input=8 rate.output=24"]);
    assert_eq!((plan.held.len(), plan.changed.len()), (0, 2));
}

#[test]
fn a_slip_between_per_token_and_per_million_is_held() {
    let plan = plan_rows(&["a@acme rate.input=1.1 rate.output=4.4"], &["a@acme rate.input=0.0000011 rate.output=4.4"]);
    assert_eq!(held(&plan), ["unit-slip: route a at acme rate.input 1.1 -> 0.0000011"]);
    assert!(plan.is_empty());
    assert_eq!(
        plan.accept().records,
        reading(2, &["a@acme rate.input=1.1 rate.output=4.4"])
            .records
            .iter()
            .map(|record| {
                let mut record = record.clone();
                record.locator = "a@acme rate.input=0.0000011 rate.output=4.4".into();
                record
            })
            .collect::<Vec<_>>()
    );
}

#[test]
fn slips_are_found_near_their_factor_and_jumps_beyond() {
    let price = |amount: &str| format!("a@acme rate.output={amount}");
    let gate = |new: &str| gates(&price("2"), &price(new));
    assert_eq!(gate("200"), ["unit-slip"]);
    assert_eq!(gate("0.016"), ["unit-slip"]);
    assert_eq!(gate("1600000"), ["unit-slip"]);
    assert_eq!(gate("1000"), ["price-jump"]);
    assert_eq!(gate("20"), ["price-jump"]);
    assert_eq!(gate("0.2"), ["price-jump"]);
    assert_eq!(gate("19.99"), [""; 0]);
    assert_eq!(gate("0.2001"), [""; 0]);
}

#[test]
fn only_the_same_rate_is_compared() {
    let plan = plan_rows(&["a@acme rate.output=2"], &["a@acme rate.output=2 rate.output.priority=40"]);
    assert_eq!((plan.held.len(), plan.changed.len()), (0, 1));
}

#[test]
fn a_price_may_go_to_zero_only_if_it_is_called_free() {
    assert_eq!(gates("a@acme rate.output=2", "a@acme rate.output=0"), ["price-to-zero"]);
    assert_eq!(gates("a@acme rate.output=2", "a@acme rate.output=0 price-kind=free"), [""; 0]);
    assert_eq!(gates("a@acme rate.output=0", "a@acme rate.output=2"), [""; 0]);
}

#[test]
fn output_below_a_twentieth_of_input_is_held() {
    let before = "a@acme rate.input=2 rate.output=0.5";
    assert_eq!(gates(before, "a@acme rate.input=2 rate.output=0.09"), ["output-below-input"]);
    assert_eq!(gates(before, "a@acme rate.input=11 rate.output=0.5"), ["output-below-input"]);
    assert_eq!(gates(before, "a@acme rate.input=2 rate.output=0.1"), [""; 0]);
    let newly = plan_rows(&["a@acme rate.input=2"], &["a@acme rate.input=2 rate.output=0.09"]);
    assert_eq!(held(&newly), ["output-below-input: route a at acme rate.output - -> 0.09"]);
    assert_eq!(newly.accept().records[0].statements.len(), 1);
}

#[test]
fn limits_and_scores_may_not_change_their_unit() {
    assert_eq!(gates("a@acme context=128000", "a@acme context=128"), ["limit-jump"]);
    assert_eq!(gates("a@acme max-output=4096", "a@acme max-output=0"), ["limit-jump"]);
    assert_eq!(gates("a@acme context=128000", "a@acme context=1000000"), [""; 0]);
    assert_eq!(gates("a@acme max-output=4096", "a@acme max-output=131072"), [""; 0]);
    assert_eq!(gates("a@acme max-output=64000", "a@acme max-output=64"), ["limit-jump"]);
    assert_eq!(gates("a parameters=8", "a parameters=8000000000"), ["limit-jump"]);
    assert_eq!(gates("a!gpqa score=0.41", "a!gpqa score=42"), ["score-unit"]);
    assert_eq!(gates("a!gpqa score=4.1", "a!gpqa score=42"), [""; 0]);
}

/// LiteLLM listed 462 routes of OpenRouter in October 2026 and none in November.
#[test]
fn a_vanished_provider_block_is_not_462_removals() {
    let others = many(40, "{}@acme rate.input=1");
    let before = [many(462, "{}@openrouter rate.input=1"), others.clone()].concat();
    let plan = plan_many(&before, &others);
    assert_eq!((plan.vanished.len(), plan.held.len()), (0, 462));
    assert!(plan.is_empty() && plan.held.iter().all(|held| held.gate == "provider-vanished"));
    let accepted = plan.accept();
    assert_eq!(accepted.records, reading(2, &rows(&before)).records);
    let again = crate::sync::sample::plan(&accepted, &reading(3, &rows(&others)));
    assert_eq!((again.vanished.len(), again.held.len()), (0, 462));
}

#[test]
fn a_few_routes_may_vanish() {
    let all = many(100, "{}@acme name=A");
    assert_eq!(plan_many(&all, &all[5..]).vanished.len(), 5);
    assert_eq!(plan_many(&all, &all[6..]).held.len(), 6);
    let small = many(4, "{}@acme name=A");
    assert_eq!(
        plan_many(&[small, many(1, "z{}@north name=A")].concat(), &many(1, "z{}@north name=A")).vanished.len(),
        4
    );
}

#[test]
fn the_longer_ago_the_last_reading_the_more_may_vanish_but_never_most() {
    let all = many(100, "{}@acme name=A");
    let vanished = |day: i8, left: &[String]| plan(&reading(1, &rows(&all)), &reading(day, &rows(left))).vanished.len();
    assert_eq!(vanished(21, &all[15..]), 15);
    assert_eq!(vanished(21, &all[16..]), 0);
    let mut later = reading(2, &rows(&all[50..]));
    later.reading.read_on = jiff::civil::date(2027, 5, 1);
    assert_eq!(plan(&reading(1, &rows(&all)), &later).vanished.len(), 50);
    later.records.pop();
    assert_eq!(plan(&reading(1, &rows(&all)), &later).vanished.len(), 0);
}

#[test]
fn a_vanished_list_is_held_too() {
    let all = many(20, "{}!gpqa score=1");
    let plan = plan_many(&all, &all[5..]);
    assert_eq!((plan.vanished.len(), plan.held[0].gate), (0, "listing-vanished"));
    assert_eq!(plan.accept().records.len(), 20);
}

#[test]
fn a_field_that_stops_everywhere_is_held_and_kept() {
    let before = many(20, "{}@acme rate.input=1 context=1000");
    let after = many(20, "{}@acme rate.input=1");
    let plan = plan_many(&before, &after);
    assert_eq!((plan.changed.len(), plan.held.len(), plan.held[0].gate), (0, 20, "field-vanished"));
    assert!(plan.accept().records.iter().all(|record| record.get(&Field::Context).is_some()));
    let few = [many(9, "{}@acme rate.input=1"), before[9..].to_vec()].concat();
    assert_eq!(plan_many(&before, &few).changed.len(), 9);
}

#[test]
fn capabilities_that_turn_over_at_once_are_held() {
    let before = many(20, "{}@acme can.vision=true can.json-mode=true");
    let most = [many(20, "{}@acme can.vision=false can.json-mode=true")[..12].to_vec(), before[12..].to_vec()].concat();
    let plan = plan_many(&before, &most);
    assert_eq!((plan.changed.len(), plan.held.len()), (12, 0), "12 of 40 flags are less than half");
    let all = many(20, "{}@acme can.vision=false can.json-mode=false");
    let plan = plan_many(&before, &all);
    assert_eq!((plan.changed.len(), plan.held.len(), plan.held[0].gate), (0, 40, "flags-flip"));
}

#[test]
fn a_person_may_let_a_held_change_through() {
    let next = reading(2, &["a@acme rate.input=20", "b@acme rate.input=20"]);
    let before = reading(1, &["a@acme rate.input=1", "b@acme rate.input=1"]);
    let mut some = plan(&before, &next);
    assert_eq!((some.held.len(), some.is_empty()), (2, true));
    assert_eq!(some.let_through(|held| held.item.subject() == &Subject::route("acme", "a")), 1);
    assert_eq!((some.held.len(), some.let_through.len(), some.is_empty()), (1, 1, false));
    let mut all = some.clone();
    all.let_through(|_| true);
    assert_eq!(all.accept(), next);
    let passed = plan(&before, &some.accept());
    assert_eq!(passed.held.len(), 1);
    assert_eq!(passed.unchanged, 1);
    assert_eq!(passed.changed.iter().map(shown).count(), 0);
}
