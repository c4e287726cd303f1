//! Needs: the route keeps offering what the project asks for.

use super::{Bound, Case, Finding, Idle, Level, Problem};
use crate::needs::Outcome;

pub(super) const BOUND: Bound = Bound {
    id: "needs",
    name: "needs",
    rule: "the route surely meets every need; one that is surely missed is an error, one that is open a warning",
    help: "Choose another route with `weigh pick`, or give the need up in the project's file.",
    parameters: &[],
    usual: &[],
    judge,
};

fn judge(case: &Case<'_>) -> Result<Vec<Finding>, Idle> {
    case.route()?;
    let judgements = case.own.iter().flat_map(|own| &own.judgements);
    let finding = |judgement: &crate::needs::Judgement| {
        let level = match judgement.outcome {
            Outcome::Met => return None,
            Outcome::Unmet(_) => Level::Error,
            Outcome::Undecided(_) => Level::Warning,
        };
        Some(Finding::new(level, Problem::Need(judgement.clone()), judgement.cites.clone()))
    };
    Ok(judgements.filter_map(finding).collect())
}
