//! What all connections share: the edition of today, swapped whole when the catalog or the day changes.

use super::cache::{Cache, Held};
use crate::edition::Edition;
use crate::frame::Site;
use std::sync::{Arc, RwLock};

/// What all connections share.
#[derive(Debug)]
pub struct Desk {
    edition: RwLock<Arc<Edition>>,
    /// Where the pages stand.
    pub site: Site,
    /// Answers that were given before.
    pub(super) cache: Cache,
}

impl Desk {
    /// A desk that answers from an edition and keeps at most so many bytes of answers.
    pub fn new(edition: Edition, site: Site, kept_bytes: u64) -> Self {
        Self { edition: RwLock::new(Arc::new(edition)), site, cache: Cache::new(kept_bytes) }
    }

    /// The edition of the moment. Whoever holds it keeps it whole, whatever is swapped meanwhile.
    pub fn edition(&self) -> Arc<Edition> {
        let held = self.edition.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        Arc::clone(&held)
    }

    /// Answers from another edition from now on, and forgets what was answered from the old one.
    pub fn swap(&self, edition: Edition) {
        let mut held = self.edition.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        *held = Arc::new(edition);
        drop(held);
        self.cache.clear();
    }

    /// The answer to an address, made once while the edition lasts.
    pub(super) fn held(&self, key: &str, make: impl FnOnce(&Edition, &Site) -> Held) -> Arc<Held> {
        if let Some(held) = self.cache.get(key) {
            return held;
        }
        let edition = self.edition();
        let held = Arc::new(make(&edition, &self.site));
        let is_current = Arc::ptr_eq(&edition, &self.edition());
        if is_current && held.status == 200 {
            self.cache.put(key, Arc::clone(&held));
        }
        held
    }
}
