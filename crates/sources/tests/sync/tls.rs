use crate::fetch::limits;
use crate::secure::{Identity, listener};
use crate::server::{head, raw};
use rcgen::{CertificateParams, date_time_ymd};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::Write;
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;
use weigh_sources::sync::fetch::{Answered, Cause, FetchError, Fetched, Fetcher, Limits, Validators};

/// A server with a certificate of its own making.
struct Secure {
    url: String,
    certificate: String,
}

impl Secure {
    fn start(host: &str, change: impl FnOnce(&mut CertificateParams), answer: Vec<u8>) -> Self {
        let (identity, listener) = (Identity::new(host, change), listener());
        let url = format!("https://127.0.0.1:{}/api.json", listener.local_addr().unwrap().port());
        thread::spawn(move || serve(&listener, &identity.config, &answer));
        Self { url, certificate: identity.certificate }
    }

    fn fetch(&self, fetcher: &Fetcher) -> Result<Fetched, FetchError> {
        fetcher.fetch(&self.url, &Validators::default(), &mut |_| {})
    }

    fn refusal(&self, fetcher: &Fetcher) -> String {
        let error = self.fetch(fetcher).unwrap_err();
        assert!(matches!(error.cause, Cause::Tls(_)), "{error:?}");
        assert_eq!(error.retries, 0);
        error.cause.to_string()
    }
}

fn serve(listener: &TcpListener, config: &Arc<ServerConfig>, answer: &[u8]) {
    for connection in listener.incoming() {
        let session = ServerConnection::new(Arc::clone(config)).unwrap();
        let mut stream = StreamOwned::new(session, connection.unwrap());
        head(&mut stream);
        // A client that refuses the certificate is gone by now.
        let _ = stream.write_all(answer);
        stream.conn.send_close_notify();
        let _ = stream.flush();
    }
}

fn ok() -> Vec<u8> {
    raw("200 OK", &["Content-Length: 2"], b"ok")
}

fn usual() -> Fetcher {
    Fetcher::new(Limits { retries: 2, ..limits() }).sleeping(|_| {})
}

#[test]
fn a_certificate_nobody_vouches_for_is_refused() {
    let server = Secure::start("127.0.0.1", |_| {}, ok());
    let refusal = server.refusal(&usual());
    assert!(refusal.contains("UnknownIssuer"), "{refusal}");
}

#[test]
fn the_same_certificate_is_accepted_once_trusted() {
    let server = Secure::start("127.0.0.1", |_| {}, ok());
    let fetcher = usual().trusting(server.certificate.as_bytes()).unwrap();
    match server.fetch(&fetcher).unwrap().answer {
        Answered::Body(download) => assert_eq!(download.bytes, b"ok"),
        Answered::NotModified => panic!("not modified"),
    }
}

#[test]
fn a_certificate_for_another_host_is_refused() {
    let server = Secure::start("example.org", |_| {}, ok());
    let fetcher = usual().trusting(server.certificate.as_bytes()).unwrap();
    let refusal = server.refusal(&fetcher);
    assert!(refusal.contains("not valid for name"), "{refusal}");
}

#[test]
fn an_expired_certificate_is_refused() {
    let expired = |params: &mut CertificateParams| {
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(2021, 1, 1);
    };
    let server = Secure::start("127.0.0.1", expired, ok());
    let fetcher = usual().trusting(server.certificate.as_bytes()).unwrap();
    let refusal = server.refusal(&fetcher);
    assert!(refusal.contains("expired"), "{refusal}");
}

#[test]
fn a_redirect_from_https_to_http_is_refused_even_on_this_machine() {
    let away = raw("302 Found", &["Location: http://127.0.0.1:9/x", "Content-Length: 0"], b"");
    let server = Secure::start("127.0.0.1", |_| {}, away);
    let fetcher = usual().trusting(server.certificate.as_bytes()).unwrap();
    assert_eq!(server.fetch(&fetcher).unwrap_err().cause.to_string(), "redirected to plain http");
}

#[test]
fn a_server_that_speaks_no_tls_is_refused() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}/x", listener.local_addr().unwrap());
    thread::spawn(move || listener.incoming().for_each(|connection| drop(connection.unwrap().write_all(&ok()))));
    let error = usual().fetch(&url, &Validators::default(), &mut |_| {}).unwrap_err();
    assert!(matches!(error.cause, Cause::Tls(_)), "{error:?}");
}

#[test]
fn trusting_nobody_is_refused() {
    assert!(matches!(usual().trusting(b"").unwrap_err(), Cause::Tls(_)));
    assert!(usual().trusting(b"-----BEGIN CERTIFICATE-----\nAA\n").is_err());
}
