//! What can go wrong with files.

use std::io;
use std::path::PathBuf;

/// A file or folder that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A file cannot be read.
    #[error("cannot read `{}`", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file cannot be written; what was there before is untouched.
    #[error("cannot write `{}`", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Another process is writing.
    #[error("another sync is writing to `{}`", path.display())]
    Busy {
        /// The folder.
        path: PathBuf,
    },
    /// The embedded catalog itself cannot be opened.
    #[error("the embedded catalog cannot be opened")]
    Embedded(#[source] weigh_catalog::packed::PackedError),
}

impl StoreError {
    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Read { .. } => "check that the file exists and that you may read it".into(),
            Self::Write { path, .. } => {
                format!(
                    "check that you may write there, or set WEIGH_CACHE to another folder than `{}`",
                    path.display()
                )
            }
            Self::Busy { .. } => "wait until it has ended, then run the command again".into(),
            Self::Embedded(_) => "reinstall weigh: the program file is damaged".into(),
        })
    }
}
