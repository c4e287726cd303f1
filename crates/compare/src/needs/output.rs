//! Max output: at least so many tokens a request.

use super::{Candidate, Judgements, Need, Needs, judge_limit};
use crate::query::{Parameter, Shape, short_amount};
use weigh_catalog::Field;

pub(super) const NEED: Need = Need {
    id: "output",
    name: "max output",
    rule: "the route states a max output of at least so many tokens",
    parameters: &[Parameter {
        name: "max-output",
        about: "Least max output, in tokens.",
        label: "Max output at least",
        shape: Shape::Amount,
        example: "8k",
        set: |needs, given| {
            needs.output = Some(given.amount()?);
            Ok(())
        },
        get: |needs| needs.output.map(short_amount),
    }],
    looks_at: |needs, field| needs.output.is_some() && *field == Field::MaxOutput,
    judge,
};

fn judge(needs: &Needs, candidate: &Candidate<'_>, judgements: &mut Judgements) {
    judge_limit(needs.output, &Field::MaxOutput, candidate, judgements);
}
