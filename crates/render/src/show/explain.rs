//! One route of a pick: where it stands, what each need says of it, and its bill.

use super::pick::{PickPage, demand_in_words};
use super::{page, place, section, with_evidence};
use crate::block::{Block, Cell, Column, Document, Inlines, Page, Table};
use crate::evidence::{About, Ledger};
use crate::format;
use crate::names;
use crate::phrase;
use crate::sections::workload_in_words;
use weigh_catalog::{Model, Route};
use weigh_compare::needs::rule;
use weigh_compare::pick::{Choice, Demand, Pick, Standing};
use weigh_compare::{Cite, Judgement, Outcome, considered};

/// The whole story of one route.
pub fn explain_page(all: PickPage, model: &Model, route: &Route) -> Document {
    let pick = &all.picked.pick;
    let around = all.around;
    let title = format!("{} at {}", names::of_model(model), place(around.reference, &route.id));
    let mut ledger = Ledger::new(around.today);
    let (stands, needs, bill) = match pick.choice(&route.id) {
        None => {
            (format!("{} is {}: it is not looked at.", title, super::listing(route.listing)), Vec::new(), Vec::new())
        }
        Some(choice) => {
            let mut bill = Vec::new();
            match &choice.bill {
                Ok(own) => super::bill::priced(&mut ledger, route, &title, own, around, &mut bill),
                Err(reason) => {
                    let why = phrase::bill::no_rate(&place(around.reference, &route.id), reason);
                    bill.push(Block::Paragraph(format!("No bill: {why}. Hint: {}.", reason.hint()).into()));
                }
            }
            // What each need looked at is not kept of all routes.
            let again = considered(model, &pick.wish, around.reference).into_iter().find(|one| one.route == route.id);
            let needs = needs(again.as_deref().unwrap_or(choice), model, all, &mut ledger);
            (stands(pick, choice, &title, all), needs, bill)
        }
    };
    let intro = vec![
        Block::Paragraph(Inlines::text(stands)),
        Block::KeyValues(vec![
            ("Route".into(), Inlines::code(route.id.to_string())),
            ("Traffic a month".into(), workload_in_words(&pick.wish.workload).into()),
        ]),
    ];
    let sections =
        vec![section("needs", "What each need says of it", needs), section("bill", "A month, line by line", bill)];
    let subject = Page::Model(model.id.to_string());
    let document = page(title, Some(subject), intro, sections, around.today);
    with_evidence(document, ledger, around)
}

fn stands(pick: &Pick, choice: &Choice, title: &str, all: PickPage) -> String {
    let open = all.open(&choice.judgements);
    let standing = match choice.standing() {
        // With unknown facts included, it may stand among the eligible ones all the same.
        Standing::Eligible | Standing::Undecided if pick.place(&choice.route).is_some() => ranked(pick, choice),
        Standing::Eligible => "is eligible".to_owned(),
        Standing::Free => "meets every need and is free, within limits that nobody states in numbers".to_owned(),
        Standing::Undecided => {
            "misses no need, but a fact is missing, so nobody can tell whether it is eligible".to_owned()
        }
        Standing::Unpriced => "misses no need, but this traffic cannot be billed there".to_owned(),
        Standing::Excluded => "is excluded".to_owned(),
    };
    if open.is_empty() { format!("{title} {standing}.") } else { format!("{title} {standing}: {open}.") }
}

/// Its place among the eligible ones, and how far it is from the cheapest.
fn ranked(pick: &Pick, choice: &Choice) -> String {
    let place = pick.place(&choice.route).unwrap_or_default();
    let more = choice.total().zip(pick.best().and_then(Choice::total)).map(|(own, best)| own - best);
    let distance = match more {
        Some(more) if place > 0 => format!(", {} a month more than the cheapest", format::total(more)),
        _ => String::new(),
    };
    let count = format::counted(pick.eligible.len(), "eligible route", "eligible routes");
    format!("is number {} of {count}, cheapest first{distance}", format::count(place as u64 + 1))
}

fn needs(choice: &Choice, model: &Model, all: PickPage, ledger: &mut Ledger) -> Vec<Block> {
    if choice.judgements.is_empty() {
        return vec![Block::Paragraph("No need was asked for.".into())];
    }
    let columns = vec![Column::text("Need"), Column::text("Rule"), Column::text("Outcome")];
    let mut table = Table::new("In the order they are judged.", columns);
    for judgement in &choice.judgements {
        let open = all.open(std::slice::from_ref(judgement));
        let words = if judgement.outcome == Outcome::Met { "met".to_owned() } else { open };
        let outcome = Inlines::value(words, cited(judgement, model, all, ledger));
        table.row(vec![
            Cell::new(demand_in_words(Demand::of(judgement))),
            Cell::new(rule(judgement.need)),
            Cell::new(outcome),
        ]);
    }
    vec![Block::Table(table)]
}

/// Evidence of the facts that a need looked at: of the route, of others of its model, of the model itself.
fn cited(judgement: &Judgement, model: &Model, all: PickPage, ledger: &mut Ledger) -> Vec<usize> {
    let of_model = names::of_model(model);
    let mut cite = |cite: &Cite| match cite {
        Cite::Route(id, field) => {
            let route = model.route(id)?;
            let (subject, name) = (id.to_string(), format!("{of_model} at {}", place(all.around.reference, id)));
            let about = About { subject: &subject, name: &name, fresh_days: all.around.fresh_days(route) };
            ledger.cite(about, field, route.facts.get(field))
        }
        Cite::Model(_, field) => {
            ledger.cite(About::lasting(model.id.as_str(), of_model), field, model.facts.get(field))
        }
        _ => None,
    };
    let mut numbers: Vec<usize> = judgement.cites.iter().filter_map(&mut cite).collect();
    numbers.dedup();
    numbers
}
