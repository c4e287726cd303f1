//! Pages of one thing: a model, route, provider or benchmark with every claim behind every value, lists, and histories.

mod bill;
mod changes;
mod check;
mod claims;
mod explain;
mod history;
mod ladders;
pub mod list;
mod pick;
mod price_quality;

pub use bill::bill_page;
pub use changes::{AsData, ChangesPage, change_as_data, change_in_words, changes_page, changes_table};
pub use check::{CheckPage, check_page};
pub use explain::explain_page;
pub use history::{PriceHistory, PricePoint, history_charts, history_page};
pub use pick::{PickPage, demand_in_words, pick_page, pick_table};
pub use price_quality::price_quality;

use crate::block::{Block, Cell, Column, Document, Inlines, NoteKind, Page, Row, Section, Subject, Table, Target};
use crate::evidence::Ledger;
use crate::format;
use crate::label;
use crate::names;
use crate::source::SourceNote;
use crate::testimony::{by_subject, renumber};
use weigh_catalog::{
    Board, Day, Fact, Facts, Field, Listing, Model, Provider, ProviderId, Reference, Route, RouteId, Serves,
};

/// Who else a page needs to name, and the day it is made.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// Providers, labs, licences and benchmarks.
    pub reference: &'a dyn Reference,
    /// The sources behind the claims.
    pub sources: &'a [SourceNote],
    /// Today: decides what is stale.
    pub today: Day,
}

impl Around<'_> {
    fn place(&self, id: &RouteId) -> String {
        place(self.reference, id)
    }

    /// Days that readings of a route stay fresh.
    pub(crate) fn fresh_days(&self, route: &Route) -> Option<u32> {
        fresh_days(route, self.reference)
    }
}

/// Days that readings of a route stay fresh: by the kind of its provider.
pub(crate) fn fresh_days(route: &Route, reference: &dyn Reference) -> Option<u32> {
    let kind = reference.provider(&route.provider).and_then(|provider| provider.kind);
    reference.freshness().days(kind)
}

/// The name of a provider; its id if nobody describes it.
fn provider_name(reference: &dyn Reference, id: &ProviderId) -> String {
    reference.provider(id).map_or_else(|| id.to_string(), |provider| provider.name.clone())
}

/// The name of a route's provider, with host and own id where they tell routes apart: `OpenRouter (host Together)`.
pub fn place(reference: &dyn Reference, id: &RouteId) -> String {
    let name = provider_name(reference, &id.provider);
    let host = id.host.as_ref().map(|host| format!(" (host {host})")).unwrap_or_default();
    let own_id = id.own_id.as_ref().map(|own_id| format!(" (as {own_id})")).unwrap_or_default();
    format!("{name}{host}{own_id}")
}

/// A page about one thing.
fn page(title: String, subject: Option<Page>, intro: Vec<Block>, sections: Vec<Option<Section>>, day: Day) -> Document {
    Document {
        summary: format!("{title}: every value with the claims behind it."),
        subjects: vec![Subject { name: title.clone(), page: subject }],
        title,
        intro,
        sections: sections.into_iter().flatten().collect(),
        colophon: format!("As of {}. Unknown means that no source read by then says anything.", format::day(day)),
        ..Document::default()
    }
}

fn section(id: &str, title: &str, blocks: Vec<Block>) -> Option<Section> {
    (!blocks.is_empty()).then(|| Section { id: id.to_owned(), title: title.to_owned(), blocks })
}

/// A page with the evidence that was collected while it was written; a number leads to all that is cited of one subject.
fn with_evidence(mut document: Document, ledger: Ledger, around: Around) -> Document {
    document.sources = ledger.sources(around.sources);
    let (evidence, numbers) = by_subject(ledger.into_entries(), |_| true);
    document.evidence = evidence;
    document.sections.iter_mut().for_each(|section| renumber(&mut section.blocks, &numbers));
    document
}

/// Every fact with its claims.
fn facts_section(facts: &Facts, fresh_days: impl Fn(&Field) -> Option<u32>, around: Around) -> Option<Section> {
    let blocks: Vec<Block> =
        facts.iter().map(|(field, fact)| claims::block(field, fact, fresh_days(field), around)).collect();
    if blocks.is_empty() {
        let words = "No source says anything of it. Read the sources again with `weigh sync`.";
        return section("facts", "Facts", vec![Block::Note(NoteKind::Missing, words.into())]);
    }
    section("facts", "Facts", blocks)
}

/// A model with every claim behind every value.
pub fn model_page(model: &Model, around: Around) -> Document {
    let freshness = around.reference.freshness();
    let intro = vec![Block::KeyValues(vec![
        ("Id".into(), Inlines::code(model.id.to_string())),
        ("Lab".into(), list::lab(&model.id, around.reference).into()),
        ("As of".into(), format::day(model.as_of).into()),
        ("Routes".into(), routes_in_words(model).into()),
    ])];
    let sections = vec![
        facts_section(&model.facts, |field| freshness.of_model(field), around),
        section("routes", "Routes", [ladders::ladders(model, around), routes_table(model, around)].concat()),
        section("results", "Benchmark results", results(model, around)),
        section("related", "Related models", related(model)),
    ];
    page(names::of_model(model).to_owned(), Some(Page::Model(model.id.to_string())), intro, sections, around.today)
}

fn routes_in_words(model: &Model) -> String {
    format!("{} listed, {} on offer", model.routes.len(), model.live_routes().count())
}

fn routes_table(model: &Model, around: Around) -> Vec<Block> {
    let columns = vec![
        Column::text("Route"),
        Column::text("Listing"),
        Column::text("Serves it"),
        Column::number("Input"),
        Column::number("Output"),
        Column::number("Context"),
    ];
    let mut table = Table::new("All routes; prices of the standard tier per 1M tokens.", columns);
    for route in &model.routes {
        table.row(vec![
            Cell::with_raw(around.place(&route.id), route.id.to_string()),
            Cell::new(listing(route.listing)),
            Cell::new(serves(&route.serves)),
            price(route, weigh_catalog::Meter::Input),
            price(route, weigh_catalog::Meter::Output),
            tokens(route),
        ]);
    }
    if table.rows.is_empty() { Vec::new() } else { vec![Block::Table(table)] }
}

fn price(route: &Route, meter: weigh_catalog::Meter) -> Cell {
    let rate = route.rate(meter, weigh_catalog::ServiceTier::Standard);
    let amount = rate.and_then(|rate| rate.amount.value());
    amount.map_or_else(Cell::unknown, |amount| {
        Cell::with_raw(format::rate_amount(*amount, meter.unit()), amount.to_string())
    })
}

fn tokens(route: &Route) -> Cell {
    let tokens: Option<u64> = route.facts.value(&Field::Context);
    tokens.map_or_else(Cell::unknown, |tokens| Cell::with_raw(format::short(tokens), tokens.to_string()))
}

/// Whether a route is on offer, in words.
pub fn listing(listing: Listing) -> String {
    match listing {
        Listing::Listed => "on offer".to_owned(),
        Listing::Withdrawn(day) => format!("withdrawn, not listed since {}", format::day(day)),
        Listing::NotYet(day) => format!("first listed on {}", format::day(day)),
    }
}

/// How sure it is that a route serves its model, in words.
pub(crate) fn serves(serves: &Serves) -> String {
    match serves {
        Serves::Resolved(by) => format!("yes: {by}"),
        Serves::Undecided { candidates, reason } => {
            let names: Vec<String> = candidates.iter().map(ToString::to_string).collect();
            format!("undecided between {}: {reason}", format::listed(&names))
        }
    }
}

fn results(model: &Model, around: Around) -> Vec<Block> {
    let mut blocks = Vec::new();
    for result in &model.results {
        let name = around
            .reference
            .benchmark(&result.benchmark)
            .map_or_else(|| result.benchmark.to_string(), |benchmark| benchmark.name.clone());
        let settings = if result.settings.is_empty() { String::new() } else { format!(", {}", result.settings) };
        let score = result.score().map_or_else(|| "no score".to_owned(), format::score);
        let inside = result.facts.iter().map(|(field, fact)| claims::block(field, fact, None, around)).collect();
        let summary = Inlines::new().strong(name).and(format!("{settings}: {score} (as {})", result.entrant));
        blocks.push(Block::Details { summary, blocks: inside });
    }
    blocks
}

fn related(model: &Model) -> Vec<Block> {
    let points: Vec<Inlines> = model
        .relations
        .iter()
        .map(|relation| {
            Inlines::text(format!("{}: ", relation.kind.label()))
                .link(relation.model.to_string(), Target::Page(Page::Model(relation.model.to_string())))
                .and(format!(" ({})", relation.evidence))
        })
        .collect();
    if points.is_empty() { Vec::new() } else { vec![Block::Bullets(points)] }
}

/// A route with every claim behind every value and price.
pub fn route_page(model: &Model, route: &Route, around: Around) -> Document {
    let intro = vec![Block::KeyValues(vec![
        ("Id".into(), Inlines::code(route.id.to_string())),
        ("Model id at the provider".into(), Inlines::code(&*route.own_id)),
        ("Listing".into(), listing(route.listing).into()),
        ("Serves the model".into(), serves(&route.serves).into()),
    ])];
    let fresh_days = around.fresh_days(route);
    let prices: Vec<Block> = route
        .rates
        .iter()
        .map(|rate| claims::block(&Field::Rate(rate.key.clone()), &rate.fact(), fresh_days, around))
        .collect();
    let prices = if prices.is_empty() {
        vec![Block::Note(
            NoteKind::Missing,
            "No source lists a price. State one in the private overlay (`--data DIR`).".into(),
        )]
    } else {
        prices
    };
    let sections = vec![section("prices", "Prices", prices), facts_section(&route.facts, |_| fresh_days, around)];
    let title = format!("{} at {}", names::of_model(model), around.place(&route.id));
    page(title, Some(Page::Model(model.id.to_string())), intro, sections, around.today)
}

/// A provider with every claim behind every value, and its routes.
pub fn provider_page(provider: &Provider, routes: &[list::RouteRow], around: Around) -> Document {
    let kind = provider.kind.map_or_else(Inlines::unknown, |kind| kind.id().into());
    let mut pairs = vec![("Id".into(), Inlines::code(provider.id.to_string())), ("Kind".into(), kind)];
    if let Some(lab) = &provider.first_party_of {
        pairs.push(("The own API of".into(), lab.to_string().into()));
    }
    let routes = if routes.is_empty() { Vec::new() } else { vec![Block::Table(list::routes_table(routes))] };
    let sections = vec![facts_section(&provider.facts, |_| None, around), section("routes", "Routes", routes)];
    let subject = Page::Provider(provider.id.to_string());
    page(provider.name.clone(), Some(subject), vec![Block::KeyValues(pairs)], sections, around.today)
}

/// A benchmark with everybody's scores and every claim about it.
pub fn board_page(board: &Board, name_of: &dyn Fn(&weigh_catalog::ModelId) -> String, around: Around) -> Document {
    let benchmark = &board.benchmark;
    let unit: String = benchmark.facts.value(&Field::ScoreUnit).unwrap_or_default();
    let direction = match benchmark.higher_is_better() {
        Some(true) => "Higher is better.",
        Some(false) => "Lower is better.",
        None => "No source says whether higher or lower is better.",
    };
    let columns = vec![Column::text("Rank"), Column::text("Model"), Column::number("Score"), Column::text("Settings")];
    let mut table =
        Table::new(format!("{direction} Equal scores share a rank; a rank says nothing about margins."), columns);
    for (rank, standing) in board.ranked() {
        let id = standing.model.to_string();
        let name = Inlines::new().link(name_of(&standing.model), Target::Page(Page::Model(id.clone())));
        table.rows.push(Row::new(vec![
            Cell::new(rank.to_string()),
            Cell::with_raw(name, id),
            Cell::with_raw(
                format!("{} {unit}", format::score(standing.score)).trim().to_owned(),
                standing.score.to_string(),
            ),
            Cell::new(&*standing.settings),
        ]));
    }
    let scores = if table.rows.is_empty() { Vec::new() } else { vec![Block::Table(table)] };
    let sections = vec![section("scores", "Scores", scores), facts_section(&benchmark.facts, |_| None, around)];
    let intro = vec![Block::KeyValues(vec![("Id".into(), Inlines::code(benchmark.id.to_string()))])];
    page(benchmark.name.clone(), Some(Page::Benchmark(benchmark.id.to_string())), intro, sections, around.today)
}

/// A source: licence, attribution and every reading.
pub fn source_page(source: &SourceNote, today: Day) -> Document {
    let address = if source.url.is_empty() {
        Inlines::unknown()
    } else {
        Inlines::new().link(source.url.clone(), Target::Address(source.url.clone()))
    };
    let or_unknown = |text: &str| if text.is_empty() { Inlines::unknown() } else { Inlines::text(text) };
    let intro = vec![Block::KeyValues(vec![
        ("Id".into(), Inlines::code(source.id.to_string())),
        ("Address".into(), address),
        ("Licence of the data".into(), or_unknown(&source.licence)),
        ("Attribution".into(), or_unknown(&source.attribution)),
    ])];
    let mut table = Table::new("Readings in use.", vec![Column::text("Version"), Column::text("Read on")]);
    for (version, day) in &source.readings {
        table.row(vec![Cell::new(version.clone()), Cell::new(format::day(*day))]);
    }
    let readings = if table.rows.is_empty() { Vec::new() } else { vec![Block::Table(table)] };
    page(source.name.clone(), Some(Page::Sources), intro, vec![section("readings", "Readings", readings)], today)
}

/// A fact's value in words, without citations.
pub(crate) fn in_words(field: &Field, fact: &Fact<weigh_catalog::Value>) -> String {
    fact.value().map_or_else(|| crate::block::UNKNOWN.to_owned(), |value| label::value(field, value))
}

#[cfg(test)]
mod tests;
