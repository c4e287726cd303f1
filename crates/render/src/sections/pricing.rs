//! Every route's prices: the ladder, other service tiers as tiers, further meters, and history where there is one.

use super::{Context, Section};
use crate::block::{Block, Cell, Column, Inline, Inlines, Page, Row, Table};
use crate::format;
use crate::label;
use crate::names;
use crate::phrase;
use crate::show::{PriceHistory, history_charts};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::Arc;
use weigh_catalog::{Field, Meter, Rate, Route, RouteId, ServiceTier};
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

/// Rungs of a ladder that stand open.
const SHOWN: usize = 12;

/// Further prices listed of one model.
const FURTHER: usize = 24;

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
    let count = offers.ladder.len() + offers.refused.len();
    let shown = if count > SHOWN + 2 { SHOWN } else { count };
    let routes = format::counted(count, "route", "routes");
    let mut columns = vec![
        Column::text("Route"),
        Column::number("Input"),
        Column::number("Cached"),
        Column::number("Output"),
        Column::number("Context"),
        Column::number("A month"),
        Column::text("Meets the needs"),
    ];
    if needs_say_nothing(context, entry) {
        columns.pop();
    }
    let words = if shown == count { format!("All {routes}") } else { format!("The first {SHOWN} of {routes}") };
    let caption = format!("{words} on offer, cheapest first for this workload; prices per 1M tokens.");
    let rows = rungs(context, entry, 0..shown, columns.len());
    blocks.push(Block::Table(Table { rows, ..Table::new(caption, columns.clone()) }));
    if shown < count {
        let summary = Inlines::text(format!(
            "{} further on the ladder of {}",
            format::counted(count - shown, "route", "routes"),
            context.names.model(&entry.model.id)
        ));
        blocks.push(context.rest(summary, Some(Page::Model(entry.model.id.to_string())), |context| {
            let caption = "Continued: cheapest first, routes without a bill last; prices per 1M tokens.";
            let rows = rungs(context, entry, shown..count, columns.len());
            vec![Block::Table(Table { rows, ..Table::new(caption, columns) })]
        }));
    }
}

/// Some rungs of the ladder, those without a bill last, with so many columns.
fn rungs(context: &mut Context, entry: &Entry, places: Range<usize>, columns: usize) -> Vec<Row> {
    let offers = &entry.offers;
    let rung = |place: usize| {
        let mut row = match offers.ladder.get(place) {
            Some(offer) => offer_row(context, entry, offer).highlighted(offers.cheapest == Some(place)),
            None => refused_row(context, entry, offers.refused.get(place - offers.ladder.len())?),
        };
        row.cells.truncate(columns);
        Some(row)
    };
    places.filter_map(rung).collect()
}

/// Where nothing is asked and every route meets it, the last column says nothing.
fn needs_say_nothing(context: &Context, entry: &Entry) -> bool {
    let offers = &entry.offers;
    phrase::needs::asked(context.names).is_none()
        && offers.refused.is_empty()
        && offers.ladder.iter().all(|offer| offer.eligibility.is_eligible())
}

fn offer_row(context: &mut Context, entry: &Entry, offer: &Offer) -> Row {
    let bill = &offer.bill;
    let name = context.names.place(&offer.route) + &names::tier_suffix(bill.tier);
    let (cells, cites) = price_cells(context, entry, &offer.route, bill.tier);
    let total = Cell::with_raw(names::total(bill.total), bill.total.stated.to_string());
    let name = Cell::with_raw(context.cited(name, &cites), offer.route.to_string());
    let needs = Cell::new(eligible(context, &offer.eligibility));
    Row::new([vec![name], cells, vec![total, needs]].concat())
}

fn refused_row(context: &mut Context, entry: &Entry, refused: &Refused) -> Row {
    let why = phrase::bill::no_rate(&context.names.place(&refused.route), &refused.reason);
    let name = context.names.place(&refused.route);
    let (cells, cites) = price_cells(context, entry, &refused.route, ServiceTier::Standard);
    let name = Cell::with_raw(context.cited(name, &cites), refused.route.to_string());
    let (total, needs) = (Cell::with_raw("no bill", ""), Cell::new(format!("no bill: {why}")));
    Row::new([vec![name], cells, vec![total, needs]].concat())
}

/// Input, cached, output and context of a route, and the claims behind them, which are cited once at the route's name.
fn price_cells(context: &mut Context, entry: &Entry, id: &RouteId, tier: ServiceTier) -> (Vec<Cell>, Vec<Cite>) {
    let Some(route) = entry.model.route(id) else {
        return (vec![Cell::unknown(); 4], Vec::new());
    };
    let mut cites = Vec::new();
    let mut rate = |meter: Meter| {
        let found = route.rate(meter, tier).and_then(|rate| Some((rate, *rate.amount.value()?)));
        let Some((rate, amount)) = found else { return Cell::unknown() };
        cites.push(Cite::rate(id, &rate.key));
        let words = format::rate_amount(amount, meter.unit());
        Cell::with_raw(disputable(words, rate.amount.is_disputed()), amount.to_string())
    };
    let mut cells = vec![rate(Meter::Input), rate(Meter::CachedInput), rate(Meter::Output)];
    let tokens: Option<u64> = route.facts.value(&Field::Context);
    cells.push(tokens.map_or_else(Cell::unknown, |value| {
        cites.push(Cite::Route(id.clone(), Field::Context));
        let is_disputed = route.facts.get(&Field::Context).is_disputed();
        Cell::with_raw(disputable(format::short(value), is_disputed), value.to_string())
    }));
    context.note(&cites);
    (cells, cites)
}

fn disputable(words: String, is_disputed: bool) -> Inlines {
    Inlines::text(words).then(is_disputed.then_some(Inline::Disputed))
}

fn eligible(context: &Context, eligibility: &Eligibility) -> String {
    match eligibility {
        Eligibility::Eligible => "yes".to_owned(),
        Eligibility::Not(judgements) => format!("no: {}", phrase::needs::judged(context.names, judgements)),
        Eligibility::Undecided(judgements) => format!("open: {}", phrase::needs::judged(context.names, judgements)),
    }
}

fn amount_cell(context: &mut Context, id: &RouteId, rate: &Rate) -> Cell {
    let Some(amount) = rate.amount.value() else { return Cell::unknown() };
    let unit = rate.key.meter.unit();
    let cite = Cite::rate(id, &rate.key);
    Cell { inlines: context.cited(format::rate_amount(*amount, unit), &[cite]), raw: Some(amount.to_string()) }
}

/// The rate of one line of a bill.
pub(super) fn line_cell(context: &mut Context, bill: &Bill, meter: Meter) -> Cell {
    let Some(line) = bill.lines.iter().find(|line| line.meter == meter) else { return Cell::unknown() };
    let cite = Cite::rate(&bill.route, &line.key);
    Cell { inlines: context.cited(names::price(line.rate), &[cite]), raw: Some(line.rate.stated.to_string()) }
}

/// Prices of other tiers, meters and conditions: tiers are never listed as providers. Of a long ladder only those of the
/// routes that stand open on it; the others are counted, and the pages of the routes have them.
fn further_prices(context: &mut Context, entry: &Entry) -> Option<Block> {
    let count = entry.model.live_routes().flat_map(|route| &route.rates).filter(|rate| is_further(rate)).count();
    if count == 0 {
        return None;
    }
    let prices = format::counted(count, "price", "prices");
    let summary = Inlines::text(format!(
        "{prices} of {} in other tiers, meters or conditions",
        context.names.model(&entry.model.id)
    ));
    let page = Page::Model(entry.model.id.to_string());
    Some(context.rest(summary, Some(page), |context| further_prices_table(context, entry)))
}

fn further_prices_table(context: &mut Context, entry: &Entry) -> Vec<Block> {
    let columns = vec![
        Column::text("Route"),
        Column::text("Price"),
        Column::text("Tier and conditions"),
        Column::number("Amount"),
        Column::text("Unit"),
    ];
    let all: Vec<(&Route, &Arc<Rate>)> = shown_first(entry)
        .into_iter()
        .flat_map(|route| route.rates.iter().filter(|rate| is_further(rate)).map(move |rate| (route, rate)))
        .collect();
    let mut table = Table::new("Other service tiers, meters and conditions, cheapest routes first.", columns);
    for (route, rate) in all.iter().take(FURTHER) {
        let qualifiers = label::qualifiers(&rate.key);
        let qualifiers = if qualifiers.is_empty() { "standard tier".to_owned() } else { qualifiers };
        let amount = amount_cell(context, &route.id, rate);
        table.row(vec![
            Cell::with_raw(context.names.place(&route.id), route.id.to_string()),
            Cell::with_raw(rate.key.meter.label(), rate.key.to_string()),
            Cell::new(qualifiers),
            amount,
            Cell::new(label::per(rate.key.meter)),
        ]);
    }
    let mut blocks = vec![Block::Table(table)];
    if let Some(left) = all.len().checked_sub(FURTHER).filter(|left| *left > 0) {
        let words = format!("{} more of dearer routes: ", format::counted(left, "price", "prices"));
        let command = Inlines::code(format!("weigh show {}", entry.model.id));
        blocks.push(Block::Paragraph(Inlines::text(words).then(command).and(" lists them.")));
    }
    blocks
}

/// Routes on offer, those of the ladder first and in its order.
fn shown_first(entry: &Entry) -> Vec<&Route> {
    let ladder = entry.offers.ladder.iter().enumerate();
    let places: FxHashMap<&RouteId, usize> = ladder.map(|(place, offer)| (&offer.route, place)).rev().collect();
    let mut routes: Vec<&Route> = entry.model.live_routes().collect();
    routes.sort_by_cached_key(|route| places.get(&route.id).copied().unwrap_or(usize::MAX));
    routes
}

fn is_further(rate: &Rate) -> bool {
    let is_in_ladder = matches!(rate.key.meter, Meter::Input | Meter::CachedInput | Meter::Output);
    !(is_in_ladder && rate.key.is_plain()) && rate.amount.value().is_some()
}
