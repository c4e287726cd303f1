//! A real server on a free port of this machine, stopped when the test ends.

use std::io::Read as _;
use std::net::SocketAddr;
use std::sync::{Arc, LazyLock, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::oneshot;
use ureq::http::{Method, Request, Response};
use ureq::{Agent, Body};
use weigh_catalog::Catalog;
use weigh_catalog::date::parse_day;
use weigh_web::Edition;
use weigh_web::frame::Site;
use weigh_web::server::{Config, Desk, serve};

/// The embedded catalog as of 2026-11-22, warmed once for the servers of all tests.
static DESK: LazyLock<Arc<Desk>> = LazyLock::new(|| {
    let packed = weigh_store::open(None).unwrap().packed;
    let edition = Edition::new(Catalog::new(packed, parse_day("2026-11-22").unwrap())).unwrap();
    Arc::new(Desk::new(edition, Site::default(), 16_000_000))
});

/// A server in a thread.
pub(crate) struct Served {
    /// `http://127.0.0.1:PORT`.
    pub(crate) root: String,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Served {
    /// Starts a server that takes its time: tests say what is answered, and a busy machine answers late.
    pub(crate) fn start() -> Self {
        Self::with(|usual| Config { answer_within: Duration::from_secs(3600), ..usual })
    }

    /// Starts a server in which nothing new gets its turn.
    pub(crate) fn overloaded() -> Self {
        Self::with(|usual| Config { making: 0, answer_within: Duration::from_millis(10), ..usual })
    }

    fn with(config: impl FnOnce(Config) -> Config) -> Self {
        let config = config(Config::new(SocketAddr::from(([127, 0, 0, 1], 0))));
        let (stop, stopped) = oneshot::channel::<()>();
        let (told, address) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            let started = move |address| told.send(address).unwrap();
            let stop = async move {
                let _ = stopped.await;
            };
            serve(Arc::clone(&DESK), config, Box::new(|_| None), started, stop).unwrap();
        });
        Self { root: format!("http://{}", address.recv().unwrap()), stop: Some(stop), thread: Some(thread) }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.stop.take().map(|stop| stop.send(()));
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

/// An agent that shows what came: no redirects, and any status is an answer.
fn agent() -> Agent {
    Agent::config_builder().http_status_as_error(false).max_redirects(0).accept_encoding("").build().into()
}

pub(crate) fn ask(served: &Served, method: Method, path: &str, headers: &[(&str, &str)]) -> Response<Body> {
    let mut request = Request::builder().method(method).uri(format!("{}{path}", served.root));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    agent().run(request.body(()).unwrap()).unwrap()
}

pub(crate) fn header<'a>(response: &'a Response<Body>, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

pub(crate) fn body(response: &mut Response<Body>) -> Vec<u8> {
    let mut bytes = Vec::new();
    response.body_mut().as_reader().read_to_end(&mut bytes).unwrap();
    bytes
}
