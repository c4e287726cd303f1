//! `weigh list`.

use super::{answer, source_notes};
use crate::arguments::{List, What};
use crate::commands::history::place;
use crate::failure::Failure;
use crate::open;
use weigh_catalog::{
    Catalog, Fact, Field, Listing, Meter, Model, ProviderId, Rate, Reference as _, Route, ServiceTier, Usd,
};
use weigh_compare::profile::openness;
use weigh_render::block::{Document, Row, Table};
use weigh_render::json_v1;
use weigh_render::show::list::{self, BenchmarkRow, ModelRow, ProviderRow, RouteRow};

/// Runs the command.
pub(crate) fn run(arguments: &List) -> Result<(), Failure> {
    let catalog = open::catalog(&arguments.common)?;
    let day = catalog.day();
    match arguments.what {
        What::Models => {
            let rows = pick(arguments, model_rows(&catalog)?, |rows| list::models(rows, day))?;
            answer(&arguments.common, &list::models(&rows, day), || json_v1::to_text(&json_v1::models(&rows, day)))
        }
        What::Providers => {
            let rows = pick(arguments, provider_rows(&catalog)?, |rows| list::providers(rows, day))?;
            answer(&arguments.common, &list::providers(&rows, day), || {
                json_v1::to_text(&json_v1::providers(&rows, day))
            })
        }
        What::Routes => {
            let rows = pick(arguments, all_route_rows(&catalog)?, |rows| list::routes(rows, day))?;
            answer(&arguments.common, &list::routes(&rows, day), || json_v1::to_text(&json_v1::routes(&rows, day)))
        }
        What::Benchmarks => {
            let rows = pick(arguments, benchmark_rows(&catalog)?, |rows| list::benchmarks(rows, day))?;
            answer(&arguments.common, &list::benchmarks(&rows, day), || {
                json_v1::to_text(&json_v1::benchmarks(&rows, day))
            })
        }
        What::Sources => {
            let rows = pick(arguments, source_notes(&catalog)?, |rows| list::sources(rows, day))?;
            answer(&arguments.common, &list::sources(&rows, day), || json_v1::to_text(&json_v1::sources(&rows, day)))
        }
    }
}

/// Filters, sorts and cuts rows by the cells of the table they make, so that what one sees is what one filters by.
fn pick<R: Clone>(arguments: &List, rows: Vec<R>, page: impl Fn(&[R]) -> Document) -> Result<Vec<R>, Failure> {
    let document = page(&rows);
    let Some(table) = document.tables().first().map(|(_, table)| (*table).clone()) else { return Ok(rows) };
    let mut places: Vec<usize> = (0..rows.len()).filter(|place| matches(arguments, table.rows.get(*place))).collect();
    if let Some(column) = &arguments.sort {
        sort(&mut places, &table, column)?;
    }
    places.truncate(arguments.limit.unwrap_or(usize::MAX));
    if places.is_empty() && !rows.is_empty() {
        return Err(Failure::input("nothing matches")
            .cause(format!("none of {} rows holds {}", rows.len(), quoted(&arguments.pattern)))
            .hint("use fewer or shorter words"));
    }
    Ok(places.into_iter().map(|place| rows[place].clone()).collect())
}

fn quoted(patterns: &[String]) -> String {
    patterns.iter().map(|pattern| format!("`{pattern}`")).collect::<Vec<_>>().join(" and ")
}

fn matches(arguments: &List, row: Option<&Row>) -> bool {
    let Some(row) = row else { return false };
    let text =
        row.cells.iter().map(|cell| format!("{} {}", cell.inlines.plain(), cell.raw())).collect::<Vec<_>>().join(" ");
    let text = text.to_lowercase();
    arguments.pattern.iter().all(|pattern| text.contains(&pattern.to_lowercase()))
}

/// Sorts by a column; numbers as numbers, what is unknown last either way.
fn sort(places: &mut [usize], table: &Table, column: &str) -> Result<(), Failure> {
    let (is_descending, name) = column.strip_prefix('-').map_or((false, column), |name| (true, name));
    let titles: Vec<String> = table.columns.iter().map(|column| column.title.to_lowercase()).collect();
    let wanted = name.to_lowercase();
    let place = titles
        .iter()
        .position(|title| *title == wanted)
        .or_else(|| titles.iter().position(|title| title.starts_with(&wanted)));
    let Some(column) = place else {
        return Err(Failure::input(format!("no column `{name}`")).hint(format!("columns are {}", titles.join(", "))));
    };
    let key = |row: usize| {
        let raw = table
            .rows
            .get(row)
            .and_then(|row| row.cells.get(column))
            .map(weigh_render::block::Cell::raw)
            .unwrap_or_default();
        let number = weigh_catalog::money::parse_decimal(&raw).ok();
        (raw.is_empty() || raw == weigh_render::block::UNKNOWN, number, raw)
    };
    places.sort_by(|a, b| {
        let (a, b) = (key(*a), key(*b));
        let unknown = a.0.cmp(&b.0);
        let order = match (a.1, b.1) {
            (Some(a), Some(b)) => a.cmp(&b),
            (a_number, b_number) => b_number.is_some().cmp(&a_number.is_some()).then_with(|| a.2.cmp(&b.2)),
        };
        unknown.then(if is_descending { order.reverse() } else { order })
    });
    Ok(())
}

fn model_rows(catalog: &Catalog) -> Result<Vec<ModelRow>, Failure> {
    let models = catalog.models()?;
    let row = |model: &Model| {
        let name: Option<String> = model.facts.value(&Field::Licence);
        let licence = name.and_then(|name| catalog.licence(&name));
        ModelRow::of(model, openness(model, licence.as_ref()).map(|stated| stated.value))
    };
    Ok(models.iter().map(row).collect())
}

fn all_route_rows(catalog: &Catalog) -> Result<Vec<RouteRow>, Failure> {
    let models = catalog.models()?;
    let listed = |route: &&Route| route.listing == Listing::Listed;
    Ok(models.iter().flat_map(|model| route_rows(catalog, model, listed)).collect())
}

/// A row for each of a model's routes that pass.
pub(crate) fn route_rows(catalog: &Catalog, model: &Model, passes: impl Fn(&&Route) -> bool) -> Vec<RouteRow> {
    model.routes.iter().filter(|route| passes(route)).map(|route| route_row(catalog, model, route)).collect()
}

fn route_row(catalog: &Catalog, model: &Model, route: &Route) -> RouteRow {
    let price =
        |meter| route.rate(meter, ServiceTier::Standard).and_then(|Rate { amount, .. }| amount.value().copied());
    let (input, output): (Option<Usd>, Option<Usd>) = (price(Meter::Input), price(Meter::Output));
    let context: Fact<u64> = route.facts.typed(&Field::Context);
    RouteRow {
        id: route.id.clone(),
        model: model.name.clone(),
        place: place(catalog, route),
        input,
        output,
        context: context.value().copied(),
        tiers: route.tiers(),
        listing: listing(route.listing),
    }
}

fn listing(listing: Listing) -> String {
    match listing {
        Listing::Listed => "listed".to_owned(),
        Listing::Withdrawn(day) => format!("withdrawn since {day}"),
        Listing::NotYet(day) => format!("from {day}"),
    }
}

fn provider_rows(catalog: &Catalog) -> Result<Vec<ProviderRow>, Failure> {
    let mut counts: std::collections::BTreeMap<ProviderId, usize> = std::collections::BTreeMap::new();
    for route in catalog.index()?.iter().flat_map(|entry| &entry.routes).filter(|route| route.is_live) {
        *counts.entry(route.provider.clone()).or_default() += 1;
    }
    let ids = catalog.provider_ids()?;
    let rows = ids.into_iter().filter_map(|id| {
        let provider = catalog.provider(&id)?;
        let routes = counts.get(&id).copied().unwrap_or(0);
        Some(ProviderRow { id, name: provider.name, kind: provider.kind, routes })
    });
    Ok(rows.collect())
}

fn benchmark_rows(catalog: &Catalog) -> Result<Vec<BenchmarkRow>, Failure> {
    let rows = catalog.benchmark_ids()?.into_iter().filter_map(|id| {
        let board = catalog.board(&id)?;
        let metric = board.benchmark.facts.value(&Field::Metric);
        Some(BenchmarkRow {
            id,
            name: board.benchmark.name.clone(),
            areas: board.benchmark.areas(),
            metric,
            results: board.standings.len(),
        })
    });
    Ok(rows.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use weigh_render::block::{Cell, Column, Inlines};

    fn table() -> Table {
        let mut table = Table::new("prices", vec![Column::text("Name"), Column::number("Input")]);
        for (name, input) in [("b", "2"), ("a", "10"), ("c", "")] {
            table.row(vec![Cell::new(Inlines::text(name)), Cell::with_raw(Inlines::text(input), input)]);
        }
        table
    }

    fn sorted(column: &str) -> Vec<usize> {
        let mut places = vec![0, 1, 2];
        sort(&mut places, &table(), column).unwrap();
        places
    }

    #[test]
    fn numbers_sort_as_numbers_and_unknown_comes_last() {
        assert_eq!(sorted("input"), [0, 1, 2]);
        assert_eq!(sorted("-input"), [1, 0, 2]);
        assert_eq!(sorted("name"), [1, 0, 2]);
        assert!(sort(&mut [], &table(), "colour").is_err());
    }
}
