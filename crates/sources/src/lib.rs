//! Importers: bytes of an upstream file in, records out.
//!
//! An importer is pure and says for which fields its source speaks; the sync driver owns requests, caches, digests, the
//! plan and writing. One file (or folder) per source, one line in [`IMPORTERS`] per file shape.

pub mod benchmark;
pub mod curated;
pub mod genai_prices;
pub mod hugging_face;
pub mod import;
pub mod json;
pub mod litellm;
pub mod llm_stats;
pub mod model_prices;
pub mod models_dev;
pub mod openrouter;
pub mod price;
pub mod report;
pub mod sync;

#[cfg(test)]
mod sample;

pub use import::{IMPORTERS, Import, ImportError, Importer, Input};
pub use report::{Report, Review};
