//! One file a page: from an edition and what is asked to a document and what stands around it.

mod api;
mod changes;
mod compare;
mod home;
mod lists;
mod pick;
mod question;
mod search;
mod things;

pub(crate) use changes::changes_of;
pub(crate) use pick::route as pick_route;

use crate::address;
use crate::changes::Feed;
use crate::edition::Edition;
use crate::problem::Problem;
use maud::Markup;
use weigh_catalog::Day;
use weigh_render::block::{Block, Document, Inlines, Section, Target};
use weigh_render::card::Card;

/// A page, or where it is.
#[derive(Debug)]
pub enum Made {
    /// The page.
    Page(Box<Shown>),
    /// A feed.
    Feed(Feed),
    /// Its one address, below the root.
    Moved(String),
}

/// A form or bar of links above the text; made when the root is known.
pub type Controls = Box<dyn Fn(&str) -> Markup>;

/// A page with what stands around it.
pub struct Shown {
    /// What it says.
    pub document: Document,
    /// Its one address below the root; none for pages that are not to be found again, such as problems.
    pub path: Option<String>,
    /// What the reader can set.
    pub controls: Option<Controls>,
    /// Address below the root of the same page with the long tails that it leaves out.
    pub whole: Option<String>,
    /// What its picture says; none for pages that are not shared as pictures.
    pub card: Option<Card>,
}

impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shown").field("title", &self.document.title).field("path", &self.path).finish_non_exhaustive()
    }
}

impl Shown {
    pub(crate) fn new(document: Document, path: impl Into<String>) -> Self {
        Self { path: Some(path.into()), ..Self::without_address(document) }
    }

    /// A page that is not to be found again.
    pub(crate) fn without_address(document: Document) -> Self {
        Self { document, path: None, controls: None, whole: None, card: None }
    }

    fn with_card(mut self, card: impl Into<Option<Card>>) -> Self {
        self.card = card.into();
        self
    }

    pub(crate) fn with_controls(mut self, controls: impl Fn(&str) -> Markup + 'static) -> Self {
        self.controls = Some(Box::new(controls));
        self
    }

    fn into_made(self) -> Made {
        Made::Page(Box::new(self))
    }
}

/// Makes a page from the edition of the day that is asked for; `on` is that day if the address names it. What its picture
/// shows costs as much as a small page and is made only where somebody may see it.
///
/// # Errors
/// A [`Problem`] that says what, why and what to do.
pub fn make(edition: &Edition, page: &address::Page, on: Option<Day>, has_card: bool) -> Result<Made, Problem> {
    let shown = match page {
        address::Page::Home => home::page(edition, on)?,
        address::Page::Search(text) => return search::page(edition, text),
        address::Page::Models(listed) => lists::models(edition, listed, on)?,
        address::Page::Providers(listed) => lists::providers(edition, listed, on)?,
        address::Page::Benchmarks(listed) => lists::benchmarks(edition, listed, on)?,
        address::Page::Model(id) => things::model(edition, id, on, has_card)?,
        address::Page::Provider(id) => things::provider(edition, id, on)?,
        address::Page::Benchmark(id) => things::benchmark(edition, id, on)?,
        address::Page::Compare(compared) => return compare::page(edition, compared, on, has_card),
        address::Page::Pick(query) => return pick::page(edition, query, on),
        address::Page::Changes(query) => return changes::page(edition, query, on),
        address::Page::Sources => lists::sources(edition, on),
        address::Page::Api => api::page(),
    };
    Ok(shown.into_made())
}

/// A path with the day, if the address names one.
fn on_day(path: &str, on: Option<Day>) -> String {
    on.map_or_else(|| path.to_owned(), |day| format!("{path}?on={day}"))
}

/// A problem as a page.
pub fn problem(problem: &Problem) -> Shown {
    let mut blocks: Vec<Block> = Vec::new();
    blocks.extend(problem.detail.as_ref().map(|detail| Block::Paragraph(format!("Cause: {detail}.").into())));
    blocks.extend(problem.hint.as_ref().map(|hint| Block::Paragraph(format!("Hint: {hint}.").into())));
    let ways = Inlines::new()
        .link("Front page", Target::Site("/".to_owned()))
        .and(" · ")
        .link("All models", Target::Site("/models".to_owned()));
    blocks.push(Block::Paragraph(ways));
    let section = Section { id: "problem".to_owned(), title: format!("Status {}", problem.status), blocks };
    let mut title = problem.title.clone();
    if let Some(first) = title.get(..1).map(str::to_uppercase) {
        title.replace_range(..1, &first);
    }
    let document = Document { title, sections: vec![section], ..Document::default() };
    Shown::without_address(document)
}
