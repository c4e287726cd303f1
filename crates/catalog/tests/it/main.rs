//! The committed catalog as a whole: which model each route was filed under.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on")]

mod identity;
