//! A user's own claims: private models, negotiated prices, own aliases, filed under the models they are about.
//!
//! Identity is not guessed here either: a route names its model, or is one the catalog already has.

use crate::assemble::{Assembly, IdentityReport};
use crate::claim::Claim;
use crate::evidence::{Entry, Group, Heard, Member, Said, Topic};
use crate::field::Field;
use crate::id::{ModelId, ProviderId};
use crate::identity::{Authority, Layer};
use crate::lookup::{Lookup, find};
use crate::packed::{IndexEntry, IndexNames, IndexRoute};
use crate::record::{Batch, Reading, Record, Subject};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A record of an overlay that cannot be filed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OverlayError {
    /// A route of a model nobody knows.
    #[error("{locator}: route `{id}` at `{provider}` serves no known model")]
    NoModel {
        /// Where in the overlay.
        locator: String,
        /// The provider.
        provider: String,
        /// The route's id.
        id: String,
        /// What to write.
        hint: String,
    },
    /// Something that only public data can hold.
    #[error("{locator}: an overlay cannot state {what}")]
    NotHere {
        /// Where in the overlay.
        locator: String,
        /// What it stated.
        what: String,
    },
}

impl OverlayError {
    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::NoModel { hint, .. } => hint.clone(),
            Self::NotHere { .. } => "an overlay holds models, routes and providers".into(),
        }
    }
}

/// Files the batches of an overlay under the models of an index and its own new ones.
///
/// # Errors
/// Every record that cannot be filed.
pub fn assemble(batches: &[Batch], index: &[IndexEntry], names: &[IndexNames]) -> Result<Assembly, Vec<OverlayError>> {
    let mut filing =
        Filing { index, names, groups: own_models(batches), providers: BTreeMap::new(), errors: Vec::new() };
    for batch in batches {
        for record in &batch.records {
            filing.file(record, &batch.reading);
        }
    }
    if !filing.errors.is_empty() {
        return Err(filing.errors);
    }
    Ok(Assembly {
        unplaced: Vec::new(),
        readings: batches.iter().map(Heard::of).collect(),
        providers: filing.providers.into_iter().map(|(id, said)| Entry { id, said }).collect(),
        labs: Vec::new(),
        licences: Vec::new(),
        benchmarks: Vec::new(),
        groups: filing.groups.into_values().filter(|group| !group.members.is_empty()).collect(),
        report: IdentityReport::default(),
    })
}

/// Models the overlay itself introduces.
fn own_models(batches: &[Batch]) -> BTreeMap<ModelId, Group> {
    let records = batches.iter().flat_map(|batch| &batch.records);
    let ids = records.filter_map(|record| match &record.subject {
        Subject::Model(id) => ModelId::new(id).ok(),
        _ => None,
    });
    ids.map(|id| (id.clone(), empty(id))).collect()
}

fn empty(id: ModelId) -> Group {
    Group { id, authority: Authority::Curated, relations: Vec::new(), members: Vec::new() }
}

struct Filing<'a> {
    index: &'a [IndexEntry],
    names: &'a [IndexNames],
    groups: BTreeMap<ModelId, Group>,
    providers: BTreeMap<Arc<str>, Vec<Said>>,
    errors: Vec<OverlayError>,
}

impl Filing<'_> {
    fn file(&mut self, record: &Record, reading: &Reading) {
        let said = said(record, reading);
        match &record.subject {
            Subject::Model(id) => match ModelId::new(id) {
                Ok(model) => self.add(&model, Topic::Model { handle: id.clone() }, said),
                Err(_) => self.not_here(record, "a model whose id is not lab/model"),
            },
            Subject::Provider(id) => self.providers.entry(id.clone()).or_default().extend(said),
            Subject::Route { provider, id, host } => {
                match (self.model_of(record, provider, id), ProviderId::new(provider)) {
                    (Ok(model), Ok(provider)) => {
                        self.add(&model, Topic::Route { provider, own_id: id.clone(), host: host.clone() }, said);
                    }
                    (Err(hint), _) => self.errors.push(OverlayError::NoModel {
                        locator: record.locator.to_string(),
                        provider: provider.to_string(),
                        id: id.to_string(),
                        hint,
                    }),
                    (_, Err(_)) => self.not_here(record, "a route without a provider"),
                }
            }
            other => self.not_here(record, &other.to_string()),
        }
    }

    fn not_here(&mut self, record: &Record, what: &str) {
        self.errors.push(OverlayError::NotHere { locator: record.locator.to_string(), what: what.to_owned() });
    }

    fn add(&mut self, model: &ModelId, topic: Topic, said: Vec<Said>) {
        let group = self.groups.entry(model.clone()).or_insert_with(|| empty(model.clone()));
        match group.members.iter_mut().find(|member| member.topic == topic) {
            Some(member) => member.said.extend(said),
            None => group.members.push(Member {
                topic,
                layer: Layer::Stated,
                evidence: Arc::from("your overlay says so"),
                rivals: Vec::new(),
                said,
            }),
        }
    }

    /// The model a route names, else the one the catalog has this route of; an error is the hint what to write.
    fn model_of(&self, record: &Record, provider: &str, id: &str) -> Result<ModelId, String> {
        let Some(stated) = record.get(&Field::Serves).map(ToString::to_string) else {
            let is_it =
                |route: &IndexRoute| route.provider.as_str() == provider && route.own_id.eq_ignore_ascii_case(id);
            let mut named = self.index.iter().zip(self.names);
            let known = named.find(|(_, names)| names.routes.iter().any(is_it));
            return known.map(|(entry, _)| entry.id.clone()).ok_or_else(|| "add `model = \"lab/model\"`".to_owned());
        };
        if let Some(own) = ModelId::new(&stated).ok().filter(|id| self.groups.contains_key(id)) {
            return Ok(own);
        }
        let list = |ids: Vec<ModelId>| ids.iter().map(ToString::to_string).collect::<Vec<_>>().join("`, `");
        match find(&stated, self.index, self.names) {
            Lookup::Found(model) => Ok(model),
            Lookup::Ambiguous(ids) => Err(format!("`{stated}` may be `{}`: name one", list(ids))),
            Lookup::Unknown(ids) if ids.is_empty() => Err(format!("describe `{stated}` in a [[model]] table first")),
            Lookup::Unknown(ids) => Err(format!("did you mean `{}`? A new model needs a [[model]] table", list(ids))),
        }
    }
}

fn said(record: &Record, reading: &Reading) -> Vec<Said> {
    record
        .statements
        .iter()
        .map(|statement| {
            let claim = Claim {
                value: statement.value.clone(),
                raw: statement.raw.clone(),
                source: reading.source.clone(),
                first_seen: reading.read_on,
                last_seen: reading.read_on,
                effective: record.effective,
                basis: record.basis,
                locator: record.locator.clone(),
                link: record.link.clone(),
            };
            Said::new(statement.field.clone(), claim)
        })
        .collect()
}
