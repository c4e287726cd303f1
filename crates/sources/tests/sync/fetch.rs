use crate::server::{Act, Server, raw, reply};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use weigh_sources::sync::fetch::{
    Answered, Cause, Download, FetchError, Fetched, Fetcher, Limits, Progress, Step, Validators,
};

/// Limits in time that no busy machine meets.
pub(crate) fn limits() -> Limits {
    Limits {
        connect: Duration::from_secs(600),
        total: Duration::from_secs(600),
        bytes: 1_000,
        retries: 2,
        first_wait: Duration::from_secs(1),
        longest_wait: Duration::from_secs(30),
    }
}

/// A limit that is met, late enough that a busy machine comes as far as the step that waits for ever.
fn impatient() -> Limits {
    Limits { total: Duration::from_secs(2), retries: 0, ..limits() }
}

/// A fetcher that notes its waits instead of sleeping.
fn fetcher(limits: Limits) -> (Fetcher, Arc<Mutex<Vec<u64>>>) {
    let waits = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&waits);
    let fetcher = Fetcher::new(limits).sleeping(move |wait| log.lock().unwrap().push(wait.as_secs()));
    (fetcher, waits)
}

struct Tried {
    result: Result<Fetched, FetchError>,
    waits: Vec<u64>,
}

impl Tried {
    fn body(self) -> Download {
        match self.result.unwrap().answer {
            Answered::Body(download) => download,
            Answered::NotModified => panic!("not modified"),
        }
    }

    fn error(self) -> FetchError {
        self.result.unwrap_err()
    }
}

fn fetch_with(server: &Server, limits: Limits, validators: &Validators) -> Tried {
    let (fetcher, waits) = fetcher(limits);
    let result = fetcher.fetch(&format!("{}/api.json", server.root), validators, &mut |_| {});
    let waits = waits.lock().unwrap().clone();
    Tried { result, waits }
}

fn fetch(server: &Server, limits: Limits) -> Tried {
    fetch_with(server, limits, &Validators::default())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_body_comes_with_what_to_ask_next_time() {
    let headers = ["ETag: \"abc\"", "Last-Modified: Wed, 21 Oct 2026 07:28:00 GMT"];
    let server = Server::start(|_| vec![reply("200 OK", &headers, b"{}")]);
    let download = fetch(&server, limits()).body();
    assert_eq!(download.bytes, b"{}");
    assert_eq!(download.url, format!("{}/api.json", server.root));
    let validators =
        Validators { etag: Some("\"abc\"".into()), last_modified: Some("Wed, 21 Oct 2026 07:28:00 GMT".into()) };
    assert_eq!(download.validators, validators);
    let asked = server.asked()[0].to_lowercase();
    assert!(asked.contains(&format!("user-agent: weigh/{}\r\n", env!("CARGO_PKG_VERSION"))), "{asked}");
    assert!(!asked.contains("if-none-match"), "{asked}");
}

#[test]
fn validators_are_sent_and_not_modified_is_an_answer() {
    let server = Server::start(|_| vec![Act::Send(raw("304 Not Modified", &[], b""))]);
    let validators = Validators { etag: Some("\"abc\"".into()), last_modified: Some("then".into()) };
    let tried = fetch_with(&server, limits(), &validators);
    assert_eq!(tried.result.unwrap().answer, Answered::NotModified);
    let asked = server.asked()[0].to_lowercase();
    assert!(asked.contains("if-none-match: \"abc\"\r\n") && asked.contains("if-modified-since: then\r\n"), "{asked}");
}

#[test]
fn not_modified_without_a_question_is_an_error() {
    let server = Server::start(|_| vec![Act::Send(raw("304 Not Modified", &[], b""))]);
    assert!(matches!(fetch(&server, limits()).error().cause, Cause::Status { code: 304, .. }));
}

#[test]
fn a_server_error_is_retried_with_doubling_waits() {
    let down = reply("500 Oops", &[], b"");
    let server = Server::start(|_| vec![down.clone(), down, reply("200 OK", &[], b"ok")]);
    let tried = fetch(&server, limits());
    assert_eq!(tried.waits, [1, 2]);
    assert_eq!(tried.result.as_ref().unwrap().retries, 2);
    assert_eq!(tried.body().bytes, b"ok");
}

#[test]
fn retries_end_and_the_error_tells_them() {
    let server = Server::start(|_| vec![reply("503 Busy", &[], b"")]);
    let tried = fetch(&server, limits());
    assert_eq!(tried.waits, [1, 2]);
    let error = tried.error();
    assert!(matches!(error.cause, Cause::Status { code: 503, retry_after: None }), "{error}");
    let text = error.to_string();
    assert!(text.starts_with(&format!("fetch `{}/api.json`: status 503 (after 2 retries in ", server.root)), "{text}");
    assert_eq!(server.asked().len(), 3);
}

#[test]
fn retry_after_is_honoured_up_to_the_longest_wait() {
    let server = Server::start(|_| vec![reply("429 Slow", &["Retry-After: 7"], b""), reply("200 OK", &[], b"ok")]);
    let tried = fetch(&server, limits());
    assert_eq!(tried.waits, [7]);
    assert_eq!(tried.body().bytes, b"ok");
    let server = Server::start(|_| vec![reply("429 Slow", &["Retry-After: 3600"], b"")]);
    let tried = fetch(&server, limits());
    assert!(tried.waits.is_empty());
    assert_eq!(tried.error().hint().unwrap(), "the server asks to wait 3600 s before the next try");
}

#[test]
fn what_is_not_there_is_not_asked_for_twice() {
    let server = Server::start(|_| vec![reply("404 Not Found", &[], b"gone")]);
    let tried = fetch(&server, limits());
    assert!(tried.waits.is_empty());
    assert!(matches!(tried.error().cause, Cause::Status { code: 404, .. }));
    assert_eq!(server.asked().len(), 1);
}

#[test]
fn a_server_that_never_answers_times_out() {
    let server = Server::start(|_| vec![Act::Hang(Vec::new())]);
    let error = fetch(&server, impatient()).error();
    assert!(matches!(error.cause, Cause::Timeout { step: Step::Answer }), "{error:?}");
}

#[test]
fn a_body_that_stalls_times_out_and_is_retried() {
    let stalled = Act::Hang(raw("200 OK", &["Content-Length: 10"], b"12345"));
    let server = Server::start(|_| vec![stalled.clone(), reply("200 OK", &[], b"whole")]);
    assert_eq!(fetch(&server, Limits { retries: 1, ..impatient() }).body().bytes, b"whole");
    let server = Server::start(|_| vec![stalled]);
    let error = fetch(&server, impatient()).error();
    assert!(matches!(error.cause, Cause::Timeout { step: Step::Body }), "{error:?}");
}

#[test]
fn a_cut_body_is_an_error_however_its_length_was_announced() {
    let once = Limits { retries: 0, ..limits() };
    let by_length = Act::Send(raw("200 OK", &["Content-Length: 10"], b"12345"));
    let error = fetch(&Server::start(|_| vec![by_length]), once).error();
    assert!(matches!(error.cause, Cause::Cut { received: 5, expected: Some(10) }), "{error:?}");
    assert!(error.to_string().ends_with("cut off after 5 bytes of 10"), "{error}");
    let by_chunks = Act::Send(raw("200 OK", &["Transfer-Encoding: chunked"], b"5\r\n12345\r\n5\r\n12"));
    let error = fetch(&Server::start(|_| vec![by_chunks]), once).error();
    assert!(matches!(error.cause, Cause::Cut { expected: None, .. }), "{error:?}");
    let packed = gzip(&[b'x'; 500]);
    let packed = packed.get(..packed.len() - 4).unwrap();
    let error = fetch(&Server::start(|_| vec![reply("200 OK", &["Content-Encoding: gzip"], packed)]), once).error();
    assert!(matches!(error.cause, Cause::Cut { .. }), "{error:?}");
}

#[test]
fn a_connection_that_closes_without_an_answer_is_retried() {
    let server = Server::start(|_| vec![Act::Send(Vec::new()), reply("200 OK", &[], b"ok")]);
    let tried = fetch(&server, limits());
    assert_eq!(tried.waits, [1]);
    assert_eq!(tried.body().bytes, b"ok");
}

#[test]
fn nobody_listening_is_a_connection_error() {
    let (fetcher, waits) = fetcher(limits());
    let error = fetcher.fetch("http://127.0.0.1:1/x", &Validators::default(), &mut |_| {}).unwrap_err();
    assert!(matches!(error.cause, Cause::Connection(_)), "{error:?}");
    assert_eq!(*waits.lock().unwrap(), [1, 2]);
}

#[test]
fn too_much_is_refused_announced_or_not() {
    let announced = reply("200 OK", &[], &[b'x'; 1_001]);
    let unannounced = Act::Send(raw("200 OK", &[], &[b'x'; 1_001]));
    let packed = reply("200 OK", &["Content-Encoding: gzip"], &gzip(&[b'x'; 1_001]));
    for act in [announced, unannounced, packed] {
        let server = Server::start(|_| vec![act]);
        let error = fetch(&server, limits()).error();
        assert!(matches!(error.cause, Cause::TooLarge { limit: 1_000 }), "{error:?}");
        assert_eq!(server.asked().len(), 1);
    }
    let server = Server::start(|_| vec![reply("200 OK", &[], &[b'x'; 1_000])]);
    assert_eq!(fetch(&server, limits()).body().bytes.len(), 1_000);
}

#[test]
fn an_announced_excess_is_refused_before_it_is_read() {
    let (fetcher, _) = fetcher(limits());
    let server = Server::start(|_| vec![reply("200 OK", &[], &[b'x'; 1_001])]);
    let mut told = 0;
    fetcher.fetch(&server.root, &Validators::default(), &mut |_| told += 1).unwrap_err();
    assert_eq!(told, 0);
}

#[test]
fn compressed_bodies_come_out_plain() {
    let body = gzip(b"{\"a\":1}");
    let server = Server::start(|_| vec![reply("200 OK", &["Content-Encoding: gzip"], &body)]);
    assert_eq!(fetch(&server, limits()).body().bytes, b"{\"a\":1}");
    assert!(server.asked()[0].to_lowercase().contains("accept-encoding: gzip"));
    let server = Server::start(|_| vec![reply("200 OK", &["Content-Encoding: gzip"], b"not gzip at all")]);
    let error = fetch(&server, Limits { retries: 0, ..limits() }).error();
    assert!(matches!(error.cause, Cause::Garbled(_)), "{error:?}");
}

#[test]
fn redirects_are_followed_within_reason() {
    let server = Server::start(|root| {
        let there = format!("Location: {root}/there.json");
        vec![
            reply("302 Found", &["Location: /here.json?x=1"], b""),
            reply("301 Moved", &[&there], b"moved"),
            reply("200 OK", &[], b"ok"),
        ]
    });
    let download = fetch(&server, limits()).body();
    assert_eq!((download.bytes.as_slice(), download.url), (b"ok".as_slice(), format!("{}/there.json", server.root)));
    assert!(server.asked()[1].starts_with("GET /here.json?x=1 "));
    let server = Server::start(|_| vec![reply("302 Found", &["Location: /again"], b"")]);
    assert_eq!(fetch(&server, limits()).error().cause.to_string(), "redirected more than five times");
    assert_eq!(server.asked().len(), 6);
}

#[test]
fn a_redirect_to_plain_http_elsewhere_is_refused() {
    let server = Server::start(|_| vec![reply("302 Found", &["Location: http://example.org/x"], b"")]);
    assert_eq!(fetch(&server, limits()).error().cause.to_string(), "redirected to plain http");
    let server = Server::start(|_| vec![reply("302 Found", &[], b"")]);
    assert_eq!(fetch(&server, limits()).error().cause.to_string(), "redirected without saying where");
}

#[test]
fn plain_http_to_another_machine_is_never_asked() {
    let (fetcher, _) = fetcher(limits());
    let error = fetcher.fetch("http://example.org/x?key=secret", &Validators::default(), &mut |_| {}).unwrap_err();
    assert_eq!(error.to_string(), "fetch `http://example.org/x`: only https is fetched");
}

#[test]
fn an_answer_that_is_not_http_is_garbled() {
    let server = Server::start(|_| vec![Act::Send(b"SSH-2.0-OpenSSH_9.6\r\n\r\n\r\n".to_vec())]);
    let error = fetch(&server, Limits { retries: 0, ..limits() }).error();
    assert!(matches!(error.cause, Cause::Garbled(_)), "{error:?}");
}

#[test]
fn progress_grows_to_the_whole() {
    let server = Server::start(|_| vec![reply("500 Oops", &[], b""), reply("200 OK", &[], &[b'x'; 200_000])]);
    let (fetcher, _) = fetcher(Limits { bytes: 1_000_000, ..limits() });
    let mut told: Vec<Progress> = Vec::new();
    fetcher.fetch(&server.root, &Validators::default(), &mut |progress| told.push(progress)).unwrap();
    assert!(told.len() >= 2 && told.is_sorted_by_key(|progress| progress.bytes), "{told:?}");
    assert_eq!(told.last(), Some(&Progress { bytes: 200_000, total: Some(200_000), retries: 1 }));
}
