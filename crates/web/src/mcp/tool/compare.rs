//! `compare`: the main job.

use super::{Asked, Reply, Tool, unnamed};
use crate::address::{MOST_MODELS, write_query};
use crate::group::Group;
use crate::mcp::given::Given;
use crate::mcp::parameter::{Form, Parameter};
use crate::problem::Problem;
use std::sync::Arc;
use weigh_catalog::ModelId;
use weigh_render::block::{Block, Document, Page};
use weigh_render::gather::{Gathered, Question, model_id};
use weigh_render::json_v1;
use weigh_render::sections::{SECTIONS, SUMMARY, Section, Tails, comparison_page, comparison_summary};

/// `compare`
pub(super) const TOOL: Tool = Tool {
    name: "compare",
    title: "Compare models",
    about: "Compare 2 to 8 models for one month of traffic: verdict and how sure it is, scorecard, trade-offs, monthly \
            cost at the cheapest route that meets the needs, each value with its evidence.",
    parameters: &[
        Group::Own(&[Parameter::new(
            "models",
            Form::List,
            "2 to 8 models as people name them: `o4-mini`, `meta/llama-3.2-1b`",
        )]),
        Group::Workload,
        Group::Needs,
    ],
    needed: &["models"],
    answer,
};

fn answer(asked: &Asked, given: &mut Given) -> Result<Reply, Problem> {
    let edition = asked.edition;
    let catalog = edition.catalog();
    let names = given.list("models")?;
    if !(2..=MOST_MODELS).contains(&names.len()) {
        return Err(Problem::bad(format!("`models` names {}", names.len()))
            .detail(format!("a comparison takes 2 to {MOST_MODELS} models"))
            .hint("to look at one model, use the tool `show`"));
    }
    let (workload, needs) = given.question()?;
    let models: Vec<ModelId> = names
        .iter()
        .map(|name| model_id(catalog, name).map_err(|error| unnamed(edition, error)))
        .collect::<Result<_, _>>()?;
    let page = Page::Comparison(models.iter().map(ToString::to_string).collect()).address();
    let query = write_query(&workload, &needs, None);
    let page = if query.is_empty() { page } else { format!("{page}?{query}") };
    let question = Question { models, workload, needs };
    let gathered = Gathered::with_sources(catalog, question, Arc::clone(edition.sources()))?;
    let input = gathered.input(if asked.is_full { Tails::Folded } else { Tails::Counted });
    let (document, also) = if asked.is_full {
        (comparison_page(&input), String::new())
    } else {
        (without_long_tables(comparison_summary(&input)), rest())
    };
    Ok(asked.reply(&document, Some(&page), &also).with(&json_v1::comparison(&input)))
}

/// What the whole page has besides.
fn rest() -> String {
    let is_rest = |section: &&Section| SUMMARY.iter().all(|other| other.id != section.id);
    let titles: Vec<&str> = SECTIONS.iter().filter(is_rest).map(|section| section.title).collect();
    format!("the sections {}", titles.join(", "))
}

/// Rows of a table in the verdict that a brief answer has room for: four models make six pairs.
const PAIRS: usize = 6;

/// The verdicts of many pairs would leave no room for the costs.
fn without_long_tables(mut summary: Document) -> Document {
    for block in summary.sections.iter_mut().take(1).flat_map(|section| &mut section.blocks) {
        let Block::Table(table) = block else { continue };
        if table.rows.len() > PAIRS {
            let words = format!("the verdicts of {} pairs", table.rows.len());
            *block = Block::Details { summary: words.into(), blocks: Vec::new() };
        }
    }
    summary
}
