use super::*;
use crate::sample::{Build as _, model, usd};
use jiff::civil::date;
use proptest::prelude::*;
use weigh_catalog::Reading;

/// 2026, by month and day.
fn day(month: i8, day: i8) -> Day {
    date(2026, month, day)
}

/// Says who says a fact, and when he read it first and last.
#[derive(Debug, Clone, Copy)]
struct By(&'static str, Day, Day);

/// The model with one route at one price, all said so.
fn priced(price: &str, by: By) -> Model {
    let mut model = model("acme/alpha", &[]).at("northwind", &[("rate.input", price)]);
    let Fact::Known { claim, .. } = &mut Arc::make_mut(&mut model.routes[0].rates[0]).amount else { panic!("known") };
    (claim.source, claim.first_seen, claim.last_seen) = (SourceId::new(by.0).unwrap(), by.1, by.2);
    model
}

fn read_on(source: &str, days: &[Day]) -> ReadOn {
    let heard: Vec<Heard> = days
        .iter()
        .map(|read_on| Heard {
            reading: Reading {
                source: SourceId::new(source).unwrap(),
                version: String::new(),
                read_on: *read_on,
                digest: String::new(),
                is_complete: true,
            },
            kinds: [SubjectKind::Route, SubjectKind::Model].into(),
        })
        .collect();
    ReadOn::of(heard.iter())
}

/// What happened since the first of May.
fn since_may(before: &Model, after: &Model, read_on: &ReadOn) -> Vec<(Nature, Changed, Option<Day>)> {
    let between = Between { since: day(5, 1), read_on, is_same_day: false };
    let all = changes(Some(before), after, between);
    all.into_iter().map(|change| (change.nature, change.what, change.day)).collect()
}

fn price(before: Option<&str>, after: Option<&str>) -> Changed {
    Changed::Price { key: "input".parse().unwrap(), before: before.map(usd), after: after.map(usd) }
}

#[test]
fn a_source_that_says_otherwise_from_a_day_on_is_a_change() {
    let (before, after) =
        (priced("2", By("north", day(1, 1), day(5, 3))), priced("1.5", By("north", day(5, 9), day(5, 20))));
    let all = since_may(&before, &after, &ReadOn::default());
    assert_eq!(all, [(Nature::Changed, price(Some("2"), Some("1.5")), Some(day(5, 9)))]);
    assert_eq!(all[0].1.rise(), Some("-0.25".parse().unwrap()));
}

#[test]
fn what_was_last_read_before_the_earlier_day_is_only_noticed() {
    let after = priced("1.5", By("north", day(5, 9), day(5, 20)));
    let before = priced("2", By("north", day(1, 1), day(2, 1)));
    assert_eq!(since_may(&before, &after, &ReadOn::default())[0].0, Nature::Noticed);
}

#[test]
fn another_source_that_decides_is_told_apart_and_one_that_agrees_is_silent() {
    let before = priced("2", By("north", day(1, 1), day(5, 3)));
    let other = |amount: &str| priced(amount, By("west", day(5, 9), day(5, 20)));
    let all = since_may(&before, &other("3"), &ReadOn::default());
    assert_eq!(all, [(Nature::OtherSource, price(Some("2"), Some("3")), None)]);
    assert_eq!(since_may(&before, &other("2.000001"), &ReadOn::default()), []);
    let history = priced("3", By("north-history", day(5, 9), day(5, 20)));
    assert_eq!(since_may(&before, &history, &ReadOn::default())[0].0, Nature::Changed, "its history speaks for it");
}

#[test]
fn the_first_reading_of_a_source_is_no_news_and_a_later_one_is() {
    let mut before = priced("2", By("north", day(1, 1), day(5, 3)));
    let after = priced("2", By("north", day(5, 9), day(5, 20)));
    before.routes[0].rates.clear();
    let of = |days: &[Day]| since_may(&before, &after, &read_on("north", days));
    assert_eq!(of(&[day(5, 9)]), []);
    let new = |nature| vec![(nature, price(None, Some("2")), Some(day(5, 9)))];
    assert_eq!(of(&[day(5, 2), day(5, 9)]), new(Nature::Changed));
    assert_eq!(of(&[day(4, 2), day(5, 9)]), new(Nature::Noticed));
}

#[test]
fn routes_come_and_go() {
    let mut absent = priced("2", By("north", day(1, 1), day(5, 3)));
    absent.routes[0].listing = Listing::NotYet(day(5, 9));
    let there = priced("2", By("north", day(5, 9), day(5, 20)));
    let all = since_may(&absent, &there, &read_on("north", &[day(5, 2), day(5, 9)]));
    assert_eq!(all, [(Nature::Changed, Changed::Listed, Some(day(5, 9)))]);
    assert_eq!(since_may(&absent, &there, &read_on("north", &[day(5, 9)])), []);
    let mut gone = there.clone();
    gone.routes[0].listing = Listing::Withdrawn(day(5, 12));
    let all = since_may(&there, &gone, &ReadOn::default());
    assert_eq!((all.len(), &all[0].1, all[0].2), (1, &Changed::Withdrawn, Some(day(5, 12))));
}

#[test]
fn an_announced_retirement_counts_from_the_day_it_was_read() {
    let announced = |by: By| {
        let mut model = model("acme/alpha", &[("retires", "2026-10-23")]);
        let mut fact = model.facts.get(&Field::Retires).clone();
        let Fact::Known { claim, .. } = &mut fact else { panic!("known") };
        (claim.source, claim.first_seen, claim.last_seen) = (SourceId::new(by.0).unwrap(), by.1, by.2);
        model.facts.set(Field::Retires, fact);
        model
    };
    let after = announced(By("north", day(5, 9), day(5, 20)));
    let days = read_on("north", &[day(5, 2), day(5, 9)]);
    let all = since_may(&after, &after, &days);
    let date = "2026-10-23".parse().unwrap();
    assert_eq!(all, [(Nature::Changed, Changed::Retirement { before: None, after: date }, Some(day(5, 9)))]);
    let old = announced(By("north", day(4, 9), day(5, 20)));
    assert_eq!(since_may(&old, &old, &days), []);
}

#[test]
fn limits_capabilities_and_licences_change_where_both_sides_are_known() {
    let of = |context: &str, vision: &str, licence: &str| {
        let mut model = model("acme/alpha", &[("licence", licence)]);
        let facts: Vec<(&str, &str)> =
            [("context", context), ("can.vision", vision)].into_iter().filter(|(_, text)| !text.is_empty()).collect();
        model = model.at("northwind", &facts);
        model
    };
    let kinds = |before: &Model, after: &Model| {
        let all = since_may(before, after, &ReadOn::default());
        all.into_iter().map(|(_, what, _)| (what.kind(), what.rise())).collect::<Vec<_>>()
    };
    let half = Some("-0.5".parse().unwrap());
    assert_eq!(
        kinds(&of("200000", "false", "mit"), &of("100000", "true", "apache-2.0")),
        [("licence", None), ("limit", half), ("capability", None)]
    );
    assert_eq!(kinds(&of("", "", "mit"), &of("100000", "true", "mit")), [], "unknown is not less");
}

#[test]
fn two_catalogs_of_one_day_correct_each_other() {
    let (before, after) =
        (priced("2", By("north", day(1, 1), day(5, 1))), priced("3", By("curated", day(5, 1), day(5, 1))));
    let between = Between { since: day(5, 1), read_on: &ReadOn::default(), is_same_day: true };
    let all = changes(Some(&before), &after, between);
    assert_eq!(all.iter().map(|change| change.nature).collect::<Vec<_>>(), [Nature::Corrected]);
}

#[test]
fn a_retirement_said_otherwise_of_the_same_day_is_a_correction() {
    let of = |date: Option<&str>| {
        let facts: Vec<(&str, &str)> = date.iter().map(|date| ("retires", *date)).collect();
        model("acme/alpha", &facts)
    };
    let between = Between { since: day(5, 1), read_on: &ReadOn::default(), is_same_day: true };
    let corrected = |before: Option<&str>, after: Option<&str>| {
        let all = changes(Some(&of(before)), &of(after), between);
        assert!(all.iter().all(|change| change.nature == Nature::Corrected));
        all.into_iter().map(|change| change.what).collect::<Vec<_>>()
    };
    let date = |text: &str| text.parse().unwrap();
    let retirement =
        |before: Option<&str>, after: &str| [Changed::Retirement { before: before.map(date), after: date(after) }];
    assert_eq!(corrected(Some("2026-10-23"), Some("2026-12-01")), retirement(Some("2026-10-23"), "2026-12-01"));
    assert_eq!(corrected(None, Some("2026-12-01")), [], "perhaps nobody had looked");
    assert_eq!(corrected(Some("2026-12"), Some("2026-12-01")), [], "only more exact");
    assert_eq!(corrected(Some("2026-12-01"), Some("2026-12-01")), []);
}

proptest! {
    #[test]
    fn nothing_changes_between_a_state_and_itself(amount in 1_u32..1000, first in 1_i8..12, last in 1_i8..12) {
        let state = priced(&amount.to_string(), By("north", day(first, 1), day(last, 28)));
        prop_assert_eq!(since_may(&state, &state, &ReadOn::default()), []);
    }

    #[test]
    fn there_and_back_again_is_the_same_with_sides_turned(one in 1_u32..1000, two in 1_u32..1000) {
        let state = |amount: u32| priced(&amount.to_string(), By("north", day(5, 2), day(5, 3)));
        let turned = |what: &Changed| match what {
            Changed::Price { key, before, after } => Changed::Price { key: key.clone(), before: *after, after: *before },
            other => other.clone(),
        };
        let forth = since_may(&state(one), &state(two), &ReadOn::default());
        let back = since_may(&state(two), &state(one), &ReadOn::default());
        prop_assert_eq!(forth.len(), usize::from(one != two));
        for (a, b) in forth.iter().zip(&back) {
            prop_assert_eq!(&a.1, &turned(&b.1));
        }
    }
}
