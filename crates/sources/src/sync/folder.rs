//! Importing a whole folder, or one file: what `weigh sync --from` and the packer do.

use super::files::{self, FilesError, SourceFile, Unrecognised};
use super::import_bytes;
use crate::import::{Import, ImportError, Importer};
use std::path::Path;
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

/// One file and what came of it.
#[derive(Debug)]
pub struct FileImport {
    /// The file.
    pub file: SourceFile,
    /// Its batch and report, or why there is none.
    pub outcome: Result<Import, FileImportError>,
}

impl FileImport {
    /// The importer's name.
    pub fn importer(&self) -> &'static str {
        self.file.importer.id
    }
}

/// A folder and what came of its files.
#[derive(Debug)]
pub struct FolderImport {
    /// One entry a file, sorted by the importers' order, then by day, then by name.
    pub imports: Vec<FileImport>,
    /// Files left alone, sorted by name.
    pub unrecognised: Vec<Unrecognised>,
}

/// Imports every file under `root` that an importer knows; `today` dates files that nothing else dates.
pub fn import_dir(root: &Path, importers: &'static [Importer], today: Day) -> Result<FolderImport, FilesError> {
    let mut listing = files::list(root, importers, today)?;
    let rank = |file: &SourceFile| importers.iter().position(|importer| importer.id == file.importer.id);
    listing
        .files
        .sort_by(|a, b| (rank(a), a.read_on.day).cmp(&(rank(b), b.read_on.day)).then_with(|| a.name.cmp(&b.name)));
    let outcomes = run(&listing.files);
    let imports = listing.files.into_iter().zip(outcomes).map(|(file, outcome)| FileImport { file, outcome }).collect();
    Ok(FolderImport { imports, unrecognised: listing.unrecognised })
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
