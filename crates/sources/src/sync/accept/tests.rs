use crate::Report;
use crate::sync::plan::{Plan, plan};
use jiff::civil::date;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use weigh_catalog::claim::Basis;
use weigh_catalog::date::Period;
use weigh_catalog::record::{Batch, Reading, Record};
use weigh_catalog::{Field, SourceId, Subject, Value};

/// Field and value as texts, near and far enough apart to meet every gate.
const SAID: &[(&str, &[&str])] = &[
    ("rate.input", &["0", "1", "1.2", "9", "15", "100", "1000000"]),
    ("rate.output", &["0", "0.01", "1", "2", "30", "0.000001"]),
    ("rate.input.batch", &["0.5", "50"]),
    ("context", &["0", "128", "128000", "200000"]),
    ("can.vision", &["true", "false"]),
    ("can.json-mode", &["true", "false"]),
    ("price-kind", &["free", "plan"]),
    ("name", &["A", "B"]),
];

fn statement() -> impl Strategy<Value = (Field, Value)> {
    select(SAID).prop_flat_map(|(field, values)| {
        let field: Field = field.parse().unwrap();
        select(values).prop_map(move |value| (field.clone(), Value::parse(&field, value).unwrap()))
    })
}

fn subject() -> impl Strategy<Value = Subject> {
    let route = (select(&["acme", "north"][..]), 0..12_u8).prop_map(|(at, id)| Subject::route(at, &format!("m{id}")));
    prop_oneof![8 => route, 1 => (0..8_u8).prop_map(|id| Subject::model(&format!("m{id}")))]
}

fn record() -> impl Strategy<Value = Record> {
    let day = |day: i8| date(2026, 1, day);
    let from = option::weighted(0.2, (1..3_i8).prop_map(day));
    let until = option::weighted(0.2, (10..12_i8).prop_map(day));
    let basis = prop_oneof![9 => Just(Basis::Listed), 1 => Just(Basis::Documented)];
    (subject(), vec(statement(), 0..6), from, until, basis, 0..50_u8).prop_map(
        |(subject, said, from, until, basis, row)| {
            let mut record = Record::new(subject, &format!("row {row}"));
            for (field, value) in said {
                record.say(field, value);
            }
            record.effective = Period { from, until };
            record.basis = basis;
            record
        },
    )
}

fn batch(day: i8) -> impl Strategy<Value = Batch> {
    (vec(record(), 0..60), any::<bool>()).prop_map(move |(records, is_complete)| {
        let source = SourceId::new("acme").unwrap();
        let reading = Reading {
            source,
            version: String::new(),
            read_on: date(2026, 2, day),
            digest: format!("{day}"),
            is_complete,
        };
        Batch { reading, records }
    })
}

fn planned(previous: &[Batch], next: &Batch) -> Plan {
    plan(previous, next, &Report::default())
}

proptest! {
    #[test]
    fn a_reading_against_itself_plans_nothing(batch in batch(1)) {
        let plan = planned(std::slice::from_ref(&batch), &batch);
        prop_assert!(plan.is_empty() && plan.held.is_empty(), "{plan:?}");
    }

    #[test]
    fn what_was_accepted_leaves_only_the_review_list(previous in vec(batch(1), 0..3), next in batch(2)) {
        let first = planned(&previous, &next);
        let accepted = first.accept();
        for before in [vec![accepted.clone()], [previous, vec![accepted]].concat()] {
            let second = planned(&before, &next);
            prop_assert!(second.is_empty(), "{:?} {:?} {:?}", second.added, second.changed, second.vanished);
            prop_assert_eq!(&second.held, &first.held);
        }
    }

    #[test]
    fn whoever_lets_everything_through_stores_the_reading_itself(previous in batch(1), next in batch(2)) {
        let mut plan = planned(&[previous], &next);
        let held = plan.held.clone();
        prop_assert_eq!(plan.let_through(|_| true), held.len());
        prop_assert_eq!(&plan.let_through, &held);
        prop_assert!(plan.held.is_empty() && (held.is_empty() || !plan.is_empty()));
        let accepted = plan.accept();
        let leftover = planned(&[accepted], &next);
        prop_assert!(leftover.is_empty() && leftover.held.is_empty());
    }

    #[test]
    fn the_order_of_rows_does_not_matter(
        (previous, shuffled_previous) in batch(1).prop_flat_map(shuffled),
        (next, shuffled_next) in batch(2).prop_flat_map(shuffled),
    ) {
        let plan = planned(&[previous], &next);
        let other = planned(&[shuffled_previous], &shuffled_next);
        prop_assert_eq!(plan.accept(), other.accept());
        prop_assert_eq!(plan, other);
    }
}

fn shuffled(batch: Batch) -> impl Strategy<Value = (Batch, Batch)> {
    let records = Just(batch.records.clone()).prop_shuffle();
    records.prop_map(move |records| (batch.clone(), Batch { records, ..batch.clone() }))
}
