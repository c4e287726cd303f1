//! A few changes in every output.

use super::*;
use crate::json_v1;
use crate::output::{OUTPUTS, Options, csv, terminal};
use crate::sample::{Tables, alpha, sources, today};
use weigh_catalog::{Day, Field, PartialDate, ProviderId, SourceId, Usd};

fn changed(what: Changed, nature: Nature, day: Option<Day>) -> Change {
    let route = &alpha().routes[0].id;
    Change {
        model: route.model.clone(),
        route: (what.kind() != "retirement").then(|| route.clone()),
        what,
        day,
        nature,
        is_disputed: false,
        word: Some((SourceId::new("north-list").unwrap(), today())),
    }
}

fn price(before: Option<&str>, after: &str) -> Changed {
    let usd = |text: &str| Usd::from_digits(text, 0).unwrap();
    Changed::Price { key: "output.batch".parse().unwrap(), before: before.map(usd), after: Some(usd(after)) }
}

fn day(day: i8) -> Day {
    jiff::civil::date(2026, 5, day)
}

/// One of every nature, and of most kinds.
fn sample() -> Vec<Change> {
    let retires: PartialDate = "2026-10-23".parse().unwrap();
    vec![
        changed(price(Some("4.4"), "2.2"), Nature::Changed, Some(day(9))),
        changed(price(None, "2.2"), Nature::Changed, Some(day(9))),
        changed(Changed::Retirement { before: None, after: retires }, Nature::Changed, Some(day(12))),
        changed(Changed::Withdrawn, Nature::Noticed, Some(day(10))),
        changed(Changed::Limit { field: Field::Context, before: 100_000, after: 131_072 }, Nature::OtherSource, None),
        changed(price(Some("4.4"), "4.2"), Nature::Corrected, None),
    ]
}

fn with<T>(changes: &[Change], asked: &ChangesAsked, is_same_day: bool, make: impl FnOnce(ChangesPage) -> T) -> T {
    let sources = sources();
    let around = Around { reference: &Tables, sources: &sources, today: today() };
    make(ChangesPage { changes, asked, is_same_day, around, name_of: &|_| "Alpha <1B> | & co".to_owned() })
}

fn page(changes: &[Change], asked: &ChangesAsked, is_same_day: bool) -> Document {
    with(changes, asked, is_same_day, changes_page)
}

fn text(document: &Document) -> String {
    (terminal::OUTPUT.render)(document, &Options::default())
}

#[test]
fn changes_read_so_in_every_output() {
    let asked = ChangesAsked { kinds: vec!["price", "limit"], ..ChangesAsked::since(day(1)) };
    let document = page(&sample(), &asked, false);
    for output in OUTPUTS.iter().filter(|output| output.id != "csv") {
        let written = (output.render)(&document, &Options::default());
        let written = match written.split_once("<body>") {
            Some((_, body)) => body.replace("><", ">\n<"),
            None => written,
        };
        insta::assert_snapshot!(output.id, written);
    }
}

#[test]
fn changes_are_a_row_of_data_each() {
    let mut all = sample();
    let (before, after) = ("mit".into(), "=cmd, \"x\"".into());
    all.push(changed(Changed::Text { field: Field::Licence, before, after }, Nature::Changed, Some(day(9))));
    let table = with(&all, &ChangesAsked::since(day(1)), false, changes_table);
    insta::assert_snapshot!("csv", (csv::OUTPUT.render)(&table, &Options::default()));
}

#[test]
fn changes_read_so_as_json() {
    let name_of = |_: &ModelId| "Alpha <1B>".to_owned();
    insta::assert_snapshot!(json_v1::to_text(&json_v1::changes(&sample(), day(1), today(), &name_of)));
}

#[test]
fn limits_are_said_and_nothing_is_an_answer() {
    let asked = ChangesAsked {
        models: vec![alpha().id],
        providers: vec![ProviderId::new("fireside").unwrap()],
        least: rust_decimal::Decimal::new(5, 2),
        ..ChangesAsked::since(day(1))
    };
    let said = text(&page(&[], &asked, false)).split_whitespace().collect::<Vec<_>>().join(" ");
    let limits = "of Alpha <1B> | & co, at Fireside, amounts that moved by 5 % or more";
    assert!(said.contains(&format!("Between 2026-05-01 and 2026-05-22, {limits}: no change is known.")), "{said}");
    let corrected = [changed(price(Some("4.4"), "2.2"), Nature::Corrected, None)];
    let said = text(&page(&corrected, &ChangesAsked::since(day(1)), true));
    assert!(said.contains("Of 2026-05-01, the two catalogs say otherwise in 1 value."), "{said}");
}
