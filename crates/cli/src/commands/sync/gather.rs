//! Where the bytes come from: files, or the sources' own addresses.

use super::base::Base;
use super::network;
use super::show;
use crate::arguments::Sync;
use crate::failure::Failure;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::{Map, Value as Json, json};
use std::fs;
use std::io::{self, IsTerminal as _};
use std::path::Path;
use weigh_catalog::Day;
use weigh_sources::sync::fetch::{Answered, Progress};
use weigh_sources::sync::files::{MAX_BYTES, plain};
use weigh_sources::sync::{Fetcher, Plan, Validators, import_bytes, import_dir};
use weigh_sources::{IMPORTERS, Import, Importer};

/// The file in the cache folder that remembers what servers gave us to ask "has it changed?" with.
const VALIDATORS: &str = "validators.json";

/// One file, imported.
pub(super) struct Gathered {
    /// The file or address.
    pub(super) name: String,
    /// What came of it.
    pub(super) import: Import,
    /// What the server gave us to ask "has it changed?" with.
    validators: Option<Validators>,
}

/// Everything that could be read, and what could not.
#[derive(Default)]
pub(super) struct All {
    pub(super) imports: Vec<Gathered>,
    failures: Vec<String>,
}

impl All {
    /// Some sources may have failed while others were read.
    pub(super) fn outcome(&self) -> Result<(), Failure> {
        if self.failures.is_empty() {
            return Ok(());
        }
        let failure = Failure::broken(format!("{} of the sources could not be read", self.failures.len()));
        Err(self
            .failures
            .iter()
            .fold(failure, Failure::cause)
            .hint("the other sources were synced; run the command again"))
    }

    /// Remembers the validators of what is now wholly in the catalog: what still waits for a person must come again.
    pub(super) fn keep_validators(&self, plans: &[Plan], folder: &Path) -> Result<(), Failure> {
        let mut all = known_validators(folder);
        let known = all.clone();
        for (gathered, plan) in self.imports.iter().zip(plans) {
            let Some(Validators { etag, last_modified }) = &gathered.validators else { continue };
            if plan.held.is_empty() {
                all.insert(gathered.name.clone(), json!({ "etag": etag, "last_modified": last_modified }));
            } else {
                all.remove(&gathered.name);
            }
        }
        if all == known {
            return Ok(());
        }
        Ok(weigh_store::write(&folder.join(VALIDATORS), Json::Object(all).to_string().as_bytes())?)
    }
}

fn known_validators(folder: &Path) -> Map<String, Json> {
    let text = fs::read_to_string(folder.join(VALIDATORS)).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// Reads what the arguments name.
pub(super) fn gather(arguments: &Sync, base: &Base, today: Day) -> Result<All, Failure> {
    let importers = named(&arguments.sources)?;
    match &arguments.from {
        Some(path) => from_files(path, &importers, !arguments.sources.is_empty(), today),
        None => Ok(from_network(&network::fetcher(arguments)?, &importers, base, today)),
    }
}

/// The importers of these names, or all.
fn named(names: &[String]) -> Result<Vec<&'static Importer>, Failure> {
    if names.is_empty() {
        return Ok(IMPORTERS.iter().collect());
    }
    let mut importers = Vec::new();
    for name in names {
        let found: Vec<&Importer> =
            IMPORTERS.iter().filter(|importer| importer.id == name || importer.source == name).collect();
        if found.is_empty() {
            let all: Vec<&str> = IMPORTERS.iter().map(|importer| importer.id).collect();
            return Err(Failure::input(format!("no source `{name}`")).hint(format!("sources are {}", all.join(", "))));
        }
        importers.extend(found);
    }
    Ok(importers)
}

fn from_files(path: &Path, importers: &[&'static Importer], only_named: bool, today: Day) -> Result<All, Failure> {
    let folder = import_dir(path, IMPORTERS, today).map_err(|error| {
        let failure = Failure::input(format!("cannot read `{}`", path.display())).cause(&error);
        match error.hint() {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    })?;
    for file in &folder.unrecognised {
        show::say(&format!("left alone: {file}"));
    }
    let mut all = All::default();
    for found in folder.imports {
        if only_named && !importers.iter().any(|importer| importer.id == found.importer.id) {
            continue;
        }
        let name = found.name;
        match found.outcome {
            Ok(import) => all.imports.push(Gathered { name, import, validators: None }),
            Err(error) => all.failures.push(format!("{name}: {error}")),
        }
    }
    if all.imports.is_empty() && all.failures.is_empty() {
        return Err(Failure::input(format!("nothing to import in `{}`", path.display()))
            .cause("no file name there is that of a source")
            .hint("names start like `models-dev/api`, `litellm/model_prices`; see `docs/sync.md`"));
    }
    Ok(all)
}

fn from_network(fetcher: &Fetcher, importers: &[&'static Importer], base: &Base, today: Day) -> All {
    let folder = crate::open::cache_folder().unwrap_or_default();
    let known = if base.is_synced { known_validators(&folder) } else { Map::new() };
    let mut all = All::default();
    for importer in importers {
        let Some(url) = importer.url.map(network::address) else { continue };
        match fetch(fetcher, importer, &url, &known, today) {
            Ok(Some((import, validators))) => {
                all.imports.push(Gathered { name: url, import, validators: Some(validators) });
            }
            Ok(None) => show::say(&format!("{}: not changed since the last sync", importer.id)),
            Err(failure) => {
                show::say(&failure);
                all.failures.push(failure);
            }
        }
    }
    all
}

fn fetch(
    fetcher: &Fetcher,
    importer: &Importer,
    url: &str,
    known: &Map<String, Json>,
    today: Day,
) -> Result<Option<(Import, Validators)>, String> {
    let bar = progress_bar(importer.id);
    let validators = read_validators(known.get(url));
    let fetched = fetcher.fetch(url, &validators, &mut |progress| show_progress(&bar, progress));
    bar.finish_and_clear();
    let fetched = fetched.map_err(|error| match error.hint() {
        Some(hint) => format!("{}: {error} (hint: {hint})", importer.id),
        None => format!("{}: {error}", importer.id),
    })?;
    let Answered::Body(download) = fetched.answer else { return Ok(None) };
    let name = url.rsplit('/').next().unwrap_or(url);
    let bytes = plain(name, &download.bytes, MAX_BYTES).map_err(|error| format!("{}: {error}", importer.id))?;
    let version = format!("fetched {today}");
    let import = import_bytes(importer, name, &bytes, today, &version);
    let import = import.map_err(|error| format!("{}: {error}", importer.id))?;
    Ok(Some((import, download.validators)))
}

fn read_validators(known: Option<&Json>) -> Validators {
    let text = |key: &str| known.and_then(|known| known.get(key)).and_then(Json::as_str).map(str::to_owned);
    Validators { etag: text("etag"), last_modified: text("last_modified") }
}

fn progress_bar(name: &str) -> ProgressBar {
    let target = if io::stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(None, target).with_message(name.to_owned());
    let style = ProgressStyle::with_template("{msg} {bytes} of {total_bytes} {bar:30} {elapsed}");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()))
}

fn show_progress(bar: &ProgressBar, progress: Progress) {
    if let Some(total) = progress.total {
        bar.set_length(total);
    }
    bar.set_position(progress.bytes);
}
