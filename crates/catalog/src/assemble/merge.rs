//! Claims by subject: the same statement read again only moves its last-seen day.

use crate::claim::{Basis, Claim};
use crate::date::{Day, Period};
use crate::evidence::Said;
use crate::field::{Field, Value};
use crate::id::{ProviderId, SourceId};
use crate::identity::Tables;
use crate::record::{Batch, Record, Statement, Subject};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What makes two statements one claim: field, source, value, and the period as stated.
type ClaimKey = (Field, SourceId, Value, Period);

/// A claim, and the source's own id of its route where that is another.
#[derive(Debug, Clone)]
struct Held {
    claim: Claim<Value>,
    own_id: Option<Arc<str>>,
}

/// Claims about one subject.
#[derive(Debug, Clone, Default)]
pub(super) struct Claims(BTreeMap<ClaimKey, Held>);

/// Claims by the id of the thing they are about.
pub(super) type Entries = BTreeMap<Arc<str>, Claims>;

/// One route, as all sources name it: the provider, the id in lowercase, the upstream host.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RouteKey {
    pub(super) provider: ProviderId,
    pub(super) id: Arc<str>,
    pub(super) host: Option<Arc<str>>,
}

/// One result: benchmark, entrant, settings, and the source whose board it stands on.
pub(super) type ResultKey = (Arc<str>, Arc<str>, Arc<str>, SourceId);

/// All claims, by subject.
#[derive(Debug, Clone, Default)]
pub(super) struct Merged {
    pub(super) providers: Entries,
    pub(super) labs: Entries,
    pub(super) licences: Entries,
    pub(super) benchmarks: Entries,
    /// By source and the source's handle.
    pub(super) models: BTreeMap<(SourceId, Arc<str>), Claims>,
    pub(super) routes: BTreeMap<RouteKey, Claims>,
    /// The spelling of a route's own id, by its lowercase key; the source that lists routes first decides.
    pub(super) spelling: BTreeMap<RouteKey, (usize, Arc<str>)>,
    pub(super) results: BTreeMap<ResultKey, Claims>,
}

impl Claims {
    fn add(&mut self, record: &Record, statement: &Statement, source: &SourceId, seen: (Day, Day)) {
        let key = (statement.field.clone(), source.clone(), statement.value.clone(), record.effective);
        let fresh = || Held {
            claim: Claim {
                value: statement.value.clone(),
                raw: statement.raw.clone(),
                source: source.clone(),
                first_seen: seen.0,
                last_seen: seen.1,
                effective: record.effective,
                basis: record.basis,
                locator: record.locator.clone(),
                link: record.link.clone(),
            },
            own_id: None,
        };
        let claim = &mut self.0.entry(key).or_insert_with(fresh).claim;
        claim.first_seen = claim.first_seen.min(seen.0);
        if (seen.1, &record.locator) > (claim.last_seen, &claim.locator) {
            claim.locator = record.locator.clone();
            claim.link.clone_from(&record.link);
            claim.raw.clone_from(&statement.raw);
        }
        claim.last_seen = claim.last_seen.max(seen.1);
        claim.basis = claim.basis.min(record.basis);
    }

    /// Takes in the claims of another route that a source names `own_id`; of two that say the same, the one read last
    /// stays and the other is given back.
    pub(super) fn absorb(&mut self, other: Self, own_id: &Arc<str>) -> Vec<(Option<Arc<str>>, Self)> {
        let mut spare: Vec<(Option<Arc<str>>, Self)> = Vec::new();
        for (key, mut heard) in other.0 {
            heard.own_id = Some(own_id.clone());
            let loser = match self.0.get_mut(&key) {
                Some(known) if known.claim.last_seen < heard.claim.last_seen => std::mem::replace(known, heard),
                Some(_) => heard,
                None => {
                    self.0.insert(key, heard);
                    continue;
                }
            };
            spare.push((loser.own_id.clone(), Self(BTreeMap::from([(key, loser)]))));
        }
        spare
    }

    /// Takes in claims about the same subject.
    pub(super) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// All claims of a field.
    pub(super) fn of<'a>(&'a self, field: &'a Field) -> impl Iterator<Item = &'a Claim<Value>> {
        self.0.iter().filter(move |((candidate, ..), _)| candidate == field).map(|(_, held)| &held.claim)
    }

    /// All claims.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Field, &Claim<Value>)> {
        self.0.iter().map(|((field, ..), held)| (field, &held.claim))
    }

    /// All claims, to change when they end.
    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = (&Field, &mut Claim<Value>)> {
        self.0.iter_mut().map(|((field, ..), held)| (field, &mut held.claim))
    }

    /// The claims in their final order, filed under the very id their source uses.
    pub(super) fn finish_as_own(mut self) -> Vec<Said> {
        self.0.values_mut().for_each(|held| held.own_id = None);
        self.finish()
    }

    /// The claims in their final order.
    pub(super) fn finish(self) -> Vec<Said> {
        let said = self.0.into_iter().map(|((field, .., stated), Held { claim, own_id })| Said {
            field,
            claim,
            stated_until: stated.until,
            own_id,
        });
        let mut said: Vec<Said> = said.collect();
        said.sort_by(|a, b| {
            let key = |said: &Said| (said.claim.holds_from(), said.claim.first_seen);
            a.field.cmp(&b.field).then_with(|| key(a).cmp(&key(b))).then_with(|| a.claim.source.cmp(&b.claim.source))
        });
        said
    }
}

/// Sorts all statements of all batches by subject.
pub(super) fn merge(batches: &[Batch], tables: &Tables) -> Merged {
    let mut merged = Merged::default();
    for batch in batches {
        let source = &batch.reading.source;
        for record in &batch.records {
            let seen = seen(record.basis, record.effective, batch.reading.read_on);
            let claims = merged.claims_of(&record.subject, source, tables);
            for statement in &record.statements {
                match canonical(statement, source, tables) {
                    Some(statement) => claims.add(record, &statement, source, seen),
                    None => claims.add(record, statement, source, seen),
                }
            }
        }
    }
    merged
}

/// The days on which a statement was seen: for watched changes, the days it was observed to hold.
pub(crate) fn seen(basis: Basis, effective: Period, read_on: Day) -> (Day, Day) {
    match (basis, effective) {
        (Basis::Observed, Period { from: Some(from), until }) => {
            let last = until.and_then(|until| until.yesterday().ok()).map_or(read_on, |last| last.min(read_on));
            (from.min(read_on), last.max(from).min(read_on))
        }
        _ => (read_on, read_on),
    }
}

/// The statement in our own words where a table has them: licences by their id.
pub(super) fn canonical(statement: &Statement, source: &SourceId, tables: &Tables) -> Option<Statement> {
    let Value::Text(text) = &statement.value else { return None };
    if statement.field != Field::Licence {
        return None;
    }
    let licence = tables.licence(source.as_str(), text)?;
    let raw = (licence.as_str() != &**text).then(|| text.clone());
    Some(Statement { field: Field::Licence, value: Value::Text(Arc::from(licence.as_str())), raw })
}

impl Merged {
    /// A route's own id as it is to be shown.
    pub(super) fn spelled(&self, key: &RouteKey) -> Arc<str> {
        self.spelling.get(key).map_or_else(|| key.id.clone(), |(_, spelling)| spelling.clone())
    }

    fn claims_of(&mut self, subject: &Subject, source: &SourceId, tables: &Tables) -> &mut Claims {
        let name = source.as_str();
        match subject {
            Subject::Lab(id) => {
                let id = tables.lab(name, id).map_or_else(|| id.clone(), |lab| Arc::from(lab.as_str()));
                self.labs.entry(id).or_default()
            }
            Subject::Provider(id) => self.providers.entry(Arc::from(tables.provider(name, id).as_str())).or_default(),
            Subject::Licence(id) => self.licences.entry(id.clone()).or_default(),
            Subject::Benchmark(id) => self.benchmarks.entry(id.clone()).or_default(),
            Subject::Model(id) => self.models.entry((source.clone(), id.clone())).or_default(),
            Subject::Route { provider, id, host } => {
                let key = RouteKey {
                    provider: tables.provider(name, provider),
                    id: Arc::from(id.to_lowercase()),
                    host: host.clone(),
                };
                let place = spelling_rank(name);
                let spelling = self.spelling.entry(key.clone()).or_insert_with(|| (place, id.clone()));
                if (place, id) < (spelling.0, &spelling.1) {
                    *spelling = (place, id.clone());
                }
                self.routes.entry(key).or_default()
            }
            Subject::Result { benchmark, entrant, settings } => {
                let key = (benchmark.clone(), entrant.clone(), settings.clone(), source.clone());
                self.results.entry(key).or_default()
            }
        }
    }
}

/// Whose spelling of a route's id to show: lists of routes before others.
fn spelling_rank(source: &str) -> usize {
    let order = ["overlay", "curated", "models-dev", "openrouter", "litellm", "model-prices"];
    order.iter().position(|candidate| *candidate == source).unwrap_or(order.len())
}
