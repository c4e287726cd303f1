//! Fetching one address: HTTPS only, certificates checked, bounded in time and size, retried where that can help.
//!
//! Keeps nothing: what a later conditional request needs goes in and out as [`Validators`]. Plain `http` is refused except
//! for this machine itself, where tests and mirrors live.

mod address;
mod attempt;
mod error;
mod retry;

pub use error::{Cause, FetchError, Step};

use std::fmt;
use std::time::{Duration, Instant};
use ureq::Agent;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};

/// Bounds of one fetch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Longest wait for a connection, name look-up and TLS included.
    pub connect: Duration,
    /// Longest time for one attempt, redirects and body included.
    pub total: Duration,
    /// Most bytes of a body after decompression.
    pub bytes: u64,
    /// Most attempts after the first.
    pub retries: u32,
    /// Wait before the first retry; doubled before each further one.
    pub first_wait: Duration,
    /// Longest wait before a retry. A server that asks for more is not asked again.
    pub longest_wait: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            total: Duration::from_secs(120),
            bytes: 256 * 1024 * 1024,
            retries: 3,
            first_wait: Duration::from_millis(500),
            longest_wait: Duration::from_secs(60),
        }
    }
}

/// What a server gave us to ask "has it changed?" with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Validators {
    /// The `ETag` header, as sent.
    pub etag: Option<String>,
    /// The `Last-Modified` header, as sent.
    pub last_modified: Option<String>,
}

impl Validators {
    /// True if there is nothing to ask with.
    pub fn is_empty(&self) -> bool {
        self.etag.is_none() && self.last_modified.is_none()
    }
}

/// How far a download is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of this attempt so far, decompressed.
    pub bytes: u64,
    /// Bytes in all; `None` if the server does not say or compresses.
    pub total: Option<u64>,
    /// Retries before this attempt.
    pub retries: u32,
}

/// A body that came whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// The body, decompressed.
    pub bytes: Vec<u8>,
    /// What to ask with next time.
    pub validators: Validators,
    /// Where it came from in the end, after redirects.
    pub url: String,
}

/// What a server answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answered {
    /// Nothing has changed since the validators were given.
    NotModified,
    /// A new body.
    Body(Download),
}

/// An answer and what it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// What came.
    pub answer: Answered,
    /// Attempts that failed before.
    pub retries: u32,
    /// Time from the first attempt, waits included.
    pub elapsed: Duration,
}

/// Fetches addresses one after another; connections are kept between them.
pub struct Fetcher {
    limits: Limits,
    agent: Agent,
    sleep: Box<dyn Fn(Duration) + Send + Sync>,
}

impl fmt::Debug for Fetcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fetcher").field("limits", &self.limits).finish_non_exhaustive()
    }
}

impl Fetcher {
    /// A fetcher that trusts the usual certificate authorities.
    pub fn new(limits: Limits) -> Self {
        Self { limits, agent: agent(limits, RootCerts::WebPki), sleep: Box::new(std::thread::sleep) }
    }

    /// Waits between retries in this way instead of sleeping.
    #[must_use]
    pub fn sleeping(mut self, sleep: impl Fn(Duration) + Send + Sync + 'static) -> Self {
        self.sleep = Box::new(sleep);
        self
    }

    /// Trusts these authorities (PEM) *instead of* the usual ones: for networks with an authority of their own.
    ///
    /// # Errors
    /// [`Cause::Tls`] if the text holds no certificate.
    pub fn trusting(mut self, pem: &[u8]) -> Result<Self, Cause> {
        let mut roots: Vec<Certificate<'static>> = Vec::new();
        for item in parse_pem(pem) {
            if let PemItem::Certificate(certificate) = item.map_err(|error| Cause::Tls(error.to_string()))? {
                roots.push(certificate);
            }
        }
        if roots.is_empty() {
            return Err(Cause::Tls("no certificate among the authorities to trust".into()));
        }
        self.agent = agent(self.limits, RootCerts::from(roots));
        Ok(self)
    }

    /// Fetches `url`, or learns that it has not changed since `validators`; `progress` is told after every piece.
    pub fn fetch(
        &self,
        url: &str,
        validators: &Validators,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Fetched, FetchError> {
        let started = Instant::now();
        let mut retries = 0;
        loop {
            let mut tell = |bytes, total| progress(Progress { bytes, total, retries });
            let cause = match self.attempt(url, validators, &mut tell) {
                Ok(answer) => return Ok(Fetched { answer, retries, elapsed: started.elapsed() }),
                Err(cause) => cause,
            };
            let Some(wait) = retry::wait(&cause, retries, &self.limits) else {
                return Err(FetchError { url: address::shown(url), cause, retries, elapsed: started.elapsed() });
            };
            (self.sleep)(wait);
            retries += 1;
        }
    }
}

fn agent(limits: Limits, roots: RootCerts) -> Agent {
    Agent::config_builder()
        .user_agent(concat!("weigh/", env!("CARGO_PKG_VERSION")))
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_connect(Some(limits.connect))
        .tls_config(TlsConfig::builder().root_certs(roots).build())
        .build()
        .into()
}
