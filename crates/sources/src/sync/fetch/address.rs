//! Addresses: which are fetched, where a redirect leads, and how they are shown.

use super::error::Cause;
use std::net::IpAddr;
use ureq::http::Uri;

/// Reads an address and refuses what is not `https` (or `http` on this machine).
pub(super) fn checked(url: &str) -> Result<Uri, Cause> {
    let uri: Uri = url.parse().map_err(|error| Cause::BadUrl(format!("{error}")))?;
    let authority = uri.authority().ok_or_else(|| Cause::BadUrl("no host".into()))?;
    if authority.as_str().contains('@') {
        return Err(Cause::BadUrl("it holds a name or password".into()));
    }
    match uri.scheme_str() {
        Some("https") => Ok(uri),
        Some("http") if is_this_machine(&uri) => Ok(uri),
        _ => Err(Cause::NotHttps),
    }
}

/// True for `localhost` and loopback addresses.
pub(super) fn is_this_machine(uri: &Uri) -> bool {
    let host = uri.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Where a redirect leads: to `https`, or within this machine.
pub(super) fn redirected(from: &Uri, location: &str) -> Result<Uri, Cause> {
    let target = checked(&join(from, location)).map_err(|cause| match cause {
        Cause::NotHttps => Cause::Redirect("to plain http"),
        _ => Cause::Redirect("to something that is no address"),
    })?;
    if target.scheme_str() == Some("http") && from.scheme_str() == Some("https") {
        return Err(Cause::Redirect("to plain http"));
    }
    Ok(target)
}

fn join(from: &Uri, location: &str) -> String {
    let location = location.split('#').next().unwrap_or_default().trim();
    let scheme = from.scheme_str().unwrap_or("https");
    let authority = from.authority().map_or("", |authority| authority.as_str());
    let path = from.path();
    if location.contains("://") {
        location.to_owned()
    } else if location.starts_with("//") {
        format!("{scheme}:{location}")
    } else if location.starts_with('/') {
        format!("{scheme}://{authority}{location}")
    } else if location.starts_with('?') || location.is_empty() {
        format!("{scheme}://{authority}{path}{location}")
    } else {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        format!("{scheme}://{authority}{folder}/{location}")
    }
}

/// The address without query and password, either of which may hold a key.
pub(super) fn shown(url: &str) -> String {
    let bare = url.split(['?', '#']).next().unwrap_or_default();
    match bare.split_once("://") {
        Some((scheme, rest)) => {
            let (authority, path) = rest.split_once('/').map_or((rest, None), |(host, path)| (host, Some(path)));
            let host = authority.rsplit('@').next().unwrap_or_default();
            let path = path.map(|path| format!("/{path}")).unwrap_or_default();
            format!("{scheme}://{host}{path}")
        }
        None => bare.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cause(url: &str) -> String {
        checked(url).unwrap_err().to_string()
    }

    #[test]
    fn only_https_leaves_this_machine() {
        assert!(checked("https://example.org/api.json").is_ok());
        for url in ["http://127.0.0.1:8080/x", "http://[::1]:80/x", "http://localhost/x"] {
            assert!(checked(url).is_ok(), "{url}");
        }
        for url in
            ["http://example.org/x", "ftp://example.org/x", "http://127.0.0.1.example.org/", "http://localhost.org/"]
        {
            assert_eq!(cause(url), "only https is fetched", "{url}");
        }
        assert!(matches!(checked("/api.json"), Err(Cause::BadUrl(_))));
        assert!(matches!(checked(""), Err(Cause::BadUrl(_))));
    }

    #[test]
    fn passwords_are_refused_and_never_shown() {
        let url = "https://me:secret@example.org/api.json?key=secret#x";
        assert_eq!(cause(url), "not a usable address: it holds a name or password");
        assert_eq!(shown(url), "https://example.org/api.json");
        assert_eq!(shown("https://me:secret@example.org?key=secret"), "https://example.org");
    }

    #[test]
    fn redirects_are_resolved_and_stay_secure() {
        let from: Uri = "https://example.org/a/b.json?x=1".parse().unwrap();
        let to =
            |location: &str| redirected(&from, location).map(|uri| uri.to_string()).map_err(|cause| cause.to_string());
        assert_eq!(to("/c").unwrap(), "https://example.org/c");
        assert_eq!(to("c.json#part").unwrap(), "https://example.org/a/c.json");
        assert_eq!(to("?y=2").unwrap(), "https://example.org/a/b.json?y=2");
        assert_eq!(to("//cdn.example.org/c").unwrap(), "https://cdn.example.org/c");
        assert_eq!(to("https://cdn.example.org/c").unwrap(), "https://cdn.example.org/c");
        assert_eq!(to("http://example.org/c").unwrap_err(), "redirected to plain http");
        assert_eq!(to("http://127.0.0.1/c").unwrap_err(), "redirected to plain http");
        assert_eq!(to("https:///c").unwrap_err(), "redirected to something that is no address");
    }
}
