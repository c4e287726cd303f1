//! `weigh serve`.

use crate::arguments::{Log, Serve};
use crate::failure::Failure;
use crate::open;
use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;
use tracing_subscriber::filter::LevelFilter;
use weigh_web::Edition;
use weigh_web::frame::Site;
use weigh_web::server::{Config, Desk, Look, ServeError, serve};

/// Runs the command.
pub(crate) fn run(arguments: &Serve) -> Result<(), Failure> {
    log(arguments.log);
    let edition = edition(arguments.data.as_ref())?;
    let site = Site { root: arguments.root.clone(), origin: arguments.origin.clone() };
    let desk = Arc::new(Desk::new(edition, site, arguments.keep * 1_000_000));
    let root = arguments.root.clone();
    let started = move |address| anstream::eprintln!("weigh answers at http://{address}{root}/ (Ctrl-C stops it)");
    Ok(serve(desk, Config::new(arguments.listen), look(arguments.data.clone()), started, stop())?)
}

/// Sends the log to stderr.
pub(super) fn log(form: Log) {
    let logs = tracing_subscriber::fmt().with_writer(std::io::stderr).with_target(false);
    let logs = logs.with_max_level(if form == Log::None { LevelFilter::WARN } else { LevelFilter::INFO });
    // A second logger cannot be: this is the only place that sets one.
    match form {
        Log::Json => logs.json().flatten_event(true).init(),
        Log::Text | Log::None => logs.init(),
    }
}

fn edition(data: Option<&PathBuf>) -> Result<Edition, Failure> {
    Ok(Edition::new(open::catalog_for(None, data)?)?)
}

/// A new edition once a new catalog lies in the cache folder or a new day has begun.
pub(super) fn look(data: Option<PathBuf>) -> Look {
    Box::new(move |old| {
        let catalog = open::catalog_for(None, data.as_ref()).ok()?;
        let is_new = catalog.version() != old.catalog().version() || catalog.day() != old.day();
        is_new.then(|| Edition::new(catalog).ok()).flatten()
    })
}

/// Comes true when the user or the system asks to stop.
fn stop() -> impl Future<Output = ()> + Send {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    async {
        tokio::select! {
            () = interrupted => {}
            () = terminated() => {}
        }
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}

impl From<ServeError> for Failure {
    fn from(error: ServeError) -> Self {
        let failure = match &error {
            ServeError::Listen { .. } => Self::input(error.to_string()),
            ServeError::Start(_) => Self::broken(error.to_string()),
        };
        let hint = error.hint();
        let cause = std::error::Error::source(&error).map(ToString::to_string);
        cause.into_iter().fold(failure, Self::cause).hint(hint)
    }
}
