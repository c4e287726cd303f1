//! Every environment variable the program reads, in one place.

use std::env;
use std::path::PathBuf;

/// Folder of the synced catalog. Default: the user's cache folder.
pub(crate) const CACHE: &str = "WEIGH_CACHE";

/// Folder of the private overlay. Default: `overlay` in the user's config folder. `--data` wins over it.
pub(crate) const DATA: &str = "WEIGH_DATA";

/// Base address of a mirror: `https://models.dev/api.json` is fetched at `MIRROR/models.dev/api.json` instead.
pub(crate) const MIRROR: &str = "WEIGH_MIRROR";

/// File of the certificate authorities (PEM) to trust instead of the usual ones.
pub(crate) const CERTIFICATES: &str = "WEIGH_CERTIFICATES";

/// The day to take for today, `YYYY-MM-DD`: for tests and reproducible runs.
pub(crate) const TODAY: &str = "WEIGH_TODAY";

/// A variable that is set and says something.
pub(crate) fn text(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.trim().is_empty())
}

/// A variable that names a folder.
pub(crate) fn folder(name: &str) -> Option<PathBuf> {
    text(name).map(PathBuf::from)
}
