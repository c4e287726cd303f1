//! `weigh sync`: read sources again, show the plan, apply it.
//!
//! The new catalog is made beside the old one and put in its place at the end, so that nothing half-done is ever read.

mod accept;
mod base;
mod gather;
mod network;
mod show;
mod unresolved;

use crate::arguments::Sync;
use crate::environment;
use crate::failure::Failure;
use crate::open;
use accept::Accepted;
use base::Base;
use std::io::{self, BufRead as _, IsTerminal as _};
use std::path::Path;
use unresolved::Unresolved;
use weigh_catalog::Day;
use weigh_catalog::assemble::{Assembly, assemble};
use weigh_catalog::packed::{PackInput, pack};
use weigh_sources::sync::Plan;
use weigh_store::Lock;

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
    let accepted = Accepted::new(&arguments.accept);
    let mut plans: Vec<Plan> = Vec::new();
    for gathered in &gathered.imports {
        let mut plan = base.plan(&gathered.import);
        plan.let_through(|held| accepted.is_meant(held));
        base.take(&plan);
        plans.push(plan);
    }
    let is_empty = plans.iter().all(Plan::is_empty);
    let assembly = if is_empty { None } else { Some(assemble(&base.batches)) };
    let unresolved = match &assembly {
        Some(assembly) => Unresolved::new(&assembly.unplaced),
        None => Unresolved::new(&base.unplaced()?),
    };
    for (gathered, plan) in gathered.imports.iter().zip(&plans) {
        show::report(&gathered.name, &gathered.import, arguments.verbose);
        show::unresolved(&unresolved.of(plan), arguments.verbose);
        show::plan(plan, arguments.verbose);
    }
    accepted.outcome(&plans)?;
    let Some(assembly) = assembly else {
        show::say("nothing to change");
        return gathered.outcome();
    };
    if arguments.dry_run {
        show::say("dry run: nothing was changed");
        return gathered.outcome();
    }
    if !arguments.yes && !confirmed()? {
        show::say("nothing was changed");
        return Err(Failure::input("the plan was not confirmed"));
    }
    apply(&base, &assembly, today, &folder)?;
    gathered.keep_validators(&plans, &folder)?;
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

fn apply(base: &Base, assembly: &Assembly, today: Day, folder: &Path) -> Result<(), Failure> {
    let day = base.batches.iter().map(|batch| batch.reading.read_on).max().unwrap_or(today);
    let version = format!("{day}-synced");
    let input = PackInput { assembly, source_table: &base.source_table, day, version: &version };
    let path = weigh_store::replace(folder, base.bytes(), &pack(&input))?;
    show::say(&format!(
        "wrote `{}`: {} models, {} readings",
        path.display(),
        assembly.groups.len(),
        assembly.readings.len()
    ));
    show::say("what it corrects of the catalog before: `weigh changes --against`");
    Ok(())
}
