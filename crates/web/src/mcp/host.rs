//! The protocol's side: from requests of the library to [`call`] and [`read`], and back.

use super::resource::{MODEL_TEMPLATE, SOURCES, read};
use super::tool::{Reply, TOOLS, Tool, call, find_tool};
use crate::edition::Edition;
use crate::problem::Problem;
use rmcp::handler::server::ServerHandler;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, ErrorData, Implementation,
    ListResourceTemplatesResult, ListResourcesResult, ListToolsResult, PaginatedRequestParams,
    ReadResourceRequestParams, ReadResourceResponse, ReadResourceResult, Resource, ResourceContents, ResourceTemplate,
    ServerCapabilities, ServerConfig, Tool as Listed, ToolAnnotations,
};
use rmcp::service::{RequestContext, RoleServer};
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// Gives the edition of the moment.
pub type Editions = Arc<dyn Fn() -> Arc<Edition> + Send + Sync>;

const MARKDOWN: &str = "text/markdown";

/// Answers the requests of one client, or of all of them: it keeps nothing between requests.
#[derive(Clone)]
pub struct Host {
    editions: Editions,
    /// What the addresses of pages begin with; empty if there are none.
    site: Arc<str>,
    /// How many answers are made at once.
    making: Arc<Semaphore>,
    /// How long an answer may take, waiting included.
    within: Duration,
}

impl std::fmt::Debug for Host {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Host").field("site", &self.site).finish_non_exhaustive()
    }
}

impl Host {
    /// Answers from the edition of the moment of each request.
    pub fn new(editions: Editions, site: &str, making: Arc<Semaphore>, within: Duration) -> Self {
        Self { editions, site: site.into(), making, within }
    }

    /// Makes something on a thread that may take its time, in its turn and within the time an answer may take.
    async fn made<T: Send + 'static>(
        &self,
        make: impl FnOnce(&Edition, &str) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let busy = || Problem::new(503, "too much to do at the moment").hint("try again in some seconds");
        let work = async {
            let turn = Arc::clone(&self.making).acquire_owned().await.map_err(|_| busy())?;
            let (editions, site) = (Arc::clone(&self.editions), Arc::clone(&self.site));
            let made = tokio::task::spawn_blocking(move || {
                let _turn = turn;
                make(&editions(), &site)
            });
            made.await.unwrap_or_else(|error| {
                tracing::error!(%error, "an answer broke");
                Err(Problem::new(500, "something broke").hint("try other arguments; report it if it stays"))
            })
        };
        timeout(self.within, work).await.unwrap_or_else(|_| Err(busy()))
    }
}

/// What a client is told first.
fn instructions(edition: &Edition) -> String {
    let catalog = edition.catalog();
    format!(
        "weigh compares large language models and their providers with evidence: which model, on which provider, for \
         this workload, and how sure are we? Every value says who stated it and when it was read. Unknown means that no \
         source says anything: never read it as no or zero. † marks a value that was not read again for long; disputed \
         ones contradict newer claims. Prices are US dollars. Answers come from catalog {} as of {}, with its newest \
         reading of {}; nothing is fetched. Start with `compare`, or find ids with `search`.",
        catalog.version(),
        edition.day(),
        catalog.newest()
    )
}

fn listed(tool: &Tool) -> Listed {
    let hints = ToolAnnotations::with_title(tool.title).read_only(true).idempotent(true).open_world(false);
    Listed::new(tool.name, tool.about, tool.input_schema()).with_title(tool.title).with_annotations(hints)
}

fn succeeded(reply: Reply) -> CallToolResult {
    let mut result = CallToolResult::success(vec![ContentBlock::text(reply.text)]);
    result.structured_content = reply.structured;
    result
}

/// A failed call as an answer: what, why, and what to do.
fn failed(problem: &Problem) -> CallToolResult {
    CallToolResult::error(vec![ContentBlock::text(in_words(problem))])
}

fn in_words(problem: &Problem) -> String {
    let mut text = format!("error: {}", problem.title);
    if let Some(detail) = &problem.detail {
        let _ = write!(text, "\n  cause: {detail}");
    }
    if let Some(hint) = &problem.hint {
        let _ = write!(text, "\n  hint: {hint}");
    }
    text
}

impl ServerHandler for Host {
    fn get_info(&self) -> ServerConfig {
        let capabilities = ServerCapabilities::builder().enable_tools().enable_resources().build();
        let own = Implementation::new("weigh", env!("CARGO_PKG_VERSION")).with_title("weigh");
        ServerConfig::new(capabilities).with_server_info(own).with_instructions(instructions(&(self.editions)()))
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(TOOLS.iter().map(listed).collect()))
    }

    fn get_tool(&self, name: &str) -> Option<Listed> {
        TOOLS.iter().find(|tool| tool.name == name).map(listed)
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        // The protocol wants an error of its own for a tool that does not exist.
        find_tool(&request.name).map_err(|problem| ErrorData::invalid_params(in_words(&problem), None))?;
        let (name, arguments) = (request.name, request.arguments.unwrap_or_default());
        let made = self.made(move |edition, site| call(edition, site, &name, arguments)).await;
        Ok(made.map_or_else(|problem| failed(&problem), succeeded).into())
    }

    async fn list_resources(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListResourcesResult, ErrorData> {
        let sources = Resource::new(SOURCES, "sources")
            .with_title("Sources")
            .with_description("Every source of the catalog with its licence, attribution and the day it was last read")
            .with_mime_type(MARKDOWN);
        Ok(ListResourcesResult::with_all_items(vec![sources]))
    }

    async fn list_resource_templates(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListResourceTemplatesResult, ErrorData> {
        let model = ResourceTemplate::new(MODEL_TEMPLATE, "model")
            .with_title("Model")
            .with_description("A model: facts with their sources, all routes with prices, benchmark results")
            .with_mime_type(MARKDOWN);
        Ok(ListResourceTemplatesResult::with_all_items(vec![model]))
    }

    async fn read_resource(
        &self,
        request: ReadResourceRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<ReadResourceResponse, ErrorData> {
        let uri = request.uri.clone();
        match self.made(move |edition, _| read(edition, &uri)).await {
            Ok(text) => {
                let contents = ResourceContents::text(text, request.uri).with_mime_type(MARKDOWN);
                Ok(ReadResourceResult::new(vec![contents]).into())
            }
            Err(problem) if problem.status == 404 => Err(ErrorData::resource_not_found(in_words(&problem), None)),
            Err(problem) => Err(ErrorData::internal_error(in_words(&problem), None)),
        }
    }
}
