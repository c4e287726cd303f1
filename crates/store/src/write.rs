//! Writing: beside the target, then in its place, so that an interrupted command leaves the last good file.

use crate::error::StoreError;
use crate::open::{REPLACED, SYNCED};
use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Writes a whole file at once: readers see the old bytes or the new ones, never a part.
///
/// # Errors
/// [`StoreError::Write`]; the old file is untouched then.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    put(prepared(path, bytes)?, path)
}

/// A whole file beside its place.
fn prepared(path: &Path, bytes: &[u8]) -> Result<NamedTempFile, StoreError> {
    let failed = |source| StoreError::Write { path: path.to_owned(), source };
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(failed)?;
    let mut file = beside(folder).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    Ok(file)
}

/// Puts a prepared file in its place.
fn put(file: NamedTempFile, path: &Path) -> Result<(), StoreError> {
    let failed = |error: tempfile::PersistError| StoreError::Write { path: path.to_owned(), source: error.error };
    file.persist(path).map(drop).map_err(failed)
}

/// Puts a new catalog in the place of the one in use, which is kept beside it.
///
/// # Errors
/// [`StoreError::Write`]; the catalog in use is untouched then.
pub fn replace(folder: &Path, in_use: &[u8], new: &[u8]) -> Result<PathBuf, StoreError> {
    // Both are whole before either takes its place, so that a full disk loses neither.
    let (before, path) = (folder.join(REPLACED), folder.join(SYNCED));
    let (old, new) = (prepared(&before, in_use)?, prepared(&path, new)?);
    put(old, &before)?;
    put(new, &path)?;
    Ok(path)
}

/// A temporary file with the rights that any new file has: what is written is for others to read too.
fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    let rights = std::os::unix::fs::PermissionsExt::from_mode(0o666);
    #[cfg(unix)]
    builder.permissions(rights);
    builder.tempfile_in(folder)
}

/// Held while one process writes to a data folder.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the folder, or says that somebody else has it.
    ///
    /// # Errors
    /// [`StoreError::Busy`] if another process holds it; [`StoreError::Write`] if the folder cannot be written to.
    pub fn take(folder: &Path) -> Result<Self, StoreError> {
        let path: PathBuf = folder.join("lock");
        let failed = |source| StoreError::Write { path: path.clone(), source };
        fs::create_dir_all(folder).map_err(failed)?;
        let file = File::create(&path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::Busy { path: folder.to_owned() }),
            Err(TryLockError::Error(source)) => Err(failed(source)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b.txt");
        write(&path, b"one").unwrap();
        write(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "no temporary file is left");
    }

    #[test]
    fn what_is_replaced_is_kept_once() {
        let folder = tempfile::tempdir().unwrap();
        let read = |name| fs::read_to_string(folder.path().join(name)).unwrap();
        replace(folder.path(), b"one", b"two").unwrap();
        assert_eq!((read(REPLACED).as_str(), read(SYNCED).as_str()), ("one", "two"));
        replace(folder.path(), b"two", b"three").unwrap();
        assert_eq!((read(REPLACED).as_str(), read(SYNCED).as_str()), ("two", "three"));
    }

    #[cfg(unix)]
    #[test]
    fn others_may_read_what_is_written() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let (own, usual) = (folder.path().join("own"), folder.path().join("usual"));
        write(&own, b"one").unwrap();
        fs::write(&usual, b"one").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode(&own), mode(&usual));
    }

    #[test]
    fn a_folder_that_is_a_file_is_a_clear_error() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, b"").unwrap();
        let error = write(&file.join("x"), b"").unwrap_err();
        assert!(matches!(error, StoreError::Write { .. }), "{error}");
    }

    #[test]
    fn one_process_writes_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let held = Lock::take(folder.path()).unwrap();
        assert!(matches!(Lock::take(folder.path()), Err(StoreError::Busy { .. })));
        drop(held);
        Lock::take(folder.path()).unwrap();
    }
}
