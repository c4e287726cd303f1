//! What can be typed. Doc comments here are the help texts, the man page and the completions; flags of a question come from
//! the table of its parameters.

mod check;
mod question;

pub(crate) use check::{Check, CheckFormat, Deny};
pub(crate) use question::QuestionArguments;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use rust_decimal::Decimal;
use std::net::SocketAddr;
use std::path::PathBuf;
use weigh_catalog::Day;
use weigh_catalog::date::parse_day;
use weigh_compare::change::KINDS;
use weigh_compare::workload::share;
use weigh_compare::{By, Unknown};

/// Which model, on which provider, for this workload, and how sure are we?
///
/// weigh compares LLMs with evidence: every value says who stated it, when it was read and from when it holds. It works
/// offline on an embedded catalog.
#[derive(Debug, Parser)]
#[command(name = "weigh", version, max_term_width = 100, args_conflicts_with_subcommands = true)]
pub(crate) struct Arguments {
    /// What to do; nothing shows what there is.
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// What weigh can do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Compare(Box<Compare>),
    Pick(Box<Pick>),
    Show(Show),
    List(List),
    History(History),
    Changes(Changes),
    Check(Check),
    Sync(Sync),
    Serve(Serve),
    Mcp(Mcp),
    Site(Site),
    Completions(Completions),
    Man(Man),
}

/// Compare two or more models on one page: verdict, cost, friction, specs, benchmarks, sources
///
/// Models are named as you know them: `llama 3.2 1b`, `meta/llama-3.2-1b` or a provider's own id.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  weigh compare llama-3.2-1b trinity-large-thinking
  weigh compare o4-mini 'claude sonnet 4.5' --preset agent --needs function-calling
  weigh compare o4-mini gpt-5-mini --input 800M --output 250M --cached 30% --format html -o page.html")]
pub(crate) struct Compare {
    /// Two or more models
    #[arg(required = true, value_name = "MODEL")]
    pub(crate) models: Vec<String>,
    #[command(flatten)]
    pub(crate) question: QuestionArguments,
    /// Print long ladders and lists to their end; HTML always holds them, folded
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// Pick routes that meet needs: of all there are, by what a month of this traffic costs
///
/// Routes of which an asked fact is missing stand in a list of their own: unknown neither passes nor fails.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  weigh pick --needs vision,function-calling --context 200k
  weigh pick --preset agent --open weights --no-training --benchmark epoch/gpqa-diamond
  weigh pick --needs vision --by model
  weigh pick --context 200k --explain openai/o4-mini@openai
  weigh pick --needs structured-outputs --unknown exclude --format csv")]
pub(crate) struct Pick {
    #[command(flatten)]
    pub(crate) question: QuestionArguments,
    /// What becomes of routes of which an asked fact is missing: a list of their own, among the others, or only counted
    #[arg(long, value_name = "WHAT", default_value = "show", value_parser = PossibleValuesParser::new(Unknown::IDS))]
    pub(crate) unknown: String,
    /// What a row of the lists stands for: a route, or a model at the best of its routes
    #[arg(long, value_name = "WHAT", default_value = "route", value_parser = PossibleValuesParser::new(By::IDS))]
    pub(crate) by: String,
    /// Set price against the results in this benchmark
    #[arg(long, value_name = "BENCHMARK")]
    pub(crate) benchmark: Option<String>,
    /// Tell all about one route, `lab/model@provider`, and where it stands
    #[arg(long, value_name = "ROUTE")]
    pub(crate) explain: Option<String>,
    /// Print long lists to their end
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// Show a model, route, provider, benchmark or source with every claim behind every value
///
/// Routes are named `lab/model@provider`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  weigh show o4-mini
  weigh show openai/o4-mini@openai
  weigh show fireworks-ai
  weigh show epoch/gpqa-diamond
  weigh show models-dev")]
pub(crate) struct Show {
    /// What to show
    #[arg(required = true, value_name = "THING", num_args = 1..)]
    pub(crate) thing: Vec<String>,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// List models, providers, routes, benchmarks or sources; filter, sort, as table, CSV or JSON
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  weigh list models --match llama --sort routes
  weigh list routes --match o4-mini --sort input
  weigh list providers --match host --format csv")]
pub(crate) struct List {
    /// What to list
    pub(crate) what: What,
    /// Only rows in which some column holds this text
    #[arg(long = "match", value_name = "TEXT")]
    pub(crate) pattern: Vec<String>,
    /// Sort by this column; a leading `-` turns it round
    #[arg(long, value_name = "COLUMN", allow_hyphen_values = true)]
    pub(crate) sort: Option<String>,
    /// At most so many rows
    #[arg(long, value_name = "COUNT")]
    pub(crate) limit: Option<usize>,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// What can be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum What {
    /// Models, with routes and cheapest prices
    Models,
    /// Who serves them
    Providers,
    /// Every model at every provider, with its prices
    Routes,
    /// Benchmarks, with the number of results
    Benchmarks,
    /// Where the statements come from
    Sources,
}

/// Print the dated prices of a model or route with a small chart
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  weigh history arcee-ai/trinity-large-thinking@openrouter
  weigh history o4-mini")]
pub(crate) struct History {
    /// A model or route
    #[arg(required = true, value_name = "THING", num_args = 1..)]
    pub(crate) thing: Vec<String>,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// What changed since a day: prices, limits, capabilities, licences, new and withdrawn routes, announced retirements
///
/// A change is what the same source says otherwise from a day on. What a source said when it was first read is no news, and
/// where another source decides now, that is told apart.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  weigh changes
  weigh changes --since 2026-09-01 --models o4-mini,claude-sonnet-4.5
  weigh changes --since 2026-10-01 --providers openrouter --kinds price --least 10% --format csv
  weigh changes --against
  weigh changes --against old-catalog.weigh")]
pub(crate) struct Changes {
    /// The earlier day, YYYY-MM-DD; 30 days before the later one, which `--on` names, if left out
    #[arg(long, value_name = "DATE", value_parser = day, conflicts_with = "against")]
    pub(crate) since: Option<Day>,
    /// Only these models, comma-separated
    #[arg(long, value_name = "MODEL", value_delimiter = ',')]
    pub(crate) models: Vec<String>,
    /// Only routes at these providers, comma-separated
    #[arg(long, value_name = "PROVIDER", value_delimiter = ',')]
    pub(crate) providers: Vec<String>,
    /// Only these kinds, comma-separated
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = PossibleValuesParser::new(KINDS))]
    pub(crate) kinds: Vec<String>,
    /// Leave out amounts that moved by less than this share of the old one: 10%
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(crate) least: Option<Decimal>,
    /// What another catalog file said of the day of its newest reading, and what is said of that day now: corrections;
    /// without FILE, the catalog that the last sync replaced
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, num_args = 0..=1)]
    #[expect(clippy::option_option, reason = "how an option is written whose value may be left out")]
    pub(crate) against: Option<Option<PathBuf>>,
    /// Print long lists to their end
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// Read sources again: fetch, show the plan, apply it on confirmation
///
/// A sync that fails or is interrupted leaves the catalog as it was.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  weigh sync
  weigh sync models-dev openrouter-models --yes
  weigh sync --from ~/snapshots --dry-run
  weigh sync litellm --accept 'route gpt-5 at openai'")]
pub(crate) struct Sync {
    /// Importers to run; all that have an address, if none is named
    #[arg(value_name = "SOURCE")]
    pub(crate) sources: Vec<String>,
    /// Read a file or folder (plain or .gz) instead of the network
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(crate) from: Option<PathBuf>,
    /// Apply without asking
    #[arg(long, short = 'y')]
    pub(crate) yes: bool,
    /// Show the plan and stop
    #[arg(long, conflicts_with = "yes")]
    pub(crate) dry_run: bool,
    /// Let what waits for you through: a subject as the plan names it, its id, or `all`; may be repeated
    #[arg(long, value_name = "SUBJECT")]
    pub(crate) accept: Vec<String>,
    /// Show every line of the plan and every unresolved id
    #[arg(long, short = 'v')]
    pub(crate) verbose: bool,
    /// Longest time for one source, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "120", value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(crate) timeout: u64,
    /// Most attempts after the first, where another may help
    #[arg(long, value_name = "COUNT", default_value = "3", value_parser = clap::value_parser!(u32).range(0..=10))]
    pub(crate) retries: u32,
}

/// Serve the reference as web pages and a JSON API
///
/// Listens on this machine only unless told otherwise. A catalog synced meanwhile is taken up without a restart. Stop it with
/// Ctrl-C or SIGTERM: answers under way are given.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  weigh serve
  weigh serve --listen 127.0.0.1:0
  weigh serve --listen 0.0.0.0:80 --origin https://weigh.example --log json")]
pub(crate) struct Serve {
    /// Address and port; port 0 takes any free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// Path that every address begins with, such as /weigh, behind a proxy that removes it
    #[arg(long, value_name = "PATH", default_value = "", value_parser = root)]
    pub(crate) root: String,
    /// Scheme and host readers use, for canonical addresses and previews: `https://weigh.example`
    #[arg(long, value_name = "ORIGIN", default_value = "", value_parser = origin)]
    pub(crate) origin: String,
    /// Memory for answers given before, in megabytes
    #[arg(long, value_name = "MB", default_value_t = 64, value_parser = clap::value_parser!(u64).range(1..=65536))]
    pub(crate) keep: u64,
    /// Log each request to stderr
    #[arg(long, value_name = "FORM", default_value = "none")]
    pub(crate) log: Log,
    /// Folder with your own TOML: negotiated prices, private models, aliases
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) data: Option<PathBuf>,
}

/// Answer agents over stdin and stdout (Model Context Protocol)
///
/// A client starts it and speaks JSON-RPC with it, line by line; it ends when its stdin does. The same tools are served over
/// HTTP by `weigh serve` at `/mcp`. Without `--on`, a catalog synced meanwhile and a new day are taken up.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  weigh mcp
  weigh mcp --data ~/prices")]
pub(crate) struct Mcp {
    /// Answer as of this day, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) on: Option<Day>,
    /// Folder with your own TOML: negotiated prices, private models, aliases
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) data: Option<PathBuf>,
}

/// Write the reference as a folder of files
///
/// The site works below any path, from any store of files and opened from a disk; nothing it does leaves it. Written again,
/// only what changed is written, and pages that are no longer made are removed; other files in the folder are left alone.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  weigh site public
  weigh site public --pairs 20000 --origin https://weigh.example
  weigh site public --models o4-mini,gpt-5-mini,llama-3.2-1b --pairs all --only")]
pub(crate) struct Site {
    /// The folder; made if it is not there
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) folder: PathBuf,
    /// So many comparisons, or `all` of the models named
    ///
    /// The most relevant ones: models on offer are ranked by the sum of their places by routes on offer and by benchmark
    /// results; pairs with the least sum of ranks come first. Without this: all pairs of `--models`, else 1000.
    #[arg(long, value_name = "COUNT", value_parser = pairs, conflicts_with = "pairs_from")]
    pub(crate) pairs: Option<Pairs>,
    /// The comparisons in this file: two models a line, with a comma between them
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) pairs_from: Option<PathBuf>,
    /// Compare only these models, comma-separated
    #[arg(long, value_name = "MODEL", value_delimiter = ',', conflicts_with = "pairs_from")]
    pub(crate) models: Vec<String>,
    /// Write pages of the compared models alone, and of who serves and tests them
    #[arg(long)]
    pub(crate) only: bool,
    /// Where it will be published, path included: for canonical addresses and the site map
    #[arg(long, value_name = "URL", default_value = "", value_parser = published)]
    pub(crate) origin: String,
    /// Write into a folder that holds other files; they are left alone
    #[arg(long)]
    pub(crate) into_existing: bool,
    /// Answer as of this day, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) on: Option<Day>,
    /// Folder with your own TOML: negotiated prices, private models, aliases
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) data: Option<PathBuf>,
    /// Print what was done as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// How many comparisons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pairs {
    /// At most so many.
    Most(usize),
    /// All of the models named.
    All,
}

/// Forms of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Log {
    /// Warnings alone
    None,
    /// A line for each request
    Text,
    /// A JSON object for each request
    Json,
}

/// Print completions for a shell
#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
}

/// Print the manual page
#[derive(Debug, Args)]
pub(crate) struct Man {}

/// How and from what to answer.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output and data")]
pub(crate) struct Common<F: ValueEnum + Clone + Send + std::marker::Sync + 'static = Format> {
    /// Answer as of this day, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) on: Option<Day>,
    /// Folder with your own TOML: negotiated prices, private models, aliases
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) data: Option<PathBuf>,
    /// Format of the answer
    #[arg(long, short = 'f', value_name = "FORMAT", default_value = "terminal")]
    pub(crate) format: F,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub(crate) json: bool,
    /// Write to a file instead of stdout
    #[arg(long = "write", short = 'o', value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) write: Option<PathBuf>,
    /// Colour on the terminal
    #[arg(long = "color", value_name = "WHEN", default_value = "auto")]
    pub(crate) colour: Colour,
}

impl Common {
    /// The format asked for.
    pub(crate) fn format(&self) -> Format {
        if self.json { Format::Json } else { self.format }
    }
}

/// Formats of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Text for the terminal
    #[value(alias = "table", alias = "text")]
    Terminal,
    /// Markdown
    #[value(alias = "md")]
    Markdown,
    /// One self-contained page
    Html,
    /// The published shape json/v1
    Json,
    /// The tables alone, comma-separated
    Csv,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// A path to put before others: begins with a slash, ends with none.
fn root(text: &str) -> Result<String, String> {
    let root = text.trim_end_matches('/');
    let is_plain =
        root.split('/').skip(1).all(|part| !part.is_empty() && part != ".." && part.bytes().all(is_plain_byte));
    if root.is_empty() || (root.starts_with('/') && is_plain) {
        Ok(root.to_owned())
    } else {
        Err("write a path such as `/weigh`".to_owned())
    }
}

fn is_plain_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}

/// Scheme and host without a path.
fn origin(text: &str) -> Result<String, String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = host.map(|host| host.trim_end_matches('/'));
    let is_host =
        |host: &&str| !host.is_empty() && host.bytes().all(|byte| is_plain_byte(byte) || b":[]".contains(&byte));
    match host.filter(is_host) {
        _ if text.is_empty() => Ok(String::new()),
        Some(_) => Ok(text.trim_end_matches('/').to_owned()),
        None => Err("write scheme and host, such as `https://weigh.example`".to_owned()),
    }
}

/// Scheme, host and perhaps a path.
fn published(text: &str) -> Result<String, String> {
    let text = text.trim_end_matches('/');
    let start = text.find("://").map_or(0, |at| at + 3);
    let (host, path) = text.split_at(text[start..].find('/').map_or(text.len(), |at| start + at));
    match (origin(host), root(path)) {
        (Ok(host), Ok(path)) if !host.is_empty() || path.is_empty() => Ok(host + &path),
        _ => Err("write where the site will be, such as `https://weigh.example/reference`".to_owned()),
    }
}

fn pairs(text: &str) -> Result<Pairs, String> {
    match text.parse() {
        Ok(count) => Ok(Pairs::Most(count)),
        Err(_) if text == "all" => Ok(Pairs::All),
        Err(_) => Err("write a number, or `all`".to_owned()),
    }
}

fn day(text: &str) -> Result<Day, String> {
    let day = parse_day(text).map_err(|error| error.to_string())?;
    if text.trim().len() == 10 { Ok(day) } else { Err("write the day as YYYY-MM-DD".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn roots_and_origins_are_plain() {
        assert_eq!((root("/weigh/"), root("/"), root("")), (Ok("/weigh".into()), Ok(String::new()), Ok(String::new())));
        assert_eq!(origin("https://weigh.example/"), Ok("https://weigh.example".into()));
        for bad in ["weigh", "/a//b", "/../x", "/<script>"] {
            assert!(root(bad).is_err(), "{bad}");
        }
        for bad in ["weigh.example", "https://", "https://a/b", "javascript://a", "https://a\"b"] {
            assert!(origin(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_site_may_be_published_below_a_path() {
        for (text, read) in
            [("https://a.example/", "https://a.example"), ("https://a.example/b/c/", "https://a.example/b/c"), ("", "")]
        {
            assert_eq!(published(text), Ok(read.to_owned()));
        }
        for bad in ["a.example", "/weigh", "https:///x", "https://a/..", "https://a/<b>", "javascript://a"] {
            assert!(published(bad).is_err(), "{bad}");
        }
        assert_eq!((pairs("20"), pairs("all")), (Ok(Pairs::Most(20)), Ok(Pairs::All)));
        assert!(pairs("some").is_err() && pairs("-1").is_err());
    }

    #[test]
    fn days_are_whole_dates() {
        assert!(day("2026-05-22").is_ok());
        for bad in ["2026-5-22", "22.05.2026", "2026-05-22T10:00", "tomorrow", ""] {
            assert!(day(bad).is_err(), "{bad}");
        }
    }
}
