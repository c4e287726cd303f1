//! Serving one client over stdin and stdout.

use super::host::Host;
use rmcp::service::{ServerInitializeError, serve_server};
use rmcp::transport::stdio;
use std::io;

/// Why it could not serve.
#[derive(Debug, thiserror::Error)]
pub enum StdioError {
    /// The machine refuses to run it.
    #[error("cannot start")]
    Start(#[source] io::Error),
    /// The other side does not speak the protocol.
    #[error("the client does not speak the Model Context Protocol")]
    Protocol(#[source] Box<ServerInitializeError>),
    /// Something of ours broke.
    #[error("something broke")]
    Broken(#[source] tokio::task::JoinError),
}

/// Answers until stdin ends. Only messages of the protocol go to stdout.
///
/// # Errors
/// [`StdioError`].
pub fn serve_stdio(host: Host) -> Result<(), StdioError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(StdioError::Start)?;
    let ended = runtime.block_on(async move {
        match serve_server(host, stdio()).await {
            Ok(running) => running.waiting().await.map(|_| ()).map_err(StdioError::Broken),
            // A client that leaves before it says anything is no failure.
            Err(ServerInitializeError::ConnectionClosed(_) | ServerInitializeError::Cancelled) => Ok(()),
            Err(error) => Err(StdioError::Protocol(Box::new(error))),
        }
    });
    // A thread may still wait for input that never comes.
    runtime.shutdown_background();
    ended
}
