//! Lists: filtered by words, sorted by links in the headings, page by page.

use super::Shown;
use crate::address::{Listed, ROWS};
use crate::columns;
use crate::edition::Edition;
use crate::problem::Problem;
use maud::html;
use weigh_catalog::Day;
use weigh_render::block::{Block, Document, Order, Target};
use weigh_render::gather::{Sift, sift};
use weigh_render::show::list::{self, MODEL_COLUMNS, ModelRow};

/// `/models`
pub(super) fn models(edition: &Edition, listed: &Listed, on: Option<Day>) -> Result<Shown, Problem> {
    let shown = columns::shown(&listed.columns, listed.sort.as_deref());
    let document = |rows: &[ModelRow]| list::models_in(rows, &shown, edition.day());
    let ids = shown.iter().map(|column| column.id).collect();
    page("/models", edition.models()?, listed, on, document, ids)
}

/// `/providers`
pub(super) fn providers(edition: &Edition, listed: &Listed, on: Option<Day>) -> Result<Shown, Problem> {
    page("/providers", edition.providers()?, listed, on, |rows| list::providers(rows, edition.day()), Vec::new())
}

/// `/benchmarks`
pub(super) fn benchmarks(edition: &Edition, listed: &Listed, on: Option<Day>) -> Result<Shown, Problem> {
    page("/benchmarks", edition.benchmarks()?, listed, on, |rows| list::benchmarks(rows, edition.day()), Vec::new())
}

/// `/sources`
pub(super) fn sources(edition: &Edition, on: Option<Day>) -> Shown {
    Shown::new(list::sources(edition.sources(), edition.day()), super::on_day("/sources", on))
}

/// A list; `shown` are the columns it has, where readers can choose.
fn page<R: Clone>(
    path: &'static str,
    rows: &[R],
    listed: &Listed,
    on: Option<Day>,
    document: impl Fn(&[R]) -> Document,
    shown: Vec<&'static str>,
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
        .with_controls(move |root| controls(root, path, &here, on, (count, all), pages, &shown)))
}

/// The address of a part of a list.
fn address(path: &str, listed: &Listed, on: Option<Day>) -> String {
    let mut writer = form_urlencoded::Serializer::new(String::new());
    if !listed.words.trim().is_empty() {
        writer.append_pair("q", listed.words.trim());
    }
    if !listed.columns.is_empty() {
        writer.append_pair(columns::PARAMETER, &listed.columns.join(","));
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

/// What columns the list of models has. The first is always there, and is sent so that it may be the only one.
fn columns_chooser(shown: &[&'static str]) -> maud::Markup {
    html! {
        details {
            summary { "Columns" }
            fieldset {
                legend { "Columns of the list" }
                @for (place, column) in MODEL_COLUMNS.iter().enumerate() {
                    @if place == 0 {
                        input type="hidden" name=(columns::PARAMETER) value=(column.id);
                    } @else {
                        label.check {
                            input type="checkbox" name=(columns::PARAMETER) value=(column.id) checked[shown.contains(&column.id)];
                            " " (column.title)
                        }
                    }
                }
            }
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
    shown: &[&'static str],
) -> maud::Markup {
    let to = |page: usize| format!("{root}{}", address(path, &Listed { page, ..listed.clone() }, on));
    html! {
        form.filter action=(format!("{root}{path}")) method="get" {
            label for="filter" { "Rows that hold" }
            input #filter type="search" name="q" value=(listed.words) maxlength="200";
            @if let Some(sort) = &listed.sort { input type="hidden" name="sort" value=(sort); }
            @if let Some(day) = on { input type="hidden" name="on" value=(day); }
            @if !shown.is_empty() { (columns_chooser(shown)) }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::Site;
    use crate::{Body, answer};
    use std::sync::LazyLock;
    use weigh_catalog::Catalog;
    use weigh_render::output::{Options, csv};

    static EDITION: LazyLock<Edition> = LazyLock::new(|| {
        let packed = weigh_store::open(None).unwrap().packed;
        Edition::new(Catalog::new(packed, jiff::civil::date(2026, 11, 22))).unwrap()
    });

    fn listed(words: &str, columns: &[&'static str], sort: Option<&str>) -> Listed {
        Listed { words: words.into(), sort: sort.map(str::to_owned), page: 1, columns: columns.to_vec() }
    }

    #[test]
    fn chosen_columns_hold_what_the_pages_of_the_models_say() {
        let chosen = ["model", "lab", "openness", "context", "input", "output", "month"];
        let lines = |words: &str, sort: Option<&str>| {
            let shown = models(&EDITION, &listed(words, &chosen, sort), None).unwrap();
            (csv::OUTPUT.render)(&shown.document, &Options::default())
        };
        let text = lines("o4-mini openai", None);
        assert_eq!(text.lines().next(), Some("Model,Lab,Openness,Context,Input,Output,Month"));
        assert_eq!(
            text.lines().find(|line| line.starts_with("o4-mini,")),
            Some("o4-mini,OpenAI,closed,200000,0.99,4,1792")
        );
        let text = lines("llama 3.2 1b meta", Some("month"));
        assert_eq!(
            text.lines().find(|line| line.starts_with("Llama 3.2 1B,")),
            Some("Llama 3.2 1B,Meta,open weights,131072,0.1,0.1,105")
        );
    }

    #[test]
    fn a_list_is_sorted_by_a_column_that_was_not_chosen_and_then_shown() {
        let shown = models(&EDITION, &listed("", &["model"], Some("-month")), None).unwrap();
        let costs = EDITION.costs().unwrap();
        let most = costs.values().max().unwrap();
        let (_, table) = shown.document.tables()[0];
        let titles: Vec<&str> = table.columns.iter().map(|column| column.title.as_str()).collect();
        assert_eq!(titles, ["Model", "Month"]);
        assert_eq!(table.rows[0].cells[1].raw(), most.to_string());
        assert_eq!(table.columns[1].link, Some(Target::Site("/models?columns=model&sort=month".into())));
    }

    #[test]
    fn the_address_without_the_form_names_only_what_is_not_usual() {
        let page = |query: &str| match answer(&EDITION, &Site::default(), "/models", query).body {
            Body::Html(text) => text,
            other => panic!("{other:?}"),
        };
        let form = "q=llama&columns=model&columns=routes&columns=month&sort=-month&on=2026-10-01";
        let text = page(form);
        let canonical = "href=\"/models?q=llama&amp;columns=model%2Cmonth%2Croutes&amp;sort=-month&amp;on=2026-10-01\"";
        assert!(text.contains(&format!("<link rel=\"canonical\" {canonical}>")), "{text}");
        assert!(text.contains("<input type=\"checkbox\" name=\"columns\" value=\"month\" checked>"));
        assert!(text.contains("<input type=\"checkbox\" name=\"columns\" value=\"lab\">"));
        assert!(text.contains("<legend>Columns of the list</legend>"));
        let usual = page(
            "columns=model&columns=id&columns=released&columns=parameters&columns=openness&columns=context&columns=routes",
        );
        assert!(usual.contains("<link rel=\"canonical\" href=\"/models\">"), "{usual}");
        assert_eq!(usual, page(""));
    }

    #[test]
    fn only_the_list_of_models_has_columns_to_choose() {
        let status = |path: &str, query: &str| answer(&EDITION, &Site::default(), path, query).status;
        assert_eq!(status("/models", "columns=lab"), 200);
        assert_eq!(status("/models", "columns=price"), 400);
        assert_eq!(status("/providers", "columns=id"), 400);
        assert_eq!(status("/models", "columns=lab&sort=colour"), 400);
    }
}
