//! `weigh check`.

use super::Common;
use clap::{Args, ValueEnum, ValueHint};
use std::path::PathBuf;

/// Check the routes a project uses against its needs, its bounds and what it decided on
///
/// The project's file, weigh.toml, names its routes; weigh.lock beside it freezes what was decided on. Exit code 0: all is
/// kept; 1: it is not.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  weigh check --init openai/gpt-5-mini@openai
  weigh check --init --from-code src
  weigh check
  weigh check --deny warnings --format sarif -o weigh.sarif
  weigh check --lock")]
pub(crate) struct Check {
    /// The project's file; with --init the routes to begin with, `lab/model@provider`
    #[arg(value_name = "FILE|ROUTE", value_hint = ValueHint::FilePath)]
    pub(crate) things: Vec<String>,
    /// Freeze what is decided on: write weigh.lock beside the file
    #[arg(long, conflicts_with_all = ["init", "on", "format", "json", "write", "deny"])]
    pub(crate) lock: bool,
    /// Write a commented weigh.toml, and its lock
    #[arg(long, conflicts_with_all = ["on", "format", "json", "write", "deny"])]
    pub(crate) init: bool,
    /// Find the routes and models that a source tree names in its strings
    #[arg(long, value_name = "DIR", requires = "init", value_hint = ValueHint::DirPath)]
    pub(crate) from_code: Option<PathBuf>,
    /// Write over a weigh.toml that is there
    #[arg(long, requires = "init")]
    pub(crate) force: bool,
    /// What counts as much as an error
    #[arg(long, value_name = "LEVEL")]
    pub(crate) deny: Option<Deny>,
    #[command(flatten)]
    pub(crate) common: Common<CheckFormat>,
}

/// What counts as much as an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Deny {
    /// Warnings
    Warnings,
}

/// Formats of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// Text for the terminal
    #[value(alias = "table", alias = "text")]
    Terminal,
    /// Markdown
    #[value(alias = "md")]
    Markdown,
    /// One self-contained page
    Html,
    /// The published shape json/v1
    Json,
    /// The tables alone, comma-separated
    Csv,
    /// JUnit XML, for test reports
    Junit,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}
