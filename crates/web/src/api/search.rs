//! `/search`.

use super::parameter::{ON, Parameter, Place};
use super::shape::Shape;
use super::{Endpoint, of, text};
use crate::group::Group;
use crate::search::search;
use weigh_render::json_v1;

/// How many hits are given if nothing else is asked for.
const USUAL: usize = 20;

/// What fits a text.
pub(super) const SEARCH: Endpoint = Endpoint {
    path: "/search",
    id: "search",
    summary: "Models, providers and benchmarks whose name or id fits a text, best first; words may be misspelt.",
    parameters: &[
        Group::Own(&[
            Parameter::query("q", "What to search for.", Shape::Text, "o4 mini").at(Place::Required),
            Parameter::query("kind", "Only things of this kind.", Shape::Word(kinds), "model"),
            Parameter::query(
                "limit",
                "At most so many.",
                Shape::Whole { least: 1, most: 100, usual: Some(USUAL as u64) },
                "5",
            ),
        ]),
        ON,
    ],
    example: "/search?q=o4+mini&limit=5",
    schema: of::<json_v1::Search>,
    handle: |call| {
        let (query, limit) = (call.given.text("q"), call.given.whole("limit", USUAL));
        let kind = call.given.one("kind");
        let hits = search(call.edition, query, usize::MAX)?.into_iter();
        let items = hits.filter(|hit| kind.is_none_or(|kind| hit.kind == kind)).take(limit).map(|hit| {
            let path = hit.page.address();
            json_v1::SearchItem { kind: hit.kind.to_owned(), id: hit.id, name: hit.name, note: hit.note, path }
        });
        text(&json_v1::search(query, items.collect(), call.edition.day()))
    },
};

fn kinds() -> Vec<String> {
    ["model", "provider", "benchmark"].map(str::to_owned).to_vec()
}
