//! Zero retention: prompts are not kept, as the route or its provider's data policy says.

use super::{Candidate, Judgements, Need, Needs, Shortfall, judge_values, policy};
use crate::cite::Remedy;
use crate::query::{Parameter, Shape, yes};
use weigh_catalog::Field;

pub(super) const NEED: Need = Need {
    id: "zero-retention",
    name: "zero retention",
    rule: "the data policy says that prompts are kept for no day",
    parameters: &[Parameter {
        name: "zero-retention",
        about: "Prompts must not be kept.",
        label: "Zero retention",
        shape: Shape::Flag,
        example: "yes",
        set: |needs, given| {
            needs.zero_retention = given.flag()?;
            Ok(())
        },
        get: |needs| yes(needs.zero_retention),
    }],
    looks_at: |needs, field| needs.zero_retention && *field == Field::RetentionDays,
    judge,
};

fn judge(needs: &Needs, candidate: &Candidate<'_>, judgements: &mut Judgements) {
    if !needs.zero_retention {
        return;
    }
    let (fact, cite) = policy::<u64>(candidate, Field::RetentionDays);
    let outcome = judge_values(
        fact.may_hold(),
        || cite.clone(),
        Remedy::Overlay,
        |days| (*days > 0).then_some(Shortfall::Kept { days: *days }),
    );
    judgements.say(outcome, || vec![cite]);
}
