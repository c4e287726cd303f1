//! One attempt: the request, its redirects, the body.

use super::error::{Cause, Step};
use super::{Answered, Download, Fetcher, Validators, address, retry};
use std::io::Read;
use std::time::{Duration, Instant};
use ureq::http::header::{ETAG, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, LOCATION};
use ureq::http::{HeaderMap, Response, Uri};
use ureq::{Body, RequestBuilder};

/// Most redirects in a row.
const REDIRECTS: usize = 5;

/// Bytes read between two reports of progress.
const PIECE: usize = 64 * 1024;

/// Most bytes reserved on the server's word alone.
const TRUSTED_LENGTH: u64 = 16 * 1024 * 1024;

impl Fetcher {
    pub(super) fn attempt(
        &self,
        url: &str,
        validators: &Validators,
        progress: &mut dyn FnMut(u64, Option<u64>),
    ) -> Result<Answered, Cause> {
        let deadline = Instant::now() + self.limits.total;
        let mut uri = address::checked(url)?;
        for _ in 0..=REDIRECTS {
            let response = self.request(&uri, validators, deadline)?;
            match response.status().as_u16() {
                200 => return self.body(response, &uri, progress).map(Answered::Body),
                304 if !validators.is_empty() => return Ok(Answered::NotModified),
                301 | 302 | 303 | 307 | 308 => uri = next_hop(&uri, response.headers())?,
                code => return Err(Cause::Status { code, retry_after: retry::retry_after(response.headers()) }),
            }
        }
        Err(Cause::Redirect("more than five times"))
    }

    fn request(&self, uri: &Uri, validators: &Validators, deadline: Instant) -> Result<Response<Body>, Cause> {
        let left = deadline.saturating_duration_since(Instant::now());
        if left < Duration::from_millis(1) {
            return Err(Cause::Timeout { step: Step::Answer });
        }
        let mut config = self.agent.get(uri).config().timeout_global(Some(left));
        if address::is_this_machine(uri) {
            // A proxy would look for the loopback address on its own machine.
            config = config.proxy(None);
        }
        let mut request = config.build();
        request = with(request, IF_NONE_MATCH, validators.etag.as_deref());
        request = with(request, IF_MODIFIED_SINCE, validators.last_modified.as_deref());
        request.call().map_err(|error| Cause::of(error, None))
    }

    fn body(
        &self,
        response: Response<Body>,
        uri: &Uri,
        progress: &mut dyn FnMut(u64, Option<u64>),
    ) -> Result<Download, Cause> {
        let validators = validators_in(response.headers());
        let body = response.into_body();
        let bytes = read(body, self.limits.bytes, progress)?;
        Ok(Download { bytes, validators, url: uri.to_string() })
    }
}

fn next_hop(uri: &Uri, headers: &HeaderMap) -> Result<Uri, Cause> {
    let location = headers.get(LOCATION).and_then(|location| location.to_str().ok());
    address::redirected(uri, location.ok_or(Cause::Redirect("without saying where"))?)
}

fn with<T>(request: RequestBuilder<T>, name: HeaderName, value: Option<&str>) -> RequestBuilder<T> {
    match value {
        Some(value) => request.header(name, value),
        None => request,
    }
}

fn validators_in(headers: &HeaderMap) -> Validators {
    let text = |name: HeaderName| Some(headers.get(name)?.to_str().ok()?.to_owned());
    Validators { etag: text(ETAG), last_modified: text(LAST_MODIFIED) }
}

/// Reads a body piece by piece; never holds more than one piece beyond `limit`.
fn read(body: Body, limit: u64, progress: &mut dyn FnMut(u64, Option<u64>)) -> Result<Vec<u8>, Cause> {
    let total = body.content_length();
    if total.is_some_and(|total| total > limit) {
        return Err(Cause::TooLarge { limit });
    }
    let expected = total.unwrap_or(0).min(TRUSTED_LENGTH);
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0));
    let mut piece = vec![0; PIECE];
    let mut reader = body.into_reader();
    loop {
        let received = bytes.len() as u64;
        let failed = |error| with_total(Cause::of(ureq::Error::from(error), Some(received)), total);
        let count = reader.read(&mut piece).map_err(failed)?;
        if count == 0 {
            break;
        }
        bytes.extend_from_slice(piece.get(..count).unwrap_or_default());
        if bytes.len() as u64 > limit {
            return Err(Cause::TooLarge { limit });
        }
        progress(bytes.len() as u64, total);
    }
    Ok(bytes)
}

fn with_total(cause: Cause, total: Option<u64>) -> Cause {
    match cause {
        Cause::Cut { received, expected: None } => Cause::Cut { received, expected: total },
        other => other,
    }
}
