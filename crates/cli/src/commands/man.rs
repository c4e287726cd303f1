//! `weigh man`.

use crate::arguments::Arguments;
use crate::failure::Failure;
use clap::CommandFactory as _;
use std::io::{self, Write as _};

/// Runs the command: the page of `weigh`, then one section for each command.
pub(crate) fn run() -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::broken("cannot make the manual page").cause(error);
    let mut command = Arguments::command();
    command.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page).map_err(failed)?;
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        let man = clap_mangen::Man::new(sub.clone());
        writeln!(page, ".SH \"WEIGH {}\"", sub.get_name().to_uppercase()).map_err(failed)?;
        man.render_synopsis_section(&mut page).map_err(failed)?;
        man.render_description_section(&mut page).map_err(failed)?;
        man.render_options_section(&mut page).map_err(failed)?;
    }
    // A closed pipe is no failure.
    let _ = io::stdout().lock().write_all(&page);
    Ok(())
}
