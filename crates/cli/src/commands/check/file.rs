//! The files of a project: `weigh.toml` and, beside it, `weigh.lock`.

use crate::failure::Failure;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use weigh_compare::lock::Lock;
use weigh_compare::project::{self, FILE, Project};
use weigh_render::gather::UseError;

/// Problems of one file that are told at once.
const TOLD: usize = 10;

/// Most bytes of a project's file or lock: ten thousand uses are some megabytes.
const MOST_BYTES: u64 = 256 << 20;

/// A project's file.
pub(super) struct ProjectFile {
    path: PathBuf,
}

impl ProjectFile {
    /// The one that is named, else `weigh.toml` in this folder.
    pub(super) fn of(named: &[String]) -> Result<Self, Failure> {
        match named {
            [] => Ok(Self { path: PathBuf::from(FILE) }),
            [path] => Ok(Self { path: PathBuf::from(path) }),
            [_, more, ..] => Err(Failure::input("cannot check several files at once")
                .cause(format!("`{more}` is one too many"))
                .hint("name one file, or begin a new one with `--init`")),
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The path as reports name it: relative to this folder where it lies in it, with `/`.
    pub(super) fn shown(&self) -> String {
        let here = std::env::current_dir().ok();
        let path = here.and_then(|here| self.path.strip_prefix(here).ok()).unwrap_or(&self.path);
        let path = path.strip_prefix(".").unwrap_or(path);
        path.to_string_lossy().replace('\\', "/")
    }

    pub(super) fn lock_path(&self) -> PathBuf {
        self.path.with_extension("lock")
    }

    pub(super) fn project(&self) -> Result<Project, Failure> {
        let name = self.path.display();
        let text = read(&self.path).map_err(|error| {
            let failure = Failure::input(format!("cannot read `{name}`")).cause(&error);
            if error.kind() == ErrorKind::NotFound {
                failure.hint("begin one with `weigh check --init ROUTE` or `weigh check --init --from-code DIR`")
            } else {
                failure.hint("name the project's file: `weigh check FILE`")
            }
        })?;
        project::read(&text).map_err(|errors| {
            let failure = Failure::input(format!("cannot use `{name}`"));
            let told = errors.iter().take(TOLD);
            let failure =
                told.fold(failure, |failure, error| failure.cause(format!("{name}: {error}")).hint(error.hint()));
            match errors.len().checked_sub(TOLD) {
                Some(more @ 1..) => failure.cause(format!("{more} more")),
                _ => failure,
            }
        })
    }

    /// The lock, if there is one.
    pub(super) fn lock(&self) -> Result<Option<Lock>, Failure> {
        let path = self.lock_path();
        let text = match read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => {
                return Err(Failure::input(format!("cannot read `{}`", path.display()))
                    .cause(&error)
                    .hint("take it from your version control, or lock again with `weigh check --lock`"));
            }
        };
        Lock::read(&text).map(Some).map_err(|error| {
            Failure::input(format!("cannot use `{}`", path.display())).cause(&error).hint(error.hint())
        })
    }

    pub(super) fn write_lock(&self, lock: &Lock) -> Result<(), Failure> {
        write(&self.lock_path(), &lock.write())
    }

    /// Takes a lock away that is of another project file.
    pub(super) fn remove_lock(&self) -> Result<(), Failure> {
        let path = self.lock_path();
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(Failure::broken(format!("cannot remove `{}`", path.display()))
                    .cause(&error)
                    .hint("remove it yourself: it is of the file that was there before"))
            }
            _ => Ok(()),
        }
    }

    /// What is wrong with a use that can be neither checked nor locked.
    pub(super) fn refuse(&self, error: &UseError) -> Failure {
        let (place, name) = (error.place, &error.name);
        let what = format!("cannot check `{name}` ({}:{}:{})", self.path.display(), place.line, place.column);
        let failure = if error.error.is_broken() { Failure::broken(what) } else { Failure::input(what) };
        let failure = failure.cause(&error.error);
        let failure = error.error.cause().into_iter().fold(failure, Failure::cause);
        error.error.hint().into_iter().fold(failure, Failure::hint)
    }
}

fn read(path: &Path) -> io::Result<String> {
    if fs::metadata(path)?.len() > MOST_BYTES {
        return Err(io::Error::new(ErrorKind::FileTooLarge, "it is larger than 256 MB"));
    }
    fs::read_to_string(path)
}

/// Writes a file of the project, whole or not at all.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let path = if path.parent() == Some(Path::new("")) { Path::new(".").join(path) } else { path.to_owned() };
    weigh_store::write(&path, text.as_bytes()).map_err(|error| {
        Failure::broken(format!("cannot write `{}`", path.display()))
            .because(&error)
            .hint("check that the folder exists and that you may write there")
    })
}
