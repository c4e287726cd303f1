//! What changed, as an address asks for it and as a feed tells it.

use crate::address::{Pairs, day};
use crate::edition::Edition;
use crate::problem::{Problem, shortened};
use maud::{Markup, html};
use rust_decimal::Decimal;
use weigh_catalog::{Day, ModelId, ProviderId};
use weigh_compare::change::{Change, KINDS, Nature};
use weigh_compare::workload::{nearest, share};
use weigh_render::Links;
use weigh_render::block::{Page, Target};
use weigh_render::format;
use weigh_render::gather::{ChangesAsked, check_providers, model_id};
use weigh_render::show::change_in_words;

/// Most entries of a feed: readers ask again.
const MOST_ENTRIES: usize = 200;

/// What an address asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChangesQuery {
    /// The earlier day.
    pub(crate) since: Option<Day>,
    /// Models as they were written.
    pub(crate) models: Vec<String>,
    /// Ids of providers.
    pub(crate) providers: Vec<ProviderId>,
    /// Kinds of changes.
    pub(crate) kinds: Vec<&'static str>,
    /// Least move of an amount, as a share of the old one.
    pub(crate) least: Decimal,
    /// Whether the answer is a feed.
    pub(crate) is_feed: bool,
}

impl ChangesQuery {
    /// Takes its parameters; lists are separated by commas or given several times.
    ///
    /// # Errors
    /// A [`Problem`] with status 400.
    pub(crate) fn read(pairs: &mut Pairs, is_feed: bool) -> Result<Self, Problem> {
        let mut list = |name: &str| -> Vec<String> {
            let all = pairs.take_all(name);
            let words = all.iter().flat_map(|text| text.split(',')).map(|word| word.trim().to_owned());
            words.filter(|word| !word.is_empty()).collect()
        };
        let models = list("model");
        let providers = list("provider").iter().filter_map(|id| ProviderId::new(&id.to_lowercase()).ok()).collect();
        let kinds = list("kind").iter().map(|word| kind(word)).collect::<Result<_, _>>()?;
        let least = pairs.take("least").map(|text| {
            let wrong = |error: weigh_compare::WorkloadError| {
                Problem::bad(format!("`least`: {}", shortened(&error.to_string()))).hint(error.hint())
            };
            share(&text).map_err(wrong)
        });
        let since = pairs.take("since").map(|text| since(&text)).transpose()?;
        Ok(Self { since, models, providers, kinds, least: least.transpose()?.unwrap_or_default(), is_feed })
    }

    /// The query that asks for the same.
    pub(crate) fn write(&self, on: Option<Day>) -> String {
        let mut writer = form_urlencoded::Serializer::new(String::new());
        writer.extend_pairs(self.since.map(|day| ("since", day.to_string())));
        writer.extend_pairs(self.models.iter().map(|model| ("model", model)));
        writer.extend_pairs(self.providers.iter().map(|id| ("provider", id.as_str())));
        writer.extend_pairs(self.kinds.iter().map(|kind| ("kind", kind)));
        writer.extend_pairs((!self.least.is_zero()).then(|| ("least", self.least.normalize().to_string())));
        writer.extend_pairs(on.map(|day| ("on", day.to_string())));
        writer.finish()
    }

    /// What is asked for, in the catalog's words.
    pub(crate) fn asked(&self, edition: &Edition) -> Result<ChangesAsked, Problem> {
        let catalog = edition.catalog();
        check_providers(catalog, &self.providers)?;
        Ok(ChangesAsked {
            since: self.since.unwrap_or_else(|| edition.usual_since()),
            models: self.models.iter().map(|text| model_id(catalog, text)).collect::<Result<_, _>>()?,
            providers: self.providers.clone(),
            kinds: self.kinds.clone(),
            least: self.least,
        })
    }
}

fn since(text: &str) -> Result<Day, Problem> {
    day(text).map_err(|problem| Problem { title: problem.title.replacen("`on`", "`since`", 1), ..problem })
}

fn kind(word: &str) -> Result<&'static str, Problem> {
    KINDS.into_iter().find(|kind| *kind == word).ok_or_else(|| {
        let hint = nearest(word, KINDS.into_iter())
            .map_or_else(|| format!("kinds are {}", KINDS.join(", ")), |near| format!("did you mean `{near}`?"));
        Problem::bad(format!("`kind`: `{}` is no kind of change", shortened(word))).hint(hint)
    })
}

/// A feed of changes; addresses are known where the site stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// The query of the page with the same changes.
    pub(crate) query: String,
    /// The day of the answer: a feed of the same day is the same.
    pub(crate) day: Day,
    /// Changes with the names of their models.
    pub(crate) entries: Vec<(Change, String)>,
}

impl Feed {
    /// The feed of changes of the world, the newest first.
    pub(crate) fn new(
        query: &ChangesQuery,
        all: Vec<Change>,
        edition: &Edition,
        on: Option<Day>,
    ) -> Result<Self, Problem> {
        let index = edition.catalog().index().map_err(weigh_render::gather::GatherError::from)?;
        let mut changes: Vec<Change> = all.into_iter().filter(|change| change.nature == Nature::Changed).collect();
        changes.sort_by_key(|change| std::cmp::Reverse(change.day));
        changes.truncate(MOST_ENTRIES);
        let name = |id: &ModelId| weigh_render::gather::index_name(index, id);
        let entries = changes.into_iter().map(|change| {
            let name = name(&change.model);
            (change, name)
        });
        Ok(Self { query: query.write(on), day: edition.day(), entries: entries.collect() })
    }

    /// The feed as Atom (RFC 4287); links lead to whole addresses where the origin is known.
    pub fn write(&self, links: &Links) -> String {
        let to = |path: &str| links.site(path).map(|address| with_query(address, &self.query));
        let updated = self.entries.iter().filter_map(|(change, _)| change.day).max().unwrap_or(self.day);
        let feed = html! {
            feed xmlns="http://www.w3.org/2005/Atom" {
                title { "weigh: what changed" }
                id { "urn:weigh:changes:" (escaped(&self.query)) }
                updated { (moment(updated)) }
                author { name { "weigh" } }
                @if let Some(own) = to("/changes.atom") { link rel="self" href=(own) {} }
                @if let Some(page) = to("/changes") { link rel="alternate" type="text/html" href=(page) {} }
                @for (change, name) in &self.entries { (entry(change, name, links, self.day)) }
            }
        };
        format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{}", feed.into_string())
    }
}

fn entry(change: &Change, name: &str, links: &Links, day: Day) -> Markup {
    let words = change_in_words(&change.what);
    let at = change.route.as_ref().map(|route| format!(" at {}", route.provider)).unwrap_or_default();
    let from = change.day.unwrap_or(day);
    let subject = change.route.as_ref().map_or_else(|| change.model.to_string(), ToString::to_string);
    let said =
        change.word.as_ref().map(|(source, read)| format!(" Said by {source}, read {read}.")).unwrap_or_default();
    let id = format!("urn:weigh:change:{}:{}:{from}", escaped(&subject), escaped(&words.what));
    html! {
        entry {
            title { (plain(name)) (plain(&at)) ": " (plain(&words.what)) " " (plain(&words.before)) " → " (plain(&words.after)) }
            id { (id) }
            updated { (moment(from)) }
            @if let Some(address) = links.address(&Target::Page(Page::Model(change.model.to_string()))) {
                link rel="alternate" type="text/html" href=(address) {}
            }
            category term=(change.what.kind()) {}
            summary { (plain(&words.what)) " of " (plain(&subject)) ": " (plain(&words.before)) " before, " (plain(&words.after)) " from " (format::day(from)) "." (plain(&said)) }
        }
    }
}

/// Without what XML cannot hold.
fn plain(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
}

fn with_query(address: String, query: &str) -> String {
    if query.is_empty() { address } else { format!("{address}?{query}") }
}

fn escaped(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// The beginning of a day, as feeds write it.
fn moment(day: Day) -> String {
    format!("{day}T00:00:00Z")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use weigh_catalog::{PartialDate, RouteParts, SourceId};
    use weigh_compare::change::Changed;

    #[test]
    fn a_feed_reads_so() {
        let model = ModelId::new("acme/alpha").unwrap();
        let read: Day = "2026-05-20".parse().unwrap();
        let change = |route, what, day| Change {
            model: model.clone(),
            route,
            what,
            day,
            nature: Nature::Changed,
            is_disputed: false,
            word: Some((SourceId::new("north-list").unwrap(), read)),
        };
        let provider = ProviderId::new("northwind").unwrap();
        let route = RouteParts { model: model.clone(), provider, host: None, own_id: Some(Arc::from("a<b>")) }.into();
        let usd = |text: &str| weigh_catalog::Usd::from_digits(text, 0).ok();
        let key = "output.batch".parse().unwrap();
        let retires: PartialDate = "2026-10-23".parse().unwrap();
        let entries = [
            change(Some(route), Changed::Price { key, before: usd("4.4"), after: usd("2.2") }, Some(read)),
            change(None, Changed::Retirement { before: None, after: retires }, None),
        ];
        let entries = entries.map(|change| (change, "Alpha & <b>co\u{1b}[31m</b>".to_owned())).into();
        let query = "kind=price&model=acme%2Falpha".to_owned();
        let feed = Feed { query, day: "2026-05-22".parse().unwrap(), entries };
        let links = Links::Served("https://weigh.example/ref".to_owned());
        insta::assert_snapshot!(feed.write(&links).replace("><", ">\n<"));
    }
}
