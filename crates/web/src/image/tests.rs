//! Pictures as others see them.

use super::*;
use resvg::usvg::{Group, Node};
use weigh_catalog::{Day, Usd};
use weigh_render::card::CardBar;

fn day() -> Day {
    jiff::civil::date(2026, 5, 22)
}

fn bar(label: &str, amount: Option<&str>) -> CardBar {
    let amount = amount.map(|digits| Usd::from_digits(digits, 0).unwrap());
    let text = amount.map_or_else(|| "unknown".to_owned(), weigh_render::format::total);
    CardBar { label: label.to_owned(), amount, text }
}

/// A comparison of models with these names; each costs a hundred more, the last is unknown.
fn comparison(names: &[&str]) -> Card {
    let last = names.len() - 1;
    let cost = |place: usize| (place < last).then(|| format!("{}", 105 + 100 * place));
    Card {
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        sentence: Some(format!("A trade-off: {} costs $334.60 more a month and buys vision input.", names[last])),
        facts: Vec::new(),
        bars: names.iter().enumerate().map(|(place, name)| bar(name, cost(place).as_deref())).collect(),
        caption: "Cost at the cheapest route for 800M input and 250M output tokens a month, standard tier, no cache."
            .into(),
        day: day(),
    }
}

/// A model with long values.
fn model(name: &str) -> Card {
    let facts = ["Openness", "Largest context", "Routes on offer", "Cheapest route", "Its price", "A month"];
    let facts = facts.map(|label| (label.to_owned(), format!("{name} {name}"))).into();
    Card::of_facts(name.to_owned(), None, facts, day())
}

fn tree(card: &Card) -> Tree {
    Tree::from_str(&svg(card), &OPTIONS).unwrap()
}

/// Left, top, right and bottom of everything that is drawn, as the program that draws it has laid it out.
fn boxes(group: &Group, found: &mut Vec<[f32; 4]>) {
    for node in group.children() {
        let area = match node {
            Node::Text(text) => text.flattened().abs_bounding_box(),
            other => other.abs_bounding_box(),
        };
        match node {
            Node::Group(group) => boxes(group, found),
            Node::Text(_) | Node::Path(_) => found.push([area.left(), area.top(), area.right(), area.bottom()]),
            Node::Image(_) => panic!("no picture holds another"),
        }
    }
}

#[test]
fn a_small_comparison_is_drawn_so() {
    insta::assert_snapshot!(svg(&comparison(&["Alpha 1B", "Beta <mini> & \"co\""])));
}

#[test]
fn a_picture_is_a_png_of_the_size_that_is_told_and_always_the_same() {
    let card = comparison(&["Alpha 1B", "Beta mini"]);
    let made = png(&card).unwrap();
    assert_eq!(made[..8], *b"\x89PNG\r\n\x1a\n");
    assert_eq!(made[16..24], [0, 0, 4, 176, 0, 0, 2, 118], "1200 by 630");
    assert_eq!(made, png(&card).unwrap());
    assert!(made.len() < 120_000, "{}", made.len());
}

#[test]
fn nothing_leaves_the_picture_whatever_the_names() {
    let long = "Extraordinarily ".repeat(13);
    let wide = "W".repeat(200);
    let strange = "名前".repeat(100);
    for name in [long.trim(), &wide, &strange, "o4"] {
        assert!(name.chars().count() >= 200 || name == "o4");
        let mut cards = vec![model(name)];
        cards.extend([2, 3, 5, 8].map(|count| comparison(&vec![name; count])));
        for card in cards {
            let mut found = Vec::new();
            boxes(tree(&card).root(), &mut found);
            assert!(found.len() > 10, "{} of {name}", found.len());
            for [left, top, right, bottom] in found {
                let is_inside = left >= 0.0 && top >= 0.0 && right <= 1200.0 && bottom <= 630.0;
                assert!(is_inside, "{left} {top} {right} {bottom}: {} of {name}", card.names.len());
            }
        }
    }
}

#[test]
fn labels_bars_and_amounts_stand_apart() {
    let wide = "W".repeat(200);
    for count in 2..=8 {
        let card = comparison(&vec![wide.as_str(); count]);
        let mut found = Vec::new();
        boxes(tree(&card).root(), &mut found);
        for (place, one) in found.iter().enumerate().skip(2) {
            for other in &found[place + 1..] {
                let across = one[0] < other[2] && other[0] < one[2];
                let along = one[1] < other[3] && other[1] < one[3];
                assert!(!(across && along), "{one:?} {other:?} of {count}");
            }
        }
    }
}

#[test]
fn hostile_names_are_only_text() {
    for name in [
        "</text></svg><script>alert(1)</script>",
        "a\u{0}b\u{1b}[31m\u{202e}c\u{ffff}",
        "<image href=\"/etc/passwd\"/>",
        "&amp;&#x0;]]><![CDATA[",
        "",
    ] {
        let text = svg(&comparison(&[name, "Beta"]));
        assert!(!text.contains("<script") && !text.contains("<image") && !text.contains('\u{202e}'), "{name}");
        assert!(png(&comparison(&[name, "Beta"])).is_ok(), "{name}");
        assert!(png(&model(name)).is_ok(), "{name}");
    }
}

#[test]
fn an_unknown_amount_has_no_bar() {
    let bars =
        |card: &Card| svg(card).matches("fill=\"#1f62d0\"").count() + svg(card).matches("fill=\"#b24a0c\"").count();
    assert_eq!(bars(&comparison(&["Alpha", "Beta"])), 1, "the second is unknown");
    assert!(svg(&comparison(&["Alpha", "Beta"])).contains(">unknown</text>"));
}
