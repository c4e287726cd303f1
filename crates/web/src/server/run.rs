//! The server: an accept loop with limits, one handler, and an end without losing what was asked.

use super::cache::Held;
use super::desk::Desk;
use super::headers::{self, FOR_EVER};
use super::metrics::Metrics;
use crate::answer::{Answer, Body as Text, answer, problem_json, problem_page};
use crate::edition::Edition;
use crate::mcp::{Endpoint, Host};
use crate::problem::Problem;
use crate::{address, api, asset};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, Response, StatusCode, header};
use axum::routing::any;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;

/// How the server behaves. The defaults fit a small machine on the open network.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Most connections at once; more wait to be accepted.
    pub connections: usize,
    /// Most answers in the making at once; more wait for their turn. With none, only what is at hand is answered.
    pub making: usize,
    /// How long an answer may take, waiting included.
    pub answer_within: Duration,
    /// How long a reader may take to send the head of a request.
    pub head_within: Duration,
    /// How long answers under way may take after the signal to stop.
    pub stop_within: Duration,
    /// How often a new catalog and a new day are looked for.
    pub look_every: Duration,
}

impl Config {
    /// The usual limits.
    pub fn new(listen: SocketAddr) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            listen,
            connections: 10_000,
            making: cores * 2,
            answer_within: Duration::from_secs(10),
            head_within: Duration::from_secs(10),
            stop_within: Duration::from_secs(10),
            look_every: Duration::from_secs(5),
        }
    }
}

/// Largest body of a request, in bytes.
const LARGEST_BODY: usize = 256 * 1024;

/// Largest head of a request, in bytes: addresses end far below.
const LARGEST_HEAD: usize = 32 * 1024;

/// Why the server could not start or go on.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address cannot be listened on.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },
    /// The machine refuses to run it.
    #[error("cannot start the server")]
    Start(#[source] io::Error),
}

impl ServeError {
    /// What to do about it.
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Listen { .. } => "choose another address with `--listen`, such as 127.0.0.1:0 for any free port",
            Self::Start(_) => "see whether the machine allows more threads and files",
        }
    }
}

/// Looks for a new catalog or day; an edition if there is one.
pub type Look = Box<dyn Fn(&Edition) -> Option<Edition> + Send + Sync>;

#[derive(Clone)]
struct Shared {
    desk: Arc<Desk>,
    metrics: Arc<Metrics>,
    making: Arc<Semaphore>,
    config: Arc<Config>,
    mcp: Endpoint,
}

/// Serves until `stop` comes true, then lets answers under way end. `started` hears the address once it listens.
///
/// # Errors
/// [`ServeError`] if it cannot start.
pub fn serve(
    desk: Arc<Desk>,
    config: Config,
    look: Look,
    started: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(ServeError::Start)?;
    runtime.block_on(async move {
        let address = config.listen;
        let listener = TcpListener::bind(address).await.map_err(|source| ServeError::Listen { address, source })?;
        started(listener.local_addr().map_err(ServeError::Start)?);
        let warming = Arc::clone(&desk);
        tokio::task::spawn_blocking(move || warming.edition().warm());
        let watcher = tokio::spawn(watch(Arc::clone(&desk), look, config.look_every));
        let making = Arc::new(Semaphore::new(config.making));
        let mcp = endpoint(&desk, &making, config.answer_within);
        let shared = Shared { desk, metrics: Arc::default(), making, config: Arc::new(config), mcp };
        accept(listener, shared, stop).await;
        watcher.abort();
        Ok(())
    })
}

/// The endpoint for agents: the same edition, turns and times as the pages.
fn endpoint(desk: &Arc<Desk>, making: &Arc<Semaphore>, within: Duration) -> Endpoint {
    let site =
        if desk.site.origin.is_empty() { String::new() } else { format!("{}{}", desk.site.origin, desk.site.root) };
    let of_the_moment = Arc::clone(desk);
    let host = Host::new(Arc::new(move || of_the_moment.edition()), &site, Arc::clone(making), within);
    Endpoint::new(host, &desk.site, LARGEST_BODY)
}

async fn watch(desk: Arc<Desk>, look: Look, every: Duration) {
    let look = Arc::new(look);
    loop {
        sleep(every).await;
        let (look, old) = (Arc::clone(&look), desk.edition());
        let found = tokio::task::spawn_blocking(move || look(&old)).await;
        if let Ok(Some(edition)) = found {
            tracing::info!(version = edition.catalog().version(), day = %edition.day(), "answers from another edition");
            let edition = tokio::task::spawn_blocking(move || {
                edition.warm();
                edition
            });
            if let Ok(edition) = edition.await {
                desk.swap(edition);
            }
        }
    }
}

async fn accept(listener: TcpListener, shared: Shared, stop: impl Future<Output = ()>) {
    let slots = Arc::new(Semaphore::new(shared.config.connections.max(1)));
    let graceful = GracefulShutdown::new();
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(shared.config.head_within).max_buf_size(LARGEST_HEAD);
    builder.http2().timer(TokioTimer::new()).max_header_list_size(32 * 1024).max_concurrent_streams(100);
    let app = app(shared.clone());
    tokio::pin!(stop);
    loop {
        let Ok(slot) = Arc::clone(&slots).acquire_owned().await else { break };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                // Such as too many open files: wait for some to close.
                tracing::warn!(%error, "cannot accept a connection");
                sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let _ = stream.set_nodelay(true);
        let connection = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(app.clone()));
        let connection = graceful.watch(connection.into_owned());
        tokio::spawn(async move {
            // Readers that go away are no failure of ours.
            let _ = connection.await;
            drop(slot);
        });
    }
    drop(listener);
    let _ = timeout(shared.config.stop_within, graceful.shutdown()).await;
}

fn app(shared: Shared) -> Router {
    Router::new()
        .route("/mcp", any(handle_mcp))
        .fallback(any(handle))
        .layer(RequestBodyLimitLayer::new(LARGEST_BODY))
        .layer(CatchPanicLayer::custom(|_| broken()))
        .with_state(shared)
}

/// What a defect of ours looks like from outside.
fn broken() -> Response<Body> {
    let text = problem_json(&Problem::new(500, "something broke").hint("try again; report it if it stays")).body;
    let mut response = Response::new(Body::from(text.text().unwrap_or_default().to_owned()));
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    headers::put_always(response.headers_mut());
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    response
}

async fn handle(State(shared): State<Shared>, request: Request) -> Response<Body> {
    let since = Instant::now();
    let (head, _) = request.into_parts();
    let (path, query) = (head.uri.path(), head.uri.query().unwrap_or_default());
    let is_open = api::is_below(path);
    let mut response = if head.method == Method::GET || head.method == Method::HEAD {
        let (held, kept) = find(&shared, path, query).await;
        headers::response(&held, &head.method, &head.headers, kept)
    } else if is_open && head.method == Method::OPTIONS {
        headers::preflight()
    } else {
        let problem = Problem::new(405, "only GET and HEAD are answered here");
        let mut refusal = headers::response(&held(problem_json(&problem), None), &head.method, &head.headers, None);
        headers::allow(refusal.headers_mut(), is_open);
        refusal
    };
    if is_open {
        headers::open(response.headers_mut());
    }
    note(&shared, &head.method, path, query, response.status(), since);
    response
}

/// Requests of agents.
async fn handle_mcp(State(shared): State<Shared>, request: Request) -> Response<Body> {
    let since = Instant::now();
    let method = request.method().clone();
    let mut response = shared.mcp.answer(request).await;
    headers::put_always(response.headers_mut());
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    note(&shared, &method, "/mcp", "", response.status(), since);
    response
}

/// Counts and logs an answer.
fn note(shared: &Shared, method: &Method, path: &str, query: &str, status: StatusCode, since: Instant) {
    let took = since.elapsed();
    shared.metrics.answered(status.as_u16(), took);
    tracing::info!(
        %method,
        path,
        query,
        status = status.as_u16(),
        micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
    );
}

/// The answer to an address: at once if it was given before or is small, else in its turn.
async fn find(shared: &Shared, path: &str, query: &str) -> (Arc<Held>, Option<&'static str>) {
    if let Some(asset) = asset::find(path) {
        let make = || Held::new(200, asset.media_type, asset.text().to_owned(), None);
        return (shared.desk.held(path, |_, _| make()), Some(FOR_EVER));
    }
    match path {
        "/healthz" => return (Arc::new(Held::new(200, "text/plain", "ok\n".to_owned(), None)), Some("no-store")),
        "/metrics" => {
            let edition = shared.desk.edition();
            let text = shared.metrics.text(edition.catalog().version(), shared.desk.cache.bytes());
            return (Arc::new(Held::new(200, "text/plain; version=0.0.4", text, None)), Some("no-store"));
        }
        _ => {}
    }
    if path.len() + query.len() > address::LONGEST {
        let problem = Problem::new(414, "the address is too long");
        return (Arc::new(held(problem_json(&problem), None)), None);
    }
    let key = if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") };
    if let Some(held) = shared.desk.cache.get(&key) {
        return (held, None);
    }
    (make(shared, key, path.to_owned(), query.to_owned()).await, None)
}

/// Makes an answer on a thread that may take its time, a few at once, within the time an answer may take.
async fn make(shared: &Shared, key: String, path: String, query: String) -> Arc<Held> {
    let is_data = api::is_below(&path);
    let refused = |problem: &Problem| {
        let said = if is_data {
            problem_json(problem)
        } else {
            problem_page(&shared.desk.edition(), &shared.desk.site, problem)
        };
        Arc::new(held(said, None))
    };
    let work = async {
        let turn = Arc::clone(&shared.making).acquire_owned().await.ok()?;
        let desk = Arc::clone(&shared.desk);
        let made = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            desk.held(&key, |edition, site| held(answer(edition, site, &path, &query), Some(&site.root)))
        });
        match made.await {
            Ok(held) => Some(held),
            Err(error) => {
                tracing::error!(%error, "an answer broke");
                let problem = Problem::new(500, "something broke").hint("report the address of this page");
                Some(refused(&problem))
            }
        }
    };
    // What is under way goes on, and is at hand for the next try.
    timeout(shared.config.answer_within, work).await.ok().flatten().unwrap_or_else(|| {
        refused(&Problem::new(503, "too much to do at the moment").hint("try again in some seconds"))
    })
}

fn held(answer: Answer, root: Option<&str>) -> Held {
    let media_type = answer.body.media_type();
    match answer.body {
        Text::Moved(path) => {
            let location = format!("{}{path}", root.unwrap_or_default());
            Held::new(answer.status, media_type, String::new(), Some(location))
        }
        Text::Html(text) | Text::Feed(text) | Text::Json(text) | Text::Problem(text) => {
            Held::new(answer.status, media_type, text, None)
        }
        Text::Png(bytes) => Held::new(answer.status, media_type, bytes, None),
    }
}
