//! What changed between two days, or between two catalogs.

use super::GatherError;
use jiff::ToSpan as _;
use rust_decimal::Decimal;
use std::cmp::Reverse;
use weigh_catalog::{Catalog, Day, ModelId, ProviderId};
use weigh_compare::change::{Between, Change, KINDS, ReadOn, changes};

/// Days looked back if no day is named.
const USUAL_DAYS: i64 = 30;

/// Which changes are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangesAsked {
    /// The earlier day; the later one is the catalog's.
    pub since: Day,
    /// Only these models; empty for all.
    pub models: Vec<ModelId>,
    /// Only routes at these providers; empty for all.
    pub providers: Vec<ProviderId>,
    /// Only these kinds, of [`KINDS`]; empty for all.
    pub kinds: Vec<&'static str>,
    /// Amounts that moved by less than this share of the old one are left out.
    pub least: Decimal,
}

impl ChangesAsked {
    /// Everything since a day.
    pub const fn since(since: Day) -> Self {
        Self { since, models: Vec::new(), providers: Vec::new(), kinds: Vec::new(), least: Decimal::ZERO }
    }

    /// The day to start from if none is named.
    pub fn usual_since(until: Day) -> Day {
        until.checked_sub(USUAL_DAYS.days()).unwrap_or(until)
    }

    /// Those of all changes since the same day that are asked for.
    pub fn of(&self, all: &[Change]) -> Vec<Change> {
        all.iter().filter(|change| self.passes(change)).cloned().collect()
    }

    fn passes(&self, change: &Change) -> bool {
        let is_at = |provider: &ProviderId| change.route.as_ref().is_some_and(|route| route.provider == *provider);
        (self.models.is_empty() || self.models.contains(&change.model))
            && (self.providers.is_empty() || self.providers.iter().any(is_at))
            && (self.kinds.is_empty() || self.kinds.contains(&change.what.kind()))
            && change.what.rise().is_none_or(|rise| rise.abs() >= self.least)
    }
}

/// What changed up to the catalog's day: changes of the world first, by kind, the newest and greatest first.
///
/// # Errors
/// [`GatherError`] for an unknown provider, a day that is not before the catalog's, or a damaged catalog.
pub fn changes_since(catalog: &Catalog, asked: &ChangesAsked) -> Result<Vec<Change>, GatherError> {
    super::check_providers(catalog, &asked.providers)?;
    if asked.since >= catalog.day() {
        return Err(GatherError::NotBefore { since: asked.since, until: catalog.day() });
    }
    let read_on = ReadOn::of(catalog.heard());
    let between = Between { since: asked.since, read_on: &read_on, is_same_day: false };
    let all: Vec<Vec<Change>> = if asked.models.is_empty() {
        catalog.map_models_since(asked.since, |before, after| changes(Some(before), after, between))?
    } else {
        let earlier = catalog.on(asked.since);
        let of = |id: &ModelId| -> Result<Vec<Change>, GatherError> {
            let (before, after) = (super::model(&earlier, id)?, super::model(catalog, id)?);
            Ok(changes(Some(&before), &after, between))
        };
        asked.models.iter().map(of).collect::<Result<_, _>>()?
    };
    Ok(sifted(all, asked))
}

/// What two catalogs say differently of the day of the older one's newest reading: corrections, and what came late.
///
/// # Errors
/// [`GatherError::Damaged`].
pub fn corrections(older: &Catalog, newer: &Catalog, asked: &ChangesAsked) -> Result<Vec<Change>, GatherError> {
    let day = older.newest();
    let (older, newer) = (older.on(day), newer.on(day));
    // Every statement of the older catalog was read by its newest reading, so what only the newer one has is no news of it.
    let read_on = ReadOn::of(newer.heard());
    let between = Between { since: day, read_on: &read_on, is_same_day: true };
    let before: std::collections::BTreeMap<ModelId, weigh_catalog::Model> =
        older.models()?.into_iter().map(|model| (model.id.clone(), model)).collect();
    let all = newer.map_models(|after| changes(before.get(&after.id), &after, between))?;
    Ok(sifted(all, asked))
}

fn sifted(all: Vec<Vec<Change>>, asked: &ChangesAsked) -> Vec<Change> {
    let mut kept: Vec<Change> = all.into_iter().flatten().filter(|change| asked.passes(change)).collect();
    let place = |change: &Change| KINDS.iter().position(|kind| *kind == change.what.kind());
    kept.sort_by_cached_key(|change| {
        let size = change.what.rise().map(|rise| rise.abs());
        (change.nature, place(change), Reverse(change.day), Reverse(size), change.model.clone(), change.route.clone())
    });
    kept
}
