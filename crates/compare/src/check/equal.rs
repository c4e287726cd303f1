//! Equal or better: whether one route can take another's place, by a stated rule that never takes the unknown for a yes.

use super::Case;
use crate::needs::Outcome;
use crate::needs::precision_bits as bits;
use crate::pick::Choice;
use crate::quality::quality;
use crate::row::LIMITS;
use std::collections::BTreeMap;
use std::sync::Arc;
use weigh_catalog::{Benchmark, BenchmarkId, Capability, Field, Model, Route, Support};

/// Whether a route can take another's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Better {
    /// It surely can.
    Yes,
    /// It surely cannot.
    No,
    /// These facts are missing or disputed.
    Open(Vec<Field>),
}

impl Better {
    fn of_open(open: Vec<Field>) -> Self {
        if open.is_empty() { Self::Yes } else { Self::Open(open) }
    }

    fn and(self, other: impl FnOnce() -> Self) -> Self {
        match self {
            Self::No => Self::No,
            Self::Yes => other(),
            Self::Open(mut open) => match other() {
                Self::No => Self::No,
                Self::Yes => Self::Open(open),
                Self::Open(more) => {
                    more.into_iter().for_each(|field| {
                        if !open.contains(&field) {
                            open.push(field);
                        }
                    });
                    Self::Open(open)
                }
            },
        }
    }
}

/// The rule.
pub(super) fn equal_or_better(
    case: &Case<'_>,
    used: (&Model, &Route),
    other: (&Model, &Route),
    choice: &Choice,
) -> Better {
    let is_same_model = used.0.id == other.0.id;
    meets_needs(choice)
        .and(|| capabilities(used.1, other.1))
        .and(|| limits(used.1, other.1))
        .and(|| if is_same_model { precision(used, other.1) } else { quality_of(case, used.0, other.0) })
}

fn meets_needs(choice: &Choice) -> Better {
    let mut open = Vec::new();
    for judgement in &choice.judgements {
        match &judgement.outcome {
            Outcome::Met => {}
            Outcome::Unmet(_) => return Better::No,
            Outcome::Undecided(missing) => {
                open.extend(missing.iter().filter_map(|missing| missing.cite.field().cloned()));
            }
        }
    }
    Better::of_open(open)
}

/// Every capability that the used route surely has.
fn capabilities(used: &Route, other: &Route) -> Better {
    let mut open = Vec::new();
    for capability in Capability::ALL.iter().copied() {
        let field = Field::Can(capability);
        let all = |route: &Route, wanted: Support| {
            let mut may: Vec<Support> = route.facts.may_hold(&field).collect();
            may.dedup();
            may == [wanted]
        };
        if all(used, Support::Supported) && !all(other, Support::Supported) {
            if all(other, Support::Unsupported) {
                return Better::No;
            }
            open.push(field);
        }
    }
    Better::of_open(open)
}

/// No limit is smaller; one that only the used route does not state is open, for nobody knows that it is not smaller.
fn limits(used: &Route, other: &Route) -> Better {
    let mut open = Vec::new();
    for field in LIMITS {
        let bounds = |route: &Route| {
            let may: Vec<u64> = route.facts.may_hold(&field).collect();
            may.iter().copied().min().zip(may.iter().copied().max())
        };
        match (bounds(used), bounds(other)) {
            // A limit that nobody states of either is no difference that anybody could tell.
            (None, None) => {}
            // Max input is stated of few routes: where it is not, the context window is the limit.
            (None, Some(_)) | (Some(_), None) if field == Field::MaxInput => {}
            (Some((least, _)), Some((_, most))) if most < least => return Better::No,
            (Some((_, most)), Some((least, _))) if least >= most => {}
            _ => open.push(field),
        }
    }
    Better::of_open(open)
}

/// Precision of open weights; closed ones are served as their lab makes them, and so is a route of the lab itself.
fn precision((model, used): (&Model, &Route), other: &Route) -> Better {
    if model.facts.value::<bool>(&Field::OpenWeights) == Some(false) || other.is_first_party {
        return Better::Yes;
    }
    let of = |route: &Route| {
        let formats: Vec<Arc<str>> = route.facts.may_hold(&Field::Quantisation).collect();
        let bits: Option<Vec<u32>> = formats.iter().map(|format| bits(format)).collect();
        let bits = bits.filter(|bits| !bits.is_empty())?;
        bits.iter().copied().min().zip(bits.iter().copied().max())
    };
    match (of(used), of(other)) {
        (Some((least, _)), Some((_, most))) if most < least => Better::No,
        (Some((_, most)), Some((least, _))) if least >= most => Better::Yes,
        _ => Better::Open(vec![Field::Quantisation]),
    }
}

/// In each benchmark that is named there are comparable results, and in none of them is the other model lower.
fn quality_of(case: &Case<'_>, used: &Model, other: &Model) -> Better {
    let named: Vec<BenchmarkId> =
        case.given.asked.benchmarks.iter().filter_map(|id| BenchmarkId::new(id).ok()).collect();
    if named.is_empty() {
        return Better::No;
    }
    let known = |id: &BenchmarkId| case.given.reference.benchmark(id).map(|benchmark| (id.clone(), benchmark));
    let benchmarks: BTreeMap<BenchmarkId, Arc<Benchmark>> = named.iter().filter_map(known).collect();
    let rows = quality(other, used, &benchmarks);
    let mut is_open = false;
    for id in &named {
        let differences: Vec<_> =
            rows.iter().filter(|row| row.benchmark == *id).filter_map(|row| row.reads.difference()).collect();
        if differences.iter().any(|difference| difference.by.is_sign_negative() && !difference.by.is_zero()) {
            return Better::No;
        }
        is_open |= differences.is_empty();
    }
    if is_open { Better::Open(vec![Field::Score]) } else { Better::Yes }
}
