//! Context window: at least so many tokens a request.

use super::{Candidate, Judgements, Need, Needs, judge_limit};
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
    looks_at: |needs, field| needs.context.is_some() && *field == Field::Context,
    judge,
};

fn judge(needs: &Needs, candidate: &Candidate<'_>, judgements: &mut Judgements) {
    judge_limit(needs.context, &Field::Context, candidate, judgements);
}
