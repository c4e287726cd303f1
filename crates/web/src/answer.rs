//! From an address to an answer: pure over an edition, so that the server and the static site give the same bytes.

use crate::address::{self, Asked};
use crate::api;
use crate::edition::Edition;
use crate::frame::{self, Site};
use crate::image;
use crate::page;
use crate::problem::Problem;

/// What is sent back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// What it holds.
    pub body: Body,
}

/// What an answer holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// A page.
    Html(String),
    /// A feed of changes (Atom).
    Feed(String),
    /// JSON of some media type.
    Json(String),
    /// Problem details.
    Problem(String),
    /// The page is elsewhere, at this address below the root.
    Moved(String),
    /// A picture.
    Png(Vec<u8>),
}

impl Body {
    /// The media type.
    pub const fn media_type(&self) -> &'static str {
        match self {
            Self::Html(_) | Self::Moved(_) => "text/html; charset=utf-8",
            Self::Feed(_) => "application/atom+xml; charset=utf-8",
            Self::Json(_) => "application/json",
            Self::Problem(_) => "application/problem+json",
            Self::Png(_) => "image/png",
        }
    }

    /// The text itself; of a page that moved, its address; of a picture, none.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Html(text) | Self::Feed(text) | Self::Json(text) | Self::Problem(text) | Self::Moved(text) => {
                Some(text)
            }
            Self::Png(_) => None,
        }
    }
}

/// Answers a reader's address: data below `/api/v1`, pages elsewhere; what is wrong with it is told in kind.
pub fn answer(edition: &Edition, site: &Site, path: &str, query: &str) -> Answer {
    if api::is_below(path) {
        return api::answer(edition, site, path, query);
    }
    match shown(edition, site, path, query) {
        Ok(answer) => answer,
        Err(problem) => problem_page(edition, site, &problem),
    }
}

fn shown(edition: &Edition, site: &Site, path: &str, query: &str) -> Result<Answer, Problem> {
    let Asked { page, on, is_image } = address::read(path, query)?;
    let has_card = is_image || !site.origin.is_empty();
    let made = match on.filter(|day| *day != edition.day()) {
        None => page::make(edition, &page, None, has_card)?,
        Some(day) if !edition.covers(day) => {
            return Err(Problem::bad(format!("no answer for {day}"))
                .detail("no dated price in the catalog is that old")
                .hint("choose a later day with `on`"));
        }
        Some(day) => page::make(&*edition.on(day)?, &page, Some(day), has_card)?,
    };
    Ok(match made {
        page::Made::Moved(path) if is_image => Answer { status: 303, body: Body::Moved(image::address(&path)) },
        page::Made::Page(shown) if is_image => {
            let card = shown.card.ok_or_else(|| Problem::not_found(path))?;
            Answer { status: 200, body: Body::Png(image::png(&card)?) }
        }
        page::Made::Moved(path) => Answer { status: 303, body: Body::Moved(path) },
        page::Made::Feed(feed) => Answer { status: 200, body: Body::Feed(feed.write(&site.whole_links())) },
        page::Made::Page(shown) => Answer { status: 200, body: Body::Html(frame::render(edition, site, &shown)) },
    })
}

/// A problem as a page.
pub fn problem_page(edition: &Edition, site: &Site, problem: &Problem) -> Answer {
    let shown = page::problem(problem);
    Answer { status: problem.status, body: Body::Html(frame::render(edition, site, &shown)) }
}

/// A problem as problem details.
pub fn problem_json(problem: &Problem) -> Answer {
    Answer { status: problem.status, body: Body::Problem(problem.to_json().to_string()) }
}
