//! Providers, labs, licences and benchmarks of a catalog: kept as claims, folded only when somebody asks.

use crate::date::Day;
use crate::evidence::{Entry, Said};
use crate::facts::Facts;
use crate::field::Field;
use crate::folded::{ProviderTraits, plain_facts, provider_traits};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Entries of one kind, by id.
#[derive(Debug, Default)]
pub(crate) struct Shelf(BTreeMap<Arc<str>, Entry>);

impl Shelf {
    /// Puts entries on a shelf; claims about the same id go together.
    pub(crate) fn new(entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut shelf: BTreeMap<Arc<str>, Entry> = BTreeMap::new();
        for entry in entries {
            match shelf.get_mut(&entry.id) {
                Some(known) => known.said.extend(entry.said),
                None => {
                    shelf.insert(entry.id.clone(), entry);
                }
            }
        }
        Self(shelf)
    }

    /// The ids on it, sorted.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(AsRef::as_ref)
    }

    /// What may be said of one entry.
    pub(crate) fn facts(&self, id: &str, day: Day) -> Option<Facts> {
        self.0.get(id).map(|entry| plain_facts(&entry.said, day))
    }

    /// What folding a model needs of a provider: two of its fields.
    pub(crate) fn traits(&self, id: &str, day: Day) -> ProviderTraits {
        let Some(entry) = self.0.get(id) else { return ProviderTraits::default() };
        let needed = entry.said.iter().filter(|said| matches!(said.field, Field::ProviderKind | Field::Serves));
        let needed: Vec<Said> = needed.cloned().collect();
        provider_traits(&plain_facts(&needed, day))
    }

    /// Every name of every entry, lowercase, to its id; ids come before other names.
    pub(crate) fn names(&self) -> BTreeMap<String, Arc<str>> {
        let mut names: BTreeMap<String, Arc<str>> = self.0.keys().map(|id| (id.to_lowercase(), id.clone())).collect();
        for (id, entry) in &self.0 {
            let is_name = |said: &&Said| matches!(said.field, Field::Aliases | Field::Name | Field::Spdx);
            for said in entry.said.iter().filter(is_name) {
                for name in said.claim.value.to_string().split(',') {
                    names.entry(name.trim().to_lowercase()).or_insert_with(|| id.clone());
                }
            }
        }
        names
    }
}
