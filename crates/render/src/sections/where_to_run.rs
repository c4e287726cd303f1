//! Where each model can be run, and routes that stand apart: withdrawn, undecided, or a related model's.

use super::{Context, Section};
use crate::block::{Block, Cell, Column, Inlines, Page, Row, Table, Target};
use crate::evidence::{About, lowercase_first};
use crate::format;
use crate::names;
use weigh_catalog::{Field, Listing, ProviderKind, Route};
use weigh_compare::offer::{Apart, WhyApart};
use weigh_compare::{Cite, Entry, What};

/// Where each model can be run, and routes that stand apart.
pub(super) const SECTION: Section = Section {
    id: "where-to-run",
    title: "Where to run",
    about: "Where each model can be run, and routes that stand apart: withdrawn, undecided, or a related model's.",
    blocks,
};

/// Routes that stand open.
const SHOWN: usize = 12;

fn blocks(context: &mut Context) -> Vec<Block> {
    let comparison = context.comparison;
    let mut blocks = Vec::new();
    for entry in &comparison.entries {
        blocks.push(Block::Heading(context.names.model(&entry.model.id)));
        let served = entry.findings.iter().filter(|finding| matches!(finding.what, What::ServedBy { .. }));
        for finding in served {
            blocks.push(Block::Paragraph(context.say(finding)));
        }
        blocks.extend(routes(context, entry));
        blocks.extend(apart(context, entry));
        blocks.extend(relatives(context, entry));
    }
    blocks
}

fn routes(context: &mut Context, entry: &Entry) -> Vec<Block> {
    let routes = in_order(context, entry);
    let columns = vec![
        Column::text("Provider"),
        Column::text("Kind"),
        Column::text("Model id there"),
        Column::text("Number format"),
        Column::text("Region"),
    ];
    let (open, rest) = routes.split_at(if routes.len() > SHOWN + 2 { SHOWN } else { routes.len() });
    let rows: Vec<Vec<Cell>> = open.iter().map(|route| route_row(context, route)).collect();
    let table = |caption: String, rows: Vec<Vec<Cell>>| {
        let rows = rows.into_iter().map(Row::new).collect();
        Block::Table(Table { rows, ..Table::new(caption, columns.clone()) })
    };
    let all = format::counted(routes.len(), "route", "routes");
    let shown = if rest.is_empty() { format!("All {all}") } else { format!("The first {SHOWN} of {all}") };
    let mut blocks = Vec::new();
    if !rows.is_empty() {
        blocks.push(table(format!("{shown} on offer, the model's own lab first, then by name."), rows));
    }
    if !rest.is_empty() {
        let words = format!(
            "{} more stand on the ladder under Pricing and availability; ",
            format::counted(rest.len(), "route", "routes")
        );
        let command = Inlines::code(format!("weigh show {}", entry.model.id));
        let words = Inlines::text(words).then(command).and(" lists their ids, number formats and regions.");
        blocks.push(Block::Paragraph(words));
    }
    blocks
}

/// The model's own lab first, then by name of provider.
fn in_order<'e>(context: &Context, entry: &'e Entry) -> Vec<&'e Route> {
    let mut routes: Vec<&Route> = entry.model.live_routes().collect();
    routes.sort_by_cached_key(|route| (!route.is_first_party, context.names.place(&route.id).to_lowercase()));
    routes
}

fn route_row(context: &mut Context, route: &Route) -> Vec<Cell> {
    let place = Inlines::new()
        .link(context.names.provider(&route.provider), Target::Page(Page::Provider(route.provider.to_string())));
    let place = match &route.id.host {
        Some(host) => place.and(format!(" (host {host})")),
        None => place,
    };
    let kind = context.comparison.providers.get(&route.provider).and_then(|provider| provider.kind);
    let kind = kind.map_or_else(Cell::unknown, |kind| Cell::new(kind_words(kind, route.is_first_party)));
    vec![
        Cell::with_raw(place, route.id.to_string()),
        kind,
        Cell::with_raw(Inlines::code(&*route.own_id), &*route.own_id),
        fact(context, route, &Field::Quantisation),
        fact(context, route, &Field::Region),
    ]
}

fn kind_words(kind: ProviderKind, is_first_party: bool) -> &'static str {
    if is_first_party { "the model's own lab" } else { kind.id() }
}

fn fact(context: &mut Context, route: &Route, field: &Field) -> Cell {
    let found = route.facts.get(field);
    if found.is_unknown() {
        return Cell::unknown();
    }
    let name = context.names.route(&route.id);
    let raw = super::specs::raw_fact(found);
    let fresh_days = context.comparison.fresh_days(&Cite::Route(route.id.clone(), field.clone()));
    let about = About { subject: &route.id.to_string(), name: &name, fresh_days };
    Cell::with_raw(context.ledger.show(about, field, found), raw)
}

fn apart(context: &mut Context, entry: &Entry) -> Option<Block> {
    let apart = &entry.offers.apart;
    if apart.is_empty() {
        return None;
    }
    let count = format::counted(apart.len(), "route stands", "routes stand");
    let summary = Inlines::text(format!("{count} apart and in no total: withdrawn, not yet on offer, or undecided"));
    let page = Page::Model(entry.model.id.to_string());
    Some(context.rest(summary, Some(page), |context| {
        vec![Block::Bullets(apart.iter().map(|one| why_apart(context, one)).collect())]
    }))
}

fn why_apart(context: &Context, apart: &Apart) -> Inlines {
    let place = context.names.place(&apart.route);
    let why = match &apart.why {
        WhyApart::Withdrawn(day) => format!("no longer listed since {}", format::day(*day)),
        WhyApart::NotYet(day) => format!("first listed on {}", format::day(*day)),
        WhyApart::Undecided { candidates, reason } => {
            let names: Vec<String> = candidates.iter().map(|id| context.names.model(id)).collect();
            format!("may serve {}: {}", format::listed(&names).replace(" and ", " or "), lowercase_first(&**reason))
        }
    };
    Inlines::text(format!("{place}: {why}."))
}

/// Related models with where they are cheapest; never mixed into the model's own routes.
fn relatives(context: &mut Context, entry: &Entry) -> Option<Block> {
    if entry.neighbours.is_empty() {
        return None;
    }
    let columns = vec![
        Column::text("Related model"),
        Column::text("Relation"),
        Column::text("Routes on offer"),
        Column::text("Cheapest"),
        Column::number("A month"),
    ];
    let mut table = Table::new("Related models are other models: their routes count nowhere above.", columns);
    for neighbour in &entry.neighbours {
        let name = context.names.model(&neighbour.model);
        let routes = context
            .comparison
            .model(&neighbour.model)
            .map(|model| model.routes.iter().filter(|route| route.listing == Listing::Listed).count());
        let cite = Cite::Relation(entry.model.id.clone(), neighbour.model.clone());
        let relation = context.cited(neighbour.kind.label(), &[cite]);
        let (route, total) = match &neighbour.cheapest {
            Some((route, tier, total)) => (
                Cell::with_raw(context.names.place(route) + &names::tier_suffix(*tier), route.to_string()),
                Cell::with_raw(names::total(*total), total.stated.to_string()),
            ),
            None => (Cell::new("none with a bill"), Cell::unknown()),
        };
        table.row(vec![
            Cell::with_raw(
                Inlines::new().link(name, Target::Page(Page::Model(neighbour.model.to_string()))),
                neighbour.model.to_string(),
            ),
            Cell::with_raw(relation, neighbour.kind.label()),
            routes.map_or_else(Cell::unknown, |routes| Cell::new(routes.to_string())),
            route,
            total,
        ]);
    }
    Some(Block::Table(table))
}
