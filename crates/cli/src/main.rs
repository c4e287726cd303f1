//! `weigh`: which model, on which provider, for this workload, and how sure are we?
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the command line is where things are printed")]

mod arguments;
mod commands;
mod environment;
mod failure;
mod open;
mod print;

use arguments::{Arguments, Command};
use clap::Parser as _;
use clap::error::ErrorKind;
use failure::Failure;
use std::process::ExitCode;

/// Pages are made of many small strings; this allocator makes them about a third faster.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
    };
    match run(arguments.command) {
        Ok(code) => code,
        Err(failure) => {
            anstream::eprintln!("{failure}");
            ExitCode::from(failure.code())
        }
    }
}

/// Help and version are answers; anything else is wrong input.
fn usage(error: &clap::Error) -> ExitCode {
    let is_answer = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    // A closed pipe is no failure.
    let _ = error.print();
    if is_answer { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

/// The exit code of an answer: success, unless the answer itself is no.
fn run(command: Option<Command>) -> Result<ExitCode, Failure> {
    let done = match command {
        None => commands::overview::run(),
        Some(Command::Compare(arguments)) => commands::compare::run(&arguments),
        Some(Command::Pick(arguments)) => commands::pick::run(&arguments),
        Some(Command::Show(arguments)) => commands::show::run(&arguments),
        Some(Command::List(arguments)) => commands::list::run(&arguments),
        Some(Command::History(arguments)) => commands::history::run(&arguments),
        Some(Command::Changes(arguments)) => commands::changes::run(&arguments),
        Some(Command::Check(arguments)) => return commands::check::run(&arguments),
        Some(Command::Sync(arguments)) => commands::sync::run(&arguments),
        Some(Command::Serve(arguments)) => commands::serve::run(&arguments),
        Some(Command::Mcp(arguments)) => commands::mcp::run(&arguments),
        Some(Command::Site(arguments)) => commands::site::run(&arguments),
        Some(Command::Completions(arguments)) => {
            commands::completions::run(&arguments);
            Ok(())
        }
        Some(Command::Man(_)) => commands::man::run(),
    };
    done.map(|()| ExitCode::SUCCESS)
}
