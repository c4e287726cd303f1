//! `weigh completions`.

use crate::arguments::{Arguments, Completions};
use clap::CommandFactory as _;
use std::io::{self, Write as _};

/// Runs the command.
pub(crate) fn run(arguments: &Completions) {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "weigh", &mut script);
    // A closed pipe is no failure.
    let _ = io::stdout().lock().write_all(&script);
}
