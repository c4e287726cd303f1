//! `search`: which models, providers and benchmarks fit some words.

use super::{Asked, Reply, Tool};
use crate::group::Group;
use crate::mcp::given::Given;
use crate::mcp::parameter::{Form, Parameter};
use crate::problem::Problem;
use crate::search::{Hit, search};
use serde_json::json;
use weigh_render::block::{Block, Cell, Column, Document, Inlines, NoteKind, Section, Table};
use weigh_render::format::counted;

/// Most hits of one answer.
const MOST: usize = 100;

/// Hits without a limit of one's own.
const USUAL: usize = 10;

/// `search`
pub(super) const TOOL: Tool = Tool {
    name: "search",
    title: "Search",
    about: "Find models, providers and benchmarks by name, also misspelt. Gives the ids that the other tools take.",
    parameters: &[Group::Own(&[
        Parameter::new("text", Form::Text, "Words of the name: `llama 3.2 1b`, `fireworks`"),
        Parameter::new("kind", Form::Choice(&["model", "provider", "benchmark"]), "Only things of this kind"),
        Parameter::new("limit", Form::Count(MOST), "At most so many hits; default 10"),
    ])],
    needed: &["text"],
    answer,
};

fn answer(asked: &Asked, given: &mut Given) -> Result<Reply, Problem> {
    let text = given.needed("text")?;
    let kind = given.choice("kind")?;
    let limit = given.count("limit", USUAL)?;
    let mut hits = search(asked.edition, &text, usize::MAX)?;
    hits.retain(|hit| kind.is_none_or(|kind| hit.kind == kind));
    let count = hits.len();
    hits.truncate(limit);
    let document = document(asked, &text, &hits, count);
    let items: Vec<_> =
        hits.iter().map(|hit| json!({ "kind": hit.kind, "id": hit.id, "name": hit.name, "note": hit.note })).collect();
    let day = asked.edition.day().to_string();
    let found = json!({ "format": weigh_render::json_v1::FORMAT, "kind": "hits", "as_of": day, "items": items });
    Ok(asked.reply(&document, None, "").with(&found))
}

fn document(asked: &Asked, text: &str, hits: &[Hit], count: usize) -> Document {
    let columns = vec![Column::text("Kind"), Column::text("Id"), Column::text("Name"), Column::text("What it is")];
    let more = if count > hits.len() { "; raise `limit` or use more words to see others" } else { "" };
    let caption = format!("{} of {}, best first{more}.", hits.len(), counted(count, "hit", "hits"));
    let mut table = Table::new(caption, columns);
    for hit in hits {
        table.row(vec![
            Cell::new(hit.kind),
            Cell::new(Inlines::code(hit.id.clone())),
            Cell::new(hit.name.clone()),
            Cell::new(hit.note.clone()),
        ]);
    }
    let block = if hits.is_empty() {
        Block::Note(NoteKind::Missing, "Nothing fits. Use fewer or shorter words, or leave out `kind`.".into())
    } else {
        Block::Table(table)
    };
    let section = Section { id: "hits".to_owned(), title: "Hits".to_owned(), blocks: vec![block] };
    Document {
        title: format!("Search: {text}"),
        sections: vec![section],
        colophon: format!("As of {}.", asked.edition.day()),
        ..Document::default()
    }
}
