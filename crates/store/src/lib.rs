//! Where catalogs lie: embedded in the program, synced in the user's data folder. Crash-safe: a file is whole or old.
//!
//! Does not parse overlays (the command line hands their claims to the catalog) and does not fetch.

mod error;
mod open;
mod write;

pub use error::StoreError;
pub use open::{Notice, Opened, REPLACED, SYNCED, open};
pub use write::{Lock, replace, write};
