//! Files of upstream data on disk: which importer reads them, on which day they were read, what bytes they hold.
//!
//! Nothing is skipped silently: what no importer knows is listed with the reason.

mod bytes;
mod name;

pub use bytes::{MAX_BYTES, load, plain};
pub use name::{DayBasis, ReadOn};

use crate::import::Importer;
use name::{Match, Place};
use std::fmt;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use weigh_catalog::Day;

/// A file an importer knows.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its path below the root, with `/`, without `.gz`; what messages call it.
    pub name: String,
    /// Who reads it.
    pub importer: &'static Importer,
    /// The day it was read or captured, and how we know.
    pub read_on: ReadOn,
    /// The rest of its name (`0.2.1`, `2026-09-28`), else that day.
    pub version: String,
}

/// Why a file is left alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// A read-me, licence, notice, note or schema.
    Document,
    /// No importer's file names start like this.
    Unknown,
    /// It lies among a source's files, but is none that is read.
    OtherFile,
    /// More than one importer fits equally well.
    Ambiguous(Vec<&'static str>),
    /// A hidden file or folder.
    Hidden,
    /// A link to a folder; links are not followed, so that a walk always ends.
    FolderLink,
}

/// A file left alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unrecognised {
    /// Its path below the root, with `/`.
    pub name: String,
    /// Why.
    pub reason: Reason,
}

impl fmt::Display for Unrecognised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: ", self.name)?;
        match &self.reason {
            Reason::Document => f.write_str("a document"),
            Reason::Unknown => f.write_str("the name is that of no source"),
            Reason::OtherFile => f.write_str("none of the files read of its source"),
            Reason::Ambiguous(ids) => write!(f, "may be of {}", ids.join(" or ")),
            Reason::Hidden => f.write_str("hidden"),
            Reason::FolderLink => f.write_str("a link to a folder"),
        }
    }
}

/// What a folder, or one file, offers.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// Files to import, sorted by name. Never empty.
    pub files: Vec<SourceFile>,
    /// Everything else that is there, sorted by name.
    pub unrecognised: Vec<Unrecognised>,
}

/// Why files cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// The file system refused.
    #[error("cannot read `{}`: {error}", .path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        error: io::Error,
    },
    /// Called `.gz`, or starting like gzip, and not whole.
    #[error("`{}` is not gzip, or cut off: {error}", .path.display())]
    NotGzip {
        /// The file.
        path: PathBuf,
        /// What decompression said.
        #[source]
        error: io::Error,
    },
    /// More bytes than we are willing to hold.
    #[error("`{}` holds more than {limit} bytes", .path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Most bytes, decompressed.
        limit: u64,
    },
    /// No importer knows anything there.
    #[error("no file under `{}` is of a known source ({files} looked at)", .root.display())]
    NothingRecognised {
        /// The folder or file.
        root: PathBuf,
        /// Files looked at.
        files: usize,
        /// File names importers know that are nearest to those found; may be empty.
        nearest: Vec<&'static str>,
    },
}

impl FilesError {
    /// What the reader can do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Unreadable { .. } => Some("check the path and its permissions".into()),
            Self::NotGzip { .. } => Some("download the file again, or decompress it first".into()),
            Self::TooLarge { .. } => Some("no known source is this large; is it the right file?".into()),
            Self::NothingRecognised { nearest, .. } if nearest.is_empty() => None,
            Self::NothingRecognised { nearest, .. } => {
                Some(format!("files are told apart by name; nearest known: {}", nearest.join(", ")))
            }
        }
    }

    pub(super) fn unreadable(path: &Path, error: io::Error) -> Self {
        Self::Unreadable { path: path.to_owned(), error }
    }
}

/// Lists a folder with everything below it, or one file; `today` dates files that nothing else dates.
pub fn list(root: &Path, importers: &'static [Importer], today: Day) -> Result<Listing, FilesError> {
    let metadata = fs::metadata(root).map_err(|error| FilesError::unreadable(root, error))?;
    // `.` has no name, but the folder it stands for has.
    let root = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
    let mut walk = Walk { root: root.clone(), importers, today, listing: Listing::default() };
    if metadata.is_dir() {
        walk.folder(&root)?;
    } else {
        walk.file(&root, &metadata);
    }
    walk.finish()
}

struct Walk {
    root: PathBuf,
    importers: &'static [Importer],
    today: Day,
    listing: Listing,
}

impl Walk {
    fn folder(&mut self, folder: &Path) -> Result<(), FilesError> {
        let unreadable = |error| FilesError::unreadable(folder, error);
        let entries: Result<Vec<_>, _> = fs::read_dir(folder).map_err(unreadable)?.collect();
        for entry in entries.map_err(unreadable)? {
            let path = entry.path();
            let kind = entry.file_type().map_err(|error| FilesError::unreadable(&path, error))?;
            if entry.file_name().to_string_lossy().starts_with('.') {
                self.leave(&path, Reason::Hidden);
            } else if kind.is_dir() {
                self.folder(&path)?;
            } else {
                let metadata = fs::metadata(&path).map_err(|error| FilesError::unreadable(&path, error))?;
                if metadata.is_dir() {
                    self.leave(&path, Reason::FolderLink);
                } else {
                    self.file(&path, &metadata);
                }
            }
        }
        Ok(())
    }

    fn file(&mut self, path: &Path, metadata: &Metadata) {
        let place = Place::new(&self.root, path);
        if name::is_document(&place) {
            return self.leave(path, Reason::Document);
        }
        match name::importer_of(&place, self.importers) {
            Match::One(importer, rest) => {
                let read_on = name::read_on(&place, metadata.modified().ok(), self.today);
                let version = if rest.is_empty() { read_on.day.to_string() } else { rest };
                let file = SourceFile { path: path.to_owned(), name: place.name, importer, read_on, version };
                self.listing.files.push(file);
            }
            Match::Several(ids) => self.leave(path, Reason::Ambiguous(ids)),
            Match::None if path.extension().is_some_and(|extension| extension == "md") => {
                self.leave(path, Reason::Document);
            }
            Match::None => self.leave(path, Reason::Unknown),
        }
    }

    fn leave(&mut self, path: &Path, reason: Reason) {
        self.listing.unrecognised.push(Unrecognised { name: name::below(&self.root, path), reason });
    }

    fn finish(mut self) -> Result<Listing, FilesError> {
        self.listing.files.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.path.cmp(&b.path)));
        self.listing.unrecognised.sort_by(|a, b| a.name.cmp(&b.name));
        if !self.listing.files.is_empty() {
            return Ok(self.listing);
        }
        let found = &self.listing.unrecognised;
        let nearest = name::nearest(found.iter().map(|file| file.name.as_str()), self.importers);
        Err(FilesError::NothingRecognised { root: self.root, files: found.len(), nearest })
    }
}

#[cfg(test)]
mod tests;
