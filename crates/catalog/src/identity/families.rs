//! Which first words of names belong to which lab.

use super::name::Name;
use super::registry::{Authority, Candidate};
use super::tables::Tables;
use super::words::NO_FAMILY;
use crate::id::LabId;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Least share of the models starting with a word that one lab must have made for the word to be its own. A name alone
/// settles nothing by it: it only says whose model an exact name is, and which makers' names may stand before it.
const MOST: (usize, usize) = (1, 2);

/// A lab with fewer models that start with a word has no line of that name: `neural`, `efficient` and `owl` start anybody's.
const LINE: usize = 3;

/// A word in the names of at least as many labs' models may be in anybody's.
const MANY_LABS: usize = 5;

/// First words of names by lab, and the names labs and providers go by.
#[derive(Debug, Clone, Default)]
pub struct Families {
    tables: Tables,
    by_word: BTreeMap<String, LabId>,
    lines: BTreeSet<String>,
    starts: BTreeSet<String>,
    common: BTreeSet<String>,
    vocabulary: BTreeMap<LabId, BTreeSet<String>>,
}

impl Families {
    /// Counts first words over everything that a lab, a router or a catalog of models names.
    pub fn new(candidates: &[Candidate], tables: &Tables) -> Self {
        let mut families = Self { tables: tables.clone(), ..Self::default() };
        let mut counts: BTreeMap<String, BTreeMap<LabId, BTreeSet<Vec<String>>>> = BTreeMap::new();
        for candidate in candidates.iter().filter(|candidate| candidate.authority <= Authority::Weights) {
            let name = Name::read(&candidate.text);
            if let Some(word) = name.words.first().filter(|word| is_word(word)) {
                let labs = counts.entry(word.clone()).or_default();
                labs.entry(candidate.lab.clone()).or_default().insert(name.words.clone());
                if candidate.authority != Authority::FirstParty {
                    families.starts.insert(word.clone());
                }
            }
            families.vocabulary.entry(candidate.lab.clone()).or_default().extend(name.words);
        }
        families.common = common(&families.vocabulary);
        for (word, labs) in counts {
            let total: usize = labs.values().map(BTreeSet::len).sum();
            let most = labs.into_iter().find(|(_, names)| names.len() * MOST.1 > total * MOST.0);
            let named = tables.lab("", &word);
            if named.is_some() || most.as_ref().is_some_and(|(_, names)| names.len() >= LINE) {
                families.lines.insert(word.clone());
            }
            if let Some(lab) = named.or(most.map(|(lab, _)| lab)) {
                families.by_word.insert(word, lab);
            }
        }
        families
    }

    /// The lab a word at the start of a name points to: the lab called so, else the maker of nearly all such models.
    pub fn lab(&self, word: &str) -> Option<&LabId> {
        self.by_word.get(word)
    }

    /// The lab whose line of models a name starts with, if the lab could call one of them so.
    pub fn line(&self, name: &Name) -> Option<LabId> {
        let word = name.words.first()?;
        let lab = self.lab(word).filter(|_| self.lines.contains(word)).cloned().or_else(|| self.tables.lab("", word));
        lab.filter(|lab| self.could_be_of(lab, name))
    }

    /// The lab that the first words, joined, are a name of.
    pub fn names_lab(&self, name: &Name, count: usize) -> Option<LabId> {
        let words = name.words.get(..count).filter(|words| words.len() < name.words.len())?;
        self.tables.lab("", &words.join("-"))
    }

    /// The name without a maker or provider before it, where what follows starts with a word of some lab's models:
    /// `nvidia-nemotron-nano-9b-v2`, `zai-org-glm-4.6`, `databricks-claude-sonnet-4`.
    #[must_use]
    pub fn canonical<'a>(&self, name: &'a Name) -> Cow<'a, Name> {
        for count in [2, 1] {
            let Some(next) = name.words.get(count) else { continue };
            let Some(family) = self.lab(next) else { continue };
            let is_maker = self.names_lab(name, count).is_some_and(|lab| lab == *family);
            let is_server = count == 1 && name.words.first().is_some_and(|word| self.is_server(word));
            if is_maker || is_server {
                let shorter = name.without_first(count);
                return Cow::Owned(self.canonical(&shorter).into_owned());
            }
        }
        Cow::Borrowed(name)
    }

    /// A provider's name that starts no lab's models.
    fn is_server(&self, word: &str) -> bool {
        self.tables.is_provider(word) && !self.starts.contains(word)
    }

    /// Whether every word of a name is a number, a size, a word that this lab uses in other names or one that many do.
    pub fn could_be_of(&self, lab: &LabId, name: &Name) -> bool {
        let known = self.vocabulary.get(lab);
        name.words.iter().all(|word| {
            self.tables.lab("", word).as_ref() == Some(lab)
                || word.bytes().any(|byte| byte.is_ascii_digit())
                || self.common.contains(word)
                || known.is_some_and(|known| known.contains(word))
        })
    }
}

/// Words in the names of so many labs' models that they say nothing about the maker: `preview`, `flash`, `mini`.
fn common(vocabulary: &BTreeMap<LabId, BTreeSet<String>>) -> BTreeSet<String> {
    let mut labs: BTreeMap<&str, usize> = BTreeMap::new();
    for word in vocabulary.values().flatten() {
        *labs.entry(word).or_default() += 1;
    }
    labs.into_iter().filter(|(_, count)| *count >= MANY_LABS).map(|(word, _)| word.to_owned()).collect()
}

fn is_word(word: &str) -> bool {
    word.chars().any(char::is_alphabetic) && !NO_FAMILY.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::{Field, Value};
    use crate::record::{Record, Subject};

    fn families() -> Families {
        let lab = |id: &str, aliases: &str| {
            let mut record = Record::new(Subject::Lab(id.into()), "labs.toml");
            record.say(Field::Aliases, Value::Text(aliases.into()));
            record
        };
        let provider = Record::new(Subject::Provider("databricks".into()), "providers.toml");
        let records =
            [lab("nvidia", ""), lab("zhipuai", "zai-org"), lab("anthropic", ""), lab("minimax", ""), provider];
        let candidate = |lab: &str, text: &str| Candidate {
            lab: LabId::new(lab).unwrap(),
            text: text.into(),
            authority: Authority::Router,
        };
        let candidates = [
            candidate("nvidia", "nemotron-3-super"),
            candidate("minimax", "minimax-m2"),
            candidate("zhipuai", "glm-4.6"),
            candidate("zhipuai", "glm-4.6v-flash"),
            candidate("anthropic", "claude-sonnet-4"),
        ];
        Families::new(&candidates, &Tables::new(&records))
    }

    #[test]
    fn a_maker_or_provider_before_a_family_comes_off() {
        let families = families();
        let slug = |text: &str| families.canonical(&Name::read(text)).slug(false);
        assert_eq!(slug("NVIDIA-Nemotron-Nano-9B-v2"), "nemotron-nano-9b-v2");
        assert_eq!(slug("zai-org-glm-4.6"), "glm-4.6");
        assert_eq!(slug("databricks-claude-sonnet-4"), "claude-sonnet-4");
        assert_eq!(slug("nvidia-glm-4.6"), "nvidia-glm-4.6");
        assert_eq!(slug("MiniMax-M2.5"), "minimax-m2.5");
        assert_eq!(slug("databricks-dbrx"), "databricks-dbrx");
    }

    #[test]
    fn a_word_the_lab_never_used_is_somebody_elses() {
        let families = families();
        let zhipuai = LabId::new("zhipuai").unwrap();
        assert!(families.could_be_of(&zhipuai, &Name::read("glm-9-flash")));
        assert!(!families.could_be_of(&zhipuai, &Name::read("glm-4.6-heretic")));
    }
}
