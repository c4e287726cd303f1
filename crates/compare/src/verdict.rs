//! Verdicts: the recommendation, how strong it is, why, and what would flip it.

use crate::cite::{Cite, Missing};
use crate::finding::Finding;
use crate::span::Span;
use rust_decimal::Decimal;
use weigh_catalog::{ModelId, RouteId, Usd};

/// A recommendation between two or more models.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What it says.
    pub kind: VerdictKind,
    /// How strong it is.
    pub strength: Strength,
    /// What takes from its strength; empty for a strong one.
    pub weaknesses: Vec<Weakness>,
    /// Why, most weighty first.
    pub reasons: Vec<Finding>,
    /// What would flip it.
    pub sensitivity: Vec<Flip>,
}

/// Kinds of verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VerdictKind {
    /// One is not worse on anything known, and better beyond the margin on something.
    Dominates {
        /// The better one.
        better: ModelId,
        /// The other one.
        worse: ModelId,
    },
    /// Of three or more: one dominates every other.
    DominatesAll {
        /// The better one.
        better: ModelId,
        /// All others.
        others: Vec<ModelId>,
    },
    /// Of three or more: none dominates all; the choice is among those that no other dominates. The pairs say why.
    Choice {
        /// Cheapest first.
        among: Vec<ModelId>,
    },
    /// Each is better at something.
    TradeOff {
        /// The cheaper one; by id if the bills are the same or their order is open.
        cheaper: ModelId,
        /// The dearer one.
        dearer: ModelId,
        /// Dollars a month that the dearer one costs more; zero if the bills are the same.
        premium: Span<Usd>,
        /// What the dearer one is better at.
        dearer_buys: Vec<Finding>,
        /// What the cheaper one is better at besides cost.
        cheaper_keeps: Vec<Finding>,
    },
    /// Only this one meets the needs.
    OnlyEligible {
        /// The one.
        model: ModelId,
        /// The others, with what they miss in `reasons`.
        others: Vec<ModelId>,
    },
    /// No difference beyond margins in anything known, and enough is known to say so.
    Tie,
    /// Too little is known, or no model meets the needs.
    NotDecidable {
        /// What is missing and how to get it. Empty if it is known that none meets the needs.
        missing: Vec<Missing>,
    },
}

/// How strong a verdict is. Each kind of [`Weakness`] present counts once, `NoComparableResults` twice: none is strong,
/// one moderate, more weak. `NotDecidable` is always weak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// Little supports it.
    Weak,
    /// Something is missing.
    Moderate,
    /// Nothing known speaks against it.
    Strong,
}

/// What makes a verdict weaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Weakness {
    /// No two results are comparable at all.
    NoComparableResults,
    /// Fewer comparable independent benchmarks than three.
    FewComparableResults {
        /// How many there are.
        independent: usize,
    },
    /// A fact it rests on is disputed.
    Disputed(Cite),
    /// A fact it would rest on is unknown.
    Unknown(Missing),
    /// A price it rests on was last read so many days before the day: more than 90.
    Stale {
        /// The price.
        cite: Cite,
        /// Days since.
        days: u32,
    },
}

/// What would turn a verdict round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flip {
    /// Another mix of input and output.
    Mix {
        /// Share of output where the order of cost flips.
        output_share: Decimal,
        /// Share of output in the workload.
        now: Decimal,
        /// Cheaper beyond it.
        then: ModelId,
    },
    /// Another claim of a disputed value.
    Disputed(Cite),
    /// A value nobody told us.
    Unknown(Missing),
    /// A route whose eligibility is open and that would be cheaper.
    Route {
        /// The route.
        route: RouteId,
        /// What is missing.
        missing: Vec<Missing>,
    },
}
