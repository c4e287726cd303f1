//! `/`: what it is for, search, and where to begin.

use super::{Shown, on_day};
use crate::edition::Edition;
use crate::problem::Problem;
use crate::search::search;
use maud::html;
use weigh_catalog::Day;
use weigh_render::block::{Block, Cell, Column, Document, Inlines, Page, Section, Table, Target};
use weigh_render::card::Card;
use weigh_render::format;
use weigh_render::show::list::ModelRow;

/// The title of the front page.
const TITLE: &str = "Choose an LLM with evidence";

/// What all of it is for.
const QUESTION: &str = "Which model, on which provider, for this workload, and how sure are we?";

/// How many of the most served models the front page names.
const NAMED: usize = 12;

/// Comparisons people ask for, by the names they type; those that name no model are left out.
const EXAMPLES: &[[&str; 2]] = &[
    ["llama-3.2-1b", "trinity-large-thinking"],
    ["o4-mini", "claude-sonnet-4-5"],
    ["gpt-5-mini", "gemini-2.5-flash"],
    ["deepseek-v3.1", "kimi-k2"],
];

/// `/`
pub(super) fn page(edition: &Edition, on: Option<Day>) -> Result<Shown, Problem> {
    let models = edition.models()?;
    let routes: usize = models.iter().map(|row| row.routes).sum();
    let about = format!(
        "{QUESTION} {}, {}, {} on offer, {}. \
         Every value says who stated it, when it was read and from when it holds.",
        format::counted(models.len(), "model", "models"),
        format::counted(edition.providers()?.len(), "provider", "providers"),
        format::counted(routes, "route", "routes"),
        format::counted(edition.benchmarks()?.len(), "benchmark", "benchmarks"),
    );
    let sections = vec![
        Section { id: "examples".into(), title: "Compare".into(), blocks: examples(edition)? },
        Section { id: "served".into(), title: "Most served models".into(), blocks: vec![most_served(models)] },
        Section { id: "readings".into(), title: "Newest readings".into(), blocks: vec![readings(edition)] },
    ];
    let card = Card::of_facts(
        TITLE.to_owned(),
        Some(QUESTION.to_owned()),
        vec![
            ("Models".to_owned(), format::decimal(models.len().into())),
            ("Providers".to_owned(), format::decimal(edition.providers()?.len().into())),
            ("Routes on offer".to_owned(), format::decimal(routes.into())),
            ("Benchmarks".to_owned(), format::decimal(edition.benchmarks()?.len().into())),
        ],
        edition.day(),
    );
    let document = Document {
        title: TITLE.to_owned(),
        summary: about.clone(),
        intro: vec![Block::Paragraph(about.into())],
        sections,
        colophon: format!("As of {}.", format::day(edition.day())),
        ..Document::default()
    };
    Ok(Shown::new(document, on_day("/", on)).with_card(card).with_controls(|root| {
        html! {
            form.add action=(format!("{root}/compare")) method="get" {
                label for="one" { "Compare" }
                input #one name="model" autocomplete="off" maxlength="200" required placeholder="a model" data-suggest="model";
                label for="two" { "with" }
                input #two name="model" autocomplete="off" maxlength="200" required placeholder="another" data-suggest="model";
                button type="submit" { "Compare" }
            }
        }
    }))
}

fn examples(edition: &Edition) -> Result<Vec<Block>, Problem> {
    let mut points = Vec::new();
    for names in EXAMPLES {
        let mut found = Vec::new();
        for name in names {
            found.extend(search(edition, name, 1)?.into_iter().filter(|hit| hit.kind == "model"));
        }
        if let [one, two] = found.as_slice() {
            let page = Page::Comparison(vec![one.id.clone(), two.id.clone()]);
            points.push(Inlines::new().link(format!("{} vs {}", one.name, two.name), Target::Page(page)));
        }
    }
    Ok(vec![Block::Bullets(points)])
}

fn most_served(models: &[ModelRow]) -> Block {
    let mut rows: Vec<&ModelRow> = models.iter().collect();
    rows.sort_by_key(|row| (std::cmp::Reverse(row.routes), &row.id));
    let mut table = Table::new("By routes on offer.", vec![Column::text("Model"), Column::number("Routes")]);
    for row in rows.into_iter().take(NAMED) {
        let page = Target::Page(Page::Model(row.id.to_string()));
        table.row(vec![Cell::new(Inlines::new().link(row.name.clone(), page)), Cell::new(row.routes.to_string())]);
    }
    Block::Table(table)
}

fn readings(edition: &Edition) -> Block {
    let mut rows: Vec<_> = edition
        .sources()
        .iter()
        .filter_map(|source| Some((source.readings.iter().map(|(_, day)| *day).max()?, source)))
        .collect();
    rows.sort_by_key(|(day, source)| (std::cmp::Reverse(*day), source.name.clone()));
    let mut table =
        Table::new("When each source was last read.", vec![Column::text("Source"), Column::text("Read on")]);
    for (day, source) in rows {
        table.row(vec![Cell::new(source.name.clone()), Cell::new(format::day(day))]);
    }
    Block::Table(table)
}
