//! The models we know: who made them, under which names, on whose word.

use super::families::Families;
use super::name::{Core, Name};
use super::releases::{dated_releases, without_code};
use super::tables::Tables;
use super::words::{INSTRUCT, PLAIN_INSTRUCT};
use crate::id::{LabId, ModelId};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Whose word makes a model known, best first; the best one also gives the slug.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Authority {
    /// Our own curated table.
    Curated,
    /// A catalog of models apart from providers.
    ModelCatalog,
    /// The lab's own API.
    FirstParty,
    /// A router that names models by their makers.
    Router,
    /// The lab's own repository of weights.
    Weights,
    /// A board or list that names models by their makers.
    List,
    /// Nobody but the provider: a model of its own until somebody says more.
    Provisional,
}

/// One statement that a model exists.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Its maker.
    pub lab: LabId,
    /// Its id in the source, without the maker.
    pub text: String,
    /// On whose word.
    pub authority: Authority,
}

/// One statement that two names of one lab mean the same model.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Union {
    /// The maker.
    pub lab: LabId,
    /// One name.
    pub one: String,
    /// The other name; it makes no model of its own.
    pub other: String,
}

/// One known model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its id.
    pub id: ModelId,
    /// Its maker.
    pub lab: LabId,
    /// Its release date, if the lab has several dated releases under one name.
    pub date: Option<String>,
    /// The words of the name its id was made of.
    pub words: Vec<String>,
    /// On whose word it is known.
    pub authority: Authority,
    /// Whether its maker publishes weights under exactly this name.
    pub is_repository: bool,
    /// Every name it goes by, with the date that belongs to it.
    names: BTreeSet<(Core, Option<String>)>,
}

impl Known {
    /// Whether this is one of its names.
    pub fn is_called(&self, name: &Name) -> bool {
        let core = name.core();
        self.names.iter().any(|(own, date)| *own == core && (date.is_none() || *date == name.date))
    }
}

/// Every known model, found by core.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    known: Vec<Known>,
    by_core: BTreeMap<Core, Vec<usize>>,
    by_id: BTreeMap<ModelId, usize>,
    families: Families,
    dated: BTreeSet<(LabId, Core)>,
    /// Names that stand for several releases with codes: their `latest` moves.
    coded: BTreeSet<Core>,
}

/// What makes two candidates one model before anybody says so.
type Key = (LabId, Core, Option<String>);

/// The best candidate of a key, and what the others add.
struct Entry {
    best: (Authority, usize, String, Vec<String>),
    authorities: BTreeSet<Authority>,
}

impl Registry {
    /// Merges candidates into models: same lab, same core and, where a lab has several dated releases, same date; then
    /// names that a statement or the rule for instruct versions makes one.
    pub fn new(candidates: &[Candidate], unions: &[Union], tables: &Tables) -> Self {
        let mut registry = Self { families: Families::new(candidates, tables), ..Self::default() };
        let read: Vec<Name> = candidates.iter().map(|candidate| Name::read(&candidate.text)).collect();
        registry.coded = read.iter().filter_map(|name| without_code(&registry.families.canonical(name))).collect();
        let names: Vec<Name> = read.iter().map(|name| registry.canonical(name).into_owned()).collect();
        registry.dated = dated_releases(candidates, &names);
        let entries = registry.entries(candidates, &names);
        let mut same = Same::default();
        for (a, b) in unsuffixed(&entries) {
            same.unite(a, b);
        }
        for union in unions {
            same.unite(registry.key(&union.lab, &union.one), registry.key(&union.lab, &union.other));
        }
        registry.fill(entries, &mut same);
        registry
    }

    fn key(&self, lab: &LabId, text: &str) -> Key {
        let name = Name::read(text);
        self.key_of(lab, &self.canonical(&name))
    }

    /// The name without a maker or provider before it, and without `latest` where the version alone says which model.
    #[must_use]
    pub fn canonical<'a>(&self, name: &'a Name) -> Cow<'a, Name> {
        let name = self.families.canonical(name);
        match name.without_latest().filter(|rest| !self.coded.contains(&rest.core())) {
            Some(rest) => Cow::Owned(rest),
            None => name,
        }
    }

    fn key_of(&self, lab: &LabId, name: &Name) -> Key {
        let core = name.core();
        let keeps_date = self.dated.contains(&(lab.clone(), core.clone()));
        (lab.clone(), core, name.date.clone().filter(|_| keeps_date))
    }

    fn entries(&self, candidates: &[Candidate], names: &[Name]) -> BTreeMap<Key, Entry> {
        let mut entries: BTreeMap<Key, Entry> = BTreeMap::new();
        for (candidate, name) in candidates.iter().zip(names).filter(|(_, name)| !name.words.is_empty()) {
            let key = self.key_of(&candidate.lab, name);
            let slug = name.slug(key.2.is_some());
            let best = (candidate.authority, slug.len(), slug, name.words.clone());
            let entry =
                entries.entry(key).or_insert_with(|| Entry { best: best.clone(), authorities: BTreeSet::new() });
            entry.authorities.insert(candidate.authority);
            if best < entry.best {
                entry.best = best;
            }
        }
        entries
    }

    fn fill(&mut self, entries: BTreeMap<Key, Entry>, same: &mut Same) {
        let mut models: BTreeMap<Key, Vec<(Key, Entry)>> = BTreeMap::new();
        for (key, entry) in entries {
            models.entry(same.root(&key)).or_default().push((key, entry));
        }
        let mut names: BTreeMap<Key, BTreeSet<(Core, Option<String>)>> = BTreeMap::new();
        for key in same.all() {
            names.entry(same.root(&key)).or_default().insert((key.1, key.2));
        }
        for (root, parts) in models {
            let mut names = names.remove(&root).unwrap_or_default();
            names.extend(parts.iter().map(|(key, _)| (key.1.clone(), key.2.clone())));
            self.add(parts, names);
        }
    }

    fn add(&mut self, parts: Vec<(Key, Entry)>, names: BTreeSet<(Core, Option<String>)>) {
        let is_repository = parts.iter().any(|(_, entry)| entry.authorities.contains(&Authority::Weights));
        let Some(((lab, _, date), entry)) = parts.into_iter().min_by(|a, b| a.1.best.cmp(&b.1.best)) else { return };
        let (authority, _, slug, words) = entry.best;
        let Ok(id) = ModelId::new(&format!("{lab}/{slug}")) else { return };
        let place = self.known.len();
        self.by_id.insert(id.clone(), place);
        for (core, _) in &names {
            self.by_core.entry(core.clone()).or_default().push(place);
        }
        self.known.push(Known { id, lab, date, words, authority, is_repository, names });
    }

    /// All known models.
    pub fn known(&self) -> &[Known] {
        &self.known
    }

    /// A known model by its id.
    pub fn get(&self, id: &ModelId) -> Option<&Known> {
        self.by_id.get(id).map(|place| &self.known[*place])
    }

    /// Which words belong to which lab.
    pub fn families(&self) -> &Families {
        &self.families
    }

    /// The dated releases of an undated name.
    pub fn dated_of<'a>(&'a self, undated: &'a Known) -> impl Iterator<Item = &'a Known> {
        let cores = undated.names.iter().filter(|(_, date)| date.is_none()).map(|(core, _)| core);
        cores.flat_map(|core| self.with_core(core)).filter(|known| {
            known.lab == undated.lab && known.id != undated.id && known.date.is_some() && undated.date.is_none()
        })
    }

    fn with_core(&self, core: &Core) -> impl Iterator<Item = &Known> {
        let places = self.by_core.get(core).map(Vec::as_slice).unwrap_or_default();
        let mut places = places.to_vec();
        places.dedup();
        places.into_iter().map(|place| &self.known[place])
    }

    /// The lab whose models start with this word, if nearly all of them are one lab's.
    pub fn lab_of_family(&self, name: &Name) -> Option<&LabId> {
        let name = self.canonical(name);
        name.words.first().and_then(|word| self.families.lab(word))
    }

    /// Models whose name is exactly this one; the date counts where a lab has several dated releases of it.
    pub fn exact(&self, name: &Name) -> Vec<&Known> {
        let name = self.canonical(name);
        let core = name.core();
        let matches = |known: &&Known| {
            let is_dated = self.dated.contains(&(known.lab.clone(), core.clone()));
            known.names.iter().any(|(own, date)| *own == core && (!is_dated || *date == name.date))
        };
        self.with_core(&core).filter(matches).collect()
    }

    /// The version of this name taught to follow instructions, if the lab publishes weights of both.
    pub fn instruct_of(&self, base: &Known) -> Option<&Known> {
        if !base.is_repository {
            return None;
        }
        let name = Name { words: base.words.clone(), date: base.date.clone(), ..Name::read("") };
        let versions = INSTRUCT.iter().flat_map(|word| {
            let is_plain = PLAIN_INSTRUCT.contains(word);
            let is_version = move |known: &&Known| {
                let is_vouched = known.authority != Authority::FirstParty && known.authority < Authority::Weights;
                known.is_repository || (is_plain && is_vouched)
            };
            self.exact(&name.with_word(word)).into_iter().filter(is_version)
        });
        let mut versions = versions.filter(|known| known.lab == base.lab && known.id != base.id);
        versions.next()
    }
}

/// Names made one by statements.
#[derive(Debug, Default)]
struct Same(BTreeMap<Key, Key>);

impl Same {
    fn root(&self, key: &Key) -> Key {
        let mut at = key;
        while let Some(next) = self.0.get(at).filter(|next| *next != at) {
            at = next;
        }
        at.clone()
    }

    fn unite(&mut self, a: Key, b: Key) {
        let (root_a, root_b) = (self.root(&a), self.root(&b));
        self.0.entry(a).or_insert_with(|| root_a.clone());
        self.0.entry(b).or_insert_with(|| root_b.clone());
        let (low, high) = if root_a <= root_b { (root_a, root_b) } else { (root_b, root_a) };
        self.0.insert(high, low);
    }

    fn all(&self) -> Vec<Key> {
        self.0.keys().cloned().collect()
    }
}

/// Unsuffixed names that nobody publishes weights of while the lab publishes an instruct version: one model, unless one
/// list has both.
fn unsuffixed(entries: &BTreeMap<Key, Entry>) -> Vec<(Key, Key)> {
    let mut pairs = Vec::new();
    for (key, entry) in entries {
        let words = &entry.best.3;
        let says = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
        let is_weights = |entry: &Entry| entry.authorities.contains(&Authority::Weights);
        if is_weights(entry) || says(INSTRUCT) || says(&["base", "pt"]) {
            continue;
        }
        for word in PLAIN_INSTRUCT {
            let name = Name { words: words.clone(), ..Name::read("") }.with_word(word);
            let instruct = (key.0.clone(), name.core(), key.2.clone());
            if entries.get(&instruct).is_some_and(|other| {
                is_weights(other)
                    && other
                        .authorities
                        .is_disjoint(&entry.authorities.iter().copied().filter(|a| is_list(*a)).collect())
            }) {
                pairs.push((key.clone(), instruct));
            }
        }
    }
    pairs
}

/// Whether one source stands behind an authority, so that two names on its word are two models.
fn is_list(authority: Authority) -> bool {
    matches!(authority, Authority::Curated | Authority::ModelCatalog | Authority::FirstParty | Authority::Router)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn registry(candidates: &[(&str, &str, Authority)]) -> Registry {
        let candidates: Vec<Candidate> = candidates
            .iter()
            .map(|(lab, text, authority)| Candidate {
                lab: LabId::new(lab).unwrap(),
                text: (*text).into(),
                authority: *authority,
            })
            .collect();
        Registry::new(&candidates, &[], &Tables::default())
    }

    fn ids(registry: &Registry) -> Vec<&str> {
        let mut ids: Vec<&str> = registry.known().iter().map(|known| known.id.as_str()).collect();
        ids.sort_unstable();
        ids
    }

    #[test]
    fn one_dated_release_is_the_model_itself() {
        let registry = registry(&[
            ("anthropic", "claude-haiku-4-5-20251001", Authority::FirstParty),
            ("anthropic", "claude-haiku-4-5", Authority::FirstParty),
            ("anthropic", "claude-haiku-4.5", Authority::Router),
        ]);
        assert_eq!(ids(&registry), ["anthropic/claude-haiku-4-5"]);
        assert_eq!(registry.exact(&Name::read("claude-4.5-haiku-20251001")).len(), 1);
    }

    #[test]
    fn several_dated_releases_are_models_of_their_own() {
        let registry = registry(&[
            ("openai", "gpt-4o", Authority::FirstParty),
            ("openai", "gpt-4o-2024-05-13", Authority::FirstParty),
            ("openai", "gpt-4o-2024-08-06", Authority::FirstParty),
        ]);
        assert_eq!(ids(&registry), ["openai/gpt-4o", "openai/gpt-4o-2024-05-13", "openai/gpt-4o-2024-08-06"]);
        let exact = registry.exact(&Name::read("gpt-4o-20240806"));
        assert_eq!(exact.iter().map(|known| known.id.as_str()).collect::<Vec<_>>(), ["openai/gpt-4o-2024-08-06"]);
        assert!(registry.exact(&Name::read("gpt-4o-2031-01-01")).is_empty());
    }

    #[test]
    fn base_and_instruct_are_two_models() {
        let registry = registry(&[
            ("meta", "Llama-3.2-1B", Authority::Weights),
            ("meta", "Llama-3.2-1B-Instruct", Authority::Weights),
        ]);
        assert_eq!(ids(&registry), ["meta/llama-3.2-1b", "meta/llama-3.2-1b-instruct"]);
        let base = registry.exact(&Name::read("llama-v3p2-1b"))[0];
        assert_eq!(registry.instruct_of(base).unwrap().id.as_str(), "meta/llama-3.2-1b-instruct");
    }

    #[test]
    fn a_family_belongs_to_the_lab_that_makes_nearly_all_of_it() {
        let registry = registry(&[
            ("meta", "llama-3.2-1b", Authority::Weights),
            ("meta", "llama-3.2-3b", Authority::Weights),
            ("alibaba", "qwen-max", Authority::FirstParty),
        ]);
        assert_eq!(registry.lab_of_family(&Name::read("llama-9")).unwrap().as_str(), "meta");
        assert_eq!(registry.lab_of_family(&Name::read("mystery-9")), None);
    }
}
