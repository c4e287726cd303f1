//! Upstream files to record files.

use crate::Failure;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use weigh_catalog::date::parse_day;
use weigh_catalog::text;
use weigh_sources::sync::files::{MAX_BYTES, load};
use weigh_sources::sync::{import_bytes, join};
use weigh_sources::{IMPORTERS, Import, Report};

/// Most bytes the committed records may take.
const LARGEST_RECORDS: usize = 40 * 1024 * 1024;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    file: Vec<File>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    path: String,
    importer: String,
    read_on: String,
    version: String,
}

pub(crate) fn run(root: &Path, upstream: &Path, check: bool, verbose: bool) -> Result<(), Failure> {
    let manifest: Manifest = toml::from_str(&fs::read_to_string(root.join("data/upstream.toml"))?)?;
    let mut made: BTreeMap<PathBuf, String> = BTreeMap::new();
    for file in &manifest.file {
        let import = import(upstream, file)?;
        print_report(file, &import.report, verbose);
        let name = Path::new(&file.path).file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let stem = name.split(".json").next().and_then(|name| name.split(".csv").next()).unwrap_or_default();
        let stem = stem.split(".y").next().unwrap_or(stem);
        let path = PathBuf::from(format!("{}/{}-{}.jsonl", import.batch.reading.source, file.importer, stem));
        made.insert(path, text::write(&import.batch));
    }
    let total: usize = made.values().map(String::len).sum();
    println!("records: {} files, {:.1} MB", made.len(), total as f64 / 1e6);
    if total > LARGEST_RECORDS {
        return Err(format!("the records take {total} bytes, more than {LARGEST_RECORDS}").into());
    }
    settle(&root.join("data/records"), &made, check)
}

/// Imports one file, or the files of a folder as one reading.
fn import(upstream: &Path, file: &File) -> Result<Import, Failure> {
    let importer = IMPORTERS
        .iter()
        .find(|importer| importer.id == file.importer)
        .ok_or_else(|| format!("no importer `{}`", file.importer))?;
    let mut parts = Vec::new();
    for path in files(upstream, &file.path)? {
        let bytes = load(&upstream.join(&path), MAX_BYTES)?;
        parts.push(import_bytes(importer, &path, &bytes, parse_day(&file.read_on)?, &file.version)?);
    }
    Ok(join(parts).ok_or_else(|| format!("`{}` is an empty folder", file.path))?)
}

/// The file itself, or the data files of a folder, sorted, relative to the upstream folder.
fn files(upstream: &Path, path: &str) -> Result<Vec<String>, Failure> {
    let folder = upstream.join(path);
    if !folder.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let extension = name.rsplit('.').next().unwrap_or_default();
        if matches!(extension, "csv" | "yml" | "yaml") {
            files.push(format!("{path}/{name}"));
        }
    }
    files.sort();
    Ok(files)
}

fn print_report(file: &File, report: &Report, verbose: bool) {
    println!(
        "{}: {} rows read, {} records made, {} rows skipped, {} values to review",
        file.path,
        report.rows,
        report.records,
        report.skipped_rows(),
        report.review.len()
    );
    if !verbose {
        return;
    }
    for (reason, tally) in report.skipped.iter().chain(&report.notes) {
        println!("    {} × {reason}: {}", tally.count, tally.examples.join(", "));
    }
    for review in &report.review {
        println!("    review {} {} = {}: {}", review.locator, review.field, review.value, review.reason);
    }
    for (field, count) in &report.unknown_fields {
        println!("    unknown field {field} × {count}");
    }
}

/// Writes the files and removes others, or checks that the folder holds exactly them.
fn settle(folder: &Path, made: &BTreeMap<PathBuf, String>, check: bool) -> Result<(), Failure> {
    let stale: Vec<PathBuf> = listed(folder)?.into_iter().filter(|path| !made.contains_key(path)).collect();
    let changed: Vec<&PathBuf> = made
        .iter()
        .filter(|(path, text)| fs::read_to_string(folder.join(path)).ok().as_ref() != Some(text))
        .map(|(path, _)| path)
        .collect();
    if check {
        let wrong: Vec<String> = stale.iter().chain(changed).map(|path| path.display().to_string()).collect();
        return if wrong.is_empty() {
            Ok(())
        } else {
            Err(format!("data/records is not what the importers make; run `cargo xtask import`: {}", wrong.join(", "))
                .into())
        };
    }
    for path in stale {
        fs::remove_file(folder.join(path))?;
    }
    for path in changed {
        let target = folder.join(path);
        fs::create_dir_all(target.parent().unwrap_or(folder))?;
        fs::write(&target, &made[path])?;
    }
    Ok(())
}

/// Every record file below a folder, by path relative to it.
pub(crate) fn listed(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut paths = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(below) = open.pop() {
        let Ok(entries) = fs::read_dir(folder.join(&below)) else { continue };
        for entry in entries {
            let entry = entry?;
            let path = below.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "jsonl") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    Ok(paths)
}
