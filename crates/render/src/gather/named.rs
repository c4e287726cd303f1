//! What strings of a program name: routes and models by exactly the ids and names that the catalog has for them, never by
//! likeness.

use super::GatherError;
use std::collections::{BTreeMap, BTreeSet};
use weigh_catalog::packed::{IndexEntry, IndexRoute};
use weigh_catalog::{Catalog, LabId, ModelId, ProviderId, Reference as _, RouteId};

/// What a string names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// One route: it has the form of that provider's own ids, or it is the lab's own route of the one model it names.
    Route(RouteId),
    /// These routes, or models, and nothing decides which.
    Open(Vec<String>),
}

/// Candidates that an open name lists.
const CANDIDATES: usize = 4;

/// Short words that other programs put before a provider's own id: `bedrock/anthropic.…`.
const PREFIXES: [(&str, &str); 6] = [
    ("bedrock", "amazon-bedrock"),
    ("vertex_ai", "google-vertex"),
    ("gemini", "google"),
    ("together_ai", "together"),
    ("fireworks_ai", "fireworks-ai"),
    ("azure_ai", "azure"),
];

/// Every name of the catalog that a program may use.
pub struct Names<'a> {
    catalog: &'a Catalog,
    models: BTreeMap<&'a str, BTreeSet<&'a ModelId>>,
    routes: BTreeMap<&'a str, Vec<(&'a IndexEntry, &'a IndexRoute)>>,
}

impl<'a> Names<'a> {
    /// Reads the names of a catalog.
    ///
    /// # Errors
    /// [`GatherError::Damaged`].
    pub fn of(catalog: &'a Catalog) -> Result<Self, GatherError> {
        let mut names = Self { catalog, models: BTreeMap::new(), routes: BTreeMap::new() };
        for (entry, other) in catalog.index()?.iter().zip(catalog.names()?) {
            names.models.entry(entry.id.as_str()).or_default().insert(&entry.id);
            for alias in &other.aliases {
                names.models.entry(alias).or_default().insert(&entry.id);
            }
            for route in other.routes.iter().filter(|route| route.is_live && route.host.is_none()) {
                names.routes.entry(&route.own_id).or_default().push((entry, route));
            }
        }
        Ok(names)
    }

    /// Whether a string is a name of the catalog at all.
    pub fn has(&self, text: &str) -> bool {
        let is_known =
            self.models.contains_key(text) || self.routes.contains_key(text) || self.prefixed(text).is_some();
        is_known && text.chars().any(char::is_alphabetic)
    }

    /// What a string names; nothing if it is no name of the catalog.
    ///
    /// # Errors
    /// [`GatherError::Damaged`].
    pub fn find(&self, text: &str) -> Result<Option<Named>, GatherError> {
        if !text.chars().any(char::is_alphabetic) {
            return Ok(None);
        }
        if let Some(found) = self.prefixed(text) {
            return self.route(found).map(Some);
        }
        let own: &[_] = self.routes.get(text).map_or(&[], Vec::as_slice);
        let providers: BTreeSet<&ProviderId> = own.iter().map(|(_, route)| &route.provider).collect();
        let models: BTreeSet<&ModelId> = match self.models.get(text) {
            Some(models) => models.clone(),
            None => own.iter().map(|(entry, _)| &entry.id).collect(),
        };
        match (own, providers.len()) {
            ([only], 1) if !self.models.contains_key(text) => return self.route(*only).map(Some),
            _ => {}
        }
        let mut models = models.into_iter();
        match (models.next(), models.next()) {
            (None, _) => Ok(None),
            (Some(model), None) => self.of_model(model, text).map(Some),
            (Some(one), Some(other)) => {
                let all = [one, other].into_iter().chain(models).map(ToString::to_string);
                Ok(Some(Named::Open(all.take(CANDIDATES).collect())))
            }
        }
    }

    /// `provider/own-id`, where exactly one route fits.
    fn prefixed(&self, text: &str) -> Option<(&'a IndexEntry, &'a IndexRoute)> {
        let (prefix, own_id) = text.split_once('/')?;
        let full = PREFIXES.iter().find(|(short, _)| *short == prefix).map_or(prefix, |(_, full)| full);
        let mut at = self.routes.get(own_id)?.iter().filter(|(_, route)| route.provider.as_str() == full);
        // A lab's name before its model is the model's own id as well, and says nothing of who serves it.
        let is_model = self.models.contains_key(text);
        at.next().filter(|_| at.next().is_none() && !is_model).copied()
    }

    /// The lab's own route of a model, if it has exactly one of this name or one in all; else the model's routes.
    fn of_model(&self, id: &ModelId, text: &str) -> Result<Named, GatherError> {
        let model = super::model(self.catalog, id)?;
        let is_own = |provider: &ProviderId| {
            let lab = self.catalog.provider(provider).and_then(|provider| provider.first_party_of.clone());
            lab.as_ref().map(LabId::as_str) == Some(id.lab())
        };
        let own: Vec<_> =
            model.live_routes().filter(|route| is_own(&route.provider) && route.id.host.is_none()).collect();
        let slug = text.rsplit('/').next().unwrap_or(text);
        let exact: Vec<_> = own.iter().filter(|route| *route.own_id == *text || *route.own_id == *slug).collect();
        // An id that only others use for the model says nothing of the lab's own route.
        let is_name = self.models.contains_key(text);
        match (exact.as_slice(), own.as_slice()) {
            ([only], _) => return Ok(Named::Route(only.id.clone())),
            ([], [only]) if is_name => return Ok(Named::Route(only.id.clone())),
            _ => {}
        }
        let routes: Vec<_> = match (is_name, own.is_empty()) {
            (true, false) => own,
            (true, true) => model.live_routes().collect(),
            (false, _) => model.live_routes().filter(|route| *route.own_id == *text).collect(),
        };
        let listed: Vec<String> = routes.iter().take(CANDIDATES).map(|route| route.id.to_string()).collect();
        Ok(Named::Open(if listed.is_empty() { vec![id.to_string()] } else { listed }))
    }

    fn route(&self, (entry, route): (&IndexEntry, &IndexRoute)) -> Result<Named, GatherError> {
        let model = super::model(self.catalog, &entry.id)?;
        let same = |other: &&weigh_catalog::Route| {
            other.provider == route.provider && other.own_id == route.own_id && other.id.host == route.host
        };
        let found = model.live_routes().find(same);
        Ok(found.map_or_else(|| Named::Open(vec![entry.id.to_string()]), |route| Named::Route(route.id.clone())))
    }
}

/// Whether a word says enough by itself to be taken for an id: it has a digit, `-`, `/` or `:`.
pub fn is_telling(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit() || matches!(c, '-' | '/' | ':'))
}
