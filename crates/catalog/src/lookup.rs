//! Looking up what a person types: forgiving, ranked, with "did you mean". Apart from identity, which never guesses.

use crate::id::ModelId;
use crate::identity::{Authority, Core, Name};
use crate::packed::{IndexEntry, IndexNames};
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
    /// A provider's own id of a route that surely serves it.
    OwnId,
    /// The same words in another spelling.
    Words,
    /// The display name.
    Name,
    /// The same words, but for the one that says "instruct".
    Instruct,
    /// All typed words are in the name.
    Part,
}

/// A model that fits, with what decides among several.
struct Hit<'a> {
    /// Whether only a provider names the model: whoever types a name rarely means such a one.
    is_provisional: bool,
    fit: Fit,
    /// Whether the id has a date that was not typed.
    is_dated: bool,
    entry: &'a IndexEntry,
}

impl Hit<'_> {
    /// Equal for models none of which is meant rather than the others.
    fn rank(&self) -> (bool, bool, Fit, bool) {
        (self.fit != Fit::Id, self.is_provisional, self.fit, self.is_dated)
    }
}

/// What was typed, read once.
struct Typed {
    text: String,
    name: Name,
    core: Core,
    key: Option<String>,
    /// The first word and the rest, where the first may be a lab: `amazon nova pro`.
    after_lab: Option<(String, Name, Core)>,
    words: Vec<String>,
}

impl Typed {
    fn new(text: &str) -> Self {
        let text = text.trim().to_lowercase().replace('+', " plus");
        let name = Name::read(&text);
        let after_lab = text.split_once(' ').map(|(lab, rest)| {
            let rest = Name::read(rest);
            let core = rest.core();
            (lab.to_owned(), rest, core)
        });
        let words = Name::read(&text.replace('/', " ")).words;
        Self { core: name.core(), key: key(&name).cloned(), text, name, after_lab, words }
    }
}

/// The longest word without a point: every other spelling of the name has it, letter for letter.
fn key(name: &Name) -> Option<&String> {
    let is_verbatim = |word: &&String| word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    name.words.iter().filter(is_verbatim).max_by_key(|word| word.len())
}

/// The model of this very id.
pub fn exact(text: &str, index: &[IndexEntry]) -> Option<ModelId> {
    let text = text.trim().to_lowercase();
    let place = index.binary_search_by(|entry| entry.id.as_str().cmp(&text)).ok()?;
    index.get(place).map(|entry| entry.id.clone())
}

/// Finds the model a person means; names stand in the order of the index.
pub fn find(text: &str, index: &[IndexEntry], names: &[IndexNames]) -> Lookup {
    let typed = Typed::new(text);
    if typed.text.is_empty() {
        return Lookup::Unknown(Vec::new());
    }
    if let Some(id) = exact(text, index) {
        return Lookup::Found(id);
    }
    let mut hits: Vec<Hit<'_>> =
        index.iter().zip(names).filter_map(|(entry, names)| fit(&typed, entry, names)).collect();
    let is_guess = hits.iter().all(|hit| hit.is_provisional && hit.fit != Fit::Id && hit.fit != Fit::OwnId);
    if is_guess {
        hits.extend(index.iter().filter_map(|entry| part(&typed, entry)));
    }
    // Our own table gives models more names; it makes none better known than a catalog of models does.
    let authority = |hit: &Hit<'_>| hit.entry.authority.max(Authority::ModelCatalog);
    hits.sort_by_key(|hit| (hit.rank(), authority(hit), Reverse(hit.entry.live_routes), hit.entry.id.clone()));
    let Some(best) = hits.first().map(Hit::rank) else { return Lookup::Unknown(nearest(&typed.text, index)) };
    let meant = hits.iter().take_while(|hit| hit.rank() == best).count();
    match hits.as_slice() {
        [only, ..] if meant == 1 => Lookup::Found(only.entry.id.clone()),
        several => {
            let mut ids: Vec<ModelId> = several.iter().take(meant).map(|hit| hit.entry.id.clone()).collect();
            ids.truncate(MOST);
            Lookup::Ambiguous(ids)
        }
    }
}

fn fit<'a>(typed: &Typed, entry: &'a IndexEntry, names: &IndexNames) -> Option<Hit<'a>> {
    let text = typed.text.as_str();
    let is_name = |name: &str| name.eq_ignore_ascii_case(text);
    let exact = if text == entry.id.as_str() {
        Some(Fit::Id)
    } else if text == entry.id.slug() || names.aliases.iter().any(|alias| is_name(alias)) {
        Some(Fit::Slug)
    } else if names.routes.iter().any(|route| route.is_live && is_name(&route.own_id)) {
        Some(Fit::OwnId)
    } else {
        None
    };
    let is_provisional = entry.authority == Authority::Provisional;
    if let Some(fit) = exact {
        return Some(Hit { is_provisional, fit, is_dated: false, entry });
    }
    let (fit, is_dated) =
        spelled(typed, entry, names).or_else(|| is_name(&entry.name).then_some((Fit::Name, false)))?;
    Some(Hit { is_provisional, fit, is_dated, entry })
}

/// Whether the id has the typed words in another spelling, and then whether it adds a date.
fn spelled(typed: &Typed, entry: &IndexEntry, names: &IndexNames) -> Option<(Fit, bool)> {
    let slug = entry.id.slug();
    let after_lab = typed.after_lab.as_ref().filter(|(lab, ..)| lab == entry.id.lab());
    // Reading names is what takes time.
    let has = |key: Option<&String>| key.is_none_or(|key| slug.contains(key.as_str()));
    if !has(typed.key.as_ref()) && !after_lab.is_some_and(|(_, rest, _)| has(key(rest))) {
        return None;
    }
    let own = Name::read(slug);
    let own_core = own.core();
    let (name, core) = match after_lab {
        Some((_, rest, core)) if *core == own_core => (rest, core),
        _ => (&typed.name, &typed.core),
    };
    let dates_agree = name.date.is_none() || own.date.is_none() || name.date == own.date;
    if !dates_agree || !labs_agree(name, entry, names) {
        return None;
    }
    let is_dated = name.date.is_none() && own.date.is_some();
    if own_core == *core {
        Some((Fit::Words, is_dated))
    } else if own.says_instruct() && !name.says_instruct() && own.without_instruct().core() == *core {
        Some((Fit::Instruct, is_dated))
    } else {
        None
    }
}

/// A path or dotted prefix that was typed names the entry's lab.
fn labs_agree(name: &Name, entry: &IndexEntry, names: &IndexNames) -> bool {
    name.vendors.last().is_none_or(|vendor| {
        let is_own = |alias: &str| alias.to_lowercase().starts_with(&format!("{vendor}/"));
        vendor == entry.id.lab() || names.aliases.iter().any(|alias| is_own(alias))
    })
}

/// All typed words stand in the id or the display name.
fn part<'a>(typed: &Typed, entry: &'a IndexEntry) -> Option<Hit<'a>> {
    let own = format!("{} {}", entry.id, entry.name).to_lowercase();
    if typed.words.is_empty() || typed.key.as_ref().is_some_and(|key| !own.contains(key.as_str())) {
        return None;
    }
    let own = Name::read(&own.replace('/', " ")).words;
    let has_all = typed.words.iter().all(|word| own.contains(word));
    let is_provisional = entry.authority == Authority::Provisional;
    has_all.then_some(Hit { is_provisional, fit: Fit::Part, is_dated: false, entry })
}

/// Likeness, from 0 to 1, below which a name is no suggestion.
const ALIKE: f64 = 0.8;

/// The models whose ids or names are most like the text.
fn nearest(typed: &str, index: &[IndexEntry]) -> Vec<ModelId> {
    let letters = count_letters(typed);
    let likeness = |entry: &IndexEntry| {
        let names = [entry.id.as_str(), entry.id.slug(), &entry.name];
        let near = names.into_iter().filter(|name| may_be_alike(typed, &letters, name));
        near.map(|name| strsim::jaro_winkler(typed, &name.to_lowercase())).fold(0.0, f64::max)
    };
    let mut ranked: Vec<(f64, &IndexEntry)> =
        index.iter().map(|entry| (likeness(entry), entry)).filter(|(score, _)| *score > ALIKE).collect();
    ranked.sort_by(|(a, left), (b, right)| {
        b.total_cmp(a).then_with(|| right.live_routes.cmp(&left.live_routes)).then_with(|| left.id.cmp(&right.id))
    });
    ranked.into_iter().take(5).map(|(_, entry)| entry.id.clone()).collect()
}

/// How often each byte occurs, letters in lowercase, all others of no use for names together.
fn count_letters(text: &str) -> [u16; 64] {
    let mut counts = [0; 64];
    for byte in text.bytes() {
        if let Some(count) = counts.get_mut(usize::from(byte.to_ascii_lowercase() & 0x3f)) {
            *count += 1;
        }
    }
    counts
}

/// False only if Jaro and Winkler's likeness cannot exceed [`ALIKE`]: it is at most what it would be if all letters that
/// both texts have were in the same order.
#[expect(clippy::cast_precision_loss, reason = "lengths of names")]
fn may_be_alike(typed: &str, letters: &[u16; 64], name: &str) -> bool {
    let own = count_letters(name);
    let shared: u16 = letters.iter().zip(own).map(|(a, b)| *a.min(&b)).sum();
    let (a, b) = (typed.len() as f64, name.len() as f64);
    let jaro = (f64::from(shared) / a + f64::from(shared) / b + 1.0) / 3.0;
    let prefix = typed.bytes().zip(name.bytes()).take(4).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
    jaro + 0.1 * prefix as f64 * (1.0 - jaro) > ALIKE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ProviderId;
    use crate::packed::IndexRoute;

    fn entry(id: &str, name: &str, own_ids: &[&str]) -> (IndexEntry, IndexNames) {
        let routes = own_ids
            .iter()
            .map(|own_id| IndexRoute {
                provider: ProviderId::new("host").unwrap(),
                own_id: (*own_id).into(),
                host: None,
                is_live: true,
            })
            .collect();
        let entry = IndexEntry {
            id: ModelId::new(id).unwrap(),
            name: name.into(),
            place: (0, 0),
            authority: Authority::FirstParty,
            live_routes: own_ids.len(),
            results: 0,
            released: None,
        };
        (entry, IndexNames { aliases: vec![], routes })
    }

    fn index() -> (Vec<IndexEntry>, Vec<IndexNames>) {
        let mut llama = entry("meta/llama-3.2-1b", "Llama 3.2 1B", &["accounts/fireworks/models/llama-v3p2-1b"]);
        llama.1.aliases = vec!["meta-llama/Llama-3.2-1B".into()];
        let all = vec![
            llama,
            entry("meta/llama-3.2-1b-instruct", "Llama 3.2 1B Instruct", &["a", "b"]),
            entry("openai/o4-mini", "o4-mini", &["o4-mini"]),
            entry("arcee-ai/trinity-large-thinking", "Trinity Large Thinking", &[]),
            entry("anthropic/claude-sonnet-4-5", "Claude Sonnet 4.5", &["claude-sonnet-4-5-20250929"]),
        ];
        all.into_iter().unzip()
    }

    fn find(text: &str) -> Lookup {
        let (index, names) = index();
        super::find(text, &index, &names)
    }

    fn found(text: &str) -> String {
        match find(text) {
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
        let Lookup::Unknown(near) = find("trinty-large-thinking") else { panic!("unknown") };
        assert_eq!(near[0].as_str(), "arcee-ai/trinity-large-thinking");
        let Lookup::Unknown(near) = find("o4-mni") else { panic!("unknown") };
        assert_eq!(near[0].as_str(), "openai/o4-mini");
        assert_eq!(find(""), Lookup::Unknown(vec![]));
        assert_eq!(find("zzzzqqqq"), Lookup::Unknown(vec![]));
    }
}
