//! The reference as files: any base path, any object store, or opened from a disk.
//!
//! ```text
//! edition, wish ─► plan (which files) ─► piece by piece ─► bytes
//! ```
//!
//! Pure, like the pages: the command line writes the files. Pieces are made one by one, by as many threads as there are, so
//! that a large site takes no more memory than a small one.

mod around;
mod make;
mod pairs;
mod plan;
mod search_index;
mod sitemap;

pub use make::make;
pub use pairs::Pairs;
pub use plan::{Piece, Plan, Wish};

use crate::edition::Edition;
use crate::problem::Problem;
use std::collections::BTreeMap;
use weigh_catalog::ModelId;

/// Models on offer, the most relevant first: by the sum of a model's place by routes on offer and its place by benchmark
/// results, most first; of equals the first by id.
///
/// # Errors
/// A [`Problem`] if the catalog is damaged.
pub fn by_relevance(edition: &Edition) -> Result<Vec<ModelId>, Problem> {
    let index = edition.catalog().index().map_err(weigh_render::gather::GatherError::from)?;
    let results: BTreeMap<&ModelId, usize> = index.iter().map(|entry| (&entry.id, entry.results)).collect();
    let rows: Vec<(&ModelId, usize, usize)> = edition
        .models()?
        .iter()
        .filter(|row| row.routes > 0)
        .map(|row| (&row.id, row.routes, results.get(&row.id).copied().unwrap_or(0)))
        .collect();
    let (routes, results) = (places(rows.iter().map(|row| row.1)), places(rows.iter().map(|row| row.2)));
    let place = |places: &BTreeMap<usize, usize>, count| places.get(&count).copied().unwrap_or(usize::MAX / 2);
    let mut ranked: Vec<(usize, &ModelId)> =
        rows.iter().map(|(id, on_offer, tested)| (place(&routes, *on_offer) + place(&results, *tested), *id)).collect();
    ranked.sort_unstable();
    Ok(ranked.into_iter().map(|(_, id)| id.clone()).collect())
}

/// For each count how many have more.
fn places(counts: impl Iterator<Item = usize>) -> BTreeMap<usize, usize> {
    let mut sorted: Vec<usize> = counts.collect();
    sorted.sort_unstable_by(|one, two| two.cmp(one));
    let mut places = BTreeMap::new();
    for (place, count) in sorted.into_iter().enumerate() {
        places.entry(count).or_insert(place);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_how_many_have_more() {
        assert_eq!(places([5, 9, 5, 1].into_iter()), BTreeMap::from([(9, 0), (5, 1), (1, 3)]));
    }
}
