//! The verdict over all models of a comparison.

use super::{Flip, Strength, Verdict, VerdictKind, Weakness, missing};
use crate::comparison::{Entry, Overall, Pair};
use crate::finding::Finding;
use crate::needs::Eligibility;
use weigh_catalog::ModelId;

/// Judges all models, given cheapest first.
pub(crate) fn judge_all(order: &[&Entry], pairs: &[Pair]) -> Overall {
    let ids: Vec<ModelId> = order.iter().map(|entry| entry.model.id.clone()).collect();
    let by = |worse: &ModelId| ids.iter().find(|better| loser(pairs, better, worse)).cloned();
    let dominated: Vec<(ModelId, ModelId)> = ids.iter().filter_map(|id| Some((id.clone(), by(id)?))).collect();
    let undominated: Vec<ModelId> =
        ids.iter().filter(|id| !dominated.iter().any(|(worse, _)| worse == *id)).cloned().collect();
    let verdict = match pairs {
        [pair] => pair.verdict.clone(),
        _ => over_many(order, pairs, &undominated),
    };
    let cheapest = order.iter().find(|entry| entry.offers.best().is_some()).map(|entry| entry.model.id.clone());
    Overall { undominated, dominated, cheapest, verdict }
}

/// Whether one model is out beside another: dominated, or not eligible.
fn loser(pairs: &[Pair], better: &ModelId, worse: &ModelId) -> bool {
    pairs.iter().any(|pair| match &pair.verdict.kind {
        VerdictKind::Dominates { better: b, worse: w } => (b, w) == (better, worse),
        VerdictKind::OnlyEligible { model, others } => model == better && others.contains(worse),
        _ => false,
    })
}

fn over_many(order: &[&Entry], pairs: &[Pair], undominated: &[ModelId]) -> Verdict {
    let kind = kind(order, pairs, undominated);
    let counts = |pair: &&Pair| match &kind {
        VerdictKind::Choice { among } => among.contains(&pair.a) && among.contains(&pair.b),
        VerdictKind::DominatesAll { better, .. } => pair.a == *better || pair.b == *better,
        _ => true,
    };
    let verdicts: Vec<&Verdict> = pairs.iter().filter(counts).map(|pair| &pair.verdict).collect();
    let is_open = matches!(kind, VerdictKind::NotDecidable { .. });
    let weakest = verdicts.iter().map(|verdict| verdict.strength).min().unwrap_or(Strength::Weak);
    Verdict {
        strength: if is_open { Strength::Weak } else { weakest },
        weaknesses: unique::<Weakness>(verdicts.iter().flat_map(|verdict| &verdict.weaknesses)),
        reasons: unique::<Finding>(verdicts.iter().flat_map(|verdict| &verdict.reasons)),
        sensitivity: unique::<Flip>(verdicts.iter().flat_map(|verdict| &verdict.sensitivity)),
        kind,
    }
}

fn kind(order: &[&Entry], pairs: &[Pair], undominated: &[ModelId]) -> VerdictKind {
    let eligible: Vec<&&Entry> = order.iter().filter(|entry| entry.eligibility.is_eligible()).collect();
    let is_open = order.iter().any(|entry| matches!(entry.eligibility, Eligibility::Undecided(_)));
    let others = |model: &ModelId| -> Vec<ModelId> {
        order.iter().map(|entry| entry.model.id.clone()).filter(|id| id != model).collect()
    };
    let all_tie = pairs.iter().all(|pair| pair.verdict.kind == VerdictKind::Tie);
    match (eligible.as_slice(), undominated) {
        ([only], _) if !is_open => {
            VerdictKind::OnlyEligible { model: only.model.id.clone(), others: others(&only.model.id) }
        }
        ([] | [_], _) => VerdictKind::NotDecidable { missing: missing::of_eligibility(order) },
        _ if all_tie => VerdictKind::Tie,
        (_, [better]) if others(better).iter().all(|worse| loser(pairs, better, worse)) => {
            VerdictKind::DominatesAll { better: better.clone(), others: others(better) }
        }
        _ if eligible.iter().filter(|entry| entry.offers.best().is_some()).count() < 2 => {
            VerdictKind::NotDecidable { missing: missing::of_cost(order) }
        }
        _ => VerdictKind::Choice { among: undominated.to_vec() },
    }
}

fn unique<'a, T: PartialEq + Clone + 'a>(all: impl Iterator<Item = &'a T>) -> Vec<T> {
    let mut found: Vec<T> = Vec::new();
    for item in all {
        if !found.contains(item) {
            found.push(item.clone());
        }
    }
    found
}
