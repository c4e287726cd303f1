//! Opening the catalog the user means: embedded or synced, with the private overlay on top, as of a day.

use crate::arguments::Common;
use crate::environment;
use crate::failure::Failure;
use etcetera::{BaseStrategy, choose_base_strategy};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};
use weigh_catalog::date::parse_day;
use weigh_catalog::packed::Packed;
use weigh_catalog::record::Batch;
use weigh_catalog::{Catalog, Day, SourceId, overlay};
use weigh_sources::Input;
use weigh_sources::curated::{self, Ground};
use weigh_store::Notice;

/// Today (UTC), or what the environment says it is.
pub(crate) fn today() -> Result<Day, Failure> {
    match environment::text(environment::TODAY) {
        Some(text) => parse_day(&text)
            .map_err(|error| Failure::input(format!("cannot use {} as today", environment::TODAY)).cause(error)),
        None => Ok(Timestamp::now().to_zoned(TimeZone::UTC).date()),
    }
}

/// The folder of the synced catalog, if the user has one.
pub(crate) fn cache_folder() -> Option<PathBuf> {
    environment::folder(environment::CACHE)
        .or_else(|| choose_base_strategy().ok().map(|base| base.cache_dir().join("weigh")))
}

/// The overlay the user names, else the one in the config folder if there is one.
fn overlay_folder(named: Option<&PathBuf>) -> Option<PathBuf> {
    let named = named.cloned().or_else(|| environment::folder(environment::DATA));
    named.or_else(|| {
        let own = choose_base_strategy().ok()?.config_dir().join("weigh").join("overlay");
        own.is_dir().then_some(own)
    })
}

/// Opens the catalog as the arguments say.
pub(crate) fn catalog(common: &Common) -> Result<Catalog, Failure> {
    catalog_for(common.on, common.data.as_ref())
}

/// Opens the catalog, says on stderr what the user may want to know, and checks the day.
pub(crate) fn catalog_for(on: Option<Day>, data: Option<&PathBuf>) -> Result<Catalog, Failure> {
    let opened = weigh_store::open(cache_folder().as_deref())?;
    opened.notices.iter().for_each(|notice| warn(&describe(notice)));
    let today = today()?;
    let day = on.unwrap_or(today);
    let catalog = Catalog::new(opened.packed, day);
    check_day(&catalog, day)?;
    match overlay_folder(data) {
        Some(folder) => with_overlay(catalog, &folder, today),
        None => Ok(catalog),
    }
}

/// Opens the catalog as of its own newest reading, the overlay as if read on that day: the same on any day.
pub(crate) fn catalog_of_itself(data: Option<&PathBuf>) -> Result<Catalog, Failure> {
    let opened = weigh_store::open(cache_folder().as_deref())?;
    opened.notices.iter().for_each(|notice| warn(&describe(notice)));
    let day = opened.packed.day;
    let catalog = Catalog::new(opened.packed, day);
    match overlay_folder(data) {
        Some(folder) => with_overlay(catalog, &folder, day),
        None => Ok(catalog),
    }
}

/// Another catalog file, as of its own newest reading.
pub(crate) fn other(path: &Path) -> Result<Catalog, Failure> {
    let name = path.display();
    let bytes = fs::read(path).map_err(|error| {
        Failure::input(format!("cannot read the catalog `{name}`")).cause(error).hint("name a packed catalog file")
    })?;
    let opened = Packed::open(Cow::Owned(bytes)).and_then(|packed| packed.verify().map(|()| packed));
    let packed = opened.map_err(|error| {
        Failure::input(format!("cannot use the catalog `{name}`")).cause(error).hint("name a packed catalog file")
    })?;
    let day = packed.day;
    Ok(Catalog::new(packed, day))
}

/// The catalog that the last sync replaced, as of its own newest reading.
pub(crate) fn replaced() -> Result<Catalog, Failure> {
    let path = cache_folder()
        .map(|folder| folder.join(weigh_store::REPLACED))
        .filter(|path| path.try_exists().unwrap_or(true));
    let path = path.ok_or_else(|| {
        Failure::input("no sync has replaced a catalog yet")
            .hint("name a packed catalog file: `--against FILE`, or run `weigh sync` first")
    })?;
    other(&path)
}

fn warn(text: &str) {
    anstream::eprintln!("warning: {text}");
}

fn describe(notice: &Notice) -> String {
    match notice {
        Notice::Refused { path, error } => {
            format!("`{}` is not used: {error}\n  hint: {}", path.display(), error.hint())
        }
        Notice::Unreadable { path, reason } => {
            format!("`{}` is not used: {reason}\n  hint: the embedded catalog answers instead", path.display())
        }
    }
}

/// A day before anything was read has no prices at all.
fn check_day(catalog: &Catalog, day: Day) -> Result<(), Failure> {
    let oldest = catalog.oldest();
    if day >= oldest {
        return Ok(());
    }
    Err(Failure::input(format!("cannot answer for {day}"))
        .cause(format!("the oldest dated price in the catalog is of {oldest}"))
        .hint(format!("choose a day from {oldest} on with `--on`")))
}

fn with_overlay(catalog: Catalog, folder: &Path, today: Day) -> Result<Catalog, Failure> {
    let batches = read_overlay(folder, today)?;
    if batches.is_empty() {
        return Ok(catalog);
    }
    let overlay = overlay::assemble(&batches, catalog.index()?, catalog.names()?).map_err(|errors| {
        let failure = Failure::input(format!("cannot use the overlay `{}`", folder.display()));
        errors.iter().fold(failure, |failure, error| failure.cause(error).hint(error.hint()))
    })?;
    Ok(catalog.with_overlay(overlay))
}

fn read_overlay(folder: &Path, today: Day) -> Result<Vec<Batch>, Failure> {
    let unreadable = |path: &Path, error: std::io::Error| {
        Failure::input(format!("cannot read the overlay `{}`", path.display()))
            .cause(error)
            .hint("name a folder of TOML files with `--data DIR`; see `docs/overlay.md`")
    };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| unreadable(folder, error))? {
        let path = entry.map_err(|error| unreadable(folder, error))?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    let source = SourceId::new("overlay").expect("not empty");
    let (mut batches, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        let bytes = fs::read(&path).map_err(|error| unreadable(&path, error))?;
        let name = path.display().to_string();
        let input = Input { file: &name, bytes: &bytes, read_on: today, version: "overlay", digest: "" };
        match curated::read(&input, &source, Ground::Optional) {
            Ok(read) => batches.extend(read),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() {
        return Ok(batches);
    }
    let failure = Failure::input(format!("cannot use the overlay `{}`", folder.display()));
    Err(problems.iter().fold(failure, super::failure::Failure::cause))
}
