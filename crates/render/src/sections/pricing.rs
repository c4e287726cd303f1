//! Every route's prices: the ladder, other service tiers as tiers, further meters, and history where there is one.

use super::{Context, Section};
use crate::block::{Block, Cell, Column, Inlines, Row, Table};
use crate::format;
use crate::label;
use crate::names;
use crate::phrase;
use crate::show::{PriceHistory, history_charts};
use weigh_catalog::{Field, Meter, Rate, Route, ServiceTier, Value};
use weigh_compare::needs::Eligibility;
use weigh_compare::offer::{Offer, Refused};
use weigh_compare::{Bill, Cite, Entry};

/// Every route's prices: the ladder, other service tiers as tiers, further meters, and history where there is one.
pub(super) const SECTION: Section = Section {
    id: "pricing",
    title: "Pricing and availability",
    about: "Every route's prices: the ladder, service tiers, further meters, history.",
    blocks,
};

fn blocks(context: &mut Context) -> Vec<Block> {
    let comparison = context.comparison;
    let mut blocks = Vec::new();
    for entry in &comparison.entries {
        blocks.push(Block::Heading(context.names.model(&entry.model.id)));
        ladder(context, entry, &mut blocks);
        blocks.extend(further_prices(context, entry));
        let own = context.input.histories.iter().filter(|history| history.route.model == entry.model.id);
        let histories: Vec<PriceHistory> = own.cloned().collect();
        blocks.extend(history_charts(&histories, entry.model.id.slug()).into_iter().map(Block::Chart));
    }
    blocks
}

fn ladder(context: &mut Context, entry: &Entry, blocks: &mut Vec<Block>) {
    let offers = &entry.offers;
    if offers.ladder.is_empty() && offers.refused.is_empty() {
        let words = "No route on offer is known that surely serves it.";
        blocks.push(Block::Paragraph(context.cited(words, &[Cite::Routes(entry.model.id.clone())])));
        return;
    }
    let columns = vec![
        Column::text("Route"),
        Column::number("Input"),
        Column::number("Cached"),
        Column::number("Output"),
        Column::number("Context"),
        Column::number("A month"),
        Column::text("Meets the needs"),
    ];
    let caption = "All routes on offer, cheapest first for this workload; prices per 1M tokens.";
    let mut table = Table::new(caption, columns);
    for (index, offer) in offers.ladder.iter().enumerate() {
        table.rows.push(offer_row(context, entry, offer).highlighted(offers.cheapest == Some(index)));
    }
    for refused in &offers.refused {
        table.rows.push(refused_row(context, entry, refused));
    }
    blocks.push(Block::Table(table));
}

fn offer_row(context: &mut Context, entry: &Entry, offer: &Offer) -> Row {
    let bill = &offer.bill;
    let name = context.names.place(&offer.route) + &names::tier_suffix(bill.tier);
    let total = names::total(bill.total);
    Row::new(vec![
        Cell::with_raw(name, offer.route.to_string()),
        rate_cell(context, entry, &offer.route, Meter::Input, bill.tier),
        rate_cell(context, entry, &offer.route, Meter::CachedInput, bill.tier),
        rate_cell(context, entry, &offer.route, Meter::Output, bill.tier),
        context_cell(context, entry, &offer.route),
        Cell::with_raw(total, bill.total.stated.to_string()),
        Cell::new(eligible(context, &offer.eligibility)),
    ])
}

fn refused_row(context: &mut Context, entry: &Entry, refused: &Refused) -> Row {
    let tier = ServiceTier::Standard;
    let why = phrase::bill::no_rate(context.names, &refused.reason);
    Row::new(vec![
        Cell::with_raw(context.names.place(&refused.route), refused.route.to_string()),
        rate_cell(context, entry, &refused.route, Meter::Input, tier),
        rate_cell(context, entry, &refused.route, Meter::CachedInput, tier),
        rate_cell(context, entry, &refused.route, Meter::Output, tier),
        context_cell(context, entry, &refused.route),
        Cell::with_raw("no bill", ""),
        Cell::new(format!("no bill: {why}")),
    ])
}

fn eligible(context: &Context, eligibility: &Eligibility) -> String {
    match eligibility {
        Eligibility::Eligible => "yes".to_owned(),
        Eligibility::Not(judgements) => format!("no: {}", phrase::needs::judged(context.names, judgements)),
        Eligibility::Undecided(judgements) => format!("open: {}", phrase::needs::judged(context.names, judgements)),
    }
}

fn route_of<'e>(entry: &'e Entry, id: &weigh_catalog::RouteId) -> Option<&'e Route> {
    entry.model.routes.iter().find(|route| route.id == *id)
}

fn rate_cell(
    context: &mut Context,
    entry: &Entry,
    id: &weigh_catalog::RouteId,
    meter: Meter,
    tier: ServiceTier,
) -> Cell {
    let rate = route_of(entry, id).and_then(|route| route.rate(meter, tier));
    rate.map_or_else(Cell::unknown, |rate| amount_cell(context, id, rate))
}

fn amount_cell(context: &mut Context, id: &weigh_catalog::RouteId, rate: &Rate) -> Cell {
    let Some(amount) = rate.amount.value() else { return Cell::unknown() };
    let unit = rate.key.meter.unit();
    let cite = Cite::rate(id, &rate.key);
    Cell { inlines: context.cited(format::rate_amount(*amount, unit), &[cite]), raw: Some(amount.to_string()) }
}

fn context_cell(context: &mut Context, entry: &Entry, id: &weigh_catalog::RouteId) -> Cell {
    let Some(tokens) = route_of(entry, id).and_then(|route| route.facts.value::<u64>(&Field::Context)) else {
        return Cell::unknown();
    };
    let cite = Cite::Route(id.clone(), Field::Context);
    Cell { inlines: context.cited(format::short(tokens), &[cite]), raw: Some(tokens.to_string()) }
}

/// The rate of one line of a bill.
pub(super) fn line_cell(context: &mut Context, bill: &Bill, meter: Meter) -> Cell {
    let Some(line) = bill.lines.iter().find(|line| line.meter == meter) else { return Cell::unknown() };
    let cite = Cite::rate(&bill.route, &line.key);
    Cell { inlines: context.cited(names::price(line.rate), &[cite]), raw: Some(line.rate.stated.to_string()) }
}

/// Prices of other tiers, meters and conditions: tiers are never listed as providers.
fn further_prices(context: &mut Context, entry: &Entry) -> Option<Block> {
    let columns = vec![
        Column::text("Price"),
        Column::text("Route"),
        Column::text("Tier and conditions"),
        Column::number("Amount"),
        Column::text("Unit"),
    ];
    let mut table = Table::new("Other service tiers, meters and conditions of the routes on offer.", columns);
    for route in entry.model.live_routes() {
        for rate in route.rates.iter().filter(|rate| is_further(rate)) {
            let qualifiers = label::qualifiers(&rate.key);
            let qualifiers = if qualifiers.is_empty() { "standard tier".to_owned() } else { qualifiers };
            let amount = amount_cell(context, &route.id, rate);
            table.row(vec![
                Cell::with_raw(rate.key.meter.label(), rate.key.to_string()),
                Cell::with_raw(context.names.place(&route.id), route.id.to_string()),
                Cell::new(qualifiers),
                amount,
                Cell::new(label::per(rate.key.meter)),
            ]);
        }
    }
    if table.rows.is_empty() {
        return None;
    }
    let summary = Inlines::text(format!(
        "{} in other tiers, meters or conditions",
        format::counted(table.rows.len(), "price", "prices")
    ));
    Some(Block::Details { summary, blocks: vec![Block::Table(table)] })
}

fn is_further(rate: &Rate) -> bool {
    let is_in_ladder = matches!(rate.key.meter, Meter::Input | Meter::CachedInput | Meter::Output);
    !(is_in_ladder && rate.key.is_plain()) && rate.amount.value().is_some()
}

/// A rate as a fact of any value, for evidence.
pub(crate) fn rate_fact(rate: &Rate) -> weigh_catalog::Fact<Value> {
    rate.amount.filter_map(|amount| Some(Value::Amount(*amount)))
}
