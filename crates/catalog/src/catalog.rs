//! The catalog: a packed file, the tables of names, and perhaps a user's own claims on top, folded when asked.

use crate::assemble::Assembly;
use crate::board::Board;
use crate::claim::Claim;
use crate::date::{Day, Period};
use crate::evidence::{Entry, Group, Heard, Member, Topic, Unplaced};
use crate::folded::{self, ProviderTraits, provider_traits};
use crate::history::{self, Step};
use crate::id::{BenchmarkId, LabId, LicenceId, ModelId, ProviderId};
use crate::lookup::{self, Lookup};
use crate::model::{Benchmark, Excerpt, Lab, Licence, Model, Provider, Route};
use crate::packed::{BareModel, IndexEntry, IndexNames, IndexRoute, Packed, PackedError};
use crate::precedence::class;
use crate::rate::RateKey;
use crate::record::Reading;
use crate::reference::Reference;
use crate::shelf::Shelf;
use crate::source::{Freshness, SourceTable, parse};
use crate::{Facts, Field, Value};
use quick_cache::sync::Cache;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock, RwLock};

/// Entries, and every name sources use for them.
type Named = (Shelf, BTreeMap<String, Arc<str>>);

/// How many models are held folded, so that a page that asks again does not decode again. A model takes some 100 kB.
const LOADED: usize = 256;

/// A model, folded, and the evidence it was folded from.
#[derive(Debug, Clone)]
struct Loaded {
    group: Arc<Group>,
    model: Arc<Model>,
}

/// What was folded once and is asked for by every page.
#[derive(Debug, Default)]
struct Folded {
    providers: Held<ProviderId, Provider>,
    labs: Held<LabId, Lab>,
    licences: Held<LicenceId, Licence>,
    benchmarks: Held<BenchmarkId, Benchmark>,
    boards: Held<BenchmarkId, Board>,
}

type Held<K, V> = RwLock<BTreeMap<K, Arc<V>>>;

/// What is held under a key, else what `make` makes, which is held from then on. A poisoned lock only costs time.
fn held<K: Ord + Clone, V>(all: &Held<K, V>, key: &K, make: impl FnOnce() -> Option<V>) -> Option<Arc<V>> {
    if let Some(found) = all.read().ok().and_then(|all| all.get(key).cloned()) {
        return Some(found);
    }
    let made = Arc::new(make()?);
    if let Ok(mut all) = all.write() {
        all.insert(key.clone(), Arc::clone(&made));
    }
    Some(made)
}

/// A catalog, opened.
#[derive(Debug)]
pub struct Catalog {
    packed: Packed,
    /// The user's own claims, by model; they are filed under the packed ones.
    overlay: BTreeMap<ModelId, Group>,
    overlay_readings: Vec<Heard>,
    overlay_providers: Vec<Entry>,
    day: Day,
    loaded: Cache<ModelId, Loaded>,
    folded: Folded,
    index: OnceLock<Result<Vec<IndexEntry>, PackedError>>,
    names: OnceLock<Result<Vec<IndexNames>, PackedError>>,
    providers: OnceLock<Result<Shelf, PackedError>>,
    labs: OnceLock<Result<Shelf, PackedError>>,
    licences: OnceLock<Result<Named, PackedError>>,
    benchmarks: OnceLock<Result<Shelf, PackedError>>,
    freshness: OnceLock<Freshness>,
}

impl Catalog {
    /// A catalog over a packed file, to be asked about `day`.
    pub fn new(packed: Packed, day: Day) -> Self {
        Self {
            packed,
            overlay: BTreeMap::new(),
            overlay_readings: Vec::new(),
            overlay_providers: Vec::new(),
            day,
            loaded: Cache::new(LOADED),
            folded: Folded::default(),
            index: OnceLock::new(),
            names: OnceLock::new(),
            providers: OnceLock::new(),
            labs: OnceLock::new(),
            licences: OnceLock::new(),
            benchmarks: OnceLock::new(),
            freshness: OnceLock::new(),
        }
    }

    /// Puts a user's own claims on top.
    #[must_use]
    pub fn with_overlay(mut self, overlay: Assembly) -> Self {
        self.overlay = overlay.groups.into_iter().map(|group| (group.id.clone(), group)).collect();
        self.overlay_readings = overlay.readings;
        self.overlay_providers = overlay.providers;
        // What was read before the overlay came does not know of it.
        self.index = OnceLock::new();
        self.names = OnceLock::new();
        self.providers = OnceLock::new();
        self.loaded.clear();
        self.folded = Folded::default();
        self
    }

    /// The same claims, to be asked about another day.
    #[must_use]
    pub fn on(&self, day: Day) -> Self {
        Self {
            overlay: self.overlay.clone(),
            overlay_readings: self.overlay_readings.clone(),
            overlay_providers: self.overlay_providers.clone(),
            ..Self::new(self.packed.clone(), day)
        }
    }

    /// The day it answers for.
    pub const fn day(&self) -> Day {
        self.day
    }

    /// The packed catalog's version.
    pub fn version(&self) -> &str {
        &self.packed.version
    }

    /// The day of the newest reading in it.
    pub const fn newest(&self) -> Day {
        self.packed.day
    }

    /// The first day any price in it is known to have held: earlier days have no answer.
    pub const fn oldest(&self) -> Day {
        self.packed.oldest
    }

    /// Every reading behind it, with the kinds of things it speaks of.
    pub fn heard(&self) -> impl Iterator<Item = &Heard> {
        self.packed.readings.iter().chain(&self.overlay_readings)
    }

    /// Every reading behind it.
    pub fn readings(&self) -> impl Iterator<Item = &Reading> {
        self.heard().map(|heard| &heard.reading)
    }

    /// Who the sources are and on which terms.
    pub fn sources(&self) -> Result<SourceTable, PackedError> {
        parse(&self.packed.source_table()?).map_err(|_| PackedError::Damaged { what: "the source table" })
    }

    /// Every model, by id.
    pub fn index(&self) -> Result<&[IndexEntry], PackedError> {
        let index = self.index.get_or_init(|| {
            let mut index = self.packed.index()?;
            let is_new = |group: &&Group| index.binary_search_by(|entry| entry.id.cmp(&group.id)).is_err();
            let new: Vec<IndexEntry> = self.overlay.values().filter(is_new).map(own_entry).collect();
            index.extend(new);
            index.sort_by(|a, b| a.id.cmp(&b.id));
            if !self.overlay.is_empty() {
                let named = self.named(&index)?;
                for (entry, names) in index.iter_mut().zip(&named) {
                    entry.live_routes = names.routes.iter().filter(|route| route.is_live).count();
                }
                let _ = self.names.set(Ok(named));
            }
            Ok(index)
        });
        index.as_deref().map_err(Clone::clone)
    }

    /// What else the models are called, in the order of the index.
    pub fn names(&self) -> Result<&[IndexNames], PackedError> {
        // The index comes first: with the user's own claims, it brings its names along.
        let index = self.index()?;
        let names = self.names.get_or_init(|| self.named(index));
        names.as_deref().map_err(Clone::clone)
    }

    /// The names of an index: the packed ones, and the user's own.
    fn named(&self, index: &[IndexEntry]) -> Result<Vec<IndexNames>, PackedError> {
        let is_packed = |entry: &IndexEntry| entry.place != OVERLAY_ONLY;
        let packed = self.packed.names()?;
        if packed.len() != index.iter().filter(|entry| is_packed(entry)).count() {
            return Err(PackedError::Damaged { what: "models and names that do not belong together" });
        }
        let mut packed = packed.into_iter();
        let named = |entry: &IndexEntry| {
            let mut names = if is_packed(entry) { packed.next() } else { None }.unwrap_or_default();
            if let Some(own) = self.overlay.get(&entry.id) {
                add_own(&mut names, own);
            }
            names
        };
        Ok(index.iter().map(named).collect())
    }

    /// The model that a person means.
    pub fn find(&self, text: &str) -> Result<Lookup, PackedError> {
        let index = self.index()?;
        if let Some(id) = lookup::exact(text, index) {
            return Ok(Lookup::Found(id));
        }
        Ok(lookup::find(text, index, self.names()?))
    }

    /// The index entry of a model.
    pub fn entry(&self, id: &ModelId) -> Result<Option<&IndexEntry>, PackedError> {
        let index = self.index()?;
        Ok(index.binary_search_by(|entry| entry.id.cmp(id)).ok().map(|place| &index[place]))
    }

    /// The evidence on a model, the user's own included.
    pub fn group(&self, id: &ModelId) -> Result<Option<Group>, PackedError> {
        self.group_about(id, &|_| true)
    }

    /// The same, of packed members that are not wanted only what they are about.
    fn group_about(&self, id: &ModelId, is_wanted: &dyn Fn(&Topic) -> bool) -> Result<Option<Group>, PackedError> {
        let Some(entry) = self.entry(id)? else { return Ok(None) };
        let own = self.overlay.get(id);
        if entry.place == OVERLAY_ONLY {
            return Ok(own.cloned());
        }
        let mut group = self.packed.group(entry, is_wanted)?;
        if let Some(own) = own {
            overlay(&mut group, own);
        }
        Ok(Some(group))
    }

    /// A model, folded as of the catalog's day.
    pub fn model(&self, id: &ModelId) -> Result<Option<Arc<Model>>, PackedError> {
        Ok(self.load(id)?.map(|loaded| loaded.model))
    }

    /// What pages show of models whose routes they list, read on all processors: the routes at the named providers, and the
    /// results in one benchmark. Unknown models are left out.
    pub fn excerpts(
        &self,
        wanted: &BTreeMap<ModelId, BTreeSet<ProviderId>>,
        benchmark: Option<&BenchmarkId>,
    ) -> Result<Vec<(ModelId, Excerpt)>, PackedError> {
        let shelf = self.provider_shelf()?;
        let traits = |provider: &ProviderId| shelf.traits(provider.as_str(), self.day);
        let excerpt = |(id, providers): (&ModelId, &BTreeSet<ProviderId>)| {
            let excerpt = |group: Group| folded::excerpt(&group, providers, benchmark, &traits, self.day);
            let is_wanted = |topic: &Topic| folded::is_excerpted(topic, providers, benchmark);
            Ok(self.group_about(id, &is_wanted)?.map(|group| (id.clone(), excerpt(group))))
        };
        let wanted: Vec<_> = wanted.iter().collect();
        let excerpts: Vec<Option<(ModelId, Excerpt)>> =
            wanted.into_par_iter().with_max_len(1).map(excerpt).collect::<Result<_, PackedError>>()?;
        Ok(excerpts.into_iter().flatten().collect())
    }

    fn load(&self, id: &ModelId) -> Result<Option<Loaded>, PackedError> {
        if let Some(loaded) = self.loaded.get(id) {
            return Ok(Some(loaded));
        }
        let Some(group) = self.group(id)? else { return Ok(None) };
        let providers = self.provider_shelf()?;
        let traits = |provider: &ProviderId| providers.traits(provider.as_str(), self.day);
        let model = Arc::new(folded::model(&group, &traits, self.day));
        let loaded = Loaded { group: Arc::new(group), model };
        self.loaded.insert(id.clone(), loaded.clone());
        Ok(Some(loaded))
    }

    /// Every model, folded, in order of their ids. Costs the decoding of the whole file, and the memory of all models.
    pub fn models(&self) -> Result<Vec<Model>, PackedError> {
        self.map_models(|model| model)
    }

    /// What is made of every model, folded, in order of their ids, on all processors; each holds one block of models at a
    /// time.
    pub fn map_models<T: Send>(&self, make: impl Fn(Model) -> T + Sync) -> Result<Vec<T>, PackedError> {
        let traits = self.traits_on(self.day)?;
        let traits = |provider: &ProviderId| traits.get(provider.as_str()).cloned().unwrap_or_default();
        self.each(|group| make(folded::model(&group, &traits, self.day)))
    }

    /// What is made of every model of which something began or ended after an earlier day, folded as of that day and of the
    /// catalog's own. Of the others both folds are the same.
    pub fn map_models_since<T: Send>(
        &self,
        since: Day,
        make: impl Fn(&Model, &Model) -> T + Sync,
    ) -> Result<Vec<T>, PackedError> {
        let (before, after) = (self.traits_on(since)?, self.traits_on(self.day)?);
        let of =
            |all: &BTreeMap<&str, ProviderTraits>, id: &ProviderId| all.get(id.as_str()).cloned().unwrap_or_default();
        let is_between = |day: Day| since < day && day <= self.day;
        let moves = |claim: &Claim<Value>| {
            let Period { from, until } = claim.effective;
            [Some(claim.first_seen), from, until].into_iter().flatten().any(is_between)
        };
        let made = self.each(|group| {
            let mut said = group.members.iter().flat_map(|member| &member.said);
            said.any(|said| moves(&said.claim)).then(|| {
                make(
                    &folded::model(&group, &|id| of(&before, id), since),
                    &folded::model(&group, &|id| of(&after, id), self.day),
                )
            })
        })?;
        Ok(made.into_iter().flatten().collect())
    }

    fn traits_on(&self, day: Day) -> Result<BTreeMap<&str, ProviderTraits>, PackedError> {
        let providers = self.provider_shelf()?;
        Ok(providers.ids().map(|id| (id, providers.traits(id, day))).collect())
    }

    /// The evidence on every model, the user's own included, in order of their ids. Costs as much.
    pub fn groups(&self) -> Result<Vec<Group>, PackedError> {
        self.each(|group| group)
    }

    /// What is made of every model without what only bears witness ([`Model::bare`]), in order of their ids, with those of its
    /// fields that are wanted.
    ///
    /// From the day of packing on they lie folded in the file, so that this takes some milliseconds; only what began or ended
    /// since, and what the user claims, is folded here.
    pub fn map_bare<T: Send>(
        &self,
        is_wanted: impl Fn(&Field) -> bool + Sync,
        make: impl Fn(Model) -> T + Sync,
    ) -> Result<Vec<T>, PackedError> {
        let sections = self.packed.bare_sections();
        if sections.is_empty() || self.day < self.packed.day || !self.overlay_providers.is_empty() {
            return self.map_models(|model| make(model.bare()));
        }
        let is_as_packed = |BareModel { model, until }: &BareModel| {
            until.is_none_or(|until| self.day < until) && !self.overlay.contains_key(&model.id)
        };
        let read = |section: u64, made: &mut Vec<(ModelId, T)>| {
            self.packed.bare(section, &is_wanted, &mut |mut bare| {
                let id = bare.model.id.clone();
                if is_as_packed(&bare) {
                    bare.model.as_of = self.day;
                    made.push((id, make(bare.model)));
                } else if let Some(model) = self.model(&id)? {
                    made.push((id, make(model.bare())));
                }
                Ok(())
            })
        };
        let own = |group: &Group| Ok(self.model(&group.id)?.map(|model| make(model.bare())));
        self.in_parallel(&sections, read, own)
    }

    /// Decodes block by block and maps each group, so that only what is made of them is held.
    fn each<T: Send>(&self, make: impl Fn(Group) -> T + Sync) -> Result<Vec<T>, PackedError> {
        let read = |block: u64, made: &mut Vec<(ModelId, T)>| {
            for mut group in self.packed.block(block)? {
                if let Some(own) = self.overlay.get(&group.id) {
                    overlay(&mut group, own);
                }
                made.push((group.id.clone(), make(group)));
            }
            Ok(())
        };
        self.in_parallel(&self.packed.blocks(), read, |group| Ok(Some(make(group.clone()))))
    }

    /// Works through parts of the file on all processors, then through models that only the user knows; in order of their ids.
    ///
    /// All callers share one pool of threads: however many ask at once, no more parts are read at a time than there are
    /// processors. A thread that waits here may do the work of another caller meanwhile, so nobody may come here with a lock
    /// that `read` wants.
    fn in_parallel<T: Send>(
        &self,
        parts: &[u64],
        read: impl Fn(u64, &mut Vec<(ModelId, T)>) -> Result<(), PackedError> + Sync,
        own: impl Fn(&Group) -> Result<Option<T>, PackedError>,
    ) -> Result<Vec<T>, PackedError> {
        let read = |part: &u64| {
            let mut made = Vec::new();
            read(*part, &mut made).map(|()| made)
        };
        let made: Vec<Vec<(ModelId, T)>> = parts.par_iter().with_max_len(1).map(read).collect::<Result<_, _>>()?;
        let mut pairs: Vec<(ModelId, T)> = made.into_iter().flatten().collect();
        let packed: BTreeSet<ModelId> =
            if self.overlay.is_empty() { BTreeSet::new() } else { pairs.iter().map(|(id, _)| id.clone()).collect() };
        for group in self.overlay.values().filter(|group| !packed.contains(&group.id)) {
            pairs.extend(own(group)?.map(|one| (group.id.clone(), one)));
        }
        pairs.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(pairs.into_iter().map(|(_, one)| one).collect())
    }

    /// The dated prices of one rate of a route, up to the catalog's day.
    pub fn price_history(&self, route: &Route, key: &RateKey) -> Result<Vec<Step>, PackedError> {
        let Some(Loaded { group, .. }) = self.load(&route.id.model)? else { return Ok(Vec::new()) };
        let host = route.id.host.as_deref();
        let found =
            group.members.iter().find(|member| history::is_route(member, route.provider.as_str(), &route.own_id, host));
        let kind = self.provider_shelf()?.traits(route.provider.as_str(), self.day).kind;
        let is_openrouter = route.provider.as_str() == "openrouter";
        let class = class(&Field::Rate(key.clone()), route.is_first_party, is_openrouter, kind);
        Ok(found.map(|member| history::steps(member, key, class, route.is_first_party, self.day)).unwrap_or_default())
    }

    /// What belongs to no model, in the sources' own ids. Costs the decoding of all of it.
    pub fn unplaced(&self) -> Result<Vec<Unplaced>, PackedError> {
        self.packed.unplaced()
    }

    /// Ids of every provider it describes.
    pub fn provider_ids(&self) -> Result<Vec<ProviderId>, PackedError> {
        Ok(self.provider_shelf()?.ids().filter_map(|id| ProviderId::new(id).ok()).collect())
    }

    /// Every provider it describes, folded on all processors. The index is read meanwhile: whoever asks about everything at
    /// once names some of it next.
    pub fn providers(&self) -> Result<HashMap<ProviderId, Arc<Provider>>, PackedError> {
        let folded = || {
            let ids = self.provider_ids()?;
            Ok(ids.into_par_iter().filter_map(|id| self.provider(&id).map(|provider| (id, provider))).collect())
        };
        rayon::join(folded, || self.index()).0
    }

    /// Ids of every lab it describes.
    pub fn lab_ids(&self) -> Result<Vec<LabId>, PackedError> {
        Ok(self.lab_shelf()?.ids().filter_map(|id| LabId::new(id).ok()).collect())
    }

    /// Ids of every licence it describes.
    pub fn licence_ids(&self) -> Result<Vec<LicenceId>, PackedError> {
        Ok(self.licence_shelf()?.0.ids().filter_map(|id| LicenceId::new(id).ok()).collect())
    }

    /// Ids of every benchmark it defines.
    pub fn benchmark_ids(&self) -> Result<Vec<BenchmarkId>, PackedError> {
        Ok(self.benchmark_shelf()?.ids().filter_map(|id| BenchmarkId::new(id).ok()).collect())
    }

    fn provider_shelf(&self) -> Result<&Shelf, PackedError> {
        let shelf = self.providers.get_or_init(|| {
            Ok(Shelf::new(self.packed.providers()?.into_iter().chain(self.overlay_providers.iter().cloned())))
        });
        shelf.as_ref().map_err(Clone::clone)
    }

    fn lab_shelf(&self) -> Result<&Shelf, PackedError> {
        self.labs.get_or_init(|| Ok(Shelf::new(self.packed.labs()?))).as_ref().map_err(Clone::clone)
    }

    /// Licences, and every name sources use for them.
    fn licence_shelf(&self) -> Result<&Named, PackedError> {
        let shelf = self.licences.get_or_init(|| {
            let shelf = Shelf::new(self.packed.licences()?);
            let names = shelf.names();
            Ok((shelf, names))
        });
        shelf.as_ref().map_err(Clone::clone)
    }

    fn benchmark_shelf(&self) -> Result<&Shelf, PackedError> {
        self.benchmarks.get_or_init(|| Ok(Shelf::new(self.packed.benchmarks()?))).as_ref().map_err(Clone::clone)
    }
}

/// The place of a model that only the user's overlay knows.
const OVERLAY_ONLY: (u64, u64) = (u64::MAX, u64::MAX);

/// Adds a user's own members to a packed group; about the same topic, the claims go together.
fn overlay(group: &mut Group, own: &Group) {
    for member in &own.members {
        match group.members.iter_mut().find(|known| is_same(&known.topic, &member.topic)) {
            Some(known) => known.said.extend(member.said.iter().cloned()),
            None => group.members.push(member.clone()),
        }
    }
}

fn is_same(a: &Topic, b: &Topic) -> bool {
    match (a, b) {
        (
            Topic::Route { provider, own_id, host },
            Topic::Route { provider: other_provider, own_id: other_id, host: other_host },
        ) => provider == other_provider && own_id.eq_ignore_ascii_case(other_id) && host == other_host,
        (a, b) => a == b,
    }
}

fn own_routes(group: &Group) -> impl Iterator<Item = IndexRoute> + '_ {
    group.members.iter().filter_map(|Member { topic, .. }| match topic {
        Topic::Route { provider, own_id, host } => {
            Some(IndexRoute { provider: provider.clone(), own_id: own_id.clone(), host: host.clone(), is_live: true })
        }
        _ => None,
    })
}

fn own_entry(group: &Group) -> IndexEntry {
    let model = folded::model(group, &|_| ProviderTraits::default(), Day::MAX);
    IndexEntry {
        id: group.id.clone(),
        name: model.name.into(),
        place: OVERLAY_ONLY,
        authority: group.authority,
        live_routes: own_routes(group).count(),
        results: 0,
        released: None,
    }
}

fn own_aliases(group: &Group) -> Option<String> {
    let said = group.members.iter().flat_map(|member| &member.said);
    let aliases: Vec<String> =
        said.filter(|said| said.field == Field::Aliases).map(|said| said.claim.value.to_string()).collect();
    (!aliases.is_empty()).then(|| aliases.join(","))
}

fn add_own(names: &mut IndexNames, own: &Group) {
    let new: Vec<IndexRoute> = own_routes(own)
        .filter(|route| {
            !names.routes.iter().any(|known| {
                known.provider == route.provider
                    && known.own_id.eq_ignore_ascii_case(&route.own_id)
                    && known.host == route.host
            })
        })
        .collect();
    names.routes.extend(new);
    if let Some(aliases) = own_aliases(own) {
        names.aliases.extend(aliases.split(',').map(|name| name.trim().into()));
    }
}

fn name_of(facts: &Facts, id: &str) -> String {
    facts.value(&Field::Name).unwrap_or_else(|| id.to_owned())
}

/// Look-ups in a damaged file find nothing; opening and asking for models report the damage.
impl Reference for Catalog {
    fn provider(&self, id: &ProviderId) -> Option<Arc<Provider>> {
        held(&self.folded.providers, id, || {
            let facts = self.provider_shelf().ok()?.facts(id.as_str(), self.day)?;
            let traits = provider_traits(&facts);
            let name = name_of(&facts, id.as_str());
            Some(Provider { id: id.clone(), name, kind: traits.kind, first_party_of: traits.first_party_of, facts })
        })
    }

    fn lab(&self, id: &LabId) -> Option<Arc<Lab>> {
        held(&self.folded.labs, id, || {
            let facts = self.lab_shelf().ok()?.facts(id.as_str(), self.day)?;
            Some(Lab { id: id.clone(), name: name_of(&facts, id.as_str()), facts })
        })
    }

    fn licence(&self, name: &str) -> Option<Arc<Licence>> {
        let (shelf, names) = self.licence_shelf().ok()?;
        let id = LicenceId::new(names.get(&name.to_lowercase())?).ok()?;
        held(&self.folded.licences, &id, || {
            let facts = shelf.facts(id.as_str(), self.day)?;
            Some(Licence { id: id.clone(), name: name_of(&facts, id.as_str()), facts })
        })
    }

    fn benchmark(&self, id: &BenchmarkId) -> Option<Arc<Benchmark>> {
        held(&self.folded.benchmarks, id, || {
            let facts = self.benchmark_shelf().ok()?.facts(id.as_str(), self.day)?;
            Some(Benchmark { id: id.clone(), name: name_of(&facts, id.as_str()), facts })
        })
    }

    fn board(&self, id: &BenchmarkId) -> Option<Arc<Board>> {
        held(&self.folded.boards, id, || Some(Board::new(self.benchmark(id)?, self.packed.standings(id).ok()?)))
    }

    fn freshness(&self) -> Freshness {
        self.freshness.get_or_init(|| self.sources().map(|table| table.freshness).unwrap_or_default()).clone()
    }
}
