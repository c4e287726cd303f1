//! The folder of a site: whole files, nobody else's files touched, and no half-written site that looks finished.
//!
//! `weigh-site.json` is there only while the site is as it says. Before the first change it becomes `weigh-site.old.json`; at
//! the end a new one takes its place. `weigh-site.part` names files before they are written for the first time: a run that was
//! interrupted still knows which files are its own.

use super::manifest::{self, Entry, Writing};
use crate::failure::Failure;
use serde_json::Value as Json;
use std::collections::HashSet;
use std::fs::{self, File, TryLockError};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

const MANIFEST: &str = "weigh-site.json";
const OLD: &str = "weigh-site.old.json";
const NEW: &str = "weigh-site.json.new";
const JOURNAL: &str = "weigh-site.part";

/// What became of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Put {
    /// It has new bytes.
    Written,
    /// It had these bytes.
    Unchanged,
}

/// The folder while it is written to.
pub(super) struct Folder {
    path: PathBuf,
    /// Locked, so that one process writes at a time.
    journal: File,
    /// Hashes of the names of files that weigh made: a few bytes for each.
    own: HashSet<u64>,
    /// Names in the journal of a run that was interrupted.
    left: Vec<String>,
    is_changed: Mutex<bool>,
    /// Whether the last run did not end.
    pub(super) was_interrupted: bool,
}

impl Folder {
    /// Opens a folder, or makes it.
    pub(super) fn open(path: &Path, into_existing: bool) -> Result<Self, Failure> {
        let failed = |error| cannot_write(path, &error);
        fs::create_dir_all(path).map_err(failed)?;
        let is_there = |name: &str| path.join(name).exists();
        let (is_known, is_started) = (is_there(MANIFEST) || is_there(OLD), is_there(JOURNAL));
        let is_foreign = !is_known && !is_started;
        if is_foreign && !into_existing && fs::read_dir(path).map_err(failed)?.next().is_some() {
            return Err(Failure::input(format!("`{}` holds files that are no site of weigh", path.display()))
                .cause("there is no `weigh-site.json` in it")
                .hint("name another folder, or add `--into-existing`: what is there is left alone"));
        }
        let journal_path = path.join(JOURNAL);
        let mut journal = File::options().create(true).read(true).append(true).open(&journal_path);
        let journal = journal.as_mut().map_err(|error| cannot_write(&journal_path, error))?;
        let mut journal = journal.try_clone().map_err(failed)?;
        lock(&journal, path)?;
        let mut text = String::new();
        journal.read_to_string(&mut text).map_err(failed)?;
        let left: Vec<String> = text.lines().filter(|file| is_plain(file)).map(str::to_owned).collect();
        let was_interrupted = is_started && (!left.is_empty() || !is_there(MANIFEST));
        let mut folder = Self {
            path: path.to_owned(),
            journal,
            own: left.iter().map(|file| hash(file)).collect(),
            left,
            is_changed: Mutex::new(!is_there(MANIFEST)),
            was_interrupted,
        };
        let mut own = HashSet::new();
        folder.each_old(&mut |file| {
            own.insert(hash(file));
        })?;
        folder.own.extend(own);
        Ok(folder)
    }

    /// Every file of the last finished site.
    fn each_old(&self, each: &mut dyn FnMut(&str)) -> Result<(), Failure> {
        for name in [MANIFEST, OLD] {
            let path = self.path.join(name);
            let read = manifest::read(&path, &mut |Entry { file, .. }| {
                if is_plain(&file) {
                    each(&file);
                }
            });
            match read {
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => {
                    return Err(Failure::input(format!("cannot read `{}`", path.display()))
                        .cause(error)
                        .hint("write the site into a new folder"));
                }
                Ok(()) => return Ok(()),
            }
        }
        Ok(())
    }

    /// Starts the manifest of the site to come.
    pub(super) fn manifest(&self, about: &Json) -> Result<Writing, Failure> {
        let path = self.path.join(NEW);
        Writing::start(&path, about).map_err(|error| cannot_write(&path, &error))
    }

    /// Notes which files come next. A file that is there already and is not of this site is left alone.
    pub(super) fn announce<'a>(&mut self, files: impl Iterator<Item = &'a String>) -> Result<(), Failure> {
        let mut lines = String::new();
        for file in files.filter(|file| !self.own.contains(&hash(file))) {
            if self.path.join(file).symlink_metadata().is_ok() {
                return Err(Failure::input(format!("`{}` is in the way", self.path.join(file).display()))
                    .cause("weigh did not make it and leaves it alone")
                    .hint("move it elsewhere, or name another folder"));
            }
            lines.push_str(file);
            lines.push('\n');
        }
        if !lines.is_empty() {
            self.start_changing()?;
            let path = self.path.join(JOURNAL);
            self.journal.write_all(lines.as_bytes()).map_err(|error| cannot_write(&path, &error))?;
        }
        Ok(())
    }

    /// From here on the site is not what its manifest says.
    fn start_changing(&self) -> Result<(), Failure> {
        let mut is_changed = self.is_changed.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if !*is_changed {
            let path = self.path.join(MANIFEST);
            fs::rename(&path, self.path.join(OLD)).map_err(|error| cannot_write(&path, &error))?;
            *is_changed = true;
        }
        Ok(())
    }

    /// Gives a file these bytes, unless it has them.
    pub(super) fn put(&self, file: &str, bytes: &[u8]) -> Result<Put, Failure> {
        let path = self.path.join(file);
        if has_bytes(&path, bytes) {
            return Ok(Put::Unchanged);
        }
        self.start_changing()?;
        let beside = part_of(&path);
        let write = || fs::write(&beside, bytes);
        let written = match write() {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| write())
            }
            other => other,
        };
        written.and_then(|()| fs::rename(&beside, &path)).map_err(|error| cannot_write(&path, &error))?;
        Ok(Put::Written)
    }

    /// Removes what the site had and has no more, and what an interrupted run left half-written. Returns how many files went.
    pub(super) fn remove_others(&self, is_kept: &dyn Fn(&str) -> bool) -> Result<usize, Failure> {
        let (mut removed, mut outcome) = (0, Ok(()));
        let mut check = |file: &str| {
            let _ = fs::remove_file(part_of(&self.path.join(file)));
            if !is_kept(file) && outcome.is_ok() {
                match self.remove(file) {
                    Ok(was_there) => removed += usize::from(was_there),
                    Err(failure) => outcome = Err(failure),
                }
            }
        };
        self.left.iter().for_each(|file| check(file));
        self.each_old(&mut check)?;
        outcome.map(|()| removed)
    }

    fn remove(&self, file: &str) -> Result<bool, Failure> {
        let path = self.path.join(file);
        if path.symlink_metadata().is_err() {
            return Ok(false);
        }
        self.start_changing()?;
        fs::remove_file(&path).map_err(|error| {
            Failure::broken(format!("cannot remove `{}`", path.display())).cause(error).hint("remove it by hand")
        })?;
        // Folders that are empty now go too; others stay.
        let mut folder = path.parent();
        while let Some(empty) = folder.filter(|folder| *folder != self.path && fs::remove_dir(folder).is_ok()) {
            folder = empty.parent();
        }
        Ok(true)
    }

    /// Declares the site finished.
    pub(super) fn finish(self, manifest: Writing) -> Result<(), Failure> {
        let (new, path) = (self.path.join(NEW), self.path.join(MANIFEST));
        let failed = |error| cannot_write(&path, &error);
        manifest.end().map_err(failed)?;
        let is_same = has_bytes(&path, &fs::read(&new).map_err(failed)?);
        if is_same {
            fs::remove_file(&new).map_err(failed)?;
        } else {
            fs::rename(&new, &path).map_err(failed)?;
        }
        for name in [OLD, JOURNAL] {
            match fs::remove_file(self.path.join(name)) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(failed(error)),
                _ => {}
            }
        }
        Ok(())
    }
}

fn lock(journal: &File, folder: &Path) -> Result<(), Failure> {
    match journal.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => Err(Failure::input(format!("another weigh writes to `{}`", folder.display()))
            .hint("wait until it has ended, then run the command again")),
        Err(TryLockError::Error(error)) => Err(cannot_write(folder, &error)),
    }
}

/// Where a file is written before it takes its place.
fn part_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    PathBuf::from(name)
}

fn has_bytes(path: &Path, bytes: &[u8]) -> bool {
    let is_long = fs::symlink_metadata(path).is_ok_and(|found| found.is_file() && found.len() == bytes.len() as u64);
    is_long && fs::read(path).is_ok_and(|found| found == bytes)
}

/// A name that a site can have: a manifest that somebody changed leads nowhere else.
fn is_plain(file: &str) -> bool {
    let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._~-".contains(&b);
    file.split('/').all(|part| !part.is_empty() && !part.starts_with('.') && part.bytes().all(is_plain))
}

fn hash(file: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    file.hash(&mut hasher);
    hasher.finish()
}

fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    Failure::broken(format!("cannot write `{}`", path.display()))
        .cause(error)
        .hint("check that the folder exists and that you may write there; then run the command again")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere_else() {
        assert!(is_plain("model/openai/o4-mini.html") && is_plain("404.html"));
        for bad in ["../x", "/etc/passwd", "a/../b", ".git/config", "a//b", "a\\b", "C:x", "", "a/"] {
            assert!(!is_plain(bad), "{bad}");
        }
    }
}
