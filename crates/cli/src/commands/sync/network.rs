//! How sources are reached: at their own addresses or a mirror, with the usual certificate authorities or the user's.

use crate::arguments::Sync;
use crate::environment;
use crate::failure::Failure;
use std::fs;
use std::time::Duration;
use weigh_sources::sync::{Fetcher, Limits};

/// A fetcher with the limits of the arguments and the authorities of the environment.
pub(super) fn fetcher(arguments: &Sync) -> Result<Fetcher, Failure> {
    let total = Duration::from_secs(arguments.timeout);
    let usual = Limits::default();
    let fetcher =
        Fetcher::new(Limits { total, connect: usual.connect.min(total), retries: arguments.retries, ..usual });
    let Some(path) = environment::folder(environment::CERTIFICATES) else { return Ok(fetcher) };
    let failed = || Failure::input(format!("cannot use the certificates `{}`", path.display()));
    let hint = format!("set {} to a PEM file of certificate authorities, or unset it", environment::CERTIFICATES);
    let pem = fs::read(&path).map_err(|error| failed().cause(error).hint(hint.clone()))?;
    fetcher.trusting(&pem).map_err(|cause| failed().cause(cause).hint(hint))
}

/// The address to fetch a source's address at.
pub(super) fn address(url: &str) -> String {
    mirrored(url, environment::text(environment::MIRROR).as_deref())
}

fn mirrored(url: &str, mirror: Option<&str>) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    mirror.map_or_else(|| url.to_owned(), |mirror| format!("{}/{rest}", mirror.trim().trim_end_matches('/')))
}

#[cfg(test)]
mod tests {
    use super::mirrored;

    #[test]
    fn a_mirror_keeps_host_and_path() {
        let url = "https://models.dev/api.json";
        assert_eq!(mirrored(url, None), url);
        for mirror in ["https://mirror.example.org/llm", "https://mirror.example.org/llm/"] {
            assert_eq!(mirrored(url, Some(mirror)), "https://mirror.example.org/llm/models.dev/api.json");
        }
    }
}
