//! Everything the page of a comparison is made from.

use super::{GatherError, price_histories, source_notes};
use crate::sections::{Input, Tails};
use crate::show::PriceHistory;
use crate::source::SourceNote;
use std::collections::BTreeSet;
use std::sync::Arc;
use weigh_catalog::packed::IndexEntry;
use weigh_catalog::{Catalog, Meter, Model, ModelId, RateKey, ServiceTier};
use weigh_compare::{Comparison, Needs, Request, Workload, compare};

/// How many other models a page suggests.
const RELATED: usize = 6;

/// What is asked: these models, for this traffic, under these needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Two or more models, in the order of the page.
    pub models: Vec<ModelId>,
    /// One month of traffic.
    pub workload: Workload,
    /// What the routes must offer.
    pub needs: Needs,
}

/// A comparison with what its page needs besides.
#[derive(Debug, Clone)]
pub struct Gathered {
    /// The comparison.
    pub comparison: Comparison,
    /// Dated standard prices of each model's cheapest route.
    pub histories: Vec<PriceHistory>,
    /// Other models worth comparing with.
    pub related: Vec<ModelId>,
    /// The sources of the catalog.
    pub sources: Arc<[SourceNote]>,
    /// Version of the catalog.
    pub snapshot: String,
}

impl Gathered {
    /// Answers a question from a catalog, as of its day.
    ///
    /// # Errors
    /// [`GatherError`] for a model that is not in the catalog, a damaged catalog, or a question that makes no sense.
    pub fn new(catalog: &Catalog, question: Question) -> Result<Self, GatherError> {
        let sources = source_notes(catalog)?.into();
        Self::with_sources(catalog, question, sources)
    }

    /// The same where the table of sources is at hand.
    ///
    /// # Errors
    /// As [`Gathered::new`].
    pub fn with_sources(
        catalog: &Catalog,
        question: Question,
        sources: Arc<[SourceNote]>,
    ) -> Result<Self, GatherError> {
        let Question { models: ids, workload, needs } = question;
        let needs = super::thing::known_needs(catalog, needs)?;
        let models = ids.iter().map(|id| super::model(catalog, id)).collect::<Result<Vec<_>, _>>()?;
        let neighbours = neighbours(catalog, &models)?;
        let request = Request { models, neighbours, workload, needs, day: catalog.day() };
        let comparison = compare(request, catalog)?;
        let histories = histories(catalog, &comparison)?;
        let related = related(catalog, &ids)?;
        Ok(Self { comparison, histories, related, sources, snapshot: catalog.version().to_owned() })
    }

    /// What the page is made from.
    pub fn input(&self, tails: Tails) -> Input<'_> {
        Input {
            comparison: &self.comparison,
            sources: &self.sources,
            histories: &self.histories,
            measured: &[],
            related: &self.related,
            snapshot: &self.snapshot,
            tails,
        }
    }
}

/// Related models that are not compared themselves: the instruct version beside its base, dated releases, ...
fn neighbours(catalog: &Catalog, models: &[Arc<Model>]) -> Result<Vec<Arc<Model>>, GatherError> {
    let compared: BTreeSet<&ModelId> = models.iter().map(|model| &model.id).collect();
    let related: BTreeSet<&ModelId> = models
        .iter()
        .flat_map(|model| &model.relations)
        .map(|relation| &relation.model)
        .filter(|id| !compared.contains(id))
        .collect();
    related.into_iter().filter_map(|id| catalog.model(id).transpose()).map(|model| Ok(model?)).collect()
}

/// Dated standard prices of each model's cheapest route.
fn histories(catalog: &Catalog, comparison: &Comparison) -> Result<Vec<PriceHistory>, GatherError> {
    let mut histories = Vec::new();
    for entry in &comparison.entries {
        let best = entry.offers.best().map(|offer| &offer.route);
        let Some(route) = best.and_then(|id| entry.model.route(id)) else { continue };
        let keys = [Meter::Input, Meter::Output].map(|meter| RateKey::new(meter, ServiceTier::Standard));
        histories.extend(price_histories(catalog, route, &keys)?);
    }
    Ok(histories)
}

/// Models of the same labs with most routes, then the most served of all.
fn related(catalog: &Catalog, ids: &[ModelId]) -> Result<Vec<ModelId>, GatherError> {
    let index = catalog.index()?;
    let labs: BTreeSet<&str> = ids.iter().map(ModelId::lab).collect();
    let (mut kin, mut others) = (Vec::new(), Vec::new());
    for lab in &labs {
        of_lab(index, lab).iter().for_each(|entry| keep_most_served(&mut kin, entry, |entry| !ids.contains(&entry.id)));
    }
    for entry in index {
        keep_most_served(&mut others, entry, |entry| !labs.contains(entry.id.lab()));
    }
    Ok(kin.into_iter().chain(others).map(|entry| entry.id.clone()).collect())
}

/// A lab's models, which stand together in an index by id.
fn of_lab<'a>(index: &'a [IndexEntry], lab: &str) -> &'a [IndexEntry] {
    let from = index.partition_point(|entry| entry.id.as_str() < lab);
    let rest = index.get(from..).unwrap_or_default();
    let start = rest.iter().position(|entry| entry.id.lab() == lab).unwrap_or(rest.len());
    let own = rest.get(start..).unwrap_or_default();
    own.split(|entry| entry.id.lab() != lab).next().unwrap_or_default()
}

/// Puts an entry in its place among the few with most routes on offer; of equals the first by id, which comes first. Asked
/// of every model for every page, so the number is looked at before the name.
fn keep_most_served<'a>(kept: &mut Vec<&'a IndexEntry>, entry: &'a IndexEntry, is_apt: impl Fn(&IndexEntry) -> bool) {
    let least = kept.get(RELATED / 2 - 1).map_or(0, |last| last.live_routes);
    if entry.live_routes > least && is_apt(entry) {
        let place = kept.partition_point(|other| other.live_routes >= entry.live_routes);
        kept.insert(place, entry);
        kept.truncate(RELATED / 2);
    }
}
