//! `/changes`: what changed since a day, limited by a form whose address is the answer.

use super::{Made, Shown};
use crate::changes::{ChangesQuery, Feed};
use crate::edition::Edition;
use crate::problem::Problem;
use maud::{Markup, html};
use weigh_catalog::{Day, ModelId, ProviderId};
use weigh_compare::change::{Change, KINDS};
use weigh_render::block::Document;
use weigh_render::format;
use weigh_render::gather::{ChangesAsked, GatherError, index_name};
use weigh_render::show::{ChangesPage, changes_page};

/// `/changes` and `/changes.atom`
pub(super) fn page(edition: &Edition, query: &ChangesQuery, on: Option<Day>) -> Result<Made, Problem> {
    let asked = query.asked(edition)?;
    let all = asked.of(&edition.changes(asked.since)?);
    if query.is_feed {
        return Ok(Made::Feed(Feed::new(query, all, edition, on)?));
    }
    let document = document(edition, &asked, &all)?;
    let written = query.write(on);
    let path = if written.is_empty() { "/changes".to_owned() } else { format!("/changes?{written}") };
    let query = query.clone();
    Ok(Shown::new(document, path).with_controls(move |root| controls(root, &query, &asked, on)).into_made())
}

/// What changed in the usual days of some models, without a form.
pub(crate) fn changes_of(edition: &Edition, is_there: &dyn Fn(&ModelId) -> bool) -> Result<Document, Problem> {
    let asked = ChangesQuery::default().asked(edition)?;
    let mut all = asked.of(&edition.changes(asked.since)?);
    all.retain(|change| is_there(&change.model));
    document(edition, &asked, &all)
}

fn document(edition: &Edition, asked: &ChangesAsked, all: &[Change]) -> Result<Document, Problem> {
    let index = edition.catalog().index().map_err(GatherError::from)?;
    let name_of = |id: &ModelId| index_name(index, id);
    let around = edition.around();
    Ok(changes_page(ChangesPage { changes: all, asked, is_same_day: false, around, name_of: &name_of }))
}

fn controls(root: &str, query: &ChangesQuery, asked: &ChangesAsked, on: Option<Day>) -> Markup {
    let joined = |words: Vec<&str>| words.join(", ");
    let feed = query.write(on);
    html! {
        form.filter action=(format!("{root}/changes")) method="get" {
            label.pair { "Since" input type="date" name="since" value=(asked.since); }
            label.pair {
                "Models"
                input name="model" value=(joined(query.models.iter().map(String::as_str).collect())) maxlength="200" placeholder="all" data-suggest="model";
            }
            label.pair {
                "Providers"
                input name="provider" value=(joined(query.providers.iter().map(ProviderId::as_str).collect())) maxlength="200" placeholder="all";
            }
            label.pair {
                "Kind"
                select name="kind" {
                    option value="" { "all" }
                    @for kind in KINDS { option value=(kind) selected[query.kinds.contains(&kind)] { (kind) } }
                }
            }
            label.pair {
                "Moved by at least"
                input name="least" value=[(!query.least.is_zero()).then(|| format::percent(query.least).replace(' ', ""))] size="5" placeholder="0%";
            }
            @if let Some(day) = on { input type="hidden" name="on" value=(day); }
            button type="submit" { "Show" }
        }
        p.out {
            a href=(format!("{root}/changes.atom{}{feed}", if feed.is_empty() { "" } else { "?" })) type="application/atom+xml" { "Feed (Atom)" }
        }
    }
}
