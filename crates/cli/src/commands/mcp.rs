//! `weigh mcp`.

use super::serve::{log, look};
use crate::arguments::{Log, Mcp};
use crate::failure::Failure;
use crate::open;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use weigh_web::Edition;
use weigh_web::mcp::{Editions, Host, StdioError, serve_stdio};

/// How often a new catalog and a new day are looked for, at most.
const LOOK_EVERY: Duration = Duration::from_secs(30);

/// How long an answer may take: a client waits for one or two.
const ANSWER_WITHIN: Duration = Duration::from_secs(60);

/// Runs the command.
pub(crate) fn run(arguments: &Mcp) -> Result<(), Failure> {
    log(Log::None);
    let edition = Arc::new(Edition::new(open::catalog_for(arguments.on, arguments.data.as_ref())?)?);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let making = Arc::new(Semaphore::new(cores));
    Ok(serve_stdio(Host::new(editions(arguments, edition), "", making, ANSWER_WITHIN))?)
}

/// The edition that was asked for by its day, else the newest.
fn editions(arguments: &Mcp, first: Arc<Edition>) -> Editions {
    if arguments.on.is_some() {
        return Arc::new(move || Arc::clone(&first));
    }
    let look = look(arguments.data.clone());
    let held = Mutex::new((Instant::now(), first));
    Arc::new(move || {
        let mut held = held.lock().unwrap_or_else(PoisonError::into_inner);
        if held.0.elapsed() >= LOOK_EVERY {
            let found = look(&held.1);
            *held = (Instant::now(), found.map_or_else(|| Arc::clone(&held.1), Arc::new));
        }
        Arc::clone(&held.1)
    })
}

impl From<StdioError> for Failure {
    fn from(error: StdioError) -> Self {
        let failure = match &error {
            StdioError::Protocol(_) => Self::input("cannot answer over stdin and stdout"),
            StdioError::Start(_) | StdioError::Broken(_) => Self::broken("cannot answer over stdin and stdout"),
        };
        failure.because(&error).hint("let an MCP client start `weigh mcp`; see docs/mcp.md")
    }
}
