//! Which comparisons a site holds. Rules need no memory: a pair of ranked models is there or not by its places alone.

use std::collections::BTreeMap;
use weigh_catalog::ModelId;

/// Models of one tile of pairs: as many as stay in memory folded, so that no model is read again for every pair.
const TILE: usize = 64;

/// The comparisons of a site, each with its models in the order of the page.
#[derive(Debug, Clone)]
pub struct Pairs(Kind);

#[derive(Debug, Clone)]
enum Kind {
    Ranked(Ranked),
    Listed(Listed),
}

/// Pairs of ranked models, by the sum of their places.
#[derive(Debug, Clone)]
struct Ranked {
    models: Vec<ModelId>,
    places: BTreeMap<ModelId, usize>,
    count: usize,
    /// The sum of places of the last pair, and the place of its first model.
    last: (usize, usize),
}

/// Pairs somebody wrote down.
#[derive(Debug, Clone, Default)]
struct Listed {
    pairs: Vec<(ModelId, ModelId)>,
    partners: BTreeMap<ModelId, Vec<usize>>,
}

impl Pairs {
    /// No comparisons.
    pub fn none() -> Self {
        Self(Kind::Listed(Listed::default()))
    }

    /// The first pairs of models in order of their relevance: those with the least sum of places; of equal sums the pair with
    /// the most relevant model.
    pub fn most_relevant(models: Vec<ModelId>, most: usize) -> Self {
        let places = models.iter().cloned().enumerate().map(|(place, id)| (id, place)).collect();
        let (mut count, mut last) = (0, (0, 0));
        for sum in 1..(2 * models.len()).saturating_sub(1) {
            let first = (sum + 1).saturating_sub(models.len());
            let here = (sum - 1) / 2 + 1 - first;
            let taken = here.min(most - count);
            if taken == 0 {
                break;
            }
            count += taken;
            last = (sum, first + taken - 1);
        }
        Self(Kind::Ranked(Ranked { models, places, count, last }))
    }

    /// Every pair of these models.
    pub fn all(models: Vec<ModelId>) -> Self {
        Self::most_relevant(models, usize::MAX)
    }

    /// These pairs; one that is named twice, in any order, stands as it was named first.
    pub fn listed(named: impl IntoIterator<Item = (ModelId, ModelId)>) -> Self {
        let mut listed = Listed::default();
        for (one, two) in named {
            if listed.find(&one, &two).is_none() {
                let place = listed.pairs.len();
                listed.partners.entry(one.clone()).or_default().push(place);
                listed.partners.entry(two.clone()).or_default().push(place);
                listed.pairs.push((one, two));
            }
        }
        Self(Kind::Listed(listed))
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        match &self.0 {
            Kind::Ranked(ranked) => ranked.count,
            Kind::Listed(listed) => listed.pairs.len(),
        }
    }

    /// The pair of two models, in the order of its page.
    pub fn find(&self, one: &ModelId, two: &ModelId) -> Option<(&ModelId, &ModelId)> {
        match &self.0 {
            Kind::Ranked(ranked) => ranked.find(one, two),
            Kind::Listed(listed) => listed.find(one, two),
        }
    }

    /// Every pair, those of the same models near each other.
    pub fn each(&self) -> Box<dyn Iterator<Item = (&ModelId, &ModelId)> + '_> {
        match &self.0 {
            Kind::Ranked(ranked) => Box::new(ranked.in_tiles()),
            Kind::Listed(listed) => Box::new(listed.pairs.iter().map(|(one, two)| (one, two))),
        }
    }

    /// Every pair, the most relevant first.
    pub fn by_relevance(&self) -> Box<dyn Iterator<Item = (&ModelId, &ModelId)> + '_> {
        match &self.0 {
            Kind::Ranked(ranked) => Box::new(ranked.in_order()),
            Kind::Listed(_) => self.each(),
        }
    }

    /// Every pair with this model, the most relevant first.
    pub fn of<'a>(&'a self, id: &ModelId) -> Box<dyn Iterator<Item = (&'a ModelId, &'a ModelId)> + 'a> {
        match &self.0 {
            Kind::Ranked(ranked) => {
                let place = ranked.places.get(id).copied();
                Box::new(place.into_iter().flat_map(move |place| {
                    (0..ranked.models.len()).filter_map(move |other| ranked.pair(place.min(other), place.max(other)))
                }))
            }
            Kind::Listed(listed) => {
                let places = listed.partners.get(id).into_iter().flatten();
                Box::new(places.filter_map(|place| listed.pairs.get(*place)).map(|(one, two)| (one, two)))
            }
        }
    }
}

impl Ranked {
    fn pair(&self, first: usize, second: usize) -> Option<(&ModelId, &ModelId)> {
        let is_there = self.count > 0 && first < second && (first + second, first) <= self.last;
        if is_there { Some((self.models.get(first)?, self.models.get(second)?)) } else { None }
    }

    fn find(&self, one: &ModelId, two: &ModelId) -> Option<(&ModelId, &ModelId)> {
        let (one, two) = (*self.places.get(one)?, *self.places.get(two)?);
        self.pair(one.min(two), one.max(two))
    }

    fn in_order(&self) -> impl Iterator<Item = (&ModelId, &ModelId)> + '_ {
        let all = (1..=self.last.0).flat_map(move |sum| (0..=(sum - 1) / 2).map(move |first| (first, sum - first)));
        all.filter_map(|(first, second)| self.pair(first, second))
    }

    fn in_tiles(&self) -> impl Iterator<Item = (&ModelId, &ModelId)> + '_ {
        // No pair reaches further than the sum of the last.
        let end = self.models.len().min(self.last.0 + 1);
        let tiles =
            (0..end).step_by(TILE).flat_map(move |row| (row..end).step_by(TILE).map(move |column| (row, column)));
        let within = move |start: usize| start..end.min(start + TILE);
        let places = tiles.flat_map(move |(row, column)| {
            within(row).flat_map(move |first| within(column).map(move |second| (first, second)))
        });
        places.filter_map(|(first, second)| self.pair(first, second))
    }
}

impl Listed {
    fn find(&self, one: &ModelId, two: &ModelId) -> Option<(&ModelId, &ModelId)> {
        let places = self.partners.get(one)?;
        let mut pairs = places.iter().filter_map(|place| self.pairs.get(*place));
        pairs.find(|(first, second)| first == two || second == two).map(|(first, second)| (first, second))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn models(count: usize) -> Vec<ModelId> {
        (0..count).map(|place| ModelId::new(&format!("acme/m{place}")).unwrap()).collect()
    }

    fn words<'a>(pairs: impl Iterator<Item = (&'a ModelId, &'a ModelId)>) -> Vec<String> {
        pairs.map(|(one, two)| format!("{}{}", one.slug(), two.slug())).collect()
    }

    #[test]
    fn the_most_relevant_pairs_have_the_least_sums_of_places() {
        let pairs = Pairs::most_relevant(models(5), 5);
        assert_eq!(words(pairs.by_relevance()), ["m0m1", "m0m2", "m0m3", "m1m2", "m0m4"]);
        assert_eq!(words(pairs.of(&models(5)[2])), ["m0m2", "m1m2"]);
        let find = |one: usize, two: usize| pairs.find(&models(5)[one], &models(5)[two]).is_some();
        assert_eq!((find(1, 0), find(2, 1), find(3, 1), find(1, 1)), (true, true, false, false));
    }

    #[test]
    fn every_order_gives_the_same_pairs_and_as_many_as_asked_for() {
        for (count, most, there) in [(0, 3, 0), (1, 3, 0), (2, 3, 1), (9, 0, 0), (9, 20, 20), (150, usize::MAX, 11175)]
        {
            let pairs = Pairs::most_relevant(models(count), most);
            let all: BTreeSet<String> = words(pairs.each()).into_iter().collect();
            assert_eq!((pairs.count(), pairs.each().count(), all.len()), (there, there, there), "{count} {most}");
            assert_eq!(all, words(pairs.by_relevance()).into_iter().collect());
        }
    }

    #[test]
    fn listed_pairs_stand_once_as_they_were_named() {
        let named = models(3);
        let pair = |one: usize, two: usize| (named[one].clone(), named[two].clone());
        let pairs = Pairs::listed([pair(2, 0), pair(0, 2), pair(1, 2)]);
        assert_eq!(words(pairs.each()), ["m2m0", "m1m2"]);
        assert_eq!(words(pairs.find(&named[0], &named[2]).into_iter()), ["m2m0"]);
        assert_eq!(
            (words(pairs.of(&named[2])), pairs.find(&named[0], &named[1])),
            (vec!["m2m0".into(), "m1m2".into()], None)
        );
    }
}
