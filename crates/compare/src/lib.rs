//! What the difference between models means for one workload: bills, comparisons, verdicts, switch friction.
//!
//! Pure: reads no clock, file, network or environment; today's date is an argument. Says nothing in words: every sentence
//! a page may print is a typed [`Finding`] with its [`Cite`]s, and the `render` crate phrases it. Section 4 of
//! `ARCHITECTURE.md` has the rules of reasoning.
//!
//! ```text
//! models + workload + needs + day ─► offers (ladder of bills per model) ─► pairs (gaps, rows, friction) ─► verdicts
//! ```

pub mod bill;
pub mod change;
pub mod check;
pub mod cite;
mod compare;
pub mod comparison;
pub mod cost;
pub mod error;
pub mod finding;
pub mod friction;
pub mod frontier;
mod ground;
pub mod lock;
pub mod needs;
pub mod offer;
pub mod pick;
pub mod profile;
pub mod project;
pub mod quality;
pub mod query;
pub mod row;
#[cfg(test)]
pub(crate) mod sample;
pub mod span;
pub mod tag;
pub mod verdict;
pub mod workload;

pub use bill::{Assumption, Bill, LineItem, NoRate, Terms, Usage, bill, bill_usage, rate_for};
pub use cite::{Cite, Missing, Remedy};
pub use compare::compare;
pub use comparison::{Comparison, Entry, Neighbour, Overall, Pair, Request};
pub use cost::{Blend, BreakEven, CostGap, CostOrder, MixPoint};
pub use error::CompareError;
pub use finding::{Finding, Gap, Left, What};
pub use friction::Friction;
pub use frontier::{cheapest_bill, frontier};
pub use needs::{Candidate, Eligibility, Judgement, NEEDS, Need, Needs, Outcome, Shortfall, judge};
pub use offer::{Apart, Offer, Offers, Refused, Supply, WhyApart};
pub use pick::{By, Choice, Demand, Judge, Pick, Relaxed, Row, Standing, Step, Unknown, Wish, considered, pick};
pub use profile::{LifeCycle, LifeStage, Profile, SizeClass, Stated};
pub use quality::{Evaluation, MarginBasis, QualityRow, Reads, WhyNot};
pub use row::{CapabilityRow, LimitRow};
pub use span::Span;
pub use tag::{TAGS, Tag, TagOutcome, TagRule};
pub use verdict::{Flip, Strength, Verdict, VerdictKind, Weakness};
pub use workload::{PRESETS, Preset, TierPolicy, Workload, WorkloadError};
