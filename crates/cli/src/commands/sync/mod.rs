//! `weigh sync`: read sources again, show the plan, apply it.
//!
//! The new catalog is made beside the old one and put in its place at the end, so that nothing half-done is ever read.

mod base;
mod gather;
mod show;

use crate::arguments::Sync;
use crate::environment;
use crate::failure::Failure;
use crate::open;
use base::Base;
use std::io::{self, BufRead as _, IsTerminal as _};
use weigh_catalog::assemble::assemble;
use weigh_catalog::packed::{PackInput, pack};
use weigh_sources::sync::Plan;
use weigh_store::{Lock, SYNCED};

/// Runs the command.
pub(crate) fn run(arguments: &Sync) -> Result<(), Failure> {
    let today = open::today()?;
    let folder = open::cache_folder().ok_or_else(|| {
        Failure::input("cannot tell where to keep the catalog")
            .cause("there is no home folder")
            .hint(format!("set {} to a folder", environment::CACHE))
    })?;
    let _lock = Lock::take(&folder)?;
    let mut base = Base::open(&folder)?;
    let gathered = gather::gather(arguments, &base, today)?;
    let mut plans = Vec::new();
    for import in &gathered.imports {
        show::report(&import.name, &import.import);
        let plan = base.plan(&import.import);
        show::plan(&plan);
        plans.push(plan);
    }
    if plans.iter().all(|plan| plan.is_empty() || plan.is_same_bytes()) {
        show::say("nothing to change");
        return gathered.outcome();
    }
    if arguments.dry_run {
        show::say("dry run: nothing was changed");
        return gathered.outcome();
    }
    if !arguments.yes && !confirmed()? {
        show::say("nothing was changed");
        return Err(Failure::input("the plan was not confirmed"));
    }
    apply(&mut base, &plans, today, &folder)?;
    gathered.keep_validators(&folder)?;
    gathered.outcome()
}

/// Asks; without a terminal nobody can answer.
fn confirmed() -> Result<bool, Failure> {
    if !io::stdin().is_terminal() {
        return Err(Failure::input("cannot ask for confirmation")
            .cause("there is no terminal")
            .hint("add `--yes` to apply the plan, or `--dry-run` to stop after showing it"));
    }
    show::ask("apply this plan? [y/N] ");
    let mut answer = String::new();
    io::stdin()
        .lock()
        .read_line(&mut answer)
        .map_err(|error| Failure::broken("cannot read the answer").cause(error))?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

fn apply(base: &mut Base, plans: &[Plan], today: weigh_catalog::Day, folder: &std::path::Path) -> Result<(), Failure> {
    for plan in plans.iter().filter(|plan| !plan.is_same_bytes()) {
        base.batches.push(plan.accept());
    }
    let day = base.batches.iter().map(|batch| batch.reading.read_on).max().unwrap_or(today);
    let assembly = assemble(&base.batches);
    let version = format!("{day}-synced");
    let input = PackInput { assembly: &assembly, source_table: &base.source_table, day, version: &version };
    let path = folder.join(SYNCED);
    weigh_store::write(&path, &pack(&input))?;
    show::say(&format!(
        "wrote `{}`: {} models, {} readings",
        path.display(),
        assembly.groups.len(),
        assembly.readings.len()
    ));
    Ok(())
}
