//! `/search`: the one page that is meant, or what fits.

use super::{Made, Shown};
use crate::edition::Edition;
use crate::problem::Problem;
use crate::search::search;
use weigh_catalog::Lookup;
use weigh_render::block::{Block, Cell, Column, Document, Inlines, NoteKind, Page, Section, Table, Target};
use weigh_render::gather::GatherError;

/// How many hits are shown.
const HITS: usize = 50;

/// `/search`
pub(super) fn page(edition: &Edition, text: &str) -> Result<Made, Problem> {
    let text = text.trim();
    let hits = search(edition, text, HITS)?;
    if let Lookup::Found(id) = edition.catalog().find(text).map_err(GatherError::from)? {
        return Ok(Made::Moved(Page::Model(id.to_string()).address()));
    }
    if let [only] = hits.as_slice() {
        return Ok(Made::Moved(only.page.address()));
    }
    let mut table = Table::new(
        format!("What fits `{text}`, best first."),
        vec![Column::text("Name"), Column::text("Id"), Column::text("What it is")],
    );
    for hit in &hits {
        table.row(vec![
            Cell::new(Inlines::new().link(hit.name.clone(), Target::Page(hit.page.clone()))),
            Cell::new(Inlines::code(hit.id.clone())),
            Cell::new(hit.note.clone()),
        ]);
    }
    let blocks = if hits.is_empty() {
        let words = "Nothing fits. Use fewer or shorter words, or look through all models.";
        vec![Block::Note(NoteKind::Missing, words.into())]
    } else {
        vec![Block::Table(table)]
    };
    let section = Section { id: "results".to_owned(), title: "Results".to_owned(), blocks };
    let title = if text.is_empty() { "Search".to_owned() } else { format!("Search: {text}") };
    let document = Document { title, sections: vec![section], ..Document::default() };
    Ok(Shown::without_address(document).into_made())
}
