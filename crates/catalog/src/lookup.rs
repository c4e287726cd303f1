//! Looking up what a person types: forgiving, ranked, with "did you mean". Apart from identity, which never guesses.

use crate::id::ModelId;
use crate::identity::{Authority, Core, Name};
use crate::packed::IndexEntry;
use std::cmp::Reverse;

/// How many names a suggestion or a list of candidates holds.
const MOST: usize = 8;

/// What a text turned out to name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// One model.
    Found(ModelId),
    /// Several, none better than the others; the ones with most routes first.
    Ambiguous(Vec<ModelId>),
    /// None; the nearest names, nearest first.
    Unknown(Vec<ModelId>),
}

/// How well a name fits, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// The id itself.
    Id,
    /// The id's half after the slash, or a name kept by hand.
    Slug,
    /// The display name.
    Name,
    /// A provider's own id of a route that surely serves it.
    OwnId,
    /// The same words in another spelling.
    Words,
    /// All typed words are in the name.
    Part,
}

/// Finds the model a person means.
pub fn find(text: &str, index: &[IndexEntry]) -> Lookup {
    let typed = text.trim().to_lowercase();
    if typed.is_empty() {
        return Lookup::Unknown(Vec::new());
    }
    let name = Name::read(&typed);
    let (core, words) = (name.core(), typed_words(&typed));
    let mut hits: Vec<(Fit, &IndexEntry)> =
        index.iter().filter_map(|entry| Some((fit(&typed, &core, &name, entry)?, entry))).collect();
    if hits.is_empty() {
        hits = index.iter().filter(|entry| has_words(entry, &words)).map(|entry| (Fit::Part, entry)).collect();
    }
    let Some(best) = hits.iter().map(|(fit, _)| *fit).min() else { return Lookup::Unknown(nearest(&typed, index)) };
    let mut hits: Vec<&IndexEntry> = hits.into_iter().filter(|(fit, _)| *fit == best).map(|(_, entry)| entry).collect();
    hits.sort_by_key(|entry| (entry.authority, Reverse(entry.live_routes), entry.id.clone()));
    match hits.as_slice() {
        [only] => Lookup::Found(only.id.clone()),
        [first, rest @ ..] if best < Fit::Part && outranks(first, rest) => Lookup::Found(first.id.clone()),
        several => Lookup::Ambiguous(several.iter().take(MOST).map(|entry| entry.id.clone()).collect()),
    }
}

/// A model that a lab or a list vouches for is meant rather than one that only some provider names alike.
fn outranks(first: &IndexEntry, rest: &[&IndexEntry]) -> bool {
    first.authority != Authority::Provisional && rest.iter().all(|other| other.authority == Authority::Provisional)
}

fn fit(typed: &str, core: &Core, name: &Name, entry: &IndexEntry) -> Option<Fit> {
    let id = entry.id.as_str();
    if typed == id {
        return Some(Fit::Id);
    }
    if typed == entry.id.slug() || entry.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(typed)) {
        return Some(Fit::Slug);
    }
    if entry.name.to_lowercase() == typed {
        return Some(Fit::Name);
    }
    if entry.routes.iter().any(|route| route.is_live && route.own_id.eq_ignore_ascii_case(typed)) {
        return Some(Fit::OwnId);
    }
    let own = Name::read(entry.id.slug());
    let dates_agree = name.date.is_none() || own.date.is_none() || name.date == own.date;
    let labs_agree = name.vendors.last().is_none_or(|vendor| {
        vendor == entry.id.lab()
            || entry.aliases.iter().any(|alias| alias.to_lowercase().starts_with(&format!("{vendor}/")))
    });
    (own.core() == *core && dates_agree && labs_agree).then_some(Fit::Words)
}

fn typed_words(typed: &str) -> Vec<String> {
    Name::read(&typed.replace('/', " ")).words
}

fn has_words(entry: &IndexEntry, words: &[String]) -> bool {
    let own = format!("{} {}", entry.id, entry.name).to_lowercase();
    let own = typed_words(&own);
    !words.is_empty() && words.iter().all(|word| own.iter().any(|candidate| candidate == word))
}

/// The models whose ids or names are most like the text.
fn nearest(typed: &str, index: &[IndexEntry]) -> Vec<ModelId> {
    let likeness = |entry: &IndexEntry| {
        let names = [entry.id.as_str(), entry.id.slug(), &entry.name];
        names.iter().map(|name| strsim::jaro_winkler(typed, &name.to_lowercase())).fold(0.0, f64::max)
    };
    let mut ranked: Vec<(f64, &IndexEntry)> =
        index.iter().map(|entry| (likeness(entry), entry)).filter(|(score, _)| *score > 0.8).collect();
    ranked.sort_by(|(a, left), (b, right)| {
        b.total_cmp(a).then_with(|| right.live_routes.cmp(&left.live_routes)).then_with(|| left.id.cmp(&right.id))
    });
    ranked.into_iter().take(5).map(|(_, entry)| entry.id.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ProviderId;
    use crate::packed::IndexRoute;

    fn entry(id: &str, name: &str, own_ids: &[&str]) -> IndexEntry {
        let routes = own_ids
            .iter()
            .map(|own_id| IndexRoute {
                provider: ProviderId::new("host").unwrap(),
                own_id: (*own_id).into(),
                host: None,
                is_live: true,
            })
            .collect();
        IndexEntry {
            id: ModelId::new(id).unwrap(),
            name: name.into(),
            place: (0, 0),
            authority: Authority::FirstParty,
            live_routes: own_ids.len(),
            results: 0,
            released: None,
            aliases: vec![],
            routes,
        }
    }

    fn index() -> Vec<IndexEntry> {
        let mut llama = entry("meta/llama-3.2-1b", "Llama 3.2 1B", &["accounts/fireworks/models/llama-v3p2-1b"]);
        llama.aliases = vec!["meta-llama/Llama-3.2-1B".into()];
        vec![
            llama,
            entry("meta/llama-3.2-1b-instruct", "Llama 3.2 1B Instruct", &["a", "b"]),
            entry("openai/o4-mini", "o4-mini", &["o4-mini"]),
            entry("arcee-ai/trinity-large-thinking", "Trinity Large Thinking", &[]),
            entry("anthropic/claude-sonnet-4-5", "Claude Sonnet 4.5", &["claude-sonnet-4-5-20250929"]),
        ]
    }

    fn found(text: &str) -> String {
        match find(text, &index()) {
            Lookup::Found(id) => id.to_string(),
            Lookup::Ambiguous(ids) => format!("ambiguous {ids:?}"),
            Lookup::Unknown(ids) => format!("unknown {ids:?}"),
        }
    }

    #[test]
    fn people_type_names_in_many_ways() {
        for typed in [
            "llama 3.2 1b",
            "Llama-3.2-1B",
            "meta/llama-3.2-1b",
            "meta-llama/Llama-3.2-1B",
            "accounts/fireworks/models/llama-v3p2-1b",
            "llama3.2:1b",
        ] {
            assert_eq!(found(typed), "meta/llama-3.2-1b", "{typed}");
        }
        assert_eq!(found("claude-4.5-sonnet"), "anthropic/claude-sonnet-4-5");
        assert_eq!(found("claude-sonnet-4-5-20250929"), "anthropic/claude-sonnet-4-5");
        assert_eq!(found("trinity"), "arcee-ai/trinity-large-thinking");
    }

    #[test]
    fn an_ambiguous_name_lists_the_candidates() {
        assert_eq!(found("llama"), r#"ambiguous ["meta/llama-3.2-1b-instruct", "meta/llama-3.2-1b"]"#);
    }

    #[test]
    fn a_typo_gets_the_nearest_names() {
        let Lookup::Unknown(near) = find("trinty-large-thinking", &index()) else { panic!("unknown") };
        assert_eq!(near[0].as_str(), "arcee-ai/trinity-large-thinking");
        let Lookup::Unknown(near) = find("o4-mni", &index()) else { panic!("unknown") };
        assert_eq!(near[0].as_str(), "openai/o4-mini");
        assert_eq!(find("", &index()), Lookup::Unknown(vec![]));
        assert_eq!(find("zzzzqqqq", &index()), Lookup::Unknown(vec![]));
    }
}
