//! Opening: the synced catalog if it is whole, readable and newer, else the embedded one.

use crate::error::StoreError;
use std::borrow::Cow;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use weigh_catalog::packed::{Packed, PackedError};

/// The file name of a synced catalog.
pub const SYNCED: &str = "catalog.weigh";

/// The file name of the catalog that the last sync replaced.
pub const REPLACED: &str = "catalog-before.weigh";

/// Something about the files that the user may want to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The synced catalog cannot be used; the embedded one answers.
    Refused {
        /// The file.
        path: PathBuf,
        /// Why.
        error: PackedError,
    },
    /// The synced catalog cannot be read; the embedded one answers.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
}

/// An opened catalog file and what to say about it.
#[derive(Debug)]
pub struct Opened {
    /// The catalog.
    pub packed: Packed,
    /// Where it came from; `None` for the embedded one.
    pub path: Option<PathBuf>,
    /// What the user may want to know.
    pub notices: Vec<Notice>,
}

/// Opens the catalog of a data folder, or the embedded one.
///
/// A synced catalog whose newest reading is older than the embedded one's is passed over: the program was updated.
///
/// # Errors
/// [`StoreError::Embedded`] only: whatever is wrong with the synced file becomes a [`Notice`].
pub fn open(folder: Option<&Path>) -> Result<Opened, StoreError> {
    let embedded = Packed::open(Cow::Borrowed(weigh_snapshot::CATALOG)).map_err(StoreError::Embedded)?;
    let use_embedded = |embedded, notices| Opened { packed: embedded, path: None, notices };
    let Some(path) = folder.map(|folder| folder.join(SYNCED)) else { return Ok(use_embedded(embedded, Vec::new())) };
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(use_embedded(embedded, Vec::new())),
        Err(error) => {
            let notice = Notice::Unreadable { path, reason: error.to_string() };
            return Ok(use_embedded(embedded, vec![notice]));
        }
    };
    let synced = Packed::open(Cow::Owned(bytes)).and_then(|packed| packed.verify().map(|()| packed));
    Ok(match synced {
        Ok(synced) if synced.day >= embedded.day => Opened { packed: synced, path: Some(path), notices: Vec::new() },
        Ok(_) => use_embedded(embedded, Vec::new()),
        Err(error) => use_embedded(embedded, vec![Notice::Refused { path, error }]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with(bytes: &[u8]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(SYNCED), bytes).unwrap();
        folder
    }

    #[test]
    fn without_a_synced_file_the_embedded_catalog_answers() {
        let folder = tempfile::tempdir().unwrap();
        for folder in [None, Some(folder.path())] {
            let opened = open(folder).unwrap();
            assert!(opened.path.is_none());
            assert!(opened.notices.is_empty());
        }
    }

    #[test]
    fn a_whole_synced_file_is_used() {
        let folder = folder_with(weigh_snapshot::CATALOG);
        assert_eq!(open(Some(folder.path())).unwrap().path, Some(folder.path().join(SYNCED)));
    }

    #[test]
    fn a_damaged_or_newer_file_is_refused_and_the_embedded_one_used() {
        let whole = weigh_snapshot::CATALOG;
        let mut flipped = whole.to_vec();
        let middle = flipped.len() / 2;
        flipped[middle] ^= 0x55;
        let mut newer = whole.to_vec();
        newer[8] = 0xff;
        let cases: [(&[u8], &str); 4] = [
            (&flipped, "damaged"),
            (&newer, "newer"),
            (&whole[..whole.len() / 3], "damaged"),
            (b"hello", "not a packed catalog"),
        ];
        for (bytes, word) in cases {
            let folder = folder_with(bytes);
            let opened = open(Some(folder.path())).unwrap();
            assert!(opened.path.is_none());
            let [Notice::Refused { error, .. }] = opened.notices.as_slice() else { panic!("one notice for {word}") };
            assert!(error.to_string().contains(word), "{error}");
        }
    }
}
