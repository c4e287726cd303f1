//! `weigh site`: the reference as files.

mod choice;
mod folder;
mod manifest;

use crate::arguments::Site;
use crate::failure::Failure;
use crate::open;
use crate::print;
use folder::{Folder, Put};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use manifest::Entry;
use serde_json::{Value as Json, json};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::io::{self, IsTerminal as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;
use weigh_web::site::{Piece, Plan, make};
use weigh_web::{Edition, Problem};

/// Files that are made between two notes of what comes next.
const BATCH: usize = 256;

/// What was done.
#[derive(Debug, Default)]
struct Summary {
    written: usize,
    unchanged: usize,
    removed: usize,
    bytes: u64,
    seconds: f64,
}

/// Runs the command.
pub(crate) fn run(arguments: &Site) -> Result<(), Failure> {
    let since = Instant::now();
    let edition = Edition::new(open::catalog_for(arguments.on, arguments.data.as_ref())?)?;
    let plan = Arc::new(Plan::new(&edition, choice::wish(arguments, &edition)?)?);
    let folder = Folder::open(&arguments.folder, arguments.into_existing)?;
    if folder.was_interrupted {
        anstream::eprintln!("the last run did not end; this one completes it");
    }
    let mut summary = write(arguments, &edition, &plan, folder)?;
    summary.seconds = since.elapsed().as_secs_f64();
    print::to_stdout(&if arguments.json { data(&summary, &plan).to_string() } else { words(&summary, &plan) })
}

fn write(arguments: &Site, edition: &Edition, plan: &Arc<Plan>, mut folder: Folder) -> Result<Summary, Failure> {
    let catalog = edition.catalog();
    let about = json!({
        "catalog": catalog.version(),
        "day": edition.day().to_string(),
        "comparisons": plan.comparisons(),
        "origin": arguments.origin,
    });
    let mut manifest = folder.manifest(&about)?;
    let mut summary = Summary::default();
    let bar = progress_bar(plan.count());
    let mut pieces = plan.pieces();
    loop {
        let batch: Vec<(Piece, String)> =
            pieces.by_ref().take(BATCH).map(|piece| (piece.clone(), piece.file())).collect();
        if batch.is_empty() {
            break;
        }
        folder.announce(batch.iter().map(|(_, file)| file))?;
        let done = in_parallel(&batch, |(piece, file)| {
            let text = make(edition, plan, piece, arguments.on)?;
            let put = folder.put(file, text.as_bytes())?;
            bar.inc(1);
            Ok((put, text.len() as u64, digest(text.as_bytes())))
        })?;
        for ((_, file), (put, bytes, sha256)) in batch.into_iter().zip(done) {
            match put {
                Put::Written => summary.written += 1,
                Put::Unchanged => summary.unchanged += 1,
            }
            summary.bytes += bytes;
            manifest
                .add(&Entry { file, sha256 })
                .map_err(|error| Failure::broken("cannot write `weigh-site.json`").cause(error))?;
        }
    }
    bar.finish_and_clear();
    summary.removed = folder.remove_others(&|file| plan.has(file))?;
    folder.finish(manifest)?;
    Ok(summary)
}

/// Does a batch with as many threads as the machine has; the results are in the order of the batch.
fn in_parallel<T: Sync, R: Send>(
    batch: &[T],
    work: impl Fn(&T) -> Result<R, Failure> + Sync,
) -> Result<Vec<R>, Failure> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done: Vec<(usize, R)> = Vec::new();
        while let Some((place, one)) =
            Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, batch.get(at)?)))
        {
            match work(one) {
                Ok(result) => done.push((place, result)),
                Err(failure) => {
                    next.store(batch.len(), Ordering::Relaxed);
                    return Err(failure);
                }
            }
        }
        Ok(done)
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let all = thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        running.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err(broke()))).collect::<Vec<_>>()
    });
    let mut done: Vec<(usize, R)> = all.into_iter().collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
    done.sort_unstable_by_key(|(place, _)| *place);
    Ok(done.into_iter().map(|(_, result)| result).collect())
}

fn broke() -> Failure {
    Failure::broken("a page could not be made").hint("report it with the command you typed")
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn progress_bar(count: usize) -> ProgressBar {
    let target = if io::stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(count as u64), target);
    let style = ProgressStyle::with_template("{pos} of {len} files {bar:30} {elapsed}, {eta} left");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn words(summary: &Summary, plan: &Plan) -> String {
    let Summary { written, unchanged, removed, bytes, seconds } = summary;
    format!(
        "{written} files written, {unchanged} unchanged, {removed} removed; {} comparisons; {:.1} MB in {seconds:.1} s",
        plan.comparisons(),
        *bytes as f64 / 1e6,
    )
}

fn data(summary: &Summary, plan: &Plan) -> Json {
    json!({
        "files": summary.written + summary.unchanged,
        "comparisons": plan.comparisons(),
        "written": summary.written,
        "unchanged": summary.unchanged,
        "removed": summary.removed,
        "bytes": summary.bytes,
        "seconds": (summary.seconds * 1000.0).round() / 1000.0,
    })
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        let failure = Self::broken(problem.title);
        let failure = problem.detail.into_iter().fold(failure, Self::cause);
        problem.hint.into_iter().fold(failure, Self::hint)
    }
}
