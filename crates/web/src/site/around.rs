//! What stands around the text of a page where no server answers: links and commands in place of forms.

use super::plan::{Piece, Plan};
use crate::frame;
use maud::{Markup, html};
use weigh_catalog::{Day, ModelId};
use weigh_render::Links;
use weigh_render::block::{Page, Target};
use weigh_render::links::Shelf as _;

/// Partners of a model that are named without opening the rest.
const NAMED: usize = 8;

/// The form to search: suggestions come from the index, and the page of results reads it too.
pub(super) fn search(to_root: &str) -> Markup {
    let address = |piece: &Piece| format!("{to_root}{}", piece.file());
    frame::search(&address(&Piece::Search), Some(&address(&Piece::SearchIndex)))
}

/// Where the results of a search appear.
pub(super) fn results(links: &Links) -> Markup {
    html! {
        div data-results role="status" { "Type what you look for into the field above." }
        noscript {
            p { "Search needs a script. "
                @if let Some(address) = links.site("/models") { a href=(address) { "Look through all models" } }
                " instead."
            }
        }
    }
}

/// Where the feed of changes is.
pub(super) fn feed(links: &Links) -> Option<Markup> {
    let address = links.site("/changes.atom")?;
    Some(html! { p.out { a href=(address) type="application/atom+xml" { "Feed (Atom)" } } })
}

/// The comparisons of a model that are on this site.
pub(super) fn partners(plan: &Plan, links: &Links, id: &ModelId, name: &dyn Fn(&ModelId) -> String) -> Option<Markup> {
    let pairs: Vec<_> = plan.pairs.of(id).collect();
    let link = |(one, two): &(&ModelId, &ModelId)| {
        let other = if *one == id { two } else { one };
        let page = Page::Comparison(vec![one.to_string(), two.to_string()]);
        html! { @if let Some(address) = links.address(&Target::Page(page)) { a href=(address) { (name(other)) } } }
    };
    let (first, rest) = pairs.split_at(pairs.len().min(NAMED));
    (!pairs.is_empty()).then(|| {
        html! {
            nav.pages aria-label="Comparisons" {
                span { "Compare " (name(id)) " with" }
                @for pair in first { (link(pair)) }
            }
            @if !rest.is_empty() {
                details {
                    summary { "and " (rest.len()) " more" }
                    ul { @for pair in rest { li { (link(pair)) } } }
                }
            }
        }
    })
}

/// How to get this comparison for one's own traffic.
pub(super) fn own_traffic(one: &str, two: &str, on: Option<Day>) -> Markup {
    let on = on.map(|day| format!(" --on {day}")).unwrap_or_default();
    html! {
        p.out {
            code #command { "weigh compare " (one) " " (two) (on) }
            button type="button" data-copy="#command" hidden { "Copy command" }
        }
        p.help {
            "This page is priced for the usual workload. The command gives the same comparison for your own traffic and needs: "
            "see " code { "weigh compare --help" } "."
        }
    }
}

/// How to get comparisons that are not on this site.
pub(super) fn any_pair(plan: &Plan, links: &Links) -> Markup {
    let held = plan.address("/compare").and_then(|_| links.site("/compare"));
    html! {
        p.help {
            @if let Some(address) = held { a href=(address) { "Comparisons on this site" } ". " }
            "Any other two or more models: " code { "weigh compare MODEL MODEL" } "."
        }
    }
}
