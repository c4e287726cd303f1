//! What a complete reading no longer lists has ended, unless a whole provider is missing from it.

use super::merge::{Merged, RouteKey};
use crate::date::Day;
use crate::identity::Tables;
use crate::precedence::group;
use crate::record::{Batch, Subject};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Fewer routes than this may all go at once; a larger provider that is missing as a whole is a gap in the reading.
const BLOCK: usize = 5;

/// What one complete reading lists, of one source group and one kind of route.
struct Listing {
    day: Day,
    routes: BTreeSet<RouteKey>,
    by_provider: BTreeMap<String, usize>,
}

/// Ends claims about routes that their source's newest complete reading no longer lists.
pub(super) fn close(merged: &mut Merged, batches: &[Batch], tables: &Tables) {
    let mut listings: BTreeMap<(String, bool), Vec<Listing>> = BTreeMap::new();
    for batch in batches.iter().filter(|batch| batch.reading.is_complete) {
        for is_hosted in [false, true] {
            let listing = listing(batch, is_hosted, tables);
            if !listing.routes.is_empty() {
                let key = (group(batch.reading.source.as_str()).to_owned(), is_hosted);
                listings.entry(key).or_default().push(listing);
            }
        }
    }
    for listings in listings.values_mut() {
        listings.sort_by_key(|listing| listing.day);
    }
    for (key, claims) in &mut merged.routes {
        for (_, claim) in claims.iter_mut() {
            let of_source = (group(claim.source.as_str()).to_owned(), key.host.is_some());
            let Some(listings) = listings.get(&of_source) else { continue };
            let ended = gone_on(key, claim.last_seen, listings);
            if let Some(day) = ended.filter(|day| claim.effective.until.is_none_or(|until| *day < until))
                && claim.effective.from.is_none_or(|from| from < day)
            {
                claim.effective.until = Some(day);
            }
        }
    }
}

fn listing(batch: &Batch, is_hosted: bool, tables: &Tables) -> Listing {
    let source = batch.reading.source.as_str();
    let mut routes = BTreeSet::new();
    let mut by_provider: BTreeMap<String, usize> = BTreeMap::new();
    for record in &batch.records {
        let Subject::Route { provider, id, host } = &record.subject else { continue };
        if host.is_some() == is_hosted {
            let provider = tables.provider(source, provider);
            let key = RouteKey { provider: provider.clone(), id: Arc::from(id.to_lowercase()), host: host.clone() };
            if routes.insert(key) {
                *by_provider.entry(provider.to_string()).or_default() += 1;
            }
        }
    }
    Listing { day: batch.reading.read_on, routes, by_provider }
}

/// The first complete reading after a claim was last seen that lists the provider, but not the route.
fn gone_on(key: &RouteKey, last_seen: Day, listings: &[Listing]) -> Option<Day> {
    let provider = key.provider.as_str();
    let of_provider = |listing: &Listing| listing.by_provider.get(provider).copied().unwrap_or(0);
    let before = listings.iter().filter(|listing| listing.day <= last_seen).map(of_provider).max().unwrap_or(0);
    let later = listings.iter().filter(|listing| listing.day > last_seen);
    let mut gone = None;
    for listing in later {
        let is_gap = of_provider(listing) == 0 && before >= BLOCK;
        if listing.routes.contains(key) || is_gap {
            gone = None;
        } else if gone.is_none() {
            gone = Some(listing.day);
        }
    }
    gone
}

#[cfg(test)]
mod tests {
    use super::super::assemble;
    use crate::evidence::Topic;
    use crate::field::{Field, Value};
    use crate::id::SourceId;
    use crate::record::{Batch, Reading, Record, Subject};

    fn reading(day: &str, routes: &[(&str, &str)]) -> Batch {
        let records = routes
            .iter()
            .map(|(provider, id)| {
                let mut record = Record::new(Subject::route(provider, id), id);
                record.say(Field::Context, Value::Count(1000));
                record
            })
            .collect();
        let reading = Reading {
            source: SourceId::new("models-dev").unwrap(),
            version: day.into(),
            read_on: day.parse().unwrap(),
            digest: day.into(),
            is_complete: true,
        };
        Batch { reading, records }
    }

    fn ends(batches: &[Batch]) -> Vec<(String, Option<String>)> {
        let assembly = assemble(batches);
        let mut ends: Vec<_> = assembly
            .groups
            .iter()
            .flat_map(|group| &group.members)
            .filter_map(|member| match &member.topic {
                Topic::Route { own_id, .. } => {
                    Some((own_id.to_string(), member.said[0].claim.effective.until.map(|day| day.to_string())))
                }
                _ => None,
            })
            .collect();
        ends.sort();
        ends
    }

    #[test]
    fn a_route_that_is_no_longer_listed_has_ended() {
        let batches = [
            reading("2026-05-21", &[("acme", "alpha-1"), ("acme", "beta-1")]),
            reading("2026-09-28", &[("acme", "alpha-1")]),
        ];
        let expected = [("alpha-1".to_owned(), None), ("beta-1".to_owned(), Some("2026-09-28".to_owned()))];
        assert_eq!(ends(&batches), expected);
    }

    #[test]
    fn a_missing_provider_is_a_gap_not_a_mass_removal() {
        let many: Vec<(String, String)> = (0..6).map(|n| ("acme".to_owned(), format!("alpha-{n}"))).collect();
        let many: Vec<(&str, &str)> = many.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let batches = [reading("2026-05-21", &many), reading("2026-09-28", &[("zeta", "omega-1")])];
        assert!(ends(&batches).iter().all(|(_, until)| until.is_none()));
    }
}
