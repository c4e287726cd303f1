//! Verdicts: the recommendation, how strong it is, why, and what would flip it.

mod all;
mod missing;
mod sensitivity;
mod strength;

pub(crate) use all::judge_all;

use crate::cite::{Cite, Missing};
use crate::comparison::{Entry, Pair};
use crate::cost::CostOrder;
use crate::finding::{Finding, What};
use crate::ground::Ground;
use crate::needs::Eligibility;
use crate::quality::Reads;
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

impl Verdict {
    /// Nothing known and nothing missed: what a pair starts from.
    pub(crate) const fn undecided() -> Self {
        Self {
            kind: VerdictKind::NotDecidable { missing: Vec::new() },
            strength: Strength::Weak,
            weaknesses: Vec::new(),
            reasons: Vec::new(),
            sensitivity: Vec::new(),
        }
    }
}

/// Judges a pair whose tables and findings are filled.
pub(crate) fn judge_pair(a: &Entry, b: &Entry, pair: &Pair, ground: &Ground) -> Verdict {
    if let Some(verdict) = by_eligibility(a, b, ground) {
        return verdict;
    }
    let own = a.findings.iter().chain(&b.findings).filter(|finding| matches!(finding.what, What::NotPriced { .. }));
    let shared = pair.findings.iter().filter(|finding| is_reason(&finding.what));
    let reasons: Vec<Finding> = own.chain(shared).cloned().collect();
    let kind = kind(a, b, pair);
    let weaknesses = strength::weaknesses(a, b, pair, ground);
    Verdict {
        strength: strength::strength(&kind, &weaknesses),
        weaknesses,
        reasons,
        sensitivity: sensitivity::flips(a, b, pair, &kind, ground),
        kind,
    }
}

/// What stands for or against a model, and what leaves that open.
fn is_reason(what: &What) -> bool {
    let leaves_open = matches!(
        what,
        What::SameCost { .. }
            | What::CostOpen { .. }
            | What::Level { .. }
            | What::NoSharedBenchmark { .. }
            | What::Disputed { .. }
    );
    what.favours().is_some() || leaves_open
}

/// The verdict where needs decide, or keep it open: `None` if both models are eligible.
fn by_eligibility(a: &Entry, b: &Entry, ground: &Ground) -> Option<Verdict> {
    let only = |model: &Entry, other: &Entry| VerdictKind::OnlyEligible {
        model: model.model.id.clone(),
        others: vec![other.model.id.clone()],
    };
    let kind = match (&a.eligibility, &b.eligibility) {
        (Eligibility::Eligible, Eligibility::Eligible) => return None,
        (Eligibility::Eligible, Eligibility::Not(_)) => only(a, b),
        (Eligibility::Not(_), Eligibility::Eligible) => only(b, a),
        _ => VerdictKind::NotDecidable { missing: missing::of_eligibility(&[a, b]) },
    };
    let is_reason =
        |finding: &&Finding| matches!(finding.what, What::NotEligible { .. } | What::EligibilityOpen { .. });
    let weaknesses = match &kind {
        VerdictKind::OnlyEligible { model, .. } => {
            let only = if *model == a.model.id { a } else { b };
            strength::of_price(only, ground).into_iter().collect()
        }
        _ => Vec::new(),
    };
    Some(Verdict {
        strength: strength::strength(&kind, &weaknesses),
        weaknesses,
        reasons: a.findings.iter().chain(&b.findings).filter(is_reason).cloned().collect(),
        sensitivity: missing::of_eligibility(&[a, b]).into_iter().map(Flip::Unknown).collect(),
        kind,
    })
}

fn kind(a: &Entry, b: &Entry, pair: &Pair) -> VerdictKind {
    if pair.cost.order == CostOrder::Unknown {
        return VerdictKind::NotDecidable { missing: missing::of_cost(&[a, b]) };
    }
    let for_model = |entry: &Entry| -> Vec<Finding> {
        pair.findings.iter().filter(|finding| finding.what.favours() == Some(&entry.model.id)).cloned().collect()
    };
    let (for_a, for_b) = (for_model(a), for_model(b));
    match (for_a.is_empty(), for_b.is_empty()) {
        (false, true) => dominates(a, b),
        (true, false) => dominates(b, a),
        (false, false) => trade_off((a, for_a), (b, for_b), &pair.cost.order),
        (true, true) if is_enough_for_a_tie(pair) => VerdictKind::Tie,
        (true, true) => VerdictKind::NotDecidable { missing: missing::of_results(&[a, b]) },
    }
}

/// A tie is a result only if something could have made a difference: the same cost, and a comparable benchmark.
fn is_enough_for_a_tie(pair: &Pair) -> bool {
    pair.cost.order == CostOrder::Same && pair.quality.iter().any(|row| matches!(row.reads, Reads::Tie(_)))
}

fn dominates(better: &Entry, worse: &Entry) -> VerdictKind {
    VerdictKind::Dominates { better: better.model.id.clone(), worse: worse.model.id.clone() }
}

fn trade_off(a: (&Entry, Vec<Finding>), b: (&Entry, Vec<Finding>), order: &CostOrder) -> VerdictKind {
    let a_is_cheaper = match order {
        CostOrder::Cheaper { cheaper, .. } => *cheaper == a.0.model.id,
        _ => a.0.model.id < b.0.model.id,
    };
    let ((cheap, kept), (dear, bought)) = if a_is_cheaper { (a, b) } else { (b, a) };
    let total = |entry: &Entry| entry.offers.best().map_or(Span::ZERO, |best| best.bill.total);
    let premium = if *order == CostOrder::Same { Span::ZERO } else { total(dear).minus(total(cheap)) };
    let is_cost = |finding: &Finding| matches!(finding.what, What::Cheaper { .. });
    VerdictKind::TradeOff {
        cheaper: cheap.model.id.clone(),
        dearer: dear.model.id.clone(),
        premium,
        dearer_buys: bought,
        cheaper_keeps: kept.into_iter().filter(|finding| !is_cost(finding)).collect(),
    }
}
