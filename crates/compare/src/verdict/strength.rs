//! Strength: what takes from a verdict.

use super::{Strength, VerdictKind, Weakness, missing};
use crate::comparison::{Entry, Pair};
use crate::cost::CostOrder;
use crate::finding::What;
use crate::finding::alone::oldest_price_day;
use crate::ground::Ground;
use crate::quality::{Evaluation, QualityRow};
use jiff::Unit;
use std::collections::BTreeSet;
use weigh_catalog::Day;

/// Independent comparable benchmarks below which quality is thinly supported.
const ENOUGH_BENCHMARKS: usize = 3;

/// What makes a verdict about two eligible models weaker, in a fixed order.
pub(super) fn weaknesses(a: &Entry, b: &Entry, pair: &Pair, ground: &Ground) -> Vec<Weakness> {
    let mut all: Vec<Weakness> = of_quality(&pair.quality).into_iter().collect();
    all.extend(disputed(a, b, pair));
    all.extend([a, b].into_iter().flat_map(missing::of_limits).map(Weakness::Unknown));
    all.extend([a, b].into_iter().filter_map(|entry| of_price(entry, ground)));
    all
}

/// Counts benchmarks, not rows, and only those an independent party ran.
fn of_quality(rows: &[QualityRow]) -> Option<Weakness> {
    let comparable = || rows.iter().filter(|row| row.reads.difference().is_some());
    if !comparable().any(|row| row.a_evaluation != Evaluation::SelfReported) {
        return Some(Weakness::NoComparableResults);
    }
    let independent: BTreeSet<_> =
        comparable().filter(|row| row.a_evaluation == Evaluation::Independent).map(|row| &row.benchmark).collect();
    let independent = independent.len();
    (independent < ENOUGH_BENCHMARKS).then_some(Weakness::FewComparableResults { independent })
}

/// Disputed facts; rates only where they leave the order of cost open.
fn disputed(a: &Entry, b: &Entry, pair: &Pair) -> Vec<Weakness> {
    let facts = pair.findings.iter().filter_map(|finding| match &finding.what {
        What::Disputed { cite } => Some(cite.clone()),
        _ => None,
    });
    let is_open = pair.cost.order == CostOrder::Open;
    let rates = [a, b].into_iter().filter(|_| is_open).flat_map(missing::disputed_rates);
    facts.chain(rates).map(Weakness::Disputed).collect()
}

/// The price of a model's bill that was read longest ago, if that is too long for the kind of its provider.
pub(super) fn of_price(entry: &Entry, ground: &Ground) -> Option<Weakness> {
    let (cite, read_on) = oldest_price_day(entry)?;
    let days = days_between(read_on, ground.day);
    let provider = entry.offers.best().and_then(|best| ground.providers.get(&best.route.provider));
    let fresh = ground.freshness.days(provider.and_then(|provider| provider.kind))?;
    (days > fresh).then_some(Weakness::Stale { cite, days })
}

fn days_between(from: Day, until: Day) -> u32 {
    from.until((Unit::Day, until)).map_or(0, |span| u32::try_from(span.get_days()).unwrap_or(0))
}

/// Each kind of weakness counts once, having no comparable result twice: none is strong, one moderate, more weak.
pub(super) fn strength(kind: &VerdictKind, weaknesses: &[Weakness]) -> Strength {
    if matches!(kind, VerdictKind::NotDecidable { .. }) {
        return Strength::Weak;
    }
    let kinds: BTreeSet<u8> = weaknesses
        .iter()
        .map(|weakness| match weakness {
            Weakness::NoComparableResults => 0,
            Weakness::FewComparableResults { .. } => 1,
            Weakness::Disputed(_) => 2,
            Weakness::Unknown(_) => 3,
            Weakness::Stale { .. } => 4,
        })
        .collect();
    match kinds.len() + usize::from(kinds.contains(&0)) {
        0 => Strength::Strong,
        1 => Strength::Moderate,
        _ => Strength::Weak,
    }
}
