//! A comparison as an answer.

mod build;

pub use build::comparison;
pub(super) use build::{needs, workload};

use super::evidence::{Evidence, Source};
use super::value::{Range, Stated, Status};
use schemars::JsonSchema;
use serde::Serialize;

/// Two or more models compared for one workload on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Comparison {
    /// `weigh/json/v1`.
    pub format: String,
    /// `comparison`.
    pub kind: String,
    /// The day it is made for.
    pub day: String,
    /// Version of the catalog snapshot; empty if not stated.
    pub snapshot: String,
    /// The traffic behind every total.
    pub workload: Workload,
    /// What was asked of the routes.
    pub needs: Needs,
    /// What all of it says.
    pub verdict: Verdict,
    /// The cheapest model; null if none has a bill.
    pub cheapest: Option<String>,
    /// Models that no other dominates, cheapest first.
    pub undominated: Vec<String>,
    /// The models, in the order they were named.
    pub models: Vec<Entry>,
    /// Every two of them.
    pub pairs: Vec<Pair>,
    /// Who said what.
    pub evidence: Vec<Evidence>,
    /// The sources that evidence names.
    pub sources: Vec<Source>,
}

/// A month of traffic; counts are inclusive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Workload {
    /// The preset or file it comes from.
    pub name: Option<String>,
    /// Requests a month.
    pub requests: Option<u64>,
    /// Input tokens a month, cached ones included.
    pub input_tokens: u64,
    /// Output tokens a month, reasoning included.
    pub output_tokens: u64,
    /// Share of the input read from the cache, 0 to 1.
    pub cached_share: String,
    /// Share of the input written to the cache, 0 to 1.
    pub cache_write_share: String,
    /// Reasoning tokens a month, part of the output.
    pub reasoning_tokens: u64,
    /// Service tiers it may run in; each route takes the cheapest of them.
    pub tiers: Vec<String>,
    /// Region the requests must be processed in.
    pub region: Option<String>,
    /// Input tokens of one request.
    pub prompt_tokens: Option<u64>,
    /// The same in words.
    pub text: String,
}

/// What was asked of the routes; null and empty ask for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Needs {
    /// Least context window, in tokens.
    pub context: Option<u64>,
    /// Least max output, in tokens.
    pub output: Option<u64>,
    /// Capabilities.
    pub capabilities: Vec<String>,
    /// Least openness.
    pub openness: Option<String>,
    /// Least commercial use: `allowed`, `conditional` or `forbidden`.
    pub commercial: Option<String>,
    /// Where requests must be processed.
    pub region: Option<String>,
    /// Whether prompts must not be used for training.
    pub no_training: bool,
    /// Least bits a weight.
    pub least_bits: Option<u32>,
    /// Only these providers.
    pub allow: Vec<String>,
    /// None of these providers.
    pub deny: Vec<String>,
    /// Only providers of these kinds; empty for all.
    pub kinds: Vec<String>,
    /// Most weights in all.
    pub max_parameters: Option<u64>,
    /// Whether prompts must not be kept.
    pub zero_retention: bool,
    /// Least scores in benchmarks.
    pub levels: Vec<Level>,
    /// Months ahead in which no retirement may be announced.
    pub alive_months: Option<i32>,
    /// Whether a month of the traffic must have a known price.
    pub priced: bool,
    /// Most whole US dollars that a month of the traffic may cost.
    pub budget_usd: Option<u64>,
}

/// A least score in a benchmark; the most where less is better.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Level {
    /// The benchmark's id.
    pub benchmark: String,
    /// The score.
    pub score: String,
}

/// A recommendation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Verdict {
    /// `dominates`, `dominates-all`, `choice`, `trade-off`, `only-eligible`, `tie` or `not-decidable`.
    pub verdict: String,
    /// In words.
    pub text: String,
    /// The models it names, the better or cheaper first.
    pub models: Vec<String>,
    /// In a trade-off: dollars a month that the dearer one costs more.
    pub premium_usd: Option<Range>,
    /// `strong`, `moderate` or `weak`.
    pub strength: String,
    /// What takes from its strength, in words.
    pub weaknesses: Vec<String>,
    /// Why, most weighty first.
    pub reasons: Vec<Finding>,
    /// What would flip it, in words.
    pub sensitivity: Vec<String>,
    /// What is missing, if it is not decidable.
    pub missing: Vec<Missing>,
}

/// Something nobody told us that matters here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Missing {
    /// What, in words.
    pub text: String,
    /// `sync`, `overlay`, `probe`, `trial` or `workload`.
    pub remedy: String,
}

/// One thing that may be said, with its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Finding {
    /// Its kind: `cheaper`, `larger-limit`, ...
    pub finding: String,
    /// In words.
    pub text: String,
    /// Numbers of the evidence.
    pub evidence: Vec<usize>,
}

/// One model of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Entry {
    /// `lab/model`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// First public day.
    pub released: Stated<String>,
    /// Where its training knowledge ends.
    pub knowledge_cutoff: Stated<String>,
    /// Weights in all.
    pub parameters: Stated<u64>,
    /// Weights used for each token.
    pub active_parameters: Stated<u64>,
    /// Kind of network.
    pub architecture: Stated<String>,
    /// `tiny`, `small`, `medium`, `large` or `very large`, by weights in all.
    pub size: Stated<String>,
    /// `open source`, `open weights` or `closed`.
    pub openness: Stated<String>,
    /// Its licence.
    pub licence: Stated<String>,
    /// `allowed`, `conditional` or `forbidden`.
    pub commercial: Stated<String>,
    /// First day it can no longer be called.
    pub retires: Stated<String>,
    /// Whole months from the day to its retirement.
    pub months_left: Option<u32>,
    /// What its lab names instead.
    pub replacement: Stated<String>,
    /// Whether some route on offer meets the needs.
    pub eligibility: Eligibility,
    /// Id of the cheapest eligible route; null if there is none.
    pub cheapest_route: Option<String>,
    /// Routes with a bill, cheapest first.
    pub ladder: Vec<Offer>,
    /// Routes on offer without a bill.
    pub refused: Vec<Refused>,
    /// Routes that count in no total.
    pub apart: Vec<Apart>,
    /// Who serves it.
    pub supply: Supply,
    /// Every tag, whether it holds or not.
    pub tags: Vec<Tag>,
    /// Related models.
    pub neighbours: Vec<Neighbour>,
    /// What may be said of it alone.
    pub findings: Vec<Finding>,
}

/// What all needs together say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Eligibility {
    /// `eligible`, `not-eligible` or `undecided`.
    pub status: String,
    /// What is missed or missing, in words; empty if eligible.
    pub because: Option<String>,
}

/// A route with its bill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Offer {
    /// `lab/model@provider`.
    pub route: String,
    /// Whether it meets the needs.
    pub eligibility: Eligibility,
    /// Whether a router passes requests on to somebody else here.
    pub through_router: bool,
    /// The bill in the cheapest allowed tier.
    pub bill: Bill,
    /// Bills in the other allowed tiers, cheapest first.
    pub other_tiers: Vec<Bill>,
}

/// What the workload costs on one route in one tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Bill {
    /// Service tier.
    pub tier: String,
    /// US dollars a month.
    pub total_usd: Range,
    /// Line by line.
    pub lines: Vec<LineItem>,
    /// What it takes for granted, in words.
    pub assumptions: Vec<String>,
}

/// One line of a bill: units × rate / 1,000,000.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LineItem {
    /// What was used.
    pub meter: String,
    /// The rate it is charged at.
    pub rate: String,
    /// How many units.
    pub units: String,
    /// US dollars per million units.
    pub usd_per_million: Range,
    /// US dollars.
    pub amount_usd: Range,
    /// Numbers of the evidence of the rate.
    pub evidence: Vec<usize>,
}

/// A route on offer without a bill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Refused {
    /// `lab/model@provider`.
    pub route: String,
    /// Why, in words.
    pub because: String,
}

/// A route that counts in no total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Apart {
    /// `lab/model@provider`.
    pub route: String,
    /// `withdrawn`, `not-yet` or `undecided`.
    pub status: String,
    /// Since when it is withdrawn, or from when it is listed.
    pub day: Option<String>,
    /// The models it may serve, if undecided.
    pub candidates: Vec<String>,
    /// Why that is open.
    pub because: Option<String>,
}

/// Who serves a model; routers add reach, not independence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Supply {
    /// Independent providers.
    pub independent: usize,
    /// Providers that serve it themselves.
    pub direct: Vec<String>,
    /// Further hosts behind routers.
    pub behind_routers: Vec<String>,
    /// Providers that sell it within a plan.
    pub plans: Vec<String>,
    /// Routers that pass requests on.
    pub routers: Vec<String>,
}

/// One rule applied to one model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Tag {
    /// Its id.
    pub id: String,
    /// The words people read.
    pub label: String,
    /// The rule in words.
    pub rule: String,
    /// `holds`, `fails` or `unknown`.
    pub outcome: String,
    /// Numbers of the evidence.
    pub evidence: Vec<usize>,
    /// What is missing, if unknown.
    pub missing: Vec<Missing>,
}

/// A related model with its cheapest route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Neighbour {
    /// What it is to the model.
    pub relation: String,
    /// Its id.
    pub model: String,
    /// Its cheapest eligible route.
    pub route: Option<String>,
    /// The workload's cost there, US dollars a month.
    pub total_usd: Option<Range>,
}

/// Two models of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Pair {
    /// The first model.
    pub a: String,
    /// The second model.
    pub b: String,
    /// Cost.
    pub cost: Cost,
    /// Context, max input, max output.
    pub limits: Vec<Limit>,
    /// Capabilities that somebody says something about.
    pub capabilities: Vec<Capability>,
    /// Benchmarks both have results in.
    pub quality: Vec<Quality>,
    /// What may be said of the two.
    pub findings: Vec<Finding>,
    /// What changes from the first to the second.
    pub switch_a_to_b: Vec<Finding>,
    /// What changes from the second to the first.
    pub switch_b_to_a: Vec<Finding>,
    /// Which, and how sure.
    pub verdict: Verdict,
}

/// Cost of two models side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Cost {
    /// `cheaper`, `same`, `open` or `unknown`.
    pub order: String,
    /// The cheaper model.
    pub cheaper: Option<String>,
    /// US dollars a month between them.
    pub difference_usd: Option<Range>,
    /// The difference as a share of the dearer bill, 0 to 1.
    pub saving: Option<Range>,
    /// The dearer bill divided by the cheaper one.
    pub times: Option<String>,
    /// Mixes at which the cheapest route changes.
    pub break_even: Vec<BreakEven>,
    /// Price of 70 % input and 30 % output of the first model, US dollars per million tokens.
    pub blend_a_usd: Option<Range>,
    /// The same of the second model.
    pub blend_b_usd: Option<Range>,
}

/// A mix at which the cheapest route changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BreakEven {
    /// Share of output in all tokens, 0 to 1.
    pub output_share: String,
    /// Cheapest below that share.
    pub below: String,
    /// Cheapest above that share.
    pub above: String,
}

/// One limit of two models.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Limit {
    /// `context`, `max-input` or `max-output`.
    pub field: String,
    /// The first model's, in tokens.
    pub a: Stated<u64>,
    /// The second model's, in tokens.
    pub b: Stated<u64>,
}

/// One capability of two models.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Capability {
    /// Which.
    pub capability: String,
    /// The first model's: true, false, or null if unknown.
    pub a: Stated<bool>,
    /// The second model's.
    pub b: Stated<bool>,
}

/// Two results in one benchmark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Quality {
    /// The benchmark's id.
    pub benchmark: String,
    /// What it tests.
    pub areas: Vec<String>,
    /// The first model's score.
    pub a: Stated<String>,
    /// The second model's score.
    pub b: Stated<String>,
    /// Settings of the first run; empty if not stated.
    pub a_settings: String,
    /// Settings of the second run; empty if not stated.
    pub b_settings: String,
    /// `independent`, `self-reported` or `unstated`.
    pub a_evaluation: String,
    /// `independent`, `self-reported` or `unstated`.
    pub b_evaluation: String,
    /// `ahead`, `behind`, `tie` or `not-comparable`: the first against the second.
    pub reads: String,
    /// How much better the first is; negative if worse.
    pub difference: Option<String>,
    /// The 95 % margin of the difference.
    pub margin: Option<String>,
    /// Why the scores are not subtracted.
    pub because: Option<String>,
}

impl<T> Stated<T> {
    pub(super) fn of(value: T, is_disputed: bool, evidence: Vec<usize>) -> Self {
        let status = if is_disputed { Status::Disputed } else { Status::Known };
        Self { status, value: Some(value), evidence }
    }
}
