//! The real binary on the embedded catalog: stdout, stderr and exit code.
#![allow(clippy::unwrap_used, reason = "tests")]

mod bad_input;
mod changes;
mod check;
mod compare;
mod mcp;
#[cfg(unix)]
mod network;
mod overlay;
mod pick;
#[cfg(unix)]
#[path = "../../../sources/tests/sync/secure.rs"]
mod secure;
mod site;
mod sync;
mod words;

use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// What a run said and how it ended.
struct Said {
    stdout: String,
    stderr: String,
    code: i32,
}

/// A folder of its own for each test: nothing of the user's is read or written.
struct World {
    folder: TempDir,
}

impl World {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_weigh"));
        command
            .args(arguments)
            .env_clear()
            .env("HOME", self.path())
            .env("WEIGH_CACHE", self.path().join("cache"))
            .env("WEIGH_TODAY", "2026-11-22")
            .stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Said {
        let output = self.command(arguments).output().unwrap();
        Said {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap(),
        }
    }

    /// Runs what must succeed and gives its stdout.
    fn answer(&self, arguments: &[&str]) -> String {
        let said = self.run(arguments);
        assert_eq!((said.code, said.stderr.as_str()), (0, ""), "{arguments:?}: {}", said.stderr);
        said.stdout
    }
}

/// Runs what must succeed in a world of its own.
fn answer(arguments: &[&str]) -> String {
    World::new().answer(arguments)
}

/// Runs what must be refused as wrong input; stdout stays empty.
fn refusal(arguments: &[&str]) -> String {
    let said = World::new().run(arguments);
    assert_eq!((said.code, said.stdout.as_str()), (1, ""), "{arguments:?}: {}", said.stderr);
    said.stderr
}
