//! Why a fetch failed, in words and with what to do.

use std::fmt;
use std::io;
use std::time::Duration;

/// Where time ran out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Finding, reaching or agreeing with the server.
    Connect,
    /// Waiting for the answer to begin.
    Answer,
    /// Reading the body.
    Body,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Connect => "connecting",
            Self::Answer => "waiting for the answer",
            Self::Body => "reading the body",
        })
    }
}

/// Why one attempt failed.
#[derive(Debug, thiserror::Error)]
pub enum Cause {
    /// Not an address, or one with a name or password in it.
    #[error("not a usable address: {0}")]
    BadUrl(String),
    /// Plain `http` to another machine.
    #[error("only https is fetched")]
    NotHttps,
    /// Time ran out.
    #[error("timed out {step}")]
    Timeout {
        /// When.
        step: Step,
    },
    /// The body is larger than allowed.
    #[error("more than {limit} bytes")]
    TooLarge {
        /// Most bytes.
        limit: u64,
    },
    /// The server answered with something other than the file.
    #[error("status {code}")]
    Status {
        /// The HTTP status.
        code: u16,
        /// How long the server asks to wait.
        retry_after: Option<Duration>,
    },
    /// No trusted, valid certificate, or no TLS at all.
    #[error("no secure connection: {0}")]
    Tls(String),
    /// The connection ended before the body did.
    #[error("cut off after {received} bytes{}", expected.map(|bytes| format!(" of {bytes}")).unwrap_or_default())]
    Cut {
        /// Bytes that came, decompressed.
        received: u64,
        /// Bytes announced, if they were.
        expected: Option<u64>,
    },
    /// A redirect that is not followed.
    #[error("redirected {0}")]
    Redirect(&'static str),
    /// Bytes that are not HTTP, or not the compression announced.
    #[error("garbled answer: {0}")]
    Garbled(String),
    /// No connection, or it broke.
    #[error("no connection: {0}")]
    Connection(String),
}

impl Cause {
    /// Reads the HTTP client's error; `received` bytes of the body had come, or `None` before the answer began.
    pub(super) fn of(error: ureq::Error, received: Option<u64>) -> Self {
        match error {
            ureq::Error::Timeout(timeout) => Self::Timeout { step: step(timeout, received) },
            ureq::Error::Tls(what) => Self::Tls(what.into()),
            ureq::Error::Rustls(error) => Self::Tls(error.to_string()),
            ureq::Error::BadUri(what) => Self::BadUrl(what),
            ureq::Error::Http(error) => Self::BadUrl(error.to_string()),
            ureq::Error::Io(error) => Self::of_io(&error, received),
            ureq::Error::Decompress(_, error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                Self::Cut { received: received.unwrap_or(0), expected: None }
            }
            ureq::Error::Decompress(_, error) => Self::Garbled(error.to_string()),
            error @ (ureq::Error::Protocol(_) | ureq::Error::LargeResponseHeader(..)) => {
                Self::Garbled(error.to_string())
            }
            error => Self::Connection(error.to_string()),
        }
    }

    fn of_io(error: &io::Error, received: Option<u64>) -> Self {
        match (error.kind(), received) {
            (io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock, _) => {
                Self::Timeout { step: if received.is_some() { Step::Body } else { Step::Connect } }
            }
            // The TLS library speaks of certificates and alerts in errors of this kind only.
            (io::ErrorKind::InvalidData, _) => Self::Tls(error.to_string()),
            (
                io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted,
                Some(received),
            ) => Self::Cut { received, expected: None },
            _ => Self::Connection(error.to_string()),
        }
    }
}

fn step(timeout: ureq::Timeout, received: Option<u64>) -> Step {
    match (timeout, received) {
        (_, Some(_)) | (ureq::Timeout::RecvBody, _) => Step::Body,
        (ureq::Timeout::Connect | ureq::Timeout::Resolve, _) => Step::Connect,
        _ => Step::Answer,
    }
}

/// A fetch that failed, retries included.
#[derive(Debug, thiserror::Error)]
#[error("fetch `{url}`: {cause}{}", effort(*retries, *elapsed))]
pub struct FetchError {
    /// The address, without its query, which may hold a key.
    pub url: String,
    /// Why the last attempt failed.
    #[source]
    pub cause: Cause,
    /// Attempts after the first.
    pub retries: u32,
    /// Time from the first attempt, waits included.
    pub elapsed: Duration,
}

fn effort(retries: u32, elapsed: Duration) -> String {
    let seconds = elapsed.as_secs_f64();
    match retries {
        0 => String::new(),
        1 => format!(" (after 1 retry in {seconds:.1} s)"),
        many => format!(" (after {many} retries in {seconds:.1} s)"),
    }
}

impl FetchError {
    /// What the reader can do about it.
    pub fn hint(&self) -> Option<String> {
        let offline = "the catalog is unchanged; try again later, or import a saved copy with `weigh sync --from FILE`";
        Some(match &self.cause {
            Cause::BadUrl(_) => "give an address like https://example.org/api.json".into(),
            Cause::NotHttps => "use an https address, or save the file and use `weigh sync --from FILE`".into(),
            Cause::TooLarge { .. } => "no known source is this large; is it the right address?".into(),
            Cause::Status { retry_after: Some(wait), .. } => {
                format!("the server asks to wait {} s before the next try", wait.as_secs())
            }
            Cause::Status { code: 401 | 403, .. } => "the server wants a key, or does not serve this network".into(),
            Cause::Status { code: 404 | 410, .. } => "the source has moved; import a saved copy meanwhile".into(),
            Cause::Tls(_) => "nothing was read; check this machine's clock, and whether a proxy sits in between".into(),
            Cause::Redirect(_) => "the source has moved; look at its address in a browser".into(),
            Cause::Timeout { .. }
            | Cause::Status { .. }
            | Cause::Cut { .. }
            | Cause::Garbled(_)
            | Cause::Connection(_) => offline.into(),
        })
    }
}
