//! models.dev: providers, routes, limits, capabilities and prices; model metadata; price history.
//!
//! - Address: `https://models.dev/api.json`; everything else comes from the project's public repository.
//! - Terms: MIT.
//! - Speaks for: which providers and routes exist, their limits, modalities, capabilities, status and base prices, and what
//!   model a route serves; of a model its family, release date, cutoff and openness.
//! - Shape: `{provider: {name, npm, api, doc, models: {id: {...}}}}`, prices in dollars per million tokens as JSON numbers.
//!
//! Quirks, each with its rule:
//! - Modality lists are complete: what is not in a list, the source says the route cannot. A missing or empty list says
//!   nothing. An absent `status` is `active`; an absent `structured_output` is unknown; a limit of 0 is unknown.
//! - `tier.size` 272001 and 272000 name the same boundary. `context_over_200k` repeats the dearest bracket for old readers
//!   and is read only where no `tiers` are given.
//! - `output` can be the price of image, audio or video tokens; see `cost`.
//! - A mode is filed under the service tier its request names: what OpenAI routes call `fast` is `service_tier: priority`.
//! - `0/0` mostly means a plan, a trial or nothing known.
//! - A cached-input price below the input price says that prompts are cached; one equal to it says nothing.
//! - Not read, on purpose: switches and budgets among `reasoning_options`, and `attachment`, `temperature`, `interleaved`, `description`, `last_updated`, `env`, `links`.
//!
//! A value of a wrong type is left out and noted; its row stays, because a missing row would read as no longer listed.

mod api;
mod cost;
mod dialect;
mod history;
mod links;
mod metadata;
mod row;
#[cfg(test)]
mod tests;

pub use api::IMPORTER as API;
pub use history::IMPORTER as HISTORY;
pub use links::IMPORTER as LINKS;
pub use metadata::IMPORTER as METADATA;

use crate::import::ImportError;

/// The error that a file is none of this source's.
fn shape_error(file: &str, shape: &'static str, what: &str) -> ImportError {
    ImportError::Shape { file: file.to_owned(), shape, what: what.to_owned() }
}
