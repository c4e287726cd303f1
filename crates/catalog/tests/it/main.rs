//! The committed catalog: its checks, facts that must come out right, look-up, laws, and hostile bytes.
#![allow(clippy::unwrap_used, reason = "tests")]

mod checks;
mod facts;
mod hostile;
mod identity;
mod identity_laws;
mod laws;
mod lookup;

use std::borrow::Cow;
use weigh_catalog::packed::Packed;
use weigh_catalog::{Catalog, Day, Model, ModelId};

/// The embedded catalog.
const BYTES: &[u8] = include_bytes!("../../../snapshot/catalog.weigh");

fn packed() -> Packed {
    Packed::open(Cow::Borrowed(BYTES)).unwrap()
}

/// The catalog as of a day, such as `2026-05-22`.
fn on(day: &str) -> Catalog {
    Catalog::new(packed(), day.parse().unwrap())
}

fn newest() -> Catalog {
    let packed = packed();
    let day: Day = packed.day;
    Catalog::new(packed, day)
}

fn model(catalog: &Catalog, id: &str) -> Model {
    catalog.model(&ModelId::new(id).unwrap()).unwrap().unwrap_or_else(|| panic!("no {id}"))
}
