//! `list_routes`: which providers serve what, at which price.

use super::{Asked, Reply, Tool, unnamed};
use crate::group::Group;
use crate::mcp::given::Given;
use crate::mcp::parameter::{Form, Parameter};
use crate::problem::{Problem, shortened};
use weigh_render::block::{Block, Inlines};
use weigh_render::format::counted;
use weigh_render::gather::{Sift, model_id, sift};
use weigh_render::json_v1;
use weigh_render::show::list;
use weigh_render::show::list::RouteRow;

/// Most rows of one answer.
const MOST: usize = 500;

/// Rows without a limit of one's own.
const USUAL: usize = 20;

/// `list_routes`
pub(super) const TOOL: Tool = Tool {
    name: "list_routes",
    title: "List routes",
    about: "Routes on offer (one model at one provider) with standard prices per 1M tokens, context and service tiers; \
            of one model or by words, sorted by a column, cheapest input first unless told otherwise.",
    parameters: &[Group::Own(&[
        Parameter::new("model", Form::Text, "Only routes of this model"),
        Parameter::new("words", Form::Text, "Only rows that hold all of these words: `llama fireworks`"),
        Parameter::new(
            "sort",
            Form::Text,
            "Column: route, model, at, input (default), output, context, tiers; a leading `-` turns it round",
        ),
        Parameter::new("limit", Form::Count(MOST), "At most so many rows; default 20"),
    ])],
    needed: &[],
    answer,
};

fn answer(asked: &Asked, given: &mut Given) -> Result<Reply, Problem> {
    let edition = asked.edition;
    let model = given.text("model")?;
    let words = given.text("words")?.unwrap_or_default();
    let sort = given.text("sort")?.unwrap_or_else(|| "input".to_owned());
    let limit = given.count("limit", USUAL)?;
    let mut rows: Vec<RouteRow> = edition.routes()?.to_vec();
    if let Some(name) = model {
        let id = model_id(edition.catalog(), &name).map_err(|error| unnamed(edition, error))?;
        rows.retain(|row| row.id.model == id);
    }
    let how = Sift {
        words: words.split_whitespace().map(str::to_owned).collect(),
        sort: Some(sort),
        skip: 0,
        limit: Some(limit),
    };
    let (picked, count) = sift(&how, &rows, |rows| list::routes(rows, edition.day()))?;
    if count == 0 {
        return Err(Problem::new(404, "no route on offer matches")
            .detail(format!("none of {} holds `{}`", counted(rows.len(), "route", "routes"), shortened(&words)))
            .hint("use fewer or shorter words, or find the model with the tool `search`"));
    }
    let mut document = list::routes(&picked, edition.day());
    if count > picked.len() {
        let words = Inlines::text(format!("{count} routes match, {} are shown; to see more, raise ", picked.len()));
        document.intro.push(Block::Paragraph(words.then(Inlines::code("limit")).and(".")));
    }
    Ok(asked.reply(&document, None, "").with(&json_v1::routes(&picked, edition.day())))
}
