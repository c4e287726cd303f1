//! A month of traffic on one route: line items for each tier, or why there are none.

use super::{Around, page, place, section, with_evidence};
use crate::block::{Block, Cell, Column, Document, Inlines, NoteKind, Page, Table};
use crate::evidence::{About, Ledger};
use crate::format;
use crate::gather::Billed;
use crate::names;
use crate::phrase;
use crate::sections::workload_in_words;
use weigh_catalog::{RateKey, Route};
use weigh_compare::Bill;

/// The bills of a route with the claims behind every rate.
pub fn bill_page(billed: &Billed, around: Around) -> Document {
    let route = billed.route;
    let title = format!("{} at {}", names::of_model(billed.model), place(around.reference, &route.id));
    let mut ledger = Ledger::new(around.today);
    let mut blocks = Vec::new();
    for (tier, outcome) in &billed.outcomes {
        blocks.push(Block::Heading(format!("Tier {}", tier.id())));
        match outcome {
            Ok(bill) => priced(&mut ledger, route, &title, bill, around, &mut blocks),
            Err(reason) => {
                let words = format!("No bill: {reason}. Hint: {}.", reason.hint());
                blocks.push(Block::Note(NoteKind::Missing, words.into()));
            }
        }
    }
    let intro = vec![Block::KeyValues(vec![
        ("Route".into(), Inlines::code(route.id.to_string())),
        ("Listing".into(), super::listing(route.listing).into()),
        ("Traffic".into(), workload_in_words(billed.workload).into()),
    ])];
    let subject = Page::Model(billed.model.id.to_string());
    let sections = vec![section("bill", "A month, line by line", blocks)];
    let document = page(format!("Bill of {title}"), Some(subject), intro, sections, around.today);
    with_evidence(document, ledger, around)
}

pub(super) fn priced(
    ledger: &mut Ledger,
    route: &Route,
    name: &str,
    bill: &Bill,
    around: Around,
    blocks: &mut Vec<Block>,
) {
    let columns =
        vec![Column::text("Charged for"), Column::number("Units"), Column::number("Rate"), Column::number("Amount")];
    let mut table = Table::new(format!("Prices of {}.", format::day(bill.day)), columns);
    for line in &bill.lines {
        let rate = format!("{} {}", names::price(line.rate), format::per(line.key.meter.unit()));
        let rate = cited(ledger, route, name, &line.key, rate, around);
        table.row(vec![
            Cell::new(line.meter.label()),
            Cell::with_raw(format::decimal(line.units), line.units.normalize().to_string()),
            Cell { inlines: rate, raw: Some(line.rate.stated.to_string()) },
            Cell::with_raw(names::total(line.amount), line.amount.stated.to_string()),
        ]);
    }
    let total = Cell::with_raw(Inlines::new().strong(names::total(bill.total)), bill.total.stated.to_string());
    table.row(vec![Cell::new(Inlines::new().strong("Total")), Cell::default(), Cell::default(), total]);
    blocks.push(Block::Table(table));
    if !bill.assumptions.is_empty() {
        let points = bill.assumptions.iter().map(|one| format!("Assumes: {}.", phrase::bill::assumption(one)).into());
        blocks.push(Block::Bullets(points.collect()));
    }
}

/// Words with the number of the evidence of a rate.
fn cited(ledger: &mut Ledger, route: &Route, name: &str, key: &RateKey, words: String, around: Around) -> Inlines {
    let id = route.id.to_string();
    let about = About { subject: &id, name, fresh_days: around.fresh_days(route) };
    let numbers: Vec<usize> = ledger.cite_rate(about, route, key).into_iter().collect();
    let marks = ledger.marks(&numbers);
    Inlines::value(words, numbers).then(marks)
}
