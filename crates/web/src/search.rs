//! Search over everything that has a page: every typed word must be in the name, perhaps misspelt.

use crate::edition::Edition;
use crate::problem::Problem;
use std::cmp::Reverse;
use weigh_catalog::Lookup;
use weigh_render::block::Page;

/// Longest text that is searched for, in characters.
pub const LONGEST: usize = 200;

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// `model`, `provider` or `benchmark`.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What tells it from others: routes on offer, results.
    pub note: String,
    /// Its page.
    pub page: Page,
}

/// How well a candidate fits; less is better.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    misfit: u32,
    /// Whether the name has words that nobody typed.
    is_part: bool,
    weight: Reverse<usize>,
    length: usize,
    id: String,
}

/// What fits best, best first.
///
/// # Errors
/// A [`Problem`] for a text that is too long, or a damaged catalog.
pub fn search(edition: &Edition, text: &str, most: usize) -> Result<Vec<Hit>, Problem> {
    if text.chars().count() > LONGEST {
        return Err(
            Problem::bad("the text to search for is too long").hint(format!("use at most {LONGEST} characters"))
        );
    }
    let wanted = words(text);
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let mut found: Vec<(Rank, Hit)> = Vec::new();
    let mut offer = |hit: Hit, weight: usize, aliases: &str| {
        let have = words(&format!("{} {} {aliases}", hit.name, hit.id));
        if let Some(misfit) = misfit(&wanted, &have) {
            let is_part = words(&hit.name).len() > wanted.len();
            let rank = Rank { misfit, is_part, weight: Reverse(weight), length: have.len(), id: hit.id.clone() };
            found.push((rank, hit));
        }
    };
    for row in edition.models()? {
        let note = if row.routes == 1 { "1 route".to_owned() } else { format!("{} routes", row.routes) };
        let page = Page::Model(row.id.to_string());
        offer(Hit { kind: "model", id: row.id.to_string(), name: row.name.clone(), note, page }, row.routes, "");
    }
    for row in edition.providers()? {
        let page = Page::Provider(row.id.to_string());
        let note = format!("provider, {} routes", row.routes);
        offer(
            Hit { kind: "provider", id: row.id.to_string(), name: row.name.clone(), note, page },
            row.routes / 20,
            "",
        );
    }
    for row in edition.benchmarks()? {
        let page = Page::Benchmark(row.id.to_string());
        let note = format!("benchmark, {} results", row.results);
        let areas = row.areas.join(" ");
        let hit = Hit { kind: "benchmark", id: row.id.to_string(), name: row.name.clone(), note, page };
        offer(hit, row.results / 20, &areas);
    }
    found.sort_by(|(one, _), (two, _)| one.cmp(two));
    let mut hits: Vec<Hit> = found.into_iter().map(|(_, hit)| hit).collect();
    put_meant_first(edition, text, &mut hits)?;
    hits.truncate(most);
    Ok(hits)
}

/// What the command line would take the text for comes first, such as a provider's own id.
fn put_meant_first(edition: &Edition, text: &str, hits: &mut Vec<Hit>) -> Result<(), Problem> {
    let ids = match edition.catalog().find(text).map_err(weigh_render::gather::GatherError::from)? {
        Lookup::Found(id) => vec![id],
        Lookup::Ambiguous(ids) => ids,
        Lookup::Unknown(ids) if hits.is_empty() => ids,
        Lookup::Unknown(_) => Vec::new(),
    };
    for id in ids.iter().rev() {
        let place = hits.iter().position(|hit| hit.kind == "model" && hit.id == id.as_str());
        let hit = if let Some(place) = place {
            hits.remove(place)
        } else {
            let Some(row) = edition.models()?.iter().find(|row| row.id == *id) else { continue };
            let (page, note) = (Page::Model(id.to_string()), format!("{} routes", row.routes));
            Hit { kind: "model", id: id.to_string(), name: row.name.clone(), note, page }
        };
        hits.insert(0, hit);
    }
    Ok(())
}

/// Words of letters and digits, small; a point between digits belongs to the word.
fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let parts = lower.split(|c: char| !(c.is_alphanumeric() || c == '.'));
    let mut words: Vec<String> =
        parts.map(|part| part.trim_matches('.').to_owned()).filter(|part| !part.is_empty()).collect();
    words.sort();
    words.dedup();
    words
}

/// The sum of how badly each wanted word fits its best counterpart; `None` if one fits nowhere.
fn misfit(wanted: &[String], have: &[String]) -> Option<u32> {
    wanted.iter().map(|word| have.iter().filter_map(|other| distance(word, other)).min()).sum()
}

fn distance(word: &str, other: &str) -> Option<u32> {
    if word == other {
        return Some(0);
    }
    if other.starts_with(word) {
        return Some(1);
    }
    let length = word.chars().count();
    if length >= 3 && other.contains(word) {
        return Some(2);
    }
    let allowed = if length >= 8 { 2 } else { u32::from(length >= 4) };
    let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
    if allowed == 0 || has_digit || other.chars().count().abs_diff(length) > 2 {
        return None;
    }
    let typos = u32::try_from(strsim::osa_distance(word, other)).ok()?;
    (typos <= allowed).then_some(2 + 2 * typos)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fit_exactly_by_their_beginning_or_with_a_typo() {
        assert_eq!(distance("llama", "llama"), Some(0));
        assert_eq!(distance("lla", "llama"), Some(1));
        assert_eq!(distance("ama", "llama"), Some(2));
        assert_eq!(distance("lalma", "llama"), Some(4));
        assert_eq!(distance("3.2", "3.1"), None);
        assert_eq!(distance("zzz", "llama"), None);
        assert_eq!(misfit(&words("LLaMA 3.2"), &words("Llama 3.2 1B meta/llama-3.2-1b")), Some(0));
        assert_eq!(misfit(&words("llama opus"), &words("Llama 3.2 1B")), None);
    }
}
