//! Facts of one subject by field: the outcome of a fold.

use crate::capability::Capability;
use crate::claim::Fact;
use crate::field::{Field, FromValue, Value};
use std::sync::Arc;

/// Everything known about one subject, by field. A field that is not in it is unknown.
///
/// There are some ten fields of a subject and tens of thousands of subjects, each asked a hundred questions by a page: a bit
/// for each field tells whether there is a fact, and the bits below it where it stands in a list sorted by field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    present: u128,
    all: Vec<Known>,
}

/// A known fact. Of ten that lists say of routes nine are alike, so they may be shared.
pub(crate) type Known = Arc<(Field, Fact<Value>)>;

const _: () = assert!(Field::PLAIN.len() + Capability::ALL.len() <= 128, "each field has a bit");

static UNKNOWN: Fact<Value> = Fact::Unknown;

impl Facts {
    /// No facts at all.
    pub fn new() -> Self {
        Self::default()
    }

    /// No facts yet, with room for some.
    pub(crate) fn with_room(facts: usize) -> Self {
        Self { present: 0, all: Vec::with_capacity(facts) }
    }

    /// Sets what may be said of a field; an unknown fact is not kept.
    pub fn set(&mut self, field: Field, fact: Fact<Value>) {
        if !fact.is_unknown() {
            self.share(&Arc::new((field, fact)));
        }
    }

    /// The same with a fact that others have too.
    pub(crate) fn share(&mut self, known: &Known) {
        match self.place(&known.0) {
            Ok(place) => self.all[place] = Arc::clone(known),
            Err(place) => {
                self.present |= known.0.place().map_or(0, |bit| 1 << bit);
                self.all.insert(place, Arc::clone(known));
            }
        }
    }

    /// What may be said of a field.
    pub fn get(&self, field: &Field) -> &Fact<Value> {
        self.place(field).ok().and_then(|place| self.all.get(place)).map_or(&UNKNOWN, |known| &known.1)
    }

    /// Where a field is, or where it would be.
    fn place(&self, field: &Field) -> Result<usize, usize> {
        let Some(bit) = field.place() else { return self.all.binary_search_by(|known| known.0.cmp(field)) };
        let below = self.present & ((1 << bit) - 1);
        let place = below.count_ones() as usize;
        if self.present >> bit & 1 == 1 { Ok(place) } else { Err(place) }
    }

    /// The same, as the Rust type the field is for.
    pub fn typed<T: FromValue>(&self, field: &Field) -> Fact<T> {
        self.get(field).filter_map(T::from_value)
    }

    /// The value to go by, if any.
    pub fn value<T: FromValue>(&self, field: &Field) -> Option<T> {
        self.get(field).value().and_then(T::from_value)
    }

    /// The values that may hold: all of a disputed fact, else the one to go by.
    pub fn may_hold<T: FromValue>(&self, field: &Field) -> impl Iterator<Item = T> {
        self.get(field).may_hold().filter_map(T::from_value)
    }

    /// All facts, in field order.
    pub fn iter(&self) -> impl Iterator<Item = (&Field, &Fact<Value>)> {
        self.all.iter().map(|known| (&known.0, &known.1))
    }

    /// How many facts there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Those of some fields, without claims that only agree, and without where claims were read.
    #[must_use]
    pub fn bare(&self, is_kept: impl Fn(&Field) -> bool) -> Self {
        self.iter().filter(|(field, _)| is_kept(field)).map(|(field, fact)| (field.clone(), fact.bare())).collect()
    }

    /// True if nothing is known.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

/// Unknown facts are not kept; of several about one field the last is.
impl FromIterator<(Field, Fact<Value>)> for Facts {
    fn from_iter<I: IntoIterator<Item = (Field, Fact<Value>)>>(facts: I) -> Self {
        let mut all = Self::new();
        facts.into_iter().for_each(|(field, fact)| all.set(field, fact));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::{Basis, Claim};
    use crate::date::Period;
    use crate::id::SourceId;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn says(count: u64) -> Fact<Value> {
        let (value, source) = (Value::Count(count), SourceId::new("acme").unwrap());
        let (seen, locator) = (jiff::civil::date(2026, 1, 1), "".into());
        let (effective, basis, raw, link) = (Period::OPEN, Basis::Listed, None, None);
        let claim = Claim { value, raw, source, first_seen: seen, last_seen: seen, effective, basis, locator, link };
        Fact::Known { claim, agreeing: Vec::new(), overruled: Vec::new() }
    }

    proptest! {
        /// Against a map, in whatever order they are set and however often.
        #[test]
        fn facts_are_found_and_listed_by_field(said in proptest::collection::vec((0..12_usize, 0..3_u64), 0..30)) {
            let rates = ["rate.input", "rate.output", "rate.input.batch"].map(|text| text.parse::<Field>().unwrap());
            let plain = Field::PLAIN.iter().rev().step_by(20).cloned();
            let can = Capability::ALL.iter().rev().step_by(6).copied().map(Field::Can);
            let fields: Vec<Field> = plain.chain(can).chain(rates).collect();
            let said: Vec<(Field, u64)> = said.into_iter().map(|(field, count)| (fields[field % fields.len()].clone(), count)).collect();
            let facts: Facts = said.iter().map(|(field, count)| (field.clone(), says(*count))).collect();
            let map: BTreeMap<&Field, u64> = said.iter().map(|(field, count)| (field, *count)).collect();
            let listed: Vec<(&Field, u64)> = facts.iter().map(|(field, _)| (field, facts.value(field).unwrap())).collect();
            prop_assert_eq!(listed, map.into_iter().collect::<Vec<_>>());
            let unsaid = fields.iter().filter(|field| said.iter().all(|(other, _)| other != *field));
            prop_assert!(unsaid.into_iter().all(|field| facts.get(field).is_unknown()));
        }
    }

    #[test]
    fn places_of_fields_are_their_order() {
        let can = Capability::ALL.iter().copied().map(Field::Can);
        let all: Vec<Field> = Field::PLAIN.iter().cloned().chain(can).collect();
        assert!(all.is_sorted() && all.iter().map(|field| field.place().unwrap() as usize).eq(0..all.len()));
        assert!(all.iter().all(|field| *field < "rate.input".parse().unwrap()));
    }

    #[test]
    fn an_unknown_fact_is_not_kept() {
        let facts: Facts = [(Field::Context, Fact::Unknown)].into_iter().collect();
        assert!(facts.is_empty() && facts == Facts::new());
    }
}
