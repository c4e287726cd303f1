//! Importing a whole folder, or one file: what `weigh sync --from` does, and how files of one folder become one reading.

use super::files::{self, DayBasis, FilesError, Reason, SourceFile, Unrecognised};
use super::{digest, import_bytes};
use crate::import::{Import, ImportError, Importer};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use weigh_catalog::Day;

/// Threads that import; more would only hold more files in memory at once.
const THREADS: usize = 2;

/// Why one file gave no batch; the others go on.
#[derive(Debug, thiserror::Error)]
pub enum FileImportError {
    /// Its bytes cannot be read.
    #[error(transparent)]
    File(#[from] FilesError),
    /// Its importer refuses it.
    #[error(transparent)]
    Import(#[from] ImportError),
}

/// One file, or the files of a folder that are one reading, and what came of it.
#[derive(Debug)]
pub struct FileImport {
    /// What messages call it: the file, or its folder and how many files of it.
    pub name: String,
    /// Who read it.
    pub importer: &'static Importer,
    /// The batch and report, or why there is none.
    pub outcome: Result<Import, FileImportError>,
}

/// A folder and what came of its files.
#[derive(Debug)]
pub struct FolderImport {
    /// One entry a reading, sorted by the importers' order, then by day, then by name.
    pub imports: Vec<FileImport>,
    /// Files left alone, sorted by name.
    pub unrecognised: Vec<Unrecognised>,
}

/// Imports every file under `root` that an importer knows; `today` dates files that nothing else dates.
pub fn import_dir(root: &Path, importers: &'static [Importer], today: Day) -> Result<FolderImport, FilesError> {
    let mut listing = files::list(root, importers, today)?;
    date_folders(&mut listing.files);
    let rank = |file: &SourceFile| importers.iter().position(|importer| importer.id == file.importer.id);
    listing
        .files
        .sort_by(|a, b| (rank(a), a.read_on.day).cmp(&(rank(b), b.read_on.day)).then_with(|| a.name.cmp(&b.name)));
    let outcomes = run(&listing.files);
    let mut unrecognised = listing.unrecognised;
    let mut done = Vec::new();
    for (file, outcome) in listing.files.into_iter().zip(outcomes) {
        match outcome {
            Err(FileImportError::Import(ImportError::OtherFile { .. })) => {
                unrecognised.push(Unrecognised { name: file.name, reason: Reason::OtherFile });
            }
            outcome => done.push((file, outcome)),
        }
    }
    unrecognised.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(FolderImport { imports: readings(done), unrecognised })
}

/// What files have to share to be one reading.
type Shared = (&'static str, PathBuf);

fn shared(file: &SourceFile) -> Option<Shared> {
    let folder = file.path.parent().map(Path::to_owned).unwrap_or_default();
    file.importer.is_folder.then_some((file.importer.id, folder))
}

/// Files of one reading that no name dates were read when the last of them was written.
fn date_folders(listed: &mut [SourceFile]) {
    let is_undated = |file: &SourceFile| matches!(file.read_on.basis, DayBasis::Modified | DayBasis::Given);
    let mut days: BTreeMap<Shared, Day> = BTreeMap::new();
    for file in listed.iter().filter(|file| is_undated(file)) {
        if let Some(shared) = shared(file) {
            let day = days.entry(shared).or_insert(file.read_on.day);
            *day = file.read_on.day.max(*day);
        }
    }
    for file in listed.iter_mut().filter(|file| file.importer.is_folder) {
        let day = shared(file).and_then(|shared| days.get(&shared)).filter(|_| is_undated(file));
        file.read_on.day = day.copied().unwrap_or(file.read_on.day);
        file.version = file.read_on.day.to_string();
    }
}

/// Puts the files of one folder and day together; a file that failed stands alone.
fn readings(done: Vec<(SourceFile, Result<Import, FileImportError>)>) -> Vec<FileImport> {
    let mut imports: Vec<FileImport> = Vec::new();
    let mut open: BTreeMap<(Shared, Day), (usize, Vec<Import>)> = BTreeMap::new();
    for (file, outcome) in done {
        let one = |outcome| FileImport { name: file.name.clone(), importer: file.importer, outcome };
        match (outcome, shared(&file)) {
            (Ok(part), Some(shared)) => {
                let key = (shared, file.read_on.day);
                let (_, parts) = open.entry(key).or_insert_with(|| {
                    imports.push(one(Ok(part.clone())));
                    (imports.len() - 1, Vec::new())
                });
                parts.push(part);
            }
            (outcome, _) => imports.push(one(outcome)),
        }
    }
    for (place, parts) in open.into_values() {
        let count = parts.len();
        let (Some(import), Some(whole)) = (imports.get_mut(place), join(parts)) else { continue };
        if let (true, Some((folder, _))) = (count > 1, import.name.rsplit_once('/')) {
            import.name = format!("{folder} ({count} files)");
        }
        import.outcome = Ok(whole);
    }
    imports
}

/// One reading of the imports of its files, in their order; its digest is that of their digests. `None` without files.
///
/// A single file keeps its own digest.
pub fn join(parts: Vec<Import>) -> Option<Import> {
    let digests: String = parts.iter().map(|part| part.batch.reading.digest.as_str()).collect();
    let is_one = parts.len() == 1;
    let mut parts = parts.into_iter();
    let mut whole = parts.next()?;
    for part in parts {
        whole.batch.records.extend(part.batch.records);
        whole.report.absorb(part.report);
    }
    if !is_one {
        whole.batch.reading.digest = digest(digests.as_bytes());
    }
    whole.batch.sort();
    whole.batch.records.dedup();
    Some(whole)
}

/// Imports one listed file.
pub fn import_file(file: &SourceFile) -> Result<Import, FileImportError> {
    let bytes = files::load(&file.path, files::MAX_BYTES)?;
    Ok(import_bytes(file.importer, &file.name, &bytes, file.read_on.day, &file.version)?)
}

/// The outcomes in the order of the files, whichever thread was first.
fn run(files: &[SourceFile]) -> Vec<Result<Import, FileImportError>> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(file) = files.get(place) else { return done };
            done.push((place, import_file(file)));
        }
    };
    let mut outcomes = thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS.min(files.len())).map(|_| scope.spawn(work)).collect();
        let joined = threads.into_iter().map(|thread| thread.join().expect("importers do not panic"));
        joined.flatten().collect::<Vec<_>>()
    });
    outcomes.sort_by_key(|(place, _)| *place);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}
