//! Headers: what a browser may do with a page, how long it may be kept, and whether the reader has it already.

use super::cache::Held;
use axum::body::Body;
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, Response, StatusCode};

/// Everything from our own origin, nothing inline, in no frame.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// On every answer.
const ALWAYS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// How long pages are fresh: short, since the tag tells whether anything changed.
const PAGES: &str = "public, max-age=300, stale-while-revalidate=86400";

/// Assets are addressed by their content.
pub(super) const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// When to try again what took too long, in seconds.
const TRY_AGAIN_IN: HeaderValue = HeaderValue::from_static("5");

/// An answer as a response to this request.
pub(super) fn response(held: &Held, method: &Method, asked: &HeaderMap, kept: Option<&'static str>) -> Response<Body> {
    let gzip = held.gzip.as_ref().filter(|_| accepts_gzip(asked));
    let (body, tag) = match gzip {
        Some(gzip) => (gzip.clone(), &held.gzip_tag),
        None => (held.plain.clone(), &held.tag),
    };
    let is_known = held.status == 200 && has_tag(asked, tag);
    let status = if is_known { StatusCode::NOT_MODIFIED } else { status(held.status) };
    let length = body.len();
    let is_empty = is_known || *method == Method::HEAD;
    let mut response = Response::new(if is_empty { Body::empty() } else { Body::from(body) });
    *response.status_mut() = status;
    let headers = response.headers_mut();
    put_always(headers);
    put(headers, header::CONTENT_TYPE, held.media_type);
    put(headers, header::VARY, "accept-encoding");
    put(headers, header::CACHE_CONTROL, if held.status == 200 { kept.unwrap_or(PAGES) } else { "no-store" });
    if !is_known {
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    }
    if held.status == 200 {
        put(headers, header::ETAG, tag);
    }
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(header::RETRY_AFTER, TRY_AGAIN_IN);
    }
    if gzip.is_some() {
        put(headers, header::CONTENT_ENCODING, "gzip");
    }
    if let Some(location) = &held.location {
        put(headers, header::LOCATION, location);
    }
    response
}

/// What programs of any origin may do with the API: there are no keys and no cookies.
const OPEN: [(HeaderName, &str); 2] =
    [(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"), (header::ACCESS_CONTROL_EXPOSE_HEADERS, "etag")];

/// What a browser hears that asks before it asks.
const PREFLIGHT: [(HeaderName, &str); 3] = [
    (header::ACCESS_CONTROL_ALLOW_METHODS, METHODS),
    (header::ACCESS_CONTROL_ALLOW_HEADERS, "*"),
    (header::ACCESS_CONTROL_MAX_AGE, "86400"),
];

/// What the API answers to.
const METHODS: &str = "GET, HEAD, OPTIONS";

/// Opens an answer of the API to every origin.
pub(super) fn open(headers: &mut HeaderMap) {
    for (name, value) in OPEN {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// The answer to a browser that asks before it asks.
pub(super) fn preflight() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    put_always(headers);
    for (name, value) in PREFLIGHT {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(header::ALLOW, HeaderValue::from_static(METHODS));
    response
}

/// Names the methods that are answered, beside a refusal of another one.
pub(super) fn allow(headers: &mut HeaderMap, is_open: bool) {
    headers.insert(header::ALLOW, HeaderValue::from_static(if is_open { METHODS } else { "GET, HEAD" }));
}

/// The headers of every answer.
pub(super) fn put_always(headers: &mut HeaderMap) {
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn has_tag(asked: &HeaderMap, tag: &str) -> bool {
    let lists = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|one| {
        let one = one.trim();
        one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag
    })
}

/// Whether the reader takes gzip: named, and not with a weight of zero.
fn accepts_gzip(asked: &HeaderMap) -> bool {
    let lists = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let is_gzip = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
        let weight = parts.find_map(|part| part.strip_prefix("q=").and_then(|weight| weight.parse::<f32>().ok()));
        is_gzip && weight.is_none_or(|weight| weight > 0.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(HeaderName, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn a_tag_saves_the_body_and_gzip_is_only_for_who_takes_it() {
        let held = Held::new(200, "text/html", "x".repeat(5000), None);
        let plain = response(&held, &Method::GET, &HeaderMap::new(), None);
        assert_eq!((plain.status(), plain.headers().get(header::CONTENT_ENCODING)), (StatusCode::OK, None));
        let zipped = response(&held, &Method::GET, &asked(&[(header::ACCEPT_ENCODING, "br, gzip")]), None);
        assert_eq!(zipped.headers()[header::CONTENT_ENCODING], "gzip");
        let refused = asked(&[(header::ACCEPT_ENCODING, "gzip;q=0")]);
        assert!(response(&held, &Method::GET, &refused, None).headers().get(header::CONTENT_ENCODING).is_none());
        let mut again = HeaderMap::new();
        put(&mut again, header::IF_NONE_MATCH, &format!("\"x\", W/{}", held.tag));
        assert_eq!(response(&held, &Method::GET, &again, None).status(), StatusCode::NOT_MODIFIED);
    }

    #[test]
    fn failures_are_not_kept_and_every_answer_forbids_inline_scripts() {
        let held = Held::new(404, "text/html", "nothing", None);
        let response = response(&held, &Method::GET, &HeaderMap::new(), None);
        assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
        let policy = response.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(!policy.contains("unsafe-inline") && policy.contains("frame-ancestors 'none'"));
    }
}
