//! What is filed under no model is put aside, not dropped: a later reading is compared with it, and may make it known.

use super::merge::{Claims, RouteKey};
use crate::evidence::Unplaced;
use crate::record::Subject;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Claims put aside, by what they are about.
#[derive(Debug, Default)]
pub(super) struct Aside {
    unknown: BTreeMap<Subject, Claims>,
    repeated: BTreeMap<Subject, Claims>,
}

impl Aside {
    /// Puts claims aside; those of several sources about one subject go together.
    pub(super) fn add(&mut self, subject: Subject, claims: Claims) {
        self.unknown.entry(subject).or_default().extend(claims);
    }

    /// Puts claims about a route at the key's provider aside, under this id.
    pub(super) fn route(&mut self, key: &RouteKey, own_id: Arc<str>, claims: Claims) {
        self.add(subject(key, own_id), claims);
    }

    /// Puts claims aside that say what others filed under the route say.
    pub(super) fn repeated(&mut self, key: &RouteKey, own_id: Arc<str>, claims: Claims) {
        self.repeated.entry(subject(key, own_id)).or_default().extend(claims);
    }

    /// Everything put aside, by subject.
    pub(super) fn finish(self) -> Vec<Unplaced> {
        let make = |is_repeated: bool| {
            move |(subject, claims): (Subject, Claims)| Unplaced { is_repeated, subject, said: claims.finish_as_own() }
        };
        let unknown = self.unknown.into_iter().map(make(false));
        let all = unknown.chain(self.repeated.into_iter().map(make(true)));
        all.filter(|unplaced| !unplaced.said.is_empty()).collect()
    }
}

fn subject(key: &RouteKey, own_id: Arc<str>) -> Subject {
    Subject::Route { provider: Arc::from(key.provider.as_str()), id: own_id, host: key.host.clone() }
}
