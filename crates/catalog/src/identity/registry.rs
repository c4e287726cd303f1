//! The models we know: who made them, under which names, on whose word.

use super::name::{Core, INSTRUCT, Name};
use super::tables::plain_id;
use crate::id::{LabId, ModelId};
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

/// One known model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its id.
    pub id: ModelId,
    /// Its maker.
    pub lab: LabId,
    /// The comparable form of its name.
    pub core: Core,
    /// Its release date, if the lab has several dated releases under one name.
    pub date: Option<String>,
    /// The words of the name its id was made of.
    pub words: Vec<String>,
    /// On whose word it is known.
    pub authority: Authority,
}

/// Every known model, found by core.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    known: Vec<Known>,
    by_core: BTreeMap<Core, Vec<usize>>,
    by_id: BTreeMap<ModelId, usize>,
    families: BTreeMap<String, LabId>,
    dated: BTreeSet<(LabId, Core)>,
}

type Key = (LabId, Core, Option<String>);

impl Registry {
    /// Merges candidates into models: same lab, same core and, where a lab has several dated releases, same date.
    pub fn new(candidates: &[Candidate]) -> Self {
        let names: Vec<Name> = candidates.iter().map(|candidate| Name::read(&candidate.text)).collect();
        let mut registry = Self { dated: dated_releases(candidates, &names), ..Self::default() };
        let mut best: BTreeMap<Key, (Authority, usize, String, Vec<String>)> = BTreeMap::new();
        for (candidate, name) in candidates.iter().zip(names) {
            if name.words.is_empty() {
                continue;
            }
            let keeps_date = registry.dated.contains(&(candidate.lab.clone(), name.core()));
            let slug = slug(&candidate.text, &name, keeps_date);
            let key = (candidate.lab.clone(), name.core(), name.date.clone().filter(|_| keeps_date));
            let entry = (candidate.authority, slug.len(), slug, name.words);
            best.entry(key)
                .and_modify(|known| {
                    if entry < *known {
                        *known = entry.clone()
                    }
                })
                .or_insert(entry);
        }
        for ((lab, core, date), (authority, _, slug, words)) in best {
            let Ok(id) = ModelId::new(&format!("{lab}/{slug}")) else { continue };
            registry.add(Known { id, lab, core, date, words, authority });
        }
        registry.families = families(&registry.known);
        registry
    }

    fn add(&mut self, known: Known) {
        self.by_id.insert(known.id.clone(), self.known.len());
        self.by_core.entry(known.core.clone()).or_default().push(self.known.len());
        self.known.push(known);
    }

    /// All known models.
    pub fn known(&self) -> &[Known] {
        &self.known
    }

    /// A known model by its id.
    pub fn get(&self, id: &ModelId) -> Option<&Known> {
        self.by_id.get(id).map(|place| &self.known[*place])
    }

    /// The dated releases of an undated name.
    pub fn dated_of(&self, undated: &Known) -> impl Iterator<Item = &Known> {
        let places = self.by_core.get(&undated.core).map(Vec::as_slice).unwrap_or_default();
        let lab = undated.lab.clone();
        let is_undated = undated.date.is_none();
        places
            .iter()
            .map(|place| &self.known[*place])
            .filter(move |known| is_undated && known.date.is_some() && known.lab == lab)
    }

    /// The lab whose models start with this word, if nearly all of them are one lab's.
    pub fn lab_of_family(&self, name: &Name) -> Option<&LabId> {
        name.words.first().and_then(|word| self.families.get(word))
    }

    /// Models whose name is exactly this one; the date counts where a lab has several dated releases of it.
    pub fn exact(&self, name: &Name) -> Vec<&Known> {
        let places = self.by_core.get(&name.core()).map(Vec::as_slice).unwrap_or_default();
        let matches = |known: &&Known| {
            let is_dated = self.dated.contains(&(known.lab.clone(), known.core.clone()));
            !is_dated || known.date == name.date
        };
        places.iter().map(|place| &self.known[*place]).filter(matches).collect()
    }

    /// The version of this name taught to follow instructions, if the lab has one beside it.
    pub fn instruct_of(&self, base: &Known) -> Option<&Known> {
        let name =
            Name { words: base.words.clone(), date: base.date.clone(), vendors: Vec::new(), attributes: Vec::new() };
        INSTRUCT
            .iter()
            .find_map(|word| self.exact(&name.with_word(word)).into_iter().find(|known| known.lab == base.lab))
    }
}

/// Names under which a lab has two or more dated releases: there the date is part of the model.
fn dated_releases(candidates: &[Candidate], names: &[Name]) -> BTreeSet<(LabId, Core)> {
    let mut dates: BTreeMap<(LabId, Core), BTreeSet<&str>> = BTreeMap::new();
    for (candidate, name) in candidates.iter().zip(names) {
        if let Some(date) = name.date.as_deref().filter(|_| candidate.authority <= Authority::Router) {
            dates.entry((candidate.lab.clone(), name.core())).or_default().insert(date);
        }
    }
    dates.into_iter().filter(|(_, dates)| dates.len() > 1).map(|(key, _)| key).collect()
}

/// The id's half after the slash: the source's own spelling, without serving suffixes and, unless it counts, the date.
fn slug(text: &str, name: &Name, keeps_date: bool) -> String {
    let last = text.rsplit('/').next().unwrap_or(text);
    let last = last.split([':', '@']).next().unwrap_or(last);
    let mut slug = plain_id(last);
    if let Some(date) = name.date.as_deref().filter(|_| !keeps_date) {
        for written in [date.to_owned(), format!("{}-{}-{}", &date[..4], &date[4..6], &date[6..])] {
            slug = slug.replace(&format!("-{written}"), "");
        }
    }
    if slug.is_empty() { name.slug() } else { slug }
}

/// First words of model names that belong to one lab in at least nine of ten cases.
fn families(known: &[Known]) -> BTreeMap<String, LabId> {
    let mut counts: BTreeMap<&str, BTreeMap<&LabId, usize>> = BTreeMap::new();
    for model in known.iter().filter(|known| known.authority <= Authority::Weights) {
        if let Some(word) = model.words.first() {
            *counts.entry(word).or_default().entry(&model.lab).or_default() += 1;
        }
    }
    let mut families = BTreeMap::new();
    for (word, labs) in counts {
        let total: usize = labs.values().sum();
        if let Some((lab, _)) = labs.iter().find(|(_, count)| **count * 10 >= total * 9) {
            families.insert(word.to_owned(), (*lab).clone());
        }
    }
    families
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
        Registry::new(&candidates)
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
