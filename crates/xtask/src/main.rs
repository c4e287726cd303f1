//! Chores of this repository: making records of upstream files, packing the catalog, checking the floors.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a tool for developers that talks on the terminal")]

mod check_data;
mod floors;
mod import;
mod pack;

use clap::{Parser, Subcommand};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Anything that stops a chore, in words.
type Failure = Box<dyn std::error::Error>;

#[derive(Parser)]
#[command(about = "Chores of this repository")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Make data/records of a folder of upstream files, as data/upstream.toml lists them
    Import {
        /// The folder of source snapshots
        #[arg(long, value_name = "DIR")]
        upstream: PathBuf,
        /// Write nothing; fail if the committed records differ
        #[arg(long)]
        check: bool,
        /// Print what was skipped, noted and put aside
        #[arg(long)]
        verbose: bool,
    },
    /// Pack data/records and data/curated into the embedded catalog
    Pack {
        /// Write nothing; fail if the committed catalog differs
        #[arg(long)]
        check: bool,
        /// Print what could not be resolved
        #[arg(long)]
        verbose: bool,
        /// Also write which model every route and result was filed under, and why, as tab-separated lines
        #[arg(long, value_name = "FILE")]
        placements: Option<PathBuf>,
    },
    /// Run every data check over the embedded catalog and print what they find
    CheckData {
        /// Print only this check
        #[arg(long, value_name = "ID")]
        only: Option<String>,
        /// Print no more findings of a check than this
        #[arg(long, value_name = "N", default_value_t = usize::MAX, hide_default_value = true)]
        most: usize,
    },
    /// Check that crates import downwards only
    Floors,
}

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let outcome = match Arguments::parse().chore {
        Chore::Import { upstream, check, verbose } => import::run(&root, &upstream, check, verbose),
        Chore::Pack { check, verbose, placements } => pack::run(&root, check, verbose, placements.as_deref()),
        Chore::CheckData { only, most } => check_data::run(&root, only.as_deref(), most),
        Chore::Floors => floors::run(&root),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}
