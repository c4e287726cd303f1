//! Results to stdout, whole, and quietly gone if nobody reads them.

use crate::arguments::{Colour, Common};
use crate::environment;
use crate::failure::Failure;
use clap::ValueEnum;
use std::fs;
use std::io::{self, ErrorKind, IsTerminal as _, Write as _};
use std::path::Path;
use weigh_render::output::Options;

/// How to print, from the arguments and the terminal.
pub(crate) fn options<F: ValueEnum + Send + Sync>(common: &Common<F>) -> Options {
    Options { width: width(), colour: is_coloured(common), ..Options::default() }
}

/// Columns of the terminal; 80 where there is none.
fn width() -> usize {
    let columns = environment::text("COLUMNS").and_then(|columns| columns.trim().parse().ok());
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    columns.or_else(|| if io::stdout().is_terminal() { terminal() } else { None }).unwrap_or(80)
}

fn is_coloured<F: ValueEnum + Send + Sync>(common: &Common<F>) -> bool {
    match common.colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => {
            io::stdout().is_terminal()
                && environment::text("NO_COLOR").is_none()
                && environment::text("TERM").is_none_or(|term| term != "dumb")
        }
    }
}

/// Writes the result to the file the user names, else to stdout. A closed pipe is no failure.
pub(crate) fn result<F: ValueEnum + Send + Sync>(common: &Common<F>, text: &str) -> Result<(), Failure> {
    match &common.write {
        Some(path) => to_file(path, text),
        None => to_stdout(text),
    }
}

fn to_file(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(|error| {
        Failure::broken(format!("cannot write `{}`", path.display()))
            .cause(error)
            .hint("check that the folder exists and that you may write there")
    })
}

pub(crate) fn to_stdout(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    let end = if text.ends_with('\n') { "" } else { "\n" };
    match stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.write_all(end.as_bytes()))
        .and_then(|()| stdout.flush())
    {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::broken("cannot write to stdout").cause(error))
        }
        _ => Ok(()),
    }
}
