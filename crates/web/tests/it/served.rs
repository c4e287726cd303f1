//! A real server on a free port of this machine, stopped when the test ends.

use std::net::SocketAddr;
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use tokio::sync::oneshot;
use weigh_catalog::Catalog;
use weigh_catalog::date::parse_day;
use weigh_web::Edition;
use weigh_web::frame::Site;
use weigh_web::server::{Config, Desk, serve};

/// A server in a thread.
pub(crate) struct Served {
    /// `http://127.0.0.1:PORT`.
    pub(crate) root: String,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Served {
    /// Starts a server over the embedded catalog as of 2026-11-22.
    pub(crate) fn start() -> Self {
        let packed = weigh_store::open(None).unwrap().packed;
        let edition = Edition::new(Catalog::new(packed, parse_day("2026-11-22").unwrap())).unwrap();
        let desk = Arc::new(Desk::new(edition, Site::default(), 16_000_000));
        let (stop, stopped) = oneshot::channel::<()>();
        let (told, address) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            let config = Config::new(SocketAddr::from(([127, 0, 0, 1], 0)));
            let started = move |address| told.send(address).unwrap();
            let stop = async move {
                let _ = stopped.await;
            };
            serve(desk, config, Box::new(|_| None), started, stop).unwrap();
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
