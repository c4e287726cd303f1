//! Ladders over the routes of a model: what they charge and how much they read, routes with the same value together.

use super::{Around, place};
use crate::block::Block;
use crate::chart::{Bar, Chart, Data};
use crate::format;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use weigh_catalog::{Field, Meter, Model, Route, ServiceTier};

/// Rungs of one ladder.
const RUNGS: usize = 10;

/// Providers named on one rung.
const NAMED: usize = 2;

/// One ladder.
struct Ladder {
    id: &'static str,
    title: &'static str,
    /// What a value counts, behind the words for it.
    per: &'static str,
    value: fn(&Route) -> Option<Decimal>,
    words: fn(Decimal) -> String,
    is_highest_first: bool,
}

const LADDERS: [Ladder; 2] = [
    Ladder {
        id: "price-ladder",
        title: "Output price over routes on offer, standard tier, lowest first",
        per: " per 1M tokens",
        value: |route| Some(route.rate(Meter::Output, ServiceTier::Standard)?.amount.value()?.amount()),
        words: |amount| format::price(weigh_catalog::Usd::new(amount)),
        is_highest_first: false,
    },
    Ladder {
        id: "context-ladder",
        title: "Context window over routes on offer, largest first",
        per: " tokens",
        value: |route| route.facts.value::<u64>(&Field::Context).map(Decimal::from),
        words: |tokens| u64::try_from(tokens).map_or_else(|_| tokens.to_string(), format::short),
        is_highest_first: true,
    },
];

/// The ladders of a model whose routes differ.
pub(super) fn ladders(model: &Model, around: Around) -> Vec<Block> {
    LADDERS.iter().filter_map(|ladder| chart(ladder, model, around)).map(Block::Chart).collect()
}

fn chart(ladder: &Ladder, model: &Model, around: Around) -> Option<Chart> {
    let mut rungs: BTreeMap<Decimal, Vec<&Route>> = BTreeMap::new();
    let mut unknown = 0_usize;
    for route in model.live_routes() {
        match (ladder.value)(route) {
            Some(value) => rungs.entry(value).or_default().push(route),
            None => unknown += 1,
        }
    }
    if rungs.len() < 2 {
        return None;
    }
    let count = rungs.len();
    let mut rungs: Vec<(Decimal, Vec<&Route>)> = rungs.into_iter().collect();
    if ladder.is_highest_first {
        rungs.reverse();
    }
    let bars: Vec<Bar> = rungs.iter().take(RUNGS).map(|(value, routes)| bar(ladder, *value, routes, around)).collect();
    let left_out = (count > RUNGS).then(|| format!("; {} further values are left out", count - RUNGS));
    let unknown = (unknown > 0).then(|| format!("; unknown for {}", format::counted(unknown, "route", "routes")));
    let title = [Some(ladder.title.to_owned()), left_out, unknown].into_iter().flatten().collect();
    let described: Vec<String> = bars.iter().map(|bar| format!("{}: {}", bar.label, bar.text)).collect();
    let description = format!("{}.", described.join("; "));
    Some(Chart { id: ladder.id.to_owned(), title, description, data: Data::Bars(bars) })
}

/// A value, with the first of its routes by name of provider.
fn bar(ladder: &Ladder, value: Decimal, routes: &[&Route], around: Around) -> Bar {
    let mut names: Vec<String> = routes.iter().map(|route| place(around.reference, &route.id)).collect();
    names.sort_by_key(|name| name.to_lowercase());
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    if more > 0 {
        names.push(format!("{more} more"));
    }
    let label = format::listed(&names);
    Bar { label, group: 0, amount: value, text: format!("{}{}", (ladder.words)(value), ladder.per) }
}
