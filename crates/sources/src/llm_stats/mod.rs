//! LLM Stats: models and offerings. Its results and benchmarks are a board of [`crate::benchmark`].
//!
//! Source: JonathanChavezTamales/llm-leaderboard; "LLM Stats (llm-stats.com), CC BY 4.0". Files are joined into arrays.
//! Listed between July and October 2025 and not kept since: speaks for parameters and licences of models, second to their
//! makers; its prices are history. `licenses.json` is not imported: `allow_commercial` is wrong often (false for MIT-like
//! licences and CC BY 4.0, both values for Llama 3.2), and duplicates such as `llama3_2` and
//! `llama_3_2_community_license` stand side by side. `multimodal` of a model says less than the modalities of its routes.

mod models;
mod offerings;

use crate::import::Importer;

/// Models.
pub(crate) const MODELS: Importer = Importer {
    id: "llm-stats-models",
    source: "llm-stats",
    what: "LLM Stats models",
    url: None,
    files: &["llm-stats/models"],
    is_folder: false,
    is_complete: false,
    run: models::models,
};

/// Offerings.
pub(crate) const OFFERINGS: Importer = Importer {
    id: "llm-stats-offerings",
    source: "llm-stats",
    what: "LLM Stats offerings of 2025",
    url: None,
    files: &["llm-stats/offerings"],
    is_folder: false,
    is_complete: false,
    run: offerings::offerings,
};
