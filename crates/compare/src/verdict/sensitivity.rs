//! Sensitivity: what would turn a verdict round.

use super::{Flip, VerdictKind, missing};
use crate::cite::{Missing, Remedy};
use crate::comparison::{Entry, Pair};
use crate::finding::What;
use crate::ground::Ground;
use crate::needs::Eligibility;

/// Mixes, disputed values, unknowns and open routes that would flip a verdict about two eligible models.
pub(super) fn flips(a: &Entry, b: &Entry, pair: &Pair, kind: &VerdictKind, ground: &Ground) -> Vec<Flip> {
    let mut all = mixes(pair, ground);
    for finding in &pair.findings {
        match &finding.what {
            What::Disputed { cite } => all.push(Flip::Disputed(cite.clone())),
            What::CostOpen { .. } => {
                all.extend([a, b].into_iter().flat_map(missing::disputed_rates).map(Flip::Disputed));
                all.extend([a, b].into_iter().flat_map(missing::of_hours).map(Flip::Unknown));
            }
            _ => {}
        }
    }
    all.extend(unknowns(a, b, pair, kind).into_iter().map(Flip::Unknown));
    all.extend([a, b].into_iter().filter_map(open_route));
    all
}

/// The nearest break-even on either side of the workload's mix.
fn mixes(pair: &Pair, ground: &Ground) -> Vec<Flip> {
    let Some(now) = ground.workload.output_share() else { return Vec::new() };
    let below = pair.cost.break_even.iter().rev().find(|at| at.output_share < now);
    let above = pair.cost.break_even.iter().find(|at| at.output_share > now);
    let below = below.map(|at| (at.output_share, at.below.model.clone()));
    let above = above.map(|at| (at.output_share, at.above.model.clone()));
    let flips = below.into_iter().chain(above);
    flips.map(|(output_share, then)| Flip::Mix { output_share, now, then }).collect()
}

/// Unknown facts that could speak for a model nothing known speaks for; what is missing where nothing can be decided.
fn unknowns(a: &Entry, b: &Entry, pair: &Pair, kind: &VerdictKind) -> Vec<Missing> {
    let mut all = match kind {
        VerdictKind::NotDecidable { missing } => return missing.clone(),
        VerdictKind::TradeOff { .. } => Vec::new(),
        _ => [a, b].into_iter().flat_map(missing::of_limits).chain(open_capabilities(pair)).collect(),
    };
    if !pair.quality.iter().any(|row| row.reads.difference().is_some()) {
        all.extend(missing::of_results(&[a, b]));
    }
    all
}

/// Capabilities one has and of which nobody speaks for the other.
fn open_capabilities(pair: &Pair) -> Vec<Missing> {
    let open = pair.findings.iter().filter(|finding| matches!(finding.what, What::CanUnknown { .. }));
    let last = |cites: &[crate::cite::Cite], unknown: &weigh_catalog::ModelId| {
        cites.iter().find(|cite| cite.model() == Some(unknown)).cloned()
    };
    open.filter_map(|finding| match &finding.what {
        What::CanUnknown { unknown, .. } => {
            Some(Missing { cite: last(&finding.cites, unknown)?, remedy: Remedy::Probe })
        }
        _ => None,
    })
    .collect()
}

/// A cheaper route whose eligibility is open.
fn open_route(entry: &Entry) -> Option<Flip> {
    let offer = entry.offers.ladder.get(entry.offers.cheapest_undecided?)?;
    let missing = offer.eligibility.missing();
    matches!(offer.eligibility, Eligibility::Undecided(_)).then(|| Flip::Route { route: offer.route.clone(), missing })
}
