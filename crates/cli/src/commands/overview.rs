//! `weigh` alone: what it can do, with examples that work.

use crate::failure::Failure;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use weigh_catalog::Catalog;

/// Examples, each of which a test runs.
pub(crate) const EXAMPLES: &[&str] = &[
    "weigh compare llama-3.2-1b trinity-large-thinking",
    "weigh show openai/o4-mini@openai",
    "weigh history arcee-ai/trinity-large-thinking@openrouter",
];

/// Runs the command.
pub(crate) fn run() -> Result<(), Failure> {
    let opened = weigh_store::open(crate::open::cache_folder().as_deref())?;
    let catalog = Catalog::new(opened.packed, crate::open::today()?);
    let index = catalog.index()?;
    let routes: usize = index.iter().map(|entry| entry.live_routes).sum();
    let mut text = String::from(
        "weigh compares LLMs with evidence: which model, on which provider, for this workload, and how sure are we?\n\n",
    );
    let _ = writeln!(
        text,
        "catalog {}: {} models, {routes} routes on offer, {} readings; newest {}\n",
        catalog.version(),
        index.len(),
        catalog.readings().count(),
        catalog.newest()
    );
    text.push_str("Try:\n");
    for example in EXAMPLES {
        let _ = writeln!(text, "  {example}");
    }
    text.push_str(
        "\nCommands:\n  compare   two or more models on one page\n  show      every claim behind every value of a thing\n  \
         list      models, providers, routes, benchmarks, sources\n  history   dated prices with a chart\n  \
         check     what a project uses against its needs and bounds\n  sync      read the sources again\n\n`weigh --help` and `weigh COMMAND --help` tell the rest.\n",
    );
    // A closed pipe is no failure.
    let _ = io::stdout().lock().write_all(text.as_bytes());
    Ok(())
}
