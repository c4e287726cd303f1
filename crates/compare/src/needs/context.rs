//! Context window: at least so many tokens a request.

use super::{Candidate, Judged, Need, Needs, judge_limit};
use crate::query::{Parameter, Shape, short_amount};
use weigh_catalog::Field;

pub(super) const NEED: Need = Need {
    id: "context",
    name: "context window",
    rule: "the route states a context window of at least so many tokens",
    parameters: &[Parameter {
        name: "context",
        about: "Least context window, in tokens.",
        label: "Context at least",
        shape: Shape::Amount,
        example: "200k",
        set: |needs, given| {
            needs.context = Some(given.amount()?);
            Ok(())
        },
        get: |needs| needs.context.map(short_amount),
    }],
    judge,
};

fn judge(needs: &Needs, candidate: &Candidate<'_>) -> Vec<Judged> {
    needs.context.map(|wanted| judge_limit(candidate, &Field::Context, wanted)).into_iter().collect()
}
