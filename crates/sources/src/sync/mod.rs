//! The sync driver's parts: find or fetch files, import them, plan what would change, hold back what looks wrong.
//!
//! Does not write anything and does not print: the caller shows a [`Plan`], asks, and stores what [`Plan::accept`] gives
//! in one step, so that a failed or interrupted sync leaves the previous catalog as it was.
//!
//! ```text
//! folder ─ files ─┐
//! network ─ fetch ┴─► bytes ─ importer ─► batch ─ plan (baseline, gates) ─► shown, confirmed ─ accept ─► batch to store
//! ```

mod accept;
mod baseline;
pub mod fetch;
pub mod files;
pub mod folder;
pub mod gate;
pub mod plan;
#[cfg(test)]
mod sample;

pub use fetch::{FetchError, Fetched, Fetcher, Limits, Validators};
pub use files::{FilesError, Listing, SourceFile};
pub use folder::{FileImport, FolderImport, import_dir, join};
pub use gate::{GATES, Gate, Held};
pub use plan::{Change, Plan, plan};

use crate::import::{Import, ImportError, Importer, Input};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use weigh_catalog::Day;

/// Imports bytes already in memory; the digest is taken of them as they are.
pub fn import_bytes(
    importer: &Importer,
    file: &str,
    bytes: &[u8],
    read_on: Day,
    version: &str,
) -> Result<Import, ImportError> {
    importer.import(&Input { file, bytes, read_on, version, digest: &digest(bytes) })
}

/// `sha256:` and the digest of these bytes in lowercase hex.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::from("sha256:"), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::digest;

    #[test]
    fn digests_are_named_and_in_hex() {
        assert_eq!(digest(b""), "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
