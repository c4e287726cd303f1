//! The endpoint `/mcp` of the server: stateless, for anybody, answering each request on its own.

use super::host::Host;
use crate::frame::Site;
use axum::body::Body;
use axum::http::{Request, Response};
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use std::sync::Arc;

/// Hosts that reach only this machine.
const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

/// Origins of pages on this machine, such as a client under development.
const LOOPBACK_ORIGINS: [&str; 4] =
    ["http://localhost:*", "http://127.0.0.1:*", "http://[::1]:*", "https://localhost:*"];

/// `/mcp`
#[derive(Clone)]
pub struct Endpoint(StreamableHttpService<Host, NeverSessionManager>);

impl std::fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Endpoint")
    }
}

impl Endpoint {
    /// Answers hosts of this machine and the site's own; bodies have at most so many bytes.
    ///
    /// Pages elsewhere must not reach a server on this machine through a name that they point at it, so other hosts and
    /// origins are refused.
    pub fn new(host: Host, site: &Site, largest_body: usize) -> Self {
        let mut hosts: Vec<String> = LOOPBACK.map(str::to_owned).to_vec();
        let mut origins: Vec<String> = LOOPBACK_ORIGINS.map(str::to_owned).to_vec();
        if let Some((name, origin)) = named(&site.origin) {
            hosts.push(name);
            origins.push(origin);
        }
        let config = StreamableHttpServerConfig::default()
            .with_legacy_session_mode(false)
            .with_json_response(true)
            .with_sse_keep_alive(None)
            .with_allowed_hosts(hosts)
            .with_allowed_origins(origins)
            .enforce_origin_validation()
            .with_max_request_body_bytes(largest_body);
        Self(StreamableHttpService::new(move || Ok(host.clone()), Arc::default(), config))
    }

    /// Answers one request.
    pub async fn answer(&self, request: Request<Body>) -> Response<Body> {
        self.0.handle(request).await.map(Body::new)
    }
}

/// The host of an origin, and the origin with its port written out.
fn named(origin: &str) -> Option<(String, String)> {
    let (scheme, host) = origin.split_once("://")?;
    let has_port = host.rsplit(']').next().is_some_and(|end| end.contains(':'));
    let usual = if scheme == "https" { 443 } else { 80 };
    let full = if has_port { origin.to_owned() } else { format!("{origin}:{usual}") };
    Some((host.to_owned(), full))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_names_its_host_and_port() {
        let of = |origin| named(origin).unwrap();
        assert_eq!(of("https://weigh.example"), ("weigh.example".into(), "https://weigh.example:443".into()));
        assert_eq!(of("http://weigh.example:8080"), ("weigh.example:8080".into(), "http://weigh.example:8080".into()));
        assert_eq!(of("http://[::1]"), ("[::1]".into(), "http://[::1]:80".into()));
        assert_eq!(named(""), None);
    }
}
