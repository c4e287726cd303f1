//! Lists: filtered by words, sorted by links in the headings, page by page.

use super::Shown;
use crate::address::{Listed, ROWS};
use crate::edition::Edition;
use crate::problem::Problem;
use maud::html;
use weigh_catalog::Day;
use weigh_render::block::{Block, Document, Order, Target};
use weigh_render::gather::{Sift, sift};
use weigh_render::show::list;

/// `/models`
pub(super) fn models(edition: &Edition, listed: &Listed, on: Option<Day>) -> Result<Shown, Problem> {
    page("/models", edition.models()?, listed, on, |rows| list::models(rows, edition.day()))
}

/// `/providers`
pub(super) fn providers(edition: &Edition, listed: &Listed, on: Option<Day>) -> Result<Shown, Problem> {
    page("/providers", edition.providers()?, listed, on, |rows| list::providers(rows, edition.day()))
}

/// `/benchmarks`
pub(super) fn benchmarks(edition: &Edition, listed: &Listed, on: Option<Day>) -> Result<Shown, Problem> {
    page("/benchmarks", edition.benchmarks()?, listed, on, |rows| list::benchmarks(rows, edition.day()))
}

/// `/sources`
pub(super) fn sources(edition: &Edition, on: Option<Day>) -> Shown {
    Shown::new(list::sources(edition.sources(), edition.day()), super::on_day("/sources", on))
}

fn page<R: Clone>(
    path: &'static str,
    rows: &[R],
    listed: &Listed,
    on: Option<Day>,
    document: impl Fn(&[R]) -> Document,
) -> Result<Shown, Problem> {
    let skip = (listed.page - 1).saturating_mul(ROWS);
    let words = listed.words.split_whitespace().map(str::to_owned).collect();
    let how = Sift { words, sort: listed.sort.clone(), skip, limit: Some(ROWS) };
    let (picked, count) = sift(&how, rows, &document)?;
    if picked.is_empty() && listed.page > 1 {
        return Err(Problem::new(404, format!("no page {} of this list", listed.page))
            .detail(format!("{count} rows make {} pages", count.div_ceil(ROWS)))
            .hint("start with page=1"));
    }
    let mut made = document(&picked);
    link_headings(&mut made, path, listed, on);
    let (here, pages) = (listed.clone(), count.div_ceil(ROWS));
    let all = rows.len();
    Ok(Shown::new(made, address(path, listed, on))
        .with_controls(move |root| controls(root, path, &here, on, (count, all), pages)))
}

/// The address of a part of a list.
fn address(path: &str, listed: &Listed, on: Option<Day>) -> String {
    let mut writer = form_urlencoded::Serializer::new(String::new());
    if !listed.words.trim().is_empty() {
        writer.append_pair("q", listed.words.trim());
    }
    if let Some(sort) = &listed.sort {
        writer.append_pair("sort", sort);
    }
    if listed.page > 1 {
        writer.append_pair("page", &listed.page.to_string());
    }
    if let Some(day) = on {
        writer.append_pair("on", &day.to_string());
    }
    let query = writer.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// Each heading leads to the list sorted by it; a second time the other way round. Numbers start with the most.
fn link_headings(document: &mut Document, path: &str, listed: &Listed, on: Option<Day>) {
    let current = listed.sort.as_deref().map(|sort| match sort.strip_prefix('-') {
        Some(name) => (name.to_lowercase(), Order::Descending),
        None => (sort.to_lowercase(), Order::Ascending),
    });
    for block in document.sections.iter_mut().flat_map(|section| &mut section.blocks) {
        let Block::Table(table) = block else { continue };
        for column in &mut table.columns {
            let name = column.title.to_lowercase();
            column.order = current.as_ref().filter(|(sorted, _)| *sorted == name).map(|(_, order)| *order);
            let is_down = match column.order {
                Some(order) => order == Order::Ascending,
                None => column.is_numeric,
            };
            let sort = if is_down { format!("-{name}") } else { name };
            let sorted = Listed { sort: Some(sort), page: 1, ..listed.clone() };
            column.link = Some(Target::Site(address(path, &sorted, on)));
        }
    }
}

fn controls(
    root: &str,
    path: &str,
    listed: &Listed,
    on: Option<Day>,
    (count, all): (usize, usize),
    pages: usize,
) -> maud::Markup {
    let to = |page: usize| format!("{root}{}", address(path, &Listed { page, ..listed.clone() }, on));
    html! {
        form.filter action=(format!("{root}{path}")) method="get" {
            label for="filter" { "Rows that hold" }
            input #filter type="search" name="q" value=(listed.words) maxlength="200";
            @if let Some(sort) = &listed.sort { input type="hidden" name="sort" value=(sort); }
            @if let Some(day) = on { input type="hidden" name="on" value=(day); }
            button type="submit" { "Filter" }
            span.count role="status" { (count) " of " (all) }
        }
        @if pages > 1 {
            nav.pages aria-label="Pages of the list" {
                @if listed.page > 1 { a rel="prev" href=(to(listed.page - 1)) { "Previous" } }
                span { "Page " (listed.page) " of " (pages) }
                @if listed.page < pages { a rel="next" href=(to(listed.page + 1)) { "Next" } }
            }
        }
    }
}
