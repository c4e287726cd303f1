//! `/pick`: routes that meet needs, by what a month costs; the address is the whole question.

use super::{Made, Shown, question};
use crate::edition::Edition;
use crate::pick::PickQuery;
use crate::problem::{Problem, shortened};
use maud::{Markup, html};
use std::fmt::Write as _;
use std::sync::Arc;
use weigh_catalog::{Day, Model, ModelId, Route};
use weigh_compare::{By, Unknown};
use weigh_render::gather::{GatherError, PICKED_SHOWN, Picked, Thing, index_name, thing};
use weigh_render::sections::Tails;
use weigh_render::show::{PickPage, explain_page, pick_page};

/// `/pick`
pub(super) fn page(edition: &Edition, query: &PickQuery, on: Option<Day>) -> Result<Made, Problem> {
    let catalog = edition.catalog();
    let explained = query.explain.as_deref().map(|text| route(edition, text)).transpose()?;
    let picked = Picked::new(catalog, query.asked(PICKED_SHOWN))?;
    let index = catalog.index().map_err(GatherError::from)?;
    let name_of = |id: &ModelId| index_name(index, id);
    let tails = if query.is_whole { Tails::Folded } else { Tails::Counted };
    let page = PickPage { picked: &picked, around: edition.around(), name_of: &name_of, tails };
    let document = match &explained {
        Some((model, route)) => explain_page(page, model, route),
        None => pick_page(page),
    };
    let written = query.write(on);
    let path = if written.is_empty() { "/pick".to_owned() } else { format!("/pick?{written}") };
    let whole = format!("{path}{}all=yes", if path.contains('?') { '&' } else { '?' });
    let query = query.clone();
    let shown = Shown::new(document, path).with_controls(move |root| controls(root, &query, on));
    Ok(Shown { whole: Some(whole), ..shown }.into_made())
}

/// A route by its id, or as people name one.
pub(crate) fn route(edition: &Edition, text: &str) -> Result<(Arc<Model>, Box<Route>), Problem> {
    match thing(edition.catalog(), text)? {
        Thing::Route(model, route) => Ok((model, route)),
        _ => {
            Err(Problem::new(404, format!("`{}` is no route", shortened(text)))
                .hint("name one as `lab/model@provider`"))
        }
    }
}

fn controls(root: &str, query: &PickQuery, on: Option<Day>) -> Markup {
    let everything = PickQuery { explain: None, ..query.clone() };
    html! {
        form.question action=(format!("{root}/pick")) method="get" {
            (question::workload_fields(&query.workload))
            (question::need_fields(&query.needs))
            fieldset.needs {
                legend { "Answer" }
                label { "Set price against"
                    input type="text" name="benchmark" value=(query.benchmark.as_deref().unwrap_or_default()) placeholder="epoch/gpqa-diamond" autocomplete="off" maxlength="200";
                }
                label { "Routes with a missing fact"
                    select name="unknown" {
                        @for unknown in Unknown::ALL {
                            option value=(if unknown == Unknown::default() { "" } else { unknown.id() }) selected[unknown == query.unknown] {
                                (words(unknown))
                            }
                        }
                    }
                }
                label { "One row for each"
                    select name="by" {
                        @for by in By::ALL {
                            option value=(if by == By::default() { "" } else { by.id() }) selected[by == query.by] { (by.id()) }
                        }
                    }
                }
                label { "Explain one route"
                    input type="text" name="explain" value=(query.explain.as_deref().unwrap_or_default()) placeholder="lab/model@provider" autocomplete="off" maxlength="200";
                }
            }
            @if let Some(day) = on { input type="hidden" name="on" value=(day); }
            p.actions { button type="submit" { "Pick" } }
        }
        p.out {
            code #command { (command(query, on)) }
            button type="button" data-copy="#command" hidden { "Copy command" }
            a href=(api(query, on)) data-root { "JSON" }
            button type="button" data-copy-link hidden { "Copy link" }
            @if query.explain.is_some() { a href=(format!("{root}/pick?{}", everything.write(on))) { "All routes" } }
        }
    }
}

const fn words(unknown: Unknown) -> &'static str {
    match unknown {
        Unknown::Show => "in a list of their own",
        Unknown::Include => "among the others",
        Unknown::Exclude => "only counted",
    }
}

/// The same answer of the API.
fn api(query: &PickQuery, on: Option<Day>) -> String {
    let plain = PickQuery { explain: None, ..query.clone() };
    let query = match &query.explain {
        Some(route) => {
            let plain = PickQuery { unknown: Unknown::default(), by: By::default(), benchmark: None, ..plain };
            let mut writer = form_urlencoded::Serializer::new(String::new());
            writer.append_pair("route", route);
            return format!("/api/v1/explain?{}", [writer.finish(), plain.write(on)].join("&").trim_end_matches('&'));
        }
        None => plain.write(on),
    };
    format!("/api/v1/pick?{query}").trim_end_matches('?').to_owned()
}

fn command(query: &PickQuery, on: Option<Day>) -> String {
    let mut command = format!("weigh pick{}", question::flags(&query.workload, &query.needs));
    for (name, value) in query.besides() {
        let _ = write!(command, " --{name} '{}'", value.replace('\'', ""));
    }
    command.push_str(&on.map(|day| format!(" --on {day}")).unwrap_or_default());
    command
}
