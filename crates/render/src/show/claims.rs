//! One fact with every claim behind it.

use super::{Around, in_words};
use crate::block::{Block, Cell, Column, Inline, Inlines, Row, Table, Target};
use crate::evidence::{Role, effective, is_stale, roles, seen, standing};
use crate::label;
use crate::source::name_of;
use weigh_catalog::claim::Claim;
use weigh_catalog::{Fact, Field, Value};

/// The value in one line, and behind it all claims with the reason for the choice.
pub(super) fn block(field: &Field, fact: &Fact<Value>, fresh_days: Option<u32>, around: Around) -> Block {
    let mut summary = Inlines::new().strong(format!("{}: ", label::field(field))).and(in_words(field, fact));
    if fact.is_disputed() {
        summary = summary.then([Inline::Disputed]);
    }
    if fact.claim().is_some_and(|claim| is_stale(claim, around.today, fresh_days)) {
        summary = summary.then([Inline::Stale]);
    }
    let why = Block::Paragraph(Inlines::text(format!("{} {}", field.meaning(), standing(fact))));
    Block::Details { summary, blocks: vec![why, Block::Table(table(field, fact, around))] }
}

fn table(field: &Field, fact: &Fact<Value>, around: Around) -> Table {
    let titles = ["Source", "Says", "In its own words", "Read", "Holds", "Basis", "Where", "Outcome"];
    let mut table = Table::new(label::field(field), titles.iter().map(|title| Column::text(*title)).collect());
    for (role, claim) in roles(fact) {
        table.rows.push(row(field, role, claim, around).highlighted(role == Role::Chosen));
    }
    table
}

fn row(field: &Field, role: Role, claim: &Claim<Value>, around: Around) -> Row {
    let raw = claim.raw.as_ref().map(|raw| Cell::with_raw(Inlines::code(&**raw), &**raw)).unwrap_or_default();
    let mut place = Inlines::code(&*claim.locator);
    if let Some(link) = &claim.link {
        place = place.and(" ").link("page", Target::Address(link.to_string()));
    }
    Row::new(vec![
        Cell::with_raw(name_of(around.sources, &claim.source), claim.source.to_string()),
        Cell::with_raw(label::value(field, &claim.value), label::raw(&claim.value)),
        raw,
        Cell::new(seen(claim)),
        Cell::new(effective(claim.effective)),
        Cell::new(claim.basis.id()),
        Cell::with_raw(place, &*claim.locator),
        Cell::new(role.label()),
    ])
}
