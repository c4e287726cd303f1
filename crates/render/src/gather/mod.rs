//! From a catalog and a question to everything its page is made from.
//!
//! Command line, web and MCP ask the same questions: they differ in how they read arguments and where they print. What
//! lies between stands here, pure over the catalog.
//!
//! ```text
//! text ─► thing ─┐
//! ids, workload, needs ─► comparison ─┼─► pages (`sections`, `show`) · `json_v1`
//! catalog ─► rows ─► sift ─┤
//! catalog, earlier day ─► changes ─┤
//! catalog, project, lock ─► checked ─┤
//! catalog, workload, needs ─► picked ─┘
//! ```

mod bills;
mod changed;
mod checked;
mod comparison;
mod error;
mod histories;
mod named;
mod picked;
mod rows;
mod sift;
mod thing;

pub use bills::Billed;
pub use changed::{ChangesAsked, changes_since, corrections};
pub use checked::{CheckedProject, CheckedUse, UseError, check_project, lock_project, resolve};
pub use comparison::{Gathered, Question};
pub use error::GatherError;
pub use histories::{histories_of_model, histories_of_route, price_histories};
pub use named::{Named, Names, is_telling};
pub use picked::{Frontier, PICKED_SHOWN, PickAsked, Picked};
pub use rows::{
    benchmark_rows, index_name, listed_routes, model_rows, provider_routes, provider_rows, route_rows, routes_of,
    source_notes,
};
pub use sift::{Direction, Sift, SiftError, SortKey, sift};
pub use thing::{Thing, check_providers, model, model_id, thing};
