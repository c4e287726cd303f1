//! Facts of one subject by field: the outcome of a fold.

use crate::claim::Fact;
use crate::field::{Field, FromValue, Value};
use std::collections::BTreeMap;

/// Everything known about one subject. A field that is not in it is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts(BTreeMap<Field, Fact<Value>>);

static UNKNOWN: Fact<Value> = Fact::Unknown;

impl Facts {
    /// No facts at all.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets what may be said of a field; an unknown fact is not kept.
    pub fn set(&mut self, field: Field, fact: Fact<Value>) {
        if !fact.is_unknown() {
            self.0.insert(field, fact);
        }
    }

    /// What may be said of a field.
    pub fn get(&self, field: &Field) -> &Fact<Value> {
        self.0.get(field).unwrap_or(&UNKNOWN)
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
        self.0.iter()
    }

    /// The same without claims that only agree, and without where claims were read.
    #[must_use]
    pub fn bare(&self) -> Self {
        Self(self.0.iter().map(|(field, fact)| (field.clone(), fact.bare())).collect())
    }

    /// True if nothing is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
